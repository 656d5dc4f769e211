/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "words/catalogue/safi-po.h"

G_BEGIN_DECLS

/* Translations that the person opened or made, one .po file for each language and domain below the
 * data directory. They go before the installed ones. @domain: GETTEXT_PACKAGE or SAFI_TIPS_DOMAIN.
 * @language: as in the name of a locale, "sw", "pt_BR". Main thread only. */

typedef struct {
  char *language;
  const char *domain;
  guint n_taken;
  guint n_left_out; /* places for values other than those of the English, or control characters */
  guint n_unknown;  /* no texts of this Safibox */
} SafiOpenedWords;

void safi_opened_words_clear (SafiOpenedWords *opened);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SafiOpenedWords, safi_opened_words_clear)

/* Says where they are kept; once, before all else. */
void safi_own_words_init (const char *data_directory);

/* Keeps what a .po file translates, beside what was there of that language. Where the same text is
 * translated in both, @octets wins. Returns: FALSE with @ret_fault set, and nothing kept. */
gboolean safi_own_words_open (GBytes *octets, SafiOpenedWords *ret_opened, SafiPoFault *ret_fault);

/* Returns: (nullable) (transfer full): NULL if there is nothing, or it cannot be read. */
SafiCatalogue *safi_own_words_load (const char *language, const char *domain);
/* Writes @catalogue over what was there, unless that, or @catalogue itself when it is written,
 * could not be read. Returns: SAFI_PO_FINE, or why nothing was kept: then what was there is as it
 * was. */
SafiPoFaultKind
safi_own_words_keep (const char *language, const char *domain, const SafiCatalogue *catalogue);
/* Deletes all of @language. Returns: FALSE if something of it is still there. */
gboolean safi_own_words_forget (const char *language);
gboolean safi_own_words_has (const char *language, const char *domain);
/* Returns: (transfer full): languages, in no order. */
char **safi_own_words_list (void);

/* Returns: (transfer full): what the window says in @language: the installed translation, and the
 * person's own in front; empty if there is neither. It names a reviewer only if there is one of all
 * that it says. */
SafiCatalogue *safi_own_words_load_all (const char *language, const char *domain);

/* Makes gettext say it. Returns: FALSE if the person's own could not be read or compiled: then it
 * says what is installed. */
gboolean safi_own_words_use (const char *language);

G_END_DECLS
