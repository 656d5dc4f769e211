/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/url/safi-links.h"

#include <string.h>

#include "core/url/safi-domain.h"
#include "core/url/safi-url.h"

#define SCHEME_OCTETS_MAX 12

/* Names that no registry gives out but examples and tests use (RFC 2606). */
static const char *const reserved_names[] = { "example", "test", "invalid" };

SafiLink *
safi_link_new (SafiLinkType type, char *target)
{
  SafiLink *self = g_new0 (SafiLink, 1);

  self->type = type;
  self->target = target;
  self->host = safi_url_get_host (target);
  self->registrable = safi_domain_get_registrable (self->host);
  return self;
}

void
safi_link_free (SafiLink *self)
{
  g_free (self->target);
  g_free (self->host);
  g_free (self->registrable);
  g_free (self->label);
  g_free (self);
}

/* Characters that end a bare address in text. */
static gboolean
is_break (char c)
{
  return (guchar) c <= ' ' || strchr ("<>\"`{}|^", c) != NULL;
}

/* Returns the end of @word without the punctuation that belongs to the sentence; a closing bracket
 * stays if the address opens one. */
static const char *
trim_end (const char *start, const char *end)
{
  while (end > start) {
    char last = end[-1];
    gboolean is_opened = (last == ')' && memchr (start, '(', (gsize) (end - start)) != NULL) ||
                         (last == ']' && memchr (start, '[', (gsize) (end - start)) != NULL);

    if (strchr (".,;:!?'*_~)]", last) == NULL || is_opened)
      break;
    end--;
  }
  return end;
}

/* Returns: (nullable): where the scheme of "scheme://" or "mailto:" in the word begins. */
static const char *
find_scheme (const char *start, const char *end)
{
  const char *colon = start;

  while ((colon = memchr (colon, ':', (gsize) (end - colon))) != NULL) {
    const char *at = colon;

    while (at > start && colon - at < SCHEME_OCTETS_MAX && g_ascii_isalpha (at[-1]))
      at--;
    if (end - colon > 3 && strncmp (colon, "://", 3) == 0 && colon - at >= 2)
      return at;
    if (colon - at == 6 && g_ascii_strncasecmp (at, "mailto", 6) == 0 && end - colon > 1)
      return at;
    colon++;
  }
  return NULL;
}

static gboolean
is_top_level_domain (const char *label)
{
  for (guint i = 0; i < G_N_ELEMENTS (reserved_names); i++)
    if (strcmp (label, reserved_names[i]) == 0)
      return TRUE;
  return safi_domain_is_public_suffix (label);
}

/* TRUE if the host "a.b.c" of @length octets is written like one: the last label is a top-level
 * domain and does not begin a new sentence ("end.Next"). */
static gboolean
is_domain_like (const char *host, gsize length)
{
  const char *dot = memrchr (host, '.', length);
  g_autofree char *last = NULL;

  if (dot == NULL || dot == host || length > 253)
    return FALSE;
  last = g_strndup (dot + 1, (gsize) (host + length - dot - 1));
  if (strlen (last) < 2 || (g_ascii_isupper (last[0]) && !g_ascii_isupper (dot[-1])))
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (host[i]) && host[i] != '-' && host[i] != '.')
      return FALSE;
  for (char *at = last; *at != '\0'; at++)
    *at = g_ascii_tolower (*at);
  return is_top_level_domain (last);
}

/* Returns: (transfer full) (nullable): the address a word without scheme leads to. */
static char *
read_bare_word (const char *start, const char *end)
{
  gsize length = (gsize) (end - start);
  gsize host = 0;

  while (host < length && strchr ("/?#:", start[host]) == NULL)
    host++;
  if (host < 4 || memchr (start, '@', host) != NULL || memchr (start, '.', host) == NULL)
    return NULL;
  if (g_ascii_strncasecmp (start, "www.", 4) != 0 && !is_domain_like (start, host))
    return NULL;
  return g_strdup_printf ("http://%.*s", (int) MIN (length, SAFI_URL_OCTETS_MAX), start);
}

/* Returns: (transfer full) (nullable): the link in the word at @start, its place set. */
static SafiLink *
read_word (const char *text, const char *start, const char *end)
{
  const char *scheme = find_scheme (start, end);
  g_autofree char *raw = NULL;
  SafiLink *link;

  if (scheme != NULL)
    start = scheme;
  else
    while (start < end && strchr ("([*_'", *start) != NULL)
      start++;
  end = trim_end (start, end);
  if (scheme != NULL && end - start < 5)
    return NULL;
  raw = scheme != NULL ? g_strndup (start, (gsize) (end - start)) : read_bare_word (start, end);
  if (raw == NULL)
    return NULL;
  link = safi_link_new (SAFI_LINK_TEXT, safi_url_clean (raw, strlen (raw)));
  link->label = g_strndup (start, (gsize) (end - start));
  link->start = (guint) (start - text);
  link->length = (guint) (end - start);
  return link;
}

/* A word can only be an address if it has a colon or a dot within. */
static gboolean
may_be_address (const char *start, const char *end)
{
  return end - start >= 4 && (memchr (start, '.', (gsize) (end - start - 1)) != NULL ||
                              memchr (start, ':', (gsize) (end - start - 1)) != NULL);
}

/* Returns the index of the first link from @index on that does not end before octet @at. */
static guint
skip_links (GPtrArray *links, guint index, guint n_links, gsize at)
{
  while (index < n_links) {
    const SafiLink *link = links->pdata[index];

    if (link->length > 0 && link->start + link->length > at)
      break;
    index++;
  }
  return index;
}

/* TRUE if the link at @index (there may be none) covers octets before @end. */
static gboolean
covers (GPtrArray *links, guint index, guint n_links, gsize end)
{
  return index < n_links && ((const SafiLink *) links->pdata[index])->start < end;
}

gboolean
safi_links_find (const char *text, gsize start, GPtrArray *links)
{
  guint n_links = links->len, index = 0;
  const char *at = text + start;

  while (*at != '\0') {
    const char *word;
    SafiLink *link = NULL;

    while (*at != '\0' && is_break (*at))
      at++;
    word = at;
    while (!is_break (*at))
      at++;
    if (!may_be_address (word, at))
      continue;
    index = skip_links (links, index, n_links, (gsize) (word - text));
    if (!covers (links, index, n_links, (gsize) (at - text)))
      link = read_word (text, word, MIN (at, word + SAFI_URL_OCTETS_MAX));
    if (link == NULL)
      continue;
    if (links->len >= SAFI_MESSAGE_LINKS_MAX) {
      safi_link_free (link);
      return FALSE;
    }
    g_ptr_array_add (links, link);
  }
  return TRUE;
}
