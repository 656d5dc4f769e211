/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/dkim/safi-dkim.h"

#include "auth/dkim/safi-dkim-private.h"
#include "core/url/safi-domain.h"

typedef struct {
  SafiDkimSignature *signature;
  guint field; /* the number of its field */
  guint body;  /* the number of its body hash */
} Signed;

struct _SafiDkim {
  SafiSignedMessage *message;
  GArray *signatures; /* (element-type Signed): top to bottom */
};

static void
clear_signed (gpointer data)
{
  safi_dkim_signature_free (((Signed *) data)->signature);
}

/* TRUE if the signature is one that a key could confirm. */
static gboolean
is_usable (SafiDkim *self, const Signed *item)
{
  return item->signature->reason == SAFI_DKIM_REASON_NONE &&
         !safi_signed_message_is_too_large (self->message);
}

static void
add_signature (SafiDkim *self, guint number)
{
  const SafiHeaderField *field = safi_signed_message_get_field (self->message, number);
  Signed item = { .field = number };

  item.signature = safi_dkim_signature_new (SAFI_DKIM_SIGNATURE, field->value, field->value_length);
  if (is_usable (self, &item))
    item.body = safi_signed_message_want_body (self->message, item.signature);
  g_array_append_val (self->signatures, item);
}

SafiDkim *
safi_dkim_new (SafiSignedMessage *message)
{
  SafiDkim *self = g_new0 (SafiDkim, 1);
  guint n_fields = safi_signed_message_get_n_fields (message);

  self->message = safi_signed_message_ref (message);
  self->signatures = g_array_new (FALSE, FALSE, sizeof (Signed));
  g_array_set_clear_func (self->signatures, clear_signed);
  for (guint i = 0; i < n_fields && self->signatures->len < SAFI_DKIM_SIGNATURES_MAX; i++)
    if (safi_header_field_is (safi_signed_message_get_field (message, i), "DKIM-Signature"))
      add_signature (self, i);
  return self;
}

void
safi_dkim_free (SafiDkim *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->signatures);
  safi_signed_message_unref (self->message);
  g_free (self);
}

char **
safi_dkim_list_key_names (SafiDkim *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < self->signatures->len; i++) {
    const Signed *item = &g_array_index (self->signatures, Signed, i);
    g_autofree char *name = NULL;
    g_autofree char *lower = NULL;

    if (!is_usable (self, item))
      continue;
    name = safi_dkim_key_make_name (item->signature->domain, item->signature->selector);
    lower = g_ascii_strdown (name, -1);
    if (!g_hash_table_contains (seen, lower))
      g_strv_builder_add (builder, lower);
    g_hash_table_add (seen, g_steal_pointer (&lower));
  }
  return g_strv_builder_end (builder);
}

SafiDkimOutcome
safi_dkim_compare (SafiSignedMessage *message,
                   const SafiDkimSignature *signature,
                   guint field,
                   guint body,
                   const SafiDkimKey *key,
                   SafiDkimOptions options)
{
  SafiDkimOutcome outcome = { 0 };
  SafiDkimReason reason;
  SafiDigest digest;

  safi_signed_message_hash_header (message, signature, field, &digest);
  outcome.code = safi_dkim_key_verify (key, signature, &digest, options, &outcome.reason);
  if (outcome.code != SAFI_AUTH_PASS && outcome.code != SAFI_AUTH_POLICY)
    return outcome;
  reason = safi_signed_message_compare_body (message, signature, body, &outcome.is_partial);
  if (reason == SAFI_DKIM_REASON_NONE)
    return outcome;
  outcome.reason = reason;
  outcome.is_body_changed = reason == SAFI_DKIM_REASON_BODY;
  outcome.code = SAFI_AUTH_FAIL;
  if (reason == SAFI_DKIM_REASON_BODY_LENGTH)
    outcome.code = SAFI_AUTH_PERMERROR;
  else if (reason == SAFI_DKIM_REASON_REFUSED)
    outcome.code = SAFI_AUTH_POLICY;
  return outcome;
}

