/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/dmarc/safi-bimi.h"

#include <string.h>

#include "core/message/safi-message.h"
#include "core/mime/safi-header-field.h"
#include "core/text/safi-text.h"

#define TAGS_MAX 20

/* Returns: (transfer full) (nullable): the value of tag @name in "v=BIMI1; ..."; NULL if it is
 * missing, or the text does not begin with the version. */
static char *
get_tag (const char *text, const char *name)
{
  g_auto (GStrv) tags = g_strsplit (text, ";", TAGS_MAX);

  for (guint i = 0; tags[i] != NULL; i++) {
    g_auto (GStrv) pair = g_strsplit (tags[i], "=", 2);

    if (g_strv_length (pair) != 2) {
      if (i == 0)
        return NULL;
      continue;
    }
    g_strstrip (pair[0]);
    g_strstrip (pair[1]);
    if (i == 0 && (g_ascii_strcasecmp (pair[0], "v") != 0 || !g_str_equal (pair[1], "BIMI1")))
      return NULL;
    if (g_ascii_strcasecmp (pair[0], name) == 0)
      return g_strdup (pair[1]);
  }
  return NULL;
}

static gboolean
is_selector (const char *selector)
{
  gsize length = strlen (selector);

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (selector[i]) && selector[i] != '-' && selector[i] != '_')
      return FALSE;
  return length > 0 && length <= SAFI_BIMI_SELECTOR_MAX;
}

char *
safi_bimi_read_selector (const char *value)
{
  g_autofree char *selector = get_tag (value, "s");

  return selector != NULL && is_selector (selector) ? g_steal_pointer (&selector) : NULL;
}

/* The right to a picture needs a policy that keeps others from using the name. */
static gboolean
may_have_picture (const SafiDmarcResult *dmarc)
{
  return dmarc->code == SAFI_AUTH_PASS && dmarc->policy >= SAFI_DMARC_POLICY_QUARANTINE &&
         !dmarc->has_several_authors;
}

/* Only pictures that come by TLS; a domain that declines writes nothing. */
static gboolean
is_location (const char *location)
{
  return *location == '\0' || g_ascii_strncasecmp (location, "https://", 8) == 0;
}

/* Reads the record at @name. FALSE if there is none and another name may be tried. */
static gboolean
read_record (SafiBimi *self, SafiResolver *resolver, const char *selector, const char *name)
{
  g_autofree char *question = g_strconcat (selector, "._bimi.", name, NULL);
  g_autoptr (SafiDnsAnswer) answer = safi_resolver_look_up (resolver, question, SAFI_DNS_TXT);
  g_autofree char *text = NULL;
  g_autofree char *location = NULL;
  g_autofree char *authority = NULL;

  if (answer->outcome == SAFI_DNS_TEMPERROR || answer->outcome == SAFI_DNS_OPEN) {
    self->code = SAFI_AUTH_TEMPERROR;
    return TRUE;
  }
  if (answer->records->len != 1)
    return FALSE;
  text = safi_text_make_valid (((const SafiDnsRecord *) answer->records->pdata[0])->text->str, -1);
  location = get_tag (text, "l");
  authority = get_tag (text, "a");
  g_free (self->domain);
  self->domain = g_strdup (name);
  self->code = SAFI_AUTH_FAIL;
  if (location == NULL || !is_location (location))
    return TRUE;
  self->code = *location != '\0' ? SAFI_AUTH_PASS : SAFI_AUTH_NONE;
  g_free (self->location);
  self->location = g_steal_pointer (&location);
  if (authority != NULL && *authority != '\0' && is_location (authority)) {
    g_free (self->authority);
    self->authority = g_steal_pointer (&authority);
  }
  return TRUE;
}

SafiBimi *
safi_bimi_check (SafiResolver *resolver, const SafiDmarcResult *dmarc, const char *selector)
{
  SafiBimi *self = g_new0 (SafiBimi, 1);
  const char *name = selector != NULL && is_selector (selector) ? selector : "default";

  self->code = SAFI_AUTH_NONE;
  self->domain = g_strdup ("");
  self->location = g_strdup ("");
  self->authority = g_strdup ("");
  if (!may_have_picture (dmarc) || read_record (self, resolver, name, dmarc->author))
    return self;
  if (*dmarc->organization != '\0' && !g_str_equal (dmarc->organization, dmarc->author))
    read_record (self, resolver, name, dmarc->organization);
  return self;
}

void
safi_bimi_free (SafiBimi *self)
{
  g_free (self->domain);
  g_free (self->location);
  g_free (self->authority);
  g_free (self);
}

gboolean
safi_dkim2_is_present (const char *octets, gsize length)
{
  SafiHeaderField field;
  SafiHeaderIter iter;

  safi_header_iter_init (&iter, octets, length);
  for (guint i = 0; i < SAFI_MESSAGE_HEADERS_MAX && safi_header_iter_next (&iter, &field); i++)
    if (safi_header_field_is (&field, "DKIM2-Signature") ||
        safi_header_field_is (&field, "Message-Instance"))
      return TRUE;
  return FALSE;
}
