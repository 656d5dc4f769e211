/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/zombie/safi-zombie-name.h"

#include <string.h>

#include "core/url/safi-domain.h"

#define NUMBERS_MAX 32 /* of one name */

/* Words that stand alone between signs and digits. */
static const char *const dynamic_words[] = {
  "dyn",   "dynamic", "dynip",    "dhcp", "dial",     "dialup", "dialin",   "ppp",    "pppoe",
  "pptp",  "pool",    "dsl",      "adsl", "xdsl",     "vdsl",   "cable",    "catv",   "cablemodem",
  "modem", "docsis",  "nat",      "gprs", "cdma",     "lte",    "wifi",     "dip",    "broadband",
  "broad", "kabel",   "bredband", "cpe",  "wireless", "fbx",    "fibertel", "resnet",
};

static const char *const weak_words[] = {
  "host", "user", "homeuser", "client", "customer", "cust", "peer", "node", "vps", "res",
};

static const char *const static_words[] = {
  "static", "fix", "fixip", "dedicated", "mail",     "smtp",
  "mx",     "mta", "relay", "out",       "outbound", "mailout",
};

/* Returns: (transfer full): lower case, without the registrable domain. */
static char *
get_local_part (const char *rdns)
{
  g_autofree char *normal = safi_domain_normalise (rdns);
  g_autofree char *owner = safi_domain_get_registrable (normal);
  gsize length = strlen (normal), owner_length = strlen (owner);

  return g_strndup (normal, length - owner_length);
}

static gboolean
is_word_at (const char *at, const char *word)
{
  gsize length = strlen (word);

  return strncmp (at, word, length) == 0 && !g_ascii_isalpha (at[length]);
}

static const char *
find_word (const char *rdns, const char *const *words, gsize n_words)
{
  g_autofree char *text = get_local_part (rdns);

  for (const char *at = text; *at != '\0'; at++) {
    if (at > text && g_ascii_isalpha (at[-1]))
      continue;
    for (gsize i = 0; i < n_words; i++)
      if (is_word_at (at, words[i]))
        return words[i];
  }
  return NULL;
}

const char *
safi_zombie_name_find_dynamic (const char *rdns)
{
  return find_word (rdns, dynamic_words, G_N_ELEMENTS (dynamic_words));
}

const char *
safi_zombie_name_find_weak (const char *rdns)
{
  return find_word (rdns, weak_words, G_N_ELEMENTS (weak_words));
}

const char *
safi_zombie_name_find_static (const char *rdns)
{
  return find_word (rdns, static_words, G_N_ELEMENTS (static_words));
}

static guint
read_digits (const char *at, gsize length)
{
  guint number = 0;

  for (gsize i = 0; i < length; i++)
    number = number * 10 + (guint) (at[i] - '0');
  return number;
}

/* Reads the numbers of one to three digits; twelve digits in a row are four of them. */
static guint
read_numbers (const char *text, guint *numbers)
{
  guint n = 0;

  while (*text != '\0' && n + 4 <= NUMBERS_MAX) {
    gsize length = strspn (text, "0123456789");

    if (length == 12)
      for (gsize i = 0; i < 4; i++)
        numbers[n++] = read_digits (text + 3 * i, 3);
    else if (length > 0)
      numbers[n++] = length <= 3 ? read_digits (text, length) : G_MAXUINT;
    text += MAX (length, 1);
  }
  return n;
}

static gboolean
is_pair (const guint *numbers, guint a, guint b)
{
  return (numbers[0] == a && numbers[1] == b) || (numbers[0] == b && numbers[1] == a);
}

static gboolean
holds_hexadecimal (const char *text, const guint8 *octets)
{
  g_autofree char *forward =
      g_strdup_printf ("%02x%02x%02x%02x", octets[0], octets[1], octets[2], octets[3]);
  g_autofree char *backward =
      g_strdup_printf ("%02x%02x%02x%02x", octets[3], octets[2], octets[1], octets[0]);

  return strstr (text, forward) != NULL || strstr (text, backward) != NULL;
}

gboolean
safi_zombie_name_holds_address (const char *rdns, const SafiIp *ip)
{
  const guint8 *octets = ip->octets + 12;
  g_autofree char *text = get_local_part (rdns);
  guint numbers[NUMBERS_MAX];
  guint n;

  if (!safi_ip_is_v4 (ip))
    return FALSE;
  n = read_numbers (text, numbers);
  for (guint i = 0; i + 1 < n; i++)
    if (is_pair (numbers + i, octets[2], octets[3]))
      return TRUE;
  return holds_hexadecimal (text, octets);
}
