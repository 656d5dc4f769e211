#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reporting junk: who takes it in a country, what is handed over, and the mail program that is opened with it through a
portal of our own, also where a forged pack names an address of its own. Nothing is sent."""

import base64
import contextlib
import email
import email.policy
import json
import pathlib
import re
import sqlite3
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
FORGED = "report@phishlng.gov.uk"
WORDS = ("I recorded you with your own camera. I have your naked video. Send 900 USD in bitcoin to my bitcoin wallet "
         "within 48 hours or I will send it to all your contacts.")
PLAIN = ("From: Hacker <me@dark.example>\r\nTo: amina@practice.example\r\nSubject: Your video\r\n"
         "Date: Tue, 24 Nov 2026 10:00:00 +0000\r\nMessage-ID: <2@dark.example>\r\nMIME-Version: 1.0\r\n"
         "Content-Type: text/plain; charset=utf-8\r\n\r\n{}\r\n")
PHISHING = ("From: \"Your bank\" <security@mailer77.example>\r\nTo: amina@practice.example\r\n"
            "Subject: Your account will be closed today\r\nDate: Tue, 24 Nov 2026 10:00:00 +0000\r\n"
            "Message-ID: <3@mailer77.example>\r\n\r\nYour account will be closed within 24 hours. Confirm your password:\r\n"
            "https://pay.example/login\r\n\r\n")
THREAT = ("From: Hacker <me@dark.example>\r\nTo: amina@practice.example\r\nSubject: Your video\r\n"
          "Date: Tue, 24 Nov 2026 10:00:00 +0000\r\nMessage-ID: <1@dark.example>\r\nMIME-Version: 1.0\r\n"
          'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n'
          f"{WORDS}\r\n--b\r\nContent-Type: image/jpeg\r\nContent-Transfer-Encoding: base64\r\n\r\n/9j/4AAQSkZJRg==\r\n--b--\r\n")


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


def open_phishing():
    """The why-card of a message that wants a password."""
    app.find("label", re.compile("waits? for your answer"))
    app.activate("look-at", "<'everything'>")
    steps.choose_filter(app, "Junk")
    rows = steps.wait_for_rows(app, lambda row: row[-1].startswith("Junk"), "only junk")
    steps.open_row(app, next(number for number, row in enumerate(rows) if "airtel" in " ".join(row)))
    steps.close_toast(app, re.compile("moved to Junk"))


def open_report(within=None):
    row = app.find("label", "Report…", within=within)
    app.scroll_to(row)
    app.mouse(row)
    window()


def close_report():
    gui.wait(lambda: gui.is_active(app.window_of(window())), "the report to be in front")
    app.click("push button", "Close", within=window())
    steps.window_is_gone(app, WINDOW)


def save(button, title, name, is_right):
    path = steps.SESSION / "home" / name
    press(button)
    steps.name_file(app, title, path)
    steps.window_is_gone(app, title)
    gui.wait(lambda: path.exists() and is_right(path.read_bytes()), "the file")
    return path


def save_message(name, is_right):
    return save("Save message…", "Save the message", name, is_right)


def leave_nothing_out():
    switch = app.find("check box", "Leave out my addresses", within=window())
    app.scroll_to(switch)
    app.mouse(switch)
    gui.wait(lambda: "checked" not in switch.get_states(), "the switch to be off")
    return switch


def check_file(octets):
    """Opens a saved message in a window of its own."""
    path = steps.SESSION / "home/opened.eml"
    path.write_bytes(octets)
    app.activate("check-text")
    checking = steps.find_window(app, "Check a text")
    app.click("push button", re.compile("^Open a saved message"), within=checking)
    steps.name_file(app, "Open a saved message", path)
    steps.window_is_gone(app, "Open a saved message")
    return checking


def check_text(text):
    app.activate("check-text")
    checking = steps.find_window(app, "Check a text")
    app.set_text("Text to check", text)
    app.click("push button", "Check", within=checking)
    return checking


def close_checking():
    app.key("Escape")
    steps.window_is_gone(app, "Check a text")


def take_mail_links():
    """A mail program that is opened by mailto addresses only: it writes them down. Returns: where."""
    home = pathlib.Path(gui.os.environ["XDG_DATA_HOME"]) / "applications"
    home.mkdir(parents=True, exist_ok=True)
    log, program = steps.SESSION / "mailto.log", steps.SESSION / "mail-program"
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$1" >>"{log}"\n')
    program.chmod(0o755)
    (home / "mail-program.desktop").write_text(f"[Desktop Entry]\nType=Application\nName=Mail\nExec={program} %u\n"
                                               "MimeType=x-scheme-handler/mailto;\n")
    config = pathlib.Path(gui.os.environ["XDG_CONFIG_HOME"])
    (config / "mimeapps.list").write_text("[Default Applications]\nx-scheme-handler/mailto=mail-program.desktop\n")
    log.write_text("")
    return log


def composed():
    return [json.loads(line) for line in LOG.read_text().splitlines()]


def read_offer():
    """What the report says, and what the mail program is given."""
    open_report()
    told = app.labels(window())
    portal = start_portal(response=0)
    press(COMPOSE)
    draft, = gui.wait(composed, "the draft")
    stop_portal(portal)
    close_report()
    return told, draft["address"], draft["subject"], draft["body"], [file["octets"] for file in draft["attached"]]


def add_forged_pack():
    """As a person does who believes that it is the ministry's: it names an address that takes reports, first of all."""
    folder, path = steps.SESSION / "home/forged", steps.SESSION / "home/ministry.safibox-pack"
    gui.shutil.copytree(gui.ROOT / "docs/example-pack", folder)
    about = folder / "pack.txt"
    about.write_text(about.read_text().replace("country=ZZ", "country=GB"))
    for numbers in folder.glob("numbers.*.csv"):
        head = numbers.read_text().splitlines()[0]
        assert head.startswith("use,value,kind,body,"), head
        numbers.write_text(head + "\n" + "".join(f"{use},{FORGED},email,National Cyber Security Centre,,,,2026-11-26\n"
                                                for use in ("report_phishing_mail", "report_any", "report_spam")))
    subprocess.run([str(gui.BUILD / "src/cli/safibox-cli"), "pack", "build", str(folder), str(path)], check=True)
    subprocess.run([str(gui.BUILD / "src/app/safibox"), str(path)], env=app.environment, check=True, timeout=gui.TIMEOUT)
    steps.find_window(app, "A pack")
    app.click("push button", "Add this pack")
    steps.window_is_gone(app, "A pack")
    steps.close_toast(app, "The pack is added. It stands on Learn.")


