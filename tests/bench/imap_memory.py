# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The memory of Safibox in the background, and of a check of very many messages."""

import contextlib
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import time

import imap_box
import machine

from madebox import make_message
from slowproxy import SlowProxy

SETTLE = 40         # seconds from the start until memory is looked at
MANY = 30           # times as many messages has a very large mailbox
VERDICTS = 1_000    # after which a first check of it is looked at
LINKS = 50_000       # that a file may have in all file systems of today
SESSION = pathlib.Path(__file__).resolve().parents[1] / "lib/gui-session.sh"


def read_memory(pid):
    """Returns: octets that no other process has: (private, private and written to)."""
    text = pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text()
    clean, dirty = (1024 * int(re.search(rf"^Private_{kind}:\s+(\d+)", text, re.M).group(1)) for kind in ("Clean", "Dirty"))
    return clean + dirty, dirty


def read_peak(pid):
    return 1024 * int(re.search(r"^VmHWM:\s+(\d+)", pathlib.Path(f"/proc/{pid}/status").read_text(), re.M).group(1))


def watch_peak(process, is_enough):
    """Kills the process when it is enough. Returns: the peak of its memory."""
    peak = 0
    while process.poll() is None and not is_enough():
        with contextlib.suppress(OSError, AttributeError):  # it ended just now
            peak = max(peak, read_peak(process.pid))
        time.sleep(imap_box.LOOK / 4)
    process.kill()
    process.wait()
    return peak


def find_child(name, parent):
    """The process of that name below parent; None if there is none."""
    children = {}
    for entry in pathlib.Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            pid, command, rest = re.fullmatch(r"(\d+) \((.*)\) (.*)", entry.read_text(), re.S).groups()
            children.setdefault(int(rest.split()[1]), []).append((int(pid), command))
    waiting = [parent]
    while waiting:
        for pid, command in children.get(waiting.pop(), []):
            if command == name:
                return pid
            waiting.append(pid)
    return None


def make_keeper(box):
    """Secrets in the file that libsecret offers where there is no keyring."""
    return {"SECRET_BACKEND": "file", "SECRET_FILE_TEST_PATH": str(box.scratch / "secrets"),
            "SECRET_FILE_TEST_PASSWORD": "test"}


def run_in_background(programs, client, ca):
    """Returns read_memory of `safibox --background` once it watches."""
    environment = {**client.environment, "SAFIBOX_DATA_DIR": str(client.data)}
    process = subprocess.Popen([*imap_box.trust(ca), SESSION, programs / "safibox", "--background"], env=environment, stdin=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    found = None
    while found is None and process.poll() is None:
        time.sleep(1)
        found = find_child("safibox", process.pid)
    time.sleep(SETTLE)
    memory = read_memory(found)
    os.kill(found, 15)
    process.wait(30)
    return memory


def set_mark(client, box, user):
    """All that is there counts as seen."""
    connection = box.server.connect(user)
    status = connection.status("INBOX", "(UIDNEXT UIDVALIDITY)")[1][0].decode()
    uidnext, uidvalidity = (int(re.search(rf"{word} (\d+)", status).group(1)) for word in ("UIDNEXT", "UIDVALIDITY"))
    connection.logout()
    with contextlib.closing(sqlite3.connect(client.data / "safibox.db")) as store:
        account = store.execute("SELECT id FROM account").fetchone()[0]
        store.execute("REPLACE INTO mark VALUES (?, ?, ?, ?)", (account, b"INBOX", uidvalidity, uidnext))
        store.commit()


def link_many(box, user, count, now):
    """A mailbox of that many times the same message, and so many others behind it that a check does not come to it."""
    others = min(2 * VERDICTS, count // 2)
    for number in range(count - others):
        if number % LINKS == 0:
            first = box.server.deliver(user, "INBOX", make_message(0, now - 2 * imap_box.OLD), now - 2 * imap_box.OLD)
            continue
        os.link(first, first.with_name(f"{now - 2 * imap_box.OLD}.L{number:07}.test:2,"))
    for number in range(others):
        box.server.deliver(user, "INBOX", make_message(number, now - imap_box.OLD), now - imap_box.OLD + number)
    box.server.connect(user).select("INBOX", readonly=True)


def measure_large(programs, box, user, count):
    """Returns: (peak of a first check after VERDICTS, peak, octets and changes of direction of a check without news)."""
    link = SlowProxy(box.server.imaps)
    client = imap_box.Client(programs, box, user, link)
    first = watch_peak(client.start_check(), lambda: client.read_store("SELECT count(*) FROM judged") >= VERDICTS)
    set_mark(client, box, user)
    link.reset()
    again = watch_peak(client.start_check(), lambda: False)
    return first, again, link.received + link.sent, link.turns


def measure(programs, scratch, count, now):
    """Returns lines of the report."""
    (scratch / "memory").mkdir()
    box = imap_box.Box(scratch / "memory", {"amina": count, "bakari": count, "chidi": 0}, now)
    box.set_compressing(True)
    link = SlowProxy(box.server.imaps)
    environment = make_keeper(box)
    client = imap_box.Client(programs, box, "amina", link, environment)
    shutil.rmtree(client.data)
    client.add("amina", is_kept=True)
    client.add("bakari", is_kept=True)
    client.check()
    remembered = client.read_store("SELECT count(*) FROM judged")
    machine.say(f"{remembered} remembered")
    private, written = run_in_background(programs, client, box.server.ca)
    lines = [f"`safibox --background`, {SETTLE} s after its start, two accounts, {remembered:,} messages remembered: "
             f"{private / 1e6:.1f} MB private ({written / 1e6:.1f} MB of it written to)."]
    machine.say(lines[-1])
    many = MANY * count
    link_many(box, "chidi", many, now)
    lines += ["", "| mailbox | first check: peak after 1,000 verdicts, MB | check without news: peak, MB | KB | "
              "changes of direction |", "| ---: | ---: | ---: | ---: | ---: |"]
    for user, messages in (("amina", count), ("chidi", many)):
        first, again, octets, turns = measure_large(programs, box, user, messages)
        lines.append(f"| {messages:,} | {first / 1e6:.1f} | {again / 1e6:.1f} | {octets / 1e3:.1f} | {turns} |")
        machine.say(lines[-1])
    box.server.stop()
    return lines
