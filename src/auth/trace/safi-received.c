/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/trace/safi-received.h"

#include <string.h>

#include <gmime/gmime.h>

#include "auth/trace/safi-comment.h"
#include "auth/trace/safi-received-from.h"
#include "core/text/safi-text.h"

/* The clauses behind "by"; the first of each counts. */
static void
read_clause (SafiReceived *self, GPtrArray *tokens, guint i)
{
  const SafiReceivedToken *token = tokens->pdata[i];
  const char *next = safi_received_tokens_get_word (tokens, i + 1);

  const struct {
    const char *word;
    char **place;
  } clauses[] = {
    { "with", &self->with },     { "via", &self->with },           { "id", &self->id },
    { "for", &self->recipient }, { "from", &self->envelope_from },
  };

  if (token->type == SAFI_RECEIVED_COMMENT)
    safi_received_read_comment (self, token->text);
  for (guint j = 0; j < G_N_ELEMENTS (clauses) && token->type == SAFI_RECEIVED_WORD; j++)
    if (next != NULL && *clauses[j].place == NULL &&
        g_ascii_strcasecmp (token->text, clauses[j].word) == 0)
      *clauses[j].place = safi_received_strip_angles (next);
}

/* Protocols of people who signed in: RFC 3848, RFC 6531 and older words; web mail. */
static gboolean
is_web (const char *with)
{
  return g_ascii_strncasecmp (with, "HTTP", 4) == 0;
}

static gboolean
is_submission (const char *with)
{
  static const char *const words[] = {
    "ESMTPA",    "ESMTPSA", "UTF8SMTPA",  "UTF8SMTPSA", "LMTPA",
    "UTF8LMTPA", "LMTPSA",  "UTF8LMTPSA", "ASMTP",
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strcasecmp (with, words[i]) == 0)
      return TRUE;
  return is_web (with);
}

/* TRUE for what a program wrote that fetched the message, or that looked at it on its way. */
static gboolean
is_hand_over (const char *with)
{
  return g_ascii_strncasecmp (with, "IMAP", 4) == 0 || g_ascii_strncasecmp (with, "POP", 3) == 0 ||
         g_ascii_strncasecmp (with, "qmail-scanner", 13) == 0;
}

/* The comment right behind the host of "by" tells which server wrote the line. */
static const char *
get_server_comment (GPtrArray *tokens, guint by)
{
  const SafiReceivedToken *token = by + 2 < tokens->len ? tokens->pdata[by + 2] : NULL;

  return token != NULL && token->type == SAFI_RECEIVED_COMMENT ? token->text : "";
}

static gboolean
says_exim (GPtrArray *tokens, guint by)
{
  for (guint i = by; i < tokens->len; i++) {
    const SafiReceivedToken *token = tokens->pdata[i];

    if (token->type == SAFI_RECEIVED_COMMENT && g_str_has_prefix (token->text, "Exim "))
      return TRUE;
  }
  return FALSE;
}

/* qmail writes no comment behind "by", Critical Path its version: three numbers. Both put the
 * client's name by reverse look-up in front. */
static gboolean
puts_rdns_first (const SafiReceived *self, const char *comment)
{
  guint n_dots = 0;

  for (const char *at = comment; *at != '\0'; at++) {
    n_dots += *at == '.';
    if (*at != '.' && !g_ascii_isdigit (*at))
      return FALSE;
  }
  if (comment[0] == '\0')
    return self->with == NULL || self->with[0] != '[';
  return n_dots >= 2 && strlen (comment) > 4 && !safi_ip_parse (comment, &(SafiIp){ 0 });
}

/* The name by reverse look-up where one stands that is a name. Returns: (transfer full). */
static char *
make_rdns (const char *name)
{
  gsize length = name != NULL ? strlen (name) : 0;

  if (length == 0 || name[0] == '[' || g_ascii_strcasecmp (name, "unknown") == 0 ||
      g_ascii_strcasecmp (name, "softdnserr") == 0 || safi_ip_parse (name, &(SafiIp){ 0 }))
    return g_strdup ("");
  return g_strndup (name, name[length - 1] == '.' ? length - 1 : length);
}

