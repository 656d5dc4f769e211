/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/safi-redact.h"

#include <string.h>

#include "core/safi-address.h"

static const char *const recipient_fields[] = { "To",
                                                "Cc",
                                                "Bcc",
                                                "Resent-To",
                                                "Resent-Cc",
                                                "Apparently-To",
                                                "Envelope-To",
                                                "X-Envelope-To",
                                                "X-Original-To",
                                                "Delivered-To",
                                                "X-Forwarded-To" };

gboolean
safi_redact_is_recipient_field (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (recipient_fields); i++)
    if (g_ascii_strcasecmp (recipient_fields[i], name) == 0)
      return TRUE;
  return FALSE;
}

static void
add_address (GPtrArray *addresses, const char *address)
{
  if (strchr (address, '@') == NULL || addresses->len >= SAFI_REDACT_ADDRESSES_MAX ||
      g_ptr_array_find_with_equal_func (addresses, address, g_str_equal, NULL))
    return;
  g_ptr_array_add (addresses, g_strdup (address));
}

static void
add_field (GPtrArray *addresses, const char *value)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) safi_address_free);

  safi_address_parse (value, found);
  for (guint i = 0; i < found->len; i++)
    add_address (addresses, ((const SafiAddress *) found->pdata[i])->address);
}

GPtrArray *
safi_redact_collect (SafiMessage *message, const char *const *own)
{
  GPtrArray *addresses = g_ptr_array_new_with_free_func (g_free);
  GPtrArray *headers = message != NULL ? safi_message_get_headers (message) : NULL;

  for (guint i = 0; own != NULL && own[i] != NULL; i++)
    add_address (addresses, own[i]);
  for (guint i = 0; headers != NULL && i < headers->len; i++) {
    const SafiHeader *header = headers->pdata[i];

    if (safi_redact_is_recipient_field (header->name))
      add_field (addresses, header->value);
  }
  return addresses;
}

/* Returns: (transfer full): @text with @place for each @word, in any case. */
static char *
replace (const char *text, const char *word, const char *place)
{
  const gsize length = strlen (word);
  GString *out = g_string_new (NULL);

  while (*text != '\0') {
    if (g_ascii_strncasecmp (text, word, length) == 0) {
      g_string_append (out, place);
      text += length;
    } else {
      g_string_append_c (out, *text++);
    }
  }
  return g_string_free (out, FALSE);
}

char *
safi_redact (const char *text, GPtrArray *addresses, const char *place)
{
  static const char *const joins[] = { "@", "=", "%40" };
  char *out = g_strdup (text);

  for (guint i = 0; i < addresses->len; i++) {
    const char *at = strrchr (addresses->pdata[i], '@');
    g_autofree char *local =
        g_strndup (addresses->pdata[i], (gsize) (at - (char *) addresses->pdata[i]));

    for (guint join = 0; join < G_N_ELEMENTS (joins); join++) {
      g_autofree char *word = g_strconcat (local, joins[join], at + 1, NULL);
      char *next = replace (out, word, place);

      g_free (out);
      out = next;
    }
  }
  return out;
}
