/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "filter/checks/safi-check.h"

enum {
  SPOOFED,
  CONTRADICTED,
  SEVERAL_AUTHORS,
  ADDED_FIELD,
  BOUNCE,
  CSA_DENIED,
  SPF_FAIL,
  SENDER_ID_FAIL,
  SENDER_ID_DENIED,
  UNAUTHENTICATED,
  AUTHENTICATED,
  OTHER,
  UNKNOWN,
  LISTED_INFECTED,
  LISTED_JUNK,
  LISTED_HOME,
  VOUCHED,
  WARNED,
};

/* A pass says who, never whether he is honest: throw-away domains prove themselves, too. So what
 * speaks for good stays below a quarter of a nat in every mailbox. */
static const SafiFinding findings[] = {
  [SPOOFED] = { "auth.spoofed", 3.0,
                /* Translators: {0} is a domain such as bank.example, as the sender's address shows
                   it. */
                N_ ("The message says {0}, but the computers of {0} did not send it."),
                N_ ("Ask the sender in another way whether it is real."), "sender-forged" },
  [CONTRADICTED] = { "auth.contradicted", 2.0,
                     /* Translators: {0} is a domain. */
                     N_ ("Mail from {0} has always shown that it came from there; this does not."),
                     N_ ("Ask the sender in another way whether it is real."), "sender-forged" },
  [SEVERAL_AUTHORS] = { "auth.several-authors", 2.0,
                        N_ ("The message names senders from several places at once."),
                        N_ ("Do not rely on the sender that you see."), "sender-name" },
  [ADDED_FIELD] = { "auth.added-field", 1.5,
                    /* Translators: "sealed" as a letter; it carries a digital signature. */
                    N_ ("Something was added to the message after its sender had sealed it."),
                    N_ ("Do not rely on the sender and subject that you see."), "sender-forged" },
  [BOUNCE] = { "auth.bounce", 2.5, N_ ("It returns a message that was not sent from here."),
               N_ ("Somebody used your address; you do not have to do anything."), "bounce" },
  [CSA_DENIED] = { "auth.csa-denied", 2.5,
                   /* Translators: {0} is a domain. */
                   N_ ("The computer that sent it uses a name of {0}, which does not allow that."),
                   N_ ("Look twice at who sent it."), "sending-computer" },
  [SPF_FAIL] = { "auth.spf-fail", 0.4,
                 /* Translators: {0} is a domain; its owner lists the computers that send its mail.
                  */
                 N_ ("{0} does not list the computer that sent it among its own."),
                 N_ ("Forwarded mail looks like this, too; look twice at who sent it."),
                 "sending-computer" },
  [SENDER_ID_FAIL] = { "auth.sender-id-fail", 0.4,
                       /* Translators: {0} is a domain. */
                       N_ ("{0} does not seem to use the computer that sent it."),
                       N_ ("Forwarded mail looks like this, too; look twice at who sent it."),
                       "sending-computer" },
  [SENDER_ID_DENIED] = { "auth.sender-id-denied", 0.8,
                         /* Translators: {0} is a domain. */
                         N_ ("{0} says that the computer that sent it may not use its name."),
                         N_ ("Look twice at who sent it."), "sending-computer" },
  [UNAUTHENTICATED] = { "auth.unauthenticated", 0.2,
                        /* Translators: {0} is a domain. */
                        N_ ("Nothing shows that it really came from {0}."),
                        N_ ("Much honest mail is like this; look at what it asks of you."),
                        "sender-proof" },
  [AUTHENTICATED] = { "auth.authenticated", -0.1,
                      /* Translators: {0} is a domain. */
                      N_ ("It really came from {0}, whoever that is."),
                      N_ ("Ask yourself whether you know them."), "sender-proof" },
  [OTHER] = { "auth.other", 0,
              /* Translators: {0} and {1} are domains: {0} stands in the sender's address, {1} is
                 a mailing list or a mailing service. */
              N_ ("{1} sent this in the name of {0}."),
              N_ ("Lists and mailing services do this; look at what it asks of you."),
              "sender-proof" },
  [UNKNOWN] = { "auth.unknown", 0, N_ ("It could not be checked who sent this."),
                N_ ("Look at what it asks of you."), "sender-proof" },
  [LISTED_INFECTED] = { "auth.listed-infected", 3.0,
                        /* Translators: {0} is the name of a list, such as bl.example, that the
                           person has chosen. */
                        N_ ("{0} lists the computer that sent it as one that strangers control."),
                        N_ ("Look twice at who sent it."), "sending-computer" },
  [LISTED_JUNK] = { "auth.listed-junk", 3.0,
                    /* Translators: {0} is the name of a list, such as bl.example. */
                    N_ ("{0} lists the computer that sent it as one that sends junk."),
                    N_ ("Look twice at who sent it."), "sending-computer" },
  [LISTED_HOME] = { "auth.listed-home", 1.5,
                    /* Translators: {0} is the name of a list, such as bl.example. */
                    N_ ("{0} lists the computer that sent it as one in a home."),
                    N_ ("Small offices send like this, too; look at what it asks of you."),
                    "sending-computer" },
  [VOUCHED] = { "auth.vouched", -0.5,
                /* Translators: {0} is the domain of somebody whom the person has chosen to ask. */
                N_ ("{0}, whom you trust, vouches for the sender."),
                N_ ("Ask yourself whether you know them."), "sender-proof" },
  [WARNED] = { "auth.warned", 1.5,
               /* Translators: {0} is a domain. */
               N_ ("Somebody whom you trust advises against {0}."),
               N_ ("Look at what it asks of you."), "sender-proof" },
};

