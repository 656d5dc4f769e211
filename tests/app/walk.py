#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Walks every page and dialog, as narrow as a window gets and in a language that is a third longer: each control has a name
that can be heard, each text is translated and can be read to its end. In a real language (SAFI_SPOKEN) it only takes
pictures (SAFI_KEEP_SHOTS)."""

import re
import subprocess

import steps
from steps import gui
import inspection
import spoken
from dovecot import Dovecot
from tap import Skip, run, test

SIZE = gui.os.environ.get("WALK_GEOMETRY", "370x2000").split("x")
HEIGHT = int(SIZE[1])
gui.enter_session(GEOMETRY="x".join(SIZE), GTK_INI="gtk-decoration-layout=:close")
language = spoken.choose()
steps.set_setting("country", "PK")
app = spoken.App(language).__enter__()
CONTENT = re.compile(r"^(Clear entry|About|What’s New|Details|Report an Issue|Troubleshooting|Credits|Legal)$|\b(Airtel|Pakistan)\b|^National Cyber Crimes Investigation Agency \(NCCIA\)|\b(Spamhaus ZEN|SpamCop|PSBL)\b|^(Close|Show Text)$|^Ctrl\+.|\"[^\"]+\"|“[^”]+”|\bGmail\b|No linguistic content")
PLACES = re.compile("SafiMessageRow/.*#(sender|subject)$|GtkListBox#headers/|GtkLabel#headers$|"
                    "SafiHelpWindow/.*Adw(PreferencesGroup|ActionRow)|GtkListBox#findings/.*#subtitle$|SafiLinkList#links/.*#subtitle$")
MAY_BE_CUT = re.compile("SafiLinkList.*#subtitle$|SafiMessageRow/|AdwComboRow#.*/GtkListView#current/|"
                        "AdwEntryRow#(forwarders|certifiers)/")
SCAM = """Dear customer, your account will be closed today. Confirm your PIN within 2 hours. Do not tell anyone.
https://safaricom.co.ke@login.bank.co.ke.pay77.example/confirm?you=7 http://192.0.2.7/Loan.apk"""
WHAT_HAPPENED = ("I clicked", "I paid", "I gave my code or password", "I opened or installed something",
                 "They see my screen", "They are in my account", "They threaten me", "My address sends mail I did not write")
found = []


def look(page):
    """Inspects the newest window."""
    if "SAFI_KEEP_SHOTS" in gui.os.environ:
        app.shoot(f"{gui.os.environ['SAFI_KEEP_SHOTS']}/{page}.png")
    if isinstance(language, spoken.MadeUp):
        found.extend(f"{page}: {fault}" for fault in inspection.inspect(app, CONTENT, PLACES, MAY_BE_CUT))


def walk(name):
    """A test that fails on what was found on its pages."""
    def register(function):
        @test(name)
        def _():
            found.clear()
            try:
                function()
            finally:
                for fault in found:
                    print(f"# {fault}")
            assert not found, "\n".join(found)
    return register


def said(part):
    """A pattern for what is said, of which a part is given."""
    return language.find(part)


def close(title):
    app.key("Escape")
    steps.window_is_gone(app, language.say(title))


