/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "awareness/draft/safi-pack-draft-check.h"

G_BEGIN_DECLS

/* A row in which one text of a draft is written: its name, what belongs there, the text, and below
 * it what is wrong with it. What is typed goes into the draft at once, and the action
 * "maker.changed" of a widget above is called. */
#define SAFI_TYPE_PACK_FIELD (safi_pack_field_get_type ())
G_DECLARE_FINAL_TYPE (SafiPackField, safi_pack_field, SAFI, PACK_FIELD, GtkListBoxRow)

/* @part: it must be there as long as the row. */
GtkWidget *safi_pack_field_new (SafiDraftPart *part, SafiDraftField field);

/* Shows what is written in @language; above it what is written in @first, if that is another. */
void safi_pack_field_show (SafiPackField *self, const char *language, const char *first);

/* Shows what is wrong with it. @faults: (element-type SafiDraftFault): of the draft. */
void safi_pack_field_tell (SafiPackField *self, GPtrArray *faults);

SafiDraftField safi_pack_field_get_field (SafiPackField *self);

/* Puts the cursor into it. */
void safi_pack_field_enter (SafiPackField *self);

G_END_DECLS
