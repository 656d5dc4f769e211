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
read_texts (SafiAuthResult *auth, GKeyFile *file)
{
  const struct {
    const char *key;
    char **field;
  } texts[] = { { "author", &auth->author },
                { "domain", &auth->domain },
                { "ip", &auth->ip },
                { "helo", &auth->helo },
                { "rdns", &auth->rdns } };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autofree char *value = g_key_file_get_string (file, "auth", texts[i].key, NULL);

    safi_auth_result_set_text (texts[i].field, value);
  }
}

static SafiAuthMethod
read_method (const char *word)
{
  guint method = 0;

  while (method < SAFI_N_AUTH_METHODS && !g_str_equal (safi_auth_method_to_string (method), word))
    method++;
  g_assert_cmpuint (method, <, SAFI_N_AUTH_METHODS);
  return method;
}

static SafiIdentity
read_identity (const char *word)
{
  guint identity = 0;

  while (identity < SAFI_IDENTITY_UNAUTHENTICATED &&
         !g_str_equal (safi_identity_to_string (identity), word))
    identity++;
  g_assert_cmpstr (safi_identity_to_string (identity), ==, word);
  return identity;
}

/* @text: "spf fail us shop.example a reason". */
static void
read_auth_row (SafiAuthResult *auth, const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", 5);
  SafiAuthCode code;

  g_assert_cmpuint (g_strv_length (words), >=, 4);
  g_assert_true (safi_auth_code_from_string (words[1], &code));
  safi_auth_result_add_row (auth, read_method (words[0]),
                            g_str_equal (words[2], "provider") ? SAFI_AUTH_BY_PROVIDER
                                                               : SAFI_AUTH_BY_US,
                            code, g_str_equal (words[3], "-") ? NULL : words[3], words[4]);
}

static char **
read_list (GKeyFile *file, const char *key)
{
  char **list = g_key_file_get_string_list (file, "auth", key, NULL, NULL);

  return list != NULL ? list : g_new0 (char *, 1);
}

SafiAuthResult *
filter_fixture_load_auth (const char *path)
{
  g_autofree char *base = g_strndup (path, strlen (path) - strlen (".eml"));
  g_autofree char *auth_path = g_strconcat (base, ".auth", NULL);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (SafiAuthResult) auth = safi_auth_result_new ();
  g_autofree char *identity = NULL;
  g_auto (GStrv) rows = NULL;
  g_auto (GStrv) signs = NULL;
  g_auto (GStrv) flags = NULL;

  if (!g_key_file_load_from_file (file, auth_path, G_KEY_FILE_NONE, NULL))
    return NULL;
  identity = g_key_file_get_string (file, "auth", "identity", NULL);
  auth->identity = read_identity (identity);
  auth->is_final = TRUE;
  read_texts (auth, file);
  flags = read_list (file, "flags");
  auth->has_several_authors = g_strv_contains ((const char *const *) flags, "several-authors");
  auth->has_added_field = g_strv_contains ((const char *const *) flags, "added-field");
  rows = read_list (file, "rows");
  for (guint i = 0; rows[i] != NULL; i++)
    read_auth_row (auth, rows[i]);
  signs = read_list (file, "signs");
  for (guint i = 0; signs[i] != NULL; i++)
    g_ptr_array_add (auth->signs, g_strdup (signs[i]));
  return g_steal_pointer (&auth);
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
