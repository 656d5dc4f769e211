/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/connection/safi-imap-command.h"

#include <string.h>

#include "mail/connection/safi-imap-error.h"

#define QUOTED_MAX 1000         /* octets of a quoted string */
#define SLOWEST_LINK (2 * 1024) /* octets per second that a deadline allows for */

struct _SafiImapCommand {
  GString *text;
  GArray *breaks; /* (element-type gsize): offsets behind "{n}\r\n" */
};

static gboolean
fits_quotes (const char *string)
{
  for (const char *at = string; *at != '\0'; at++)
    if (*at < ' ' || *at > '~')
      return FALSE;
  return strlen (string) <= QUOTED_MAX;
}

static void
wipe (GString *text)
{
  explicit_bzero (text->str, text->allocated_len);
  g_string_free (text, TRUE);
}

/* What the person cancelled says nothing of how the server takes what is sent ahead. */
static void
give_up (SafiImapConnection *connection, GCancellable *cancellable)
{
  connection->is_dead = TRUE;
  connection->is_ahead &= !g_cancellable_is_cancelled (cancellable);
}

static SafiImapReply *
receive (SafiImapConnection *connection, GCancellable *cancellable, GError **error)
{
  g_autoptr (GString) response = safi_imap_stream_receive (connection->stream, cancellable, error);

  if (response == NULL) {
    give_up (connection, cancellable);
    return NULL;
  }
  connection->is_unproven = FALSE;
  return safi_imap_reply_new (connection->parser, response->str, response->len);
}

static void
learn_words (SafiImapConnection *connection, SafiImapReply *reply)
{
  if (reply->words == NULL || reply->type == SAFI_IMAP_REPLY_LIST ||
      reply->type == SAFI_IMAP_REPLY_ENABLED)
    return;
  g_hash_table_remove_all (connection->capabilities);
  for (guint i = 0; reply->words[i] != NULL; i++)
    g_hash_table_add (connection->capabilities, g_strdup (reply->words[i]));
  connection->capabilities_known = TRUE;
}

static gboolean
send_octets (SafiImapConnection *connection,
             const char *octets,
             gsize length,
             GCancellable *cancellable,
             GError **error)
{
  if (safi_imap_stream_send (connection->stream, octets, length, cancellable, error))
    return TRUE;
  give_up (connection, cancellable);
  return FALSE;
}

static gboolean
send_part (SafiImapCommand *self,
           SafiImapConnection *connection,
           gsize start,
           gsize end,
           GCancellable *cancellable,
           GError **error)
{
  return send_octets (connection, self->text->str + start, end - start, cancellable, error);
}

static void
add_tag (SafiImapCommand *self, SafiImapConnection *connection)
{
  /* Coremail (163.com, qq.com) only takes tags that begin with C. */
  g_autofree char *tag = g_strdup_printf ("C%u ", ++connection->last_tag);

  connection->lowest = 0;
  g_string_prepend (self->text, tag);
  g_string_append (self->text, "\r\n");
  for (guint i = 0; i < self->breaks->len; i++)
    g_array_index (self->breaks, gsize, i) += strlen (tag);
}

/* A server may end commands that were sent ahead before the one that is waited for (RFC 3501
 * section 5.5). */
static gboolean
keep_early (SafiImapConnection *connection, guint tag, SafiImapReply **reply)
{
  guint64 number;

  if (tag == connection->last_tag || (*reply)->tag[0] != 'C' ||
      !g_ascii_string_to_unsigned ((*reply)->tag + 1, 10, tag + 1, connection->last_tag, &number,
                                   NULL))
    return FALSE;
  if (connection->early == NULL)
    connection->early = g_ptr_array_new_with_free_func ((GDestroyNotify) safi_imap_reply_free);
  for (guint i = 0; i < connection->early->len; i++)
    if (g_str_equal (((SafiImapReply *) connection->early->pdata[i])->tag, (*reply)->tag))
      return FALSE;
  g_ptr_array_add (connection->early, g_steal_pointer (reply));
  return TRUE;
}

