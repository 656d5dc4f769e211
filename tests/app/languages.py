#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of languages says what each is worth; a translation from a .po file is spoken at once, and can be taken away."""

import re
import subprocess

import steps
from steps import gui
import inspection
import spoken
from tap import Skip, run, test

gui.enter_session(GEOMETRY="400x700", GTK_INI="gtk-decoration-layout=:close")  # as GNOME has it
FOLDER = steps.SESSION / "locale"
PO = gui.ROOT / "po"
LONG_WORDS = ("es", "fr", "id", "vi")  # of those that are here: the longest names in the bar and above the list
NO_LETTER = "\U0010fffd"  # for private use: no font of the system draws it
GAPS = 40  # texts that the French window lacks


def compile_po(source, language, domain):
    path = FOLDER / language / "LC_MESSAGES" / f"{domain}.mo"
    path.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["msgfmt", "-o", str(path), "-"], input=source.encode(), check=True)


def review(source):
    return source.replace('"Plural-Forms:', '"X-Safibox-Reviewer: Aline\\n"\n"Plural-Forms:', 1)


def take_out(source, number):
    """A catalogue without its last texts."""
    return "\n\n".join(entry for entry in source.split("\n\n") if "#~" not in entry).rsplit("\n\n", number)[0] + "\n"


for domain, folder in (("safibox", PO), ("safibox-tips", PO / "tips")):
    compile_po((folder / "sw.po").read_text(), "sw", domain)
    french = review((folder / "fr.po").read_text())
    compile_po(take_out(french, GAPS) if domain == "safibox" else french, "fr", domain)
OWN = steps.SESSION / "home" / "qsw.po"  # a language that no computer has
HEAD = """msgid ""
msgstr ""
"Language: qsw\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=n != 1;\\n"
"""
UNUSED = "Your own translation could not be used. Safibox says what it brings."
app = gui.App(SAFIBOX_LOCALE_DIR=str(FOLDER), LANGUAGE="en").__enter__()


def open_preferences():
    app.click("push button", "Skip")
    app.activate("preferences")
    steps.find_window(app, "Preferences")
    app.scroll_to(app.find("combo box", "Language"))


def shoot(name):
    if "SAFI_KEEP_SHOTS" in gui.os.environ:
        app.shoot(f"{gui.os.environ['SAFI_KEEP_SHOTS']}/{name}.png")


def write_po(*pairs):
    texts = [f'msgid "{source}"\nmsgstr "{translation}"\n' for source, translation in pairs]
    OWN.write_text("\n".join([HEAD, *texts]))


def click_row(title):
    row = app.find("label", title)
    app.scroll_to(row)
    app.mouse(row)


def is_in_list(node):
    """Whether the focus is on an entry of an open list: those have no name."""
    return node.get_role_name() == "list item" and not gui.name_of(node) and "focused" in node.get_states()


def choose_in_open_list(name, title, key="Down"):
    """Goes through an open list, key by key, to the entry with a label, and chooses it: a window with that title comes. An
    entry that comes to lie below the pointer is chosen in place of that with the focus."""
    def is_there():
        entry = gui.wait(lambda: next((node for node in app.walk() if is_in_list(node)), None), "the list to have the focus")
        if name in app.labels(entry) and "selected" in entry.get_states():
            return True
        app.key(key)
        return False
    gui.wait(is_there, f"{name!r} in the open list")
    app.key("Return")
    steps.find_window(app, title)


def choose_file(title, path):
    steps.name_file(app, title, path)
    steps.window_is_gone(app, title)


def look_at_letters(window):
    """Goes through the pages that teach."""
    def look():
        assert inspection.find_without_letters(window) == [], (window.language.code, inspection.find_without_letters(window))
    window.find("label", "No mailbox yet")
    look()
    window.key("alt+3")
    window.find("list", "Practice")
    look()
    for action, title in (("help-now", "Help now"), ("preferences", "Preferences"), ("check-text", "Check a text")):
        window.activate(action)
        steps.find_window(window, window.language.say(title))
        look()
        window.key("Escape")
        steps.window_is_gone(window, window.language.say(title))
    window.key("alt+1")
    window.click("push button", window.language.find("Show me"))
    steps.find_window(window, window.language.say("A tip"))
    look()


