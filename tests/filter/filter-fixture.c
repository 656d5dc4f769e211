/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "filter-fixture.h"

#include <string.h>

const guint8 filter_fixture_key[SAFI_SIPHASH_KEY_OCTETS] = { 0, 1, 2,  3,  4,  5,  6,  7,
                                                             8, 9, 10, 11, 12, 13, 14, 15 };

SafiMessage *
filter_fixture_new_from_source (const char *source)
{
  g_autoptr (GBytes) octets = g_bytes_new (source, strlen (source));

  return safi_message_new (octets, 0);
}

SafiMessage *
filter_fixture_new_message (const char *subject, const char *text, guint number)
{
  g_autofree char *source = g_strdup_printf ("From: Rose <rose@garden.example>\n"
                                             "To: " FILTER_ADDRESS "\n"
                                             "Subject: %s\n"
                                             "Message-ID: <%u@garden.example>\n"
                                             "Content-Type: text/plain; charset=utf-8\n\n%s\n",
                                             subject, number, text);

  return filter_fixture_new_from_source (source);
}

static void
check_token (const SafiToken *token)
{
  g_assert_true (token->start != NULL || token->length == 0);
  g_assert_cmpuint (token->length, <=, SAFI_TOKENS_HEADER_MAX);
  if (token->length > 0)
    g_assert_true (g_utf8_validate (token->start, token->length, NULL));
}

static void
check_grams (SafiTokens *tokens, SafiGramKind kind, guint max)
{
  g_autofree gboolean *seen = g_new0 (gboolean, 1 << SAFI_GRAM_BITS);

  g_assert_cmpuint (tokens->grams[kind]->len, ==, tokens->gram_tokens[kind]->len);
  g_assert_cmpuint (tokens->grams[kind]->len, <=, max);
  for (guint i = 0; i < tokens->grams[kind]->len; i++) {
    const guint32 gram = g_array_index (tokens->grams[kind], guint32, i);

    g_assert_cmpuint (gram, <, 1 << SAFI_GRAM_BITS);
    g_assert_false (seen[gram]);
    seen[gram] = TRUE;
    g_assert_cmpuint (g_array_index (tokens->gram_tokens[kind], guint32, i), <,
                      tokens->tokens->len);
  }
}

void
filter_fixture_check_tokens (SafiTokens *tokens)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);
  guint32 last = 0;

  g_assert_cmpuint (tokens->tokens->len, <=, SAFI_TOKENS_MAX);
  for (guint i = 0; i < tokens->tokens->len; i++)
    check_token (&g_array_index (tokens->tokens, SafiToken, i));
  g_assert_cmpuint (tokens->features->len, ==, tokens->feature_tokens->len);
  for (guint i = 0; i < tokens->features->len; i++) {
    guint64 *feature = &g_array_index (tokens->features, guint64, i);
    const guint32 owner = g_array_index (tokens->feature_tokens, guint32, i);

    g_assert_true (g_hash_table_add (seen, feature));
    g_assert_cmpuint (safi_feature_get_distance (*feature), <=, SAFI_FEATURE_DISTANCE_MAX);
    g_assert_cmpuint (owner, >=, last);
    g_assert_cmpuint (owner, <, tokens->tokens->len);
    last = owner;
  }
  check_grams (tokens, SAFI_GRAMS_WHOLE, SAFI_GRAMS_WHOLE_MAX - 3);
  check_grams (tokens, SAFI_GRAMS_TEXT, SAFI_GRAMS_TEXT_MAX - 3);
}

static void
free_mail (FilterMail *mail)
{
  safi_tokens_free (mail->tokens);
  safi_message_unref (mail->message);
  g_free (mail->path);
  g_free (mail);
}

/* @line: class, kind, language, theme, path; a tab between two. */
static FilterMail *
load_mail (const char *directory, const char *line)
{
  g_auto (GStrv) fields = g_strsplit (line, "\t", -1);
  FilterMail *mail = g_new0 (FilterMail, 1);
  g_autofree char *file = NULL;
  g_autofree char *source = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (g_strv_length (fields), ==, 5);
  g_assert_true (safi_class_from_word (fields[0], &mail->truth));
  mail->path = g_strdup (fields[4]);
  file = g_build_filename (directory, mail->path, NULL);
  g_file_get_contents (file, &source, NULL, &error);
  g_assert_no_error (error);
  mail->message = filter_fixture_new_from_source (source);
  mail->tokens = safi_tokens_new (mail->message, filter_fixture_key);
  return mail;
}

GPtrArray *
filter_fixture_load_practice (void)
{
  g_autofree char *directory =
      g_build_filename (g_getenv ("SAFI_TEST_ROOT"), "data", "practice", NULL);
  g_autofree char *index = g_build_filename (directory, "index", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *mails = g_ptr_array_new_with_free_func ((GDestroyNotify) free_mail);

  g_file_get_contents (index, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    if (**line != '\0' && **line != '#')
      g_ptr_array_add (mails, load_mail (directory, *line));
  g_assert_cmpuint (mails->len, >, 100);
  return mails;
}
