/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/safi-folder-role.h"

#include <gio/gio.h>

#define TABLE "/io/github/safibox/Safibox/folder-names.tsv"

enum {
  ROLE,
  LANGUAGE,
  NAME,
  N_COLUMNS
};

static const struct {
  const char *word;
  SafiFolderRole role;
} roles[] = {
  { "inbox", SAFI_FOLDER_INBOX },   { "junk", SAFI_FOLDER_JUNK },
  { "sent", SAFI_FOLDER_SENT },     { "trash", SAFI_FOLDER_TRASH },
  { "drafts", SAFI_FOLDER_DRAFTS }, { "archive", SAFI_FOLDER_ARCHIVE },
};

char *
safi_folder_role_fold (const char *name)
{
  g_autofree char *composed = g_utf8_normalize (name, -1, G_NORMALIZE_ALL_COMPOSE);
  g_autofree char *folded = composed != NULL ? g_utf8_casefold (composed, -1) : NULL;

  return folded != NULL ? g_utf8_normalize (folded, -1, G_NORMALIZE_ALL_COMPOSE) : g_strdup ("");
}

static SafiFolderRole
read_role (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (g_str_equal (roles[i].word, word))
      return roles[i].role;
  g_assert_not_reached ();
}

static void
read_line (const char *line, SafiFolderRow row, gpointer user_data)
{
  g_auto (GStrv) columns = g_strsplit (line, "\t", N_COLUMNS);

  if (*line == '\0' || *line == '#')
    return;
  g_assert (g_strv_length (columns) == N_COLUMNS);
  row (read_role (columns[ROLE]), columns[LANGUAGE], columns[NAME], user_data);
}

void
safi_folder_role_list (SafiFolderRow row, gpointer user_data)
{
  g_autoptr (GBytes) bytes = g_resources_lookup_data (TABLE, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_auto (GStrv) lines = NULL;

  g_assert (bytes != NULL);
  lines = g_strsplit (g_bytes_get_data (bytes, NULL), "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    read_line (*line, row, user_data);
}

static void
add_row_cb (SafiFolderRole role, const char *language, const char *name, gpointer user_data)
{
  g_hash_table_insert (user_data, safi_folder_role_fold (name), GINT_TO_POINTER (role));
}

/* Returns: (element-type utf8 SafiFolderRole) (transfer none): by folded name; lives for ever. */
static GHashTable *
get_table (void)
{
  static GHashTable *shared = NULL;

  if (g_once_init_enter (&shared)) {
    GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

    safi_folder_role_list (add_row_cb, table);
    g_once_init_leave (&shared, table);
  }
  return shared;
}

SafiFolderRole
safi_folder_role_from_name (const char *name)
{
  g_autofree char *folded = safi_folder_role_fold (name);

  return GPOINTER_TO_INT (g_hash_table_lookup (get_table (), folded));
}