app = start("GB", "first")


@test("junk can be reported: those who take it in the country, with what is known of them, and what is the same everywhere")
def _():
    open_phishing()
    open_report()
    told = "\n".join(app.labels(window()))
    assert "report@phishing.gov.uk" in told and "Takes the message as an attached file." in told, told
    assert "National Cyber Security Centre (SERS)" in told and "Date unknown, ask first" in told, told
    assert "\nSource: www.nicybersecuritycentre.gov.uk\n" in told, told
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
    assert "checked" in app.find("check box", "Leave out my addresses", within=window()).get_states()
    switch = leave_nothing_out()
    portal = start_portal(response=0)
    press(COMPOSE)
    draft, = gui.wait(composed, "the draft")
    stop_portal(portal)
    octets = base64.b64decode(draft["attached"][0]["octets"])
    assert octets in [mail for mails in steps.read_practice().values() for mail in mails]
    app.mouse(switch)
    gui.wait(lambda: "checked" in switch.get_states(), "the switch to be on")


@test("the message is saved as a file that nobody else can read")
def _():
    path = save_message("kept.eml", lambda octets: email.message_from_bytes(octets)["From"])
    assert b"amina" not in path.read_bytes().lower() and path.stat().st_mode & 0o077 == 0


@test("the text can be looked at and copied")
def _():
    row = app.find("label", "Look at the text", within=window())
    app.scroll_to(row)
    app.mouse(row)
    text = app.find("label", re.compile("^I got this e-mail and want to report it"), within=window()).get_text()
    assert "Header lines of the message" in text and OWN not in text and "http://" not in text, text
    press("Copy text")
    close_report()


@test("what the person calls good is not reported")
def _():
    app.click("push button", "Not junk")
    app.is_gone("label", "Report…")
    app.click("push button", "Undo")
    app.find("label", "Report…")


