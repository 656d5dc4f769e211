# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Accuracy with immediate feedback (classify, then teach, in index order) in the measures of the TREC spam track."""

import subprocess


def measure_auc(rows):
    """Area above the ROC curve in percent; ties count half."""
    ordered = sorted(rows, key=lambda row: row[2])
    spam_below, area, index = 0, 0.0, 0
    while index < len(ordered):
        same = [row for row in ordered[index:] if row[2] == ordered[index][2]] if (
            index + 1 < len(ordered) and ordered[index + 1][2] == ordered[index][2]) else [ordered[index]]
        spam = sum(row[0] == "spam" for row in same)
        ham = len(same) - spam
        area += ham * (spam_below + spam / 2)
        spam_below += spam
        index += len(same)
    total_spam = sum(row[0] == "spam" for row in rows)
    return 100 * area / (total_spam * (len(rows) - total_spam))


def share(rows, truth, verdicts):
    of_truth = [row for row in rows if row[0] == truth]
    return 100 * sum(row[1] in verdicts for row in of_truth) / len(of_truth)


def print_row(name, rows):
    seconds = sum(row[3] for row in rows), sum(row[4] for row in rows)
    unsure = 100 * sum(row[1] == "unsure" for row in rows) / len(rows)
    print(f"{name:<28} 1-AUC {measure_auc(rows):.4f} %  hm {share(rows, 'ham', ['spam']):.2f} %  "
          f"sm {share(rows, 'spam', ['ham', 'unsure']):.2f} %  unsure {unsure:.2f} % "
          f"(good {share(rows, 'ham', ['unsure']):.2f} %)  "
          f"{len(rows) / seconds[0]:.0f} classified/s  {len(rows) / seconds[1]:.0f} taught/s")


def run(programs, index, *options):
    done = subprocess.run([str(programs / "safibox-cli"), "eval", *options, str(index)], check=True,
                          capture_output=True, text=True)
    rows = []
    for line in done.stdout.splitlines():
        truth, verdict, score, classify, train = line.split()
        rows.append((truth, verdict, float(score), float(classify), float(train)))
    return rows


def main(programs, folder, _scratch):
    for index in ("index.mix", "index"):
        for view in ("backlog", "live", "whole") if index == "index.mix" else ("live",):
            print_row(f"{index}, view {view}", run(programs, folder / index, "--view", view))
    rows = run(programs, folder / "index.mix", "--train-first", "1000")
    print_row("1,000 taught, next 2,000", rows[1000:3000])
    print_row("1,000 taught, all others", rows[1000:])
