/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "mail/safi-junk-name.h"

#include "mail/safi-folder-role.h"

#define ENGLISH "en"

typedef struct {
  GHashTable *leaves; /* (element-type utf8): set of folded names */
  GHashTable *votes;  /* (element-type utf8 guint): by language */
} Vote;

typedef struct {
  const char *language;
  GStrvBuilder *names;
  GHashTable *seen; /* (element-type utf8): set of folded names */
} Choice;

static void
count_vote_cb (SafiFolderRole role, const char *language, const char *name, gpointer user_data)
{
  Vote *vote = user_data;
  g_autofree char *folded = safi_folder_role_fold (name);
  guint n_votes = GPOINTER_TO_UINT (g_hash_table_lookup (vote->votes, language));

  if (role == SAFI_FOLDER_INBOX || role == SAFI_FOLDER_JUNK || g_str_equal (language, ENGLISH) ||
      !g_hash_table_contains (vote->leaves, folded))
    return;
  g_hash_table_insert (vote->votes, g_strdup (language), GUINT_TO_POINTER (n_votes + 1));
}

/* Returns: (transfer full): the language with the most votes; English if no one has. */
static char *
choose_language (GHashTable *votes)
{
  const char *best = ENGLISH;
  guint most = 0;
  GHashTableIter iter;
  gpointer language, n_votes;

  g_hash_table_iter_init (&iter, votes);
  while (g_hash_table_iter_next (&iter, &language, &n_votes))
    if (GPOINTER_TO_UINT (n_votes) > most) {
      most = GPOINTER_TO_UINT (n_votes);
      best = language;
    } else if (GPOINTER_TO_UINT (n_votes) == most) {
      best = ENGLISH;
    }
  return g_strdup (best);
}

static char *
find_language (GPtrArray *leaves)
{
  g_autoptr (GHashTable) set = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) votes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Vote vote = { set, votes };

  for (guint i = 0; i < leaves->len; i++)
    g_hash_table_add (set, safi_folder_role_fold (leaves->pdata[i]));
  safi_folder_role_list (count_vote_cb, &vote);
  return choose_language (votes);
}

static void
add_name_cb (SafiFolderRole role, const char *language, const char *name, gpointer user_data)
{
  Choice *choice = user_data;

  if (role == SAFI_FOLDER_JUNK && g_str_equal (language, choice->language) &&
      g_hash_table_add (choice->seen, safi_folder_role_fold (name)))
    g_strv_builder_add (choice->names, name);
}

char **
safi_junk_name_list (GPtrArray *leaves)
{
  g_autofree char *language = find_language (leaves);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Choice choice = { language, names, seen };

  safi_folder_role_list (add_name_cb, &choice);
  choice.language = ENGLISH;
  safi_folder_role_list (add_name_cb, &choice);
  return g_strv_builder_end (names);
}
