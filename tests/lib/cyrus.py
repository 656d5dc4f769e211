# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A private Cyrus on loopback, with TLS: namespace "INBOX.", counted changes, strict about what it is told.

    with Cyrus(directory) as server:
        server.imap, server.imaps, server.ca, server.deliver("amina", "INBOX", octets), server.snapshot("amina")

Its package cannot stand beside Dovecot's, so `dev` unpacks it below build/servers (or where
SAFI_SERVERS_DIR says). It runs as nobody, or as whoever runs the test. Passwords are what a thread here says.
"""

import contextlib
import glob
import grp
import imaplib
import os
import pathlib
import pwd
import re
import shutil
import socket
import ssl
import struct
import subprocess
import threading
import time

from dovecot import START_SECONDS, Certificates, Mailboxes, find_free_port, run

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PLACE = pathlib.Path(os.environ.get("SAFI_SERVERS_DIR", ROOT / "build" / "servers")) / "cyrus"
MASTER = PLACE / "usr" / "sbin" / "cyrmaster"
IMAPD = PLACE / "usr" / "lib" / "cyrus" / "bin" / "imapd"
ADMIN = "cyradm"
HOST = "127.0.0.1"
ASK_SECONDS = 5  # that who connects to learn of a password has to ask

IMAPD_CONF = """
configdirectory: {dir}/conf
partition-default: {dir}/spool
defaultpartition: default
cyrus_user: {user}
cyrus_group: {group}
admins: {admin}
altnamespace: no
unixhierarchysep: no
allowplaintext: yes
sasl_pwcheck_method: saslauthd
sasl_saslauthd_path: {dir}/passwords
sasl_mech_list: PLAIN LOGIN
tls_server_cert: {dir}/pki/good.pem
tls_server_key: {dir}/pki/good.key
duplicatesuppression: no
maxlogins_per_user: 0
{hidden}"""
CYRUS_CONF = """
START {{
}}
SERVICES {{
  imap cmd="{imapd} -C {dir}/imapd.conf" listen="127.0.0.1:{imap}" proto="tcp4" prefork=0
  imaps cmd="{imapd} -s -C {dir}/imapd.conf" listen="127.0.0.1:{imaps}" proto="tcp4" prefork=0
}}
EVENTS {{
}}
"""


class Passwords(threading.Thread):
    """Answers as saslauthd does: user, password, service and realm, each behind its length; OK or NO."""

    def __init__(self, path, users):
        super().__init__(daemon=True)
        self.users = users
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.bind(str(path))
        os.chmod(path, 0o777)
        self.socket.listen(64)
        self.start()

    def run(self):
        while True:
            try:
                client, _ = self.socket.accept()
            except OSError:
                return
            # A server that is being ended hangs up before it has asked.
            client.settimeout(ASK_SECONDS)
            with client, client.makefile("rb") as stream, contextlib.suppress(struct.error, OSError):
                user, password, *_ = [stream.read(*struct.unpack(">H", stream.read(2))) for _ in range(4)]
                word = b"OK" if self.users.get(user.decode()) == password.decode() else b"NO"
                client.sendall(struct.pack(">H", len(word)) + word)

    def end(self):
        """Closed while somebody still listens, its number could become the next server's, which would be heard instead."""
        self.socket.shutdown(socket.SHUT_RDWR)
        self.join()
        self.socket.close()


