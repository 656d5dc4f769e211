/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Opens the display without OpenGL and Vulkan: the processor draws. Their drivers take time before
 * the first frame and memory that never comes back (docs/benchmarks.md), which old computers have
 * not, and what Safibox shows stands still. Who sets GSK_RENDERER, GDK_DEBUG or GDK_DISABLE chooses
 * otherwise. To be called before GTK begins and before there is a thread of ours: it changes the
 * environment for a moment. Without a display nothing happens here, and GTK says so later. */
void safi_drawing_init (void);

G_END_DECLS