static gboolean
is_added_to (SafiDkim *self, const Signed *item)
{
  g_autoptr (SafiDkimResult) result = safi_dkim_result_new (self->message, item->signature);

  if (result->added_field == NULL && result->length != SAFI_BODY_LENGTH_ALL)
    safi_signed_message_compare_body (self->message, item->signature, item->body,
                                      &result->is_partial);
  return result->added_field != NULL || result->is_partial;
}

gboolean
safi_dkim_covers_what_is_seen (SafiDkim *self, const char *author)
{
  gboolean is_signed = FALSE;

  for (guint i = 0; i < self->signatures->len; i++) {
    const Signed *item = &g_array_index (self->signatures, Signed, i);

    if (!is_usable (self, item) || !safi_domain_is_same_owner (author, item->signature->domain))
      continue;
    if (!is_added_to (self, item))
      return TRUE;
    is_signed = TRUE;
  }
  return !is_signed;
}

/* What needs no key. Returns: NONE if the key has to decide. */
static SafiDkimReason
find_fault (SafiDkim *self, const Signed *item, gint64 received)
{
  if (item->signature->reason != SAFI_DKIM_REASON_NONE)
    return item->signature->reason;
  if (item->signature->expiration >= 0 && item->signature->expiration < received)
    return SAFI_DKIM_REASON_EXPIRED;
  return safi_signed_message_is_too_large (self->message) ? SAFI_DKIM_REASON_MESSAGE_TOO_LARGE
                                                          : SAFI_DKIM_REASON_NONE;
}

/* @key: (nullable): NULL if the signature has a fault. */
static SafiDkimResult *
judge (SafiDkim *self,
       const Signed *item,
       const SafiDkimKey *key,
       gint64 received,
       SafiDkimOptions options)
{
  SafiDkimResult *result = safi_dkim_result_new (self->message, item->signature);
  SafiDkimOutcome outcome = { 0 };

  result->is_from_future = item->signature->timestamp > received + SAFI_DKIM_CLOCK_SKEW;
  if (key == NULL) {
    result->reason = find_fault (self, item, received);
    result->code = result->reason == SAFI_DKIM_REASON_MESSAGE_TOO_LARGE ? SAFI_AUTH_NEUTRAL
                                                                        : SAFI_AUTH_PERMERROR;
    return result;
  }
  outcome =
      safi_dkim_compare (self->message, item->signature, item->field, item->body, key, options);
  result->code = outcome.code;
  result->reason = outcome.reason;
  result->is_body_changed = outcome.is_body_changed;
  result->is_partial = outcome.is_partial;
  result->is_test = key->is_test;
  result->key_bits = safi_dkim_key_get_bits (key);
  result->key_record = g_strdup (key->record);
  result->is_repaired = safi_signed_message_is_repaired (self->message);
  return result;
}

static SafiDkimResult *
make_open (SafiDkim *self, const Signed *item)
{
  SafiDkimResult *result = safi_dkim_result_new (self->message, item->signature);

  result->code = SAFI_AUTH_TEMPERROR;
  result->reason = SAFI_DKIM_REASON_KEY_TEMPORARY;
  return result;
}

GPtrArray *
safi_dkim_verify (SafiDkim *self, SafiResolver *resolver, gint64 received, SafiDkimOptions options)
{
  GPtrArray *results = g_ptr_array_new_with_free_func ((GDestroyNotify) safi_dkim_result_unref);
  SafiDkimKey *keys[SAFI_DKIM_SIGNATURES_MAX] = { NULL };
  gboolean is_open = FALSE;

  for (guint i = 0; i < self->signatures->len; i++) {
    const Signed *item = &g_array_index (self->signatures, Signed, i);

    if (find_fault (self, item, received) != SAFI_DKIM_REASON_NONE)
      continue;
    keys[i] = safi_dkim_key_look_up (resolver, item->signature->domain, item->signature->selector);
    is_open |= keys[i]->is_open;
  }
  for (guint i = 0; i < self->signatures->len; i++) {
    const Signed *item = &g_array_index (self->signatures, Signed, i);

    g_ptr_array_add (results, is_open ? make_open (self, item)
                                      : judge (self, item, keys[i], received, options));
    safi_dkim_key_free (keys[i]);
  }
  return results;
}
