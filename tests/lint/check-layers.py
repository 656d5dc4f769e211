#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fails on an include that the folder tables of docs/architecture.md do not allow, and on a library where its page says
that other files know it."""

import fnmatch
import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1])

# By how its headers begin: the files of src that know a library.
LIBRARIES = {
    r"gtk|gdk|adwaita|libnotify": "app/*", r"cairo|pango|librsvg": "print/*", r"libetpan/": "mail/*safi-imap-*",
    r"sqlite3": "store/safi-sql.c", r"libsoup/": "account/safi-oauth-*", r"libsecret/": "account/safi-secrets.c",
    r"ares": "auth/dns/safi-dns-client.c", r"gnutls/abstract": "auth/dkim/safi-crypto.c|awareness/pack/safi-pack-key.c",
    r"archive": "awareness/pack/safi-pack-zip.c",
    r"libxml/": "core/html/safi-html-scanner.c", r"libpsl": "core/url/safi-domain.c",
}


def read_tables():
    """Returns {"src": {folder: what it may include, in words}, "src/app": {part: …}, …}."""
    tables, table = {}, {}
    section = (root / "docs/architecture.md").read_text().split("## Folders")[1].split("\n## ")[0]
    for line in section.splitlines():
        cells = [c.strip().replace("`", "") for c in line.split("|")[1:-1]]
        if len(cells) == 3 and (head := re.fullmatch(r"folder|in (src/[a-z]+)", cells[0])):
            table = tables[head.group(1) or "src"] = {}
        elif len(cells) == 3 and re.fullmatch(r"[a-z]+", cells[0]):
            table[cells[0]] = cells[2].split()
    return tables


def check_table(place, table):
    """A part that is missing on either side, and one that may include what does not stand above it."""
    folder = root / place
    parts = {folder.name if p.parent == folder else p.relative_to(folder).parts[0] for p in folder.rglob("*.[ch]")}
    faults = [f"{place}/{p} is not in the table" for p in sorted(parts - set(table))]
    faults += [f"the table names {place}/{p}, which is not there" for p in sorted(set(table) - parts)]
    above = set()
    for part, may in table.items():
        faults += [f"the table of {place}: {part} may include {p}, which does not stand above it" for p in may if p not in above]
        above.add(part)
    return faults


def check_include(folder, part, target, tables):
    """@part: of the folder; what stands at its top is called like the folder. Returns: a fault, or None."""
    names = target.split("/")
    if len(names) == 1:
        return f"include {target} without its folder" if target != "config.h" else None
    if names[0] not in tables["src"]:
        return f"{names[0]} is not a folder of the table"
    if names[0] != folder:
        return None if names[0] in tables["src"][folder] else f"{folder} may not include {names[0]}"
    other = names[1] if len(names) > 2 else folder
    may = tables.get(f"src/{folder}", {}).get(part, [])
    return None if other == part or other in may else f"{part} may not include {other}, in src/{folder}"


def check_file(path, tables):
    faults = []
    names = path.relative_to(root / "src").parts
    folder, part = names[0], names[1] if len(names) > 2 else names[0]
    for number, line in enumerate(path.read_text().splitlines(), 1):
        where = f"{path.relative_to(root)}:{number}"
        if (m := re.match(r'#include "([^"]+)"', line)) and (fault := check_include(folder, part, m.group(1), tables)):
            faults.append(f"{where}: {fault}")
        for headers, knows in LIBRARIES.items():
            if re.match(rf"#include <({headers})", line) and not any(
                    fnmatch.fnmatch("/".join(names), known) for known in knows.split("|")):
                faults.append(f"{where}: only {knows} includes that")
        if re.search(r"(?<![A-Za-z0-9_])_ \(\"", line) and folder not in ("app", "cli", "words"):
            faults.append(f"{where}: _() stands only in app, cli and words")
    return faults


def main():
    tables = read_tables()
    faults = [fault for place, table in tables.items() for fault in check_table(place, table)]
    for path in sorted((root / "src").rglob("*.[ch]")):
        if path.relative_to(root / "src").parts[0] in tables["src"]:
            faults += check_file(path, tables)
    for fault in faults:
        print(fault)
    sys.exit(1 if faults else 0)


main()
