# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks at a page of the window in the made-up language: what is not translated, cut off, too wide, or has no name."""

import itertools
import json
import os
import re

import gui

WIDTH = 360  # pixels: the narrowest window
CONTROLS = ("push button", "toggle button", "check box", "combo box", "text", "entry", "page tab", "slider")
# Parts that GTK and libadwaita make themselves: the button inside a drop-down, "close" of a toast, the eye of a password.
BELOW_TOOLKIT = ("combo box",)
TOOLKIT = re.compile(r"^Adw(AboutWindow|ToastWidget|EntryRow|PasswordEntryRow|ComboRow|ExpanderRow)$|^Gtk(SearchEntry|MenuButton)$")
TOOLKIT_WINDOWS = ("About",)
# Words in no language: addresses, domains, brands and standards, units, names of days and months.
WORDLESS = re.compile(
    r"\b\S+@\S+|h(tt|xx)ps?://\S+|(^|\[)/\S+|\b[\w-]+(\[?\.\]?[\w-]+)+\b|\bSafibox\b|\b[kM]B\b|\bbytes\b|\b[AP]M\b|"
    r"\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b|"
    r"\b(January|February|March|April|May|June|July|August|September|October|November|December)\b|"
    r"\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b")
ALONE = re.compile(r"(?<!\w)\w-\n|\n%")  # "e-mail" and "100 %" where a line ends within them
WORD = re.compile(r"[A-Za-z]{2,}")
PLACE = re.compile(r"\{\d+\}|%[sdu]")  # for a value that was never put in
NUMBERS = itertools.count(1)


def report(app):
    """What the newest window shows, as src/app/safi-page-report.h has it."""
    path = gui.pathlib.Path(os.environ["SAFI_GUI_SESSION"]) / f"report-{next(NUMBERS)}"
    app.activate("report-pages", f"<'{path}'>")
    gui.wait(path.exists, "a report of the pages")
    return json.loads(path.read_text())[0]


def _is_of_toolkit(node):
    if node.get_description() == "Show Text":
        return True
    parent = node.get_parent()
    while parent is not None:
        if parent.get_role_name() in BELOW_TOOLKIT or TOOLKIT.match(parent.get_name() or ""):
            return True
        parent = parent.get_parent()
    return False


def _is_foreign(text, content):
    """Whether words of no catalogue stand there."""
    return bool(WORD.search(WORDLESS.sub(" ", content.sub(" ", text))))


def _find_unnamed(app, content):
    window = app.windows()[-1]
    if gui.plain(window) in TOOLKIT_WINDOWS:
        return
    for node in app.all(CONTROLS, within=window):
        name = gui.plain(node)
        if node.get_role_name() not in CONTROLS or _is_of_toolkit(node):
            continue
        if not name.strip():
            yield f"without a name: {node.get_role_name()} {node.get_description()!r} in {node.get_parent().get_name()!r}"
        elif _is_foreign(name, content):
            yield f"name not translated: {node.get_role_name()} {name!r}"


def _find_without_letters(shown):
    for text in shown["without-letters"]:
        yield f"a letter that no font has: {text!r}"


def find_without_letters(app):
    """The same for the newest window alone: no page of any language has such."""
    return list(_find_without_letters(report(app)))


def _find_faults(app, content, places, may_be_cut):
    shown = report(app)
    yield from _find_without_letters(shown)
    if shown["minimum"] > WIDTH:
        yield f"{shown['minimum']} pixels wide: {shown['widest']}"
    for text in shown["texts"]:
        plain = gui.ISOLATES.sub("", text["text"])
        if text.get("hyphen"):
            yield f"a hyphen that is not there: {text['lines']!r} at {text['path']}"
        if ALONE.search("\n".join(text.get("lines", []))):
            yield f"broken within a word: {text['lines']!r} at {text['path']}"
        if places.search(text["path"]):
            continue
        if _is_foreign(plain, content):
            yield f"{text['kind']} not translated: {plain!r} at {text['path']}"
        if PLACE.search(plain):
            yield f"a place without a value: {plain!r} at {text['path']}"
        if text["cut"] and not may_be_cut.search(text["path"]):
            yield f"cut off: {plain!r} at {text['path']}"
    yield from _find_unnamed(app, content)


def find_label(app, words):
    """What the report says of the label with these words."""
    def look():
        return next((text for text in report(app)["texts"]
                     if text["kind"] == "label" and gui.ISOLATES.sub("", text["text"]) == words), None)
    return gui.wait(look, f"a label with {words!r}")


def list_texts(app):
    """What the newest window shows, each text once: a translator finds a page by its words."""
    return list(dict.fromkeys(gui.ISOLATES.sub("", text["text"]) for text in report(app)["texts"]))


def inspect(app, content, places, may_be_cut):
    """What is wrong with the newest window, when it has come to rest; one sentence each. Not asked about are words that
    match @content, and what stands at @places; names from outside at @may_be_cut may end in dots."""
    faults = []

    def is_well():
        faults[:] = _find_faults(app, content, places, may_be_cut)
        return not faults
    try:
        gui.wait(is_well, "a page without faults", float(os.environ.get("SAFI_WALK_PATIENCE", gui.TIMEOUT)))
    except AssertionError:
        pass
    return faults
