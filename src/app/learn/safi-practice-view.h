/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "awareness/practice/safi-practice-round.h"
#include "service/engine/safi-engine.h"

G_BEGIN_DECLS

/* A round of practice, message by message, then its end. Keys: S or J, R, N answer, Enter goes on,
 * Escape leaves. What was shown and two numbers of each round are kept in the settings, no answers.
 * Signal: "left": the person wants to do something else. */
#define SAFI_TYPE_PRACTICE_VIEW (safi_practice_view_get_type ())
G_DECLARE_FINAL_TYPE (SafiPracticeView, safi_practice_view, SAFI, PRACTICE_VIEW, AdwBin)

void safi_practice_view_set_settings (SafiPracticeView *self, GSettings *settings);
/* Which fetches the texts of the person's own mail; of other messages there is all already. */
void safi_practice_view_set_engine (SafiPracticeView *self, SafiEngine *engine);
/* Of whoever practises, from the next round on: nothing that is meant for older people is shown. */
void safi_practice_view_set_age (SafiPracticeView *self, SafiAge age);
/* Begins a round; one that was begun before is dropped. @kind: (nullable): comes first. */
void safi_practice_view_start (SafiPracticeView *self, SafiTopic topic, const char *kind);

/* The same with the person's own mail. @items: (element-type SafiPracticeItem): enough for a round;
 * they are kept as long as that can be played again. How the text of each begins is fetched when
 * it is shown, and forgotten after it; where that fails there is none. It leaves when senders are
 * to be hidden. */
void safi_practice_view_start_own (SafiPracticeView *self, GPtrArray *items);

/* What is remembered of earlier rounds. Returns: (transfer full). */
SafiPracticeRecord *safi_practice_view_read_record (GSettings *settings);

G_END_DECLS
