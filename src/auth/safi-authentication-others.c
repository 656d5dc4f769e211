/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/clear/safi-dna.h"
#include "auth/clear/safi-vbr.h"
#include "auth/dmarc/safi-bimi.h"
#include "auth/safi-authentication-private.h"
#include "auth/zombie/safi-dnsbl.h"
#include "core/authentication/safi-dns-list.h"

/* The picture is only told of, never fetched; it costs a question, so not where octets cost money.
 */
void
safi_auth_run_check_picture (SafiAuthRun *run, const SafiDmarcResult *dmarc)
{
  const char *field = safi_message_get_header (run->of->message, "BIMI-Selector");
  g_autofree char *selector = field != NULL ? safi_bimi_read_selector (field) : NULL;
  g_autoptr (SafiBimi) bimi = NULL;

  if (run->of->request.is_sparing)
    return;
  bimi = safi_bimi_check (SAFI_RESOLVER (run->resolver), dmarc, selector);
  /* Whether there is a picture decides nothing: nobody is asked again for its sake. */
  if (bimi->code != SAFI_AUTH_NONE && bimi->code != SAFI_AUTH_TEMPERROR)
    safi_auth_result_add_row (run->result, SAFI_AUTH_METHOD_BIMI, SAFI_AUTH_BY_US, bimi->code,
                              bimi->domain, *bimi->authority != '\0' ? "with certificate" : NULL);
}

static void
note_dkim2 (SafiAuthRun *run)
{
  gsize length;
  const char *octets = g_bytes_get_data (safi_message_get_octets (run->of->message), &length);

  if (safi_dkim2_is_present (octets, length))
    safi_auth_result_add_row (run->result, SAFI_AUTH_METHOD_DKIM2, SAFI_AUTH_BY_US,
                              SAFI_AUTH_NEUTRAL, NULL, "not read yet");
}

/* Returns: (transfer container): the domains that proved themselves, NULL-terminated. */
static GPtrArray *
list_proved (const SafiAuthRun *run)
{
  GPtrArray *domains = g_ptr_array_new ();

  if (*run->result->domain != '\0')
    g_ptr_array_add (domains, run->result->domain);
  for (guint i = 0; run->passed->pdata[i] != NULL; i++)
    g_ptr_array_add (domains, run->passed->pdata[i]);
  if (run->spf_domain != NULL)
    g_ptr_array_add (domains, run->spf_domain);
  g_ptr_array_add (domains, NULL);
  return domains;
}

static void
ask_vbr (SafiAuthRun *run, const char *const *proved)
{
  gsize length;
  const char *octets = g_bytes_get_data (safi_message_get_octets (run->of->message), &length);
  g_autoptr (SafiVbrResult) vbr = safi_vbr_check (SAFI_RESOLVER (run->resolver), octets, length,
                                                  proved, run->of->request.certifiers);

  if (vbr->code != SAFI_AUTH_NONE)
    safi_auth_run_add_row (run, SAFI_AUTH_METHOD_VBR, vbr->code, vbr->domain, vbr->certifier);
}

static void
ask_dna (SafiAuthRun *run, const char *domain)
{
  static const SafiAuthCode codes[] = {
    [SAFI_DNA_STRONGLY_RECOMMENDED] = SAFI_AUTH_PASS,
    [SAFI_DNA_RECOMMENDED] = SAFI_AUTH_PASS,
    [SAFI_DNA_UNKNOWN] = SAFI_AUTH_NONE,
    [SAFI_DNA_NOT_RECOMMENDED] = SAFI_AUTH_FAIL,
    [SAFI_DNA_STRONGLY_NOT_RECOMMENDED] = SAFI_AUTH_FAIL,
    [SAFI_DNA_TEMPERROR] = SAFI_AUTH_TEMPERROR,
  };
  g_autofree char *service = NULL;
  const SafiDnaGrade grade =
      safi_dna_check (SAFI_RESOLVER (run->resolver), domain, run->of->request.certifiers, &service);

  if (codes[grade] != SAFI_AUTH_NONE)
    safi_auth_run_add_row (run, SAFI_AUTH_METHOD_DNA, codes[grade], domain,
                           safi_dna_grade_to_string (grade));
}

