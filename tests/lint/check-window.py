#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window promises nothing, blames and frightens nobody, and speaks of what only engineers know only where a person has to compare it with what a
provider, the police or another program calls by that name. usage: check-window.py ROOT"""

import pathlib
import re
import sys

import teaching
import window

FOLDERS = ("app", "awareness", "filter", "print", "words")
# A form to fill in with what the provider's page says; a sheet of paper for a school.
KNOWN = re.compile(r"(?:mail |name )?servers?|certificate", re.I)
# What the words stand for cannot be said otherwise there.
EXCEPTIONS = {
    "A day against spam": "what the meeting of that day was called for",
    "On this day in 2005 a meeting in Geneva was all about spam. Play a round with somebody who is new to mail.": "the same",
    "Header lines of the message": "what the police and abuse desks ask for by that name",
    "Without it only the header lines can be handed over. It costs 1 MB of data at most.": "the same",
    "Only the header lines are handed over. The rest is not here, is larger than 1 MB, or could still show your address.": "the same",
    "A page for the bank and the police. It holds the sender, the time, the header lines and the fingerprint of the message, "
    "but no pictures and not its text.": "the same",
    "Domains that vouch for senders (VBR, DNA)": "typed by who runs such lists",
    "Finds out whether a message really comes from its sender. The name servers of your network see from which domains you get "
    "mail, never what is in it.": "who else learns something has to be told exactly",
    "Every site and domain in it": "of a pack, for who looks through it",
    "It names more than {0} numbers, addresses and domains. Make two packs of it.": "for who makes a pack",
    "The column kind has “{0}”. Write one of: shortcode, phone, email, url": "a word of the table that is spoken of",
    "Not encrypted": "a browser calls it so",
    "The mail server offers no encrypted connection.": "the provider's help calls it so",
    "Your mail domain names {0} as its mail server. Go on only if you know that name, or if your provider's help page has it.":
        "the provider's help calls it so",
}

root = pathlib.Path(sys.argv[1])
words = window.read_words(root, FOLDERS)
assert len(words) > 1200, f"only {len(words)} strings were found"
faults = []
for text in sorted(words):
    if found := window.PROMISES.search(text):
        faults.append(f"promises: {found.group()}: {text}")
    for what, pattern in (("blames", teaching.BLAME), ("frightens", teaching.FEAR.removesuffix("|!")), ("is jargon", teaching.JARGON)):
        found = teaching.has(pattern, text if what != "is jargon" else KNOWN.sub("", text))
        if found and not (what == "is jargon" and text in EXCEPTIONS):
            faults.append(f"{what}: {found.group()}: {text}")
faults += [f"an exception for what nobody says any more: {text}" for text in sorted(EXCEPTIONS.keys() - words)]
print("\n".join(faults))
sys.exit(bool(faults))
