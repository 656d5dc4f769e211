/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/base/safi-error.h"
#include "core/judgement/safi-judged.h"
#include "core/mailbox/safi-policy.h"
#include "core/message/safi-message.h"

G_BEGIN_DECLS

/* How it is said, in the person's language. All results are plain text, ready to show: a stranger's
 * words inside are neutralised and isolated. Main thread or any; gettext only. */

const char *safi_words_decision (SafiDecision decision); /* "Junk", "Not sure", "Good" */
const char *safi_words_kind (SafiKind kind);             /* "Advert", "Wants your password" … */
const char *safi_words_fate (SafiFate fate);             /* "Moved to Junk" … */

/* The why-card's one sentence: "This is probably a scam." Returns: (transfer full). */
char *safi_words_verdict (SafiVerdict *verdict);
/* For a text that is not mail: "Scam signs found" / "Not sure" / "No known signs found". */
char *safi_words_text_verdict (SafiVerdict *verdict);

/* One reason, filled with its arguments. Returns: (transfer full). */
char *safi_words_evidence (SafiEvidence *evidence);
const char *safi_words_advice (SafiEvidence *evidence);

/* The evidence worth telling: at most @max rows that point to the decision (for good: those that
 * speak for good), strongest first. Returns: (transfer container) (element-type SafiEvidence). */
GPtrArray *safi_words_pick_reasons (SafiVerdict *verdict, guint max);
/* The same of those that speak for @toward, whatever was decided. */
GPtrArray *safi_words_pick_toward (SafiVerdict *verdict, SafiClass toward, guint max);

/* "M-Pesa Support ‹security@[mailer77.example]›". Returns: (transfer full). */
char *safi_words_address (const SafiAddress *address);

/* What would change the answer: "Without the link to pay.example Safibox would not call it junk."
 * @rows: (element-type SafiEvidence): those without which @verdict would lie one step further
 * @toward good or junk (filter/safi-counterfactual.h). Returns: (transfer full). */
char *safi_words_change (SafiVerdict *verdict, SafiClass toward, GPtrArray *rows);

/* What went wrong, and what to do next; one sentence each. @error of any domain.
 * Returns: (transfer full). */
char *safi_words_error (const GError *error);
char *safi_words_next_step (const GError *error); /* (nullable) */

/* "Today 14:02", "Yesterday", "3 May", "3 May 2025" in local time. Returns: (transfer full). */
char *safi_words_date (gint64 seconds, gint64 now);

/* A moment to come: "15:10" if it is today, else "Friday 06:00". Returns: (transfer full). */
char *safi_words_moment (gint64 seconds, gint64 now);

/* "About 120 messages, 1.2 MB". Returns: (transfer full). */
char *safi_words_amount (guint n_messages, guint64 octets);

/* "Today 1.2 MB, this month 34.0 MB". @today, @month: octets. Returns: (transfer full). */
char *safi_words_data_use (guint64 today, guint64 month);

/* "All mailboxes together: 3.2 MB of 5.0 MB today". @today: octets. Returns: (transfer full). */
char *safi_words_day_limit (guint64 today, guint megabytes);
/* What the limit of @megabytes does now; (nullable): nothing. Returns: (transfer full). */
char *safi_words_allowance (SafiAllowance allowance, guint megabytes);
/* "Use another 5.0 MB today". Returns: (transfer full). */
char *safi_words_lift_limit (guint megabytes);

/* Of a first check that left out older messages. Returns: (transfer full). */
char *safi_words_left_out (guint n_older, guint64 octets); /* how many, and what they would use */
char *safi_words_first_look (guint n_messages, guint64 octets, guint64 newest_octets);

/* "Learning: 12 of 20 junk messages": the class of which fewer are known. Returns: (transfer full)
 * (nullable): NULL: of both there are @enough. */
char *safi_words_learning (guint n_good, guint n_junk, guint enough);
/* The day's limit of data stopped learning; @n_learned: messages until then. Returns: (transfer
 * full). */
char *safi_words_learning_limited (guint n_learned);

G_END_DECLS
