#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A mailbox without a Junk folder: Safibox only watches, asks, and makes one in the mailbox's language."""

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
OFFER, QUESTION = "Make a Junk folder…", "Make a Junk folder?"
NEEDED = re.compile("^This mailbox has no Junk folder. Let Safibox make one")

server = Dovecot(steps.SESSION / "dovecot", junk=None).start()
client = server.connect()
client.create("Gesendet")
client.logout()
mail = steps.read_practice()
for octets in mail["junk"][:8] + mail["good"][:4]:
    server.deliver("amina", "INBOX", octets)
before = server.snapshot()
app = gui.App(SAFIBOX_CA_FILE=str(server.ca)).__enter__()


@test("without a Junk folder nothing is moved, and Home says what is missing")
def _():
    app.click("push button", "Skip")
    app.click("push button", "Add my mailbox")
    steps.link_mailbox(app, server.imaps, "secret", "Move junk right away")
    app.find("label", "A mailbox needs you")
    app.find("label", NEEDED)
    app.find("label", re.compile("^Safibox only watches it"))
    app.find("push button", OFFER)
    assert server.snapshot() == before


@test("the question says how the folder will be named, and no is no")
def _():
    app.click("push button", OFFER)
    app.find("label", QUESTION)
    said = gui.name_of(app.find("label", re.compile("^Safibox makes a folder named")))
    assert "Spam" in said and "amina@practice.example" in said and "only watches" in said, said
    app.click("push button", re.compile("Not now$"))
    app.is_gone("label", QUESTION)
    app.find("label", "A mailbox needs you")
    assert server.snapshot() == before


@test("with a yes the folder is made, and what waited is moved")
def _():
    app.click("push button", OFFER)
    app.find("label", QUESTION)
    app.click("push button", re.compile("Make the folder$"))
    app.is_gone("label", QUESTION)
    app.is_gone("push button", OFFER)
    app.is_gone("label", "A mailbox needs you")
    gui.wait(lambda: server.snapshot().get("Spam"), "junk to be moved")
    app.is_gone("push button", "Move them")
    after = server.snapshot()
    assert sorted(after) == sorted([*before, "Spam"]) and after["Spam"], sorted(after)
    assert sorted(row[0] for row in after["INBOX"] + after["Spam"]) == [row[0] for row in before["INBOX"]]


@test("nothing is amiss at the end")
def _():
    steps.end(app)


try:
    run()
finally:
    app.quit()
    server.stop()
