#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""test-home.py FILL_STORE: what Home says of the last weeks, by the mouse, by keys and as a list; and pausing for a time."""

import re
import subprocess
import sys

import steps
from steps import gui
from tap import run, test

gui.enter_session()
DATA = steps.SESSION / "home/data"
MAIL, COST = "Mail of the last 8 weeks", "Data used in the last 14 days"
HINT = re.compile("^Point at a bar")
PAUSES = ("For one hour", "Until tomorrow morning", "Until I start it again")
DAYS = "(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
WEEKS, LAST_DAYS = 8, 14

DATA.mkdir(parents=True, mode=0o700)
subprocess.run([sys.argv[1], str(DATA), "400", "180"], check=True)
app = gui.App(data=DATA).__enter__()


def find_plot(title):
    return app.find("image", re.compile(f"^{title}"))


def told(title):
    """What a screen reader says of the chosen bar; "" if none is."""
    return gui.name_of(find_plot(title)).partition(": ")[2]


def pause(index):
    app.choose_menu("Pause", re.compile(f"{PAUSES[index]}$"), index)


def reach(title):
    """Goes to a plot by keys alone."""
    subprocess.run(["xdotool", "mousemove", "0", "0"], check=True)  # what the mouse points at goes before
    for _ in range(40):
        app.key("Tab")
        gui.time.sleep(0.1)
        if told(title):
            return
    raise AssertionError(f"Tab does not reach {title!r}")


def restart():
    global app
    steps.end(app)
    app = gui.App(data=DATA).__enter__()


@test("the last week is told in words, and the plots have names")
def _():
    app.click("push button", "Skip")
    said = gui.name_of(app.find("label", re.compile(r"^In the last 7 days \d+ messages came, \d+ of them junk\.")))
    assert re.search(r"Junk in the week before: \d+\.", said), said
    app.find("label", re.compile("^Today .+, in the last 7 days .+ The week before, it was "))
    for title in (MAIL, COST):
        assert gui.name_of(find_plot(title)) == title
    assert find_plot(MAIL).get_description() == said
    assert app.min_width() <= 360, app.min_width()


@test("every pattern has a word")
def _():
    for name in ("Scams", "Harmful files", "Adverts", "Other junk", "Not sure", "Good mail"):
        app.find("label", name)


@test("keys alone choose a bar, and its exact values are shown and told")
def _():
    reach(MAIL)
    last = told(MAIL)
    assert re.match(r"\d+ \w+ to \d+ \w+\. (.+: \d+\. )*Good mail: \d+\.$", last), last
    app.find("label", last)
    app.key("Left")
    gui.wait(lambda: told(MAIL) not in ("", last), "the week before")
    app.key("Home")
    first = gui.wait(lambda: told(MAIL), "the first week")
    app.key("Left")
    app.key("End")
    gui.wait(lambda: told(MAIL) == last, "the last week again")
    assert first != last
    app.key("Tab")
    gui.wait(lambda: not told(MAIL), "the plot to lose the focus")
    app.find("label", HINT)


@test("the same values stand in a list")
def _():
    app.key("Return")
    rows = gui.wait(lambda: [gui.name_of(row) for row in app.all("list item", re.compile(r"^\d+ \w+ to \d+ \w+$"))],
                    "the rows of the list")
    assert len(rows) == WEEKS, rows
    app.find("label", re.compile(r"^Scams: \d+\."))
    app.key("Return")


@test("what each day cost is told, too")
def _():
    reach(COST)
    days = set()
    for _ in range(LAST_DAYS):
        days.add(told(COST))
        app.key("Left")
        gui.time.sleep(0.15)
    assert len(days) == LAST_DAYS, days
    assert all(re.match(r"\d+ \w+\. [\d.]+\s[kM]B$", day) for day in days), days


@test("a mailbox goes on, and is paused for an hour")
def _():
    restart()
    app.click("push button", "Go on watching")
    app.is_gone("label", "Paused")
    pause(0)
    app.find("label", re.compile(r"^Paused until \d\d:\d\d$|^Paused until " + DAYS))
    app.find("label", re.compile(r"^Paused until .+: Safibox does not look at this mailbox\.$"))
    app.find("push button", "Go on watching")
    assert not app.all("push button", "Pause")


@test("the pause is kept over a restart, and ended by one button")
def _():
    restart()
    app.find("label", re.compile(r"^Paused until"))
    app.click("push button", "Go on watching")
    app.is_gone("label", re.compile("^Paused"))
    app.find("push button", "Pause")


@test("a pause until tomorrow ends in the morning, an open one when the person says so")
def _():
    pause(1)
    app.find("label", re.compile(rf"^Paused until {DAYS} 06:00$"))
    app.click("push button", "Go on watching")
    app.is_gone("label", re.compile("^Paused"))
    pause(2)
    app.find("label", "Paused")
    app.activate("go-on")
    app.is_gone("label", re.compile("^Paused"))


@test("another tip is one button away")
def _():
    app.click("push button", "Another tip")
    app.find("label", "Money “sent by mistake”")
    app.click("push button", "Another tip")
    app.is_gone("label", "Money “sent by mistake”")


@test("nothing was complained about, and the program ends in good order")
def _():
    steps.end(app)


try:
    run()
finally:
    app.quit()
