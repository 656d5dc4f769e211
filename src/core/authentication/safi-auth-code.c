/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/authentication/safi-auth-code.h"

static const char *const words[] = {
  [SAFI_AUTH_NONE] = "none",           [SAFI_AUTH_NEUTRAL] = "neutral",
  [SAFI_AUTH_PASS] = "pass",           [SAFI_AUTH_FAIL] = "fail",
  [SAFI_AUTH_SOFTFAIL] = "softfail",   [SAFI_AUTH_POLICY] = "policy",
  [SAFI_AUTH_TEMPERROR] = "temperror", [SAFI_AUTH_PERMERROR] = "permerror",
};

const char *
safi_auth_code_to_string (SafiAuthCode self)
{
  g_return_val_if_fail (self < G_N_ELEMENTS (words), NULL);

  return words[self];
}

gboolean
safi_auth_code_from_string (const char *word, SafiAuthCode *ret_code)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strcasecmp (words[i], word) == 0) {
      *ret_code = i;
      return TRUE;
    }
  return FALSE;
}
