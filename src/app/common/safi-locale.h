/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Languages and countries, by the names their own people use. Main thread only. */

/* Sets the locale and binds the catalogues; before GTK starts and before any thread. */
void safi_locale_init (void);

/* Speaks @language ("sw", "pt_BR"; "" = what the computer speaks) from now on, also where the
 * system has no locale of that language. Windows that are open keep their words until built anew.
 */
void safi_locale_use (const char *language);

/* Whether the person's own translation of the language spoken now is there but could not be used.
 */
gboolean safi_locale_lacks_own_words (void);

/* Returns: (transfer none): the language spoken now, "en" or one that has a catalogue. */
const char *safi_locale_get_spoken (void);

/* Returns: (transfer full): in which language the words of @domain are said now; "en" without a
 * catalogue. */
char *safi_locale_find_language (const char *domain);

/* Languages that have a catalogue, English always among them. Returns: (transfer full). */
char **safi_locale_list_languages (void);
/* Languages that have a name of their own, by that name; those that Safibox speaks come first. As a
 * pack writes them: "pt-BR". Returns: (transfer full). */
char **safi_locale_list_known_languages (void);
/* "Kiswahili", "English". Returns: (transfer full). */
char *safi_locale_get_language_name (const char *language);
/* The one of @languages that the computer speaks; "en" if none. */
const char *safi_locale_guess_language (const char *const *languages);

typedef struct {
  char *code; /* ISO 3166-1 alpha-2 */
  char *name; /* in the language spoken now */
} SafiCountry;

/* Returns: (transfer full): the name of a country in the language spoken now; @code if it has none.
 */
char *safi_locale_name_country (const char *code);
/* All countries by name. Returns: (transfer full) (element-type SafiCountry). */
GPtrArray *safi_locale_list_countries (void);
/* Returns: (transfer full): the country of the computer's locale; "" if it names none. */
char *safi_locale_guess_country (void);

G_END_DECLS
