/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/moving/safi-imap-junk.h"

#include <string.h>

#include "core/base/safi-error.h"
#include "mail/connection/safi-imap-command.h"
#include "mail/connection/safi-imap-error.h"
#include "mail/reading/safi-imap-folders.h"
#include "mail/reply/safi-imap-names.h"
#include "mail/safi-folder-role.h"
#include "mail/safi-junk-name.h"

#define INBOX "INBOX"

/* All names that are taken, also of folders that cannot be opened. */
typedef struct {
  const char *prefix; /* of the personal namespace */
  GPtrArray *leaves;  /* (element-type utf8): of the folders right below it */
  guint n_names;
  char delimiter;       /* 0 = no levels */
  gboolean is_plain;    /* a folder besides the inbox stands beside it, and not below it */
  gboolean is_below;    /* one stands below the inbox */
  gboolean speaks_utf8; /* a name came as UTF-8, though nobody agreed on that */
} Names;

static void
clear_names (Names *names)
{
  g_clear_pointer (&names->leaves, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Names, clear_names)

static void
note_place (Names *names, const char *name, char delimiter)
{
  const gsize length = strlen (INBOX);

  if (g_ascii_strcasecmp (name, INBOX) == 0)
    return;
  if (delimiter != '\0' && g_ascii_strncasecmp (name, INBOX, length) == 0 &&
      name[length] == delimiter)
    names->is_below = TRUE;
  else
    names->is_plain = TRUE;
}

static void
name_listed_cb (SafiImapReply *reply, gpointer user_data)
{
  Names *names = user_data;
  const char *leaf;

  if (reply->type != SAFI_IMAP_REPLY_LIST || names->n_names >= SAFI_IMAP_FOLDERS_MAX ||
      g_strv_contains ((const char *const *) reply->words, "nonexistent"))
    return;
  names->n_names++;
  if (reply->delimiter != '\0')
    names->delimiter = reply->delimiter;
  note_place (names, reply->name, reply->delimiter);
  names->speaks_utf8 |= !g_str_is_ascii (reply->name) && g_utf8_validate (reply->name, -1, NULL);
  leaf = safi_imap_folders_get_leaf (names->prefix, reply->name, reply->delimiter);
  if (leaf != NULL)
    g_ptr_array_add (names->leaves, safi_imap_name_decode (leaf));
}

static gboolean
read_names (SafiImapConnection *connection, Names *names, GCancellable *cancellable, GError **error)
{
  g_autoptr (SafiImapCommand) command = safi_imap_command_new ("LIST \"\" \"*\"");
  SafiImapLimits limits = safi_imap_folders_limits (connection);
  g_autoptr (SafiImapReply) reply = NULL;

  if (!safi_imap_folders_ask_prefix (connection, cancellable, error))
    return FALSE;
  names->prefix = connection->prefix;
  names->leaves = g_ptr_array_new_with_free_func (g_free);
  reply = safi_imap_command_run (command, connection, &limits, name_listed_cb, names, cancellable,
                                 error);
  if (reply == NULL)
    return FALSE;
  return reply->condition == SAFI_IMAP_OK ||
         safi_imap_error_set_refused (error, reply->code, reply->text);
}

/* In any case of letters: some servers, and people, tell no difference. */
static gboolean
is_taken (Names *names, const char *name)
{
  g_autofree char *folded = safi_folder_role_fold (name);

  for (guint i = 0; i < names->leaves->len; i++) {
    g_autofree char *other = safi_folder_role_fold (names->leaves->pdata[i]);

    if (g_str_equal (folded, other))
      return TRUE;
  }
  return FALSE;
}

/* Below what all other folders stand, too. Returns: (transfer full). */
static char *
write_raw (Names *names, const char *name)
{
  const gboolean is_below = *names->prefix == '\0' && names->is_below && !names->is_plain;
  const char below[] = { 'I', 'N', 'B', 'O', 'X', names->delimiter, '\0' };
  g_autofree char *encoded = names->speaks_utf8 ? g_strdup (name) : safi_imap_name_encode (name);

  return g_strconcat (is_below ? below : names->prefix, encoded, NULL);
}

/* A name with a delimiter would be two; one from elsewhere than our table is none of ours. */
static gboolean
fits (Names *names, const char *name)
{
  g_autofree char *raw = write_raw (names, name);

  return safi_folder_role_from_name (name) == SAFI_FOLDER_JUNK &&
         (names->delimiter == '\0' || strchr (name, names->delimiter) == NULL) &&
         strlen (raw) <= SAFI_IMAP_JUNK_NAME_MAX && strpbrk (raw, "\r\n") == NULL;
}

static gboolean
set_error (GError **error, SafiError code)
{
  g_set_error (error, SAFI_ERROR, code, "no Junk folder was made (%s)", safi_error_to_word (code));
  return FALSE;
}

char *
safi_imap_junk_name (SafiImapConnection *connection, GCancellable *cancellable, GError **error)
{
  g_auto (Names) names = { 0 };
  g_auto (GStrv) choice = NULL;

  if (!read_names (connection, &names, cancellable, error))
    return NULL;
  choice = safi_junk_name_list (names.leaves);
  for (char **name = choice; *name != NULL; name++)
    if (fits (&names, *name) && !is_taken (&names, *name))
      return g_strdup (*name);
  set_error (error, SAFI_ERROR_FOLDER_REFUSED);
  return NULL;
}

/* Returns: FALSE with @error. @ret_junk: (transfer full) (nullable): the Junk folder. */
static gboolean
look (SafiImapConnection *connection, char **ret_junk, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) folders = safi_imap_folders_list (connection, cancellable, error);
  SafiFolder *junk = folders != NULL ? safi_folder_find (folders, SAFI_FOLDER_JUNK) : NULL;

  *ret_junk = junk != NULL ? g_strdup (junk->name) : NULL;
  return folders != NULL;
}

