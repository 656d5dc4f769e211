#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Classroom mode from its start to its end: a lesson at the teacher's screen, a certificate as PDF, and then nothing is left: no
file, no connection. Then the ways by which an administrator makes it the only one."""

import re
import shutil
import subprocess
from xml.etree import ElementTree

import steps
from steps import gui
from tap import run, test

gui.enter_session(GEOMETRY="1280x900")
ROUND = 6
HOME = steps.SESSION / "home"
TRACE = steps.SESSION / "trace"
SCAM_TEXT = "You won 5,000 airtime. Send your PIN within 1 hour."
# What belongs to the toolkit and the session, not to the program: caches of fonts and shaders.
CACHES = re.compile(r"^\.cache/(fontconfig|mesa_shader_cache|openbox)")
HANDS = {"scam": (21, 4), "real": (6, 19)}


def squeeze(text):
    return " ".join((text or "").split())


def read_items():
    items = {}
    for path in (gui.ROOT / "data/practice-items").glob("*.xml"):
        item = ElementTree.parse(path).getroot()
        items[squeeze(item.find("message/p").text)] = item
    return items


ITEMS = read_items()
CHILDREN_TIPS = [path for path in (gui.ROOT / "data/tips").glob("*.xml") if ElementTree.parse(path).getroot().get("age") == "child"]


def list_home():
    return {str(path.relative_to(HOME)) for path in HOME.rglob("*")
            if path.is_file() and not CACHES.match(str(path.relative_to(HOME)))}


def works(*command):
    return shutil.which(command[0]) and subprocess.run([*command, "true"], capture_output=True).returncode == 0


def make_wrapper():
    """A network of its own without anything in it, and a list of what it connects to; as far as this computer has them."""
    alone = ("unshare", "-cn") if works("unshare", "-cn") else ("unshare", "-n") if works("unshare", "-n") else ()
    traced = ("strace", "-D", "-f", "-qq", "-e", "trace=connect,sendto,bind", "-o", str(TRACE))
    return (*alone, *(traced if works(*alone, "strace", "-D", "-o", str(TRACE)) else ()))


WRAPPER = make_wrapper()
before = list_home()
app = gui.App("--classroom", wrapper=WRAPPER).__enter__()


def answer(place):
    """One message at the teacher's screen, by keys: hands for both answers, Enter, Enter."""
    app.find("label", f"Message {place} of {ROUND}")
    window = steps.find_window(app, "For a class")
    item = gui.wait(lambda: next((ITEMS[line] for line in app.labels(window) if line in ITEMS), None), "a practice message")
    assert item.get("age") == "child", item.get("id")
    hands = HANDS[item.get("truth")]
    app.key(*str(hands[0]), "Tab")
    app.type(str(hands[1]))
    app.key("Return")
    app.find("label", "Good that you checked.")
    kind = "a scam" if item.get("truth") == "scam" else "real"
    app.find("label", f"Yes, this is {kind}.")
    app.find("push button", "Go on")
    app.key("Return")


def close(title, *keys, within=None):
    within = within or app
    window = within.window_of(steps.find_window(within, title))
    gui.wait(lambda: gui.is_active(window), f"{title} to be in front")
    within.key(*(keys or ("Escape",)))
    steps.window_is_gone(within, title)


@test("it asks for the age first, and has no mailbox")
def _():
    for words in ("Under 13", "13 to 17", "Grown-ups", "Text size"):
        app.find("label", words)
    for words in ("Welcome to Safibox", "Home", "Messages", "No mailbox yet"):
        assert not app.all("label", words), words
    assert app.min_width() <= 360, app.min_width()


@test("children are shown nothing that is meant for older people")
def _():
    app.mouse(app.find("label", "Under 13"))
    topics = app.rows(app.find("list", "Practice"))
    assert [row[0] for row in topics] == ["School"], topics
    shown = sum(int(found.group(1)) for found in (re.search(r"^(\d+) tips?$", line) for line in app.labels()) if found)
    assert shown == len(CHILDREN_TIPS), (shown, len(CHILDREN_TIPS))


@test("nobody makes a pack where nothing stays")
def _():
    assert app.all("push button", "Add a pack…") and not app.all("push button", "Make a pack…")


@test("a class answers by show of hands, and has two scores")
def _():
    app.click("push button", "For a class…")
    window = steps.find_window(app, "For a class")
    assert app.min_width("For a class") <= 360
    app.mouse(app.find("label", "School", within=app.find("list", "What is it about?", within=window)))
    for place in range(1, ROUND + 1):
        answer(place)
    app.find("label", "The round is finished")
    app.find("label", "63 of 75, or 84 %. The goal is 80 %.")
    app.find("label", "57 of 75, or 76 %. The goal is 90 %.")


@test("the projector's view fills the screen with large text, and F11 ends it")
def _():
    window = steps.find_window(app, "For a class")
    title = app.find("label", "The round is finished", within=window)
    small = gui.extents(title).height
    app.key("F11")
    gui.wait(lambda: gui.extents(app.find("label", "The round is finished")).height >= 1.8 * small, "large text")
    gui.wait(lambda: gui.extents(steps.find_window(app, "For a class")).width >= 1200, "the whole screen")
    app.key("F11")
    gui.wait(lambda: gui.extents(app.find("label", "The round is finished")).height <= 1.2 * small, "small text")


