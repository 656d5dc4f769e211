#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A mailbox in every state: watched, out of reach, paused, with another password, removed; and what Home says of each."""

import re
import sys

import steps
from steps import gui
from cutproxy import CutProxy
from dovecot import Dovecot
from tap import run, test

if not Dovecot.is_installed():
    print("1..0 # SKIP dovecot is not installed")
    sys.exit(0)
gui.enter_session()
OLD, NEW = "umbrella-Zebra-77", "kettle-Acacia-31"
MENU = {"Pause": 1, "New password…": 4, "Remove from Safibox…": 5}
DIALOG = "Password"
REFUSED = re.compile("^The mail server does not accept this name and password")

server = Dovecot(steps.SESSION / "dovecot", move=False, users={"amina": OLD, "omar": OLD}).start()
pki = server.directory / "pki"
proxy = CutProxy(server.imap, (pki / "good.pem", pki / "good.key"))
ENVIRONMENT = dict(SAFIBOX_CA_FILE=str(server.ca))
mail = steps.read_practice()
app = gui.App(**ENVIRONMENT).__enter__()
DATA = app.data


def choose(name):
    app.choose_menu("Mailbox menu", re.compile(f"{name}$"), MENU[name])


def open_dialog():
    app.click("push button", "Type the password")
    return steps.find_window(app, DIALOG)


def restart():
    global app
    steps.end(app)
    app = gui.App(data=DATA, **ENVIRONMENT).__enter__()


@test("without a mailbox Home says so and offers one")
def _():
    app.click("push button", "Skip")
    app.find("label", "No mailbox yet")
    app.find("label", re.compile("^Add your mailbox, or try everything"))
    app.find("list item", "Practice")
    assert not app.all("list", "Mailboxes")


@test("a mailbox that is watched needs nothing")
def _():
    app.click("push button", "Add my mailbox")
    steps.link_mailbox(app, server.imaps, OLD, steps.WATCH)
    app.find("label", "Nothing needs you")
    app.find("label", "No mail today. No junk found this week.")
    app.find("label", re.compile(r"^Last check: .+\. Works while this computer is on\.$"))
    app.find("label", re.compile("^Only watching, moves nothing. Last check"))
    app.find("push button", "Check now")


@test("a mailbox that cannot be reached is said to be so, and is tried again")
def _():
    server.stop()
    app.click("push button", "Check now")
    app.find("label", "A mailbox cannot be reached")
    app.find("label", "You need not do anything. Safibox tries again by itself.")
    app.find("label", re.compile(r"^\S.+\. Safibox tries again by itself\.$"), within=app.find("list", "Mailboxes"))
    server.start()
    app.find("label", "Nothing needs you")


@test("a paused mailbox is said to be so, and goes on by one button")
def _():
    choose("Pause")
    app.find("label", "Paused")
    app.find("label", "Safibox does not look for junk until you let it go on.")
    app.find("label", "Paused: Safibox does not look at this mailbox.")
    app.click("push button", "Go on watching")
    app.find("label", "Nothing needs you")
    app.is_gone("push button", "Go on watching")


@test("another password on the server: Home asks for it, and a wrong one changes nothing")
def _():
    server.change_password("amina", NEW)
    app.key("F5")
    app.find("label", "A mailbox needs you")
    app.find("label", REFUSED, within=app.find("list", "Mailboxes"))
    dialog = open_dialog()
    assert app.min_width(DIALOG) <= 360
    app.find("label", re.compile("amina@practice.example"), within=dialog)
    assert "sensitive" not in app.find("push button", "Connect", within=dialog).get_states()
    app.set_text("Password", OLD)
    app.click("push button", "Connect", within=dialog)
    app.find("label", REFUSED, within=dialog)
    app.key("Escape")
    steps.window_is_gone(app, DIALOG)
    app.find("label", "A mailbox needs you")


