#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Scams of the practice mailbox in every disguise: how much lower than their plain versions they score.

30 scams and 30 genuine messages are taught as they are; the other scams are judged plain and disguised. The bounds are in
nats, for the mean of all of them: a disguise that costs the filter nothing has 0.5, one of which only the form of the
message is left has more. They are a little wider than what was measured, because the hashes are others in each run.
"""

import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(os.environ["SAFI_TEST_ROOT"])
sys.path.insert(0, str(ROOT / "tests/lib"))
import disguise
import tap

PROGRAM = sys.argv[1]
TAUGHT = 30  # of each class
TEXT_MIN = 50  # characters; a scam of fewer words has nothing to hide
STUFFED_WORDS = 400

BOUNDS = {
    "zero-width": 0.5,
    "zero-width joiner": 0.5,
    "soft hyphens": 0.5,
    "look-alike letters": 0.6,
    "full-width letters": 1.0,
    "letters with blanks": 3.0,  # HTML shows two blanks as one: where words end is not known
    "letters with dots": 1.5,
    "entities": 0.2,
    "comments": 0.2,
    "empty tags": 0.2,
    "right to left": 0.5,
    "right to left tag": 0.5,
    "cells of letters": 3.0,
    "columns of letters": 4.5,  # only the form and the header speak
    "quoted line breaks": 0.5,
    "utf-7": 2.0,
    "utf-16": 2.0,
    "base64 in base64": 0.2,
    "base64 in an attached text": 2.5,
    "attached text": 2.5,
    "calendar": 3.0,
    "attached message": 2.0,
    "picture": 4.5,  # only the form and the header speak
    "hidden: display": -0.3,
    "hidden: colour": -0.3,
    "hidden: size": -0.3,
    "hidden: font tag": -0.3,
    "hidden: sheet": -0.3,
    "hidden: no height": -0.3,
    "hidden: outside": -0.3,
    "hidden: clear": -0.3,
    "50 good words": 5.0,
    "200 good words": 17.0,  # of the person's own good mail: see docs/filter.md
    "200 good words on top": 17.0,
}


def take_words(paths):
    words = " ".join(disguise.Letter(path.read_bytes()).text for path in paths).split()
    return words[:STUFFED_WORDS]


def judge_all(folder):
    """Returns {name of the trick: scores}, the plain version as "plain"."""
    good, junk = disguise.read_practice(ROOT / "data/practice")
    lines = [line for pair in zip(good[:TAUGHT], junk[:TAUGHT]) for line in (f"good {pair[0]}", f"junk {pair[1]}")]
    words = take_words(good[:TAUGHT])
    names = []
    for number, path in enumerate(junk[TAUGHT:]):
        letter = disguise.Letter(path.read_bytes())
        if len(letter.text) < TEXT_MIN:
            continue
        for name, trick in (("plain", disguise.plain), *disguise.TRICKS.items()):
            target = folder / f"{len(names)}.eml"
            target.write_bytes(trick(letter, words))
            lines.append(f"junk {target}")
            names.append(name)
    index = folder / "index"
    index.write_text("\n".join(lines) + "\n")
    done = subprocess.run([PROGRAM, "eval", "--train-first", str(2 * TAUGHT), str(index)], check=True, text=True,
                          capture_output=True)
    scores = {}
    for name, line in zip(names, done.stdout.splitlines()[2 * TAUGHT:], strict=True):
        scores.setdefault(name, []).append(float(line.split()[2]))
    return scores


with tempfile.TemporaryDirectory(prefix="safibox-disguise-") as scratch:
    SCORES = judge_all(pathlib.Path(scratch))


@tap.test("every trick has its bound")
def _():
    assert BOUNDS.keys() == disguise.TRICKS.keys()


@tap.test("plain scams are told from good mail")
def _():
    assert len(SCORES["plain"]) >= 20
    assert statistics.mean(SCORES["plain"]) > 5


def add_test(name):
    @tap.test(f"does not help much: {name}")
    def _():
        losses = [plain - other for plain, other in zip(SCORES["plain"], SCORES[name])]
        assert statistics.mean(losses) <= BOUNDS[name], f"{statistics.mean(losses):.2f} nats"


for trick_name in disguise.TRICKS:
    add_test(trick_name)
tap.run()
