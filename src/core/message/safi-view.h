/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/message/safi-message.h"
#include "core/mime/safi-part.h"

G_BEGIN_DECLS

/* How much of a message is fetched. Judging, teaching and eval read through one view, so that
 * accuracy is stated for what the product really sees. A view is a header, what the message is made
 * of, and the beginnings of some parts; joined again they look like a message. */
typedef enum {
  SAFI_VIEW_HEADER,    /* the fields that tell who wrote to whom; nothing of what was said */
  SAFI_VIEW_BACKLOG,   /* old mail: those fields and the beginning of the text */
  SAFI_VIEW_SPARING,   /* new mail where octets cost money: the header, less of the text */
  SAFI_VIEW_LIVE,      /* new mail: the header, the plain text and the HTML text */
  SAFI_VIEW_PARTS,     /* the header and all that can be read, without pictures */
  SAFI_VIEW_BEGINNING, /* as it was sent, up to SAFI_VIEW_BEGINNING_MAX: where nobody can tell what
                          a message is made of */
  SAFI_VIEW_WHOLE,     /* as it was sent, up to SAFI_VIEW_WHOLE_MAX */
} SafiView;

/* Octets. */
#define SAFI_VIEW_FIELDS_MAX (4 * 1024)  /* of the fields of a view that leaves others out */
#define SAFI_VIEW_HEADER_MAX (64 * 1024) /* of a whole header */
#define SAFI_VIEW_BACKLOG_PART (4 * 1024)
#define SAFI_VIEW_SPARING_PART (8 * 1024)
#define SAFI_VIEW_LIVE_PART (32 * 1024)
#define SAFI_VIEW_PARTS_PART (256 * 1024)
#define SAFI_VIEW_BEGINNING_MAX (16 * 1024)
#define SAFI_VIEW_WHOLE_MAX (1024 * 1024)

const char *safi_view_to_word (SafiView view); /* "header", "backlog" … */
gboolean safi_view_from_word (const char *word, SafiView *ret_view);

/* Octets that one message costs at most through @view, and it alone, as an estimate. */
gsize safi_view_get_estimate (SafiView view);

/* TRUE: the octets as they stand, from the first on; what follows here does not apply. */
gboolean safi_view_is_raw (SafiView view);
gboolean safi_view_has_parts (SafiView view);   /* FALSE: a header is all */
gsize safi_view_get_header_max (SafiView view); /* of a raw view: octets of the message */

/* Returns: (transfer full): the first @max octets at most. */
GBytes *safi_view_cut (GBytes *octets, gsize max);

/* Returns: (nullable): the names of the fields of which the header consists; NULL for all. */
const char *const *safi_view_get_fields (SafiView view);

/* One part that a view reads. */
typedef struct {
  const SafiPart *part; /* borrowed */
  char *path;           /* RFC 3501 section 6.4.5: "1.2" */
  gsize limit;          /* octets that are read of it */
} SafiWanted;

/* Which parts @view reads of the message that begins with @header and is made of @root.
 * Returns: (transfer full) (nullable) (element-type SafiWanted): in their order; NULL if header and
 * structure do not fit together, so that only the octets themselves can tell. */
GArray *safi_view_plan (SafiView view, GBytes *header, const SafiPart *root);

/* What of a message is not seen if @part is not: its text, a file, or nothing that anybody reads.
 */
SafiUnseen safi_view_unseen_of (const SafiPart *part);

/* What was fetched of a message. */
typedef struct {
  GBytes *octets; /* looks like a message; begins with the header as it was sent */
  SafiUnseen unseen;
} SafiSeen;

void safi_seen_clear (SafiSeen *self);

/* Joins @header and the @parts (element-type GBytes, nullable; as many as @plan holds) to what
 * looks like a message. @root, @plan, @parts: (nullable) for a view without parts. */
SafiSeen safi_view_join (SafiView view,
                         GBytes *header,
                         const SafiPart *root,
                         const GArray *plan,
                         GPtrArray *parts);

/* Returns: (transfer full): the header of a message as @view reads it: what a server must answer
 * that gives the fields that were asked for, in the order of the message, and no other. @whole: the
 * header, or the message. */
GBytes *safi_view_pick (SafiView view, GBytes *whole);

/* Whether a correct answer could be told from one that is not: @whole has fields that @view reads
 * in an order that no list of names would give, one of them more than once, and others between. */
gboolean safi_view_proves_order (SafiView view, GBytes *whole);

/* What a raw view shows: the beginning @octets of a message. @is_all: they are all of it. */
SafiSeen safi_view_take_raw (GBytes *octets, gboolean is_all);

/* Makes from a whole message exactly what a source fetches through @view. */
SafiSeen safi_view_of (GBytes *whole, SafiView view);

/* Reads a whole message through @view. Returns: (transfer full). */
SafiMessage *safi_view_read (GBytes *whole, SafiView view);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SafiSeen, safi_seen_clear)

G_END_DECLS
