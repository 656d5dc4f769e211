/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/mailbox/safi-contacts.h"

G_BEGIN_DECLS

/* Whom Safibox contacted, for people. All return (transfer full) plain text. */

/* The host, set apart from the text around it. */
char *safi_words_contact_host (const SafiContact *contact);
/* "Looked at your mailbox". Returns: (transfer none). */
const char *safi_words_contact_why (SafiContactWhy why);
/* "12 times, 1.3 MB". */
char *safi_words_contact_amount (const SafiContact *contact);
/* @day: as in SafiContact. @now: seconds UTC. "Today", "Monday 23 November". */
char *safi_words_contact_day (gint64 day, gint64 now);

G_END_DECLS
