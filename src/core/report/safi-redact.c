/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/report/safi-redact.h"

#include <string.h>

#include "core/mime/safi-address.h"

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

static void
find_form (const char *text, const char *form, SafiRedactFound found, gpointer user_data)
{
  const gsize length = strlen (form);

  for (const char *at = text; *at != '\0'; at++)
    if (g_ascii_strncasecmp (at, form, length) == 0) {
      found ((gsize) (at - text), length, user_data);
      at += length - 1;
    }
}

void
safi_redact_find (const char *text, GPtrArray *addresses, SafiRedactFound found, gpointer user_data)
{
  static const char *const joins[] = { "@", "=", "%40" };

  for (guint i = 0; i < addresses->len; i++) {
    const char *address = addresses->pdata[i];
    const char *at = strrchr (address, '@');
    g_autofree char *local = at != NULL ? g_strndup (address, (gsize) (at - address)) : NULL;

    for (guint join = 0; local != NULL && join < G_N_ELEMENTS (joins); join++) {
      g_autofree char *form = g_strconcat (local, joins[join], at + 1, NULL);

      find_form (text, form, found, user_data);
    }
  }
}

typedef struct {
  gsize start;
  gsize length;
} Span;

static void
found_cb (gsize start, gsize length, gpointer user_data)
{
  Span span = { start, length };

  g_array_append_val (user_data, span);
}

static int
compare_spans (gconstpointer a, gconstpointer b)
{
  const Span *one = a;
  const Span *other = b;

  return one->start < other->start ? -1 : one->start > other->start;
}

char *
safi_redact (const char *text, GPtrArray *addresses, const char *place)
{
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (Span));
  GString *out = g_string_new (NULL);
  gsize end = 0;

  safi_redact_find (text, addresses, found_cb, spans);
  g_array_sort (spans, compare_spans);
  for (guint i = 0; i < spans->len; i++) {
    const Span *span = &g_array_index (spans, Span, i);

    if (span->start >= end) {
      g_string_append_len (out, text + end, (gssize) (span->start - end));
      g_string_append (out, place);
    }
    end = MAX (end, span->start + span->length);
  }
  g_string_append (out, text + end);
  return g_string_free (out, FALSE);
}
