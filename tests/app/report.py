#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reporting junk: who takes it in a country, what is handed over, and the mail program that is opened with it through a
portal of our own. Nothing is sent."""

import base64
import email
import email.policy
import json
import re
import subprocess
import sys

import steps
from steps import gui
from tap import run, test

gui.enter_session(GEOMETRY="1024x768")
WINDOW = "Report"
OWN = "amina@practice.example"
SCAN = "Scanned document from MFP-07"
LOG, ANSWER = steps.SESSION / "portal.log", steps.SESSION / "portal.json"
COMPOSE = "Open in mail program"
THREAT = ("From: Hacker <me@dark.example>\r\nTo: amina@practice.example\r\nSubject: Your video\r\n"
          "Date: Tue, 24 Nov 2026 10:00:00 +0000\r\nMessage-ID: <1@dark.example>\r\nMIME-Version: 1.0\r\n"
          'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n'
          "I recorded you with your own camera. I have your naked video. Send 900 USD in bitcoin to my bitcoin wallet "
          "within 48 hours or I will send it to all your contacts.\r\n"
          "--b\r\nContent-Type: image/jpeg\r\nContent-Transfer-Encoding: base64\r\n\r\n/9j/4AAQSkZJRg==\r\n--b--\r\n")


def start(country, name):
    """The program of somebody who lives there, with a practice mailbox of its own."""
    steps.set_setting("country", f"'{country}'")
    return gui.App("--practice", data=steps.SESSION / "home" / name).__enter__()


def start_portal(**answer):
    ANSWER.write_text(json.dumps(answer))
    LOG.write_text("")
    program = str(gui.ROOT / "tests/lib/fakeportal.py")
    portal = subprocess.Popen([sys.executable, program, str(LOG), str(ANSWER)], stdout=subprocess.PIPE, text=True)
    assert portal.stdout.readline().strip() == "ready"
    return portal


def stop_portal(portal):
    portal.terminate()
    portal.wait()


def window():
    return steps.find_window(app, WINDOW)


def press(name, index=0):
    buttons = gui.wait(lambda: app.all("push button", name, within=window()), f"the button {name!r}")
    app.scroll_to(buttons[index])
    app.click("push button", name, within=window())


def close_toast(sentence):
    """It would take the clicks that are meant for what is below it."""
    toast = app.find("label", sentence)
    while len(app.all("push button", within=toast)) < 2:
        toast = toast.get_parent()
    app.click("push button", re.compile("^(?!.*Undo)"), within=toast)
    app.is_gone("label", sentence)


def open_phishing():
    """The why-card of a message that wants a password."""
    app.find("label", re.compile("waits? for your answer"))
    app.activate("look-at", "<'everything'>")
    steps.choose_filter(app, "Junk")
    rows = steps.wait_for_rows(app, lambda row: row[-1].startswith("Junk"), "only junk")
    steps.open_row(app, next(number for number, row in enumerate(rows) if "airtel" in " ".join(row)))
    close_toast(re.compile("moved to Junk"))


def open_report():
    row = app.find("label", "Report…")
    app.scroll_to(row)
    app.mouse(row)
    window()


def close_report():
    gui.wait(lambda: gui.is_active(app.window_of(window())), "the report to be in front")
    app.click("push button", "Close", within=window())
    steps.window_is_gone(app, WINDOW)


def save_message(name, is_right):
    path = steps.SESSION / "home" / name
    press("Save message…")
    steps.find_window(app, "Save the message")
    app.key("ctrl+a")
    app.type(str(path))
    app.key("Return")
    steps.window_is_gone(app, "Save the message")
    gui.wait(lambda: path.exists() and is_right(path.read_bytes()), "the file")
    return path


def composed():
    return [json.loads(line) for line in LOG.read_text().splitlines()]


app = start("GB", "first")


@test("junk can be reported: those who take it in the country, with what is known of them, and what is the same everywhere")
def _():
    open_phishing()
    open_report()
    told = "\n".join(app.labels(window()))
    assert "report@phishing.gov.uk" in told and "Takes the message as an attached file." in told, told
    assert "National Cyber Security Centre (SERS)" in told and "Date unknown, ask first" in told, told
    for general in ("Your mail provider", "Your bank", "The police"):
        assert general in told, told
    assert "Safibox sends nothing. You choose who gets the report, and hand it over yourself." in told
    assert app.min_width(WINDOW) <= 360


@test("the mail program is opened with address, text and message, without the person's address")
def _():
    portal = start_portal(response=0)
    press(COMPOSE)
    draft, = gui.wait(composed, "the draft")
    stop_portal(portal)
    assert draft["address"] == "report@phishing.gov.uk" and draft["subject"].startswith("Report: "), draft
    attached, = draft["attached"]
    assert attached["name"].endswith("message.eml") and attached["mode"] == 0o600, attached
    octets = base64.b64decode(attached["octets"])
    assert email.message_from_bytes(octets, policy=email.policy.default)["From"]
    for handed in (octets.decode("utf-8", "replace"), draft["body"]):
        assert "amina" not in handed.lower(), handed


@test("with the switch off the message is attached octet for octet")
def _():
    switch = app.find("check box", "Leave out my addresses", within=window())
    assert "checked" in gui.states(switch)
    app.scroll_to(switch)
    app.mouse(switch)
    gui.wait(lambda: "checked" not in gui.states(switch), "the switch to be off")
    portal = start_portal(response=0)
    press(COMPOSE)
    draft, = gui.wait(composed, "the draft")
    stop_portal(portal)
    octets = base64.b64decode(draft["attached"][0]["octets"])
    assert octets in [mail for mails in steps.read_practice().values() for mail in mails]
    app.mouse(switch)
    gui.wait(lambda: "checked" in gui.states(switch), "the switch to be on")


@test("the message is saved as a file that nobody else can read")
def _():
    path = save_message("kept.eml", lambda octets: email.message_from_bytes(octets)["From"])
    assert b"amina" not in path.read_bytes().lower() and path.stat().st_mode & 0o077 == 0


@test("the text can be looked at and copied")
def _():
    row = app.find("label", "Look at the text", within=window())
    app.scroll_to(row)
    app.mouse(row)
    text = gui.text_of(app.find("label", re.compile("^I got this e-mail and want to report it"), within=window()))
    assert "Header lines of the message" in text and OWN not in text and "http://" not in text, text
    press("Copy text")
    close_report()


@test("what the person calls good is not reported")
def _():
    app.click("push button", "Not junk")
    app.is_gone("label", "Report…")
    app.click("push button", "Undo")
    app.find("label", "Report…")


@test("without anybody in the country the general ways stand alone")
def _():
    global app
    steps.end(app)
    app = start("NP", "second")
    open_phishing()
    open_report()
    told = app.labels(window())
    assert "Your bank" in told and "The police" in told and "Who takes it" not in told, told
    assert not app.all("push button", COMPOSE, within=window())
    assert "Nepal" in told
    close_report()


@test("the rest of a message is fetched when the person asks for it, and is saved as it was sent")
def _():
    steps.choose_filter(app, "Everything")
    app.set_text(steps.SEARCH, SCAN)
    steps.wait_for_rows(app, lambda row: SCAN in " ".join(row), "the one message")
    steps.open_row(app)
    open_report()
    press("Fetch")
    app.is_gone("push button", "Fetch")
    switch = app.find("check box", "Leave out my addresses", within=window())
    app.scroll_to(switch)
    app.mouse(switch)
    gui.wait(lambda: "checked" not in gui.states(switch), "the switch to be off")
    whole = next(mail for mail in steps.read_practice()["junk"] if SCAN.encode() in mail)
    save_message("whole.eml", lambda octets: octets == whole)
    close_report()


@test("a threat with a picture is neither saved nor handed on; Help now is beside it")
def _():
    path = steps.SESSION / "home/threat.eml"
    path.write_bytes(THREAT.encode())
    app.activate("check-text")
    checking = steps.find_window(app, "Check a text")
    app.click("push button", re.compile("^Open a saved message"), within=checking)
    steps.find_window(app, "Open a saved message")
    app.type(str(path))
    app.key("Return")
    steps.window_is_gone(app, "Open a saved message")
    row = gui.wait(lambda: app.all("label", "Report…", within=checking), "the row")[0]
    app.scroll_to(row)
    app.mouse(row)
    told = "\n".join(app.labels(window()))
    assert "You did nothing wrong." in told, told
    for name in ("Copy text", "Save message…", "Save…", COMPOSE):
        assert not app.all("push button", name, within=window()), name
    press("Help now")
    steps.find_window(app, "Help now")


run()
