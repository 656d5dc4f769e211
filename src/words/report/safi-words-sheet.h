/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/report/safi-sheet.h"

G_BEGIN_DECLS

/* What stands in a sheet in place of what was taken out. */
void safi_words_get_erased (SafiErasedWords *ret_words);

/* A sheet for people, to be sent as text or printed: the verdict, its reasons with what to do, and
 * what the sheet has of the message. A stranger's words are made harmless.
 * Returns: (transfer full): plain text. */
char *safi_words_sheet (const SafiSheet *sheet);

/* The file of a sheet to read, octet for octet but for what would disturb the screen.
 * Returns: (transfer full). */
char *safi_words_sheet_file (GBytes *octets);

G_END_DECLS
