/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a .po or a .mo file holds, as gettext's manual describes them. Any thread, one at a time. */

#define SAFI_CATALOGUE_FORMS_MAX 6 /* of a plural; no known language has more */

/* One text and its translation. */
typedef struct {
  char *context;      /* (nullable) */
  char *id;           /* the English */
  char *plural;       /* (nullable): the English of many */
  char **forms;       /* translations: none, one, or one for each form of the plural */
  char *comment;      /* (nullable): what translators are told, a line each */
  gboolean is_format; /* holds places for values as printf knows them */
} SafiPhrase;

typedef struct {
  char *header;       /* lines "Name: value"; "" if there are none */
  GPtrArray *phrases; /* (element-type SafiPhrase) (owned), in the order of the file */
  GHashTable *by_key; /* (element-type utf8 SafiPhrase) (values borrowed) */
} SafiCatalogue;

void safi_phrase_free (SafiPhrase *phrase);
/* Whether every form has been translated. */
gboolean safi_phrase_is_translated (const SafiPhrase *phrase);
/* Returns: (transfer full): the same text without a translation. */
SafiPhrase *safi_phrase_copy_source (const SafiPhrase *phrase);
/* @forms: NULL-terminated; copied. */
void safi_phrase_set_forms (SafiPhrase *phrase, const char *const *forms);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiPhrase, safi_phrase_free)

SafiCatalogue *safi_catalogue_new (void);
void safi_catalogue_free (SafiCatalogue *catalogue);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiCatalogue, safi_catalogue_free)

/* Returns: FALSE, and frees @phrase (transfer full), if that text is there already. */
gboolean safi_catalogue_add (SafiCatalogue *catalogue, SafiPhrase *phrase);
/* Returns: (nullable) (transfer none). @context: (nullable). */
SafiPhrase *
safi_catalogue_find (const SafiCatalogue *catalogue, const char *context, const char *id);
/* Returns: (transfer full): the value of the first line @name of a @header, in whatever case its
 * letters are; "" if it has none. */
char *safi_catalogue_find_field (const char *header, const char *name);
/* Takes every line @name out of the header. */
void safi_catalogue_drop_field (SafiCatalogue *catalogue, const char *name);
/* How much of what @source says is translated in @catalogue, in percent; 100 only if all is. */
guint safi_catalogue_measure (const SafiCatalogue *catalogue, const SafiCatalogue *source);
/* Translations of @other take the place of those in @catalogue; so does its header, if any, and
 * then what was made for a formula of plurals that chooses in another way is dropped. */
void safi_catalogue_merge (SafiCatalogue *catalogue, const SafiCatalogue *other);

G_END_DECLS
