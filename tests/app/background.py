#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Going on without a window and starting at log-in: asked once, by a file or by the desktop's portal, and taken back;
and the end of the program at any moment."""

import json
import pathlib
import re
import socket
import subprocess
import sys

import steps
from steps import gui
from dovecot import Dovecot
from tap import run, test

if not Dovecot.is_installed():
    print("1..0 # SKIP dovecot is not installed")
    sys.exit(0)
gui.enter_session()
AUTOSTART = pathlib.Path(gui.os.environ["XDG_CONFIG_HOME"]) / "autostart" / f"{gui.APPLICATION}.desktop"
QUESTION = "Keep watching in the background?"
OPTION = "Also start when I log in"
BACKGROUND, AT_LOGIN = "Keep watching in the background", "Start when I log in"
REFUSED = "This computer does not let Safibox start when you log in."

server = Dovecot(steps.SESSION / "dovecot", users={"amina": "secret"}).start()
DATA = steps.SESSION / "home/data"
app = gui.App(data=DATA, SAFIBOX_CA_FILE=str(server.ca)).__enter__()


def start(*arguments, **environment):
    return gui.App(*arguments, data=DATA, SAFIBOX_CA_FILE=str(server.ca), **environment)


def is_on(name):
    return "checked" in app.find("check box", name).get_states()


def open_preferences():
    app.activate("preferences")
    app.find("check box", AT_LOGIN)


def close_preferences():
    app.key("Escape")
    app.is_gone("check box", AT_LOGIN)


class Portal:
    """The desktop's leave to run in the background."""

    def __init__(self, **answer):
        self.log = steps.SESSION / f"portal-{gui.time.monotonic_ns()}"
        self.log.touch()
        self.answer = steps.SESSION / f"answer-{gui.time.monotonic_ns()}"
        self.answer.write_text(json.dumps(answer))

    def __enter__(self):
        self.process = subprocess.Popen(
            ["/usr/bin/python3", str(gui.ROOT / "tests/lib/fakeportal.py"), str(self.log), str(self.answer)],
            stdout=subprocess.PIPE, text=True)
        assert self.process.stdout.readline() == "ready\n"
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def asked(self):
        return [json.loads(line) for line in self.log.read_text().splitlines()]


@test("nobody is asked at the first start")
def _():
    app.click("push button", "Skip")
    app.click("push button", "Add my mailbox")
    steps.link_mailbox(app, server.imaps, "secret", steps.WATCH)
    assert not app.all("label", QUESTION)
    assert not AUTOSTART.exists()


@test("the first time the window is closed the person is asked, with a reason; the box is not ticked")
def _():
    app.key("ctrl+w")
    app.find("label", QUESTION)
    app.find("label", re.compile("If it also starts when you log in, junk is found before you open your mail"))
    assert not is_on(OPTION)


@test("who wants both gets a file that starts the program without a window")
def _():
    app.mouse(app.find("check box", OPTION))
    gui.wait(lambda: is_on(OPTION), "the tick")
    app.click("push button", re.compile("Keep watching$"))
    gui.wait(lambda: not app.windows(), "the window to close")
    gui.wait(AUTOSTART.exists, "the autostart file")
    if gui.shutil.which("desktop-file-validate"):
        subprocess.run(["desktop-file-validate", str(AUTOSTART)], check=True)
    steps.end(app)


@test("the file starts it, and a second start brings the window")
def _():
    global app
    subprocess.run(["gio", "launch", str(AUTOSTART)], check=True, env=app.environment)
    app.wait_for_bus()
    app.activate("quit")
    asked = ["gdbus", "call", "--session", "-d", "org.freedesktop.DBus", "-o", "/org/freedesktop/DBus", "-m",
             "org.freedesktop.DBus.NameHasOwner", gui.APPLICATION]
    gui.wait(lambda: "false" in subprocess.run(asked, capture_output=True, text=True).stdout, "its end")
    app = start().__enter__()
    app.find("list item", re.compile("amina@practice.example"))


@test("the switch takes the file away, and brings it back")
def _():
    open_preferences()
    assert is_on(BACKGROUND) and is_on(AT_LOGIN)
    app.click("check box", AT_LOGIN)
    gui.wait(lambda: not AUTOSTART.exists(), "the file to go")
    app.click("check box", AT_LOGIN)
    gui.wait(AUTOSTART.exists, "the file")


