/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "auth/boundary/safi-boundary.h"

G_BEGIN_DECLS

/* Returned mail: is it one, and of what (RFC 3464; RFC 5321, 6.1)? Spammers write other people's
 * addresses as senders, so most bounces of mail that nobody sent come from honest servers. */

#define SAFI_BOUNCE_PARTS_MAX 20          /* of the report */
#define SAFI_BOUNCE_TEXT_OCTETS_MAX 65536 /* of a part that is read */

typedef struct {
  gboolean is_bounce;
  gboolean is_report;  /* multipart/report; report-type=delivery-status */
  char *message_id;    /* of the returned message, without <>; "" if none was returned */
  char *returned_from; /* the From field of the returned message, raw; "" if none */
} SafiBounce;

/* @mail_from: (nullable): SafiBoundary.mail_from. @octets: the message as far as it was fetched.
 * Returns: (transfer full). On every thread. */
SafiBounce *safi_bounce_read (const char *octets, gsize length, const char *mail_from);
void safi_bounce_free (SafiBounce *self);

typedef enum {
  SAFI_BACKSCATTER_UNKNOWN, /* no bounce, or nothing to compare with */
  SAFI_BACKSCATTER_NO,      /* it returns what was sent from here */
  SAFI_BACKSCATTER_YES,     /* it returns what somebody else sent under this name */
} SafiBackscatter;

/* @key: (nullable): the account's BATV key, which decides alone. @today: days since 1970.
 * @was_sent: (nullable): whether a Message-ID is among those sent from here lately; without it
 * nothing is known. @recipient: SafiBoundary.recipient. */
typedef gboolean (*SafiWasSentFunc) (const char *message_id, gpointer user_data);

SafiBackscatter safi_bounce_judge (const SafiBounce *self,
                                   const char *recipient,
                                   GBytes *key,
                                   guint64 today,
                                   SafiWasSentFunc was_sent,
                                   gpointer user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiBounce, safi_bounce_free)

G_END_DECLS
