/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/dkim/safi-arc-set.h"

#include <string.h>

#include "auth/dkim/safi-tag-list.h"

#define INSTANCE_DIGITS_MAX 2

/* Returns 1 to SAFI_ARC_SETS_MAX, or 0 if @text is no such number. */
static guint
read_instance (const char *text)
{
  guint64 number;

  if (text == NULL || !safi_tag_read_number (text, INSTANCE_DIGITS_MAX, &number))
    return 0;
  return number <= SAFI_ARC_SETS_MAX ? (guint) number : 0;
}

/* Reads "i=n;" at the start of an ARC-Authentication-Results field (RFC 8617, 4.1.1). Returns the
 * instance, or 0; @ret_rest gets what follows. */
static guint
read_results_instance (const char *value, const char **ret_rest)
{
  const char *semicolon = strchr (value, ';');
  g_autoptr (SafiTagList) tags = NULL;

  if (semicolon == NULL)
    return 0;
  *ret_rest = semicolon + 1;
  tags = safi_tag_list_new (value, (gsize) (semicolon - value));
  return tags != NULL ? read_instance (safi_tag_list_get (tags, "i")) : 0;
}

static SafiArcSet *
get_set (SafiArcSets *self, guint instance)
{
  self->n_sets = MAX (self->n_sets, instance);
  return &self->sets[instance - 1];
}

/* Each of these returns FALSE if the field has no instance that can be. */
static gboolean
add_results (SafiArcSets *self, const SafiHeaderField *field, guint number)
{
  g_autoptr (GString) value = safi_header_field_unfold (field, SAFI_DKIM_SIGNATURE_OCTETS_MAX);
  const char *rest;
  guint instance = read_results_instance (value->str, &rest);
  SafiArcSet *set;

  if (instance == 0)
    return FALSE;
  set = get_set (self, instance);
  set->results = number;
  set->n_results++;
  return TRUE;
}

static gboolean
add_message (SafiArcSets *self, const SafiHeaderField *field, guint number)
{
  g_autoptr (SafiDkimSignature) signature =
      safi_dkim_signature_new (SAFI_ARC_MESSAGE, field->value, field->value_length);
  guint instance = read_instance (signature->instance);
  SafiArcSet *set;

  if (instance == 0)
    return FALSE;
  set = get_set (self, instance);
  set->message_field = number;
  if (set->n_messages++ == 0)
    set->message = g_steal_pointer (&signature);
  return TRUE;
}

static gboolean
add_seal (SafiArcSets *self, const SafiHeaderField *field, guint number)
{
  g_autoptr (SafiDkimSignature) signature =
      safi_dkim_signature_new (SAFI_ARC_SEAL, field->value, field->value_length);
  guint instance = read_instance (signature->instance);
  SafiArcSet *set;

  if (instance == 0)
    return FALSE;
  set = get_set (self, instance);
  set->seal_field = number;
  if (set->n_seals++ == 0)
    set->seal = g_steal_pointer (&signature);
  return TRUE;
}

/* Returns FALSE if the field is one of ARC and cannot be placed. */
static gboolean
add_field (SafiArcSets *self, const SafiHeaderField *field, guint number)
{
  if (safi_header_field_is (field, "ARC-Authentication-Results"))
    return add_results (self, field, number);
  if (safi_header_field_is (field, "ARC-Message-Signature"))
    return add_message (self, field, number);
  if (safi_header_field_is (field, "ARC-Seal"))
    return add_seal (self, field, number);
  return TRUE;
}

/* The last seal may say that the chain broke before it: that is no fault of the structure. */
static gboolean
is_status_right (const SafiArcSets *self, guint number)
{
  const char *status = self->sets[number].seal->chain_status;

  return g_strcmp0 (status, number == 0 ? "none" : "pass") == 0 ||
         (number + 1 == self->n_sets && g_strcmp0 (status, "fail") == 0);
}

static gboolean
is_set_whole (const SafiArcSets *self, guint number)
{
  const SafiArcSet *set = &self->sets[number];

  return set->n_results == 1 && set->n_messages == 1 && set->n_seals == 1 &&
         is_status_right (self, number);
}

SafiArcSets *
safi_arc_sets_new (SafiSignedMessage *message)
{
  SafiArcSets *self = g_new0 (SafiArcSets, 1);

  self->is_whole = TRUE;
  for (guint i = 0; i < safi_signed_message_get_n_fields (message); i++)
    self->is_whole &= add_field (self, safi_signed_message_get_field (message, i), i);
  for (guint i = 0; i < self->n_sets && self->is_whole; i++)
    self->is_whole = is_set_whole (self, i);
  for (guint i = 0; i < self->n_sets && self->is_whole; i++)
    if (self->sets[i].message->reason == SAFI_DKIM_REASON_NONE)
      self->sets[i].body = safi_signed_message_want_body (message, self->sets[i].message);
  return self;
}

void
safi_arc_sets_free (SafiArcSets *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < SAFI_ARC_SETS_MAX; i++) {
    safi_dkim_signature_free (self->sets[i].message);
    safi_dkim_signature_free (self->sets[i].seal);
  }
  g_free (self);
}

char *
safi_arc_sets_get_first_results (const SafiArcSets *self, SafiSignedMessage *message)
{
  const SafiHeaderField *field;
  g_autoptr (GString) value = NULL;
  const char *rest;

  if (self->sets[0].n_results != 1)
    return g_strdup ("");
  field = safi_signed_message_get_field (message, self->sets[0].results);
  value = safi_header_field_unfold (field, SAFI_DKIM_SIGNATURE_OCTETS_MAX);
  if (read_results_instance (value->str, &rest) == 0)
    return g_strdup ("");
  return g_strstrip (g_utf8_make_valid (rest, -1));
}
