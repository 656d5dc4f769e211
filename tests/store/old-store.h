/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store-fixture.h"

/* Stores as older versions of Safibox left them: made by the real schema of each version and, after
 * each step, the rows of tests/store/versions/NNN.sql, which stand for all that version NNN was the
 * first to write. A version without that file ends the test. */

/* The version that today's Safibox writes. */
guint old_store_get_newest (void);

/* Writes the file of @version into the empty @directory, and looks whether each table of it has
 * rows, and each column a value in them that is not its default. */
void old_store_write (const char *directory, guint version);

/* Writes the file of @version with what it would have written of what stands in @newer, the
 * directory of a store of today. */
void old_store_write_like (const char *directory, guint version, const char *newer);

/* Fails the test if a row of @before, the file of @version, is missing in @directory, or has
 * another value in a column of that time; but for what versions 2 and 4 had to forget. */
void old_store_assert_nothing_lost (const char *before, const char *directory, guint version);

/* What @store holds, as its public functions tell it: a line for each thing, sorted. Returns:
 * (transfer full) (element-type utf8). */
GPtrArray *old_store_describe (SafiStore *store);
/* The same as it has to be after an upgrade from @version: the lines of
 * tests/store/versions/meaning.txt that begin with that version, an earlier one ("4 …"), or a span
 * with it in between ("1-3 …"). Returns: (transfer full) (element-type utf8). */
GPtrArray *old_store_read_meaning (guint version);
