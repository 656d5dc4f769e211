#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Closing the window: what goes on afterwards, only if the person agreed, and how the window comes back."""

import os
import re
import resource
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
SECRET = "umbrella-Zebra-77"
QUESTION = "Keep watching in the background?"
SWITCH = "Keep watching in the background"

server = Dovecot(steps.SESSION / "dovecot", users={"amina": SECRET}).start()
ENVIRONMENT = dict(SAFIBOX_CA_FILE=str(server.ca))
mail = steps.read_practice()
os.umask(0)  # what is private must not hang on it
DATA = steps.SESSION / "home/data"
app = gui.App("--practice", data=DATA, **ENVIRONMENT).__enter__()


def start(*arguments):
    return gui.App(*arguments, data=DATA, **ENVIRONMENT)


def close():
    app.find("list item", re.compile("practice", re.I))  # the window is built and has a mailbox
    app.key("ctrl+w")


def assert_ends():
    assert app.process.wait(gui.TIMEOUT) == 0, app.log.read_text()
    assert app.complaints() == [], app.complaints()


def assert_hides():
    gui.wait(lambda: not app.windows(), "the window to close")
    assert app.process.poll() is None


def set_background(wanted):
    app.activate("preferences")
    switch = app.find("check box", SWITCH)
    if ("checked" in switch.get_states()) != wanted:
        app.click("check box", SWITCH)
    app.key("Escape")
    app.is_gone("label", "Text size")
    gui.wait(lambda: f"background={str(wanted).lower()}" in steps.read_settings(), "the setting to be kept")


def second_start():
    assert start().process.wait(gui.TIMEOUT) == 0
    app.root = gui.wait(app._find_root, "the window")
    app.find("list item", re.compile("amina@practice.example"))


@test("with nothing but the practice mailbox nobody is asked, and the program ends")
def _():
    app.find("label", re.compile("messages? waits? for your answer"))
    close()
    assert_ends()


@test("with a mailbox the person is asked; a question that is closed leaves all as it was")
def _():
    global app
    app = start().__enter__()
    app.click("push button", "Add a mailbox")
    steps.link_mailbox(app, server.imaps, SECRET, "Move junk right away")
    close()
    app.find("label", QUESTION)
    app.key("Escape")
    app.is_gone("label", QUESTION)
    app.find("list item", re.compile("amina@practice.example"))
    assert "background" not in steps.read_settings(), steps.read_settings()


@test("a session that ends over the question ends the program in good order")
def _():
    global app
    close()
    app.find("label", QUESTION)
    assert app.quit() == 0, app.log.read_text()
    assert app.complaints() == [], app.complaints()
    app = start().__enter__()
    app.find("list item", re.compile("amina@practice.example"))


@test("who does not agree ends the program, and is not asked again")
def _():
    global app
    close()
    app.click("push button", re.compile("Quit$"))
    assert_ends()
    app = start().__enter__()
    close()
    assert_ends()


@test("who agrees later closes the window only: it goes on moving junk")
def _():
    global app
    app = start().__enter__()
    set_background(True)
    close()
    assert_hides()
    for octets in mail["junk"][:6]:
        server.deliver("amina", "INBOX", octets)
    app.activate("check")
    gui.wait(lambda: server.snapshot()["Junk"], "messages in Junk")


@test("a second start brings the window back, with what was moved")
def _():
    second_start()
    app.find("label", re.compile(r"\d+ junk messages? moved this week"))


@test("who no longer agrees ends the program by closing the window")
def _():
    set_background(False)
    close()
    assert_ends()


@test("the same for a program that was started without a window")
def _():
    global app
    app = start("--background")
    subprocess.run(["gdbus", "wait", "--session", "--timeout", str(gui.TIMEOUT), gui.APPLICATION], check=True)
    second_start()
    close()
    assert_ends()


@test("what it wrote down is the person's alone, and no crash would write its memory down")
def _():
    global app
    app = start().__enter__()
    app.find("list item", re.compile("amina@practice.example"))
    assert resource.prlimit(app.process.pid, resource.RLIMIT_CORE)[0] <= 1
    seen = [path for path in (DATA, *DATA.rglob("*")) if path.lstat().st_mode & 0o077]
    assert (DATA / "safibox.db").exists() and seen == [], seen


try:
    run()
finally:
    app.quit()
    server.stop()
