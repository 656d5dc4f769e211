#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The first start by the keyboard alone, from the welcome to a mailbox that is watched; each step left and returned
to."""

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
ADDRESS = "amina@practice.example"
QUESTION = "May Safibox learn from your Junk and Sent folders?"
EACH = 12  # messages of each class
TABS_MAX = 40
DOT = "•"

server = Dovecot(steps.SESSION / "dovecot", users={"amina": "secret"}).start()
mail = steps.read_practice()
for octets in mail["junk"][:EACH]:
    server.deliver("amina", "Junk", octets)
for octets in mail["good"][:EACH]:
    server.deliver("amina", "INBOX", octets, flags="RS")
app = gui.App(SAFIBOX_CA_FILE=str(server.ca)).__enter__()


def has_focus(name):
    def holds(node):
        return "focused" in node.get_states() or any(
            "focused" in child.get_states() for child in app.walk(node) if child is not node)
    return any(holds(node) for node in app.all(name=name))


def tab_to(name, key="Tab"):
    """Presses Tab until something of that name has the focus."""
    for _ in range(TABS_MAX):
        if has_focus(name):
            return
        app.key(key)
        gui.time.sleep(gui.PAUSE)
    raise AssertionError(f"the keyboard does not reach {name!r}")


def type_into(name, text, *keys):
    """Goes to a field by some keys and types over it. A field does not tell that it has the focus (GTK 4.8)."""
    app.key(*keys, "ctrl+a")
    app.type(text)
    shown = (text, DOT * len(text)) if name == "Password" else (text,)  # newer GTK tells nobody what it is
    gui.wait(lambda: app.find(gui.TEXT_ROLES, name).get_text() in shown, f"{text} in {name}")


@test("return goes on from the welcome, and escape comes back to it")
def _():
    app.find("label", "Welcome to Safibox")
    gui.wait(lambda: has_focus("Next"), "the focus on Next")
    app.key("Return")
    app.find("label", "What Safibox does")
    app.key("Escape")
    app.find("label", "Welcome to Safibox")
    app.key("Return")
    app.find("label", "What Safibox does")
    app.key("alt+Left")
    app.find("label", "Welcome to Safibox")
    app.key("Escape")
    app.find("label", "Welcome to Safibox")


@test("a step that was left is there again at the next start")
def _():
    app.key("Return")
    app.find("label", "What Safibox does")
    steps.end(app)
    app.__init__(data=app.data, SAFIBOX_CA_FILE=str(server.ca))
    app.__enter__()
    app.find("label", "What Safibox does")
    app.find("push button", "Back")


@test("the doors open by return and close by escape")
def _():
    gui.wait(lambda: has_focus("Is this message a scam?"), "the focus on the first door")
    app.key("Return")
    app.find("text", "Text to check")
    app.key("Escape")
    app.is_gone("text", "Text to check")
    tab_to("Add my mailbox", "Down")
    app.key("Return")
    app.find(gui.TEXT_ROLES, "E-mail address")


@test("the form that was left still has the address")
def _():
    app.type(ADDRESS)
    gui.wait(lambda: app.find(gui.TEXT_ROLES, "E-mail address").get_text() == ADDRESS, "the address")
    app.key("Escape")
    app.is_gone(gui.TEXT_ROLES, "E-mail address")
    app.key("Return")
    gui.wait(lambda: app.find(gui.TEXT_ROLES, "E-mail address").get_text() == ADDRESS, "the address")


@test("the mailbox is linked without the mouse")
def _():
    tab_to("Server settings")
    if not app.all(gui.TEXT_ROLES, "Server name (IMAP)"):
        app.key("Return")
    app.find(gui.TEXT_ROLES, "Server name (IMAP)")
    type_into("Server name (IMAP)", "127.0.0.1", "Tab")
    type_into("Port", str(server.imaps), "Tab", "Tab")  # between them is how it is secured
    type_into("User name", "amina", "Tab")
    tab_to("Server settings", "shift+Tab")
    tab_to("Remember the password", "shift+Tab")
    type_into("Password", "secret", "shift+Tab", "shift+Tab", "shift+Tab")  # the switch, its row, the eye
    app.key("Return")
    app.find("label", "First week: only watching", timeout=2 * gui.TIMEOUT)


@test("the last step asks whether Safibox may learn, with the number of messages and the data")
def _():
    app.find("label", QUESTION)
    app.find("label", re.compile(rf"^About {2 * EACH} messages, \d.*\. No message is moved or changed\.$"))
    assert has_focus(steps.WATCH)
    tab_to("Learn now", "shift+Tab")
    app.key("Return")
    app.find("label", "Safibox learns from them now.")


@test("start watching leads to Home, where nothing is asked again")
def _():
    gui.wait(lambda: has_focus(steps.WATCH), "the focus on the last answer")
    app.key("Return")
    app.is_gone("push button", steps.WATCH)
    app.find("list item", re.compile(ADDRESS))
    app.find("label", re.compile(rf"Only watching, moves nothing.*\sLearning: {EACH} of \d+ messages", re.S))
    assert not app.all("label", QUESTION)
    assert len(server.snapshot()["Junk"]) == EACH
    steps.end(app)


try:
    run()
finally:
    app.quit()
    server.stop()
