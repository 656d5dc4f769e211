#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints the sheets for a school as PDF, and reads them back by another program's eyes."""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from xml.etree import ElementTree

ROOT = pathlib.Path(os.environ["SAFI_TEST_ROOT"])
sys.path.insert(0, str(ROOT / "tests/lib"))
import tap

PROGRAM = sys.argv[1]
SHEETS = {"posters": ["--tips", "account-closing"], "lesson": [], "handout": ["--sheet", "7"]}
A4 = "595.28 x 841.89 pts (A4)"
DOTS = 40  # to an inch
scratch = pathlib.Path(tempfile.mkdtemp(prefix="safibox-print-"))


def call(*arguments, **env):
    return subprocess.run([PROGRAM, "--data-dir", str(scratch / "data"), "print", *map(str, arguments)],
                          capture_output=True, env={**os.environ, "LC_ALL": "C", **env}, timeout=120)


def read(program, *arguments):
    if not shutil.which(program):
        raise tap.Skip("poppler-utils is not installed")
    return subprocess.run([program, *map(str, arguments)], check=True, capture_output=True).stdout


def make(what, language, **env):
    path = scratch / f"{what}-{language}.pdf"
    done = call(what, "--language", language, *SHEETS[what], path, **env)
    if b"does not speak" in done.stderr:
        raise tap.Skip(f"the catalogue {language} is not installed")
    assert done.returncode == 0, done
    return path


def read_title(language):
    """What the tip that becomes a poster is called."""
    if language == "en":
        return "“Your account will be closed today”"
    text = (ROOT / f"po/tips/{language}.po").read_text()
    return re.search(r'msgctxt "account-closing"\nmsgid "“Your account will be closed today”"\nmsgstr "(.*)"', text).group(1)


def letters(text):
    """Those of @text in any order, as letters of the script, not as shapes of them: what is read from paper has other lines."""
    return sorted(letter for letter in unicodedata.normalize("NFKC", text) if unicodedata.category(letter) in ("Lo", "Ll", "Lu"))


def read_picture(path, page=1):
    """Rows of grey dots."""
    octets = read("pdftoppm", "-r", DOTS, "-gray", "-f", page, "-l", page, path)
    width, height = map(int, octets.split(b"\n", 3)[1].split())
    dots = octets[-width * height:]
    return [dots[row * width:(row + 1) * width] for row in range(height)]


