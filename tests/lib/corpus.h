/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a parser makes of octets; it must assert whatever holds for all. @octets end exactly where
 * their memory ends, so that the sanitizers see a read beyond them. */
typedef void (*TestRead) (GBytes *octets);

/* Hands to @read every file of the folder tests/@folder whose name ends in @suffix: whole, then
 * @n_rounds times one of them broken at random with @pieces or joined to another. */
void test_break_corpus (const char *folder,
                        const char *suffix,
                        guint n_rounds,
                        const char *const *pieces,
                        guint n_pieces,
                        TestRead read);

/* Hands to @read every beginning of those files, octet for octet. Time is quadratic in their size.
 */
void test_cut_corpus (const char *folder, const char *suffix, TestRead read);

G_END_DECLS
