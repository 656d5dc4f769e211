/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <netdb.h>
#include <spf2/spf.h>
#include <spf2/spf_dns_zone.h>

#include "bench-spf.h"

/* bench-spf2: the same by libspf2, which spfquery is made of, with its own records in memory. */

static ns_type
get_type (const char *name)
{
  if (strcmp (name, "TXT") == 0)
    return ns_t_txt;
  return strcmp (name, "MX") == 0 ? ns_t_mx : ns_t_a;
}

static SPF_server_t *
open_server (void)
{
  SPF_dns_server_t *zone = SPF_dns_zone_new (NULL, "bench", 0);

  for (size_t i = 0; zone != NULL && i < BENCH_SPF_N (bench_spf_records); i++)
    if (SPF_dns_zone_add_str (zone, bench_spf_records[i].name, get_type (bench_spf_records[i].type),
                              NETDB_SUCCESS, bench_spf_records[i].data) != SPF_E_SUCCESS)
      return NULL;
  return zone != NULL ? SPF_server_new_dns (zone, 0) : NULL;
}

static int
ask (SPF_server_t *server, size_t i)
{
  SPF_request_t *request = SPF_request_new (server);
  SPF_response_t *response = NULL;
  int is_right;

  SPF_request_set_ipv4_str (request, bench_spf_questions[i].ip);
  SPF_request_set_helo_dom (request, BENCH_SPF_HELO);
  SPF_request_set_env_from (request, bench_spf_questions[i].mail_from);
  SPF_request_query_mailfrom (request, &response);
  is_right = response != NULL && strcmp (SPF_strresult (SPF_response_result (response)),
                                         bench_spf_questions[i].result) == 0;
  if (!is_right)
    fprintf (stderr, "bench-spf2: %s from %s: %s\n", bench_spf_questions[i].mail_from,
             bench_spf_questions[i].ip,
             response != NULL ? SPF_strresult (SPF_response_result (response)) : "nothing");
  SPF_response_free (response);
  SPF_request_free (request);
  return is_right;
}

/* Returns: evaluations in a second of processor time; 0 if an answer is wrong. */
static double
measure_round (SPF_server_t *server)
{
  const size_t n_questions = BENCH_SPF_N (bench_spf_questions);
  const clock_t start = clock ();

  for (size_t i = 0; i < BENCH_SPF_REPEATS * n_questions; i++)
    if (!ask (server, i % n_questions))
      return 0;
  return (double) BENCH_SPF_REPEATS * (double) n_questions * CLOCKS_PER_SEC /
         (double) (clock () - start + 1);
}

int
main (void)
{
  SPF_server_t *server = open_server ();
  double best = 0;

  if (server == NULL)
    return 1;
  for (int round = 0; round < BENCH_SPF_ROUNDS; round++) {
    const double rate = measure_round (server);

    if (rate <= 0)
      return 1;
    best = rate > best ? rate : best;
  }
  printf ("%.0f\n", best);
  SPF_server_free (server);
  return 0;
}
