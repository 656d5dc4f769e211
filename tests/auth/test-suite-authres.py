#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Authentication-Results as providers wrote them, genuine and forged: Delta Chat's samples."""

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import suite

sys.path.insert(0, str(suite.ROOT / "tests/lib"))
import tap

MESSAGES = suite.find("deltachat/messages")
MESSAGES_TOTAL = 178

# The samples have no Received fields. A provider that writes above the line that takes the message in is given
# that line right above From, which is the first field of the sender's; the others at the top.
PLACES = {"gmail.com": "top", "mail.ru": "top"}
LINE = "Received: from out.sender.example (out.sender.example [192.0.2.1]) by {by} (x) with ESMTPS id 1\n"
SERVERS = {"gmail.com": "mx.google.com", "aol.com": "mx.yahoo.com", "hotmail.com": "mx.outlook.com",
           "fastmail.com": "mx.messagingengine.com", "yandex.ru": "mx.yandex.net"}

# Who stamps only signed mail is believed only where our own check passes too, and so is who stamps below From;
# that check needs the message, of which the samples hold a few fields only.
NEEDS_OWN_CHECK = {"buzon.uy", "mail.ru", "riseup.net", "yandex.ru"}


def add_line(text, provider):
    line = LINE.format(by=SERVERS.get(provider, f"mx.{provider}"))
    if PLACES.get(provider) == "top":
        return line + text
    return re.sub(r"(?mi)^From:", line + "From:", text, count=1)


def ask(provider, texts):
    with tempfile.TemporaryDirectory(prefix="safibox-authres-") as folder:
        for number, text in enumerate(texts):
            (pathlib.Path(folder) / f"{number:03}.eml").write_bytes(text.encode("utf-8", "surrogateescape"))
        done = subprocess.run([suite.PROGRAM, "--data-dir", folder, "--json", "auth", "--receiver-profile", provider,
                               "--dns", "none", folder], capture_output=True, env={**os.environ, "LC_ALL": "C.UTF-8"}, timeout=120)
        assert done.returncode == 0, done.stderr
        return [json.loads(line)["reported"] for line in done.stdout.splitlines()]


def read_folder(folder):
    paths = sorted(folder.iterdir())
    texts = [path.read_bytes().decode("utf-8", "surrogateescape") for path in paths]
    provider = folder.name.partition("@")[2]
    answers = ask(provider, [add_line(text, provider) for text in texts])
    return provider, list(zip([path.name for path in paths], texts, answers, strict=True))


FOLDERS = [read_folder(folder) for folder in sorted(MESSAGES.iterdir())]


def passes(answer):
    """Domains whose signature passes by the provider's word."""
    return {row["domain"] for row in answer["results"] if row["method"] == "dkim" and row["result"] == "pass"}


def read_plainly(text):
    """Unfolded, without comments."""
    return re.sub(r"\([^()]*\)", "", re.sub(r"\r?\n[ \t]+", " ", text))


def is_genuine_pass(provider, name, text):
    """Whether one of the fields that the provider wrote says that the sender's domain signed."""
    domain = name.partition("@")[2]
    ids = {"aol.com": "yahoo.com", "gmail.com": "mx.google.com", "fastmail.com": "messagingengine.com",
           "hotmail.com": "", "yandex.ru": "yandex.net"}
    own = ids.get(provider, provider)
    fields = re.findall(r"(?mi)^Authentication-Results: *(.*)$", read_plainly(text))
    mine = [f for f in fields if (f.partition(";")[0].strip().endswith(own) if own else f.startswith("spf="))]
    return any(re.search(rf"dkim=pass\b[^;]*header\.(i=\S*@|d=){re.escape(domain)}\b", f) for f in mine)


@tap.test("no forged field is believed")
def _():
    n_forged = 0
    for provider, rows in FOLDERS:
        for name, _text, answer in rows:
            if name.startswith("forged"):
                n_forged += 1
                assert not passes(answer), (provider, name, answer)
    assert n_forged == 10, n_forged


@tap.test("what other hosts wrote is not believed")
def _():
    for provider, rows in FOLDERS:
        for name, text, answer in rows:
            if not is_genuine_pass(provider, name, text):
                assert name.partition("@")[2] not in passes(answer), (provider, name, answer)


@tap.test("genuine passes are believed")
def _():
    genuine = believed = after_own_check = total = 0
    for provider, rows in FOLDERS:
        for name, text, answer in rows:
            total += 1
            if not is_genuine_pass(provider, name, text):
                continue
            genuine += 1
            is_read = name.partition("@")[2] in passes(answer)
            assert answer["needs_own_check"] == (provider in NEEDS_OWN_CHECK), (provider, name)
            believed += is_read and not answer["needs_own_check"]
            after_own_check += is_read and answer["needs_own_check"]
    print(f"# {genuine} genuine passes: {believed} believed, {after_own_check} more where our own check passes too")
    assert total == MESSAGES_TOTAL, total
    assert (believed + after_own_check) >= 0.95 * genuine and genuine > 100


@tap.test("nothing is believed without the provider's profile")
def _():
    for _provider, rows in FOLDERS:
        for answer in ask("unknown.example", [add_line(text, "unknown.example") for _name, text, _answer in rows]):
            assert not answer["results"], answer


tap.run()
