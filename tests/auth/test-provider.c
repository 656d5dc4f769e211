/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/boundary/safi-provider-learning.h"

#include <string.h>

static void
test_what_is_shipped (void)
{
  g_autoptr (SafiProviderProfile) gmail = safi_provider_profile_find ("GMAIL.com");
  g_autoptr (SafiProviderProfile) outlook =
      safi_provider_profile_find ("eur.olc.protection.outlook.com");
  g_autoptr (SafiProviderProfile) mail_ru = safi_provider_profile_find ("bk.ru");

  g_assert_cmpint (gmail->place, ==, SAFI_AUTHRES_BETWEEN);
  g_assert_cmpuint (gmail->fields_max, ==, 1);
  g_assert_true (safi_provider_profile_has_id (gmail, "mx.google.com"));
  g_assert_false (safi_provider_profile_has_id (gmail, ""));
  g_assert_false (safi_provider_profile_has_id (gmail, "xmx.google.com"));
  g_assert_true (safi_provider_profile_has_id (outlook, ""));
  g_assert_true (outlook->rewrites_bodies);
  g_assert_cmpint (mail_ru->place, ==, SAFI_AUTHRES_BELOW);
  g_assert_null (safi_provider_profile_find ("unknown.example"));
  g_assert_null (safi_provider_profile_find ("notgoogle.com"));
}

static void
test_an_account_of_ones_own (void)
{
  static const char *const forwarders[] = { "mail.old.example", NULL };
  g_autoptr (SafiProviderProfile) self =
      safi_provider_profile_new_for_account ("own.example", "imap.mail.example", forwarders);

  g_assert_true (safi_provider_profile_has_server (self, "in7.MAIL.example"));
  g_assert_true (safi_provider_profile_has_server (self, "mail.example"));
  g_assert_true (safi_provider_profile_has_server (self, "old.example"));
  g_assert_false (safi_provider_profile_has_server (self, "own.example"));
  g_assert_false (safi_provider_profile_has_server (self, "evilmail.example"));
  g_assert_false (safi_provider_profile_has_server (self, ""));
  g_assert_false (safi_provider_profile_has_id (self, "mx1.mail.example"));
}

/* Mail of a domain of one's own can be at a known provider. */
static void
test_the_server_tells_the_provider (void)
{
  g_autoptr (SafiProviderProfile) self =
      safi_provider_profile_new_for_account ("own.example", "imap.fastmail.com", NULL);

  g_assert_true (safi_provider_profile_has_id (self, "mx2.messagingengine.com"));
  g_assert_false (safi_provider_profile_has_server (self, "imap.own.example"));
}

static void
test_profiles_that_are_none (void)
{
  static const char *const texts[] = {
    "",
    "[]",
    "{",
    "{\"place\":\"beside\"}",
    "{\"ranges\":[\"192.0.2.0\"]}",
    "{\"ranges\":[\"192.0.2.0/33\"]}",
    "{\"ranges\":[\"2001:db8::/129\"]}",
    "{\"ranges\":[\"x/8\"]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (safi_provider_profile_new_from_json (texts[i], &error));
    g_assert_nonnull (error);
  }
}

static void
test_names_have_a_limit (void)
{
  g_autoptr (GString) json = g_string_new ("{\"servers\":[");
  g_autoptr (SafiProviderProfile) self = NULL;

  for (guint i = 0; i <= SAFI_PROVIDER_NAMES_MAX; i++)
    g_string_append_printf (json, "%s\"s%u.example\"", i > 0 ? "," : "", i);
  g_string_append (json, "]}");
  self = safi_provider_profile_new_from_json (json->str, NULL);
  g_assert_cmpuint (g_strv_length (self->servers), ==, SAFI_PROVIDER_NAMES_MAX);
}

#define LINE                                                                                       \
  "Received: from a (b.example [203.0.113.77]) by mx1.host.example (Postfix) with ESMTP id 1\n"

static void
learn (SafiProviderLearning *self,
       const char *header,
       guint sender,
       gboolean is_signed,
       SafiBodyState body)
{
  g_autoptr (GPtrArray) trace = safi_trace_read (header, strlen (header));
  g_autoptr (SafiProviderProfile) nobody = safi_provider_profile_new_from_json ("{}", NULL);
  g_autoptr (SafiBoundary) boundary = safi_boundary_find (trace, nobody, NULL);
  g_autofree char *domain = g_strdup_printf ("sender%u.example", sender);

  safi_provider_learning_add (self, trace, boundary, domain, is_signed, body);
}

static SafiProviderProfile *
apply (SafiProviderLearning *self)
{
  g_autoptr (SafiProviderProfile) nobody = safi_provider_profile_new_from_json ("{}", NULL);

  return safi_provider_learning_apply (self, nobody);
}

