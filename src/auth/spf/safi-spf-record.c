/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/spf/safi-spf-record.h"

#include <string.h>

#include "auth/spf/safi-spf-macro.h"

typedef enum {
  ARGUMENT_NONE,
  ARGUMENT_NETWORK,
  ARGUMENT_DOMAIN,
  ARGUMENT_OPTIONAL_DOMAIN,
  ARGUMENT_OPTIONAL_DOMAIN_AND_PREFIXES,
} Argument;

static const struct {
  const char *name;
  SafiSpfMechanism mechanism;
  Argument argument;
} mechanisms[] = {
  { "all", SAFI_SPF_ALL, ARGUMENT_NONE },
  { "include", SAFI_SPF_INCLUDE, ARGUMENT_DOMAIN },
  { "a", SAFI_SPF_A, ARGUMENT_OPTIONAL_DOMAIN_AND_PREFIXES },
  { "mx", SAFI_SPF_MX, ARGUMENT_OPTIONAL_DOMAIN_AND_PREFIXES },
  { "ptr", SAFI_SPF_PTR, ARGUMENT_OPTIONAL_DOMAIN },
  { "ip4", SAFI_SPF_IP4, ARGUMENT_NETWORK },
  { "ip6", SAFI_SPF_IP6, ARGUMENT_NETWORK },
  { "exists", SAFI_SPF_EXISTS, ARGUMENT_DOMAIN },
};

static void
free_directive (gpointer data)
{
  SafiSpfDirective *directive = data;

  g_free (directive->domain_spec);
  g_free (directive->text);
  g_free (directive);
}

void
safi_spf_record_free (SafiSpfRecord *self)
{
  g_ptr_array_unref (self->directives);
  g_free (self->redirect);
  g_free (self->explanation);
  g_free (self);
}

/* Returns the octets of name = ALPHA *( ALPHA / DIGIT / "-" / "_" / "." ) at @text; 0 if none. */
static gsize
measure_name (const char *text)
{
  gsize length = 0;

  if (!g_ascii_isalpha (*text))
    return 0;
  while (g_ascii_isalnum (text[length]) || (text[length] != '\0' && strchr ("-_.", text[length])))
    length++;
  return length;
}

/* Cuts @slashes and the digits behind them off the end of @argument, if they stand there.
 * FALSE: a number with a leading zero, or beyond @max. */
static gboolean
cut_prefix (char *argument, const char *slashes, guint max, guint *prefix)
{
  gsize end = strlen (argument);
  gsize start = end, n_slashes = strlen (slashes);
  guint number = 0;

  while (start > 0 && g_ascii_isdigit (argument[start - 1]))
    start--;
  if (start == end || start < n_slashes ||
      strncmp (argument + start - n_slashes, slashes, n_slashes) != 0)
    return TRUE;
  if (end - start > 3 || (argument[start] == '0' && end - start > 1))
    return FALSE;
  for (gsize i = start; i < end; i++)
    number = 10 * number + (guint) (argument[i] - '0');
  argument[start - n_slashes] = '\0';
  *prefix = number;
  return number <= max;
}

/* Reads [ ":" domain-spec ], which is all that @argument holds. */
static gboolean
read_domain (SafiSpfDirective *directive, const char *argument, gboolean is_optional)
{
  if (*argument == '\0')
    return is_optional;
  if (*argument != ':' || !safi_spf_macro_is_domain_spec (argument + 1))
    return FALSE;
  directive->domain_spec = g_strdup (argument + 1);
  return TRUE;
}

/* Clears what is behind the prefix, so that an ip6 network that covers the IPv4-mapped addresses is
 * not taken for an IPv4 one. */
static void
mask_network (SafiIp *network, guint bits)
{
  for (guint i = 0; i < 16; i++)
    if (8 * i >= bits)
      network->octets[i] = 0;
    else if (8 * (i + 1) > bits)
      network->octets[i] &= (guint8) (0xff << (8 * (i + 1) - bits));
}

/* Reads ":" ip4-network [ "/" number ], or the same of ip6 (RFC 7208, 5.6). */
static gboolean
read_network (SafiSpfDirective *directive, char *argument)
{
  gboolean v6 = directive->mechanism == SAFI_SPF_IP6;
  guint *prefix = v6 ? &directive->prefix6 : &directive->prefix4;

  if (!cut_prefix (argument, "/", v6 ? 128 : 32, prefix) || *argument != ':' ||
      (strchr (argument + 1, ':') != NULL) != v6 ||
      !safi_ip_parse (argument + 1, &directive->network))
    return FALSE;
  mask_network (&directive->network, v6 ? *prefix : *prefix + 96);
  return TRUE;
}

