# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What there is to translate, from the sources as they are now, and whether it stands on a page.

    for text in template.read("po/POTFILES"): …     # text.files: whose words it is, as an entry's "#:" names them
    page = template.Page(words, template.list_fixed(texts))    # what a page of the window shows, as its .txt has it
    page.shows(text)
"""

import collections
import functools
import html
import os
import re
import subprocess

import pseudo

ENTRY = re.compile(r'^(msgctxt|msgid|msgid_plural) ((?:".*"\n?)+)', re.M)
ESCAPES = {"n": "\n", "t": "\t"}
NOTE = "#. "  # before each line of what translators are told
TAG = re.compile(r"</?[a-z]\w*(?: [^<>]*)?/?>")
VALUE = re.compile(r"%(?:\d+\$)?[-+#0'_]*\d*(?:\.\d+)?(?:hh|h|ll|l|z|j|t|q)?[A-Za-z%]|\{\d+\}")
MARKS = re.compile("[\u2066-\u2069\u200b\u2060_]")  # of directions and line ends, and before the letter of a key
NUMBERS = "du"  # the ends of values that are numbers
LETTERS_MIN = 4  # in a text with values: fewer are in everything
PARTED = " · "  # texts on one line
SENTENCE_MIN = 20  # letters of what may be part of something longer

# files: sorted; note: "" if there is none; forms: one, and that of a plural.
Text = collections.namedtuple("Text", "context forms files note")


def _unquote(body):
    text = "".join(re.findall(r'"(.*)"', body))
    return re.sub(r"\\(.)", lambda match: ESCAPES.get(match[1], match[1]), text)


def _read_entry(entry):
    parts = {name: _unquote(body) for name, body in ENTRY.findall(entry)}
    files = {name for line in re.findall(r"^#: (.+)$", entry, re.M) for name in line.split()}
    note = " ".join(line.removeprefix(NOTE).strip() for line in entry.split("\n") if line.startswith(NOTE))
    forms = tuple(parts[name] for name in ("msgid", "msgid_plural") if parts.get(name))
    return Text(parts.get("msgctxt", ""), forms, tuple(sorted(files)), note)


def read(list_of_files):
    """Every text of the files that stand in a list, such as po/POTFILES."""
    lines = (pseudo.ROOT / list_of_files).read_text().splitlines()
    files = [line for line in lines if line and not line.startswith("#")]
    command = [*pseudo.XGETTEXT, "--add-comments=Translators:", "--add-location=file", "--no-wrap", *files]
    made = subprocess.run(command, cwd=pseudo.ROOT, check=True, capture_output=True, text=True,
                          env={**os.environ, "GETTEXTDATADIRS": str(pseudo.ROOT / "data")}).stdout
    return [text for text in map(_read_entry, made.split("\n\n")) if text.forms]


def _plain(text):
    return MARKS.sub("", html.unescape(TAG.sub("", text)))


def _make_value(value, is_plural):
    """A pattern for what stands at the place of a value: a plural goes by its number, which is the first."""
    return r"\d[\d., ]*" if value[-1] in NUMBERS or is_plural and value == "{0}" else ".+?"


@functools.lru_cache(maxsize=None)
def _make_pattern(form, is_plural):
    """Returns: (a pattern, what it is looked for in, as the fields of a page are called); None for what says nothing without
    its values."""
    plain = " ".join(_plain(form).split())
    pieces, values = VALUE.split(plain), VALUE.findall(plain)
    letters = sum(map(str.isalpha, "".join(pieces)))
    if letters < (LETTERS_MIN if values else 1):
        return None
    made = [_make_value(value, is_plural) for value in values] + [""]
    pattern = "".join(re.escape(piece) + value for piece, value in zip(pieces, made))
    if letters >= SENTENCE_MIN:
        return re.compile(pattern), "all"
    return re.compile(f"^{pattern}$", re.M), "filled" if values else "lines"


def list_fixed(texts):
    """The texts that hold no values, as a page shows them."""
    return {" ".join(_plain(form).split()) for text in texts for form in text.forms if not VALUE.search(form)}


class Page:
    """Which words stand on a page, one text a line, or several with a dot between. A line that is one of @fixed is no other text
    with a value in it."""

    def __init__(self, words, fixed):
        plain = MARKS.sub("", words)
        lines = [" ".join(line.split()) for line in plain.splitlines()]
        lines += [part for line in lines if PARTED in line for part in line.split(PARTED)]
        self.lines = "\n".join(lines)
        self.filled = "\n".join(line for line in lines if line not in fixed)
        self.all = " ".join(plain.split())

    def shows(self, text):
        made = (_make_pattern(form, len(text.forms) > 1) for form in text.forms)
        return any(pattern.search(getattr(self, field)) for pattern, field in filter(None, made))
