/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/dkim/safi-dkim-keys.h"

#include <string.h>

#include "signer.h"

#define NAME "sel._domainkey.example.com"
#define NOW 1000000
#define RECEIVED (NOW - 3600)

static SafiDkimKeys *
make_keys (SafiResolver *under, gint64 seen, gint64 until)
{
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func ((GDestroyNotify) safi_kept_key_free);

  g_ptr_array_add (kept, safi_kept_key_new (NAME, "p=kept", seen, until));
  return safi_dkim_keys_new (under, kept, RECEIVED, NOW);
}

/* Returns: (transfer full) (nullable): the text at NAME, where the DNS says @text and a key was
 * kept. */
static char *
ask (const char *text, gint64 seen, gint64 until)
{
  SafiResolver *under = text != NULL ? make_zone (NAME, text, NULL) : make_zone ("x", "y", NULL);
  SafiDkimKeys *keys = make_keys (under, seen, until);
  g_autoptr (SafiDnsAnswer) answer =
      safi_resolver_look_up (SAFI_RESOLVER (keys), NAME, SAFI_DNS_TXT);
  char *found = answer->outcome == SAFI_DNS_FOUND
                    ? g_strdup (((SafiDnsRecord *) answer->records->pdata[0])->text->str)
                    : NULL;

  g_object_unref (keys);
  g_object_unref (under);
  return found;
}

static void
test_a_key_stands_in_only_where_that_is_honest (void)
{
  static const struct {
    const char *text; /* NULL: NXDOMAIN */
    gint64 seen, until;
    const char *found;
  } cases[] = {
    { "p=new", RECEIVED, NOW + 10, "p=new" }, { NULL, RECEIVED, 0, "p=kept" },
    { NULL, RECEIVED - 1, NOW + 10, NULL },   { NULL, NOW, 0, "p=kept" },
    { NULL, NOW + 1, NOW + 10, NULL }, /* the clock was wrong then, or is now */
    { "TIMEOUT", RECEIVED, 0, "p=kept" },     { "TIMEOUT", RECEIVED - 1, NOW + 1, "p=kept" },
    { "TIMEOUT", RECEIVED - 1, NOW, NULL },   { "TIMEOUT", NOW + 1, NOW + 10, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *found = ask (cases[i].text, cases[i].seen, cases[i].until);

    g_test_message ("%u", i);
    g_assert_cmpstr (found, ==, cases[i].found);
  }
}

static void
test_other_names_and_types_are_left_alone (void)
{
  SafiResolver *under = make_zone ("x", "y", NULL);
  SafiDkimKeys *keys = make_keys (under, NOW, NOW);
  g_autoptr (SafiDnsAnswer) other =
      safi_resolver_look_up (SAFI_RESOLVER (keys), "a." NAME, SAFI_DNS_TXT);
  g_autoptr (SafiDnsAnswer) address =
      safi_resolver_look_up (SAFI_RESOLVER (keys), NAME, SAFI_DNS_A);

  g_assert_cmpint (other->outcome, ==, SAFI_DNS_NXDOMAIN);
  g_assert_cmpint (address->outcome, ==, SAFI_DNS_NXDOMAIN);
  g_object_unref (keys);
  g_object_unref (under);
}

/* Returns: how many keys were seen where the DNS gives a text of so many octets. */
static guint
count_seen (guint octets)
{
  g_autofree char *text = g_strnfill (octets, 'x');
  SafiResolver *under = make_zone (NAME, text, NULL);
  SafiDkimKeys *keys = make_keys (under, 0, 0);
  g_autoptr (SafiDnsAnswer) answer =
      safi_resolver_look_up (SAFI_RESOLVER (keys), NAME, SAFI_DNS_TXT);
  g_autoptr (GPtrArray) seen = safi_dkim_keys_take_seen (keys);
  const guint n_seen = seen->len;

  g_assert_cmpint (answer->outcome, ==, SAFI_DNS_FOUND);
  for (guint i = 0; i < n_seen; i++) {
    const SafiKeptKey *key = seen->pdata[i];

    g_assert_cmpstr (key->name, ==, NAME);
    g_assert_cmpstr (key->record, ==, text);
    g_assert_cmpint (key->seen, ==, NOW);
    g_assert_cmpint (key->until, >, NOW);
  }
  g_object_unref (keys);
  g_object_unref (under);
  return n_seen;
}

static void
test_what_the_dns_gave_is_told_up_to_a_limit (void)
{
  g_assert_cmpuint (count_seen (40), ==, 1);
  g_assert_cmpuint (count_seen (SAFI_KEPT_KEY_OCTETS_MAX), ==, 1);
  g_assert_cmpuint (count_seen (SAFI_KEPT_KEY_OCTETS_MAX + 1), ==, 0);
}

static void
test_names_of_keys_are_told_once (void)
{
  static const char tags[] = "a=ed25519-sha256; c=relaxed/relaxed; h=from";
  g_autofree char *once = sign_text (tags, "From: a@example.com\r\n\r\nx\r\n");
  g_autofree char *twice = sign_text (tags, once);
  g_autofree char *broken = g_strconcat ("DKIM-Signature: v=1; d=x.example\r\n", twice, NULL);
  g_autoptr (GBytes) octets = g_bytes_new (broken, strlen (broken));
  SafiSignedMessage *message = safi_signed_message_new (octets);
  g_autoptr (SafiDkim) dkim = safi_dkim_new (message);
  g_auto (GStrv) names = safi_dkim_list_key_names (dkim);

  g_assert_cmpuint (g_strv_length (names), ==, 1);
  g_assert_cmpstr (names[0], ==, NAME);
  safi_signed_message_unref (message);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/auth-dkim-keys/a-key-stands-in-only-where-that-is-honest",
                   test_a_key_stands_in_only_where_that_is_honest);
  g_test_add_func ("/auth-dkim-keys/other-names-and-types-are-left-alone",
                   test_other_names_and_types_are_left_alone);
  g_test_add_func ("/auth-dkim-keys/what-the-dns-gave-is-told-up-to-a-limit",
                   test_what_the_dns_gave_is_told_up_to_a_limit);
  g_test_add_func ("/auth-dkim-keys/names-of-keys-are-told-once", test_names_of_keys_are_told_once);
  return g_test_run ();
}