/* Whatever it says: nothing depends on it. */
static gboolean
is_unheard (SafiImapConnection *connection, const SafiImapReply *reply)
{
  guint64 number;

  return connection->unheard > 0 && reply->tag[0] == 'C' &&
         g_ascii_string_to_unsigned (reply->tag + 1, 10, 1, connection->unheard, &number, NULL);
}

static SafiImapReply *
take_early (SafiImapConnection *connection, const char *tag)
{
  for (guint i = 0; connection->early != NULL && i < connection->early->len; i++)
    if (g_str_equal (((SafiImapReply *) connection->early->pdata[i])->tag, tag))
      return g_ptr_array_steal_index (connection->early, i);
  return NULL;
}

/* What every reply is looked at for, whatever is waited for. Returns: FALSE with @error if the
 * server says good-bye. */
static gboolean
note_reply (SafiImapConnection *connection, SafiImapReply *reply, GError **error)
{
  learn_words (connection, reply);
  if (reply->lowest != 0)
    connection->lowest = reply->lowest;
  if (reply->type == SAFI_IMAP_REPLY_EXISTS)
    connection->told_exists = reply->number;
  if (reply->type == SAFI_IMAP_REPLY_ENABLED)
    connection->tells_vanished = g_strv_contains ((const char *const *) reply->words, "QRESYNC");
  if (reply->type != SAFI_IMAP_REPLY_BYE)
    return TRUE;
  connection->is_dead = TRUE;
  return safi_imap_error_set_bye (error, reply->code, reply->text);
}

/* Receives until the command ends or, if @stop_at_continue, the server wants more of it.
 * Returns: (transfer full): the tagged or the continuation reply. */
static SafiImapReply *
wait_for_end (SafiImapConnection *connection,
              guint tag,
              gboolean stop_at_continue,
              SafiImapHandler handler,
              gpointer user_data,
              GCancellable *cancellable,
              GError **error)
{
  g_autofree char *wanted = g_strdup_printf ("C%u", tag);
  SafiImapReply *early = take_early (connection, wanted);

  if (early != NULL)
    return early;
  while (TRUE) {
    g_autoptr (SafiImapReply) reply = receive (connection, cancellable, error);

    if (reply == NULL || !note_reply (connection, reply, error))
      return NULL;
    if (reply->type == SAFI_IMAP_REPLY_TAGGED && tag == connection->last_tag)
      connection->is_ahead &= !g_str_equal (reply->tag, wanted);
    if (reply->type == SAFI_IMAP_REPLY_CONTINUE && stop_at_continue)
      return g_steal_pointer (&reply);
    if (reply->type == SAFI_IMAP_REPLY_TAGGED && g_str_equal (reply->tag, wanted))
      return g_steal_pointer (&reply);
    if (reply->type == SAFI_IMAP_REPLY_TAGGED &&
        (is_unheard (connection, reply) || keep_early (connection, tag, &reply)))
      continue;
    if (reply->type == SAFI_IMAP_REPLY_TAGGED) {
      connection->is_dead = TRUE;
      safi_imap_error_set_protocol (error, "an answer to no question");
      return NULL;
    }
    if (handler != NULL)
      handler (reply, user_data);
  }
}

SafiImapCommand *
safi_imap_command_new (const char *text)
{
  SafiImapCommand *self = g_new0 (SafiImapCommand, 1);

  self->text = g_string_sized_new (256);
  self->breaks = g_array_new (FALSE, FALSE, sizeof (gsize));
  g_string_append (self->text, text);
  return self;
}

void
safi_imap_command_free (SafiImapCommand *self)
{
  if (self == NULL)
    return;
  wipe (self->text);
  g_array_unref (self->breaks);
  g_free (self);
}

void
safi_imap_command_add (SafiImapCommand *self, const char *text)
{
  g_string_append (self->text, text);
}

static void
add_literal (SafiImapCommand *self, const char *octets, gsize length)
{
  gsize at;

  g_string_append_printf (self->text, "{%" G_GSIZE_FORMAT "}\r\n", length);
  at = self->text->len;
  g_array_append_val (self->breaks, at);
  g_string_append_len (self->text, octets, (gssize) length);
}

