/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/trace/safi-authres.h"

#include <string.h>

#include "auth/trace/safi-comment.h"
#include "core/text/safi-text.h"
#include "core/url/safi-domain.h"

/* Words that providers write beside those of RFC 8601, and what they come to. */
static const struct {
  const char *word;
  SafiAuthCode code;
} other_words[] = {
  { "hardfail", SAFI_AUTH_FAIL },      { "permfail", SAFI_AUTH_PERMERROR },
  { "error", SAFI_AUTH_TEMPERROR },    { "timeout", SAFI_AUTH_TEMPERROR },
  { "tempfail", SAFI_AUTH_TEMPERROR }, { "invalid", SAFI_AUTH_PERMERROR },
  { "bestguesspass", SAFI_AUTH_NONE }, /* nothing is published */
  { "skipped", SAFI_AUTH_NONE },
};

static SafiAuthCode
read_code (const char *word)
{
  SafiAuthCode code;

  if (safi_auth_code_from_string (word, &code))
    return code;
  for (guint i = 0; i < G_N_ELEMENTS (other_words); i++)
    if (g_str_equal (word, other_words[i].word))
      return other_words[i].code;
  return SAFI_AUTH_NEUTRAL;
}

static void
free_property (gpointer data)
{
  SafiAuthresProperty *property = data;

  g_free (property->name);
  g_free (property->value);
  g_free (property);
}

static void
free_result (gpointer data)
{
  SafiAuthresResult *result = data;

  g_free (result->method);
  g_free (result->word);
  g_ptr_array_unref (result->properties);
  g_free (result);
}

/* What was a comment is a blank, or a "(" where no blank was beside it. */
static const char *
skip_blanks (const char *at)
{
  while (g_ascii_isspace (*at) || *at == '(')
    at++;
  return at;
}

/* Reads "name =", with blanks round "." and "/". Returns: the place behind "="; NULL if what stands
 * there is a word of its own, with @at moved behind it. */
static const char *
read_name (const char **at, GString *name)
{
  const char *next = *at;

  for (;;) {
    gsize length = strcspn (next, " \t(=;\"");

    g_string_append_len (name, next, (gssize) length);
    *at = next + length;
    next = skip_blanks (*at);
    if (*next == '=')
      return next + 1;
    if (*next != '.' && *next != '/' &&
        (name->len == 0 || strchr ("./", name->str[name->len - 1]) == NULL))
      break;
    if (*next == '\0' || *next == ';' || *next == '"')
      break;
  }
  if (**at == '"')
    (*at)++;
  return NULL;
}

/* Behind the quoted string at @at, whose text goes to @value. */
static const char *
read_quoted (const char *at, GString *value)
{
  for (at++; *at != '\0' && *at != '"'; at++) {
    if (*at == '\\' && at[1] != '\0')
      at++;
    g_string_append_c (value, *at);
  }
  return *at == '"' ? at + 1 : at;
}

static const char *
read_value (const char *at, GString *value)
{
  at = skip_blanks (at);
  while (*at != '\0' && *at != ';' && !g_ascii_isspace (*at)) {
    if (*at == '"')
      at = read_quoted (at, value);
    else
      g_string_append_c (value, *at++);
  }
  return at;
}

static void
add_property (SafiAuthresResult *result, const char *name, const char *value)
{
  SafiAuthresProperty *property;

  if (result->properties->len >= SAFI_AUTHRES_PROPERTIES_MAX)
    return;
  property = g_new0 (SafiAuthresProperty, 1);
  property->name = g_strdup (name);
  property->value = g_strdup (value);
  g_ptr_array_add (result->properties, property);
}

/* Returns: (transfer none) (nullable): the new result, NULL where there are too many. */
static SafiAuthresResult *
add_result (SafiAuthres *self, const char *name, const char *value)
{
  SafiAuthresResult *result;

  if (self->results->len >= SAFI_AUTHRES_RESULTS_MAX)
    return NULL;
  result = g_new0 (SafiAuthresResult, 1);
  result->method = g_strndup (name, strcspn (name, "/"));
  result->word = g_ascii_strdown (value, (gssize) strcspn (value, "("));
  result->code = read_code (result->word);
  result->properties = g_ptr_array_new_with_free_func (free_property);
  g_ptr_array_add (self->results, result);
  return result;
}

