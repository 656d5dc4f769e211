#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""check-docs.py ROOT BUILD: fails if a page names, as code or as a link, what is not there: a file, a type, a function, a
variable, a case of a test, a test, a command of dev or one of its benches."""

import fnmatch
import json
import os
import pathlib
import re
import sys

root, build = map(pathlib.Path, sys.argv[1:])

FOLDERS = ("data", "docs", "flatpak", "help", "po", "src", "tests", "ui")
ENDINGS = r"\.(c|h|in|json|md|page|py|sh|sql|supp|tsv|ui)"
MADE_UP = re.compile(r"<|…|\b(my|CHECK|CODE|SAMPLE)-|collect_links|a-broken-seal-weighs")
MANIFEST = "flatpak/io.github.safibox.Safibox.json"  # not in the archive of a release
PLACE = re.compile(r"\b(NNN|ID|X)\b")  # any name may stand there


def list_files():
    """The paths of all files, below the folders that hold no build, from the root."""
    found = [pathlib.Path(place, name) for folder in FOLDERS for place, _, names in os.walk(root / folder) for name in names]
    left_out = [] if (root / ".git").exists() else [MANIFEST]
    return [str(path.relative_to(root)) for path in found] + [path.name for path in root.iterdir()] + left_out


files = list_files()
places = set(files) | {str(place) for path in files for place in pathlib.Path(path).parents}
sources = [(root / path).read_text(encoding="utf-8") for path in files
           if path.startswith(("src/", "tests/")) and path.endswith((".c", ".h", ".py", ".sh", ".build"))]
identifiers = {name for text in sources for name in re.findall(r"\b(?:safi|Safi|SAFI)\w+", text)}
cases = {name for text in sources for name in re.findall(r'["/]([a-z0-9-]+)(?="|/)', text)}
benches = re.findall(r'"([a-z-]+)": \w+\.main', (root / "tests/bench/bench.py").read_text(encoding="utf-8"))
dev = (root / "dev").read_text(encoding="utf-8")
tests = {re.sub(r".*:", "", test["name"]) for test in json.loads((build / "meson-info/intro-tests.json").read_text())}


def is_place(name):
    """Whether a file or folder is called so, in full or from any folder on."""
    pattern = PLACE.sub("*", name.rstrip("/"))
    if "*" in pattern:
        return any(fnmatch.fnmatch("/" + place, "*/" + pattern) for place in places)
    return pattern in places or any(place.endswith("/" + pattern) for place in places)


def is_case(name):
    """Whether a test has a case of the name /test/case. Some programs put the two together as they run."""
    return all(part in cases or part == "*" for part in name.strip("/").split("/"))


def check_names(text):
    """The faults of one piece of code in a text."""
    if MADE_UP.search(text):
        return
    if re.fullmatch(rf"[\w.*/-]+{ENDINGS}|({'|'.join(FOLDERS)})/[\w./*-]*", text) and not text.startswith("build/"):
        if not is_place(text):
            yield f"no file {text}"
    elif re.fullmatch(r"/[a-z0-9-]+/([a-z0-9-]+|\*)", text) and text.split("/")[1] not in ("etc", "usr", "var"):
        if not is_case(text):
            yield f"no case {text}"
    elif re.fullmatch(r"gui-[a-z-]+|[a-z-]+-fuzz", text) and text not in tests:
        yield f"no test {text}"
    for name in re.findall(r"\b(?:safi_[a-z0-9_]+|Safi[A-Z]\w+|SAFI(?:BOX)?_[A-Z0-9_]+)\b(?!…)", text):
        if name not in identifiers:
            yield f"no {name}"


def check_commands(text):
    """The faults of what one is told to type, as code or in a block."""
    for command, words in re.findall(r"\./dev ([a-z-]+)((?: [\w-]+)*)", text):
        if f"\ncommand_{command.replace('-', '_')}() {{" not in dev:
            yield f"no ./dev {command}"
        if command == "bench" and words and words.split()[0] not in benches:
            yield f"no ./dev bench {words.split()[0]}"
    for words in re.findall(r"(?:\./dev test|meson test -C build/test(?: --no-rebuild)?)((?: (?!--)[a-z-]+)+)", text):
        yield from (f"no test {name}" for name in words.split() if name not in tests)


def check_page(path):
    text = path.read_text(encoding="utf-8")
    typed = re.findall(r"`([^`\n]+)`", text)
    for name in typed:
        yield from check_names(name)
    for line in typed + re.findall(r"^    +(.+)$", text, re.MULTILINE) + re.findall(r"^\./dev .+$", text, re.MULTILINE):
        yield from check_commands(re.split(r"\s{2,}#?", line)[0])
    for target in re.findall(r"\]\(([^)#:]+)[^)]*\)", text):
        if not (path.parent / target).exists():
            yield f"no {target} to lead to"


def main():
    pages = [*root.glob("*.md"), *root.glob("docs/*.md"), root / "data/practice/README.md"]
    faults = [f"{page.relative_to(root)}: {fault}" for page in sorted(pages) for fault in check_page(page)]
    print("\n".join(faults))
    sys.exit(1 if faults or len(pages) < 10 else 0)


main()
