/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/judgement/safi-finding.h"

G_BEGIN_DECLS

/* Where in the message the evidence stands. */
typedef enum {
  SAFI_SPOT_NONE,
  SAFI_SPOT_HEADER,     /* a header field: name */
  SAFI_SPOT_TEXT,       /* octets start .. start+length of safi_message_get_text */
  SAFI_SPOT_LINK,       /* index into safi_message_get_links */
  SAFI_SPOT_ATTACHMENT, /* index into safi_message_get_attachments */
} SafiSpotType;

typedef struct {
  SafiSpotType type;
  char header[32]; /* HEADER: the field's name, "From" */
  guint start;     /* TEXT: octets */
  guint length;    /* TEXT: octets */
  guint index;     /* LINK, ATTACHMENT */
} SafiSpot;

/* How an argument must be shown; all are a stranger's words. */
typedef enum {
  SAFI_ARG_TEXT,
  SAFI_ARG_ADDRESS,
  SAFI_ARG_DOMAIN,
  SAFI_ARG_NUMBER,
} SafiArgType;

#define SAFI_EVIDENCE_ARGS_MAX 3
#define SAFI_EVIDENCE_ARG_OCTETS_MAX 200

/* One finding in one message. Reference-counted, immutable once it is in a verdict. */
typedef struct _SafiEvidence SafiEvidence;

/* @finding must be static. The weight is the finding's until safi_evidence_set_weight. */
SafiEvidence *safi_evidence_new (const SafiFinding *finding);

/* Only between new and the filter's taking it over: */
void safi_evidence_add_arg (SafiEvidence *self, SafiArgType type, const char *value);
void safi_evidence_set_weight (SafiEvidence *self, double weight); /* nats */
void safi_evidence_set_spot_header (SafiEvidence *self, const char *name);
void safi_evidence_set_spot_text (SafiEvidence *self, guint start, guint length);
void safi_evidence_set_spot_link (SafiEvidence *self, guint index);
void safi_evidence_set_spot_attachment (SafiEvidence *self, guint index);

SafiEvidence *safi_evidence_ref (SafiEvidence *self);
void safi_evidence_unref (SafiEvidence *self);

const SafiFinding *safi_evidence_get_finding (SafiEvidence *self);
double safi_evidence_get_weight (SafiEvidence *self); /* nats */
guint safi_evidence_get_n_args (SafiEvidence *self);
SafiArgType safi_evidence_get_arg_type (SafiEvidence *self, guint i);
const char *safi_evidence_get_arg (SafiEvidence *self, guint i);
const SafiSpot *safi_evidence_get_spot (SafiEvidence *self);

/* TRUE if a learned model felt it, FALSE if a check saw it, as a person can. */
gboolean safi_evidence_is_of_model (SafiEvidence *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiEvidence, safi_evidence_unref)

G_END_DECLS
