/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "service/session/safi-session.h"

G_BEGIN_DECLS

/* Who really sent the messages of a check: what is asked about them, and when. */

#define SAFI_SCAN_OPEN_MAX 10 /* messages of earlier checks that are asked about again */
#define SAFI_SCAN_PROOF_OCTETS_MAX                                                                 \
  (256 * 1024)                   /* of a message that is fetched only to check its signature */
#define SAFI_SCAN_PROOF_NATS 3.0 /* that a forged sender speaks for junk */

/* A message that was fetched. */
typedef struct {
  SafiMessage *message;
  SafiMessageRef *ref; /* with identity */
  SafiFlags flags;
  gint64 internal_date; /* seconds UTC */
  guint64 size;         /* octets */
  gboolean is_asked;
} SafiScanMail;

/* Begins to ask about @mails (element-type SafiScanMail) that were not asked about before, or of
 * which the whole message, now in @view, tells more. Nobody is asked for the practice mailbox, or
 * where the policy says so. Returns: (transfer full): one place for each of @mails that is asked
 * about, in their order; NULL with @error. */
SafiAuthBatch *
safi_scan_senders_ask (SafiSession *session, GPtrArray *mails, SafiView view, GError **error);

/* TRUE if a signature of @mail could be checked with the whole message, that is worth its octets,
 * and what it told could change @verdict. */
gboolean safi_scan_senders_want_whole (SafiSession *session,
                                       const SafiScanMail *mail,
                                       SafiVerdict *verdict,
                                       gboolean *ret_wants,
                                       GError **error);

/* Keeps what was found out; @asked: as begun for these @mails, and done. */
gboolean safi_scan_senders_keep (SafiSession *session,
                                 GPtrArray *mails,
                                 SafiAuthBatch *asked,
                                 GError **error);

/* The newest messages in @folder about which an earlier check could not find out what it wanted.
 * Returns: (transfer full) (element-type guint32): at most SAFI_SCAN_OPEN_MAX UIDs; NULL with
 * @error. */
GArray *safi_scan_senders_list_open (SafiSession *session,
                                     const char *folder,
                                     guint32 uidvalidity,
                                     GError **error);

/* TRUE if they are worth their octets now: somebody will answer, and octets cost nothing. */
gboolean safi_scan_senders_is_worth_it (SafiSession *session);

G_END_DECLS