static SafiEvidence *
add (GPtrArray *evidence, guint finding, const char *domain)
{
  SafiEvidence *row = safi_evidence_new (&findings[finding]);

  safi_evidence_set_spot_header (row, "From");
  if (domain != NULL)
    safi_evidence_add_arg (row, SAFI_ARG_DOMAIN, domain);
  g_ptr_array_add (evidence, row);
  return row;
}

/* Returns: (nullable): the row of @method if it has failed. */
static const SafiAuthRow *
find_failure (const SafiAuthResult *auth, SafiAuthMethod method)
{
  const SafiAuthRow *row = safi_auth_result_find (auth, method);

  return row != NULL && row->code == SAFI_AUTH_FAIL ? row : NULL;
}

/* A forwarder nobody announced fails, too: hints only. Most results of Sender ID follow from what
 * was published for the return address; that must not count twice. */
static void
check_addresses (const SafiAuthResult *auth, GPtrArray *evidence)
{
  const SafiAuthRow *spf = find_failure (auth, SAFI_AUTH_METHOD_SPF);
  const SafiAuthRow *sender_id = find_failure (auth, SAFI_AUTH_METHOD_SENDER_ID);

  if (spf != NULL && *spf->domain != '\0')
    add (evidence, SPF_FAIL, spf->domain);
  if (sender_id == NULL || *sender_id->domain == '\0')
    return;
  if (g_str_equal (sender_id->reason, "published for it"))
    add (evidence, SENDER_ID_DENIED, sender_id->domain);
  else if (spf == NULL)
    add (evidence, SENDER_ID_FAIL, sender_id->domain);
}

/* Nothing proves it: what was added after signing is the reason for that, and is said instead. */
static void
check_unauthenticated (const SafiAuthResult *auth, GPtrArray *evidence)
{
  if (auth->has_added_field)
    return;
  check_addresses (auth, evidence);
  if (*auth->author != '\0')
    add (evidence, UNAUTHENTICATED, auth->author);
}