@test("a certificate is saved as PDF with a name, both scores and the day")
def _():
    app.click("push button", "Certificate…")
    window = steps.find_window(app, "Certificate")
    app.set_text("Name", "Class 7B")
    app.click("push button", "Save as PDF…", within=window)
    target = HOME / "certificate.pdf"
    chooser = steps.find_window(app, "Save the certificate")
    name = next(node for node in app.walk(chooser) if node.get_role_name() in gui.TEXT_ROLES)
    assert name.get_editable_text_iface().set_text_contents(str(target))
    app.click("push button", re.compile("Save$"), within=chooser)
    steps.window_is_gone(app, "Save the certificate")
    app.find("label", "The certificate is saved.")
    assert target.read_bytes().startswith(b"%PDF-")
    if shutil.which("pdftotext"):
        text = subprocess.run(["pdftotext", "-layout", str(target), "-"], capture_output=True, text=True, check=True).stdout
        for words in ("Certificate", "Class 7B", "Scams caught: 63 of 75", "Real mail kept: 57 of 75", "Signature"):
            assert words in squeeze(text), (words, text)
        pages = subprocess.run(["pdfinfo", str(target)], capture_output=True, text=True, check=True).stdout
        assert re.search(r"^Pages: +1$", pages, re.M) and re.search(r"^Page size: +595 x 842 pts \(A4\)", pages, re.M), pages
    target.unlink()
    close("Certificate")
    close("For a class", "Escape", "Escape")


@test("a text is checked, and Help now opens, without an engine")
def _():
    app.key("ctrl+t")
    window = steps.find_window(app, "Check a text")
    app.set_text("Text to check", SCAM_TEXT)
    app.click("push button", "Check", within=window)
    app.find("text", "Text of the message")
    close("Check a text")
    app.key("shift+F1")
    app.find("label", "What happened?")
    app.key("Escape")
    app.is_gone("label", "What happened?")


@test("one pupil practises by keys")
def _():
    app.mouse(app.find("label", "School"))
    for place in range(1, ROUND + 1):
        app.find("label", f"Message {place} of {ROUND}")
        app.key("n")
        app.find("label", "Good that you checked.")
        app.key("Return")
    app.find("label", "The round is finished")
    app.click("push button", "Enough for now")
    app.find("label", "0 of 3, or 0 %. The goal is 80 %.")


@test("text size is chosen, and grown-ups have all topics")
def _():
    app.click("push button", "Choose another age")
    app.choose("Text size", 1)
    app.mouse(app.find("label", "Grown-ups"))
    topics = app.rows(app.find("list", "Practice"))
    assert len(topics) == 7, topics


@test("it ends in good order, and no file is left")
def _():
    assert app.complaints() == [], app.complaints()
    assert app.quit() == 0, app.log.read_text()
    assert list_home() == before, list_home() ^ before
    assert not app.data.exists()


@test("it connected to nothing but this computer's desktop")
def _():
    if "strace" not in WRAPPER:
        return
    calls = gui.wait(lambda: TRACE.read_text(errors="replace"), "the list of calls")
    assert "AF_UNIX" in calls, calls[:1000]
    assert not re.search(r"AF_INET|AF_PACKET", calls), [line for line in calls.splitlines() if "AF_INET" in line]


@test("nothing of it is known at the next start")
def _():
    with gui.App("--classroom") as again:
        again.find("combo box", "Text size")
        again.mouse(again.find("label", "Grown-ups"))
        again.find("label", re.compile("^After your first round you see here"))
        steps.end(again)


@test("an administrator's file makes it the only way, with a language and a text size")
def _():
    folder = steps.SESSION / "etc-xdg/safibox"
    folder.mkdir(parents=True)
    (folder / "safibox.ini").write_text("[safibox]\nclassroom=true\nlanguage=en\ncountry=KE\ntext-percent=150\n")
    with gui.App(XDG_CONFIG_DIRS=f"{folder.parent}:/etc/xdg") as school:
        school.find("label", "Under 13")
        school.find(None, "Very large")
        assert not school.data.exists()
        steps.end(school)


@test("the setting makes it the only way, and is left as it was")
def _():
    steps.set_setting("classroom", "true")
    kept = steps.read_settings()
    with gui.App() as school:
        school.choose("Text size", 2)
        school.mouse(school.find("label", "Under 13"))
        school.find("push button", "For a class…")
        assert not school.data.exists()
        steps.end(school)
    assert steps.read_settings() == kept
    steps.forget_settings()


@test("with a mailbox of one's own, Learn opens the teacher's screen, which asks for the age")
def _():
    with gui.App() as own:
        own.click("push button", "Skip")
        own.key("alt+3")
        own.click("push button", "For a class…")
        own.mouse(own.find("label", "13 to 17"))
        topics = own.rows(own.find("list", "What is it about?"))
        assert len(topics) > 1, topics
        close("For a class", "Escape", "Escape", within=own)
        steps.end(own)


try:
    run()
finally:
    app.quit()
