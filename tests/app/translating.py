#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who speaks a language mends its words where they stand, and hands on a file that others can open."""

import re
import subprocess

import steps
from steps import gui
import pseudo
from tap import run, test

gui.enter_session(GEOMETRY="400x700")
FOLDER = steps.SESSION / "locale"
PO = gui.ROOT / "po"
WRITTEN, TIPS_WRITTEN = steps.SESSION / "home" / "sent.po", steps.SESSION / "home" / "sent-tips.po"
AFTER = "Sanduku la barua halipo"
TWIN, TWIN_NOTE = "It wants your PIN.", "What strikes the eye in it; a sign of a scam."  # of several practice messages
LEAVE = "Leave without saving?"
COUNTED = "%u message waits for your answer"
OF_TRANSLATING = re.compile("^#: .*safi-(words-)?(translat|language-group)", re.M)


def read_po(path):
    """A catalogue that leaves the words of translating itself in English, so that they are found here."""
    return "\n\n".join(entry for entry in path.read_text().split("\n\n") if not OF_TRANSLATING.search(entry))


for domain, folder in (("safibox", PO), ("safibox-tips", PO / "tips")):
    path = FOLDER / "sw" / "LC_MESSAGES" / f"{domain}.mo"
    path.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["msgfmt", "-o", str(path), "-"], input=read_po(folder / "sw.po").encode(), check=True)


def read_sw(domain):
    return pseudo.read_catalogue((FOLDER / "sw/LC_MESSAGES" / f"{domain}.mo").read_bytes())


SAID, TIPS = read_sw("safibox"), read_sw("safibox-tips")
BEFORE = SAID["No mailbox yet"]
TITLE, SENTENCE, SIGN, EXAMPLE = (f"mobile-money\x04{text}" for text in (
    "Money “sent by mistake”", "Look at your balance before you send anything back.",
    "The message comes from a private number.",
    "Hello, I sent you school fees by mistake, please send them back now, my child is waiting."))
NEW_TIP = {SENTENCE: "Angalia salio kabla ya kurudisha \"kitu\".", SIGN: "Namba hii ni ya mtu binafsi.",
           EXAMPLE: "Habari, nimekutumia ada kwa bahati mbaya."}


def list_rows_of(sheet, english):
    """Those of the list that show a text with that English."""
    return [row for row in app.all("list item", within=sheet) if english in app.labels(row)]


def start(**options):
    return gui.App(SAFIBOX_LOCALE_DIR=str(FOLDER), **options).__enter__()


def shoot(name):
    if "SAFI_KEEP_SHOTS" in gui.os.environ:
        app.shoot(f"{gui.os.environ['SAFI_KEEP_SHOTS']}/{name}.png")


def answer_leave(answer):
    """Presses a button of the question, and waits for it to be gone."""
    question = steps.find_window(app, LEAVE)
    app.click("push button", re.compile(f"{answer}$"), within=question)
    steps.window_is_gone(app, LEAVE)


def find_in_preferences(role, name):
    app.activate("preferences")
    return app.find(role, name)


def choose_row(name):
    row = find_in_preferences("label", name)
    app.scroll_to(row)
    app.mouse(row)


def close_preferences():
    app.key("Escape")
    steps.window_is_gone(app, SAID["Preferences"])


def name_file(title, path):
    steps.name_file(app, title, path)
    steps.window_is_gone(app, title)


def export(row, path):
    """A file of words, from Preferences, which stay open; msgfmt takes it."""
    choose_row(row)
    name_file("Export words", path)
    gui.wait(path.exists, "the file")
    app.find("label", "Saved.")
    subprocess.run(["msgfmt", "-c", "-o", str(path.with_suffix(".mo")), str(path)], check=True)


def show_tip():
    app.click("push button", re.compile(f"^{SAID['Show me']}"))
    steps.find_window(app, SAID["A tip"])


def close_tip():
    app.key("Escape")
    steps.window_is_gone(app, SAID["A tip"])


steps.set_setting("language", "sw")
steps.set_setting("first-run-done", "true")
app = start(LANGUAGE="en")


@test("a click with keys held acts as ever until the mode is on")
def _():
    row = app.find("label", BEFORE)
    steps.click_to_translate(app, row)
    switch = find_in_preferences("check box", "Translate mode")
    app.scroll_to(switch)
    assert "Translate" not in [node.get_name() for node in app.windows()]
    shoot("translating-preferences")
    app.mouse(switch)
    gui.wait(lambda: "checked" in switch.get_states(), "the mode to be on")
    app.key("Escape")


