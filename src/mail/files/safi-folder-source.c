/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/files/safi-folder-source.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include <glib/gstdio.h>

#include "core/base/safi-error.h"
#include "mail/files/safi-folder-index.h"
#include "mail/files/safi-folder-move.h"
#include "mail/safi-folder-role.h"

#define INBOX "INBOX"
#define SUBFOLDERS_MAX 1000
#define FILE_OCTETS_MAX (64 * 1024 * 1024)

/* Messages that were received a little before a wanted time still count: clocks differ. */
#define FIND_SLACK (2 * 24 * 60 * 60) /* seconds */

struct _SafiFolderSource {
  GObject parent;

  char *account;
  char *directory;
  GHashTable *indexes; /* raw folder name -> SafiFolderIndex */
};

static void safi_folder_source_interface_init (SafiMailSourceInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SafiFolderSource,
                               safi_folder_source,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SAFI_TYPE_MAIL_SOURCE,
                                                      safi_folder_source_interface_init))

/* Only a plain name of a sub-directory is a folder: nothing can lead out of the directory. */
static gboolean
is_folder_name (const char *name)
{
  return name[0] != '.' && strchr (name, '/') == NULL;
}

static char *
make_path (SafiFolderSource *self, const char *folder)
{
  g_autofree char *path = g_build_filename (self->directory, folder, NULL);

  if (g_str_equal (folder, INBOX) && !g_file_test (path, G_FILE_TEST_IS_DIR))
    return g_strdup (self->directory);
  return g_steal_pointer (&path);
}

/* Returns: (transfer none): the index of @folder, in step with the directory. */
static SafiFolderIndex *
look_into (SafiFolderSource *self, const char *folder, GError **error)
{
  SafiFolderIndex *index = g_hash_table_lookup (self->indexes, folder);

  if (!is_folder_name (folder)) {
    g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_INVALID, "not a folder name");
    return NULL;
  }
  if (index == NULL) {
    g_autofree char *path = make_path (self, folder);

    index = safi_folder_index_new (path);
    g_hash_table_insert (self->indexes, g_strdup (folder), index);
  }
  return safi_folder_index_update (index, error) ? index : NULL;
}

static gboolean
check_uidvalidity (SafiFolderIndex *index, guint32 uidvalidity, GError **error)
{
  if (uidvalidity == 0 || index->uidvalidity == uidvalidity)
    return TRUE;
  g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_FOLDER_CHANGED, "the UIDs are others now");
  return FALSE;
}

static gboolean
safi_folder_source_open (SafiMailSource *source,
                         SafiCredentials credentials,
                         gpointer user_data,
                         GCancellable *cancellable,
                         GError **error)
{
  SafiFolderSource *self = SAFI_FOLDER_SOURCE (source);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (g_file_test (self->directory, G_FILE_TEST_IS_DIR))
    return TRUE;
  g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_NOT_FOUND, "no such directory");
  return FALSE;
}

static void
safi_folder_source_close (SafiMailSource *source)
{
  SafiFolderSource *self = SAFI_FOLDER_SOURCE (source);

  g_hash_table_remove_all (self->indexes);
}

static SafiFolder *
make_folder (const char *name)
{
  g_autofree char *display_name = g_filename_display_name (name);

  return safi_folder_new (name, display_name, safi_folder_role_from_name (display_name));
}

static int
compare_folders (gconstpointer a, gconstpointer b)
{
  const SafiFolder *left = *(SafiFolder *const *) a;
  const SafiFolder *right = *(SafiFolder *const *) b;

  if ((left->role == SAFI_FOLDER_INBOX) != (right->role == SAFI_FOLDER_INBOX))
    return left->role == SAFI_FOLDER_INBOX ? -1 : 1;
  return strcmp (left->name, right->name);
}

