/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/safi-mail-source.h"

#include <string.h>

#include "core/base/safi-error.h"
#include "core/mailbox/safi-policy.h"

/* Octets of a folder name as servers use them; far above what any of them allows. */
#define FOLDER_NAME_MAX 1000

G_DEFINE_INTERFACE (SafiMailSource, safi_mail_source, G_TYPE_OBJECT)

static gboolean
refuse (GError **error, const char *what)
{
  g_set_error (error, SAFI_ERROR, SAFI_ERROR_INVALID, "%s is not allowed", what);
  return FALSE;
}

static gboolean
check_folder (const char *folder, GError **error)
{
  if (folder == NULL || folder[0] == '\0' || strlen (folder) > FOLDER_NAME_MAX)
    return refuse (error, "an empty or very long folder name");
  if (strpbrk (folder, "\r\n") != NULL)
    return refuse (error, "a line break in a folder name");
  return TRUE;
}

static gboolean
check_uids (GArray *uids, GError **error)
{
  for (guint i = 0; i < uids->len; i++)
    if (g_array_index (uids, guint32, i) == 0)
      return refuse (error, "UID 0");
  return TRUE;
}

static gboolean
check_action (SafiAction *action, SafiAction *first, GError **error)
{
  SafiMessageRef *from = safi_action_get_from (action);
  SafiMessageRef *first_from = safi_action_get_from (first);

  if (safi_action_is_settled (action))
    return refuse (error, "moving what is settled");
  if (safi_message_ref_get_uid (from) == 0 || safi_message_ref_get_identity (from) == NULL)
    return refuse (error, "moving a message without UID or identity");
  if (!g_str_equal (safi_message_ref_get_folder (from), safi_message_ref_get_folder (first_from)) ||
      safi_message_ref_get_uidvalidity (from) != safi_message_ref_get_uidvalidity (first_from) ||
      !g_str_equal (safi_action_get_to_folder (action), safi_action_get_to_folder (first)))
    return refuse (error, "one move between several folders");
  return TRUE;
}

static gboolean
check_actions (GPtrArray *actions, GError **error)
{
  SafiAction *first = actions->pdata[0];
  const char *from = safi_message_ref_get_folder (safi_action_get_from (first));
  const char *to = safi_action_get_to_folder (first);

  if (actions->len > SAFI_POLICY_MOVES_PER_COMMAND)
    return refuse (error, "moving so many at once");
  if (!check_folder (from, error) || !check_folder (to, error))
    return FALSE;
  if (g_str_equal (from, to))
    return refuse (error, "moving into the same folder");
  for (guint i = 0; i < actions->len; i++)
    if (!check_action (actions->pdata[i], first, error))
      return FALSE;
  return TRUE;
}

static void
safi_mail_source_default_init (SafiMailSourceInterface *interface)
{
}

SafiFolder *
safi_folder_new (const char *name, const char *display_name, SafiFolderRole role)
{
  SafiFolder *folder = g_new0 (SafiFolder, 1);

  folder->name = g_strdup (name);
  folder->display_name = g_strdup (display_name);
  folder->role = role;
  return folder;
}

void
safi_folder_free (SafiFolder *folder)
{
  if (folder == NULL)
    return;
  g_free (folder->name);
  g_free (folder->display_name);
  g_free (folder);
}

SafiFolder *
safi_folder_find (GPtrArray *folders, SafiFolderRole role)
{
  for (guint i = 0; i < folders->len; i++)
    if (((SafiFolder *) folders->pdata[i])->role == role)
      return folders->pdata[i];
  return NULL;
}

void
safi_listing_free (SafiListing *listing)
{
  if (listing == NULL)
    return;
  g_array_unref (listing->messages);
  g_free (listing);
}

SafiChanges *
safi_changes_new (void)
{
  SafiChanges *changes = g_new0 (SafiChanges, 1);

  changes->messages = g_array_new (FALSE, FALSE, sizeof (SafiListed));
  changes->gone = g_array_new (FALSE, FALSE, sizeof (guint32));
  return changes;
}

void
safi_changes_free (SafiChanges *changes)
{
  if (changes == NULL)
    return;
  g_array_unref (changes->messages);
  g_array_unref (changes->gone);
  g_free (changes);
}

