/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/url/safi-url-parts.h"

G_BEGIN_DECLS

/* What is said of one link when a person asks where it leads. A stranger's words in it are
 * neutralised and isolated, as everywhere in words. */

/* One sentence: where it leads. Returns: (transfer full). */
char *safi_words_link_leads (const SafiLink *link, const SafiUrlParts *parts);

/* A part of the address, and what it tells. */
typedef struct {
  char *title;
  char *words;
} SafiLinkNote;

/* Returns: (transfer full) (element-type SafiLinkNote): the parts worth a word, in the order in
 * which they stand. @file: (nullable): its file, if it is of a kind that one opens. */
GPtrArray *
safi_words_link_notes (const SafiLink *link, const SafiUrlParts *parts, const char *file);

/* How a link is called in a list: the domain it leads to, or what it does. Returns: (transfer
 * full). */
char *safi_words_link_name (const SafiLink *link, const SafiUrlParts *parts);

G_END_DECLS
