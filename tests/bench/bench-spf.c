/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <time.h>

#include "auth/dns/safi-zone.h"
#include "auth/spf/safi-spf.h"
#include "bench-spf.h"

/* bench-spf: how often Safibox evaluates SPF in a second of processor time, the records in memory.
 * The best of the rounds counts. */

static SafiZone *
make_zone (void)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GString) json = g_string_new ("{");

  for (guint i = 0; i < G_N_ELEMENTS (bench_spf_records); i++) {
    const char *name = bench_spf_records[i].name;

    if (!g_hash_table_add (names, (gpointer) name))
      continue;
    g_string_append_printf (json, "%s\"%s\": [", i > 0 ? ", " : "", name);
    for (guint j = i; j < G_N_ELEMENTS (bench_spf_records); j++) {
      const gboolean is_exchange = g_str_equal (bench_spf_records[j].type, "MX");

      if (g_str_equal (bench_spf_records[j].name, name))
        g_string_append_printf (json, "%s{\"%s\": %s\"%s\"%s}", j > i ? ", " : "",
                                bench_spf_records[j].type, is_exchange ? "[10, " : "",
                                bench_spf_records[j].data, is_exchange ? "]" : "");
    }
    g_string_append_c (json, ']');
  }
  g_string_append_c (json, '}');
  return safi_zone_new (json->str, -1, NULL);
}

static void
ask_all (SafiResolver *resolver, const SafiIp *addresses)
{
  for (guint i = 0; i < G_N_ELEMENTS (bench_spf_questions); i++) {
    const SafiSpfRequest request = { .ip = addresses[i],
                                     .helo = BENCH_SPF_HELO,
                                     .mail_from = bench_spf_questions[i].mail_from };
    g_autoptr (SafiSpfResult) result =
        safi_spf_check_mail_from (resolver, &request, SAFI_SPF_SCOPE_SPF);

    g_assert_cmpstr (safi_auth_code_to_string (result->code), ==, bench_spf_questions[i].result);
  }
}

int
main (void)
{
  g_autoptr (SafiZone) zone = make_zone ();
  SafiIp addresses[G_N_ELEMENTS (bench_spf_questions)];
  double best = 0;

  g_assert_nonnull (zone);
  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    g_assert_true (safi_ip_parse (bench_spf_questions[i].ip, &addresses[i]));
  for (guint round = 0; round < BENCH_SPF_ROUNDS; round++) {
    const clock_t start = clock ();

    for (guint i = 0; i < BENCH_SPF_REPEATS; i++)
      ask_all (SAFI_RESOLVER (zone), addresses);
    best = MAX (best, BENCH_SPF_REPEATS * (double) G_N_ELEMENTS (addresses) * CLOCKS_PER_SEC /
                          MAX (clock () - start, 1));
  }
  printf ("%.0f\n", best);
  return 0;
}