void
safi_imap_command_add_octets (SafiImapCommand *self, GBytes *octets)
{
  gsize length;
  const char *data = g_bytes_get_data (octets, &length);

  add_literal (self, data, length);
}

void
safi_imap_command_add_string (SafiImapCommand *self, const char *string)
{
  if (!fits_quotes (string)) {
    add_literal (self, string, strlen (string));
    return;
  }
  g_string_append_c (self->text, '"');
  for (; *string != '\0'; string++) {
    if (*string == '"' || *string == '\\')
      g_string_append_c (self->text, '\\');
    g_string_append_c (self->text, *string);
  }
  g_string_append_c (self->text, '"');
}

gboolean
safi_imap_command_is_line (const SafiImapCommand *self)
{
  return self->breaks->len == 0;
}

guint
safi_imap_command_send (SafiImapCommand *self,
                        SafiImapConnection *connection,
                        GCancellable *cancellable,
                        GError **error)
{
  g_assert (self->breaks->len == 0);
  add_tag (self, connection);
  if (!send_part (self, connection, 0, self->text->len, cancellable, error))
    return 0;
  return connection->last_tag;
}

SafiImapReply *
safi_imap_command_wait (SafiImapConnection *connection,
                        guint tag,
                        const SafiImapLimits *limits,
                        SafiImapHandler handler,
                        gpointer user_data,
                        GCancellable *cancellable,
                        GError **error)
{
  SafiImapLimits usual = safi_imap_command_limits (connection, 0);

  safi_imap_stream_expect (connection->stream, limits != NULL ? limits : &usual);
  return wait_for_end (connection, tag, FALSE, handler, user_data, cancellable, error);
}

/* Sends the parts before literals, each after the server's "+".
 * Returns: (transfer full) (nullable): a tagged reply that came too early; NULL with @error set, or
 * without if all is well and the part from @ret_start on is still to be sent. */
static SafiImapReply *
send_literals (SafiImapCommand *self,
               SafiImapConnection *connection,
               gsize *ret_start,
               GCancellable *cancellable,
               GError **error)
{
  gsize start = 0;

  for (guint i = 0; i < self->breaks->len; i++) {
    gsize end = g_array_index (self->breaks, gsize, i);
    g_autoptr (SafiImapReply) reply = NULL;

    if (!send_part (self, connection, start, end, cancellable, error))
      return NULL;
    reply = wait_for_end (connection, connection->last_tag, TRUE, NULL, NULL, cancellable, error);
    if (reply == NULL || reply->type == SAFI_IMAP_REPLY_TAGGED)
      return g_steal_pointer (&reply);
    start = end;
  }
  *ret_start = start;
  return NULL;
}

SafiImapReply *
safi_imap_command_run (SafiImapCommand *self,
                       SafiImapConnection *connection,
                       const SafiImapLimits *limits,
                       SafiImapHandler handler,
                       gpointer user_data,
                       GCancellable *cancellable,
                       GError **error)
{
  SafiImapLimits usual = safi_imap_command_limits (connection, 0);
  g_autoptr (GError) local = NULL;
  SafiImapReply *early;
  gsize start = 0;

  add_tag (self, connection);
  safi_imap_stream_expect (connection->stream, limits != NULL ? limits : &usual);
  early = send_literals (self, connection, &start, cancellable, &local);
  if (early != NULL)
    return early;
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return NULL;
  }
  if (!send_part (self, connection, start, self->text->len, cancellable, error))
    return NULL;
  return wait_for_end (connection, connection->last_tag, FALSE, handler, user_data, cancellable,
                       error);
}

