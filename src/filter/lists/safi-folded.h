/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A text made comparable without losing its places: letters folded (safi_letter_fold), composed,
 * runs of white space as one space, invisible characters left out, letters that are apart by one
 * sign each joined, and look-alikes beside ASCII letters as these. */
typedef struct {
  GString *octets;    /* UTF-8 */
  GArray *places;     /* (element-type guint32): for each octet, where its character stood */
  GByteArray *breaks; /* for each octet: 1 if a word may begin or end before it */
} SafiFolded;

/* @text: valid UTF-8. */
SafiFolded *safi_folded_new (const char *text, gsize length);
void safi_folded_free (SafiFolded *self);

/* TRUE if a word may begin or end before octet @at; the end of the text always is such a place. */
static inline gboolean
safi_folded_is_break (const SafiFolded *self, gsize at)
{
  return at >= self->breaks->len || self->breaks->data[at] != 0;
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiFolded, safi_folded_free)

G_END_DECLS
