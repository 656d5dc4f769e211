/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "words/catalogue/safi-catalogue.h"

G_BEGIN_DECLS

/* Reads and writes .mo files (gettext's manual, "The Format of GNU MO Files"), for which a person's
 * computer need have no msgfmt. */

#define SAFI_MO_OCTETS_MAX (8 * 1024 * 1024)

/* Returns: (nullable) (transfer full): NULL if it is none, or too large. Texts have no comments. */
SafiCatalogue *safi_mo_read (GBytes *octets);

/* Returns: (transfer full): what is translated, sorted, without a table of hashes. */
GBytes *safi_mo_write (const SafiCatalogue *catalogue);

G_END_DECLS
