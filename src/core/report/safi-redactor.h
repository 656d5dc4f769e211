/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/message/safi-message.h"

G_BEGIN_DECLS

/* Takes out of a message, for those who take reports, what tells who got it: the person's addresses
 * (also as the hashes and in the encodings by which mailing programs know people), the person's
 * names, and the codes in web addresses. Who sent it, and where its links lead, stays. What was
 * taken out reads SAFI_REDACTED (RFC 6590). Immutable; any thread. */
typedef struct _SafiRedactor SafiRedactor;

#define SAFI_REDACTED "redacted"
#define SAFI_REDACTED_ADDRESS "redacted@redacted.invalid" /* where there must be an address */

#define SAFI_REDACTOR_RUN_MIN 16   /* octets of what may hide an address in an encoding */
#define SAFI_REDACTOR_RUN_MAX 4096 /* the rest of a longer one is not looked into */

/* Which of it, bit by bit. Addresses are always taken out. */
typedef enum {
  SAFI_REDACT_LINKS = 1 << 0, /* codes within web addresses */
  SAFI_REDACT_NAMES = 1 << 1,
  SAFI_REDACT_CODES = 1 << 2, /* codes anywhere */
  SAFI_REDACT_PATHS = 1 << 3, /* of web addresses all but the host */
} SafiRedactWhat;

/* @own: (nullable): the person's addresses. Those that @message names as recipients count as well,
 * but for whoever sent it. */
SafiRedactor *safi_redactor_new (SafiMessage *message, const char *const *own);
void safi_redactor_free (SafiRedactor *self);

/* @text: octets in an encoding that holds ASCII. @is_html: names within tags stay, which they would
 * break. Returns: (transfer full). Linear in @text. */
char *
safi_redactor_run (SafiRedactor *self, const char *text, SafiRedactWhat what, gboolean is_html);

/* Whether an address of the person can be read in @text, also across blanks. */
gboolean safi_redactor_leaks (SafiRedactor *self, const char *text);

/* Of an address of a sender what is before @, if it is a code. Returns: (transfer full). */
char *safi_redactor_run_address (SafiRedactor *self, const char *address);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiRedactor, safi_redactor_free)

G_END_DECLS
