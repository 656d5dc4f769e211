#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ten thousand judged messages: counted, filtered, searched, and gone through from the first to the last by keys."""

import re
import subprocess
import sys

import steps
from steps import gui
from tap import run, test

gui.enter_session()
COUNT = 10_000
DATA = steps.SESSION / "home/many"
(DATA / "practice/INBOX").mkdir(parents=True)
subprocess.run([sys.argv[1], str(DATA), str(COUNT)], check=True)
app = gui.App(data=DATA).__enter__()


def subject_at(app, index):
    """The subject of a row of those that the list keeps; -1 is the last."""
    rows = app.find("list", "Messages")
    row = rows.get_children()[index % len(rows.get_children())]
    return re.search(r"Message \d+", gui.name_of(row)).group()


def wait_for_subject(app, index, number):
    gui.wait(lambda: subject_at(app, index) == f"Message {number}", f"message {number}")


@test("all are counted, and only a screenful and its neighbours are rows")
def _():
    app.click("push button", "Skip")
    app.find("label", "Paused")
    app.activate("look-at", "<'everything'>")
    app.find("label", f"{COUNT} messages")
    assert len(app.find("list", "Messages").get_children()) < 500


@test("the newest comes first")
def _():
    wait_for_subject(app, 0, 1)


@test("End leads to the oldest, Home back to the newest")
def _():
    app.activate("look-at", "<'everything'>")
    app.key("Tab", "shift+Tab", "End")
    wait_for_subject(app, -1, COUNT)
    app.key("Home")
    wait_for_subject(app, 0, 1)


@test("the filters count all of their kind")
def _():
    steps.choose_filter(app, "Junk")
    app.find("label", f"{COUNT // 3} messages")
    steps.wait_for_rows(app, lambda row: row[-1].startswith("Junk"), "junk only")
    steps.choose_filter(app, "Good")
    app.find("label", f"{COUNT - COUNT // 3} messages")
    steps.choose_filter(app, "Everything")
    app.find("label", f"{COUNT} messages")


@test("search finds one among all by its subject, and many by a part of the sender")
def _():
    app.set_text(steps.SEARCH, "message 7654")
    app.find("label", "1 message")
    wait_for_subject(app, 0, 7654)
    app.set_text(steps.SEARCH, "shop3.example")
    app.find("label", f"{COUNT // 10} messages")
    app.set_text(steps.SEARCH, "nowhere at all")
    app.find("label", "Nothing found")
    app.set_text(steps.SEARCH, "")
    app.find("label", f"{COUNT} messages")


@test("a message that is no longer in the mailbox keeps its reasons, and one is told that it is gone")
def _():
    app.mouse(app.find("list item", re.compile(r"Message 3\b"), within=app.find("list", "Messages")))
    app.find("list", "Reasons")
    app.find("label", "The message is no longer there.")
    assert not app.all("text", "Text of the message")
    steps.end(app)


try:
    run()
finally:
    app.quit()
