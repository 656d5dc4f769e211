/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/common/safi-safe-text.h"

#include <string.h>

#include "core/text/safi-text.h"
#include "core/url/safi-domain.h"

#define DOMAIN_CHARS_MAX 80
#define BLANK_LINES_MAX 1 /* in a row */
#define AFTER_SPOT 500    /* octets shown behind the last place of evidence */

typedef struct {
  GString *out;
  guint n_chars; /* written */
  guint in_line; /* characters in the line being written */
} Writer;

static void
write_char (Writer *self, gunichar c)
{
  if (c == '\n')
    self->in_line = 0;
  else if (self->in_line++ >= SAFI_SAFE_TEXT_LINE_MAX) {
    g_string_append_c (self->out, '\n');
    self->n_chars++;
    self->in_line = 1;
  }
  g_string_append_unichar (self->out, c);
  self->n_chars++;
}

static void
write_harmless (Writer *self, const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    write_char (self, g_utf8_get_char (text));
}

static gboolean
is_white (char c)
{
  return c == ' ' || c == '\t' || c == '\n';
}

/* The white space at an end of a piece, which safi_text_for_display takes away, is what keeps the
 * words of two pieces apart. */
static void
write_white (Writer *self, const char *white, gsize length)
{
  guint n_lines = 0;

  for (gsize i = 0; i < length; i++)
    n_lines += white[i] == '\n';
  for (guint i = 0; i < MIN (n_lines, BLANK_LINES_MAX + 1); i++)
    write_char (self, '\n');
  if (length > 0 && n_lines == 0 && self->in_line > 0)
    write_char (self, ' ');
}

/* Neutralises one piece of the text. */
static void
write_piece (Writer *self, const char *piece, gsize length)
{
  g_autofree char *copy = g_strndup (piece, length);
  g_autofree char *harmless = safi_text_for_display (copy, G_MAXSIZE, TRUE);
  gsize before = 0;
  gsize after = 0;

  while (before < length && is_white (piece[before]))
    before++;
  while (after < length - before && is_white (piece[length - after - 1]))
    after++;
  write_white (self, piece, before);
  write_harmless (self, harmless);
  write_white (self, piece + length - after, after);
}

/* " [pay.example]": where the link really leads. */
static void
write_domain (Writer *self, const SafiLink *link, GArray *domains)
{
  const char *owner = link->registrable[0] != '\0' ? link->registrable : link->host;
  g_autofree char *domain = safi_domain_for_display (owner);
  g_autofree char *isolated = safi_text_isolate (domain, DOMAIN_CHARS_MAX);
  SafiRange range;

  if (owner[0] == '\0')
    return;
  write_harmless (self, " [");
  range.start = self->n_chars;
  write_harmless (self, isolated);
  range.end = self->n_chars;
  write_harmless (self, "]");
  g_array_append_val (domains, range);
}

/* The nearest start of a character at or before @offset. */
static gsize
align (const char *text, gsize length, gsize offset)
{
  offset = MIN (offset, length);
  while (offset > 0 && ((guchar) text[offset] & 0xc0) == 0x80)
    offset--;
  return offset;
}

static int
compare_offsets (gconstpointer a, gconstpointer b)
{
  guint one = *(const guint *) a;
  guint two = *(const guint *) b;

  return one < two ? -1 : one > two;
}

static void
add_bounds (GArray *bounds, const char *text, gsize length, guint start, guint span)
{
  guint first = (guint) align (text, length, start);
  guint last = (guint) align (text, length, (gsize) start + span);

  if (span == 0)
    return;
  g_array_append_val (bounds, first);
  g_array_append_val (bounds, last);
}

/* Returns: (transfer full) (element-type guint): the sorted octet offsets where pieces end. */
static GArray *
collect_bounds (SafiMessage *message, GArray *spans, const char *text, gsize length)
{
  GArray *bounds = g_array_new (FALSE, FALSE, sizeof (guint));
  GPtrArray *links = safi_message_get_links (message);
  guint end = (guint) length;

  for (guint i = 0; i < spans->len; i++) {
    const SafiSpan *span = &g_array_index (spans, SafiSpan, i);

    add_bounds (bounds, text, length, span->start, span->length);
  }
  for (guint i = 0; i < links->len; i++) {
    const SafiLink *link = links->pdata[i];

    add_bounds (bounds, text, length, link->start, link->length);
  }
  g_array_append_val (bounds, end);
  g_array_sort (bounds, compare_offsets);
  return bounds;
}

static void
write_domains_ending_at (Writer *self, SafiMessage *message, guint offset, GArray *domains)
{
  GPtrArray *links = safi_message_get_links (message);

  for (guint i = 0; i < links->len; i++) {
    const SafiLink *link = links->pdata[i];

    if (link->length > 0 && link->type != SAFI_LINK_IMAGE && link->start + link->length == offset)
      write_domain (self, link, domains);
  }
}

/* How much is shown: @max_octets, or to a little behind the last place of evidence. */
static gsize
choose_length (const char *text, GArray *spans, gsize max_octets)
{
  gsize length = strlen (text);
  gsize shown = max_octets;

  if (max_octets == 0)
    return length;
  for (guint i = 0; i < spans->len; i++) {
    const SafiSpan *span = &g_array_index (spans, SafiSpan, i);

    if (span->length > 0)
      shown = MAX (shown, (gsize) span->start + span->length + AFTER_SPOT);
  }
  return align (text, length, shown);
}

/* Puts down where each span that starts or ends at @offset stands in the shown text. */
static void
note_spots (GArray *spots, GArray *spans, const char *text, gsize length, guint offset, guint at)
{
  for (guint i = 0; i < spans->len; i++) {
    const SafiSpan *span = &g_array_index (spans, SafiSpan, i);
    SafiRange *spot = &g_array_index (spots, SafiRange, i);

    if (span->length == 0)
      continue;
    if (align (text, length, span->start) == offset)
      spot->start = at;
    if (align (text, length, (gsize) span->start + span->length) == offset)
      spot->end = at;
  }
}

SafiSafeText *
safi_safe_text_new (SafiMessage *message, GArray *spans, gsize max_octets)
{
  const char *text = safi_message_get_text (message);
  gsize length = choose_length (text, spans, max_octets);
  g_autoptr (GArray) bounds = collect_bounds (message, spans, text, length);
  SafiSafeText *self = g_new0 (SafiSafeText, 1);
  Writer writer = { .out = g_string_new (NULL) };
  guint from = 0;

  self->spots = g_array_sized_new (FALSE, TRUE, sizeof (SafiRange), spans->len);
  g_array_set_size (self->spots, spans->len);
  self->domains = g_array_new (FALSE, FALSE, sizeof (SafiRange));
  for (guint i = 0; i < bounds->len; i++) {
    guint to = g_array_index (bounds, guint, i);

    if (i > 0 && to == from)
      continue;
    write_piece (&writer, text + from, to - from);
    note_spots (self->spots, spans, text, length, to, writer.n_chars);
    write_domains_ending_at (&writer, message, to, self->domains);
    from = to;
  }
  self->is_cut = text[length] != '\0';
  if (self->is_cut)
    write_harmless (&writer, "…");
  self->text = g_string_free (writer.out, FALSE);
  return self;
}

void
safi_safe_text_free (SafiSafeText *self)
{
  g_free (self->text);
  g_array_unref (self->spots);
  g_array_unref (self->domains);
  g_free (self);
}
