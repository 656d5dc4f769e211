#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Recordings of a pack: heard before it is added and on the page of a tip, where nothing speaks the language; one thing at a
time; and no button where nothing can be heard."""

import re
import subprocess
import time

import steps
from steps import gui
import recording
import speech
from tap import Skip, run, test

gui.enter_session(GEOMETRY="1024x768")
HOME = steps.SESSION / "home"
SOCKET = steps.SESSION / "speech.sock"
CLI = str(gui.BUILD / "src/cli/safibox-cli")
NAME, TITLE, SILENT = "School week of Zamora Bay", "A fee for the boat", "Free data for everybody"
READ, STOP = "Read aloud", "Stop reading"
SECONDS = 4
PRESSED_SECONDS = 0.5  # in which GTK takes no second press from a button that was pressed without a mouse
LONG = 200  # seconds that no test waits for
app = None


def build(name, recordings):
    """The example with recordings, as one file."""
    folder = HOME / name
    gui.shutil.copytree(gui.ROOT / "docs/example-pack", folder)
    (folder / "audio").mkdir()
    for file, octets in recordings.items():
        (folder / "audio" / file).write_bytes(octets)
    path = HOME / f"{name}.safibox-pack"
    subprocess.run([CLI, "pack", "build", str(folder), str(path)], check=True)
    return path


def start(data, **environment):
    return gui.App(data=HOME / data, **{**recording.QUIET, **environment}).__enter__()


def open_file(path):
    """The list of recordings on the page of a pack that is not added yet."""
    subprocess.run([str(gui.BUILD / "src/app/safibox"), str(path)], env=app.environment, check=True, timeout=gui.TIMEOUT)
    return app.find("list", "Every recording in it", within=steps.find_window(app, "A pack"))


def count(window, name):
    return len(app.all("push button", name, within=window))


def press(entries, place):
    """The button of the recording at that place, whatever it says now."""
    assert app.all("push button", within=entries)[place].act()


def close(title):
    app.click("push button", "Close", within=steps.find_window(app, title))
    steps.window_is_gone(app, title)


def open_tip(title):
    app.key("alt+3")
    tips = app.find("list", NAME)
    if not app.all("label", title, within=tips):
        row = app.find("label", "Tips", within=tips)
        app.scroll_to(row)
        app.mouse(row)
    row = app.find("label", title, within=tips)
    while row.get_role_name() != "list item":
        row = row.get_parent()
    app.click("push button", re.compile("Show me"), within=row)
    return steps.find_window(app, "A tip")


def needs_player():
    if not recording.can_be_played():
        raise Skip("GTK has nothing that plays sound (libgtk-4-media-gstreamer)")


school = build("school", {"boat-fee.en.ogg": recording.make(SECONDS)})
lengthy = build("lengthy", {"boat-fee.en.ogg": recording.make(LONG), "code-friend.en.ogg": recording.make(LONG)})
broken = build("broken", {"boat-fee.en.ogg": recording.make_broken(), "code-friend.en.ogg": recording.make(LONG)})
service = speech.Service(SOCKET, ["en"])


@test("a pack that is not added yet lists its recordings, and one at a time can be heard")
def _():
    global app
    needs_player()
    app = start("data", SPEECHD_ADDRESS=f"unix_socket:{SOCKET}")
    app.click("push button", "Skip")
    entries = open_file(lengthy)
    assert [row[0].strip("\u2068\u2069") for row in app.rows(entries)] == [TITLE, "A friend asks for a code"], app.rows(entries)
    assert count(entries, READ) == 2, app.rows(entries)
    for place, shown in ((0, [STOP, READ]), (1, [READ, STOP]), (1, [READ, READ])):
        press(entries, place)
        gui.wait(lambda shown=shown: [gui.name_of(node) for node in app.all("push button", within=entries)] == shown, f"{shown}")
        time.sleep(PRESSED_SECONDS)
    assert app.min_width("A pack") <= 360, app.min_width("A pack")


@test("a voice of the computer falls silent for a recording")
def _():
    needs_player()
    app.activate("help-now")
    help_now = steps.find_window(app, "Help now")
    app.click("push button", READ, within=help_now)
    gui.wait(lambda: service.texts, "a text that is said")
    press(app.find("list", "Every recording in it"), 0)
    gui.wait(lambda: "CANCEL SELF" in service.commands, "the voice to fall silent")
    app.find("push button", READ, within=help_now)
    app.find("push button", STOP, within=steps.find_window(app, "A pack"))
    app.click("push button", READ, within=help_now)
    gui.wait(lambda: len(service.texts) == 2, "a text that is said")
    gui.wait(lambda: count(steps.find_window(app, "A pack"), READ) == 2, "the recording to fall silent")
    gui.wait(lambda: count(help_now, STOP) == 1, "the voice")
    close("Help now")
    close("A pack")


@test("one that cannot be played has no button any more, and takes none away from others")
def _():
    needs_player()
    entries = open_file(broken)
    press(entries, 0)
    gui.wait(lambda: app.all("push button", within=entries) and count(entries, READ) == 1, "the button to go")
    press(entries, 0)
    app.find("push button", STOP, within=entries)
    close("A pack")


@test("the page of a tip has the button, which is itself again when the recording has come to its end")
def _():
    needs_player()
    open_file(school)
    app.click("push button", "Add this pack")
    steps.window_is_gone(app, "A pack")
    steps.close_toast(app, "The pack is added. It stands on Learn.")
    window = open_tip(TITLE)
    before = time.monotonic()
    app.click("push button", READ, within=window)
    app.find("push button", STOP, within=window)
    app.find("push button", READ, within=window, timeout=SECONDS + 4 * gui.TIMEOUT)
    assert time.monotonic() - before >= SECONDS - 0.5, "it was not played to its end"
    app.click("push button", READ, within=window)
    app.find("push button", STOP, within=window)
    time.sleep(PRESSED_SECONDS)
    app.click("push button", STOP, within=window)
    app.find("push button", READ, within=window)
    close("A tip")


@test("who closes the page hears no more of it")
def _():
    needs_player()
    app.click("push button", READ, within=open_tip(TITLE))
    app.find("push button", STOP, within=steps.find_window(app, "A tip"))
    close("A tip")
    assert count(open_tip(TITLE), READ) == 1
    close("A tip")


@test("a tip of a pack that nobody recorded has no button")
def _():
    needs_player()
    window = open_tip(SILENT)
    assert not count(window, READ)
    close("A tip")


@test("who switches reading aloud off has no button, and hears no more")
def _():
    needs_player()
    entries = open_file(lengthy)
    press(entries, 0)
    app.find("push button", STOP, within=entries)
    app.activate("preferences")
    app.click("check box", READ, within=steps.find_window(app, "Preferences"))
    gui.wait(lambda: not count(entries, READ) and not count(entries, STOP), "the buttons to go")
    app.click("check box", READ, within=steps.find_window(app, "Preferences"))
    close("Preferences")
    gui.wait(lambda: count(entries, READ) == 2, "the buttons, and silence")
    close("A pack")


@test("a pack that is gone on with keeps its recordings, each at its tip, and one can be taken out")
def _():
    needs_player()
    draft = HOME / "data/pack-drafts/zamora-school-week"
    gui.shutil.copytree(HOME / "lengthy", draft)
    app.key("alt+3")
    app.scroll_to(app.find("push button", "Make a pack…"))
    app.click("push button", "Make a pack…")
    window = steps.find_window(app, "Make a pack")
    app.mouse(app.find("label", NAME, within=window))
    app.scroll_to(app.find("push button", "Add a tip", within=window))  # buttons cover the end of the page
    app.mouse(app.find("label", TITLE, within=window))
    button = app.find("push button", "Remove the recording", within=window)
    app.scroll_to(button)
    app.find("push button", READ, within=window)
    assert app.min_width("Make a pack") <= 360, app.min_width("Make a pack")
    app.click("push button", "Remove the recording", within=window)
    app.is_gone("push button", "Remove the recording")
    gui.wait(lambda: [path.name for path in (draft / "audio").iterdir()] == ["code-friend.en.ogg"], "the file to go, and no other")
    close("Make a pack")


@test("nothing was complained about, and the program ends in good order")
def _():
    needs_player()
    steps.end(app)


@test("where nothing plays sound, or a sandbox lets none out, there is no button")
def _():
    global app
    for environment in ({"GTK_MEDIA": "none"}, {"SAFIBOX_SANDBOX": "1", "PULSE_SERVER": ""}):
        steps.forget_settings()
        app = start("nothing", **environment)
        app.click("push button", "Skip")
        entries = open_file(school)
        assert app.rows(entries) and not app.all("push button", within=entries), app.rows(entries)
        close("A pack")
        steps.end(app)


run()
