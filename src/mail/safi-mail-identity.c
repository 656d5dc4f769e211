/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/safi-mail-identity.h"

#include <string.h>

/* Stands in until core reads headers itself; core's own function takes its place at link time. */

static const char *const fields[] = { "message-id", "date", "from", "subject", "received" };

static char *
find_field (char **lines, const char *name)
{
  gsize length = strlen (name);

  for (guint i = 0; lines[i] != NULL && lines[i][0] != '\0'; i++)
    if (g_ascii_strncasecmp (lines[i], name, length) == 0 && lines[i][length] == ':')
      return lines[i] + length + 1;
  return NULL;
}

__attribute__ ((weak)) char *
safi_message_identity_from_header (const char *octets, gsize length)
{
  g_autoptr (GString) text = g_string_new_len (octets, (gssize) length);
  g_autoptr (GString) all = g_string_new (NULL);
  g_auto (GStrv) lines = NULL;

  g_string_replace (text, "\r\n", "\n", 0);
  g_string_replace (text, "\n ", " ", 0);
  g_string_replace (text, "\n\t", " ", 0);
  lines = g_strsplit (text->str, "\n", -1);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++) {
    const char *value = find_field (lines, fields[i]);
    g_autofree char *lower =
        value != NULL ? g_ascii_strdown (g_strstrip ((char *) value), -1) : NULL;

    g_string_append_printf (all, "%s\n", lower != NULL ? lower : "");
  }
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, all->str, (gssize) all->len);
}
