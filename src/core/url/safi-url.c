/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/url/safi-url.h"

#include <arpa/inet.h>
#include <string.h>

#include "core/text/safi-text.h"
#include "core/url/safi-domain.h"

#define HOST_OCTETS_MAX 1024

char *
safi_url_clean (const char *url, gsize length)
{
  g_autoptr (GString) clean = NULL;
  char *valid;

  while (length > 0 && (guchar) url[0] <= ' ') {
    url++;
    length--;
  }
  while (length > 0 && (guchar) url[length - 1] <= ' ')
    length--;
  length = MIN (length, SAFI_URL_OCTETS_MAX);
  clean = g_string_sized_new (length);
  for (gsize i = 0; i < length; i++)
    if (strchr ("\t\r\n", url[i]) == NULL)
      g_string_append_c (clean, url[i]);
  valid = safi_text_make_valid (clean->str, (gssize) clean->len);
  return valid;
}

gsize
safi_url_measure_scheme (const char *url)
{
  gsize i = 0;

  if (!g_ascii_isalpha (url[0]))
    return 0;
  while (g_ascii_isalnum (url[i]) || url[i] == '+' || url[i] == '-' || url[i] == '.')
    i++;
  return url[i] == ':' ? i + 1 : 0;
}

/* TRUE if @url begins with a scheme ("https:", "javascript:"). */
static gboolean
has_scheme (const char *url)
{
  return safi_url_measure_scheme (url) > 0;
}

/* Schemes whose slashes may be backslashes, too many or missing ("special", section 3.1). */
static gboolean
is_web_scheme (const char *url, gsize length)
{
  static const char *const schemes[] = { "http:", "https:", "ftp:", "ws:", "wss:" };

  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (strlen (schemes[i]) == length && g_ascii_strncasecmp (url, schemes[i], length) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_slash (char c)
{
  return c == '/' || c == '\\';
}

const char *
safi_url_find_authority (const char *url)
{
  gsize scheme = safi_url_measure_scheme (url);
  const char *at = url + scheme;

  if (scheme > 0 && !is_web_scheme (url, scheme))
    return strncmp (at, "//", 2) == 0 ? at + 2 : NULL;
  if (scheme == 0 && !(is_slash (at[0]) && is_slash (at[1])))
    return NULL;
  while (is_slash (*at))
    at++;
  return at;
}

/* Returns: (transfer full): the host part of the authority at @at, without user and port; an IPv6
 * address still in its brackets. */
static char *
cut_host (const char *at)
{
  const char *end = at + strcspn (at, "/\\?#");
  const char *user = memrchr (at, '@', (gsize) (end - at));
  const char *bracket, *port;

  if (user != NULL)
    at = user + 1;
  bracket = *at == '[' ? memchr (at, ']', (gsize) (end - at)) : NULL;
  if (bracket != NULL)
    return g_strndup (at, (gsize) (bracket - at + 1));
  port = memchr (at, ':', (gsize) (end - at));
  return g_strndup (at, (gsize) ((port != NULL ? port : end) - at));
}

/* Decodes %41 and the like in place; leaves what does not decode. */
static void
decode_percent (char *host)
{
  char *to = host;

  for (const char *at = host; *at != '\0'; at++) {
    if (at[0] == '%' && g_ascii_isxdigit (at[1]) && g_ascii_isxdigit (at[2])) {
      int octet = g_ascii_xdigit_value (at[1]) * 16 + g_ascii_xdigit_value (at[2]);

      if (octet > ' ') {
        *to++ = (char) octet;
        at += 2;
        continue;
      }
    }
    *to++ = *at;
  }
  *to = '\0';
}

/* Reads one number of an IPv4 address: decimal, 0-octal or 0x-hexadecimal (section 3.5). */
static gboolean
read_ipv4_number (const char *text, guint64 *ret_value)
{
  guint base = 10;
  char *end;

  if (text[0] == '0' && (text[1] == 'x' || text[1] == 'X')) {
    base = 16;
    text += 2;
  } else if (text[0] == '0' && text[1] != '\0') {
    base = 8;
  }
  if (text[0] == '\0') {
    *ret_value = 0;
    return base == 16;
  }
  if (!g_ascii_isxdigit (text[0]) || strlen (text) > 16)
    return FALSE;
  *ret_value = g_ascii_strtoull (text, &end, base);
  return *end == '\0';
}

/* Returns: (transfer full) (nullable): the dotted quad, if @host is an IPv4 address in any of the
 * forms that browsers accept: http://3232235777/, http://0x7f.1/. */
static char *
read_ipv4 (const char *host)
{
  g_auto (GStrv) parts = NULL;
  guint64 address = 0, value;
  guint n;

  if (!g_ascii_isdigit (host[0]) || strlen (host) > 64)
    return NULL;
  parts = g_strsplit (host, ".", 6);
  n = g_strv_length (parts);
  if (n > 1 && parts[n - 1][0] == '\0')
    n--;
  if (n > 4)
    return NULL;
  for (guint i = 0; i < n; i++) {
    gboolean is_last = i == n - 1;
    guint shift = is_last ? 0 : 8 * (3 - i);

    if (!read_ipv4_number (parts[i], &value))
      return NULL;
    if (value > (is_last ? G_MAXUINT32 >> (8 * (n - 1)) : 255))
      return NULL;
    address |= value << shift;
  }
  return g_strdup_printf ("%u.%u.%u.%u", (guint) (address >> 24) & 255,
                          (guint) (address >> 16) & 255, (guint) (address >> 8) & 255,
                          (guint) address & 255);
}

/* @host: "[address]". Returns: (transfer full): the usual form of an IPv6 address. */
static char *
write_ipv6 (const char *host)
{
  g_autofree char *bare = g_strndup (host + 1, strlen (host) - 2);
  struct in6_addr address;
  char text[INET6_ADDRSTRLEN];

  if (inet_pton (AF_INET6, bare, &address) != 1 ||
      inet_ntop (AF_INET6, &address, text, sizeof text) == NULL)
    return g_strdup ("");
  return g_strdup (text);
}

char *
safi_url_get_host (const char *url)
{
  const char *authority = safi_url_find_authority (url);
  g_autofree char *host = NULL;
  char *ipv4;

  if (authority == NULL)
    return g_strdup ("");
  host = cut_host (authority);
  if (strlen (host) > HOST_OCTETS_MAX)
    return g_strdup ("");
  if (host[0] == '[' && g_str_has_suffix (host, "]"))
    return write_ipv6 (host);
  decode_percent (host);
  ipv4 = read_ipv4 (host);
  if (ipv4 != NULL)
    return ipv4;
  return g_utf8_validate (host, -1, NULL) ? safi_domain_normalise (host) : g_strdup ("");
}

char *
safi_url_resolve (const char *url, const char *base)
{
  const char *authority;
  gsize scheme, origin;

  if (base == NULL || has_scheme (url))
    return g_strdup (url);
  scheme = safi_url_measure_scheme (base);
  authority = safi_url_find_authority (base);
  if (authority == NULL)
    return g_strdup (url);
  if (is_slash (url[0]) && is_slash (url[1]))
    return g_strdup_printf ("%.*s%s", (int) scheme, base, url);
  origin = (gsize) (authority - base) + strcspn (authority, "/\\?#");
  return g_strdup_printf ("%.*s%s%s", (int) origin, base, is_slash (url[0]) ? "" : "/", url);
}