class Cyrus(Mailboxes):
    delimiter = "."

    def __init__(self, directory, move=True, users=None, special_use=True, junk="INBOX.Junk"):
        super().__init__()
        self.directory = pathlib.Path(directory).resolve()
        self.users = {**(users or {"amina": "secret"}), ADMIN: "secret"}
        self.hidden = "" if move else "suppress_capabilities: MOVE XMOVE\n"
        self.special_use, self.junk = special_use, junk  # None makes no Junk folder
        self.imap, self.imaps = find_free_port(), find_free_port()
        is_root = os.getuid() == 0
        self.user = "nobody" if is_root else pwd.getpwuid(os.getuid()).pw_name
        self.group = "nogroup" if is_root else grp.getgrgid(os.getgid()).gr_name
        self.setpriv = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] if is_root else []
        self.process = self.deliveries = None

    @staticmethod
    def why_not():
        """Why it cannot run here; None if it can."""
        if not (MASTER.exists() and IMAPD.exists()):
            return "cyrus-imapd is not unpacked"
        found = subprocess.run(["ldd", IMAPD], env=Cyrus._environment(), capture_output=True, text=True).stdout
        missing = re.findall(r"(\S+) => not found", found)
        return f"libraries of cyrus-imapd are missing: {' '.join(missing)}" if missing else None

    @staticmethod
    def _environment(libraries=None):
        found = glob.glob(f"{PLACE}/usr/lib/*/*.so*") + glob.glob(f"{PLACE}/lib/*/*.so*")
        paths = [str(libraries)] if libraries else sorted({os.path.dirname(path) for path in found})
        return {**os.environ, "LD_LIBRARY_PATH": ":".join(paths)}

    def _copy_program(self):
        """To where nobody can read it, too."""
        program = self.directory / "program"
        program.mkdir()
        for pattern in ("usr/lib/*/*.so*", "lib/*/*.so*"):
            for path in PLACE.glob(pattern):
                shutil.copy(path, program)
        return shutil.copy(MASTER, program), shutil.copy(IMAPD, program)

    def __enter__(self):
        for name in ("spool", "conf/socket", "conf/db", "conf/proc", "conf/log", "conf/msg"):
            (self.directory / name).mkdir(parents=True, exist_ok=True)
        self.ca = Certificates(self.directory / "pki").authority
        master, imapd = self._copy_program()
        values = dict(dir=self.directory, user=self.user, group=self.group, admin=ADMIN, imapd=imapd, imap=self.imap,
                      imaps=self.imaps, hidden=self.hidden)
        (self.directory / "imapd.conf").write_text(IMAPD_CONF.format(**values))
        (self.directory / "cyrus.conf").write_text(CYRUS_CONF.format(**values))
        self.passwords = Passwords(self.directory / "passwords", self.users)
        if self.setpriv:
            for parent in [self.directory, *self.directory.parents]:
                if parent.stat().st_uid == 0 and not parent.stat().st_mode & 0o001:
                    parent.chmod(parent.stat().st_mode | 0o011)
            run("chown", "-R", f"{self.user}:{self.group}", str(self.directory))
        command = [*self.setpriv, master, "-C", self.directory / "imapd.conf", "-M", self.directory / "cyrus.conf",
                   "-p", self.directory / "pid", "-D"]
        # When it ends, it ends its whole group of processes (kill (0, SIGTERM)), which must not be ours.
        self.process = subprocess.Popen(command, env=self._environment(self.directory / "program"), stdin=subprocess.DEVNULL,
                                        stdout=subprocess.DEVNULL, stderr=(self.directory / "start.log").open("wb"),
                                        start_new_session=True)
        self._wait()
        self._make_mailboxes()
        return self

    def __exit__(self, *_):
        self._end_deliveries()
        self.process.terminate()
        self.process.wait(20)
        self.passwords.end()

    def _wait(self):
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end and self.process.poll() is None:
            try:
                with socket.create_connection((HOST, self.imap), timeout=5) as probe:
                    if probe.recv(4) == b"* OK":
                        return
            except OSError:
                pass
            time.sleep(0.05)
        raise RuntimeError("cyrus did not start: " + (self.directory / "start.log").read_text())

    def _make_mailboxes(self):
        admin = self.connect(ADMIN)
        for user in self.users:
            if user != ADMIN:
                admin.create(f"user.{user}")
        admin.logout()
        for user in self.users:
            if user != ADMIN and self.junk:
                client = self.connect(user)
                client.xatom("CREATE", self.junk + (" (USE (\\Junk))" if self.special_use else ""))
                client.logout()

    def deliver(self, user, folder, octets, date=None, flags=""):
        """date: seconds UTC (INTERNALDATE); flags: maildir letters "SRF"."""
        if self.deliveries is None or self.deliveries[0] != user:
            self._end_deliveries()
            self.deliveries = user, self.connect(user)
        names = {"S": "\\Seen", "R": "\\Answered", "F": "\\Flagged"}
        date = int(time.time()) - 3600 if date is None else int(date)
        octets = octets.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
        status, answer = self.deliveries[1].append(folder, f"({' '.join(names[f] for f in flags)})",
                                                   imaplib.Time2Internaldate(date), octets)
        assert status == "OK", answer

    def _end_deliveries(self):
        if self.deliveries is not None:
            self.deliveries[1].logout()
        self.deliveries = None

    def use(self, user="amina"):
        self._end_deliveries()

    def connect(self, user="amina"):
        context = ssl.create_default_context(cafile=str(self.ca))
        client = imaplib.IMAP4_SSL(HOST, self.imaps, ssl_context=context)
        client.login(user, self.users[user])
        return client

    def list_folders(self, user="amina"):
        client = self.connect(user)
        names = [re.search(rb'"\." "?(.*?)"?$', line).group(1).decode() for line in client.list()[1]]
        client.logout()
        return names
