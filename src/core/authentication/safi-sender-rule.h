/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/authentication/safi-auth-result.h"
#include "core/message/safi-message.h"

G_BEGIN_DECLS

/* What a person said about all mail of a sender. It holds only for mail that proved to come from
 * there: what a stranger writes into From must neither profit from it nor harm its owner. */

typedef enum {
  SAFI_SENDER_RULE_NONE,
  SAFI_SENDER_RULE_TRUSTED,  /* never moved by itself */
  SAFI_SENDER_RULE_UNWANTED, /* junk, whatever it says */
} SafiSenderRule;

/* Returns: "trusted", "unwanted", "none". */
const char *safi_sender_rule_to_word (SafiSenderRule self);
SafiSenderRule safi_sender_rule_from_word (const char *word); /* NONE for any other word */

/* One of a person's rules. */
typedef struct {
  char *sender; /* an address or a domain as safi_sender_name has it */
  SafiSenderRule rule;
  gint64 time; /* seconds UTC: when it was said */
} SafiSaidRule;

SafiSaidRule *safi_said_rule_new (const char *sender, SafiSenderRule rule, gint64 time);
void safi_said_rule_free (SafiSaidRule *self);

#define SAFI_SENDER_NAME_OCTETS_MAX 320 /* RFC 3696 errata: 64 + 1 + 255 */

/* An address or a domain ("x.example", "@x.example") in the form that rules are kept and found by:
 * lower case, the domain as A-labels. Returns: (transfer full): "" if @text is neither, is longer
 * than SAFI_SENDER_NAME_OCTETS_MAX, or is a domain under which anybody can register. */
char *safi_sender_name (const char *text);

/* Returns: (transfer full): the sender's name if @message proved to come from the address that its
 * From shows; "" if it did not. @auth: (nullable): what is known of it. */
char *safi_sender_name_of (SafiMessage *message, const SafiAuthResult *auth);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiSaidRule, safi_said_rule_free)

G_END_DECLS
