/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/catalogue/safi-translation-state.h"

#include <glib/gi18n.h>

#include "words/catalogue/safi-own-words.h"
#include "words/catalogue/safi-template.h"
#include "words/catalogue/safi-words-catalogue.h"

/* Returns: percent; @is_draft becomes TRUE if there is something that nobody looked through. */
static guint
measure (const char *language, const char *domain, gboolean *is_draft)
{
  g_autoptr (SafiCatalogue) catalogue = safi_own_words_load_all (language, domain);
  g_autofree char *reviewer = safi_catalogue_find_field (catalogue->header, SAFI_REVIEWER_FIELD);
  const guint percent = safi_catalogue_measure (catalogue, safi_template_get (domain));

  *is_draft |= catalogue->phrases->len > 0 && reviewer[0] == '\0';
  return percent;
}

SafiTranslationState
safi_translation_state_read (const char *language)
{
  SafiTranslationState state = { 100, 100, FALSE, g_str_equal (language, "en") };

  if (state.is_source)
    return state;
  state.window = measure (language, GETTEXT_PACKAGE, &state.is_draft);
  state.tips = measure (language, SAFI_TIPS_DOMAIN, &state.is_draft);
  return state;
}

char *
safi_translation_state_say (const SafiTranslationState *state)
{
  if (state->is_source)
    return g_strdup ("");
  if (state->is_draft)
    /* Translators: what a language is worth: how much of the window and of the tips is translated.
       A draft: no native reader has looked through it yet. */
    return g_strdup_printf (_ ("Draft: window %u %%, tips %u %%"), state->window, state->tips);
  /* Translators: how much of the window and of the tips is translated into a language. */
  return g_strdup_printf (_ ("Window %u %%, tips %u %%"), state->window, state->tips);
}
