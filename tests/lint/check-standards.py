#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""check-standards.py ROOT: fails if docs/standards.md does not have exactly one row for each instrument below, has one for
another, or does not say what Safibox does with it. Whether its files are there check-docs.py knows."""

import collections
import pathlib
import re
import sys

OUTSIDE = "outside a user's program"
INSTRUMENTS = [
    "ITU-T X.1240 (X.gcs)", "ITU-T X.1241 (X.fcs)", "ITU-T X.1231 (X.tcs)", "ITU-T X.1243 (X.tcs-1)", "X.sds",
    "WTSA Resolution 50", "WTSA Resolution 51", "WTSA Resolution 52", "UNGA Resolution 57/239", "WSIS action line C5",
    "NGN and SS7", "APEC Anti-Spam Strategy", "London Action Plan", "Seoul-Melbourne MoU", "OECD Anti-Spam Toolkit",
    "Harvard study of spam laws", "Safer Internet", "Signal Spam, Click Spam", "Netherlands", "Get Safe Online",
    "OnGuard Online",
    "Safer Internet Day", "World Telecommunication and Information Society Day", "28 June", "Cybersecurity Awareness Month",
    "SPF", "Sender ID", "DKIM", "DMARC", "ARC", "Authentication-Results", "CSV", "CSA", "DNA", "CLEAR", "BATV", "VBR", "ARF",
    "Bounces", "DNS lists", "List-Unsubscribe", "BIMI", "DKIM2",
    *(f"RFC {number}" for number in (3501, 9051, 8314, 6851, 4315, 7162, 6154, 2342, 2177, 4978, 5161, 2971, 5530, 9738, 4616,
                                     4959, 7628, 8252, 6186)),
]


def read_rows(text):
    """The cells of each row of each table, without heads."""
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("|")]
    return [row for row in rows if row[0] != "instrument" and not re.fullmatch(r"-+", row[0])]


def check_row(name, row):
    if len(row) != 3 or not all(row):
        yield f"{name}: a row has three cells, and none is empty"
        return
    if "`" not in row[2] and OUTSIDE not in row[2]:
        yield f"{name}: what Safibox does with it stands in a file, or is {OUTSIDE}"


def main():
    root = pathlib.Path(sys.argv[1])
    rows = read_rows((root / "docs/standards.md").read_text())
    names = [row[0] if row[0] in INSTRUMENTS else row[0].split(" (")[0] for row in rows]
    counts = collections.Counter(names)
    faults = [f"{name}: {counts[name]} rows, not one" for name in INSTRUMENTS if counts[name] != 1]
    faults += [f"{name}: not in the list of check-standards.py" for name in names if name not in INSTRUMENTS]
    for name, row in zip(names, rows):
        faults += check_row(name, row)
    print("\n".join(faults))
    sys.exit(1 if faults else 0)


main()
