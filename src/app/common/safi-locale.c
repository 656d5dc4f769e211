/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/common/safi-locale.h"

#include <libintl.h>
#include <locale.h>
#include <unicode/ucol.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

#include "core/text/safi-text.h"
#include "words/catalogue/safi-catalogue.h"
#include "words/catalogue/safi-own-words.h"
#include "words/catalogue/safi-words-catalogue.h"

#define NAME_MAX_UNITS 120 /* UTF-16 units of a language's or a country's name */

static char *spoken = NULL;          /* the language in use */
static gboolean lacks_own = FALSE;   /* the person's own words of it could not be used */
static char *system_language = NULL; /* LANGUAGE as it was at start; NULL if it was not set */

void
safi_locale_init (void)
{
  setlocale (LC_ALL, "");
  safi_words_leave_c_locale ();
  gtk_disable_setlocale ();
  system_language = g_strdup (g_getenv ("LANGUAGE"));
  safi_words_bind_catalogues ();
  /* GLib decides once whether g_dgettext translates at all: not if the computer's own language has
   * no catalogue then. Before textdomain it says yes, and the person may choose another language.
   */
  g_dgettext (GETTEXT_PACKAGE, "Safibox");
  textdomain (GETTEXT_PACKAGE);
}

static GtkTextDirection
find_direction (const char *language)
{
#ifdef SAFI_FAIL_POINTS
  const char *forced = g_getenv ("SAFIBOX_TEXT_DIRECTION");

  if (forced != NULL)
    return g_str_equal (forced, "rtl") ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR;
#endif
  return uloc_isRightToLeft (language) ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR;
}

/* The head of a catalogue names its language. */
char *
safi_locale_find_language (const char *domain)
{
  g_autofree char *language = safi_catalogue_find_field (dgettext (domain, ""), "Language");

  return language[0] != '\0' ? g_steal_pointer (&language) : g_strdup ("en");
}

/* A language can have the tips without the window. */
static gboolean
has_catalogue (const char *language)
{
  g_autofree char *folder =
      g_build_filename (safi_words_get_catalogue_dir (), language, "LC_MESSAGES", NULL);
  g_autofree char *window = g_build_filename (folder, GETTEXT_PACKAGE ".mo", NULL);
  g_autofree char *tips = g_build_filename (folder, SAFI_TIPS_DOMAIN ".mo", NULL);

  return g_file_test (window, G_FILE_TEST_EXISTS) || g_file_test (tips, G_FILE_TEST_EXISTS);
}

static void
add_language (GPtrArray *languages, const char *language)
{
  if (!g_ptr_array_find_with_equal_func (languages, language, g_str_equal, NULL))
    g_ptr_array_add (languages, g_strdup (language));
}

char **
safi_locale_list_languages (void)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (safi_words_get_catalogue_dir (), 0, NULL);
  g_auto (GStrv) own = safi_own_words_list ();
  const char *name;

  add_language (found, "en");
  for (guint i = 0; own[i] != NULL; i++)
    add_language (found, own[i]);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (has_catalogue (name))
      add_language (found, name);
  safi_text_sort (found);
  g_ptr_array_add (found, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&found), FALSE);
}

static char *
to_utf8 (const UChar *text, int32_t length)
{
  return g_utf16_to_utf8 ((const gunichar2 *) text, length, NULL, NULL, NULL);
}

/* Some languages write their own name in small letters; at the head of a row it starts with a
 * capital one. */
static char *
capitalise (const char *name)
{
  g_autofree char *first = g_utf8_substring (name, 0, 1);
  g_autofree char *upper = g_utf8_strup (first, -1);

  return g_strconcat (upper, g_utf8_next_char (name), NULL);
}

char *
safi_locale_get_language_name (const char *language)
{
  UErrorCode status = U_ZERO_ERROR;
  UChar name[NAME_MAX_UNITS];
  int32_t length = uloc_getDisplayName (language, language, name, NAME_MAX_UNITS, &status);
  g_autofree char *utf8 = NULL;

  if (U_FAILURE (status) || length <= 0 || length >= NAME_MAX_UNITS)
    return g_strdup (language);
  utf8 = to_utf8 (name, length);
  return utf8 != NULL ? capitalise (utf8) : g_strdup (language);
}

static int
compare_language_names (gconstpointer a, gconstpointer b)
{
  g_autofree char *one = safi_locale_get_language_name (*(const char *const *) a);
  g_autofree char *other = safi_locale_get_language_name (*(const char *const *) b);

  return g_utf8_collate (one, other);
}

