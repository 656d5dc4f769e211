/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/reading/safi-imap-folders.h"

#include <string.h>

#include "core/base/safi-error.h"
#include "mail/connection/safi-imap-command.h"
#include "mail/connection/safi-imap-error.h"
#include "mail/reply/safi-imap-names.h"
#include "mail/safi-folder-role.h"

/* In any case of letters (RFC 3501 section 5.1); everywhere else names are compared exactly. */
#define INBOX "INBOX"

typedef struct {
  GPtrArray *folders; /* (element-type SafiFolder) */
  GHashTable *known;  /* raw name -> SafiFolder */
  GPtrArray *leaves;  /* (element-type utf8) (nullable), beside folders: names to guess from */
  gboolean roles_only;
  const char *prefix; /* what the names of all folders but the inbox begin with */
} Listing;

/* RFC 6154; in lower case, without backslash. \Spam and \Starred are older names of large servers.
 */
static const struct {
  const char *flag;
  SafiFolderRole role;
} special_uses[] = {
  { "junk", SAFI_FOLDER_JUNK },     { "spam", SAFI_FOLDER_JUNK },
  { "sent", SAFI_FOLDER_SENT },     { "trash", SAFI_FOLDER_TRASH },
  { "drafts", SAFI_FOLDER_DRAFTS }, { "archive", SAFI_FOLDER_ARCHIVE },
};

static SafiFolderRole
get_special_use (char **flags)
{
  for (guint i = 0; i < G_N_ELEMENTS (special_uses); i++)
    if (g_strv_contains ((const char *const *) flags, special_uses[i].flag))
      return special_uses[i].role;
  return SAFI_FOLDER_OTHER;
}

const char *
safi_imap_folders_get_leaf (const char *prefix, const char *name, char delimiter)
{
  gsize length = strlen (prefix);

  if (length > 0 && g_ascii_strncasecmp (name, prefix, length) == 0)
    name += length;
  else if (delimiter != '\0' && g_ascii_strncasecmp (name, INBOX, strlen (INBOX)) == 0 &&
           name[strlen (INBOX)] == delimiter)
    name += strlen (INBOX) + 1;
  return delimiter != '\0' && strchr (name, delimiter) != NULL ? NULL : name;
}

static gboolean
can_be_opened (char **flags)
{
  return !g_strv_contains ((const char *const *) flags, "noselect") &&
         !g_strv_contains ((const char *const *) flags, "nonexistent");
}

static void
folder_listed_cb (SafiImapReply *reply, gpointer user_data)
{
  Listing *listing = user_data;
  const char *name = reply->name;
  g_autofree char *display_name = NULL;
  const char *leaf;
  SafiFolder *folder;
  SafiFolderRole role;

  if (reply->type != SAFI_IMAP_REPLY_LIST || !can_be_opened (reply->words) ||
      strpbrk (name, "\r\n") != NULL)
    return;
  role = get_special_use (reply->words);
  if (g_ascii_strcasecmp (name, INBOX) == 0) {
    name = INBOX;
    role = SAFI_FOLDER_INBOX;
  }
  folder = g_hash_table_lookup (listing->known, name);
  if (folder != NULL) {
    if (folder->role == SAFI_FOLDER_OTHER)
      folder->role = role;
    return;
  }
  if (listing->roles_only || listing->folders->len >= SAFI_IMAP_FOLDERS_MAX)
    return;
  display_name = safi_imap_name_decode (name);
  folder = safi_folder_new (name, display_name, role);
  leaf = safi_imap_folders_get_leaf (listing->prefix, name, reply->delimiter);
  g_ptr_array_add (listing->folders, folder);
  g_ptr_array_add (listing->leaves, leaf != NULL ? safi_imap_name_decode (leaf) : NULL);
  g_hash_table_insert (listing->known, folder->name, folder);
}

SafiImapLimits
safi_imap_folders_limits (SafiImapConnection *connection)
{
  SafiImapLimits limits = safi_imap_command_limits (connection, 0);

  limits.octets = SAFI_IMAP_FOLDERS_OCTETS;
  return limits;
}

static gboolean
list_with (SafiImapConnection *connection,
           const char *text,
           Listing *listing,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (SafiImapCommand) command = safi_imap_command_new (text);
  SafiImapLimits limits = safi_imap_folders_limits (connection);
  g_autoptr (SafiImapReply) reply = safi_imap_command_run (
      command, connection, &limits, folder_listed_cb, listing, cancellable, error);

  if (reply == NULL)
    return FALSE;
  if (reply->condition != SAFI_IMAP_OK)
    return safi_imap_error_set_refused (error, reply->code, reply->text);
  return TRUE;
}

