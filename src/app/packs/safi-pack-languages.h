/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "awareness/draft/safi-pack-draft.h"

G_BEGIN_DECLS

/* The languages of a draft: which of them is shown, and how to add one or take it away. Calls the
 * action "form.language" of a widget above after each change. */
#define SAFI_TYPE_PACK_LANGUAGES (safi_pack_languages_get_type ())
G_DECLARE_FINAL_TYPE (SafiPackLanguages, safi_pack_languages, SAFI, PACK_LANGUAGES, GtkBox)

/* Shows the first language of @draft, which must be there as long as it is shown here. */
void safi_pack_languages_set_draft (SafiPackLanguages *self, SafiPackDraft *draft);

/* Returns: (transfer none): the language that is shown, until the next change. */
const char *safi_pack_languages_get_shown (SafiPackLanguages *self);
void safi_pack_languages_set_shown (SafiPackLanguages *self, const char *language);

G_END_DECLS
