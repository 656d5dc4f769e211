#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Going through many messages: choosing several, answering them at once, and orders."""

import re

import steps
from steps import gui
from tap import run, test

gui.enter_session()
app = gui.App("--practice").__enter__()
ORDERS = ("Newest first", "By sender", "Least sure first")
ANSWERED = ("you said so", "Moved back")


def items():
    return steps.message_items(app)


def seen():
    """The rows from the top of the list to its bottom: GTK keeps its objects in no order once they were sorted."""
    top = app.find("list", "Messages").get_box().y
    rows = items()
    places = [(row.get_box().y, place) for place, row in enumerate(rows)]
    return [rows[place] for y, place in sorted(places) if y >= top]


def words_seen():
    return list(map(steps.message_words, seen()))


def order_by(name):
    app.choose(re.compile("^(Order of the messages|" + "|".join(ORDERS) + ")$"), ORDERS.index(name))


def go_to_first():
    app.set_text(steps.SEARCH, "")
    app.mouse(items()[0])


def is_answered(row):
    return any(words in row[-1] for words in ANSWERED)


def wait_for_said(count):
    """Waits until so many of the rows are answered."""
    gui.wait(lambda: sum(map(is_answered, steps.message_rows(app))) == count, f"{count} answered rows")


def undo_until_none(sentence):
    steps.undo_by_toast(app, sentence)
    gui.wait(lambda: not any(map(is_answered, steps.message_rows(app))), "all answers to be taken back")


def window_with(sentence):
    """The window that asks a question."""
    node = app.find("label", sentence)
    return next(window for window in app.windows() if app.all("label", sentence, within=window)) if node else None


@test("a row has one name: sender, subject, what it is, when")
def _():
    app.find("label", re.compile("waits? for your answer"))
    app.activate("look-at", "<'everything'>")
    steps.choose_filter(app, "Everything")
    gui.wait(lambda: len(items()) > 3 and steps.message_rows(app), "rows")
    for row in steps.message_rows(app):
        sender, *domain, subject, time, summary = row
        assert strip(sender) and strip(subject) and len(domain) <= 1, row
        assert re.search(r"\d", time) and summary.startswith(("Junk", "Not sure", "Good")), row


@test("Shift and the arrows choose several, and one click answers them all")
def _():
    go_to_first()
    app.key("shift+Down", "shift+Down")
    app.find("label", "3 chosen")
    app.find("label", "3 messages chosen")
    bar = app.find("label", "3 chosen").get_parent()
    app.click("push button", "Not junk", within=bar)
    app.find("label", "3 noted as not junk")
    wait_for_said(3)


@test("undo in the toast takes all of them back")
def _():
    undo_until_none("3 noted as not junk")
    app.find("label", "3 answers taken back")


@test("with Select each click adds a message or takes it away, and Escape ends it")
def _():
    app.key("Escape")
    app.click("push button", "Select")
    app.find("label", "Choose messages")
    app.mouse(items()[0])
    app.mouse(items()[2])
    app.find("label", "2 chosen")
    app.mouse(items()[0])
    app.find("label", "1 chosen")
    app.key("Escape")
    app.is_gone("label", "1 chosen")


@test("a key that would answer very many asks first, and Cancel answers none")
def _():
    go_to_first()
    app.key("ctrl+a", "j")
    app.find("label", re.compile(r"^Are \d+ messages junk\?$"))
    app.click("push button", re.compile("^Cancel"))
    app.is_gone("label", re.compile(r"^Are \d+ messages junk\?$"))
    assert not any(map(is_answered, steps.message_rows(app)))


@test("very many are answered one after the other, and all are taken back at once")
def _():
    app.key("g")
    dialog = window_with(re.compile(r"^Are \d+ messages not junk\?$"))
    app.click("push button", re.compile("^Not junk"), within=dialog)
    noted = gui.name_of(app.find("label", re.compile(r"^\d+ noted as not junk$"), timeout=60))
    steps.wait_for_rows(app, is_answered, "all to be answered")
    undo_until_none(noted)


@test("by sender the names are in order, and the least sure stand first when asked for")
def _():
    order_by("By sender")
    gui.wait(lambda: is_sorted([strip(row[0])[0] for row in words_seen()[:4]]), "the names in order")
    order_by("Least sure first")
    gui.wait(lambda: words_seen()[0][-1].startswith("Not sure"), "what is not sure at the top")
    order_by("Newest first")


def strip(name):
    return re.sub("[\u2066-\u2069]", "", name).casefold()


def is_sorted(letters):
    return len(letters) > 3 and letters == sorted(letters)


def find_chosen():
    """The words of the chosen row."""
    row = next((row for row in items() if "selected" in row.get_states()), None)
    return steps.message_words(row) if row else None


@test("N leads from one message that waits for an answer to the next")
def _():
    app.mouse(seen()[0])
    visited = []
    for _ in range(3):
        before = find_chosen()
        app.key("n")
        visited.append(tuple(gui.wait(lambda: find_chosen() if find_chosen() != before else None, "another chosen row")))
    assert len(set(visited)) == 3 and all(words[-1].startswith("Not sure") for words in visited), visited


@test("nothing was complained about, and the program ends in good order")
def _():
    steps.end(app)


try:
    run()
finally:
    app.quit()
