/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "words/catalogue/safi-catalogue.h"

G_BEGIN_DECLS

/* All that this Safibox says in English, as xgettext found it when it was built, with what
 * translators are told. @domain: GETTEXT_PACKAGE or SAFI_TIPS_DOMAIN. Read when first asked for,
 * and kept. Main thread. Returns: (transfer none). */
const SafiCatalogue *safi_template_get (const char *domain);

G_END_DECLS
