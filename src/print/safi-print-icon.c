/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>

#include "print/safi-print-private.h"

#define OWN_ICON "/io/github/safibox/Safibox/print/safi-tip-symbolic.svg"

/* A symbolic icon is a shape that takes whatever colour it is given, and so is told here. */
static const char black[] = "path,rect,circle,ellipse,polygon{fill:#000 !important}";

/* Returns: (transfer full) (nullable): where @name is in a folder of icons. */
static char *
find_in_folder (const char *folder, const char *name)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autofree char *file = g_strconcat (name, ".svg", NULL);
  const char *context;

  while (dir != NULL && (context = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, context, file, NULL);

    if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
      return g_steal_pointer (&path);
  }
  return NULL;
}

/* The theme that GTK falls back to, by its older and its newer layout. */
static char *
find_icon (const char *name)
{
  static const char *const folders[] = { "icons/Adwaita/symbolic", "icons/Adwaita/scalable",
                                         "icons/AdwaitaLegacy/symbolic" };
  const char *const *data_dirs = g_get_system_data_dirs ();

  for (; *data_dirs != NULL; data_dirs++)
    for (guint i = 0; i < G_N_ELEMENTS (folders); i++) {
      g_autofree char *folder = g_build_filename (*data_dirs, folders[i], NULL);
      char *path = find_in_folder (folder, name);

      if (path != NULL)
        return path;
    }
  return NULL;
}

static RsvgHandle *
load_own (void)
{
  g_autoptr (GBytes) octets =
      g_resources_lookup_data (OWN_ICON, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  gsize length;
  const guint8 *data = g_bytes_get_data (octets, &length);

  return rsvg_handle_new_from_data (data, length, NULL);
}

RsvgHandle *
safi_print_icon_load (const char *name)
{
  g_autofree char *path = find_icon (name);
  RsvgHandle *handle = path != NULL ? rsvg_handle_new_from_file (path, NULL) : NULL;

  if (handle == NULL)
    handle = load_own ();
  rsvg_handle_set_stylesheet (handle, (const guint8 *) black, sizeof black - 1, NULL);
  return handle;
}
