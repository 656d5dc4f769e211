#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fails on a source file without licence lines, over 600 lines, or with unfinished business in it, and on a file of whose
licence flatpak/copyright says something else than the file itself."""

import fnmatch
import pathlib
import re
import subprocess
import sys

LINES_MAX = 600
FOLDERS = ("data", "docs", "flatpak", "help", "po", "src", "tests", "ui")
LICENCES = {"GPL-3.0-or-later": "GPL-3+", "CC0-1.0": "CC0-1.0"}  # as Debian calls them
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")

root = pathlib.Path(sys.argv[1])


def list_files():
    """Those that git knows; where there is no git, those of the folders that hold no build."""
    listed = subprocess.run(["git", "-C", str(root), "ls-files", "-z"], capture_output=True, check=False).stdout
    paths = [root / name for name in listed.decode().split("\0") if name] or [p for f in FOLDERS for p in (root / f).rglob("*")]
    return [path for path in paths if path.is_file()]


def check(path):
    text = path.read_text(encoding="utf-8")
    name = path.relative_to(root)
    if "SPDX-License-Identifier: GPL-3.0-or-later" not in text[:600]:
        yield f"{name}: no SPDX-License-Identifier at its top"
    if text.count("\n") > LINES_MAX:
        yield f"{name}: {text.count(chr(10))} lines, more than {LINES_MAX}"
    if path.name != "check-sources.py" and (found := UNFINISHED.search(text)):
        yield f"{name}: says {found.group()}"


def check_licences(paths):
    """The last paragraph that fits a file counts."""
    text = (root / "flatpak/copyright").read_text(encoding="utf-8")
    paragraphs = re.findall(r"^Files: (.+)\n.+\nLicense: (.+)$", text, re.MULTILINE)
    for path in paths:
        name = str(path.relative_to(root))
        told = [licence for patterns, licence in paragraphs if any(fnmatch.fnmatch(name, p) for p in patterns.split())][-1]
        own = re.search(rb"SPDX-License-Identifier: (\S+)", path.read_bytes()[:600])
        if own and LICENCES.get(own[1].decode()) != told:
            yield f"{name}: flatpak/copyright says {told}"


files = list_files()
faults = [fault for path in files if re.search(r"\.([ch]|py|sh|ui)$|^dev$", path.name) for fault in check(path)]
faults += check_licences(files)
print("\n".join(faults))
sys.exit(1 if faults else 0)
