#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""check-strings.py ROOT: fails if docs/strings.md, where translators find the pictures of the window, lacks a layout with words
to translate, names a file that is gone, or shows other pictures than docs/strings holds; or if these are too much to load."""

import pathlib
import re
import sys

OCTETS_MAX = 1_500_000  # of all pictures together
ANEW = "./dev shots --strings makes the page anew"


def check_files(root, page):
    named = set(re.findall(r"`([\w-]+/[\w./-]+\.\w+)`", page))
    excused = set(re.findall(r"^- `(ui/[\w-]+\.ui)`: \S", page, re.M))
    shown = set(re.findall(r"^\| `([^`]+)` \|.*\(#", page, re.M))
    needed = {f"ui/{path.name}" for path in (root / "ui").glob("*.ui") if 'translatable="yes"' in path.read_text()}
    yield from (f"{name} is gone" for name in sorted(named) if not (root / name).exists())
    yield from (f"{name} is on no picture: {ANEW}, or REASONS of tests/lib/string_shots.py says why"
                for name in sorted(needed - shown - excused))


def check_pictures(root, page):
    shown = set(re.findall(r"!\[[^]]+\]\(strings/([^)]+)\)", page))
    pictures = {path.name: path.stat().st_size for path in (root / "docs/strings").iterdir()}
    yield from (f"docs/strings/{name} is shown, but not there" for name in sorted(shown - pictures.keys()))
    yield from (f"docs/strings/{name} is there, but not shown" for name in sorted(pictures.keys() - shown))
    if sum(pictures.values()) > OCTETS_MAX:
        yield f"the pictures have {sum(pictures.values())} octets, more than {OCTETS_MAX}"
    headings = {re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") for name in re.findall(r"^### (.+)$", page, re.M)}
    yield from (f"no heading for #{place}" for place in sorted(set(re.findall(r"\(#([^)]+)\)", page)) - headings))


def main():
    root = pathlib.Path(sys.argv[1])
    page = (root / "docs/strings.md").read_text()
    faults = [f"docs/strings.md: {fault}" for check in (check_files, check_pictures) for fault in check(root, page)]
    print("\n".join(faults))
    sys.exit(1 if faults else 0)


main()
