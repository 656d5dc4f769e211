# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the window as a person does, by what a screen reader is told: roles, names, texts.

    import gui
    gui.enter_session()                 # runs this program again with a screen and a bus of its own
    with gui.App("--practice") as app:
        app.click("push button", "Next")
        app.find("label", re.compile("waits? for your answer"))

Known of GTK 4.8: rows of lists have no name and no action (use the mouse or keys); a name such as "GtkImage" means
that there is none; "on screen" is an extent wider than 0, and for a page of a stack, that the mouse can hit what is in
it.
"""

import itertools
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import time

import tap

ROOT = pathlib.Path(os.environ.get("SAFI_TEST_ROOT", pathlib.Path(__file__).resolve().parents[2]))
BUILD = pathlib.Path(os.environ.get("SAFI_TEST_BUILD", ROOT / "build"))
TRUE_GTK = BUILD / "tests/libtrue-gtk.so"  # mends what GTK tells wrongly of what is shown
APPLICATION = "io.github.safibox.Safibox"
TIMEOUT = 60  # seconds: for a busy machine; a step takes milliseconds
TEXT_ROLES = ("text", "entry")
SCROLLED = "scroll pane"
OPEN_LIST = SCROLLED  # in a drop-down list; a closed one holds the chosen entry alone
MENU_ROLES = ("menu item", "check menu item", "radio menu item")
LEAVES = ("label", "image")  # objects without any below them
# What GTK 4.8 and later ones call the same thing.
OTHER_ROLES = {
    "push button": ("button", "toggle button"),
    "check box": ("switch",),
    "table row": ("list item",),
}
ROWS_SEEN = 30
PROBES = 4  # labels of a page; enough to find one that is not insensitive
PAUSE = 0.05  # seconds between two looks
DOUBLE_CLICK = 0.5  # seconds in which another click at the same place would be the second of a double one
SCROLL_TIMEOUT = 2 * TIMEOUT  # for the many turns of a long page
TOAST_TIMES = "4"  # a sentence that comes and goes stays so many times longer
STILL_SECONDS = 0.3  # in which what was scrolled to has not moved
TURN_SECONDS = 1  # after one turn of the wheel; a page that has not moved until then is asked again
ABOVE, BELOW = 13, 20  # pixels at the top and at the bottom of what is scrolled, where it is not seen well
WHEEL_UP, WHEEL_DOWN = "4", "5"
SEEN_MAX, SEEN_SECONDS = 40, 15  # of what is told of the windows where a test failed; one call can take seconds besides
LOG_MAX = 10  # lines

accessible = None  # imported in the session alone


def find_gtk_version():
    """GTK's version as two numbers; (0, 0) if it cannot be told."""
    done = subprocess.run(["pkg-config", "--modversion", "gtk4"], capture_output=True, text=True)
    return tuple(int(number) for number in (done.stdout or "0.0").split(".")[:2])


def enter_session(**environment):
    """Runs this program again inside gui-session.sh; returns only there."""
    if "SAFI_GUI_SESSION" not in os.environ:
        missing = [tool for tool in ("Xvfb", "openbox", "xdotool", "dbus-run-session") if not shutil.which(tool)]
        if missing:
            print(f"1..0 # SKIP {', '.join(missing)} not installed")
            sys.exit(0)
        script = str(ROOT / "tests/lib/gui-session.sh")
        os.environ.update(environment)
        os.environ.pop("G_DEBUG", None)  # the program gets its own below
        os.execvp(script, [script, "/usr/bin/python3", *sys.argv])
    if find_gtk_version() >= (4, 10):
        OTHER_ROLES["combo box"] = ("list item",)  # libadwaita's row with a list in it is one object there: the row
    _load_accessible()
    _start_window_manager()
    tap.witnesses.append(tell_windows)


def _load_accessible():
    global accessible
    import accessible as loaded
    accessible = loaded
    accessible.connect()


