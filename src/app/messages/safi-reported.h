/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "service/engine/safi-engine.h"

G_BEGIN_DECLS

/* A message that is reported. */
typedef struct {
  SafiEngine *engine;   /* (nullable): fetches the rest of it, and knows the person's addresses */
  char *account;        /* (nullable): in whose mailbox it is; NULL if in none that is known */
  gint64 judged;        /* its row; 0 if there is no more to fetch */
  SafiVerdict *verdict; /* (nullable) */
  SafiMessage *message; /* (nullable): as far as it was fetched */
  SafiAuthResult *auth; /* (nullable) */
} SafiReported;

void safi_reported_copy (SafiReported *to, const SafiReported *from); /* @to: cleared before */
void safi_reported_clear (SafiReported *self);

SafiKind safi_reported_get_kind (const SafiReported *self);

/* The person's addresses. Returns: (transfer full) (nullable). */
GStrv safi_reported_list_own (const SafiReported *self);

/* The address of whoever got it: that of its mailbox, else the first of @own (from
 * safi_reported_list_own()) it was sent to. Returns: (transfer full) (nullable). */
char *safi_reported_find_reporter (const SafiReported *self, const char *const *own);

/* Whether only a part of the message was fetched, and the rest can be. */
gboolean safi_reported_can_fetch (const SafiReported *self);

/* A threat that may come with pictures is neither saved nor handed on. Until all of it was seen
 * nobody can tell. */
gboolean safi_reported_is_withheld (const SafiReported *self);

G_END_DECLS
