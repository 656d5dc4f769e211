# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The week in which a mailbox is only watched (src/core/mailbox/safi-watch-week.h)."""

import contextlib
import pathlib
import sqlite3

WEEK = 7 * 24 * 60 * 60  # seconds


def end_week(data):
    """Seven days pass for the only mailbox of a data directory, while no program runs."""
    with contextlib.closing(sqlite3.connect(pathlib.Path(data) / "safibox.db")) as store, store:
        ((note,),) = store.execute("SELECT value FROM note WHERE name = 'watch-week'")
        _, seen, after = note.split()
        store.execute("UPDATE note SET value = ? WHERE name = 'watch-week'", (f"{WEEK} {seen} {after}",))
