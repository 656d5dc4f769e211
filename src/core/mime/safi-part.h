/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a message is made of, without its content: what IMAP calls BODYSTRUCTURE (RFC 3501, 7.4.2).
 * Mutable while it is built, then left alone. A forwarded message is a part like any other: what is
 * in it is not looked at. */

/* Limits on what a stranger's message can make large. Beyond any of them nothing is built. */
#define SAFI_PART_COUNT_MAX 200  /* parts of a message, containers too */
#define SAFI_PART_DEPTH_MAX 20   /* containers within containers */
#define SAFI_PART_FIELDS_MAX 40  /* parameters of one field */
#define SAFI_PART_OCTETS_MAX 998 /* of a type, a parameter's name or its value */

/* One parameter as it was sent, neither decoded nor joined (RFC 2231). */
typedef struct {
  char *name;  /* lower case */
  char *value; /* without quotes */
} SafiParameter;

typedef struct _SafiPart SafiPart;

struct _SafiPart {
  char *type;                /* lower case, "text/html" */
  GArray *parameters;        /* (element-type SafiParameter): of its type */
  char *encoding;            /* (nullable): transfer encoding, lower case */
  char *disposition;         /* (nullable): lower case, "attachment" */
  GArray *disposition_names; /* (element-type SafiParameter): of its disposition */
  gboolean has_id;           /* a Content-ID: another part shows it */
  guint64 octets;            /* of its content as sent; 0 for a container */
  const char *body;          /* (nullable): its content, borrowed; NULL if a server told of it */
  GPtrArray *children;       /* (element-type SafiPart): empty unless it is a container */
};

SafiPart *safi_part_new (void);
void safi_part_free (SafiPart *self);

/* Reads "text/html; charset=utf-8" or "attachment; filename=x", RFC 2045, 5.1 and RFC 2183, as it
 * stands in a header. Of a field that is broken what comes before the break is kept.
 * Returns: (transfer full): the word before the first semicolon, lower case. */
char *safi_part_read_field (const char *value, GArray *parameters);

/* Adds a parameter. Returns: FALSE beyond a limit. */
gboolean
safi_part_add_parameter (GArray *parameters, const char *name, const char *value, gsize length);

/* Returns: (nullable) (transfer none): the value of that parameter of the type. */
const char *safi_part_get_parameter (const SafiPart *self, const char *name);

gboolean safi_part_is (const SafiPart *self, const char *prefix); /* of its type */
gboolean safi_part_is_container (const SafiPart *self);           /* a multipart */
gboolean safi_part_is_attached (const SafiPart *self);
gboolean safi_part_has_name (const SafiPart *self); /* a file name, under any of its spellings */

/* What the header at @octets says of the message, without looking further.
 * Returns: (transfer full): without children. */
SafiPart *safi_part_new_from_header (const char *octets, gsize length);

/* Finds out what the message @octets is made of. Returns: (transfer full) (nullable): NULL if it is
 * beyond a limit, or a container that cannot be told apart. Its bodies are borrowed from @octets.
 */
SafiPart *safi_part_find (const char *octets, gsize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiPart, safi_part_free)

G_END_DECLS
