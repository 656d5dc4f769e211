/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/report/safi-words-auth.h"

#include <string.h>

#include "auth/zombie/safi-zombie.h"
#include "words/safi-words-sign.h"

#define ISOLATE "\u2068"
#define END "\u2069"

/* Words of a promise: none may stand in what is said. */
static const char *const forbidden[] = { "safe", "verified", "protected", "trust", "guarantee" };

static SafiAuthResult *
new_result (SafiIdentity identity, const char *domain)
{
  SafiAuthResult *auth = safi_auth_result_new ();

  auth->identity = identity;
  safi_auth_result_set_text (&auth->author, "bank.example");
  safi_auth_result_set_text (&auth->domain, domain);
  return auth;
}

/* The only line whose answer begins with @start; ends the test if there is none. */
static const SafiAuthLine *
find_line (GPtrArray *lines, const char *start)
{
  const SafiAuthLine *found = NULL;

  for (guint i = 0; i < lines->len; i++) {
    const SafiAuthLine *line = lines->pdata[i];

    if (g_str_has_prefix (line->answer, start)) {
      g_assert_null (found);
      found = line;
    }
  }
  g_assert_nonnull (found);
  return found;
}

static void
assert_identity (SafiIdentity identity, const char *domain, const char *answer)
{
  g_autoptr (SafiAuthResult) auth = new_result (identity, domain);
  g_autoptr (GPtrArray) lines = safi_words_auth (auth);
  const SafiAuthLine *line = lines->pdata[0];

  g_assert_cmpuint (lines->len, ==, 1);
  g_assert_cmpstr (line->question, ==, "Who really sent it?");
  g_assert_cmpstr (line->answer, ==, answer);
}

static void
each_identity_is_said (void)
{
  assert_identity (SAFI_IDENTITY_UNKNOWN, "", "It could not be checked");
  assert_identity (SAFI_IDENTITY_AUTHENTICATED, "bank.example", ISOLATE "bank.example" END);
  assert_identity (SAFI_IDENTITY_OTHER, "lists.example",
                   ISOLATE "lists.example" END ", in the name of " ISOLATE "bank.example" END);
  assert_identity (SAFI_IDENTITY_SPOOFED, "", "Somebody else than " ISOLATE "bank.example" END);
  assert_identity (SAFI_IDENTITY_CONTRADICTED, "",
                   "Probably somebody else than " ISOLATE "bank.example" END);
  assert_identity (SAFI_IDENTITY_UNAUTHENTICATED, "",
                   "Nothing shows that " ISOLATE "bank.example" END " did");
}

static void
a_row_says_name_answer_and_domain (void)
{
  g_autoptr (SafiAuthResult) auth = new_result (SAFI_IDENTITY_UNAUTHENTICATED, "");
  g_autoptr (GPtrArray) lines = NULL;

  safi_auth_result_add_row (auth, SAFI_AUTH_METHOD_SPF, SAFI_AUTH_BY_PROVIDER, SAFI_AUTH_PASS,
                            "bank.example", "pass");
  safi_auth_result_add_row (auth, SAFI_AUTH_METHOD_DKIM, SAFI_AUTH_BY_US, SAFI_AUTH_FAIL, NULL,
                            "body changed");
  safi_auth_result_add_row (auth, SAFI_AUTH_METHOD_IPREV, SAFI_AUTH_BY_US, SAFI_AUTH_PERMERROR,
                            NULL, NULL);
  lines = safi_words_auth (auth);
  g_assert_cmpuint (lines->len, ==, 4);
  g_assert_cmpstr (find_line (lines, "iprev")->answer, ==, "iprev: it has none (permerror)");
  g_assert_cmpstr (find_line (lines, "SPF")->answer, ==,
                   "SPF: yes (pass), for " ISOLATE "bank.example" END ". Your provider says so.");
  g_assert_cmpstr (find_line (lines, "DKIM")->answer, ==,
                   "DKIM: no (" ISOLATE "fail: body changed" END ")");
}

static void
what_has_nothing_to_say_has_no_line (void)
{
  g_autoptr (SafiAuthResult) auth = safi_auth_result_new ();
  g_autoptr (GPtrArray) lines = NULL;

  auth->identity = SAFI_IDENTITY_UNAUTHENTICATED; /* of nobody */
  for (guint method = 0; method < SAFI_N_AUTH_METHODS; method++)
    safi_auth_result_add_row (auth, method, SAFI_AUTH_BY_US, SAFI_AUTH_NONE, "bank.example", NULL);
  lines = safi_words_auth (auth);
  g_assert_cmpuint (lines->len, ==, 0);
}

