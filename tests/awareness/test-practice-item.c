/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "awareness/practice/safi-practice-item.h"

static const char item_xml[] =
    "<item id=\"card\" truth=\"real\" theme=\"account-closing\" fit=\"low\" age=\"teen\">\n"
    "  <message channel=\"sms\"><from note=\"n\">JIRANI</from><p>We stopped\n a payment.</p></message>\n"
    "  <sign>A large sum.</sign><sign>Now.</sign>\n"
    "  <reason>It names no number of its own.</reason>\n"
    "</item>\n";

/* Returns: (transfer full) (nullable): what is read of the sample with its first @from replaced by
 * @to. */
static SafiPracticeItem *
parse_changed (const char *from, const char *to, GError **error)
{
  const char *place = strstr (item_xml, from);
  g_autofree char *xml =
      g_strdup_printf ("%.*s%s%s", (int) (place - item_xml), item_xml, to, place + strlen (from));
  g_autoptr (GBytes) octets = g_bytes_new (xml, strlen (xml));

  return safi_practice_item_parse (octets, error);
}

static void
assert_refused (const char *from, const char *to, const char *reason)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (parse_changed (from, to, &error));
  g_assert_error (error, G_MARKUP_ERROR, G_MARKUP_ERROR_INVALID_CONTENT);
  if (strstr (error->message, reason) == NULL)
    g_error ("wanted \"%s\", got \"%s\"", reason, error->message);
}

static void
test_a_whole_item_is_read (void)
{
  g_autoptr (SafiPracticeItem) item = parse_changed ("card", "card", NULL);

  g_assert_nonnull (item);
  g_assert_cmpstr (item->id, ==, "card");
  g_assert_cmpstr (item->theme, ==, "account-closing");
  g_assert_false (item->is_scam);
  g_assert_false (item->is_core);
  g_assert_cmpint (item->age, ==, SAFI_AGE_TEEN);
  g_assert_cmpint (item->message.channel, ==, SAFI_CHANNEL_SMS);
  g_assert_cmpstr (item->message.from, ==, "JIRANI");
  g_assert_cmpstr (item->message.text->pdata[0], ==, "We stopped a payment.");
  g_assert_cmpuint (item->signs->len, ==, 2);
  g_assert_cmpuint (item->reasons->len, ==, 1);
  g_assert_cmpuint (item->difficulty, ==, 4);
}

static void
test_an_item_may_be_of_the_core (void)
{
  g_autoptr (SafiPracticeItem) item =
      parse_changed ("age=\"teen\"", "age=\"teen\" core=\"yes\"", NULL);

  g_assert_nonnull (item);
  g_assert_true (item->is_core);
}

static void
test_what_is_wrong_is_named (void)
{
  assert_refused ("truth=\"real\"", "truth=\"maybe\"", "one of scam, real");
  assert_refused ("fit=\"low\"", "fit=\"tight\"", "one of low, medium, high");
  assert_refused ("age=\"teen\"", "age=\"teen\" core=\"no\"", "core is one of yes, not \"no\"");
  assert_refused ("<sign>A large sum.</sign><sign>Now.</sign>", "", "needs each of message");
  assert_refused ("<reason>It names no number of its own.</reason>", "", "needs each of message");
  assert_refused ("<p>We stopped\n a payment.</p>", "", "needs <from> and <p>");
  assert_refused ("<sign>", "<step>Do.</step><sign>", "not known here: <step>");
  assert_refused ("<item ", "<tip ", "it begins not with <item>");
}

static void
test_a_scam_is_hard_with_few_signs_that_fit (void)
{
  g_assert_cmpuint (safi_practice_rate (TRUE, 3, SAFI_FIT_LOW), ==, 1);
  g_assert_cmpuint (safi_practice_rate (TRUE, 8, SAFI_FIT_LOW), ==, 1);
  g_assert_cmpuint (safi_practice_rate (TRUE, 2, SAFI_FIT_LOW), ==, 2);
  g_assert_cmpuint (safi_practice_rate (TRUE, 2, SAFI_FIT_MEDIUM), ==, 3);
  g_assert_cmpuint (safi_practice_rate (TRUE, 2, SAFI_FIT_HIGH), ==, 4);
  g_assert_cmpuint (safi_practice_rate (TRUE, 1, SAFI_FIT_HIGH), ==, SAFI_DIFFICULTY_MAX);
}

