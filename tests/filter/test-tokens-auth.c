/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "filter-fixture.h"
#include "filter/tokens/safi-tokens.h"

static SafiAuthResult *
new_result (void)
{
  SafiAuthResult *result = safi_auth_result_new ();

  result->identity = SAFI_IDENTITY_AUTHENTICATED;
  safi_auth_result_set_text (&result->domain, "garden.example");
  safi_auth_result_set_text (&result->ip, "192.0.2.7");
  safi_auth_result_set_text (&result->rdns, "OUT7.mail.isp.example");
  return result;
}

static gboolean
has_fact (SafiTokens *tokens, const char *fact)
{
  const guint64 hash = safi_siphash (filter_fixture_key, fact, strlen (fact));

  for (guint i = 0; i < tokens->tokens->len; i++) {
    const SafiToken *token = &g_array_index (tokens->tokens, SafiToken, i);

    if (token->hash == hash && token->start == NULL)
      return TRUE;
  }
  return FALSE;
}

static gboolean
result_has_fact (const SafiAuthResult *result, const char *fact)
{
  g_autoptr (SafiMessage) message = filter_fixture_new_message ("Hello", "Hello", 1);
  g_autoptr (SafiTokens) tokens = safi_tokens_new_with_auth (message, result, filter_fixture_key);

  filter_fixture_check_tokens (tokens);
  return has_fact (tokens, fact);
}

static void
who_proved_himself_is_a_fact (void)
{
  g_autoptr (SafiAuthResult) result = new_result ();

  g_assert_true (result_has_fact (result, "auth:identity:authenticated"));
  g_assert_true (result_has_fact (result, "auth:d:garden.example"));
  g_assert_true (result_has_fact (result, "auth:relay:isp.example"));
  safi_auth_result_set_text (&result->domain, "");
  result->identity = SAFI_IDENTITY_UNAUTHENTICATED;
  g_assert_true (result_has_fact (result, "auth:identity:unauthenticated"));
  g_assert_false (result_has_fact (result, "auth:d:"));
}

static void
a_relay_that_is_not_known_is_none (void)
{
  g_autoptr (SafiAuthResult) hidden = new_result ();
  g_autoptr (SafiAuthResult) forged = new_result ();

  safi_auth_result_set_text (&hidden->ip, "");
  g_assert_false (result_has_fact (hidden, "auth:relay:isp.example"));
  safi_auth_result_add_row (forged, SAFI_AUTH_METHOD_IPREV, SAFI_AUTH_BY_US, SAFI_AUTH_FAIL, NULL,
                            NULL);
  g_assert_false (result_has_fact (forged, "auth:relay:isp.example"));
}

/* What was read before stays what it was; the facts follow, and nobody is shown them. */
static void
the_message_reads_the_same (void)
{
  g_autoptr (SafiAuthResult) result = new_result ();
  g_autoptr (SafiMessage) message = filter_fixture_new_message ("Hello", "Hello", 1);
  g_autoptr (SafiTokens) without = safi_tokens_new (message, filter_fixture_key);
  g_autoptr (SafiTokens) with = safi_tokens_new_with_auth (message, result, filter_fixture_key);

  g_assert_cmpuint (with->tokens->len, ==, without->tokens->len + 3);
  for (guint i = 0; i < with->tokens->len; i++) {
    const SafiToken *token = &g_array_index (with->tokens, SafiToken, i);

    if (i < without->tokens->len)
      g_assert_cmpuint (token->hash, ==, g_array_index (without->tokens, SafiToken, i).hash);
    else
      g_assert_false (token->is_readable);
  }
  for (guint kind = 0; kind < SAFI_N_GRAM_KINDS; kind++)
    g_assert_cmpmem (with->grams[kind]->data, with->grams[kind]->len * sizeof (guint32),
                     without->grams[kind]->data, without->grams[kind]->len * sizeof (guint32));
}

/* Of a message with @n_words in its header. @result: (nullable). */
static guint
count_tokens (guint n_words, const SafiAuthResult *result)
{
  g_autoptr (GString) source = g_string_new ("X-A:");
  g_autoptr (SafiMessage) message = NULL;
  g_autoptr (SafiTokens) tokens = NULL;

  for (guint i = 0; i < n_words; i++)
    g_string_append (source, " 1");
  g_string_append (source, "\n\ntext\n");
  message = filter_fixture_new_from_source (source->str);
  tokens = safi_tokens_new_with_auth (message, result, filter_fixture_key);
  filter_fixture_check_tokens (tokens);
  return tokens->tokens->len;
}

static void
facts_keep_to_the_limit_of_words (void)
{
  g_autoptr (SafiAuthResult) result = new_result ();
  const guint others = count_tokens (1, result) - 1;

  g_assert_cmpuint (others, ==, count_tokens (0, NULL) + 3);
  g_assert_cmpuint (count_tokens (SAFI_TOKENS_MAX - others, result), ==, SAFI_TOKENS_MAX);
  g_assert_cmpuint (count_tokens (SAFI_TOKENS_MAX - others + 1, result), ==, SAFI_TOKENS_MAX);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tokens-auth/who-proved-himself-is-a-fact", who_proved_himself_is_a_fact);
  g_test_add_func ("/tokens-auth/a-relay-that-is-not-known-is-none",
                   a_relay_that_is_not_known_is_none);
  g_test_add_func ("/tokens-auth/the-message-reads-the-same", the_message_reads_the_same);
  g_test_add_func ("/tokens-auth/facts-keep-to-the-limit-of-words",
                   facts_keep_to_the_limit_of_words);
  return g_test_run ();
}
