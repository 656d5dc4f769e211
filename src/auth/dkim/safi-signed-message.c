/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/dkim/safi-signed-message.h"

#include <string.h>

struct _SafiSignedMessage {
  GBytes *octets;
  GArray *fields;      /* (element-type SafiHeaderField): top to bottom */
  GHashTable *by_name; /* name in lower case -> GArray of numbers, top to bottom */
  SafiBodyHashes *body;
  gboolean is_too_large;
  gboolean is_repaired; /* the header */
};

static void
add_field (SafiSignedMessage *self, const SafiHeaderField *field)
{
  g_autofree char *name = g_ascii_strdown (field->name, (gssize) field->name_length);
  GArray *numbers = g_hash_table_lookup (self->by_name, name);
  guint number = self->fields->len;

  g_array_append_val (self->fields, *field);
  if (numbers == NULL) {
    numbers = g_array_new (FALSE, FALSE, sizeof (guint));
    g_hash_table_insert (self->by_name, g_steal_pointer (&name), numbers);
  }
  g_array_append_val (numbers, number);
}

/* TRUE if a line ends in LF or CR alone. */
static gboolean
has_bare_line_end (const char *at, const char *end)
{
  const char *start = at;

  for (; at < end; at++)
    if ((*at == '\n' && (at == start || at[-1] != '\r')) ||
        (*at == '\r' && (at + 1 == end || at[1] != '\n')))
      return TRUE;
  return FALSE;
}

static void
read_header (SafiSignedMessage *self, const char *octets, gsize length)
{
  SafiHeaderIter iter;
  SafiHeaderField field;

  safi_header_iter_init (&iter, octets, length);
  while (safi_header_iter_next (&iter, &field)) {
    if (self->fields->len == SAFI_SIGNED_MESSAGE_FIELDS_MAX ||
        iter.at - octets > SAFI_SIGNED_MESSAGE_HEADER_OCTETS_MAX) {
      self->is_too_large = TRUE;
      break;
    }
    add_field (self, &field);
  }
  self->is_repaired = has_bare_line_end (octets, iter.at);
  self->body = safi_body_hashes_new (iter.at, (gsize) (iter.end - iter.at));
}

SafiSignedMessage *
safi_signed_message_new (GBytes *octets)
{
  SafiSignedMessage *self = g_rc_box_new0 (SafiSignedMessage);
  gsize length;
  const char *data = g_bytes_get_data (octets, &length);

  self->octets = g_bytes_ref (octets);
  self->fields = g_array_new (FALSE, FALSE, sizeof (SafiHeaderField));
  self->by_name =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  read_header (self, data != NULL ? data : "", length);
  self->is_too_large |= length > SAFI_SIGNED_MESSAGE_OCTETS_MAX;
  return self;
}

SafiSignedMessage *
safi_signed_message_ref (SafiSignedMessage *self)
{
  return g_rc_box_acquire (self);
}

static void
clear_message (gpointer data)
{
  SafiSignedMessage *self = data;

  g_bytes_unref (self->octets);
  g_array_unref (self->fields);
  g_hash_table_unref (self->by_name);
  safi_body_hashes_free (self->body);
}

void
safi_signed_message_unref (SafiSignedMessage *self)
{
  g_rc_box_release_full (self, clear_message);
}

gboolean
safi_signed_message_is_too_large (SafiSignedMessage *self)
{
  return self->is_too_large;
}

gboolean
safi_signed_message_is_repaired (SafiSignedMessage *self)
{
  return self->is_repaired || safi_body_hashes_is_repaired (self->body);
}

guint
safi_signed_message_get_n_fields (SafiSignedMessage *self)
{
  return self->fields->len;
}

const SafiHeaderField *
safi_signed_message_get_field (SafiSignedMessage *self, guint number)
{
  return &g_array_index (self->fields, SafiHeaderField, number);
}

guint
safi_signed_message_count_fields (SafiSignedMessage *self, const char *name)
{
  const GArray *numbers = g_hash_table_lookup (self->by_name, name);

  return numbers != NULL ? numbers->len : 0;
}

guint
safi_signed_message_want_body (SafiSignedMessage *self, const SafiDkimSignature *signature)
{
  return safi_body_hashes_want (self->body, signature->body, signature->hash, signature->length);
}

SafiDkimReason
safi_signed_message_compare_body (SafiSignedMessage *self,
                                  const SafiDkimSignature *signature,
                                  guint number,
                                  gboolean *ret_is_partial)
{
  guint64 whole;
  const SafiDigest *digest = safi_body_hashes_get (self->body, number, &whole);
  gsize length;
  const guint8 *octets = g_bytes_get_data (signature->body_hash, &length);

  *ret_is_partial = signature->length < whole;
  if (digest == NULL)
    return SAFI_DKIM_REASON_BODY_LENGTH;
  if (digest->length == 0)
    return SAFI_DKIM_REASON_REFUSED;
  return length == digest->length && memcmp (octets, digest->octets, length) == 0
             ? SAFI_DKIM_REASON_NONE
             : SAFI_DKIM_REASON_BODY;
}

/* Returns the number of the next field of this name, from the bottom up, or G_MAXUINT; @own is no
 * candidate. @used: name -> how many of its fields were passed already. */
static guint
take_field (SafiSignedMessage *self, GHashTable *used, const char *name, guint own)
{
  const GArray *numbers = g_hash_table_lookup (self->by_name, name);
  guint n_used = GPOINTER_TO_UINT (g_hash_table_lookup (used, name));
  guint taken = G_MAXUINT;

  while (numbers != NULL && n_used < numbers->len && taken == G_MAXUINT) {
    taken = g_array_index (numbers, guint, numbers->len - 1 - n_used);
    n_used++;
    if (taken == own)
      taken = G_MAXUINT;
  }
  g_hash_table_insert (used, (gpointer) name, GUINT_TO_POINTER (n_used));
  return taken;
}

void
safi_signed_message_hash_header (SafiSignedMessage *self,
                                 const SafiDkimSignature *signature,
                                 guint number,
                                 SafiDigest *ret_digest)
{
  g_autoptr (GHashTable) used = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GString) header = g_string_new (NULL);
  g_autoptr (SafiHash) hash = safi_hash_new (signature->hash);

  for (guint i = 0; i < signature->names->len; i++) {
    guint taken = take_field (self, used, signature->names->pdata[i], number);

    if (taken == G_MAXUINT)
      continue;
    safi_canonical_add_field (signature->header, safi_signed_message_get_field (self, taken),
                              header);
    g_string_append (header, "\r\n");
  }
  safi_canonical_add_signature_field (signature->header,
                                      safi_signed_message_get_field (self, number), header);
  safi_hash_update (hash, header->str, header->len);
  safi_hash_peek (hash, ret_digest);
}
