# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the window says, and what no page about it may promise."""

import re
from xml.etree import ElementTree

PROMISES = re.compile(r"\b(safe|safely|safety|clean|protected|protects?|guaranteed?|never fails?)\b", re.I)
CALL = re.compile(r'N?_ \(\s*((?:(?:/\*.*?\*/)?\s*"(?:[^"\\]|\\.)*"\s*)+)\)', re.S)


def read_calls(text):
    """The words in _() and N_() of a C file, each as one string."""
    for call in CALL.findall(text):
        yield "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', re.sub(r"/\*.*?\*/", "", call, flags=re.S)))


def read_words(root, folders=("app",)):
    """Every text of the layout files and of @folders of src, without mnemonics."""
    words = set()
    for path in (root / "ui").glob("*.ui"):
        words |= {"".join(node.itertext()) for node in ElementTree.parse(path).iter() if node.get("translatable")}
    for folder in folders:
        for path in (root / "src" / folder).rglob("*.c"):
            words |= set(read_calls(path.read_text()))
    return {word.replace("_", "").strip() for word in words}
