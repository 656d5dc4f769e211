/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a language is worth. */
typedef struct {
  guint window; /* percent of what is there to say */
  guint tips;
  gboolean is_draft;  /* what is there of it, or a part, was not looked through */
  gboolean is_source; /* English needs no translation */
} SafiTranslationState;

/* Reads catalogues: some milliseconds. Main thread. */
SafiTranslationState safi_translation_state_read (const char *language);

/* Returns: (transfer full): "Draft: window 98 %, tips 100 %"; "" for English. */
char *safi_translation_state_say (const SafiTranslationState *state);

G_END_DECLS
