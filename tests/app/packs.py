#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A campaign pack as a pupil gets it: looked through before it is added, shown on Learn and in Help now, removed again; and
one that a crook forged, which changes nothing."""

import datetime
import re
import subprocess

import steps
from steps import gui
from tap import run, test

gui.enter_session(GEOMETRY="1024x768")
HOME = steps.SESSION / "home"
EXAMPLE = gui.ROOT / "docs/example-pack"
CLI = str(gui.BUILD / "src/cli/safibox-cli")
WINDOW = "A pack"
NAME = "School week of Zamora Bay"
TODAY = datetime.date.today()


def build(name, changes):
    """The example with some words changed, as one file."""
    folder = HOME / name
    gui.shutil.copytree(EXAMPLE, folder)
    for file, old, new in changes:
        text = (folder / file).read_text()
        assert old in text, (file, old)
        (folder / file).write_text(text.replace(old, new))
    path = HOME / f"{name}.safibox-pack"
    subprocess.run([CLI, "pack", "build", str(folder), str(path)], check=True)
    return path


def start(*arguments, **environment):
    return gui.App(*arguments, data=HOME / "data", **environment).__enter__()


def open_file(path):
    """As the desktop does."""
    subprocess.run([str(gui.BUILD / "src/app/safibox"), str(path)], env=app.environment, check=True, timeout=gui.TIMEOUT)
    return steps.find_window(app, WINDOW)


def labels(title=WINDOW):
    return app.labels(steps.find_window(app, title))


def close(title=WINDOW):
    app.key("Escape")
    steps.window_is_gone(app, title)


steps.set_setting("country", "'PK'")
school = build("school", [("pack.txt", "country=ZZ", "country=PK"), ("days.en.csv", "05-17", f"{TODAY:%m-%d}"),
                          ("days.ar.csv", "05-17", f"{TODAY:%m-%d}")])
forged = build("forged", [("pack.txt", "country=ZZ", "country=PK"), ("pack.txt", "id=zamora-school-week", "id=ministry"),
                          ("pack.txt", "name=School week of Zamora Bay", "name=<b>KE-CIRT</b> &amp; Ministry"),
                          ("pack.txt", "from=Lighthouse School, Zamora Bay", "from=National KE-CIRT/CC"),
                          ("numbers.en.csv", "lost_money,1000", "lost_money,0700666666"),
                          ("numbers.ar.csv", "lost_money,1000", "lost_money,0700666666"),
                          ("days.en.csv", "05-17", f"{TODAY:%m-%d}"), ("tips/boat-fee.en.xml", "ferry-pay.example", "ke-clrt.go.ke")])
app = start()


@test("a pack that is opened from the desktop shows who wrote it and all it leads to, before anything is added")
def _():
    app.find("push button", "Skip")
    app.click("push button", "Skip")
    open_file(school)
    app.find("push button", "Add this pack")
    told = labels()
    for words in (NAME, "Lighthouse School, Zamora Bay", "3 tips · 3 numbers · 2 days", "Every number in it", "1000",
                  "*100#", "Every mail address in it", "None", "Every site and domain in it", "ferry-pay.example",
                  "A fee for the boat"):
        assert words in told, (words, told)
    assert "Nobody signed this pack" in told, told
    assert not list((HOME / "data").glob("packs/*"))
    assert app.min_width(WINDOW) <= 360, app.min_width(WINDOW)
    app.click("push button", "Do not add")
    steps.window_is_gone(app, WINDOW)
    assert not list((HOME / "data").glob("packs/*"))


@test("it is chosen on Learn, added, and stands there under its name with its day")
def _():
    app.key("alt+3")
    button = app.find("push button", "Add a pack…")
    app.scroll_to(button)
    app.click("push button", "Add a pack…")
    steps.name_file(app, "Add a pack", school)
    steps.window_is_gone(app, "Add a pack")
    steps.find_window(app, WINDOW)
    app.click("push button", "Add this pack")
    steps.window_is_gone(app, WINDOW)
    steps.close_toast(app, "The pack is added. It stands on Learn.")
    assert [path.stat().st_mode & 0o777 for path in (HOME / "data").glob("packs/*")] == [0o600]
    told = app.labels()
    assert NAME in told and any(line.startswith("from Lighthouse School, Zamora Bay, imported on ") for line in told), told
    told = told[told.index("Today"):]  # what stands before is Home, which was left
    assert told.index("Today") < told.index("Our telephone day") < told.index("Practice") < told.index(NAME), told
    kept = [path.name for path in (HOME / "data/packs").iterdir()]
    assert kept == [f"zamora-school-week.{TODAY:%Y-%m-%d}.safibox-pack"], kept


@test("a tip of it has the page that ours have")
def _():
    tips = app.find("list", NAME)
    row = app.find("label", "Tips", within=tips)
    app.scroll_to(row)
    app.mouse(row)
    title = app.find("label", "A fee for the boat", within=tips)
    app.scroll_to(title)
    app.click("push button", re.compile("Show me"), within=tips)
    told = labels("A tip")
    assert "A fee for the boat" in told and "Pay for the boat at the pier only." in told, told
    close("A tip")


@test("the same id is not added twice")
def _():
    open_file(school)
    app.find("label", re.compile("^A pack with this id is here already"))
    close()


@test("a forged pack of a ministry is shown as it is, and a domain that looks like another says so")
def _():
    open_file(forged)
    app.find("push button", "Add this pack")
    told = labels()
    assert "<b>KE-CIRT</b> &amp; Ministry" in told, told
    assert "0700666666" in told and any(line.startswith("Looks like ke-cirt.go.ke, but is another.") for line in told), told
    app.click("push button", "Add this pack")
    steps.window_is_gone(app, WINDOW)
    app.find("label", "<b>KE-CIRT</b> &amp; Ministry")
    steps.close_toast(app, "The pack is added. It stands on Learn.")


@test("in Help now all that Safibox knows stands first, and each number of a pack says where it is from")
def _():
    app.click("push button", "Help now")
    app.mouse(app.find("label", "I paid", within=steps.find_window(app, "Help now")))
    app.find("list", "Numbers from packs")
    told = labels("Help now")
    heads = [told.index(head) for head in ("My numbers", "Numbers: Pakistan", "Then, one after the other", "From packs")]
    assert heads == sorted(heads), (heads, told)
    first = told.index("From packs")
    for value in ("1000", "0700666666"):
        assert told.index(value) > first, told
    assert any(re.search(r"from School week of Zamora Bay, imported on ", line) for line in told[first:]), told
    assert any("from <b>KE-CIRT</b> &amp; Ministry, imported on " in line for line in told[first:]), told
    assert app.all("push button", "Copy 0700666666") and not app.all("link")
    close("Help now")


@test("what is no pack says why, with file, line and what to do")
def _():
    broken = HOME / "broken.safibox-pack"
    subprocess.run(["/usr/bin/python3", "-c", "import sys, zipfile; "
                    "zipfile.ZipFile(sys.argv[1], 'w').writestr('pack.txt', 'format=1\\nid=NO\\n')", str(broken)], check=True)
    open_file(broken)
    app.find("label", "This pack cannot be added")
    told = labels()
    assert any(line.startswith("pack.txt, line 2: The id is made of small letters") for line in told), told
    close()


@test("a signed pack shows the digits of its key, and that it is not signed as the one that is here")
def _():
    signed, key = HOME / "signed.safibox-pack", str(HOME / "key.pem")
    digits = subprocess.run([CLI, "pack", "key", key], check=True, capture_output=True, text=True).stdout.strip()
    subprocess.run([CLI, "pack", "build", str(HOME / "school"), str(signed), "--key", key], check=True)
    open_file(signed)
    app.find("label", re.compile("^A pack with this id is here already"))
    told = labels()
    assert digits in told, told
    assert any(line.startswith("Anybody can sign a pack.") for line in told), told
    assert any("The two packs do not have the same digits." in line for line in told), told
    assert app.min_width(WINDOW) <= 360, app.min_width(WINDOW)
    close()


@test("it is removed again, and is gone from Learn and Help now")
def _():
    button = app.find("push button", f"Remove {NAME}…")
    app.scroll_to(button)
    app.click("push button", f"Remove {NAME}…")
    question = app.find("dialog", "Remove this pack?")
    app.click("push button", re.compile("Remove$"), within=question)
    app.is_gone("dialog", "Remove this pack?")
    app.is_gone("label", NAME)
    app.find("label", "Our telephone day")  # of the forged one, which is still there
    assert [path.name.split(".")[0] for path in (HOME / "data/packs").iterdir()] == ["ministry"]


@test("a pack of the computer is there without being imported, in the language of who looks")
def _():
    global app
    assert app.complaints() == [] and app.quit() == 0
    shared = steps.SESSION / "share/safibox/packs"
    shared.mkdir(parents=True)
    gui.shutil.copy(school, shared)
    (shared / "broken.safibox-pack").write_bytes(b"PK")
    gui.shutil.rmtree(HOME / "data/packs")
    app = start(LANGUAGE="ar", SAFIBOX_TEXT_DIRECTION="rtl")
    gui.wait(lambda: gui.is_active(app.window_of(app.windows()[0])), "the window to be in front")
    app.key("alt+3")
    app.find("label", "أسبوع مدرسة خليج زامورا")
    assert "يوم الهاتف" in app.labels(), app.labels()
    app.find("label", "broken.safibox-pack")
    # They are not this person's to remove.
    assert not app.all("push button", re.compile(r"(زامورا|broken\.safibox-pack)…$")), app.labels()


@test("nothing was complained about, and the program ends in good order")
def _():
    steps.end(app)


run()
