/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "words/catalogue/safi-own-words.h"

G_BEGIN_DECLS

/* Returns: (transfer full): why a translation could not be opened, with the line. */
char *safi_words_po_fault (const SafiPoFault *fault);

/* Returns: why a text that the person translated in place was not kept. @kind: not SAFI_PO_FINE. */
const char *safi_words_unkept_translation (SafiPoFaultKind kind);

/* Returns: what is told when the person's own translation is there but could not be compiled. */
const char *safi_words_unused_translation (void);

/* Returns: (transfer full): how much of a translation is used, and how much is not. */
char *safi_words_opened_translation (const SafiOpenedWords *opened);

G_END_DECLS
