# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Short texts without a header (tests/texts/short), judged with nothing taught: bench texts [--show].

Prints what is found for each set and half, and by language. With --show also which texts of the development halves are
judged otherwise than they are; the held-out halves are only counted, because a text that was looked at judges nothing
any more.
"""

import collections
import json
import pathlib
import subprocess

FOLDER = pathlib.Path(__file__).resolve().parents[1] / "texts/short"
SETS = {"first": FOLDER, "second": FOLDER / "second", "third": FOLDER / "third"}
HALVES = ("development", "held out")
TARGETS = (("scams called scams", 80, True), ("genuine not called scams", 95, True), ("not sure of all", 15, False))

Text = collections.namedtuple("Text", "set language half place truth kind words")


def read(path, name=""):
    """The texts of a file, in their order; each belongs to the set of that @name."""
    texts = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        if lines:
            place = len(texts) + 1
            truth, kind, _ = lines[0].split()
            texts.append(Text(name, path.stem, HALVES[1 - place % 2], place, truth, kind, "\n".join(lines[1:])))
    return texts


def read_sets():
    """The texts of all sets."""
    return [text for name, folder in SETS.items() for path in sorted(folder.glob("??.txt")) for text in read(path, name)]


def judge(programs, scratch, texts):
    """Returns what the program says of each, as it stands in --json."""
    paths = []
    for number, text in enumerate(texts):
        paths.append(scratch / f"short-{number:04}")
        paths[-1].write_text(text.words, encoding="utf-8")
    return judge_files(programs, paths)


def judge_files(programs, paths):
    done = subprocess.run([str(programs / "safibox-cli"), "--json", "judge", "--text", *map(str, paths)],
                          capture_output=True, text=True, check=False)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    if len(answers) != len(paths):
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
            print(f"  {text.set} {text.language} {text.place} {text.truth} {text.kind}: {answer['verdict']} "
                  f"{answer['log_odds']:+.1f}  {codes}")


def print_head():
    print("| texts | " + " | ".join(name for name, _, _ in TARGETS) + " | texts |")
    print("| --- | ---: | ---: | ---: | ---: |")


def print_row(name, judged):
    print(f"| {name} | " + " | ".join(f"{figure:.1f} %" for figure in count(judged)) + f" | {len(judged)} |")


def print_targets(half, judged):
    for (name, target, is_least), figure in zip(TARGETS, count(judged), strict=True):
        reached = figure >= target if is_least else figure <= target
        print(f"{half}, {name}: {figure:.1f} %, target {'≥' if is_least else '≤'} {target} %: "
              f"{'reached' if reached else 'MISSED'}")


def main(programs, _folder, scratch, options):
    texts = read_sets()
    judged = list(zip(texts, judge(programs, scratch, texts), strict=True))
    print_head()
    for language in sorted({text.language for text in texts}):
        for half in HALVES:
            print_row(f"{language}, {half}",
                      [pair for pair in judged if pair[0].language == language and pair[0].half == half])
    for name in SETS:
        for half in HALVES:
            print_row(f"{name} set, {half}", [pair for pair in judged if pair[0].set == name and pair[0].half == half])
        print_row(f"{name} set, both halves", [pair for pair in judged if pair[0].set == name])
    print_row("all", judged)
    for half in HALVES:
        of_half = [pair for pair in judged if pair[0].half == half]
        print_row(f"all, {half}", of_half)
        print_targets(half, of_half)
    if "--show" in options:
        show(judged)