@test("English needs no translation, a draft and what nobody finished say so")
def _():
    open_preferences()
    app.mouse(app.find("combo box", "Language"))
    app.find("label", re.compile(r"^Draft: window \d+ %, tips \d+ %$"))
    shoot("languages")
    states = [label for label in app.labels() if re.search("(indow|tips) [0-9]+ %", label)]
    assert len(states) == 2, states
    french = re.match(r"Window (\d+) %, tips (\d+) %$", states[0])
    assert french and 85 <= int(french[1]) < 100 and int(french[2]) >= 95, states
    assert re.match(r"Draft: window (9\d|100) %, tips (9\d|100) %$", states[1]), states


@test("what was chosen speaks at once, and its row says what it is worth")
def _():
    choose_in_open_list("Kiswahili", "Mapendeleo")
    app.find("label", re.compile(r"(9\d|100) %.*(9\d|100) %"))


@test("English is spoken again")
def _():
    app.scroll_to(app.find("combo box", "Lugha"))
    app.mouse(app.find("combo box", "Lugha"))
    choose_in_open_list("English", "Preferences", "Home")


@test("a file that is no translation is named with the line, and nothing changes")
def _():
    OWN.write_text(HEAD + "nothing\n")
    click_row("Open a translation…")
    choose_file("Open a translation", OWN)
    app.find("label", "This is not a .po file, or something is missing in it. (Line 6)")
    shoot("languages-fault")


@test("a translation into a language that the computer does not have is spoken at once")
def _():
    write_po(("Preferences", "Qpreferences"), ("Language", "Qlanguage"), ("Open a translation…", "Qopen"),
             ("%s (Line %u)", "%u %s"), ("Remove my translation…", "Qremove"))
    click_row("Open a translation…")
    choose_file("Open a translation", OWN)
    steps.find_window(app, "Qpreferences")
    app.find("label", "4 texts are used, 1 left out.")
    shoot("languages-opened")
    kept = app.data / "translations/safibox.qsw.po"
    assert kept.stat().st_mode & 0o777 == 0o600
    assert "%u %s" not in kept.read_text()


@test("what is opened once more is spoken in place of what was there")
def _():
    write_po(("Open a translation…", "Qagain"))
    click_row("Qopen")
    choose_file("Open a translation", OWN)
    app.find("label", "Qagain")
    app.find("label", "Qlanguage")


@test("one that can no longer be read is told, and nothing is written over it")
def _():
    global app
    assert app.complaints() == [], app.complaints()
    assert app.quit() == 0
    kept = app.data / "translations/safibox.qsw.po"
    before = kept.read_text()
    broken = before + "broken\n"
    kept.write_text(broken)
    app = gui.App(data=app.data, SAFIBOX_LOCALE_DIR=str(FOLDER), LANGUAGE="en").__enter__()
    app.find("label", UNUSED)
    app.activate("preferences")
    app.scroll_to(app.find("label", UNUSED, within=steps.find_window(app, "Preferences")))
    shoot("languages-lost")
    click_row("Open a translation…")
    choose_file("Open a translation", OWN)
    app.find("label", re.compile("^What you translated before can no longer be read"))
    assert kept.read_text() == broken
    kept.write_text(before)


@test("it is there at the next start, and goes when it is taken away")
def _():
    global app
    assert app.complaints() == [], app.complaints()
    assert app.quit() == 0
    app = gui.App(data=app.data, SAFIBOX_LOCALE_DIR=str(FOLDER), LANGUAGE="en").__enter__()
    app.activate("preferences")
    steps.find_window(app, "Qpreferences")
    click_row("Qremove")
    app.click("push button", re.compile("Remove$"))
    steps.find_window(app, "Preferences")
    app.find("combo box", "Language")
    assert not (app.data / "translations/safibox.qsw.po").exists()


