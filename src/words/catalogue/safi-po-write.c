/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/catalogue/safi-po.h"

#include <string.h>

#include "words/catalogue/safi-plural.h"

static void
append_escaped (GString *text, const char *part, gsize length)
{
  static const char escapes[] = "\nn\tt\rr\"\"\\\\\aa\bb\ff\vv";

  for (gsize i = 0; i < length; i++) {
    gsize k = 0;

    while (escapes[k] != '\0' && escapes[k] != part[i])
      k += 2;
    if (escapes[k] != '\0')
      g_string_append_printf (text, "\\%c", escapes[k + 1]);
    else
      g_string_append_c (text, part[i]);
  }
}

/* A text of several lines begins in a line of its own. */
static void
append_string (GString *text, const char *word, const char *value)
{
  g_string_append_printf (text, "%s ", word);
  if (strchr (value, '\n') != NULL)
    g_string_append (text, "\"\"\n");
  do {
    const char *end = strchr (value, '\n');
    const gsize length = end != NULL ? (gsize) (end - value) + 1 : strlen (value);

    g_string_append_c (text, '"');
    append_escaped (text, value, length);
    g_string_append (text, "\"\n");
    value += length;
  } while (*value != '\0');
}

static void
append_comments (GString *text, const SafiPhrase *phrase)
{
  g_auto (GStrv) lines = g_strsplit (phrase->comment != NULL ? phrase->comment : "", "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    g_string_append_printf (text, "#. %s\n", lines[i]);
  if (phrase->is_format)
    g_string_append (text, "#, c-format\n");
}

static void
append_plural (GString *text, const SafiPhrase *phrase, guint n_forms)
{
  const guint n_there = phrase->forms != NULL ? g_strv_length (phrase->forms) : 0;

  append_string (text, "msgid_plural", phrase->plural);
  for (guint i = 0; i < n_forms; i++) {
    g_autofree char *word = g_strdup_printf ("msgstr[%u]", i);

    append_string (text, word, i < n_there ? phrase->forms[i] : "");
  }
}

static void
append_phrase (GString *text, const SafiPhrase *phrase, guint n_forms)
{
  g_string_append_c (text, '\n');
  append_comments (text, phrase);
  if (phrase->context != NULL)
    append_string (text, "msgctxt", phrase->context);
  append_string (text, "msgid", phrase->id);
  if (phrase->plural != NULL)
    append_plural (text, phrase, n_forms);
  else
    append_string (text, "msgstr",
                   phrase->forms != NULL && phrase->forms[0] != NULL ? phrase->forms[0] : "");
}

static SafiPoFaultKind
check_text (const char *text)
{
  if (strlen (text) > SAFI_PO_TEXT_OCTETS_MAX)
    return SAFI_PO_TOO_LONG;
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    if (g_unichar_iscntrl (g_utf8_get_char (at)) && *at != '\n' && *at != '\t')
      return SAFI_PO_CONTROL;
  return SAFI_PO_FINE;
}

SafiPoFaultKind
safi_po_check_forms (const char *const *forms)
{
  SafiPoFaultKind fault = SAFI_PO_FINE;

  for (guint i = 0; forms[i] != NULL && fault == SAFI_PO_FINE; i++)
    fault = check_text (forms[i]);
  return fault;
}

GBytes *
safi_po_write (const SafiCatalogue *catalogue)
{
  GString *text = g_string_new ("msgid \"\"\n");
  g_autofree char *formula = safi_catalogue_find_field (catalogue->header, "Plural-Forms");
  SafiPlural plural = { 2, "" };

  safi_plural_parse (formula, &plural);
  append_string (text, "msgstr", catalogue->header);
  for (guint i = 0; i < catalogue->phrases->len; i++)
    append_phrase (text, catalogue->phrases->pdata[i], plural.n_forms);
  return g_string_free_to_bytes (text);
}
