# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How well each script is learned: three quarters of a language's texts are taught, the rest is judged.

Every language has 20 genuine and 20 junk texts of our own (tests/texts/scripts). Alone: one mailbox per language. Mixed: a
mailbox that holds English as well, which is taught with it (with English itself: Swahili). Nothing taught: what phrases,
links and senders tell by themselves (one message has to be taught). Recall is the junk above the cut that costs the share of
genuine texts given below, in the order of the scores: where the cut lies is not asked here.
"""

import pathlib
import random
import statistics
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
import texts
from rows import judge, measure_auc

TEXTS = pathlib.Path(__file__).resolve().parents[1] / "texts/scripts"
FOLDS = 4
SHUFFLES = 5
FALSE_ALARMS = 0.05  # of the genuine texts


def deal(rows, seed):
    """Shuffles and deals each class to the folds in turn, so that all folds hold as many of both."""
    folds = [[] for _ in range(FOLDS)]
    for truth in ("good", "junk"):
        of_class = [row for row in rows if row[0] == truth]
        random.Random(seed).shuffle(of_class)
        for number, row in enumerate(of_class):
            folds[number % FOLDS].append(row)
    return folds


def judge_fold(programs, scratch, taught, judged, seed):
    taught = list(taught)
    random.Random(seed).shuffle(taught)
    index = scratch / "fold.index"
    index.write_text("".join(f"{truth} {path}\n" for truth, path in (*taught, *judged)))
    return judge(programs, index, "--train-first", len(taught))[len(taught):]


def measure_recall(scores):
    """Percent of junk above the genuine text that would be one false alarm too many."""
    good = sorted((row.score for row in scores if row.truth == "ham"), reverse=True)
    junk = [row.score for row in scores if row.truth == "spam"]
    return 100 * sum(score > good[int(FALSE_ALARMS * len(good))] for score in junk) / len(junk)


def cross_validate(programs, scratch, rows, beside):
    """@beside: rows taught in each fold, but not judged. Returns the means (recall, 1-AUC) in percent."""
    recalls, areas = [], []
    for seed in range(SHUFFLES):
        folds = deal(rows, seed)
        scores = []
        for number, judged in enumerate(folds):
            taught = [row for other in folds if other is not judged for row in other]
            scores += judge_fold(programs, scratch, taught + beside, judged, seed * FOLDS + number)
        recalls.append(measure_recall(scores))
        areas.append(measure_auc(programs, scratch, scores))
    return statistics.mean(recalls), statistics.mean(areas)


def read_language(path, scratch):
    """Returns [(class, path of a message)]."""
    index = texts.expand(scratch / "scripts", [path])
    rows = [line.split(" ", 1) for line in index.read_text().splitlines()]
    return [(truth, index.parent / name) for truth, name in rows]


def main(programs, _folder, scratch, _words):
    languages = {path.stem: read_language(path, scratch) for path in sorted(TEXTS.glob("*.txt"))}
    english = languages["en"]
    print(f"language   recall at {100 * FALSE_ALARMS:.0f} % false alarms, 1-AUC: nothing taught | alone | with English")
    for name, rows in languages.items():
        fresh = judge_fold(programs, scratch, rows[:1], rows, 0)
        beside = english if name != "en" else languages["sw"]
        figures = ((measure_recall(fresh), measure_auc(programs, scratch, fresh)), cross_validate(programs, scratch, rows, []),
                   cross_validate(programs, scratch, rows, beside))
        print(f"{name:<10} " + "  |  ".join(f"{recall:5.1f} %  {area:6.2f} %" for recall, area in figures), flush=True)
