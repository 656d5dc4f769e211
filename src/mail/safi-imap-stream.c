/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/safi-imap-stream.h"

#include <string.h>

#include "core/safi-error.h"
#include "core/safi-network-error.h"
#include "mail/safi-imap-error.h"

#define BUFFER_SIZE (16 * 1024) /* octets asked for at once */

struct _SafiImapStream {
  GIOStream *io;
  GMainContext *context;
  guint silence; /* milliseconds */
  char buffer[BUFFER_SIZE];
  gsize start, end; /* of what is unread in buffer */
  guint64 received, sent;
  SafiImapLimits limits;
  guint64 octets_left;
  gint64 deadline; /* microseconds, monotonic */
};

static const SafiImapLimits usual_limits = {
  SAFI_IMAP_OCTETS_MAX,
  SAFI_IMAP_LINE_MAX,
  SAFI_IMAP_LITERAL_MAX,
  SAFI_IMAP_SECONDS_MAX,
};

static gboolean
ready_cb (GObject *stream, gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

static gboolean
time_over_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

static guint
get_wait (SafiImapStream *self)
{
  gint64 left = (self->deadline - g_get_monotonic_time () + 999) / 1000;

  return (guint) CLAMP (left, 0, (gint64) self->silence);
}

static gboolean
wait_for (SafiImapStream *self, GSource *source, GError **error)
{
  g_autoptr (GSource) timer = g_timeout_source_new (get_wait (self));
  gboolean ready = FALSE, time_over = FALSE;

  g_source_set_callback (source, G_SOURCE_FUNC (ready_cb), &ready, NULL);
  g_source_set_callback (timer, time_over_cb, &time_over, NULL);
  g_source_attach (source, self->context);
  g_source_attach (timer, self->context);
  while (!ready && !time_over)
    g_main_context_iteration (self->context, TRUE);
  g_source_destroy (source);
  g_source_destroy (timer);
  if (!ready)
    g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_TIMED_OUT, "the server is silent");
  return ready;
}

/* Reads what there is, at least one octet. */
static gboolean
fill (SafiImapStream *self, GCancellable *cancellable, GError **error)
{
  GPollableInputStream *input = G_POLLABLE_INPUT_STREAM (g_io_stream_get_input_stream (self->io));

  self->start = self->end = 0;
  while (TRUE) {
    g_autoptr (GError) local = NULL;
    g_autoptr (GSource) source = NULL;
    gssize count = g_pollable_input_stream_read_nonblocking (input, self->buffer, BUFFER_SIZE,
                                                             cancellable, &local);

    if (count > 0) {
      self->end = (gsize) count;
      self->received += (guint64) count;
      return TRUE;
    }
    if (count == 0)
      g_set_error_literal (&local, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED, "end of stream");
    if (!g_error_matches (local, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK)) {
      safi_network_error_translate (&local);
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
    source = g_pollable_input_stream_create_source (input, cancellable);
    if (!wait_for (self, source, error))
      return FALSE;
  }
}

/* A server that drips octets must not outlive the deadline either. */
static gboolean
provide (SafiImapStream *self, GCancellable *cancellable, GError **error)
{
  if (self->start < self->end)
    return TRUE;
  if (g_get_monotonic_time () >= self->deadline) {
    g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_TIMED_OUT, "the command took too long");
    return FALSE;
  }
  return fill (self, cancellable, error);
}

static gboolean
take (SafiImapStream *self, GString *response, gsize length, GError **error)
{
  if (length > self->octets_left)
    return safi_imap_error_set_protocol (error, "the server sends too much");
  g_string_append_len (response, self->buffer + self->start, (gssize) length);
  self->octets_left -= length;
  self->start += length;
  return TRUE;
}

