#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A round of practice as a file for a phone, in every language and of every topic: small, in its direction, and with nothing
in it that could be wider than the narrowest phone. No browser draws it here: each element, attribute and property of style
in it is known not to widen a page."""

import html.parser
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(os.environ["SAFI_TEST_ROOT"])
sys.path.insert(0, str(ROOT / "tests/lib"))
import locales
import tap

PROGRAM = sys.argv[1]
TOPICS = ("mixed", "school", "shop", "mobile-money", "jobs", "phone", "mailbox")
LANGUAGES = ("en", *re.findall(r"^\w+$", (ROOT / "po/LINGUAS").read_text(), re.M))
RIGHT_TO_LEFT = ("ar", "ur")
OCTETS_MAX = 150 * 1024
PHONE = 320  # pixels
SIDES_MAX = 120  # pixels of it that margins, borders and bullets may take: what is left holds words
BULLETS = 40  # pixels beside a list, in every browser
# Neither a table, a picture, a field nor text as it was typed: each of these goes around its line's end.
ELEMENTS = {"html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "p", "div", "section", "ul", "li", "input",
            "label", "b"}
ATTRIBUTES = {"lang", "dir", "charset", "name", "content", "http-equiv", "class", "id", "for", "type"}
VOID = {"meta", "input"}
SIDES = ("margin", "padding", "border")
PROPERTIES = {*SIDES, "font", "max-width", "box-sizing", "overflow-wrap", "counter-reset", "counter-increment", "content",
              "background", "color", "border-color", "border-radius", "font-weight", "position", "opacity", "display", "outline"}
VALUES = {"display": ("none", "block", "inline-block"), "position": ("absolute",), "overflow-wrap": ("break-word", "anywhere"),
          "font": ("16px/1.5 sans-serif",), "box-sizing": ("border-box",)}
pages = {}  # by language and topic


class Page(html.parser.HTMLParser):
    """Its elements and attributes, and what it says in its style."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.attributes, self.open, self.style = set(), set(), [], ""
        self.root = self.viewport = None
        self.text = text
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.elements.add(tag)
        self.attributes.update(name for name, _ in attrs)
        if tag == "html":
            self.root = dict(attrs)
        if dict(attrs).get("name") == "viewport":
            self.viewport = dict(attrs)["content"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        while self.open.pop() != tag:
            pass

    def handle_data(self, data):
        if self.open[-1:] == ["style"]:
            self.style += data


def make(scratch, language, topic):
    path = scratch / f"{language}-{topic}.html"
    environment = {**os.environ, **locales.speak(scratch, language)}
    command = [PROGRAM, "--data-dir", str(scratch / "data"), "practice", "--pocket", str(path), "--topic", topic]
    subprocess.run(command, check=True, env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=120)
    return path.read_bytes()


def read_rules(style):
    """(selector, [(property, value)]) of each rule, also of those for a screen of another kind."""
    for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", re.sub(r"@media\([^)]*\)\{", "", style)):
        yield selector, [tuple(line.split(":", 1)) for line in body.split(";") if line]


def measure_ends(name, value):
    """Pixels left and right, of "1px solid #ccc" and of one to four lengths in CSS's order."""
    lengths = value.split()[:1] if name == "border" else value.split()
    right = lengths[min(1, len(lengths) - 1)]
    left = lengths[3] if len(lengths) == 4 else right
    return sum(0 if end in ("0", "auto") else int(re.fullmatch(r"(\d+)px", end)[1]) for end in (left, right))


def measure_sides(rules):
    """What would stand left and right of the words if all elements stood in each other: pixels."""
    return BULLETS + sum(measure_ends(name, value) for _, lines in rules for name, value in lines if name in SIDES)


def find_wide(page):
    """What in a page could be wider than a phone."""
    rules = list(read_rules(page.style))
    yield from (f"element {name}" for name in page.elements - ELEMENTS)
    yield from (f"attribute {name}" for name in page.attributes - ATTRIBUTES)
    for selector, lines in rules:
        for name, value in lines:
            if name not in PROPERTIES or value not in VALUES.get(name, (value,)):
                yield f"{selector} {name}: {value}"
    if measure_sides(rules) > SIDES_MAX:
        yield f"{measure_sides(rules)} pixels beside the words"
    if not any(selector == "body" and ("overflow-wrap", "anywhere") in lines for selector, lines in rules):
        yield "long words do not break"
    if page.viewport != "width=device-width,initial-scale=1":
        yield f"viewport {page.viewport}"


@tap.test("a round of each topic in each language is at most 150 KB, in its language and direction")
def _():
    with tempfile.TemporaryDirectory(prefix="safibox-pocket-") as scratch:
        for language in LANGUAGES:
            for topic in TOPICS:
                octets = make(pathlib.Path(scratch), language, topic)
                page = pages[language, topic] = Page(octets.decode())
                assert len(octets) <= OCTETS_MAX, (language, topic, len(octets))
                assert octets.count(b"<section>") == 6 and octets.count(b'type="radio"') == 18, (language, topic)
                direction = "rtl" if language in RIGHT_TO_LEFT else "ltr"
                assert page.root == {"lang": language.replace("_", "-"), "dir": direction}, (language, page.root)


@tap.test("in none of them is anything that could be wider than a phone of 320 pixels, or that comes from elsewhere")
def _():
    assert len(pages) == len(LANGUAGES) * len(TOPICS)
    for place, page in pages.items():
        assert list(find_wide(page)) == [], (place, list(find_wide(page)))


@tap.test("what would be wider is seen")
def _():
    octets = pages["en", "mixed"].text
    for before, after in (("padding:12px", "padding:12px 60px"), ("padding:12px", "min-width:400px"),
                          ("padding:12px", "width:20em"), ("padding:12px", "white-space:nowrap"),
                          ("display:inline-block", "display:inline-flex"), ("overflow-wrap:anywhere;", ""),
                          ("width=device-width", "width=400"),
                          ("<section>", "<section><pre>"), ("<section>", "<section><img src='x'>"),
                          ("<section>", "<section style='width:400px'>")):
        assert before in octets, before
        assert list(find_wide(Page(octets.replace(before, after, 1)))), after


tap.run()
