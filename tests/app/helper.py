#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Asking a helper: what is handed over is seen before, saved, and shown by the helper's Safibox as from somebody else."""

import json
import os
import re
import subprocess

import steps
from steps import gui
from tap import run, test

gui.enter_session()
SHEET = steps.SESSION / "home/for-a-helper.safibox"
CLI = str(gui.BUILD / "src/cli/safibox-cli")
os.chdir(steps.SESSION / "home")  # where a page is printed to if nothing else is said
app = gui.App("--practice").__enter__()
seen = {}


def ask_a_helper():
    row = app.find("label", "Ask a helper…")
    app.scroll_to(row)
    app.mouse(row)


def open_sheet(path):
    """A second start hands the file to the program that runs."""
    subprocess.run([str(gui.BUILD / "src/app/safibox"), str(path)], check=True, env=app.environment, timeout=60,
                   capture_output=True)
    window = steps.find_window(app, "From somebody else")
    gui.wait(lambda: gui.is_active(app.window_of(window)), "the sheet to be in front")
    return window


@test("the row in the why-card opens a page with all that will be handed over")
def _():
    app.find("label", re.compile("waits? for your answer"))
    app.activate("look-at", "<'everything'>")
    steps.choose_filter(app, "Junk")
    steps.wait_for_rows(app, lambda row: row[-1].startswith("Junk"), "only junk")
    steps.open_row(app)
    seen["reasons"] = steps.reasons(app)
    ask_a_helper()
    window = steps.find_window(app, "Ask a helper")
    app.find("label", "This is all that your helper will see. Look through it before you hand it over.", within=window)
    assert steps.reasons(app, window) == seen["reasons"]
    assert not app.all("label", "Ask a helper…", within=window)
    assert not app.all("push button", "Not junk", within=window)
    assert app.min_width("Ask a helper") <= 360


@test("word for word it is the file, without the person's name and address")
def _():
    window = steps.find_window(app, "Ask a helper")
    app.click("page tab", "Word for word", within=window)
    text = app.find("label", re.compile("^Safibox-Sheet: "), within=window).get_text()
    assert text.startswith("Safibox-Sheet: 1 junk ") and "amina" not in text.lower(), text
    seen["file"] = text
    app.click("page tab", "As a page", within=window)
    app.click("push button", "Copy as text", within=window)
    app.find("push button", "Copied", within=window)


@test("the buttons stand side by side where they fit, else one below the other, never two and one")
def _():
    def places():
        boxes = [app.find("push button", name).get_box() for name in ("Copied", "Save as a file…", "Print…")]
        return len({box.x for box in boxes}), len({box.y for box in boxes})
    for width, expected in ((700, (3, 1)), (360, (1, 3)), (560, (3, 1))):
        app.resize(width, 640, "Ask a helper")
        gui.wait(lambda: places() == expected, f"the buttons in a window of {width} pixels")


@test("it is saved as a file, just as it was shown, that nobody else can read")
def _():
    app.click("push button", "Save as a file…")
    steps.name_file(app, "Save the sheet", SHEET)
    app.find("label", "Saved. Send this file to your helper.")
    assert " ".join(SHEET.read_text().split()) == " ".join(seen["file"].split())
    assert SHEET.stat().st_size <= 30 * 1024 and SHEET.stat().st_mode & 0o077 == 0


@test("it can be printed, here into a file")
def _():
    app.click("push button", "Print…")
    dialog = steps.find_window(app, "Print")
    app.mouse(app.find("label", "Print to File", within=dialog))
    button = app.find("push button", re.compile("Print$"), within=dialog)
    gui.wait(lambda: "sensitive" in button.get_states(), "the printer to be chosen")
    app.click("push button", re.compile("Print$"), within=dialog)
    pages = gui.wait(lambda: [path for path in steps.SESSION.rglob("*.pdf") if path.stat().st_size > 1000],
                     "the printed file")
    assert pages[0].read_bytes().startswith(b"%PDF-")
    steps.window_is_gone(app, "Print")
    app.key("Escape")
    steps.window_is_gone(app, "Ask a helper")


@test("the helper opens the file and sees the same, told to be from somebody else; nothing can be answered or taught")
def _():
    window = open_sheet(SHEET)
    app.find("label", re.compile("^Somebody else asks what you think"), within=window)
    assert steps.reasons(app, window) == seen["reasons"]
    for name in ("Not junk", "Junk", "Undo", "Copy as text", "Save as a file…", "I clicked or paid"):
        assert not app.all("push button", name, within=window), name
    app.key("Escape")
    steps.window_is_gone(app, "From somebody else")


@test("a double click in the desktop's files asks for it over the bus, and it opens as well")
def _():
    subprocess.run(["gdbus", "call", "--session", "-d", gui.APPLICATION, "-o", "/" + gui.APPLICATION.replace(".", "/"),
                    "-m", "org.freedesktop.Application.Open", f"['{SHEET.as_uri()}']", "{}"], check=True,
                   capture_output=True)
    window = steps.find_window(app, "From somebody else")
    gui.wait(lambda: gui.is_active(app.window_of(window)), "the sheet to be in front")
    gui.wait(lambda: steps.reasons(app, window) == seen["reasons"], "the same reasons")
    app.key("Escape")
    steps.window_is_gone(app, "From somebody else")


@test("opened while Check a text is in front, it hears keys and mouse")
def _():
    app.activate("check-text")
    checking = steps.find_window(app, "Check a text")
    gui.wait(lambda: gui.is_active(app.window_of(checking)), "Check a text to be in front")
    window = open_sheet(SHEET)
    app.mouse(app.find("page tab", "Word for word", within=window))
    app.find("label", re.compile("^Safibox-Sheet: "), within=window)
    app.key("Escape")
    steps.window_is_gone(app, "From somebody else")
    app.key("Escape")
    steps.window_is_gone(app, "Check a text")


@test("the command line shows the same")
def _():
    done = subprocess.run([CLI, "--data-dir", str(steps.SESSION / "home/none"), "--json", "sheet", "--show", str(SHEET)],
                          capture_output=True, text=True, check=True)
    row = json.loads(done.stdout)
    assert row["verdict"] == "junk" and row["evidence"], row
    assert not (steps.SESSION / "home/none").exists()


@test("what is no sheet is said to be none")
def _():
    wrong = steps.SESSION / "home/wrong.safibox"
    for content in (b"", b"Subject: hello\n\nno sheet\n", os.urandom(2000), SHEET.read_bytes() + b"x" * 30 * 1024):
        wrong.write_bytes(content)
        window = open_sheet(wrong)
        app.find("label", "This sheet cannot be shown", within=window)
        app.key("Escape")
        steps.window_is_gone(app, "From somebody else")


@test("nothing was complained about")
def _():
    assert app.complaints() == [], app.complaints()
    assert app.quit() == 0


try:
    run()
finally:
    app.quit()
