#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""check-security.py ROOT: fails if docs/security.md says what is done without a test that shows it, or has a part without
what stays open. Whether its files are there check-docs.py knows."""

import pathlib
import re
import sys


def check_row(row):
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    if len(cells) != 3 or not all(cells):
        yield f"a row has three cells, and none is empty: {row}"
        return
    if not re.search(r"`tests/", cells[2]):
        yield f"no test shows it: {cells[0]}"


def check_part(part):
    title, _, text = part.partition("\n")
    rows = [line for line in text.splitlines() if line.startswith("|")][2:]
    for row in rows:
        yield from (f"{title}: {fault}" for fault in check_row(row))
    if rows and not re.search(r"^Open: ", text, re.MULTILINE):
        yield f"{title}: does not say what stays open"


def main():
    parts = (pathlib.Path(sys.argv[1]) / "docs/security.md").read_text(encoding="utf-8").split("\n## ")[1:]
    faults = [fault for part in parts for fault in check_part(part)]
    faults += [] if len(parts) > 5 else ["docs/security.md has hardly any parts"]
    print("\n".join(faults))
    sys.exit(1 if faults else 0)


main()
