#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""check-help.py ROOT: fails if a help page promises too much, names a control that the window does not have, leads
nowhere, is not installed, or if the shortcuts window misses a key that the code has."""

import pathlib
import re
import sys
from xml.etree import ElementTree

import window

MALLARD = "{http://projectmallard.org/1.0/}"


def check_page(path, pages, words):
    tree = ElementTree.parse(path)
    text = "".join(tree.getroot().itertext())
    for found in window.PROMISES.findall(text):
        yield f"{path.name}: promises: {found}"
    for node in tree.iter(MALLARD + "gui"):
        if node.text not in words:
            yield f"{path.name}: the window has no “{node.text}”"
    for node in tree.iter(MALLARD + "link"):
        if node.get("xref", "").split("#")[0] not in pages:
            yield f"{path.name}: leads nowhere: {node.get('xref')}"
        elif node.get("type") != "guide" and not (node.text or "").strip():
            yield f"{path.name}: a link without words"


def check_pages(root):
    paths = sorted((root / "help/C").glob("*.page"))
    listed = re.findall(r"'([a-z-]+\.page)'", (root / "help/meson.build").read_text())
    if listed != [path.name for path in paths]:
        yield "help/meson.build does not list the pages of help/C in their order"
    words = window.read_words(root, ("app", "words"))
    for path in paths:
        yield from check_page(path, {p.stem for p in paths}, words)


def read_keys(root):
    """The keys that the code binds for the whole program for the page of messages and for a round of practice, as the
    shortcuts window writes them."""
    table = (root / "src/app/help/safi-keys.c").read_text().split("keys[] = {")[1].split("};")[0]
    keys = {key for row in re.findall(r'\{ "[^"]+", \{ ([^}]+) \} \}', table) for key in re.findall(r'"([^"]+)"', row)}
    pages = "".join(path.read_text() for path in sorted((root / "src/app/messages").glob("safi-messages-page*.c")))
    keys |= set(re.findall(r'\{ "messages\.[a-z-]+", \w+, GDK_KEY_(\w+) \}', pages))
    practice = (root / "src/app/learn/safi-practice-view.c").read_text()
    keys |= set(re.findall(r'\{ "practice\.[a-z]+", GDK_KEY_(\w+),', practice)) - {"KP_Enter"}
    return {re.sub("<Control>", "<Ctrl>", key).lower() for key in keys}


def check_shortcuts(root):
    tree = ElementTree.parse(root / "ui/safi-shortcuts.ui")
    shown = {key.lower() for node in tree.iter("property") if node.get("name") == "accelerator"
             for key in node.text.split()}
    keys = read_keys(root)
    if not {"f1", "j", "s"} <= keys:
        yield "check-help.py no longer finds the keys in src/app"
    for key in sorted(keys - shown):
        yield f"ui/safi-shortcuts.ui lacks {key}"


def main():
    root = pathlib.Path(sys.argv[1])
    faults = [*check_pages(root), *check_shortcuts(root)]
    print("\n".join(faults))
    sys.exit(1 if faults else 0)


main()
