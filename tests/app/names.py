#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Walks every page and dialog: each control has a name a person can hear, and each window fits a narrow screen."""

import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
import gui
from gi.repository import GLib
from tap import run, test

gui.enter_session(GEOMETRY="1024x600")
CONTROLS = ("push button", "toggle button", "check box", "combo box", "text", "entry", "page tab")
WIDTH = 360  # pixels
ATTEMPTS = 5  # to look at a page that is changing
# Parts that GTK and libadwaita make themselves: the button inside a drop-down, "close" of a toast, the eye of a password.
BELOW_TOOLKIT = ("combo box",)
TOOLKIT = re.compile(r"^Adw(ToastWidget|EntryRow|PasswordEntryRow|ComboRow|ExpanderRow)$|^Gtk(SearchEntry|MenuButton)$")


def is_of_toolkit(node):
    if node.get_description() == "Show Text":
        return True
    parent = node.get_parent()
    while parent is not None:
        if parent.get_role_name() in BELOW_TOOLKIT or TOOLKIT.match(parent.get_name() or ""):
            return True
        parent = parent.get_parent()
    return False


def nameless(app):
    return [f"{node.get_role_name()} {node.get_description()!r} in {node.get_parent().get_name()!r}" for node in app.all(CONTROLS)
            if node.get_role_name() in CONTROLS and not gui.name_of(node) and not is_of_toolkit(node)]


def look_for_nameless(app):
    for _ in range(ATTEMPTS - 1):
        try:
            return nameless(app)
        except GLib.GError:  # an object went away while we were looking: look anew
            continue
    return nameless(app)


def look(app, title="Safibox"):
    found = look_for_nameless(app)
    assert found == [], found
    assert app.min_width(title) <= WIDTH, f"{title}: {app.min_width(title)} pixels"


app = gui.App().__enter__()


@test("the first questions")
def _():
    app.find("label", "Welcome to Safibox")
    look(app)
    app.click("push button", "Next")
    app.find("label", "What Safibox does")
    look(app)


@test("the form for a mailbox")
def _():
    app.activate("add-mailbox")
    app.set_text("E-mail address", "amina@shop.example")
    app.find(gui.TEXT_ROLES, "Server name (IMAP)")
    look(app, "Add a mailbox")
    app.key("Escape")
    app.is_gone("label", "Remember the password")


@test("Check a text, and its result")
def _():
    app.activate("check-text")
    app.set_text("Text to check", "Send your PIN to http://pay.example/ today, tell nobody.")
    look(app, "Check a text")
    app.click("push button", "Check")
    app.find("text", "Text of the message")
    look(app, "Check a text")
    app.key("Escape")
    app.is_gone("text", "Text of the message")


@test("the first page, empty and with a mailbox")
def _():
    app.click("push button", "Skip")
    app.find("label", "No mailbox yet")
    look(app)
    app.activate("practice")
    app.find("label", re.compile("waits? for your answer"))
    look(app)


@test("the messages and the why-card")
def _():
    app.activate("show-news")
    messages = app.find("list", "Messages")
    gui.wait(lambda: app.rows(messages), "rows")
    look(app)
    row = next(node for node in app.walk(messages) if node.get_role_name() == "list item")
    app.mouse(next(node for node in app.walk(row) if node.get_role_name() == "label"))
    app.find("text", "Text of the message")
    look(app)


@test("preferences and shortcuts")
def _():
    app.activate("preferences")
    app.find("label", "Text size")
    app.find("label", "Look up senders on the network")
    look(app, "Preferences")
    app.key("Escape")
    app.is_gone("label", "Text size")


@test("nothing was complained about")
def _():
    assert app.complaints() == [], app.complaints()
    assert app.quit() == 0


try:
    run()
finally:
    app.quit()
