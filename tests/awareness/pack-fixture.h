/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "awareness/safi-pack-read.h"

/* A small pack in two languages, "en" first, that a test changes. */

/* Returns: (transfer full). */
SafiPackFiles *pack_fixture_new (void);
/* Puts @text where @name was, or adds it. */
void pack_fixture_set (SafiPackFiles *files, const char *name, const char *text);
/* Replaces the first @from in the file @name. */
void pack_fixture_change (SafiPackFiles *files, const char *name, const char *from, const char *to);

/* Reads @files, or fails. Returns: (transfer full). */
SafiPack *pack_fixture_read (SafiPackFiles *files);
/* A fault in @file at @line whose pattern or arguments hold @part. */
void pack_fixture_assert_fault (GPtrArray *faults, const char *file, guint line, const char *part);
/* The files are no pack, and this is one of the reasons. */
void
pack_fixture_assert_refused (SafiPackFiles *files, const char *file, guint line, const char *part);
