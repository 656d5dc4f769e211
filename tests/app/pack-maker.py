#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A campaign pack made in the window, from nothing to one file, without a file that is edited by hand; each click and each
field is counted. Then it is added where nobody knows it."""

import json
import re
import subprocess

import steps
from steps import gui
import recording
from tap import run, test

gui.enter_session(GEOMETRY="1024x900")
HOME = steps.SESSION / "home"
CLI = str(gui.BUILD / "src/cli/safibox-cli")
MAKER, PREVIEW, PACK = "Make a pack", "Preview", "A pack"
ACTIONS_MAX = 60
NAME, SCHOOL = "Boat week", "Lighthouse School"
NAME_AR, SCHOOL_AR = "أسبوع القوارب", "مدرسة المنارة"
SAVED = HOME / "boat.safibox-pack"
TIPS = [
    ("A fee for the boat", "Pay at the pier only.", "The page wants the number of a card. The pier has a list.",
     "A link to pay.\nNo name of the boat.", "Ask at the pier.\nTell somebody at home.", "FERRY",
     "Your place is held until tonight.\nPay 30 now: http://ferry-pay.example/30", "Pier office",
     "Boat Gull, Friday 7:15. Pay 30 at the pier.", "The second names the boat and the pier."),
    ("A code that came by itself", "Give a code to nobody.", "Who has your code has your account.", "Somebody wants a code.",
     "Say no.", "A friend", "I sent you a code by mistake. Send it to me.", "A friend", "Did you get my drawing?",
     "The first wants a code."),
    ("Free data for all", "Ask your phone company.", "The page wants your password.", "A gift for nothing.", "Do not open it.",
     "NYOTA", "5 GB for all: http://nyota-gift.example", "NYOTA", "Your 5 GB end on Friday. Dial *100#.",
     "The second asks for nothing."),
]
TIP_FIELDS = ("Title", "The one thing to do", "Why", "Signs", "What to do",
              "Scam: who it says it is from", "Scam: the message", "Real: who it is from", "Real: the message",
              "How to tell them apart")
CHILD_HELPLINE, ARABIC = 3, 2  # their places in the lists
actions = 0


def start(data="data", **environment):
    return gui.App(data=HOME / data, **environment).__enter__()


def window(title=MAKER):
    return steps.find_window(app, title)


def count():
    global actions
    actions += 1


def press(name, title=MAKER):
    count()
    app.click("push button", name, within=window(title))


def find_fields(part):
    """The fields of the newest part in a list that are on the screen, by name."""
    return {gui.name_of(node): node for node in app.each(gui.TEXT_ROLES, within=app.find("list", part, within=window()))}


def fill(part, texts):
    """Types into fields of the newest part in a list, one after the other."""
    fields = gui.wait(lambda: (lambda found: found if texts.keys() <= found.keys() else None)(find_fields(part)), texts.keys())
    for name, text in texts.items():
        count()
        assert fields[name].set_text(text), name


def add(button, part, first):
    """Makes room for one more; the one before it folds up."""
    press(button)

    def is_empty():
        node = find_fields(part).get(first)
        return node is not None and node.get_text() == ""
    gui.wait(is_empty, "a new one")


def write(part, field, text):
    fill(part, {field: text})


def choose(box, index, *keys):
    """Opens a list and chooses an entry by its place; keys lead to the list."""
    count()
    app.open_list(box)
    count()
    app.close_list(box, *keys, "Home", *["Down"] * index, "Return")


def field(part, name):
    return gui.wait(lambda: find_fields(part).get(name), f"the field {name!r}")


def labels(title=MAKER):
    return app.labels(window(title))


def check(path):
    done = subprocess.run([CLI, "--json", "pack", "check", str(path)], capture_output=True, text=True)
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()]


def list_drafts(data="data"):
    return sorted((HOME / data).glob("pack-drafts/*"))


def wait_kept(file, text):
    def look():
        return any((path / file).exists() and text in (path / file).read_text() for path in list_drafts())
    gui.wait(look, f"{text!r} in {file}")


def save_as(path):
    """Names the file that is asked for."""
    dialog = steps.find_window(app, "Save a copy")
    count()
    name = next(node for node in app.walk(dialog) if node.get_role_name() in gui.TEXT_ROLES)
    assert name.set_text(str(path))
    count()
    app.click("push button", re.compile("Save$"), within=dialog)
    steps.window_is_gone(app, "Save a copy")


def open_learn():
    app.key("alt+3")
    button = app.find("push button", "Make a pack…")
    app.scroll_to(button)


def close(title):
    window(title)
    app.key("Escape")
    steps.window_is_gone(app, title)


app = start(**recording.QUIET)


@test("the form is one click away, and what nobody has written yet is no fault")
def _():
    app.find("push button", "Skip")
    app.click("push button", "Skip")
    open_learn()
    count()
    app.click("push button", "Make a pack…")
    window()
    assert app.min_width(MAKER) <= 360, app.min_width(MAKER)
    told = labels()
    for part in ("The pack", "A new tip", "A new number", "A new day"):
        assert part in told, (part, told)
    assert "Nothing is written here yet." not in told and list_drafts() == [], (told, list_drafts())


@test("from nothing to one file it takes at most 60 actions: 3 tips, 2 numbers, a day, 2 languages")
def _():
    fill("The pack", {"Name of the pack": NAME, "Who it is from": SCHOOL})
    for i, tip in enumerate(TIPS):
        if i > 0:
            add("Add a tip", "Tips", "Title")
        fill("Tips", dict(zip(TIP_FIELDS, tip)))
    fill("Numbers", {"Number or address": "1000", "Who answers": "Bay Police",
                     "Where you read it": "https://police.example/numbers", "When that was so": "2026-11"})
    add("Add a number", "Numbers", "Number or address")
    use = app.all("combo box", "What it is for", within=app.find("list", "Numbers", within=window()))[-1]
    app.scroll_to(use)
    choose(use, CHILD_HELPLINE)
    assert "Helpline for children" in app.labels(use), app.labels(use)
    fill("Numbers", {"Number or address": "0800 111 222", "Who answers": "Listening Line",
                     "Where you read it": "https://listen.example", "When that was so": "2026-09-01"})
    fill("Days", {"Month and day": "05-17", "Title": "Telephone day", "What to do": "Write down a number."})
    choose(app.find("combo box", "Add a language", within=window()), ARABIC, *steps.KEYS_FROM_SEARCH)
    gui.wait(lambda: NAME in labels(), "the English above the Arabic")
    fill("The pack", {"Name of the pack": NAME_AR, "Who it is from": SCHOOL_AR})
    fill("Days", {"Title": "يوم الهاتف", "What to do": "اكتب رقمًا."})
    press("Save as a file…")
    save_as(SAVED)
    app.find("label", "The copy is saved.")
    print(f"# {actions} actions")
    assert actions <= ACTIONS_MAX, actions


@test("the command line finds no fault in the file, nor in the folder of the draft")
def _():
    draft, = list_drafts()
    for path in (SAVED, draft):
        code, (row,) = check(path)
        assert code == 0 and row["languages"] == ["en", "ar"], row
        assert (row["tips"], row["numbers"], row["days"]) == (3, 2, 1), row
        assert row["name"] == NAME and row["from"] == SCHOOL, row


@test("it is shown as Learn and Help now will show it, in the language that is written in")
def _():
    app.click("push button", "Preview")
    told = labels(PREVIEW)
    for words in (NAME_AR, "يوم الهاتف", "A fee for the boat", "1000", "0800 111 222", "Help now"):
        assert words in told, (words, told)
    assert app.min_width(PREVIEW) <= 360, app.min_width(PREVIEW)
    close(PREVIEW)


SIGN = "Sign the packs I save"


def is_signing():
    return "checked" in app.find("check box", SIGN).get_states()


@test("it is signed if one wants it, with a key of one's own and digits to pass on")
def _():
    key, path = HOME / "data/pack-key.pem", HOME / "signed.safibox-pack"
    assert not is_signing() and not key.exists()
    app.click("check box", SIGN)
    digits = app.find("label", re.compile("\\d{5}( \\d{5}){5}"), within=window())
    assert key.stat().st_mode & 0o777 == 0o600
    app.click("push button", "Copy the digits", within=window())
    app.find("push button", "Copied", within=window())
    app.click("push button", "Save as a file…")
    save_as(path)
    gui.wait(lambda: check(path)[1][0].get("digits") == gui.name_of(digits).strip("\u2066\u2069"), "the same digits")


@test("a key that cannot be read signs nothing, and is told; the pack can go without one")
def _():
    key, path = HOME / "data/pack-key.pem", HOME / "unsigned.safibox-pack"
    app.click("check box", SIGN)
    app.is_gone("push button", "Copied")
    key.write_text("torn")
    app.click("check box", SIGN)
    app.find("label", f"Your key could not be read or made. Its file is {key}.", within=window())
    gui.wait(lambda: not is_signing(), "the switch to go back")
    assert key.read_text() == "torn"
    app.click("push button", "Save as a file…")
    save_as(path)
    gui.wait(lambda: "digits" not in check(path)[1][0], "no signature")
    key.unlink()
    app.click("check box", SIGN)
    app.find("push button", "Copy the digits", within=window())
    app.is_gone("label", re.compile("^Your key could not"))
    app.click("check box", SIGN)


@test("what is wrong is told where it stands, in plain words, and no file is made")
def _():
    before = SAVED.read_bytes()
    write("Numbers", "Number or address", "call me")
    app.find("label", re.compile("^This is neither a number nor an address"))
    app.click("push button", "Save as a file…")
    app.find("label", "1 field needs another look.")
    gui.wait(lambda: "focused" in field("Numbers", "Number or address").get_states(), "the cursor in the field")
    assert SAVED.read_bytes() == before and not app.all("dialog", "Save a copy")
    write("Numbers", "Number or address", "0800 111 222")
    app.is_gone("label", re.compile("^This is neither a number nor an address"))


def show_language(index):
    box = app.find("combo box", "Language shown", within=window())
    app.open_list(box)
    app.close_list(box, "Home", *["Down"] * index, "Return")


@test("what is missing in another language leads there")
def _():
    write("The pack", "Who it is from", "")
    show_language(0)
    gui.wait(lambda: field("The pack", "Name of the pack").get_text() == NAME, "the English")
    app.click("push button", "Save as a file…")
    gui.wait(lambda: field("The pack", "Name of the pack").get_text() == NAME_AR, "the Arabic")
    assert "Nothing is written here yet." in labels()
    write("The pack", "Who it is from", SCHOOL_AR)
    app.is_gone("label", "Nothing is written here yet.")


def choose_file(title, path):
    """By the button "<title>…"."""
    app.scroll_to(app.find("push button", f"{title}…", within=window()))
    app.click("push button", f"{title}…", within=window())
    steps.name_file(app, title, path)
    steps.window_is_gone(app, title)


@test("a picture is taken if it is a small PNG, else it says why")
def _():
    wrong = HOME / "wrong.png"
    wrong.write_text("GIF89a")
    for path, is_refused in ((wrong, True), (gui.ROOT / "docs/example-pack/logo.png", False)):
        choose_file("Choose a picture", path)
        gui.wait(lambda: any(line.startswith("This is no PNG") for line in labels()) == is_refused, path.name)
    app.find("push button", "Remove the picture")
    gui.wait(lambda: (list_drafts()[0] / "logo.png").exists(), "the picture to be kept")


@test("who reads a tip aloud is recorded for each language, can be heard, and goes into the pack; else it says why")
def _():
    wrong, voice = HOME / "wrong.ogg", HOME / "voice.ogg"
    wrong.write_bytes(recording.make(301))
    voice.write_bytes(recording.make(2))
    show_language(0)
    gui.wait(lambda: field("Tips", "Title").get_text() == TIPS[2][0], "the English")
    for path, is_refused in ((wrong, True), (voice, False)):
        choose_file("Choose a recording", path)
        gui.wait(lambda: any(line.startswith("This is no recording") for line in labels()) == is_refused, path.name)
    if recording.can_be_played():
        app.click("push button", "Read aloud", within=window())
        app.find("push button", "Stop reading", within=window())
        app.find("push button", "Read aloud", within=window())
    gui.wait(lambda: [path.name for path in list_drafts()[0].glob("audio/*")] == ["tip-03.en.ogg"], "the file")
    app.scroll_to(app.find("push button", "Remove the recording", within=window()))
    show_language(1)
    app.is_gone("push button", "Remove the recording")
    show_language(0)
    app.find("push button", "Remove the recording", within=window())
    recorded = HOME / "recorded.safibox-pack"
    app.click("push button", "Save as a file…")
    save_as(recorded)
    gui.wait(lambda: recorded.exists() and check(recorded)[1][0].get("recordings") == 1, "the pack with it")
    app.click("push button", "Remove the recording", within=window())
    gui.wait(lambda: not list(list_drafts()[0].glob("audio/*")), "the file to go")
    show_language(1)


@test("a draft that is not whole survives the end of the program, and is gone on with")
def _():
    global app
    add("Add a tip", "Tips", "Title")
    write("Tips", "Title", "قارب")
    wait_kept("tips/tip-04.ar.xml", "قارب")
    assert app.complaints() == [] and app.quit() == 0
    draft, = list_drafts()
    assert {path.stat().st_mode & 0o777 for path in draft.rglob("*") if path.is_file()} == {0o600}, draft
    code, rows = check(draft)
    assert code == 65 and {row["file"] for row in rows} == {"tips/tip-04.ar.xml", "tips/tip-04.en.xml"}, rows
    app = start()
    gui.wait(lambda: gui.is_active(app.window_of(app.windows()[0])), "the window to be in front")
    open_learn()
    app.click("push button", "Make a pack…")
    told = labels()
    assert NAME in told and SCHOOL in told, told
    app.mouse(app.find("label", NAME, within=window()))
    app.scroll_to(app.find("push button", "Add a tip", within=window()))  # buttons cover the end of the page
    app.mouse(app.find("label", "A fee for the boat", within=window()))
    gui.wait(lambda: field("Tips", "Why").get_text() == TIPS[0][2], "the reason of the first tip")
    assert field("Tips", "Signs").get_text() == TIPS[0][3]


@test("what is removed is asked about, and gone from the draft")
def _():
    app.scroll_to(app.find("push button", "Add a number", within=window()))
    app.mouse(app.find("label", "A new tip", within=window()))
    button = gui.wait(lambda: app.all("push button", "Remove…", within=window())[1:], "a second button")[-1]
    button.act()
    question = app.find("dialog", "Remove it from the pack?")
    app.click("push button", re.compile("Remove$"), within=question)
    gui.wait(lambda: not list(list_drafts()[0].glob("tips/tip-04*")), "the files to go")
    assert check(list_drafts()[0])[0] == 0


@test("a pack of one's own is opened from its file, and replaces what stands here only if one says so")
def _():
    app.click("push button", "Back", within=window())
    for answer, logo in (("Keep it$", True), ("Replace it$", False)):
        app.click("push button", "Open a pack file…")
        steps.name_file(app, PACK, SAVED)
        question = app.find("dialog", "Replace what you wrote?")
        app.click("push button", re.compile(answer), within=question)
        app.is_gone("dialog", "Replace what you wrote?")
        gui.wait(lambda: field("The pack", "Name of the pack").get_text() == NAME, "the pack")
        assert bool(app.all("push button", "Remove the picture", within=window())) == logo
        app.click("push button", "Back", within=window())


@test("what is no pack cannot be opened, and says why")
def _():
    broken = HOME / "broken.safibox-pack"
    subprocess.run(["/usr/bin/python3", "-c", "import sys, zipfile; "
                    "zipfile.ZipFile(sys.argv[1], 'w').writestr('pack.txt', 'format=1\\nid=NO\\n')", str(broken)], check=True)
    app.click("push button", "Open a pack file…")
    steps.name_file(app, PACK, broken)
    app.find("label", "This pack cannot be opened here")
    assert any(line.startswith("pack.txt, line 2: The id is made of small letters") for line in labels()), labels()


@test("a draft is removed when one says so")
def _():
    app.click("push button", f"Remove {NAME}…", within=window())
    question = app.find("dialog", "Remove what you wrote?")
    app.click("push button", re.compile("Remove$"), within=question)
    app.is_gone("label", NAME)
    assert list_drafts() == [] and SAVED.exists()
    close(MAKER)
    steps.end(app)


@test("where nobody knows it, the file is looked through, added, and stands on Learn and in Help now")
def _():
    global app
    steps.forget_settings()
    app = start("fresh")
    app.find("push button", "Skip")
    app.click("push button", "Skip")
    subprocess.run([str(gui.BUILD / "src/app/safibox"), str(SAVED)], env=app.environment, check=True, timeout=gui.TIMEOUT)
    window(PACK)
    app.find("push button", "Add this pack")
    told = labels(PACK)
    for words in (NAME, SCHOOL, "3 tips · 2 numbers · 1 day", "1000", "0800 111 222", "ferry-pay.example"):
        assert words in told, (words, told)
    app.click("push button", "Add this pack")
    steps.window_is_gone(app, PACK)
    steps.close_toast(app, "The pack is added. It stands on Learn.")
    app.key("alt+3")
    row = app.find("label", "Tips", within=app.find("list", NAME))
    app.scroll_to(row)
    app.mouse(row)
    for tip in TIPS:
        app.find("label", tip[0], within=app.find("list", NAME))
    app.click("push button", "Help now")
    app.mouse(app.find("label", "I paid", within=steps.find_window(app, "Help now")))
    app.find("list", "Numbers from packs")
    told = labels("Help now")
    assert "1000" in told and any("from Boat week, imported on " in line for line in told), told
    close("Help now")
    steps.end(app)


run()
