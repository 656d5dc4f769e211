/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/judgement/safi-evidence.h"

#include <string.h>

struct _SafiEvidence {
  const SafiFinding *finding; /* static */
  double weight;              /* nats */
  SafiSpot spot;
  guint n_args;
  SafiArgType arg_types[SAFI_EVIDENCE_ARGS_MAX];
  char *args[SAFI_EVIDENCE_ARGS_MAX]; /* UTF-8, at most SAFI_EVIDENCE_ARG_OCTETS_MAX octets */
};

static void
clear (gpointer data)
{
  SafiEvidence *self = data;

  for (guint i = 0; i < self->n_args; i++)
    g_free (self->args[i]);
}

/* Returns: (transfer full): @value cut at a character's edge. */
static char *
cut_argument (const char *value)
{
  const char *end;

  if (strlen (value) <= SAFI_EVIDENCE_ARG_OCTETS_MAX)
    return g_utf8_make_valid (value, -1);
  g_utf8_validate_len (value, SAFI_EVIDENCE_ARG_OCTETS_MAX, &end);
  return g_strndup (value, (gsize) (end - value));
}

SafiEvidence *
safi_evidence_new (const SafiFinding *finding)
{
  SafiEvidence *self = g_atomic_rc_box_new0 (SafiEvidence);

  self->finding = finding;
  self->weight = finding->weight;
  return self;
}

void
safi_evidence_add_arg (SafiEvidence *self, SafiArgType type, const char *value)
{
  g_return_if_fail (self->n_args < SAFI_EVIDENCE_ARGS_MAX);
  self->arg_types[self->n_args] = type;
  self->args[self->n_args++] = cut_argument (value);
}

void
safi_evidence_set_weight (SafiEvidence *self, double weight)
{
  self->weight = weight;
}

void
safi_evidence_set_spot_header (SafiEvidence *self, const char *name)
{
  self->spot.type = SAFI_SPOT_HEADER;
  g_strlcpy (self->spot.header, name, sizeof self->spot.header);
}

void
safi_evidence_set_spot_text (SafiEvidence *self, guint start, guint length)
{
  self->spot.type = SAFI_SPOT_TEXT;
  self->spot.start = start;
  self->spot.length = length;
}

void
safi_evidence_set_spot_link (SafiEvidence *self, guint index)
{
  self->spot.type = SAFI_SPOT_LINK;
  self->spot.index = index;
}

void
safi_evidence_set_spot_attachment (SafiEvidence *self, guint index)
{
  self->spot.type = SAFI_SPOT_ATTACHMENT;
  self->spot.index = index;
}

SafiEvidence *
safi_evidence_ref (SafiEvidence *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
safi_evidence_unref (SafiEvidence *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, clear);
}

const SafiFinding *
safi_evidence_get_finding (SafiEvidence *self)
{
  return self->finding;
}

double
safi_evidence_get_weight (SafiEvidence *self)
{
  return self->weight;
}

guint
safi_evidence_get_n_args (SafiEvidence *self)
{
  return self->n_args;
}

SafiArgType
safi_evidence_get_arg_type (SafiEvidence *self, guint i)
{
  g_return_val_if_fail (i < self->n_args, SAFI_ARG_TEXT);
  return self->arg_types[i];
}

const char *
safi_evidence_get_arg (SafiEvidence *self, guint i)
{
  g_return_val_if_fail (i < self->n_args, "");
  return self->args[i];
}

const SafiSpot *
safi_evidence_get_spot (SafiEvidence *self)
{
  return &self->spot;
}

gboolean
safi_evidence_is_of_model (SafiEvidence *self)
{
  const char *code = self->finding->code;

  return g_str_has_prefix (code, "bayes.") || g_str_has_prefix (code, "starter.");
}
