#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Check a text, as a person uses it who got an SMS in Swahili, a chat in Hindi or a call: what the card says of a scam, of its genuine
twin, of what a caller said, and of five answered questions about a call."""

import re

import steps
from steps import gui
import inspection
from tap import run, test

gui.enter_session(GEOMETRY="1024x768")
WINDOW = "Check a text"
REASONS_MAX = 3
MARK = re.compile("\u2068[1-3]\u2069\u00a0")  # the number of a reason at its place in the text
SCAM, NOT_SURE, NOTHING = "Scam signs found", "Not sure", "No known signs found"
SMS = "Umepokea Tsh 85,000 kutoka kwa JUMA HAMISI."
SMS_SCAM = SMS + " Samahani nimekosea namba, naomba unirudishie pesa haraka kwenye 07XX 55X X14 la sivyo naripoti polisi."
SMS_REAL = SMS + " Salio lako jipya ni Tsh 112,400. Kuwa makini: hatupigi simu kuomba PIN."
CHAT = "माँ, यह मेरा नया नंबर है।"
CHAT_SCAM = CHAT + " पुराना फोन खराब हो गया। कॉल मत करना, यहीं लिखो। अभी इस नंबर पर 15,000 भेज दो, किसी को मत बताना।"
CHAT_REAL = CHAT + " पहले पुराने नंबर पर कॉल करके पूछ लेना। सोमवार को घर आ रही हूँ।"
# What a caller wants: a secret, a code, the screen, money, that nobody hears of it.
CALLS = (
    ("I am calling from your bank. Tell me your card number and the three numbers on its back.",
     "It asks for what only you may know: “Tell me your”. Give no code, PIN or password to anyone."),
    ("We have just sent you a code by SMS. Read me the code that you received.",
     "It wants the code that you were sent: “Read me the code”. Give no code, PIN or password to anyone."),
    ("Your computer has a virus. Download the app that I tell you and share your screen with me.",
     "It wants an app or to see your screen: “Download”. Install apps only from the shop of your phone."),
    ("This is the police. There is a warrant for your arrest. Transfer your savings to this account.",
     'It threatens you: "warrant for your arrest".'),
    ("Do not hang up, and tell nobody about this call, not even your family.",
     "It wants to keep you on the line: “Do not hang up”. Hang up. A real office lets you call back."),
)
app = gui.App().__enter__()


def check(text):
    """What the card says of a text: the verdict and what sort of scam it is, the reasons with what to do, and its other words."""
    window = steps.find_window(app, WINDOW)
    app.set_text("Text to check", text)
    app.click("push button", "Check", within=window)
    app.find("push button", "Check another text", within=window)
    shown = app.find("text", "Text of the message", within=window).get_text()
    assert MARK.sub("", shown) == text, shown
    told = app.labels(window)
    place, = [told.index(line) for line in told if line in (SCAM, NOT_SURE, NOTHING)]
    rows = [[gui.ISOLATES.sub("", label) for label in row] for row in app.rows(app.find("list", "Reasons", within=window)) if row]
    marked = len(MARK.findall(shown))
    assert len(rows) <= REASONS_MAX and marked == sum(row[-1] == "Show" for row in rows), (rows, shown)
    app.click("push button", "Check another text", within=window)
    app.find("push button", "Check", within=window)
    return told[place], told[place + 1], rows, told


def say(rows):
    """Each reason with its advice, if it has one, without number and button."""
    return [" ".join(label for label in row[1:] if label != "Show") for row in rows]


def tells(rows, *wanted):
    """Whether each of @wanted is the beginning of a reason."""
    return all(any(line.startswith(start) for line in say(rows)) for start in wanted)


@test("without a text there is nothing to check")
def _():
    app.click("push button", "Skip")
    app.key("ctrl+t")
    window = steps.find_window(app, WINDOW)
    assert "sensitive" not in app.find("push button", "Check", within=window).get_states()
    app.set_text("Text to check", " \n ")
    assert "sensitive" not in app.find("push button", "Check", within=window).get_states()


@test("an address that is longer than a line gets no hyphen of ours, typed or shown")
def _():
    for text in (SMS, f"{SMS} https://login.bank.co.ke.pay77.example/{'confirm' * 20}?you=7 {SMS}"):
        app.set_text("Text to check", text)
        assert not inspection.report(app)["hyphens"]
    app.click("push button", "Check", within=steps.find_window(app, WINDOW))
    app.find("text", "Text of the message")
    assert not inspection.report(app)["hyphens"]
    app.click("push button", "Check another text")
    app.find("push button", "Check")


@test("an SMS in Swahili that wants money back is a scam, by what it says")
def _():
    verdict, kind, rows, told = check(SMS_SCAM)
    assert (verdict, kind) == (SCAM, "Wants your money"), (verdict, kind)
    assert tells(rows, "Money is said to be sent by mistake: “nimekosea namba”. Look at your balance yourself;",
                 "It names a telephone number: “07XX 55X X14”. Use the number you know instead."), rows
    assert "Money “sent by mistake”" in told and "Report…" in told and "I clicked or paid" in told, told


@test("its genuine twin is none: a receipt, and a warning")
def _():
    verdict, kind, rows, told = check(SMS_REAL)
    assert (verdict, kind) == (NOTHING, ""), (verdict, kind)
    assert tells(rows, "It reads like a receipt: “Salio”.", "It warns of scams: “Kuwa makini”."), rows
    assert "Report…" not in told, told


@test("a chat in Hindi from a new number that wants money is a scam")
def _():
    verdict, kind, rows, told = check(CHAT_SCAM)
    assert (verdict, kind) == (SCAM, "Wants your money"), (verdict, kind)
    assert tells(rows, 'It asks you to keep a secret: "किसी को मत बताना". Tell one person you trust before you act.',
                 "Who cannot be called asks you to answer: “नया नंबर”. Call the person on the number you have always had."), rows
    assert "It asks you to keep a secret" in told and "Report…" in told, told


@test("its genuine twin, which asks to be called first, is none")
def _():
    verdict, kind, rows, told = check(CHAT_REAL)
    assert (verdict, kind) == (NOTHING, ""), (verdict, kind)
    assert tells(rows, "It lets you check: “पुराने नंबर”."), rows
    assert "Report…" not in told, told


@test("of a call the card says what the caller wanted, and what to do")
def _():
    for text, reason in CALLS:
        verdict, _, rows, _ = check(text)
        assert verdict == SCAM and tells(rows, reason), (text, verdict, rows)


# Of the questions' switches, those that are on, and what the card says of it.
QUESTIONS = {"known": "Did you ring them yourself, on a number you knew before?",
             "secret": "Did they ask for a code, a PIN, a password or a card’s number?",
             "screen": "Did they want you to install something, or to show your screen?",
             "money": "Did they want money sent, moved or handed over?",
             "pressure": "Did they hurry or threaten you, or say not to hang up or tell anyone?"}
ANSWERS = (
    ("", NOTHING, "You were asked for nothing that scams by phone ask for."),
    ("secret", SCAM, "You were asked for a code, a PIN, a password or a card’s number. Give no code, PIN or password to anyone."),
    ("known secret", NOT_SURE, "You were asked for a code, a PIN, a password or a card’s number. Give no code, PIN or password to anyone."),
    ("money", NOT_SURE, "You were asked to send, move or hand over money. Call the person on a number you know before you pay."),
    ("money pressure", SCAM, "You were hurried or threatened, or told to keep it secret. Hang up. A real office lets you call back."),
)


def ask_questions():
    window = steps.find_window(app, WINDOW)
    app.mouse(app.find("label", "Was it a call?", within=window))
    app.find("push button", "Check the call", within=window)
    return window


@test("five questions about a call, with switches, are answered by the same card, without any text")
def _():
    window = ask_questions()
    for words, verdict, reason in ANSWERS:
        for word, question in QUESTIONS.items():
            switch = app.find("check box", question, within=window)
            if ("checked" in switch.get_states()) != (word in words.split()):
                app.click("check box", question, within=window)
        app.click("push button", "Check the call", within=window)
        app.find("list", "Reasons", within=window)
        told = app.labels(window)
        rows = [[gui.ISOLATES.sub("", label) for label in row] for row in app.rows(app.find("list", "Reasons", within=window)) if row]
        assert verdict in told and tells(rows, reason), (words, told, rows)
        assert "Text of the message" not in told and "The message" not in told and not any(row[-1] == "Show" for row in rows), told
        assert ("Report…" in told) == (verdict == SCAM), told
        app.click("push button", "Back", within=window)
        app.find("push button", "Check the call", within=window)
    app.click("push button", "Back", within=window)
    assert gui.wait(lambda: app.find("text", "Text to check", within=window), "the text again")


@test("a report of a call says what was asked and answered")
def _():
    window = ask_questions()
    app.click("push button", "Check the call", within=window)
    row = app.find("label", "Report…", within=window)
    app.scroll_to(row)
    app.mouse(row)
    report = steps.find_window(app, "Report")
    row = app.find("label", "Look at the text", within=report)
    app.scroll_to(row)
    app.mouse(row)
    told = app.find("label", re.compile("^I had this call and want to report it"), within=report).get_text()
    for word, question in QUESTIONS.items():
        assert f"{question} {'Yes' if word in ('money', 'pressure') else 'No'}" in told, (question, told)
    app.click("push button", "Close", within=report)
    steps.window_is_gone(app, "Report")
    app.click("push button", "Back", within=window)
    app.find("push button", "Check the call", within=window)
    app.click("push button", "Back", within=window)
    app.find("text", "Text to check", within=window)


@test("nothing was complained about, and the program ends in good order")
def _():
    app.key("Escape")
    steps.window_is_gone(app, WINDOW)
    steps.end(app)


run()
