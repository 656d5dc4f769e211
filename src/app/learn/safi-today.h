/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "awareness/tips/safi-example.h"

G_BEGIN_DECLS

/* On Learn: what day it is, of packs and of Safibox's own. Takes no room on any other. Each can be
 * put away until it comes again. Wants the actions learn.practise (s: the topic) and
 * learn.print-poster (s: the id of a tip) around it. */
#define SAFI_TYPE_TODAY (safi_today_get_type ())
G_DECLARE_FINAL_TYPE (SafiToday, safi_today, SAFI, TODAY, AdwBin)

void safi_today_set_settings (SafiToday *self, GSettings *settings);
/* Who is to practise; grown-ups unless it is said. */
void safi_today_set_age (SafiToday *self, SafiAge age);
/* Looks at the calendar and the packs anew. */
void safi_today_refresh (SafiToday *self);

G_END_DECLS
