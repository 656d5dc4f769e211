/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The fields of a message that tell of its way, in order, newest first (RFC 5321, 4.4). */
typedef enum {
  SAFI_TRACE_RECEIVED,
  SAFI_TRACE_RETURN_PATH,
  SAFI_TRACE_AUTHENTICATION_RESULTS,
  SAFI_TRACE_ARC_AUTHENTICATION_RESULTS,
  SAFI_TRACE_RECEIVED_SPF,
  SAFI_TRACE_FOREFRONT, /* X-Forefront-Antispam-Report */
  SAFI_TRACE_FORWARDED, /* X-Forwarded-For, X-Forwarded-To */
  SAFI_TRACE_DELIVERED, /* Delivered-To, X-Original-To, Envelope-To */
  SAFI_TRACE_FROM,
} SafiTraceType;

#define SAFI_TRACE_RECEIVED_MAX 100 /* as SAFI_MESSAGE_HOPS_MAX; older ones are left out */
#define SAFI_TRACE_FIELDS_MAX 1000  /* as SAFI_MESSAGE_HEADERS_MAX; later ones are left out */
#define SAFI_TRACE_OCTETS_MAX 65536 /* of one field, unfolded */

typedef struct {
  SafiTraceType type;
  guint index; /* its place among all fields of the message */
  char *value; /* unfolded, valid UTF-8 */
} SafiTraceField;

/* @octets: a message or its header. Returns: (transfer full) (element-type SafiTraceField). On
 * every thread. */
GPtrArray *safi_trace_read (const char *octets, gsize length);

G_END_DECLS
