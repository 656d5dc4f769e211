/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "filter/checks/safi-check.h"

/* Nats. Honest small offices show some of these signs, so all together stay a hint. */
#define LIMIT 3.0

#define CODE_PREFIX "zombie."
#define ADVICE_COMPUTER N_ ("Small offices send like this, too; look at what it asks of you.")
#define ADVICE_NAME N_ ("Look twice at who sent it.")
#define TIP "sending-computer"

/* A sign's name follows the dot. Translators: the computer is the one that handed the message to
 * the person's mail provider; {0} is what it is called: a name such as pc7.dsl.isp.example, or a
 * number such as 192.0.2.7. */
static const SafiFinding findings[] = {
  { "zombie.direct", 1.0, N_ ("It came straight from a computer, not by way of a mail server."),
    ADVICE_COMPUTER, TIP },
  { "zombie.no-rdns", 1.0, N_ ("The computer that sent it, {0}, has no name."), ADVICE_COMPUTER,
    TIP },
  { "zombie.rdns-unconfirmed", 0.7,
    N_ ("The computer that sent it has a name that is not its own: {0}."), ADVICE_COMPUTER, TIP },
  { "zombie.rdns-address", 1.5,
    N_ ("The name of the computer that sent it is only its number: {0}."), ADVICE_COMPUTER, TIP },
  { "zombie.rdns-dynamic", 1.2, N_ ("The computer that sent it seems to stand in a home: {0}."),
    ADVICE_COMPUTER, TIP },
  { "zombie.rdns-weak", 0.3, N_ ("The computer that sent it seems to be a customer's: {0}."),
    ADVICE_COMPUTER, TIP },
  { "zombie.rdns-static", -1.5,
    N_ ("The computer that sent it has a name like a mail server: {0}."), ADVICE_COMPUTER, TIP },
  { "zombie.helo-address", 1.5, N_ ("The computer that sent it gives a number for its name: {0}."),
    ADVICE_COMPUTER, TIP },
  { "zombie.helo-literal", 0.8, N_ ("The computer that sent it only gives its number: {0}."),
    ADVICE_COMPUTER, TIP },
  { "zombie.helo-local", 1.0, N_ ("The computer that sent it gives a name used at home only: {0}."),
    ADVICE_COMPUTER, TIP },
  { "zombie.helo-private", 1.0,
    N_ ("The computer that sent it gives a number used indoors only: {0}."), ADVICE_COMPUTER, TIP },
  { "zombie.helo-own", 2.0, N_ ("A strange computer sent it under a name of your provider: {0}."),
    ADVICE_NAME, TIP },
  { "zombie.helo-unconfirmed", 0.4,
    N_ ("The computer that sent it gives a name that does not lead to it: {0}."), ADVICE_COMPUTER,
    TIP },
  { "zombie.helo-denied", 2.0,
    N_ ("The computer that sent it gives the name {0}, whose owner denies that."), ADVICE_NAME,
    TIP },
  { "zombie.id-local", 0.5, N_ ("The mark on the message names a computer as used at home."),
    ADVICE_COMPUTER, TIP },
  { "zombie.forged-hop", 0.5,
    N_ ("The message claims to have passed through your provider before it got there."),
    ADVICE_NAME, TIP },
};

/* Returns: (nullable). */
static const SafiFinding *
find_finding (const char *sign)
{
  for (guint i = 0; i < G_N_ELEMENTS (findings); i++)
    if (g_str_equal (findings[i].code + strlen (CODE_PREFIX), sign))
      return &findings[i];
  return NULL;
}

/* Returns: what the sign was read from; "" if that is nothing to show. */
static const char *
get_name (const SafiAuthResult *auth, const char *sign)
{
  if (g_str_has_prefix (sign, "rdns-"))
    return auth->rdns;
  return g_str_has_prefix (sign, "helo-") ? auth->helo : auth->ip;
}

/* That the owner of the name denies it is said by "auth" already where it is published for that. */
static gboolean
is_said (const SafiAuthResult *auth, const char *sign)
{
  const SafiAuthRow *row = safi_auth_result_find (auth, SAFI_AUTH_METHOD_CSA);

  return g_str_equal (sign, "helo-denied") && row != NULL && row->code == SAFI_AUTH_FAIL;
}

/* Returns: nats: what is found. */
static double
add_sign (const SafiAuthResult *auth, const char *sign, GPtrArray *evidence)
{
  const SafiFinding *finding = find_finding (sign);
  SafiEvidence *row;

  if (finding == NULL || is_said (auth, sign))
    return 0;
  row = safi_evidence_new (finding);
  safi_evidence_set_spot_header (row, "Received");
  safi_evidence_add_arg (row, SAFI_ARG_TEXT, get_name (auth, sign));
  g_ptr_array_add (evidence, row);
  return finding->weight;
}

/* A name like a mail server's takes back what the other signs say, no more: everybody can call his
 * computer so. */
static void
stay_above_zero (GPtrArray *evidence, double sum)
{
  for (guint i = 0; sum < 0 && i < evidence->len; i++) {
    const double weight = safi_evidence_get_weight (evidence->pdata[i]);

    if (weight < 0)
      safi_evidence_set_weight (evidence->pdata[i], weight - sum);
  }
}

static gboolean
run (SafiMessage *message,
     const SafiCheckContext *context,
     GPtrArray *evidence,
     GCancellable *cancellable,
     GError **error)
{
  const SafiAuthResult *auth = context->auth;
  double sum = 0;

  if (auth == NULL || auth->identity == SAFI_IDENTITY_AUTHENTICATED)
    return TRUE;
  for (guint i = 0; i < auth->signs->len; i++)
    sum += add_sign (auth, auth->signs->pdata[i], evidence);
  stay_above_zero (evidence, sum);
  return TRUE;
}

const SafiCheck safi_check_zombie = {
  .name = "zombie",
  .group = SAFI_GROUP_ENVELOPE,
  .unseen = 0,
  .limit = LIMIT,
  .findings = findings,
  .n_findings = G_N_ELEMENTS (findings),
  .run = run,
};