@test("a label is clicked, translated, and says so at once")
def _():
    steps.click_to_translate(app, app.find("label", BEFORE))
    app.find("label", "No mailbox yet")
    shoot("translating-sheet")
    app.set_text("Translation", AFTER)
    app.click("push button", re.compile("Save$"))
    steps.window_is_gone(app, "Translate")
    app.find("label", AFTER)


@test("what was typed is given up only by who says so, and what was not changed asks nothing")
def _():
    steps.click_to_translate(app, app.find("label", AFTER))
    steps.find_window(app, "Translate")
    app.find(gui.TEXT_ROLES, "Translation")
    app.key("Escape")
    steps.window_is_gone(app, "Translate")
    steps.click_to_translate(app, app.find("label", AFTER))
    app.set_text("Translation", "Sanduku")
    app.key("Escape")
    steps.find_window(app, LEAVE)
    shoot("translating-leave")
    answer_leave("Go on writing")
    assert app.find(gui.TEXT_ROLES, "Translation").get_text() == "Sanduku"
    app.click("push button", "Back to the list")
    answer_leave("Leave")
    app.mouse(app.find("label", AFTER, within=steps.find_window(app, "Translate")))
    gui.wait(lambda: app.find(gui.TEXT_ROLES, "Translation").get_text() == AFTER, "what was saved")
    app.set_text("Translation", "Sanduku")
    app.key("Escape")
    answer_leave("Leave")
    steps.window_is_gone(app, "Translate")
    app.find("label", AFTER)


@test("a text with a character that cannot be kept is not saved, and stays")
def _():
    steps.click_to_translate(app, app.find("label", AFTER))
    app.set_text("Translation", "San\x07duku")
    app.click("push button", re.compile("Save$"))
    app.find("label", "A character in this translation cannot be kept. Type it instead of pasting it.")
    app.set_text("Translation", AFTER)
    app.key("Escape")
    steps.window_is_gone(app, "Translate")


@test("texts with the same English say which is which, in one line for the eye and whole for the ear, and others say nothing")
def _():
    contexts = {source.split("\x04")[0] for source in TIPS if source.endswith(f"\x04{TWIN}")}
    app.key("ctrl+shift+t")
    sheet = steps.find_window(app, "Translate")
    app.set_text("Search all texts", TWIN)
    gui.wait(lambda: len(list_rows_of(sheet, TWIN)) == len(contexts) > 1, f"{len(contexts)} rows")
    rows = list_rows_of(sheet, TWIN)
    assert {row.get_description() for row in rows} == {f"Context: {context} · {TWIN_NOTE}" for context in contexts}
    assert len({row.get_box().height for row in rows}) == 1, [row.get_box().height for row in rows]
    shoot("translating-twins")
    app.set_text("Search all texts", "No mailbox yet")
    alone = gui.wait(lambda: list_rows_of(sheet, "No mailbox yet"), "the row of a text without a twin")
    assert [row.get_description() for row in alone] == [""]
    app.key("Escape")  # from the field: it closes the window, too
    steps.window_is_gone(app, "Translate")


@test("what lost a place for a number cannot be saved, and each form of a plural has a field")
def _():
    app.key("ctrl+shift+t")
    steps.find_window(app, "Translate")
    shoot("translating-list")
    app.set_text("Search all texts", "waits for your answer")
    row = app.find("label", COUNTED)
    app.mouse(row)
    one = app.find(gui.TEXT_ROLES, "Translation for 1")
    many = app.find(gui.TEXT_ROLES, "Translation for 0, 2, 3, 4, 5, …")
    shoot("translating-plural")
    save = app.find("push button", re.compile("Save$"))
    many.set_text("%s")
    app.find("label", re.compile("^Keep the places"))
    gui.wait(lambda: "sensitive" not in save.get_states(), "the button to be shut")
    one.set_text("Ujumbe mmoja")
    many.set_text("Jumbe %u")
    gui.wait(lambda: "sensitive" in save.get_states(), "the button to be open")
    app.click("push button", re.compile("Save$"))
    steps.window_is_gone(app, "Translate")


