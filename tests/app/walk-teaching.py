#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Walks the pages that teach, and those that help when something has happened."""

import re
import subprocess

import pages
import steps
from steps import gui
from tap import run

SCAM = """Dear customer, your account will be closed today. Confirm your PIN within 2 hours. Do not tell anyone.
https://safaricom.co.ke@login.bank.co.ke.pay77.example/confirm?you=7 http://192.0.2.7/Loan.apk"""
WHAT_HAPPENED = ("I clicked", "I paid", "I gave my code or password", "I opened or installed something",
                 "They see my screen", "They are in my account", "They threaten me", "My address sends mail I did not write")
HOME_COUNTRY = "PK"
PRICED = {"PH": "Philippines", "NL": "Netherlands"}  # a number has a price and hours there

CLI = str(gui.BUILD / "src/cli/safibox-cli")
ROUND = 6  # messages

pages.enter()
steps.set_setting("country", HOME_COUNTRY)
steps.set_setting("first-run-done", "true")
app = pages.start("--practice")


@pages.walk("Learn: topics, tips, a round of practice and its end")
def _():
    app.key("alt+3")
    app.find("list", "Practice")
    app.look("Learn")
    app.mouse(app.find("label", "All kinds"))
    for place in range(1, 7):
        app.find("label", re.compile(rf"(?=.*\b{place}\b.*6){app.said('Message').pattern}"))
        if place == 1:
            app.look("practice")
        app.key("s")
        app.find("label", "Good that you checked.")
        if place == 1:
            app.look("practice, answer")
        else:
            app.take(f"practice, answer {place}")  # scams and real messages come in any order
        app.key("Return")
    app.find("label", "The round is finished")
    app.look("practice, end")
    app.key("Escape")
    app.find("list", "Practice")
    app.look("Learn after a round")
    app.stretch("Safibox")
    steps.close_toast(app, pages.language.find("moved to Junk"), pages.language.say("Undo"))  # it covers rows of a low window
    app.scroll_and_click(app.find("label", "Files and links"))
    app.scroll_and_click(app.find("label", "The document wants to run commands"))
    app.find_window("A tip")
    app.look("tip about a mail")
    app.close("A tip")
    app.key("alt+1")


@pages.walk("Check a text, its result, and where a link leads")
def _():
    app.activate("check-text")
    app.stretch("Check a text")
    app.set_text("Text to check", SCAM)
    app.look("check a text")
    app.click("push button", "Check")
    app.find(gui.TEXT_ROLES, "Text of the message")
    app.look("check a text, result")
    links = app.find("list", "Links in this message")
    app.scroll_and_click(next(node for node in app.walk(links) if node.get_role_name() == "label"))
    app.find("push button", "Leave it")
    app.look("where a link leads")
    app.close("Where a link leads")
    app.click("push button", "I clicked or paid")
    app.find_window("Help now")
    app.scroll_and_click(app.find("label", "I paid"))
    app.click("push button", app.said("Prepare…"))
    app.find_window("Evidence sheet")
    app.look("evidence sheet")
    app.close("Evidence sheet")
    app.click("push button", "Back to what happened")
    app.close("Help now")
    app.close("Check a text")


@pages.walk("Five questions about a call, and what they say of it")
def _():
    app.activate("check-text")
    app.stretch("Check a text")
    app.scroll_and_click(app.find("label", "Was it a call?"))
    app.find("push button", "Check the call")
    app.look("questions about a call")
    app.click("check box", "Did they want money sent, moved or handed over?")
    app.click("push button", "Check the call")
    app.find("list", "Reasons")
    app.look("check a call, result")
    app.close("Check a text")


@pages.walk("Help now: each thing that can happen, own numbers, the evidence sheet")
def _():
    app.activate("help-now")
    app.stretch("Help now")
    app.look("Help now")
    for what in WHAT_HAPPENED:
        app.scroll_and_click(app.find("label", what))
        app.find("push button", "Back to what happened")
        app.look(f"Help now, {what}")
        app.click("push button", "Back to what happened")
    for country, name in PRICED.items():
        steps.set_setting("country", country)
        app.find("label", re.compile(name))
        app.scroll_and_click(app.find("label", "I paid"))
        app.find("push button", "Back to what happened")
        app.look(f"Help now, price and hours in the {name}")
        app.click("push button", "Back to what happened")
    steps.set_setting("country", HOME_COUNTRY)
    app.find("label", re.compile("Pakistan"))
    app.click("push button", app.said("Write down…"))
    app.find(gui.TEXT_ROLES, "My bank")
    app.look("Help now, my numbers")
    app.click("push button", "Back to what happened")
    app.close("Help now")


