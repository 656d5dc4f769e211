/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/safi-words-time.h"

#include <string.h>
#include <unicode/udat.h>
#include <unicode/uloc.h>

#define NAME_UNITS_MAX 64 /* UTF-16 units of the name of a month or a day */
#define LOCALE_MAX 64

/* The names of one language. */
typedef struct {
  char *language;
  UDateFormat *symbols; /* (nullable): ICU does not know it */
} Names;

static GMutex mutex;
static Names names; /* under the mutex */

/* ICU takes another language where it does not know one; its data have none of those names. */
static UDateFormat *
open_symbols (const char *language)
{
  g_autofree char *locale = g_strconcat (language, "@calendar=gregorian", NULL);
  char found[LOCALE_MAX];
  UErrorCode error = U_ZERO_ERROR;
  UDateFormat *symbols = udat_open (UDAT_DEFAULT, UDAT_DEFAULT, locale, NULL, -1, NULL, 0, &error);
  const char *actual;

  if (U_FAILURE (error))
    return NULL;
  actual = udat_getLocaleByType (symbols, ULOC_VALID_LOCALE, &error);
  if (U_FAILURE (error) || uloc_getLanguage (actual, found, sizeof found, &error) == 0 ||
      !g_str_has_prefix (language, found)) {
    udat_close (symbols);
    return NULL;
  }
  return symbols;
}

static void
use_language (const char *language)
{
  if (g_strcmp0 (names.language, language) == 0)
    return;
  g_clear_pointer (&names.language, g_free);
  g_clear_pointer (&names.symbols, udat_close);
  names.language = g_strdup (language);
  names.symbols = open_symbols (language);
}

/* Returns: (nullable) (transfer full). */
static char *
find_name (UDateFormatSymbolType type, int index)
{
  UChar name[NAME_UNITS_MAX];
  UErrorCode error = U_ZERO_ERROR;
  int length = udat_getSymbols (names.symbols, type, index, name, NAME_UNITS_MAX, &error);

  return U_SUCCESS (error) ? g_utf16_to_utf8 (name, length, NULL, NULL, NULL) : NULL;
}

/* Returns: (nullable) (transfer full): NULL if @letter asks for no name. */
static char *
name_of (GDateTime *time, char letter)
{
  switch (letter) {
  case 'A':
    return find_name (UDAT_WEEKDAYS, g_date_time_get_day_of_week (time) % 7 + 1); /* 1: Sunday */
  case 'B':
    return find_name (UDAT_MONTHS, g_date_time_get_month (time) - 1);
  case 'b':
    return find_name (UDAT_SHORT_MONTHS, g_date_time_get_month (time) - 1);
  default:
    return NULL;
  }
}

/* A name may not be taken for a part of a format. */
static void
append_name (GString *filled, const char *name)
{
  for (const char *at = name; *at != '\0'; at++) {
    if (*at == '%')
      g_string_append_c (filled, '%');
    g_string_append_c (filled, *at);
  }
}

static char *
fill_in_names (GDateTime *time, const char *format)
{
  g_autoptr (GString) filled = g_string_new (NULL);

  for (const char *at = format; *at != '\0'; at++) {
    g_autofree char *name = at[0] == '%' ? name_of (time, at[1]) : NULL;

    if (name != NULL) {
      append_name (filled, name);
      at++;
    } else {
      g_string_append_c (filled, *at);
      if (at[0] == '%' && at[1] != '\0')
        g_string_append_c (filled, *++at);
    }
  }
  return g_string_free (g_steal_pointer (&filled), FALSE);
}

char *
safi_words_format_time (GDateTime *time, const char *format)
{
  g_autofree char *language = g_strdup (g_get_language_names ()[0]);
  g_autofree char *filled = NULL;
  char *words;

  language[strcspn (language, ".@")] = '\0'; /* without a codeset */
  g_mutex_lock (&mutex);
  use_language (language);
  if (names.symbols != NULL)
    filled = fill_in_names (time, format);
  g_mutex_unlock (&mutex);
  words = g_date_time_format (time, filled != NULL ? filled : format);
  return words != NULL ? words : g_date_time_format (time, "%F %H:%M");
}
