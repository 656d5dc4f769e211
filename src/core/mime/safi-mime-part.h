/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gmime/gmime.h>

G_BEGIN_DECLS

/* One MIME part where it stands in the octets; what its header says of it. */
typedef struct {
  const char *body; /* borrowed */
  gsize length;     /* octets */
  GMimeContentType *type;
  GMimeContentDisposition *disposition; /* (nullable) */
  char *encoding;                       /* (nullable) transfer encoding */
  char *media_type;                     /* lower case */
  gboolean has_id;                      /* a Content-ID: another part shows it */
} SafiMimePart;

/* Reads the header of the part (or message) at @octets. @fallback: its media type if it names none.
 */
void
safi_mime_part_init (SafiMimePart *self, const char *octets, gsize length, const char *fallback);
void safi_mime_part_clear (SafiMimePart *self);

/* The parts between the boundaries of a multipart; each pair of calls goes over its octets once. */
typedef struct {
  const char *at, *end;
  char *delimiter; /* "--boundary" */
} SafiMimeSplit;

/* Returns FALSE if @part is no multipart or has no boundary. Clear @self in any case. */
gboolean safi_mime_split_init (SafiMimeSplit *self, const SafiMimePart *part);

/* Returns FALSE behind the last part. */
gboolean safi_mime_split_next (SafiMimeSplit *self, const char **ret_octets, gsize *ret_length);
void safi_mime_split_clear (SafiMimeSplit *self);

gboolean safi_mime_part_is (const SafiMimePart *self, const char *prefix); /* of its media type */
gboolean
safi_mime_part_is_attached (const SafiMimePart *self); /* "Content-Disposition: attachment" */

/* Returns: (transfer full) (nullable): the file name, decoded, valid UTF-8. */
char *safi_mime_part_get_name (const SafiMimePart *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SafiMimePart, safi_mime_part_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SafiMimeSplit, safi_mime_split_clear)

G_END_DECLS
