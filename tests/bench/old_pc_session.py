#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job on an old PC, done by accessible names: old_pc_session.py BIN-DIRECTORY SCRATCH prints one line of JSON."""

import contextlib
import json
import pathlib
import re
import signal
import sqlite3
import sys
import time

import steps
from steps import gui
import geary
import imap_box
from cgroup import Cgroup
from slowproxy import SlowProxy

MEMORY = 512 * 1024 * 1024
SHARE = 0.25                  # of one processor
ROUND_TRIP = 0.6              # seconds
RATE = 64_000 / 8             # octets a second
LOSS = 0.01
LONG = 600                    # seconds that a step may take
FIRST = "from the answer to the first verdict"
HOUR = 3600

gui.enter_session(GEOMETRY="1024x600")
programs, scratch = map(pathlib.Path, sys.argv[1:3])
tools = programs.parents[1] / "tests/bench"
seconds, octets = {}, {}


def count_judged(data):
    with contextlib.suppress(sqlite3.Error), \
            contextlib.closing(sqlite3.connect(f"file:{data}/safibox.db?mode=ro", uri=True)) as store:
        return store.execute("SELECT count(*) FROM judged").fetchone()[0]
    return 0


@contextlib.contextmanager
def timed(name):
    start = time.monotonic()
    yield
    seconds[name] = time.monotonic() - start


def wait(look, what):
    return gui.wait(look, what, LONG)


def fill(box, mail):
    """A mailbox of the practice messages, an hour old. Returns: (messages, their octets)."""
    whole = [*mail["junk"], *mail["good"]]
    for number, message in enumerate(whole):
        box.server.deliver("amina", "INBOX", message, time.time() - HOUR - number)
    return len(whole), sum(map(len, whole))


def link_mailbox(app, link):
    app.click("push button", "Skip")
    app.click("push button", "Add my mailbox")
    steps.fill_form(app, link.port, imap_box.PASSWORD)
    with timed("from Connect to the question whether junk is moved"):
        app.click("push button", "Connect")
        app.find("push button", steps.WATCH)
    with timed(FIRST):
        app.click("push button", steps.WATCH)
        wait(lambda: count_judged(app.data) > 0, "a verdict")


def do_job(app, box, link, messages):
    link_mailbox(app, link)
    with timed("from there until all have one"):
        wait(lambda: count_judged(app.data) >= messages, "all verdicts")
        label = app.find("label", re.compile(r"^Safibox only watches. It would have moved \d+ messages"), timeout=LONG)
    held_back = int(re.search(r"\d+", gui.name_of(label)).group())
    octets["Safibox, until all have one"] = link.received + link.sent
    start = box.server.snapshot()
    with timed("moving what is junk"):
        app.click("push button", "Review")
        app.click("push button", "Move them")
        wait(lambda: len(box.server.snapshot()["Junk"]) == held_back, "the junk to be moved")
    with timed("taking that back"):
        steps.undo_by_toast(app, f"{held_back} messages moved to Junk")
        wait(lambda: box.server.snapshot() == start, "the mailbox as it was")
    octets["Safibox, moved and taken back, too"] = link.received + link.sent


def run_geary(box, link):
    """In the same limits."""
    keyring = steps.start_keyring()
    if keyring is None or not geary.is_installed():
        return
    try:
        with Cgroup(MEMORY, SHARE) as group:
            took = geary.run(box, "amina", link, group.wrapper)
            octets[f"Geary, until it was quiet after {took:.0f} s and {group.count_kills()} ends for want of memory"] = \
                link.received + link.sent
    finally:
        keyring.terminate()
        keyring.wait()


def main():
    box = imap_box.Box(scratch, {"amina": 0}, int(time.time()))
    messages, whole = fill(box, steps.read_practice())
    link = SlowProxy(box.server.imaps, ROUND_TRIP, RATE, LOSS)
    spans = scratch / "spans"
    with Cgroup(MEMORY, SHARE) as group:
        wrapper = [*group.wrapper, *imap_box.trust(box.server.ca), "env", f"LD_PRELOAD={tools / 'libbench-dispatch.so'}"]
        with timed("from the start to the window"):
            app = gui.App(wrapper=wrapper, SAFIBOX_DNS="", BENCH_DISPATCH=str(spans), BENCH_DISPATCH_WALL="1").__enter__()
        try:
            app.process.send_signal(signal.SIGUSR1)
            do_job(app, box, link, messages)
            app.process.send_signal(signal.SIGUSR2)
            app.key("Tab")  # the loop may wait
            wait(lambda: spans.exists() and spans.read_text(), "the turns")
            peak, kills = group.read_peak(), group.count_kills()
        finally:
            app.quit()
    imap_box.run_mbsync(box, "amina", link)
    octets["mbsync, every message whole"] = link.received + link.sent
    run_geary(box, link)
    box.server.stop()
    print(json.dumps({"seconds": seconds, "first": FIRST, "octets": octets, "messages": messages, "whole": whole, "peak": peak,
                      "kills": kills, "spans": list(map(int, spans.read_text().split()))}))


main()
