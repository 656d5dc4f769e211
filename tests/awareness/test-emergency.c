/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "awareness/country/safi-country.h"
#include "awareness/country/safi-emergency.h"

#define WORDS_MAX 12 /* of a sentence */

typedef void (*CheckStep) (const SafiEmergency *emergency, const SafiEmergencyStep *step);

static void
for_each_step (CheckStep check)
{
  guint n_emergencies;
  const SafiEmergency *emergencies = safi_emergency_list (&n_emergencies);

  g_assert_cmpuint (n_emergencies, ==, 8);
  for (guint i = 0; i < n_emergencies; i++)
    for (guint j = 0; j < emergencies[i].n_steps; j++)
      check (&emergencies[i], &emergencies[i].steps[j]);
}

/* What is to be left says so; what is to be done says no "not" where it begins. */
static void
check_polarity (const SafiEmergency *emergency, const SafiEmergencyStep *step)
{
  g_assert_cmpint (g_str_has_prefix (step->text, "Do not "), ==,
                   step->polarity == SAFI_STEP_DO_NOT);
}

static void
test_the_words_say_what_the_polarity_says (void)
{
  for_each_step (check_polarity);
}

static void
check_order (const SafiEmergency *emergency, const SafiEmergencyStep *step)
{
  if (step > emergency->steps)
    g_assert_cmpint (step[-1].part, <=, step->part);
}

static void
test_money_goes_before_accounts_reports_and_proof (void)
{
  for_each_step (check_order);
}

static void
check_sentences (const SafiEmergency *emergency, const SafiEmergencyStep *step)
{
  g_auto (GStrv) sentences = g_strsplit (step->text, ". ", -1);

  for (guint i = 0; sentences[i] != NULL; i++) {
    g_auto (GStrv) words = g_strsplit (sentences[i], " ", -1);

    g_assert_cmpuint (g_strv_length (words), <=, WORDS_MAX);
  }
}

static void
test_sentences_are_short (void)
{
  for_each_step (check_sentences);
}

static void
check_promises (const SafiEmergency *emergency, const SafiEmergencyStep *step)
{
  g_assert_false (
      g_regex_match_simple ("\\b(safe|clean|protect|guarantee|will get|delete|always|never fails)",
                            step->text, G_REGEX_CASELESS, 0));
}

static void
test_nothing_is_promised (void)
{
  for_each_step (check_promises);
}

static void
test_the_last_step_is_written_as_the_others_are (void)
{
  check_polarity (NULL, safi_emergency_get_last_step ());
  check_sentences (NULL, safi_emergency_get_last_step ());
  check_promises (NULL, safi_emergency_get_last_step ());
}

static const SafiEmergency *
find_emergency (const char *id)
{
  guint n_emergencies;
  const SafiEmergency *all = safi_emergency_list (&n_emergencies);

  for (guint i = 0; i < n_emergencies; i++)
    if (g_str_equal (all[i].id, id))
      return &all[i];
  g_assert_not_reached ();
}

static void
test_who_is_threatened_is_first_told_that_it_is_no_fault (void)
{
  const SafiEmergency *threat = find_emergency ("threat");

  g_assert_cmpstr (threat->steps[0].text, ==, "You did nothing wrong. Tell an adult you trust.");
  g_assert_nonnull (strstr (threat->steps[2].text, "Do not save, print or send on"));
  g_assert_cmpint (threat->uses[0], ==, SAFI_USE_CHILD_HELPLINE);
}

static void
test_complaints_about_data_and_laws_are_no_help (void)
{
  guint n_emergencies;
  const SafiEmergency *emergencies = safi_emergency_list (&n_emergencies);

  for (guint i = 0; i < n_emergencies; i++)
    for (guint j = 0; j < emergencies[i].n_uses; j++)
      g_assert_cmpint (emergencies[i].uses[j], <, SAFI_USE_DATA_PROTECTION);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/emergency/the-words-say-what-the-polarity-says",
                   test_the_words_say_what_the_polarity_says);
  g_test_add_func ("/emergency/money-goes-before-accounts-reports-and-proof",
                   test_money_goes_before_accounts_reports_and_proof);
  g_test_add_func ("/emergency/sentences-are-short", test_sentences_are_short);
  g_test_add_func ("/emergency/nothing-is-promised", test_nothing_is_promised);
  g_test_add_func ("/emergency/the-last-step-is-written-as-the-others-are",
                   test_the_last_step_is_written_as_the_others_are);
  g_test_add_func ("/emergency/who-is-threatened-is-first-told-that-it-is-no-fault",
                   test_who_is_threatened_is_first_told_that_it_is_no_fault);
  g_test_add_func ("/emergency/complaints-about-data-and-laws-are-no-help",
                   test_complaints_about_data_and_laws_are_no_help);
  return g_test_run ();
}
