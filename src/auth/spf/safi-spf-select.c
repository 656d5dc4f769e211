/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/spf/safi-spf-select.h"

#include <string.h>

#define SPF1 "v=spf1"
#define SPF2 "spf2."

static gboolean
has_prefix (const GString *text, const char *prefix)
{
  gsize length = strlen (prefix);

  return text->len >= length && g_ascii_strncasecmp (text->str, prefix, length) == 0;
}

/* Returns the octets of the version section, which a blank or the end follows. */
static gsize
measure_version (const GString *text)
{
  const char *blank = memchr (text->str, ' ', text->len);

  return blank != NULL ? (gsize) (blank - text->str) : text->len;
}

static gboolean
is_spf1 (const GString *text)
{
  return has_prefix (text, SPF1) && measure_version (text) == strlen (SPF1);
}

/* ALPHA *( ALPHA / DIGIT / "-" / "_" / "." ) (RFC 4406, 3.1) */
static gboolean
is_scope_name (const char *name)
{
  if (!g_ascii_isalpha (*name))
    return FALSE;
  while (g_ascii_isalnum (*name) || *name == '-' || *name == '_' || *name == '.')
    name++;
  return *name == '\0';
}

/* Looks for @scope among "spf2." digits "/" scope *( "," scope ). A minor version that is not known
 * is like 0; an unknown scope does no harm (RFC 4406, 3.1). */
static gboolean
has_scope (const GString *text, const char *scope)
{
  g_autofree char *version = g_strndup (text->str, measure_version (text));
  const char *at;
  g_auto (GStrv) scopes = NULL;
  gboolean found = FALSE;

  if (!has_prefix (text, SPF2) || strlen (version) != measure_version (text) ||
      !g_ascii_isdigit (version[strlen (SPF2)]))
    return FALSE;
  at = version + strlen (SPF2);
  while (g_ascii_isdigit (*at))
    at++;
  if (*at != '/')
    return FALSE;
  scopes = g_strsplit (at + 1, ",", -1);
  for (guint i = 0; scopes[i] != NULL; i++) {
    if (!is_scope_name (scopes[i]))
      return FALSE;
    found = found || g_ascii_strcasecmp (scopes[i], scope) == 0;
  }
  return found;
}

static void
count (SafiSpfSelection *selection, const GString *text)
{
  gsize version = measure_version (text);

  if (selection->n_records++ > 0)
    return;
  selection->terms = text->str + version;
  selection->length = text->len - version;
}

SafiSpfSelection
safi_spf_select (const SafiDnsAnswer *answer, SafiSpfScope scope)
{
  SafiSpfSelection spf1 = { 0 }, spf2 = { .is_explicit = TRUE };

  for (guint i = 0; i < answer->records->len; i++) {
    const SafiDnsRecord *record = answer->records->pdata[i];

    if (record->text == NULL)
      continue;
    if (is_spf1 (record->text))
      count (&spf1, record->text);
    else if (scope != SAFI_SPF_SCOPE_SPF &&
             has_scope (record->text, scope == SAFI_SPF_SCOPE_PRA ? "pra" : "mfrom"))
      count (&spf2, record->text);
  }
  return spf2.n_records > 0 ? spf2 : spf1;
}
