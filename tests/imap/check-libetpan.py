#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fails if src calls a part of libetpan that does not verify, hangs, crashes or expunges too much.
usage: check-libetpan.py ROOT"""

import pathlib
import re
import sys

FORBIDDEN = re.compile(
    r"\b(mailimap_(ssl|socket)_\w+|mailimap_starttls\w*|mailimap_compress|mailimap_select\w*(?<!_info_new)"
    r"|mailimap_examine\w*|mailimap_custom_command|mailimap_id\w*|mailimap_idle\w*|mailimap_namespace\w*"
    r"|mailimap_login\w*|mailimap_authenticate\w*|mailimap_expunge|mailimap_close|mailimap_fetch|mailimap_store"
    r"|mailstream_wait_idle|mailstream_(ssl|socket|cfstream)_\w+|mailstorage_\w+|imapdriver\w*|mailimf_\w+|mailmime_\w+)"
    r"\s*\(")

root = pathlib.Path(sys.argv[1])
assert FORBIDDEN.search("mailimap_ssl_connect (imap)") and FORBIDDEN.search("mailimap_select (imap)")
assert not FORBIDDEN.search("mailimap_selection_info_new ()")
faults = [f"{path.relative_to(root)}:{number}: {line.strip()}"
          for path in sorted((root / "src").rglob("*.[ch]"))
          for number, line in enumerate(path.read_text().splitlines(), 1) if FORBIDDEN.search(line)]
print("\n".join(faults))
sys.exit(1 if faults else 0)
