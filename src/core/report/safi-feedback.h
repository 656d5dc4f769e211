/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/authentication/safi-auth-result.h"
#include "core/report/safi-redact-mail.h"

G_BEGIN_DECLS

/* A report about a message in the Abuse Reporting Format (RFC 5965): what people read, what
 * programs read, and the message. It is written to be handed on by the person; Safibox sends none.
 */

#define SAFI_FEEDBACK_BOUNDARY_MAX 70 /* octets (RFC 2046, 5.1.1) */

typedef struct {
  SafiKind kind;        /* chooses between abuse, fraud and virus (RFC 5965, 7.3) */
  SafiAuthResult *auth; /* (nullable): who handed it over is known from here alone */
  const char *from;     /* (nullable): address of whoever reports; NULL if it is left out */
  const char *text;     /* what people read, UTF-8, lines end in \n */
  gint64 now;           /* seconds since 1970, UTC */
} SafiFeedback;

/* @handover: the message as it is to be handed over; where that is a header alone, it stands for
 * the message (text/rfc822-headers). The way it came in (Source-IP) is told only
 * where a server of the person's provider wrote it down; whom a mechanism is about only where that
 * stands in @handover, too. Lines end in CRLF but for those of the message.
 * Returns: (transfer full). */
GBytes *safi_feedback_write (const SafiFeedback *self, const SafiHandover *handover);

/* Who reports a message of which nobody knows in which mailbox it is. Returns: (transfer none)
 * (nullable): the first of @own (nullable) that is among its recipients. */
const char *safi_feedback_find_reporter (SafiMessage *message, const char *const *own);

G_END_DECLS
