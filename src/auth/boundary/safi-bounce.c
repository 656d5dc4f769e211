/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/boundary/safi-bounce.h"

#include <string.h>

#include "auth/clear/safi-batv.h"
#include "core/message/safi-message.h"
#include "core/mime/safi-header-field.h"
#include "core/mime/safi-mime-part.h"
#include "core/mime/safi-transfer.h"
#include "core/text/safi-text.h"

/* Returns: (transfer full): valid UTF-8, without <> round it. */
static char *
read_field (const SafiHeaderField *field)
{
  g_autoptr (GString) raw = safi_header_field_unfold (field, SAFI_MESSAGE_HEADER_OCTETS_MAX);
  g_autofree char *text = safi_text_make_valid (raw->str, (gssize) raw->len);
  gsize length = strlen (text);

  if (length >= 2 && text[0] == '<' && text[length - 1] == '>')
    return g_strndup (text + 1, length - 2);
  return g_steal_pointer (&text);
}

/* Takes what the header of the returned message tells. */
static void
read_returned_header (SafiBounce *self, const char *octets, gsize length)
{
  SafiHeaderField field;
  SafiHeaderIter iter;

  safi_header_iter_init (&iter, octets, length);
  for (guint i = 0; i < SAFI_MESSAGE_HEADERS_MAX && safi_header_iter_next (&iter, &field); i++) {
    if (*self->message_id == '\0' && safi_header_field_is (&field, "Message-ID")) {
      g_free (self->message_id);
      self->message_id = read_field (&field);
    } else if (*self->returned_from == '\0' && safi_header_field_is (&field, "From")) {
      g_free (self->returned_from);
      self->returned_from = read_field (&field);
    }
  }
}

/* Reads the part that holds the returned message, or its header. */
static void
read_returned_part (SafiBounce *self, const char *octets, gsize length)
{
  g_auto (SafiMimePart) part = { 0 };
  g_auto (SafiContent) content = { 0 };

  safi_mime_part_init (&part, octets, length, "text/plain");
  if (!safi_mime_part_is (&part, "message/rfc822") &&
      !safi_mime_part_is (&part, "message/global") &&
      !safi_mime_part_is (&part, "text/rfc822-headers"))
    return;
  content =
      safi_transfer_decode (part.body, part.length, part.encoding, SAFI_BOUNCE_TEXT_OCTETS_MAX);
  read_returned_header (self, content.octets, content.length);
}

static void
read_parts (SafiBounce *self, const SafiMimePart *report)
{
  g_auto (SafiMimeSplit) split = { 0 };
  const char *octets;
  gsize length;

  if (!safi_mime_split_init (&split, report))
    return;
  for (guint i = 0; i < SAFI_BOUNCE_PARTS_MAX && safi_mime_split_next (&split, &octets, &length);
       i++)
    read_returned_part (self, octets, length);
}

/* Older servers put the returned message into the text: its header is the first run of lines that
 * has a Message-ID. */
static void
read_text (SafiBounce *self, const SafiMimePart *part)
{
  g_auto (SafiContent) content =
      safi_transfer_decode (part->body, part->length, part->encoding, SAFI_BOUNCE_TEXT_OCTETS_MAX);
  const char *end = content.octets + content.length;
  gboolean is_start = TRUE;

  for (const char *at = content.octets; at < end && *self->message_id == '\0';) {
    const char *newline = memchr (at, '\n', (gsize) (end - at));
    const char *next = newline != NULL ? newline + 1 : end;
    gboolean is_blank = *at == '\n' || *at == '\r';

    if (is_start && !is_blank) {
      g_clear_pointer (&self->returned_from, g_free);
      self->returned_from = g_strdup ("");
      read_returned_header (self, at, (gsize) (end - at));
    }
    is_start = is_blank;
    at = next;
  }
}

static gboolean
is_postmaster (const char *mail_from)
{
  return g_ascii_strncasecmp (mail_from, "mailer-daemon@", 14) == 0 ||
         g_ascii_strncasecmp (mail_from, "postmaster@", 11) == 0;
}

static gboolean
is_delivery_report (const SafiMimePart *part)
{
  const char *type = g_mime_content_type_get_parameter (part->type, "report-type");

  return safi_mime_part_is (part, "multipart/report") && type != NULL &&
         (g_ascii_strcasecmp (type, "delivery-status") == 0 ||
          g_ascii_strcasecmp (type, "global-delivery-status") == 0);
}

SafiBounce *
safi_bounce_read (const char *octets, gsize length, const char *mail_from)
{
  SafiBounce *self = g_new0 (SafiBounce, 1);
  g_auto (SafiMimePart) part = { 0 };

  self->message_id = g_strdup ("");
  self->returned_from = g_strdup ("");
  safi_mime_part_init (&part, octets, length, "text/plain");
  self->is_report = is_delivery_report (&part);
  self->is_bounce =
      self->is_report || (mail_from != NULL && (*mail_from == '\0' || is_postmaster (mail_from)));
  if (!self->is_bounce)
    return self;
  if (safi_mime_part_is (&part, "multipart/"))
    read_parts (self, &part);
  else if (safi_mime_part_is (&part, "text/plain"))
    read_text (self, &part);
  return self;
}

void
safi_bounce_free (SafiBounce *self)
{
  g_free (self->message_id);
  g_free (self->returned_from);
  g_free (self);
}

SafiBackscatter
safi_bounce_judge (const SafiBounce *self,
                   const char *recipient,
                   GBytes *key,
                   guint64 today,
                   SafiWasSentFunc was_sent,
                   gpointer user_data)
{
  if (!self->is_bounce)
    return SAFI_BACKSCATTER_UNKNOWN;
  if (key != NULL && *recipient != '\0')
    return safi_batv_check (key, today, recipient) ? SAFI_BACKSCATTER_NO : SAFI_BACKSCATTER_YES;
  if (was_sent == NULL || *self->message_id == '\0')
    return SAFI_BACKSCATTER_UNKNOWN;
  return was_sent (self->message_id, user_data) ? SAFI_BACKSCATTER_NO : SAFI_BACKSCATTER_YES;
}