@test("a tip is translated where it stands: its sentence, a sign, a line of its example")
def _():
    app.click("push button", SAID["Another tip"])
    app.find("label", TIPS[TITLE])
    show_tip()
    for part, after in NEW_TIP.items():
        label = app.find("label", TIPS[part], within=steps.find_window(app, SAID["A tip"]))
        app.scroll_to(label)
        steps.click_to_translate(app, label)
        english = app.find("label", part.split("\x04")[1], within=steps.find_window(app, "Translate"))
        if part == SIGN:  # another text is said in the same words: which of both is meant is asked
            app.mouse(english)
        shoot("translating-tip")
        app.set_text("Translation", after)
        app.click("push button", re.compile("Save$"))
        steps.window_is_gone(app, "Translate")
        app.find("label", after, within=steps.find_window(app, SAID["A tip"]))
    close_tip()
    app.find("label", NEW_TIP[SENTENCE])  # below its title on Home


@test("a tip that is opened again has the new words, also for who hears it")
def _():
    show_tip()
    told = app.labels(steps.find_window(app, SAID["A tip"]))
    assert set(NEW_TIP.values()) <= set(told), told
    assert any(gui.plain(node).endswith(NEW_TIP[EXAMPLE]) for node in app.each(None, re.compile(f"^{SAID['Scam']}: "))), told
    close_tip()


@test("the tips are exported whole: the new words, and all others as they were")
def _():
    export("Export the tips’ words…", TIPS_WRITTEN)
    octets = TIPS_WRITTEN.with_suffix(".mo").read_bytes()
    assert {source: text for source, text in pseudo.read_catalogue(octets).items() if source} == \
        {source: text for source, text in {**TIPS, **NEW_TIP}.items() if source}
    assert "\n#. The one thing to do, in one short sentence.\n" in TIPS_WRITTEN.read_text()
    close_preferences()


@test("what is exported is whole, and msgfmt takes it")
def _():
    export("Export the window’s words…", WRITTEN)
    written = WRITTEN.read_text()
    assert f'msgid "No mailbox yet"\nmsgstr "{AFTER}"' in written
    assert 'msgstr[1] "Jumbe %u"' in written
    assert written.count("\nmsgid ") > 1000 and "#. Translators:" in written


@test("while English is spoken nothing can be translated")
def _():
    app.activate("speak", "<'en'>")  # Preferences are still open
    steps.find_window(app, "Preferences")
    assert "Translate mode" not in app.labels()
    app.key("Escape")
    steps.window_is_gone(app, "Preferences")
    steps.click_to_translate(app, app.find("label", "No mailbox yet"))
    app.key("ctrl+shift+t")
    app.activate("preferences")
    steps.find_window(app, "Preferences")
    assert "Translate" not in [node.get_name() for node in app.windows()]
    app.key("Escape")
    steps.window_is_gone(app, "Preferences")
    app.activate("speak", "<'sw'>")
    app.find("label", AFTER)


@test("it is there at the next start, and who gets the file sees it, too")
def _():
    global app
    assert app.complaints() == [], app.complaints()
    assert app.quit() == 0
    app = start(data=app.data, LANGUAGE="en")
    app.find("label", AFTER)
    assert app.quit() == 0
    steps.forget_settings()
    steps.set_setting("first-run-done", "true")
    app = gui.App("--translation", str(WRITTEN), SAFIBOX_LOCALE_DIR="/nonexistent", LANGUAGE="en").__enter__()
    app.find("label", AFTER)


@test("the file of the tips can be opened where nobody knows it, and the tip says its words")
def _():
    global app
    steps.end(app)
    steps.forget_settings()
    steps.set_setting("first-run-done", "true")
    app = start(LANGUAGE="en")
    choose_row("Open a translation…")
    name_file("Open a translation", TIPS_WRITTEN)
    app.find("label", re.compile("^[0-9,.]+ texts are used"))
    close_preferences()
    app.click("push button", SAID["Another tip"])
    app.find("label", NEW_TIP[SENTENCE])
    show_tip()
    told = app.labels(steps.find_window(app, SAID["A tip"]))
    assert {TIPS[TITLE], *NEW_TIP.values()} <= set(told), told
    close_tip()


@test("nothing was complained about")
def _():
    assert app.complaints() == [], app.complaints()
    assert app.quit() == 0


try:
    run()
finally:
    app.quit()
