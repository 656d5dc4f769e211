/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/reading/safi-imap-order.h"

#include <string.h>

#include "mail/connection/safi-imap-command.h"
#include "mail/reply/safi-imap-set.h"

#define SET_MAX 200 /* octets: a few UIDs */

/* Whom the person wrote to is told by any order of fields: only where text is read with them does
 * it matter which of them the provider added. */
static gboolean
needs_order (SafiView view)
{
  return safi_view_get_fields (view) != NULL && safi_view_has_parts (view);
}

gboolean
safi_imap_order_is_kept (SafiImapConnection *connection, SafiView view)
{
  return !needs_order (view) || connection->manners->order == SAFI_IMAP_ORDER_KEPT;
}

static void
header_came_cb (SafiImapReply *reply, gpointer user_data)
{
  if (reply->type == SAFI_IMAP_REPLY_FETCH && reply->uid != 0 && reply->body != NULL)
    g_hash_table_insert (user_data, GUINT_TO_POINTER (reply->uid), g_bytes_ref (reply->body));
}

/* @headers: (element-type guint32 GBytes): by UID. */
static gboolean
fetch (SafiImapConnection *connection,
       const char *set,
       const char *item,
       GHashTable *headers,
       GCancellable *cancellable,
       GError **error)
{
  g_autofree char *text = g_strdup_printf ("UID FETCH %s (UID %s)", set, item);
  g_autoptr (SafiImapCommand) command = safi_imap_command_new (text);
  SafiImapLimits limits = safi_imap_command_limits (connection, (guint64) SAFI_IMAP_ORDER_MESSAGES *
                                                                    SAFI_VIEW_HEADER_MAX);
  g_autoptr (SafiImapReply) reply = NULL;

  limits.literal = 2 * SAFI_VIEW_HEADER_MAX;
  reply = safi_imap_command_run (command, connection, &limits, header_came_cb, headers, cancellable,
                                 error);
  return reply != NULL;
}

/* Without the blank line behind it, which some servers leave out. */
static gsize
get_length (const char *octets, gsize length)
{
  while (length > 0 && (octets[length - 1] == '\r' || octets[length - 1] == '\n'))
    length--;
  return length;
}

static gboolean
is_same (GBytes *left, GBytes *right)
{
  gsize n_left, n_right;
  const char *left_octets = g_bytes_get_data (left, &n_left);
  const char *right_octets = g_bytes_get_data (right, &n_right);

  n_left = get_length (left_octets, n_left);
  n_right = get_length (right_octets, n_right);
  return n_left == n_right && (n_left == 0 || memcmp (left_octets, right_octets, n_left) == 0);
}

/* One that is wrong is enough; one that is right and could have been wrong is, too. */
static SafiImapOrder
compare (SafiView view, GHashTable *wholes, GHashTable *parts)
{
  SafiImapOrder order = SAFI_IMAP_ORDER_UNKNOWN;
  gpointer uid, whole;
  GHashTableIter iter;

  g_hash_table_iter_init (&iter, wholes);
  while (g_hash_table_iter_next (&iter, &uid, &whole)) {
    GBytes *part = g_hash_table_lookup (parts, uid);
    g_autoptr (GBytes) picked = NULL;

    if (part == NULL || g_bytes_get_size (whole) >= SAFI_VIEW_HEADER_MAX)
      continue;
    picked = safi_view_pick (view, whole);
    if (!is_same (picked, part))
      return SAFI_IMAP_ORDER_BROKEN;
    if (safi_view_proves_order (view, whole))
      order = SAFI_IMAP_ORDER_KEPT;
  }
  return order;
}

gboolean
safi_imap_order_test (SafiImapConnection *connection,
                      SafiView view,
                      GArray *uids,
                      GCancellable *cancellable,
                      GError **error)
{
  SafiImapManners *manners = connection->manners;
  g_autoptr (GHashTable) wholes =
      g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_bytes_unref);
  g_autoptr (GHashTable) parts =
      g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_bytes_unref);
  g_autofree char *names = NULL;
  g_autofree char *part = NULL;
  g_autofree char *whole = NULL;
  g_autofree char *set = NULL;
  guint next;

  if (!needs_order (view) || manners->order != SAFI_IMAP_ORDER_UNKNOWN || uids->len == 0 ||
      manners->n_order_tests >= SAFI_IMAP_ORDER_TESTS)
    return TRUE;
  set = safi_imap_set_write (uids, 0, SAFI_IMAP_ORDER_MESSAGES, SET_MAX, &next);
  names = g_strjoinv (" ", (char **) safi_view_get_fields (view));
  part = g_strdup_printf ("BODY.PEEK[HEADER.FIELDS (%s)]<0.%" G_GSIZE_FORMAT ">", names,
                          safi_view_get_header_max (view));
  whole = g_strdup_printf ("BODY.PEEK[HEADER]<0.%d>", SAFI_VIEW_HEADER_MAX);
  if (!fetch (connection, set, part, parts, cancellable, error) ||
      !fetch (connection, set, whole, wholes, cancellable, error))
    return FALSE;
  manners->order = compare (view, wholes, parts);
  manners->n_order_tests++;
  return TRUE;
}
