# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a mailbox costs over the network: octets, changes of direction and time until there is a verdict.

A made mailbox in a private Dovecot over TLS, reached through a link on loopback that can be far and slow. Compared with
the download of whole messages, by one command per 50 and by mbsync where that is installed.
"""

import contextlib
import imaplib
import pathlib
import shutil
import sqlite3
import ssl
import subprocess
import sys
import tempfile
import time

import machine

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
from dovecot import Dovecot  # noqa: E402
from madebox import make_message  # noqa: E402
from slowproxy import SlowProxy  # noqa: E402

MESSAGES = 10_000
NEW = 50              # messages of a day
FIRST = 200           # verdicts that a person waits for
OLD = 90 * 24 * 3600  # seconds: age of the newest old message
LOOK = 0.02           # seconds between two looks into the store
# Seconds there and back, bits per second, messages.
LINKS = ((0.3, None, 1_000), (0.3, 1_000_000, 1_000), (0.3, 256_000, 300))


class Box:
    """A Dovecot with the newest messages of the made mailbox."""

    def __init__(self, scratch, count, now):
        self.scratch = scratch
        self.server = Dovecot(scratch / "dovecot").start()
        self.size = 0
        for number in range(count):
            when = now - OLD - 600 * (count - number)
            octets = make_message(number, when)
            self.size += len(octets)
            self.server.deliver("amina", "INBOX", octets, when)

    def deliver_new(self, count, now):
        for number in range(count):
            self.server.deliver("amina", "INBOX", make_message(1_000_000 + number, now - 60), now - 60)


class Client:
    """A Safibox linked to the box over a link."""

    def __init__(self, programs, box, link):
        self.data = pathlib.Path(tempfile.mkdtemp(dir=box.scratch))
        self.program = [str(programs / "safibox-cli"), "--data-dir", str(self.data), "--ca-file", str(box.server.ca)]
        self.link = link
        subprocess.run([*self.program, "accounts", "add", "amina@practice.example", "--host", "127.0.0.1", "--port",
                        str(link.port), "--user", "amina", "--no-keyring"], input="secret\n", text=True, check=True,
                       capture_output=True)

    def count_judged(self):
        with contextlib.closing(sqlite3.connect(f"file:{self.data}/safibox.db?mode=ro", uri=True)) as store:
            return store.execute("SELECT count(*) FROM judged").fetchone()[0]

    def check(self, wanted=()):
        """Checks the mailbox. Returns seconds, and for each of the wanted numbers of verdicts (seconds, turns)."""
        self.link.reset()
        start, marks = time.monotonic(), {}
        process = subprocess.Popen([*self.program, "check", "--yes", "--quiet", "--password-stdin"], stdin=subprocess.PIPE,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        process.stdin.write("secret\n")
        process.stdin.close()
        while process.poll() is None:
            left = [number for number in wanted if number not in marks]
            if left and self.count_judged() >= left[0]:
                marks[left[0]] = (time.monotonic() - start, self.link.turns)
            time.sleep(LOOK)
        if process.returncode != 0:
            sys.exit(f"check ended with {process.returncode}: {process.stderr.read()}")
        return time.monotonic() - start, marks


def download_whole(box, link):
    """Every message whole, 50 at a time."""
    link.reset()
    start = time.monotonic()
    client = imaplib.IMAP4_SSL("127.0.0.1", link.port, ssl_context=ssl.create_default_context(cafile=str(box.server.ca)))
    client.login("amina", "secret")
    count = int(client.select("INBOX", readonly=True)[1][0])
    for first in range(1, count + 1, 50):
        client.fetch(f"{first}:{min(first + 49, count)}", "(BODY.PEEK[])")
    client.logout()
    return time.monotonic() - start


def run_mbsync(box, link):
    """Returns: seconds; None if it is not installed."""
    if shutil.which("mbsync") is None:
        return None
    folder = pathlib.Path(tempfile.mkdtemp(dir=box.scratch))
    (folder / "rc").write_text(
        f"IMAPStore far\nHost 127.0.0.1\nPort {link.port}\nUser amina\nPass secret\nSSLType IMAPS\n"
        f"CertificateFile {box.server.ca}\n\nMaildirStore near\nPath {folder}/mail/\nInbox {folder}/inbox\n\n"
        f"Channel c\nFar :far:\nNear :near:\nSync Pull\nSyncState *\n")
    (folder / "mail").mkdir()
    link.reset()
    start = time.monotonic()
    subprocess.run(["mbsync", "-c", folder / "rc", "c"], check=True, capture_output=True)
    return time.monotonic() - start


def megabytes(octets):
    return f"{octets / 1e6:.2f}"


def measure_near(programs, box, now):
    """The whole mailbox without delay, then a day's mail. Returns rows of the table."""
    link = SlowProxy(box.server.imaps)
    client = Client(programs, box, link)
    seconds, _ = client.check()
    first = link.received + link.sent
    rows = [("first check", first, link.turns, seconds)]
    machine.say(f"first check: {megabytes(first)} MB")
    seconds = download_whole(box, link)
    whole = link.received + link.sent
    rows.append(("whole messages, 50 a command", whole, link.turns, seconds))
    seconds = run_mbsync(box, link)
    if seconds is not None:
        rows.append(("mbsync", link.received + link.sent, link.turns, seconds))
    box.deliver_new(NEW, now)
    seconds, _ = client.check()
    rows.append((f"{NEW} new messages", link.received + link.sent, link.turns, seconds))
    return rows, whole / first


