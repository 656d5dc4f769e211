#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""check-teachers.py ROOT: fails if docs/teachers.md names a control or quotes words (in ** or “”) that Safibox does not have,
if the minutes of its lesson leave a gap or do not end at 20, if the tip of the lesson is not for children, or if it promises
too much."""

import pathlib
import re
import sys
from xml.etree import ElementTree

import window

MINUTES = 20
NAMED_MIN = 30  # controls; fewer: this test no longer finds them
CHILDREN_TIP = "A prize from a draw you did not enter"


def read_tips(root):
    """Title and sentence of each tip, and its age."""
    for path in (root / "data/tips").glob("*.xml"):
        tip = ElementTree.parse(path).getroot()
        yield tip.findtext("title"), tip.findtext("sentence"), tip.get("age")


def check_words(text, words):
    named = re.findall(r"\*\*([^*]+)\*\*|“([^”]+)”", text)
    if len(named) < NAMED_MIN:
        yield f"only {len(named)} controls are found"
    for control, quoted in named:
        if (control or quoted) not in words:
            yield f"Safibox does not say “{control or quoted}”"


def check_minutes(text):
    """The lesson's table: each row begins where the one before ends."""
    now = 0
    for begin, end in re.findall(r"^\| (\d+)–(\d+) \|", text, re.M):
        if int(begin) != now or int(end) <= now:
            yield f"the minutes {begin}–{end} do not follow minute {now}"
        now = int(end)
    if now != MINUTES:
        yield f"the lesson ends at minute {now}, not {MINUTES}"


def main():
    root = pathlib.Path(sys.argv[1])
    text = (root / "docs/teachers.md").read_text()
    tips = list(read_tips(root))
    words = window.read_words(root, ("app", "awareness", "words")) | {part for tip in tips for part in tip[:2]}
    faults = [*check_words(text, words), *check_minutes(text)]
    faults += [f"promises: {found}" for found in window.PROMISES.findall(text)]
    if CHILDREN_TIP not in text or (CHILDREN_TIP, "child") not in {(title, age) for title, _, age in tips}:
        faults.append(f"the lesson shows “{CHILDREN_TIP}”, a tip for children")
    print("\n".join(faults))
    sys.exit(1 if faults else 0)


main()