@test("who does not want the background does not start at log-in either")
def _():
    app.click("check box", BACKGROUND)
    gui.wait(lambda: not AUTOSTART.exists(), "the file to go")
    assert not is_on(AT_LOGIN)
    app.click("check box", BACKGROUND)
    app.click("check box", AT_LOGIN)
    gui.wait(AUTOSTART.exists, "the file")
    close_preferences()
    steps.end(app)


@test("what another program switched off is off here, too")
def _():
    global app
    AUTOSTART.write_text(AUTOSTART.read_text() + "X-GNOME-Autostart-enabled=false\n")
    app = start().__enter__()
    app.find("list item", re.compile("amina@practice.example"))
    open_preferences()
    assert is_on(BACKGROUND) and not is_on(AT_LOGIN)


@test("where no file can be written the switch goes back, and the person is told")
def _():
    gui.shutil.rmtree(AUTOSTART.parent)
    AUTOSTART.parent.write_text("")
    app.click("check box", AT_LOGIN)
    close_preferences()
    app.find("label", REFUSED)
    open_preferences()
    assert not is_on(AT_LOGIN)
    close_preferences()
    AUTOSTART.parent.unlink()
    steps.end(app)


@test("in a sandbox the desktop is asked, with a reason")
def _():
    global app
    with Portal(response=0, background=True, autostart=True) as portal:
        app = start(SAFIBOX_SANDBOX="1").__enter__()
        app.find("list item", re.compile("amina@practice.example"))
        open_preferences()
        app.click("check box", AT_LOGIN)
        asked = gui.wait(portal.asked, "the portal to be asked")[-1]
        assert asked["autostart"] and asked["commandline"] == ["safibox", "--background"], asked
        assert asked["reason"].startswith("Safibox looks for junk in your mailbox"), asked
        app.click("check box", AT_LOGIN)
        gui.wait(lambda: len(portal.asked()) == 2, "the portal to be asked again")
        assert portal.asked()[-1]["autostart"] is False
        close_preferences()
    assert not AUTOSTART.exists()


@test("a desktop that refuses is obeyed, and the person is told")
def _():
    with Portal(response=0, background=True, autostart=False):
        open_preferences()
        app.click("check box", AT_LOGIN)
        close_preferences()
        app.find("label", REFUSED)
        open_preferences()
        assert is_on(BACKGROUND) and not is_on(AT_LOGIN)
        close_preferences()


@test("a desktop without a portal leaves the background alone")
def _():
    open_preferences()
    app.click("check box", AT_LOGIN)
    gui.wait(lambda: not is_on(AT_LOGIN), "the switch to go back")
    assert is_on(BACKGROUND)
    close_preferences()
    steps.end(app)


def end_at(moment, *arguments, **environment):
    """Ends the program by SIGTERM when a moment has come; it must end in good order."""
    program = start(*arguments, **environment)
    moment(program)
    assert program.quit() == 0, program.log.read_text()
    assert program.complaints() == [], program.complaints()


def open_and(doing):
    def moment(program):
        program.__enter__()
        program.find("list item", re.compile("amina@practice.example"))
        doing(program)
    return moment


@test("SIGTERM ends it in good order: at once, with its window, with a dialog, while it closes")
def _():
    end_at(gui.App.wait_for_bus, "--background")
    end_at(gui.App.wait_for_bus)
    end_at(open_and(lambda program: program.activate("preferences")))
    end_at(open_and(lambda program: program.key("ctrl+w")))


@test("SIGTERM ends it while a mailbox that never answers is being linked")
def _():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        def link(program):
            program.click("push button", "Add a mailbox")
            steps.fill_form(program, silent.getsockname()[1], "secret", user="bilal")
            program.click("push button", "Connect")
            program.find("push button", "Cancel")
        end_at(open_and(link))


@test("SIGTERM ends it in the middle of a check, and nothing is amiss at the next start")
def _():
    for octets in steps.read_practice()["junk"]:
        server.deliver("amina", "INBOX", octets)
    end_at(open_and(lambda program: program.key("F5")))
    end_at(open_and(lambda program: program.is_gone("label", re.compile("stopped unexpectedly"))))


try:
    run()
finally:
    app.quit()
    server.stop()
