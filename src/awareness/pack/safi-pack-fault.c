/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "awareness/pack/safi-pack-fault.h"

void
safi_pack_fault_free (SafiPackFault *self)
{
  if (self == NULL)
    return;
  g_free (self->file);
  for (guint i = 0; i < SAFI_PACK_FAULT_ARGS; i++)
    g_free (self->args[i]);
  g_free (self);
}

GPtrArray *
safi_pack_faults_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) safi_pack_fault_free);
}

static gboolean
is_same (const SafiPackFault *one, const SafiPackFault *other)
{
  return one->line == other->line && g_str_equal (one->file, other->file) &&
         g_str_equal (one->pattern, other->pattern) &&
         g_strcmp0 (one->args[0], other->args[0]) == 0 &&
         g_strcmp0 (one->args[1], other->args[1]) == 0;
}

/* A file that stands in for another language is read once more. */
static gboolean
is_told (GPtrArray *faults, const SafiPackFault *fault)
{
  for (guint i = 0; i < faults->len; i++)
    if (is_same (faults->pdata[i], fault))
      return TRUE;
  return FALSE;
}

gboolean
safi_pack_faults_add_at (GPtrArray *faults,
                         const SafiPackSpot *spot,
                         const char *pattern,
                         const char *first,
                         const char *second)
{
  SafiPackFault *fault;

  if (faults->len >= SAFI_PACK_FAULTS_MAX)
    return FALSE;
  fault = g_new0 (SafiPackFault, 1);
  fault->file = g_strdup (spot->file);
  fault->line = spot->line;
  fault->field = spot->field;
  fault->kind = spot->kind;
  fault->pattern = pattern;
  fault->args[0] = g_strdup (first);
  /* A list that ends with NULL: without a first there is no second. */
  fault->args[1] = first != NULL ? g_strdup (second) : NULL;
  if (is_told (faults, fault))
    safi_pack_fault_free (fault);
  else
    g_ptr_array_add (faults, fault);
  return FALSE;
}

gboolean
safi_pack_faults_add (GPtrArray *faults,
                      const char *file,
                      guint line,
                      const char *pattern,
                      const char *first,
                      const char *second)
{
  const SafiPackSpot spot = { file, line, NULL, SAFI_PACK_FAULT_OTHER };

  return safi_pack_faults_add_at (faults, &spot, pattern, first, second);
}