static gboolean
has_role (Listing *listing, SafiFolderRole role)
{
  for (guint i = 0; i < listing->folders->len; i++)
    if (((SafiFolder *) listing->folders->pdata[i])->role == role)
      return TRUE;
  return FALSE;
}

/* A name counts only if no folder has the role by the server's word. */
static void
guess_roles (Listing *listing)
{
  for (guint i = 0; i < listing->folders->len; i++) {
    SafiFolder *folder = listing->folders->pdata[i];
    const char *leaf = listing->leaves->pdata[i];
    SafiFolderRole role;

    if (folder->role != SAFI_FOLDER_OTHER || leaf == NULL)
      continue;
    role = safi_folder_role_from_name (leaf);
    if (role != SAFI_FOLDER_INBOX && !has_role (listing, role))
      folder->role = role;
  }
}

static void
namespace_told_cb (SafiImapReply *reply, gpointer user_data)
{
  SafiImapConnection *connection = user_data;

  if (reply->type == SAFI_IMAP_REPLY_NAMESPACE && connection->prefix == NULL)
    connection->prefix = g_strdup (reply->name);
}

gboolean
safi_imap_folders_ask_prefix (SafiImapConnection *connection,
                              GCancellable *cancellable,
                              GError **error)
{
  g_autoptr (SafiImapCommand) command = safi_imap_command_new ("NAMESPACE");
  g_autoptr (SafiImapReply) reply = NULL;

  if (connection->prefix != NULL)
    return TRUE;
  if (safi_imap_connection_has (connection, "NAMESPACE")) {
    reply = safi_imap_command_run (command, connection, NULL, namespace_told_cb, connection,
                                   cancellable, error);
    if (reply == NULL)
      return FALSE;
  }
  if (connection->prefix == NULL)
    connection->prefix = g_strdup ("");
  return TRUE;
}

/* By the server's word: flags in the plain list, then in the lists that servers have for it.
 * Courier ignores the option and lists everything: only a server that knows it is asked. */
static gboolean
list_all (SafiImapConnection *connection,
          Listing *listing,
          GCancellable *cancellable,
          GError **error)
{
  static const struct {
    const char *capability;
    const char *command;
  } ways[] = {
    { "SPECIAL-USE", "LIST (SPECIAL-USE) \"\" \"*\"" },
    { "XLIST", "XLIST \"\" \"*\"" },
  };

  if (!list_with (connection, "LIST \"\" \"*\"", listing, cancellable, error))
    return FALSE;
  listing->roles_only = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    if (!has_role (listing, SAFI_FOLDER_JUNK) &&
        safi_imap_connection_has (connection, ways[i].capability) &&
        !list_with (connection, ways[i].command, listing, cancellable, error))
      return FALSE;
  return TRUE;
}

GPtrArray *
safi_imap_folders_list (SafiImapConnection *connection, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) folders =
      g_ptr_array_new_with_free_func ((GDestroyNotify) safi_folder_free);
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) leaves = g_ptr_array_new_with_free_func (g_free);
  Listing listing = { folders, known, leaves, FALSE, NULL };

  if (!safi_imap_folders_ask_prefix (connection, cancellable, error))
    return NULL;
  listing.prefix = connection->prefix;
  if (!list_all (connection, &listing, cancellable, error))
    return NULL;
  guess_roles (&listing);
  return g_steal_pointer (&folders);
}

static gboolean
counts_changes (SafiImapConnection *connection)
{
  return safi_imap_connection_has (connection, "CONDSTORE") ||
         safi_imap_connection_has (connection, "QRESYNC");
}

static void
folder_opened_cb (SafiImapReply *reply, gpointer user_data)
{
  SafiImapConnection *connection = user_data;

  if (reply->type == SAFI_IMAP_REPLY_EXISTS)
    connection->exists = reply->number;
  else if (reply->type == SAFI_IMAP_REPLY_UNTAGGED && g_strcmp0 (reply->code, "UIDVALIDITY") == 0)
    connection->uidvalidity = reply->number;
  else if (reply->type == SAFI_IMAP_REPLY_UNTAGGED && g_strcmp0 (reply->code, "UIDNEXT") == 0)
    connection->uidnext = reply->number;
  else if (reply->type == SAFI_IMAP_REPLY_UNTAGGED &&
           g_strcmp0 (reply->code, "HIGHESTMODSEQ") == 0 && counts_changes (connection))
    connection->modseq = reply->modseq;
}

/* A folder that cannot be opened is gone unless the server names another reason. */
static gboolean
set_cannot_open (GError **error, SafiImapReply *reply)
{
  if (reply->code == NULL) {
    g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_FOLDER_GONE, "a folder cannot be opened");
    return FALSE;
  }
  return safi_imap_error_set_refused (error, reply->code, reply->text);
}

