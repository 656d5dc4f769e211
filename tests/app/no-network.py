#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""All that teaches works where there is no network, and does not look for one: a person goes through it in a network of its own that is
empty, and the system calls are looked at. A program that does connect is seen by the same means."""

import pathlib
import re
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
import alone

UNSEEN = alone.why_not()
if UNSEEN:
    print(f"1..0 # SKIP {UNSEEN}")
    sys.exit(0)

import steps
from steps import gui
import recording
import speech
from tap import Skip, run, test

gui.enter_session(GEOMETRY="1280x900")
HOME = steps.SESSION / "home"
TRACE, CONTROL, DAY_TRACE = (steps.SESSION / name for name in ("trace", "control", "day-trace"))
VOICE = steps.SESSION / "speech.sock"
CLOCK = next(pathlib.Path("/").glob("usr/lib/*/faketime/libfaketimeMT.so.1"), None)
DAY, CARD = "2027-02-09", "Safer Internet Day"
READ, STOP = "Read aloud", "Stop reading"
LONG = 200  # seconds that no test waits for
OWN_PACK = {
    "The pack": {"Name of the pack": "Boat week", "Who it is from": "Lighthouse School"},
    "Tips": {"Title": "A fee for the boat", "The one thing to do": "Pay at the pier only.",
             "Why": "The page wants the number of a card. The pier has a list.", "Signs": "A link to pay.",
             "What to do": "Ask at the pier.",
             "Scam: who it says it is from": "FERRY", "Scam: the message": "Pay 30 now: http://ferry-pay.example/30",
             "Real: who it is from": "Pier office", "Real: the message": "Boat Gull, Friday 7:15. Pay 30 at the pier.",
             "How to tell them apart": "The second names the boat and the pier."},
}
OWN_WORDS = """msgid ""
msgstr "Language: qsw\\nContent-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; plural=n != 1;\\n"

