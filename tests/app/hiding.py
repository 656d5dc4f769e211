#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where others look at the screen, too: senders and subjects are hidden by one key, and stay so."""

import re

import steps
from steps import gui
from tap import run, test

gui.enter_session(GEOMETRY="1280x800")
DATA = steps.SESSION / "home/hiding"
app = gui.App("--practice", data=DATA).__enter__()
HIDE = "Hide senders and subjects"


def hidden_rows():
    return steps.wait_for_rows(app, lambda row: row[0] == "Hidden sender and subject", "rows without senders")


def shown_rows():
    return steps.wait_for_rows(app, lambda row: row[0] != "Hidden sender and subject", "rows with senders")


def open_first():
    app.mouse(steps.message_items(app)[0])


def texts():
    """All that the window shows, or reads aloud."""
    return [gui.name_of(node) for node in app.walk() if gui.name_of(node)]


@test("one key hides senders and subjects in the list, also from a screen reader")
def _():
    app.find("label", re.compile("waits? for your answer"))
    app.activate("look-at", "<'everything'>")
    steps.choose_filter(app, "Junk")
    before = shown_rows()
    app.key("ctrl+h")
    rows = hidden_rows()
    assert {row[-1] for row in rows} == {"Junk"}, rows
    told = texts()
    for row in before:
        for word in (row[0], row[-3]):
            assert not any(word in text for text in told), word
    assert any(text.startswith("Hidden sender and subject. ") for text in told)
    assert "pressed" in app.find("push button", HIDE).get_states()


@test("an open message shows what it is, and nothing of what is in it")
def _():
    open_first()
    app.find("push button", "Show this message")
    app.find("label", re.compile("^This is probably"))
    assert not app.all("list", "Reasons") and not app.all("text", "Text of the message")
    assert not app.all("list", "Sender and subject")


@test("it is shown when it is asked for, and hidden again with the next one, or by the key")
def _():
    app.click("push button", "Show this message")
    app.find("text", "Text of the message")
    app.find("list", "Reasons")
    app.key("ctrl+h")
    shown_rows()
    app.key("ctrl+h")
    hidden_rows()
    app.find("push button", "Show this message")
    assert not app.all("list", "Reasons")


@test("it stays so after a restart, and Preferences turn it off")
def _():
    global app
    steps.end(app)
    app = gui.App(data=DATA).__enter__()
    app.find("list item", "Practice mailbox")
    app.activate("look-at", "<'everything'>")
    hidden_rows()
    app.activate("preferences")
    app.mouse(app.find("label", HIDE, within=steps.find_window(app, "Preferences")))
    app.key("Escape")
    steps.window_is_gone(app, "Preferences")
    shown_rows()
    app.click("push button", HIDE)
    hidden_rows()


@test("nothing was complained about")
def _():
    assert app.complaints() == [], app.complaints()
    assert app.quit() == 0


try:
    run()
finally:
    app.quit()
