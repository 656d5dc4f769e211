/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/reading/safi-imap-request.h"

#include <string.h>

#include "mail/connection/safi-imap-command.h"
#include "mail/reply/safi-imap-set.h"

#define VERB_MAX 32 /* octets of tag and "UID FETCH" */
#define SET_MIN 24  /* octets: one UID always fits */
#define STRUCTURE_OCTETS_MAX SAFI_IMAP_LINE_MAX

/* What is asked of every message at first. */
#define FACTS "UID FLAGS INTERNALDATE RFC822.SIZE"

static SafiImapRequest *
new_request (SafiImapAsk ask, char *items, gsize octets)
{
  SafiImapRequest *self = g_new0 (SafiImapRequest, 1);

  self->ask = ask;
  self->items = items;
  self->octets = octets;
  self->uids = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->left = g_hash_table_new (NULL, NULL);
  return self;
}

void
safi_imap_request_free (SafiImapRequest *self)
{
  if (self == NULL)
    return;
  g_free (self->items);
  g_array_unref (self->uids);
  g_hash_table_unref (self->left);
  g_free (self);
}

SafiImapRequest *
safi_imap_request_new_look (SafiView view, gboolean is_whole)
{
  const gsize header_max = is_whole ? SAFI_VIEW_HEADER_MAX : safi_view_get_header_max (view);
  const char *const *fields = is_whole ? NULL : safi_view_get_fields (view);
  g_autofree char *names = fields != NULL ? g_strjoinv (" ", (char **) fields) : NULL;
  const gboolean has_parts = safi_view_has_parts (view);
  char *items =
      g_strdup_printf ("(" FACTS "%s BODY.PEEK[HEADER%s%s%s]<0.%" G_GSIZE_FORMAT ">)",
                       has_parts ? " BODYSTRUCTURE" : "", names != NULL ? ".FIELDS (" : "",
                       names != NULL ? names : "", names != NULL ? ")" : "", header_max);

  return new_request (SAFI_IMAP_ASK_LOOK, items,
                      header_max + (has_parts ? STRUCTURE_OCTETS_MAX : 0));
}

SafiImapRequest *
safi_imap_request_new_parts (const GArray *plan)
{
  g_autoptr (GString) items = g_string_new ("(UID");
  gsize octets = 0;

  for (guint i = 0; i < plan->len; i++) {
    const SafiWanted *wanted = &g_array_index (plan, SafiWanted, i);

    g_string_append_printf (items, " BODY.PEEK[%s]<0.%" G_GSIZE_FORMAT ">", wanted->path,
                            wanted->limit);
    octets += wanted->limit;
  }
  g_string_append_c (items, ')');
  return new_request (SAFI_IMAP_ASK_PARTS, g_string_free (g_steal_pointer (&items), FALSE), octets);
}

SafiImapRequest *
safi_imap_request_new_raw (SafiView view)
{
  const gsize max = safi_view_get_header_max (view);

  return new_request (SAFI_IMAP_ASK_RAW,
                      g_strdup_printf ("(" FACTS " BODY.PEEK[]<0.%" G_GSIZE_FORMAT ">)", max), max);
}

void
safi_imap_request_add (SafiImapRequest *self, guint32 uid)
{
  g_array_append_val (self->uids, uid);
}

/* Returns: (transfer full) (nullable): those from @start on, taken away. */
static SafiImapRequest *
split (SafiImapRequest *self, guint start)
{
  SafiImapRequest *rest;

  if (start >= self->uids->len)
    return NULL;
  rest = new_request (self->ask, g_strdup (self->items), self->octets);
  rest->is_alone = self->is_alone;
  g_array_append_vals (rest->uids, &g_array_index (self->uids, guint32, start),
                       self->uids->len - start);
  g_array_set_size (self->uids, start);
  return rest;
}

/* Some of the messages may not fit into the line: those stay before the others. */
static SafiImapRequest *
join_rest (SafiImapRequest *unfit, SafiImapRequest *rest)
{
  if (unfit == NULL || rest == NULL)
    return unfit != NULL ? unfit : rest;
  g_array_append_vals (unfit->uids, rest->uids->data, rest->uids->len);
  safi_imap_request_free (rest);
  return unfit;
}

SafiImapRequest *
safi_imap_request_send (SafiImapRequest *self,
                        SafiImapConnection *connection,
                        guint count,
                        gboolean *ret_sent,
                        GCancellable *cancellable,
                        GError **error)
{
  const gsize used = strlen (self->items) + VERB_MAX;
  const gsize room =
      SAFI_IMAP_COMMAND_MAX > used + SET_MIN ? SAFI_IMAP_COMMAND_MAX - used : SET_MIN;
  SafiImapRequest *rest = split (self, MAX (count, 1));
  g_autoptr (SafiImapCommand) command = safi_imap_command_new ("UID FETCH ");
  g_autofree char *set = NULL;
  guint next;

  safi_imap_set_sort (self->uids);
  set = safi_imap_set_write (self->uids, 0, self->uids->len, room, &next);
  rest = join_rest (split (self, next), rest);
  for (guint i = 0; i < self->uids->len; i++)
    g_hash_table_add (self->left, GUINT_TO_POINTER (g_array_index (self->uids, guint32, i)));
  safi_imap_command_add (command, set);
  safi_imap_command_add (command, " ");
  safi_imap_command_add (command, self->items);
  self->sent = g_get_monotonic_time ();
  self->tag = safi_imap_command_send (command, connection, cancellable, error);
  *ret_sent = self->tag != 0;
  return rest;
}

gboolean
safi_imap_request_take (SafiImapRequest *self, const SafiImapReply *reply)
{
  const gboolean fits =
      self->ask == SAFI_IMAP_ASK_PARTS ? reply->parts != NULL : reply->body != NULL;

  return fits && g_hash_table_remove (self->left, GUINT_TO_POINTER (reply->uid));
}

SafiImapRequest *
safi_imap_request_new_left (const SafiImapRequest *self)
{
  SafiImapRequest *left = new_request (self->ask, g_strdup (self->items), self->octets);
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->left);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    safi_imap_request_add (left, GPOINTER_TO_UINT (key));
  return left;
}
