/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "awareness/country/safi-country-fact.h"

G_BEGIN_DECLS

/* Returns: (transfer none) (element-type SafiCountryFact): all facts that Safibox ships, by
 * country. They are read once, when first asked for. Any thread. */
GPtrArray *safi_country_list_facts (void);

/* Whom to turn to in @country ("" if none is chosen) for one of @uses (in order of urgency), of
 * @facts: those with a date first, and of them what may be out of date last; what is doubtful
 * stands behind all others. Laws and complaints about data are never among them.
 * Returns: (transfer container) (element-type SafiCountryFact): valid as long as @facts. */
GPtrArray *safi_country_find_contacts (GPtrArray *facts,
                                       const char *country,
                                       const SafiCountryUse *uses,
                                       guint n_uses,
                                       const GDate *today);

G_END_DECLS
