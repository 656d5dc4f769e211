#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Safibox learned, in Preferences: told, tried, saved as a copy, forgotten, taken back, brought in."""

import re
import subprocess

import steps
from steps import gui
from tap import run, test

gui.enter_session()
HOME = steps.SESSION / "home"
DATA = HOME / "training"
COPY = HOME / "my.safibox-training"
CLI = str(gui.BUILD / "src/cli/safibox-cli")
PRACTICE = gui.ROOT / "data/practice"
PARTS = (slice(0, 20), slice(20, 30))  # the first are learned from, the others are tried


def call(*arguments):
    subprocess.run([CLI, "--data-dir", str(DATA), *map(str, arguments)], check=True, stdout=subprocess.DEVNULL)


def teach():
    rows = [line.split("\t") for line in (PRACTICE / "index").read_text().splitlines() if not line.startswith("#")]
    call("practice")
    for part in PARTS:
        for word in ("good", "junk"):
            call("teach", word, *[PRACTICE / row[4] for row in rows if row[0] == word][part])


teach()
app = gui.App("--practice", data=DATA).__enter__()


def find_summary(pattern):
    return app.find("label", re.compile(pattern), within=steps.find_window(app, "Training"))


def choose_file(title, path):
    steps.name_file(app, title, path)
    steps.window_is_gone(app, title)


def answer(label, title="Start over?"):
    """Answers what is asked, and waits until the question is gone: the next one has the same buttons."""
    question = app.find("dialog", title)
    app.click("push button", re.compile(f"{label}$"), within=question)
    app.is_gone("dialog", title)


def bring_in(path):
    app.scroll_to(app.find("push button", "Open…"))
    app.click("push button", "Open…", within=steps.find_window(app, "Training"))
    choose_file("Bring in a copy", path)


@test("Preferences lead to what was learned of the mailbox")
def _():
    app.activate("preferences")
    window = steps.find_window(app, "Preferences")
    row = app.find("label", "amina@practice.example", within=window)
    app.scroll_to(row)
    app.mouse(row)
    find_summary("^30 real, 30 junk · since: ")
    assert app.min_width("Training") <= 360


@test("it is tried on mail that it did not know, and says how far that goes")
def _():
    app.click("push button", "Try")
    app.find("label", re.compile(r"^Of 10 real messages, \d+ would have been moved to Junk\."))
    app.find("label", re.compile(r"^Of 10 junk messages, \d+ would have been found\."))
    app.find("label", re.compile("^Each message counts as it was judged just before"))


@test("a copy is saved that nobody else can read")
def _():
    app.click("push button", "Save…")
    choose_file("Save a copy", COPY)
    app.find("label", "The copy is saved.")
    assert COPY.read_bytes().startswith(b"safibox-training 1\n")
    assert COPY.stat().st_mode & 0o077 == 0


@test("starting over asks, and can be left")
def _():
    app.click("push button", "Start over…")
    app.find("label", re.compile("^Safibox forgets what it learned from 60 messages"))
    answer("Keep what is here")
    find_summary("^30 real, 30 junk")


@test("starting over forgets, and Undo brings back")
def _():
    app.click("push button", "Start over…")
    answer("Start over")
    find_summary("^Nothing learned yet$")
    steps.undo_by_toast(app, "Safibox starts over.")
    find_summary("^30 real, 30 junk")
    app.find("label", "All is as it was before.")


@test("a file that is no copy is refused, and changes nothing")
def _():
    wrong = HOME / "wrong.safibox-training"
    wrong.write_bytes(b"safibox-training 1\nnot a copy\n")
    bring_in(wrong)
    answer("Bring it in", "Bring in this copy?")
    app.find(None, re.compile("^This file is no copy of what Safibox learned"))
    find_summary("^30 real, 30 junk")


@test("a copy takes the place of what was learned since, after asking, and Undo brings that back")
def _():
    app.click("push button", "Start over…")
    answer("Start over")
    find_summary("^Nothing learned yet$")
    bring_in(COPY)
    app.find("label", "The copy is brought in.")
    find_summary("^30 real, 30 junk")
    bring_in(COPY)
    app.find("label", re.compile("^It takes the place of what Safibox learned from 60 messages"))
    answer("Bring it in", "Bring in this copy?")
    app.find("label", "The copy is brought in.")
    find_summary("^30 real, 30 junk")


@test("nothing was complained about")
def _():
    assert app.complaints() == [], app.complaints()
    assert app.quit() == 0


try:
    run()
finally:
    app.quit()
