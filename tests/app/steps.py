# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Steps that a person takes in the window, as the tests of this folder share them."""

import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
import gui

SEARCH = "Search in senders and subjects"
ISOLATED = re.compile("\u2068.*?\u2069")  # words of the message itself
FILTERS = ("Needs you", "Junk", "Good", "Everything", "Would be moved")
YEARS_MESSAGES = 1100  # so many are asked about before all are looked at
YEARS_DAYS = 110
WATCH = "Start watching"  # answer to what a new mailbox is asked
MOVED = re.compile(r"^\d+ messages? moved to Junk$")
RETURN_SECONDS = 3  # after which the key is pressed again
BY_ITSELF_SECONDS = 20  # in which a check by the key tells what it moved
# Where a drop-down list has a search field, the focus is there when it opens, and with GTK 4.8 on the list.
KEYS_FROM_SEARCH = ("Tab",) if gui.find_gtk_version() >= (4, 10) else ()
SESSION = pathlib.Path(gui.os.environ.get("SAFI_GUI_SESSION", "/nonexistent"))


def read_practice():
    """The practice messages: {"junk": [octets], "good": [octets]}, in the order of the index."""
    chosen = {"junk": [], "good": []}
    for line in (gui.ROOT / "data/practice/index").read_text().splitlines():
        if line.strip() and not line.startswith("#"):
            label, *_, path = line.split("\t")
            chosen[label].append((gui.ROOT / "data/practice" / path).read_bytes())
    return chosen


def start_keyring():
    """The real keyring, unlocked. Returns: its process; None where it is not installed."""
    if not gui.shutil.which("gnome-keyring-daemon"):
        return None
    keyring = gui.subprocess.Popen(["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"],
                                   stdin=gui.subprocess.PIPE, stdout=gui.subprocess.DEVNULL,
                                   stderr=gui.subprocess.DEVNULL)
    keyring.stdin.write(b"test")
    keyring.stdin.close()
    return keyring


def fill_years(server, user):
    """A mailbox that has been used for long: most of its mail is older than a month."""
    now = gui.time.time()
    for number in range(YEARS_MESSAGES):
        octets = (f"From: Friend <friend@mail.example>\r\nTo: {user}@practice.example\r\nSubject: Lunch {number}\r\n"
                  f"Message-ID: <{number}@mail.example>\r\n\r\nSee you at noon, {number}.\r\n")
        age = (YEARS_MESSAGES - 1 - number) * YEARS_DAYS * 24 * 60 * 60 // YEARS_MESSAGES
        server.deliver(user, "INBOX", octets.encode(), now - age, "S")


def fill_form(app, port, password, user="amina", host="127.0.0.1"):
    """Fills in the form for a mailbox; it must be open."""
    app.set_text("E-mail address", f"{user}@practice.example")
    app.set_text("Server name (IMAP)", host)
    app.set_text("Port", str(port))
    app.set_text("User name", user)
    app.set_text("Password", password)


def link_mailbox(app, port, password, answer, user="amina"):
    """Links a mailbox on 127.0.0.1 by the form, which must be open, and answers whether junk is moved."""
    fill_form(app, port, password, user)
    app.click("push button", "Connect")
    app.click("push button", answer)
    app.is_gone("push button", answer)
    app.find("list item", re.compile(f"{user}@practice.example"))


def read_settings():
    """What the program keeps for the next start, as the file has it."""
    path = pathlib.Path(gui.os.environ["XDG_CONFIG_HOME"]) / "glib-2.0/settings/keyfile"
    return path.read_text() if path.exists() else ""


def set_setting(key, value):
    """Writes a setting while the program does not run."""
    environment = dict(gui.os.environ, GSETTINGS_BACKEND="keyfile", GSETTINGS_SCHEMA_DIR=str(gui.BUILD / "data"))
    gui.subprocess.run(["gsettings", "set", gui.APPLICATION, key, value], check=True, env=environment)


def forget_settings():
    gui.shutil.rmtree(pathlib.Path(gui.os.environ["XDG_CONFIG_HOME"]) / "glib-2.0", ignore_errors=True)


def find_window(app, title):
    def look():
        return next((node for node in app.windows() if node.get_name() == title), None)
    return gui.wait(look, f"the window {title!r}")


def window_is_gone(app, title):
    gui.wait(lambda: title not in [node.get_name() for node in app.windows()], f"the window {title!r} to close")


def choose_found(app, box, text, other):
    """Chooses the first entry that holds a text, by the search field of a drop-down list; other is an entry without it."""
    app.open_list(box)
    app.find("label", other, within=box)
    if not KEYS_FROM_SEARCH:
        app.key("shift+Tab")
    app.type(text)
    app.is_gone("label", other)
    app.close_list(box, "Down", "Return")


