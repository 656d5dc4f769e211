#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Labelled texts of our own as messages: texts.py FOLDER FILE…

A file holds blocks: a line "= good NAME" or "= junk NAME", then Subject (and From, if the sender matters), an empty
line, the body. Lines before the first block that begin with # are comments. Everything else that a message has (To,
Date, Message-ID, MIME fields) is made here in the same way for both classes, so that only the text can tell.
FOLDER receives a message for each block and "index", which names them as safibox-cli eval reads it.
"""

import collections
import email.headerregistry
import email.message
import email.policy
import email.utils
import pathlib
import re
import sys

START = re.compile(r"= (good|junk) ([a-z0-9-]+)")
FIELD = re.compile(r"(From|Subject): (.+)")
SENDER = "A. Reader <a.reader@freemail.example>"
RECEIVER = "Amina <amina@practice.example>"
FIRST_SECOND = 1_790_000_000  # seconds since 1970; each message is a minute younger than the one before
POLICY = email.policy.SMTP.clone(linesep="\n", cte_type="8bit")

Text = collections.namedtuple("Text", "label name sender subject body")


def fail(path, number, what):
    raise ValueError(f"{path}:{number}: {what}")


def split(path):
    """Yields each block as (number of its first line, label, name, lines)."""
    block = None
    for number, line in enumerate(pathlib.Path(path).read_text(encoding="utf-8").splitlines(), 1):
        start = START.fullmatch(line)
        if start:
            if block:
                yield block
            block = (number, *start.groups(), [])
        elif block:
            block[3].append(line)
        elif line and not line.startswith("#"):
            fail(path, number, "neither a comment nor the start of a block")
    if block:
        yield block


def read(path):
    """The texts of a file in their order."""
    texts = []
    for number, label, name, lines in split(path):
        fields = {}
        while lines and (field := FIELD.fullmatch(lines[0])):
            fields[field[1]] = field[2].strip()
            del lines[0]
        body = "\n".join(lines).strip("\n")
        if "Subject" not in fields or not lines or lines[0] or not body:
            fail(path, number, f"{name} needs a Subject, an empty line and a body")
        if any(text.label == label and text.name == name for text in texts):
            fail(path, number, f"{label} {name} is there twice")
        texts.append(Text(label, name, fields.get("From", SENDER), fields["Subject"], body + "\n"))
    return texts


def make_address(field):
    """The parser of the library drops what it does not like in a name; a name of a text is taken as it stands."""
    name, address = field.rstrip(">").rsplit("<", 1) if "<" in field else ("", field)
    return email.headerregistry.Address(name.strip().strip('"'), addr_spec=address.strip())


def make_message(text, identity, number):
    """Returns: octets."""
    message = email.message.EmailMessage(policy=POLICY)
    message["From"] = make_address(text.sender)
    message["To"] = make_address(RECEIVER)
    message["Subject"] = text.subject
    message["Date"] = email.utils.formatdate(FIRST_SECOND + 60 * number)
    message["Message-ID"] = f"<{identity}@mail.example>"
    message.set_content(text.body, cte="8bit")
    return message.as_bytes()


def expand(folder, paths):
    """Writes the texts of all files as messages. Returns: the path of their index."""
    folder = pathlib.Path(folder)
    rows = []
    for path in map(pathlib.Path, paths):
        place = f"{path.parent.name}-{path.stem}"
        (folder / place).mkdir(parents=True, exist_ok=True)
        for number, text in enumerate(read(path)):
            name = f"{place}/{number:03}-{text.label}-{text.name}.eml"
            (folder / name).write_bytes(make_message(text, f"{place}-{number}", number))
            rows.append(f"{text.label} {name}\n")
    index = folder / "index"
    index.write_text("".join(rows))
    return index


if __name__ == "__main__":
    print(expand(sys.argv[1], sys.argv[2:]))
