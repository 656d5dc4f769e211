/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A stranger's text made harmless to show: valid UTF-8 without control characters, escape
 * sequences, bidi controls, zero-width and tag characters; white space runs become one space
 * (with @keep_lines newlines stay); at most @max_chars characters, then "…".
 * Returns: (transfer full). */
char *safi_text_for_display (const char *text, gsize max_chars, gboolean keep_lines);

/* The same inside a first-strong isolate (U+2068 … U+2069), so that its direction cannot
 * reorder the words around it. For names, addresses and domains inside sentences. */
char *safi_text_isolate (const char *text, gsize max_chars);

/* Makes octets of unknown origin valid UTF-8 (bad sequences become U+FFFD, NUL is dropped).
 * Returns: (transfer full). */
char *safi_text_make_valid (const char *octets, gssize length);

/* Whether all of @length octets are below 0x80; unlike g_str_is_ascii it needs no NUL. */
gboolean safi_text_is_ascii (const char *text, gsize length);

/* Full case folding and NFKC, for comparing words (ICU). Returns: (transfer full). */
char *safi_text_fold (const char *text, gssize length);

/* Lower case, letter by letter, the same whatever language the computer speaks: what is kept and
 * compared later must not depend on it (g_utf8_strdown makes another word of "INFO" in Turkish).
 * @text: valid UTF-8. Returns: (transfer full). */
char *safi_text_lower (const char *text);

/* Whether a text that stands among words from right to left runs so, too: each of its lines that
 * has letters has some from right to left. What is isolated does not count: it is a name or a
 * stranger's words (UAX 9, P2). */
gboolean safi_text_is_right_to_left (const char *text);

typedef struct {
  const char *start; /* into the text given to safi_word_iter_new */
  gsize length;      /* octets */
} SafiWord;

/* Words of a text in any script, also those without spaces between words (UAX 29, ICU). */
typedef struct _SafiWordIter SafiWordIter;
SafiWordIter *safi_word_iter_new (const char *text, gssize length);
gboolean safi_word_iter_next (SafiWordIter *self, SafiWord *ret_word);
void safi_word_iter_free (SafiWordIter *self);

/* Replaces {0} … {9} in @pattern by @args (NULL-terminated): a translation or a pack can never be
 * a printf format. A number without an argument stays as it is. Returns: (transfer full). */
char *safi_text_fill (const char *pattern, const char *const *args);

/* Sorts @texts (element-type utf8, no NULL among them) by their octets. */
void safi_text_sort (GPtrArray *texts);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiWordIter, safi_word_iter_free)

G_END_DECLS
