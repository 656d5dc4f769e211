/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "filter/checks/safi-check.h"

enum {
  TRUSTED,
  UNWANTED,
};

/* The person's own word about a sender. The filter makes these heavier where the word would not
 * hold otherwise (safi-rule.h). */
static const SafiFinding findings[] = {
  [TRUSTED] = { "rule.trusted", -4.0,
                /* Translators: {0} is an e-mail address. */
                N_ ("You trust {0}, and it really came from there."),
                N_ ("Look twice all the same if it asks for money or codes."), "sender-proof" },
  [UNWANTED] = { "rule.unwanted", 4.0,
                 /* Translators: {0} is an e-mail address. */
                 N_ ("You want no mail from {0}."), N_ ("You can take that back in Preferences."),
                 "sender-proof" },
};

static gboolean
run (SafiMessage *message,
     const SafiCheckContext *context,
     GPtrArray *evidence,
     GCancellable *cancellable,
     GError **error)
{
  SafiEvidence *row;

  if (context->rule == SAFI_SENDER_RULE_NONE)
    return TRUE;
  row =
      safi_evidence_new (&findings[context->rule == SAFI_SENDER_RULE_TRUSTED ? TRUSTED : UNWANTED]);
  safi_evidence_set_spot_header (row, "From");
  safi_evidence_add_arg (row, SAFI_ARG_ADDRESS, safi_message_get_from (message)->address);
  g_ptr_array_add (evidence, row);
  return TRUE;
}

const SafiCheck safi_check_rule = {
  .name = "rule",
  .group = SAFI_GROUP_RULE,
  .unseen = 0,
  .findings = findings,
  .n_findings = G_N_ELEMENTS (findings),
  .run = run,
};
