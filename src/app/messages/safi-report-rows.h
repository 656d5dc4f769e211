/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "awareness/country/safi-report-route.h"

G_BEGIN_DECLS

/* A row with somebody who takes reports. Its buttons call the actions "contact.copy",
 * "report.compose" and "report.open" with the value. @can_compose: the message may be
 * handed over. */
GtkWidget *safi_report_rows_new (const SafiRoute *route, const GDate *today, gboolean can_compose);

G_END_DECLS
