/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The program: one engine, at most one main window. Without a window it goes on watching when
 * started with --background or when the person said so. */
#define SAFI_TYPE_APPLICATION (safi_application_get_type ())
G_DECLARE_FINAL_TYPE (SafiApplication, safi_application, SAFI, APPLICATION, AdwApplication)

SafiApplication *safi_application_new (void);

G_END_DECLS