static SafiImapReply *
send_create (SafiImapConnection *connection,
             const char *raw,
             gboolean with_use,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (SafiImapCommand) command = safi_imap_command_new ("CREATE ");

  safi_imap_command_add_string (command, raw);
  if (with_use)
    safi_imap_command_add (command, " (USE (\\Junk))");
  return safi_imap_command_run (command, connection, NULL, NULL, NULL, cancellable, error);
}

/* Where a server knows what Junk is but gives no folder that use, a folder without it does. */
static SafiImapReply *
create (SafiImapConnection *connection, const char *raw, GCancellable *cancellable, GError **error)
{
  const gboolean with_use = safi_imap_connection_has (connection, "CREATE-SPECIAL-USE");
  g_autoptr (SafiImapReply) reply = send_create (connection, raw, with_use, cancellable, error);

  if (reply != NULL && with_use &&
      (reply->condition == SAFI_IMAP_BAD || g_strcmp0 (reply->code, "USEATTR") == 0))
    return send_create (connection, raw, FALSE, cancellable, error);
  return g_steal_pointer (&reply);
}

/* Mail programs show the folders that are subscribed to. A server that refuses does no harm. */
static gboolean
subscribe (SafiImapConnection *connection,
           const char *raw,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (SafiImapCommand) command = safi_imap_command_new ("SUBSCRIBE ");
  g_autoptr (SafiImapReply) reply = NULL;

  safi_imap_command_add_string (command, raw);
  reply = safi_imap_command_run (command, connection, NULL, NULL, NULL, cancellable, error);
  return reply != NULL;
}

static gboolean
set_refused (GError **error, SafiImapReply *reply)
{
  g_autoptr (GError) local = NULL;

  if (g_strcmp0 (reply->code, "ALREADYEXISTS") == 0)
    return set_error (error, SAFI_ERROR_FOLDER_EXISTS);
  safi_imap_error_set_refused (&local, reply->code, reply->text);
  /* "Not permitted" would not say what. */
  if (g_error_matches (local, SAFI_ERROR, SAFI_ERROR_NOT_PERMITTED) ||
      g_error_matches (local, SAFI_ERROR, SAFI_ERROR_FOLDER_GONE))
    return set_error (error, SAFI_ERROR_FOLDER_REFUSED);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* What counts is what is there, not what the server said. Returns: (transfer full): the Junk
 * folder.
 */
static char *
end_create (SafiImapConnection *connection,
            SafiImapReply *reply,
            GCancellable *cancellable,
            GError **error)
{
  g_autofree char *junk = NULL;

  if (!look (connection, &junk, cancellable, error))
    return NULL;
  if (junk != NULL)
    return subscribe (connection, junk, cancellable, error) ? g_steal_pointer (&junk) : NULL;
  if (reply->condition == SAFI_IMAP_OK)
    set_error (error, SAFI_ERROR_FOLDER_REFUSED);
  else
    set_refused (error, reply);
  return NULL;
}

/* Returns: (transfer full): a name that can be made; NULL with @error. */
static char *
choose_raw (Names *names, const char *name, GError **error)
{
  if (!fits (names, name))
    set_error (error, SAFI_ERROR_INVALID);
  else if (is_taken (names, name))
    set_error (error, SAFI_ERROR_FOLDER_EXISTS);
  else
    return write_raw (names, name);
  return NULL;
}

char *
safi_imap_junk_create (SafiImapConnection *connection,
                       const char *name,
                       GCancellable *cancellable,
                       GError **error)
{
  g_auto (Names) names = { 0 };
  g_autofree char *raw = NULL;
  g_autofree char *junk = NULL;
  g_autoptr (SafiImapReply) reply = NULL;

  if (!read_names (connection, &names, cancellable, error) ||
      !look (connection, &junk, cancellable, error))
    return NULL;
  if (junk != NULL) {
    raw = write_raw (&names, name);
    /* It may be what an earlier try made before its reply was lost. */
    if (g_str_equal (junk, raw) && !subscribe (connection, raw, cancellable, error))
      return NULL;
    return g_steal_pointer (&junk);
  }
  raw = choose_raw (&names, name, error);
  if (raw == NULL)
    return NULL;
  reply = create (connection, raw, cancellable, error);
  return reply != NULL ? end_create (connection, reply, cancellable, error) : NULL;
}
