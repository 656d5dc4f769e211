# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hides the words of a message from filters in every way that still shows them to a person.

    for name, trick in TRICKS.items():
        octets = trick(Letter(octets_of_a_message), words)

@words is what a trick may stuff into the message: words of good mail. Each trick keeps the header and the link.
"""

import base64
import email
import email.policy
import html
import quopri
import re

LOOK_ALIKES = str.maketrans("aceopxyijsABEHIKMOPTX", "асеорхуіјѕАВЕНІКМОРТХ")
FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
ADDRESS = re.compile(r"https?://[^\s<>\"]+")
CONTENT_FIELDS = ("content-", "mime-version")
PICTURE = base64.encodebytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40).decode()


class Letter:
    """What a message says: header lines, the readable text, and the first address in it."""

    def __init__(self, octets):
        message = email.message_from_bytes(octets, policy=email.policy.default)
        head = octets.decode("ascii").partition("\n\n")[0]
        fields = re.split(r"\n(?![ \t])", head)
        self.head = "\n".join(field for field in fields if not field.lower().startswith(CONTENT_FIELDS))
        body = message.get_body(("plain",))
        if body:
            text = body.get_content()
        else:
            page = message.get_body(("html",))
            text = html.unescape(re.sub(r"(?s)<(style|title).*?</\1>|<[^>]*>", " ", page.get_content() if page else ""))
        found = ADDRESS.search(text)
        self.address = found[0] if found else None
        self.text = re.sub(r"[ \t]+", " ", ADDRESS.sub("", text)).strip()

    def with_address(self):
        return f"{self.text}\n{self.address or ''}\n"

    def link(self):
        return f'<p><a href="{html.escape(self.address)}">here</a></p>' if self.address else ""

    def wrap(self, kind, body, encoding="base64", charset="utf-8"):
        """The message with one part of media type @kind; @body is text or octets as they are transferred."""
        octets = body.encode(charset if encoding == "base64" else "ascii") if isinstance(body, str) else body
        if encoding == "base64":
            octets = base64.encodebytes(octets)
        return (f"{self.head}\nMIME-Version: 1.0\nContent-Type: {kind}; charset={charset}\n"
                f"Content-Transfer-Encoding: {encoding}\n\n").encode() + octets

    def page(self, body):
        return self.wrap("text/html", f"<html><body>{body}{self.link()}</body></html>")

    def mixed(self, *parts):
        """@parts: whole parts with their fields, as text."""
        inner = "".join(f"--=_mixed\n{part}\n" for part in parts)
        return (f"{self.head}\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"=_mixed\"\n\n"
                f"{inner}--=_mixed--\n").encode()


def paragraphs(text):
    return "".join(f"<p>{html.escape(line)}</p>" for line in text.splitlines() if line.strip())


def part(kind, body, fields=""):
    return (f"Content-Type: {kind}\nContent-Transfer-Encoding: base64\n{fields}\n"
            f"{base64.encodebytes(body.encode()).decode()}")


def in_words(text, sign):
    """@sign between the letters of each word, at least three letters long."""
    return re.sub(r"\w{3,}", lambda word: sign.join(word[0]), text)


def plain(letter, _words):
    return letter.page(paragraphs(letter.text))


def shown(change):
    """A trick that changes the text before it becomes HTML."""
    return lambda letter, _words: letter.page(paragraphs(change(letter.text)))


def marked(change):
    """A trick that changes the HTML."""
    return lambda letter, _words: letter.page(change(paragraphs(letter.text)))


def between_tags(markup, change):
    return re.sub(r"[^<>]+(?=<)", lambda text: change(text[0]), markup)


def hidden(opening, sheet=""):
    """Good words before the text that nobody sees."""
    closing = "</" + re.match(r"<(\w+)", opening)[1] + ">"
    return lambda letter, words: letter.page(f"{sheet}{opening}{' '.join(words)}{closing}{paragraphs(letter.text)}")


def cell_of_letters(letter, _words):
    rows = ("".join(f"<td>{html.escape(sign)}</td>" for sign in word) for word in letter.text.split())
    return letter.page("".join(f"<table><tr>{row}</tr></table>" for row in rows))


def columns(letter, _words):
    """The text cut into columns of single letters: only the eye reads along the rows."""
    lines = [line[at:at + 40].ljust(40) for line in letter.text.splitlines() for at in range(0, len(line), 40)]
    cells = ("<br>".join(html.escape(line[at]) if line[at] != " " else "&nbsp;" for line in lines) for at in range(40))
    return letter.page(f"<table><tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr></table>")


def base64_twice(letter, _words):
    return letter.wrap("text/html", base64.encodebytes(paragraphs(letter.text).encode() + letter.link().encode()))


def attached_base64(letter, _words):
    inner = base64.encodebytes(letter.with_address().encode()).decode()
    fields = 'Content-Disposition: attachment; filename="letter.txt"\n'
    return letter.mixed(part("text/plain", "See the letter."), part("text/plain; charset=utf-8", inner, fields))


def attached_text(letter, _words):
    fields = 'Content-Disposition: attachment; filename="letter.txt"\n'
    return letter.mixed(part("text/plain", "See the letter."), part("text/plain; charset=utf-8", letter.with_address(), fields))


def quoted_breaks(letter, _words):
    quoted = quopri.encodestring((paragraphs(letter.text) + letter.link()).encode()).decode()
    quoted = re.sub(r"=\n", "", quoted)
    broken = re.sub(r"(=[0-9A-F]{2}|[^=\n])", r"\1=\n", quoted)
    return letter.wrap("text/html", broken, "quoted-printable")


def calendar(letter, _words):
    def escape(text):
        return text.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;").replace("\n", "\\n")

    def fold(line):
        return "\r\n ".join(line[at:at + 20] for at in range(0, len(line), 20))

    lines = ("BEGIN:VCALENDAR", "VERSION:2.0", "METHOD:REQUEST", "BEGIN:VEVENT", "UID:1@invite.example",
             "DTSTART:20261201T090000Z", fold("SUMMARY:" + escape(letter.text[:60])),
             fold("DESCRIPTION:" + escape(f"{letter.text} {letter.address or ''}")), "END:VEVENT", "END:VCALENDAR", "")
    return letter.mixed(part("text/plain", "You are invited."),
                        part("text/calendar; charset=utf-8; method=REQUEST", "\r\n".join(lines)))


def attached_message(letter, _words):
    inner = plain(letter, ()).decode()
    return letter.mixed(part("text/plain", "See below."),
                        f"Content-Type: message/rfc822\nContent-Disposition: attachment\n\n{inner}")


def picture(letter, _words):
    page = '<img src="cid:1@picture">'
    if letter.address:
        page = f'<a href="{html.escape(letter.address)}">{page}</a>'
    image = f"Content-Type: image/png\nContent-Transfer-Encoding: base64\nContent-ID: <1@picture>\n\n{PICTURE}"
    return letter.mixed(part("text/html", page), image)


def utf_7(letter, _words):
    """Every word in the form that only UTF-7 knows."""
    def encode(word):
        return "+" + base64.b64encode(word[0].encode("utf-16-be")).decode().rstrip("=") + "-"

    coded = re.sub(r"[^\W_]+|[^\x00-\x7f]+", encode, letter.text.replace("+", "+-"))
    return letter.wrap("text/plain", f"{coded}\n{letter.address or ''}\n", "7bit", "utf-7")


def utf_16(letter, _words):
    return letter.wrap("text/plain", letter.with_address(), charset="utf-16")


def stuffed(count, on_top=False):
    """@count good words that a person sees, below (or above) the text."""
    def trick(letter, words):
        salad = " ".join(words[at % len(words)] for at in range(count))
        body = (salad, letter.text) if on_top else (letter.text, salad)
        return letter.page(paragraphs("\n".join(body)))
    return trick


TRICKS = {
    "zero-width": shown(lambda text: in_words(text, "\u200b")),
    "zero-width joiner": shown(lambda text: in_words(text, "\u2060")),
    "soft hyphens": marked(lambda page: between_tags(page, lambda text: in_words(html.unescape(text), "&shy;"))),
    "look-alike letters": shown(lambda text: text.translate(LOOK_ALIKES)),
    "full-width letters": shown(lambda text: text.translate(FULL_WIDTH)),
    "letters with blanks": shown(lambda text: re.sub(r"\w{3,}", lambda word: " " + " ".join(word[0]) + " ", text)),
    "letters with dots": shown(lambda text: in_words(text, ".")),
    "entities": marked(lambda page: between_tags(
        page, lambda text: "".join(f"&#{ord(sign)};" for sign in html.unescape(text)))),
    "comments": marked(lambda page: between_tags(page, lambda text: in_words(html.unescape(text), "<!-- a -->"))),
    "empty tags": marked(lambda page: between_tags(page, lambda text: in_words(html.unescape(text), "<b></b>"))),
    "right to left": shown(lambda text: "\n".join(f"\u202e{line[::-1]}\u202c" for line in text.splitlines())),
    "right to left tag": marked(lambda page: between_tags(
        page, lambda text: f'<bdo dir="rtl">{html.escape(html.unescape(text)[::-1])}</bdo>')),
    "cells of letters": cell_of_letters,
    "columns of letters": columns,
    "quoted line breaks": quoted_breaks,
    "utf-7": utf_7,
    "utf-16": utf_16,
    "base64 in base64": base64_twice,
    "base64 in an attached text": attached_base64,
    "attached text": attached_text,
    "calendar": calendar,
    "attached message": attached_message,
    "picture": picture,
    "hidden: display": hidden('<div style="display:none">'),
    "hidden: colour": hidden('<div style="color:#fefefe">'),
    "hidden: size": hidden('<span style="font-size:0">'),
    "hidden: font tag": hidden('<font color="white" size="1">'),
    "hidden: sheet": hidden('<div class="note">', "<style>.note { display: none }</style>"),
    "hidden: no height": hidden('<div style="height:0;overflow:hidden">'),
    "hidden: outside": hidden('<div style="position:absolute;left:-9999px">'),
    "hidden: clear": hidden('<div style="color:transparent">'),
    "50 good words": stuffed(50),
    "200 good words": stuffed(200),
    "200 good words on top": stuffed(200, on_top=True),
}


def read_practice(folder):
    """Returns the practice mailbox below @folder, (genuine, junk), as paths in the order of its index."""
    rows = [line.split("\t") for line in (folder / "index").read_text().splitlines() if not line.startswith("#")]
    return tuple([folder / row[4] for row in rows if row[0] == truth] for truth in ("good", "junk"))
