/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "awareness/tips/safi-refresher.h"
#include "service/engine/safi-engine.h"

G_BEGIN_DECLS

/* Whether the person is asked to practise again, with a window or without one: it sees what is
 * judged, and knows from the settings when Safibox was first used, which kinds of scam came
 * already, and what was answered. Emits "changed" when it may be otherwise; at least once an hour,
 * because time alone makes it due. Of the main thread. */
#define SAFI_TYPE_REFRESHER_STATE (safi_refresher_state_get_type ())
G_DECLARE_FINAL_TYPE (SafiRefresherState, safi_refresher_state, SAFI, REFRESHER_STATE, GObject)

SafiRefresherState *safi_refresher_state_new (GSettings *settings);

/* Takes note of the scams that this engine finds in mailboxes; until the engine ends. */
void safi_refresher_state_watch (SafiRefresherState *self, SafiEngine *engine);

/* @kind: (out) (transfer full): the kind of scam that came for the first time; "" if none did. */
SafiRefresher safi_refresher_state_get (SafiRefresherState *self, char **kind);

/* The person was asked and answered: @put_off is "not now". Nobody is asked again today. */
void safi_refresher_state_settle (SafiRefresherState *self, gboolean put_off);

G_END_DECLS
