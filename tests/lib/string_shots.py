# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""string_shots.py BUILD [PAGES]: makes docs/strings.md and docs/strings/*.png anew: pictures of the window in English, with the
source files whose texts stand on each. PAGES: where the walks leave their pictures and words; a folder that is there already is
taken as it is."""

import collections
import datetime
import itertools
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(HERE))

import shots
import template

SIZE = "370x4600"  # pixels of a window: the narrowest, and so high that no page is longer
SCREEN = "900x4600"  # for what cannot be so narrow
ENDLESS, BEGINNING = 4400, 1400  # rows of pixels
ROWS_ALIKE = 40  # of pixels, one below the other; more are left out
COLOURS = 16
MENU_EDGE, EDGE = "black", "gray80"  # where nothing draws the shadows of menus, and what is put there
PAPER, PAPER_DPI = " on paper", 60
SHEETS = {"poster": ("posters", "--tips", "prize"), "lesson": ("lesson",), "hand-out": ("handout", "--sheet", "1")}
PAGE = ROOT / "docs/strings.md"
PICTURES = ROOT / "docs/strings"
WINDOW = ("ui/", "src/app/")
# Pages that name what stands on others, and what alone counts there.
ECHOES = {"Help": "safi-help-window", "Translate": "safi-translate-sheet", "Translate, one text": "safi-translate-sheet"}
NOWHERE = ("src/cli/", "data/")  # in no window
KIND_SHOTS_MAX, KINDS_MIN = 3, 2  # pictures of a kind; kinds on a picture that is named: words of one can be there by chance
# Whatever else they show: tips and practice messages stand there, and names of packs behind those of groups.
KEPT = ("Practice", "Poster on paper", "Sheets, whose tips")
# Layouts whose texts no walk comes by.
REASONS = {
    "ui/safi-reach-offer.ui": "shows on Home where a new mailbox holds thousands of messages",
    "ui/safi-sender-choice.ui": "shows with a message whose sender was proved over the network",
}
TEMPLATE = """# Where the strings stand

For translators who see a text in a `.po` file, in Poedit or on the web, and not the window. Above each text stands where it is from, such as `#: ui/safi-text-check.ui`. Look that file up in the first table:
it leads to the pictures on which texts of the file can be seen, the one with most of them first. On a page like this one, Ctrl+F and a few words of the file's name are quickest. [translators.md](translators.md) says all else.

The window is shown in English, 370 pixels wide and as high as there is something to see. A text that holds a number or a name (`%s`, `{{0}}`) is shown with one. A few stand on no
picture although they are counted for it: those that show when one points at a button. What only a screen reader says is on none.

All this is made by `./dev shots --strings`, last on {day}, from what the tests show as they walk through the window. How many texts are on a picture:

| texts of | there are | on a picture | |
| --- | --- | --- | --- |
{figures}

A text that several files share counts for each. The command line (`src/cli`; `safibox-cli --help` shows most of it) and what a desktop tells of Safibox (`data`) have no pictures.

## Which picture

| file | texts | seen | pictures |
| --- | --- | --- | --- |
{files}

On none are the texts of the files below. What stands behind a layout says where it shows. The others say what comes seldom: that something could not be saved, a question before something is removed, a notification,
what is found in few messages.

{rest}

## Tips, and messages to practise with

