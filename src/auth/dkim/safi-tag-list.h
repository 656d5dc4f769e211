/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* "name=value; name=value" of signatures, seals and key records (RFC 6376, 3.2). Immutable. */
typedef struct _SafiTagList SafiTagList;

#define SAFI_TAG_LIST_TAGS_MAX 64 /* the standards define fewer than twenty */

/* White space is folding or not. Octets above 127 are let through (RFC 8616), control characters
 * are not. Returns: (transfer full) (nullable): NULL if anything is ill-formed, stands twice or is
 * beyond the limit. */
SafiTagList *safi_tag_list_new (const char *text, gsize length);
void safi_tag_list_free (SafiTagList *self);

/* Names are case-sensitive. Returns: (nullable) (transfer none): the value without white space at
 * its ends; "" is a value. */
const char *safi_tag_list_get (const SafiTagList *self, const char *name);

/* Returns: (nullable): the name of the first tag; NULL if there is none. */
const char *safi_tag_list_get_first_name (const SafiTagList *self);

/* Base64 with white space anywhere (RFC 6376, 2.10). Returns: (transfer full) (nullable): NULL if
 * it is none; no octets for "". */
GBytes *safi_tag_decode_base64 (const char *value);

/* The parts of a list with colons, in lower case and without white space round them. Returns:
 * (transfer full) (nullable): NULL if there are more than @max, or if one is empty and
 * @may_be_empty is FALSE; else those are left out. */
GPtrArray *safi_tag_split_colons (const char *value, guint max, gboolean may_be_empty);

/* Digits alone. Saturates at G_MAXUINT64. FALSE if there are none, others, or more than
 * @max_digits. */
gboolean safi_tag_read_number (const char *value, guint max_digits, guint64 *ret_number);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiTagList, safi_tag_list_free)

G_END_DECLS
