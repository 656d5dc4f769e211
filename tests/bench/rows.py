# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What safibox-cli eval says of each message of an index."""

import collections
import subprocess

import figures

Row = collections.namedtuple("Row", "truth verdict score")
Run = collections.namedtuple("Run", "rows")


def judge(programs, index, *options):
    """Returns a row for each message, in the order of the index: those of a seed, too."""
    done = subprocess.run([str(programs / "safibox-cli"), "eval", *map(str, options), str(index)], check=True,
                          capture_output=True, text=True)
    rows = []
    for line in done.stdout.splitlines():
        truth, verdict, score, *_ = line.split()
        rows.append(Row(truth, verdict, float(score)))
    return rows


def share(rows, truth, verdict):
    """Percent of a class."""
    of_class = [row for row in rows if row.truth == truth]
    return 100 * sum(row.verdict == verdict for row in of_class) / len(of_class)


def measure_auc(programs, scratch, rows):
    """1-AUC in percent."""
    program = programs.parents[1] / "tests/bench/bench-figures"
    return figures.measure(program, scratch, [Run(rows)])[0]["one_minus_auc"]