static GPtrArray *
safi_folder_source_list_folders (SafiMailSource *source, GCancellable *cancellable, GError **error)
{
  SafiFolderSource *self = SAFI_FOLDER_SOURCE (source);
  g_autoptr (GPtrArray) folders =
      g_ptr_array_new_with_free_func ((GDestroyNotify) safi_folder_free);
  g_autoptr (GDir) directory = g_dir_open (self->directory, 0, NULL);
  gboolean has_inbox = FALSE;
  const char *name;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (directory == NULL) {
    safi_folder_index_fail (error, ENOENT);
    return NULL;
  }
  while ((name = g_dir_read_name (directory)) != NULL && folders->len < SUBFOLDERS_MAX) {
    g_autofree char *path = g_build_filename (self->directory, name, NULL);
    struct stat info;

    if (!is_folder_name (name) || lstat (path, &info) != 0 || !S_ISDIR (info.st_mode))
      continue;
    g_ptr_array_add (folders, make_folder (name));
    has_inbox |= g_str_equal (name, INBOX);
  }
  if (!has_inbox)
    g_ptr_array_add (folders, make_folder (INBOX));
  g_ptr_array_sort (folders, compare_folders);
  return g_steal_pointer (&folders);
}

static SafiFolderState
get_state (SafiFolderIndex *index)
{
  return (SafiFolderState){
    .uidvalidity = index->uidvalidity,
    .uidnext = index->uidnext,
    .messages = index->entries->len,
  };
}

static SafiListing *
safi_folder_source_list_since (SafiMailSource *source,
                               const char *folder,
                               const SafiMark *mark,
                               GCancellable *cancellable,
                               GError **error)
{
  SafiFolderIndex *index;
  SafiListing *listing;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  index = look_into (SAFI_FOLDER_SOURCE (source), folder, error);
  if (index == NULL || !check_uidvalidity (index, mark->uidvalidity, error))
    return NULL;
  listing = g_new0 (SafiListing, 1);
  listing->mark.uidvalidity = index->uidvalidity;
  listing->mark.uidnext = index->uidnext;
  listing->state = get_state (index);
  listing->messages = g_array_new (FALSE, FALSE, sizeof (SafiListed));
  for (guint i = 0; i < index->entries->len; i++) {
    SafiFolderEntry *entry = index->entries->pdata[i];

    if (entry->listed.uid >= mark->uidnext)
      g_array_append_val (listing->messages, entry->listed);
  }
  return listing;
}

static SafiChanges *
safi_folder_source_list_changes (SafiMailSource *source,
                                 const char *folder,
                                 const SafiFolderState *since,
                                 GArray *uids,
                                 GCancellable *cancellable,
                                 GError **error)
{
  SafiFolderIndex *index;
  SafiChanges *changes;
  guint at = 0;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  index = look_into (SAFI_FOLDER_SOURCE (source), folder, error);
  if (index == NULL || !check_uidvalidity (index, since->uidvalidity, error))
    return NULL;
  changes = safi_changes_new ();
  changes->state = get_state (index);
  changes->is_all = TRUE;
  for (guint i = 0; i < uids->len; i++) {
    const guint32 uid = g_array_index (uids, guint32, i);

    while (at < index->entries->len &&
           ((SafiFolderEntry *) index->entries->pdata[at])->listed.uid < uid)
      at++;
    if (at < index->entries->len &&
        ((SafiFolderEntry *) index->entries->pdata[at])->listed.uid == uid)
      g_array_append_val (changes->messages,
                          ((SafiFolderEntry *) index->entries->pdata[at])->listed);
    else
      g_array_append_val (changes->gone, uid);
  }
  return changes;
}

static gboolean
safi_folder_source_survey (SafiMailSource *source,
                           const char *folder,
                           const SafiRecent *recent,
                           SafiSurvey *ret_survey,
                           GCancellable *cancellable,
                           GError **error)
{
  SafiFolderIndex *index;
  gboolean is_few;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  index = look_into (SAFI_FOLDER_SOURCE (source), folder, error);
  if (index == NULL)
    return FALSE;
  is_few = index->entries->len <= recent->few;
  *ret_survey = (SafiSurvey){
    .mark = { index->uidvalidity, index->uidnext },
    .messages = index->entries->len,
    .from = index->uidnext,
  };
  for (guint i = index->entries->len; i > 0; i--) {
    const SafiFolderEntry *entry = index->entries->pdata[i - 1];

    if (!is_few && recent->newest > 0 && index->entries->len - i >= recent->newest)
      break;
    if (!is_few && entry->listed.internal_date < recent->since)
      continue;
    ret_survey->recent++;
    ret_survey->from = entry->listed.uid;
  }
  return TRUE;
}

