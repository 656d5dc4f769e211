/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "service/engine/safi-engine.h"

G_BEGIN_DECLS

/* The messages that were judged: a list, and the why-card of the one that is chosen.
 * Properties: "shows-card": the card is all that is seen (narrow window); "selecting": rows have
 * check boxes. Signal: "told" (const char *sentence, GVariant *undo): answers were given; @undo:
 * (nullable): of SAFI_ANSWERS_UNDO_TYPE. */
#define SAFI_TYPE_MESSAGES_PAGE (safi_messages_page_get_type ())
G_DECLARE_FINAL_TYPE (SafiMessagesPage, safi_messages_page, SAFI, MESSAGES_PAGE, AdwBin)

void safi_messages_page_set_engine (SafiMessagesPage *self, SafiEngine *engine);
void safi_messages_page_set_filter (SafiMessagesPage *self, SafiJudgedFilter filter);
gboolean safi_messages_page_shows_card (SafiMessagesPage *self);
void safi_messages_page_show_list (SafiMessagesPage *self);
/* Takes back what "told" told; the rows in the list need not be there. */
void safi_messages_page_undo (SafiMessagesPage *self, GVariant *undo);

G_END_DECLS
