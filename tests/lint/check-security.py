#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""check-security.py ROOT: fails if docs/security.md names a file that is not there, says what is done without a test that
shows it, or has a part without what stays open."""

import pathlib
import re
import sys


def check_row(root, row):
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    if len(cells) != 3 or not all(cells):
        yield f"a row has three cells, and none is empty: {row}"
        return
    if not re.search(r"`tests/", cells[2]):
        yield f"no test shows it: {cells[0]}"
    for path in re.findall(r"`((?:src|tests)/[^`]+)`", row):
        if not (root / path).is_file():
            yield f"there is no {path}"


def check_part(root, part):
    title, _, text = part.partition("\n")
    rows = [line for line in text.splitlines() if line.startswith("|")][2:]
    for row in rows:
        yield from (f"{title}: {fault}" for fault in check_row(root, row))
    if rows and not re.search(r"^Open: ", text, re.MULTILINE):
        yield f"{title}: does not say what stays open"


def main():
    root = pathlib.Path(sys.argv[1])
    parts = (root / "docs/security.md").read_text(encoding="utf-8").split("\n## ")[1:]
    faults = [fault for part in parts for fault in check_part(root, part)]
    faults += [] if len(parts) > 5 else ["docs/security.md has hardly any parts"]
    print("\n".join(faults))
    sys.exit(1 if faults else 0)


main()