/* A dot in front hides the file from every reader until it is whole. */
static gboolean
write_file (SafiFolderIndex *index, const char *name, GBytes *octets, GError **error)
{
  g_autofree char *path = g_build_filename (index->directory, name, NULL);
  g_autofree char *hidden_name = g_strconcat (".", name, NULL);
  g_autofree char *hidden = g_build_filename (index->directory, hidden_name, NULL);
  gsize length;
  const char *data = g_bytes_get_data (octets, &length);

  if (g_file_set_contents_full (hidden, data, (gssize) length,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                NULL) &&
      g_rename (hidden, path) == 0)
    return TRUE;
  return safi_folder_index_fail (error, errno != 0 ? errno : EIO);
}

static guint32
find_named (SafiFolderIndex *index, const char *name)
{
  for (guint i = index->entries->len; i > 0; i--) {
    const SafiFolderEntry *entry = index->entries->pdata[i - 1];

    if (g_str_equal (entry->name, name))
      return entry->listed.uid;
  }
  return 0;
}

static gboolean
safi_folder_source_append (SafiMailSource *source,
                           const char *folder,
                           GBytes *octets,
                           SafiPlace *ret_place,
                           GCancellable *cancellable,
                           GError **error)
{
  SafiFolderSource *self = SAFI_FOLDER_SOURCE (source);
  g_autofree char *unique = g_uuid_string_random ();
  g_autofree char *name = g_strconcat (unique, ".eml", NULL);
  SafiFolderIndex *index;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  index = look_into (self, folder, error);
  if (index == NULL || !write_file (index, name, octets, error))
    return FALSE;
  index = look_into (self, folder, error);
  if (index == NULL)
    return FALSE;
  *ret_place = (SafiPlace){ .uidvalidity = index->uidvalidity, .uid = find_named (index, name) };
  return TRUE;
}

