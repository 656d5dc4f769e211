/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/dkim/safi-dkim-name.h"

#include <string.h>

#include "core/url/safi-domain.h"

static gboolean
is_host_name (const char *name)
{
  gsize length = strlen (name);

  if (length == 0 || name[0] == '.' || name[length - 1] == '.' || strstr (name, "..") != NULL)
    return FALSE;
  for (; *name != '\0'; name++)
    if (!g_ascii_isalnum (*name) && strchr ("-_.", *name) == NULL)
      return FALSE;
  return TRUE;
}

char *
safi_dkim_name_normalise (const char *name)
{
  g_autofree char *lower = NULL;

  if (!g_str_is_ascii (name))
    return g_utf8_validate (name, -1, NULL) ? safi_domain_normalise (name) : g_strdup ("");
  lower = g_ascii_strdown (name, -1);
  return is_host_name (lower) ? g_steal_pointer (&lower) : g_strdup ("");
}

gboolean
safi_dkim_name_is_at_or_below (const char *domain, const char *parent)
{
  gsize length = strlen (domain), parent_length = strlen (parent);

  return g_str_has_suffix (domain, parent) &&
         (length == parent_length || domain[length - parent_length - 1] == '.');
}

char *
safi_dkim_decode_quoted (const char *value)
{
  g_autoptr (GString) decoded = g_string_new (NULL);

  for (const char *at = value; *at != '\0'; at++) {
    int high, low;

    if (g_ascii_isspace (*at))
      continue;
    if (*at != '=') {
      g_string_append_c (decoded, *at);
      continue;
    }
    high = g_ascii_xdigit_value (at[1]);
    low = high >= 0 ? g_ascii_xdigit_value (at[2]) : -1;
    if (low < 0 || high * 16 + low < ' ' || high * 16 + low == 127)
      return NULL;
    g_string_append_c (decoded, (char) (high * 16 + low));
    at += 2;
  }
  return g_string_free (g_steal_pointer (&decoded), FALSE);
}