/* Learns @n messages of @n_senders. */
static SafiProviderProfile *
learn_many (const char *header, guint n, guint n_senders)
{
  g_autoptr (SafiProviderLearning) self = safi_provider_learning_new ();

  for (guint i = 0; i < n; i++)
    learn (self, header, i % n_senders, i % 4 != 0, SAFI_BODY_UNKNOWN);
  return apply (self);
}

static void
test_servers_and_ids_are_learned (void)
{
  g_autoptr (SafiProviderProfile) self =
      learn_many ("Authentication-Results: mx7.host.example; spf=pass\n" LINE, 20, 5);

  g_assert_true (safi_provider_profile_has_server (self, "imap.host.example"));
  g_assert_true (safi_provider_profile_has_id (self, "mx9.host.example"));
  g_assert_cmpint (self->place, ==, SAFI_AUTHRES_ABOVE);
  g_assert_true (self->stamps_always);
  g_assert_false (self->rewrites_bodies);
}

static void
test_few_messages_or_senders_teach_nothing (void)
{
  static const char header[] = "Authentication-Results: mx7.host.example; spf=pass\n" LINE;
  g_autoptr (SafiProviderProfile) few =
      learn_many (header, SAFI_LEARNING_MESSAGES_MIN - 1, SAFI_LEARNING_SENDERS_MIN);
  g_autoptr (SafiProviderProfile) enough =
      learn_many (header, SAFI_LEARNING_MESSAGES_MIN, SAFI_LEARNING_SENDERS_MIN);
  g_autoptr (SafiProviderProfile) alike =
      learn_many (header, SAFI_LEARNING_MESSAGES_MIN, SAFI_LEARNING_SENDERS_MIN - 1);

  g_assert_cmpuint (g_strv_length (few->servers), ==, 0);
  g_assert_cmpuint (g_strv_length (alike->servers), ==, 0);
  g_assert_cmpuint (g_strv_length (alike->ids), ==, 0);
  g_assert_cmpuint (g_strv_length (enough->servers), ==, 1);
  g_assert_cmpuint (g_strv_length (enough->ids), ==, 1);
  g_assert_false (enough->stamps_always);
}

/* A flood of junk writes what it likes below the line. */
static void
test_senders_cannot_teach_ids (void)
{
  g_autoptr (SafiProviderProfile) foreign = learn_many (
      LINE "Authentication-Results: evil.example; dkim=pass\nFrom: a@b.example\n", 50, 50);
  g_autoptr (SafiProviderProfile) own =
      learn_many (LINE "Authentication-Results: mx.host.example; spf=pass\nFrom: a@b.example\n"
                       "Authentication-Results: mx.host.example; dkim=pass\n",
                  50, 50);

  g_assert_cmpuint (g_strv_length (foreign->ids), ==, 0);
  g_assert_true (safi_provider_profile_has_id (own, "mx.host.example"));
  g_assert_cmpint (own->place, ==, SAFI_AUTHRES_BETWEEN);
  g_assert_cmpuint (own->fields_max, ==, 1);
}

static void
test_a_new_id_is_learned_anew (void)
{
  g_autoptr (SafiProviderLearning) self = safi_provider_learning_new ();
  g_autoptr (SafiProviderProfile) profile = NULL;

  for (guint i = 0; i < 40; i++)
    learn (self, "Authentication-Results: old.example; spf=pass\n" LINE, i, TRUE,
           SAFI_BODY_UNKNOWN);
  for (guint i = 0; i < SAFI_LEARNING_MESSAGES_MIN; i++)
    learn (self, "Authentication-Results: new.example; spf=pass\n" LINE, i, TRUE,
           SAFI_BODY_UNKNOWN);
  profile = apply (self);
  g_assert_true (safi_provider_profile_has_id (profile, "new.example"));
  g_assert_false (safi_provider_profile_has_id (profile, "old.example"));
}

static void
test_only_the_newest_messages_count (void)
{
  g_autoptr (SafiProviderLearning) self = safi_provider_learning_new ();
  g_autofree char *full = NULL;
  g_autofree char *beyond = NULL;
  g_auto (GStrv) lines = NULL;

  for (guint i = 0; i < SAFI_LEARNING_MESSAGES_MAX; i++)
    learn (self, LINE, i, TRUE, SAFI_BODY_UNKNOWN);
  full = safi_provider_learning_to_string (self);
  learn (self, LINE, 999, TRUE, SAFI_BODY_UNKNOWN);
  beyond = safi_provider_learning_to_string (self);
  lines = g_strsplit (beyond, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, SAFI_LEARNING_MESSAGES_MAX + 2);
  g_assert_cmpstr (full, !=, beyond);
}