def measure_far(programs, box, round_trip, rate):
    """Returns a row: the time to the first verdict, its turns, the time to the first FIRST, all."""
    link = SlowProxy(box.server.imaps, round_trip, rate / 8 if rate else None)
    client = Client(programs, box, link)
    seconds, marks = client.check((1, FIRST))
    return (*marks[1], marks[FIRST][0], seconds, link.received + link.sent)


def write_report(count, size, near, factor, far):
    lines = [f"{machine.describe()}. A made mailbox of {count:,} messages, {size / 1e6:.0f} MB, in Dovecot over TLS.", "",
             "| task | MB both ways | changes of direction | s |", "| --- | ---: | ---: | ---: |"]
    lines += [f"| {name} | {megabytes(octets)} | {turns} | {seconds:.1f} |" for name, octets, turns, seconds in near]
    lines += ["", f"The first check costs {factor:.0f} times fewer octets than whole messages.", "",
              "| link | messages | first verdict, s | its changes of direction | first 200, s | all, s | MB |",
              "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"]
    for (round_trip, rate, messages), (first, turns, many, seconds, octets) in far:
        speed = f"{rate / 1000:.0f} kbit/s" if rate else "no limit"
        lines.append(f"| {round_trip * 1000:.0f} ms, {speed} | {messages} | {first:.1f} | {turns} | {many:.1f} | "
                     f"{seconds:.1f} | {megabytes(octets)} |")
    return "\n".join(lines)


def main(programs, _folder, scratch, words):
    """words: nothing, or how many messages; with a number the report is only printed."""
    count = int(words[0]) if words else MESSAGES
    now = int(time.time())
    far = []
    for number, link in enumerate(LINKS):
        folder = scratch / f"far{number}"
        folder.mkdir()
        box = Box(folder, min(link[2], count), now)
        far.append((link, measure_far(programs, box, link[0], link[1])))
        box.server.stop()
        machine.say(f"{link}: {far[-1][1]}")
    (scratch / "near").mkdir()
    box = Box(scratch / "near", count, now)
    near, factor = measure_near(programs, box, now)
    box.server.stop()
    report = write_report(count, box.size, near, factor, far)
    print(report)
    if not words:
        machine.write_section("imap", report)
