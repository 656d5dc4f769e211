/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "account/safi-provider.h"

#include <string.h>

#include <gio/gio.h>

#define TABLE "/io/github/safibox/Safibox/providers.tsv"

/* RFC 5321, sections 4.5.3.1.1 and 4.5.3.1.2: octets. */
#define LOCAL_PART_MAX 64
#define DOMAIN_MAX 255
#define LABEL_MAX 63

/* Columns of the table. */
enum {
  DOMAINS,
  NAME,
  HOST,
  PORT,
  SECURITY,
  USER,
  WORKS_NOW,
  HELP_URL,
  N_COLUMNS
};

static const struct {
  const char *word;
  SafiSignIn value;
} sign_ins[] = {
  { "password", SAFI_SIGN_IN_PASSWORD },
  { "app-password", SAFI_SIGN_IN_APP_PASSWORD },
  { "online-accounts", SAFI_SIGN_IN_ONLINE_ACCOUNTS },
  { "needs-client-id", SAFI_SIGN_IN_NEEDS_CLIENT_ID },
};

static gboolean
read_sign_in (const char *word, SafiSignIn *ret_value)
{
  for (guint i = 0; i < G_N_ELEMENTS (sign_ins); i++)
    if (g_str_equal (word, sign_ins[i].word)) {
      *ret_value = sign_ins[i].value;
      return TRUE;
    }
  return FALSE;
}

/* Returns: (transfer full): the table is part of the program, so a bad line is a fault of it. */
static SafiProvider *
read_provider (char **columns)
{
  SafiProvider *provider = g_new0 (SafiProvider, 1);
  guint64 port = g_ascii_strtoull (columns[PORT], NULL, 10);

  g_assert (port > 0 && port <= G_MAXUINT16);
  if (!safi_security_from_word (columns[SECURITY], &provider->security) ||
      !read_sign_in (columns[WORKS_NOW], &provider->works_now))
    g_assert_not_reached ();
  provider->name = g_strdup (columns[NAME]);
  provider->host = g_strdup (columns[HOST]);
  provider->port = (guint16) port;
  provider->user_is_local_part = g_str_equal (columns[USER], "local");
  provider->help_url = g_strdup (columns[HELP_URL]);
  return provider;
}

static void
add_line (GHashTable *table, const char *line)
{
  g_auto (GStrv) columns = g_strsplit (line, "\t", N_COLUMNS);
  g_auto (GStrv) domains = NULL;
  SafiProvider *provider;

  if (*line == '\0' || *line == '#')
    return;
  g_assert (g_strv_length (columns) == N_COLUMNS);
  provider = read_provider (columns);
  domains = g_strsplit (columns[DOMAINS], ",", -1);
  for (char **domain = domains; *domain != NULL; domain++)
    g_hash_table_insert (table, g_strdup (*domain), provider);
}

/* Returns: (element-type utf8 SafiProvider) (transfer none): by domain; lives for ever. */
static GHashTable *
get_table (void)
{
  static GHashTable *shared = NULL;

  if (g_once_init_enter (&shared)) {
    g_autoptr (GBytes) bytes = g_resources_lookup_data (TABLE, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
    GHashTable *table = g_hash_table_new (g_str_hash, g_str_equal);
    g_auto (GStrv) lines = NULL;

    g_assert (bytes != NULL);
    lines = g_strsplit (g_bytes_get_data (bytes, NULL), "\n", -1);
    for (char **line = lines; *line != NULL; line++)
      add_line (table, *line);
    g_once_init_leave (&shared, table);
  }
  return shared;
}

const SafiProvider *
safi_provider_lookup (const char *address)
{
  const char *at = strrchr (address, '@');
  g_autofree char *domain = at != NULL ? g_ascii_strdown (at + 1, -1) : NULL;

  return domain != NULL ? g_hash_table_lookup (get_table (), domain) : NULL;
}

const SafiProvider *
safi_provider_lookup_host (const char *host)
{
  GHashTableIter iter;
  gpointer provider;

  g_hash_table_iter_init (&iter, get_table ());
  while (g_hash_table_iter_next (&iter, NULL, &provider))
    if (g_ascii_strcasecmp (((SafiProvider *) provider)->host, host) == 0)
      return provider;
  return NULL;
}

static gboolean
has_only_printable (const char *text)
{
  if (!g_utf8_validate (text, -1, NULL))
    return FALSE;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar character = g_utf8_get_char (p);

    if (!g_unichar_isgraph (character) || strchr ("<>()[]\\,;:\"", (int) *p) != NULL)
      return FALSE;
  }
  return TRUE;
}

static gboolean
is_plausible_domain (const char *domain)
{
  g_auto (GStrv) labels = g_strsplit (domain, ".", -1);

  if (strlen (domain) > DOMAIN_MAX || g_strv_length (labels) < 2)
    return FALSE;
  for (char **label = labels; *label != NULL; label++)
    if (**label == '\0' || **label == '-' || strlen (*label) > LABEL_MAX)
      return FALSE;
  return TRUE;
}

gboolean
safi_address_is_plausible (const char *address)
{
  const char *at = strchr (address, '@');

  return at != NULL && at != address && at - address <= LOCAL_PART_MAX &&
         strchr (at + 1, '@') == NULL && has_only_printable (address) &&
         is_plausible_domain (at + 1);
}