static void
every_mechanism_and_code_has_words (void)
{
  for (guint code = SAFI_AUTH_NEUTRAL; code <= SAFI_AUTH_PERMERROR; code++) {
    g_autoptr (SafiAuthResult) auth = safi_auth_result_new ();
    g_autoptr (GPtrArray) lines = NULL;

    auth->identity = SAFI_IDENTITY_UNAUTHENTICATED;
    for (guint method = 0; method < SAFI_N_AUTH_METHODS; method++)
      safi_auth_result_add_row (auth, method, SAFI_AUTH_BY_US, code, NULL, NULL);
    lines = safi_words_auth (auth);
    g_assert_cmpuint (lines->len, ==, SAFI_N_AUTH_METHODS);
    for (guint i = 0; i < lines->len; i++) {
      const SafiAuthLine *line = lines->pdata[i];

      g_assert_true (g_str_has_suffix (line->question, "?"));
      for (guint k = 0; k < G_N_ELEMENTS (forbidden); k++)
        g_assert_null (strstr (line->answer, forbidden[k]));
    }
  }
}

/* A stranger chooses names and domains. */
static void
strangers_words_are_made_harmless (void)
{
  g_autoptr (SafiAuthResult) auth = new_result (SAFI_IDENTITY_SPOOFED, "");
  g_autoptr (GPtrArray) lines = NULL;

  safi_auth_result_set_text (&auth->author, "\u202ebank\n{1}.example");
  safi_auth_result_set_text (&auth->ip, "192.0.2.7");
  safi_auth_result_set_text (&auth->rdns, "a\u200bb\x1b[1m.example");
  g_ptr_array_add (auth->signs, g_strdup ("direct"));
  g_ptr_array_add (auth->signs, g_strdup ("helo\u202elocal"));
  lines = safi_words_auth (auth);
  g_assert_cmpuint (lines->len, ==, 3);
  g_assert_cmpstr (((SafiAuthLine *) lines->pdata[0])->answer, ==,
                   "Somebody else than " ISOLATE "bank {1}.example" END);
  for (guint i = 0; i < lines->len; i++) {
    const SafiAuthLine *line = lines->pdata[i];

    g_assert_null (strpbrk (line->answer, "\n\x1b"));
    g_assert_null (strstr (line->answer, "\u202e"));
  }
}

static void
every_sign_has_words (void)
{
  for (guint code = 0; code <= SAFI_ZOMBIE_FORGED_HOP; code++) {
    const char *sign = safi_zombie_code_to_string (code);
    const char *words = safi_words_sign (sign);

    g_test_message ("%s", sign);
    g_assert_nonnull (words);
    for (guint k = 0; k < G_N_ELEMENTS (forbidden); k++)
      g_assert_null (strstr (words, forbidden[k]));
  }
  g_assert_null (safi_words_sign ("of a later time"));
}

static void
signs_stand_in_one_line (void)
{
  g_autoptr (SafiAuthResult) auth = new_result (SAFI_IDENTITY_UNAUTHENTICATED, "");
  g_autoptr (GPtrArray) lines = NULL;

  g_ptr_array_add (auth->signs, g_strdup ("no-rdns"));
  g_ptr_array_add (auth->signs, g_strdup ("of a later time"));
  g_ptr_array_add (auth->signs, g_strdup ("rdns-dynamic"));
  lines = safi_words_auth (auth);
  g_assert_cmpstr (((SafiAuthLine *) lines->pdata[lines->len - 1])->answer, ==,
                   "A little: it has no name; it seems to stand in a home");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/words-auth/each-identity-is-said", each_identity_is_said);
  g_test_add_func ("/words-auth/a-row-says-name-answer-and-domain",
                   a_row_says_name_answer_and_domain);
  g_test_add_func ("/words-auth/what-has-nothing-to-say-has-no-line",
                   what_has_nothing_to_say_has_no_line);
  g_test_add_func ("/words-auth/every-mechanism-and-code-has-words",
                   every_mechanism_and_code_has_words);
  g_test_add_func ("/words-auth/strangers-words-are-made-harmless",
                   strangers_words_are_made_harmless);
  g_test_add_func ("/words-auth/every-sign-has-words", every_sign_has_words);
  g_test_add_func ("/words-auth/signs-stand-in-one-line", signs_stand_in_one_line);
  return g_test_run ();
}