def stretch(title):
    """Makes a window as high as the screen, so that there is little to scroll, and waits until it is."""
    window = steps.find_window(app, title)
    subprocess.run(["xdotool", "windowsize", app.window_of(window), *SIZE], check=True)
    gui.wait(lambda: gui.extents(window).height > HEIGHT // 2, "the window to be high")
    return window


def scroll_and_click(node):
    app.scroll_to(node)
    app.mouse(node)


def first_label():
    """In the list of messages, which has some."""
    row = next(node for node in app.walk(app.find("list", "Messages")) if node.get_role_name() == "list item")
    return next(node for node in app.walk(row) if node.get_role_name() == "label")


def open_first_message():
    app.mouse(first_label())
    gui.wait(lambda: gui.text_of(app.find("text", "Text of the message")).strip(), "the text of the message")


@walk("the first questions")
def _():
    app.find("label", "Welcome to Safibox")
    look("welcome")
    app.click("push button", "Next")
    app.find("label", "What Safibox does")
    look("what it does")


@walk("the form for a mailbox")
def _():
    app.activate("add-mailbox")
    app.find(gui.TEXT_ROLES, "E-mail address")
    look("empty")
    app.set_text("E-mail address", "amina@gmail.com")
    app.find("label", said("does not take your usual password"))
    look("an app password")
    app.set_text("E-mail address", "amina@outlook.com")
    app.find("label", said("cannot be added"))
    look("cannot")
    app.set_text("E-mail address", "amina@shop.example")
    app.set_text("Server name (IMAP)", "127.0.0.1")
    app.set_text("Port", "9")
    app.set_text("Password", "wrong")
    look("by hand")
    app.click("push button", "Connect")
    app.find("label", said("No mail server answers"))
    look("no answer")
    close("Add a mailbox")


@walk("Home: without a mailbox, with one, its menus and its questions")
def _():
    app.click("push button", "Skip")
    app.find("label", "No mailbox yet")
    look("empty")
    app.activate("practice")
    app.find("label", said("for your answer"))
    look("practice mailbox")
    app.key("F10")
    app.find(gui.MENU_ROLES)
    look("main menu")
    app.key("Escape")
    app.is_gone(gui.MENU_ROLES, None)
    app.click("push button", "Mailbox menu")
    app.find(gui.MENU_ROLES)
    look("mailbox menu")
    app.key("Escape")
    app.is_gone(gui.MENU_ROLES, None)
    app.choose_menu("Mailbox menu", said("Remove from Safibox…"), 5)
    app.find("label", "Remove this mailbox from Safibox?")
    look("remove")
    app.key("Escape")
    app.is_gone("label", "Remove this mailbox from Safibox?")
    app.activate("pause", "<'hour'>")
    app.find("label", said("Paused until"))
    look("paused")
    app.activate("go-on")
    app.find("label", said("for your answer"))


@walk("the messages")
def _():
    app.activate("look-at", "<'everything'>")
    steps.message_rows(app)
    look("list")
    app.set_text(steps.SEARCH, "no such words anywhere")
    app.find("label", "Nothing found")
    look("nothing found")
    app.set_text(steps.SEARCH, "")
    gui.wait(lambda: steps.message_rows(app), "rows")
    app.click("push button", "Select")
    app.find("label", "Choose messages")
    look("select")
    app.mouse(first_label())
    app.key("ctrl+a", "j")
    app.find("push button", said("Cancel"))
    look("very many")
    app.key("Escape")
    app.is_gone("push button", said("Cancel"))
    app.key("Escape")
    app.is_gone("label", "Choose messages")


@walk("a message: its card, its details, its links, and what a helper is shown")
def _():
    app.choose("Which messages", steps.FILTERS.index("Junk"))
    gui.wait(lambda: all(said("Junk").search(row[-1]) for row in steps.message_rows(app)), "junk only")
    open_first_message()
    stretch("Safibox")
    look("card")
    app.click("push button", "Details")
    app.find("list", "All findings")
    look("details")
    app.click("push button", "Details")
    scroll_and_click(app.find("label", "Ask a helper…"))
    steps.find_window(app, language.say("Ask a helper"))
    look("helper")
    app.click("page tab", "Word for word")
    look("helper, word for word")
    close("Ask a helper")
    app.click("push button", said("Show me"))
    steps.find_window(app, language.say("A tip"))
    look("tip")
    close("A tip")
    app.activate("hide-senders")
    app.find("push button", "Show this message")
    look("hidden")
    app.activate("hide-senders")
    app.find(gui.TEXT_ROLES, "Text of the message")


@walk("Learn: topics, tips, a round of practice and its end")
def _():
    app.key("alt+3")
    app.find("list", "Practice")
    look("topics")
    app.mouse(app.find("label", "All kinds"))
    for place in range(1, 7):
        app.find("label", re.compile(rf"(?=.*\b{place}\b.*6){said('Message').pattern}"))
        if place == 1:
            look("question")
        app.key("s")
        app.find("label", "Good that you checked.")
        if place == 1:
            look("feedback")
        app.key("Return")
    app.find("label", "The round is finished")
    look("end")
    app.key("Escape")
    app.find("list", "Practice")
    look("topics after a round")
    app.key("alt+1")


@walk("making a pack: the form, what is missing in it, and what was begun")
def _():
    app.key("alt+3")
    app.click("push button", "Make a pack…")
    stretch(language.say("Make a pack"))
    look("pack form")
    app.click("push button", "Save as a file…")
    app.find("label", "Nothing is written here yet.")
    look("pack that is not whole")
    app.click("push button", "Back")
    app.find("push button", "Begin a new pack")
    look("packs begun")
    close("Make a pack")
    app.key("alt+1")


@walk("Check a text, its result, and where a link leads")
def _():
    app.activate("check-text")
    stretch(language.say("Check a text"))
    app.set_text("Text to check", SCAM)
    look("form")
    app.click("push button", "Check")
    app.find(gui.TEXT_ROLES, "Text of the message")
    look("result")
    links = app.find("list", "Links in this message")
    scroll_and_click(next(node for node in app.walk(links) if node.get_role_name() == "label"))
    app.find("push button", "Leave it")
    look("link")
    close("Where a link leads")
    app.click("push button", "I clicked or paid")
    steps.find_window(app, language.say("Help now"))
    scroll_and_click(app.find("label", "I paid"))
    app.click("push button", said("Prepare…"))
    steps.find_window(app, language.say("Evidence sheet"))
    look("evidence sheet")
    close("Evidence sheet")
    app.click("push button", "Back to what happened")
    close("Help now")
    close("Check a text")


@walk("Help now: each thing that can happen, own numbers, the evidence sheet")
def _():
    app.activate("help-now")
    stretch(language.say("Help now"))
    look("what happened")
    for what in WHAT_HAPPENED:
        scroll_and_click(app.find("label", what))
        app.find("push button", "Back to what happened")
        look(what)
        app.click("push button", "Back to what happened")
    app.click("push button", said("Write down…"))
    app.find(gui.TEXT_ROLES, "My bank")
    look("my numbers")
    app.click("push button", "Back to what happened")
    close("Help now")


@walk("Preferences and all that opens from them")
def _():
    app.activate("preferences")
    stretch(language.say("Preferences"))
    app.find("label", "Text size")
    look("preferences")
    scroll_and_click(app.find("label", "Lists of computers that send junk"))
    scroll_and_click(app.find("label", "For administrators"))
    look("preferences, all open")
    scroll_and_click(app.find("label", "Connections of the last 7 days"))
    app.find("label", said("These are all connections"))
    look("connections")
    close("Connections")
    close("Preferences")


@walk("About and Help")
def _():
    app.activate("about")
    gui.wait(lambda: len(app.windows()) > 1, "the window of the toolkit")
    look("about")
    app.key("Escape")
    gui.wait(lambda: len(app.windows()) == 1, "it to go")
    app.activate("help", "<'index'>")
    steps.find_window(app, language.say("Help"))
    look("help")
    app.key("Escape")


@walk("a mailbox on a server: what is asked of the person, and what is told when it wants another password")
def _():
    global app
    if not Dovecot.is_installed():
        raise Skip("dovecot is not installed")
    steps.end(app)
    with Dovecot(steps.SESSION / "dovecot") as server:
        for octets in steps.read_practice()["junk"][:6]:
            server.deliver("amina", "INBOX", octets)
        app = spoken.App(language, SAFIBOX_CA_FILE=str(server.ca)).__enter__()
        app.find("label", "No mailbox yet")
        app.activate("add-mailbox")
        steps.fill_form(app, server.imaps, "secret")
        app.click("push button", "Connect")
        app.find("push button", steps.WATCH)
        look("first week")
        app.click("push button", steps.WATCH)
        app.is_gone("push button", steps.WATCH)
        app.find("label", said("It would have moved"))
        look("watching")
        server.change_password("amina", "another")
        app.key("F5")
        app.find("label", "A mailbox needs you")
        look("needs a password")
        app.click("push button", "Type the password")
        steps.find_window(app, language.say("Password"))
        look("password")
        close("Password")
        app.activate("preferences")
        stretch(language.say("Preferences"))
        scroll_and_click(app.find("label", "Connections of the last 7 days"))
        app.find("list", "Today")
        look("connections of today")
        close("Connections")
        close("Preferences")
        app.key("ctrl+w")
        app.find("label", "Keep watching in the background?")
        look("close")
        app.key("Escape")
        app.is_gone("label", "Keep watching in the background?")
        steps.end(app)


@walk("nothing was complained about")
def _():
    steps.end(app)


try:
    run()
finally:
    app.quit()
