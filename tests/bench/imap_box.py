# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Made mailboxes in a private Dovecot over TLS, and what is measured at them: Safibox, whole messages, mbsync."""

import contextlib
import imaplib
import os
import pathlib
import shutil
import sqlite3
import ssl
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
from dovecot import Dovecot  # noqa: E402
from madebox import make_message  # noqa: E402

OLD = 90 * 24 * 3600  # seconds: age of the newest old message
REST = 0.3            # seconds until the last connection has ended
LOOK = 0.02           # seconds between two looks into the store
PASSWORD = "secret"
SYSTEM_CA = "/etc/ssl/certs/ca-certificates.crt"
NOBODY_ASKED = {"SAFIBOX_DNS": ""}  # what asking about senders costs is no figure of IMAP


class Box:
    """A Dovecot in which each user has the newest messages of the made mailbox."""

    def __init__(self, scratch, counts, now):
        """counts: {user: messages}."""
        self.scratch = scratch
        self.server = Dovecot(scratch / "dovecot", users=dict.fromkeys(counts, PASSWORD)).start()
        self.sizes = {}
        for user, count in counts.items():
            self.sizes[user] = 0
            for number in range(count):
                when = now - OLD - 600 * (count - number)
                octets = make_message(number, when)
                self.sizes[user] += len(octets)
                self.server.deliver(user, "INBOX", octets, when)
            # The server reads the folder once, and is not timed while it does.
            self.server.connect(user).select("INBOX", readonly=True)

    def set_compressing(self, compress):
        self.server.stop()
        self.server.compress = compress
        self.server.start()

    def deliver_new(self, user, first, count, now):
        for number in range(first, first + count):
            self.server.deliver(user, "INBOX", make_message(1_000_000 + number, now - 60), now - 60)


class Client:
    """A Safibox linked to a user's mailbox over a link."""

    def __init__(self, programs, box, user, link, environment=None):
        self.data = pathlib.Path(tempfile.mkdtemp(dir=box.scratch))
        self.program = [str(programs / "safibox-cli"), "--data-dir", str(self.data), "--ca-file", str(box.server.ca)]
        self.link = link
        self.environment = {**os.environ, **NOBODY_ASKED, **(environment or {})}
        self.add(user)

    def add(self, user, is_kept=False):
        """is_kept: the password goes to the keyring."""
        subprocess.run([*self.program, "accounts", "add", f"{user}@practice.example", "--host", "127.0.0.1", "--port",
                        str(self.link.port), "--user", user, *([] if is_kept else ["--no-keyring"])], input=PASSWORD + "\n",
                       text=True, check=True, capture_output=True, env=self.environment)

    def read_store(self, question):
        with contextlib.closing(sqlite3.connect(f"file:{self.data}/safibox.db?mode=ro", uri=True)) as store:
            return store.execute(question).fetchone()[0]

    def start_check(self):
        process = subprocess.Popen([*self.program, "check", "--yes", "--quiet", "--password-stdin"], stdin=subprocess.PIPE,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=self.environment)
        process.stdin.write(PASSWORD + "\n")
        process.stdin.close()
        return process

    def check(self, wanted=()):
        """Checks the mailbox. Returns seconds, and for each of the wanted numbers of verdicts (seconds, turns)."""
        time.sleep(REST + 2 * self.link.delay)
        self.link.reset()
        start, marks = time.monotonic(), {}
        process = self.start_check()
        while process.poll() is None:
            left = [number for number in wanted if number not in marks]
            if left and self.read_store("SELECT count(*) FROM judged") >= left[0]:
                # The next command may be on its way when the verdict is seen.
                marks[left[0]] = (time.monotonic() - start, self.link.count_turns_to_answer())
            time.sleep(LOOK)
        if process.returncode != 0:
            sys.exit(f"check ended with {process.returncode}: {process.stderr.read()}")
        return time.monotonic() - start, marks


def trust(ca):
    """What a command begins with, so that the released window trusts the server: in a file system of its own the
    system's list of authorities is the test's. Works as root only."""
    return ["unshare", "-m", "sh", "-c", f'mount --bind "$0" {SYSTEM_CA} && exec "$@"', str(ca)]


def download_whole(box, user, link):
    """Every message whole, 50 at a time. Returns: seconds."""
    link.reset()
    start = time.monotonic()
    client = imaplib.IMAP4_SSL("127.0.0.1", link.port, ssl_context=ssl.create_default_context(cafile=str(box.server.ca)))
    client.login(user, PASSWORD)
    count = int(client.select("INBOX", readonly=True)[1][0])
    for first in range(1, count + 1, 50):
        client.fetch(f"{first}:{min(first + 49, count)}", "(BODY.PEEK[])")
    client.logout()
    return time.monotonic() - start


def run_mbsync(box, user, link):
    """Returns: seconds; None if it is not installed."""
    if shutil.which("mbsync") is None:
        return None
    with tempfile.TemporaryDirectory(dir=box.scratch) as directory:
        folder = pathlib.Path(directory)
        (folder / "mail").mkdir()
        (folder / "rc").write_text(
            f"IMAPStore far\nHost localhost\nPort {link.port}\nUser {user}\nPass {PASSWORD}\nSSLType IMAPS\n"
            f"CertificateFile {box.server.ca}\n\nMaildirStore near\nPath {folder}/mail/\nInbox {folder}/inbox\n\n"
            f"Channel c\nFar :far:\nNear :near:\nSync Pull\nSyncState *\n")
        link.reset()
        start = time.monotonic()
        subprocess.run(["mbsync", "-c", folder / "rc", "c"], check=True, capture_output=True)
        return time.monotonic() - start
