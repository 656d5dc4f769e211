#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What can go wrong in a check that moves, at every command of it, on servers with MOVE, with UIDPLUS only and with
neither: afterwards every message exists exactly once, with its flags. usage: test-faults.py SAFIBOX-CLI CUT-POWER [MINUTES]

Without minutes a sample that is always the same; with them the whole matrix in ever other orders, which is `./dev soak`.
"""

import collections
import concurrent.futures
import itertools
import pathlib
import random
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "lib"), str(ROOT / "service")]

from dovecot import Dovecot  # noqa: E402
from faultproxy import PLACES  # noqa: E402
from faults import FAKETIME, MODES, Worker  # noqa: E402

CLI, CUT_POWER = sys.argv[1:3]
MINUTES = float(sys.argv[3]) if len(sys.argv) > 3 else 0
SAMPLE = 12      # runs of the short form, for each server
USERS = 5000
SEED = 20261126
MESSAGES = [path.read_bytes() for path in sorted((ROOT.parent / "data/practice/INBOX").glob("*.eml"))][:8]
KINDS = ("cut", "reset", "stall", "kill client", "power cut", "lying disk", "kill server", "uidvalidity", "clock", "twin")
# What once went wrong is in every sample.
ALWAYS = {"move": [], "uidplus": [("uidvalidity", "UID COPY", "done"), ("uidvalidity", "UID STORE", "before")],
          "neither": [("uidvalidity", "UID STORE", "before")]}
DISKS = range(60, 260, 6)  # pages of 4 KB: from too small for a store to enough


def count_commands(worker):
    """Of a check in which nothing goes wrong."""
    result = worker.run("cut", 0, None)
    assert result.is_good() and result.moved > 1, result.describe()
    return worker.commands


def make_matrix(commands, has_faketime, has_disks):
    kinds = [kind for kind in KINDS if kind != "clock" or has_faketime]
    matrix = list(itertools.product(kinds, range(1, commands + 1), PLACES))
    return matrix + [("full disk", pages, None) for pages in DISKS if has_disks]


def pick(matrix, dice):
    """Some of each kind in turn, so that a short sample has all."""
    by_kind = collections.defaultdict(list)
    for entry in matrix:
        by_kind[entry[0]].append(entry)
    for entries in by_kind.values():
        dice.shuffle(entries)
    return [entry for row in itertools.zip_longest(*by_kind.values()) for entry in row if entry]


def work(mode, scratch, until):
    """Returns the results of one server."""
    worker = Worker(CLI, CUT_POWER, scratch, mode, MESSAGES, USERS if MINUTES else SAMPLE + 2)
    dice = random.Random(time.time() if MINUTES else f"{SEED} {mode}")
    results = []
    try:
        commands = count_commands(worker)
        has_disks = subprocess.run(["unshare", "-m", "true"], capture_output=True).returncode == 0
        matrix = make_matrix(commands, any(pathlib.Path("/").glob(FAKETIME[1:])), has_disks)
        while True:
            for entry in (*(ALWAYS[mode] if not results else ()), *pick(matrix, dice)):
                if (time.monotonic() > until if MINUTES else len(results) >= SAMPLE) or not worker.users:
                    return results
                results.append(worker.run(*entry))
                if not results[-1].is_good():
                    print("# " + results[-1].describe(), flush=True)
    finally:
        worker.stop()


def report(results):
    kinds = collections.Counter(result.kind for result in results)
    fired = collections.Counter(result.kind for result in results if result.fired)
    at = collections.Counter(result.fired for result in results if result.fired)
    lost = sum(sum(result.lost.values()) for result in results)
    doubled = sum(sum(result.doubled.values()) for result in results)
    by_twins, by_disks = (sum(sum(result.doubled.values()) for result in results if result.kind == kind) for kind in ("twin", "lying disk"))
    print(f"# {len(results)} runs, {sum(fired.values())} faults fired, {lost} lost, {doubled} doubled ({by_twins} by twins, {by_disks} by disks that lied), "
          f"{sum(not result.settled for result in results)} not settled")
    print("# fired of runs: " + ", ".join(f"{kind} {fired[kind]}/{count}" for kind, count in sorted(kinds.items())))
    print("# at: " + ", ".join(f"{command} {count}" for command, count in at.most_common()))


def main():
    if not Dovecot.is_installed():
        print("1..0 # SKIP dovecot is not installed")
        return 0
    print(f"1..{len(MODES)}", flush=True)
    until = time.monotonic() + MINUTES * 60
    failed, everything = 0, []
    with tempfile.TemporaryDirectory(prefix="safibox-faults-") as scratch:
        with concurrent.futures.ThreadPoolExecutor(len(MODES)) as pool:
            all_results = list(pool.map(lambda mode: work(mode, scratch, until), MODES))
    for number, (mode, results) in enumerate(zip(MODES, all_results), 1):
        good = all(result.is_good() for result in results) and any(result.fired for result in results)
        failed += not good
        everything += results
        print(f"{'ok' if good else 'not ok'} {number} - every message exists exactly once after {len(results)} faults: {mode}")
    report(everything)
    return 1 if failed else 0


sys.exit(main())
