/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/url/safi-url-parts.h"

#include <string.h>

#include "core/text/safi-text.h"
#include "core/url/safi-url.h"

/* Returns: the colon of the port between @host and @end, @end if there is none. */
static const char *
find_port (const char *host, const char *end)
{
  const char *bracket = *host == '[' ? memchr (host, ']', (gsize) (end - host)) : NULL;
  const char *from = bracket != NULL ? bracket : host;
  const char *port = memchr (from, ':', (gsize) (end - from));

  return port != NULL ? port : end;
}

static void
cut_authority (SafiUrlParts *self, const char *authority)
{
  const char *end = authority + strcspn (authority, "/\\?#");
  const char *at = memrchr (authority, '@', (gsize) (end - authority));
  const char *host = at != NULL ? at + 1 : authority;
  const char *port = find_port (host, end);

  self->user = g_strndup (authority, at != NULL ? (gsize) (at - authority) : 0);
  self->port = g_strndup (port, (gsize) (end - port));
  self->rest = g_strdup (end);
}

/* The host as programs read it, however it was written. */
static void
cut_host (SafiUrlParts *self, const SafiLink *link)
{
  const gsize host = strlen (link->host);
  const gsize owner = strlen (link->registrable);
  const gsize below = owner > 0 && owner <= host ? host - owner : 0;

  self->below = g_strndup (link->host, below);
  self->domain = g_strdup (link->host + below);
}

SafiUrlParts *
safi_url_parts_new (const SafiLink *link)
{
  SafiUrlParts *self = g_new0 (SafiUrlParts, 1);
  const gsize scheme = safi_url_measure_scheme (link->target);
  const char *authority = safi_url_find_authority (link->target);

  self->scheme = g_ascii_strdown (link->target, (gssize) scheme);
  cut_host (self, link);
  if (authority != NULL && link->host[0] != '\0') {
    cut_authority (self, authority);
    return self;
  }
  self->user = g_strdup ("");
  self->port = g_strdup ("");
  self->rest = g_strdup (link->target + scheme);
  return self;
}

void
safi_url_parts_free (SafiUrlParts *self)
{
  if (self == NULL)
    return;
  g_free (self->scheme);
  g_free (self->user);
  g_free (self->below);
  g_free (self->domain);
  g_free (self->port);
  g_free (self->rest);
  g_free (self);
}

/* "http:" -> "hxxp:"; of others the colon is taken. */
static void
disarm_scheme (GString *out, const char *scheme)
{
  if (g_str_equal (scheme, "http:") || g_str_equal (scheme, "https:"))
    g_string_append_printf (out, "hxxp%s", scheme + strlen ("http"));
  else if (scheme[0] != '\0')
    g_string_append_printf (out, "%.*s[:]", (int) strlen (scheme) - 1, scheme);
}

/* The colon of an address within the address as well: "?to=http://b.example". What is not shown is
 * left out first: it could hide that there is one. */
static void
disarm (GString *out, const char *text)
{
  g_autofree char *shown = safi_text_for_display (text, G_MAXSIZE, FALSE);

  for (const char *at = shown; *at != '\0'; at++)
    if (*at == '.' || *at == '@' || g_str_has_prefix (at, "://"))
      g_string_append_printf (out, "[%c]", *at);
    else
      g_string_append_c (out, *at);
}

char *
safi_url_parts_disarm (const SafiUrlParts *self)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *rest = g_strconcat (self->user, self->user[0] != '\0' ? "@" : "", self->below,
                                       self->domain, self->port, self->rest, NULL);

  disarm_scheme (out, self->scheme);
  if (self->domain[0] != '\0')
    g_string_append (out, "//");
  disarm (out, rest);
  return safi_text_for_display (out->str, G_MAXSIZE, FALSE);
}

char *
safi_url_parts_get_file (const SafiUrlParts *self)
{
  g_autofree char *path = g_strndup (self->rest, strcspn (self->rest, "?#"));
  const char *slash = strrchr (path, '/');
  const char *dot = slash != NULL ? strrchr (slash, '.') : NULL;

  if (self->domain[0] == '\0' || dot == NULL || dot == slash + 1 || dot[1] == '\0')
    return NULL;
  return g_strdup (slash + 1);
}
