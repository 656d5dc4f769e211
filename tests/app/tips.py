#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Opens the page of a tip from Home and from the card of a message: two examples beside each other, and what tells them apart."""

import re

import steps
from steps import gui
from tap import run, test

gui.enter_session(GEOMETRY="1024x768")
SHEET = "A tip"
SHOW = re.compile("^Show me")
NARROW = 400  # pixels
CODE, BLOCK = "I gave my code or password", "Call your bank or wallet now. Ask them to block the account."
SHEET_ROW = "For the bank and the police: who sent the message, when, and its fingerprint. No pictures."
app = gui.App("--practice").__enter__()


def find_example(mark):
    return app.find(None, re.compile(f"^{mark}: "), within=steps.find_window(app, SHEET))


def places():
    """Where the scam and the real example stand."""
    return find_example("Scam").get_box(), find_example("Real").get_box()


@test("the tip on Home has a page with its reason, both examples, and how to tell them apart")
def _():
    app.find("label", re.compile("waits? for your answer"))
    app.click("push button", "Another tip")
    app.find("label", "Money “sent by mistake”")
    app.click("push button", SHOW)
    told = app.labels(steps.find_window(app, SHEET))
    for words in ("Money “sent by mistake”", "Look at your balance before you send anything back.", "Scam", "Real",
                  "How to tell them apart", "Signs", "What to do"):
        assert words in told, (words, told)
    assert any(line.startswith("Both are about 4,850") for line in told), told
    assert any("SMS from" in line and "07XX" in line for line in told), told


@test("each example is heard as one: its mark, its sender, its words")
def _():
    name = gui.plain(find_example("Scam"))
    assert re.match(r"Scam: SMS from 07[\w ]+ 318\nM-PESA: you have received 4,850", name), name
    app.key("Tab", "Tab")
    name = gui.plain(find_example("Real"))
    assert name.startswith("Real: SMS from TAUSI\n"), name


@test("the examples stand beside each other, and below each other where the window is narrow")
def _():
    gui.wait(lambda: places()[0].x + places()[0].width < places()[1].x, "two columns")
    app.resize(NARROW, 700, SHEET)
    gui.wait(lambda: places()[0].y + places()[0].height < places()[1].y, "one column")
    assert app.min_width(SHEET) <= 360, app.min_width(SHEET)


@test("F1 tells about tips, and Escape closes the page")
def _():
    app.key("F1")
    steps.find_window(app, "Help")
    app.find(None, "Learn from a tip")
    app.key("Escape", "Escape")  # to the list of pages, and out
    steps.window_is_gone(app, "Help")
    app.key("Escape")
    steps.window_is_gone(app, SHEET)


@test("the tip beside a message has its page, too")
def _():
    app.activate("check-text")
    app.set_text("Text to check", "Hi, I sent you a code by mistake. Send me the code quickly, tell nobody.")
    app.click("push button", "Check")
    check = steps.find_window(app, "Check a text")
    row = app.find("label", "Codes and PINs are only for you", within=check)
    app.click("push button", re.compile("^Show me.*Codes and PINs"))
    told = app.labels(steps.find_window(app, SHEET))
    assert "Give no code to anyone, not even your bank." in told and "Signs" in told, told
    app.key("Escape")
    steps.window_is_gone(app, SHEET)
    assert gui.name_of(row)


@test("from a card three taps lead to what to do: the tip, Help now, what happened; the message goes along")
def _():
    app.mouse(app.find("push button", re.compile("^Show me.*Codes and PINs")))  # the first
    told = steps.help_from_tip(app, CODE, BLOCK)  # the second and the third
    assert SHEET_ROW in told, told
    assert app.min_width(SHEET) <= 360 and app.min_width("Help now") <= 360
    app.key("Escape")
    steps.window_is_gone(app, "Help now")
    app.key("Escape")  # the tip is in front again
    steps.window_is_gone(app, SHEET)
    app.key("Escape")
    steps.window_is_gone(app, "Check a text")


@test("on Home a tip leads there as well, and what is open below it stays")
def _():
    app.click("push button", SHOW)
    told = steps.help_from_tip(app, CODE, BLOCK)
    assert SHEET_ROW not in told and "Open the message, and press “I clicked or paid” there." in told, told
    app.key("Escape")
    steps.window_is_gone(app, "Help now")
    app.key("Escape")
    steps.window_is_gone(app, SHEET)


@test("nothing was complained about, and the program ends in good order")
def _():
    steps.end(app)


run()