static gboolean
send_answer (SafiImapConnection *connection,
             const char *challenge,
             SafiImapAnswer answer,
             gpointer user_data,
             GCancellable *cancellable,
             GError **error)
{
  char *said = answer (challenge, user_data);
  GString *line = g_string_sized_new ((said != NULL ? strlen (said) : 1) + 3);
  gboolean sent;

  g_string_append (line, said != NULL ? said : "*");
  g_string_append (line, "\r\n");
  sent = send_octets (connection, line->str, line->len, cancellable, error);
  wipe (line);
  if (said != NULL)
    explicit_bzero (said, strlen (said));
  g_free (said);
  return sent;
}

SafiImapReply *
safi_imap_command_begin (SafiImapCommand *self,
                         SafiImapConnection *connection,
                         SafiImapHandler handler,
                         gpointer user_data,
                         GCancellable *cancellable,
                         GError **error)
{
  guint tag = safi_imap_command_send (self, connection, cancellable, error);
  SafiImapLimits usual = safi_imap_command_limits (connection, 0);

  if (tag == 0)
    return NULL;
  safi_imap_stream_expect (connection->stream, &usual);
  return wait_for_end (connection, tag, TRUE, handler, user_data, cancellable, error);
}

SafiImapReply *
safi_imap_command_end (SafiImapConnection *connection,
                       const char *line,
                       const SafiImapLimits *limits,
                       SafiImapHandler handler,
                       gpointer user_data,
                       GCancellable *cancellable,
                       GError **error)
{
  if (limits != NULL)
    safi_imap_stream_expect (connection->stream, limits);
  if (!send_octets (connection, line, strlen (line), cancellable, error) ||
      !send_octets (connection, "\r\n", 2, cancellable, error))
    return NULL;
  return wait_for_end (connection, connection->last_tag, FALSE, handler, user_data, cancellable,
                       error);
}

gboolean
safi_imap_command_listen (SafiImapConnection *connection,
                          SafiImapHandler handler,
                          gpointer user_data,
                          GCancellable *cancellable,
                          GError **error)
{
  SafiImapLimits usual = safi_imap_command_limits (connection, 0);
  gboolean is_readable;

  safi_imap_stream_expect (connection->stream, &usual);
  while (safi_imap_stream_peek (connection->stream, &is_readable, cancellable, error)) {
    g_autoptr (SafiImapReply) reply = NULL;

    if (!is_readable)
      return TRUE;
    reply = receive (connection, cancellable, error);
    if (reply == NULL || !note_reply (connection, reply, error))
      return FALSE;
    handler (reply, user_data);
  }
  connection->is_dead = TRUE;
  return FALSE;
}

SafiImapReply *
safi_imap_command_converse (SafiImapCommand *self,
                            SafiImapConnection *connection,
                            SafiImapAnswer answer,
                            gpointer user_data,
                            GCancellable *cancellable,
                            GError **error)
{
  guint tag = safi_imap_command_send (self, connection, cancellable, error);
  SafiImapLimits usual = safi_imap_command_limits (connection, 0);

  if (tag == 0)
    return NULL;
  safi_imap_stream_expect (connection->stream, &usual);
  for (guint n = 0; n <= SAFI_IMAP_CHALLENGES_MAX; n++) {
    g_autoptr (SafiImapReply) reply =
        wait_for_end (connection, tag, TRUE, NULL, NULL, cancellable, error);

    if (reply == NULL || reply->type == SAFI_IMAP_REPLY_TAGGED)
      return g_steal_pointer (&reply);
    if (n < SAFI_IMAP_CHALLENGES_MAX &&
        !send_answer (connection, reply->text, answer, user_data, cancellable, error))
      return NULL;
  }
  connection->is_dead = TRUE;
  safi_imap_error_set_protocol (error, "the server asks without end");
  return NULL;
}

SafiImapLimits
safi_imap_command_limits (SafiImapConnection *connection, guint64 octets)
{
  return (SafiImapLimits){
    .octets = SAFI_IMAP_OCTETS_MAX + octets,
    .line = SAFI_IMAP_LINE_MAX,
    .literal = SAFI_IMAP_LITERAL_MAX,
    .seconds = connection->patience.command + (guint) MIN (octets / SLOWEST_LINK, G_MAXINT32),
  };
}
