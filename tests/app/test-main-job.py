#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job in the window, against a mail server with TLS: watch, review, move, undo, go on in the background.

After each step the server is asked, too: every message is there once, with its flags and its date.
"""

import email
import email.policy
import email.utils
import hashlib
import re
import sys
import time

import steps
from steps import gui
from dovecot import Dovecot
from tap import run, test

if not Dovecot.is_installed():
    print("1..0 # SKIP dovecot is not installed")
    sys.exit(0)
gui.enter_session()
SECRET = "umbrella-Zebra-77"
OURS = {"$Junk", "$NotJunk"}
NEW_MINUTES = 60
ADDRESS = "amina@practice.example"


def digest(octets):
    return hashlib.sha256(octets.replace(b"\r\n", b"\n")).hexdigest()


def fill(messages, flags=("", "S")):
    for number, octets in enumerate(messages):
        date = time.time() - NEW_MINUTES * 60 - number
        server.deliver("amina", "INBOX", octets, date, flags[number % len(flags)])


def without_keywords(rows):
    """Messages without the keywords that Safibox sets for other programs."""
    return sorted((sha, tuple(flag for flag in flags if flag not in OURS), date) for sha, flags, date in rows)


def wait_for_junk(count):
    """Waits until so many messages are in Junk and all have their keyword; returns the mailbox."""
    def look():
        found = server.snapshot()
        return found if len(found["Junk"]) == count and all("$Junk" in flags for _, flags, _ in found["Junk"]) else None
    return gui.wait(look, f"{count} messages in Junk")


def find_number(app, pattern):
    return int(re.search(r"\d+", gui.name_of(app.find("label", re.compile(pattern)))).group())


server = Dovecot(steps.SESSION / "dovecot", users={"amina": SECRET}).start()
ENVIRONMENT = dict(SAFIBOX_CA_FILE=str(server.ca))
keyring = steps.start_keyring()
if keyring:
    ENVIRONMENT["SECRET_BACKEND"] = "service"
mail = steps.read_practice()
is_junk = {digest(octets) for octets in mail["junk"]}
fill(mail["junk"][:10] + mail["good"][:10])
start = server.snapshot()
notifications = gui.Notifications().__enter__()
app = gui.App(**ENVIRONMENT).__enter__()
DATA = app.data
held_back = 0
before = shown = None


@test("a wrong password is told; the right one links the mailbox, which is only watched")
def _():
    app.click("push button", "Skip")
    app.click("push button", "Add my mailbox")
    app.set_text("E-mail address", ADDRESS)
    app.set_text("Server name (IMAP)", "127.0.0.1")
    app.set_text("Port", str(server.imaps))
    app.set_text("User name", "amina")
    app.set_text("Password", "wrong")
    app.click("push button", "Connect")
    app.find("label", "The mail server does not accept this name and password.")
    app.set_text("Password", SECRET)
    app.click("push button", "Connect")
    app.click("push button", steps.WATCH)
    app.is_gone("push button", steps.WATCH)
    app.find("list item", re.compile(ADDRESS))


@test("watching counts what would have been moved, and the server is as it was")
def _():
    global held_back
    held_back = find_number(app, r"^Safibox only watches. It would have moved \d+ messages")
    assert 1 < held_back <= 10
    app.find("label", re.compile("Only watching, moves nothing"))
    assert server.snapshot() == start


@test("review shows just those messages")
def _():
    app.click("push button", "Review")
    app.find("label", f"{held_back} messages")
    rows = steps.wait_for_rows(app, lambda row: any("Junk · " in label for label in row), "junk that is held back")
    assert len(rows) <= held_back  # those that have a place in the window


@test("the why-card of a held back message says that it would have been moved")
def _():
    steps.open_row(app)
    app.find("label", "Would have been moved")
    assert steps.reasons(app)


@test("move them moves them: junk only, each message is there once with its flags and date")
def _():
    app.click("push button", "Move them")
    app.find("label", f"{held_back} messages moved to Junk")
    after = wait_for_junk(held_back)
    assert {sha for sha, *_ in after["Junk"]} <= is_junk
    assert without_keywords(after["INBOX"] + after["Junk"]) == start["INBOX"]


@test("undo in the toast brings all of them back, and the banner is gone")
def _():
    steps.undo_by_toast(app, f"{held_back} messages moved to Junk")
    app.find("label", f"{held_back} messages moved back")
    gui.wait(lambda: server.snapshot() == start, "the mailbox as it was, keywords included")
    assert not app.all("push button", "Move them")


@test("check now finds new mail; it is still only watched")
def _():
    global before
    fill(mail["junk"][10:13])
    before = server.snapshot()
    app.key("F5")
    assert find_number(app, r"^Safibox only watches. It would have moved \d+ message") <= 3
    assert server.snapshot() == before


@test("closing the window asks once; then it goes on in the background and can be opened again")
def _():
    app.key("ctrl+w")
    app.click("push button", re.compile("Keep watching$"))
    gui.wait(lambda: not app.windows(), "the window to close")
    assert app.process.poll() is None
    assert gui.App(data=DATA, **ENVIRONMENT).process.wait(gui.TIMEOUT) == 0
    app.find("label", re.compile("^Safibox only watches"))
    app.key("ctrl+w")
    gui.wait(lambda: not app.windows(), "the window to close without a question")
    steps.end(app)


@test("no file, setting or log holds the password")
def _():
    places = [DATA, steps.SESSION / "home/.config", app.log]
    for path in [file for place in places for file in [place, *place.rglob("*")] if file.is_file()]:
        assert SECRET.encode() not in path.read_bytes(), path


@test("the next start knows mailbox, list and password; the menu lets junk be moved")
def _():
    global app
    app = gui.App(data=DATA, **ENVIRONMENT).__enter__()
    app.find("list item", re.compile(ADDRESS))
    app.find("label", re.compile("^Safibox only watches"))
    app.choose_menu("Mailbox menu", re.compile("Only watch, move nothing$"), 2)
    app.find("label", re.compile("^Moves junk. Last check"))
    steps.end(app)


@test("a check nobody asked for moves new junk and, if that is wished, tells it in one notification")
def _():
    global app, shown, before
    steps.set_setting("notify-moves", "true")
    fill(mail["junk"][13:18])
    before = server.snapshot()
    told_before = len(notifications.list())
    app = gui.App("--background", data=DATA, **ENVIRONMENT)
    shown = notifications.wait_for(told_before + 1)[-1]
    count = int(re.match(r"(\d+) messages moved to Junk$", shown["summary"]).group(1))
    assert notifications.buttons(shown) == ["Look at them", "Undo"], shown
    assert SECRET not in str(shown) and "@" not in shown["summary"] + shown["body"], shown
    after = wait_for_junk(count)
    assert without_keywords(after["INBOX"] + after["Junk"]) == before["INBOX"]
    assert len(notifications.list()) == told_before + 1


@test("look at them in the notification opens the window with the messages")
def _():
    notifications.press(shown, "Look at them")
    app.__enter__()
    steps.choose_filter(app, "Junk")
    rows = steps.wait_for_rows(app, lambda row: any(label.startswith("Junk") for label in row), "junk")
    assert len(rows) >= 1


@test("check now moves what is new, tells it in the window only, and undo restores every flag and keyword")
def _():
    for start in range(18, len(mail["junk"]) - 5, 5):
        told_before = len(notifications.list())
        fill(mail["junk"][start:start + 5])
        whole = server.snapshot()
        sentence = steps.check_by_key(app)
        if sentence:
            break
    assert sentence, "no check by the key told anything"
    wait_for_junk(len(whole["Junk"]) + int(sentence.split()[0]))
    steps.undo_by_toast(app, sentence)
    gui.wait(lambda: server.snapshot() == whole, "the mailbox as it was, keywords included")
    assert len(notifications.list()) == told_before


def find_moved():
    """Returns: the subject of a message that is in Junk."""
    there = {row[0] for row in server.snapshot()["Junk"]}
    subjects = [str(email.message_from_bytes(octets, policy=email.policy.default)["Subject"])
                for octets in mail["junk"] if digest(octets) in there]
    return next(subject for subject in subjects if subject.isascii())


@test("not junk on the why-card brings one back to the inbox")
def _():
    before = server.snapshot()
    subject = find_moved()
    app.set_text(steps.SEARCH, subject)
    steps.wait_for_rows(app, lambda row: any(subject in label for label in row), subject)
    steps.open_row(app)
    app.find("label", "Moved to Junk")
    app.click("push button", "Not junk")
    app.find("label", "You said it is good. Moved back.")
    after = wait_for_junk(len(before["Junk"]) - 1)
    assert without_keywords(after["INBOX"] + after["Junk"]) == without_keywords(before["INBOX"] + before["Junk"])
    assert not [row for row in server.snapshot()["INBOX"] if OURS & set(row[1])], "it comes back without our keywords"


@test("it ends by its key in good order, and was never complained about")
def _():
    app.key("ctrl+q")
    assert app.process.wait(gui.TIMEOUT) == 0
    assert app.complaints() == [], app.complaints()


try:
    run()
finally:
    app.quit()
    notifications.__exit__()
    if keyring:
        keyring.terminate()
    server.stop()