static char *
make_helo (const SafiReceivedFrom *from, gboolean is_name)
{
  if (from->helo != NULL)
    return g_strdup (from->helo);
  return g_strdup (is_name && from->name != NULL ? from->name : "");
}

/* "from [192.0.2.1] ([192.0.2.1])" repeats the address where nothing was said. */
static gboolean
is_name_the_address (const SafiReceived *self, const SafiReceivedFrom *from)
{
  SafiIp ip;

  return from->name != NULL && safi_received_parse_literal (from->name, &ip) &&
         safi_ip_equal (&ip, &self->ip);
}

static void
settle_bracketed (SafiReceived *self, const SafiReceivedFrom *from, GPtrArray *tokens, guint by)
{
  self->is_rdns_proved = !self->may_be_forged;
  if (from->rdns != NULL) {
    self->rdns = make_rdns (from->rdns);
    self->helo = make_helo (from, TRUE);
  } else if (from->helo != NULL || from->is_verified || says_exim (tokens, by)) {
    self->rdns = make_rdns (from->name);
    self->helo = make_helo (from, TRUE);
  } else {
    self->helo = make_helo (from, !is_name_the_address (self, from));
  }
}

static void
settle_bare (SafiReceived *self, const SafiReceivedFrom *from, const char *server)
{
  if (from->helo != NULL || from->says_via || puts_rdns_first (self, server))
    self->rdns = make_rdns (from->name);
  self->helo = make_helo (from, !from->says_via);
}

static void
settle_word (SafiReceived *self, const SafiReceivedFrom *from)
{
  const char *helo = from->helo != NULL ? from->helo : from->lone;

  if (helo != NULL)
    self->rdns = make_rdns (from->name);
  self->helo = helo != NULL ? g_strdup (helo) : make_helo (from, TRUE);
}

/* Which word is the HELO and which the reverse name depends on the server. FALSE: no address. */
static gboolean
settle (SafiReceived *self, const SafiReceivedFrom *from, GPtrArray *tokens, guint by)
{
  if (from->is_bracketed) {
    settle_bracketed (self, from, tokens, by);
  } else if (from->is_bare) {
    settle_bare (self, from, get_server_comment (tokens, by));
  } else if (from->is_word) {
    settle_word (self, from);
  } else if (from->name == NULL ||
             (!safi_received_parse_literal (from->name, &self->ip) &&
              !safi_received_parse_address (from->name, strlen (from->name), &self->ip))) {
    return FALSE;
  } else {
    self->helo = make_helo (from, from->name[0] == '[');
    self->is_ip_doubtful = from->helo == NULL;
  }
  return TRUE;
}

static void
fill_gaps (SafiReceived *self)
{
  char **const texts[] = { &self->name,  &self->rdns,      &self->helo,
                           &self->by,    &self->with,      &self->id,
                           &self->ident, &self->recipient, &self->authenticated };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (*texts[i] == NULL)
      *texts[i] = g_strdup ("");
}

/* "(from HELO [192.0.2.1]) by" has its first part in a comment. Returns: (transfer full). */
static GPtrArray *
open_first_comment (const char *value)
{
  const char *start = value + strspn (value, " \t");
  const char *end =
      g_ascii_strncasecmp (start, "(from ", 6) == 0 ? safi_comment_skip (start) : NULL;
  g_autofree char *open = NULL;

  if (end == NULL)
    return safi_received_tokens_new (value);
  open = g_strdup (start);
  open[0] = ' ';
  open[end - start - 1] = ' ';
  return safi_received_tokens_new (open);
}

static gboolean
is_word (GPtrArray *tokens, guint i, const char *word)
{
  return safi_received_tokens_find (tokens, i, word) == i && i < tokens->len;
}

