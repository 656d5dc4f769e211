#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Notifications at work with no window open, at a service that people use (dunst) and at one that writes down what it
is told; and the buttons of one that is older than the program."""

import re
import shlex
import subprocess
import sys

import steps
from steps import gui
from dovecot import Dovecot
from tap import Skip, run, test

if not Dovecot.is_installed():
    print("1..0 # SKIP dovecot is not installed")
    sys.exit(0)
gui.enter_session()
BATCH = 4

server = Dovecot(steps.SESSION / "dovecot", users={"amina": "secret"}).start()
junk = steps.read_practice()["junk"]
DATA = steps.SESSION / "home/data"
ENVIRONMENT = dict(data=DATA, SAFIBOX_CA_FILE=str(server.ca))
app = gui.App(**ENVIRONMENT).__enter__()


class Dunst:
    """The service with its own choice of a button: the one whose label is Undo."""

    def __enter__(self):
        folder = steps.SESSION / "dunst"
        folder.mkdir(exist_ok=True)
        chooser = folder / "choose"
        chooser.write_text("#!/bin/sh\ngrep Undo\n")
        chooser.chmod(0o755)
        (folder / "dunstrc").write_text(f"[global]\n    dmenu = {chooser}\n    idle_threshold = 0\n[urgency_low]\n"
                                        "    timeout = 0\n[urgency_normal]\n    timeout = 0\n")
        self.process = subprocess.Popen(["dunst", "-conf", str(folder / "dunstrc")], stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL)
        subprocess.run(["gdbus", "wait", "--session", "--timeout", str(gui.TIMEOUT), "org.freedesktop.Notifications"],
                       check=True)
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    @staticmethod
    def is_there():
        return gui.shutil.which("dunst") and gui.shutil.which("dunstctl")

    @staticmethod
    def say(*words):
        return subprocess.run(["dunstctl", *words], capture_output=True, text=True).stdout.strip()

    def wait_for_one(self):
        gui.wait(lambda: self.say("count", "displayed") == "1", "a notification on the screen")


def in_junk():
    return len(server.snapshot()["Junk"])


def deliver(start):
    for octets in junk[start:start + BATCH]:
        server.deliver("amina", "INBOX", octets)


def begin_in_background():
    global app
    app = gui.App("--background", **ENVIRONMENT)
    app.wait_for_bus()


def end():
    assert app.complaints() == [], app.complaints()
    assert app.quit() == 0


@test("Preferences let moved junk be told")
def _():
    app.click("push button", "Skip")
    app.click("push button", "Add my mailbox")
    steps.link_mailbox(app, server.imaps, "secret", "Move junk right away")
    app.activate("preferences")
    app.click("check box", "Also tell when junk was moved")
    gui.wait(lambda: "notify-moves=true" in steps.read_settings(), "the setting to be kept")
    end()


@test("at dunst, look at them opens the window, which takes the notification back")
def _():
    if not Dunst.is_there():
        raise Skip("dunst is not installed")
    deliver(0)
    with Dunst() as dunst:
        begin_in_background()
        dunst.wait_for_one()
        assert in_junk()
        dunst.say("action", "0")  # what a click on its text does
        app.__enter__()
        gui.wait(lambda: steps.count_shown(app) > 0, "the messages")
        gui.wait(lambda: dunst.say("count", "displayed") == "0", "the notification to go")
        end()


@test("at dunst, undo moves the batch back with no window open, and says so as long as the program runs")
def _():
    if not Dunst.is_there():
        raise Skip("dunst is not installed")
    before = in_junk()
    deliver(BATCH)
    with Dunst() as dunst:
        begin_in_background()
        dunst.wait_for_one()
        assert in_junk() > before
        dunst.say("context")
        gui.wait(lambda: in_junk() == before, "the messages to come back")
        dunst.wait_for_one()
        end()
        gui.wait(lambda: dunst.say("count", "displayed") == "0", "the notification to go with the program")


@test("mail that was only moved is not told unless that is wished")
def _():
    steps.set_setting("notify-moves", "false")
    before = in_junk()
    deliver(2 * BATCH)
    with gui.Notifications() as notifications:
        begin_in_background()
        gui.wait(lambda: in_junk() > before, "new junk in Junk")
        app.activate("look-at", "<'junk'>")
        app.__enter__()
        gui.wait(lambda: steps.count_shown(app) > 0, "the messages")
        assert not [told for told in notifications.list() if re.match(r"\d+ messages? moved", told["summary"])]
        end()


def install_service():
    """The bus starts the program where somebody calls it."""
    environment = {name: value for name, value in app.environment.items()
                   if name.startswith(("SAFI", "GSETTINGS", "SECRET", "XDG", "GDK", "GSK", "DISPLAY", "HOME"))}
    command = shlex.join(["/usr/bin/env", *(f"{name}={value}" for name, value in environment.items()),
                          str(gui.BUILD / "src/app/safibox"), "--gapplication-service"])
    (steps.SESSION / f"services/{gui.APPLICATION}.service").write_text(
        f"[D-BUS Service]\nName={gui.APPLICATION}\nExec={command}\n")
    subprocess.run(["gdbus", "call", "--session", "-d", "org.freedesktop.DBus", "-o", "/org/freedesktop/DBus", "-m",
                    "org.freedesktop.DBus.ReloadConfig"], check=True, capture_output=True)


def wait_for_end():
    """Until nobody has the program's name on the bus."""
    gui.wait(lambda: subprocess.run(["gdbus", "call", "--session", "-d", "org.freedesktop.DBus", "-o", "/org/freedesktop/DBus",
                                     "-m", "org.freedesktop.DBus.NameHasOwner", gui.APPLICATION],
                                    capture_output=True, text=True).stdout.startswith("(false"), "the end")


def wait_for_window(name):
    gui.wait(lambda: subprocess.run(["xdotool", "search", "--onlyvisible", "--name", f"^{name}$"],
                                    capture_output=True).stdout, f"the window {name}")


@test("a button of a notification that is older than the program starts it")
def _():
    install_service()
    subprocess.run(["gdbus", "call", "--session", "-d", gui.APPLICATION, "-o", "/io/github/safibox/Safibox", "-m",
                    "org.freedesktop.Application.ActivateAction", "look-at", "[<'junk'>]", "{}"], check=True,
                   capture_output=True)
    wait_for_window("Safibox")
    app.activate("quit")


@test("what the desktop's menu offers starts the program, and its window")
def _():
    wait_for_end()
    install_service()
    entry = (gui.ROOT / "data/io.github.safibox.Safibox.desktop.in").read_text()
    for name, command in re.findall(r"^Name=(.+)\nExec=(gapplication .+)$", entry, re.M):
        done = subprocess.run(shlex.split(command), capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        wait_for_window("Safibox")
        wait_for_window(name)
        app.activate("quit")
        wait_for_end()


try:
    run()
finally:
    app.quit()
    server.stop()
