/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "../lib/corpus.h"
#include "account/safi-oauth-token.h"
#include "core/base/safi-error.h"
#include "mail/connection/safi-sasl.h"

/* What the services where one signs in say, broken at random, always the same way. */

#define FOLDER "corpus/answers"
#define ROUNDS 8000

static const char *const pieces[] = {
  "{",
  "}",
  "[",
  "]",
  "\"",
  "\\",
  "\\u0000",
  "\\ud800",
  ":",
  ",",
  "null",
  "true",
  "-0",
  "1e99",
  "-1",
  "\xff",
  "[[[[[[[[",
  "{\"\":",
  "\"access_token\":",
  "0",
  "//",
  "/*",
  "\n",
  "Bearer ",
  "bearer",
  "99999999999999999999",
};

static void
check_tokens (const SafiOauthTokens *tokens)
{
  g_assert_cmpuint (strlen (tokens->access), <=, SAFI_OAUTH_TOKEN_MAX);
  g_assert_true (g_str_is_ascii (tokens->access) && *tokens->access != '\0');
  g_assert_null (strpbrk (tokens->access, "\r\n "));
  g_assert_true (tokens->refresh == NULL || strpbrk (tokens->refresh, "\r\n ") == NULL);
}

static void
read_with_status (const char *text, gsize length, guint status)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SafiOauthTokens) tokens = safi_oauth_read_answer (status, text, length, &error);

  g_assert_true ((tokens == NULL) == (error != NULL));
  if (tokens != NULL)
    check_tokens (tokens);
  else
    g_assert_true (error->domain == SAFI_ERROR);
}

static void
read_answer (GBytes *octets)
{
  gsize length;
  const char *start = g_bytes_get_data (octets, &length);
  const char *text = length > 0 ? start : "";
  g_autofree char *challenge = g_base64_encode ((const guchar *) text, length);
  SafiError code;

  read_with_status (text, length, 200);
  read_with_status (text, length, 400);
  safi_sasl_read_refusal (challenge, &code);
}

static void
test_broken_answers_do_no_harm (void)
{
  test_break_corpus (FOLDER, ".json", ROUNDS, pieces, G_N_ELEMENTS (pieces), read_answer);
}

static void
test_cut_answers_do_no_harm (void)
{
  test_cut_corpus (FOLDER, ".json", read_answer);
}

/* As deep as an answer can be. */
static void
test_nested_answers_do_no_harm (void)
{
  g_autoptr (GString) open = g_string_new ("{\"access_token\":");
  g_autoptr (GString) closed = g_string_new (open->str);

  for (guint i = 0; open->len < SAFI_OAUTH_ANSWER_MAX; i++)
    g_string_append_c (open, '[');
  for (guint i = 0; i < SAFI_OAUTH_ANSWER_MAX / 2 - 16; i++)
    g_string_append_c (closed, '[');
  for (guint i = 0; i < SAFI_OAUTH_ANSWER_MAX / 2 - 16; i++)
    g_string_append_c (closed, ']');
  g_string_append_c (closed, '}');
  read_with_status (open->str, open->len, 200);
  read_with_status (closed->str, closed->len, 200);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/answers-fuzz/broken-answers-do-no-harm", test_broken_answers_do_no_harm);
  g_test_add_func ("/answers-fuzz/cut-answers-do-no-harm", test_cut_answers_do_no_harm);
  g_test_add_func ("/answers-fuzz/nested-answers-do-no-harm", test_nested_answers_do_no_harm);
  return g_test_run ();
}
