#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""check-starter.py ROOT: fails if a starter model was not learned from the texts and left-out words that are there."""

import collections
import pathlib
import re
import struct
import sys

HEADER = struct.Struct("<8sIII32s32s")  # SafiStarterHeader

root = pathlib.Path(sys.argv[1])
sys.path.insert(0, str(root / "tests/bench"))
import starter_model

PLACE = re.compile(r"https?://[^\s/,]*[^\s/,.]|www\.[^\s/,]*[^\s/,.]|[\w.-]+@[\w.-]+\w|\b[\w-]+\.(?:com|net|org|info|gov)\b[\w.]*|\d{9,}", re.A)
RESERVED = re.compile(r"\.(?:example|test|invalid)$")


def check_model(path, digest):
    octets = path.read_bytes()
    if len(octets) < HEADER.size:
        yield "the model is cut short"
        return
    magic, version, bits, step, texts, archives = HEADER.unpack_from(octets)
    if (magic, version) != (b"SAFISTRT", 1) or len(octets) != HEADER.size + (1 << bits) or step == 0:
        yield "the model is no starter model"
    if texts.hex() != digest:
        yield "the model was learned from other texts or left-out words: run ./dev starter-model"
    if archives == bytes(32):
        yield "the model was learned without what stands elsewhere"


def check_learned():
    """Texts without a header: as many scams as genuine ones, each as long as it may be, none twice, none that leads
    somebody anywhere."""
    for path in sorted(starter_model.LEARNED.glob("??.txt")):
        texts = starter_model.short_texts.read(path)
        truths = collections.Counter(text.truth for text in texts)
        if set(truths) != {"scam", "real"} or truths["scam"] != truths["real"]:
            yield f"{path.name}: {dict(truths)}"
        words = [text.words for text in texts]
        for text in set(words):
            if not 20 <= len(text) <= 500 or words.count(text) > 1:
                yield f"{path.name}: too short, too long or twice: {text}"
            for place in PLACE.findall(text):
                if not RESERVED.search(place):
                    yield f"{path.name}: {place} can be somebody's"


def check_texts():
    for path in sorted((root / "data/starter").glob("??.txt")):
        if not starter_model.texts.read(path):
            yield f"{path.name} holds no text"
    words = [line for line in (root / "data/starter/left-out.txt").read_text().splitlines()
             if line and not line.startswith("#")]
    if len(words) != len(set(words)) or any(word != word.lower() or word != word.strip() for word in words):
        yield "left-out.txt: a word is there twice, or not in lower case"


faults = [f"data/starter: {fault}" for fault in (*check_model(starter_model.MODEL, starter_model.digest_texts()), *check_texts())]
faults += [f"data/texts: {fault}" for fault in
           (*check_model(starter_model.TEXT_MODEL, starter_model.digest_learned()), *check_learned())]
print("\n".join(faults))
sys.exit(1 if faults else 0)
