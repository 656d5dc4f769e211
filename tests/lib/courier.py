# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A private Courier on loopback: namespace "INBOX.", no MOVE, no IDLE, no UIDNEXT, no keywords.

    with Courier(directory) as server:
        server.imap, server.deliver("amina", "INBOX", octets), server.snapshot("amina")

Its package cannot stand beside Dovecot's, so `dev` unpacks it below build/servers (or where
SAFI_SERVERS_DIR says). Each connection gets a process of its own that greets as signed in, so no
daemon is needed and nobody's rights.
"""

import glob
import imaplib
import os
import pathlib
import re
import socket
import subprocess
import sys
import threading

from dovecot import Mailboxes

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PLACE = pathlib.Path(os.environ.get("SAFI_SERVERS_DIR", ROOT / "build" / "servers")) / "courier"
STAND_IN = pathlib.Path(os.environ.get("SAFI_TEST_BUILD", ROOT / "build" / "test")) / "tests" / "imap"
PATIENCE = 60  # seconds
CAPABILITY = "IMAP4rev1 CHILDREN NAMESPACE"


class Courier(Mailboxes):
    delimiter = "."

    def __init__(self, directory, uidplus=True, junk="INBOX.Junk"):
        super().__init__()
        self.directory = pathlib.Path(directory).resolve()
        self.capability = CAPABILITY + (" UIDPLUS" if uidplus else "")
        self.junk = junk  # None makes no Junk folder
        self.processes = []

    @staticmethod
    def why_not():
        """Why it cannot run here; None if it can."""
        if not (PLACE / "usr" / "bin" / "imapd").exists():
            return "courier-imap is not unpacked"
        return None if (STAND_IN / "libfam.so.0").exists() else "libfam is not built"

    def __enter__(self):
        self._run("maildirmake.courier", str(self.directory / "amina"))
        if self.junk:
            self._run("maildirmake.courier", "-f", "Junk", str(self.directory / "amina"))
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.imap = self.listener.getsockname()[1]
        self.acceptor = threading.Thread(target=self._accept, daemon=True)
        self.acceptor.start()
        return self

    def __exit__(self, kind, *_):
        if kind:
            self._tell()
        # Closed while somebody still listens, its number could become the next server's, which would be heard instead.
        self.listener.shutdown(socket.SHUT_RDWR)
        self.acceptor.join()
        self.listener.close()
        for process in self.processes:
            process.kill()
            process.wait()

    def _tell(self):
        """What each process waits for, when a test has failed."""
        for process in self.processes:
            if process.poll() is None:
                place = pathlib.Path("/proc") / str(process.pid)
                print(f"imapd {process.pid} waits in {(place / 'wchan').read_text()}, {(place / 'syscall').read_text()}", file=sys.stderr)
            else:
                print(f"imapd {process.pid} ended with {process.returncode}", file=sys.stderr)

    def _environment(self):
        libraries = {os.path.dirname(path) for place in ("lib", "usr/lib")
                     for path in glob.glob(f"{PLACE}/{place}/**/*.so*", recursive=True)}
        return {**os.environ, "LD_LIBRARY_PATH": ":".join([str(STAND_IN), *sorted(libraries)]), "AUTHENTICATED": "amina",
                "IMAP_CAPABILITY": self.capability, "IMAP_USELOCKS": "1", "IMAP_ENHANCEDIDLE": "0"}

    def _run(self, program, *arguments):
        subprocess.run([PLACE / "usr" / "bin" / program, *arguments], env=self._environment(), check=True)

    def _accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            with client:
                self.processes.append(subprocess.Popen([PLACE / "usr" / "bin" / "imapd", "amina"], cwd=self.directory,
                                                       env=self._environment(), stdin=client, stdout=client,
                                                       stderr=subprocess.DEVNULL))

    def rest(self):
        """Two processes at one folder at a time may begin its UIDs anew."""
        for process in self.processes:
            process.wait(10)

    def _find_box(self, user, folder):
        return self.directory / user / folder.removeprefix("INBOX") if folder != "INBOX" else self.directory / user

    def connect(self, user="amina"):
        return imaplib.IMAP4("127.0.0.1", self.imap, timeout=PATIENCE)

    def list_folders(self, user="amina"):
        client = self.connect(user)
        names = [re.search(rb'"\." "(.*)"$', line).group(1).decode() for line in client.list()[1]]
        client.logout()
        return names