/* One row says it all: which of the mechanisms led to it is the same fact once more. */
static void
check_identity (const SafiAuthResult *auth, GPtrArray *evidence)
{
  switch (auth->identity) {
  case SAFI_IDENTITY_SPOOFED:
    add (evidence, SPOOFED, auth->author);
    break;
  case SAFI_IDENTITY_CONTRADICTED:
    add (evidence, CONTRADICTED, auth->author);
    break;
  case SAFI_IDENTITY_UNAUTHENTICATED:
    check_unauthenticated (auth, evidence);
    break;
  case SAFI_IDENTITY_AUTHENTICATED:
    add (evidence, AUTHENTICATED, auth->author);
    break;
  case SAFI_IDENTITY_OTHER:
    if (*auth->author != '\0')
      safi_evidence_add_arg (add (evidence, OTHER, auth->author), SAFI_ARG_DOMAIN, auth->domain);
    break;
  case SAFI_IDENTITY_UNKNOWN:
    add (evidence, UNKNOWN, NULL);
    break;
  }
}

/* What the name's owner says; that its addresses do not fit is seldom more than a mistake. */
static void
check_relay_name (const SafiAuthResult *auth, GPtrArray *evidence)
{
  const SafiAuthRow *row = find_failure (auth, SAFI_AUTH_METHOD_CSA);

  if (row != NULL && *row->domain != '\0' &&
      (g_str_equal (row->reason, "denied") || g_str_equal (row->reason, "explicit")))
    add (evidence, CSA_DENIED, row->domain);
}

/* How bad a word of a list is; 0: it is not one. */
static guint
grade_listing (const SafiAuthRow *row)
{
  if (row->method != SAFI_AUTH_METHOD_DNSBL || row->code != SAFI_AUTH_FAIL)
    return 0;
  if (g_str_equal (row->reason, "infected"))
    return 3;
  return g_str_equal (row->reason, "home") ? 1 : 2;
}

/* Lists copy from each other: the worst word of them counts, once. */
static void
check_lists (const SafiAuthResult *auth, GPtrArray *evidence)
{
  static const guint codes[] = { 0, LISTED_HOME, LISTED_JUNK, LISTED_INFECTED };
  const SafiAuthRow *worst = NULL;

  for (guint i = 0; i < auth->rows->len; i++)
    if (grade_listing (auth->rows->pdata[i]) > (worst != NULL ? grade_listing (worst) : 0))
      worst = auth->rows->pdata[i];
  if (worst != NULL)
    add (evidence, codes[grade_listing (worst)], worst->domain);
}

static void
check_certifiers (const SafiAuthResult *auth, GPtrArray *evidence)
{
  const SafiAuthRow *vbr = safi_auth_result_find (auth, SAFI_AUTH_METHOD_VBR);
  const SafiAuthRow *dna = find_failure (auth, SAFI_AUTH_METHOD_DNA);

  if (dna != NULL)
    add (evidence, WARNED, dna->domain);
  else if (vbr != NULL && vbr->code == SAFI_AUTH_PASS)
    add (evidence, VOUCHED, vbr->reason);
}

static gboolean
run (SafiMessage *message,
     const SafiCheckContext *context,
     GPtrArray *evidence,
     GCancellable *cancellable,
     GError **error)
{
  const SafiAuthResult *auth = context->auth;

  if (auth == NULL)
    return TRUE;
  check_identity (auth, evidence);
  if (auth->has_several_authors)
    add (evidence, SEVERAL_AUTHORS, NULL);
  if (auth->has_added_field)
    add (evidence, ADDED_FIELD, NULL);
  if (find_failure (auth, SAFI_AUTH_METHOD_BOUNCE) != NULL)
    add (evidence, BOUNCE, NULL);
  check_certifiers (auth, evidence);
  if (auth->identity != SAFI_IDENTITY_AUTHENTICATED) {
    check_relay_name (auth, evidence);
    check_lists (auth, evidence);
  }
  return TRUE;
}

const SafiCheck safi_check_auth = {
  .name = "auth",
  .group = SAFI_GROUP_ENVELOPE,
  .unseen = 0,
  .findings = findings,
  .n_findings = G_N_ELEMENTS (findings),
  .run = run,
};
