/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "awareness/tips/safi-example.h"

G_BEGIN_DECLS

#define SAFI_TYPE_PRINT_WINDOW (safi_print_window_get_type ())

G_DECLARE_FINAL_TYPE (SafiPrintWindow, safi_print_window, SAFI, PRINT_WINDOW, AdwWindow)

/* Asks which sheets for a class, in which language, and prints them or saves them as PDF. What is
 * meant for people older than @age is not offered. @tip: (nullable): id of the one whose poster is
 * chosen at first; else all are. */
void safi_print_window_present (GtkWindow *parent, SafiAge age, const char *tip);

G_END_DECLS