@pages.walk("Learn: the teacher's screen, a round of a class, a certificate, sheets to print")
def _():
    app.key("alt+3")
    app.scroll_to(app.find("push button", "For a class…"))
    app.click("push button", "For a class…")
    app.find_window("For a class")
    app.find("list", "How old are they?")
    app.look("class, ages")
    app.mouse(app.first_label("How old are they?"))
    app.find("list", "What is it about?")
    app.look("class, topics")
    app.mouse(app.first_label("What is it about?"))
    for place in range(1, ROUND + 1):
        app.find("label", re.compile(rf"(?=.*\b{place}\b.*{ROUND}){app.said('Message').pattern}"))
        if place == 1:
            app.look("class, question")
        app.key("9", "Tab", "7", "Return")
        app.find("push button", "Go on")
        if place == 1:
            app.look("class, answer")
        app.key("Return")
    app.find("label", "The round is finished")
    app.look("class, end")
    app.click("push button", "Certificate…")
    app.find_window("Certificate")
    app.look("certificate")
    app.close("Certificate")
    app.key("Escape", "Escape")  # to the topics, to the ages
    app.close("For a class")
    app.scroll_to(app.find("push button", "Print for a class…"))
    app.click("push button", "Print for a class…")
    app.find_window("Sheets for a class")
    app.look("sheets")
    app.choose("Sheets", 1)
    app.is_gone("combo box", "Poster")
    app.look("sheets, lesson")
    app.choose("Sheets", 2)
    app.find("combo box", "Topic")
    app.look("sheets, hand-out")
    app.close("Sheets for a class")


@pages.walk("Learn: a pack that is looked through, added and removed, and one that is none")
def _():
    path = steps.SESSION / "home/example.safibox-pack"
    subprocess.run([CLI, "pack", "build", str(gui.ROOT / "docs/example-pack"), str(path)], check=True)
    broken = steps.SESSION / "home/broken.safibox-pack"
    broken.write_bytes(b"no pack")
    program = str(gui.BUILD / "src/app/safibox")
    subprocess.run([program, str(broken)], env=app.environment, check=True, timeout=gui.TIMEOUT)
    app.find("label", "This pack cannot be added")
    app.look("pack, not one")
    app.close("A pack")
    subprocess.run([program, str(path)], env=app.environment, check=True, timeout=gui.TIMEOUT)
    app.find("push button", "Add this pack")
    app.stretch("A pack")
    app.look("pack")
    app.click("push button", "Add this pack")
    steps.window_is_gone(app, app.say("A pack"))
    app.key("alt+3")
    app.scroll_to(app.find("push button", app.said("Remove")))
    app.look("Learn, a pack")
    steps.close_toast(app, "The pack is added. It stands on Learn.")
    app.scroll_to(app.find("push button", "Print for a class…"))
    app.click("push button", "Print for a class…")
    app.find_window("Sheets for a class")
    box = app.find("combo box", "Tips")
    app.open_list(box)
    app.find("label", re.compile("School week of Zamora Bay"), within=app.find_window("Sheets for a class"))
    app.look("sheets, whose tips")
    app.close_list(box, "End", "Return")
    app.look("sheets, a pack")
    app.close("Sheets for a class")
    app.scroll_to(app.find("push button", app.said("Remove")))
    app.click("push button", app.said("Remove"))
    app.find("label", "Remove this pack?")
    app.look("pack, remove")
    app.key("Escape")
    app.is_gone("label", "Remove this pack?")


@pages.walk("Learn: making a pack: the form, what is missing in it, and what was begun")
def _():
    app.key("alt+3")
    app.scroll_to(app.find("push button", "Make a pack…"))
    app.click("push button", "Make a pack…")
    app.stretch("Make a pack")
    app.look("make a pack")
    app.click("check box", "Sign the packs I save")
    app.find("push button", "Copy the digits")
    app.look("make a pack, signed")
    app.click("check box", "Sign the packs I save")
    app.click("push button", "Save as a file…")
    app.find("label", "Nothing is written here yet.")
    app.look("make a pack, what is missing")
    app.click("push button", "Back")
    app.find("push button", "Begin a new pack")
    app.look("make a pack, begun before")
    app.close("Make a pack")


@pages.walk("Report: who takes it, in a country that has somebody and in one that has not")
def _():
    app.activate("look-at", "<'everything'>")
    app.choose("Which messages", steps.FILTERS.index("Junk"))
    gui.wait(lambda: all(app.said("Junk").search(row[-1]) for row in steps.message_rows(app)), "junk only")
    app.open_first_message()
    app.stretch("Safibox")
    app.scroll_and_click(app.find("label", "Report…"))
    app.stretch("Report")
    app.look("report")
    app.scroll_and_click(app.find("label", "Look at the text"))
    app.look("report, text")
    app.close("Report")


@pages.walk("nothing was complained about")
def _():
    steps.end(app)


try:
    run()
finally:
    app.quit()
