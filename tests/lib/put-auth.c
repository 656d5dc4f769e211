/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* put-auth DIRECTORY: the store's junk was sent under a forged name by a computer at somebody's
 * home, its good messages by whom they name; of the others nothing is known. */

#include <stdlib.h>
#include <string.h>

#include "filter/safi-filter.h"
#include "store/messages/safi-store-judged.h"
#include "store/senders/safi-store-auth.h"

#define IP "192.0.2.77"

static SafiAuthResult *
new_forged (void)
{
  static const struct {
    SafiAuthMethod method;
    SafiAuthCode code;
    const char *domain;
    const char *reason;
  } rows[] = {
    { SAFI_AUTH_METHOD_SPF, SAFI_AUTH_FAIL, "bank.example", "" },
    { SAFI_AUTH_METHOD_SENDER_ID, SAFI_AUTH_NONE, "bank.example", "" },
    { SAFI_AUTH_METHOD_DKIM, SAFI_AUTH_PASS, "bulk-mail.a-very-long-name-of-a-service.example",
      "" },
    { SAFI_AUTH_METHOD_DMARC, SAFI_AUTH_FAIL, "bank.example", "refused by policy" },
    { SAFI_AUTH_METHOD_CSA, SAFI_AUTH_FAIL, "pc77.example", "denied" },
    { SAFI_AUTH_METHOD_HELO, SAFI_AUTH_TEMPERROR, "pc77.example", "" },
    { SAFI_AUTH_METHOD_IPREV, SAFI_AUTH_PERMERROR, "", "" },
  };

  SafiAuthResult *auth = safi_auth_result_new ();

  auth->identity = SAFI_IDENTITY_SPOOFED;
  auth->is_final = TRUE;
  safi_auth_result_set_text (&auth->author, "bank.example");
  safi_auth_result_set_text (&auth->ip, IP);
  safi_auth_result_set_text (&auth->rdns, "pc77.dsl.isp.example");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    safi_auth_result_add_row (auth, rows[i].method,
                              i == 0 ? SAFI_AUTH_BY_PROVIDER : SAFI_AUTH_BY_US, rows[i].code,
                              rows[i].domain, rows[i].reason);
  g_ptr_array_add (auth->signs, g_strdup ("direct"));
  g_ptr_array_add (auth->signs, g_strdup ("rdns-dynamic"));
  return auth;
}

/* @sender: an address. */
static SafiAuthResult *
new_proven (const char *sender)
{
  const char *at = strrchr (sender, '@');
  SafiAuthResult *auth = safi_auth_result_new ();

  auth->identity = SAFI_IDENTITY_AUTHENTICATED;
  auth->is_final = TRUE;
  safi_auth_result_set_text (&auth->author, at != NULL ? at + 1 : "");
  safi_auth_result_set_text (&auth->domain, auth->author);
  safi_auth_result_add_row (auth, SAFI_AUTH_METHOD_DKIM, SAFI_AUTH_BY_US, SAFI_AUTH_PASS,
                            auth->author, "");
  return auth;
}

/* Returns: (transfer full) (nullable) */
static SafiAuthResult *
new_result (const SafiJudged *row)
{
  switch (safi_verdict_get_decision (row->verdict)) {
  case SAFI_DECISION_JUNK:
    return new_forged ();
  case SAFI_DECISION_GOOD:
    return new_proven (row->sender_address);
  case SAFI_DECISION_UNSURE:
  default:
    return NULL;
  }
}

static gboolean
put_auth (SafiStore *store, GError **error)
{
  const SafiJudgedQuery query = { .filter = SAFI_JUDGED_ALL };
  g_autoptr (GPtrArray) rows = safi_store_list_judged (store, &query, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++) {
    const SafiJudged *row = rows->pdata[i];
    g_autoptr (SafiAuthResult) auth = new_result (row);

    if (auth != NULL &&
        !safi_store_put_auth (store, safi_message_ref_get_account (row->ref),
                              safi_message_ref_get_identity (row->ref), auth, error))
      return FALSE;
  }
  return rows != NULL;
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SafiStoreClaim) claim = NULL;
  g_autoptr (SafiStore) store = NULL;

  if (argc != 2) {
    g_printerr ("usage: put-auth DIRECTORY\n");
    return EXIT_FAILURE;
  }
  claim = safi_store_claim (argv[1], &error);
  if (claim != NULL)
    store = safi_store_open (argv[1], safi_clock_get_system (), safi_filter_lookup, &error);
  if (store == NULL || !put_auth (store, &error)) {
    g_printerr ("%s\n", error->message);
    return EXIT_FAILURE;
  }
  return EXIT_SUCCESS;
}
