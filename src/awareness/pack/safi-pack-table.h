/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "awareness/pack/safi-pack-fault.h"
#include "awareness/pack/safi-pack.h"

G_BEGIN_DECLS

/* The tables of a pack: comma-separated values whose first row names the columns. Both read what
 * they can and tell all that is wrong. */

/* Numbers and addresses: the columns use, value, kind and body of data/countries.csv, and, where
 * they are known, operator, hours, cost, source_url and source_date. Appends SafiCountryFact to
 * @numbers. FALSE: @faults says what is wrong. */
gboolean safi_pack_table_read_numbers (GPtrArray *numbers,
                                       const char *name,
                                       GBytes *octets,
                                       GPtrArray *faults);

/* Days: the columns date ("05-17" for every year, or "2027-02-09"), title and sentence. Appends
 * SafiPackDay to @days. */
gboolean
safi_pack_table_read_days (GPtrArray *days, const char *name, GBytes *octets, GPtrArray *faults);

G_END_DECLS
