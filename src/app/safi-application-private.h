/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/background/safi-background.h"
#include "app/background/safi-daily-summary.h"
#include "app/home/safi-refresher-state.h"
#include "app/safi-application.h"
#include "app/safi-window.h"
#include "service/engine/safi-engine.h"

G_BEGIN_DECLS

/* Shared by the program's life (safi-application.c) and what it is asked by name
 * (safi-application-actions.c). */
struct _SafiApplication {
  AdwApplication parent_instance;

  GSettings *settings;
  SafiRefresherState *refresher;
  SafiEngine *engine;
  SafiDailySummary *summary; /* (nullable): while the engine runs */
  SafiBackground *background;
  SafiWindow *window;  /* (nullable) */
  GError *start_error; /* (nullable) why the engine does not run */
  gboolean is_held;    /* --background */
  guint n_asked;       /* buttons of notifications just pressed; their outcome is told there */
};

gboolean safi_application_is_window_shown (SafiApplication *self);
void safi_application_present_window (SafiApplication *self);

/* FALSE: it does not run, and start_error says why. */
gboolean safi_application_start_engine (SafiApplication *self);

/* From now on, in a new window. @language: as safi_locale_use takes it. */
void safi_application_speak (SafiApplication *self, const char *language);

/* Those of the menu, of keys, of notifications and of the bus. */
void safi_application_add_actions (SafiApplication *self);

G_END_DECLS
