# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job on 3,000 real messages over IMAP with TLS: teach, check, move, undo, also with kill -9.

The first 1,000 of index.mix are taught, the other 2,000 are what counts. Every message must be there
afterwards exactly once with its flags and INTERNALDATE; undo must restore what was before.
"""

import collections
import json
import pathlib
import signal
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "lib"))
from dovecot import Dovecot

MESSAGES = 3000
TAUGHT = 1000
PASSWORD = "secret"
OURS = {"$Junk", "$NotJunk"}
RUN_SECONDS = 900
KILL_AT = (1, 130, 250)  # messages in Junk when the process is killed, each after a restart


def read_index(folder):
    rows = []
    for line in (folder / "index.mix").read_text().splitlines()[:MESSAGES]:
        label, path = line.split(" ", 1)
        rows.append((label, folder / path))
    return rows


class Mailbox:
    """A Dovecot filled with the messages, and a Safibox linked to it."""

    def __init__(self, programs, rows, scratch):
        self.rows, self.scratch = rows, scratch
        self.server = Dovecot(scratch / "dovecot").start()
        self.program = [str(programs / "safibox-cli"), "--data-dir", str(scratch / "data"),
                        "--ca-file", str(self.server.ca)]
        for number, (label, path) in enumerate(rows):
            # People star and answer their own mail, and what they starred is never moved.
            flags = ("", "S", "FS", "RS")[number % 4] if label == "ham" and number % 7 == 0 else ("", "S")[number % 2]
            self.server.deliver("amina", "INBOX", path.read_bytes(), 1_700_000_000 + 60 * number, flags)

    def call(self, *arguments, secret=False, json_lines=False):
        command = [*self.program, *(["--json"] if json_lines else []), *map(str, arguments)]
        done = subprocess.run(command, input=PASSWORD + "\n" if secret else None, text=True,
                              capture_output=True, timeout=RUN_SECONDS)
        if done.returncode != 0:
            sys.exit(f"{arguments[0]} ended with {done.returncode}: {done.stderr.strip()}")
        return [json.loads(line) for line in done.stdout.splitlines()] if json_lines else done.stdout

    def link_and_teach(self):
        self.call("accounts", "add", "amina@practice.example", "--host", "127.0.0.1", "--port", self.server.imaps,
                  "--user", "amina", "--no-keyring", secret=True)
        index = self.scratch / "first.index"
        index.write_text("".join(f"{label} {path}\n" for label, path in self.rows[:TAUGHT]))
        self.call("teach", "--index", index)

    def identify(self, start):
        """The label and identity of each message from start on."""
        rows = self.rows[start:]
        command = [*self.program, "--json", "judge", *(str(path) for _, path in rows)]
        lines = subprocess.run(command, capture_output=True, text=True, timeout=RUN_SECONDS).stdout.splitlines()
        return [(label, json.loads(line)["identity"]) for (label, _), line in zip(rows, lines, strict=True)]

    def check(self):
        return self.call("check", "--all", "--yes", "--password-stdin", secret=True, json_lines=True)

    def check_and_kill(self, n_moved):
        """Starts a check and kills it with -9 as soon as n_moved messages are in Junk."""
        process = subprocess.Popen([*self.program, "check", "--all", "--yes", "--quiet", "--password-stdin"],
                                   stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        process.stdin.write(f"{PASSWORD}\n".encode())
        process.stdin.close()
        end = time.monotonic() + RUN_SECONDS
        while time.monotonic() < end and process.poll() is None and self.count_junk() < n_moved:
            time.sleep(0.002)
        fired = process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.wait()
        return fired, self.count_junk()

    def count_junk(self):
        folder = self.server.directory / "mail/amina/Junk/cur"
        return len(list(folder.iterdir())) if folder.exists() else 0

    def undo(self):
        runs = {row["run"] for row in self.call("journal", "--limit", 0, json_lines=True) if row["undoes"] == 0}
        for run in sorted(runs, reverse=True):
            self.call("undo", "--run", run, "--password-stdin", secret=True)


def flatten(snapshot, with_folder):
    """A multiset of messages; $Junk and $NotJunk do not count unless the folder does."""
    counter = collections.Counter()
    for folder, rows in snapshot.items():
        for sha, flags, date in rows:
            if with_folder:
                counter[(folder, sha, flags, date)] += 1
            else:
                counter[(sha, tuple(f for f in flags if f not in OURS), date)] += 1
    return counter


def compare(before, after, with_folder, what):
    lost = flatten(before, with_folder) - flatten(after, with_folder)
    extra = flatten(after, with_folder) - flatten(before, with_folder)
    verdict = "same" if not lost and not extra else "DIFFERENT"
    print(f"{what:<44} lost or changed {sum(lost.values())}, doubled or changed {sum(extra.values())}: {verdict}")
    return not lost and not extra


def share(count, total):
    return f"{count} of {total} = {100 * count / max(total, 1):.2f} %"


def print_accuracy(box, judged):
    """Counts over the messages that were not taught."""
    by_identity = {row["identity"]: row for row in judged if "identity" in row}
    counts = collections.Counter()
    for label, identity in box.identify(TAUGHT):
        row = by_identity[identity]
        counts[label, row["verdict"], row["fate"]] += 1
    total = {label: sum(n for key, n in counts.items() if key[0] == label) for label in ("ham", "spam")}
    moved = {label: sum(n for key, n in counts.items() if key[0] == label and key[2] == "moved") for label in total}
    unsure = {label: sum(n for key, n in counts.items() if key[0] == label and key[1] == "unsure") for label in total}
    print(f"genuine moved:      {share(moved['ham'], total['ham'])} (target <= 0.5)")
    print(f"junk moved:         {share(moved['spam'], total['spam'])} (target >= 85)")
    print(f"genuine not sure:   {share(unsure['ham'], total['ham'])} (target <= 5)")
    print(f"not sure of all:    {share(sum(unsure.values()), sum(total.values()))} (target <= 15)")


def run_once(programs, rows, scratch, kill):
    scratch.mkdir()
    box = Mailbox(programs, rows, scratch)
    good = True
    try:
        box.link_and_teach()
        before = box.server.snapshot()
        for n_moved in KILL_AT if kill else ():
            fired, moved = box.check_and_kill(n_moved)
            print(f"kill -9 {'fired' if fired else 'came too late'} with {moved} messages in Junk")
        start = time.monotonic()
        judged = box.check()
        print(f"check took {time.monotonic() - start:.1f} s")
        after = box.server.snapshot()
        good &= compare(before, after, False, "every message exactly once, flags, dates")
        if not kill:
            print_accuracy(box, judged)
        box.undo()
        good &= compare(before, box.server.snapshot(), True, "after undo, folder by folder")
    finally:
        box.server.stop()
    return good


def main(programs, folder, scratch, _words):
    rows = read_index(folder)
    good = run_once(programs, rows, scratch / "corpus", False)
    print("-- the same with kill -9 in the middle of moving")
    good &= run_once(programs, rows, scratch / "corpus-kill", True)
    if not good:
        sys.exit("corpus: mail was lost, doubled or changed")
