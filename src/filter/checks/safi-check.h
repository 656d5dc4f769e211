/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/authentication/safi-auth-result.h"
#include "core/authentication/safi-sender-rule.h"
#include "core/judgement/safi-evidence.h"
#include "core/mailbox/safi-account.h"
#include "core/message/safi-message.h"
#include "filter/tokens/safi-tokens.h"

G_BEGIN_DECLS

typedef struct _SafiBayesModel SafiBayesModel;
typedef struct _SafiStarter SafiStarter;

/* Checks of one group say the same thing in several ways: their sum is limited. */
typedef enum {
  SAFI_GROUP_ENVELOPE,
  SAFI_GROUP_LINKS,
  SAFI_GROUP_WORDS,
  SAFI_GROUP_ATTACHMENTS,
  SAFI_GROUP_TEXT, /* of what came without a header: nothing else speaks there */
  SAFI_GROUP_RULE, /* a person's word: it does not wear with use, and outweighs all others */
  SAFI_GROUP_MODEL,
} SafiGroup;

#define SAFI_N_GROUPS (SAFI_GROUP_MODEL + 1)

/* What a check may know besides the message. Borrowed for the call. */
typedef struct {
  SafiAccount *account;  /* (nullable): none for a pasted text */
  SafiBayesModel *model; /* (nullable): none without a store */
  SafiStarter *starter;  /* (nullable) */
  SafiTokens *tokens;    /* the message as the models read it */
  SafiAuthResult *auth;  /* (nullable): who really sent it, if that was looked up */
  SafiSenderRule rule;   /* what the person said of the sender, who proved himself */
} SafiCheckContext;

/* One way of finding evidence: const and static. A new check is one file, named in
 * safi-filter.c's list; docs/CONTRIBUTING.md, "A finding", has the other places. */
typedef struct {
  const char *name; /* the first part of its codes: "links" -> "links.disguised" */
  SafiGroup group;
  double unseen;        /* nats: the most that what was not fetched could add */
  SafiUnseen unseen_of; /* what would have to be fetched for that */
  double limit; /* nats: the most that all its findings say together, either way; 0: the group's */
  const SafiFinding *findings; /* all it can find */
  guint n_findings;

  /* Appends SafiEvidence to @evidence (element-type SafiEvidence) (transfer full). Does no input
   * or output. Returns: FALSE only if the message must not be judged (cancelled). */
  gboolean (*run) (SafiMessage *message,
                   const SafiCheckContext *context,
                   GPtrArray *evidence,
                   GCancellable *cancellable,
                   GError **error);
} SafiCheck;

/* Nats: the most that all checks of a group may say together, in either direction. */
double safi_group_get_limit (SafiGroup group);
const char *safi_group_to_word (SafiGroup group); /* "envelope" … */

extern const SafiCheck safi_check_bayes;
extern const SafiCheck safi_check_call;
extern const SafiCheck safi_check_links;
extern const SafiCheck safi_check_rule;
extern const SafiCheck safi_check_sender;
extern const SafiCheck safi_check_attachments;
extern const SafiCheck safi_check_money;
extern const SafiCheck safi_check_starter;
extern const SafiCheck safi_check_text;
extern const SafiCheck safi_check_auth;
extern const SafiCheck safi_check_zombie;

G_END_DECLS
