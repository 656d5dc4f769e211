/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "auth/boundary/safi-provider-learning.h"

G_BEGIN_DECLS

/* Between the files of SafiProviderLearning only. */

typedef struct {
  char *name; /* organisational domain */
  SafiAuthresPlace place;
} SafiSeenId;

typedef struct {
  char *by; /* organisational domain of the server that took the message in; "" if it has none */
  guint32 sender;
  gboolean is_signed;
  SafiBodyState body;
  GArray *ids; /* (element-type SafiSeenId) */
} SafiSeenMessage;

struct _SafiProviderLearning {
  GPtrArray *messages; /* (element-type SafiSeenMessage): oldest first */
};

SafiSeenMessage *safi_seen_message_new (void);
void safi_seen_message_free (SafiSeenMessage *self);
void safi_seen_message_add_id (SafiSeenMessage *self, const char *name, SafiAuthresPlace place);
gboolean
safi_seen_message_has_id (const SafiSeenMessage *self, const char *name, SafiAuthresPlace place);

G_END_DECLS
