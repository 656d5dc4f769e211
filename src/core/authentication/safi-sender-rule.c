/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/authentication/safi-sender-rule.h"

#include <string.h>

#include "core/text/safi-text.h"
#include "core/url/safi-domain.h"

static const char *const words[] = {
  [SAFI_SENDER_RULE_NONE] = "none",
  [SAFI_SENDER_RULE_TRUSTED] = "trusted",
  [SAFI_SENDER_RULE_UNWANTED] = "unwanted",
};

const char *
safi_sender_rule_to_word (SafiSenderRule self)
{
  return words[self];
}

SafiSenderRule
safi_sender_rule_from_word (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i], word))
      return i;
  return SAFI_SENDER_RULE_NONE;
}

SafiSaidRule *
safi_said_rule_new (const char *sender, SafiSenderRule rule, gint64 time)
{
  SafiSaidRule *self = g_new (SafiSaidRule, 1);

  *self = (SafiSaidRule){ .sender = g_strdup (sender), .rule = rule, .time = time };
  return self;
}

void
safi_said_rule_free (SafiSaidRule *self)
{
  if (self == NULL)
    return;
  g_free (self->sender);
  g_free (self);
}

/* A local part is its owner's business (RFC 5321, 2.4), but no provider tells two people apart by
 * the case of its letters. */
static gboolean
is_local_part (const char *text)
{
  if (*text == '\0' || !g_utf8_validate (text, -1, NULL))
    return FALSE;
  for (const char *p = text; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p) || *p == ' ' || *p == '@')
      return FALSE;
  return TRUE;
}

char *
safi_sender_name (const char *text)
{
  const char *at = strrchr (text, '@');
  g_autofree char *local = at != NULL ? g_strndup (text, (gsize) (at - text)) : g_strdup ("");
  g_autofree char *domain = NULL;
  g_autofree char *lower = NULL;

  if (strlen (text) > SAFI_SENDER_NAME_OCTETS_MAX)
    return g_strdup ("");
  domain = safi_domain_normalise (at != NULL ? at + 1 : text);
  if (strchr (domain, '.') == NULL || safi_domain_is_ip_address (domain) ||
      safi_domain_is_public_suffix (domain))
    return g_strdup ("");
  if (*local == '\0')
    return g_steal_pointer (&domain);
  if (!is_local_part (local))
    return g_strdup ("");
  lower = safi_text_lower (local);
  return g_strconcat (lower, "@", domain, NULL);
}

char *
safi_sender_name_of (SafiMessage *message, const SafiAuthResult *auth)
{
  const SafiAddress *from = safi_message_get_from (message);
  g_autofree char *name = NULL;
  const char *at;

  if (auth == NULL || auth->identity != SAFI_IDENTITY_AUTHENTICATED || auth->has_several_authors ||
      auth->has_added_field || from == NULL)
    return g_strdup ("");
  name = safi_sender_name (from->address);
  at = strchr (name, '@');
  return at != NULL && g_str_equal (at + 1, auth->author) ? g_steal_pointer (&name) : g_strdup ("");
}
