#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""check-icons.py ROOT: fails on a symbolic icon that the theme cannot give the colour of the text around it, or that is not
drawn on 16 × 16; and on an icon of the program that is not square, or that names something outside of itself."""

import pathlib
import re
import sys
from xml.etree import ElementTree

SVG = "{http://www.w3.org/2000/svg}"
SHAPES = {"svg", "g", "title", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon"}
# The toolkit puts the colour of the text in place of these.
RECOLOURED = {"#2e3436", "#2e3434", "#222222", "currentcolor"}
REFERENCE = re.compile(r"url\((?!#)|\bhttps?:")


def list_colours(node):
    style = dict(part.split(":", 1) for part in node.get("style", "").replace(" ", "").split(";") if ":" in part)
    for name in ("fill", "stroke", "color", "stop-color"):
        value = style.get(name, node.get(name))
        if value is not None and value.lower() != "none":
            yield value.lower()


def check_symbolic(tree):
    if tree.get("viewBox", f"0 0 {tree.get('width')} {tree.get('height')}") != "0 0 16 16":
        yield "is not drawn on 16 × 16"
    for node in tree.iter():
        tag = node.tag.removeprefix(SVG)
        if tag not in SHAPES:
            yield f"has <{tag}>"
        yield from (f"has the colour {colour}" for colour in list_colours(node) if colour not in RECOLOURED)


def check_whole(tree):
    if tree.get("width") != tree.get("height"):
        yield "is not square"
    for node in tree.iter():
        for name, value in node.attrib.items():
            if REFERENCE.search(value) or (name.endswith("href") and not value.startswith("#")):
                yield f"names {value}"


def main(root):
    faults = []
    paths = [path for folder in ("data/icons", "ui/icons") for path in sorted((root / folder).glob("*.svg"))]
    for path in paths:
        tree = ElementTree.parse(path).getroot()
        checks = (check_whole, check_symbolic) if path.stem.endswith("-symbolic") else (check_whole,)
        faults += [f"{path.relative_to(root)}: {fault}" for check in checks for fault in check(tree)]
    if not any(path.stem.endswith("-symbolic") for path in paths):
        faults.append("no symbolic icon is there")
    print("\n".join(faults) or f"{len(paths)} icons")
    return 1 if faults else 0


sys.exit(main(pathlib.Path(sys.argv[1])))
