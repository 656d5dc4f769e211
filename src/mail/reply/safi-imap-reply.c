/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/reply/safi-imap-reply.h"

#include <string.h>

#include "mail/reply/safi-imap-fetch-reply.h"
#include "mail/reply/safi-imap-guard.h"
#include "mail/reply/safi-imap-set.h"

#define TAG_MAX 16    /* characters of a tag of ours */
#define WORDS_MAX 500 /* capabilities */

static const struct {
  const char *word;
  SafiImapCondition condition;
} conditions[] = {
  { "OK", SAFI_IMAP_OK },
  { "NO", SAFI_IMAP_NO },
  { "BAD", SAFI_IMAP_BAD },
  { "PREAUTH", SAFI_IMAP_PREAUTH },
};

/* Returns: the rest of @text behind the word @word (any case) and its space; NULL if it does not
 * begin with it. */
static const char *
skip_word (const char *text, const char *word)
{
  gsize length = strlen (word);

  if (g_ascii_strncasecmp (text, word, length) != 0)
    return NULL;
  if (text[length] == '\0')
    return text + length;
  return text[length] == ' ' ? text + length + 1 : NULL;
}

static char **
split_words (const char *text)
{
  g_autofree char *upper = g_ascii_strup (text, -1);

  return g_strsplit (g_strstrip (upper), " ", WORDS_MAX);
}

/* "COPYUID uidvalidity from to", RFC 4315. Sets that do not fit together prove nothing. */
static void
read_copyuid (SafiImapReply *self, const char *arguments)
{
  g_auto (GStrv) parts = g_strsplit (arguments, " ", 4);
  g_autoptr (GArray) from = NULL;
  g_autoptr (GArray) to = NULL;
  guint64 uidvalidity;

  if (g_strv_length (parts) != 3 ||
      !g_ascii_string_to_unsigned (parts[0], 10, 0, G_MAXUINT32, &uidvalidity, NULL))
    return;
  from = safi_imap_set_read (parts[1], SAFI_IMAP_COPYUID_MAX);
  to = safi_imap_set_read (parts[2], SAFI_IMAP_COPYUID_MAX);
  if (from == NULL || to == NULL || from->len != to->len)
    return;
  self->uidvalidity = (guint32) uidvalidity;
  self->copied_from = g_steal_pointer (&from);
  self->copied_to = g_steal_pointer (&to);
}

/* "APPENDUID uidvalidity uid", RFC 4315, of one message. */
static void
read_appenduid (SafiImapReply *self, const char *arguments)
{
  g_auto (GStrv) parts = g_strsplit (arguments, " ", 3);
  guint64 uidvalidity, uid;

  if (g_strv_length (parts) != 2 ||
      !g_ascii_string_to_unsigned (parts[0], 10, 1, G_MAXUINT32, &uidvalidity, NULL) ||
      !g_ascii_string_to_unsigned (parts[1], 10, 1, G_MAXUINT32, &uid, NULL))
    return;
  self->uidvalidity = (guint32) uidvalidity;
  self->number = (guint32) uid;
}

/* "MESSAGELIMIT limit lowest", RFC 9738. Without the last nothing was done. */
static void
read_messagelimit (SafiImapReply *self, const char *arguments)
{
  const char *lowest = strchr (arguments, ' ');
  guint64 uid;

  if (lowest != NULL && g_ascii_string_to_unsigned (lowest + 1, 10, 1, G_MAXUINT32, &uid, NULL))
    self->lowest = (guint32) uid;
}

static void
read_code (SafiImapReply *self, const char *code)
{
  const char *arguments = strchr (code, ' ');
  guint64 number;

  if (arguments == NULL) {
    self->code = g_ascii_strup (code, -1);
    return;
  }
  self->code = g_ascii_strup (code, arguments - code);
  arguments++;
  if (g_str_equal (self->code, "CAPABILITY"))
    self->words = split_words (arguments);
  else if (g_str_equal (self->code, "COPYUID"))
    read_copyuid (self, arguments);
  else if (g_str_equal (self->code, "APPENDUID"))
    read_appenduid (self, arguments);
  else if (g_str_equal (self->code, "MESSAGELIMIT"))
    read_messagelimit (self, arguments);
  else if (g_str_equal (self->code, "MODIFIED"))
    self->modified = safi_imap_set_read (arguments, SAFI_IMAP_COPYUID_MAX);
  else if (g_str_equal (self->code, "HIGHESTMODSEQ")) {
    /* 63 bits, RFC 7162 section 7. */
    if (g_ascii_string_to_unsigned (arguments, 10, 1, G_MAXINT64, &number, NULL))
      self->modseq = number;
  } else if (g_ascii_string_to_unsigned (arguments, 10, 0, G_MAXUINT32, &number, NULL))
    self->number = (guint32) number;
}

/* @text: behind the condition: "[CODE arguments] words". A bracket that is never closed is text. */
static void
read_condition_text (SafiImapReply *self, const char *text)
{
  const char *end = text[0] == '[' ? strchr (text, ']') : NULL;

  if (end != NULL) {
    g_autofree char *code = g_strndup (text + 1, (gsize) (end - text - 1));

    read_code (self, code);
    text = end + 1;
  }
  self->text = g_strdup (text);
}

