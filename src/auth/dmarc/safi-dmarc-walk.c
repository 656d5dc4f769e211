/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/dmarc/safi-dmarc-walk.h"

#include <string.h>

/* A longer name is cut to so many labels after the first question. */
#define LABELS_KEPT 7

static guint
count_labels (const char *name)
{
  guint n = 1;

  for (; *name != '\0'; name++)
    n += *name == '.';
  return n;
}

/* Returns: (nullable): the parent of @name. */
static const char *
get_parent (const char *name)
{
  const char *dot = strchr (name, '.');

  return dot != NULL ? dot + 1 : NULL;
}

/* FALSE if there is none, or more than one, which is as good as none. */
static gboolean
find_record (const SafiDnsAnswer *answer, SafiDmarcRecord *ret_record)
{
  guint n_found = 0;

  for (guint i = 0; i < answer->records->len; i++) {
    const SafiDnsRecord *record = answer->records->pdata[i];
    SafiDmarcRecord parsed;

    if (record->text == NULL ||
        !safi_dmarc_record_parse (record->text->str, record->text->len, &parsed))
      continue;
    *ret_record = parsed;
    n_found++;
  }
  return n_found == 1;
}

/* Asks for the record at @name. FALSE: the walk ends here. */
static gboolean
take_step (SafiDmarcWalk *self, SafiResolver *resolver, const char *name)
{
  g_autofree char *question = g_strconcat ("_dmarc.", name, NULL);
  g_autoptr (SafiDnsAnswer) answer = safi_resolver_look_up (resolver, question, SAFI_DNS_TXT);
  SafiDmarcStep *step = &self->steps[self->n_steps];

  self->is_cut = answer->outcome == SAFI_DNS_TEMPERROR || answer->outcome == SAFI_DNS_OPEN;
  if (self->is_cut)
    return FALSE;
  if (!find_record (answer, &step->record))
    return TRUE;
  step->name = name;
  self->n_steps++;
  return step->record.psd == SAFI_DMARC_PSD_UNKNOWN;
}

SafiDmarcWalk *
safi_dmarc_walk_new (SafiResolver *resolver, const char *name)
{
  SafiDmarcWalk *self = g_new0 (SafiDmarcWalk, 1);
  const char *at;
  guint n_labels;

  self->start = g_strdup (name);
  at = self->start;
  n_labels = count_labels (at);
  for (guint i = 0; at != NULL && i < SAFI_DMARC_QUERIES_MAX; i++) {
    if (!take_step (self, resolver, at))
      break;
    do {
      at = get_parent (at);
      n_labels--;
    } while (i == 0 && n_labels > LABELS_KEPT);
  }
  return self;
}

void
safi_dmarc_walk_free (SafiDmarcWalk *self)
{
  g_free (self->start);
  g_free (self);
}

const SafiDmarcRecord *
safi_dmarc_walk_get (const SafiDmarcWalk *self, const char *name)
{
  for (guint i = 0; i < self->n_steps; i++)
    if (g_str_equal (self->steps[i].name, name))
      return &self->steps[i].record;
  return NULL;
}

/* Returns: the name one label longer than @suffix, which is a proper suffix of the
 * start. */
static const char *
get_child (const SafiDmarcWalk *self, const char *suffix)
{
  const char *child = suffix - 1;

  while (child > self->start && child[-1] != '.')
    child--;
  return child;
}

const char *
safi_dmarc_walk_get_organization (const SafiDmarcWalk *self)
{
  const SafiDmarcStep *last = self->n_steps > 0 ? &self->steps[self->n_steps - 1] : NULL;

  if (last == NULL)
    return self->start;
  if (last->record.psd == SAFI_DMARC_PSD_YES && last->name != self->start)
    return get_child (self, last->name);
  return last->name; /* the walk ended at a psd=n, or this is the one with the fewest labels */
}

const char *
safi_dmarc_walk_get_policy_name (const SafiDmarcWalk *self)
{
  const SafiDmarcStep *last = self->n_steps > 0 ? &self->steps[self->n_steps - 1] : NULL;
  const char *organization = safi_dmarc_walk_get_organization (self);

  if (safi_dmarc_walk_get (self, self->start) != NULL)
    return self->start;
  if (safi_dmarc_walk_get (self, organization) != NULL)
    return organization;
  return last != NULL && last->record.psd == SAFI_DMARC_PSD_YES ? last->name : NULL;
}
