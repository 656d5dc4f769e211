/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A page of the help, read from Mallard (projectmallard.org, 1.0), for computers without a program
 * that shows it. Only the elements that our pages use; others show their text. Any thread. */

#define SAFI_HELP_PAGE_OCTETS_MAX (256 * 1024) /* a larger file is refused */

typedef enum {
  SAFI_HELP_TITLE,
  SAFI_HELP_SECTION,
  SAFI_HELP_PARAGRAPH,
  SAFI_HELP_TERM,
  SAFI_HELP_ITEM, /* of a list or of steps */
  SAFI_HELP_NOTE,
  SAFI_HELP_SCREEN, /* as typed: line ends are kept */
} SafiHelpKind;

typedef struct {
  SafiHelpKind kind;
  guint number; /* of a step, from 1; 0: none */
  char *id;     /* (nullable) of a section */
  char *markup; /* for Pango; a link leads to "page" or "page#section" */
} SafiHelpBlock;

typedef struct {
  char *id;
  char *description; /* markup, one sentence; may be empty */
  char *guide;       /* (nullable) "index#section" that lists it */
  GPtrArray *blocks; /* (element-type SafiHelpBlock) in the order of the page */
} SafiHelpPage;

/* Returns: (transfer full): NULL with GFileError or GMarkupError. */
SafiHelpPage *safi_help_page_load (const char *file, GError **error);
void safi_help_page_free (SafiHelpPage *self);
/* Its title, as markup. Returns: (transfer full). */
char *safi_help_page_get_title (SafiHelpPage *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiHelpPage, safi_help_page_free)

G_END_DECLS
