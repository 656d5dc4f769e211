#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-help.py FILL_STORE: help with and without a help viewer, the keys, and what About tells of this computer."""

import getpass
import os
import re
import shutil
import socket
import subprocess
import sys
from xml.etree import ElementTree

import steps
from steps import gui
from tap import run, test

gui.enter_session()
SHARE = steps.SESSION / "share"
OPENED = steps.SESSION / "opened"
HINT = re.compile("no program of its own that shows help")
LIST = "Back to the list of pages"
DATA = steps.SESSION / "home/data"
# The mailbox of the store is amina@practice.example.
PRIVATE = [socket.gethostname(), os.environ["HOME"], str(steps.SESSION), "@", "127.0.0.1", "amina", "practice.example"]

shutil.copytree(gui.ROOT / "help/C", SHARE / "help/C/safibox")
app = gui.App("--practice").__enter__()


def put_viewer():
    """A help viewer that writes down what it is asked for."""
    program = steps.SESSION / "viewer"
    program.write_text(f'#!/bin/sh\necho "$1" >>"{OPENED}"\n')
    program.chmod(0o755)
    folder = SHARE / "applications"
    folder.mkdir(parents=True)
    (folder / "viewer.desktop").write_text(f"[Desktop Entry]\nType=Application\nName=Viewer\nExec={program} %u\n"
                                           "MimeType=x-scheme-handler/help;\n")
    (folder / "mimeapps.list").write_text("[Default Applications]\nx-scheme-handler/help=viewer.desktop\n")


def restart(*arguments, **options):
    global app
    steps.end(app)
    app = gui.App(*arguments, **options).__enter__()


@test("F1 shows the list of pages where there is no help viewer, and says why")
def _():
    app.find("label", re.compile("waits? for your answer"))
    app.key("F1")
    app.find("label", HINT)
    for title in ("First steps", "Your messages", "When something is wrong"):
        app.find(None, title)
    assert app.min_width("Help") <= 360, app.min_width("Help")


@test("keys alone open a page, follow a link in it, and go back")
def _():
    app.key("Return")
    app.find("label", re.compile("^Type your e-mail address"))
    app.key("Tab", "Return")
    app.find("label", re.compile("^An app password is a second password"))
    app.key("Escape")
    app.find("label", HINT)


@test("the mouse opens a page, and the button goes back")
def _():
    app.mouse(app.find("label", "Add a mailbox", within=app.find("label", HINT).get_parent()))
    app.find("label", re.compile("^Type your e-mail address"))
    app.click("push button", LIST)
    app.find("label", HINT)
    app.key("Escape")
    app.is_gone("label", HINT)


@test("F1 in the form for a mailbox opens its page, and keys reach it")
def _():
    app.activate("add-mailbox")
    app.find("push button", "Connect")
    app.key("F1")
    app.find("label", re.compile("^Type your e-mail address"))
    app.key("Escape")
    app.find("label", HINT)
    app.key("Escape")
    app.is_gone("label", HINT)
    app.key("Escape")
    app.is_gone("push button", "Connect")


@test("the pages speak the language of the window")
def _():
    shutil.copytree(gui.BUILD / "prefix/share/help/fr/safibox", SHARE / "help/fr/safibox")
    page = ElementTree.parse(SHARE / "help/fr/safibox/index.page").getroot()
    titles = [node.text for node in page.findall("./{*}section/{*}title")]
    assert len(titles) > 3 and "First steps" not in titles, titles
    restart("--practice", LANGUAGE="fr")
    app.activate("help", "<'index'>")
    for title in titles:
        app.find(None, title)
    restart("--practice")


@test("F1 asks the help viewer for our pages where there is one")
def _():
    put_viewer()
    restart("--practice")
    app.find("label", re.compile("waits? for your answer"))
    app.key("F1")
    asked = gui.wait(lambda: OPENED.exists() and OPENED.read_text(), "the help viewer to be asked")
    assert asked == "help:safibox/index\n", asked
    assert not app.all("label", HINT)


@test("Ctrl+? shows the keys")
def _():
    app.key("ctrl+question")
    app.find("label", re.compile("Junk: move to the Junk folder$"))  # newer GTK says the key before it
    app.find("label", re.compile("One bar before, or after$"))
    app.key("Escape")
    app.is_gone("label", re.compile("Junk: move to the Junk folder$"))


@test("About tells what is new, and nothing private in what helps to find a fault")
def _():
    DATA.mkdir(mode=0o700)
    subprocess.run([sys.argv[1], str(DATA), "400", "180"], check=True)
    restart(data=DATA)
    app.find("label", re.compile("^In the last 7 days"))
    app.activate("about")
    app.find("label", "Troubleshooting")
    app.find("label", re.compile("What.s New"))
    app.mouse(app.find("label", "Troubleshooting"))
    app.mouse(app.find("label", "Debugging Information"))
    text = gui.wait(lambda: next((t for t in (node.get_text() for node in app.all("text")) if "Toolkit:" in t), None), "the text")
    assert re.search(r"^Mailboxes: 1$", text, re.M), text
    assert re.search(r"^Messages of the last 7 days: \d+ to \d+$", text, re.M), text
    user = getpass.getuser()
    for word in PRIVATE + ([] if user == "root" else [user]):
        assert word not in text, (word, text)


@test("nothing was complained about, and the program ends in good order")
def _():
    steps.end(app)


try:
    run()
finally:
    app.quit()
