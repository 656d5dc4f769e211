/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/learning/safi-weak-archive.h"

#include "core/base/safi-error.h"
#include "service/mailbox/safi-fetch.h"

#define SPOKEN_ABOUT (SAFI_FLAG_DELETED | SAFI_FLAG_DRAFT | SAFI_FLAG_JUNK | SAFI_FLAG_JUNK_WORD)

/* Returns: (transfer full): the newest; NULL with @error. A server that does not tell how far the
 * folder goes is not asked for all of it. */
static SafiListing *
list_newest (SafiSession *session, const char *folder, GCancellable *cancellable, GError **error)
{
  SafiMark mark = { .uidnext = SAFI_MARK_END };
  SafiListing *end =
      safi_mail_source_list_since (session->source, folder, &mark, cancellable, error);

  if (end == NULL || end->mark.uidnext <= 1)
    return end;
  mark = end->mark;
  mark.uidnext -= MIN (mark.uidnext - 1, SAFI_WEAK_ARCHIVE_MAX);
  safi_listing_free (end);
  return safi_mail_source_list_since (session->source, folder, &mark, cancellable, error);
}

static gboolean
header_cb (const SafiMail *mail, gpointer user_data, GError **error)
{
  g_autoptr (SafiMessage) message = safi_message_new_seen (mail->octets, mail->size, mail->unseen);

  g_hash_table_add (user_data, g_strdup (safi_message_get_identity (message)));
  return TRUE;
}

static gboolean
read_archive (SafiSession *session,
              const char *folder,
              gint64 since,
              GHashTable *identities,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (SafiListing) listing = list_newest (session, folder, cancellable, error);
  g_autoptr (GArray) uids = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint skipped = 0;

  if (listing == NULL)
    return FALSE;
  for (guint i = 0; i < listing->messages->len; i++) {
    const SafiListed *listed = &g_array_index (listing->messages, SafiListed, i);

    if (listed->internal_date >= since &&
        (listed->flags & (SPOKEN_ABOUT | SAFI_FLAG_SEEN)) == SAFI_FLAG_SEEN)
      g_array_append_val (uids, listed->uid);
  }
  return safi_fetch (session, folder, listing->mark.uidvalidity, uids, SAFI_VIEW_HEADER, header_cb,
                     identities, &skipped, cancellable, error);
}

GHashTable *
safi_weak_list_archived (SafiSession *session,
                         gint64 since,
                         GCancellable *cancellable,
                         GError **error)
{
  GPtrArray *folders = safi_session_list_folders (session, cancellable, error);
  const SafiFolder *archive =
      folders != NULL ? safi_folder_find (folders, SAFI_FOLDER_ARCHIVE) : NULL;
  g_autoptr (GHashTable) identities = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) local = NULL;

  if (folders == NULL)
    return NULL;
  if (archive != NULL &&
      !read_archive (session, archive->name, since, identities, cancellable, &local) &&
      safi_error_get_remedy (local) != SAFI_REMEDY_LIST_AGAIN) {
    g_propagate_error (error, g_steal_pointer (&local));
    return NULL;
  }
  return g_steal_pointer (&identities);
}
