/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "awareness/pack/safi-pack-read.h"
#include "awareness/pack/safi-pack-signature.h"

/* A small pack in two languages, "en" first, that a test changes. */

/* Returns: (transfer full). */
SafiPackFiles *pack_fixture_new (void);
/* Puts @text where @name was, or adds it. */
void pack_fixture_set (SafiPackFiles *files, const char *name, const char *text);
void pack_fixture_set_octets (SafiPackFiles *files, const char *name, GBytes *octets);
/* Replaces the first @from in the file @name. */
void pack_fixture_change (SafiPackFiles *files, const char *name, const char *from, const char *to);

/* The keys of RFC 8032, 7.1, TEST 1 to 3, and the digits of the first two. */
#define PACK_FIXTURE_DIGITS_1 "02145 44043 66322 31051 70008 37623"
#define PACK_FIXTURE_DIGITS_2 "06822 62994 94843 84744 14483 56725"
SafiPackKey *pack_fixture_key (guint number);
/* Signs @files with one of them. */
void pack_fixture_sign (SafiPackFiles *files, guint number);

/* Reads @files, or fails. Returns: (transfer full). */
SafiPack *pack_fixture_read (SafiPackFiles *files);
/* A fault in @file at @line whose pattern or arguments hold @part. */
void pack_fixture_assert_fault (GPtrArray *faults, const char *file, guint line, const char *part);
/* The files are no pack, and this is one of the reasons. */
void
pack_fixture_assert_refused (SafiPackFiles *files, const char *file, guint line, const char *part);
