#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Signing in in the browser through the window: what is offered, the page, the mailbox, and signing in again."""

import json
import re
import stat
import subprocess
import sys

import steps
from steps import gui
from dovecot import Dovecot
from oauth_server import OauthServer
from tap import run, test

if not Dovecot.is_installed():
    print("1..0 # SKIP dovecot is not installed")
    sys.exit(0)
gui.enter_session()
DATA = steps.SESSION / "home/sign-in"
OPENED = steps.SESSION / "opened"
BUTTON = "Sign in in the browser"


def install_browser():
    """A browser that writes down what it is asked to open."""
    home = steps.pathlib.Path(gui.os.environ["XDG_DATA_HOME"]) / "applications"
    home.mkdir(parents=True)
    program = steps.SESSION / "browser"
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$1" >>{OPENED}\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    (home / "browser.desktop").write_text("[Desktop Entry]\nType=Application\nName=Browser\n"
                                          f"Exec={program} %u\nMimeType=x-scheme-handler/http;x-scheme-handler/https;\n")
    config = steps.pathlib.Path(gui.os.environ["XDG_CONFIG_HOME"]) / "mimeapps.list"
    config.write_text("[Default Applications]\nx-scheme-handler/http=browser.desktop\n"
                      "x-scheme-handler/https=browser.desktop\n")


def wait_for_page():
    """What the program opened last; forgets it."""
    uri = gui.wait(lambda: OPENED.exists() and OPENED.read_text().strip(), "a page in the browser")
    OPENED.unlink()
    return uri


install_browser()
service = OauthServer().__enter__()
server = Dovecot(steps.SESSION / "dovecot", introspection=service.introspection,
                 users={"amina": "secret", "omar": "secret"}).start()
server.deliver("amina", "INBOX", steps.read_practice()["good"][0])
service.write_config(DATA)
app = gui.App(data=DATA, SAFIBOX_CA_FILE=str(server.ca)).__enter__()


@test("a provider where nothing works offers nothing that cannot, and a client of one's own makes it work")
def _():
    app.click("push button", "Skip")
    app.click("push button", "Add my mailbox")
    app.set_text("E-mail address", "amina@outlook.com")
    app.find("label", re.compile("only through its own page in the browser"))
    assert not app.all("push button", BUTTON) and not app.all("push button", "Connect")
    assert not app.all(gui.TEXT_ROLES, "Password")
    (DATA / "oauth.ini").write_text((DATA / "oauth.ini").read_text() + "[microsoft]\nclient-id=mine\n")
    app.set_text("E-mail address", "omar@outlook.com")
    app.find("push button", BUTTON)
    app.find("label", re.compile("Safibox never sees it"))


@test("an app password is explained step by step")
def _():
    app.set_text("E-mail address", "amina@yahoo.com")
    app.find("label", re.compile("1. Open your Yahoo account.*\n2. .*\n3. .*\n4. Copy the 16 letters"))


@test("an unknown domain is looked for, and a server that is not found is asked for")
def _():
    app.set_text("E-mail address", "amina@practice.example")
    app.find("label", re.compile("The mail server of .*practice.example.* was not found"))
    app.find(gui.TEXT_ROLES, "Server name (IMAP)")


@test("the person may think better of it, and the browser may say no")
def _():
    app.set_text("Server name (IMAP)", "127.0.0.1")
    app.set_text("Port", str(server.imaps))
    app.set_text("User name", "amina")
    app.click("push button", BUTTON)
    wait_for_page()
    app.find("label", re.compile("^Sign in on the page in your browser"))
    app.click("push button", "Cancel")
    app.is_gone("push button", "Cancel")
    app.click("push button", BUTTON)
    assert "not let in" in service.visit(wait_for_page(), "access_denied")[1]
    app.find("label", "The page in the browser did not let Safibox in.")
    assert app.min_width("Add a mailbox") <= 360


@test("the browser lets Safibox in, and mail is looked at")
def _():
    app.click("push button", BUTTON)
    assert "You are signed in" in service.visit(wait_for_page())[1]
    app.click("push button", steps.WATCH)
    app.find("list item", re.compile("amina@practice.example"))
    app.find("label", "Nothing needs you")


@test("a sign-in that was withdrawn is asked for again, without a password")
def _():
    global app
    service.refresh_tokens.clear()
    steps.end(app)
    app = gui.App(data=DATA, SAFIBOX_CA_FILE=str(server.ca)).__enter__()
    app.find("label", "A mailbox needs you")
    app.find("label", re.compile("^Your sign-in in the browser is no longer valid"))
    app.click("push button", "Sign in again")
    dialog = steps.find_window(app, "Sign in")
    assert not app.all(gui.TEXT_ROLES, "Password", within=dialog)
    app.click("push button", BUTTON, within=dialog)
    service.visit(wait_for_page())
    steps.window_is_gone(app, "Sign in")
    app.find("label", "Nothing needs you")


@test("a mailbox of the desktop's online accounts is one click away, and needs no password")
def _():
    accounts = steps.SESSION / "accounts"
    accounts.write_text(json.dumps([{"id": "o", "address": "omar@practice.example", "host": f"127.0.0.1:{server.imaps}",
                                     "user": "omar", "tls": "ssl", "password": "secret"}]))
    desktop = subprocess.Popen(["/usr/bin/python3", str(gui.ROOT / "tests/lib/fakegoa.py"), str(accounts)],
                               stdout=subprocess.PIPE)
    try:
        assert desktop.stdout.readline() == b"ready\n"
        app.click("push button", "Add a mailbox")
        app.find("label", "Accounts of this computer")
        assert app.min_width("Add a mailbox") <= 360
        app.mouse(app.find("label", re.compile("omar@practice.example")))
        app.click("push button", steps.WATCH)
        app.find("list item", re.compile("omar@practice.example"))
        app.find("label", "Nothing needs you")
    finally:
        desktop.terminate()
        desktop.wait()


try:
    run()
finally:
    app.quit()
    server.stop()
    service.__exit__()
