# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One run of the matrix of faults: a mailbox, a check in which one thing goes wrong, checks until all is settled, and
a count of what is lost or doubled."""

import collections
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import threading
import time

from dovecot import Dovecot
from faultproxy import FaultProxy

SECONDS = 60        # a check that takes longer hangs
PATIENCE = "1500 300"  # milliseconds: of a silent server, of one that may still be at a lost command
ATTEMPTS = 5        # checks until nothing is open any more
OURS = {"$Junk", "$NotJunk"}
LOST = "unknown-"   # a keyword of which a killed Dovecot has not kept the name
START = 1790000000  # seconds UTC
MODES = {"move": dict(), "uidplus": dict(move=False, condstore=True), "neither": dict(move=False, uidplus=False, condstore=True)}
JUMPS = ("+3650d", "-365d")  # days
FAKETIME = "/usr/lib/*/faketime/libfaketimeMT.so.1"


def count_live(snapshot):
    """What a person sees: a move without UIDPLUS leaves an original that is marked as deleted."""
    return collections.Counter((digest, tuple(flag for flag in flags if flag not in OURS and not flag.startswith(LOST)), date)
                               for rows in snapshot.values() for digest, flags, date in rows if "\\Deleted" not in flags)


class Client:
    """A Safibox with a store of its own, linked to the proxy."""

    def __init__(self, cli, worker, user):
        self.worker = worker
        self.data = pathlib.Path(tempfile.mkdtemp(dir=worker.scratch))
        self.program = [cli, "--data-dir", str(self.data), "--ca-file", str(worker.server.ca)]
        self.environment = {**os.environ, "SAFI_PATIENCE": PATIENCE}
        self.process = None
        self.files = threading.Lock()  # the check that is killed ends before its files are changed
        done = self.start("accounts", "add", f"{user}@practice.example", "--host", "127.0.0.1", "--port",
                          str(worker.proxy.port), "--user", user, "--no-keyring", "--move").communicate(timeout=SECONDS)
        assert self.process.returncode == 0, done

    def start(self, *words, before=()):
        with self.files:
            self.process = subprocess.Popen([*before, *self.program, *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                            stderr=subprocess.STDOUT, env=self.environment)
        self.process.stdin.write(b"secret\n")
        self.process.stdin.close()
        self.process.stdin = None
        return self.process

    def check(self, before=()):
        """Returns: (exit status, what was said)."""
        said = self.start("check", "--quiet", "--password-stdin", before=before).communicate(timeout=SECONDS)[0]
        return self.process.returncode, said.decode(errors="replace")

    def kill(self):
        """SIGKILL, as it comes: the connection is torn in the same moment."""
        self.process.kill()
        self.process.wait()
        return True

    def cut_power(self, disk, number):
        """The machine ends in the same moment. disk: "honest", or "lying" of what it has written."""
        with self.files:
            self.kill()
            subprocess.run([self.worker.cut_power, self.data, disk, str(number)], check=True)
        return True

    def set_clock(self, text):
        """From now on the client's clock jumps as the file says (libfaketime)."""
        library, = pathlib.Path("/").glob(FAKETIME[1:])
        file = self.data / "clock"
        file.write_text(text)
        self.environment.update(LD_PRELOAD=str(library), FAKETIME_TIMESTAMP_FILE=str(file), FAKETIME_NO_CACHE="1",
                                FAKETIME_DONT_FAKE_MONOTONIC="1")

    def fill_disk(self, octets):
        """Checks with a store on a disk of that many octets, and takes what is left of it back."""
        script = (f'd=$1; n=$(mktemp -d) && mount -t tmpfs -o size={octets} tmpfs "$n" && cp -a "$d/." "$n" || exit 99; shift; '
                  '"$@"; s=$?; rm -rf "$d"/* && cp -a "$n/." "$d"; umount "$n"; rmdir "$n"; exit $s')
        small = tempfile.mkdtemp(dir=self.worker.scratch)
        script = script.replace("$(mktemp -d)", small)
        self.program[2], program = small, self.program[2]
        try:
            return self.check(("unshare", "-m", "sh", "-c", script, "sh", str(self.data)))
        finally:
            self.program[2] = program


