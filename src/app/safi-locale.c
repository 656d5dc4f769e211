/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/safi-locale.h"

#include <libintl.h>
#include <locale.h>

#include <unicode/ucol.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

#define NAME_MAX_UNITS 120 /* UTF-16 units of a language's or a country's name */

/* glibc reads catalogues anew when this counter changes (its manual, "Being a gettext
 * programmer"). */
extern int _nl_msg_cat_cntr;

static char *system_language = NULL; /* LANGUAGE as it was at start; NULL if it was not set */

static const char *
get_catalogue_dir (void)
{
#ifdef SAFI_FAIL_POINTS
  const char *dir = g_getenv ("SAFIBOX_LOCALE_DIR");

  if (dir != NULL)
    return dir;
#endif
  return SAFI_LOCALE_DIR;
}

/* In the locale "C" gettext does not even look at LANGUAGE. C.UTF-8 is part of every glibc of our
 * floor, means the same and lets it look. */
static void
leave_c_locale (void)
{
  static const char *const names[] = { "C.UTF-8", "C.utf8", "en_US.UTF-8" };
  const char *current = setlocale (LC_MESSAGES, NULL);

  if (current != NULL && !g_str_equal (current, "C") && !g_str_equal (current, "POSIX"))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (setlocale (LC_MESSAGES, names[i]) != NULL) {
      setlocale (LC_CTYPE, names[i]);
      return;
    }
}

void
safi_locale_init (void)
{
  setlocale (LC_ALL, "");
  leave_c_locale ();
  gtk_disable_setlocale ();
  system_language = g_strdup (g_getenv ("LANGUAGE"));
  bindtextdomain (GETTEXT_PACKAGE, get_catalogue_dir ());
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
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
  if (language[0] == '\0')
    return gtk_get_locale_direction ();
  return uloc_isRightToLeft (language) ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR;
}

void
safi_locale_use (const char *language)
{
  if (language[0] != '\0')
    g_setenv ("LANGUAGE", language, TRUE);
  else if (system_language != NULL)
    g_setenv ("LANGUAGE", system_language, TRUE);
  else
    g_unsetenv ("LANGUAGE");
  _nl_msg_cat_cntr++;
  gtk_widget_set_default_direction (find_direction (language));
}

static gboolean
has_catalogue (const char *language)
{
  g_autofree char *path =
      g_build_filename (get_catalogue_dir (), language, "LC_MESSAGES", GETTEXT_PACKAGE ".mo", NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static int
compare_strings (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

char **
safi_locale_list_languages (void)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (get_catalogue_dir (), 0, NULL);
  const char *name;

  g_ptr_array_add (found, g_strdup ("en"));
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (!g_str_equal (name, "en") && has_catalogue (name))
      g_ptr_array_add (found, g_strdup (name));
  g_ptr_array_sort (found, compare_strings);
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

const char *
safi_locale_guess_language (const char *const *languages)
{
  const char *const *wanted = g_get_language_names ();

  for (; *wanted != NULL; wanted++)
    if (g_strv_contains (languages, *wanted))
      return *wanted;
  return "en";
}

void
safi_country_free (SafiCountry *country)
{
  g_free (country->code);
  g_free (country->name);
  g_free (country);
}

static SafiCountry *
make_country (const char *code, const char *language)
{
  UErrorCode status = U_ZERO_ERROR;
  UChar name[NAME_MAX_UNITS];
  g_autofree char *locale = g_strconcat ("und_", code, NULL);
  int32_t length = uloc_getDisplayCountry (locale, language, name, NAME_MAX_UNITS, &status);
  SafiCountry *country = g_new0 (SafiCountry, 1);

  country->code = g_strdup (code);
  if (U_SUCCESS (status) && length > 0 && length < NAME_MAX_UNITS)
    country->name = to_utf8 (name, length);
  if (country->name == NULL)
    country->name = g_strdup (code);
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
  g_autoptr (GPtrArray) countries =
      g_ptr_array_new_with_free_func ((GDestroyNotify) safi_country_free);
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
