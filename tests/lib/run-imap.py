#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job over IMAP with TLS, on a private mail server on loopback: run-imap.py BIN-DIRECTORY [-- ARGUMENT…]

Fills the server with the practice messages, links Safibox to it, checks, moves junk, prints why.
"""

import email
import email.utils
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from dovecot import Dovecot

PRACTICE = pathlib.Path(__file__).resolve().parents[2] / "data/practice"


def fill(server):
    count = 0
    for path in sorted((PRACTICE / "INBOX").glob("*.eml")):
        octets = path.read_bytes()
        date = email.utils.parsedate_to_datetime(email.message_from_bytes(octets)["Date"])
        server.deliver("amina", "INBOX", octets, date.timestamp(), "S" if count % 3 == 0 else "")
        count += 1
    return count


def main():
    programs = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory(prefix="safibox-imap-") as scratch, Dovecot(scratch + "/dovecot") as server:
        count = fill(server)
        print(f"A private mail server with {count} messages runs on 127.0.0.1, port {server.imaps} (TLS).", flush=True)
        program = [str(programs / "safibox-cli"), "--data-dir", scratch + "/data", "--ca-file", str(server.ca)]
        link = [*program, "accounts", "add", "amina@practice.example", "--host", "127.0.0.1", "--port",
                str(server.imaps), "--user", "amina", "--no-keyring", "--move"]
        secret = server.users["amina"].encode() + b"\n"
        subprocess.run(link, input=secret, check=True)
        check = [*program, "check", "--yes", "--password-stdin", "--dns", "none", *sys.argv[2:]]
        done = subprocess.run(check, input=secret)
        sys.exit(done.returncode)


main()