/* What the protocol tells: web mail has no HELO, and who used it signed in. */
static void
read_protocol (SafiReceived *self)
{
  if (is_web (self->with)) {
    g_clear_pointer (&self->helo, g_free);
    g_clear_pointer (&self->rdns, g_free);
    self->is_ip_doubtful = FALSE;
  }
  if (is_submission (self->with)) {
    g_free (self->authenticated);
    self->authenticated = g_strdup (self->with);
  }
}

/* Reads both halves, the first one first: what it says, a client may have said. FALSE: no hop. */
static gboolean
read_halves (SafiReceived *self, GPtrArray *tokens, guint by)
{
  g_auto (SafiReceivedFrom) from = { 0 };

  if (!safi_received_from_read (&from, self, tokens, 1, by))
    return FALSE;
  self->name = g_strdup (from.name);
  self->ident = g_strdup (from.ident);
  for (guint i = by + 2; i < tokens->len; i++)
    read_clause (self, tokens, i);
  if (!settle (self, &from, tokens, by))
    return FALSE;
  if (self->with != NULL)
    read_protocol (self);
  return TRUE;
}

/* FALSE: no hop. */
static gboolean
read_tokens (SafiReceived *self, GPtrArray *tokens)
{
  guint by = safi_received_tokens_find (tokens, 2, "by");
  const char *host = safi_received_tokens_get_word (tokens, by + 1);
  guint with = safi_received_tokens_find (tokens, by, "with");
  const char *protocol = safi_received_tokens_get_word (tokens, with + 1);

  if (!is_word (tokens, 0, "from") || host == NULL || (protocol != NULL && is_hand_over (protocol)))
    return FALSE;
  self->by = g_strdup (host);
  return read_halves (self, tokens, by);
}

/* Returns: (transfer full): as much as is read. */
static char *
make_text (const char *value)
{
  return safi_text_make_valid (value, (gssize) strnlen (value, SAFI_RECEIVED_OCTETS_MAX));
}

/* The date behind the last ";". Returns: seconds UTC; 0 if there is none. */
static gint64
find_time (const char *value)
{
  const char *semicolon = strrchr (value, ';');
  g_autoptr (GDateTime) date = NULL;

  if (semicolon == NULL)
    return 0;
  date = g_mime_utils_header_decode_date (semicolon + 1);
  return date != NULL ? g_date_time_to_unix (date) : 0;
}

SafiReceived *
safi_received_parse (const char *value)
{
  g_autofree char *text = make_text (value);
  g_autoptr (GPtrArray) tokens = open_first_comment (text);
  g_autoptr (SafiReceived) self = g_new0 (SafiReceived, 1);

  if (!read_tokens (self, tokens))
    return NULL;
  fill_gaps (self);
  self->time = find_time (text);
  return g_steal_pointer (&self);
}

void
safi_received_free (SafiReceived *self)
{
  g_free (self->name);
  g_free (self->rdns);
  g_free (self->helo);
  g_free (self->by);
  g_free (self->with);
  g_free (self->id);
  g_free (self->ident);
  g_free (self->envelope_from);
  g_free (self->recipient);
  g_free (self->authenticated);
  g_free (self);
}

gboolean
safi_received_hides_client (const char *value)
{
  g_autofree char *text = make_text (value);
  g_autoptr (GPtrArray) tokens = safi_received_tokens_new (text);
  guint by = safi_received_tokens_find (tokens, 2, "by");
  guint with = safi_received_tokens_find (tokens, by, "with");
  const char *protocol = safi_received_tokens_get_word (tokens, with + 1);
  g_autofree char *upper = protocol != NULL ? g_ascii_strup (protocol, -1) : NULL;

  if (!is_word (tokens, 0, "from"))
    return FALSE;
  return upper == NULL || strstr (upper, "SMTP") != NULL || g_str_equal (upper, "MICROSOFT");
}

char *
safi_received_find_by (const char *value)
{
  g_autofree char *text = make_text (value);
  g_autoptr (GPtrArray) tokens = safi_received_tokens_new (text);
  guint by = safi_received_tokens_find (tokens, 0, "by");
  const char *host = safi_received_tokens_get_word (tokens, by + 1);

  return g_strdup (host != NULL ? host : "");
}
