# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tables of dev bench classifier, in Markdown."""

import statistics

import figures
import machine
from peers.safibox import Safibox

TITLES = {"index.mix": "Classes interleaved, each in date order (`index.mix`)", "index": "Date order (`index`)"}


def describe():
    return f"`./dev bench classifier`, {machine.describe()}; SpamAssassin public corpus, 4,150 good and 1,896 junk."


def format_table(head, rows):
    lines = [head, ["---"] + ["---:"] * (len(head) - 1), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def percent(value, digits=2):
    return "-" if value is None else f"{value:.{digits}f}"


def format_p(peer, row):
    return "" if peer is Safibox or row["p"] is None else f"{row['p']:.3f}"


def format_order(name, results):
    head = ["filter", "1-AUC % [95 %]", "hm %", "sm %", "lam %", "h=.1 %", "h=1 %",
            "not sure % (of good)", "taught", "p"]
    rows = []
    for peer, run, row in results:
        if run.cut:
            rows.append([peer.name, run.cut, *[""] * 8])
            continue
        interval = f"{row['one_minus_auc']:.4f} [{row['one_minus_auc_low']:.4f}-{row['one_minus_auc_high']:.4f}]"
        rows.append([peer.name, interval, *(percent(row[key]) for key in ("hm", "sm", "lam", "h_01", "h_1")),
                     f"{percent(row['not_sure'])} ({percent(row['not_sure_ham'])})", f"{run.trained:,}",
                     format_p(peer, row)])
    return f"#### {TITLES[name]}\n\n" + format_table(head, rows)


def format_random(results):
    """The median over random orders; how many each filter took."""
    by_peer = {}
    for rows in results.values():
        for peer, run, row in rows:
            by_peer.setdefault(peer, []).append((run, row))
    rows = []
    for peer, runs in by_peer.items():
        cut = next((run.cut for run, _ in runs if run.cut), "")
        if cut:
            rows.append([peer.name, len(runs), cut, *[""] * 6])
            continue
        median = {key: statistics.median(row[key] for _, row in runs)
                  for key in ("one_minus_auc", "hm", "sm", "lam", "not_sure", "not_sure_ham")}
        worst = max(row["one_minus_auc"] for _, row in runs)
        p = "" if peer is Safibox else ", ".join(format_p(peer, row) for _, row in runs)
        rows.append([peer.name, len(runs), f"{median['one_minus_auc']:.4f}", f"{worst:.4f}",
                     *(percent(median[key]) for key in ("hm", "sm", "lam")),
                     f"{percent(median['not_sure'])} ({percent(median['not_sure_ham'])})", p])
    head = ["filter", "orders", "1-AUC %, median", "worst", "hm %", "sm %", "lam %", "not sure % (of good)",
            "p, each order"]
    return ("#### Random orders, fixed seeds (medians; filters that take minutes for one order take one or none)\n\n"
            + format_table(head, rows))


def format_rate(count, seconds, ours):
    if seconds <= 0:
        return "-"
    rate = count / seconds
    return f"{rate:,.0f}" + ("" if ours is None else f" ({rate / ours:.3f})")


def format_costs(results):
    """Of one order; ratios are to Safibox's rate."""
    ours = next((run for peer, run, _ in results if peer is Safibox), None)
    our_rates = (len(ours.rows) / ours.classify_cpu, ours.trained / ours.train_cpu)
    rows = []
    for peer, run, _ in results:
        rates = (None, None) if peer is Safibox else our_rates
        rows.append([peer.name, format_rate(len(run.rows), run.classify_cpu, rates[0]),
                     format_rate(run.trained, run.train_cpu, rates[1]),
                     f"{run.memory / 1e6:.0f}", f"{run.disk / 1e6:.1f}"])
    head = ["filter", "classified per CPU second", "taught per CPU second", "peak memory, MB", "data on disk, MB"]
    return ("#### What it costs\n\nSeconds of the filter's own processes; in brackets the rate over Safibox's.\n\n"
            + format_table(head, rows))


def format_orders(results):
    parts = [format_order(name, rows) for name, rows in results.items() if name in TITLES]
    random = {name: rows for name, rows in results.items() if name not in TITLES}
    if random:
        parts.append(format_random(random))
    parts.append(format_costs(next(iter(results.values()))))
    return parts


def format_cold(results):
    sizes = list(next(iter(results.values())))
    rows = []
    for peer, cells in results.items():
        rows.append([peer.name, *(f"{c[0]['one_minus_auc']:.2f} ({c[0]['hm']:.1f} / {c[0]['sm']:.0f})" if c else "cut"
                                  for c in cells.values())])
    bounds = ", ".join(f"{figures.bound_share(lost, good):.2f} % at N = {size}"
                       for size, (_, lost, good) in results[Safibox].items())
    return ("#### Cold start\n\nInterleaved order: taught the newest N of both classes before a start point, then "
            "1,000 judged without teaching; mean of four start points (2,000 to 5,000). 1-AUC % (hm % / sm %).\n\n"
            + format_table(["filter", *(f"N = {size}" for size in sizes)], rows)
            + f"\n\nUpper 95 % bound of Safibox's hm over the four start points together: {bounds}.")


def format_feedback(results):
    rows = [[order, f"`{feedback}`", f"{row['one_minus_auc']:.4f}", percent(row["hm"]), percent(row["sm"]),
             f"{percent(row['not_sure'])} ({percent(row['not_sure_ham'])})", f"{run.trained:,}"]
            for order, feedback, run, row in results]
    head = ["order", "feedback", "1-AUC %", "hm %", "sm %", "not sure % (of good)", "lessons"]
    return ("#### Late and sparse feedback\n\n`safibox-cli eval --feedback`, from nothing taught. Only wrong and "
            "unsure verdicts are corrected: at once, a day later, or one in ten. In date order the clock of the stream "
            "runs as it did; interleaved, it jumps between the dates of both classes.\n\n" + format_table(head, rows))


def format_views(results):
    rows = [[view, f"{run.summary['octets'] / 1e6:.1f}", f"{row['one_minus_auc']:.4f}", percent(row["hm"]),
             percent(row["sm"]), f"{percent(row['not_sure'])} ({percent(row['not_sure_ham'])})"]
            for view, run, row in results]
    head = ["view", "mail fetched, MB", "1-AUC %", "hm %", "sm %", "not sure % (of good)"]
    return "#### How much of each message is seen\n\nInterleaved order, immediate feedback.\n\n" + format_table(
        head, rows)
