#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every translation says that it is a draft, or in the header who looked through it, keeps addresses, numbers and placeholders, and makes no promise. All that
LINGUAS names are whole, nothing missing and nothing fuzzy; those of the tips are as short as a tip must be; those of the
help keep every mark and link, and call each control as the window does. A catalogue that LINGUAS does not name is begun:
it is told of, and nothing is asked of it. usage: check-catalogues.py ROOT"""

import functools
import gettext
import pathlib
import re
import subprocess
import sys
import tempfile
from xml.etree import ElementTree

import teaching
from catalogues import read_languages, read_strings

TOGETHER_MAX = 140  # letters of title and sentence
DRAFT = "# DRAFT: machine-assisted, awaiting a native reviewer"
REVIEWER = re.compile(r'^"X-Safibox-Reviewer: *([^\s\\][^\\]*)\\n"$', re.M)  # survives msgfmt; the window reads it
ADDRESS = re.compile(r"[\w.-]+\.(?:example|test|invalid)\b")
QUOTED = re.compile("[“«][^”»]{1,60}[”»]")  # what is written on somebody else's page
MASKED = re.compile(r"[\dX][\dX ()+-]*X[\dX ()+-]*[\dX]")
UPDATES = {"": "safibox-update-po", "tips": "safibox-tips-update-po", "help": "help-safibox-update-po"}
KEYWORDS = ("_", "N_", "C_:1c,2", "NC_:1c,2", "g_dngettext:2,3", "ngettext:1,2")
ENGLISH = {"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"}
CREDITS = ("_", "translator-credits")  # asked for by itstool; who translated stands in the header
ROOT = pathlib.Path(sys.argv[1])


def find_folder(domain):
    return ROOT / ("help" if domain == "help" else f"po/{domain}")


def find_catalogue(domain, language):
    return find_folder(domain) / (f"{language}/{language}.po" if domain == "help" else f"{language}.po")


def list_begun(domain):
    """Catalogues of languages that do not call themselves complete."""
    paths = sorted(find_folder(domain).glob("*/*.po" if domain == "help" else "*.po"))
    return [path for path in paths if path.stem not in read_languages(find_folder(domain))]


def advise(domain):
    """What to do about a catalogue that is not whole."""
    linguas = (find_folder(domain) / "LINGUAS").relative_to(ROOT)
    return (f"run `meson compile -C build/test {UPDATES[domain]}`, translate what is new, look through what is fuzzy and take "
            f"the mark away; a language that is only begun is not named in {linguas}")


def read_never(language):
    """Words that the glossary lists as promises."""
    path = ROOT / f"po/glossary/{language}.tsv"
    rows = (line.split("\t") for line in (path.read_text().splitlines() if path.exists() else ()))
    return [word.strip() for row in rows if len(row) == 3 and row[2].startswith("never:") for word in row[1].split(",") if word.strip()]


def check_string(source, translation, never, with_names):
    if sorted(ADDRESS.findall(source)) != sorted(ADDRESS.findall(translation)):
        yield "other addresses than in the source"
    if len(MASKED.findall(source)) > len(MASKED.findall(translation)):
        yield "a masked number is no longer one"
    ours = QUOTED.sub("", translation) if with_names else translation
    for word in never:
        if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", ours, re.I):
            yield f"a promise: {word}"


def check_lengths(strings):
    for path in sorted((ROOT / "data/tips").glob("*.xml")):
        tip = ElementTree.parse(path).getroot()
        said = [strings.get((tip.get("id"), tip.findtext(name)), "") for name in ("title", "sentence")]
        if sum(map(len, said)) > TOGETHER_MAX:
            yield f"{path.stem}: title and sentence have {sum(map(len, said))} letters"


def check_whole(strings):
    """A tip or a message to practise with that is newer than the catalogue."""
    for folder in ("tips", "practice-items"):
        for name, value in teaching.read_folder(ROOT, folder).items():
            lacking = sum((name, " ".join(node.text.split())) not in strings for node in value.iter() if node.get("note"))
            if lacking:
                yield f"{name}: lacks {lacking} of its texts ({advise('tips')})"


def check_plurals(head):
    """Of two forms the first is that of one thing, as in the source."""
    n_forms, formula = re.search(r"nplurals=(\d+); *plural=(.+?);", head.replace('"\n"', "")).groups()
    choose = gettext.c2py(formula)
    if n_forms == "2" and (choose(1), choose(2)) != (0, 1):
        yield f"its formula of plurals is upside down: {formula}"


def check_catalogue(domain, language):
    """What both domains have in common."""
    path = find_catalogue(domain, language)
    head = path.read_text().split("\n\n", 1)[0]
    if (head.splitlines()[0] == DRAFT) == bool(REVIEWER.search(head)):
        yield "it begins with the line of a draft or its header names an X-Safibox-Reviewer: one of both"
    done = subprocess.run(["msgfmt", "-c", "--statistics", "-o", "/dev/null", str(path)], capture_output=True, text=True, env=ENGLISH)
    if done.returncode != 0 or re.search("fuzzy|untranslated", done.stderr):
        yield f"msgfmt says: {done.stderr.strip()} ({advise(domain)})"
    yield from check_plurals(head)
    strings, never = read_strings(path), read_never(language)
    if not never:
        yield f"po/glossary/{language}.tsv names no promise"
    for (context, source), translation in strings.items():
        for fault in check_string(source, translation, never, with_names=domain == ""):
            yield f"{context}: {fault}: {translation}"


def check_tips(language):
    yield from check_catalogue("tips", language)
    strings = read_strings(ROOT / f"po/tips/{language}.po")
    yield from check_lengths(strings)
    yield from check_whole(strings)


def extract(folder):
    """Returns: the catalogue of what the window says now."""
    path = pathlib.Path(folder) / "window.pot"
    subprocess.run(["xgettext", "--from-code=UTF-8", *(f"--keyword={word}" for word in KEYWORDS), "--files-from=po/POTFILES",
                    "-o", str(path)], cwd=ROOT, check=True, capture_output=True, env=ENGLISH)
    return path


def check_window(language):
    yield from check_catalogue("", language)
    with tempfile.TemporaryDirectory() as folder:
        now = extract(folder)
        merged = pathlib.Path(folder) / "merged.po"
        subprocess.run(["msgmerge", "-q", "--no-fuzzy-matching", str(ROOT / f"po/{language}.po"), str(now), "-o", str(merged)],
                       check=True, env=ENGLISH)
        gaps = pathlib.Path(folder) / "gaps.po"
        subprocess.run(["msgattrib", "--untranslated", str(merged), "-o", str(gaps)], check=True, env=ENGLISH)
        lacking = [source for _, source in read_strings(gaps)] if gaps.exists() else []
        if lacking:
            yield f"lacks {len(lacking)} of {len(read_strings(now))} strings, the first is “{lacking[0]}” ({advise('')})"


@functools.cache
def read_help():
    """The texts of the help as it is now."""
    pages = sorted((ROOT / "help/C").glob("*.page"))
    with tempfile.NamedTemporaryFile(suffix=".pot") as pot:
        subprocess.run(["itstool", "-o", pot.name, *map(str, pages)], check=True)
        return set(read_strings(pathlib.Path(pot.name))) - {CREDITS}


def read_marks(text):
    """The elements in a text of the help, in any order: a language has its own."""
    text = f"<p>{text}</p>".replace(r"\"", '"').replace("&nbsp;", " ")
    return list(ElementTree.fromstring(text).iter())


def name_control(text):
    """A name in the window, without its key."""
    return re.sub(r"\(_\w\)", "", text).replace("_", "").strip()


def read_controls(language):
    """{name in English: its names in @language}, as the window calls them."""
    names = {}
    for (_, source), translation in read_strings(ROOT / f"po/{language}.po").items():
        names.setdefault(name_control(source), set()).add(name_control(translation))
    return names


def check_marks(source, translation, controls):
    here, there = read_marks(source), read_marks(translation)
    if sorted((node.tag, sorted(node.items())) for node in here) != sorted((node.tag, sorted(node.items())) for node in there):
        yield "other marks than in the source"
    called = [node.text for node in there if node.tag == "gui"]
    for node in here:
        if node.tag == "gui" and not controls.get(node.text, {node.text}) & set(called):
            yield f"the window calls “{node.text}” {', '.join(controls.get(node.text, {node.text}))}"


def check_help(language):
    yield from check_catalogue("help", language)
    strings = {key: value for key, value in read_strings(find_catalogue("help", language)).items() if key != CREDITS}
    lacking = sum(not strings.get(key) for key in read_help())
    if lacking:
        yield f"lacks {lacking} texts ({advise('help')})"
    controls = read_controls(language)
    for (_, source), translation in strings.items():
        for fault in check_marks(source, translation, controls):
            yield f"{fault}: {translation}"


languages = {domain: read_languages(find_folder(domain)) for domain in ("tips", "", "help")}
checks = {"tips": check_tips, "": check_window, "help": check_help}
faults = [f"{domain or 'window'} {language}: {fault}" for domain in checks for language in languages[domain] for fault in checks[domain](language)]
faults += [f"{find_folder(domain)}/LINGUAS is not sorted" for domain in checks if languages[domain] != sorted(languages[domain])]
for path in (path for domain in checks for path in list_begun(domain)):
    print(f"# {path.relative_to(ROOT)} is begun: it is complete once it lacks nothing and LINGUAS names it")
print("\n".join(faults) or f"tips in {len(languages['tips'])} languages, the window in {len(languages[''])}, the help in {len(languages['help'])}")
sys.exit(1 if faults else 0)
