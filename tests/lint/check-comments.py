#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""check-comments.py ROOT: fails if a string of the window that has at most three words stands alone before a translator,
with neither a comment nor a context: nobody can tell whether “Try” is a button or a title, or what “it” is in “Leave it”.
Fails, too, if a comment stands where xgettext does not take it: it has to be right above the line of the call."""

import pathlib
import re
import subprocess
import sys
from xml.etree import ElementTree

WORDS_MAX = 3
# What meson's preset "glib" calls calls, as po/meson.build has it; xgettext itself knows ngettext, and GTK's layout files.
KEYWORDS = ("_", "N_", "C_:1c,2", "NC_:1c,2", "g_dcgettext:2", "g_dngettext:2,3", "g_dpgettext2:2c,3")
COMMENT = re.compile(r"/\*\s*(Translators:(?:(?!\*/).)*)\*/(?!\nstatic const)", re.S)  # one over a table is for whoever reads the source


def read_entries(root):
    """(string, places, comment) of each string, those of the same string together as in the template."""
    text = subprocess.run(["xgettext", "--files-from=po/POTFILES", "--from-code=UTF-8", "--add-comments=Translators", "--no-wrap",
                           "--output=-"] + ["--keyword=" + keyword for keyword in KEYWORDS],
                          cwd=root, check=True, capture_output=True, text=True).stdout
    for entry in text.split("\n\n")[1:]:
        string = "".join(re.findall(r'"(.*)"', re.search(r'^msgid ((?:".*"\n?)+)', entry, re.M).group(1)))
        places = " ".join(re.findall(r"^#: (.*)", entry, re.M)).split()
        yield string, places, flatten(" ".join(re.findall(r"^(?:#\.|msgctxt) (.*)", entry, re.M)))


def flatten(text):
    return " ".join(word for word in text.split() if word != "*")


def read_comments(root):
    """(place, comment) of each comment for translators in C, but for those over a whole table."""
    for name in (root / "po/POTFILES").read_text().split():
        text = (root / name).read_text() if name.endswith(".c") else ""
        for comment in COMMENT.finditer(text):
            yield f"{name}:{text.count(chr(10), 0, comment.start()) + 1}", flatten(comment.group(1))


def is_of_window(place):
    """Those of the command line are told apart by its manual; the metainfo is explained where it stands."""
    return place.startswith(("ui/", "src/")) and not place.startswith("src/cli/")


def is_only_heard(root, place):
    """What a screen reader says: GTK takes no comment there."""
    path, line = place.rsplit(":", 1)
    before = "\n".join((root / path).read_text().split("\n")[:int(line)])
    return path.endswith(".ui") and before.count("<accessibility>") > before.count("</accessibility>")


def read_heard(path):
    return ElementTree.parse(path).iterfind(".//accessibility/*")


def find_unexplained(root, places):
    """(nullable) where a string of the window could have a comment."""
    return next((place for place in places if is_of_window(place) and not is_only_heard(root, place)), None)


def main():
    root = pathlib.Path(sys.argv[1])
    entries = list(read_entries(root))
    short = [entry for entry in entries if len(entry[0].split()) <= WORDS_MAX and any(map(is_of_window, entry[1]))]
    assert len(short) > 400, f"only {len(short)} short strings were found"
    faults = [f"{place}: “{string}” has no comment for translators" for string, places, comment in short
              if not comment and (place := find_unexplained(root, places))]
    told = "\n".join(entry[2] for entry in entries)
    faults += [f"{place}: this comment reaches no translator, put it right above the line of the call: {comment}"
               for place, comment in read_comments(root) if comment not in told]
    faults += [f"{path.relative_to(root)}: GTK ends the program at a comment inside of <accessibility>"
               for path in sorted((root / "ui").glob("*.ui")) if any(node.get("comments") for node in read_heard(path))]
    print("\n".join(faults) or f"{len(short)} short strings, each with a comment or a context")
    sys.exit(1 if faults else 0)


main()
