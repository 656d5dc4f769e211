# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The starter model on mail that it was not learned from, in a mailbox that was taught nothing.

First each source and each language in turn is left out of learning and judged; then the shipped model judges texts
that were never used to make it: genuine mail by region, texts in thirteen languages, the practice mailbox.
"""

import collections
import itertools
import subprocess

import starter_model
import texts

ROOT = starter_model.ROOT

Judged = collections.namedtuple("Judged", "label decision score said sum")


def judge(programs, model, rows, scratch):
    listing = scratch / "bench-starter.list"
    listing.write_text("".join(f"{path}\n" for _, path in rows))
    program = programs.parents[1] / "tests/bench/bench-starter"
    lines = subprocess.run([str(program), str(model), str(listing)], check=True, capture_output=True,
                           text=True).stdout.splitlines()
    judged = []
    for (label, _), line in zip(rows, lines, strict=True):
        decision, score, said, total = line.split()
        judged.append(Judged(label, decision, float(score), float(said), float(total)))
    return judged


def count(judged, label, decision):
    return sum(row.label == label and row.decision == decision for row in judged)


def describe(judged):
    """Moved and not sure of each class that is there."""
    parts = []
    for label, name in (("good", "genuine"), ("junk", "junk")):
        total = sum(row.label == label for row in judged)
        if total:
            parts.append(f"{name} {total}: moved {count(judged, label, 'junk')}, "
                         f"not sure {100 * count(judged, label, 'unsure') / total:.1f} %")
    return "; ".join(parts)


def measure_auc(judged):
    """Area above the ROC curve of the starter's own sums, in percent; ties count half."""
    junk_below, area = 0, 0.0
    for _, same in itertools.groupby(sorted(judged, key=lambda row: row.sum), key=lambda row: row.sum):
        same = list(same)
        junk = sum(row.label == "junk" for row in same)
        area += (len(same) - junk) * (junk_below + junk / 2)
        junk_below += junk
    return 100 * area / (junk_below * (len(judged) - junk_below))


def describe_ranking(judged):
    """How the starter's own sums rank, without any other check."""
    worst = max(row.sum for row in judged if row.label == "good")
    junk = [row for row in judged if row.label == "junk"]
    found = sum(row.sum > worst for row in junk)
    alarms = sum(row.said >= 0.8 for row in judged if row.label == "good")
    return (f"AUC {100 - measure_auc(judged):.1f} %, {found} of {len(junk)} found at 0 false alarms, "
            f"says junk of {alarms} genuine by itself")


def print_both(programs, name, model, rows, scratch, with_ranking=True):
    before, after = judge(programs, "none", rows, scratch), judge(programs, model, rows, scratch)
    print(f"{name}\n  without: {describe(before)}\n  with:    {describe(after)}")
    if with_ranking:
        print(f"  alone:   {describe_ranking(after)}", flush=True)
    return after


def read_texts(scratch, kind):
    """{language or region: rows} of tests/texts/KIND."""
    groups = {}
    for path in sorted((ROOT / "tests/texts" / kind).glob("*.txt")):
        index = texts.expand(scratch / f"{kind}-{path.stem}", [path])
        groups[path.stem] = [(label, index.parent / name) for label, name in
                             (line.split(" ", 1) for line in index.read_text().splitlines())]
    return groups


def read_practice():
    rows = [line.split("\t") for line in (ROOT / "data/practice/index").read_text().splitlines() if line[0] != "#"]
    return [(row[0], ROOT / "data/practice" / row[-1]) for row in rows]


def leave_out(programs, rows, is_left_out, scratch):
    """Returns: the path of a model that did not see those rows, and the rows to judge."""
    model = scratch / "left-out.bin"
    model.write_bytes(starter_model.learn(programs, [row for row in rows if not is_left_out(row)], scratch))
    return model, [(row.label, row.path) for row in rows if is_left_out(row)]


def main(programs, _folder, scratch, _options=()):
    folders = starter_model.unpack(scratch)
    if folders is None:
        print("skipped: an archive of labelled mail is not there")
        return
    rows = starter_model.list_archives(folders) + starter_model.list_texts(scratch)
    genuine, scripts = read_texts(scratch, "genuine"), read_texts(scratch, "scripts")
    all_genuine = [row for group in genuine.values() for row in group]

    model, unseen = leave_out(programs, rows, lambda row: row.source == "spamassassin", scratch)
    print_both(programs, "SpamAssassin corpus, left out", model, unseen, scratch)
    model, unseen = leave_out(programs, rows, lambda row: row.source == "modern", scratch)
    print_both(programs, "modern archive, left out, with our genuine texts", model, unseen + all_genuine, scratch)
    for language in sorted({row.language for row in rows if row.kind == "text"}):
        model, unseen = leave_out(programs, rows, lambda row, it=language: row.kind == "text" and row.language == it,
                                  scratch)
        print_both(programs, f"own texts {language}, left out", model, unseen, scratch)

    for name, group in genuine.items():
        print_both(programs, f"genuine {name}, shipped", "shipped", group, scratch, with_ranking=False)
    for name, group in scripts.items():
        print_both(programs, f"texts {name}, shipped", "shipped", group, scratch)
    print_both(programs, "practice mailbox, shipped", "shipped", read_practice(), scratch)
    print_both(programs, "all texts and the practice mailbox, shipped", "shipped",
               [row for group in (*genuine.values(), *scripts.values(), read_practice()) for row in group], scratch)
