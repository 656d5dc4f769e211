#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Asks for help in a language whose translation is a draft (Arabic): the English stands below each sentence, and can be
taken away. In a language that was looked through, and in English, there is neither English below nor a switch for it.
With SAFI_KEEP_SHOTS it keeps pictures."""

import steps
from steps import gui
import inspection
import spoken
from tap import run, test

gui.enter_session(GEOMETRY="420x1500")
WINDOW = "Help now"
SWITCH = "Show English too"
TITLE = "They threaten me"
LEAD = "You did nothing wrong. Tell an adult you trust."
STEPS = ("Do not answer them.", "Do not save, print or send on any intimate picture.", "Do not pay. They often ask for more.",
         "Go to your bank’s counter, then to a police station. Take the printed evidence sheet with you.")
arabic = spoken.Real("ar")
steps.set_setting("country", "PK")


def window():
    return steps.find_window(app, arabic.say(WINDOW))


def labels():
    return app.labels(window())


def has_below(told, english):
    """Is the English told, right after the translation?"""
    words = arabic.say(english)
    return words != english and words in told and told[told.index(words) + 1] == english


def shoot(name):
    if "SAFI_KEEP_SHOTS" in gui.os.environ:
        app.shoot(f"{gui.os.environ['SAFI_KEEP_SHOTS']}/{name}.png")


def flip():
    """Presses the switch that can be seen."""
    app.click("check box", SWITCH, within=window())


app = spoken.App(arabic).__enter__()
app.click("push button", "Skip")
app.click("push button", WINDOW)  # the first tap


@test("what can have happened stands there in Arabic, with the English below")
def _():
    app.find("label", TITLE, within=window())
    told = labels()
    assert all(has_below(told, title) for title in (TITLE, "I paid", "My address sends mail I did not write")), told
    assert arabic.say(SWITCH) in told, told
    shoot("entries")


@test("the second tap shows what to do, each step in both languages")
def _():
    app.mouse(app.find("label", TITLE, within=window()))
    app.find("label", LEAD, within=window())
    told = labels()
    assert all(has_below(told, sentence) for sentence in (LEAD, *STEPS)), told
    assert app.min_width(arabic.say(WINDOW)) <= 360, app.min_width(arabic.say(WINDOW))
    shoot("steps")


@test("a line that begins with an office's English name runs from the right, the English from the left")
def _():
    shown = {gui.ISOLATES.sub("", text["text"]): text["right-to-left"]
             for text in inspection.report(app)["texts"] if text["kind"] == "label"}
    details = [words for words in shown if words.startswith("National Cyber Crimes")]
    assert details and all(shown[words] for words in details), shown
    assert shown[arabic.say(LEAD)] and not shown[LEAD], shown


@test("what a number is for stands there in both, too")
def _():
    told = labels()
    assert any(has_below(told, use) for use in ("If you lost money", "Report a scam", "Police")), told


@test("a row is heard in both")
def _():
    named = {gui.name_of(row): row.get_description() for row in app.all("list item", within=window())}
    assert all(named.get(arabic.say(step)) == step for step in STEPS), named


@test("the switch takes the English away from both pages, and brings it back")
def _():
    flip()
    gui.wait(lambda: LEAD not in labels(), "the English to be gone")
    told = labels()
    assert arabic.say(LEAD) in told and not any(step in told for step in STEPS), told
    assert "english-too=false" in steps.read_settings(), steps.read_settings()
    app.click("push button", "Back to what happened", within=window())
    app.find("label", TITLE, within=window())
    assert "I paid" not in labels(), labels()
    flip()
    gui.wait(lambda: "I paid" in labels(), "the English to be back")


@test("a language that was looked through needs no English, nor does English")
def _():
    global app
    steps.end(app)
    made_up = spoken.MadeUp()
    for say in (made_up.say, str):
        app = (gui.App() if say is str else spoken.App(made_up)).__enter__()
        app.click("push button", WINDOW)
        told = app.labels(steps.find_window(app, say(WINDOW)))
        assert say(TITLE) in told and told.count(TITLE) == (say is str) and say(SWITCH) not in told, told
        steps.end(app)


run()
