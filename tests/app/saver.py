#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where data cost money: the question about old mail, the day's limit, the weekly letter."""

import json
import re
import sqlite3
import subprocess
import sys

import steps
from steps import gui
from dovecot import Dovecot
from tap import run, test

if not Dovecot.is_installed():
    print("1..0 # SKIP dovecot is not installed")
    sys.exit(0)
gui.enter_session()
DATA = steps.SESSION / "home/saver"
QUESTION = "Look at older messages, too?"
REACHED = "Today's limit of data is reached"
LIMIT = 5  # MB
LIMIT_PLACE = 3  # in the list of limits
OLDER_PLACE = 4  # in the mailbox's menu
SPACE = "[ \u00a0]"

server = Dovecot(steps.SESSION / "dovecot").start()
steps.fill_years(server, "amina")
app = gui.App(data=DATA, SAFIBOX_CA_FILE=str(server.ca)).__enter__()


def run_sql(text):
    with sqlite3.connect(DATA / "safibox.db", timeout=20) as store:
        return store.execute(text).fetchall()


def read(command):
    done = subprocess.run([str(gui.BUILD / "prefix/bin/safibox-cli"), "--data-dir", str(DATA), "--json", *command.split()],
                          capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[0])


@test("a first check that would use much asks, and has begun with the newest messages")
def _():
    app.click("push button", "Skip")
    app.click("push button", "Add my mailbox")
    steps.link_mailbox(app, server.imaps, "secret", steps.WATCH)
    app.find("label", QUESTION)
    app.find("label", re.compile(rf"{steps.YEARS_MESSAGES} messages would use about 5.3{SPACE}MB.*newest ones first"))
    app.find("label", re.compile("No junk found this week"))
    assert run_sql("SELECT count(*) FROM judged")[0][0] < steps.YEARS_MESSAGES


@test("the newest are enough until the mailbox's menu is asked for more")
def _():
    app.click("push button", "Only the newest")
    app.is_gone("label", QUESTION)
    row = app.find("list item", re.compile("amina@practice.example"))
    app.find("label", re.compile("older messages were left out"))
    app.choose_menu("Mailbox menu", re.compile("Look at older messages"), OLDER_PLACE, within=row)
    app.click("push button", re.compile("Look at all$"))
    gui.wait(lambda: run_sql("SELECT count(*) FROM judged")[0][0] == steps.YEARS_MESSAGES, "all of them", 60)
    app.is_gone("label", re.compile("older messages were left out"))


@test("what Preferences say of data and letters is kept")
def _():
    app.activate("preferences")
    app.find("label", "Data saver")
    app.click("check box", re.compile("amina@practice.example"))
    gui.wait(lambda: read("accounts list")["digest"], "the letter to be wanted")
    app.scroll_to(app.find("combo box", "Limit for a day"))
    app.choose("Limit for a day", LIMIT_PLACE)
    gui.wait(lambda: read("data")["limit"] == LIMIT, "the limit to be kept")
    wait_row = app.find("label", "Wait when it is reached")
    app.scroll_to(wait_row)
    app.mouse(wait_row)
    gui.wait(lambda: read("data")["at_limit"] == "wait", "the wish to wait to be kept")
    app.key("Escape")
    steps.window_is_gone(app, "Preferences")


@test("at the limit the window says so, and goes on once when it is told to")
def _():
    run_sql(f"UPDATE data_use SET octets = {LIMIT}000000")
    app.key("F5")
    app.find("label", REACHED)
    app.find("label", re.compile(rf"^Today's 5.0{SPACE}MB are used. Safibox goes on tomorrow."))
    app.click("push button", re.compile(rf"Use another 5.0{SPACE}MB today"))
    app.is_gone("label", REACHED)
    app.find("push button", "Check now")


@test("nothing is amiss at the end")
def _():
    steps.end(app)


try:
    run()
finally:
    app.quit()
    server.stop()
