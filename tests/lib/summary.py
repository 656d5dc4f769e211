#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts what every test of a meson log said and ends with one line: N passed, N failed, N skipped.

Each TAP line of a test counts as one; a test that prints no TAP counts as one itself.
"""

import json
import re
import sys

counts = {"passed": 0, "failed": 0, "skipped": 0}


def count_tap(output):
    """Returns True if the output was TAP."""
    lines = re.findall(r"^(not )?ok\b(.*)$", output, re.MULTILINE)
    for failed, rest in lines:
        if re.search(r"# skip", rest, re.IGNORECASE):
            counts["skipped"] += 1
        else:
            counts["failed" if failed else "passed"] += 1
    return bool(lines)


broken = []
for line in open(sys.argv[1], encoding="utf-8", errors="replace"):
    test = json.loads(line)
    failed_before = counts["failed"]
    is_tap = count_tap(test.get("stdout") or "")
    if test["result"] in ("FAIL", "ERROR", "TIMEOUT", "INTERRUPT"):
        broken.append(test["name"])
        if counts["failed"] == failed_before:
            counts["failed"] += 1
    elif not is_tap:
        counts["skipped" if test["result"] == "SKIP" else "passed"] += 1
for name in broken:
    print(f"failed: {name}")
print("{passed} passed, {failed} failed, {skipped} skipped".format(**counts))
sys.exit(1 if counts["failed"] or not counts["passed"] else 0)
