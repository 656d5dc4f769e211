/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "auth/boundary/safi-boundary.h"

G_BEGIN_DECLS

/* What the newest messages of one account show about its provider. A value of one owner thread. */
typedef struct _SafiProviderLearning SafiProviderLearning;

#define SAFI_LEARNING_MESSAGES_MAX 50 /* the newest count; older ones are forgotten */
#define SAFI_LEARNING_MESSAGES_MIN 10 /* before these nothing is learned */
#define SAFI_LEARNING_IDS_MAX 8       /* different authserv-ids of one message */
#define SAFI_LEARNING_SENDERS_MIN 5   /* domains that a value must have been seen with */
#define SAFI_LEARNING_TEXT_MAX 262144 /* octets of the stored form */

typedef enum {
  SAFI_BODY_UNKNOWN, /* not compared, or the provider does not say that DKIM passes */
  SAFI_BODY_SAME,    /* the provider says that DKIM passes, and so do we */
  SAFI_BODY_CHANGED, /* the provider says that DKIM passes; here the body is another one */
} SafiBodyState;

SafiProviderLearning *safi_provider_learning_new (void);
void safi_provider_learning_free (SafiProviderLearning *self);

/* Takes one message in; only one from outside tells something. @sender: its From domain, of which a
 * hash is kept. */
void safi_provider_learning_add (SafiProviderLearning *self,
                                 GPtrArray *trace,
                                 const SafiBoundary *boundary,
                                 const char *sender,
                                 gboolean is_signed,
                                 SafiBodyState body);

/* Returns: (transfer full): @base with what was learned. Servers are learned from the topmost line,
 * which no sender writes; ids from above it, and from below it only those of the provider's own
 * domains. */
SafiProviderProfile *safi_provider_learning_apply (const SafiProviderLearning *self,
                                                   const SafiProviderProfile *base);

/* Lines of text with a version. Returns: (transfer full). */
char *safi_provider_learning_to_string (const SafiProviderLearning *self);

/* Returns: (transfer full) (nullable): NULL if @text is not of this form or version. */
SafiProviderLearning *safi_provider_learning_new_from_string (const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiProviderLearning, safi_provider_learning_free)

G_END_DECLS
