/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/html/safi-reading.h"

#include "core/url/safi-links.h"

static void
free_attachment (gpointer data)
{
  SafiAttachment *attachment = data;

  g_free (attachment->name);
  g_free (attachment->media_type);
  g_strfreev (attachment->entries);
  g_free (attachment);
}

void
safi_reading_init (SafiReading *self)
{
  *self = (SafiReading){
    .text = g_string_new (NULL),
    .links = g_ptr_array_new_with_free_func ((GDestroyNotify) safi_link_free),
    .attachments = g_ptr_array_new_with_free_func (free_attachment),
  };
}

void
safi_reading_append (SafiReading *self, const char *text, gsize length)
{
  gsize room = SAFI_MESSAGE_TEXT_MAX - self->text->len;

  if (length > room) {
    self->flaws |= SAFI_FLAW_TEXT_CUT;
    length = room;
    while (length > 0 && ((guchar) text[length] & 0xc0) == 0x80)
      length--;
  }
  g_string_append_len (self->text, text, (gssize) length);
}

void
safi_reading_begin_part (SafiReading *self)
{
  if (self->text->len == 0)
    return;
  if (self->text->str[self->text->len - 1] != '\n')
    safi_reading_append (self, "\n", 1);
  safi_reading_append (self, "\n", 1);
}

void
safi_reading_take_link (SafiReading *self, SafiLink *link)
{
  if (self->links->len < SAFI_MESSAGE_LINKS_MAX) {
    g_ptr_array_add (self->links, link);
    return;
  }
  self->flaws |= SAFI_FLAW_TOO_MANY_LINKS;
  safi_link_free (link);
}

void
safi_reading_find_links (SafiReading *self, gsize start)
{
  if (!safi_links_find (self->text->str, start, self->links))
    self->flaws |= SAFI_FLAW_TOO_MANY_LINKS;
}
