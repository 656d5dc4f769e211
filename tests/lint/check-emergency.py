#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Help now says to somebody in trouble means the same in every language: beside each translation, po/emergency keeps
what is to be done or left, in which order, with which numbers, and the translation said back in English by somebody who
saw nothing else. Both are held against the program. usage: check-emergency.py ROOT [--rows LANGUAGE]

--rows prints the file of a language as it has to be now. What is still said the same keeps its back-translation; the
last column of what changed is empty and waits for one."""

import pathlib
import re
import sys
import unicodedata

import catalogues
import window

ROOT = pathlib.Path(sys.argv[1])
COLUMNS = ("key", "place", "polarity", "numbers", "exception", "translation", "back-translation")
POLARITIES = {"DO": "must", "DO_NOT": "must-not", "KNOW": "tells"}
STEP = re.compile(r"SAFI_STEP_(\w+),\s*/\*.*?\*/\s*(N_ \([^)]*\))", re.S)
EMERGENCY = re.compile(r'\{ "(\w+)", "[\w-]+",\s*/\*.*?\*/\s*(N_ \("[^"]*"\)), STEPS \((\w+)\)', re.S)
# Negations of English; "without" and the like tell how something is, not whether to do it.
NEGATION = re.compile(r"\b(not|no|never|nothing|nobody|none|nor|neither|cannot)\b|n[’']t\b", re.I)
# What stands around the steps, in order: key, polarity, English.
AROUND = (
    ("happened", "tells", "What happened?"),
    ("own-number", "must", "Take the number from your card, a bill or the counter, never from a message."),
    ("doubtful", "must", "Ask somebody before you use these"),
    ("use-lost-money", "tells", "If you lost money"),
    ("use-child", "tells", "Helpline for children"),
    ("use-report", "tells", "Report a scam"),
    ("use-cert", "tells", "Computer emergency team"),
    ("use-sms", "tells", "Forward a scam SMS to"),
    ("use-mail", "tells", "Report a scam e-mail"),
    ("use-police", "tells", "Police"),
    ("use-bank", "tells", "Complaints about a bank"),
    ("use-web", "tells", "Report a scam on the web"),
    ("use-spam", "tells", "Report junk"),
    ("age-unknown", "must", "Date unknown, ask first"),
    ("age-weak", "must", "Reported in {0}, not confirmed, ask first"),
    ("age-old", "tells", "Reported in {0}, may be out of date"),
    ("age", "tells", "Reported in {0}"),
    ("only-of", "tells", "only for customers of {0}"),
)


def read_call(text):
    return next(window.read_calls(text))


def read_steps(table, name):
    body = re.search(rf"SafiEmergencyStep {name}(?:\[\])? = \{{\n(.*?)\n\}};", table, re.S)[1]
    return [(POLARITIES[polarity], read_call(call)) for polarity, call in STEP.findall(body)]


def list_expected():
    """(key, place, polarity, English) of each sentence, in the order of the table that the program shows."""
    table = (ROOT / "src/awareness/country/safi-emergency.c").read_text()
    expected, n_steps = [], 0
    for place, (key, title, steps) in enumerate(EMERGENCY.findall(table), 1):
        expected.append((key, str(place), "tells", read_call(title)))
        for step, (polarity, english) in enumerate(read_steps(table, steps + "_steps"), 1):
            expected.append((f"{key}-{step}", f"{place}.{step}", polarity, english))
            n_steps += 1
    [(polarity, english)] = read_steps(table, "last_step")
    expected.append(("last", "last", polarity, english))
    if n_steps + 1 != table.count("SAFI_STEP_"):
        sys.exit("the table of emergencies is written in another way than this test reads")
    return expected + [(key, "around", polarity, english) for key, polarity, english in AROUND]


def read_numbers(text):
    """The numbers of a text, whatever digits it has."""
    plain = "".join(str(unicodedata.decimal(letter, letter)) for letter in text)
    return " ".join(sorted(re.findall(r"\d+", plain)))


def read_negations(english):
    """For each sentence: does it say "not"?"""
    return [bool(NEGATION.search(sentence)) for sentence in re.split(r"(?<=[.?!])\s+", english)]


def read_rows(language):
    """Returns: rows by column, and what is wrong with the file itself."""
    lines = [line.split("\t") for line in (ROOT / f"po/emergency/{language}.tsv").read_text().splitlines()
             if not line.startswith("#")]
    if lines[:1] != [list(COLUMNS)] or any(len(line) != len(COLUMNS) for line in lines):
        return [], [f"not every line has the columns {', '.join(COLUMNS)}"]
    return [dict(zip(COLUMNS, line)) for line in lines[1:]], []


def check_row(row, expected, translation):
    _, _, polarity, english = expected
    back = row["back-translation"]
    if row["polarity"] != polarity:
        yield f"is {polarity}"
    if row["translation"] != translation:
        yield f"the translation is now “{translation}”: translate that back anew"
    if not back.strip():
        yield "has no back-translation"
        return
    if not row["numbers"] == read_numbers(english) == read_numbers(translation) == read_numbers(back):
        yield "other numbers than in English"
    if not row["exception"] and read_negations(back) != read_negations(english):
        yield f"another “not” than “{english}”: “{back}”"
    if not row["exception"] and polarity == "must-not" and not NEGATION.search(back):
        yield f"is to be left, and does not say so: “{back}”"
    if window.PROMISES.search(back):
        yield f"promises: “{back}”"


def check_language(language, expected):
    rows, faults = read_rows(language)
    yield from faults
    strings = catalogues.read_strings(ROOT / f"po/{language}.po")
    if not faults and [(row["key"], row["place"]) for row in rows] != [line[:2] for line in expected]:
        yield "its rows are not those of the program, in their order"
        return
    for row, line in zip(rows, expected):
        for fault in check_row(row, line, strings.get(("", line[3]), "")):
            yield f"{row['key']}: {fault}"


def print_rows(language, expected):
    path = ROOT / f"po/emergency/{language}.tsv"
    rows = read_rows(language)[0] if path.exists() else []
    known = {row["translation"]: row for row in rows}
    strings = catalogues.read_strings(ROOT / f"po/{language}.po")
    print("\t".join(COLUMNS))
    for key, place, polarity, english in expected:
        translation = strings.get(("", english), "")
        row = known.get(translation, {})
        print("\t".join((key, place, polarity, read_numbers(english), row.get("exception", ""), translation,
                         row.get("back-translation", ""))))


sentences = list_expected()
if "--rows" in sys.argv:
    print_rows(sys.argv[-1], sentences)
    sys.exit(0)
languages = catalogues.read_languages(ROOT / "po")
lacking = [language for language in languages if not (ROOT / f"po/emergency/{language}.tsv").exists()]
found = [f"po/emergency/{language}.tsv is missing" for language in lacking]
found += [f"po/emergency/{language}.tsv: {fault}" for language in languages if language not in lacking
          for fault in check_language(language, sentences)]
print("\n".join(found) or f"{len(sentences)} sentences of Help now in {len(languages)} languages")
sys.exit(1 if found else 0)
