#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rounds of practice by keys: two scores, feedback for every answer, a second round with more real messages; then the question on Home to
practise again."""

import re
from xml.etree import ElementTree

import steps
from dovecot import Dovecot
from steps import gui
from tap import run, test

gui.enter_session(GEOMETRY="1024x768")
ROUND = 6
TABS_TO_TIPS = 10  # from the first topic: the other six, three buttons, the first group
SCAM, REAL, UNSURE = "s", "r", "n"
DAYS_AGO = 200
DAY = 24 * 60 * 60


def squeeze(text):
    return " ".join((text or "").split())


def read_items():
    """What each practice message is, by its first paragraph."""
    items = {}
    for path in (gui.ROOT / "data/practice-items").glob("*.xml"):
        item = ElementTree.parse(path).getroot()
        items[squeeze(item.find("message/p").text)] = item
    return items


ITEMS = read_items()
app = gui.App().__enter__()


def shown_item():
    return gui.wait(lambda: next((ITEMS[line] for line in app.labels() if line in ITEMS), None), "a practice message")


def truth(item):
    return SCAM if item.get("truth") == "scam" else REAL


def answer(place, choose):
    """Answers one message by a key, looks at what is told, and goes on; returns the item."""
    app.find("label", f"Message {place} of {ROUND}")
    item = shown_item()
    key = choose(item)
    app.key(key)
    app.find("label", "Good that you checked.")
    told = app.labels()
    kind = "a scam" if truth(item) == SCAM else "real"
    assert any(re.search(rf"(is|one is) {kind}\.$", line) for line in told), (kind, told)
    assert squeeze("\n".join(squeeze(node.text) for node in item.findall("reason"))) in [squeeze(line) for line in told], told
    assert "Signs of a scam" in told if kind == "a scam" else "What looked like a scam" in told, told
    if place == 1:
        assert not app.all("push button", "Scam") and app.all("push button", "Go on")
    app.key("Return")
    return item


def play(choose):
    """A whole round, which must have begun; returns its items."""
    items = [answer(place, choose) for place in range(1, ROUND + 1)]
    app.find("label", "The round is finished")
    return items


def count_real(items):
    return sum(truth(item) == REAL for item in items)


def remember_round(then):
    steps.set_setting("practice-scores", f"[({then}, 3, 3, 3, 3)]")


def forget_question():
    steps.set_setting("practice-asked", "0")
    steps.set_setting("practice-put-off", "false")


def open_learn():
    app.key("alt+3")
    app.find("list", "Practice")


def start_round(topic):
    app.mouse(app.find("label", topic))
    app.find("label", f"Message 1 of {ROUND}")


@test("the page Learn has topics and groups of tips, and says what the first round will show")
def _():
    app.click("push button", "Skip")
    open_learn()
    for words in ("All kinds", "School", "Shop", "Mobile money", "Looking for a job", "Phone and chat", "First mailbox",
                  "6 messages, 3 minutes. Some are scams, some are real.", "Money, prizes and gifts"):
        app.find("label", words)
    app.find("label", re.compile("^After your first round you see here"))
    assert app.min_width() <= 360, app.min_width()


@test("a round by keys alone, all answered right, reaches both goals")
def _():
    start_round("All kinds")
    items = play(truth)
    seen.extend(item.get("id") for item in items)
    assert count_real(items) == 3, items
    told = app.labels()
    assert told.count("3 of 3, or 100 %. The goal is 80 %.") == 1 and "3 of 3, or 100 %. The goal is 90 %." in told, told
    assert "You reached both goals." in told, told
    assert not app.all("label", "Look at these again")


@test("who refuses everything catches all scams, keeps no real mail, and is not blamed")
def _():
    app.click("push button", "Another round")
    items = play(lambda item: SCAM)
    assert not set(seen) & {item.get("id") for item in items}, "shown twice"
    told = app.labels()
    assert "3 of 3, or 100 %. The goal is 80 %." in told and "0 of 3, or 0 %. The goal is 90 %." in told, told
    assert "Look at these again" in told, told
    assert not any(re.search(r"wrong|fail|mistake,|fault", line, re.I) for line in told), told


@test("after that four of six are real")
def _():
    app.key("Return")  # on "Another round"
    items = play(lambda item: UNSURE)
    assert count_real(items) == 4, [item.get("id") for item in items]
    told = app.labels()
    assert "0 of 2, or 0 %. The goal is 80 %." in told and "0 of 4, or 0 %. The goal is 90 %." in told, told


@test("what is told of a message opens a tip about such messages")
def _():
    app.click("push button", "Another round")
    app.find("label", f"Message 1 of {ROUND}")
    app.click("push button", "Not sure")
    app.find("label", re.compile("^Not sure is a good answer"))
    app.click("push button", "How to tell")
    steps.help_from_tip(app, "I paid", "Call your bank or wallet now. Ask them to stop the payment.")
    app.key("Escape")
    steps.window_is_gone(app, "Help now")
    app.key("Escape")
    steps.window_is_gone(app, "A tip")


@test("Escape leaves the round, and the page sums up the last ones")
def _():
    app.key("Escape")
    app.find("label", "Your last rounds")
    app.find("label", "6 of 8, or 75 %. The goal is 80 %.")
    app.find("label", "3 of 10, or 30 %. The goal is 90 %.")
    kept = steps.read_settings()
    assert "practice-scores" in kept and "practice-seen" in kept
    app.key("F1")
    steps.find_window(app, "Help")
    app.find(None, "Practise")
    app.key("Escape", "Escape")
    steps.window_is_gone(app, "Help")


@test("a round for a phone is saved as one file")
def _():
    app.choose_menu("Save a round for a phone", "School", 1)
    target = steps.SESSION / "home/round.html"
    chooser = steps.find_window(app, "Save a round for a phone")
    name = next(node for node in app.walk(chooser) if node.get_role_name() in gui.TEXT_ROLES)
    assert name.set_text(str(target))
    app.click("push button", re.compile("Save$"), within=chooser)
    steps.window_is_gone(app, "Save a round for a phone")
    app.find("label", re.compile("^The round is saved"))
    assert target.read_text().count("<section>") == ROUND


@test("a group of tips opens, and each has its page")
def _():
    start_round("All kinds")
    app.key("Escape")  # the focus is on that topic then
    app.find("label", "Your last rounds")
    app.key(*["Tab"] * TABS_TO_TIPS, "Return")
    app.find("label", "Money “sent by mistake”")
    app.click("push button", re.compile("^Show me.*sent by mistake"))
    sheet = steps.find_window(app, "A tip")
    app.find("label", "How to tell them apart", within=sheet)
    app.key("Escape")
    steps.window_is_gone(app, "A tip")


@test("the scores are there after a restart, and nobody is asked to practise again so soon")
def _():
    global app
    steps.end(app)
    app = gui.App(data=app.data).__enter__()
    app.find("label", "No mailbox yet")
    assert not app.all("label", "Practise again?")
    app.find("label", "Tip")
    open_learn()
    app.find("label", "3 of 10, or 30 %. The goal is 90 %.")
    steps.end(app)


@test("half a year later Home asks in the place of the tip, and is put off")
def _():
    global app
    then = int(gui.time.time()) - DAYS_AGO * DAY
    steps.set_setting("first-used", str(then))
    remember_round(then)
    app = gui.App(data=app.data).__enter__()
    app.find("label", "Practise again?")
    assert not app.all("label", "Tip")
    app.click("push button", "Not now")
    app.is_gone("label", "Practise again?")
    app.find("label", "Tip")
    steps.end(app)
    app = gui.App(data=app.data).__enter__()
    app.find("label", "Tip")
    assert not app.all("label", "Practise again?")
    steps.end(app)


@test("the question leads into a round")
def _():
    global app
    forget_question()
    app = gui.App(data=app.data).__enter__()
    app.find("label", "Practise again?")
    app.click("push button", "Practise")
    app.find("label", f"Message 1 of {ROUND}")
    shown_item()
    app.key("alt+1")
    app.find("label", "Tip")
    assert not app.all("label", "Practise again?")


@test("Home asks when a kind of scam comes to a mailbox for the first time, and only once")
def _():
    global app
    steps.end(app)
    forget_question()
    remember_round(int(gui.time.time()))
    with Dovecot(steps.SESSION / "dovecot") as server:
        app = gui.App(data=app.data, SAFIBOX_CA_FILE=str(server.ca)).__enter__()
        app.click("push button", "Add my mailbox")
        steps.link_mailbox(app, server.imaps, "secret", steps.WATCH)
        app.find("label", "Tip")
        for octets in steps.read_practice()["junk"]:
            server.deliver("amina", "INBOX", octets)
        app.key("F5")
        app.find("label", re.compile("^A kind of scam came to you for the first time: "))
        app.click("push button", "Practise")
        app.find("label", f"Message 1 of {ROUND}")
        assert "scam-kinds" in steps.read_settings()
        app.key("alt+1")
        app.find("label", "Tip")
        steps.end(app)
    app = gui.App(data=app.data).__enter__()
    app.find("label", "Tip")
    assert not app.all("label", "Practise again?")


@test("nothing was complained about, and the program ends in good order")
def _():
    steps.end(app)


seen = []
try:
    run()
finally:
    app.quit()