static void
test_a_real_message_is_hard_with_many_signs_that_do_not_fit (void)
{
  g_assert_cmpuint (safi_practice_rate (FALSE, 1, SAFI_FIT_HIGH), ==, 1);
  g_assert_cmpuint (safi_practice_rate (FALSE, 2, SAFI_FIT_MEDIUM), ==, 3);
  g_assert_cmpuint (safi_practice_rate (FALSE, 3, SAFI_FIT_LOW), ==, SAFI_DIFFICULTY_MAX);
}

/* Of @age and younger. */
static void
count (SafiAge age, guint *n_scams, guint *n_real)
{
  GPtrArray *items = safi_practice_item_list ();

  *n_scams = *n_real = 0;
  for (guint i = 0; i < items->len; i++) {
    const SafiPracticeItem *item = g_ptr_array_index (items, i);

    if (item->age <= age)
      ++*(item->is_scam ? n_scams : n_real);
  }
}

static void
test_each_age_has_rounds_with_as_many_real_messages (void)
{
  for (SafiAge age = SAFI_AGE_CHILD; age <= SAFI_AGE_ADULT; age++) {
    guint n_scams, n_real;

    count (age, &n_scams, &n_real);
    g_assert_cmpuint (n_scams, >=, 6);
    g_assert_cmpuint (n_real, >=, n_scams);
  }
  g_assert_cmpuint (safi_practice_item_list ()->len, >=, 120);
}

static void
test_both_kinds_are_there_at_each_difficulty (void)
{
  GPtrArray *items = safi_practice_item_list ();
  guint found[2][SAFI_DIFFICULTY_MAX + 1] = { 0 };

  for (guint i = 0; i < items->len; i++) {
    const SafiPracticeItem *item = g_ptr_array_index (items, i);

    g_assert_cmpuint (item->difficulty, >=, 1);
    g_assert_cmpuint (item->difficulty, <=, SAFI_DIFFICULTY_MAX);
    found[item->is_scam][item->difficulty]++;
  }
  for (guint i = 1; i <= SAFI_DIFFICULTY_MAX; i++) {
    g_assert_cmpuint (found[FALSE][i], >, 0);
    g_assert_cmpuint (found[TRUE][i], >, 0);
  }
}

static void
test_the_core_has_each_age_and_each_difficulty (void)
{
  GPtrArray *items = safi_practice_item_list ();
  guint n_core[2] = { 0 }, difficulties[2][SAFI_DIFFICULTY_MAX + 1] = { 0 };
  guint ages[2][SAFI_AGE_ADULT + 1] = { 0 };

  for (guint i = 0; i < items->len; i++) {
    const SafiPracticeItem *item = g_ptr_array_index (items, i);

    if (!item->is_core)
      continue;
    n_core[item->is_scam]++;
    difficulties[item->is_scam][item->difficulty]++;
    ages[item->is_scam][item->age]++;
  }
  for (guint is_scam = 0; is_scam < 2; is_scam++) {
    g_assert_cmpuint (n_core[is_scam], ==, 12);
    for (guint i = 1; i <= SAFI_DIFFICULTY_MAX; i++)
      g_assert_cmpuint (difficulties[is_scam][i], >, 0);
    for (SafiAge age = SAFI_AGE_CHILD; age <= SAFI_AGE_ADULT; age++)
      g_assert_cmpuint (ages[is_scam][age], >=, 3);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/practice-item/a-whole-item-is-read", test_a_whole_item_is_read);
  g_test_add_func ("/practice-item/an-item-may-be-of-the-core", test_an_item_may_be_of_the_core);
  g_test_add_func ("/practice-item/what-is-wrong-is-named", test_what_is_wrong_is_named);
  g_test_add_func ("/practice-item/a-scam-is-hard-with-few-signs-that-fit",
                   test_a_scam_is_hard_with_few_signs_that_fit);
  g_test_add_func ("/practice-item/a-real-message-is-hard-with-many-signs-that-do-not-fit",
                   test_a_real_message_is_hard_with_many_signs_that_do_not_fit);
  g_test_add_func ("/practice-item/each-age-has-rounds-with-as-many-real-messages",
                   test_each_age_has_rounds_with_as_many_real_messages);
  g_test_add_func ("/practice-item/both-kinds-are-there-at-each-difficulty",
                   test_both_kinds_are_there_at_each_difficulty);
  g_test_add_func ("/practice-item/the-core-has-each-age-and-each-difficulty",
                   test_the_core_has_each_age_and_each_difficulty);
  return g_test_run ();
}
