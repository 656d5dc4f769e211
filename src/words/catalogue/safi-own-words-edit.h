/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "words/catalogue/safi-own-words.h"
#include "words/catalogue/safi-plural.h"

G_BEGIN_DECLS

/* Changing the person's own translations. Main thread only. */

/* Returns: the formula of @language; English's if its catalogues have none. */
SafiPlural safi_own_words_get_plural (const char *language);

/* Keeps a translation of @source, as many @forms (NULL-terminated) as its plural needs.
 * Returns: SAFI_PO_FINE, or why it was not kept: then what was there is as it was. */
SafiPoFaultKind safi_own_words_translate (const char *language,
                                          const char *domain,
                                          const SafiPhrase *source,
                                          const char *const *forms);

/* Returns: (transfer full): a .po file of all that is to be said, with what is translated: the
 * person's own, else the installed. */
GBytes *safi_own_words_export (const char *language, const char *domain);

G_END_DECLS