@test("a file that is named at the start is spoken, too")
def _():
    global app
    assert app.quit() == 0
    write_po(("Home", "Qhome"))
    app = gui.App("--translation", str(OWN), data=app.data, SAFIBOX_LOCALE_DIR=str(FOLDER), LANGUAGE="en").__enter__()
    app.find("page tab", "Qhome")


@test("a letter that no font has is seen")
def _():
    global app
    assert app.quit() == 0
    write_po(("Home", f"Q{NO_LETTER}home"))
    app = gui.App("--translation", str(OWN), data=app.data, SAFIBOX_LOCALE_DIR=str(FOLDER), LANGUAGE="en").__enter__()
    app.find("page tab", f"Q{NO_LETTER}home")
    told = [f"a letter that no font has: {f'Q{NO_LETTER}home'!r}"]
    gui.wait(lambda: inspection.find_without_letters(app) == told, "the letter to be told")


@test("nothing was complained about")
def _():
    assert app.complaints() == [], app.complaints()
    assert app.quit() == 0


@test("a sentence over a list stays within a narrow window, also in Arabic")
def _():
    if not (spoken.INSTALLED / "ar").exists():
        raise Skip("catalogues are not installed")
    steps.forget_settings()
    steps.set_setting("first-run-done", "true")
    with spoken.App(spoken.Real("ar"), data=steps.SESSION / "home/arabic") as arabic:
        arabic.find("label", "No mailbox yet")
        arabic.key("alt+3")
        arabic.find("list", "Practice")
        arabic.scroll_to(arabic.find("push button", "For a class…"))
        arabic.click("push button", "For a class…")
        sentence = arabic.find("label", "The class answers by show of hands, and you type how many. No names; nothing is kept.")
        below = arabic.find("list", "How old are they?")
        gui.wait(lambda: 0 < sentence.get_box().width <= below.get_box().width, "the sentence to be no wider than the list")
        steps.end(arabic)


@test("what is offered first stays within its rows in Arabic")
def _():
    if not (spoken.INSTALLED / "ar").exists():
        raise Skip("catalogues are not installed")
    steps.forget_settings()
    with spoken.App(spoken.Real("ar"), data=steps.SESSION / "home/first") as arabic:
        arabic.click("push button", "Next")
        said = arabic.find("label", "A made-up mailbox to try everything. Nothing in it is real.")
        beside = arabic.find("label", "Safibox looks for junk in it. You decide when it may move anything.")
        if "SAFI_KEEP_SHOTS" in gui.os.environ:
            arabic.shoot(f"{gui.os.environ['SAFI_KEEP_SHOTS']}/doors.png")
        gui.wait(lambda: 0 < said.get_box().width <= beside.get_box().width, "the texts of both rows to be as wide")
        steps.end(arabic)


@test("long words do not widen the narrowest window")
def _():
    for language in LONG_WORDS:
        if not (spoken.INSTALLED / language).exists():
            raise Skip("catalogues are not installed")
        steps.forget_settings()
        with spoken.App(spoken.Real(language), "--practice", data=steps.SESSION / "home" / language) as window:
            gui.wait(lambda: window.all("list item"), "Home")
            window.key("alt+2")
            steps.wait_for_rows(window, lambda row: row, "messages")
            gui.wait(lambda: window.min_width() <= 360, f"a window in {language} of at most 360 pixels, not {window.min_width()}")
            window.key("alt+3")
            gui.wait(lambda: window.min_width() <= 360, f"Learn in {language} of at most 360 pixels")
            steps.end(window)


@test("in every language there is a font for each letter of Home, Learn, a tip, Help now and Preferences")
def _():
    for language in re.findall(r"^\w+$", (PO / "LINGUAS").read_text(), re.M):
        if not (spoken.INSTALLED / language).exists():
            raise Skip("catalogues are not installed")
        steps.forget_settings()
        steps.set_setting("first-run-done", "true")
        with spoken.App(spoken.Real(language), data=steps.SESSION / "home" / f"letters-{language}") as window:
            look_at_letters(window)
            steps.end(window)


try:
    run()
finally:
    app.quit()
