# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The walks look at every page and dialog, as narrow as a window gets and in a language that is a third longer: each control
has a name that can be heard, each text is translated and can be read to its end. In a real language (SAFI_SPOKEN) they
look only for letters that no font has, and take pictures (SAFI_KEEP_SHOTS), of the screen or of all of the newest window
alone (SAFI_SHOT_WINDOW).

    app = pages.start()
    @pages.walk("the messages")
    def _():
        app.look("list")          # inspects the newest window
"""

import re
import subprocess

import steps
from steps import gui
import inspection
import spoken
import tap

SIZE = gui.os.environ.get("WALK_GEOMETRY", "370x2000").split("x")
HEIGHT = int(SIZE[1])
# Names from outside: of the toolkit's own windows, firms, offices, lists of addresses, and what the walks type in.
CONTENT = re.compile(r"^(Clear [eE]ntry|About|What’s New|Details|Report an Issue|Troubleshooting|Credits|Legal)$|"
                     r"\b(Airtel|Pakistan|Philippines|Netherlands|Fraudehelpdesk)\b|Inter-Agency Response Center \(I-ARC\), CICC|"
                     r"^National Cyber Crimes Investigation Agency \(NCCIA\)|"
                     r"\b(Spamhaus ZEN|SpamCop|PSBL)\b|^(Close|Show Text)$|^Ctrl\+.|\"[^\"]+\"|“[^”]+”|\bGmail\b|"
                     r"No linguistic content|School week of Zamora Bay|Lighthouse School|^Desk$")
PLACES = re.compile("SafiMessageRow/.*#(sender|subject)$|GtkListBox#headers/|GtkLabel#headers$|"
                    "SafiHelpWindow/.*Adw(PreferencesGroup|ActionRow)|GtkListBox#findings/.*#subtitle$|SafiLinkList#links/.*#subtitle$|"
                    r"SafiPackWindow/.*(GtkListBox.*#(title|subtitle)|#name|#from)$|SafiPackGroup\b.*#(title|description)$|"
                    # What libadwaita's own buttons say.
                    "AdwToastWidget/GtkButton#close_button$|AdwPasswordEntryRow#.*GtkBox#suffixes/GtkButton$|"
                    "SafiReportWindow/.*#preview$|SafiSheetWindow/.*GtkLabel#file$|SafiTranslateSheet/.*(#list/|#english$)")
MAY_BE_CUT = re.compile("SafiLinkList.*#subtitle$|SafiMessageRow/|AdwComboRow#.*/GtkListView#current/|"
                        "AdwEntryRow#(forwarders|certifiers)/")
RESIZE_SECONDS = 1  # a dialog that keeps its size gives no sign
found = []
language = None


def read_place(window):
    """{"X", "Y", "WIDTH", "HEIGHT"} of an X window, in pixels of the screen."""
    lines = gui.ask_x("xdotool", "getwindowgeometry", "--shell", window).split("\n")
    return {name: int(value) for name, value in (line.split("=") for line in lines)}


class Walker(spoken.App):
    """The program in the language of the walk. Pages are named in English, as pictures are."""

    def say(self, text):
        return self.language.say(text)

    def said(self, part):
        """A pattern for what is said, of which a part is given in English."""
        return self.language.find(part)

    def take(self, page):
        """Keeps a picture of the newest window, and its words."""
        if "SAFI_KEEP_SHOTS" not in gui.os.environ:
            return
        picture = gui.pathlib.Path(gui.os.environ["SAFI_KEEP_SHOTS"]) / f"{page}.png"
        if "SAFI_SHOT_WINDOW" in gui.os.environ:
            self.shoot_all_of_it(picture)
        else:
            self.shoot(picture)
        picture.with_suffix(".txt").write_text("".join(f"{line}\n" for line in inspection.list_texts(self)))

    def look(self, page):
        """Inspects the newest window."""
        self.take(page)
        if isinstance(self.language, spoken.MadeUp):
            faults = inspection.inspect(self, CONTENT, PLACES, MAY_BE_CUT)
        else:
            faults = inspection.find_without_letters(self)
        found.extend(f"{page}: {fault}" for fault in faults)

    def shoot_all_of_it(self, picture):
        """The newest window as high as the screen, alone; with what hangs out of it where there is no other."""
        window = gui.ask_x("xdotool", "getactivewindow")
        place = read_place(window)
        if place["HEIGHT"] < HEIGHT:
            subprocess.run(["xdotool", "windowmove", window, "0", "0", "windowsize", window, *SIZE], check=True)
            gui.time.sleep(RESIZE_SECONDS)
        self.shoot(picture)
        place = read_place(window)
        crop = ["-crop", "{WIDTH}x{HEIGHT}+{X}+{Y}".format(**place)] if len(self.windows()) > 1 else ["-trim"]
        subprocess.run(["mogrify", *crop, "+repage", str(picture)], check=True)

    def find_window(self, title):
        def look():
            return next((node for node in self.windows() if node.get_name() in (title, self.say(title))), None)
        return gui.wait(look, f"the window {title!r}")

    def close(self, title):
        window = self.window_of(self.find_window(title))
        gui.wait(lambda: gui.is_active(window), f"{title!r} to be in front")
        self.key("Escape")
        steps.window_is_gone(self, self.say(title))

    def stretch(self, title):
        """Makes a window as high as the screen, so that there is little to scroll, and waits until it is."""
        window = self.find_window(title)
        subprocess.run(["xdotool", "windowsize", self.window_of(window), *SIZE], check=True)
        gui.wait(lambda: window.get_box().height > HEIGHT // 2, "the window to be high")
        return window

    def scroll_and_click(self, node):
        self.scroll_to(node)
        self.mouse(node)

    def first_label(self, name):
        """In a list, which has some."""
        row = next(node for node in self.walk(self.find("list", name)) if node.get_role_name() == "list item")
        return next(node for node in self.walk(row) if node.get_role_name() == "label")

    def open_first_message(self):
        self.mouse(steps.message_items(self)[0])
        gui.wait(lambda: self.find("text", "Text of the message").get_text().strip(), "the text of the message")


def enter():
    """To be called before anything else."""
    global language
    gui.enter_session(GEOMETRY=gui.os.environ.get("WALK_SCREEN", "x".join(SIZE)), GTK_INI="gtk-decoration-layout=:close")
    language = spoken.choose()


def start(*arguments, **options):
    return Walker(language, *arguments, **options).__enter__()


def walk(name):
    """A test that fails on what was found on its pages."""
    def register(function):
        @tap.test(name)
        def _():
            found.clear()
            try:
                function()
            finally:
                for fault in found:
                    print(f"# {fault}")
            assert not found, "\n".join(found)
    return register
