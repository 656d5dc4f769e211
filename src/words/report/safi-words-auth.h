/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/authentication/safi-auth-result.h"

G_BEGIN_DECLS

/* One question about the way of a message, and its answer: plain text, ready to show. */
typedef struct {
  char *question; /* "May this computer send for the return address?" */
  char *answer;   /* "SPF: yes (pass), for shop.example" */
} SafiAuthLine;

/* Who really sent a message, as lines: one for each mechanism that has something to say, with its
 * technical name, one for the computer, one for all signs of an infection. Strangers' words are
 * neutralised and isolated. On every thread. Returns: (transfer full) (element-type SafiAuthLine).
 */
GPtrArray *safi_words_auth (const SafiAuthResult *auth);

G_END_DECLS
