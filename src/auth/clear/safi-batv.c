/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/clear/safi-batv.h"

#include <string.h>

#define TAG "prvs="
#define KEY_DIGITS 1
#define DAY_DIGITS 3
#define HASH_OCTETS 3
#define VALUE_LENGTH (KEY_DIGITS + DAY_DIGITS + 2 * HASH_OCTETS)
#define CORE_START (strlen (TAG) + VALUE_LENGTH + 1)

/* TRUE for "prvs=KDDDSSSSSS=" with something behind it. */
static gboolean
has_tag (const char *address)
{
  const char *value = address + strlen (TAG);

  if (g_ascii_strncasecmp (address, TAG, strlen (TAG)) != 0)
    return FALSE;
  for (gsize i = 0; i < VALUE_LENGTH; i++)
    if (i < KEY_DIGITS + DAY_DIGITS ? !g_ascii_isdigit (value[i]) : !g_ascii_isxdigit (value[i]))
      return FALSE;
  return value[VALUE_LENGTH] == '=' && value[VALUE_LENGTH + 1] != '\0' &&
         value[VALUE_LENGTH + 1] != '@';
}

char *
safi_batv_strip (const char *address)
{
  return has_tag (address) ? g_strdup (address + CORE_START) : NULL;
}

char *
safi_batv_sign (GBytes *key, guint number, guint64 expiry, const char *address)
{
  g_autofree char *day = g_strdup_printf ("%u%03" G_GUINT64_FORMAT, number % 10, expiry % 1000);
  g_autofree char *text = g_strconcat (day, address, NULL);
  g_autofree char *hash = g_compute_hmac_for_string (G_CHECKSUM_SHA1, g_bytes_get_data (key, NULL),
                                                     g_bytes_get_size (key), text, -1);

  hash[2 * HASH_OCTETS] = '\0';
  return g_strconcat (TAG, day, hash, "=", address, NULL);
}

gboolean
safi_batv_check (GBytes *key, guint64 today, const char *address)
{
  const char *value = address + strlen (TAG);
  g_autofree char *right = NULL;
  guint64 expiry;

  if (!has_tag (address))
    return FALSE;
  expiry = (guint64) (value[1] - '0') * 100 + (guint64) (value[2] - '0') * 10 +
           (guint64) (value[3] - '0');
  if ((expiry + 1000 - today % 1000) % 1000 > SAFI_BATV_LIFETIME)
    return FALSE;
  right = safi_batv_sign (key, (guint) (value[0] - '0'), expiry, address + CORE_START);
  return g_ascii_strncasecmp (right, address, CORE_START) == 0;
}

/* Behind the next "=" from @at on. Returns: (nullable). */
static const char *
skip_part (const char *at)
{
  at = at != NULL ? strchr (at, '=') : NULL;
  return at != NULL ? at + 1 : NULL;
}

char *
safi_srs_unwrap (const char *address)
{
  const char *end = strrchr (address, '@');
  const char *at = address + strlen ("SRS0=");
  const char *domain, *local;

  if (end == NULL || g_ascii_strncasecmp (address, "SRS", 3) != 0 ||
      (address[3] != '0' && address[3] != '1') || strchr ("=+-", address[4]) == NULL ||
      address[4] == '\0')
    return NULL;
  if (address[3] == '1') {
    at = skip_part (skip_part (at));
    if (at == NULL || strchr ("=+-", *at) == NULL || *at == '\0')
      return NULL;
    at++;
  }
  domain = skip_part (skip_part (at));
  local = skip_part (domain);
  if (local == NULL || local >= end || local - domain < 2)
    return NULL;
  return g_strdup_printf ("%.*s@%.*s", (int) (end - local), local, (int) (local - 1 - domain),
                          domain);
}
