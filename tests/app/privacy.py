#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Safibox connected to, as Preferences show it."""

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
PASSWORD = "umbrella-Zebra-77"
server = Dovecot(steps.SESSION / "dovecot", users={"amina": PASSWORD}).start()
app = gui.App(SAFIBOX_CA_FILE=str(server.ca)).__enter__()


def open_connections():
    app.activate("preferences")
    app.mouse(app.find("label", "Connections of the last 7 days"))
    return steps.find_window(app, "Connections")


def close_all():
    for title in ("Connections", "Preferences"):
        window = app.window_of(steps.find_window(app, title))
        gui.wait(lambda: gui.is_active(window), f"{title} to be in front")
        app.key("Escape")
        steps.window_is_gone(app, title)


@test("before anything is linked the list is empty and says so")
def _():
    app.click("push button", "Skip")
    window = open_connections()
    app.find("label", "No connections yet", within=window)
    assert app.min_width("Connections") <= 360
    close_all()


@test("a mailbox that is watched is listed under today, with how much came")
def _():
    app.click("push button", "Add my mailbox")
    steps.link_mailbox(app, server.imaps, PASSWORD, steps.WATCH)
    app.find("label", re.compile(r"Last check: "))
    window = open_connections()
    rows = app.rows(app.find("list", "Today", within=window))
    host, words = rows[0][:2]
    assert "127.0.0.1" in host and "Looked at your mailbox" in words, rows
    assert re.search(r"\d+ times?, [\d.]+.(bytes|kB)", words), rows
    assert len(rows) == 1, rows
    app.find("label", re.compile("^These are all connections that Safibox made"), within=window)
    close_all()


@test("nothing was complained about")
def _():
    assert app.complaints() == [], app.complaints()
    assert app.quit() == 0


try:
    run()
finally:
    app.quit()
    server.stop()