static gboolean
read_argument (SafiSpfDirective *directive, Argument argument, char *text)
{
  switch (argument) {
  case ARGUMENT_NONE:
    return *text == '\0';
  case ARGUMENT_NETWORK:
    return read_network (directive, text);
  case ARGUMENT_DOMAIN:
    return read_domain (directive, text, FALSE);
  case ARGUMENT_OPTIONAL_DOMAIN:
    return read_domain (directive, text, TRUE);
  case ARGUMENT_OPTIONAL_DOMAIN_AND_PREFIXES:
    return cut_prefix (text, "//", 128, &directive->prefix6) &&
           cut_prefix (text, "/", 32, &directive->prefix4) && read_domain (directive, text, TRUE);
  }
  return FALSE;
}

/* Returns the result of a match; moves @text behind the qualifier, if there is one. */
static SafiAuthCode
read_qualifier (const char **text)
{
  static const SafiAuthCode results[] = { SAFI_AUTH_PASS, SAFI_AUTH_FAIL, SAFI_AUTH_NEUTRAL,
                                          SAFI_AUTH_SOFTFAIL };
  static const char qualifiers[] = "+-?~";
  const char *found = **text != '\0' ? strchr (qualifiers, **text) : NULL;

  if (found == NULL)
    return SAFI_AUTH_PASS;
  (*text)++;
  return results[found - qualifiers];
}

static gboolean
read_directive (SafiSpfRecord *self, const char *term)
{
  SafiSpfDirective *directive = g_new0 (SafiSpfDirective, 1);
  const char *text = term;
  gsize length;

  g_ptr_array_add (self->directives, directive);
  directive->text = g_strdup (term);
  directive->prefix4 = 32;
  directive->prefix6 = 128;
  directive->result = read_qualifier (&text);
  length = measure_name (text);
  for (guint i = 0; i < G_N_ELEMENTS (mechanisms); i++)
    if (strlen (mechanisms[i].name) == length &&
        g_ascii_strncasecmp (text, mechanisms[i].name, length) == 0) {
      g_autofree char *argument = g_strdup (text + length);

      directive->mechanism = mechanisms[i].mechanism;
      return read_argument (directive, mechanisms[i].argument, argument);
    }
  return FALSE;
}

/* Reads name "=" value. redirect and exp may stand once each (RFC 7208, 6). */
static gboolean
read_modifier (SafiSpfRecord *self, const char *term, gsize name_length)
{
  const char *value = term + name_length + 1;
  char **place = NULL;

  if (name_length == 8 && g_ascii_strncasecmp (term, "redirect", 8) == 0)
    place = &self->redirect;
  else if (name_length == 3 && g_ascii_strncasecmp (term, "exp", 3) == 0)
    place = &self->explanation;
  if (place == NULL)
    return safi_spf_macro_is_valid (value, SAFI_SPF_MACRO_EXPLANATION);
  if (*place != NULL || !safi_spf_macro_is_domain_spec (value))
    return FALSE;
  *place = g_strdup (value);
  return TRUE;
}

static gboolean
read_term (SafiSpfRecord *self, const char *term)
{
  gsize name_length = measure_name (term);

  return name_length > 0 && term[name_length] == '=' ? read_modifier (self, term, name_length)
                                                     : read_directive (self, term);
}

static gboolean
is_printable (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isprint (text[i]))
      return FALSE;
  return TRUE;
}

SafiSpfRecord *
safi_spf_record_parse (const char *terms, gsize length)
{
  g_autoptr (SafiSpfRecord) self = g_new0 (SafiSpfRecord, 1);
  const char *end = terms + length;

  self->directives = g_ptr_array_new_with_free_func (free_directive);
  if (!is_printable (terms, length))
    return NULL;
  while (terms < end) {
    const char *blank = memchr (terms, ' ', (gsize) (end - terms));
    const char *term_end = blank != NULL ? blank : end;
    g_autofree char *term = g_strndup (terms, (gsize) (term_end - terms));

    if (*term != '\0' && !read_term (self, term))
      return NULL;
    terms = blank != NULL ? blank + 1 : end;
  }
  return g_steal_pointer (&self);
}
