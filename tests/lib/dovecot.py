#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A private Dovecot on loopback for tests, benches and `./dev run --imap`.

    with Dovecot(directory) as server:
        server.deliver("amina", "INBOX", octets, date=1795000000, flags="S")
        server.snapshot("amina")   # {folder: [(sha256, flags, internaldate), ...]}

Each loopback address shows another certificate, so that every way of failing can be tried:
127.0.0.1 good, 127.0.0.2 expired, 127.0.0.3 made for another name, 127.0.0.4 of an unknown issuer.

As a program it runs until its standard input ends and prints its ports as one line of JSON:
    dovecot.py DIRECTORY [--no-move] [--no-uidplus] [--user NAME:PASSWORD]
"""

import argparse
import grp
import hashlib
import imaplib
import json
import os
import pathlib
import pwd
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time

HOST = "127.0.0.1"
HOSTS = {"good": "127.0.0.1", "expired": "127.0.0.2", "wrong": "127.0.0.3", "unknown": "127.0.0.4"}
START_SECONDS = 20
REST_SECONDS = 20

imaplib._MAXLINE = 100_000_000


def find_free_port():
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def run(*command, **options):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)


class Certificates:
    """A certification authority of our own and a certificate for each way of being right or wrong."""

    def __init__(self, directory):
        self.directory = directory
        directory.mkdir(parents=True, exist_ok=True)
        self.authority = directory / "ca.pem"
        if self.authority.exists():
            return
        self._write_config()
        self._make_key("ca")
        run("openssl", "req", "-x509", "-new", "-key", "ca.key", "-out", "ca.pem", "-days", "3650",
            "-subj", "/CN=Test authority", "-config", "ca.conf", "-extensions", "authority", cwd=directory)
        names = ["IP:127.0.0.1", "DNS:localhost", *(f"DNS:{name}" for name in NAMES)]
        self._sign("good", ",".join(names), "20250101000000Z", "20450101000000Z")
        # A server sends whoever signed for it along.
        with (self.directory / "good.pem").open("a") as chain:
            chain.write((self.directory / "ca.pem").read_text())
        self._sign("expired", "IP:127.0.0.2", "20200101000000Z", "20210101000000Z")
        self._sign("wrong", "DNS:other.example", "20250101000000Z", "20450101000000Z")
        self._make_key("unknown")
        run("openssl", "req", "-x509", "-new", "-key", "unknown.key", "-out", "unknown.pem", "-days", "3650",
            "-subj", "/CN=127.0.0.4", "-addext", "subjectAltName=IP:127.0.0.4", cwd=directory)

    def _make_key(self, name):
        run("openssl", "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", f"{name}.key", cwd=self.directory)

    def _write_config(self):
        (self.directory / "index.txt").write_text("")
        (self.directory / "ca.conf").write_text("""
