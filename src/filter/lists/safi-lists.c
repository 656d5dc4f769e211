/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "filter/lists/safi-lists.h"

#include <gio/gio.h>
#include <string.h>

#define RESOURCE_PATH "/io/github/safibox/Safibox/"

typedef struct {
  GHashTable *free_mail;      /* set of utf8 */
  GHashTable *shorteners;     /* set of utf8 */
  GHashTable *click_trackers; /* set of utf8 */
  GHashTable *file_types;     /* utf8 -> SafiFileClass */
} Lists;

char **
safi_lists_read_lines (const char *name)
{
  g_autofree char *path = g_strconcat (RESOURCE_PATH, name, NULL);
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) all = NULL;
  g_autoptr (GPtrArray) lines = g_ptr_array_new ();

  /* The lists are linked into the program; one that is missing is a fault of the build. */
  g_assert (bytes != NULL);
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  all = g_strsplit (text, "\n", -1);
  for (guint i = 0; all[i] != NULL; i++)
    if (all[i][0] != '\0' && all[i][0] != '#')
      g_ptr_array_add (lines, g_strdup (all[i]));
  g_ptr_array_add (lines, NULL);
  return (char **) g_ptr_array_steal (lines, NULL);
}

static GHashTable *
read_set (const char *name)
{
  g_auto (GStrv) lines = safi_lists_read_lines (name);
  GHashTable *set = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    g_hash_table_add (set, g_strdup (g_strstrip (lines[i])));
  return set;
}

static SafiFileClass
find_class (const char *word)
{
  static const char *const words[] = { "",        "program",    "app",      "script",
                                       "macro",   "disk-image", "shortcut", "html",
                                       "archive", "document",   "picture",  "audio-video" };

  for (guint i = SAFI_FILE_PROGRAM; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (word, words[i]))
      return i;
  g_assert_not_reached ();
}

static GHashTable *
read_file_types (void)
{
  g_auto (GStrv) lines = safi_lists_read_lines ("file-types.tsv");
  GHashTable *types = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; lines[i] != NULL; i++) {
    char *tab = strchr (lines[i], '\t');

    g_assert (tab != NULL);
    g_hash_table_insert (types, g_strndup (lines[i], tab - lines[i]),
                         GUINT_TO_POINTER (find_class (g_strstrip (tab + 1))));
  }
  return types;
}

static const Lists *
get_lists (void)
{
  static Lists lists;
  static gsize once = 0;

  if (g_once_init_enter (&once)) {
    lists.free_mail = read_set ("freemail.txt");
    lists.shorteners = read_set ("shorteners.txt");
    lists.click_trackers = read_set ("click-trackers.txt");
    lists.file_types = read_file_types ();
    g_once_init_leave (&once, 1);
  }
  return &lists;
}

/* TRUE if @host or any domain above it is in @set. */
static gboolean
contains_below (GHashTable *set, const char *host)
{
  for (const char *at = host; at != NULL && *at != '\0'; at = strchr (at, '.')) {
    if (*at == '.')
      at++;
    if (g_hash_table_contains (set, at))
      return TRUE;
  }
  return FALSE;
}

gboolean
safi_lists_is_free_mail (const char *domain)
{
  return g_hash_table_contains (get_lists ()->free_mail, domain);
}

gboolean
safi_lists_is_shortener (const char *host)
{
  return contains_below (get_lists ()->shorteners, host);
}

gboolean
safi_lists_is_click_tracker (const char *host)
{
  return contains_below (get_lists ()->click_trackers, host);
}

SafiFileClass
safi_lists_get_file_class (const char *extension)
{
  g_autofree char *lower = g_ascii_strdown (extension, -1);

  return GPOINTER_TO_UINT (g_hash_table_lookup (get_lists ()->file_types, lower));
}