The texts of `po/tips` are all shown in the same few places; a tip can be printed as a [poster](#poster-on-paper), too. The comment above each says what it is:

| comment | texts | pictures |
| --- | --- | --- |
{kinds}

## The pictures

{shots}
"""

Shot = collections.namedtuple("Shot", "name place picture texts tips")


def name_place(name):
    """The name of a picture's file, which is its heading's address, too."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def name_stem(name):
    return pathlib.Path(name).stem


def print_sheets(build, pages):
    """What is printed is a page, too: the first of each kind."""
    for name, arguments in SHEETS.items():
        paper = pages / f"{name}.pdf"
        subprocess.run([build / "src/cli/safibox-cli", "print", *arguments, paper], check=True,
                       env={"LANGUAGE": "en", "HOME": str(pages), "PATH": "/usr/bin"})
        subprocess.run(["pdftoppm", "-r", str(PAPER_DPI), "-singlefile", "-png", paper, pages / f"{name}{PAPER}"], check=True)
        subprocess.run(["pdftotext", "-l", "1", paper, pages / f"{name}{PAPER}.txt"], check=True)
        paper.unlink()


def walk(build, pages):
    environment = shots.make_environment(build, GEOMETRY=SIZE, WALK_SCREEN=SCREEN, SAFI_SHOT_WINDOW="1")
    shots.shoot_spoken(pages, environment, "en_GB")
    print_sheets(build, pages)


def read_shots(pages, texts, tips):
    """In the order of the walks."""
    fixed = template.list_fixed(texts)
    for path in sorted(pages.glob("*.txt"), key=lambda path: path.stat().st_mtime_ns):
        page = template.Page(path.read_text(), fixed)
        name = path.stem[0].upper() + path.stem[1:]
        own = [text for text in texts if name not in ECHOES or ECHOES[name] in map(name_stem, text.files)]
        kinds = frozenset(name_kind(text) for text in tips if name not in ECHOES and page.shows(text))
        yield Shot(name, name_place(name), path.with_suffix(".png"), frozenset(filter(page.shows, own)), kinds)


def name_kind(text):
    """What sort of text of a tip it is, for all channels alike."""
    note = re.split(r"[.;]|, a number|, (?=an? (?:mail|SMS|chat message|call):)", text.note)
    told = re.search(r"(?<=: )(?:its )?(text|sender|subject)\b", text.note)
    return f"{note[0].split(': ')[0]}: its {told[1]}" if told else note[0]


def choose(found):
    """The fewest pictures that show all that any shows, nearly: each time the one that shows most that is new."""
    chosen = [shot for shot in found if shot.name in KEPT]
    left = [shot for shot in found if shot.name not in KEPT]
    seen = set().union(*(shot.texts | shot.tips for shot in chosen))
    while left:
        best = max(left, key=lambda shot: len((shot.texts | shot.tips) - seen))
        if not (best.texts | best.tips) - seen:
            break
        chosen.append(best)
        left.remove(best)
        seen |= best.texts | best.tips
    for shot in list(chosen):
        others = set().union(*(other.texts | other.tips for other in chosen if other is not shot))
        if shot.name not in KEPT and (shot.texts | shot.tips) <= others:
            chosen.remove(shot)
    return [shot for shot in found if shot in chosen]


def find_twin(name):
    """A layout's code, a code's layout; None: it has none."""
    if not name.startswith("ui/"):
        return f"ui/{name_stem(name)}.ui"
    found = (ROOT / "src/app").rglob(f"{name_stem(name)}.c")
    return next((str(path.relative_to(ROOT)) for path in found), None)


def list_owners(texts):
    """Files that share a text with no other."""
    return {text.files[0] for text in texts if len(text.files) == 1}


def count_files(shot, known):
    """{file: how many of its texts stand there}. Words that many files share tell nothing of one, unless its twin is seen
    there, or neither of both is @known by words of its own anywhere."""
    here = list_owners(shot.texts)

    def is_here(name):
        return not here.isdisjoint((name, find_twin(name))) or known.isdisjoint((name, find_twin(name)))
    return collections.Counter(name for text in shot.texts for name in text.files if is_here(name))


def shrink(source, target):
    """Without the rows of pixels that say nothing, and in few colours. Of a list that goes on to the end of the screen, the
    beginning."""
    octets = subprocess.run(["convert", str(source), "rgb:-"], check=True, capture_output=True).stdout
    width = int(subprocess.run(["identify", "-format", "%w", str(source)], check=True, capture_output=True, text=True).stdout)
    rows = [octets[start:start + 3 * width] for start in range(0, len(octets), 3 * width)]
    kept = [row for _, alike in itertools.groupby(rows) for row in itertools.islice(alike, ROWS_ALIKE)]
    if len(kept) > ENDLESS:
        del kept[BEGINNING:]
    edge = [] if source.stem.endswith(PAPER) else ["-fill", EDGE, "-opaque", MENU_EDGE]
    subprocess.run(["convert", "-size", f"{width}x{len(kept)}", "-depth", "8", "rgb:-", *edge, "-strip", "+dither", "-colors",
                    str(COLOURS), "-define", "png:compression-level=9", str(target)], input=b"".join(kept), check=True)


def count_percent(texts, seen, start):
    own = [text for text in texts if any(name.startswith(start) for name in text.files)]
    return len(own), sum(text in seen for text in own), 100 * sum(text in seen for text in own) // len(own)


class Book:
    """The page that shows the pictures."""

    def __init__(self, shots_chosen, texts, tips):
        self.shots = shots_chosen
        self.texts = texts
        self.tips = tips
        self.seen = set().union(*(shot.texts for shot in shots_chosen))
        all_files = {name for text in texts for name in text.files if not name.startswith(NOWHERE)}
        self.counts = {shot.name: count_files(shot, list_owners(self.seen)) for shot in shots_chosen}
        self.shown = {name: self.find_shots(name) for name in sorted(all_files)}

    def find_shots(self, name):
        """Those that show texts of a file, that with most of them first, and none that adds nothing to those before it."""
        own = {text for text in self.texts if name in text.files}
        found = []
        for shot in sorted(self.shots, key=lambda shot: -self.counts[shot.name][name]):
            if self.counts[shot.name][name] and shot.texts & own - set().union(*(other.texts for other in found)):
                found.append(shot)
        return found

    def say_files(self, shot):
        files = sorted(self.counts[shot.name], key=lambda name: (not name.startswith(WINDOW), name))
        return ", ".join(f"`{name}` {self.counts[shot.name][name]}" for name in files)

    def write_figures(self):
        for what, start in (("the layouts (`ui`)", "ui/"), ("the code of the window (`src/app`)", "src/app/"),
                            ("what is said of a message (`src/words`)", "src/words/")):
            count, seen, percent = count_percent(self.texts, self.seen, start)
            yield f"| {what} | {count} | {seen} | {percent} % |"

    def write_files(self):
        for name, found in self.shown.items():
            own = [text for text in self.texts if name in text.files]
            if found:
                links = ", ".join(f"[{shot.name}](#{shot.place})" for shot in found)
                yield f"| `{name}` | {len(own)} | {sum(text in self.seen for text in own)} | {links} |"

    def write_rest(self):
        rest = [name for name, found in self.shown.items() if not found]
        for name in rest:
            if name.startswith("ui/"):
                yield f"- `{name}`: {REASONS.get(name, '')}"
        yield "- " + ", ".join(f"`{name}`" for name in rest if not name.startswith("ui/"))

    def write_kinds(self):
        """Pages that show most of a tip come first."""
        kinds = collections.Counter(map(name_kind, self.tips))
        by_tips = sorted((shot for shot in self.shots if len(shot.tips) >= KINDS_MIN), key=lambda shot: -len(shot.tips))
        for kind, count in kinds.most_common():
            links = [f"[{shot.name}](#{shot.place})" for shot in by_tips if kind in shot.tips]
            yield f"| {kind} | {count} | {', '.join(links[:KIND_SHOTS_MAX]) or 'none'} |"

    def write_shots(self):
        for shot in self.shots:
            yield f"### {shot.name}\n\n![{shot.name}](strings/{shot.place}.png)\n\n{self.say_files(shot)}\n"

    def write(self):
        return TEMPLATE.format(day=datetime.date.today(), figures="\n".join(self.write_figures()), files="\n".join(self.write_files()),
                               rest="\n".join(self.write_rest()), kinds="\n".join(self.write_kinds()),
                               shots="\n".join(self.write_shots()))


def make_book(build, pages):
    if not pages.exists():
        walk(build, pages)
    texts, tips = template.read("po/POTFILES"), template.read("po/tips/POTFILES")
    found = list(read_shots(pages, texts, tips))
    book = Book(choose(found), texts, tips)
    PAGE.write_text(book.write())
    shutil.rmtree(PICTURES, ignore_errors=True)
    PICTURES.mkdir()
    for shot in book.shots:
        shrink(shot.picture, PICTURES / f"{shot.place}.png")
    octets = sum(path.stat().st_size for path in PICTURES.iterdir())
    print(f"{len(book.shots)} pictures of {len(found)} pages, {octets} bytes", *book.write_figures(), sep="\n")


def main():
    build = pathlib.Path(sys.argv[1]).resolve()
    if len(sys.argv) > 2:
        make_book(build, pathlib.Path(sys.argv[2]).resolve())
        return
    with tempfile.TemporaryDirectory() as folder:
        make_book(build, pathlib.Path(folder) / "pages")


if __name__ == "__main__":
    main()
