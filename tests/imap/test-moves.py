#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Breaks the connection at every command of a move, and again while it recovers, on servers with
MOVE, with UIDPLUS only and with neither, of three makers. Afterwards no message may be lost or doubled.
usage: test-moves.py DRIVER"""

import collections
import pathlib
import sys
import tempfile
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "lib"))

from courier import Courier  # noqa: E402
from cutproxy import PLACES, CutProxy  # noqa: E402
from cyrus import Cyrus  # noqa: E402
from dovecot import Dovecot  # noqa: E402
from driver import Driver, run_tests  # noqa: E402

SERVERS = {
    "move": (Dovecot, dict(), ["UID MOVE"]),
    "uidplus": (Dovecot, dict(move=False), ["UID COPY", "UID STORE", "UID EXPUNGE"]),
    "neither": (Dovecot, dict(move=False, uidplus=False), ["UID COPY", "UID STORE"]),
    "prefix": (Dovecot, dict(prefix="INBOX.", junk="垃圾邮件", special_use=False), ["UID MOVE"]),
    "courier": (Courier, dict(), ["UID COPY", "UID STORE", "UID EXPUNGE"]),
    "courier-without-uidplus": (Courier, dict(uidplus=False), ["UID COPY", "UID STORE"]),
    "cyrus": (Cyrus, dict(), ["UID MOVE"]),
    "cyrus-without-move": (Cyrus, dict(move=False, special_use=False), ["UID COPY", "UID STORE", "UID EXPUNGE"]),
}
JUNK = "2"  # SAFI_FOLDER_JUNK
DELETED = 8  # SAFI_FLAG_DELETED
SHORT = ("prefix", "courier", "courier-without-uidplus", "cyrus", "cyrus-without-move")  # without second cuts
SECOND_CUTS = [None, ("EXAMINE", "done"), ("UID FETCH", "line"), ("UID STORE", "sent"), ("UID COPY", "answer")]
PER_RUN = 2  # messages
SETTLE = 60  # milliseconds
TRIES = 5

driver = Driver(sys.argv[1])


def make_message(number):
    return (f"From: a@one.example\r\nSubject: message {number}\r\nMessage-ID: <{number}@one.example>\r\n"
            f"Date: Mon, 23 Nov 2026 10:00:00 +0000\r\n\r\nHello\r\n").encode()


def recover(server, proxy, second):
    for attempt in range(TRIES):
        driver("close")
        server.rest()
        if attempt == 0 and second:
            proxy.cut(*second)
        if driver.refuses("reopen") == "ok":
            driver.refuses("move")
        if attempt == 0:
            proxy.verb = None
        if all(action[2] == "done" for action in driver("journal")):
            return


def run_matrix(server, proxy, verbs, junk, seconds):
    """Returns (runs, cuts, second cuts, [what went wrong])."""
    runs, cuts, second_cuts, faults = 0, 0, 0, []
    for verb in verbs:
        for where in PLACES:
            for second in seconds:
                driver("forget")
                driver("close")
                server.rest()
                assert driver.refuses("reopen") == "ok"
                mark, *listed = driver("list", "INBOX", 0, 0)
                left = [uid for _, uid, flags, *_ in listed if not int(flags) & DELETED]
                for uid in left[:PER_RUN]:
                    driver("plan", "INBOX", mark[1], uid, junk)
                proxy.cut(verb, where)
                driver.refuses("move")
                cuts += proxy.has_cut
                recover(server, proxy, second)
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
    maker, options, verbs = SERVERS[name]
    if maker is not Dovecot and maker.why_not():
        return maker.why_not()
    seconds = [None] if name in SHORT else SECOND_CUTS
    total = len(verbs) * len(PLACES) * len(seconds) * PER_RUN
    with tempfile.TemporaryDirectory() as directory, maker(directory, **options) as server:
        for number in range(1, total + 11):
            server.deliver("amina", "INBOX", make_message(number))
        server.use()
        before = count_live(server.snapshot())
        server.rest()
        proxy = CutProxy(server.imap)
        driver("patience", 5000, 20, SETTLE)
        driver("open", "127.0.0.1", proxy.port, "none", "amina", "secret", "-")
        junk, = [urllib.parse.unquote(folder[1]) for folder in driver("folders") if folder[2] == JUNK]
        runs, cuts, second_cuts, faults = run_matrix(server, proxy, verbs, junk, seconds)
        driver("close")
        server.rest()
        snapshot = server.snapshot()
        moved = {digest for digest, flags, _ in snapshot[junk] if "\\Deleted" not in flags}
    print(f"# {name}: {runs} runs, {cuts} cut, {second_cuts} cut again")
    assert not faults, faults
    assert cuts >= runs * 3 // 4, "the cuts did not happen"
    assert count_live(snapshot) == before, count_live(snapshot) - before or before - count_live(snapshot)
    assert len(moved) == total, (len(moved), total)


run_tests([(f"nothing-lost-nothing-doubled-{name}", lambda name=name: check(name)) for name in SERVERS])