static gboolean
give_message (SafiFolderSource *self,
              SafiFolderIndex *index,
              SafiFolderEntry *entry,
              const char *folder,
              SafiSeen seen,
              SafiMailSink sink,
              gpointer user_data,
              GError **error)
{
  g_autoptr (SafiMessageRef) ref =
      safi_message_ref_new (self->account, folder, index->uidvalidity, entry->listed.uid, NULL);
  SafiMail mail = {
    .ref = ref,
    .flags = entry->listed.flags,
    .internal_date = entry->listed.internal_date,
    .size = entry->listed.size,
    .octets = seen.octets,
    .unseen = seen.unseen,
  };
  g_autoptr (GError) local = NULL;

  if (sink (&mail, user_data, &local))
    return TRUE;
  if (local == NULL)
    g_set_error_literal (&local, SAFI_ERROR, SAFI_ERROR_STOPPED, "the sink said stop");
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
safi_folder_source_fetch (SafiMailSource *source,
                          const char *folder,
                          guint32 uidvalidity,
                          GArray *uids,
                          SafiView view,
                          SafiMailSink sink,
                          gpointer user_data,
                          GCancellable *cancellable,
                          GError **error)
{
  SafiFolderSource *self = SAFI_FOLDER_SOURCE (source);
  SafiFolderIndex *index = look_into (self, folder, error);

  if (index == NULL || !check_uidvalidity (index, uidvalidity, error))
    return FALSE;
  for (guint i = 0; i < uids->len; i++) {
    SafiFolderEntry *entry = safi_folder_index_find (index, g_array_index (uids, guint32, i));
    g_autoptr (GBytes) octets = NULL;
    g_auto (SafiSeen) seen = { 0 };

    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return FALSE;
    if (entry != NULL)
      octets = safi_folder_read (index, entry, FILE_OCTETS_MAX);
    if (octets == NULL)
      continue;
    seen = safi_view_of (octets, view);
    if (!give_message (self, index, entry, folder, seen, sink, user_data, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
safi_folder_source_move (SafiMailSource *source,
                         GPtrArray *actions,
                         SafiMoveStep step,
                         gpointer user_data,
                         GCancellable *cancellable,
                         GError **error)
{
  SafiFolderSource *self = SAFI_FOLDER_SOURCE (source);
  SafiAction *first = actions->pdata[0];
  const char *to_folder = safi_action_get_to_folder (first);
  SafiFolderMove move = { .step = step, .user_data = user_data, .cancellable = cancellable };
  g_autofree char *to_path = NULL;

  move.from = look_into (self, safi_message_ref_get_folder (safi_action_get_from (first)), error);
  if (move.from == NULL ||
      !check_uidvalidity (move.from,
                          safi_message_ref_get_uidvalidity (safi_action_get_from (first)), error))
    return FALSE;
  if (is_folder_name (to_folder)) {
    to_path = make_path (self, to_folder);
    if (g_mkdir_with_parents (to_path, 0700) != 0)
      return safi_folder_index_fail (error, errno);
  }
  move.to = look_into (self, to_folder, error);
  return move.to != NULL && safi_folder_move (&move, actions, error);
}

static GArray *
safi_folder_source_find (SafiMailSource *source,
                         const char *folder,
                         const char *identity,
                         gint64 since,
                         GCancellable *cancellable,
                         GError **error)
{
  SafiFolderIndex *index = look_into (SAFI_FOLDER_SOURCE (source), folder, error);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (SafiListed));

  if (index == NULL)
    return NULL;
  for (guint i = 0; i < index->entries->len; i++) {
    SafiFolderEntry *entry = index->entries->pdata[i];

    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return NULL;
    if ((since == 0 || entry->listed.internal_date >= since - FIND_SLACK) &&
        safi_folder_has_identity (index, entry, identity))
      g_array_append_val (found, entry->listed);
  }
  return g_steal_pointer (&found);
}

static gboolean
safi_folder_source_set_keyword (SafiMailSource *source,
                                SafiMessageRef *ref,
                                SafiFlags keyword,
                                gboolean on,
                                GCancellable *cancellable,
                                GError **error)
{
  SafiFolderIndex *index =
      look_into (SAFI_FOLDER_SOURCE (source), safi_message_ref_get_folder (ref), error);
  SafiFolderEntry *entry;

  if (index == NULL || !check_uidvalidity (index, safi_message_ref_get_uidvalidity (ref), error))
    return FALSE;
  entry = safi_folder_index_find (index, safi_message_ref_get_uid (ref));
  if (entry == NULL) {
    g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_MESSAGE_GONE, "no such message");
    return FALSE;
  }
  if (on)
    entry->listed.flags |= keyword;
  else
    entry->listed.flags &= ~keyword;
  return safi_folder_index_save (index, error);
}

static void
safi_folder_source_finalize (GObject *object)
{
  SafiFolderSource *self = SAFI_FOLDER_SOURCE (object);

  g_hash_table_unref (self->indexes);
  g_free (self->account);
  g_free (self->directory);
  G_OBJECT_CLASS (safi_folder_source_parent_class)->finalize (object);
}

static void
safi_folder_source_interface_init (SafiMailSourceInterface *interface)
{
  interface->open = safi_folder_source_open;
  interface->close = safi_folder_source_close;
  interface->list_folders = safi_folder_source_list_folders;
  interface->list_since = safi_folder_source_list_since;
  interface->list_changes = safi_folder_source_list_changes;
  interface->survey = safi_folder_source_survey;
  interface->append = safi_folder_source_append;
  interface->fetch = safi_folder_source_fetch;
  interface->move = safi_folder_source_move;
  interface->find = safi_folder_source_find;
  interface->set_keyword = safi_folder_source_set_keyword;
}

static void
safi_folder_source_class_init (SafiFolderSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = safi_folder_source_finalize;
}

static void
safi_folder_source_init (SafiFolderSource *self)
{
  self->indexes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                         (GDestroyNotify) safi_folder_index_free);
}

SafiMailSource *
safi_folder_source_new (const char *account, const char *directory)
{
  SafiFolderSource *self;

  g_return_val_if_fail (account != NULL && directory != NULL, NULL);

  self = g_object_new (SAFI_TYPE_FOLDER_SOURCE, NULL);
  self->account = g_strdup (account);
  self->directory = g_canonicalize_filename (directory, NULL);
  return SAFI_MAIL_SOURCE (self);
}
