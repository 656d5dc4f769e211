/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/dkim/safi-dkim-key.h"

#include <string.h>

#include "auth/dns/safi-zone.h"

#define P "p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="

static SafiDkimReason
read_reason (const char *record)
{
  g_autoptr (SafiDkimKey) key = safi_dkim_key_new (record, strlen (record));

  g_assert_cmpint (key->key != NULL, ==, key->reason == SAFI_DKIM_REASON_NONE);
  return key->reason;
}

static void
test_records (void)
{
  static const struct {
    const char *record;
    SafiDkimReason reason;
  } cases[] = {
    { "v=DKIM1; k=ed25519; " P, SAFI_DKIM_REASON_NONE },
    { "k=ed25519; n=a=20note; zz=1; g=*; " P ";", SAFI_DKIM_REASON_NONE },
    { "k=ED25519; " P, SAFI_DKIM_REASON_NONE },
    { "k=ed25519; v=DKIM1; " P, SAFI_DKIM_REASON_KEY_SYNTAX },
    { "v=DKIM3; k=ed25519; " P, SAFI_DKIM_REASON_KEY_SYNTAX },
    { "v=dkim1; k=ed25519; " P, SAFI_DKIM_REASON_KEY_SYNTAX },
    { "k=ed25519; t; " P, SAFI_DKIM_REASON_KEY_SYNTAX },
    { "k=foobar; " P, SAFI_DKIM_REASON_KEY_ALGORITHM },
    { "v=DKIM1; k=ed25519", SAFI_DKIM_REASON_KEY_SYNTAX },
    { "v=DKIM1; p=", SAFI_DKIM_REASON_KEY_REVOKED },
    { "v=DKIM1; " P, SAFI_DKIM_REASON_KEY_SYNTAX },
    { "v=DKIM1; p=*", SAFI_DKIM_REASON_KEY_SYNTAX },
    { "", SAFI_DKIM_REASON_KEY_SYNTAX },
    { "v=spf1 -all", SAFI_DKIM_REASON_KEY_SYNTAX },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (safi_dkim_reason_to_string (read_reason (cases[i].record)), ==,
                     safi_dkim_reason_to_string (cases[i].reason));
}

static void
test_records_have_a_limit (void)
{
  g_autoptr (GString) record = g_string_new ("k=ed25519; " P "; n=");

  while (record->len < SAFI_DKIM_KEY_RECORD_OCTETS_MAX)
    g_string_append_c (record, 'x');
  g_assert_cmpint (read_reason (record->str), ==, SAFI_DKIM_REASON_NONE);
  g_string_append_c (record, 'x');
  g_assert_cmpint (read_reason (record->str), ==, SAFI_DKIM_REASON_KEY_SYNTAX);
}

static void
test_flags (void)
{
  const char *record = "k=ed25519; t = y : s : other; s=email; h=sha256:md5; " P;
  g_autoptr (SafiDkimKey) key = safi_dkim_key_new (record, strlen (record));

  g_assert_true (key->is_test);
  g_assert_true (key->is_for_exact_name);
  g_assert_true (key->is_for_mail);
  g_assert_cmpuint (key->hashes, ==, 1 << SAFI_HASH_SHA256);
}

static void
test_of_several_records_the_first_key_counts (void)
{
  g_autoptr (SafiZone) zone = safi_zone_new ("{ \"a._domainkey.b.example\": ["
                                             "{ \"TXT\": \"v=spf1 -all\" },"
                                             "{ \"TXT\": [ \"k=ed25519; n=1; \", \"" P "\" ] },"
                                             "{ \"TXT\": \"k=ed25519; n=2; " P "\" } ],"
                                             "\"c._domainkey.b.example\": ["
                                             "{ \"TXT\": \"p=\" }, { \"TXT\": \"x\" } ] }",
                                             -1, NULL);
  g_autoptr (SafiDkimKey) first = safi_dkim_key_look_up (SAFI_RESOLVER (zone), "b.example", "a");
  g_autoptr (SafiDkimKey) none = safi_dkim_key_look_up (SAFI_RESOLVER (zone), "b.example", "c");
  g_autoptr (SafiDkimKey) missing = safi_dkim_key_look_up (SAFI_RESOLVER (zone), "b.example", "d");

  g_assert_cmpstr (first->record, ==, "k=ed25519; n=1; " P);
  g_assert_cmpint (none->reason, ==, SAFI_DKIM_REASON_KEY_REVOKED);
  g_assert_cmpint (missing->reason, ==, SAFI_DKIM_REASON_KEY_MISSING);
  g_assert_false (missing->is_open);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/auth-dkim-key/records", test_records);
  g_test_add_func ("/auth-dkim-key/records-have-a-limit", test_records_have_a_limit);
  g_test_add_func ("/auth-dkim-key/flags", test_flags);
  g_test_add_func ("/auth-dkim-key/of-several-records-the-first-key-counts",
                   test_of_several_records_the_first_key_counts);
  return g_test_run ();
}