def check_look(language, is_rtl):
    rows = read_picture(make("posters", language))
    columns = list(zip(*rows))
    inked = [index for index, column in enumerate(columns) if min(column) < 128]
    margin = len(columns) * 40 // 595
    assert inked[0] >= margin and inked[-1] <= len(columns) - margin, (inked[0], inked[-1], len(columns))
    icon = rows[len(rows) * 50 // 842:len(rows) * 170 // 842]
    half = len(columns) // 2
    left, right = (sum(dot < 128 for row in icon for dot in row[part]) for part in (slice(0, half), slice(half, None)))
    assert (right == 0) != is_rtl and (left == 0) == is_rtl, (left, right)


def check_text(language):
    path = make("posters", language)
    lines = read("pdftotext", path, "-").decode()
    wanted, got = letters(read_title(language)), letters(lines)
    for letter in set(wanted):
        assert got.count(letter) >= wanted.count(letter), (letter, lines)


for LANGUAGE, IS_RTL in (("en", False), ("ar", True), ("am", False)):
    @tap.test(f"a poster in {LANGUAGE} starts at its side of the paper, within the margins")
    def _(language=LANGUAGE, is_rtl=IS_RTL):
        check_look(language, is_rtl)

    @tap.test(f"the words of a poster in {LANGUAGE} can be read by a program")
    def _(language=LANGUAGE):
        check_text(language)

    @tap.test(f"the PDFs in {LANGUAGE} are A4, hold their fonts, say their language and title")
    def _(language=LANGUAGE):
        for what, pages in (("posters", 1), ("lesson", 1), ("handout", 2)):
            path = make(what, language)
            info = read("pdfinfo", path).decode()
            assert A4 in info and re.search(rf"^Pages: +{pages}$", info, re.M), info
            assert re.search(r"^Title: +\S", info, re.M), info
            assert f"/Lang ({language})".encode() in path.read_bytes()
            fonts = read("pdffonts", path).decode().splitlines()[2:]
            assert fonts and all(line.split()[-5] == "yes" for line in fonts), fonts


@tap.test("a draft says so below each sheet, English does not")
def _():
    said = re.search(r'msgid "draft translation"\nmsgstr "(.+)"', (ROOT / "po/ar.po").read_text())
    wanted = letters(said.group(1) if said else "draft translation")
    for what in SHEETS:
        assert "draft translation" not in read("pdftotext", make(what, "en"), "-").decode()
        got = letters(read("pdftotext", make(what, "ar"), "-").decode())
        assert all(got.count(letter) >= wanted.count(letter) for letter in set(wanted)), (what, got)


@tap.test("with SOURCE_DATE_EPOCH the same sheet has the same octets, and that date")
def _():
    one = make("handout", "en", SOURCE_DATE_EPOCH="1700000000").read_bytes()
    assert one == make("handout", "en", SOURCE_DATE_EPOCH="1700000000").read_bytes()
    assert b"20231114221320" in one


def count_pages(path):
    return int(re.search(rb"^Pages: +(\d+)$", read("pdfinfo", path), re.M).group(1))


def squeeze(text):
    """Lines end elsewhere on paper."""
    return re.sub(r"\s", "", text)


def begin(item):
    """How a message to practise with begins."""
    return squeeze(item.find("message/p").text)[:40]


@tap.test("a hand-out and posters for an age have nothing that is meant for older people")
def _():
    items = [ElementTree.parse(path).getroot() for path in (ROOT / "data/practice-items").glob("*.xml")]
    for_children = [begin(item) for item in items if item.get("age") == "child"]
    for_older = [begin(item) for item in items if item.get("age") != "child"]
    for sheet in (1, 2, 3):
        path = scratch / "age.pdf"
        assert call("handout", "--topic", "school", "--age", "child", "--sheet", sheet, path).returncode == 0
        text = squeeze(read("pdftotext", path, "-").decode())
        assert sum(words in text for words in for_children) == 6, text
        assert not [words for words in for_older if words in text], text
    tips = [ElementTree.parse(path).getroot().get("age") for path in (ROOT / "data/tips").glob("*.xml")]
    for age, wanted in (("child", ["child"]), ("teen", ["child", "teen"]), ("adult", ["child", "teen", "adult"])):
        path = scratch / "ages.pdf"
        assert call("posters", "--age", age, path).returncode == 0
        assert count_pages(path) == sum(own in wanted for own in tips), age


@tap.test("all tips make a poster each")
def _():
    path = scratch / "all.pdf"
    assert call("posters", path).returncode == 0
    pages = count_pages(path)
    assert pages == len(list((ROOT / "data/tips").glob("*.xml"))), pages


@tap.test("what it does not know it says, and writes nothing")
def _():
    path = scratch / "none.pdf"
    for arguments in (["flags", path], ["posters"], ["posters", "--tips", "no-such", path], ["posters", "--tips", "", path],
                      ["handout", "--topic", "no-such", path], ["handout", "--sheet", 10000, path], ["handout", "--sheet", -1, path],
                      ["lesson", "--sheet", 3, path],
                      ["handout", "--age", "old", path], ["lesson", "--age", "teen", path],
                      ["handout", "--topic", "jobs", "--age", "child", path], ["lesson", "--language", "xx", path],
                      ["lesson", "--language", "../ar", path], ["handout", "--tips", "account-closing", path]):
        done = call(*arguments)
        assert done.returncode == 64 and done.stderr, (arguments, done)
        assert not path.exists(), arguments
    assert call("lesson", scratch / "no/such/folder.pdf").returncode == 70


try:
    tap.run()
finally:
    shutil.rmtree(scratch)
