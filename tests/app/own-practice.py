#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A round of practice with the person's own mail: what is missing for one, then a round with the texts as the server has them, and one
while no server answers."""

import re
import sys

import steps
from steps import gui
from dovecot import Dovecot
from tap import run, test

if not Dovecot.is_installed():
    print("1..0 # SKIP dovecot is not installed")
    sys.exit(0)
gui.enter_session(GEOMETRY=gui.os.environ.get("WALK_GEOMETRY", "900x800"))
steps.set_setting("first-run-done", "true")
ROUND = 6
JUNK = ("Prize offer", "Loan offer", "<b>Pills offer</b> https://pay77.example/")
GOOD = ("Lunch note", "Homework note", "Choir note", "Football")
OWN = "Your own mail"
# What stands in each message, of which there is only the beginning to see; it is nowhere in a store.
TEXT = re.compile(r"^This text is read on the server only: words(\d)\. See https://pay77\.example/x \[pay77\.example\] (more and more\s+)*([a-z ]*…|end)$")
LINE = "more and more\r\n"
SHORT, LONG, SHOWN = 4, 200, 1500  # lines, lines, characters
NOTE = "Safibox does not keep the text of your mail. Tell by sender and subject, as in a list of mail."
SENDER = re.compile(r"Mail from Sender (\d) <help@bank\.example> ‹sender\1@\[mail\1\.example\]›$")
JUNK_KEY, REAL, UNSURE = "j", "r", "n"
SHOTS = gui.os.environ.get("SAFI_KEEP_SHOTS")


def write_mail(subject, number):
    return (f"From: \"Sender {number} <help@bank.example>\" <sender{number}@mail{number}.example>\r\n"
            f"To: amina@practice.example\r\nSubject: {subject}\r\nMessage-ID: <{number}@mail.example>\r\n\r\n"
            f"This text is read on the server only: words{number}. See https://pay77.example/x "
            f"{LINE * (LONG if number % 2 else SHORT)}end\r\n").encode()


def open_learn():
    app.key("alt+3")
    app.find("list", "Practice")


def find_own():
    row = app.find("list item", re.compile(f"^{OWN}"))
    app.scroll_to(row)
    return row


def choose_own():
    app.mouse(next(node for node in app.walk(find_own()) if node.get_role_name() == "label"))


def say(word, count, key):
    """Answers the messages with that word in their subject, of which there are so many."""
    app.set_text(steps.SEARCH, word)
    gui.wait(lambda: len(steps.message_rows(app)) == count, f"{count} rows about {word}")
    app.mouse(steps.message_items(app)[0])
    app.key("ctrl+a", key)
    steps.wait_for_rows(app, lambda row: re.search("you said so|Moved", row[-1]), "the answers")
    app.set_text(steps.SEARCH, "")


def flat(text):
    """Without the marks that isolate a stranger's words."""
    return re.sub("[\u2068\u2069]", "", text)


def page_of_round(place):
    """Other pages are still there, unseen."""
    return app.find("label", f"Message {place} of {ROUND}").get_parent().get_parent()


def labels_of_round(place):
    return [flat(label) for label in app.labels(page_of_round(place))]


def told_at_end():
    return app.labels(app.find("label", "The round is finished").get_parent())


def shoot(name):
    if SHOTS:
        app.shoot(gui.pathlib.Path(SHOTS) / f"{name}.png")


def find_text(place):
    """How the text of a message begins, once it was fetched."""
    def look():
        return next((line for line in labels_of_round(place) if "words" in line), None)
    return gui.wait(look, "the text")


def check_text(place, asked):
    """It belongs to the subject, and is cut where it is long."""
    text = find_text(place)
    assert TEXT.match(text), text
    number = int(TEXT.match(text)[1])
    assert (JUNK + GOOD)[number] in asked and NOTE not in asked, (text, asked)
    assert text.endswith("…") == (number % 2 == 1) and len(text) <= SHOWN, text
    return text


