#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""check-starter.py ROOT: fails if data/starter/model.bin was not learned from the texts and left-out words beside it."""

import pathlib
import struct
import sys

HEADER = struct.Struct("<8sIII32s32s")  # SafiStarterHeader

root = pathlib.Path(sys.argv[1])
sys.path.insert(0, str(root / "tests/bench"))
import starter_model


def find_faults():
    octets = starter_model.MODEL.read_bytes()
    if len(octets) < HEADER.size:
        yield "the model is cut short"
        return
    magic, version, bits, step, texts, archives = HEADER.unpack_from(octets)
    if (magic, version) != (b"SAFISTRT", 1) or len(octets) != HEADER.size + (1 << bits) or step == 0:
        yield "the model is no starter model"
    if texts.hex() != starter_model.digest_texts():
        yield "the model was learned from other texts or left-out words: run ./dev starter-model"
    if archives == bytes(32):
        yield "the model was learned without the archives"
    for path in sorted((root / "data/starter").glob("??.txt")):
        if not starter_model.texts.read(path):
            yield f"{path.name} holds no text"
    words = [line for line in (root / "data/starter/left-out.txt").read_text().splitlines()
             if line and not line.startswith("#")]
    if len(words) != len(set(words)) or any(word != word.lower() or word != word.strip() for word in words):
        yield "left-out.txt: a word is there twice, or not in lower case"


faults = list(find_faults())
print("\n".join(f"data/starter: {fault}" for fault in faults))
sys.exit(1 if faults else 0)