/* Appends up to and with the next line feed. @line: octets of this response outside literals. */
static gboolean
receive_line (SafiImapStream *self,
              GString *response,
              gsize *line,
              GCancellable *cancellable,
              GError **error)
{
  const char *feed = NULL;

  while (feed == NULL) {
    gsize length;

    if (!provide (self, cancellable, error))
      return FALSE;
    length = self->end - self->start;
    feed = memchr (self->buffer + self->start, '\n', length);
    if (feed != NULL)
      length = (gsize) (feed - (self->buffer + self->start)) + 1;
    *line += length;
    if (*line > self->limits.line)
      return safi_imap_error_set_protocol (error, "the server sends too long a line");
    if (!take (self, response, length, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
receive_octets (SafiImapStream *self,
                GString *response,
                guint64 length,
                GCancellable *cancellable,
                GError **error)
{
  if (length > self->limits.literal || length > self->octets_left)
    return safi_imap_error_set_protocol (error, "the server sends too long a literal");
  while (length > 0) {
    gsize count;

    if (!provide (self, cancellable, error))
      return FALSE;
    count = (gsize) MIN (length, self->end - self->start);
    if (!take (self, response, count, error))
      return FALSE;
    length -= count;
  }
  return TRUE;
}

/* @start: where the last line of @response begins; what lies before may be a literal's octets. */
static void
cut_line_end (GString *response, gsize start)
{
  gsize length = response->len - 1;

  if (length > start && response->str[length - 1] == '\r')
    length--;
  g_string_truncate (response, length);
}

/* Returns: TRUE if the last line ends in "{12}" or "{12+}". A length that no number holds counts as
 * the greatest. */
static gboolean
announces_literal (GString *response, gsize start, guint64 *ret_length)
{
  gsize at = response->len;
  gsize digits_end;

  if (at == start || response->str[at - 1] != '}')
    return FALSE;
  at--;
  if (at > start && response->str[at - 1] == '+')
    at--;
  digits_end = at;
  while (at > start && g_ascii_isdigit (response->str[at - 1]))
    at--;
  if (at == digits_end || at == start || response->str[at - 1] != '{')
    return FALSE;
  *ret_length = g_ascii_strtoull (response->str + at, NULL, 10);
  return TRUE;
}

SafiImapStream *
safi_imap_stream_new (GIOStream *io, guint silence)
{
  SafiImapStream *self = g_new0 (SafiImapStream, 1);

  self->io = g_object_ref (io);
  self->context = g_main_context_new ();
  self->silence = silence;
  safi_imap_stream_expect (self, NULL);
  return self;
}

void
safi_imap_stream_free (SafiImapStream *self)
{
  if (self == NULL)
    return;
  g_object_unref (self->io);
  g_main_context_unref (self->context);
  explicit_bzero (self->buffer, sizeof self->buffer);
  g_free (self);
}

GIOStream *
safi_imap_stream_get_io (SafiImapStream *self)
{
  return self->io;
}

void
safi_imap_stream_replace (SafiImapStream *self, GIOStream *io)
{
  g_set_object (&self->io, io);
}

gboolean
safi_imap_stream_is_drained (SafiImapStream *self)
{
  return self->start == self->end;
}

guint64
safi_imap_stream_get_received (SafiImapStream *self)
{
  return self->received;
}

guint64
safi_imap_stream_get_sent (SafiImapStream *self)
{
  return self->sent;
}

void
safi_imap_stream_expect (SafiImapStream *self, const SafiImapLimits *limits)
{
  self->limits = limits != NULL ? *limits : usual_limits;
  self->octets_left = self->limits.octets;
  self->deadline = g_get_monotonic_time () + self->limits.seconds * G_USEC_PER_SEC;
}

gboolean
safi_imap_stream_send (SafiImapStream *self,
                       const char *octets,
                       gsize length,
                       GCancellable *cancellable,
                       GError **error)
{
  GOutputStream *output = g_io_stream_get_output_stream (self->io);
  g_autoptr (GError) local = NULL;

  self->sent += length;
  if (g_output_stream_write_all (output, octets, length, NULL, cancellable, &local) &&
      g_output_stream_flush (output, cancellable, &local))
    return TRUE;
  safi_network_error_translate (&local);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

GString *
safi_imap_stream_receive (SafiImapStream *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GString) response = g_string_new (NULL);
  gsize line = 0;
  guint64 length = 0;

  while (TRUE) {
    gsize start = response->len;

    if (!receive_line (self, response, &line, cancellable, error))
      return NULL;
    cut_line_end (response, start);
    if (!announces_literal (response, start, &length))
      return g_steal_pointer (&response);
    g_string_append (response, "\r\n");
    if (!receive_octets (self, response, length, cancellable, error))
      return NULL;
  }
}

static void
call_ended_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_set_object ((GAsyncResult **) user_data, result);
}

static void
cancelled_cb (GCancellable *outer, gpointer inner)
{
  g_cancellable_cancel (inner);
}

GAsyncResult *
safi_imap_stream_run (SafiImapBegin begin,
                      gpointer object,
                      gpointer user_data,
                      guint milliseconds,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GCancellable) inner = g_cancellable_new ();
  g_autoptr (GSource) timer = g_timeout_source_new (milliseconds);
  g_autoptr (GAsyncResult) result = NULL;
  gboolean time_over = FALSE;
  gulong handler = 0;

  if (cancellable != NULL)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), inner, NULL);
  g_source_set_callback (timer, time_over_cb, &time_over, NULL);
  g_source_attach (timer, context);
  g_main_context_push_thread_default (context);
  begin (object, inner, call_ended_cb, &result, user_data);
  while (result == NULL) {
    g_main_context_iteration (context, TRUE);
    if (time_over)
      g_cancellable_cancel (inner);
  }
  g_main_context_pop_thread_default (context);
  g_source_destroy (timer);
  g_cancellable_disconnect (cancellable, handler);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (time_over) {
    g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_TIMED_OUT, "the server is silent");
    return NULL;
  }
  return g_steal_pointer (&result);
}
