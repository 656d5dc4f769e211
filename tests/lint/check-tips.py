#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""check-tips.py ROOT: fails on a tip that is too long, promises, blames, frightens or needs a dictionary, that lacks a part
or a note for translators, or that could lead somebody anywhere; and where a finding or a kind of scam has no tip."""

import pathlib
import re
import sys

import teaching

HEAD_CHARS_MAX = 140  # title and sentence
MORE_SENTENCES = range(2, 6)
LINKS_SHARE = 0.2  # of the real examples: a link alone is no sign of a scam
THEME_FOLDER = pathlib.Path("/usr/share/icons/Adwaita")
VOICE = ("title", "sentence", "more", "sign", "step", "tell")


def check_pair(tip):
    texts = [" ".join("".join(tip.find(name).itertext()).split()) for name in ("scam", "real")]
    signs = [{name for name, pattern in teaching.SHARED.items() if teaching.has(pattern, text)} for text in texts]
    if not signs[0] & signs[1]:
        yield f"scam ({', '.join(signs[0])}) and real one ({', '.join(signs[1])}) have nothing in common"


def list_icons(root):
    """Returns nothing where the icon theme is not installed."""
    if not THEME_FOLDER.is_dir():
        return None
    return {path.stem for folder in (THEME_FOLDER, root / "ui/icons") for path in folder.rglob("*-symbolic.svg")}


def check_tip(name, tip, codes, icons):
    if tip.tag != "tip" or tip.get("id") != name:
        yield "the id is not the name of the file"
    missing = [part for part in (*VOICE, "scam", "real") if tip.find(part) is None]
    if missing:
        yield f"lacks {', '.join(missing)}"
        return
    if len(tip.find("title").text) + len(tip.find("sentence").text) > HEAD_CHARS_MAX:
        yield f"title and sentence hold more than {HEAD_CHARS_MAX} characters"
    if len(teaching.split_sentences(tip.find("sentence").text)) != 1:
        yield "<sentence> is not one sentence"
    if len(teaching.split_sentences(tip.find("more").text)) not in MORE_SENTENCES:
        yield "<more> has not 2 to 5 sentences"
    if icons is not None and tip.get("icon") not in icons:
        yield f"no icon {tip.get('icon')}"
    if tip.get("theme") not in teaching.SCAMS + teaching.SUBJECTS:
        yield f"unknown theme {tip.get('theme')}"
    if tip.get("theme") in teaching.NOT_FOR_CHILDREN and tip.get("age") == "child":
        yield "not for children"
    listed = (tip.get("codes") or "").split()
    if not listed:
        yield "names no finding"
    yield from (f"{code} cannot be found" for code in listed if code not in codes)
    for node in tip.iter():
        if node.tag not in ("tip", "scam", "real"):
            yield from teaching.check_node(node, node.tag in VOICE)
    yield from check_pair(tip)


def read_codes(root):
    """The findings, from the tables of the checks."""
    text = "".join(path.read_text() for path in sorted((root / "src/filter/checks").glob("*.c")))
    return set(re.findall(r'\{\s*"([a-z]+\.[a-z0-9-]+)",\s*-?[\d.]+,', text))


def check_whole(root, tips, codes):
    """What all tips together must have."""
    if len(codes) < 90:
        yield "check-tips.py no longer reads the findings in src/filter/checks"
    named = {code for tip in tips.values() for code in (tip.get("codes") or "").split()}
    yield from (f"no tip names {code}" for code in sorted(codes - named))
    themes = {tip.get("theme") for tip in tips.values()}
    yield from (f"no tip about {scam}" for scam in teaching.SCAMS if scam not in themes)
    linked = sum(1 for tip in tips.values() if teaching.has(teaching.SHARED["link"], " ".join(tip.find("real").itertext())))
    if linked < LINKS_SHARE * len(tips):
        yield f"only {linked} of {len(tips)} real examples have a link"


def check_index(root, tips):
    index = (root / "data/tips/index").read_text().split()
    if sorted(index) != sorted(tips):
        yield f"index and files differ: {sorted(set(index) ^ set(tips))}"


def main():
    root = pathlib.Path(sys.argv[1])
    tips = teaching.read_folder(root, "tips")
    codes = read_codes(root)
    icons = list_icons(root)
    faults = [f"{name}: {fault}" for name, tip in tips.items() for fault in check_tip(name, tip, codes, icons)]
    faults += [*check_whole(root, tips, codes), *check_index(root, tips), *teaching.check_lists(root, "tips", tips),
               *teaching.check_template(root, "tips", tips)]
    print("\n".join(faults))
    sys.exit(1 if faults else 0)


main()