/* Of the name that the relay may use, if nobody proved himself otherwise (CSV: CSA and DNA). */
static const char *
find_accountable (const SafiAuthRun *run)
{
  const SafiAuthRow *csa = safi_auth_result_find (run->result, SAFI_AUTH_METHOD_CSA);

  if (*run->result->domain != '\0')
    return run->result->domain;
  return csa != NULL && csa->code == SAFI_AUTH_PASS ? csa->domain : "";
}

static void
ask_certifiers (SafiAuthRun *run)
{
  g_autoptr (GPtrArray) proved = list_proved (run);
  const char *accountable = find_accountable (run);

  if (run->of->request.certifiers == NULL || *run->of->request.certifiers == NULL)
    return;
  ask_vbr (run, (const char *const *) proved->pdata);
  if (*accountable != '\0')
    ask_dna (run, accountable);
}

/* Of several codes the worst counts: the first that has a word of its own. */
static const char *
get_word (const char *zone, const SafiDnsblAnswer *answer)
{
  static const char *const words[] = { "infected", "junk", "home" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    for (guint j = 0; j < answer->n_codes; j++)
      if (g_str_equal (safi_dns_list_get_word (zone, answer->codes[j][2]), words[i]))
        return words[i];
  return "listed";
}

static void
add_listing (SafiAuthRun *run, const char *zone, const SafiDnsblAnswer *answer)
{
  switch (answer->outcome) {
  case SAFI_DNSBL_LISTED:
    safi_auth_run_add_row (run, SAFI_AUTH_METHOD_DNSBL, SAFI_AUTH_FAIL, zone,
                           get_word (zone, answer));
    break;
  case SAFI_DNSBL_NOT_LISTED:
    safi_auth_run_add_row (run, SAFI_AUTH_METHOD_DNSBL, SAFI_AUTH_PASS, zone, NULL);
    break;
  case SAFI_DNSBL_BLOCKED:
    safi_auth_run_add_row (run, SAFI_AUTH_METHOD_DNSBL, SAFI_AUTH_NEUTRAL, zone, "refused");
    break;
  case SAFI_DNSBL_UNKNOWN:
    safi_auth_run_add_row (run, SAFI_AUTH_METHOD_DNSBL, SAFI_AUTH_NEUTRAL, zone, "no answer");
    break;
  }
}

/* A list that fails its own test is not asked. */
static void
ask_list (SafiAuthRun *run, const char *zone)
{
  SafiDnsblAnswer answer;
  gboolean is_known;

  if (!safi_dnsbl_test (SAFI_RESOLVER (run->resolver), zone, &is_known)) {
    safi_auth_run_add_row (run, SAFI_AUTH_METHOD_DNSBL, SAFI_AUTH_NEUTRAL, zone,
                           is_known ? "does not work" : "no answer");
    return;
  }
  answer = safi_dnsbl_look_up (SAFI_RESOLVER (run->resolver), zone, &run->boundary->ip);
  add_listing (run, zone, &answer);
}

/* It weighs nothing, so it is asked for last, and what cannot be had leaves nothing open. */
static void
check_arc (SafiAuthRun *run)
{
  g_autoptr (SafiArcResult) arc = safi_arc_verify (run->of->arc, SAFI_RESOLVER (run->resolver));
  const char *sealer = arc->sealers != NULL && arc->n_sets > 0
                           ? arc->sealers[g_strv_length (arc->sealers) - 1]
                           : NULL;

  if (arc->code == SAFI_AUTH_NONE)
    return;
  safi_auth_result_add_row (run->result, SAFI_AUTH_METHOD_ARC, SAFI_AUTH_BY_US,
                            arc->code == SAFI_AUTH_FAIL && !run->of->is_whole ? SAFI_AUTH_NEUTRAL
                                                                              : arc->code,
                            sealer, safi_arc_reason_to_string (arc->reason));
}

void
safi_auth_run_ask_others (SafiAuthRun *run)
{
  const char *const *lists = run->of->request.dns_lists;

  note_dkim2 (run);
  ask_certifiers (run);
  for (guint i = 0; lists != NULL && lists[i] != NULL; i++)
    if (!run->is_aligned && safi_auth_run_has_peer (run))
      ask_list (run, lists[i]);
  if (safi_auth_run_may_go_on (run))
    check_arc (run);
}
