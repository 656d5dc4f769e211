#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What other users of the computer can see: nothing that Safibox writes down, whatever the umask, and no core file; and
that nobody finds a message's text in it."""

import email
import email.policy
import os
import pathlib
import resource
import shutil
import signal
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(os.environ["SAFI_TEST_ROOT"])
sys.path.insert(0, str(ROOT / "tests/lib"))
import tap

PROGRAM = os.path.abspath(sys.argv[1])  # a crash is looked for in another folder
SAMPLE = ROOT / "data/practice/INBOX"

scratch = pathlib.Path(tempfile.mkdtemp(prefix="safibox-private-"))
home = scratch / "home"
os.umask(0)
home.mkdir()
environment = {**os.environ, "HOME": str(home), "XDG_DATA_HOME": str(home / "data"),
               "XDG_CACHE_HOME": str(home / "cache"), "XDG_CONFIG_HOME": str(home / "config"), "LC_ALL": "C.UTF-8"}


def call(*arguments):
    done = subprocess.run([PROGRAM, *map(str, arguments)], env=environment, capture_output=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done


def list_open_to_others(folder):
    return [f"{path.relative_to(folder)}: {path.lstat().st_mode & 0o777:o}" for path in sorted(folder.rglob("*"))
            if path.lstat().st_mode & 0o077]


def allow_cores():
    """As on a system that keeps them."""
    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (most, most))


@tap.test("all that it remembers belongs to the person alone, also where the umask forbids nothing")
def _():
    call("practice")
    call("teach", "junk", *sorted(SAMPLE.iterdir())[:3])
    call("training", "export", home / "data/safibox/copy")
    names = {path.name for path in (home / "data/safibox").iterdir()}
    assert {"safibox.db", "engine.lock", "copy"} <= names, names
    assert list_open_to_others(home) == [], list_open_to_others(home)
    assert (home / "data/safibox").stat().st_mode & 0o777 == 0o700


def list_passages(message, length=60):
    """Texts of @length characters from the message that no reason quotes whole."""
    for part in message.walk():
        if part.get_content_maintype() == "text":
            text = part.get_content()
            yield from (text[at:at + length].encode() for at in range(0, len(text) - length, length))


@tap.test("of what was judged and taught the subject is kept, and no text")
def _():
    kept = b"".join(path.read_bytes() for path in sorted((home / "data/safibox").iterdir()) if path.is_file())
    messages = [email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in sorted(SAMPLE.iterdir())]
    assert sum(str(message["Subject"]).encode() in kept for message in messages) > len(messages) // 2
    passages = [passage for message in messages for passage in list_passages(message)]
    assert len(passages) > len(messages), len(passages)
    assert [passage for passage in passages if passage in kept] == []


@tap.test("a crash leaves no core file with mail or passwords in it")
def _():
    process = subprocess.Popen([PROGRAM, "judge", "-"], env=environment, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL, cwd=scratch, preexec_fn=allow_cores)
    try:
        process.stdin.write(b"Subject: it has begun when this was read\n\n" + b"x\n" * 65536)  # more than a pipe holds
        process.stdin.flush()
        assert resource.prlimit(process.pid, resource.RLIMIT_CORE)[0] <= 1
        process.send_signal(signal.SIGABRT)
        _, status = os.waitpid(process.pid, 0)
    finally:
        process.returncode = 0  # it is gone; nobody waits for it any more
    assert os.WIFSIGNALED(status) and not os.WCOREDUMP(status), status
    assert not list(scratch.glob("core*"))


try:
    tap.run()
finally:
    shutil.rmtree(scratch)
