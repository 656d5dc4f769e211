#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Classroom mode from its start to its end: a lesson at the teacher's screen, a certificate as PDF, and then nothing is left: no
file, no connection. Then the ways by which an administrator makes it the only one, locks that broke, and packs."""

import datetime
import re
import shutil
import subprocess
import unicodedata
from xml.etree import ElementTree

import steps
import alone
from steps import gui
from tap import Skip, run, test

gui.enter_session(GEOMETRY="1280x900")
ROUND = 6
HOME = steps.SESSION / "home"
TRACE = steps.SESSION / "trace"
TEMPORARY = steps.SESSION / "tmp"
CERTIFICATE = HOME / "certificate.pdf"
SCAM_TEXT = "You won 5,000 airtime. Send your PIN within 1 hour."
# What belongs to the toolkit and the session, not to the program: caches of fonts and shaders.
CACHES = re.compile(r"^\.cache/(fontconfig|mesa_shader_cache|openbox)")
HANDS = {"scam": (21, 4), "real": (6, 19)}
SHEETS = "Sheets for a class"
PACK_NAME = "School week of Zamora Bay"
PACK_TIPS = 3


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
OLDER_TITLES = [squeeze(tip.findtext("title")) for tip in (ElementTree.parse(path).getroot()
                for path in (gui.ROOT / "data/tips").glob("*.xml")) if tip.get("age") != "child"]


def list_home():
    return {str(path.relative_to(HOME)) for path in HOME.rglob("*")
            if path.is_file() and not CACHES.match(str(path.relative_to(HOME)))}


UNSEEN = alone.why_not()  # why its calls cannot be looked at
WRAPPER = alone.find_network() + (() if UNSEEN else alone.watch(TRACE))
TEMPORARY.mkdir()
gui.os.environ["TMPDIR"] = str(TEMPORARY)
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


def melt(text):
    """Without ligatures, and without spaces, because a line of paper breaks where it will."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def read_pdf(path):
    """What stands on its pages, melted."""
    if not shutil.which("pdftotext"):
        raise Skip("poppler-utils is not installed")
    return melt(subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True).stdout)


def count_pages(octets):
    return int(re.search(rb"/Type /Pages\s+/Kids \[[^\]]*\]\s+/Count (\d+)", octets).group(1))


def is_focused(list_name, place, school=None):
    """Waits until a row of a list has the focus."""
    school = school or app

    def look():
        rows = [row for row in school.walk(school.find("list", list_name)) if row.get_role_name() == "list item"]
        return "focused" in rows[place].get_states()
    gui.wait(look, f"row {place} of {list_name} to have the focus")


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
    is_focused("How old are they?", 0)
    assert app.min_width() <= 360, app.min_width()


@test("children are shown nothing that is meant for older people")
def _():
    app.mouse(app.find("label", "Under 13"))
    topics = app.rows(app.find("list", "Practice"))
    assert [row[0] for row in topics] == ["School"], topics
    shown = sum(int(found.group(1)) for found in (re.search(r"^(\d+) tips?$", line) for line in app.labels()) if found)
    assert shown == len(CHILDREN_TIPS), (shown, len(CHILDREN_TIPS))
    is_focused("Practice", 0)


@test("the sheets for children have nothing of it either")
def _():
    posters, handout = HOME / "posters.pdf", HOME / "handout.pdf"
    app.click("push button", "Print for a class…")
    steps.save_pdf(app, SHEETS, "Save the sheets", posters)
    app.choose("Sheets", 2)
    app.find("combo box", "Topic")
    steps.save_pdf(app, SHEETS, "Save the sheets", handout)
    app.click("push button", "Close", within=steps.find_window(app, SHEETS))
    steps.window_is_gone(app, SHEETS)
    octets = posters.read_bytes()
    try:
        assert count_pages(octets) == len(CHILDREN_TIPS), count_pages(octets)
        text, messages = read_pdf(posters), read_pdf(handout)
    finally:
        posters.unlink()
        handout.unlink()
    assert not [title for title in OLDER_TITLES if melt(title) in text], text
    ages = [item.get("age") for line, item in ITEMS.items() if melt(line) in messages]
    assert ages == ["child"] * ROUND, (ages, messages)


@test("nobody makes a pack where nothing stays")
def _():
    assert app.all("push button", "Print for a class…")
    assert not app.all("push button", "Add a pack…") and not app.all("push button", "Make a pack…")


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
    small = title.get_box().height
    app.key("F11")
    gui.wait(lambda: app.find("label", "The round is finished").get_box().height >= 1.8 * small, "large text")
    gui.wait(lambda: steps.find_window(app, "For a class").get_box().width >= 1200, "the whole screen")
    app.key("F11")
    gui.wait(lambda: app.find("label", "The round is finished").get_box().height <= 1.2 * small, "small text")


@test("a certificate is saved as PDF with a name, both scores and the day")
def _():
    app.click("push button", "Certificate…")
    steps.find_window(app, "Certificate")
    app.set_text("Name", "Class 7B")
    steps.save_pdf(app, "Certificate", "Save the certificate", CERTIFICATE)
    app.find("label", "The certificate is saved.")
    octets = CERTIFICATE.read_bytes()
    assert octets.startswith(b"%PDF-") and count_pages(octets) == 1 and b"/Lang (en)" in octets
    assert re.search(rb"/MediaBox \[ 0 0 595\.2\d* 841\.8\d* \]", octets), re.findall(rb"/MediaBox.*", octets)  # A4
    close("Certificate")
    close("For a class", "Escape", "Escape")


