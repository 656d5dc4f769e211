#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fails on a source file without licence lines, over 600 lines, or with unfinished business in it."""

import pathlib
import re
import subprocess
import sys

LINES_MAX = 600
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")

root = pathlib.Path(sys.argv[1])


def list_files():
    listed = subprocess.run(["git", "-C", str(root), "ls-files", "-z", "src", "tests", "dev", "flatpak", "ui", "data"],
                            capture_output=True, check=False).stdout
    names = [name for name in listed.decode().split("\0") if name]
    if not names:
        names = [str(p.relative_to(root)) for f in ("src", "tests", "flatpak", "ui") for p in (root / f).rglob("*") if p.is_file()]
    return [root / name for name in names if re.search(r"\.([ch]|py|sh|ui)$|^dev$", name)]


def check(path):
    text = path.read_text(encoding="utf-8")
    name = path.relative_to(root)
    if "SPDX-License-Identifier: GPL-3.0-or-later" not in text[:600]:
        yield f"{name}: no SPDX-License-Identifier at its top"
    if text.count("\n") > LINES_MAX:
        yield f"{name}: {text.count(chr(10))} lines, more than {LINES_MAX}"
    if path.name != "check-sources.py" and (found := UNFINISHED.search(text)):
        yield f"{name}: says {found.group()}"


faults = [fault for path in list_files() if path.exists() for fault in check(path)]
print("\n".join(faults))
sys.exit(1 if faults else 0)
