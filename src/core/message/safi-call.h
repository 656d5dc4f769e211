/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a caller did: the answers to five questions about a call, a bit set. A question that is not
 * in it was answered with no. */
typedef enum {
  SAFI_CALL_KNOWN = 1 << 0,    /* the person rang, on a number known before */
  SAFI_CALL_SECRET = 1 << 1,   /* a code, a PIN, a password or a card's number was asked for */
  SAFI_CALL_SCREEN = 1 << 2,   /* something was to be installed, or the screen shown */
  SAFI_CALL_MONEY = 1 << 3,    /* money was to be sent, moved or handed over */
  SAFI_CALL_PRESSURE = 1 << 4, /* hurry, threats, not to hang up, not to tell anybody */
} SafiCall;

#define SAFI_CALL_N_QUESTIONS 5
#define SAFI_CALL_OCTETS_MAX 256 /* of answers as words */

/* The answers as machine words between blanks, those with no left out: "secret money". Returns:
 * (transfer full). */
char *safi_call_write (SafiCall call);

/* Reads what safi_call_write() writes, in any order and with any white space; nothing at all is
 * five times no. Returns: FALSE with SAFI_ERROR_INVALID for another word or more octets. */
gboolean safi_call_read (const char *words, gsize length, SafiCall *ret_call, GError **error);

G_END_DECLS
