#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lets Safibox learn from a mailbox on a private Dovecot, puts it off, and stops it."""

import re
import sys

import steps
from steps import gui
from dovecot import Dovecot
from slowproxy import SlowProxy
from tap import run, test

if not Dovecot.is_installed():
    print("1..0 # SKIP dovecot is not installed")
    sys.exit(0)
gui.enter_session()
DATA = steps.SESSION / "home/learning"
QUESTION = "May Safibox learn from your Junk and Sent folders?"
EACH = 30  # messages of each class
ROUND_TRIP = 0.5  # seconds: an estimate takes some of them
LISTED_OCTETS = 30  # or more, for each message that is listed
MENU_PLACE = 3  # of "Learn from Junk and Sent" in the mailbox's menu

server = Dovecot(steps.SESSION / "dovecot", users={"amina": "secret", "bilal": "secret", "carla": "secret"}).start()


def write(user, folder, number, sender, recipient, flags=""):
    octets = (f"From: {sender}\r\nTo: {recipient}\r\nSubject: {folder} {number}\r\n"
              f"Message-ID: <{folder}{number}@{user}.example>\r\n\r\nWords of message {number}.\r\n")
    server.deliver(user, folder, octets.encode(), flags=flags)


def fill(user):
    own = f"{user}@practice.example"
    for number in range(EACH):
        write(user, "Junk", number, f"j{number}@win.example", own)
        write(user, "INBOX", number, f"g{number}@shop.example", own, "RS")
    write(user, "Sent", 1, own, "friend@home.example", "S")


for name in server.users:
    fill(name)
app = gui.App(data=DATA, SAFIBOX_CA_FILE=str(server.ca)).__enter__()


@test("after the first check the window asks, with the number of messages and the data")
def _():
    app.click("push button", "Skip")
    app.click("push button", "Add my mailbox")
    steps.link_mailbox(app, server.imaps, "secret", steps.WATCH)
    app.find("label", QUESTION)
    app.find("label", re.compile(rf"amina@practice.example.*About {2 * EACH + 1} messages, \d.*No message is moved"))
    app.find("label", re.compile("Learning: 0 of 20 messages"))


@test("learning leaves every message as it was")
def _():
    before = server.snapshot()
    app.click("push button", "Learn now")
    app.find("label", f"Learned from {2 * EACH} messages")
    app.is_gone("label", QUESTION)
    app.is_gone("label", re.compile("Learning: "))
    assert server.snapshot() == before


@test("put off, it is not asked again, but the mailbox's menu has it")
def _():
    app.click("push button", "Add a mailbox")
    steps.link_mailbox(app, server.imaps, "secret", steps.WATCH, user="bilal")
    app.find("label", re.compile("bilal@practice.example.*About"))
    app.click("push button", "Later")
    app.is_gone("label", QUESTION)
    assert app.quit() == 0
    app.__init__(data=DATA, SAFIBOX_CA_FILE=str(server.ca))
    app.__enter__()
    app.find("label", re.compile("Learning: 0 of 20 messages"))
    gui.time.sleep(2)
    assert not app.all("label", QUESTION)
    row = app.find("list item", re.compile("bilal@practice.example"))
    app.choose_menu("Mailbox menu", "Learn from Junk and Sent", MENU_PLACE, within=row)
    app.find("label", f"Learned from {2 * EACH} messages")
    app.is_gone("label", re.compile("Learning: "))


@test("who thinks about the first question until the mailbox was checked is asked all the same")
def _():
    link = SlowProxy(server.imaps, ROUND_TRIP)
    app.click("push button", "Add a mailbox")
    steps.fill_form(app, link.port, "secret", "carla")
    app.click("push button", "Connect")
    app.find("push button", steps.WATCH)
    row = app.find("list item", re.compile("carla@practice.example"))
    app.find("label", re.compile("Last check: "), within=row)
    app.find("label", re.compile("^About [0-9]+ messages"))
    received = link.received
    gui.time.sleep(10 * ROUND_TRIP)
    assert link.received - received < LISTED_OCTETS * 2 * EACH, "Home estimates what the form has estimated"
    app.click("push button", steps.WATCH)
    app.is_gone("push button", steps.WATCH)
    app.find("label", re.compile("carla@practice.example.*About"))


@test("nothing is amiss at the end")
def _():
    steps.end(app)


try:
    run()
finally:
    app.quit()
    server.stop()
