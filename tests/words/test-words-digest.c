/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/mailbox/safi-words-digest.h"

#include <string.h>

#include "core/message/safi-own-mail.h"
#include "words/safi-words.h"

static SafiJudged *
make_row (const char *address, const char *subject)
{
  g_autoptr (SafiMessageRef) ref = safi_message_ref_new ("account", "Junk", 1, 1, "identity");
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (SafiVerdict) verdict =
      safi_verdict_new (SAFI_DECISION_JUNK, SAFI_KIND_PHISHING, 0, 0.9, none);
  const SafiJudged fields = {
    .ref = ref,
    .sender_address = (char *) address,
    .subject = (char *) subject,
    .verdict = verdict,
    .fate = SAFI_FATE_MOVED,
  };

  return safi_judged_new (&fields);
}

static char *
write_letter (guint n_rows, const char *address, const char *subject)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) safi_judged_unref);
  g_autofree char *title = NULL;
  char *text;

  for (guint i = 0; i < n_rows; i++)
    g_ptr_array_add (rows, make_row (address, subject));
  safi_words_write_digest (rows, &title, &text);
  g_assert_cmpuint (strlen (text), <=, SAFI_WORDS_DIGEST_MAX);
  return text;
}

static void
test_a_row_names_domain_subject_and_kind (void)
{
  g_autofree char *text = write_letter (1, "x@pay.example", "Your PIN");
  g_autofree char *kind = g_strdup_printf ("(%s)", safi_words_kind (SAFI_KIND_PHISHING));

  g_assert_nonnull (strstr (text, "pay[.]example"));
  g_assert_nonnull (strstr (text, "Your PIN"));
  g_assert_nonnull (strstr (text, kind));
  g_assert_null (strstr (text, "x@"));
  g_assert_null (strstr (text, " more\n"));
}

static void
test_who_is_not_named_is_unknown (void)
{
  g_autofree char *text = write_letter (1, "", "");

  g_assert_nonnull (strstr (text, "unknown sender"));
}

static void
test_what_finds_no_room_is_counted (void)
{
  g_autofree char *text = write_letter (1000, "x@pay.example", "Your PIN");
  const char *at = strstr (text, "and ");
  guint n_told = 0;

  for (const char *row = strstr (text, "pay[.]"); row != NULL; row = strstr (row + 1, "pay[.]"))
    n_told++;
  g_assert_nonnull (at);
  g_assert_cmpuint (n_told, >, 10);
  g_assert_cmpuint (n_told + g_ascii_strtoull (at + 4, NULL, 10), ==, 1000);
}

/* The longest rows of the widest letters still make a letter. */
static void
test_the_widest_words_fit_into_a_letter (void)
{
  g_autoptr (GString) wide = g_string_new (NULL);
  g_autofree char *text = NULL;
  g_autoptr (GBytes) octets = NULL;

  for (guint i = 0; i < 300; i++)
    g_string_append (wide, "\U0001f4b0.");
  text = write_letter (50, "x@pay.example", wide->str);
  octets = safi_own_mail_new ("amina@mail.example", "subject", text, "weekly-1", 0);
  g_assert_nonnull (octets);
  g_assert_nonnull (strstr (text, " more"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/words-digest/a-row-names-domain-subject-and-kind",
                   test_a_row_names_domain_subject_and_kind);
  g_test_add_func ("/words-digest/who-is-not-named-is-unknown", test_who_is_not_named_is_unknown);
  g_test_add_func ("/words-digest/what-finds-no-room-is-counted",
                   test_what_finds_no_room_is_counted);
  g_test_add_func ("/words-digest/the-widest-words-fit-into-a-letter",
                   test_the_widest_words_fit_into_a_letter);
  return g_test_run ();
}
