#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""check-potfiles.py ROOT: fails if po/POTFILES lacks a file with words to translate, names one that is gone, or is not
sorted."""

import pathlib
import re
import sys

WORDS = re.compile(r'(?<![A-Za-z0-9_])(?:N?_|N?C_|ngettext) ?\(\s*"|translatable="yes"')


def has_words(path):
    if path.name.endswith((".desktop.in", ".metainfo.xml.in")):
        return True
    return path.suffix in (".c", ".ui") and WORDS.search(path.read_text()) is not None


def main():
    root = pathlib.Path(sys.argv[1])
    listed = [line for line in (root / "po/POTFILES").read_text().splitlines() if line and not line.startswith("#")]
    needed = {str(path.relative_to(root)) for folder in ("data", "src", "ui") for path in (root / folder).rglob("*")
              if path.is_file() and path.suffix in (".c", ".ui", ".in") and has_words(path)}
    faults = [f"{name} has words to translate and is missing in po/POTFILES" for name in sorted(needed - set(listed))]
    faults += [f"{name} in po/POTFILES is gone or has no words" for name in sorted(set(listed) - needed)]
    if listed != sorted(listed):
        faults.append("po/POTFILES is not sorted")
    print("\n".join(faults))
    sys.exit(1 if faults else 0)


main()
