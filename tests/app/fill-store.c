/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* fill-store DIRECTORY COUNT [MINUTES]: a store with a paused practice mailbox and so many judged
 * messages. Every third is junk, of another kind each time; number n is n times MINUTES (1) old and
 * has "Message n" as its subject. Each of the last two weeks' days cost some data. */

#include <stdlib.h>

#include "filter/safi-filter.h"
#include "store/accounts/safi-data-use.h"
#include "store/messages/safi-store-judged.h"

#define ADDRESS "amina@practice.example"
#define FINDING "money.ask-code"
#define UIDVALIDITY 7
#define DAY (24 * 60 * 60) /* seconds */
#define N_DAYS 14
#define OCTETS 40000 /* of a day; each costs so much more than the one before it */

static SafiVerdict *
new_verdict (guint number)
{
  SafiDecision decision = number % 3 == 0 ? SAFI_DECISION_JUNK : SAFI_DECISION_GOOD;
  SafiKind kind = (SafiKind) (SAFI_KIND_ADVERT + number / 3 % SAFI_KIND_OTHER);
  g_autoptr (GPtrArray) evidence =
      g_ptr_array_new_with_free_func ((GDestroyNotify) safi_evidence_unref);
  SafiEvidence *asked = safi_evidence_new (safi_filter_lookup (FINDING));

  safi_evidence_add_arg (asked, SAFI_ARG_TEXT, "your PIN");
  g_ptr_array_add (evidence, asked);
  return safi_verdict_new (decision, decision == SAFI_DECISION_JUNK ? kind : SAFI_KIND_NONE, -1.0,
                           decision == SAFI_DECISION_JUNK ? 0.99 : 0.01, evidence);
}

static gboolean
put_message (SafiStore *store,
             const char *account,
             guint number,
             gint64 now,
             guint minutes,
             GError **error)
{
  g_autofree char *identity = g_strdup_printf ("%064x", number);
  g_autofree char *subject = g_strdup_printf ("Message %u", number);
  g_autofree char *sender = g_strdup_printf ("sender%u@shop%u.example", number, number % 10);
  g_autoptr (SafiMessageRef) ref =
      safi_message_ref_new (account, "INBOX", UIDVALIDITY, number, identity);
  g_autoptr (SafiVerdict) verdict = new_verdict (number);
  SafiJudged fields = {
    .ref = ref,
    .sender_name = (char *) "Amina’s shop",
    .sender_address = sender,
    .subject = subject,
    .date = now - (gint64) number * minutes * 60,
    .judged_at = now,
    .verdict = verdict,
    .fate = SAFI_FATE_STAYED,
  };
  g_autoptr (SafiJudged) judged = safi_judged_new (&fields);

  return safi_store_put_judged (store, judged, error) >= 0;
}

static gboolean
put_data_use (SafiStore *store, const char *account, gint64 now, GError **error)
{
  for (guint day = 0; day < N_DAYS; day++)
    if (!safi_store_add_data_use (store, account, now - (gint64) day * DAY,
                                  (guint64) (N_DAYS - day) * OCTETS, error))
      return FALSE;
  return TRUE;
}

static gboolean
fill (SafiStore *store, const char *directory, guint count, guint minutes, GError **error)
{
  g_autofree char *mailbox = g_build_filename (directory, "practice", NULL);
  g_autoptr (SafiAccount) account = safi_account_new_practice (NULL, ADDRESS, mailbox);
  const char *id = safi_account_get_id (account);
  SafiPolicy policy = safi_policy_default ();
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  policy.paused = TRUE;
  if (!safi_store_begin (store, error))
    return FALSE;
  if (!safi_store_save_account (store, account, error) ||
      !safi_store_set_policy (store, id, &policy, error) || !put_data_use (store, id, now, error))
    return FALSE;
  for (guint number = 1; number <= count; number++)
    if (!put_message (store, id, number, now, minutes, error))
      return FALSE;
  return safi_store_commit (store, error);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SafiStoreClaim) claim = NULL;
  g_autoptr (SafiStore) store = NULL;

  if (argc != 3 && argc != 4) {
    g_printerr ("usage: fill-store DIRECTORY COUNT [MINUTES]\n");
    return EXIT_FAILURE;
  }
  claim = safi_store_claim (argv[1], &error);
  if (claim != NULL)
    store = safi_store_open (argv[1], safi_clock_get_system (), safi_filter_lookup, &error);
  if (store == NULL || !fill (store, argv[1], (guint) atoi (argv[2]),
                              argc > 3 ? (guint) atoi (argv[3]) : 1, &error)) {
    g_printerr ("%s\n", error->message);
    return EXIT_FAILURE;
  }
  return EXIT_SUCCESS;
}