[ca]
default_ca = here
[here]
dir = .
new_certs_dir = .
database = index.txt
rand_serial = yes
certificate = ca.pem
private_key = ca.key
default_md = sha256
policy = any
copy_extensions = copy
unique_subject = no
[any]
commonName = supplied
[req]
distinguished_name = name
[name]
[authority]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
""")

    def _sign(self, name, names, start, end):
        self._make_key(name)
        run("openssl", "req", "-new", "-key", f"{name}.key", "-out", f"{name}.csr", "-subj", f"/CN={name}",
            "-addext", f"subjectAltName={names}", cwd=self.directory)
        run("openssl", "ca", "-batch", "-config", "ca.conf", "-in", f"{name}.csr", "-out", f"{name}.pem",
            "-notext", "-startdate", start, "-enddate", end, cwd=self.directory)


COMMON = """
base_dir = {dir}/run
state_dir = {dir}/state
log_path = {dir}/dovecot.log
protocols = imap
listen = 127.0.0.1, 127.0.0.2, 127.0.0.3, 127.0.0.4
ssl = yes
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
auth_mechanisms = plain login
first_valid_uid = 0
first_valid_gid = 0
mail_max_userip_connections = 50
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = {imaps}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
namespace inbox {{
  inbox = yes
  separator = {separator}
  prefix = {prefix}
  {junk_box}
  mailbox Sent {{
    auto = create
    special_use = \\Sent
  }}
  mailbox Trash {{
    auto = create
    special_use = \\Trash
  }}
}}
"""

# Dovecot 2.3 (Debian 12, Ubuntu 24.04)
OLD = COMMON + """
disable_plaintext_auth = no
ssl_cert = <{dir}/pki/good.pem
ssl_key = <{dir}/pki/good.key
mail_location = maildir:{dir}/mail/%u:LAYOUT=fs
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {dir}/users
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={dir}/home/%u
}}
"""
OLD_LOCAL = """
local {address} {{
  ssl_cert = <{dir}/pki/{name}.pem
  ssl_key = <{dir}/pki/{name}.key
}}
"""

# Dovecot 2.4 (Debian 13)
NEW = """
dovecot_config_version = {version}
dovecot_storage_version = {version}
""" + COMMON + """
auth_allow_cleartext = yes
ssl_server_cert_file = {dir}/pki/good.pem
ssl_server_key_file = {dir}/pki/good.key
mail_driver = maildir
mail_path = {dir}/mail/%{{user}}
mailbox_list_layout = fs
mail_uid = {user}
mail_gid = {group}
passdb passwd-file {{
  default_password_scheme = PLAIN
  auth_username_format = %{{user}}
  passwd_file_path = {dir}/users
}}
userdb static {{
  fields {{
    uid = {user}
    gid = {group}
    home = {dir}/home/%{{user}}
  }}
}}
"""
NEW_LOCAL = """
local {address} {{
  ssl_server_cert_file = {dir}/pki/{name}.pem
  ssl_server_key_file = {dir}/pki/{name}.key
}}
"""

COMPRESSION = """
protocol imap {
  mail_plugins = imap_zlib
}
"""
# Dovecot 2.4 always offers it.
NEW_NO_COMPRESSION = """
protocol imap {
  imap_capability {
    "COMPRESS=DEFLATE" = no
  }
}
"""

# A mailbox that takes no more than so many octets: what is copied counts, what is moved does not. For Dovecot 2.3.
QUOTA = """
mail_plugins = quota
plugin {{
  quota = dirsize:All mail
  quota_rule = *:bytes={octets}
}}
"""
NEW_QUOTA = """
mail_plugins {{
  quota = yes
}}
quota All {{
  driver = count
  storage_size = {octets}B
}}
"""

# Access tokens, for Dovecot 2.3: whom one stands for is asked of a service (RFC 7662).
TOKENS = """
auth_mechanisms = plain login xoauth2 oauthbearer
passdb {{
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = {dir}/oauth2.conf
}}
"""
TOKEN_SERVICE = """
introspection_mode = post
introspection_url = {url}
username_attribute = username
active_attribute = active
active_value = true
tokeninfo_url =
"""

# The same for Dovecot 2.4, which needs no passdb for it.
NEW_TOKENS = """
auth_mechanisms = plain login xoauth2 oauthbearer
oauth2_introspection_mode = post
oauth2_introspection_url = {url}
oauth2_force_introspection = yes
oauth2_username_attribute = username
oauth2_active_attribute = active
oauth2_active_value = true
"""

# What the good certificate proves besides this computer.
NAMES = ("imap.found.example", "mail.found.example", "mx.elsewhere.example")

BASE_CAPABILITY = "IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE NAMESPACE LITERAL+ UNSELECT CHILDREN SPECIAL-USE"


class Mailboxes:
    """What the servers have in common: maildirs, and a look at them by an independent client."""

    delimiter = "/"

    def __init__(self):
        self._delivered = 0

    def _own(self, *paths):
        """Gives files to the server."""

    def use(self, user="amina"):
        """Opens each folder as mail programs do. Courier keeps no UIDs, and no UIDVALIDITY, for who only looks."""
        names = self.list_folders(user)
        client = self.connect(user)
        for name in names:
            client.select(f'"{name}"')
        client.logout()

    def rest(self):
        """Waits for what the server still does for connections that are gone, where that matters."""

    def deliver(self, user, folder, octets, date=None, flags=""):
        """Puts a message into a maildir. date: seconds UTC (INTERNALDATE); flags: maildir letters "SRF"."""
        box = self._find_box(user, folder)
        for name in ("cur", "new", "tmp"):
            (box / name).mkdir(parents=True, exist_ok=True)
        self._delivered += 1
        date = int(time.time()) - 3600 if date is None else int(date)
        name = f"{date}.M{self._delivered:06}P{os.getpid()}.test:2,{''.join(sorted(flags))}"
        path = box / "tmp" / name
        path.write_bytes(octets)
        os.utime(path, (date, date))
        self._own(path, box / "cur", box / "new", box / "tmp", box, box.parent)
        return path.rename(box / "cur" / name)  # whole, also for a server that looks at it now

    def snapshot(self, user="amina", folders=None):
        """Every message of every folder: {folder: sorted [(sha256, (flags...), internaldate)]}."""
        result = {}
        names = folders or self.list_folders(user)
        client = self.connect(user)
        for name in names:
            result[name] = self._read_folder(client, name)
        client.logout()
        return result

    @staticmethod
    def _read_folder(client, name):
        status, _ = client.select(f'"{name}"', readonly=True)
        if status != "OK":
            return []
        rows = []
        for part in client.uid("FETCH", "1:*", "(FLAGS INTERNALDATE BODY.PEEK[])")[1]:
            if not isinstance(part, tuple):
                continue
            head = part[0].decode("latin-1")
            flags = re.search(r"FLAGS \((.*?)\)", head).group(1).split()
            date = re.search(r'INTERNALDATE "(.*?)"', head).group(1)
            digest = hashlib.sha256(part[1].replace(b"\r\n", b"\n")).hexdigest()
            rows.append((digest, tuple(sorted(f for f in flags if f != "\\Recent")), date))
        return sorted(rows)


class Dovecot(Mailboxes):
    def __init__(self, directory, move=True, uidplus=True, users=None, junk="Junk", compress=False, prefix="",
                 special_use=True, introspection=None, condstore=False, quota=None):
        super().__init__()
        self.directory = pathlib.Path(directory).resolve()
        self.prefix, self.delimiter = prefix, "." if prefix else "/"
        self.special_use = special_use
        self.users = users or {"amina": "secret"}
        # junk: None makes no Junk folder
        self.move, self.uidplus, self.junk, self.compress = move, uidplus, junk, compress
        self.condstore = condstore  # also where the capabilities are cut down
        self.quota = quota  # octets
        self.introspection = introspection  # address of the service that knows access tokens
        self.imap, self.imaps = find_free_port(), find_free_port()
        self.process = None
        is_root = os.getuid() == 0
        self.user = "nobody" if is_root else pwd.getpwuid(os.getuid()).pw_name
        self.group = "nogroup" if is_root else grp.getgrgid(os.getgid()).gr_name
        self.setpriv = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] if is_root else []

    # Life

    @staticmethod
    def is_installed():
        return shutil.which("dovecot", path=os.environ.get("PATH", "") + ":/usr/sbin") is not None

    def start(self):
        for name in ("run", "state", "mail", "home"):
            (self.directory / name).mkdir(parents=True, exist_ok=True)
        self.ca = Certificates(self.directory / "pki").authority
        (self.directory / "users").write_text("".join(f"{u}:{{PLAIN}}{p}\n" for u, p in self.users.items()))
        (self.directory / "dovecot.conf").write_text(self._write_config())
        if self.setpriv:
            self._open_path()
            run("chown", "-R", f"{self.user}:{self.group}", str(self.directory))
        command = [*self.setpriv, "/usr/sbin/dovecot", "-F", "-c", str(self.directory / "dovecot.conf")]
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                        stderr=(self.directory / "start.log").open("wb"), start_new_session=True)
        self._wait()
        return self

    def _open_path(self):
        """Lets the unprivileged server reach its own directory below a private one."""
        for parent in [self.directory, *self.directory.parents]:
            if parent.stat().st_uid == 0 and not parent.stat().st_mode & 0o001:
                parent.chmod(parent.stat().st_mode | 0o011)

    def _write_config(self):
        version = subprocess.run(["/usr/sbin/dovecot", "--version"], capture_output=True, text=True).stdout.split()[0]
        is_new = tuple(int(n) for n in version.split(".")[:2]) >= (2, 4)
        values = dict(dir=self.directory, user=self.user, group=self.group, imap=self.imap, imaps=self.imaps,
                      junk_box=self._write_junk_box(), separator=self.delimiter, prefix=self.prefix,
                      version=re.match(r"[0-9.]+", version).group())
        text = (NEW if is_new else OLD).format(**values)
        for name in ("expired", "wrong", "unknown"):
            text += (NEW_LOCAL if is_new else OLD_LOCAL).format(address=HOSTS[name], name=name, dir=self.directory)
        if self.compress != is_new:
            text += NEW_NO_COMPRESSION if is_new else COMPRESSION
        if self.quota:
            text += (NEW_QUOTA if is_new else QUOTA).format(octets=self.quota)
        if self.introspection and is_new:
            text += NEW_TOKENS.format(url=self.introspection)
        elif self.introspection:
            (self.directory / "oauth2.conf").write_text(TOKEN_SERVICE.format(url=self.introspection))
            text += TOKENS.format(dir=self.directory)
        if not (self.move and self.uidplus):
            words = BASE_CAPABILITY + " UIDPLUS" * self.uidplus + " MOVE" * self.move + " CONDSTORE" * self.condstore
            text += f"imap_capability = {words}\n"
        return text

    def _write_junk_box(self):
        use = "special_use = \\Junk" if self.special_use else ""
        return f"mailbox {self.junk} {{\n    auto = create\n    {use}\n  }}" if self.junk else ""

    def _wait(self):
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            try:
                with socket.create_connection((HOST, self.imap), timeout=5) as probe:
                    if probe.recv(4) == b"* OK":
                        return
            except OSError:
                pass
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise RuntimeError("dovecot did not start: " + (self.directory / "start.log").read_text()
                           + (self.directory / "dovecot.log").read_text(errors="replace")
                           if (self.directory / "dovecot.log").exists() else "no log")

    def stop(self):
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self._kill_group()
            self.process.wait()
        self._kill_group()
        self.process = None

    def _kill_group(self):
        """Sessions outlive the server itself."""
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass

    def _has_sessions(self):
        for place in pathlib.Path("/proc").glob("[0-9]*/stat"):
            try:
                name, _, numbers = place.read_text().partition("(")[2].rpartition(")")
                if name == "imap" and int(numbers.split()[1]) == self.process.pid:
                    return True
            except OSError:  # it ended meanwhile
                continue
        return False

    def rest(self):
        """A server on a busy machine is still at a command when the connection is long gone."""
        end = time.monotonic() + REST_SECONDS
        while self._has_sessions():
            if time.monotonic() > end:
                raise TimeoutError("dovecot is still at work")
            time.sleep(0.005)

    def change_password(self, user, password):
        """For connections that are made from now on; those that are open end."""
        self.stop()
        self.users[user] = password
        self.start()

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.stop()

    # Mail

    def _find_box(self, user, folder):
        box = self.directory / "mail" / user
        return box if folder == "INBOX" else box / folder.removeprefix(self.prefix)

    def _own(self, *paths):
        if not self.setpriv:
            return
        uid, gid = pwd.getpwnam(self.user).pw_uid, grp.getgrnam(self.group).gr_gid
        for path in paths:
            os.chown(path, uid, gid)

    def connect(self, user="amina"):
        """An independent IMAP client, signed in."""
        context = ssl.create_default_context(cafile=str(self.ca))
        client = imaplib.IMAP4_SSL(HOST, self.imaps, ssl_context=context)
        client.login(user, self.users[user])
        return client

    def list_folders(self, user="amina"):
        client = self.connect(user)
        names = [re.search(rb'"[./]" "?(.*?)"?$', line).group(1).decode() for line in client.list()[1]]
        client.logout()
        return names


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory")
    parser.add_argument("--no-move", action="store_true")
    parser.add_argument("--no-uidplus", action="store_true")
    parser.add_argument("--user", action="append", default=[])
    arguments = parser.parse_args()
    users = dict(u.split(":", 1) for u in arguments.user) or None
    server = Dovecot(arguments.directory, not arguments.no_move, not arguments.no_uidplus, users)
    with server:
        print(json.dumps(dict(imap=server.imap, imaps=server.imaps, ca=str(server.ca), pid=server.process.pid,
                              users=server.users)), flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
