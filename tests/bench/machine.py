# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a bench ran, and where its figures are kept: a section of docs/benchmarks.md between two markers."""

import datetime
import os
import pathlib
import re
import sys

DOCUMENT = pathlib.Path(__file__).resolve().parents[2] / "docs/benchmarks.md"


def say(sentence):
    """Progress, for whoever waits."""
    print(sentence, file=sys.stderr, flush=True)


def describe():
    """Date, system and processor in one sentence; nothing that tells whose machine it is."""
    model = re.search(r"^model name\s*:\s*(.*)$", pathlib.Path("/proc/cpuinfo").read_text(), re.M)
    version = pathlib.Path("/etc/debian_version")
    system = f"Debian {version.read_text().strip()}" if version.exists() else os.uname().sysname
    return (f"{datetime.date.today().isoformat()}, {system}, {model.group(1) if model else os.uname().machine}, "
            f"{os.cpu_count()} cores")


def write_section(name, text):
    """Replaces what stands between the markers of that name."""
    begin, end = f"<!-- bench {name} -->", f"<!-- end of bench {name} -->"
    document = DOCUMENT.read_text()
    before, found, rest = document.partition(begin)
    _, closed, after = rest.partition(end)
    if not found or not closed:
        sys.exit(f"docs/benchmarks.md has no section {begin} ... {end}")
    DOCUMENT.write_text(f"{before}{begin}\n{text}\n{end}{after}")
