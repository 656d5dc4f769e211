/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/messages/safi-reported.h"

G_BEGIN_DECLS

/* Who takes a report about a message, what would be handed over, and the ways to do it. Nothing is
 * sent from here. */
#define SAFI_TYPE_REPORT_WINDOW (safi_report_window_get_type ())
G_DECLARE_FINAL_TYPE (SafiReportWindow, safi_report_window, SAFI, REPORT_WINDOW, AdwWindow)

/* @reported: with a message. */
void safi_report_window_present (GtkWindow *parent, const SafiReported *reported);

G_END_DECLS
