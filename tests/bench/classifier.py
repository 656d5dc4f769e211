# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Safibox against other filters: the same messages, the same orders, the same arithmetic, the same run.

Immediate feedback: classify, then teach. Cold start: taught the newest N of both classes, then judged without
teaching. Without options docs/benchmarks.md gets the tables; --peers A,B and --orders X,Y (parts of names) make a
shorter run that only prints.
"""

import argparse
import sys

import classifier_tables
import figures
import machine
import orders
from peers.bogofilter import Bogofilter, BogofilterNear
from peers.crm114 import Crm114
from peers.rspamd import Rspamd
from peers.safibox import Safibox
from peers.spamassassin import SpamAssassin
from peers.spamprobe import SpamProbe

PEERS = (Safibox, Bogofilter, BogofilterNear, SpamAssassin, Crm114, Rspamd, SpamProbe)
COLD_SIZES = (20, 50, 100, 200)
COLD_STARTS = (2000, 3000, 4000, 5000)
FEEDBACKS = ("immediate", "errors", "delayed:24", "rate:0.1")
VIEWS = ("backlog", "live", "whole")


def read_arguments(words):
    parser = argparse.ArgumentParser(prog="dev bench classifier")
    parser.add_argument("--peers", default="", help="parts of names, with commas between")
    parser.add_argument("--orders", default="", help="parts of names, with commas between")
    return parser.parse_args(words)


def is_chosen(name, parts):
    return not parts or any(part.lower() in name.lower() for part in parts.split(","))


class Bench:
    def __init__(self, programs, folder, scratch):
        self.scratch = scratch / "classifier"
        self.scratch.mkdir()
        self.figures_program = programs.parents[1] / "tests/bench/bench-figures"
        self.orders = orders.list_orders(folder)
        self.n_runs = 0
        Safibox.programs_directory = programs

    def make(self, peer):
        """A filter with nothing taught, in a directory of its own."""
        self.n_runs += 1
        directory = self.scratch / f"run-{self.n_runs}"
        directory.mkdir()
        return peer(directory)

    def measure(self, runs):
        return figures.measure(self.figures_program, self.scratch, runs)

    def run_orders(self, peers, names):
        """{order: [(peer, run, figures)]}, Safibox first in each. Shows the tables of an order as soon as it is done,
        because all take long."""
        results = {}
        for name in names:
            runs = []
            for peer in peers:
                if not peer.takes_order(name):
                    continue
                run = self.make(peer).run_stream(self.orders[name])
                runs.append((peer, run))
                machine.say(f"{name}: {peer.name} {run.cut or 'done'}")
            measured = self.measure([run for _, run in runs])
            results[name] = [(peer, run, row) for (peer, run), row in zip(runs, measured, strict=True)]
            machine.say("\n\n".join(classifier_tables.format_orders({name: results[name]})))
        return results

    def run_cold(self, peers):
        """{peer: {N: (mean figures, good called junk, good judged) or None if cut}}."""
        results = {}
        for peer in peers:
            results[peer] = {}
            for size in COLD_SIZES:
                runs = [self.make(peer).run_cold(self.orders["index.mix"], start, size) for start in COLD_STARTS]
                lost = sum(row[:2] == ("ham", "spam") for run in runs for row in run.rows)
                good = sum(row[0] == "ham" for run in runs for row in run.rows)
                whole = not any(run.cut for run in runs)
                results[peer][size] = (figures.average(self.measure(runs)), lost, good) if whole else None
            machine.say(f"cold start: {peer.name}")
        return results

    def run_feedback(self):
        """[(order, feedback, run, figures)] of Safibox."""
        cases = [(order, feedback) for order in ("index", "index.mix") for feedback in FEEDBACKS]
        runs = [self.make(Safibox).evaluate(self.orders[order], "--feedback", feedback) for order, feedback in cases]
        return [(*case, run, row) for case, run, row in zip(cases, runs, self.measure(runs), strict=True)]

    def run_views(self):
        """[(view, run, figures)] of Safibox in interleaved order."""
        runs = [self.make(Safibox).evaluate(self.orders["index.mix"], "--view", view) for view in VIEWS]
        return list(zip(VIEWS, runs, self.measure(runs), strict=True))


def list_peers(parts):
    """Safibox, and those chosen that are installed. Says who is missing."""
    peers = []
    for peer in PEERS:
        missing = peer.find_missing()
        if peer is not Safibox and not is_chosen(peer.name, parts):
            continue
        if missing is None:
            peers.append(peer)
        else:
            machine.say(f"{peer.name} is left out: {missing} is not there")
    return peers


def main(programs, folder, scratch, words):
    arguments = read_arguments(words)
    bench = Bench(programs, folder, scratch)
    peers = list_peers(arguments.peers)
    names = [name for name in bench.orders if is_chosen(name, arguments.orders)]
    if not names:
        sys.exit(f"no such order; there are {', '.join(bench.orders)}")
    parts = [classifier_tables.describe(), *classifier_tables.format_orders(bench.run_orders(peers, names))]
    if not arguments.orders:
        parts.append(classifier_tables.format_cold(bench.run_cold([peer for peer in peers if peer.has_cold])))
        parts.append(classifier_tables.format_feedback(bench.run_feedback()))
        parts.append(classifier_tables.format_views(bench.run_views()))
    text = "\n\n".join(parts)
    print(text)
    if not arguments.peers and not arguments.orders:
        machine.write_section("classifier", text)
