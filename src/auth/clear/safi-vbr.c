/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/clear/safi-vbr.h"

#include <string.h>

#include "core/mime/safi-header-field.h"

/* What one VBR-Info field says, in lower case. */
typedef struct {
  char *domain;      /* md */
  char *type;        /* mc */
  char **certifiers; /* mv */
} Info;

/* One message's check in progress. */
typedef struct {
  SafiResolver *resolver;
  const char *const *trusted;
  guint n_asked;
  SafiVbrResult *result;
} Check;

void
safi_vbr_result_free (SafiVbrResult *self)
{
  g_free (self->domain);
  g_free (self->certifier);
  g_free (self);
}

static void
free_info (gpointer data)
{
  Info *info = data;

  g_free (info->domain);
  g_free (info->type);
  g_strfreev (info->certifiers);
  g_free (info);
}

static gboolean
is_in_list (const char *const *list, const char *domain)
{
  for (; *list != NULL; list++)
    if (g_ascii_strcasecmp (*list, domain) == 0)
      return TRUE;
  return FALSE;
}

/* Stores one "name=value"; tags that are not known are ignored, so is one that stands twice. */
static void
read_tag (Info *info, char *tag)
{
  char *value = strchr (tag, '=');

  if (value == NULL)
    return;
  *value++ = '\0';
  g_strstrip (tag);
  g_strstrip (value);
  if (g_str_equal (tag, "md") && info->domain == NULL)
    info->domain = g_strdup (value);
  else if (g_str_equal (tag, "mc") && info->type == NULL)
    info->type = g_strdup (value);
  else if (g_str_equal (tag, "mv") && info->certifiers == NULL)
    info->certifiers = g_strsplit (value, ":", -1);
}

/* Returns: (transfer full) (nullable): NULL unless all three tags are there (RFC 5518, 4). */
static Info *
read_info (const SafiHeaderField *field)
{
  g_autoptr (GString) value = safi_header_field_unfold (field, SAFI_VBR_FIELD_OCTETS_MAX);
  g_autofree char *lower = g_ascii_strdown (value->str, (gssize) value->len);
  g_auto (GStrv) tags = g_strsplit (lower, ";", -1);
  Info *info = g_new0 (Info, 1);

  for (guint i = 0; tags[i] != NULL; i++)
    read_tag (info, tags[i]);
  if (info->domain != NULL && *info->domain != '\0' && info->type != NULL &&
      info->certifiers != NULL)
    return info;
  free_info (info);
  return NULL;
}

/* Returns: (transfer full) (element-type Info). */
static GPtrArray *
read_fields (const char *octets, gsize length)
{
  GPtrArray *infos = g_ptr_array_new_with_free_func (free_info);
  SafiHeaderField field;
  SafiHeaderIter iter;

  safi_header_iter_init (&iter, octets, length);
  for (guint n = 0; n < SAFI_VBR_FIELDS_MAX && safi_header_iter_next (&iter, &field);) {
    Info *info;

    if (!safi_header_field_is (&field, "VBR-Info"))
      continue;
    n++;
    info = field.value_length <= SAFI_VBR_FIELD_OCTETS_MAX ? read_info (&field) : NULL;
    if (info != NULL)
      g_ptr_array_add (infos, info);
  }
  return infos;
}

static gboolean
do_types_agree (const GPtrArray *infos)
{
  for (guint i = 1; i < infos->len; i++)
    if (!g_str_equal (((const Info *) infos->pdata[i])->type,
                      ((const Info *) infos->pdata[0])->type))
      return FALSE;
  return TRUE;
}

/* TRUE if @text is a list of types, [a-z ]+, and holds @type or "all" (RFC 5518, 5). */
static gboolean
vouches (const GString *text, const char *type)
{
  g_auto (GStrv) words = NULL;

  for (gsize i = 0; i < text->len; i++)
    if (!g_ascii_islower (text->str[i]) && text->str[i] != ' ')
      return FALSE;
  words = g_strsplit (text->str, " ", -1);
  return g_strv_contains ((const char *const *) words, "all") ||
         (*type != '\0' && g_strv_contains ((const char *const *) words, type));
}

/* Asks one certifier. Returns TRUE when all is decided. */
static gboolean
ask_certifier (Check *check, const Info *info, const char *certifier)
{
  g_autofree char *name = g_strdup_printf ("%s._vouch.%s", info->domain, certifier);
  g_autoptr (SafiDnsAnswer) answer = safi_resolver_look_up (check->resolver, name, SAFI_DNS_TXT);
  SafiVbrResult *result = check->result;

  for (guint i = 0; i < answer->records->len; i++) {
    const SafiDnsRecord *record = answer->records->pdata[i];

    if (record->text == NULL || !vouches (record->text, info->type))
      continue;
    result->code = SAFI_AUTH_PASS;
    result->domain = g_strdup (info->domain);
    result->certifier = g_strdup (certifier);
    return TRUE;
  }
  if (answer->outcome == SAFI_DNS_TEMPERROR || answer->outcome == SAFI_DNS_OPEN)
    result->code = SAFI_AUTH_TEMPERROR;
  else if (result->code == SAFI_AUTH_NONE)
    result->code = SAFI_AUTH_FAIL;
  return answer->outcome == SAFI_DNS_OPEN;
}

static gboolean
ask_certifiers (Check *check, const Info *info)
{
  for (guint i = 0; info->certifiers[i] != NULL; i++) {
    const char *certifier = g_strstrip (info->certifiers[i]);

    if (!is_in_list (check->trusted, certifier))
      continue;
    if (check->n_asked++ == SAFI_VBR_CERTIFIERS_MAX || ask_certifier (check, info, certifier))
      return TRUE;
  }
  return FALSE;
}

SafiVbrResult *
safi_vbr_check (SafiResolver *resolver,
                const char *octets,
                gsize length,
                const char *const *authenticated,
                const char *const *trusted)
{
  g_autoptr (GPtrArray) infos = read_fields (octets, length);
  SafiVbrResult *result = g_new0 (SafiVbrResult, 1);
  Check check = { .resolver = resolver, .trusted = trusted, .result = result };

  if (!do_types_agree (infos)) {
    result->code = SAFI_AUTH_PERMERROR;
    return result;
  }
  for (guint i = 0; i < infos->len; i++) {
    const Info *info = infos->pdata[i];

    if (is_in_list (authenticated, info->domain) && ask_certifiers (&check, info))
      break;
  }
  return result;
}
