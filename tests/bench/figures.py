# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The figures of runs, counted by Safibox's own arithmetic for every filter alike (bench-figures)."""

import json
import math
import subprocess


def measure(program, scratch, runs):
    """The figures of each run in percent; "p" compares its 1-AUC with that of the first."""
    paths = []
    for number, run in enumerate(runs):
        path = scratch / f"figures-{number}"
        path.write_text("".join(f"{truth} {verdict} {score!r}\n" for truth, verdict, score in run.rows))
        paths.append(path)
    done = subprocess.run([str(program), *map(str, paths)], check=True, capture_output=True, text=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def average(rows):
    """The mean of each figure over dictionaries of measure()."""
    keys = ("one_minus_auc", "hm", "sm", "not_sure", "not_sure_ham")
    return {key: sum(row[key] for row in rows) / len(rows) for key in keys}


def bound_share(hits, total):
    """The upper end of the one-sided 95 % interval (Clopper, Pearson 1934) of a share, in percent."""
    low, high = hits / total, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        below = sum(math.exp(math.lgamma(total + 1) - math.lgamma(k + 1) - math.lgamma(total - k + 1)
                             + k * math.log(middle) + (total - k) * math.log1p(-middle)) for k in range(hits + 1))
        low, high = (middle, high) if below > 0.05 else (low, middle)
    return 100 * high
