#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person says of senders in Preferences is kept with the mailbox."""

import json
import subprocess

import steps
from steps import gui
from tap import run, test

WRONG = "Not kept: write addresses, with commas between"
FORWARDERS = "My other addresses that forward to here"

gui.enter_session()
app = gui.App().__enter__()


def read_account():
    done = subprocess.run([str(gui.BUILD / "prefix/bin/safibox-cli"), "--data-dir", str(app.data), "--json", "accounts", "list"],
                          capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[0])


def open_preferences():
    app.activate("preferences")
    app.find("label", "Look up senders on the network")


def expand(title, held):
    """Opens a row that holds others, and scrolls until one of them is seen."""
    row = app.find("label", title)
    app.scroll_to(row)
    app.mouse(row)
    app.scroll_to(app.find("label", held))


def apply_forwarders(text):
    row = app.set_text(FORWARDERS, text)
    app.scroll_to(row)
    app.mouse(row)
    app.key("End", "space", "Return")


@test("the practice mailbox is linked")
def _():
    app.click("push button", "Skip")
    app.activate("practice")
    app.find("list item", "Practice mailbox")
    gui.wait(lambda: read_account(), "the mailbox")
    assert read_account()["forwarded_from"] == "", read_account()


@test("another address that forwards is kept, what is none is not")
def _():
    open_preferences()
    apply_forwarders("amina@old.example")
    gui.wait(lambda: read_account()["forwarded_from"] == "old.example", "the address to be kept")
    apply_forwarders("no address")
    app.find(gui.TEXT_ROLES, WRONG)
    assert read_account()["forwarded_from"] == "old.example", read_account()


@test("a list is asked only where it was turned on")
def _():
    assert read_account()["dns_lists"] == "", read_account()
    expand("Lists of computers that send junk", "PSBL")
    app.mouse(app.find("label", "PSBL"))
    gui.wait(lambda: read_account()["dns_lists"] == "psbl.surriel.com", "the list to be kept")
    app.mouse(app.find("label", "PSBL"))
    gui.wait(lambda: read_account()["dns_lists"] == "", "the list to be left out")


@test("what was said stands there the next time")
def _():
    app.key("Escape")
    steps.window_is_gone(app, "Preferences")
    open_preferences()
    assert app.find(gui.TEXT_ROLES, FORWARDERS).get_text() == "old.example"
    app.key("Escape")


@test("nothing was complained about")
def _():
    assert app.complaints() == [], app.complaints()
    assert app.quit() == 0


try:
    run()
finally:
    app.quit()
