/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/connection/safi-imap-stream.h"

#include <string.h>

#include "core/base/safi-error.h"
#include "core/base/safi-network-error.h"
#include "mail/connection/safi-imap-deflate.h"
#include "mail/connection/safi-imap-error.h"

#define BUFFER_SIZE (16 * 1024) /* octets asked for at once */

struct _SafiImapStream {
  GIOStream *io;
  GMainContext *context;
  SafiImapDeflate *deflate; /* (nullable) */
  gboolean is_garbled;
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

/* Reads what the wire holds without waiting. Returns: TRUE with 0 octets if it holds nothing. */
static gboolean
read_wire (SafiImapStream *self, gsize *ret_count, GCancellable *cancellable, GError **error)
{
  GPollableInputStream *input = G_POLLABLE_INPUT_STREAM (g_io_stream_get_input_stream (self->io));
  g_autoptr (GError) local = NULL;
  gssize count = g_pollable_input_stream_read_nonblocking (input, self->buffer, BUFFER_SIZE,
                                                           cancellable, &local);

  *ret_count = (gsize) MAX (count, 0);
  self->received += *ret_count;
  if (count > 0 || g_error_matches (local, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    return TRUE;
  if (count == 0)
    g_set_error_literal (&local, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED, "end of stream");
  safi_network_error_translate (&local);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
inflate (SafiImapStream *self, GError **error)
{
  if (safi_imap_deflate_take (self->deflate, self->buffer, BUFFER_SIZE, &self->end, error))
    return TRUE;
  self->is_garbled = TRUE;
  return FALSE;
}

/* Fills the buffer, which is empty, as far as that goes without waiting.
 * @ret_is_dry: the wire holds no more. */
static gboolean
fill_now (SafiImapStream *self, gboolean *ret_is_dry, GCancellable *cancellable, GError **error)
{
  gsize count;

  *ret_is_dry = FALSE;
  self->start = self->end = 0;
  if (self->deflate != NULL && !inflate (self, error))
    return FALSE;
  if (self->end > 0)
    return TRUE;
  if (!read_wire (self, &count, cancellable, error))
    return FALSE;
  *ret_is_dry = count == 0;
  if (self->deflate == NULL) {
    self->end = count;
    return TRUE;
  }
  safi_imap_deflate_feed (self->deflate, self->buffer, count);
  return inflate (self, error);
}

/* Reads what there is, at least one octet. */
static gboolean
fill (SafiImapStream *self, GCancellable *cancellable, GError **error)
{
  GPollableInputStream *input = G_POLLABLE_INPUT_STREAM (g_io_stream_get_input_stream (self->io));

  while (TRUE) {
    g_autoptr (GSource) source = NULL;
    gboolean is_dry;

    if (!fill_now (self, &is_dry, cancellable, error))
      return FALSE;
    if (self->end > 0)
      return TRUE;
    if (!is_dry)
      continue;
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

static gboolean
send_wire (SafiImapStream *self,
           const void *octets,
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
  g_clear_pointer (&self->deflate, safi_imap_deflate_free);
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

void
safi_imap_stream_compress (SafiImapStream *self)
{
  g_assert (self->deflate == NULL);
  self->deflate = safi_imap_deflate_new ();
}

gboolean
safi_imap_stream_is_compressed (SafiImapStream *self)
{
  return self->deflate != NULL;
}

gboolean
safi_imap_stream_is_garbled (SafiImapStream *self)
{
  return self->is_garbled;
}

gboolean
safi_imap_stream_is_drained (SafiImapStream *self)
{
  return self->start == self->end;
}

gboolean
safi_imap_stream_peek (SafiImapStream *self,
                       gboolean *ret_is_readable,
                       GCancellable *cancellable,
                       GError **error)
{
  gboolean is_dry = FALSE;

  while (self->start == self->end && !is_dry)
    if (!fill_now (self, &is_dry, cancellable, error))
      return FALSE;
  *ret_is_readable = self->start < self->end;
  return TRUE;
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
  self->deadline = g_get_monotonic_time () + (gint64) self->limits.seconds * G_USEC_PER_SEC;
}

gboolean
safi_imap_stream_send (SafiImapStream *self,
                       const char *octets,
                       gsize length,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (GByteArray) packed = NULL;

  if (self->deflate == NULL)
    return send_wire (self, octets, length, cancellable, error);
  packed = safi_imap_deflate_pack (self->deflate, octets, length, error);
  return packed != NULL && send_wire (self, packed->data, packed->len, cancellable, error);
}

void
safi_imap_stream_say_last (SafiImapStream *self, const char *text)
{
  GOutputStream *output = g_io_stream_get_output_stream (self->io);
  g_autoptr (GByteArray) packed = NULL;

  if (self->deflate != NULL)
    packed = safi_imap_deflate_pack (self->deflate, text, strlen (text), NULL);
  else
    packed = g_byte_array_append (g_byte_array_new (), (const guint8 *) text, strlen (text));
  if (packed != NULL && G_IS_POLLABLE_OUTPUT_STREAM (output))
    g_pollable_output_stream_write_nonblocking (G_POLLABLE_OUTPUT_STREAM (output), packed->data,
                                                packed->len, NULL, NULL);
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