class Worker:
    """A server, the proxy before it, and one mailbox after the other."""

    def __init__(self, cli, cut_power, scratch, mode, messages, users):
        self.cli, self.cut_power, self.mode, self.messages = cli, cut_power, mode, messages
        self.scratch = pathlib.Path(scratch) / mode
        self.scratch.mkdir()
        self.users = [f"u{number}" for number in range(users)]
        self.server = Dovecot(self.scratch / "server", users=dict.fromkeys(self.users, "secret"), **MODES[mode]).start()
        self.restart = threading.Lock()  # held from the end of the server until it is there again
        self.commands = 0    # that the client said in the last run
        pki = self.server.directory / "pki"
        self.proxy = FaultProxy(self.server.imap, (pki / "good.pem", pki / "good.key"))

    def stop(self):
        self.proxy.close()
        self.server.stop()

    def fill(self, user, messages, first=0):
        for number, octets in enumerate(messages, first):
            self.server.deliver(user, "INBOX", octets, date=START + number, flags=("", "S", "RS", "FS")[number % 4])

    def kill_server(self):
        """SIGKILL for the server and its sessions; it is there again a moment later."""
        self.restart.acquire()
        os.killpg(self.server.process.pid, 9)
        self.server.process.wait()
        threading.Thread(target=self._start_again).start()
        return True

    def _start_again(self):
        try:
            self.server.start()
        finally:
            self.restart.release()

    def renumber(self, user):
        """Another UIDVALIDITY, as after a restored backup."""
        self.server.stop()
        for folder in ("", "Junk"):
            box = self.server.directory / "mail" / user / folder
            for file in (*box.glob("dovecot.*"), *box.glob("dovecot-uid*")):
                file.unlink()
        time.sleep(1.1)  # it is the second in which the list of UIDs is made
        self.server.start()

    def wait_for_server(self):
        with self.restart:
            pass

    # Runs

    def run(self, kind, number, place):
        """Returns Result."""
        user = self.users.pop()
        self.fill(user, self.messages)
        before = count_live(self.server.snapshot(user))
        client = Client(self.cli, self, user)
        twin = None
        if kind == "twin":
            client.check()
            twin = Client(self.cli, self, user)
            twin.check()
            self.fill(user, [octets.replace(b"Message-ID: <", b"Message-ID: <second.", 1) for octets in self.messages], 100)
            before = count_live(self.server.snapshot(user))
        fired, said = self._break(kind, number, place, client, twin)
        self.commands = self.proxy.count
        self.proxy.plan(0, None, "cut")
        self.wait_for_server()
        if kind == "uidvalidity" and fired:
            self.renumber(user)
        if kind == "clock":
            client.check()  # with the wrong clock; then somebody sets it
            client.set_clock("+0")
        settled, last = self._settle([client] + ([twin] if twin else []))
        after = count_live(self.server.snapshot(user))
        moved = sum(1 for row in self.server.snapshot(user).get("Junk", []) if "\\Deleted" not in row[1])
        for one in (client, twin):
            if one:
                shutil.rmtree(one.data)
        return Result(self.mode, kind, number, place, fired, before - after, after - before, moved, settled, said + last)

    def _break(self, kind, number, place, client, twin):
        """Returns: (the command at which it happened, or None; what the check said)."""
        if kind == "full disk":
            status, said = client.fill_disk(number * 4096)
            return (f"{number * 4} KB" if status not in (0, 99) else None), said
        if kind == "clock":
            client.set_clock("+0")
            jump = JUMPS[number % 2]
            action = lambda: (client.data / "clock").write_text(jump) and False  # noqa: E731
        else:
            action = {"kill client": client.kill, "kill server": self.kill_server,
                      "power cut": lambda: client.cut_power("honest", number),
                      "lying disk": lambda: client.cut_power("lying", number),
                      "uidvalidity": "cut", "twin": "cut"}.get(kind, kind)
        self.proxy.plan(number, place, action)
        if twin:
            twin.start("check", "--quiet", "--password-stdin")
        said = client.check()[1]
        if twin:
            said += twin.process.communicate(timeout=SECONDS)[0].decode(errors="replace")
        return self.proxy.fired, said

    def _settle(self, clients):
        """Checks without faults until both folders and the journals are at rest. Returns: (whether they are, what was said)."""
        said = ""
        for client in clients:
            for _ in range(ATTEMPTS):
                status, said = client.check()
                if status == 0:
                    break
            else:
                return False, said
        return True, said


class Result(collections.namedtuple("Result", "mode kind number place fired lost doubled moved settled said")):
    def is_good(self):
        return not self.lost and self.settled and (not self.doubled or self.is_forgotten_copy())

    def is_forgotten_copy(self):
        """Without MOVE a message is copied first: whoever forgets that, because the disk did, copies it once more."""
        return self.kind == "lying disk" and self.mode != "move"

    def describe(self):
        return (f"{self.mode}, {self.kind} at command {self.number} ({self.fired}, {self.place}): "
                f"lost {sum(self.lost.values())}, doubled {sum(self.doubled.values())}, "
                f"{'settled' if self.settled else 'not settled'}: {list(self.lost)} {list(self.doubled)} {re.sub(chr(10), ' / ', self.said)[-600:]}")
