/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/authentication/safi-auth-result.h"
#include "core/message/safi-message.h"
#include "filter/tokens/safi-siphash.h"
#include "filter/tokens/safi-tokens.h"

/* What the tests of the filter share. Every helper ends the test on an error it did not expect. */

#define FILTER_ADDRESS "amina@practice.example"

/* The octets 0 … 15. */
extern const guint8 filter_fixture_key[SAFI_SIPHASH_KEY_OCTETS];

/* A message from Rose to FILTER_ADDRESS. @number makes its identity. Returns: (transfer full). */
SafiMessage *filter_fixture_new_message (const char *subject, const char *text, guint number);

/* Returns: (transfer full): of any octets that begin with a header. */
SafiMessage *filter_fixture_new_from_source (const char *source);

/* Who really sent the sample in the file @path ("….eml"), from the file beside it ("….auth"): a key
 * file with the group "auth": identity, author, domain, ip, helo, rdns; flags (several-authors,
 * added-field); signs; rows: method, code, "provider" or "us", domain or "-", reason. Lists are
 * parted by ";". Returns: (transfer full) (nullable): NULL if there is no such file. */
SafiAuthResult *filter_fixture_load_auth (const char *path);

/* What holds of the tokens of any message: limits, arrays of one length, each feature and each gram
 * once, and every number in its range. */
void filter_fixture_check_tokens (SafiTokens *tokens);

/* One message of the practice mailbox. */
typedef struct {
  SafiClass truth;
  char *path; /* "INBOX/001.eml" */
  SafiMessage *message;
  SafiTokens *tokens; /* with filter_fixture_key */
} FilterMail;

/* Returns: (transfer full) (element-type FilterMail): the practice mailbox, in its order. */
GPtrArray *filter_fixture_load_practice (void);