/* Reads "method=result name=value ..." up to ";". */
static const char *
read_result (SafiAuthres *self, const char *at)
{
  SafiAuthresResult *result = NULL;
  gboolean is_first = TRUE;

  for (at = skip_blanks (at); *at != '\0' && *at != ';'; at = skip_blanks (at)) {
    g_autoptr (GString) name = g_string_new (NULL);
    g_autoptr (GString) value = g_string_new (NULL);
    const char *behind = read_name (&at, name);

    if (behind == NULL)
      continue;
    at = read_value (behind, value);
    g_string_ascii_down (name);
    if (is_first)
      result = add_result (self, name->str, value->str);
    else if (result != NULL)
      add_property (result, name->str, value->str);
    is_first = FALSE;
  }
  return at;
}

/* Reads "authserv-id [version]", if the field begins with one. Returns: the place behind it; NULL
 * if the version is not ours. */
static const char *
read_id (SafiAuthres *self, const char *text)
{
  g_autoptr (GString) id = g_string_new (NULL);
  const char *at = read_value (text, id);
  const char *end = at + strcspn (at, ";");

  if (memchr (text, '=', (gsize) (end - text)) != NULL)
    return text;
  self->id = g_ascii_strdown (id->str, (gssize) id->len);
  at = skip_blanks (at);
  if (*at != ';' && *at != '\0' && (at[0] != '1' || g_ascii_isalnum (at[1])))
    return NULL;
  return end;
}

static gboolean
read_field (SafiAuthres *self, const char *text)
{
  const char *at = skip_blanks (text);

  if (*at == '\0')
    return FALSE;
  at = read_id (self, at);
  if (at == NULL)
    return FALSE;
  if (self->id == NULL)
    self->id = g_strdup ("");
  while (*at != '\0')
    at = read_result (self, *at == ';' ? at + 1 : at);
  return TRUE;
}

SafiAuthres *
safi_authres_parse (const char *value)
{
  g_autofree char *text = NULL;
  g_autofree char *bare = NULL;
  g_autoptr (SafiAuthres) self = NULL;

  if (strnlen (value, SAFI_AUTHRES_OCTETS_MAX + 1) > SAFI_AUTHRES_OCTETS_MAX)
    return NULL;
  text = safi_text_make_valid (value, -1);
  bare = safi_comment_strip (text);
  if (bare == NULL)
    return NULL;
  self = g_new0 (SafiAuthres, 1);
  self->results = g_ptr_array_new_with_free_func (free_result);
  return read_field (self, bare) ? g_steal_pointer (&self) : NULL;
}

SafiAuthres *
safi_authres_parse_arc (const char *value, guint *ret_instance)
{
  const char *at = skip_blanks (value);
  guint64 instance;
  char *end;

  if (g_ascii_tolower (*at) != 'i')
    return NULL;
  at = skip_blanks (at + 1);
  if (*at != '=')
    return NULL;
  instance = g_ascii_strtoull (at + 1, &end, 10);
  at = skip_blanks (end);
  if (instance == 0 || instance > 50 || *at != ';')
    return NULL;
  *ret_instance = (guint) instance;
  return safi_authres_parse (at + 1);
}

void
safi_authres_free (SafiAuthres *self)
{
  g_free (self->id);
  g_ptr_array_unref (self->results);
  g_free (self);
}

const SafiAuthresResult *
safi_authres_find (const SafiAuthres *self, const char *method)
{
  for (guint i = 0; i < self->results->len; i++) {
    const SafiAuthresResult *result = self->results->pdata[i];

    if (g_str_equal (result->method, method))
      return result;
  }
  return NULL;
}

const char *
safi_authres_result_get (const SafiAuthresResult *self, const char *name)
{
  for (guint i = 0; i < self->properties->len; i++) {
    const SafiAuthresProperty *property = self->properties->pdata[i];

    if (g_str_equal (property->name, name))
      return property->value;
  }
  return NULL;
}

char *
safi_authres_result_get_domain (const SafiAuthresResult *self)
{
  static const char *const names[] = { "header.d", "header.i", "smtp.mailfrom", "smtp.mail",
                                       "header.from" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    const char *value = safi_authres_result_get (self, names[i]);
    const char *at = value != NULL ? strrchr (value, '@') : NULL;

    if (value != NULL)
      return safi_domain_normalise (at != NULL ? at + 1 : value);
  }
  return g_strdup ("");
}
