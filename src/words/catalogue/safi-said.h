/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "words/catalogue/safi-catalogue.h"

G_BEGIN_DECLS

/* Which texts of Safibox stand behind words that are seen in its window, so that they can be
 * translated there. Main thread only. */

typedef struct {
  const char *domain;
  const SafiPhrase *source; /* English, what translators are told; of the template */
  char **forms;             /* (nullable): the translation now; one for each form */
} SafiSaidText;

typedef struct _SafiSaid SafiSaid;

/* What is said in @language now: some milliseconds. */
SafiSaid *safi_said_new (const char *language);
void safi_said_free (SafiSaid *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiSaid, safi_said_free)

/* Adds to @texts (element-type SafiSaidText, borrowed), each once, those that can have become
 * @seen: as it stands, or with values in their places. */
void safi_said_find (const SafiSaid *self, const char *seen, GPtrArray *texts);
/* Adds up to @most texts that hold @words, in English or in the translation. */
void safi_said_search (const SafiSaid *self, const char *words, guint most, GPtrArray *texts);

/* Returns: (transfer full): what a text without values looks like in a window: no mark of a key,
 * no marks of direction. */
char *safi_said_plain (const char *text);

G_END_DECLS