static gboolean
read_condition (SafiImapReply *self, const char *text, SafiImapReplyType type)
{
  for (guint i = 0; i < G_N_ELEMENTS (conditions); i++) {
    const char *rest = skip_word (text, conditions[i].word);

    if (rest == NULL)
      continue;
    self->type = type;
    self->condition = conditions[i].condition;
    read_condition_text (self, rest);
    return TRUE;
  }
  return FALSE;
}

/* "n EXPUNGE". Its number counts positions, which are never used. */
static gboolean
read_expunge (SafiImapReply *self, const char *text)
{
  char *end;

  g_ascii_strtoull (text, &end, 10);
  if (end == text || g_ascii_strcasecmp (end, " EXPUNGE") != 0)
    return FALSE;
  self->type = SAFI_IMAP_REPLY_EXPUNGE;
  return TRUE;
}

/* "VANISHED (EARLIER) uids", RFC 7162 section 3.2.10. A set may name all UIDs there are, so it is
 * never written out. */
static gboolean
read_vanished (SafiImapReply *self, const char *text)
{
  const char *rest = skip_word (text, "VANISHED");
  const char *set = rest != NULL ? skip_word (rest, "(EARLIER)") : NULL;

  if (rest == NULL)
    return FALSE;
  self->is_earlier = set != NULL;
  if (safi_imap_set_read_ranges (set != NULL ? set : rest, SAFI_IMAP_VANISHED_MAX, &self->ranges))
    self->type = SAFI_IMAP_REPLY_VANISHED;
  return TRUE;
}

/* "NAMESPACE ((prefix delimiter)…) …", RFC 2342: the first personal one, if it stands in quotes.
 * libetpan's reader of it cannot be trusted. */
static gboolean
read_namespace (SafiImapReply *self, const char *text)
{
  const char *rest = skip_word (text, "NAMESPACE");
  g_autoptr (GString) prefix = g_string_new (NULL);

  if (rest == NULL || strncmp (rest, "((\"", 3) != 0)
    return FALSE;
  for (rest += 3; *rest != '"'; rest++) {
    if (*rest == '\\')
      rest++;
    if (*rest == '\0')
      return FALSE;
    g_string_append_c (prefix, *rest);
  }
  self->name = g_string_free (g_steal_pointer (&prefix), FALSE);
  self->type = SAFI_IMAP_REPLY_NAMESPACE;
  return TRUE;
}

static gboolean
read_words (SafiImapReply *self, const char *text, const char *word, SafiImapReplyType type)
{
  const char *rest = skip_word (text, word);

  if (rest == NULL)
    return FALSE;
  self->type = type;
  self->words = split_words (rest);
  return TRUE;
}

static void
read_untagged (SafiImapReply *self, SafiImapParser *parser, const char *text, gsize length)
{
  const char *rest = skip_word (text, "BYE");
  g_autoptr (GString) clean = NULL;

  if (rest != NULL) {
    self->type = SAFI_IMAP_REPLY_BYE;
    read_condition_text (self, rest);
    return;
  }
  if (read_condition (self, text, SAFI_IMAP_REPLY_UNTAGGED))
    return;
  if (read_words (self, text, "CAPABILITY", SAFI_IMAP_REPLY_CAPABILITY) ||
      read_words (self, text, "ENABLED", SAFI_IMAP_REPLY_ENABLED))
    return;
  if (safi_imap_fetch_reply_read (self, text, length) || read_expunge (self, text) ||
      read_vanished (self, text) || read_namespace (self, text))
    return;
  clean = safi_imap_guard_clean (text, length);
  if (clean != NULL)
    safi_imap_parser_read (parser, clean, self);
}

static void
read_tagged (SafiImapReply *self, const char *text)
{
  gsize length = strcspn (text, " ");

  if (length == 0 || length > TAG_MAX || text[length] != ' ')
    return;
  if (read_condition (self, text + length + 1, SAFI_IMAP_REPLY_TAGGED))
    self->tag = g_strndup (text, length);
}

static void
read_continue (SafiImapReply *self, const char *text)
{
  self->type = SAFI_IMAP_REPLY_CONTINUE;
  self->text = g_strdup (text[0] == ' ' ? text + 1 : text);
}

SafiImapReply *
safi_imap_reply_new (SafiImapParser *parser, const char *response, gsize length)
{
  SafiImapReply *self = g_new0 (SafiImapReply, 1);

  if (length >= 2 && strncmp (response, "* ", 2) == 0)
    read_untagged (self, parser, response + 2, length - 2);
  else if (length >= 1 && response[0] == '+')
    read_continue (self, response + 1);
  else
    read_tagged (self, response);
  return self;
}

void
safi_imap_reply_free (SafiImapReply *self)
{
  if (self == NULL)
    return;
  g_free (self->tag);
  g_free (self->code);
  g_free (self->text);
  g_clear_pointer (&self->copied_from, g_array_unref);
  g_clear_pointer (&self->copied_to, g_array_unref);
  g_clear_pointer (&self->modified, g_array_unref);
  g_strfreev (self->words);
  g_free (self->name);
  g_clear_pointer (&self->uids, g_array_unref);
  g_clear_pointer (&self->ranges, g_array_unref);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->parts, g_hash_table_unref);
  safi_part_free (self->structure);
  g_free (self);
}

gboolean
safi_imap_reply_is_done (const SafiImapReply *self)
{
  return self->condition == SAFI_IMAP_OK ||
         (self->condition == SAFI_IMAP_NO && g_strcmp0 (self->code, "EXPUNGEISSUED") == 0);
}
