#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fails if a file with translatable strings is missing from po/POTFILES, or the list names a file without any."""

import pathlib
import re
import sys

C_STRING = re.compile(r'(?<![A-Za-z0-9_])(_|N_|C_|NC_|ngettext) \(\s*"')
XML_STRING = re.compile(r'translatable="(yes|true)"|<(name|summary|description|caption)[> ]')

root = pathlib.Path(sys.argv[1])
listed = {line.strip() for line in (root / "po/POTFILES").read_text().splitlines()
          if line.strip() and not line.startswith("#")}
wanted = set()
for path in sorted((root / "src").rglob("*.c")):
    if C_STRING.search(path.read_text(encoding="utf-8")):
        wanted.add(str(path.relative_to(root)))
for pattern in ("ui/*.ui", "data/*.in", "data/*.gschema.xml"):
    for path in sorted(root.glob(pattern)):
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".ui" and not re.search(r'translatable="(yes|true)"', text):
            continue
        if path.name.endswith(".in") or XML_STRING.search(text):
            wanted.add(str(path.relative_to(root)))
faults = [f"po/POTFILES lacks {name}" for name in sorted(wanted - listed)]
faults += [f"po/POTFILES names {name}, which has no strings" for name in sorted(listed - wanted)]
print("\n".join(faults))
sys.exit(1 if faults else 0)
