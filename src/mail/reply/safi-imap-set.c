/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/reply/safi-imap-set.h"

#include <string.h>

/* Octets of "4294967295:4294967295,". */
#define RANGE_MAX 22

static int
compare_uids (gconstpointer a, gconstpointer b)
{
  const guint32 left = *(const guint32 *) a, right = *(const guint32 *) b;

  return left < right ? -1 : left > right;
}

void
safi_imap_set_sort (GArray *uids)
{
  g_array_sort (uids, compare_uids);
}

static guint
find_end_of_run (GArray *uids, guint start, guint end)
{
  guint i = start;

  while (i + 1 < end &&
         g_array_index (uids, guint32, i + 1) == g_array_index (uids, guint32, i) + 1)
    i++;
  return i;
}

char *
safi_imap_set_write (GArray *uids, guint start, guint count, gsize octets_max, guint *ret_next)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint end = MIN (uids->len, start + count);
  guint i = start;

  while (i < end && (i == start || text->len + RANGE_MAX <= octets_max)) {
    guint last = find_end_of_run (uids, i, end);

    if (text->len > 0)
      g_string_append_c (text, ',');
    g_string_append_printf (text, "%u", g_array_index (uids, guint32, i));
    if (last > i)
      g_string_append_printf (text, ":%u", g_array_index (uids, guint32, last));
    i = last + 1;
  }
  *ret_next = i;
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
safi_imap_set_below (const char *set, guint32 uid)
{
  g_auto (GStrv) ranges = g_strsplit (set, ",", -1);
  g_autoptr (GString) below = g_string_new (NULL);

  for (guint i = 0; ranges[i] != NULL; i++) {
    const char *colon = strchr (ranges[i], ':');
    const guint64 first = g_ascii_strtoull (ranges[i], NULL, 10);
    guint64 last = first;

    if (first >= uid)
      continue;
    if (colon != NULL)
      last = colon[1] == '*' ? G_MAXUINT32 : g_ascii_strtoull (colon + 1, NULL, 10);
    g_string_append_printf (below, "%s%" G_GUINT64_FORMAT ":%" G_GUINT64_FORMAT,
                            below->len > 0 ? "," : "", first, MIN (last, (guint64) uid - 1));
  }
  return below->len > 0 ? g_string_free (g_steal_pointer (&below), FALSE) : NULL;
}

static gboolean
read_range (const char *text, guint32 *ret_first, guint32 *ret_last)
{
  g_auto (GStrv) ends = g_strsplit (text, ":", 2);
  guint64 first, last;

  if (ends[0] == NULL || !g_ascii_string_to_unsigned (ends[0], 10, 1, G_MAXUINT32, &first, NULL))
    return FALSE;
  last = first;
  if (ends[1] != NULL && !g_ascii_string_to_unsigned (ends[1], 10, 1, G_MAXUINT32, &last, NULL))
    return FALSE;
  /* "5:3" is the same set as "3:5". */
  *ret_first = (guint32) MIN (first, last);
  *ret_last = (guint32) MAX (first, last);
  return TRUE;
}

GArray *
safi_imap_set_read (const char *text, guint count_max)
{
  g_auto (GStrv) ranges = g_strsplit (text, ",", (int) count_max + 1);
  g_autoptr (GArray) uids = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint i = 0; ranges[i] != NULL; i++) {
    guint32 first, last;

    if (!read_range (ranges[i], &first, &last) || last - first >= count_max - uids->len)
      return NULL;
    for (guint32 uid = first; uid - first <= last - first; uid++)
      g_array_append_val (uids, uid);
  }
  return uids->len > 0 ? g_steal_pointer (&uids) : NULL;
}

gboolean
safi_imap_set_read_ranges (const char *text, guint count_max, GArray **ret_ranges)
{
  g_auto (GStrv) words = g_strsplit (text, ",", (int) count_max + 1);
  g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (SafiImapRange));
  const guint count = g_strv_length (words);

  for (guint i = 0; i < MIN (count, count_max); i++) {
    SafiImapRange range;

    if (!read_range (words[i], &range.first, &range.last))
      return FALSE;
    g_array_append_val (ranges, range);
  }
  *ret_ranges = count <= count_max ? g_steal_pointer (&ranges) : NULL;
  return count > 0;
}
