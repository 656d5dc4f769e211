/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/catalogue/safi-words-catalogue.h"

#include <glib/gi18n-lib.h>
#include <libintl.h>
#include <locale.h>
#include <string.h>

#include "words/catalogue/safi-catalogue.h"

#define CODE_MIN 2 /* letters of the code of a language (RFC 5646, section 4.4.1) */
#define CODE_MAX 35

/* glibc reads catalogues anew when this counter changes (its manual, "Being a gettext
 * programmer"). */
extern int _nl_msg_cat_cntr;

const char *
safi_words_get_catalogue_dir (void)
{
#ifdef SAFI_FAIL_POINTS
  const char *dir = g_getenv ("SAFIBOX_LOCALE_DIR");

  if (dir != NULL)
    return dir;
#endif
  return SAFI_LOCALE_DIR;
}

gboolean
safi_words_is_draft (const char *domain)
{
  const char *const nothing = ""; /* translated by the header, which is no string of ours */
  const char *header = dgettext (domain, nothing); /* empty without a catalogue */
  g_autofree char *reviewer = safi_catalogue_find_field (header, SAFI_REVIEWER_FIELD);

  return *header != '\0' && reviewer[0] == '\0';
}

void
safi_words_bind_catalogues (void)
{
  static const char *const domains[] = { GETTEXT_PACKAGE, SAFI_TIPS_DOMAIN };

  for (guint i = 0; i < G_N_ELEMENTS (domains); i++) {
    bindtextdomain (domains[i], safi_words_get_catalogue_dir ());
    bind_textdomain_codeset (domains[i], "UTF-8");
  }
}

static gboolean
is_c (const char *locale)
{
  return locale == NULL || g_str_equal (locale, "C") || g_str_equal (locale, "POSIX") ||
         g_str_has_prefix (locale, "C.");
}

/* What is started from here shall look for its locales where it always does. */
static gboolean
set_alias (void)
{
  g_autofree char *before = g_strdup (g_getenv ("LOCPATH"));
  gboolean done;

  g_setenv ("LOCPATH", SAFI_LOCALE_ALIAS_DIR, TRUE);
  done = setlocale (LC_MESSAGES, SAFI_LOCALE_ALIAS) != NULL;
  if (before != NULL)
    g_setenv ("LOCPATH", before, TRUE);
  else
    g_unsetenv ("LOCPATH");
  return done;
}

void
safi_words_leave_c_locale (void)
{
  const char *letters = setlocale (LC_CTYPE, NULL);

  if (!is_c (setlocale (LC_MESSAGES, NULL)))
    return;
  if (letters == NULL || g_str_equal (letters, "C") || g_str_equal (letters, "POSIX"))
    setlocale (LC_CTYPE, "C.UTF-8");
  if (!set_alias () && setlocale (LC_MESSAGES, "en_US.UTF-8") == NULL)
    setlocale (LC_MESSAGES, "C.UTF-8");
}

char *
safi_words_speak (const char *language)
{
  char *before = g_strdup (g_getenv ("LANGUAGE"));

  if (language != NULL)
    g_setenv ("LANGUAGE", language, TRUE);
  else
    g_unsetenv ("LANGUAGE");
  _nl_msg_cat_cntr++;
  return before;
}

/* It is written into files whose signs it must not have. */
static gboolean
is_code (const char *text)
{
  const gsize length = strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                     "0123456789-");

  return text[length] == '\0' && length >= CODE_MIN && length <= CODE_MAX;
}

const char *
safi_words_get_language (void)
{
  /* Translators: the code of your language as in HTML, such as "sw" or "pt-BR". */
  const char *code = C_ ("code of the language", "en");

  return is_code (code) ? code : "en";
}
