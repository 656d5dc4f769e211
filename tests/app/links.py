#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Asks of each link where it leads, from the card of a checked text."""

import steps
from steps import gui
import inspection
from tap import run, test

gui.enter_session(GEOMETRY="1024x768")
BAIT = "https://safaricom.co.ke@login.bank.co.ke.pay77.example/confirm?you=7"
TEXT = f"""Your account will be closed today. Confirm at {BAIT}
or install http://192.0.2.7/Loan.apk and read https://news.example/
https://one.example/ https://two.example/ https://three.example/"""
SHEET = "Where a link leads"
app = gui.App().__enter__()


def ask(title):
    """Opens the sheet of a link by its row."""
    rows = app.find("list", "Links in this message")
    row = next(node for node in app.walk(rows) if node.get_role_name() == "label" and gui.plain(node) == title)
    app.scroll_to(row)
    app.mouse(row)
    return steps.find_window(app, SHEET)


@test("the links of a checked text are listed, those that speak for junk first")
def _():
    app.activate("check-text")
    app.set_text("Text to check", TEXT)
    app.click("push button", "Check")
    rows = [row for row in app.rows(app.find("list", "Links in this message")) if row]
    names = [gui.ISOLATES.sub("", row[0]) for row in rows]
    assert len(names) == 4 and set(names[:2]) == {"pay77.example", "192.0.2.7"}, rows
    app.click("push button", "Show all 6 links")
    gui.wait(lambda: len([row for row in app.rows(app.find("list", "Links in this message")) if row]) == 6, "six rows")
    app.is_gone("push button", "Show all 6 links")


@test("the sheet says where a link leads, and what each part of it is")
def _():
    told = app.labels(ask("pay77.example"))
    assert "pay77.example" in told, told
    assert "It leads to pay77.example. Its owner decides what you see there." in told, told
    assert BAIT in told, told
    assert "A link begins with safaricom.co.ke but leads to login.bank.co.ke.pay77.example." in told, told
    assert "“safaricom.co.ke” does not say where the link leads. Only what comes after it does." in told, told
    assert "“login.bank.co.ke.” was put there by the owner of pay77.example. It can be any words." in told, told
    assert "Look at what stands just before the first single slash." in told, told
    assert app.min_width(SHEET) <= 360, app.min_width(SHEET)


@test("the domain stands whole on a line, and the narrowest window shows it so, too")
def _():
    for width in (480, 360):
        app.resize(width, 600, SHEET)
        lines = [gui.ISOLATES.sub("", line) for line in inspection.find_label(app, BAIT)["lines"]]
        assert len(lines) > 1 and any("pay77.example" in line for line in lines), lines


@test("Return leaves the link alone: nothing is opened")
def _():
    app.key("Return")
    steps.window_is_gone(app, SHEET)


@test("a link without signs has none, and says what to do all the same")
def _():
    told = app.labels(ask("news.example"))
    assert "What speaks against it" not in told, told
    assert any(line.startswith("If you want to go there, open it as you usually do") for line in told), told
    app.key("Escape")
    steps.window_is_gone(app, SHEET)


@test("a copied address is none that a program opens")
def _():
    told = app.labels(ask("192.0.2.7"))
    assert "It fetches “Loan.apk” to your device." in told, told
    app.click("push button", "Copy the address")
    app.find("push button", "Copied")
    app.key("Escape")
    steps.window_is_gone(app, SHEET)
    app.click("push button", "Check another text")
    box = app.set_text("Text to check", "")
    app.mouse(box)
    app.key("ctrl+v")
    gui.wait(lambda: app.find("text", "Text to check").get_text() == "hxxp://192[.]0[.]2[.]7/Loan[.]apk", "the address")


@test("nothing was complained about, and the program ends in good order")
def _():
    steps.end(app)


run()
