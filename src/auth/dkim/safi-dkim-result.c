/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/dkim/safi-dkim-private.h"

/* The fields that people are shown, or that decide what they are shown. */
static const char *const shown_fields[] = { "from", "subject",  "date",
                                            "to",   "reply-to", "content-type" };

static guint
count_name (const GPtrArray *names, const char *name)
{
  guint n = 0;

  for (guint i = 0; i < names->len; i++)
    n += g_str_equal (names->pdata[i], name);
  return n;
}

/* Returns: (nullable): the first field that stands more often in the message than in h=. */
static const char *
find_added_field (SafiSignedMessage *message, const GPtrArray *names)
{
  for (guint i = 0; i < G_N_ELEMENTS (shown_fields); i++) {
    guint n_signed = count_name (names, shown_fields[i]);

    if (n_signed > 0 && safi_signed_message_count_fields (message, shown_fields[i]) > n_signed)
      return shown_fields[i];
  }
  return NULL;
}

static char **
copy_names (const GPtrArray *names)
{
  char **copy = g_new0 (char *, (names != NULL ? names->len : 0) + 1);

  for (guint i = 0; names != NULL && i < names->len; i++)
    copy[i] = g_utf8_make_valid (names->pdata[i], -1);
  return copy;
}

static const char *
name_canonical (SafiCanonical canonical)
{
  return canonical == SAFI_CANONICAL_RELAXED ? "relaxed" : "simple";
}

SafiDkimResult *
safi_dkim_result_new (SafiSignedMessage *message, const SafiDkimSignature *signature)
{
  SafiDkimResult *self = g_atomic_rc_box_new0 (SafiDkimResult);

  self->domain = g_strdup (signature->domain);
  self->selector = g_strdup (signature->selector);
  self->identity = g_utf8_make_valid (signature->identity, -1);
  self->algorithm = safi_dkim_signature_get_algorithm (signature);
  self->canonicalization =
      g_strconcat (name_canonical (signature->header), "/", name_canonical (signature->body), NULL);
  self->length = signature->length;
  self->timestamp = signature->timestamp;
  self->expiration = signature->expiration;
  self->signed_fields = copy_names (signature->names);
  if (signature->names != NULL)
    self->added_field = find_added_field (message, signature->names);
  return self;
}

SafiDkimResult *
safi_dkim_result_ref (SafiDkimResult *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_result (gpointer data)
{
  SafiDkimResult *self = data;

  g_free (self->domain);
  g_free (self->selector);
  g_free (self->identity);
  g_free (self->canonicalization);
  g_free (self->key_record);
  g_strfreev (self->signed_fields);
}

void
safi_dkim_result_unref (SafiDkimResult *self)
{
  g_atomic_rc_box_release_full (self, clear_result);
}
