/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/spf/safi-pra.h"

#include "core/mime/safi-header-field.h"
#include "core/text/safi-charset.h"

/* The fields that may hold it, best first. */
enum {
  RESENT_SENDER,
  RESENT_FROM,
  SENDER,
  FROM,
  N_FIELDS,
};

static const char *const names[N_FIELDS] = { "resent-sender", "resent-from", "sender", "from" };

typedef struct {
  SafiHeaderField first[N_FIELDS]; /* the first that is not empty */
  guint n[N_FIELDS];               /* that are not empty */
  gboolean trace_seen;             /* Received or Return-Path below the first Resent-From */
  gboolean is_older;               /* so above the first Resent-Sender: it is of an older block */
} Found;

static gboolean
is_empty (const SafiHeaderField *field)
{
  for (gsize i = 0; i < field->value_length; i++)
    if (!g_ascii_isspace (field->value[i]))
      return FALSE;
  return TRUE;
}

static void
note (Found *found, const SafiHeaderField *field)
{
  if (safi_header_field_is (field, "Received") || safi_header_field_is (field, "Return-Path"))
    found->trace_seen = found->trace_seen || found->n[RESENT_FROM] > 0;
  for (guint i = 0; i < N_FIELDS; i++) {
    if (!safi_header_field_is (field, names[i]) || is_empty (field))
      continue;
    if (found->n[i]++ > 0)
      continue;
    found->first[i] = *field;
    if (i == RESENT_SENDER)
      found->is_older = found->trace_seen;
  }
}

/* Returns the field to look at, N_FIELDS if there is none. */
static guint
choose (const Found *found)
{
  if (found->n[RESENT_SENDER] > 0 && !found->is_older)
    return RESENT_SENDER;
  if (found->n[RESENT_FROM] > 0)
    return RESENT_FROM;
  if (found->n[SENDER] > 0)
    return found->n[SENDER] == 1 ? SENDER : N_FIELDS;
  return found->n[FROM] == 1 ? FROM : N_FIELDS;
}

void
safi_pra_find (const char *octets, gsize length, SafiPra *ret_pra)
{
  g_autoptr (GString) value = NULL;
  g_autofree char *text = NULL;
  Found found = { 0 };
  SafiHeaderField field;
  SafiHeaderIter iter;
  guint chosen;

  *ret_pra = (SafiPra){ 0 };
  safi_header_iter_init (&iter, octets, length);
  while (safi_header_iter_next (&iter, &field))
    note (&found, &field);
  chosen = choose (&found);
  if (chosen == N_FIELDS || found.first[chosen].value_length > SAFI_MESSAGE_HEADER_OCTETS_MAX)
    return;
  value = safi_header_field_unfold (&found.first[chosen], SAFI_MESSAGE_HEADER_OCTETS_MAX);
  text = safi_charset_guess (value->str, value->len);
  ret_pra->address = safi_address_parse_mailbox (text);
  if (ret_pra->address != NULL)
    ret_pra->field = names[chosen];
}

void
safi_pra_clear (SafiPra *self)
{
  g_clear_pointer (&self->address, safi_address_free);
  self->field = NULL;
}