static void
test_rewriting_is_learned (void)
{
  static const struct {
    guint n_changed;
    gboolean is_rewriting;
  } cases[] = { { 4, FALSE }, { 5, TRUE } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SafiProviderLearning) self = safi_provider_learning_new ();
    g_autoptr (SafiProviderProfile) profile = NULL;

    for (guint j = 0; j < 20; j++)
      learn (self, LINE, j, TRUE, j < cases[i].n_changed ? SAFI_BODY_CHANGED : SAFI_BODY_SAME);
    profile = apply (self);
    g_assert_cmpint (profile->rewrites_bodies, ==, cases[i].is_rewriting);
  }
}

static void
test_a_missing_stamp_shows (void)
{
  g_autoptr (SafiProviderLearning) self = safi_provider_learning_new ();
  g_autoptr (SafiProviderProfile) profile = NULL;

  for (guint i = 0; i < 30; i++)
    learn (self, i == 7 ? LINE : "Authentication-Results: mx7.host.example; spf=pass\n" LINE, i,
           i != 7, SAFI_BODY_UNKNOWN);
  profile = apply (self);
  g_assert_true (safi_provider_profile_has_id (profile, "mx7.host.example"));
  g_assert_false (profile->stamps_always);
}

static void
test_the_stored_form_is_read_again (void)
{
  g_autoptr (SafiProviderLearning) self = safi_provider_learning_new ();
  g_autoptr (SafiProviderLearning) again = NULL;
  g_autofree char *text = NULL;
  g_autofree char *other = NULL;

  learn (self, "Authentication-Results: mx7.host.example; spf=pass\n" LINE, 1, FALSE,
         SAFI_BODY_CHANGED);
  learn (self, "Received: from a (b.example [203.0.113.77]) by !!\n", 2, TRUE, SAFI_BODY_SAME);
  text = safi_provider_learning_to_string (self);
  again = safi_provider_learning_new_from_string (text);
  g_assert_nonnull (again);
  other = safi_provider_learning_to_string (again);
  g_assert_cmpstr (other, ==, text);
}

static void
test_other_stored_forms_are_refused (void)
{
  static const char *const texts[] = {
    "",
    "safibox-provider-learning 2\n",
    "safibox-provider-learning 1\nx\n",
    "safibox-provider-learning 1\nhost.example zz s 0\n",
    "safibox-provider-learning 1\nhost.example 00000001 x 0\n",
    "safibox-provider-learning 1\nhost.example 00000001 s 3\n",
    "safibox-provider-learning 1\nhost.example 00000001 s 0 beside:a\n",
    "safibox-provider-learning 1\nhost.example 00000001 s 0 above:\n",
    "safibox-provider-learning 1\nhost.example 00000001 s 0 above\n",
  };
  g_autoptr (GString) many = g_string_new ("safibox-provider-learning 1\n");
  g_autoptr (SafiProviderLearning) full = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_null (safi_provider_learning_new_from_string (texts[i]));
  for (guint i = 0; i < SAFI_LEARNING_MESSAGES_MAX; i++)
    g_string_append (many, "- 00000001 s 0\n");
  full = safi_provider_learning_new_from_string (many->str);
  g_assert_nonnull (full);
  g_string_append (many, "- 00000001 s 0\n");
  g_assert_null (safi_provider_learning_new_from_string (many->str));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/auth-provider/what-is-shipped", test_what_is_shipped);
  g_test_add_func ("/auth-provider/an-account-of-ones-own", test_an_account_of_ones_own);
  g_test_add_func ("/auth-provider/the-server-tells-the-provider",
                   test_the_server_tells_the_provider);
  g_test_add_func ("/auth-provider/profiles-that-are-none", test_profiles_that_are_none);
  g_test_add_func ("/auth-provider/names-have-a-limit", test_names_have_a_limit);
  g_test_add_func ("/auth-provider/servers-and-ids-are-learned", test_servers_and_ids_are_learned);
  g_test_add_func ("/auth-provider/few-messages-or-senders-teach-nothing",
                   test_few_messages_or_senders_teach_nothing);
  g_test_add_func ("/auth-provider/senders-cannot-teach-ids", test_senders_cannot_teach_ids);
  g_test_add_func ("/auth-provider/a-new-id-is-learned-anew", test_a_new_id_is_learned_anew);
  g_test_add_func ("/auth-provider/only-the-newest-messages-count",
                   test_only_the_newest_messages_count);
  g_test_add_func ("/auth-provider/rewriting-is-learned", test_rewriting_is_learned);
  g_test_add_func ("/auth-provider/a-missing-stamp-shows", test_a_missing_stamp_shows);
  g_test_add_func ("/auth-provider/the-stored-form-is-read-again",
                   test_the_stored_form_is_read_again);
  g_test_add_func ("/auth-provider/other-stored-forms-are-refused",
                   test_other_stored_forms_are_refused);
  return g_test_run ();
}