def play(answer, texts=False):
    """A whole round, with or without the texts; returns how many of it were junk."""
    n_junk = 0
    for place in range(1, ROUND + 1):
        asked = labels_of_round(place)
        is_junk = any(subject in asked for subject in JUNK)
        n_junk += is_junk
        assert is_junk != any(subject in asked for subject in GOOD), asked
        assert any(SENDER.match(line) for line in asked), asked
        if texts:
            text = check_text(place, asked)
        else:
            app.find("label", NOTE)
            assert not any("words" in line for line in labels_of_round(place)), asked
        assert not app.all("link") and not app.all("push button", "Scam")
        if place == 1:
            shoot("question")
        key = answer(is_junk)
        app.key(key)
        app.find("label", "Good that you checked.")
        told = labels_of_round(place)
        assert f"Yes, this is {'junk' if is_junk else 'real'}." in told or key == UNSURE, told
        assert not texts or text in told, told
        assert any(line.startswith(f"You said it is {'junk' if is_junk else 'good'}.") for line in told), told
        if place == 1:
            shoot("feedback")
        app.key("Return")
    app.find("label", "The round is finished")
    return n_junk


server = Dovecot(steps.SESSION / "dovecot").start()
for number, subject in enumerate(JUNK + GOOD):
    server.deliver("amina", "INBOX", write_mail(subject, number))
app = gui.App(SAFIBOX_CA_FILE=str(server.ca)).__enter__()


@test("without a mailbox there is no such row; with one it says what is missing, and leads to the messages")
def _():
    open_learn()
    assert not app.all("list item", re.compile(f"^{OWN}"))
    app.key("alt+1")
    app.activate("add-mailbox")
    steps.link_mailbox(app, server.imaps, "secret", steps.WATCH)
    open_learn()
    find_own()
    app.find("label", re.compile(r"Still missing: junk 3, good 4, each from another sender\.$"))
    shoot("missing")
    assert app.min_width() <= 360, app.min_width()
    choose_own()
    app.find("list", "Messages")


@test("what the person says of messages counts at once")
def _():
    say("offer", 3, JUNK_KEY)
    say("note", 3, "g")
    open_learn()
    find_own()
    app.find("label", re.compile(r"Still missing: junk 0, good 1, each from another sender\.$"))
    app.key("alt+2")
    say("Football", 1, "g")
    open_learn()
    find_own()
    app.find("label", "What you called junk or good yourself. It stays on this computer.")
    shoot("ready")


@test("a round shows how each text begins, which is fetched, and kept nowhere")
def _():
    choose_own()
    assert play(lambda is_junk: UNSURE, texts=True) == 3
    app.click("push button", "Enough for now")
    app.find("list", "Practice")
    for path in (steps.SESSION / "home").rglob("*"):
        assert not path.is_file() or b"read on the server only" not in path.read_bytes(), path


@test("a round is made of what Safibox remembers, while no server answers; what was found explains it")
def _():
    server.stop()
    choose_own()
    assert play(lambda is_junk: JUNK_KEY if is_junk else REAL) == 3
    told = told_at_end()
    assert "Junk found" in told and "Scams caught" not in told, told
    assert "3 of 3, or 100 %. The goal is 80 %." in told and "3 of 3, or 100 %. The goal is 90 %." in told, told
    assert not app.all("push button", "Certificate…")
    shoot("end")


@test("another round follows, and neither is remembered")
def _():
    app.click("push button", "Another round")
    play(lambda is_junk: UNSURE)
    app.key("Escape")
    app.find("label", re.compile("^After your first round you see here"))
    kept = steps.read_settings()
    assert "practice-scores" not in kept and "practice-seen" not in kept, kept


@test("a round about a topic has scams again")
def _():
    app.mouse(app.find("label", "All kinds"))
    page = page_of_round(1)
    assert app.all("push button", "Scam", within=page) and not app.all("push button", "Junk", within=page)
    assert not app.all("label", re.compile("^Safibox does not keep the text"))
    app.key("Escape")


@test("where senders are hidden there is no such round, and one that was begun ends")
def _():
    find_own()
    app.find("label", "What you called junk or good yourself. It stays on this computer.")
    choose_own()
    app.find("label", f"Message 1 of {ROUND}")
    app.key("ctrl+h")
    app.find("label", "Your last rounds")
    find_own()
    app.find("label", "Senders and subjects are hidden now.")
    app.key("ctrl+h")
    app.find("label", "What you called junk or good yourself. It stays on this computer.")


@test("nothing was complained about, and the program ends in good order")
def _():
    steps.end(app)


try:
    run()
finally:
    app.quit()
    server.stop()
