# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Accuracy of safibox-cli eval: immediate feedback in both orders, through every view, and after a thousand lessons."""

import json
import subprocess

import orders

TAUGHT = 1000
JUDGED = 2000  # behind those


def print_row(name, summary):
    n = summary["ham"] + summary["spam"]
    print(f"{name:<28} 1-AUC {summary['one_minus_auc']:.4f} %  hm {summary['hm']:.2f} %  sm {summary['sm']:.2f} %  "
          f"unsure {summary['not_sure']:.2f} % (good {summary['not_sure_ham']:.2f} %)  "
          f"{n / summary['classify_cpu_seconds']:.0f} classified/s  {summary['octets'] / 1e6:.1f} MB seen")


def run(programs, index, *options):
    """Returns the summaries."""
    done = subprocess.run([str(programs / "safibox-cli"), "--json", "eval", *map(str, options), str(index)], check=True,
                          capture_output=True, text=True)
    return [row["summary"] for row in map(json.loads, done.stdout.splitlines()) if "summary" in row]


def main(programs, folder, scratch, _words):
    for summary in run(programs, folder / "index.mix", "--view", "all"):
        print_row(f"index.mix, view {summary['view']}", summary)
    print_row("index, view live", *run(programs, folder / "index"))
    first = scratch / "first.index"
    rows = orders.read_index(folder / "index.mix")[:TAUGHT + JUDGED]
    first.write_text("".join(f"{truth} {path}\n" for truth, path in rows))
    print_row(f"{TAUGHT:,} taught, next {JUDGED:,}", *run(programs, first, "--train-first", TAUGHT))
    print_row(f"{TAUGHT:,} taught, all others", *run(programs, folder / "index.mix", "--train-first", TAUGHT))