@test("both scores, the name and the day stand on the certificate")
def _():
    try:
        text = read_pdf(CERTIFICATE)
    finally:
        CERTIFICATE.unlink()
    now = datetime.datetime.now()
    days = [f"{day.day} {day:%B %Y}" for day in (now, now - datetime.timedelta(hours=1))]  # midnight may just have passed
    for words in ("Certificate", "Class 7B", "Scams caught: 63 of 75", "Real mail kept: 57 of 75", "Signature"):
        assert melt(words) in text, (words, text)
    assert any(melt(day) in text for day in days), text


@test("a text is checked, and Help now opens, without an engine")
def _():
    app.key("ctrl+t")
    window = steps.find_window(app, "Check a text")
    app.set_text("Text to check", SCAM_TEXT)
    app.click("push button", "Check", within=window)
    app.find("text", "Text of the message")
    app.mouse(app.find("push button", re.compile("^Show me"), within=window))
    steps.help_from_tip(app, "I paid", "Call your bank or wallet now. Ask them to stop the payment.")
    close("Help now")
    close("A tip")
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
    is_focused("How old are they?", 0)
    app.choose("Text size", 1)
    app.mouse(app.find("label", "Grown-ups"))
    topics = app.rows(app.find("list", "Practice"))
    assert len(topics) == 7, topics
    is_focused("Practice", 0)


@test("it ends in good order, and no file is left")
def _():
    assert app.complaints() == [], app.complaints()
    assert app.quit() == 0, app.log.read_text()
    assert list_home() == before, list_home() ^ before
    assert not app.data.exists()
    assert not list(TEMPORARY.iterdir()), list(TEMPORARY.iterdir())


@test("it connected to nothing but this computer's desktop")
def _():
    if UNSEEN:
        raise Skip(UNSEEN)
    calls = gui.wait(lambda: TRACE.read_text(errors="replace"), "the list of calls")
    assert "AF_UNIX" in calls, calls[:1000]
    reached = alone.attempts(calls)
    assert not reached, reached


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


def start_with_file(content):
    """The program where the administrator's file has this content; None: it cannot be read."""
    folder = steps.SESSION / f"etc-{gui.time.monotonic_ns()}/safibox"
    folder.mkdir(parents=True)
    if content is None:
        (folder / "safibox.ini").mkdir()
    else:
        (folder / "safibox.ini").write_text(content)
    return gui.App(XDG_CONFIG_DIRS=f"{folder.parent}:/etc/xdg")


@test("a file that cannot be read, is half there, or says what makes no sense does not unlock, and is told of")
def _():
    for content in (None, "", "[safibox\nclassroom=tr", "[safibox]\nclassroom=perhaps\n"):
        with start_with_file(content) as school:
            school.find("label", "Under 13")
            school.find("label", re.compile(r"^Safibox cannot read the file .*safibox\.ini"))
            assert school.min_width() <= 360, school.min_width()
            assert not school.data.exists()
            steps.end(school)


@test("a file that says no, or nothing of it, leaves Safibox as it is")
def _():
    for content in ("[safibox]\nclassroom=false\n", "[safibox]\n# classroom=true\n"):
        with start_with_file(content) as own:
            own.find("label", "Welcome to Safibox")
            steps.end(own)


@test("what a link leads to is left alone at the end")
def _():
    kept, inside = HOME / "kept", HOME / "kept/lesson"
    kept.mkdir()
    inside.write_text("lesson")
    with gui.App("--classroom") as school:
        school.find("label", "Under 13")
        folder, = TEMPORARY.glob("safibox-*")
        (folder / "recently-used.xbel").unlink(missing_ok=True)
        (folder / "recently-used.xbel").symlink_to(inside)
        (folder / "packs").symlink_to(kept)
        steps.end(school)
    assert inside.read_text() == "lesson"
    assert [path.name for path in folder.iterdir()] == ["packs"], list(folder.iterdir())  # not the toolkit's
    shutil.rmtree(folder)
    shutil.rmtree(kept)


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


def make_pack(folder):
    """The example as a file that somebody imported. One of its tips is for grown-ups, one of its days is today."""
    source = steps.SESSION / "pack"
    shutil.copytree(gui.ROOT / "docs/example-pack", source)
    for path in source.glob("tips/boat-fee.*.xml"):
        text = path.read_text()
        assert 'age="child"' in text
        path.write_text(text.replace('age="child"', 'age="adult"'))
    for path in source.glob("days.*.csv"):
        text = path.read_text()
        assert "05-17" in text
        path.write_text(text.replace("05-17", f"{datetime.date.today():%m-%d}"))
    folder.mkdir(parents=True)
    path = folder / "zamora-school-week.2026-01-01.safibox-pack"
    subprocess.run([str(gui.BUILD / "src/cli/safibox-cli"), "pack", "build", str(source), str(path)], check=True)
    return path


@test("of a pack, children see the tips that are for them; none is added or removed, and no file is opened")
def _():
    data = steps.SESSION / "data"
    pack = make_pack(data / "packs")
    with gui.App("--classroom", str(pack), data=data) as school:
        school.find("label", "In classroom mode Safibox opens no files.")
        for age, n_tips in (("Under 13", PACK_TIPS - 1), ("Grown-ups", PACK_TIPS)):
            school.mouse(school.find("label", age))
            is_focused("Practice", 0, school)  # though Today stands above
            told = school.labels(school.find("list", PACK_NAME))
            assert f"{n_tips} tips" in told and any(line.startswith(f"{n_tips} tips · ") for line in told), (age, told)
            assert not school.all("push button", "Add a pack…") and not school.all("push button", re.compile("^Remove"))
            school.click("push button", "Choose another age")
        steps.end(school)
    assert [path.name for path in data.rglob("*") if path.is_file()] == [pack.name]


try:
    run()
finally:
    app.quit()