def _start_window_manager():
    """Returns when it does what it is asked for: a window that appeared while it began would never be shown."""
    log = pathlib.Path(os.environ["SAFI_GUI_SESSION"]) / "openbox.log"
    with log.open("wb") as out:
        manager = subprocess.Popen(["openbox"], stdout=out, stderr=out)

    def obeys():
        assert manager.poll() is None, log.read_text(errors="replace")
        ask_x("xdotool", "set_num_desktops", "1")  # it begins with four
        return ask_x("xdotool", "get_num_desktops") == "1"

    wait(obeys, "the window manager")


def wait(look, what, timeout=TIMEOUT):
    """Calls look until it gives something true, and returns that. SAFI_KEEP_SHOTS: where a failure's picture goes."""
    end = time.monotonic() + timeout
    last = None
    while time.monotonic() < end:
        try:
            last = look()
            if last:
                return last
        except accessible.Error:  # the object went away while we were looking
            pass
        time.sleep(PAUSE)
    if "SAFI_KEEP_SHOTS" in os.environ:
        subprocess.run(["import", "-window", "root", os.environ["SAFI_KEEP_SHOTS"] + "/failed.png"], check=False)
    raise AssertionError(f"waited in vain for {what} (last: {last!r})")


ISOLATES = re.compile("[\u2066-\u2069\u200b\u2060]")  # marks that keep directions apart, and say where a line may end
INVENTED = re.compile(r"^_?(Gtk|Adw|Safi)[A-Z]\w+$")


def name_of(node):
    """The name a person hears; "" where the toolkit made one up from a C type."""
    name = node.get_name() or ""
    return "" if INVENTED.match(name) else name


def plain(node):
    """The name of an object, without the marks that keep directions apart."""
    return ISOLATES.sub("", name_of(node))


def matches(wanted, got):
    return bool(wanted.search(got)) if hasattr(wanted, "search") else wanted == got


def is_hidden(node):
    """An object without a place of its own, such as the page of a stack, is not hidden."""
    box = node.get_box()
    return box is not None and (box.width <= 0 or box.height <= 0)