@test("the right password is kept, and new mail is found")
def _():
    for octets in mail["junk"][:6]:
        server.deliver("amina", "INBOX", octets)
    dialog = open_dialog()
    app.set_text("Password", NEW)
    app.click("push button", "Connect", within=dialog)
    steps.window_is_gone(app, DIALOG)
    app.find("label", re.compile(r"^Safibox only watches. It would have moved \d+ messages"))
    app.is_gone("label", "A mailbox needs you")
    restart()
    app.find("label", re.compile(r"\d+ junk messages? found this week, none moved\.$"))
    assert not app.all("label", "A mailbox needs you")


@test("a password that is not to be remembered is asked for at the next start, and nothing is left of an older one")
def _():
    choose("New password…")
    dialog = steps.find_window(app, DIALOG)
    app.set_text("Password", NEW)
    app.click("check box", "Remember the password", within=dialog)
    app.click("push button", "Connect", within=dialog)
    steps.window_is_gone(app, DIALOG)
    restart()
    app.find("label", "A mailbox needs you")
    app.find("label", re.compile("^Safibox does not have the password of this mailbox"))
    dialog = open_dialog()
    app.set_text("Password", NEW)
    app.click("push button", "Connect", within=dialog)
    steps.window_is_gone(app, DIALOG)
    app.is_gone("label", "A mailbox needs you")


@test("removing says what goes and what stays; keeping it changes nothing")
def _():
    for answer in ("Escape", "Keep"):
        choose("Remove from Safibox…")
        app.find("label", "Remove this mailbox from Safibox?")
        said = gui.name_of(app.find("label", re.compile("^Your mail stays where it is")))
        for word in ("the password", "what it learned", "cannot move anything back"):
            assert word in said, said
        if answer == "Escape":
            app.key(answer)
        else:
            app.click("push button", re.compile("Keep$"))
        app.is_gone("label", "Remove this mailbox from Safibox?")
        app.find("list item", re.compile("amina@practice.example"))


@test("a mailbox that is removed is gone for good, and the mail on the server is untouched")
def _():
    before = server.snapshot()
    choose("Remove from Safibox…")
    app.click("push button", re.compile("Remove$"))
    app.find("label", "No mailbox yet")
    app.is_gone("list item", re.compile("amina@practice.example"))
    app.is_gone("push button", "Move them")
    app.activate("look-at", "<'everything'>")
    app.find("label", "No messages yet")
    assert server.snapshot() == before
    restart()
    app.find("label", "No mailbox yet")


@test("a move that was interrupted is settled before the mailbox goes")
def _():
    for octets in mail["junk"][:6]:
        server.deliver("omar", "INBOX", octets)
    start = server.snapshot("omar")
    proxy.cut("UID EXPUNGE", "before", for_good=True)
    app.click("push button", "Add my mailbox")
    steps.link_mailbox(app, proxy.port, OLD, "Move junk right away", "omar")
    gui.wait(lambda: proxy.has_cut, "the connection to break")
    app.find("label", re.compile(r"^\S.+\. Safibox tries again by itself\.$"))
    choose("Pause")
    app.find("label", "Paused: Safibox does not look at this mailbox.")
    between = server.snapshot("omar")
    assert len(between["INBOX"]) == len(start["INBOX"]) and between["Junk"], "copied, and not yet taken out"
    proxy.refuses = False
    choose("Remove from Safibox…")
    app.click("push button", re.compile("Remove$"))
    app.find("label", "No mailbox yet")
    after = server.snapshot("omar")
    assert sorted(row[0] for row in after["INBOX"] + after["Junk"]) == [row[0] for row in start["INBOX"]]
    assert not [row for row in after["INBOX"] if "\\Deleted" in row[1]]


@test("no file, setting or log holds one of the passwords")
def _():
    steps.end(app)
    for path in [file for place in (DATA, steps.SESSION / "home/.config", app.log) for file in [place, *place.rglob("*")]
                 if file.is_file()]:
        octets = path.read_bytes()
        assert not [word for word in (OLD, NEW) if word.encode() in octets], path


try:
    run()
finally:
    app.quit()
    server.stop()
