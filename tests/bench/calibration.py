# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How honest the shown probability is: of the messages said to be junk with 90 to 95 %, how many were.

Beside it what the plain sum would have said, and the time that finding what would change an answer takes.
"""

import math
import subprocess
import sys

RUN_SECONDS = 900
FIRST = 200  # messages before the history says anything; left out
BORDERS = (0, 0.01, 0.05, 0.1, 0.5, 0.9, 0.95, 0.99, 1)


def logistic(nats):
    return 1 / (1 + math.exp(-max(-700, min(700, nats))))


def cost(rows):
    """Mean surprise in nats: 0 for one who always knows."""
    return -sum(math.log(max(p if junk else 1 - p, 1e-9)) for junk, p in rows) / len(rows)


def gap(rows):
    """Expected calibration error: by how much the shares are off, weighed by how many messages say so."""
    total = 0
    for low, high in zip(BORDERS, BORDERS[1:]):
        inside = [(junk, p) for junk, p in rows if low <= p < high or p == high == 1]
        total += abs(sum(junk for junk, _ in inside) - sum(p for _, p in inside))
    return total / len(rows)


def describe(rows, low, high):
    inside = [(junk, p) for junk, p in rows if low <= p < high or p == high == 1]
    if not inside:
        return f"{0:6}       -       -"
    said, were = (100 * sum(pair[i] for pair in inside) / len(inside) for i in (1, 0))
    return f"{len(inside):6} {said:6.1f}% {were:6.1f}%"


def print_table(name, shown, plain):
    print(f"{name:<12} shown: messages, said, were junk    plain sum: the same")
    for low, high in zip(BORDERS, BORDERS[1:]):
        print(f"{100 * low:5.0f}-{100 * high:3.0f} %   {describe(shown, low, high)}     {describe(plain, low, high)}")
    print(f"surprise {cost(shown):.4f} nats, plain {cost(plain):.4f}; "
          f"off by {100 * gap(shown):.2f} %, plain {100 * gap(plain):.2f} %")


def print_times(rows):
    times = sorted(float(row[3]) for row in rows)
    sizes = [int(row[4]) for row in rows if row[4] != "0"]
    print(f"what would change it: {len(sizes)} of {len(rows)} have an answer, "
          f"{100 * sum(size <= 3 for size in sizes) / max(len(sizes), 1):.1f} % of them with at most three findings; "
          f"mean {1e6 * sum(times) / len(times):.1f} us, slowest {1e3 * times[-1]:.3f} ms (target 5 ms)")


def main(programs, folder, _scratch, *_options):
    program = programs.parents[1] / "tests/bench/bench-explain"
    if not program.exists():
        sys.exit("bench-explain is not built")
    for index in ("index.mix", "index"):
        done = subprocess.run([str(program), str(folder / index)], check=True, capture_output=True, text=True,
                              timeout=RUN_SECONDS)
        rows = [line.split() for line in done.stdout.splitlines()]
        late = rows[FIRST:]
        print_table(index, [(row[0] == "spam", float(row[2])) for row in late],
                    [(row[0] == "spam", logistic(float(row[1]))) for row in late])
        print_times(rows)
