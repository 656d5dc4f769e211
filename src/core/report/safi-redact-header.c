/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/report/safi-redact-header.h"

#include <string.h>

#include <gmime/gmime.h>

#include "core/mime/safi-address.h"
#include "core/report/safi-redact.h"
#include "core/text/safi-text.h"

typedef enum {
  TRACE,   /* the form matters: only addresses go */
  AUTHORS, /* mailboxes with names */
  WORDS,   /* what people read */
  RETURN,  /* one address, in which codes stand for people */
  PATHS,   /* web addresses made for this one person */
  OTHER
} Treatment;

static const struct {
  const char *name; /* with a final "-": all that begin so */
  Treatment treatment;
} treatments[] = {
  { "Received", TRACE },   { "Received-SPF", TRACE },   { "Authentication-Results", TRACE },
  { "ARC-", TRACE },       { "DKIM-Signature", TRACE }, { "Date", TRACE },
  { "Message-ID", TRACE }, { "MIME-Version", TRACE },   { "Content-", TRACE },
  { "From", AUTHORS },     { "Sender", AUTHORS },       { "Reply-To", AUTHORS },
  { "Subject", WORDS },    { "Return-Path", RETURN },   { "List-", PATHS },
};

static Treatment
find_treatment (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (treatments); i++) {
    const gsize length = strlen (treatments[i].name);

    if (g_ascii_strcasecmp (name, treatments[i].name) == 0 ||
        (treatments[i].name[length - 1] == '-' &&
         g_ascii_strncasecmp (name, treatments[i].name, length) == 0))
      return treatments[i].treatment;
  }
  return OTHER;
}

/* Returns: (transfer full). */
static char *
write_authors (SafiRedactor *redactor, const char *value)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) safi_address_free);
  GString *out = g_string_new (NULL);

  safi_address_parse (value, found);
  for (guint i = 0; i < found->len; i++) {
    const SafiAddress *author = found->pdata[i];
    g_autofree char *name = safi_redactor_run (redactor, author->name != NULL ? author->name : "",
                                               SAFI_REDACT_NAMES | SAFI_REDACT_LINKS, FALSE);
    g_autofree char *encoded = g_mime_utils_header_encode_phrase (NULL, name, "utf-8");
    g_autofree char *address = safi_redactor_run (redactor, author->address, 0, FALSE);

    g_string_append_printf (out, "%s%s%s<%s>", i > 0 ? ", " : "", encoded,
                            *encoded != '\0' ? " " : "",
                            strchr (address, '@') != NULL ? address : SAFI_REDACTED_ADDRESS);
  }
  return g_string_free (out, FALSE);
}

/* Returns: (transfer full): encoded where it needs it. */
static char *
write_words (SafiRedactor *redactor, const char *decoded, SafiRedactWhat what)
{
  g_autofree char *words = safi_redactor_run (redactor, decoded, what, FALSE);

  return g_mime_utils_header_encode_text (NULL, words, "utf-8");
}

/* @value: unfolded; @decoded: as people read it. Returns: (transfer full): the value without what
 * tells of the person; the same as @value if there is nothing. */
static char *
treat (SafiRedactor *redactor, const char *name, const char *value, const char *decoded)
{
  static const SafiRedactWhat all = SAFI_REDACT_NAMES | SAFI_REDACT_LINKS;
  g_autofree char *words = NULL;

  switch (find_treatment (name)) {
  case TRACE:
    return safi_redactor_run (redactor, value, 0, FALSE);
  case RETURN:
    words = safi_redactor_run_address (redactor, value);
    return g_str_has_suffix (words, ">") || *value != '<' ? g_steal_pointer (&words)
                                                          : g_strconcat ("<", words, ">", NULL);
  case PATHS:
    return safi_redactor_run (redactor, value, SAFI_REDACT_PATHS, FALSE);
  case AUTHORS:
    words = safi_redactor_run (redactor, decoded, all, FALSE);
    return g_str_equal (words, decoded) ? g_strdup (value) : write_authors (redactor, value);
  case WORDS:
    words = safi_redactor_run (redactor, decoded, all, FALSE);
    return g_str_equal (words, decoded) ? g_strdup (value) : write_words (redactor, decoded, all);
  case OTHER:
  default:
    return write_words (redactor, decoded, all | SAFI_REDACT_CODES);
  }
}

static gboolean
can_be_read (SafiRedactor *redactor, const char *value)
{
  const SafiHeaderField field = { .value = value, .value_length = strlen (value) };
  g_autofree char *decoded = safi_header_field_decode (&field);

  return safi_redactor_leaks (redactor, value) || safi_redactor_leaks (redactor, decoded);
}

static gsize
measure_value (const SafiHeaderField *field)
{
  const gsize length = field->value_length;

  return length > 0 && field->value[length - 1] == '\r' ? length - 1 : length;
}

/* Long fields were folded before a tab, and are again. */
static void
add_folded (GString *out, const char *value)
{
  g_auto (GStrv) lines = g_strsplit (value, "\t", -1);
  g_autofree char *folded = g_strjoinv ("\r\n\t", lines);

  g_string_append_printf (out, " %s", folded);
}

/* Returns: (transfer full): as treat(), and nothing of a value that cannot be looked at in whole:
 * it could tell what was not seen. */
static char *
treat_field (SafiRedactor *redactor, const SafiHeaderField *field, const char *value)
{
  g_autofree char *name = g_strndup (field->name, field->name_length);
  g_autofree char *decoded = safi_header_field_decode (field);
  g_autofree char *treated = NULL;

  if (safi_redact_is_recipient_field (name))
    return g_strdup (SAFI_REDACTED_ADDRESS);
  if (strlen (value) <= SAFI_MESSAGE_HEADER_OCTETS_MAX)
    treated = treat (redactor, name, value, decoded);
  if (treated == NULL || strlen (treated) > SAFI_MESSAGE_HEADER_OCTETS_MAX ||
      can_be_read (redactor, treated))
    return g_strdup (SAFI_REDACTED);
  return g_steal_pointer (&treated);
}

void
safi_redact_field (SafiRedactor *redactor, const SafiHeaderField *field, GString *out)
{
  g_autofree char *name = g_strndup (field->name, field->name_length);
  g_autoptr (GString) unfolded = NULL;
  g_autofree char *value = NULL;
  g_autofree char *treated = NULL;

  if (safi_redactor_leaks (redactor, name))
    return;
  unfolded = safi_header_field_unfold (field, field->value_length);
  value = safi_text_make_valid (unfolded->str, (gssize) unfolded->len);
  treated = treat_field (redactor, field, value);
  g_string_append_printf (out, "%s:", name);
  if (g_str_equal (treated, value))
    g_string_append_len (out, field->value, (gssize) measure_value (field));
  else
    add_folded (out, treated);
  g_string_append (out, "\r\n");
}

void
safi_redact_header (SafiRedactor *redactor, const char *octets, gsize length, GString *out)
{
  SafiHeaderIter iter;
  SafiHeaderField field;

  safi_header_iter_init (&iter, octets, length);
  while (safi_header_iter_next (&iter, &field))
    safi_redact_field (redactor, &field, out);
}
