/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "awareness/draft/safi-pack-draft-check.h"

G_BEGIN_DECLS

/* The form in which a draft is written, in one language at a time. Calls the actions
 * "maker.changed" of a widget above when something was written, and "maker.check" when faults are
 * to be told anew. */
#define SAFI_TYPE_PACK_FORM (safi_pack_form_get_type ())
G_DECLARE_FINAL_TYPE (SafiPackForm, safi_pack_form, SAFI, PACK_FORM, AdwBin)

/* Shows @draft in its first language; it must be there until another is set. */
void safi_pack_form_set_draft (SafiPackForm *self, SafiPackDraft *draft);
/* One of each kind stands there to be written; what stays empty is no part of the pack. */
void safi_pack_form_begin (SafiPackForm *self);

/* Returns: (transfer none): the language shown, until the next change. */
const char *safi_pack_form_get_language (SafiPackForm *self);

/* Returns: (transfer none) (nullable): what the pack is to be signed with, if it is. */
const SafiPackKey *safi_pack_form_get_key (SafiPackForm *self);

/* @faults: (element-type SafiDraftFault): of the draft. */
void safi_pack_form_tell (SafiPackForm *self, GPtrArray *faults);
/* Leads to the field of @told. */
void safi_pack_form_enter (SafiPackForm *self, const SafiDraftFault *told);

G_END_DECLS