def name_file(app, title, path):
    """Names the file in the window that asks for one. Where one is opened, newer GTK has a field for the name only if it is
    asked for."""
    chooser = find_window(app, title)
    window = app.window_of(chooser)
    gui.wait(lambda: gui.is_active(window), f"{title!r} to be in front")

    def find_field():
        return next((node for node in app.walk(chooser) if node.get_role_name() in gui.TEXT_ROLES), None)
    if find_field() is None:
        app.key("ctrl+l")
    assert gui.wait(find_field, "the field for the name").set_text(str(path))

    def is_taken():  # while it looks into the folder newer GTK takes no name
        if gui.is_active(window):
            app.key("Return")
        end = gui.time.monotonic() + RETURN_SECONDS
        while gui.time.monotonic() < end:
            if title not in [node.get_name() for node in app.windows()]:
                return True
            gui.time.sleep(gui.PAUSE)
        return False
    gui.wait(is_taken, f"{title!r} to take {path}")


def save_pdf(app, title, chooser_title, target):
    """Saves as PDF what a window shows, and waits for the whole file."""
    app.click("push button", "Save as PDF…", within=find_window(app, title))
    chooser = find_window(app, chooser_title)
    name = next(node for node in app.walk(chooser) if node.get_role_name() in gui.TEXT_ROLES)
    assert name.set_text(str(target))
    app.click("push button", re.compile("Save$"), within=chooser)
    window_is_gone(app, chooser_title)
    gui.wait(lambda: target.exists() and target.read_bytes().endswith(b"%%EOF\n"), "the file")


def help_from_tip(app, what, first):
    """From the page of a tip the next tap opens Help now, and the one after it tells what to do first: two taps, with the mouse."""
    tip = find_window(app, "A tip")
    app.mouse(app.find("push button", "Help now", within=tip))
    app.mouse(app.find("label", what, within=find_window(app, "Help now")))
    app.find("label", first)
    told = app.labels(find_window(app, "Help now"))
    assert told.index(what) + 1 == told.index(first), told
    return told


def click_to_translate(app, node):
    """Clicks with Ctrl and Shift."""
    gui.wait(lambda: gui.is_active(app.window_of(node)), "the window to be in front")
    gui.subprocess.run(["xdotool", "keydown", "Control_L", "keydown", "Shift_L"], check=True)
    try:
        app.mouse(node)
    finally:
        gui.subprocess.run(["xdotool", "keyup", "Shift_L", "keyup", "Control_L"], check=True)


def message_items(app):
    """The messages in the list, as a screen reader meets them."""
    return [node for node in app.walk(app.find("list", "Messages")) if node.get_role_name() == "list item"]


def message_words(item):
    """What a message in the list says: sender, domain, subject, time, summary. There is no domain where the sender has
    none; of a hidden message only what it hides, the time and what it is."""
    kept = []

    def keep(match):  # a stranger's words may hold any mark
        kept.append(match[0])
        return "\0"

    first, *others = ISOLATED.sub(keep, gui.name_of(item)).split(". ", 3)
    return [re.sub("\0", lambda _: kept.pop(0), word) for word in (*first.split(", ", 1), *others)]


def message_rows(app):
    """The words of each message in the list."""
    return [message_words(item) for item in message_items(app) if gui.name_of(item)]


def wait_for_rows(app, wanted, what):
    """Waits until every row of a list that is not empty is as wanted; returns the rows."""
    def look():
        rows = message_rows(app)
        return rows if rows and all(wanted(row) for row in rows) else None
    return gui.wait(look, what)


def choose_filter(app, name):
    app.choose("Which messages", FILTERS.index(name))


def count_shown(app):
    """What the label above the list says."""
    label = app.find("label", re.compile(r"^\d+ messages?$"))
    return int(gui.name_of(label).split()[0])


def open_row(app, index=0):
    """Opens the why-card of a message by the mouse and waits until its text is there."""
    app.mouse(message_items(app)[index])
    gui.wait(lambda: app.find("text", "Text of the message").get_text().strip(), "the text of the message")


def reasons(app, within=None):
    return [gui.name_of(row) for row in app.walk(app.find("list", "Reasons", within)) if row.get_role_name() == "list item"]


def undo_by_toast(app, sentence):
    """Clicks the button beside a sentence that the window tells for some seconds."""
    toast = app.find("label", sentence)
    while not app.all("push button", within=toast):
        toast = toast.get_parent()
    app.click("push button", re.compile("Undo$"), within=toast)


def check_by_key(app):
    """Returns: the sentence that tells what was moved; None where Safibox noticed the new mail by itself before the key, and
    so tells it in another way."""
    app.key("F5")
    try:
        return gui.name_of(app.find("label", MOVED, timeout=BY_ITSELF_SECONDS))
    except AssertionError:
        return None


def close_toast(app, sentence, undo="Undo"):
    """Closes a sentence that the window tells for some seconds: it would take the clicks that are meant for what is
    below it."""
    toast = app.find("label", sentence)
    while not app.all("push button", within=toast):
        toast = toast.get_parent()
    app.click("push button", re.compile(f"^(?!.*{undo})"), within=toast)
    app.is_gone("label", sentence)


def end(app):
    """Asserts what every test wants at its end: no complaint, and an end in good order."""
    assert app.complaints() == [], app.complaints()
    assert app.quit() == 0, app.log.read_text()
