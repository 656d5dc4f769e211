/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/message/safi-message.h"

G_BEGIN_DECLS

/* A stranger's text made ready for a text view: neutralised, cut, long lines broken, with the real
 * domain behind each link and the places of evidence known. Knows no widgets. */

#define SAFI_SAFE_TEXT_LINE_MAX 1000 /* characters: a text view lays out a line at once */
#define SAFI_SAFE_TEXT_SHORT 6000    /* octets of the message's text shown at first */

/* A place in the shown text. */
typedef struct {
  guint start; /* characters */
  guint end;   /* characters, one beyond */
} SafiRange;

/* A plain value owned by its holder. */
typedef struct {
  char *text;      /* what is shown */
  GArray *spots;   /* (element-type SafiRange) one for each span given, in their order */
  GArray *domains; /* (element-type SafiRange) the domains that were added behind links */
  gboolean is_cut; /* the message has more text than is shown */
} SafiSafeText;

/* A place in the message's own text, as evidence names it. */
typedef struct {
  guint start;  /* octets */
  guint length; /* octets; 0: it has no place */
} SafiSpan;

/* @spans: (element-type SafiSpan). @max_octets of the message's text are shown, more if a span lies
 * beyond; 0 = all. Spans that reach out of the text or into the middle of a character are cut down.
 */
SafiSafeText *safi_safe_text_new (SafiMessage *message, GArray *spans, gsize max_octets);
void safi_safe_text_free (SafiSafeText *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiSafeText, safi_safe_text_free)

G_END_DECLS
