#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Links a mailbox on a private Dovecot, lets junk be moved, and takes it back from a notification."""

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
DATA = steps.SESSION / "home/mailbox"


def fill(server, messages):
    for octets in messages:
        server.deliver("amina", "INBOX", octets)


def connect(app, host, port, password):
    steps.fill_form(app, port, password, host=host)
    app.click("push button", "Connect")


def without_keywords(messages):
    """Messages as they are on the server, without the one flag Safibox may set: $Junk."""
    return sorted((digest, tuple(flag for flag in flags if flag != "$Junk"), date) for digest, flags, date in messages)


server = Dovecot(steps.SESSION / "dovecot").start()
mail = steps.read_practice()
fill(server, mail["junk"][:12] + mail["good"][:12])
ENVIRONMENT = dict(SAFIBOX_CA_FILE=str(server.ca))
app = gui.App(data=DATA, **ENVIRONMENT).__enter__()


@test("the form says what sign-in works before a password is typed")
def _():
    app.click("push button", "Skip")
    app.click("push button", "Add my mailbox")
    app.set_text("E-mail address", "amina@gmail.com")
    app.find("label", re.compile("^Gmail does not take your usual password here"))
    app.find("push button", "Open the help page of Gmail")
    app.set_text("E-mail address", "amina@outlook.com")
    app.find("label", re.compile("cannot be added"))
    assert not app.all("push button", "Connect")
    app.set_text("E-mail address", "amina@gmx.net")
    app.find("label", re.compile("your usual mail password works"))
    assert app.min_width("Add a mailbox") <= 360


@test("each way of failing has its own sentence, and the fields are kept")
def _():
    cases = [
        ("127.0.0.1", server.imaps, "wrong", "does not accept this name and password"),
        ("127.0.0.1", 9, "secret", "No mail server answers"),
        ("127.0.0.2", server.imaps, "secret", "out of date"),
        ("127.0.0.3", server.imaps, "secret", "proves to be another one"),
        ("127.0.0.4", server.imaps, "secret", "Nobody known vouches"),
    ]
    for host, port, password, sentence in cases:
        connect(app, host, port, password)
        app.find("label", re.compile(sentence))
        assert app.find(gui.TEXT_ROLES, "Server name (IMAP)").get_text() == host
        assert app.find(gui.TEXT_ROLES, "E-mail address").get_text() == "amina@practice.example"


@test("a linked mailbox is first watched, if the person does not say otherwise")
def _():
    connect(app, "127.0.0.1", server.imaps, "secret")
    app.find("label", "First week: only watching")
    app.find("push button", steps.WATCH)


@test("junk is moved to Junk on the server, and nothing else changes")
def _():
    before = server.snapshot()
    app.click("push button", "Move junk right away")
    app.find("label", re.compile(r"\d+ junk messages? moved this week"))
    after = gui.wait(lambda: server.snapshot() if server.snapshot()["Junk"] else None, "messages in Junk")
    assert without_keywords(before["INBOX"]) == without_keywords(after["INBOX"] + after["Junk"])
    app.find("list item", re.compile("amina@practice.example"))


@test("closing the window asks once, and then goes on in the background")
def _():
    assert app.process.poll() is None, app.log.read_text()[-2000:]
    app.key("ctrl+w")
    app.find("label", "Keep watching in the background?")
    app.click("push button", re.compile("Keep watching"))
    gui.wait(lambda: not app.windows(), "the window to close")
    assert app.process.poll() is None
    gui.App(data=DATA, **ENVIRONMENT).process.wait(gui.TIMEOUT)
    app.find("list item", re.compile("amina@practice.example"))


@test("the password stands in no file and no log")
def _():
    assert app.complaints() == [], app.complaints()
    assert app.quit() == 0
    for path in [*DATA.rglob("*"), app.log, *(steps.SESSION / "home/.config").rglob("*")]:
        if path.is_file():
            assert b"secret" not in path.read_bytes(), path


@test("without a window, one notification tells what was moved, and its button takes it back")
def _():
    moved_before = len(server.snapshot()["Junk"])
    steps.set_setting("notify-moves", "true")
    fill(server, mail["junk"][12:18])
    with gui.Notifications() as notifications:
        background = gui.App("--background", data=DATA, **ENVIRONMENT)
        try:
            told = notifications.wait_for()[0]
            assert re.search(r"\d+ messages? moved to Junk", told["summary"]), told
            assert notifications.buttons(told) == ["Look at them", "Undo"], told
            moved = len(server.snapshot()["Junk"])
            assert moved > moved_before
            notifications.press(told, "Undo")
            gui.wait(lambda: len(server.snapshot()["Junk"]) == moved_before, "the messages to come back")
            outcome = notifications.wait_for(2)[-1]
            assert outcome["summary"] == f"{moved - moved_before} messages moved back", outcome
        finally:
            assert background.quit() == 0


@test("without a notification service the same goes on in silence")
def _():
    before = len(server.snapshot()["Junk"])
    fill(server, mail["junk"][18:32])
    background = gui.App("--background", data=DATA, **ENVIRONMENT)
    try:
        gui.wait(lambda: len(server.snapshot()["Junk"]) > before, "more in Junk")
    finally:
        assert background.quit() == 0
    assert background.complaints() == [], background.complaints()


try:
    run()
finally:
    app.quit()
    server.stop()
