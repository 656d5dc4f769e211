# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Short texts without a header (tests/texts/short), judged with nothing taught: bench texts [--show].

Prints what is found for each language and half. With --show also which texts of the development half are judged
otherwise than they are; the held-out half is only counted, because a text that was looked at judges nothing any more.
"""

import collections
import json
import pathlib
import subprocess

FOLDER = pathlib.Path(__file__).resolve().parents[1] / "texts/short"
HALVES = ("development", "held out")
TARGETS = (("scams called scams", 80, True), ("genuine not called scams", 95, True), ("not sure of all", 15, False))

Text = collections.namedtuple("Text", "language half place truth kind words")


def read(path):
    texts = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        if lines:
            place = len(texts) + 1
            truth, kind, _ = lines[0].split()
            texts.append(Text(path.stem, HALVES[1 - place % 2], place, truth, kind, "\n".join(lines[1:])))
    return texts


def judge(programs, scratch, texts):
    """Returns what the program says of each, as it stands in --json."""
    paths = []
    for number, text in enumerate(texts):
        paths.append(scratch / f"short-{number:04}")
        paths[-1].write_text(text.words, encoding="utf-8")
    done = subprocess.run([str(programs / "safibox-cli"), "--json", "judge", "--text", *map(str, paths)],
                          capture_output=True, text=True, check=False)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    if len(answers) != len(texts):
        raise RuntimeError(done.stderr)
    return answers


def count(judged):
    """Returns the three figures of TARGETS in percent."""
    scams = [answer for text, answer in judged if text.truth == "scam"]
    genuine = [answer for text, answer in judged if text.truth == "real"]
    return (100 * sum(answer["verdict"] == "junk" for answer in scams) / len(scams),
            100 * sum(answer["verdict"] != "junk" for answer in genuine) / len(genuine),
            100 * sum(answer["verdict"] == "unsure" for _, answer in judged) / len(judged))


def show(judged):
    right = {"scam": "junk", "real": "good"}
    for text, answer in judged:
        if text.half == HALVES[0] and answer["verdict"] != right[text.truth]:
            codes = " ".join(f"{row['code']} {row['weight']:+.1f}" for row in answer["evidence"])
            print(f"  {text.language} {text.place} {text.truth} {text.kind}: {answer['verdict']} "
                  f"{answer['log_odds']:+.1f}  {codes}")


def main(programs, _folder, scratch, options):
    texts = [text for path in sorted(FOLDER.glob("??.txt")) for text in read(path)]
    judged = list(zip(texts, judge(programs, scratch, texts), strict=True))
    print("| language | half | " + " | ".join(name for name, _, _ in TARGETS) + " |")
    print("| --- | --- | ---: | ---: | ---: |")
    for language in sorted({text.language for text in texts}):
        for half in HALVES:
            figures = count([pair for pair in judged if pair[0].language == language and pair[0].half == half])
            print(f"| {language} | {half} | " + " | ".join(f"{figure:.0f} %" for figure in figures) + " |")
    for half in HALVES:
        figures = count([pair for pair in judged if pair[0].half == half])
        print(f"| all | {half} | " + " | ".join(f"{figure:.1f} %" for figure in figures) + " |")
        for (name, target, is_least), figure in zip(TARGETS, figures, strict=True):
            reached = figure >= target if is_least else figure <= target
            print(f"{half}, {name}: {figure:.1f} %, target {'≥' if is_least else '≤'} {target} %: "
                  f"{'reached' if reached else 'MISSED'}")
    if "--show" in options:
        show(judged)
