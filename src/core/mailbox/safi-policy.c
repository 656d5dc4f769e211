/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/mailbox/safi-policy.h"

#include <string.h>

#include "core/url/safi-domain.h"

SafiPolicy
safi_policy_default (void)
{
  return (SafiPolicy){
    .junk_from = SAFI_POLICY_JUNK_FROM,
    .good_below = SAFI_POLICY_GOOD_BELOW,
    .watch_only = TRUE,
    .look_ups = TRUE,
    .check_minutes = SAFI_POLICY_CHECK_MINUTES,
  };
}

/* Returns: (transfer full): "" if @word is neither a domain of several labels nor an address there.
 */
static char *
read_domain (const char *word)
{
  const char *at = strrchr (word, '@');
  g_autofree char *domain = safi_domain_normalise (at != NULL ? at + 1 : word);

  if (strchr (domain, '.') == NULL || safi_domain_is_ip_address (domain))
    return g_strdup ("");
  return g_steal_pointer (&domain);
}

gboolean
safi_policy_set_names (char *field, const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, " \t\n,;", -1);
  g_autoptr (GString) names = g_string_new (NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; words[i] != NULL; i++) {
    g_autofree char *domain = *words[i] != '\0' ? read_domain (words[i]) : NULL;

    if (domain == NULL || g_hash_table_contains (seen, domain))
      continue;
    if (*domain == '\0' || g_hash_table_size (seen) == SAFI_POLICY_NAMES_MAX)
      return FALSE;
    g_string_append_printf (names, "%s%s", names->len > 0 ? " " : "", domain);
    g_hash_table_add (seen, g_steal_pointer (&domain));
  }
  if (names->len >= SAFI_POLICY_NAMES_OCTETS)
    return FALSE;
  g_strlcpy (field, names->str, SAFI_POLICY_NAMES_OCTETS);
  return TRUE;
}

char **
safi_policy_list_names (const char *field)
{
  return *field != '\0' ? g_strsplit (field, " ", -1) : g_new0 (char *, 1);
}

SafiAllowance
safi_policy_get_allowance (const SafiPolicy *policy, guint64 used, guint64 lifted_at)
{
  const guint64 day = policy->day_megabytes * SAFI_POLICY_MEGABYTE;
  const guint64 limit = lifted_at + day;

  if (day == 0 || used < limit)
    return SAFI_ALLOWANCE_FULL;
  return policy->waits_at_limit || used >= limit + day / SAFI_POLICY_HEADERS_SHARE
             ? SAFI_ALLOWANCE_NONE
             : SAFI_ALLOWANCE_HEADERS;
}

static guint
subtract (guint limit, guint used)
{
  return limit - MIN (limit, used);
}

guint
safi_policy_get_moves_left (guint in_hour, guint today, guint earlier, guint days)
{
  const guint64 times_mean = days > 0 ? (guint64) earlier * SAFI_POLICY_MOVES_TIMES_MEAN / days : 0;
  const guint per_day = (guint) CLAMP (times_mean, SAFI_POLICY_MOVES_PER_DAY_MIN, G_MAXINT);

  return MIN (subtract (SAFI_POLICY_MOVES_PER_HOUR, in_hour), subtract (per_day, today));
}
