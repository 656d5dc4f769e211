/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/trace/safi-trace.h"

#include "core/mime/safi-header-field.h"
#include "core/text/safi-text.h"

static const struct {
  const char *name;
  SafiTraceType type;
} names[] = {
  { "Received", SAFI_TRACE_RECEIVED },
  { "Return-Path", SAFI_TRACE_RETURN_PATH },
  { "Authentication-Results", SAFI_TRACE_AUTHENTICATION_RESULTS },
  { "ARC-Authentication-Results", SAFI_TRACE_ARC_AUTHENTICATION_RESULTS },
  { "Received-SPF", SAFI_TRACE_RECEIVED_SPF },
  { "X-Forefront-Antispam-Report", SAFI_TRACE_FOREFRONT },
  { "X-Forwarded-For", SAFI_TRACE_FORWARDED },
  { "X-Forwarded-To", SAFI_TRACE_FORWARDED },
  { "Delivered-To", SAFI_TRACE_DELIVERED },
  { "X-Original-To", SAFI_TRACE_DELIVERED },
  { "Envelope-To", SAFI_TRACE_DELIVERED },
  { "From", SAFI_TRACE_FROM },
};

static gboolean
find_type (const SafiHeaderField *field, SafiTraceType *ret_type)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (safi_header_field_is (field, names[i].name)) {
      *ret_type = names[i].type;
      return TRUE;
    }
  return FALSE;
}

static void
free_field (gpointer data)
{
  SafiTraceField *field = data;

  g_free (field->value);
  g_free (field);
}

static void
add_field (GPtrArray *fields, SafiTraceType type, guint index, const SafiHeaderField *header)
{
  SafiTraceField *field = g_new0 (SafiTraceField, 1);
  g_autoptr (GString) value = safi_header_field_unfold (header, SAFI_TRACE_OCTETS_MAX);

  field->type = type;
  field->index = index;
  field->value = safi_text_make_valid (value->str, (gssize) value->len);
  g_ptr_array_add (fields, field);
}

GPtrArray *
safi_trace_read (const char *octets, gsize length)
{
  GPtrArray *fields = g_ptr_array_new_with_free_func (free_field);
  guint n_received = 0;
  SafiHeaderField header;
  SafiHeaderIter iter;

  safi_header_iter_init (&iter, octets, length);
  for (guint i = 0; i < SAFI_TRACE_FIELDS_MAX && safi_header_iter_next (&iter, &header); i++) {
    SafiTraceType type;

    if (!find_type (&header, &type))
      continue;
    if (type != SAFI_TRACE_RECEIVED || n_received++ < SAFI_TRACE_RECEIVED_MAX)
      add_field (fields, type, i, &header);
  }
  return fields;
}
