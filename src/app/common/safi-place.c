/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/common/safi-place.h"

char *
safi_place_get_data_dir (void)
{
  const char *directory = g_getenv ("SAFIBOX_DATA_DIR");

  if (directory != NULL)
    return g_canonicalize_filename (directory, NULL);
  return g_build_filename (g_get_user_data_dir (), "safibox", NULL);
}
