/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "words/catalogue/safi-catalogue.h"

G_BEGIN_DECLS

/* Whether a translation keeps the places for values of its English ("%s", "%2$u", "{0}"): each of
 * them, of the same kind, and no other; the form of a plural may leave out the last ones. Nor may
 * it hold a "%", "<" or "&" where the English has none: it could stand where they mean something.
 * Else a stranger's file could make the program read memory that it must not. @forms:
 * NULL-terminated. */
gboolean safi_placeholders_match (const SafiPhrase *source, const char *const *forms);

G_END_DECLS
