#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fails on an include that the folder table of docs/architecture.md does not allow, and on a library where its page says
that other files know it."""

import fnmatch
import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1])

# By how its headers begin: the files of src that know a library.
LIBRARIES = {
    r"gtk|gdk|adwaita|libnotify": "app/*", r"cairo|pango|librsvg": "print/*", r"libetpan/": "mail/safi-imap-*",
    r"sqlite3": "store/safi-sql.c", r"libsoup/": "account/safi-oauth-*", r"libsecret/": "account/safi-secrets.c",
    r"ares": "auth/safi-dns-client.c", r"gnutls/abstract": "auth/safi-crypto.c|awareness/safi-pack-key.c", r"archive": "awareness/safi-pack-zip.c",
    r"libxml/": "core/safi-html-scanner.c", r"libpsl": "core/safi-domain.c",
}


COMMON = "common"  # of the window's folders: what the others share


def read_table():
    """Returns {folder: set of folders it may include}."""
    table = {}
    section = (root / "docs/architecture.md").read_text().split("## Folders")[1].split("\n## ")[0]
    for line in section.splitlines():
        cells = [c.strip() for c in line.split("|")[1:-1]]
        if len(cells) == 3 and re.fullmatch(r"[a-z]+", cells[0]) and cells[0] != "folder":
            table[cells[0]] = set(cells[2].split()) | {cells[0]}
    return table


def check_file(path, folder, table):
    faults = []
    text = path.read_text()
    for number, line in enumerate(text.splitlines(), 1):
        where = f"{path.relative_to(root)}:{number}"
        if m := re.match(r'#include "(?:([a-z]+)/)?([^"]+)"', line):
            target = m.group(1)
            if target is None and m.group(2) != "config.h":
                faults.append(f"{where}: include {m.group(2)} without its folder")
            elif target and target not in table:
                faults.append(f"{where}: {target} is not a folder of the table")
            elif target and target not in table[folder]:
                faults.append(f"{where}: {folder} may not include {target}")
            elif target == "app" and path.parent.name == COMMON and not m.group(2).startswith(f"{COMMON}/"):
                faults.append(f"{where}: {COMMON} may not include the others of app")
        for headers, knows in LIBRARIES.items():
            if re.match(rf"#include <({headers})", line) and not any(
                    fnmatch.fnmatch(f"{folder}/{path.name}", known) for known in knows.split("|")):
                faults.append(f"{where}: only {knows} includes that")
        if re.search(r"(?<![A-Za-z0-9_])_ \(\"", line) and folder not in ("app", "cli", "words"):
            faults.append(f"{where}: _() stands only in app, cli and words")
    return faults


def main():
    table = read_table()
    folders = {p.name for p in (root / "src").iterdir() if p.is_dir()}
    faults = [f"src/{f} is not in the table" for f in sorted(folders - set(table))]
    faults += [f"the table names src/{f}, which is not there" for f in sorted(set(table) - folders)]
    for folder in sorted(folders & set(table)):
        for path in sorted((root / "src" / folder).rglob("*.[ch]")):
            faults += check_file(path, folder, table)
    for fault in faults:
        print(fault)
    sys.exit(1 if faults else 0)


main()
