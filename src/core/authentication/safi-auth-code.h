/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What one authentication mechanism says, in the words of RFC 8601, 2.7. All functions may be
 * called on every thread. */
typedef enum {
  SAFI_AUTH_NONE,    /* nothing to check, or nothing published */
  SAFI_AUTH_NEUTRAL, /* the domain makes no claim; or what was there cannot be used */
  SAFI_AUTH_PASS,
  SAFI_AUTH_FAIL,
  SAFI_AUTH_SOFTFAIL,
  SAFI_AUTH_POLICY, /* valid, but not by our rules: a key too short, a hash too weak */
  SAFI_AUTH_TEMPERROR,
  SAFI_AUTH_PERMERROR,
} SafiAuthCode;

/* Returns: "none", "pass" ... */
const char *safi_auth_code_to_string (SafiAuthCode self);

/* Any case. FALSE if @word is none of them. */
gboolean safi_auth_code_from_string (const char *word, SafiAuthCode *ret_code);

G_END_DECLS
