/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "service/eval/safi-index.h"

#include <string.h>

#include "core/base/safi-error.h"

/* Reads "CLASS PATH". Returns: FALSE if the line is something else. */
static gboolean
read_line (const char *line, SafiClass *ret_truth, const char **ret_path)
{
  static const struct {
    const char *word;
    SafiClass truth;
  } classes[] = {
    { "spam ", SAFI_CLASS_JUNK },
    { "junk ", SAFI_CLASS_JUNK },
    { "ham ", SAFI_CLASS_GOOD },
    { "good ", SAFI_CLASS_GOOD },
  };

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    if (g_ascii_strncasecmp (line, classes[i].word, strlen (classes[i].word)) == 0) {
      *ret_truth = classes[i].truth;
      *ret_path = line + strlen (classes[i].word);
      return **ret_path != '\0';
    }
  return FALSE;
}

static gboolean
call_for_line (const char *base,
               const char *line,
               SafiIndexFunc func,
               gpointer user_data,
               GError **error)
{
  g_autofree char *file = NULL;
  SafiClass truth;
  const char *path;

  if (!read_line (line, &truth, &path)) {
    g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_INVALID, "neither spam nor ham and a path");
    return FALSE;
  }
  file = g_path_is_absolute (path) ? g_strdup (path) : g_build_filename (base, path, NULL);
  return func (truth, path, file, user_data, error);
}

gboolean
safi_index_read (const char *index, SafiIndexFunc func, gpointer user_data, GError **error)
{
  g_autofree char *text = NULL;
  g_autofree char *base = g_path_get_dirname (index);
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (index, &text, NULL, error))
    return FALSE;
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++) {
    g_strstrip (lines[i]);
    if (*lines[i] == '\0' || *lines[i] == '#')
      continue;
    if (!call_for_line (base, lines[i], func, user_data, error)) {
      g_prefix_error (error, "line %u: ", i + 1);
      return FALSE;
    }
  }
  return TRUE;
}