gboolean
safi_mail_source_open (SafiMailSource *self,
                       SafiCredentials credentials,
                       gpointer user_data,
                       GCancellable *cancellable,
                       GError **error)
{
  g_return_val_if_fail (SAFI_IS_MAIL_SOURCE (self), FALSE);

  return SAFI_MAIL_SOURCE_GET_IFACE (self)->open (self, credentials, user_data, cancellable, error);
}

void
safi_mail_source_close (SafiMailSource *self)
{
  g_return_if_fail (SAFI_IS_MAIL_SOURCE (self));

  SAFI_MAIL_SOURCE_GET_IFACE (self)->close (self);
}

GPtrArray *
safi_mail_source_list_folders (SafiMailSource *self, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (SAFI_IS_MAIL_SOURCE (self), NULL);

  return SAFI_MAIL_SOURCE_GET_IFACE (self)->list_folders (self, cancellable, error);
}

SafiListing *
safi_mail_source_list_since (SafiMailSource *self,
                             const char *folder,
                             const SafiMark *mark,
                             GCancellable *cancellable,
                             GError **error)
{
  g_return_val_if_fail (SAFI_IS_MAIL_SOURCE (self), NULL);
  g_return_val_if_fail (mark != NULL, NULL);

  if (!check_folder (folder, error))
    return NULL;
  return SAFI_MAIL_SOURCE_GET_IFACE (self)->list_since (self, folder, mark, cancellable, error);
}

static gboolean
is_rising (GArray *uids)
{
  for (guint i = 1; i < uids->len; i++)
    if (g_array_index (uids, guint32, i - 1) >= g_array_index (uids, guint32, i))
      return FALSE;
  return TRUE;
}

SafiChanges *
safi_mail_source_list_changes (SafiMailSource *self,
                               const char *folder,
                               const SafiFolderState *since,
                               GArray *uids,
                               GCancellable *cancellable,
                               GError **error)
{
  g_return_val_if_fail (SAFI_IS_MAIL_SOURCE (self), NULL);
  g_return_val_if_fail (uids->len <= SAFI_CHANGES_MAX && is_rising (uids), NULL);

  if (!check_folder (folder, error))
    return NULL;
  return SAFI_MAIL_SOURCE_GET_IFACE (self)->list_changes (self, folder, since, uids, cancellable,
                                                          error);
}

gboolean
safi_mail_source_survey (SafiMailSource *self,
                         const char *folder,
                         const SafiRecent *recent,
                         SafiSurvey *ret_survey,
                         GCancellable *cancellable,
                         GError **error)
{
  g_return_val_if_fail (SAFI_IS_MAIL_SOURCE (self), FALSE);
  g_return_val_if_fail (recent != NULL && ret_survey != NULL, FALSE);

  return check_folder (folder, error) && SAFI_MAIL_SOURCE_GET_IFACE (self)->survey (
                                             self, folder, recent, ret_survey, cancellable, error);
}

static gboolean
check_octets (GBytes *octets, GError **error)
{
  gsize length;
  const char *data = g_bytes_get_data (octets, &length);

  if (length == 0 || length > SAFI_MAIL_SOURCE_APPEND_MAX)
    return refuse (error, "an empty or very long message");
  if (memchr (data, '\0', length) != NULL)
    return refuse (error, "NUL in a message");
  return TRUE;
}

gboolean
safi_mail_source_append (SafiMailSource *self,
                         const char *folder,
                         GBytes *octets,
                         SafiPlace *ret_place,
                         GCancellable *cancellable,
                         GError **error)
{
  SafiPlace place = { 0 };

  g_return_val_if_fail (SAFI_IS_MAIL_SOURCE (self), FALSE);
  g_return_val_if_fail (octets != NULL, FALSE);

  if (!check_folder (folder, error) || !check_octets (octets, error) ||
      !SAFI_MAIL_SOURCE_GET_IFACE (self)->append (self, folder, octets, &place, cancellable, error))
    return FALSE;
  if (ret_place != NULL)
    *ret_place = place;
  return TRUE;
}

static char *
make_junk (SafiMailSource *self, const char *name, GCancellable *cancellable, GError **error)
{
  if (SAFI_MAIL_SOURCE_GET_IFACE (self)->make_junk != NULL)
    return SAFI_MAIL_SOURCE_GET_IFACE (self)->make_junk (self, name, cancellable, error);
  refuse (error, "making a folder");
  return NULL;
}

