#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job in Flatpak's sandbox, with the desktop's portals: what it may do, a mailbox, junk that is moved and comes
back, a notification, and what an administrator put there. Run by ./dev flatpak, which builds and installs it.

No step needs the mouse, which GTK 4.10 and later ones mislead.
"""

import configparser
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests/app"), str(ROOT / "tests/lib")]
import permissions
import sandboxed
import steps
from steps import gui
from dovecot import Dovecot
from tap import run, test

gui.os.environ.update(PORTALS="1", SAFI_TEST_ROOT=str(ROOT))
gui.enter_session()
SECRET = "umbrella-Zebra-77"
HOME = sandboxed.find_home()
EXTENSIONS = pathlib.Path(gui.os.environ["FLATPAK_USER_DIR"]) / "extension"
ARCHITECTURE = subprocess.run(["flatpak", "--default-arch"], capture_output=True, text=True).stdout.strip()

server = Dovecot(steps.SESSION / "dovecot", users={"amina": SECRET}).start()
mail = steps.read_practice()
keyring = steps.start_keyring()
notifications = gui.Notifications().__enter__()
app = None
shown = before = None


def deliver(messages):
    for octets in messages:
        server.deliver("amina", "INBOX", octets, flags="S")


def begin(*arguments):
    global app
    app = sandboxed.App(*arguments, SAFIBOX_CA_FILE=str(HOME / "ca.pem"))
    return app


def end():
    code = app.quit()
    assert code == 0, app.log.read_text()
    assert app.complaints() == [], app.complaints()


def put_extension(name, file, octets):
    """As an administrator does: a folder that Flatpak shows to the program."""
    folder = EXTENSIONS / f"{gui.APPLICATION}.{name}" / ARCHITECTURE / "1"
    folder.mkdir(parents=True)
    (folder / file).write_bytes(octets)


@test("it may do what is written down, and no more")
def _():
    told = subprocess.run(["flatpak", "info", "--show-permissions", gui.APPLICATION], capture_output=True, text=True,
                          check=True).stdout
    parser = configparser.ConfigParser(delimiters="=", interpolation=None)
    parser.optionxform = str
    parser.read_string(told)
    shown = {(group, key): set(value.strip(";").split(";")) for group in parser.sections()
             for key, value in parser[group].items()}
    assert shown == permissions.SHOWN, told


@test("it sees none of the person's files")
def _():
    private = pathlib.Path(gui.os.environ["HOME"]) / "letter.txt"
    private.write_text("private")
    assert sandboxed.run("cat", str(private), check=False).returncode != 0
    told = sandboxed.run("find", "/home", "/media", "/mnt", "/root", "-mindepth", "1", check=False).stdout.split()
    # Flatpak shows where it installed the program.
    place = gui.os.environ["FLATPAK_USER_DIR"]
    assert not [path for path in told if not place.startswith(path) and not path.startswith(place)]
    assert sandboxed.run("sh", "-c", "ls /dev/dri", check=False).returncode != 0


@test("a mailbox is linked")
def _():
    HOME.mkdir(parents=True, exist_ok=True)
    gui.shutil.copy(server.ca, HOME / "ca.pem")
    deliver(mail["good"][:8])
    begin().__enter__()
    app.click("push button", "Skip")
    app.click("push button", "Add my mailbox")
    steps.link_mailbox(app, server.imaps, SECRET, "Move junk right away")


@test("a check moves junk, and undo brings all of it back")
def _():
    for first in range(0, 30, 5):
        deliver(mail["junk"][first:first + 5])
        whole = server.snapshot()
        sentence = steps.check_by_key(app)
        if sentence:
            break
    assert sentence, "no check by the key told anything"
    if "SAFI_KEEP_SHOTS" in gui.os.environ:
        app.shoot(gui.os.environ["SAFI_KEEP_SHOTS"] + "/sandbox.png")
    gui.wait(lambda: len(server.snapshot()["Junk"]) > len(whole["Junk"]), "messages in Junk")
    steps.undo_by_toast(app, sentence)
    gui.wait(lambda: server.snapshot() == whole, "the mailbox as it was, keywords included")


@test("the password is in the keyring of the portal, and in no file to be read")
def _():
    assert list((HOME / "data/keyrings").iterdir())
    for path in [path for path in HOME.rglob("*") if path.is_file()] + [app.log]:
        assert SECRET.encode() not in path.read_bytes(), path


@test("moved junk can be told, which is kept for the next start")
def _():
    app.activate("preferences")
    app.click("check box", "Also tell when junk was moved")
    settings = HOME / "config/glib-2.0/settings/keyfile"
    gui.wait(lambda: settings.exists() and "notify-moves=true" in settings.read_text(), "the setting to be kept")
    end()


@test("without a window it knows the password, moves new junk and tells it through the portal")
def _():
    global shown, before
    deliver(mail["junk"][30:36])
    before = server.snapshot()
    begin("--background")
    shown = gui.wait(lambda: next((told for told in notifications.list() if steps.MOVED.match(told["summary"])), None),
                     "a notification")
    assert notifications.buttons(shown) == ["Look at them", "Undo"], shown
    assert server.snapshot()["Junk"]


@test("undo in the notification brings it back")
def _():
    """A portal opens the window, too."""
    notifications.press(shown, "Undo")
    gui.wait(lambda: server.snapshot() == before, "the mailbox as it was, keywords included")


@test("a second start opens the window of the first")
def _():
    second = subprocess.run(["flatpak", "run", gui.APPLICATION], capture_output=True, timeout=gui.TIMEOUT)
    assert second.returncode == 0, second
    app.__enter__()
    app.find("list item", re.compile("amina@practice.example"))
    end()


@test("packs and the settings of a room stand in folders of Flatpak's own")
def _():
    pack = steps.SESSION / "week.safibox-pack"
    folder = ROOT / "docs/example-pack"
    sandboxed.run("safibox-cli", "pack", "build", str(folder), str(pack), files=(f"{folder}:ro", str(pack.parent)))
    put_extension("Packs", pack.name, pack.read_bytes())
    assert "Zamora Bay" in sandboxed.run("safibox-cli", "pack", "list").stdout
    put_extension("Settings", "safibox.ini", b"[safibox]\nclassroom=true\n")
    begin().__enter__()
    app.find("label", "Under 13")
    assert not app.all("push button", "Add my mailbox")
    app.key("ctrl+q")
    assert app.process.wait(gui.TIMEOUT) == 0


try:
    run()
finally:
    if app is not None and app.process.poll() is None:
        app.quit()
    notifications.__exit__()
    if keyring:
        keyring.terminate()
    server.stop()
