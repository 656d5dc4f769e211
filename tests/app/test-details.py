#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the details of a message tell of who really sent it."""

import re
import subprocess
import sys

import steps
from steps import gui
from tap import run, test

gui.enter_session()
TABS_MAX = 60
DATA = steps.SESSION / "home/details"
with gui.App("--practice", data=DATA) as first:
    first.find("label", re.compile("waits? for your answer"))
subprocess.run([sys.argv[1], str(DATA)], check=True)
app = gui.App(data=DATA).__enter__()


def open_details(app, decision):
    """Opens the first message that was judged so; its header lines are there once it was fetched."""
    app.activate("look-at", "<'everything'>")
    steps.choose_filter(app, decision)
    steps.wait_for_rows(app, lambda row: row[-1].startswith(decision), f"only {decision}")
    app.mouse(steps.message_items(app)[0])
    app.find("text", "Text of the message")
    app.click("push button", "Details")
    app.find("list", "All findings")


def envelope(app):
    """Question and answer of each row."""
    rows = [row for row in app.walk(app.find("list", "Envelope")) if row.get_role_name() == "list item"]
    return [tuple(gui.name_of(node) for node in app.walk(row) if node.get_role_name() == "label") for row in rows]


@test("the envelope is told row by row, each with a plain question and the technical name")
def _():
    app.find("list item", "Practice mailbox")
    open_details(app, "Junk")
    rows = gui.wait(lambda: envelope(app), "the envelope")
    questions = [question for question, _ in rows]
    answers = [answer.replace("\u2068", "").replace("\u2069", "") for _, answer in rows]
    assert questions[0] == "Who really sent it?" and answers[0] == "Somebody else than bank.example", rows
    assert answers[1] == "pc77.dsl.isp.example [192.0.2.77]", rows
    assert answers[2] == "SPF: no (fail), for bank.example. Your provider says so.", rows
    names = [answer.split(":")[0] for answer in answers[2:-1]]
    assert names == ["SPF", "DKIM", "DMARC", "CSV", "HELO", "iprev"], names
    assert answers[-1] == "A little: no mail server stood in between; it seems to stand in a home", rows
    assert all(question.endswith("?") for question in questions), rows
    assert app.min_width() <= 360, app.min_width()


@test("the sum is a plot, whose bars tell their exact values to the mouse and to keys")
def _():
    plot = app.find("image", re.compile("^How the answer came about"))
    rows = [row for row in app.rows(app.find("list", "All findings")) if row]
    told = re.compile(r"^How the answer came about: \u200e[+−]\d+\.\d\d: ")
    assert gui.name_of(plot) == "How the answer came about"
    for _ in range(TABS_MAX):  # the list of links and the text come before
        if told.match(gui.name_of(plot)):
            break
        app.key("Tab")
    gui.wait(lambda: told.match(gui.name_of(plot)), "the plot to have the focus")
    app.key("Home")
    gui.wait(lambda: gui.name_of(plot).endswith(f": {rows[0][-1]}: Where every message starts"), "the first bar")
    app.key("End")
    wanted = f": {rows[-1][-1]}: Sum"
    gui.wait(lambda: gui.name_of(plot).endswith(wanted), wanted)
    app.key("shift+Tab")
    gui.wait(lambda: not told.match(gui.name_of(plot)), "the plot to lose the focus")
    app.mouse(plot)  # which the focus brought into view
    gui.wait(lambda: told.match(gui.name_of(plot)), "a bar under the mouse")


@test("a text for a helper has the sum and the envelope, and none of the person's addresses")
def _():
    headers = next(node for node in app.walk() if node.get_role_name() == "label" and "Received" in gui.name_of(node)).get_text()
    recipient = re.search(r"^To: .*?([\w.]+@[\w.]+)", headers, re.M).group(1)
    app.click("push button", "Copy as text for a helper")
    app.find("push button", "Copied")
    app.activate("check-text")
    box = app.find(gui.TEXT_ROLES, "Text to check")
    app.mouse(box)
    app.key("ctrl+v")
    text = gui.wait(lambda: app.find(gui.TEXT_ROLES, "Text to check").get_text(), "the text")
    assert text.startswith("Safibox: Junk") and "log-odds" in text and "SPF: no (fail)" in text, text
    assert "To: [left out]" in text and recipient not in text, (recipient, text)
    app.key("Escape")
    steps.window_is_gone(app, "Check a text")


@test("another message has an envelope of its own")
def _():
    app.click("push button", "Details")
    app.is_gone("list", "All findings")
    open_details(app, "Good")
    rows = gui.wait(lambda: envelope(app), "the envelope")
    assert rows[0][0] == "Who really sent it?", rows
    assert not any("bank.example" in answer for _, answer in rows), rows


@test("a forged sender cannot be trusted, nor thrown out")
def _():
    app.click("push button", "Details")
    app.is_gone("list", "All findings")
    open_details(app, "Junk")
    app.find("label", re.compile("^Nothing shows that this message came from there"))
    assert not app.all("push button", "Always trust")


@test("a sender who proved himself is trusted, and undo takes back what was said of him and of the message")
def _():
    app.click("push button", "Details")
    app.is_gone("list", "All findings")
    open_details(app, "Good")
    app.click("push button", "Always trust")
    app.find("label", re.compile("^You trust this sender"))
    app.find("label", re.compile("^You said it is good"))
    steps.undo_by_toast(app, re.compile("^Always trust: "))
    app.find("label", "This message really came from there.")
    app.is_gone("label", re.compile("^You said it is good"))
    app.find("label", re.compile("^Taken back: "))


@test("a sender who proved himself is trusted, and Preferences take that back")
def _():
    app.click("push button", "Details")
    app.is_gone("list", "All findings")
    open_details(app, "Good")
    app.find("label", "This message really came from there.")
    app.click("push button", "Always trust")
    app.find("label", re.compile("^You trust this sender"))
    app.find("label", re.compile("^You said it is good"))
    assert not app.all("push button", "Never again")
    app.activate("preferences")
    window = steps.find_window(app, "Preferences")
    decided = app.find("label", re.compile("^You decided about 1 sender"), within=window)
    app.scroll_to(decided)
    app.mouse(decided)
    app.find("label", "Trusted", within=window)
    app.click("push button", "Take this back", within=window)
    app.is_gone("label", "Trusted")
    app.key("Escape")


@test("nothing was complained about, and the program ends in good order")
def _():
    steps.end(app)


run()
