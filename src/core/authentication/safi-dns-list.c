/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/authentication/safi-dns-list.h"

static const SafiDnsList lists[] = {
  { "zen.spamhaus.org", "Spamhaus ZEN", "https://www.spamhaus.org/organization/dnsblusage/" },
  { "bl.spamcop.net", "SpamCop", "https://www.spamcop.net/bl.shtml" },
  { "psbl.surriel.com", "PSBL", "https://psbl.org/" },
};

/* Codes as the operators publish them. */
static const struct {
  const char *zone;
  guint8 first, last;
  const char *word;
} codes[] = {
  { "zen.spamhaus.org", 2, 3, "junk" }, { "zen.spamhaus.org", 4, 7, "infected" },
  { "zen.spamhaus.org", 9, 9, "junk" }, { "zen.spamhaus.org", 10, 11, "home" },
  { "bl.spamcop.net", 2, 2, "junk" },   { "psbl.surriel.com", 2, 2, "junk" },
};

const SafiDnsList *
safi_dns_list_get_all (guint *ret_n_lists)
{
  *ret_n_lists = G_N_ELEMENTS (lists);
  return lists;
}

const char *
safi_dns_list_get_word (const char *zone, guint8 code)
{
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_str_equal (codes[i].zone, zone) && code >= codes[i].first && code <= codes[i].last)
      return codes[i].word;
  return "listed";
}
