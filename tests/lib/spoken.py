# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program in a language other than English: what it says for the words that stand in the source.

    language = spoken.choose()        # the made-up one, or the one that SAFI_SPOKEN names: of po/LINGUAS, or en_GB
    app = spoken.App(language)        # names given as text are looked for in that language
    language.find("for your answer")  # a pattern for whatever holds these words in the source
"""

import os
import re

import gui
import pseudo

CONTEXT, FORMS = "\x04", "\0"  # of a compiled catalogue: before the source; between the forms of a plural
KEY = "_"  # before the letter that is a key; what is heard has none
VALUE = re.compile(r"%(?:\d+\$)?[-+#0'_]*\d*(?:l|ll)?[a-z]|\{\d+\}")


class Made:
    """A language whose catalogues are made for the test."""

    def __init__(self):
        self.folder = gui.pathlib.Path(os.environ["SAFI_GUI_SESSION"]) / "locale"
        if not self.folder.exists():
            pseudo.write_catalogues(self.folder, self.code, self.say)


class MadeUp(Made):
    """The language of pseudo.py."""
    code = pseudo.LANGUAGE

    def say(self, text):
        return pseudo.say(text)

    def find(self, part):
        return re.compile(re.escape(part.translate(pseudo.LETTERS)))


class English(Made):
    """The words of the source as a translation of themselves: so the window has what it has in every other language, too."""
    code = "en_GB"

    def say(self, text):
        return text

    def find(self, part):
        return re.compile(re.escape(part))


INSTALLED = gui.BUILD / "prefix/share/locale"


class Real:
    """A language as it was built and installed."""

    def __init__(self, code):
        self.code, self.folder = code, INSTALLED
        self.texts = {}  # source: forms
        for domain in ("safibox-tips", "safibox"):
            octets = (self.folder / code / "LC_MESSAGES" / f"{domain}.mo").read_bytes()
            for source, text in pseudo.read_catalogue(octets).items():
                for form in source.split(CONTEXT)[-1].replace(KEY, "").split(FORMS):
                    self.texts[form] = text.replace(KEY, "").split(FORMS)

    def say(self, text):
        return self.texts.get(text, [text])[0]

    def find(self, part):
        """Values in what is found may be anything."""
        said = {form for source, forms in self.texts.items() if part in source for form in forms} or {part}
        return re.compile("(?:" + "|".join(".+".join(map(re.escape, VALUE.split(form))) for form in sorted(said)) + ")")


class App(gui.App):
    """The program in a language. Names that are given as text are looked for in that language; patterns are looked for
    as they are."""

    def __init__(self, language, *arguments, **options):
        self.language = language
        super().__init__(*arguments, LANGUAGE=language.code, SAFIBOX_LOCALE_DIR=str(language.folder), **options)

    def each(self, role=None, name=None, within=None):
        return super().each(role, self.language.say(name) if isinstance(name, str) else name, within)


def choose():
    code = os.environ.get("SAFI_SPOKEN")
    if code == English.code:
        return English()
    return Real(code) if code else MadeUp()
