#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The days on which Learn opens with a card: under a clock that the test sets they come, are put away, and come again a year later; a
day of a pack stands beside."""

import pathlib
import re
import shutil
import subprocess
import sys
import unicodedata

import steps
from steps import gui
from tap import Skip, run, test

LIBRARY = next(pathlib.Path("/").glob("usr/lib/*/faketime/libfaketimeMT.so.1"), None)
if LIBRARY is None:
    print("1..0 # SKIP faketime is not installed")
    sys.exit(0)
gui.enter_session(GEOMETRY="1024x768")
HOME = steps.SESSION / "home"
SAFER, TELECOM = "Safer Internet Day", "World Telecommunication and Information Society Day"
SPAM, OCTOBER = "A day against spam", "Cybersecurity Awareness Month"
POSTER, SHEETS = "Print a poster…", "Sheets for a class"
PACK = "Our telephone day"  # on 17 May, of the example pack
PACK_TIP, WRITER = "A fee for the boat", "Lighthouse School, Zamora Bay"
ROUND = 6


class Learn:
    """The program on a day, "2027-05-17", with Learn open."""

    def __init__(self, day, *arguments):
        self.app = gui.App(*arguments, data=HOME / "data", LD_PRELOAD=str(LIBRARY), FAKETIME=f"@{day} 09:00:00",
                           FAKETIME_DONT_FAKE_MONOTONIC="1")

    def __enter__(self):
        self.app.__enter__()
        gui.wait(self._is_in_front, "the window to be in front")
        self.app.key("alt+3")
        self.app.find("list", "Practice")
        return self.app

    def _is_in_front(self):
        """The window that a screen reader is told of can come a moment after the program."""
        windows = self.app.windows()
        return windows and gui.is_active(self.app.window_of(windows[0]))

    def __exit__(self, kind, *_):
        if kind is None:
            steps.end(self.app)
        self.app.quit()


def cards(app):
    """The titles of what stands below Today."""
    return [row[0] for found in app.all("list", "Today") for row in app.rows(found)]


def play(app, topic):
    """A round that has begun, to its end, which says what it was about."""
    for place in range(1, ROUND + 1):
        app.find("label", f"Message {place} of {ROUND}")
        app.key("n")
        app.find("label", "Good that you checked.")
        app.key("Return")
    app.find("label", "The round is finished")
    app.find("label", topic)
    app.click("push button", "Enough for now")
    app.find("list", "Practice")


def read_pdf(path):
    if not shutil.which("pdftotext"):
        raise Skip("poppler-utils is not installed")
    text = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True).stdout
    return " ".join(unicodedata.normalize("NFKC", re.sub("[\u2066-\u2069]", "", text)).split())  # without ligatures


def save_poster(app):
    """The poster of the day, by the mouse. Returns: its path."""
    app.mouse(app.find("push button", POSTER, within=app.find("list", "Today")))
    steps.find_window(app, SHEETS)
    target = HOME / "poster.pdf"
    target.unlink(missing_ok=True)
    steps.save_pdf(app, SHEETS, "Save the sheets", target)
    app.find("label", "The sheets are saved.")
    gui.wait(lambda: gui.is_active(app.window_of(steps.find_window(app, SHEETS))), "the sheets to be in front")
    app.key("Escape")
    steps.window_is_gone(app, SHEETS)
    return target


def put_away(app, title):
    app.click("push button", f"Put away: {title}")
    gui.wait(lambda: title not in cards(app), f"{title!r} to go")


def install_pack():
    target = steps.SESSION / "share/safibox/packs/school.safibox-pack"
    target.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run([str(gui.BUILD / "src/cli/safibox-cli"), "pack", "build", str(gui.ROOT / "docs/example-pack"), str(target)], check=True)
    return target


steps.set_setting("first-run-done", "true")


@test("on most days Learn begins with practice")
def _():
    for day in ("2027-05-16", "2027-02-02"):
        with Learn(day) as app:
            assert cards(app) == [] and not app.all("label", "Today"), (day, app.labels())


@test("each day has its card, which fits a narrow window and says what it is about")
def _():
    for day, title, words in (("2027-02-09", SAFER, "schools in many countries"), ("2027-06-28", SPAM, "in 2005 a meeting in Geneva"),
                              ("2027-10-31", OCTOBER, "In October many countries")):
        with Learn(day) as app:
            assert cards(app) == [title], (day, cards(app))
            assert any(words in line for line in app.labels()), app.labels()
            assert app.min_width() <= 360, app.min_width()


@test("its button begins a round about it, and then the card is gone until the next year")
def _():
    with Learn("2027-05-17") as app:
        told = app.labels()[app.labels().index("Today"):]  # what stands before is Home, which was left
        assert told.index("Today") < told.index(TELECOM) < told.index("Practice"), told
        app.click("push button", "Practise", within=app.find("list", "Today"))
        play(app, "Phone and chat")
        assert cards(app) == [], cards(app)
    with Learn("2027-05-17") as app:
        assert cards(app) == [], cards(app)
    with Learn("2028-05-17") as app:
        assert cards(app) == [TELECOM], cards(app)


@test("another makes a poster of a tip that goes with it, on one page, and the card stays")
def _():
    for day, tip in (("2029-02-06", "It asks you to keep a secret"), ("2029-06-28", "An advert you did not ask for"),
                     ("2029-05-17", "Codes and PINs are only for you")):
        with Learn(day) as app:
            poster = save_poster(app)
            octets = poster.read_bytes()
            assert octets.startswith(b"%PDF") and re.search(rb"/Type /Pages\s+/Kids \[[^\]]*\]\s+/Count 1\b", octets), octets[:2000]
            assert len(cards(app)) == 1, cards(app)
            assert tip in read_pdf(poster), read_pdf(poster)


@test("what is put away in October stays away to its end, and comes again in the next")
def _():
    with Learn("2027-10-01") as app:
        put_away(app, OCTOBER)
        assert not app.all("label", "Today")
    for day in ("2027-10-02", "2027-10-31", "2027-11-01"):
        with Learn(day) as app:
            assert cards(app) == [], (day, cards(app))
    with Learn("2028-10-01") as app:
        assert cards(app) == [OCTOBER], cards(app)


@test("a pack's day stands before ours, and each is put away alone")
def _():
    pack = install_pack()
    with Learn("2029-05-17") as app:
        assert cards(app) == [PACK, TELECOM], cards(app)
        put_away(app, PACK)
        assert cards(app) == [TELECOM], cards(app)
    with Learn("2029-05-17") as app:
        assert cards(app) == [TELECOM], cards(app)
        put_away(app, TELECOM)
    kept = re.search(r"^days-put-away=(.*)$", steps.read_settings(), re.M).group(1)
    assert kept == "['zamora-school-week/2029-05-17', 'telecommunication.2029']", kept
    with Learn("2029-05-17") as app:
        assert cards(app) == [], cards(app)
    pack.unlink()


@test("a pack's day makes a poster of the pack's own tip, which says who wrote it, and begins a round")
def _():
    pack = install_pack()
    with Learn("2030-05-17") as app:
        put_away(app, TELECOM)
        assert app.min_width() <= 360, app.min_width()
        words = read_pdf(save_poster(app))
        assert PACK_TIP in words and f"Written by {WRITER}, printed with Safibox" in words and "CC0" not in words, words
        app.click("push button", "Practise", within=app.find("list", "Today"))
        play(app, "All kinds")
        assert cards(app) == [], cards(app)
    pack.unlink()


@test("a class of children practises what is meant for them, and nothing is remembered of it")
def _():
    kept = steps.read_settings()
    app = gui.App("--classroom", LD_PRELOAD=str(LIBRARY), FAKETIME="@2030-05-17 09:00:00", FAKETIME_DONT_FAKE_MONOTONIC="1").__enter__()
    app.mouse(app.find("label", "Under 13"))
    assert save_poster(app).read_bytes().startswith(b"%PDF")
    app.click("push button", "Practise", within=app.find("list", "Today"))
    play(app, "School")
    steps.end(app)
    assert steps.read_settings() == kept


run()
