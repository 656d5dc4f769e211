/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/scan/safi-uid-spans.h"

#include <stdio.h>

#define SPAN(self, i) (&g_array_index ((self), SafiUidSpan, (i)))

SafiUidSpans *
safi_uid_spans_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (SafiUidSpan));
}

SafiUidSpans *
safi_uid_spans_new_from_text (const char *text, guint32 uidvalidity)
{
  SafiUidSpans *self = safi_uid_spans_new ();
  g_auto (GStrv) words = g_strsplit (text != NULL ? text : "", " ", SAFI_UID_SPANS_MAX + 1);

  if (words[0] == NULL || g_ascii_strtoull (words[0], NULL, 10) != uidvalidity)
    return self;
  for (char **word = words + 1; *word != NULL; word++) {
    guint32 first, end;

    if (sscanf (*word, "%u-%u", &first, &end) == 2)
      safi_uid_spans_add (self, first, end);
  }
  return self;
}

char *
safi_uid_spans_to_text (SafiUidSpans *self, guint32 uidvalidity)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%u", uidvalidity);
  for (guint i = 0; i < self->len; i++)
    g_string_append_printf (text, " %u-%u", SPAN (self, i)->first, SPAN (self, i)->end);
  return g_string_free (text, FALSE);
}

void
safi_uid_spans_add (SafiUidSpans *self, guint32 first, guint32 end)
{
  SafiUidSpan span = { first, end };
  guint i = 0;

  if (first >= end)
    return;
  while (i < self->len && SPAN (self, i)->end < first)
    i++;
  while (i < self->len && SPAN (self, i)->first <= span.end) {
    span.first = MIN (span.first, SPAN (self, i)->first);
    span.end = MAX (span.end, SPAN (self, i)->end);
    g_array_remove_index (self, i);
  }
  g_array_insert_val (self, i, span);
  if (self->len > SAFI_UID_SPANS_MAX)
    g_array_remove_index (self, 0);
}

void
safi_uid_spans_remove (SafiUidSpans *self, guint32 uid)
{
  for (guint i = 0; i < self->len; i++) {
    SafiUidSpan span = *SPAN (self, i);

    if (uid < span.first || uid >= span.end)
      continue;
    g_array_remove_index (self, i);
    safi_uid_spans_add (self, span.first, uid);
    safi_uid_spans_add (self, uid + 1, span.end);
    return;
  }
}

gboolean
safi_uid_spans_contains (SafiUidSpans *self, guint32 uid)
{
  for (guint i = 0; i < self->len; i++)
    if (uid >= SPAN (self, i)->first && uid < SPAN (self, i)->end)
      return TRUE;
  return FALSE;
}

guint32
safi_uid_spans_take_below (SafiUidSpans *self, guint32 from)
{
  while (self->len > 0 && SPAN (self, 0)->first <= from) {
    from = MAX (from, SPAN (self, 0)->end);
    g_array_remove_index (self, 0);
  }
  return from;
}
