/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/translate/safi-translation-open.h"

#include <glib/gi18n.h>

#include "app/common/safi-file-open.h"
#include "app/common/safi-locale.h"
#include "app/common/safi-tasks.h"
#include "words/catalogue/safi-words-translation.h"

static char *outcome = NULL; /* (nullable): not told yet */

void
safi_translation_speak (const char *language)
{
  g_action_group_activate_action (G_ACTION_GROUP (g_application_get_default ()), "speak",
                                  g_variant_new_string (language));
}

char *
safi_translation_open (GBytes *octets)
{
  g_auto (SafiOpenedWords) opened = { 0 };
  SafiPoFault fault;

  if (octets == NULL)
    return g_strdup (_ ("The file could not be read"));
  if (!safi_own_words_open (octets, &opened, &fault))
    return safi_words_po_fault (&fault);
  safi_translation_speak (opened.language);
  g_free (outcome);
  /* already in its language */
  outcome = safi_locale_lacks_own_words () ? g_strdup (safi_words_unused_translation ())
                                           : safi_words_opened_translation (&opened);
  return NULL;
}

char *
safi_translation_take_outcome (void)
{
  return g_steal_pointer (&outcome);
}

/* When the window has been built anew. */
static gboolean
tell_outcome_cb (gpointer user_data)
{
  g_autofree char *told = safi_translation_take_outcome ();

  if (told != NULL)
    safi_tasks_tell (told);
  return G_SOURCE_REMOVE;
}

static void
opened_cb (GtkWindow *parent, GBytes *octets, const GError *error)
{
  g_autofree char *fault = safi_translation_open (octets);

  if (fault != NULL)
    safi_tasks_tell (fault);
  else
    g_idle_add (tell_outcome_cb, NULL);
}

void
safi_translation_open_file (GtkWindow *parent, GFile *file)
{
  safi_file_open_named (parent, file, SAFI_PO_OCTETS_MAX, opened_cb);
}
