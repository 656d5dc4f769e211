/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/judgement/safi-verdict.h"
#include "core/report/safi-eraser.h"

G_BEGIN_DECLS

/* A why-sheet: what Safibox said of one message, for a helper, without what tells of the person. It
 * is written as a message of its own (RFC 5322), so that everybody can read it in any program: the
 * verdict stands in fields that begin with "Safibox-". A plain value. */
typedef struct {
  SafiVerdict *verdict;
  SafiMessage *message; /* what is left of it */
} SafiSheet;

void safi_sheet_free (SafiSheet *self);

#define SAFI_SHEET_OCTETS_MAX (30 * 1024)
#define SAFI_SHEET_REASONS_MAX 24 /* the rest is one row */
#define SAFI_SHEET_FIELDS_MAX 8   /* of the message, besides sender, subject and date */
#define SAFI_SHEET_CHARS_MAX 200  /* of one field */
#define SAFI_SHEET_ARG_CHARS_MAX 60
#define SAFI_SHEET_SUFFIX ".safibox"

/* Finds a finding by its code. Returns: (nullable). */
typedef const SafiFinding *(*SafiSheetLookup) (const char *code);

/* @own: (nullable): the person's addresses. Returns: (transfer full): at most SAFI_SHEET_OCTETS_MAX
 * octets. */
GBytes *safi_sheet_write (SafiVerdict *verdict,
                          SafiMessage *message,
                          const char *const *own,
                          const SafiErasedWords *words);

/* Reads what anybody may have written. A code that @lookup does not know becomes "sheet.other".
 * Returns: (transfer full): NULL with SAFI_ERROR_INVALID. */
SafiSheet *safi_sheet_read (GBytes *octets, SafiSheetLookup lookup, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiSheet, safi_sheet_free)

G_END_DECLS
