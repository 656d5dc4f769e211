/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/message/safi-message.h"
#include "core/mime/safi-header-field.h"

/* Feeds the identity's form of @field (NULL: missing) to @checksum. */
static void
add_to_identity (GChecksum *checksum, const SafiHeaderField *field)
{
  g_autoptr (GString) form = g_string_new (NULL);
  gsize length = field != NULL ? field->value_length : 0;
  gboolean blank = FALSE;

  for (gsize i = 0; i < length; i++) {
    char c = field->value[i];

    if (c == '\r' || c == '\n' || c == '\0')
      continue;
    if (c == ' ' || c == '\t') {
      blank = form->len > 0;
      continue;
    }
    if (blank)
      g_string_append_c (form, ' ');
    blank = FALSE;
    g_string_append_c (form, g_ascii_tolower (c));
  }
  g_string_append_c (form, '\n');
  g_checksum_update (checksum, (const guchar *) form->str, (gssize) form->len);
}

char *
safi_message_identity_from_header (const char *octets, gsize length)
{
  static const char *const names[] = { "Message-ID", "Date", "From", "Subject", "Received" };
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  SafiHeaderField found[G_N_ELEMENTS (names)] = { 0 };
  SafiHeaderField field;
  SafiHeaderIter iter;

  safi_header_iter_init (&iter, octets, length);
  while (safi_header_iter_next (&iter, &field))
    for (guint i = 0; i < G_N_ELEMENTS (names); i++)
      if (found[i].name == NULL && safi_header_field_is (&field, names[i]))
        found[i] = field;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    add_to_identity (checksum, found[i].name != NULL ? &found[i] : NULL);
  return g_strdup (g_checksum_get_string (checksum));
}
