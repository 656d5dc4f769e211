# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The orders in which labelled mail comes: the two of the corpus, and random ones from fixed seeds."""

import random

SEEDS = (1, 2, 3, 4, 5)


def read_index(path):
    """Rows of (class, path); every path is absolute."""
    rows = []
    for line in path.read_text().splitlines():
        truth, name = line.split(" ", 1)
        rows.append((truth, path.parent / name))
    return rows


def shuffle(rows, seed):
    """The same on every machine: Python keeps random() of a seed, and the sort does the rest."""
    generator = random.Random(seed)
    return [row for _, row in sorted((generator.random(), row) for row in rows)]


def list_orders(folder):
    """{name: rows}; the random ones are named "random 1" and so on."""
    orders = {name: read_index(folder / name) for name in ("index.mix", "index")}
    for seed in SEEDS:
        orders[f"random {seed}"] = shuffle(orders["index"], seed)
    return orders
