/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/authentication/safi-sender-rule.h"
#include "store/safi-store.h"

G_BEGIN_DECLS

#define SAFI_STORE_SENDER_RULES_MAX                                                                \
  2000 /* of an account; one more is refused, none is forgotten                                    \
        */

/* Replaces what was said of @sender (as safi_sender_name has it); SAFI_SENDER_RULE_NONE takes it
 * back. @time: seconds UTC. FALSE with SAFI_ERROR_INVALID if there are too many. */
gboolean safi_store_set_sender_rule (SafiStore *self,
                                     const char *account,
                                     const char *sender,
                                     SafiSenderRule rule,
                                     gint64 time,
                                     GError **error);

/* What holds for the address @sender: what was said of it, else of its domain. */
gboolean safi_store_get_sender_rule (SafiStore *self,
                                     const char *account,
                                     const char *sender,
                                     SafiSenderRule *ret_rule,
                                     GError **error);

/* Returns: (transfer full) (element-type SafiSaidRule), by name. */
GPtrArray *safi_store_list_sender_rules (SafiStore *self, const char *account, GError **error);

G_END_DECLS