msgid "Practise"
msgstr "Qpractise"
"""
ROUND = 6
SCAM = "You won 5,000 airtime. Send your PIN within 1 hour: http://safaricom-prize.example/win"
END = "the last call"
# How a program reaches out, and what its call looks like.
WAYS = {
    "a connection": ("socket.socket().connect(('192.0.2.1', 80))", r"connect\(.*AF_INET,.*192\.0\.2\.1"),
    "a connection by IPv6": ("socket.socket(socket.AF_INET6).connect(('2001:db8::1', 80))", r"connect\(.*AF_INET6,.*2001:db8::1"),
    "a packet": ("socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.2', 53))", r"sendto\(.*AF_INET,.*192\.0\.2\.2"),
    "a packet of parts": ("socket.socket(type=socket.SOCK_DGRAM).sendmsg([b'x'], [], 0, ('192.0.2.3', 53))",
                          r"sendmsg\(.*AF_INET,.*192\.0\.2\.3"),
    "a name, in a program that it starts": ("import subprocess; subprocess.run(['getent', 'hosts', 'safibox.example'], check=True)", ""),
}


def wait_for_end(trace):
    """What was called, once all of it is written."""
    return gui.wait(lambda: END in trace.read_text(errors="replace") and trace.read_text(errors="replace"), "the list of calls")


@test("a program that reaches out fails in this network, and is seen")
def _():
    for way, (code, call) in WAYS.items():
        mark = f"socket.socket(socket.AF_UNIX).connect_ex('/{END}')"
        code = f"import socket\ntry:\n  {code}\nexcept Exception: print('failed')\n{mark}"
        done = subprocess.run([*alone.find_network(), *alone.watch(CONTROL), sys.executable, "-c", code], capture_output=True, text=True)
        seen = alone.attempts(wait_for_end(CONTROL))
        assert done.stdout == "failed\n", (way, done)
        assert seen and any(re.search(call, line) for line in seen), (way, seen, CONTROL.read_text())
        CONTROL.unlink()


# Who is asked about senders is the system's choice, as for a person: in other tests nobody is.
steps.set_setting("first-run-done", "true")
steps.set_setting("country", "'PK'")
service = speech.Service(VOICE, ["en"])


def start(trace, **environment):
    wrapper = (*alone.find_network(), "env", "-u", "SAFIBOX_DNS", *alone.watch(trace))
    return gui.App(wrapper=wrapper, **recording.QUIET, **environment).__enter__()


app = start(TRACE, SPEECHD_ADDRESS=f"unix_socket:{VOICE}")


def window_to_front(title):
    window = steps.find_window(app, title)
    gui.wait(lambda: gui.is_active(app.window_of(window)), f"{title} to be in front")
    return window


def close(title):
    window_to_front(title)
    app.key("Escape")
    steps.window_is_gone(app, title)


def scroll_and_press(name, within=None):
    button = app.find("push button", name, within=within)
    app.scroll_to(button)
    app.click("push button", name, within=within)


def scroll_and_mouse(label, within=None):
    label = app.find("label", label, within=within)
    app.scroll_to(label)
    app.mouse(label)


def type_path(chooser, path):
    """In a chooser of files that is open; the file of that name is there afterwards, or was."""
    window_to_front(chooser)
    steps.name_file(app, chooser, path)
    steps.window_is_gone(app, chooser)
    return gui.wait(lambda: path.exists() and path.read_bytes(), f"{path.name}")


def open_learn():
    app.key("alt+3")
    app.find("list", "Practice")


def read_aloud():
    """What a tip says, for a moment."""
    tip = steps.find_window(app, "A tip")
    app.click("push button", READ, within=tip)
    app.find("push button", STOP, within=tip)


@test("the tip on Home, also read aloud, and one of the list on Learn")
def _():
    window_to_front("Safibox")
    app.click("push button", "Another tip")
    app.click("push button", re.compile("^Show me"))
    read_aloud()
    gui.wait(lambda: service.texts, "a text that is said")
    close("A tip")
    open_learn()
    tips = app.find("list", "Tips")
    scroll_and_mouse("Money, prizes and gifts", tips)
    scroll_and_press(re.compile("^Show me"), tips)
    close("A tip")


@test("a round of practice, to its end")
def _():
    row = app.find("label", "All kinds", within=app.find("list", "Practice"))
    app.scroll_to(row)
    app.mouse(row)
    for place in range(1, ROUND + 1):
        app.find("label", f"Message {place} of {ROUND}")
        app.key("n")
        app.find("label", "Good that you checked.")
        app.key("Return")
    app.find("label", "The round is finished")
    app.click("push button", "Enough for now")
    app.find("list", "Practice")


@test("a round is saved for a phone")
def _():
    app.choose_menu("Save a round for a phone", "All kinds", 0)
    page = type_path("Save a round for a phone", HOME / "round.html")
    steps.close_toast(app, "The round is saved. Send the file to a phone, and open it there.")
    assert not re.search(rb"(src|href|action)\s*=\s*.?https?:", page), page[:1000]


@test("a text is checked, and where its link leads")
def _():
    app.key("ctrl+t")
    window = steps.find_window(app, "Check a text")
    app.set_text("Text to check", SCAM)
    app.click("push button", "Check", within=window)
    app.find("text", "Text of the message")
    links = app.find("list", "Links in this message")
    link = next(node for node in app.walk(links) if node.get_role_name() == "label")
    app.scroll_to(link)
    app.mouse(link)
    app.click("push button", "Leave it")
    steps.window_is_gone(app, "Where a link leads")


@test("what was checked can be reported, and nothing is sent")
def _():
    scroll_and_mouse("Report…", steps.find_window(app, "Check a text"))
    report = steps.find_window(app, "Report")
    assert any(line.startswith("Safibox sends nothing.") for line in app.labels(report)), app.labels(report)
    scroll_and_press("Copy text", report)
    app.click("push button", "Close", within=report)
    steps.window_is_gone(app, "Report")


@test("from its card the tip, Help now and what happened are three taps")
def _():
    button = app.find("push button", re.compile("^Show me"), within=steps.find_window(app, "Check a text"))
    app.scroll_to(button)  # back from "Report…"
    app.mouse(button)
    steps.help_from_tip(app, "I gave my code or password", "Call your bank or wallet now. Ask them to block the account.")
    close("Help now")
    close("A tip")


@test("Help now beside it, with own numbers and an evidence sheet")
def _():
    app.click("push button", "I clicked or paid")
    window = steps.find_window(app, "Help now")
    app.click("push button", re.compile("^Write down…"))
    app.set_text("My bank", "0800 111")
    gui.wait(lambda: "0800 111" in steps.read_settings(), "the number to be kept")
    app.click("push button", "Back to what happened")
    app.mouse(app.find("label", "I paid", within=window))
    told = app.labels(window)
    assert "0800 111" in told and "1799" in told, told
    app.click("push button", "Copy 1799")
    app.click("push button", re.compile("^Prepare…"), within=window)
    close("Evidence sheet")
    steps.close_toast(app, "Copied: 1799")
    close("Help now")
    close("Check a text")


def build_pack():
    """The example with a recording of its first tip."""
    folder, pack = HOME / "school", HOME / "school.safibox-pack"
    gui.shutil.copytree(gui.ROOT / "docs/example-pack", folder)
    (folder / "audio").mkdir()
    (folder / "audio/boat-fee.en.ogg").write_bytes(recording.make(LONG))
    subprocess.run([str(gui.BUILD / "src/cli/safibox-cli"), "pack", "build", str(folder), str(pack)], check=True)
    return pack


@test("a pack is added, its tip read, and the recording of it heard")
def _():
    pack = build_pack()
    open_learn()
    scroll_and_press("Add a pack…")
    type_path("Add a pack", pack)
    steps.find_window(app, "A pack")
    app.click("push button", "Add this pack")
    steps.window_is_gone(app, "A pack")
    steps.close_toast(app, "The pack is added. It stands on Learn.")
    tips = app.find("list", "School week of Zamora Bay")
    scroll_and_mouse("Tips", tips)
    scroll_and_press(re.compile("^Show me"), tips)
    app.find("label", "A fee for the boat", within=steps.find_window(app, "A tip"))
    if recording.can_be_played():
        read_aloud()
    close("A tip")


@test("a pack is made: a tip typed in, and looked at as Learn will show it")
def _():
    open_learn()
    scroll_and_press("Make a pack…")
    window = window_to_front("Make a pack")
    for part, texts in OWN_PACK.items():
        fields = app.find("list", part, within=window)
        for name, text in texts.items():
            assert app.find(gui.TEXT_ROLES, name, within=fields).set_text(text), name
    app.click("push button", "Preview", within=window)
    told = app.labels(window_to_front("Preview"))
    assert "Boat week" in told and "A fee for the boat" in told, told
    close("Preview")
    close("Make a pack")


@test("sheets for a class are saved as PDF")
def _():
    scroll_and_press("Print for a class…")
    app.click("push button", "Save as PDF…", within=window_to_front("Sheets for a class"))
    assert type_path("Save the sheets", HOME / "sheets.pdf").startswith(b"%PDF")
    steps.close_toast(app, "The sheets are saved.")
    close("Sheets for a class")


@test("a class answers a message, and Help has its pages")
def _():
    scroll_and_press("For a class…")
    window = window_to_front("For a class")
    app.mouse(app.find("label", "13 to 17", within=window))
    app.mouse(app.find("label", "School", within=app.find("list", "What is it about?", within=window)))
    app.find("label", f"Message 1 of {ROUND}", within=window)
    app.key("2", "Tab", "3", "Return")
    app.find("label", "Good that you checked.", within=window)
    app.key("F1")
    steps.find_window(app, "Help")
    app.key("Escape", "Escape")  # to the list of pages, and out
    steps.window_is_gone(app, "Help")
    window_to_front("For a class")
    app.key("Escape", "Escape", "Escape")
    steps.window_is_gone(app, "For a class")


@test("a translation is opened, a word of it mended where it stands, and all of it exported")
def _():
    written, sent = HOME / "qsw.po", HOME / "sent.po"
    written.write_text(OWN_WORDS)
    window_to_front("Safibox")
    app.activate("preferences")
    scroll_and_mouse("Open a translation…", window_to_front("Preferences"))
    type_path("Open a translation", written)
    app.find("label", "1 text is used.", within=window_to_front("Preferences"))
    app.click("check box", "Translate mode")
    close("Preferences")
    window_to_front("Safibox")
    app.key("alt+1")
    steps.click_to_translate(app, app.find("label", "No mailbox yet"))
    app.set_text("Translation", "Qmailbox")
    app.click("push button", re.compile("Save$"), within=steps.find_window(app, "Translate"))
    steps.window_is_gone(app, "Translate")
    app.find("label", "Qmailbox")
    app.activate("preferences")
    scroll_and_mouse("Export the window’s words…", window_to_front("Preferences"))
    assert b'msgstr "Qmailbox"' in type_path("Export words", sent)
    close("Preferences")


@test("it ends in good order")
def _():
    steps.end(app)


@test("on a day with a card its poster is saved, and a round about it begins")
def _():
    global app
    if CLOCK is None:
        raise Skip("faketime is not installed")
    steps.set_setting("language", "en")
    app = start(DAY_TRACE, LD_PRELOAD=str(CLOCK), FAKETIME=f"@{DAY} 09:00:00", FAKETIME_DONT_FAKE_MONOTONIC="1")
    window_to_front("Safibox")
    open_learn()
    today = app.find("list", "Today")
    app.find("label", CARD, within=today)
    app.mouse(app.find("push button", "Print a poster…", within=today))
    app.click("push button", "Save as PDF…", within=window_to_front("Sheets for a class"))
    assert type_path("Save the sheets", HOME / "poster.pdf").startswith(b"%PDF")
    steps.close_toast(app, "The sheets are saved.")
    close("Sheets for a class")
    app.click("push button", "Practise", within=app.find("list", "Today"))
    app.find("label", f"Message 1 of {ROUND}")
    steps.end(app)


@test("in all of this there was no connection, and no name was looked up")
def _():
    for trace in (TRACE, DAY_TRACE) if CLOCK is not None else (TRACE,):
        calls = trace.read_text(errors="replace")
        assert "connect(" in calls and "AF_UNIX" in calls, calls[:1000]  # it was watched
        reached = alone.attempts(calls)
        assert not reached, reached


try:
    run()
finally:
    app.quit()