/* Of most of the codes nobody knows more than the code. */
static void
add_known_languages (GPtrArray *found)
{
  g_autoptr (GPtrArray) others = g_ptr_array_new_with_free_func (g_free);

  for (const char *const *code = uloc_getISOLanguages (); *code != NULL; code++) {
    g_autofree char *name = safi_locale_get_language_name (*code);

    if (g_ascii_strcasecmp (name, *code) != 0 &&
        !g_ptr_array_find_with_equal_func (found, *code, g_str_equal, NULL))
      g_ptr_array_add (others, g_strdup (*code));
  }
  g_ptr_array_sort (others, compare_language_names);
  g_ptr_array_extend_and_steal (found, g_steal_pointer (&others));
}

char **
safi_locale_list_known_languages (void)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) spoken_ones = safi_locale_list_languages ();

  for (guint i = 0; spoken_ones[i] != NULL; i++)
    g_ptr_array_add (found, g_strdelimit (g_strdup (spoken_ones[i]), "_@", '-'));
  add_known_languages (found);
  g_ptr_array_add (found, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&found), FALSE);
}

const char *
safi_locale_guess_language (const char *const *languages)
{
  const char *const *wanted = g_get_language_names ();

  for (; *wanted != NULL; wanted++)
    if (g_strv_contains (languages, *wanted))
      return *wanted;
  return "en";
}

static void
use_own_words (const char *language)
{
  g_auto (GStrv) languages = safi_locale_list_languages ();

  g_free (spoken);
  spoken =
      g_strdup (language[0] != '\0' ? language
                                    : safi_locale_guess_language ((const char *const *) languages));
  lacks_own = !safi_own_words_use (spoken);
}

gboolean
safi_locale_lacks_own_words (void)
{
  return lacks_own;
}

const char *
safi_locale_get_spoken (void)
{
  return spoken;
}

void
safi_locale_use (const char *language)
{
  g_free (safi_words_speak (language[0] != '\0' ? language : system_language));
  use_own_words (language);
  /* GTK's own guess would go by the locale, which LANGUAGE goes before. */
  gtk_widget_set_default_direction (find_direction (spoken));
}

static void
free_country (SafiCountry *country)
{
  g_free (country->code);
  g_free (country->name);
  g_free (country);
}

static char *
name_country (const char *code, const char *language)
{
  UErrorCode status = U_ZERO_ERROR;
  UChar name[NAME_MAX_UNITS];
  g_autofree char *locale = g_strconcat ("und_", code, NULL);
  int32_t length = uloc_getDisplayCountry (locale, language, name, NAME_MAX_UNITS, &status);
  char *utf8 = NULL;

  if (U_SUCCESS (status) && length > 0 && length < NAME_MAX_UNITS)
    utf8 = to_utf8 (name, length);
  return utf8 != NULL ? utf8 : g_strdup (code);
}

char *
safi_locale_name_country (const char *code)
{
  return name_country (code, g_get_language_names ()[0]);
}

static SafiCountry *
make_country (const char *code, const char *language)
{
  SafiCountry *country = g_new0 (SafiCountry, 1);

  country->code = g_strdup (code);
  country->name = name_country (code, language);
  return country;
}

static int
compare_countries (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const SafiCountry *one = *(SafiCountry *const *) a;
  const SafiCountry *two = *(SafiCountry *const *) b;
  UErrorCode status = U_ZERO_ERROR;

  if (user_data == NULL)
    return g_utf8_collate (one->name, two->name);
  return ucol_strcollUTF8 (user_data, one->name, -1, two->name, -1, &status);
}

GPtrArray *
safi_locale_list_countries (void)
{
  g_autoptr (GPtrArray) countries = g_ptr_array_new_with_free_func ((GDestroyNotify) free_country);
  const char *language = g_get_language_names ()[0];
  UErrorCode status = U_ZERO_ERROR;
  UCollator *collator = ucol_open (language, &status);

  for (const char *const *code = uloc_getISOCountries (); *code != NULL; code++)
    g_ptr_array_add (countries, make_country (*code, language));
  g_ptr_array_sort_with_data (countries, compare_countries, collator);
  if (collator != NULL)
    ucol_close (collator);
  return g_steal_pointer (&countries);
}

char *
safi_locale_guess_country (void)
{
  char country[ULOC_COUNTRY_CAPACITY] = "";
  UErrorCode status = U_ZERO_ERROR;
  const char *locale = setlocale (LC_CTYPE, NULL);

  if (locale == NULL || uloc_getCountry (locale, country, sizeof country, &status) != 2 ||
      U_FAILURE (status))
    return g_strdup ("");
  return g_strdup (country);
}
