/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/mailbox/safi-fetch.h"

#include "core/base/safi-error.h"
#include "service/mailbox/safi-mover.h"

typedef struct {
  SafiSession *session;
  const char *folder;
  guint32 uidvalidity;
  SafiView view;
  SafiMailSink sink;
  gpointer user_data;
  GCancellable *cancellable;
  GHashTable *came; /* set of UIDs */
} Fetch;

static gboolean
sink_cb (const SafiMail *mail, gpointer user_data, GError **error)
{
  Fetch *fetch = user_data;

  g_hash_table_add (fetch->came, GUINT_TO_POINTER (safi_message_ref_get_uid (mail->ref)));
  return fetch->sink (mail, fetch->user_data, error);
}

static gboolean
ask_for (Fetch *fetch, GArray *uids, GError **error)
{
  return safi_mail_source_fetch (fetch->session->source, fetch->folder, fetch->uidvalidity, uids,
                                 fetch->view, sink_cb, fetch, fetch->cancellable, error);
}

/* Errors that one message may cause; the others are those of the batch or of the store. */
static gboolean
may_be_one_message (const GError *error)
{
  return error->domain == SAFI_ERROR &&
         (error->code == SAFI_ERROR_PROTOCOL || error->code == SAFI_ERROR_MESSAGE_TOO_LARGE ||
          error->code == SAFI_ERROR_MESSAGE_UNREADABLE || error->code == SAFI_ERROR_MESSAGE_GONE);
}

/* A server may tell what a message is made of so that nobody can read it: then its octets tell. */
static gboolean
ask_raw (Fetch *fetch, GArray *uids, GError **error)
{
  if (safi_view_is_raw (fetch->view) || !may_be_one_message (*error) ||
      !safi_mover_connect (fetch->session, fetch->cancellable, NULL))
    return FALSE;
  g_clear_error (error);
  return safi_mail_source_fetch (fetch->session->source, fetch->folder, fetch->uidvalidity, uids,
                                 SAFI_VIEW_BEGINNING, sink_cb, fetch, fetch->cancellable, error);
}

static gboolean
ask_singly (Fetch *fetch, GArray *uids, guint *skipped, GError **error)
{
  guint n_bad = 0;

  for (guint i = 0; i < uids->len; i++) {
    g_autoptr (GArray) one = g_array_new (FALSE, FALSE, sizeof (guint32));
    g_autoptr (GError) local = NULL;
    guint32 uid = g_array_index (uids, guint32, i);

    g_array_append_val (one, uid);
    if (g_hash_table_contains (fetch->came, GUINT_TO_POINTER (uid)))
      continue;
    if (!safi_mover_connect (fetch->session, fetch->cancellable, error))
      return FALSE;
    if (ask_for (fetch, one, &local) || ask_raw (fetch, one, &local))
      continue;
    if (!may_be_one_message (local) || ++n_bad > SAFI_FETCH_BAD_MAX) {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
    *skipped += 1;
  }
  return TRUE;
}

gboolean
safi_fetch (SafiSession *session,
            const char *folder,
            guint32 uidvalidity,
            GArray *uids,
            SafiView view,
            SafiMailSink sink,
            gpointer user_data,
            guint *skipped,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (GHashTable) came = g_hash_table_new (NULL, NULL);
  Fetch fetch = { session, folder, uidvalidity, view, sink, user_data, cancellable, came };
  g_autoptr (GError) local = NULL;

  if (uids->len == 0 || ask_for (&fetch, uids, &local))
    return TRUE;
  if (may_be_one_message (local))
    return ask_singly (&fetch, uids, skipped, error);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}
