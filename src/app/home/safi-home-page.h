/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/home/safi-refresher-state.h"
#include "service/engine/safi-engine.h"

G_BEGIN_DECLS

/* The first page: one sentence, one symbol, one button; then the mailboxes.
 * Signal: "show-unsure": the person wants to see what needs an answer. */
#define SAFI_TYPE_HOME_PAGE (safi_home_page_get_type ())
G_DECLARE_FINAL_TYPE (SafiHomePage, safi_home_page, SAFI, HOME_PAGE, AdwBin)

void safi_home_page_set_engine (SafiHomePage *self, SafiEngine *engine);
void safi_home_page_set_refresher (SafiHomePage *self, SafiRefresherState *refresher);

G_END_DECLS
