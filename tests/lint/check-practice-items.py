#!/usr/bin/python3
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""check-practice-items.py ROOT: fails on a message to practise with that breaks the rules for words that teach, and where
not at least half of them are real, or scams and real ones do not look alike."""

import pathlib
import sys

import teaching

ITEMS_MIN = 120
CORE = 24  # messages that stand for all: half of them real, of each age and each difficulty
AGE_MIN = 3  # of the core, for each age, of both truths
ALSO_SHARED = {"a private number": r"07XX X{3} \d+"}  # here, where messages are many
SPREAD = 0.15  # by which the share of scams with a sign may differ from that of real messages with it


def check_item(name, item):
    if item.tag != "item" or item.get("id") != name:
        yield "the id is not the name of the file"
    if item.get("theme") not in teaching.SCAMS:
        yield f"unknown theme {item.get('theme')}"
    if item.get("theme") in teaching.NOT_FOR_CHILDREN and item.get("age") == "child":
        yield "not for children"
    for node in item.iter():
        if node.tag not in ("item", "message"):
            yield from teaching.check_node(node, node.tag in ("sign", "reason"))


def measure(items, pattern):
    """The share of messages that show it."""
    return sum(1 for item in items if teaching.has(pattern, " ".join(item.find("message").itertext()))) / len(items)


def rate(item):
    """As safi_practice_rate() does."""
    signs = min(len(item.findall("sign")), 3) - 1
    fit = ("low", "medium", "high").index(item.get("fit"))
    return 1 + (2 - signs + fit if item.get("truth") == "scam" else signs + 2 - fit)


def check_core(items):
    core = [item for item in items.values() if item.get("core") == "yes"]
    for truth in ("scam", "real"):
        half = [item for item in core if item.get("truth") == truth]
        if len(half) != CORE // 2:
            yield f"core: {len(half)} are {truth}, not {CORE // 2}"
        for age in ("child", "teen", "adult"):
            if sum(item.get("age") == age for item in half) < AGE_MIN:
                yield f"core, {truth}: fewer than {AGE_MIN} for the age {age}"
        if missing := set(range(1, 6)) - {rate(item) for item in half}:
            yield f"core, {truth}: none of the difficulty {sorted(missing)}"
    if {item.get("theme") for item in core if item.get("truth") == "scam"} != \
            {item.get("theme") for item in core if item.get("truth") == "real"}:
        yield "core: a theme lacks its twin"


def check_whole(items):
    scams = [item for item in items.values() if item.get("truth") == "scam"]
    real = [item for item in items.values() if item.get("truth") == "real"]
    if len(items) < ITEMS_MIN or len(real) < len(scams):
        yield f"{len(scams)} scams and {len(real)} real ones: at least {ITEMS_MIN}, and half of them real"
    for name, pattern in {**teaching.SHARED, **ALSO_SHARED}.items():
        shares = measure(scams, pattern), measure(real, pattern)
        if shares[0] > shares[1] + SPREAD:
            yield f"{name} gives scams away: {shares[0]:.0%} of them show it, and {shares[1]:.0%} of the real ones"
    themes = {item.get("theme") for item in scams} ^ {item.get("theme") for item in real}
    yield from (f"{theme} lacks a scam or a real message" for theme in sorted(themes))


def main():
    root = pathlib.Path(sys.argv[1])
    items = teaching.read_folder(root, "practice-items")
    faults = [f"{name}: {fault}" for name, item in items.items() for fault in check_item(name, item)]
    faults += [*check_whole(items), *check_core(items), *teaching.check_lists(root, "practice-items", items),
               *teaching.check_template(root, "practice-items", items)]
    if doubled := set(items) & set(teaching.read_folder(root, "tips")):
        faults.append(f"ids that tips have, too: {sorted(doubled)}")
    print("\n".join(faults))
    sys.exit(1 if faults else 0)


main()