char *
safi_mail_source_name_junk (SafiMailSource *self, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (SAFI_IS_MAIL_SOURCE (self), NULL);

  return make_junk (self, NULL, cancellable, error);
}

char *
safi_mail_source_create_junk (SafiMailSource *self,
                              const char *name,
                              GCancellable *cancellable,
                              GError **error)
{
  g_return_val_if_fail (SAFI_IS_MAIL_SOURCE (self), NULL);

  if (!check_folder (name, error))
    return NULL;
  return make_junk (self, name, cancellable, error);
}

gboolean
safi_mail_source_fetch (SafiMailSource *self,
                        const char *folder,
                        guint32 uidvalidity,
                        GArray *uids,
                        SafiView view,
                        SafiMailSink sink,
                        gpointer user_data,
                        GCancellable *cancellable,
                        GError **error)
{
  g_return_val_if_fail (SAFI_IS_MAIL_SOURCE (self), FALSE);
  g_return_val_if_fail (uids != NULL && sink != NULL, FALSE);

  if (!check_folder (folder, error) || !check_uids (uids, error))
    return FALSE;
  if (uids->len == 0)
    return TRUE;
  return SAFI_MAIL_SOURCE_GET_IFACE (self)->fetch (self, folder, uidvalidity, uids, view, sink,
                                                   user_data, cancellable, error);
}

gboolean
safi_mail_source_move (SafiMailSource *self,
                       GPtrArray *actions,
                       SafiMoveStep step,
                       gpointer user_data,
                       GCancellable *cancellable,
                       GError **error)
{
  g_return_val_if_fail (SAFI_IS_MAIL_SOURCE (self), FALSE);
  g_return_val_if_fail (actions != NULL && step != NULL, FALSE);

  if (actions->len == 0)
    return TRUE;
  if (!check_actions (actions, error))
    return FALSE;
  return SAFI_MAIL_SOURCE_GET_IFACE (self)->move (self, actions, step, user_data, cancellable,
                                                  error);
}

GArray *
safi_mail_source_find (SafiMailSource *self,
                       const char *folder,
                       const char *identity,
                       gint64 since,
                       GCancellable *cancellable,
                       GError **error)
{
  g_return_val_if_fail (SAFI_IS_MAIL_SOURCE (self), NULL);
  g_return_val_if_fail (identity != NULL, NULL);

  if (!check_folder (folder, error))
    return NULL;
  return SAFI_MAIL_SOURCE_GET_IFACE (self)->find (self, folder, identity, since, cancellable,
                                                  error);
}

gboolean
safi_mail_source_set_keyword (SafiMailSource *self,
                              SafiMessageRef *ref,
                              SafiFlags keyword,
                              gboolean on,
                              GCancellable *cancellable,
                              GError **error)
{
  g_return_val_if_fail (SAFI_IS_MAIL_SOURCE (self), FALSE);
  g_return_val_if_fail (ref != NULL, FALSE);

  if (keyword != SAFI_FLAG_JUNK && keyword != SAFI_FLAG_NOT_JUNK)
    return refuse (error, "setting that flag");
  if (!check_folder (safi_message_ref_get_folder (ref), error))
    return FALSE;
  if (safi_message_ref_get_uid (ref) == 0)
    return refuse (error, "UID 0");
  return SAFI_MAIL_SOURCE_GET_IFACE (self)->set_keyword (self, ref, keyword, on, cancellable,
                                                         error);
}

gboolean
safi_mail_source_wait (SafiMailSource *self,
                       const SafiWait *wait,
                       SafiNews news,
                       gpointer user_data,
                       GCancellable *cancellable,
                       GError **error)
{
  g_return_val_if_fail (SAFI_IS_MAIL_SOURCE (self), FALSE);
  g_return_val_if_fail (wait != NULL && news != NULL, FALSE);

  if (SAFI_MAIL_SOURCE_GET_IFACE (self)->wait == NULL)
    return refuse (error, "waiting");
  if (!check_folder (wait->folder, error) ||
      (wait->beside != NULL && !check_folder (wait->beside, error)))
    return FALSE;
  return SAFI_MAIL_SOURCE_GET_IFACE (self)->wait (self, wait, news, user_data, cancellable, error);
}
