/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/boundary/safi-authres-trusted.h"

gboolean
safi_authres_is_in_place (const SafiTraceField *field,
                          const SafiProviderProfile *profile,
                          SafiTraceSpan span)
{
  if (span.boundary == G_MAXUINT)
    return FALSE;
  switch (profile->place) {
  case SAFI_AUTHRES_ABOVE:
    return field->index < span.boundary;
  case SAFI_AUTHRES_BETWEEN:
    return field->index > span.boundary && field->index < span.next;
  default:
    return TRUE;
  }
}

/* @field: (nullable). TRUE if the own provider signed it; then @self takes it. */
static gboolean
accept_field (SafiAuthresTrusted *self, const SafiProviderProfile *profile, SafiAuthres **field)
{
  if (*field == NULL || !safi_provider_profile_has_id (profile, (*field)->id))
    return FALSE;
  g_ptr_array_add (self->fields, g_steal_pointer (field));
  return TRUE;
}

/* Takes the first run of fields of the own provider; later ones of the same id are not its own: it
 * would have taken those of a sender away, but not every provider does. Nor is what follows a field
 * that cannot be read, where senders' fields follow the provider's: with words that it repeats a
 * sender can break the provider's own. Returns: the place of the first; 0 if there is none. */
static guint
take_first_run (SafiAuthresTrusted *self,
                GPtrArray *trace,
                const SafiProviderProfile *profile,
                SafiTraceSpan span)
{
  guint first = 0;

  for (guint i = 0; i < trace->len && !self->is_unreadable; i++) {
    const SafiTraceField *field = trace->pdata[i];
    g_autoptr (SafiAuthres) results = NULL;

    if (field->type != SAFI_TRACE_AUTHENTICATION_RESULTS ||
        !safi_authres_is_in_place (field, profile, span))
      continue;
    results = safi_authres_parse (field->value);
    self->is_unreadable = results == NULL && profile->place == SAFI_AUTHRES_BETWEEN;
    if (!accept_field (self, profile, &results) && self->fields->len > 0)
      break;
    if (self->fields->len == 1)
      first = field->index;
    if (self->fields->len >= profile->fields_max)
      break;
  }
  return first;
}

/* Where the place proves nothing, the field must be the only one of its id. */
static void
take_single (SafiAuthresTrusted *self, GPtrArray *trace, const SafiProviderProfile *profile)
{
  for (guint i = 0; i < trace->len; i++) {
    const SafiTraceField *field = trace->pdata[i];
    g_autoptr (SafiAuthres) results = NULL;

    if (field->type != SAFI_TRACE_AUTHENTICATION_RESULTS)
      continue;
    results = safi_authres_parse (field->value);
    accept_field (self, profile, &results);
  }
  if (self->fields->len > 1)
    g_ptr_array_set_size (self->fields, 0);
}

/* The field names nobody who wrote it. It is the provider's above the Received field that took the
 * message in, and above @first, a field of its own: what stands there came later than that. */
static SafiReceivedSpf *
find_received_spf (GPtrArray *trace,
                   const SafiProviderProfile *profile,
                   SafiTraceSpan span,
                   guint first)
{
  const guint end = profile->place == SAFI_AUTHRES_ABOVE ? G_MAXUINT : first;

  for (guint i = 0; i < trace->len; i++) {
    const SafiTraceField *field = trace->pdata[i];

    if (field->type == SAFI_TRACE_RECEIVED_SPF && field->index < end &&
        safi_authres_is_in_place (field, profile, span))
      return safi_received_spf_parse (field->value);
  }
  return NULL;
}

SafiAuthresTrusted *
safi_authres_trusted_new (GPtrArray *trace, const SafiProviderProfile *profile, SafiTraceSpan span)
{
  SafiAuthresTrusted *self = g_new0 (SafiAuthresTrusted, 1);
  guint first = 0;

  self->fields = g_ptr_array_new_with_free_func ((GDestroyNotify) safi_authres_free);
  if (profile->place != SAFI_AUTHRES_BELOW)
    first = take_first_run (self, trace, profile, span);
  else if (span.boundary != G_MAXUINT)
    take_single (self, trace, profile);
  self->spf = find_received_spf (trace, profile, span, first);
  self->needs_own_check = profile->place == SAFI_AUTHRES_BELOW || !profile->stamps_always;
  self->is_absence_telling = profile->stamps_always && self->fields->len == 0 &&
                             !self->is_unreadable && span.boundary != G_MAXUINT;
  return self;
}

void
safi_authres_trusted_free (SafiAuthresTrusted *self)
{
  g_ptr_array_unref (self->fields);
  g_clear_pointer (&self->spf, safi_received_spf_free);
  g_free (self);
}

const SafiAuthresResult *
safi_authres_trusted_find (const SafiAuthresTrusted *self, const char *method)
{
  const SafiAuthresResult *found = NULL;

  for (guint i = 0; found == NULL && i < self->fields->len; i++)
    found = safi_authres_find (self->fields->pdata[i], method);
  return found;
}

const char *
safi_authres_trusted_get (const SafiAuthresTrusted *self, const char *property)
{
  for (guint i = 0; i < self->fields->len; i++) {
    const SafiAuthres *field = self->fields->pdata[i];

    for (guint j = 0; j < field->results->len; j++) {
      const char *value = safi_authres_result_get (field->results->pdata[j], property);

      if (value != NULL)
        return value;
    }
  }
  return NULL;
}