/* Returns: (transfer full): the command; no folder counts as open from now on. */
static SafiImapCommand *
begin_open (SafiImapConnection *connection, const char *folder, gboolean writable)
{
  SafiImapCommand *command = safi_imap_command_new (writable ? "SELECT " : "EXAMINE ");

  g_clear_pointer (&connection->folder, g_free);
  connection->uidvalidity = connection->uidnext = 0;
  connection->modseq = 0;
  connection->exists = connection->told_exists = 0;
  safi_imap_command_add_string (command, folder);
  return command;
}

static gboolean
end_open (SafiImapConnection *connection,
          const char *folder,
          gboolean writable,
          SafiImapReply *reply,
          GError **error)
{
  if (reply->condition != SAFI_IMAP_OK)
    return set_cannot_open (error, reply);
  connection->folder = g_strdup (folder);
  connection->writable = writable;
  connection->opened_with = connection->exists;
  return TRUE;
}

gboolean
safi_imap_folders_open (SafiImapConnection *connection,
                        const char *folder,
                        gboolean writable,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (SafiImapCommand) command = begin_open (connection, folder, writable);
  g_autoptr (SafiImapReply) reply = safi_imap_command_run (
      command, connection, NULL, folder_opened_cb, connection, cancellable, error);

  return reply != NULL && end_open (connection, folder, writable, reply, error);
}

gboolean
safi_imap_folders_open_and_send (SafiImapConnection *connection,
                                 const char *folder,
                                 SafiImapCommand *next,
                                 guint *ret_tag,
                                 GCancellable *cancellable,
                                 GError **error)
{
  g_autoptr (SafiImapCommand) command = begin_open (connection, folder, FALSE);
  g_autoptr (SafiImapReply) reply = NULL;
  guint tag;

  *ret_tag = 0;
  if (!safi_imap_command_is_line (command) || connection->manners->one_by_one)
    return safi_imap_folders_open (connection, folder, FALSE, cancellable, error);
  connection->is_ahead = TRUE;
  tag = safi_imap_command_send (command, connection, cancellable, error);
  if (tag != 0)
    *ret_tag = safi_imap_command_send (next, connection, cancellable, error);
  if (*ret_tag == 0)
    return FALSE;
  reply = safi_imap_command_wait (connection, tag, NULL, folder_opened_cb, connection, cancellable,
                                  error);
  if (reply == NULL)
    return FALSE;
  if (reply->condition != SAFI_IMAP_OK)
    connection->unheard = *ret_tag;
  return end_open (connection, folder, FALSE, reply, error);
}

gboolean
safi_imap_folders_open_as (SafiImapConnection *connection,
                           const char *folder,
                           guint32 uidvalidity,
                           gboolean writable,
                           GCancellable *cancellable,
                           GError **error)
{
  gboolean is_open =
      g_strcmp0 (connection->folder, folder) == 0 && connection->writable == writable;

  if (!is_open && !safi_imap_folders_open (connection, folder, writable, cancellable, error))
    return FALSE;
  if (uidvalidity == 0 || connection->uidvalidity == 0 || connection->uidvalidity == uidvalidity)
    return TRUE;
  g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_FOLDER_CHANGED, "the UIDs are others now");
  return FALSE;
}

static void
status_told_cb (SafiImapReply *reply, gpointer user_data)
{
  SafiImapStatus *status = user_data;

  if (reply->type == SAFI_IMAP_REPLY_STATUS)
    *status = (SafiImapStatus){ reply->uidvalidity, reply->uidnext, reply->number };
}

gboolean
safi_imap_folders_ask_status (SafiImapConnection *connection,
                              const char *folder,
                              SafiImapStatus *ret_status,
                              GCancellable *cancellable,
                              GError **error)
{
  g_autoptr (SafiImapCommand) command = safi_imap_command_new ("STATUS ");
  g_autoptr (SafiImapReply) reply = NULL;
  SafiImapStatus status = { 0 };

  safi_imap_command_add_string (command, folder);
  safi_imap_command_add (command, " (UIDVALIDITY UIDNEXT MESSAGES)");
  reply = safi_imap_command_run (command, connection, NULL, status_told_cb, &status, cancellable,
                                 error);
  if (reply == NULL)
    return FALSE;
  if (reply->condition != SAFI_IMAP_OK)
    return set_cannot_open (error, reply);
  *ret_status = status;
  return TRUE;
}

gboolean
safi_imap_folders_ask_place (SafiImapConnection *connection,
                             const char *folder,
                             SafiPlace *ret_place,
                             GCancellable *cancellable,
                             GError **error)
{
  SafiImapStatus status;

  if (!safi_imap_folders_ask_status (connection, folder, &status, cancellable, error))
    return FALSE;
  *ret_place = (SafiPlace){ .uidvalidity = status.uidvalidity, .uidnext = status.uidnext };
  return TRUE;
}
