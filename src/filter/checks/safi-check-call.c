/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "filter/checks/safi-check.h"

enum {
  KNOWN,
  SECRET,
  SCREEN,
  MONEY,
  PRESSURE,
  NOTHING,
};

/* A finding for each answer, in the order of SafiCall. The weights are set by hand, because nobody
 * has calls with labels: who is asked for a code or the screen by a caller is told at once; money,
 * or pressure, alone also has honest reasons, both together are the scam; and no one of them is
 * called a scam where the person rang, on a number known before. */
static const SafiFinding findings[] = {
  [KNOWN] = { "call.known", -1.5, N_ ("You rang them yourself, on a number you knew before."),
              N_ ("Ring numbers you looked up yourself; the one that a call shows can be false."),
              "ask-for-code" },
  [SECRET] = { "call.secret", 3.2,
               N_ ("You were asked for a code, a PIN, a password or a card’s number."),
               N_ ("Give no code, PIN or password to anyone."), "ask-for-code" },
  [SCREEN] = { "call.screen", 2.9,
               N_ ("You were asked to install something, or to show your screen."),
               N_ ("Install apps only from the shop of your phone."), "install-app" },
  [MONEY] = { "call.money", 1.5, N_ ("You were asked to send, move or hand over money."),
              N_ ("Call the person on a number you know before you pay."), "hurry-money" },
  [PRESSURE] = { "call.pressure", 2.4,
                 N_ ("You were hurried or threatened, or told to keep it secret."),
                 N_ ("Hang up. A real office lets you call back."), "fake-police" },
  [NOTHING] = { "call.nothing", -1.0,
                N_ ("You were asked for nothing that scams by phone ask for."),
                N_ ("Hang up if the next call asks for money or codes."), "ask-for-code" },
};

static void
add (guint finding, GPtrArray *evidence)
{
  g_ptr_array_add (evidence, safi_evidence_new (&findings[finding]));
}

static gboolean
run (SafiMessage *message,
     const SafiCheckContext *context,
     GPtrArray *evidence,
     GCancellable *cancellable,
     GError **error)
{
  const SafiCall call = safi_message_get_call (message);

  if (safi_message_get_form (message) != SAFI_FORM_CALL)
    return TRUE;
  for (guint i = KNOWN; i < NOTHING; i++)
    if ((call & (1u << i)) != 0)
      add (i, evidence);
  if ((call & ~SAFI_CALL_KNOWN) == 0)
    add (NOTHING, evidence);
  return TRUE;
}

const SafiCheck safi_check_call = {
  .name = "call",
  .group = SAFI_GROUP_TEXT,
  .findings = findings,
  .n_findings = G_N_ELEMENTS (findings),
  .run = run,
};
