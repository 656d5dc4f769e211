/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Keeps what is in memory, mail and passwords, out of core files: neither the kernel writes one if
 * this process or a program that it starts crashes, nor does a service that collects them get one.
 * Once, before all else, in both programs. */
void safi_memory_keep_private (void);

G_END_DECLS
