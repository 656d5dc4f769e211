/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/authentication/safi-auth-result.h"
#include "core/judgement/safi-judged.h"
#include "core/mailbox/safi-contacts.h"
#include "core/mailbox/safi-history.h"
#include "core/message/safi-message.h"
#include "store/messages/safi-store-judged.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* The thread that reads: pages of lists, and judgements of files and texts. It has a read
 * connection of its own, so neither an account's network nor the main thread waits for it. Without
 * a store lists are empty and only the shipped weights judge. Main thread only. */
typedef struct _SafiReader SafiReader;

/* @directory: (nullable): of the store; NULL: there is none, and no file is touched.
 * @contacts: (nullable): what was not kept yet is kept before it is listed; NULL where the store is
 * another's. */
SafiReader *safi_reader_new (const char *directory, SafiClock *clock, SafiContacts *contacts);
void safi_reader_free (SafiReader *self);

/* A model was taught or a policy changed: both are read again before the next judgement. */
void safi_reader_forget_models (SafiReader *self);

/* All take @task. Results: GPtrArray of SafiJudged, SafiJudged, GPtrArray of SafiAction, of
 * SafiDataUse, of SafiContact, of SafiSaidRule; SafiHistory (g_free). */
void safi_reader_list_judged (SafiReader *self, GTask *task, const SafiJudgedQuery *query);
void safi_reader_get_judged (SafiReader *self, GTask *task, gint64 id);
void safi_reader_list_actions (SafiReader *self, GTask *task, const char *account, guint limit);
void safi_reader_list_data_use (SafiReader *self, GTask *task);
void safi_reader_list_contacts (SafiReader *self, GTask *task);
void safi_reader_read_history (SafiReader *self, GTask *task);
void safi_reader_list_sender_rules (SafiReader *self, GTask *task, const char *account);

typedef struct {
  SafiMessage *message;
  SafiVerdict *verdict;
  SafiAuthResult *auth; /* (nullable): who really sent it */
} SafiJudgement;

void safi_judgement_free (SafiJudgement *judgement);

/* @form: what @octets are; answers about a call as words. Result: SafiJudgement. */
void safi_reader_judge (SafiReader *self,
                        GTask *task,
                        const char *account,
                        GBytes *octets,
                        SafiForm form);

G_END_DECLS