def can_be_hit(node):
    """Whether the mouse could hit it where it is; an insensitive object cannot be hit."""
    try:
        box = node.get_box()
        return box is not None and node.has_at(box.x + box.width // 2, box.y + box.height // 2)
    except accessible.Error:  # it went away
        return False


def find_probes(node):
    """The labels below that have a place, in order. GTK 4.8 fails where the mouse would hit a nameless part of another
    object, and a label has no parts."""
    for child in node.get_children():
        if is_hidden(child):
            continue
        if child.get_role_name() == "label":
            yield child
        else:
            yield from find_probes(child)


_labels = {}  # by the path of a page: labels that were found in it


def is_hit(page, known_only):
    if not known_only:
        _labels[page.path] = list(itertools.islice(find_probes(page), PROBES))
    return any(can_be_hit(label) for label in _labels.get(page.path, ()))


def is_left_page(node):
    """A page of a stack that was left keeps its place and its states (GTK 4.8), but the mouse hits another page. Where
    TRUE_GTK is loaded, nothing on it is told of; it is not in a sandbox, nor where another one takes its place."""
    parent = node.get_parent()
    if parent is None:  # it went away while we were looking
        return True
    others = [page for page in parent.get_children() if page != node]
    for known_only in (True, False) if others else ():
        if is_hit(node, known_only):
            return False
        if any(is_hit(page, known_only) for page in others):
            return True
    return False


def is_shown(node):
    """A page of a stack has no place of its own."""
    box = node.get_box()
    return not is_left_page(node) if box is None else box.width > 0 and box.height > 0


def is_on_screen(node):
    return node.get_box() is not None and not is_hidden(node)


def ask_x(*command):
    return subprocess.run(command, capture_output=True, text=True).stdout.strip()


def is_managed(window):
    """Not a tooltip or a menu, which GTK calls by the program's name, as its main window is called."""
    return "window state" in ask_x("xprop", "-id", window, "WM_STATE")


def is_active(window):
    return ask_x("xdotool", "getactivewindow") == window


def find_way(box, shown):
    """Which way the wheel is to be turned until all of a box, or the middle of a tall one, is well within what is shown;
    None if it is."""
    first, last = box.y, box.y + box.height
    if box.height > (shown.height - ABOVE - BELOW) // 2:
        first = last = box.y + box.height // 2
    if last > shown.y + shown.height - BELOW:
        return WHEEL_DOWN
    return WHEEL_UP if first < shown.y + ABOVE else None


_apps = []  # every program that was started


def stop_looking(*_):
    raise TimeoutError("the program answers too slowly")


def tell_windows():
    """What stands in the windows of every program that runs, and the end of the last one's log. Stops after a time: a
    program that hangs would answer no call."""
    lines = []
    for app in [app for app in _apps[:-1] if app.process.poll() is None] + _apps[-1:]:
        code = app.process.poll()
        lines += [f"program {app.process.pid}: " + ("runs" if code is None else f"ended with {code}")]
        lines += tap.cut(app.log.read_text(errors="replace").splitlines()[-LOG_MAX:], LOG_MAX)
        if code is None and app.root is not None:
            lines += app.tell_names(SEEN_MAX)
    return tap.cut(lines, SEEN_MAX)


class App:
    """The program, in a data directory of its own unless one is given. wrapper: a command that becomes the program."""

    def __init__(self, *arguments, data=None, wrapper=(), **environment):
        session = pathlib.Path(os.environ["SAFI_GUI_SESSION"])
        self.data = pathlib.Path(data or session / "home" / f"data-{time.monotonic_ns()}")
        self.log = session / f"app-{time.monotonic_ns()}.log"
        self.environment = self._make_environment(session)
        self.environment.update(environment)
        if "LD_PRELOAD" in environment:
            self.environment["LD_PRELOAD"] = f"{environment['LD_PRELOAD']}:{TRUE_GTK}"
        self.process = subprocess.Popen([*wrapper, *self._find_program(), *arguments], stdin=subprocess.DEVNULL,
                                        stdout=self.log.open("wb"), stderr=subprocess.STDOUT, env=self.environment)
        self.root = None
        self.clicked = None  # where the mouse clicked last
        _apps.append(self)

    @staticmethod
    def _find_program():
        return [str(BUILD / "src/app/safibox")]

    def _make_environment(self, session):
        return dict(
            os.environ,
            G_DEBUG="fatal-criticals",
            GSETTINGS_BACKEND="keyfile",
            GSETTINGS_SCHEMA_DIR=str(BUILD / "data"),
            SAFIBOX_DATA_DIR=str(self.data),
            SAFIBOX_TOAST_TIMES=TOAST_TIMES,
            SECRET_BACKEND="file",
            SECRET_FILE_TEST_PATH=str(session / "home/test.keyring"),
            SECRET_FILE_TEST_PASSWORD="test",
            XDG_DATA_DIRS=f"{self._make_icons(session)}:/usr/local/share:/usr/share",
            LD_PRELOAD=str(TRUE_GTK),
        )

    @staticmethod
    def _make_icons(session):
        for size, name in (("scalable", f"{APPLICATION}.svg"), ("symbolic", f"{APPLICATION}-symbolic.svg")):
            folder = session / "share/icons/hicolor" / size / "apps"
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / "data/icons" / name, folder / name)
        index = session / "share/icons/hicolor/index.theme"
        if not index.exists():
            shutil.copy("/usr/share/icons/hicolor/index.theme", index)
        return session / "share"

    def __enter__(self):
        self.root = wait(self._find_root, "the program's window")
        return self

    def __exit__(self, *_):
        self.quit()

    def assert_alive(self):
        code = self.process.poll()
        assert code is None, f"the program ended with {code}: " + self.log.read_text(errors="replace")

    def _list_x_windows(self):
        """Those that are shown, the oldest first."""
        return ask_x("xdotool", "search", "--onlyvisible", "--pid", str(self.process.pid)).split()

    def _is_ours(self, application):
        return application.get_process_id() == self.process.pid

    def _find_root(self):
        self.assert_alive()
        for application in accessible.list_applications():
            try:
                if self._is_ours(application) and application.get_children():
                    return application
            except accessible.Error:  # it has ended, or only begins
                continue
        return None

    def quit(self):
        """Ends the program as a session does, and returns its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(TIMEOUT)

    def complaints(self):
        """What GTK and GLib complained about."""
        return [line for line in self.log.read_text(errors="replace").splitlines()
                if "CRITICAL" in line or "WARNING" in line]

    # Looking

    def walk(self, node=None):
        """Every object below that is on the screen, and every leaf; of a long list the first ROWS_SEEN rows. Of all
        windows the newest comes first."""
        if node is None:
            # At once, because GTK 4.8 fails where one asks for a window that was closed meanwhile.
            for window in reversed(self.windows()):
                yield from self.walk(window)
            return
        yield node
        try:
            children = node.get_children()[:ROWS_SEEN]
        except accessible.Error:
            return
        for child in children:
            try:
                if child.get_role_name() in LEAVES:
                    yield child
                elif is_shown(child):
                    yield from self.walk(child)
            except accessible.Error:  # it went away while we were looking
                continue

    def each(self, role=None, name=None, within=None):
        """Objects on the screen with that role (or one of several) and name (text or pattern), one by one."""
        self.assert_alive()
        roles = {role} if isinstance(role, str) else set(role or ())
        for node in self.walk(within):
            try:
                is_leaf = node.get_role_name() in LEAVES
                if (name is None or matches(name, name_of(node))) and self._has_role(node, roles) \
                        and not (is_leaf and is_hidden(node)):
                    yield node
            except accessible.Error:
                pass

    def _has_role(self, node, roles):
        """Whether it has one of these roles (none: any), or newer GTK's name for one."""
        role = node.get_role_name()
        if not roles or role in roles:
            return True
        if role not in itertools.chain(*(OTHER_ROLES.get(known, ()) for known in roles)):
            return False
        return "combo box" not in roles or all(below.get_role_name() != "combo box" for below in self.walk(node))

    def all(self, role=None, name=None, within=None):
        return list(self.each(role, name, within))

    def find(self, role=None, name=None, within=None, timeout=TIMEOUT):
        """The first object on the screen with that role and name (text or pattern); waits until it is there."""
        return wait(lambda: next(self.each(role, name, within), None), f"{role} {name!r}", timeout)

    def is_gone(self, role, name):
        return wait(lambda: not self.all(role, name), f"{role} {name!r} to go")

    def windows(self):
        """The oldest first."""
        return [node for node in self.root.get_children() if is_on_screen(node)]

    def rows(self, list_node):
        """The labels of each row of a list."""
        return [[name_of(label) for label in self.walk(row) if label.get_role_name() == "label"]
                for row in self.walk(list_node) if row.get_role_name() in ("list item", "table row")]

    def labels(self, within=None):
        """What each label shows, in order."""
        return [plain(node) for node in self.walk(within) if node.get_role_name() == "label"]

    def tell_names(self, most):
        """Roles and names of what is on the screen, the newest window first."""
        lines = []
        before = signal.signal(signal.SIGALRM, stop_looking)
        signal.alarm(SEEN_SECONDS)
        try:
            for node in self.each(None, re.compile(r"\S")):
                name = " ".join(plain(node).split())
                if not (lines and lines[-1].endswith(f": {name}")):  # a button and its label
                    lines.append(f"  {node.get_role_name()}: {name}")
                if len(lines) == most:
                    break
        except (AssertionError, accessible.Error, TimeoutError) as error:
            lines.append(f"  … {error}")
        finally:
            signal.alarm(0)
            signal.signal(signal.SIGALRM, before)
        return lines or ["  nothing with a name, or no answer"]

    # Doing

    def click(self, role, name, within=None):
        """Clicks the first such object that can be clicked: of a menu button that is the button inside."""
        def look():
            return next((node for node in self.each(role, name, within) if node.has_action()), None)
        node = wait(look, f"{role} {name!r} to click")
        assert node.act(), f"{role} {name!r} refused"
        return node

    def set_text(self, name, text):
        node = self.find(TEXT_ROLES, name)
        assert node.set_text(text)
        return node

    def top_of(self, node):
        """The window that an object is in."""
        while node.get_parent() is not None and node.get_parent() != self.root:
            node = node.get_parent()
        return node

    def windows_called(self, title):
        """The X windows with that title, the newest first."""
        return [window for window in reversed(self._list_x_windows()) if ask_x("xdotool", "getwindowname", window) == title]

    def window_of(self, node):
        """The X window that shows an object, by its title; it may be heard of before it is shown."""
        title = self.top_of(node).get_name()
        named = wait(lambda: self.windows_called(title), f"an X window with the title {title!r}")
        return next(filter(is_managed, named), named[0])

    def mouse(self, node, times=1):
        """Clicks the middle of an object with the mouse: for rows, which have no action."""
        box = wait(lambda: node.get_box() if is_on_screen(node) else None, "an object to click")
        x, y = box.x + box.width // 2, box.y + box.height // 2
        window = self.window_of(node)
        wait(lambda: is_active(window), "the window to be in front: what it opens before closes again")
        if self.clicked == (window, x, y):
            time.sleep(DOUBLE_CLICK)
        self.clicked = (window, x, y)
        subprocess.run(["xdotool", "mousemove", "--window", window, str(x), str(y), "click",
                        "--repeat", str(times), "--delay", "60", "1"], check=True)

    def pane_of(self, node):
        """What scrolls an object: where panes lie in each other, the outermost one; the window if nothing does."""
        pane = self.top_of(node)
        while node is not None and node != self.root:
            pane = node if node.get_role_name() == SCROLLED else pane
            node = node.get_parent()
        return pane

    def scroll_to(self, node):
        """Turns the wheel over the window of an object, above or below where the object begins, until all of it is well
        within what scrolls it and stands still."""
        pane, window = self.pane_of(node), self.window_of(node)
        wait(lambda: is_active(window), "the window to be in front")

        def turn():
            box, shown = node.get_box(), pane.get_box()
            way = find_way(box, shown)
            if way is None:
                time.sleep(STILL_SECONDS)
                return node.get_box().y == box.y
            subprocess.run(["xdotool", "mousemove", "--window", window, str(max(box.x, 0) + 1), str(shown.y + shown.height // 2),
                            "click", way], check=True)
            end = time.monotonic() + TURN_SECONDS
            while node.get_box().y == box.y and time.monotonic() < end:
                time.sleep(PAUSE)
            return False
        wait(turn, f"{node.get_role_name()} {name_of(node)!r} to come into sight", SCROLL_TIMEOUT)

    def key(self, *keys):
        """To the window in front; for a moment after one has closed there is none."""
        wait(lambda: ask_x("xdotool", "getactivewindow") in self._list_x_windows(), "a window to be in front")
        subprocess.run(["xdotool", "key", "--clearmodifiers", "--delay", "40", *keys], check=True)

    def type(self, text):
        """Types on the keyboard: plain ASCII only; set_text takes any script."""
        subprocess.run(["xdotool", "type", "--clearmodifiers", "--delay", "20", text], check=True)

    def choose(self, name, index):
        """Chooses an entry of a drop-down list by the mouse and keys."""
        box = self.find("combo box", name)
        self.open_list(box)
        self.close_list(box, "Home", *["Down"] * index, "Return")

    def open_list(self, box):
        self.mouse(box)
        self.find(OPEN_LIST, within=box)

    def close_list(self, box, *keys):
        """By keys, such as those that choose an entry. The next key is the window's: as long as it closes, it is the list's."""
        self.key(*keys)
        wait(lambda: not self.all(OPEN_LIST, within=box), "the list to close")

    def choose_menu(self, button, name, index, within=None):
        """Opens a menu by its button and chooses an item: by its name or, where items have none, by its place."""
        self.click("push button", button, within=within)
        self.find(MENU_ROLES)
        named = self.all(MENU_ROLES, name)
        if named:
            named[0].act()
        else:
            self.key("Home", *["Down"] * index, "Return")
        self.is_gone(MENU_ROLES, None)

    def activate(self, action, parameter=""):
        """Starts an action of the program over the bus: for setting up, not for testing what it hangs on."""
        path = "/" + APPLICATION.replace(".", "/")
        subprocess.run(["gdbus", "call", "--session", "-d", APPLICATION, "-o", path, "-m",
                        "org.gtk.Actions.Activate", action, f"[{parameter}]", "{}"], check=True, capture_output=True)

    def wait_for_bus(self):
        """Until a program without a window can be asked for its actions."""
        subprocess.run(["gdbus", "wait", "--session", "--timeout", str(TIMEOUT), APPLICATION], check=True)

        def knows():
            asked = subprocess.run(["gdbus", "call", "--session", "-d", APPLICATION, "-o",
                                    "/" + APPLICATION.replace(".", "/"), "-m", "org.gtk.Actions.List"],
                                   capture_output=True, text=True)
            return "'quit'" in asked.stdout
        wait(knows, "the program's actions")

    def resize(self, width, height, title="Safibox"):
        window = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", f"^{title}$"], capture_output=True,
                                text=True).stdout.split()[-1]
        subprocess.run(["xdotool", "windowsize", "--sync", window, str(width), str(height)], check=True)

    def min_width(self, title="Safibox"):
        """Pixels: how narrow the window can be made."""
        window = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", f"^{title}$"], capture_output=True,
                                text=True).stdout.split()[-1]
        hints = subprocess.run(["xprop", "-id", window, "WM_NORMAL_HINTS"], capture_output=True, text=True).stdout
        return int(re.search(r"minimum size: (\d+) by", hints).group(1))

    def shoot(self, path):
        path = pathlib.Path(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(["import", "-window", "root", str(path)], check=True)


class Notifications:
    """A notification service that writes down what it is told, and clicks its buttons."""

    def __enter__(self):
        self.path = pathlib.Path(os.environ["SAFI_GUI_SESSION"]) / f"notifications-{time.monotonic_ns()}"
        self.path.touch()
        self.process = subprocess.Popen(["/usr/bin/python3", str(ROOT / "tests/lib/fakenotify.py"), str(self.path)],
                                        stdout=subprocess.PIPE, text=True)
        assert self.process.stdout.readline().strip() == "ready"
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def list(self):
        return [json.loads(line) for line in self.path.read_text().splitlines()]

    def wait_for(self, count=1):
        return wait(lambda: self.list() if len(self.list()) >= count else None, f"{count} notifications")

    @staticmethod
    def buttons(told):
        """The labels of a notification's buttons, in order; a click on its text is none."""
        return [label for key, label in zip(told["actions"][::2], told["actions"][1::2]) if key != "default"]

    def press(self, told, label):
        """Presses a button by its label."""
        keys = {name: key for key, name in zip(told["actions"][::2], told["actions"][1::2])}
        self.click(told["id"], keys[label])

    @staticmethod
    def click(number, action):
        subprocess.run(["gdbus", "call", "--session", "-d", "org.freedesktop.Notifications", "-o",
                        "/org/freedesktop/Notifications", "-m", "org.example.Test.Click", str(number), action],
                       check=True, capture_output=True)

