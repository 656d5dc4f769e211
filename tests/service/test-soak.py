#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Safibox at work for a long time: mail arrives in two mailboxes all the time while it watches both and moves junk, and
the line and the server break again and again. Afterwards no message is lost or doubled, and the program is no larger
than before. usage: test-soak.py SAFIBOX-CLI WATCH-DRIVER MINUTES
"""

import collections
import hashlib
import pathlib
import random
import select
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "lib"), str(ROOT / "service")]

from dovecot import Dovecot  # noqa: E402
from faultproxy import FaultProxy  # noqa: E402
from faults import ATTEMPTS, PATIENCE, count_live  # noqa: E402

CLI, DRIVER, MINUTES = sys.argv[1], sys.argv[2], float(sys.argv[3])
USERS = ("amina", "chen")
RATE = 5           # messages a second, in both mailboxes together
LIFE = 20          # seconds that a connection lives, in the mean
SERVER_LIFE = 90   # … and the server
LOOK = 2           # seconds between two looks at the program
# Seconds without faults until all is judged and moved: where no news comes any more, the regular check does after ten
# minutes (SAFI_POLICY_CHECK_MINUTES); a busy machine needs some more.
SETTLE = 720
WARM = 1 / 3       # of the time: until then the program may grow (its caches, the allocator's arenas)
# Octets: what the allocator's arenas and the caches of SQLite (512 kB for each of a dozen connections) may still
# take. A leak of one row for each message would be more after some minutes.
GROWTH_MAX = 6 << 20
# Octets of the store for each message: a row with its evidence, its index entries, what waits to be learned.
STORE_MAX = 12 << 10
DAYS, MOVES = 28, 200  # of the past: a mailbox where that many messages a day are moved, so that the limit is far
SAMPLES = [path.read_bytes() for path in sorted((ROOT.parent / "data/practice/INBOX").glob("*.eml"))]


class Weather(FaultProxy):
    """Connections last as long as the dice say, and end in one of three ways, until it is calm."""

    def __init__(self, *arguments):
        self.dice = random.Random()
        self.is_calm, self.broken = False, collections.Counter()
        super().__init__(*arguments)

    def _speak(self, client, client_file, server, server_file):
        self.local.client = client
        until = time.monotonic() + self.dice.expovariate(1 / LIFE)
        while self.is_calm or time.monotonic() < until:
            ready = [client] if client.pending() else select.select((client, server), (), (), 0.5)[0]
            for end in ready:
                octets = end.recv(65536)
                if not octets:
                    return
                (server if end is client else client).sendall(octets)
        kind = self.dice.choice(("cut", "reset", "stall"))
        with self.lock:
            self.broken[kind] += 1
            self.kind = kind
            self._break()


class Post:
    """Delivers mail, each message once and never the same."""

    def __init__(self, server):
        self.server, self.count, self.dice = server, 0, random.Random()
        self.delivered = {user: collections.Counter() for user in USERS}

    def deliver(self):
        user = USERS[self.count % len(USERS)]
        self.count += 1
        octets = self.dice.choice(SAMPLES).replace(b"Message-ID: <", b"Message-ID: <%d." % self.count, 1)
        octets = octets.replace(b"\nSubject: ", b"\nSubject: %d " % self.count, 1)
        self.server.deliver(user, "INBOX", octets, date=time.time())
        self.delivered[user][hashlib.sha256(octets.replace(b"\r\n", b"\n")).hexdigest()] += 1


class Look:
    """What the process holds at one time."""

    def __init__(self, process):
        self.time = time.monotonic()
        rows = dict(line.split(":")[:2] for line in open(f"/proc/{process.pid}/smaps_rollup").readlines()[1:])
        self.private = sum(int(rows[name].split()[0]) << 10 for name in ("Private_Clean", "Private_Dirty"))
        self.descriptors = len(list(pathlib.Path(f"/proc/{process.pid}/fd").iterdir()))


class Soak:
    def __init__(self, scratch):
        self.data = scratch / "data"
        self.server = Dovecot(scratch / "server", users=dict.fromkeys(USERS, "secret"), compress=True).start()
        pki = self.server.directory / "pki"
        self.weather = Weather(self.server.imap, (pki / "good.pem", pki / "good.key"))
        self.post = Post(self.server)
        self.said = collections.Counter()
        self.looks = []
        self.kills = 0

    def call(self, *words):
        done = subprocess.run([CLI, "--data-dir", self.data, "--ca-file", self.server.ca, *words], input=b"secret\n",
                              capture_output=True, timeout=SETTLE)
        return done.returncode, done.stdout + done.stderr

    def read_store(self, question):
        with sqlite3.connect(self.data / "safibox.db", timeout=20) as store:
            return store.execute(question).fetchall()

    def prepare(self):
        for user in USERS:
            for octets in SAMPLES:
                self.post.deliver()
            status, said = self.call("accounts", "add", f"{user}@practice.example", "--host", "127.0.0.1", "--port",
                                     str(self.weather.port), "--user", user, "--no-keyring", "--move")
            assert status == 0, said
        self.read_store(f"""WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {DAYS * MOVES})
            INSERT INTO action (run, goes_back, account, identity, from_folder, from_uidvalidity, from_uid, to_folder, state,
            time, flags, internal_date, size) SELECT 0, 0, id, 'past ' || i, x'00', 1, i, x'00', 'done',
            unixepoch () - 90000 - i % {DAYS} * 86400, 0, 0, 0 FROM n, account""")

    def start(self):
        self.driver = subprocess.Popen([DRIVER, self.data, self.server.ca, "secret"], stdin=subprocess.PIPE,
                                       stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                                       env={"SAFI_PATIENCE": PATIENCE, "SAFIBOX_DNS": "", "GIO_USE_VFS": "local"})
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        for line in self.driver.stdout:
            self.said[line.strip() if line.startswith("problem") else line.split()[0]] += 1

    def count_unknown(self):
        """Messages that were delivered and not judged, and moves that are not settled."""
        judged = self.read_store("SELECT count(*) FROM judged")[0][0]
        moving = self.read_store("SELECT count(*) FROM action WHERE state IN ('planned', 'sent', 'copied')")[0][0]
        return self.post.count - judged + moving

    def wait_until_settled(self):
        self.weather.is_calm = True
        end = time.monotonic() + SETTLE
        while self.count_unknown() > 0 and time.monotonic() < end:
            time.sleep(LOOK)
        time.sleep(LOOK)
        return Look(self.driver)

    def work(self, seconds):
        """Mail, faults and looks for so long."""
        begin, next_look, kill = time.monotonic(), 0, time.monotonic() + SERVER_LIFE
        for number in range(int(seconds * RATE)):
            time.sleep(max(0, begin + number / RATE - time.monotonic()))
            if time.monotonic() > begin + seconds:
                return
            self.post.deliver()
            if time.monotonic() > kill:
                self.kills += 1
                kill = time.monotonic() + self.weather.dice.expovariate(1 / SERVER_LIFE)
                self.server.stop()
                self.server.start()
            if time.monotonic() > next_look:
                next_look = time.monotonic() + LOOK
                self.looks.append(Look(self.driver))

    def stop(self):
        self.driver.stdin.close()
        return self.driver.wait(60)

    def settle(self):
        for _ in range(ATTEMPTS):
            status, said = self.call("check", "--quiet", "--password-stdin")
            if status == 0:
                return True
        print(f"# {said.decode(errors='replace')}")
        return False

    def count(self):
        """Returns (lost, doubled, in Junk)."""
        lost = doubled = junk = 0
        for user in USERS:
            snapshot = self.server.snapshot(user)
            there = collections.Counter(digest for digest, _, _ in count_live(snapshot).elements())
            lost += sum((self.post.delivered[user] - there).values())
            doubled += sum((there - self.post.delivered[user]).values())
            junk += sum("\\Deleted" not in row[1] for row in snapshot.get("Junk", []))
        return lost, doubled, junk


def median_private(looks):
    return statistics.median(look.private for look in looks)


def main(scratch):
    soak = Soak(scratch)
    results = []

    def tell(is_good, sentence):
        results.append(is_good)
        print(f"{'ok' if is_good else 'not ok'} {len(results)} - {sentence}", flush=True)

    try:
        soak.prepare()
        soak.start()
        first = soak.wait_until_settled()
        soak.weather.is_calm = False
        soak.work(MINUTES * 60)
        last = soak.wait_until_settled()
        unknown = soak.count_unknown()
        code = soak.stop()
        settled = soak.settle()
        lost, doubled, junk = soak.count()
        size = sum(path.stat().st_size for path in soak.data.glob("safibox.db*"))
        integrity = soak.read_store("PRAGMA integrity_check")[0][0]
    finally:
        soak.driver.kill()
        soak.weather.close()
        soak.server.stop()
    part = max(1, len(soak.looks) // 10)
    warm = int(len(soak.looks) * WARM)
    before, after = median_private(soak.looks[warm:warm + part]), median_private(soak.looks[-part:])
    print(f"# {soak.post.count} messages, {junk} in Junk, {unknown} not judged; {soak.kills} times the server ended, connections "
          f"broke: {dict(soak.weather.broken)}; the program said: {dict(soak.said)}")
    print(f"# private memory: {before / 1e6:.1f} MB after a third, {after / 1e6:.1f} MB at the end, at most "
          f"{max(look.private for look in soak.looks) / 1e6:.1f} MB; descriptors: {first.descriptors} before, {last.descriptors} after, "
          f"at most {max(look.descriptors for look in soak.looks)}; store: {size / soak.post.count:.0f} octets a message")
    tell(lost == 0 and doubled == 0, f"of {soak.post.count} messages {lost} are lost and {doubled} doubled")
    tell(settled and code == 0 and unknown == 0, "everything is judged and settled, and the program ends as it should")
    tell(junk > 0 and sum(soak.weather.broken.values()) > 0, "junk was moved, and connections broke")
    tell(after - before < GROWTH_MAX, f"private memory grew by {(after - before) / 1e6:.1f} MB")
    tell(last.descriptors <= first.descriptors, f"{first.descriptors} descriptors before, {last.descriptors} after")
    tell(size / soak.post.count < STORE_MAX and integrity == "ok", f"the store has {size / soak.post.count:.0f} octets a message, and is {integrity}")
    return 0 if all(results) else 1


if not Dovecot.is_installed():
    print("1..0 # SKIP dovecot is not installed")
    sys.exit(0)
signal.signal(signal.SIGINT, signal.default_int_handler)  # which a shell takes from what it starts beside itself
print("1..6", flush=True)
with tempfile.TemporaryDirectory(prefix="safibox-soak-") as directory:
    sys.exit(main(pathlib.Path(directory)))
