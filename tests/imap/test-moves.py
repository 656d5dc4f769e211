#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Breaks the connection at every command of a move, and again while it recovers, on servers with
MOVE, with UIDPLUS only and with neither. Afterwards no message may be lost or doubled.
usage: test-moves.py DRIVER"""

import collections
import hashlib
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "lib"))

from cutproxy import PLACES, CutProxy  # noqa: E402
from dovecot import Dovecot  # noqa: E402
from driver import Driver, run_tests  # noqa: E402

SERVERS = {
    "move": (dict(), ["UID MOVE"]),
    "uidplus": (dict(move=False), ["UID COPY", "UID STORE", "UID EXPUNGE"]),
    "neither": (dict(move=False, uidplus=False), ["UID COPY", "UID STORE"]),
}
SECOND_CUTS = [None, ("EXAMINE", "done"), ("UID FETCH", "line"), ("UID STORE", "sent"), ("UID COPY", "answer")]
PER_RUN = 2  # messages
SETTLE = 60  # milliseconds
TRIES = 5

driver = Driver(sys.argv[1])


def make_message(number):
    return (f"From: a@one.example\r\nSubject: message {number}\r\nMessage-ID: <{number}@one.example>\r\n"
            f"Date: Mon, 23 Nov 2026 10:00:00 +0000\r\n\r\nHello\r\n").encode()


def recover(proxy, second):
    for attempt in range(TRIES):
        if attempt == 0 and second:
            proxy.cut(*second)
        if driver.refuses("reopen") == "ok":
            driver.refuses("move")
        if attempt == 0:
            proxy.verb = None
        if all(action[2] == "done" for action in driver("journal")):
            return


def run_matrix(proxy, verbs, uidvalidity):
    """Returns (runs, cuts, second cuts, [what went wrong])."""
    runs, cuts, second_cuts, faults = 0, 0, 0, []
    for verb in verbs:
        for where in PLACES:
            for second in SECOND_CUTS:
                driver("forget")
                driver("close")
                assert driver.refuses("reopen") == "ok"
                for uid in range(runs * PER_RUN + 1, (runs + 1) * PER_RUN + 1):
                    driver("plan", "INBOX", uidvalidity, uid, "Junk")
                proxy.cut(verb, where)
                driver.refuses("move")
                cuts += proxy.has_cut
                recover(proxy, second)
                second_cuts += second is not None and proxy.has_cut
                states = [action[2] for action in driver("journal")]
                if states != ["done"] * PER_RUN:
                    faults.append((verb, where, second, states))
                runs += 1
    return runs, cuts, second_cuts, faults


def count_live(snapshot):
    return collections.Counter(digest for rows in snapshot.values() for digest, flags, _ in rows
                               if "\\Deleted" not in flags)


def check(name):
    options, verbs = SERVERS[name]
    total = len(verbs) * len(PLACES) * len(SECOND_CUTS) * PER_RUN
    with tempfile.TemporaryDirectory() as directory, Dovecot(directory, **options) as server:
        for number in range(1, total + 11):
            server.deliver("amina", "INBOX", make_message(number))
        proxy = CutProxy(server.imap)
        driver("patience", 5000, 20, SETTLE)
        driver("open", "127.0.0.1", proxy.port, "none", "amina", "secret", "-")
        uidvalidity = driver("list", "INBOX", 0, 0)[0][1]
        before = count_live(server.snapshot())
        runs, cuts, second_cuts, faults = run_matrix(proxy, verbs, uidvalidity)
        driver("close")
        snapshot = server.snapshot()
        junk = {digest for digest, _, _ in snapshot["Junk"]}
    print(f"# {name}: {runs} runs, {cuts} cut, {second_cuts} cut again")
    assert not faults, faults
    assert cuts >= runs * 3 // 4, "the cuts did not happen"
    assert count_live(snapshot) == before, count_live(snapshot) - before or before - count_live(snapshot)
    expected = {hashlib.sha256(make_message(n).replace(b"\r\n", b"\n")).hexdigest() for n in range(1, total + 1)}
    assert junk == expected


run_tests([(f"nothing-lost-nothing-doubled-{name}", lambda name=name: check(name)) for name in SERVERS])
