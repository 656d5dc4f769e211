# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Geary, the desktop's mail program, as a peer: what it brings over a line to know the same mailbox.

It is linked without its window: its settings are written, and its password goes to the keyring.
"""

import os
import shutil
import subprocess
import time

import imap_box
from steps import gui

QUIET = 45   # seconds in which nothing more came: it has what it wants
MINIMUM = 50_000  # octets, before it can be quiet: signing in takes pauses, too
PATIENCE = 900  # seconds
LOOK = 2
SETTINGS = """[Metadata]
version=1
status=enabled

[Account]
ordinal=1
prefetch_days=14
sender_mailboxes={user}@practice.example;
service_provider=other

[Incoming]
login={user}
remember_password=true
host=127.0.0.1
port={port}
transport_security=transport
credentials=custom

[Outgoing]
host=127.0.0.1
port=9
transport_security=none
credentials=none

[Folders]
"""


def is_installed():
    return shutil.which("geary") is not None and shutil.which("secret-tool") is not None


def _link(home, user, port):
    account = home / "config/geary/account_01"
    account.mkdir(parents=True)
    (account / "geary.ini").write_text(SETTINGS.format(user=user, port=port))
    subprocess.run(["gdbus", "wait", "--session", "--timeout", str(gui.TIMEOUT), "org.freedesktop.secrets"], check=True)
    subprocess.run(["secret-tool", "store", "--label=mail", "xdg:schema", "org.gnome.Geary", "proto", "IMAP", "host", "127.0.0.1",
                    "login", user], input=imap_box.PASSWORD, text=True, check=True)
    return dict(os.environ, GSETTINGS_BACKEND="memory", WEBKIT_DISABLE_COMPOSITING_MODE="1",
                **{f"XDG_{kind.upper()}_HOME": str(home / kind) for kind in ("config", "data", "cache")})


def _wait_until_quiet(process, link):
    start = last = time.monotonic()
    count = 0
    while time.monotonic() - start < PATIENCE:
        time.sleep(LOOK)
        assert process.poll() is None, f"geary ended with {process.poll()}"
        now = link.received + link.sent
        if now != count:
            count, last = now, time.monotonic()
        if count > MINIMUM and time.monotonic() - last > QUIET:
            return last - start
    raise AssertionError("geary never came to rest")


def run(box, user, link, wrapper):
    """wrapper: what its command begins with. Returns: seconds until it was quiet; link counted the octets."""
    home = box.scratch / "geary"
    environment = _link(home, user, link.port)
    link.reset()
    with (box.scratch / "geary.log").open("wb") as log:
        process = subprocess.Popen([*wrapper, *imap_box.trust(box.server.ca), "geary"], env=environment, stdout=log, stderr=log)
    try:
        return _wait_until_quiet(process, link)
    finally:
        process.terminate()
        process.wait(gui.TIMEOUT)
