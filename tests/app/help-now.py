#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Asks for help as somebody does to whom it has happened: from the header bar and beside a message, with a country, with
one that has no number, and with none."""

import re

import steps
from steps import gui
from tap import run, test

gui.enter_session(GEOMETRY="1024x768")
WINDOW = "Help now"
SHEET = "Evidence sheet"
# Of the first three nothing is known at all, of the others laws, or where one complains about data.
WITHOUT_NUMBERS = {"ST": "São Tomé & Príncipe", "BO": "Bolivia", "MM": "Myanmar (Burma)", "NG": "Nigeria", "BD": "Bangladesh", "PE": "Peru",
                   "ET": "Ethiopia"}
DOUBTFUL = "Ask somebody before you use these"
# What is known without a date, and of what happened it is shown.
UNDATED = {"KE": ("Kenya", "I clicked", "333", "safaricom.co.ke"),
           "PH": ("Philippines", "I paid", "0947-714-7105", "scamwatchpilipinas.com"),
           "GB": ("United Kingdom", "I paid", "159", "www.reportfraud.police.uk")}
COUNTER = "Go to your bank’s counter, then to a police station. Take the printed evidence sheet with you."
SCAM = "Hi, I sent you a code by mistake. Send me the code quickly, tell nobody."
data = steps.SESSION / "home/data"


def write_country(country):
    """As Preferences would; the program follows at once."""
    path = steps.pathlib.Path(gui.os.environ["XDG_CONFIG_HOME"]) / "glib-2.0/settings"
    path.mkdir(parents=True, exist_ok=True)
    kept = re.sub("(?m)^country=.*\n", "", steps.read_settings()) or "[io/github/safibox/Safibox]\n"
    (path / "new").write_text(kept.rstrip("\n") + f"\ncountry='{country}'\n")
    (path / "new").rename(path / "keyfile")


def start(country):
    """The program of somebody who lives there."""
    write_country(country)
    return gui.App(data=data).__enter__()


def move_to(country, name):
    """In Help now, where it asks what happened."""
    write_country(country)
    app.find("label", name, within=window())


def window():
    return steps.find_window(app, WINDOW)


def labels():
    return app.labels(window())


def choose(what):
    """One tap on what happened."""
    app.mouse(app.find("label", what, within=window()))


def back():
    app.click("push button", "Back to what happened")
    app.find("label", "They threaten me", within=window())


def close():
    app.key("Escape")
    steps.window_is_gone(app, WINDOW)


app = start("PK")


@test("two taps in the main window show the number of the country, the third copies it")
def _():
    app.find("push button", "Skip")
    app.click("push button", "Skip")
    app.click("push button", "Help now")  # the first tap
    choose("I paid")  # the second
    told = labels()
    assert told.index("Call your bank or wallet now. Ask them to stop the payment.") < told.index("My numbers") \
        < told.index("Numbers: Pakistan") < told.index("1799") < told.index(COUNTER), told
    assert any(re.search(r"\(NCCIA\) · Reported in 2025$", line) for line in told), told
    assert told[told.index("1799") + 2] == "Source: www.arabnews.pk", told
    app.click("push button", "Copy 1799")  # the third
    app.find("label", "Copied: 1799")
    steps.close_toast(app, "Copied: 1799")


@test("own numbers are written down while all is calm, and stand before those of the country")
def _():
    back()
    app.click("push button", re.compile("^Write down…"))
    app.set_text("My bank", "0800 111")
    app.set_text("Somebody I trust", "Asha 07XX")
    gui.wait(lambda: "0800 111" in steps.read_settings(), "the number to be kept")
    app.click("push button", "Back to what happened")
    choose("I paid")
    told = labels()
    assert told.index("0800 111") < told.index("Asha 07XX") < told.index("1799"), told
    close()


@test("who asks again finds the window as it was left")
def _():
    app.click("push button", "Help now")
    app.click("push button", re.compile("^Write down…"))
    app.click("push button", "Help now")
    gui.wait(lambda: gui.is_active(app.window_of(window())), "Help now to be in front")
    app.find(gui.TEXT_ROLES, "My bank", within=window())
    assert [node.get_name() for node in app.windows()].count(WINDOW) == 1
    back()
    close()


@test("they are kept after a restart, in a country that has no number, too")
def _():
    global app
    app.quit()
    app = start("")
    app.click("push button", "Help now")
    for country, name in WITHOUT_NUMBERS.items():
        move_to(country, name)
        choose("I paid")
        told = labels()
        assert "0800 111" in told and COUNTER in told and f"Numbers: {name}" not in told, told
        assert not any("privacy" in line or "1799" in line or line.startswith(("Source:", "Numbers:")) for line in told), told
        assert DOUBTFUL not in told, told
        back()
    app.quit()


@test("without a country there are steps and own numbers, and a number that is not confirmed stands below")
def _():
    global app
    app = start("")
    app.click("push button", "Help now")
    app.find("label", "Not said", within=window())
    choose("I gave my code or password")
    told = labels()
    assert "0800 111" in told and COUNTER in told and not any(line.startswith("Numbers:") for line in told), told
    app.quit()
    app = start("GH")
    app.click("push button", "Help now")
    choose("I paid")
    told = labels()
    assert told.index(DOUBTFUL) < told.index("292"), told
    assert any("Reported in 2021, not confirmed, ask first" in line for line in told), told
    back()


@test("a number without a date says so, stands below the steps, and none like it above them")
def _():
    for country, (name, what, number, source) in UNDATED.items():
        move_to(country, name)
        choose(what)
        app.find("push button", f"Copy {number}", within=window())
        told = labels()
        below = told.index(DOUBTFUL)
        assert told.index(COUNTER) < below < told.index(number), (country, told)
        details = told[told.index(number) + 1]
        assert details.endswith("Date unknown, ask first"), (country, details)
        assert told[told.index(number) + 2] == f"Source: {source}", (country, told)
        assert not any("ask first" in line for line in told[:below]), (country, told)
        assert (f"Numbers: {name}" in told) == any("Reported in" in line for line in told[:below]), (country, told)
        back()
    choose("I paid")


@test("who is threatened is first told that it is no fault")
def _():
    back()
    choose("They threaten me")
    told = labels()
    assert told[told.index("They threaten me") + 1] == "You did nothing wrong. Tell an adult you trust.", told
    assert "Do not save, print or send on any intimate picture." in told, told


@test("the country is changed in Preferences, and Help now follows at once")
def _():
    back()
    app.click("push button", re.compile("^Change…"))
    preferences = steps.find_window(app, "Preferences")
    country = app.find("combo box", "Country", within=preferences)
    app.scroll_to(country)
    steps.choose_found(app, country, "Philippines", other="Afghanistan")
    gui.wait(lambda: "country='PH'" in steps.read_settings(), "the country to be kept")
    app.key("Escape")
    steps.window_is_gone(app, "Preferences")
    app.find("label", "Philippines", within=window())


@test("beside a message it is as near, and makes an evidence sheet of it")
def _():
    global app
    app.quit()
    app = start("PH")
    app.find("push button", "Help now")
    app.activate("check-text")
    app.set_text("Text to check", SCAM)
    app.activate("help-now")  # asked for while Check a text is in front, it hears the mouse as well
    choose("I paid")
    back()
    close()
    app.click("push button", "Check")
    app.click("push button", "I clicked or paid")
    choose("I gave my code or password")
    assert "1326" in labels()
    app.click("push button", re.compile("^Prepare…"))
    steps.find_window(app, SHEET)
    app.set_text("Amount, if money is gone", "4,850 PHP")
    app.set_text("What happened", "They called twice.")
    app.click("push button", "Save…")
    kept = steps.SESSION / "home/sheet.txt"
    steps.name_file(app, "Save the evidence sheet", kept)
    gui.wait(lambda: kept.exists() and kept.stat().st_size > 0, "the sheet to be saved")
    sheet = kept.read_text()
    assert "4,850 PHP" in sheet and "They called twice." in sheet and "SHA-256 of the message: " in sheet, sheet
    assert SCAM not in sheet, sheet


@test("it can be printed, to a file as well")
def _():
    steps.close_toast(app, "The sheet is saved.")  # as long as it is told, Escape takes that back
    app.click("push button", "Print…", within=steps.find_window(app, SHEET))
    steps.find_window(app, "Print")
    app.key("Escape")
    steps.window_is_gone(app, "Print")
    app.key("Escape")
    steps.window_is_gone(app, SHEET)


@test("F1 tells what to do, and the window can be narrow")
def _():
    app.key("F1")
    told = steps.find_window(app, "Help")
    gui.wait(lambda: gui.is_active(app.window_of(told)), "Help to be in front")
    app.key("Escape", "Escape")
    steps.window_is_gone(app, "Help")
    assert app.min_width(WINDOW) <= 360, app.min_width(WINDOW)
    close()


@test("nothing was complained about, and the program ends in good order")
def _():
    steps.end(app)


run()
