#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The first week, in which a mailbox is only watched: a summary each day, a question at its end, and moving."""

import re
import sys

import steps
from steps import gui
from dovecot import Dovecot
from tap import run, test
from watchweek import end_week

if not Dovecot.is_installed():
    print("1..0 # SKIP dovecot is not installed")
    sys.exit(0)
gui.enter_session()
QUESTION = "Start moving now?"
MANY, NEW = 10, 3
MORNING, EVENING = 9, 19  # o'clock

server = Dovecot(steps.SESSION / "dovecot", users={"amina": "secret"}).start()
mail = steps.read_practice()
DATA = steps.SESSION / "home/data"


def zone(hour):
    """A time zone in which it is that hour now, so that it is no other day soon."""
    ahead = (hour - gui.time.gmtime().tm_hour + 12) % 24 - 12
    return f"TST{-ahead:+d}"


def fill(messages):
    for octets in messages:
        server.deliver("amina", "INBOX", octets)


def start(*arguments, hour=MORNING):
    return gui.App(*arguments, data=DATA, SAFIBOX_CA_FILE=str(server.ca), TZ=zone(hour))


def find_number(pattern):
    return int(re.search(r"\d+", gui.name_of(app.find("label", re.compile(pattern)))).group())


fill(mail["junk"][:MANY] + mail["good"][:MANY])
begin = server.snapshot()
app = start().__enter__()
held_back = 0


@test("while it watches, Home tells what would have gone to Junk today, and nothing is moved")
def _():
    global held_back
    app.click("push button", "Skip")
    app.click("push button", "Add my mailbox")
    steps.link_mailbox(app, server.imaps, "secret", steps.WATCH)
    held_back = find_number(r"^Today \d+ messages would have gone to Junk\.$")
    assert 2 < held_back <= MANY, held_back
    app.find("label", "Day 1 of 7: Safibox only watches and moves nothing.")
    assert server.snapshot() == begin


@test("look at them shows just these; what the person corrects is no longer counted")
def _():
    app.click("push button", "Look at them")
    gui.wait(lambda: steps.count_shown(app) == held_back, "the messages that were held back")
    steps.open_row(app)
    app.click("push button", "Not junk")
    app.find("label", re.compile("^You said it is good"))
    app.key("alt+1")
    app.find("label", f"Today {held_back - 1} messages would have gone to Junk.")
    assert not app.all("label", QUESTION)
    steps.end(app)


@test("in the evening one quiet notification tells it, and its button opens the list with no window open before")
def _():
    global app
    with gui.Notifications() as notifications:
        app = start("--background", hour=EVENING)
        told = notifications.wait_for()[0]
        assert told["summary"] == f"Today {held_back - 1} messages would have gone to Junk.", told
        assert notifications.buttons(told) == ["Look at them"], told
        assert told["hints"].get("urgency") == "0", told
        notifications.press(told, "Look at them")
        app.__enter__()
        gui.wait(lambda: steps.count_shown(app) == held_back - 1, "the messages that are held back")
        steps.end(app)


@test("on the same day it is not told again, also after new junk")
def _():
    global app
    fill(mail["junk"][MANY:MANY + NEW])
    with gui.Notifications() as notifications:
        app = start("--background", hour=EVENING)
        app.wait_for_bus()
        app.activate("look-at", "<'everything'>")
        app.__enter__()
        app.key("alt+1")
        gui.wait(lambda: find_number(r"^Today \d+ messages would have gone to Junk\.$") > held_back - 1, "new junk")
        gui.wait(lambda: not app.all("progress bar"), "the end of the check")
        assert notifications.list() == []
        steps.end(app)


@test("when the week is over Home asks, with what would have been moved and what was corrected")
def _():
    global app
    end_week(DATA)
    app = start().__enter__()
    app.find("label", QUESTION)
    app.find("label", re.compile(r"has watched for a week\. In this time \d+ messages would have gone to Junk\. "
                                 r"You corrected 1 of them\. If you start, what it held back goes to Junk now\."))
    app.find("push button", "Look at them")


@test("another week begins at its first day")
def _():
    app.click("push button", "Watch another week")
    app.is_gone("label", QUESTION)
    assert not server.snapshot()["Junk"]
    steps.end(app)


@test("who starts moving has all of it in Junk, and can take it back")
def _():
    global app
    end_week(DATA)
    app = start().__enter__()
    before = server.snapshot()
    app.click("push button", "Start moving")
    app.is_gone("label", QUESTION)
    app.find("label", re.compile("^Moves junk. Last check"))
    moved = gui.wait(lambda: len(server.snapshot()["Junk"]), "messages in Junk")
    sentence = re.compile(r"^\d+ messages moved to Junk$")
    assert find_number(sentence.pattern) >= moved
    steps.undo_by_toast(app, sentence)
    gui.wait(lambda: server.snapshot() == before, "the mailbox as it was")


@test("from then on junk is moved by itself, and nobody is asked or told any more")
def _():
    fill(mail["junk"][MANY + NEW:MANY + 2 * NEW])
    app.key("F5")
    gui.wait(lambda: server.snapshot()["Junk"], "new junk in Junk")
    assert not app.all("label", re.compile("would have gone to Junk"))
    steps.end(app)


try:
    run()
finally:
    app.quit()
    server.stop()
