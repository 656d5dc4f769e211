/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/common/safi-sandbox.h"

gboolean
safi_sandbox_is_around (void)
{
#ifdef SAFI_FAIL_POINTS
  if (g_getenv ("SAFIBOX_SANDBOX") != NULL)
    return TRUE;
#endif
  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);
}
