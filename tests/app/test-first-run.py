#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The first start: the place, what Safibox does and does not do, and each of the three doors."""

import re

import steps
from steps import gui
from tap import run, test

gui.enter_session()
SCAM = """Dear customer, your M-Pesa account is suspended. To unlock it, reply with your PIN and the code
we sent you, or log in at http://mpesa-unlock.example/login within 2 hours. Do not tell anyone."""
HONEST = "Hello Amina, the children are well. We come on Sunday and bring the mangoes."
EML = steps.SESSION / "home/saved.eml"
EML.write_bytes((gui.ROOT / "tests/cli/scam.eml").read_bytes())

app = gui.App().__enter__()


@test("the first page asks for the country and keeps the answer")
def _():
    app.find("label", "Welcome to Safibox")
    steps.choose_found(app, app.find("combo box", "Country"), "Tanz", other="Afghanistan")
    app.click("push button", "Next")
    app.find("label", "What Safibox does")
    assert re.search(r"^country='TZ'", steps.read_settings(), re.M), steps.read_settings()


@test("the second page says what Safibox does and what it never does")
def _():
    app.find("label", re.compile("moves it to the Junk folder and tells you why. You can take back every move"))
    app.find("label", re.compile("never deletes mail. Your messages are read only on this computer"))
    doors = [gui.name_of(row) for row in app.all("list item")]
    assert doors == ["Is this message a scam?", "Add my mailbox", "Practice"], doors


@test("back leads to the first page, which still has the country")
def _():
    app.click("push button", "Back")
    app.find("label", "Welcome to Safibox")
    app.find("label", re.compile("Tanzania"))
    app.click("push button", "Next")


@test("Help now is there from the first start, and the window can be narrow beside it")
def _():
    app.find("label", "What Safibox does")
    assert app.min_width() <= 360, app.min_width()
    app.click("push button", "Help now")
    told = steps.find_window(app, "Help now")
    app.find("label", "They threaten me", within=told)
    gui.wait(lambda: gui.is_active(app.window_of(told)), "Help now to be in front")
    app.key("Escape")
    steps.window_is_gone(app, "Help now")


@test("the first door finds the signs of a pasted scam and says why")
def _():
    app.mouse(app.find("list item", "Is this message a scam?"))
    assert "sensitive" not in app.find("push button", "Check").get_states()
    app.set_text("Text to check", SCAM)
    app.click("push button", "Check")
    app.find("label", "Scam signs found")
    found = steps.reasons(app)
    assert len(found) >= 2 and all(found), found
    assert "mpesa-unlock.example" in app.find("text", "Text of the message").get_text()


@test("another text without signs is not called safe")
def _():
    app.click("push button", "Check another text")
    app.set_text("Text to check", HONEST)
    app.click("push button", "Check")
    app.find("label", "No known signs found")
    said = [gui.name_of(label) for label in app.all("label")]
    assert not [label for label in said if re.search(r"\b(safe|clean|protected)\b", label, re.I)], said


@test("a saved message is opened and judged with its sender")
def _():
    app.click("push button", "Check another text")
    app.click("push button", re.compile("Open a saved message"))
    steps.name_file(app, "Open a saved message", EML)
    app.find("label", re.compile("^This is probably a scam"))
    rows = [gui.name_of(row) for row in app.walk(app.find("list", "Sender and subject"))
            if row.get_role_name() == "list item"]
    assert rows[:2] == ["From", "Subject"], rows
    assert steps.reasons(app)


@test("closing it leads back to the three doors, and nothing was kept")
def _():
    app.key("Escape")
    app.is_gone("list", "Sender and subject")
    app.find("list item", "Practice")


@test("the second door opens the form for a mailbox; leaving it changes nothing")
def _():
    app.mouse(app.find("list item", "Add my mailbox"))
    app.find("text", "E-mail address")
    app.key("Escape")
    app.is_gone("text", "E-mail address")
    app.find("list item", "Add my mailbox")


@test("skip leads to an empty Home that offers a mailbox and practice")
def _():
    app.click("push button", "Skip")
    app.find("label", "No mailbox yet")
    app.find("push button", "Add my mailbox")
    app.find("list item", "Practice")
    steps.end(app)


@test("the second start asks nothing")
def _():
    with gui.App(data=app.data) as again:
        again.find("label", "No mailbox yet")
        assert not again.all("label", "Welcome to Safibox")
        steps.end(again)


@test("a first start can be skipped at once")
def _():
    steps.forget_settings()
    with gui.App() as skipped:
        skipped.click("push button", "Skip")
        skipped.find("label", "No mailbox yet")
        steps.end(skipped)
    with gui.App() as again:
        again.find("label", "No mailbox yet")
        steps.end(again)


@test("the third door opens the practice mailbox, also at the next start")
def _():
    steps.forget_settings()
    with gui.App() as practice:
        practice.click("push button", "Next")
        practice.mouse(practice.find("list item", "Practice"))
        practice.find("list item", "Practice mailbox")
        practice.find("label", re.compile("messages? waits? for your answer"))
        steps.end(practice)
    with gui.App(data=practice.data) as again:
        again.find("list item", "Practice mailbox")
        again.find("label", re.compile("messages? waits? for your answer"))
        steps.end(again)


try:
    run()
finally:
    app.quit()
