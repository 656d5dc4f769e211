#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From the first start to an answered message, in the practice mailbox."""

import re

import steps
from steps import gui
from tap import run, test

gui.enter_session(SAFI_TEST_NAME="practice")
DATA = steps.SESSION / "home/practice"


def row_labels(app):
    return gui.wait(lambda: steps.message_rows(app), "rows")


def open_row(app, index):
    app.mouse(steps.message_items(app)[index])
    app.find("text", "Text of the message")


app = gui.App(data=DATA).__enter__()


@test("the first start asks for the country, then shows three doors")
def _():
    app.find("label", "Welcome to Safibox")
    app.find("combo box", "Country")
    app.click("push button", "Next")
    for door in ("Is this message a scam?", "Add my mailbox", "Practice"):
        app.find("label", door)
    assert app.min_width() <= 360, app.min_width()


@test("the practice door fills a mailbox and says how it stands")
def _():
    app.mouse(app.find("list item", "Practice"))
    app.find("label", re.compile(r"\d+ messages wait for your answer"))
    app.find("list item", "Practice mailbox")
    app.find("label", re.compile(r"junk messages? (moved|found) this week"))
    assert app.min_width() <= 360, app.min_width()


@test("what was moved is not told over a round of practice, but after it")
def _():
    app.find("label", steps.MOVED)
    app.key("alt+3")
    app.mouse(app.find("list item", re.compile("^All kinds")))
    app.find("label", "Message 1 of 6")
    app.is_gone("label", steps.MOVED)
    app.key("alt+1")  # the round waits, and is in nobody's way
    app.find("label", steps.MOVED)
    app.key("alt+3")
    app.is_gone("label", steps.MOVED)
    app.key("Escape")
    steps.close_toast(app, steps.MOVED)
    app.key("alt+1")


@test("the unsure messages are one button away")
def _():
    count = int(re.search(r"\d+", gui.name_of(app.find("push button", re.compile("Look at")))).group())
    app.click("push button", re.compile("Look at"))
    app.find("label", f"{count} messages")
    assert all(any("Not sure" in label for label in row) for row in row_labels(app))


@test("all junk has a why-card with a sentence, reasons, and spots in the text")
def _():
    steps.choose_filter(app, "Junk")
    gui.wait(lambda: all(any(label.startswith("Junk") for label in row) for row in row_labels(app)), "junk only")
    open_row(app, 0)
    app.find("label", re.compile("This is probably|This message probably"))
    reasons = [gui.name_of(row) for row in app.walk(app.find("list", "Reasons")) if row.get_role_name() == "list item"]
    assert 1 <= len(reasons) <= 3, reasons
    app.click("push button", re.compile("Show reason 1"))
    rows = [gui.name_of(row) for row in app.walk(app.find("list", "Sender and subject"))
            if row.get_role_name() == "list item"]
    assert rows == ["From", "Subject", "Date"], rows


@test("the details say what would change the answer")
def _():
    app.click("push button", "Details")
    app.find("label", re.compile(r"^(Without .+ Safibox would not call it junk|Many signs speak for junk; .+)\.$"))
    app.click("push button", "Details")


@test("not junk brings a moved message back, and undo puts it into Junk again")
def _():
    app.find("label", "Moved to Junk")
    app.click("push button", "Not junk")
    app.find("label", "You said it is good. Moved back.")
    inbox = len(list((DATA / "practice/INBOX").glob("*.eml"))) if (DATA / "practice/INBOX").exists() else None
    app.click("push button", "Undo")
    app.find("label", "Moved to Junk")
    app.is_gone("label", "You said it is good. Moved back.")
    if inbox is not None:
        gui.wait(lambda: len(list((DATA / "practice/INBOX").glob("*.eml"))) == inbox - 1, "one message fewer in INBOX")


@test("the keys J and U answer and undo")
def _():
    steps.choose_filter(app, "Needs you")
    gui.wait(lambda: all(any(label.startswith("Not sure") for label in row) for row in row_labels(app)), "unsure only")
    open_row(app, 0)
    app.find("label", "Stayed in the inbox")
    app.key("j")
    app.find("label", "You said it is junk. Moved to Junk.")
    app.find("push button", "Undo")
    app.key("u")
    app.find("label", "Moved back")


@test("search finds by subject and says when nothing is there")
def _():
    app.key("slash")
    app.set_text("Search in senders and subjects", "no such words anywhere")
    app.find("label", "Nothing found")
    app.set_text("Search in senders and subjects", "")
    row_labels(app)


@test("nothing was complained about, and the program ends in good order")
def _():
    assert app.complaints() == [], app.complaints()
    assert app.quit() == 0


@test("the second start does not ask again and remembers the mailbox")
def _():
    with gui.App(data=DATA) as again:
        again.find("list item", "Practice mailbox")
        assert not again.all("label", "Welcome to Safibox")
        assert again.complaints() == [], again.complaints()


run()
