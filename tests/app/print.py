#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Chooses sheets for a class in the window, and saves them as PDF in two languages."""

import re

import steps
from steps import gui
from tap import Skip, run, test

gui.enter_session(GEOMETRY="1024x768")
TITLE = "Sheets for a class"
SHORT_NAME, LONG_NAME = "Files and links", "Senders, adverts and what else is junk"  # of groups of tips
LANGUAGES = ["am", "ar"]  # the first of the list, by their codes
app = gui.App("--practice").__enter__()


def save(name):
    target = steps.SESSION / f"home/{name}.pdf"
    steps.save_pdf(app, TITLE, "Save the sheets", target)
    app.find("label", "The sheets are saved.")
    return target.read_bytes()


def pages(octets):
    return int(re.search(rb"/Type /Pages\s+/Kids \[[^\]]*\]\s+/Count (\d+)", octets).group(1))


@test("Learn offers sheets for a class; posters come first, and fit a narrow window")
def _():
    app.find("label", re.compile("waits? for your answer"))
    app.click("page tab", "Learn")
    app.click("push button", "Print for a class…")
    steps.find_window(app, TITLE)
    for row in ("Sheets", "Tips", "Poster", "Language"):
        app.find("combo box", row)
    assert app.min_width(TITLE) <= 360, app.min_width(TITLE)


@test("a list that is opened shows whole names, a long one on two lines")
def _():
    box = app.find("combo box", "Tips")
    app.open_list(box)
    short, long = (app.find("label", name) for name in (SHORT_NAME, LONG_NAME))
    gui.wait(lambda: long.get_box().height > short.get_box().height > 0, f"{LONG_NAME!r} on two lines")
    app.close_list(box, "Escape")


@test("a single poster is saved")
def _():
    app.choose("Poster", 1)
    octets = save("poster")
    assert octets.startswith(b"%PDF") and pages(octets) == 1 and b"/Lang (en)" in octets


@test("a hand-out has its topic, and two pages")
def _():
    app.choose("Sheets", 2)
    app.find("combo box", "Topic")
    app.is_gone("combo box", "Poster")
    assert pages(save("handout")) == 2


@test("the sheets speak another language, and the window keeps its own")
def _():
    app.choose("Language", LANGUAGES.index("ar"))
    octets = save("arabic")
    if b"/Lang (en)" in octets:
        raise Skip("catalogues are not installed")
    assert b"/Lang (ar)" in octets and b"/Direction /R2L" in octets
    app.find("push button", "Print…")


@test("one Escape closes the window, also while it tells that the sheets are saved")
def _():
    save("again")
    window = app.window_of(steps.find_window(app, TITLE))
    gui.wait(lambda: gui.is_active(window), "the window to be in front")
    app.key("Escape")
    steps.window_is_gone(app, TITLE)


@test("nothing is amiss at the end")
def _():
    steps.end(app)


try:
    run()
finally:
    app.quit()
