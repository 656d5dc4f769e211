#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Far more junk than usual: Safibox stops moving, says so, and goes on when it is told to."""

import re
import sys

import steps
from steps import gui
from dovecot import Dovecot
from tap import run, test

if not Dovecot.is_installed():
    print("1..0 # SKIP dovecot is not installed")
    sys.exit(0)
gui.enter_session()
LIMIT = 20  # unasked, of a mailbox that is new here
WATCH_PLACE = 2  # in the mailbox's menu
STOPPED = re.compile(r"^Safibox found much more junk than usual, and stopped moving it\. (\d+) messages? waits? for your yes\.$")

server = Dovecot(steps.SESSION / "dovecot").start()
sample = next(octets for octets in steps.read_practice()["junk"] if b"webmail-quota" in octets)
app = gui.App(SAFIBOX_CA_FILE=str(server.ca)).__enter__()


def deliver(first, count):
    for number in range(first, first + count):
        server.deliver("amina", "INBOX", re.sub(rb"(?mi)^Message-ID: <", b"Message-ID: <%d." % number, sample))


def wait_for_junk(count):
    gui.wait(lambda: len(server.snapshot()["Junk"]) == count, f"{count} messages in Junk")


@test("a mailbox that moves junk stops at the limit, and the window says how many wait")
def _():
    app.click("push button", "Skip")
    app.click("push button", "Add my mailbox")
    steps.link_mailbox(app, server.imaps, "secret", steps.WATCH)
    app.find("label", re.compile("^Only watching, moves nothing"))
    app.choose_menu("Mailbox menu", re.compile("Only watch, move nothing$"), WATCH_PLACE)
    app.find("label", re.compile("^Moves junk"))
    deliver(0, LIMIT + 2)
    app.key("F5")
    gui.wait(lambda: STOPPED.match(gui.name_of(app.find("label", STOPPED))).group(1) == "2", "two messages that wait")
    wait_for_junk(LIMIT)
    assert len(server.snapshot()["INBOX"]) == 2


@test("with a yes the rest is moved, and it begins anew")
def _():
    app.click("push button", "Move them")
    wait_for_junk(LIMIT + 2)
    app.is_gone("label", STOPPED)
    deliver(100, 1)
    app.key("F5")
    wait_for_junk(LIMIT + 3)
    assert not server.snapshot()["INBOX"]


@test("nothing is amiss at the end")
def _():
    steps.end(app)


try:
    run()
finally:
    app.quit()
    server.stop()
