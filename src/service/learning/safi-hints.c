/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/learning/safi-hints.h"

#include "core/base/safi-fail-point.h"
#include "service/mailbox/safi-fetch.h"
#include "store/accounts/safi-store-changes.h"

#define INBOX "INBOX"
#define JUNK_WORDS (SAFI_FLAG_JUNK | SAFI_FLAG_JUNK_WORD)
#define GOOD_WORDS SAFI_FLAG_NOT_JUNK

typedef struct {
  SafiSession *session;
  GArray *hints; /* (element-type SafiHint) */
} Look;

/* Returns: FALSE if the keywords contradict each other. */
static gboolean
read_class (SafiFlags flags, SafiClass *ret_class)
{
  const gboolean is_junk = (flags & JUNK_WORDS) != 0;

  *ret_class = is_junk ? SAFI_CLASS_JUNK : SAFI_CLASS_GOOD;
  return is_junk != ((flags & GOOD_WORDS) != 0);
}

gboolean
safi_hints_has_room (SafiSession *session,
                     SafiClass taught_class,
                     gboolean *ret_has_room,
                     GError **error)
{
  const char *account = safi_account_get_id (session->account);
  SafiTotals strong, medium;

  if (!safi_training_count (session->store, account, SAFI_STRENGTH_STRONG, &strong, error) ||
      !safi_training_count (session->store, account, SAFI_STRENGTH_MEDIUM, &medium, error))
    return FALSE;
  *ret_has_room = taught_class == SAFI_CLASS_JUNK
                      ? medium.junk < MAX (strong.junk, SAFI_HINTS_FIRST)
                      : medium.good < MAX (strong.good, SAFI_HINTS_FIRST);
  return TRUE;
}

static const SafiHint *
find_hint (const Look *look, guint32 uid)
{
  for (guint i = 0; i < look->hints->len; i++)
    if (g_array_index (look->hints, SafiHint, i).uid == uid)
      return &g_array_index (look->hints, SafiHint, i);
  return NULL;
}

static gboolean
teach_cb (const SafiMail *mail, gpointer user_data, GError **error)
{
  const Look *look = user_data;
  const SafiHint *hint = find_hint (look, safi_message_ref_get_uid (mail->ref));
  g_autoptr (SafiMessage) message = NULL;
  SafiClass taught_class;
  gboolean has_room;

  if (hint == NULL || !read_class (hint->flags, &taught_class))
    return TRUE;
  if (!safi_hints_has_room (look->session, taught_class, &has_room, error))
    return FALSE;
  if (!has_room)
    return TRUE;
  message = safi_message_new_seen (mail->octets, mail->size, mail->unseen);
  safi_fail_point ("hints.before-teaching");
  return safi_filter_teach (look->session->filter, message, taught_class, SAFI_STRENGTH_MEDIUM,
                            error);
}

/* Returns: (transfer full) (element-type guint32): those that are worth reading. */
static GArray *
choose (const Look *look, GError **error)
{
  g_autoptr (GArray) uids = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint i = 0; i < look->hints->len; i++) {
    const SafiHint *hint = &g_array_index (look->hints, SafiHint, i);
    gboolean has_room = FALSE;
    SafiClass taught_class;

    if (!read_class (hint->flags, &taught_class))
      continue;
    if (!safi_hints_has_room (look->session, taught_class, &has_room, error))
      return NULL;
    if (has_room)
      g_array_append_val (uids, hint->uid);
  }
  return g_steal_pointer (&uids);
}

static gboolean
take (SafiSession *session, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) hints = safi_store_list_hints (
      session->store, safi_account_get_id (session->account), INBOX, session->inbox.uidvalidity,
      JUNK_WORDS | GOOD_WORDS, SAFI_HINTS_MAX, error);
  Look look = { session, hints };
  g_autoptr (GArray) uids = hints != NULL ? choose (&look, error) : NULL;
  guint skipped = 0;

  if (uids == NULL)
    return FALSE;
  return uids->len == 0 ||
         safi_fetch (session, INBOX, session->inbox.uidvalidity, uids, SAFI_VIEW_LIVE, teach_cb,
                     &look, &skipped, cancellable, error);
}

static gboolean
take_back (SafiSession *session, GError **error)
{
  g_autoptr (GPtrArray) identities =
      safi_store_list_taken_back (session->store, safi_account_get_id (session->account), INBOX,
                                  JUNK_WORDS, GOOD_WORDS, SAFI_HINTS_MAX, error);

  if (identities == NULL)
    return FALSE;
  for (guint i = 0; i < identities->len; i++)
    if (!safi_filter_unteach (session->filter, identities->pdata[i], error))
      return FALSE;
  return TRUE;
}

gboolean
safi_hints_settle (SafiSession *session, GCancellable *cancellable, GError **error)
{
  return take_back (session, error) && take (session, cancellable, error);
}
