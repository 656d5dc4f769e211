#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Safibox writes and reads is the same in every locale: with decimal commas, and in a language in
which "I" has another small letter. usage: test-locale.py SAFIBOX-CLI, with SAFI_TEST_ROOT in the environment."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(os.environ["SAFI_TEST_ROOT"])
sys.path.insert(0, str(ROOT / "tests/lib"))
import locales
import tap

PROGRAM = sys.argv[1]
LOCALES = ("tr_TR", "fa_IR")  # with a decimal comma both; "I" and "ı"
INBOX = ROOT / "data/practice/INBOX"
ZONES = ("Pacific/Kiritimati", "Pacific/Pago_Pago")  # UTC+14 and UTC-11: never the same day
PLACES = r'"[^"]*/safibox-locale-[^"]*"'

scratch = pathlib.Path(tempfile.mkdtemp(prefix="safibox-locale-"))


def call(*words, data, locale=None, status=0, **more):
    """Returns what was printed."""
    environment = {**os.environ, "LANGUAGE": "en", "LC_ALL": f"{locale}.UTF-8" if locale else "C.UTF-8",
                   "LOCPATH": str(scratch), **more}
    done = subprocess.run([PROGRAM, "--data-dir", scratch / data, "--json", *words], input=b"", capture_output=True,
                          timeout=120, env=environment)
    assert done.returncode == status, (words, done)
    return done.stdout.decode()


def read(*words, **more):
    return [json.loads(line) for line in call(*words, **more).splitlines()]


def strip(rows):
    """Without what no two runs have in common."""
    return re.sub(PLACES, '""', re.sub(r'"(id|account|time|judged_at)": ?("[^"]*"|\d+)', "", json.dumps(rows)))


@tap.test("a locale with a decimal comma is one")
def _():
    locales.make(scratch, *LOCALES)
    shown = subprocess.run(["printf", "%.1f", "1,5"], capture_output=True,
                           env={**os.environ, "LC_ALL": "tr_TR.UTF-8", "LOCPATH": str(scratch)}).stdout
    assert shown == b"1,5", shown


@tap.test("numbers of verdicts, findings and sheets are written the same in each locale")
def _():
    locales.make(scratch, *LOCALES)
    sample, = sorted(INBOX.glob("*.eml"))[:1]
    for words, status in ((["judge", INBOX], 1), (["findings"], 0), (["sheet", sample], 0)):
        plain = call(*words, data="outputs", status=status)
        assert re.search(r"\d\.\d", plain), words
        for locale in LOCALES:
            assert call(*words, data="outputs", status=status, locale=locale) == plain, (words, locale)


@tap.test("a mailbox that is checked in one locale goes on in another")
def _():
    locales.make(scratch, *LOCALES)
    for number, locale in enumerate(LOCALES):
        data, other = f"store-{locale}", LOCALES[number - 1]
        call("practice", data=data, locale=locale)
        for words in (["journal"], ["accounts", "list"], ["training"]):
            plain = read(*words, data=data)
            assert read(*words, data=data, locale=other) == plain, (words, locale, other)
        assert strip(read("check", data=data, locale=other)) == strip(read("check", data=data)), locale


@tap.test("a sender has the same name in each locale")
def _():
    locales.make(scratch, *LOCALES)
    call("practice", data="senders")
    for locale in (None, *LOCALES):
        call("senders", "trust", "INFO.ILIE@SHOP.EXAMPLE", data="senders", locale=locale)
        rules = read("senders", "list", data="senders")
        assert [row["sender"] for row in rules] == ["info.ilie@shop.example"], (locale, rules)


@tap.test("whoever travels to another day keeps mailbox and moves")
def _():
    call("practice", data="zones", TZ=ZONES[0])
    before = read("journal", data="zones", TZ=ZONES[0])
    assert before
    for zone in (*reversed(ZONES), "Nowhere/None"):
        call("check", data="zones", TZ=zone)
        assert read("journal", data="zones", TZ=zone) == before, zone


try:
    tap.run()
finally:
    shutil.rmtree(scratch, ignore_errors=True)
