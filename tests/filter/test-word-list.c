/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "filter/lists/safi-word-list.h"

#include <string.h>

#include "filter/lists/safi-brands.h"
#include "filter/lists/safi-folded.h"
#include "filter/lists/safi-lists.h"

static const SafiWordHit *
find_group (GArray *hits, SafiWordGroup group)
{
  for (guint i = 0; i < hits->len; i++)
    if (g_array_index (hits, SafiWordHit, i).group == group)
      return &g_array_index (hits, SafiWordHit, i);
  return NULL;
}

static void
phrases_are_found_in_every_language (void)
{
  static const struct {
    const char *text;
    SafiWordGroup group;
  } cases[] = {
    { "Please SEND  me\nyour PIN at once", SAFI_WORDS_SECRET_REQUEST },
    { "ＳＥＮＤ ＭＥ ＹＯＵＲ ＰＩＮ", SAFI_WORDS_SECRET_REQUEST },
    { "s\u200bend me your p\u00adin", SAFI_WORDS_SECRET_REQUEST },
    { "don\u2019t share your PIN", SAFI_WORDS_SECRET_WARNING },
    { "s-e-n-d me y.o.u.r. pin", SAFI_WORDS_SECRET_REQUEST },
    { "send me y o u r pin", SAFI_WORDS_SECRET_REQUEST },
    { "s\u0435nd m\u0435 your p\u0456n", SAFI_WORDS_SECRET_REQUEST },
    { "send me your pi\u0301n", SAFI_WORDS_SECRET_REQUEST },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GArray) hits = safi_word_list_find (cases[i].text, strlen (cases[i].text));

    g_assert_nonnull (find_group (hits, cases[i].group));
  }
}

static void
every_shipped_phrase_is_found (void)
{
  static const char *const languages[] = { "am", "ar", "bn", "en", "es", "fr",
                                           "hi", "id", "pt", "ru", "sw", "zh" };

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++) {
    g_autofree char *name = g_strdup_printf ("words/%s.tsv", languages[i]);
    g_auto (GStrv) lines = safi_lists_read_lines (name);

    for (guint k = 0; lines[k] != NULL; k++) {
      const char *phrase = strchr (lines[k], '\t') + 1;
      g_autoptr (GArray) hits = safi_word_list_find (phrase, strlen (phrase));

      g_assert_cmpuint (hits->len, >, 0);
    }
  }
}

static void
a_part_of_a_word_is_no_hit (void)
{
  const char *text = "resend me your pinboard";
  g_autoptr (GArray) hits = safi_word_list_find (text, strlen (text));

  g_assert_null (find_group (hits, SAFI_WORDS_SECRET_REQUEST));
}

static void
the_place_is_that_of_the_original (void)
{
  const char *text = "Ça\u200b va? Now  SEND me\n your PIN, please";
  g_autoptr (GArray) hits = safi_word_list_find (text, strlen (text));
  const SafiWordHit *hit = find_group (hits, SAFI_WORDS_SECRET_REQUEST);
  g_autofree char *quote = NULL;

  g_assert_nonnull (hit);
  quote = g_strndup (text + hit->start, hit->length);
  g_assert_cmpstr (quote, ==, "SEND me\n your PIN");
}

static void
hits_are_limited (void)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < SAFI_WORD_HITS_MAX + 1; i++)
    g_string_append (text, "send me your pin. ");
  for (guint n = 0; n < 2; n++) {
    g_autoptr (GArray) hits = safi_word_list_find (text->str, text->len);

    g_assert_cmpuint (hits->len, ==, SAFI_WORD_HITS_MAX);
    g_string_truncate (text, strlen ("send me your pin. ") * SAFI_WORD_HITS_MAX);
  }
}

static void
accents_written_apart_are_the_same (void)
{
  g_autoptr (SafiFolded) apart = safi_folded_new ("Cafe\u0301", 6);
  g_autoptr (SafiFolded) composed = safi_folded_new ("café", 5);

  g_assert_cmpstr (apart->octets->str, ==, composed->octets->str);
}

static void
lists_cover_what_lies_below (void)
{
  g_assert_true (safi_lists_is_shortener ("bit.ly"));
  g_assert_true (safi_lists_is_shortener ("www.bit.ly"));
  g_assert_false (safi_lists_is_shortener ("rabbit.ly"));
  g_assert_true (safi_lists_is_free_mail ("gmail.com"));
  g_assert_false (safi_lists_is_free_mail ("shop.gmail.com.example"));
}

static void
file_types_ignore_case (void)
{
  g_assert_cmpint (safi_lists_get_file_class ("EXE"), ==, SAFI_FILE_PROGRAM);
  g_assert_cmpint (safi_lists_get_file_class ("pdf"), ==, SAFI_FILE_DOCUMENT);
  g_assert_cmpint (safi_lists_get_file_class ("no-such"), ==, SAFI_FILE_UNKNOWN);
}

static void
brands_are_found_in_names (void)
{
  const SafiBrand *brand = safi_brands_find_in_name ("M-PESA Confirmation");

  g_assert_nonnull (brand);
  g_assert_cmpstr (brand->name, ==, "M-Pesa");
  g_assert_true (safi_brand_owns (brand, "mail.safaricom.co.ke"));
  g_assert_false (safi_brand_owns (brand, "safaricom.co.ke.example"));
  g_assert_null (safi_brands_find_in_name ("Wave at the sea"));
}

static void
look_alikes_are_not_the_real_ones (void)
{
  const char *real = NULL;

  g_assert_nonnull (safi_brands_find_lookalike ("paypa1.com", &real));
  g_assert_cmpstr (real, ==, "paypal.com");
  g_assert_nonnull (safi_brands_find_lookalike ("paypall.net", &real));
  g_assert_null (safi_brands_find_lookalike ("paypal.com", &real));
  g_assert_null (safi_brands_find_lookalike ("garden.example", &real));
}

static void
brand_names_inside_foreign_hosts_are_found (void)
{
  g_assert_nonnull (safi_brands_find_in_host ("paypal.login.example.com"));
  g_assert_nonnull (safi_brands_find_in_host ("mpesa-reversal.com"));
  g_assert_null (safi_brands_find_in_host ("www.paypal.com"));
  g_assert_null (safi_brands_find_in_host ("garden.example.com"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/word-list/phrases-are-found-in-every-form",
                   phrases_are_found_in_every_language);
  g_test_add_func ("/word-list/every-shipped-phrase-is-found", every_shipped_phrase_is_found);
  g_test_add_func ("/word-list/a-part-of-a-word-is-no-hit", a_part_of_a_word_is_no_hit);
  g_test_add_func ("/word-list/the-place-is-that-of-the-original",
                   the_place_is_that_of_the_original);
  g_test_add_func ("/word-list/hits-are-limited", hits_are_limited);
  g_test_add_func ("/folded/accents-written-apart-are-the-same",
                   accents_written_apart_are_the_same);
  g_test_add_func ("/lists/cover-what-lies-below", lists_cover_what_lies_below);
  g_test_add_func ("/lists/file-types-ignore-case", file_types_ignore_case);
  g_test_add_func ("/brands/are-found-in-names", brands_are_found_in_names);
  g_test_add_func ("/brands/look-alikes-are-not-the-real-ones", look_alikes_are_not_the_real_ones);
  g_test_add_func ("/brands/names-inside-foreign-hosts-are-found",
                   brand_names_inside_foreign_hosts_are_found);
  return g_test_run ();
}
