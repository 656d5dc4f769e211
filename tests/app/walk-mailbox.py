#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""walk-mailbox.py FILL_STORE: walks what the window asks and tells about a mailbox on a server, and Home after weeks."""

import json
import subprocess
import sys

import pages
import steps
from steps import gui
from dovecot import Dovecot
from oauth_server import OauthServer
from tap import run

if not Dovecot.is_installed():
    print("1..0 # SKIP dovecot is not installed")
    sys.exit(0)
pages.enter()
steps.set_setting("country", "PK")
steps.set_setting("first-run-done", "true")
mail = steps.read_practice()
app = None


def start(server, data=None):
    global app
    app = pages.start(data=data, SAFIBOX_CA_FILE=str(server.ca))


@pages.walk("a new mailbox, and one that wants another password")
def _():
    with Dovecot(steps.SESSION / "dovecot") as server:
        for octets in mail["junk"][:6]:
            server.deliver("amina", "INBOX", octets)
        start(server)
        app.find("label", "No mailbox yet")
        app.activate("add-mailbox")
        steps.fill_form(app, server.imaps, "secret")
        app.click("push button", "Connect")
        app.find("push button", steps.WATCH)
        app.look("new mailbox, first week")
        app.click("push button", steps.WATCH)
        app.is_gone("push button", steps.WATCH)
        app.find("label", app.said("It would have moved"))
        app.look("Home, watching")
        app.key("alt+3")
        app.scroll_to(app.find("label", app.said("Still missing")))
        app.look("Learn, own mail to practise with")
        app.key("alt+1")
        app.find("label", app.said("It would have moved"))
        server.change_password("amina", "another")
        app.key("F5")
        app.find("label", "A mailbox needs you")
        app.look("Home, a password is needed")
        app.click("push button", "Type the password")
        app.find_window("Password")
        app.look("password")
        app.close("Password")
        app.activate("preferences")
        app.stretch("Preferences")
        app.find("label", "Weekly letter")
        app.look("preferences, a mailbox on a server")
        app.scroll_and_click(app.find("label", "Connections of the last 7 days"))
        app.find("list", "Today")
        app.look("preferences, connections of today")
        app.close("Connections")
        app.close("Preferences")
        app.key("ctrl+w")
        app.find("label", "Keep watching in the background?")
        app.look("closing the window")
        app.key("Escape")
        app.is_gone("label", "Keep watching in the background?")
        steps.end(app)


@pages.walk("a mailbox without a Junk folder")
def _():
    with Dovecot(steps.SESSION / "junkless", junk=None) as server:
        for octets in mail["junk"][:6]:
            server.deliver("amina", "INBOX", octets)
        start(server)
        app.activate("add-mailbox")
        steps.link_mailbox(app, server.imaps, "secret", "Move junk right away")
        app.find("label", "A mailbox needs you")
        app.find("push button", "Make a Junk folder…")
        app.look("Home, no Junk folder")
        app.click("push button", "Make a Junk folder…")
        app.find("label", "Make a Junk folder?")
        app.look("Home, make a Junk folder")
        app.key("Escape")
        app.is_gone("label", "Make a Junk folder?")
        steps.end(app)


@pages.walk("what Safibox may learn from")
def _():
    with Dovecot(steps.SESSION / "learning") as server:
        for octets in mail["junk"][:20]:
            server.deliver("amina", "Junk", octets)
        for octets in mail["good"][:20]:
            server.deliver("amina", "INBOX", octets, flags="RS")
        start(server)
        app.activate("add-mailbox")
        steps.link_mailbox(app, server.imaps, "secret", steps.WATCH)
        app.find("label", "May Safibox learn from your Junk and Sent folders?")
        app.look("Home, may it learn")
        app.click("push button", "Learn now")
        app.find("label", app.said("Learned from"))
        app.look("Home, learned")
        steps.end(app)


@pages.walk("signing in in the browser, and the accounts of the computer")
def _():
    accounts = steps.SESSION / "accounts"
    with OauthServer() as service, Dovecot(steps.SESSION / "sign-in", introspection=service.introspection) as server:
        accounts.write_text(json.dumps([{"id": "o", "address": "omar@practice.example", "host": f"127.0.0.1:{server.imaps}",
                                         "user": "omar", "tls": "ssl", "password": "secret"}]))
        desktop = subprocess.Popen(["/usr/bin/python3", str(gui.ROOT / "tests/lib/fakegoa.py"), str(accounts)],
                                   stdout=subprocess.PIPE)
        try:
            assert desktop.stdout.readline() == b"ready\n"
            data = steps.SESSION / "home/sign-in"
            service.write_config(data)
            start(server, data)
            app.activate("add-mailbox")
            app.find("label", "Accounts of this computer")
            app.look("mailbox form, accounts of the computer")
            app.set_text("E-mail address", "amina@practice.example")
            app.set_text("Server name (IMAP)", "127.0.0.1")
            app.find("push button", "Sign in in the browser")
            app.look("mailbox form, sign in in the browser")
            app.close("Add a mailbox")
            steps.end(app)
        finally:
            desktop.terminate()
            desktop.wait()


@pages.walk("Home with weeks of mail")
def _():
    global app
    data = steps.SESSION / "home/history"
    data.mkdir(parents=True, mode=0o700)
    subprocess.run([sys.argv[1], str(data), "400", "180"], check=True)
    app = pages.start(data=data)
    app.find("image", app.said("Mail of the last"))
    app.stretch("Safibox")
    app.look("Home after weeks")
    steps.end(app)


run()
