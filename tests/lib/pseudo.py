# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A made-up language for tests: every letter has an accent, every text is a third longer and stands in brackets. What is
not translated, put together from pieces, or has no room for a longer language can be seen at once.

    pseudo.write_catalogues(folder)          # for SAFIBOX_LOCALE_DIR
    pseudo.say("_Keep %d messages")          # "[_Ķééþ %d ɱéššáĝéš áé íöüáé íö]"
"""

import itertools
import os
import pathlib
import re
import struct
import subprocess

LANGUAGE = "zxx"  # "no linguistic content"; no system has it
ROOT = pathlib.Path(os.environ.get("SAFI_TEST_ROOT", pathlib.Path(__file__).resolve().parents[2]))
LETTERS = str.maketrans("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
                        "áƀçđéƒĝĥíĵķłɱñöþɋŕšŧüṽŵẋýžÁƁÇĐÉƑĜĤÍĴĶŁṀÑÖÞɊŔŠŦÜṼŴẊÝŽ")
# What stays: places for values ({0}, %s, %1$d, %-d and other parts of a date), markup, entities, addresses.
KEPT = re.compile(r"\{\d+\}|%(?:\d+\$)?[-+#0'_]*\d*(?:\.\d+)?(?:hh|h|ll|l|z|j|t|q)?[A-Za-z%]|<[^<>]+>|&#?\w+;"
                  r"|https?://\S+")
PADDING = ("áé", "íöüáé", "íö", "üáéíöüá", "éíö")  # the words a text grows by
GROWTH = 0.35  # of its length
XGETTEXT = ["xgettext", "--from-code=UTF-8", "-o", "-", "--keyword=_", "--keyword=N_", "--keyword=C_:1c,2",
            "--keyword=NC_:1c,2", "--keyword=g_dngettext:2,3", "--keyword=ngettext:1,2"]
MAGIC = 0x950412DE


def _make_padding(length):
    words = ""
    for word in itertools.cycle(PADDING):
        if len(words) >= length:
            return words
        words += " " + word


def say(text):
    """A text in the made-up language. Line breaks and spaces at its ends stay there."""
    core = text.strip()
    if not core:
        return text
    start = text.index(core)
    shown = KEPT.sub("", core).replace("_", "")
    accented, end = "", 0
    for kept in KEPT.finditer(core):
        accented += core[end:kept.start()].translate(LETTERS) + kept.group()
        end = kept.end()
    accented += core[end:].translate(LETTERS)
    return text[:start] + "[" + accented + _make_padding(max(2, len(shown) * GROWTH)) + "]" + text[start + len(core):]


def read_catalogue(octets):
    """The entries of a compiled catalogue, by what stands in the source."""
    _, _, count, originals, translations = struct.unpack("<5I", octets[:20])

    def read(table, index):
        length, offset = struct.unpack_from("<2I", octets, table + 8 * index)
        return octets[offset:offset + length].decode()
    return {read(originals, i): read(translations, i) for i in range(count)}


def _make_catalogue(entries):
    keys = sorted(key.encode() for key in entries)
    texts = keys + [entries[key.decode()].encode() for key in keys]
    table, offset = b"", 28 + 8 * len(texts)
    for text in texts:
        table += struct.pack("<2I", len(text), offset)
        offset += len(text) + 1
    head = struct.pack("<7I", MAGIC, 0, len(keys), 28, 28 + 8 * len(keys), 0, 0)
    return head + table + b"".join(text + b"\0" for text in texts)


def _translate(source, texts, say_it):
    """What an entry says: its head is kept, each form of a plural is said by itself."""
    if not source:
        return re.sub("Plural-Forms:.*", "Plural-Forms: nplurals=2; plural=n != 1;\\nX-Safibox-Reviewer: nobody speaks it", texts)
    return "\0".join(say_it(text) for text in texts.split("\0"))


def _write_catalogue(files, environment, path, language, say_it):
    texts = subprocess.run([*XGETTEXT, *files], cwd=ROOT, check=True, capture_output=True,
                           env={**os.environ, **environment}).stdout
    for command in (["msgen", f"--lang={language}", "-"], ["msgfmt", "--no-hash", "-o", "-", "-"]):
        texts = subprocess.run(command, input=texts, check=True, capture_output=True).stdout
    entries = read_catalogue(texts)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_make_catalogue({source: _translate(source, text, say_it) for source, text in entries.items()}))


def write_catalogues(folder, language=LANGUAGE, say_it=say):
    """Writes catalogues of all that Safibox and its tips say into a folder, from the sources as they are now. @say_it gives
    a text in @language."""
    for domain, list_of_files in (("safibox", "po/POTFILES"), ("safibox-tips", "po/tips/POTFILES")):
        lines = (ROOT / list_of_files).read_text().splitlines()
        files = [line for line in lines if line and not line.startswith("#")]
        _write_catalogue(files, {"GETTEXTDATADIRS": str(ROOT / "data")},
                         folder / language / "LC_MESSAGES" / f"{domain}.mo", language, say_it)