@test("a forged pack of a ministry changes neither who takes a report nor what the mail program is given")
def _():
    before = read_offer()
    assert before[1] == "report@phishing.gov.uk", before
    add_forged_pack()
    after = read_offer()
    assert after == before, (before, after)
    assert FORGED not in str(after), after
    app.click("push button", "Help now")
    app.mouse(app.find("label", "I clicked", within=steps.find_window(app, "Help now")))
    app.find("list", "Numbers from packs")
    assert FORGED in app.labels(steps.find_window(app, "Help now")), "the pack was not there to be asked"
    app.key("Escape")
    steps.window_is_gone(app, "Help now")


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
    leave_nothing_out()
    whole = next(mail for mail in steps.read_practice()["junk"] if SCAN.encode() in mail)
    save_message("whole.eml", lambda octets: octets == whole)
    close_report()


@test("a threat with a picture is neither saved nor handed on; Help now is beside it")
def _():
    open_report(check_file(THREAT.encode()))
    told = "\n".join(app.labels(window()))
    assert "You did nothing wrong." in told, told
    for name in ("Copy text", "Save message…", "Save…", COMPOSE):
        assert not app.all("push button", name, within=window()), name
    press("Help now")
    steps.find_window(app, "Help now")


@test("the report for administrators is from the mailbox in which the message is, whichever was added first")
def _():
    global app
    steps.end(app)
    with contextlib.closing(sqlite3.connect(steps.SESSION / "home/second/safibox.db")) as store, store:
        store.execute("UPDATE account SET number = 2")
        store.execute("INSERT INTO account (number, id, kind, address, port, security, directory) "
                      "SELECT 1, 'other', kind, 'first@elsewhere.example', port, security, CAST (? AS BLOB) FROM account",
                      (str(steps.SESSION / "home/elsewhere"),))
    steps.set_setting("country", "'LK'")
    app = gui.App(data=steps.SESSION / "home/second").__enter__()
    app.activate("look-at", "<'everything'>")
    steps.choose_filter(app, "Junk")
    steps.wait_for_rows(app, lambda row: row[-1].startswith("Junk"), "only junk")
    steps.open_row(app)
    open_report()
    leave_nothing_out()
    path = save("Save…", "Save the report", "report.eml", lambda octets: octets.endswith(b"--\r\n"))
    told = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)["From"]
    assert told == OWN, told
    close_report()


@test("a text that was checked by hand is written to who takes it, with nothing attached")
def _():
    open_report(check_text(WORDS))
    told = app.labels(window())
    assert "Write to it, and paste the copied text." in told and "Save message…" not in told, told
    portal = start_portal(response=0)
    press(COMPOSE)
    draft, = gui.wait(composed, "the draft")
    steps.close_toast(app, "Your mail program has it. Read it there, and send it from there.")
    stop_portal(portal)
    assert draft["address"] == "report@cert.gov.lk" and WORDS in draft["body"] and "attached" not in draft, draft


@test("what a mailto address could not carry is told")
def _():
    log = take_mail_links()
    press(COMPOSE)
    link, = gui.wait(lambda: log.read_text().splitlines(), "the mail program")
    assert link.startswith("mailto:report@cert.gov.lk?subject=Report") and "body=I%20got%20this" in link, link
    steps.close_toast(app, "Your mail program has it. Read it there, and send it from there.")
    close_report()
    close_checking()
    for name, text, sentence in (
            ("short", WORDS, "Your mail program has the text. Save the message, and attach it there yourself."),
            ("long", WORDS + "€" * 3000, "The text was too long to go along. Copy it, save the message, and add both in your "
             "mail program.")):
        log.write_text("")
        open_report(check_file(PLAIN.format(text).encode()))
        press(COMPOSE)
        link, = gui.wait(lambda: log.read_text().splitlines(), "the mail program")
        assert ("body=" in link) == (name == "short"), link
        steps.close_toast(app, sentence)
        close_report()
        close_checking()
    open_report(check_text(WORDS + "€" * 3000))
    press(COMPOSE)
    steps.close_toast(app, "The text was too long to go along. Copy it, and paste it in your mail program.")
    close_report()
    close_checking()


@test("of a saved message that is too long the header lines alone are handed over, and that is told")
def _():
    header_only = re.compile("^Only the header lines are handed over")
    for size, is_told in ((1000, False), (1100 * 1000, True)):
        open_report(check_file(PHISHING.encode() + (b"x" * 70 + b"\r\n") * (size // 72)))
        assert any(header_only.match(line) for line in app.labels(window())) == is_told, size
        assert app.min_width(WINDOW) <= 360
        close_report()
        close_checking()


@test("nothing was complained about, and the program ends in good order")
def _():
    steps.end(app)


run()
