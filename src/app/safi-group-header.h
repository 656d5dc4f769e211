/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Keeps the sentences below the titles of all preferences groups within their window, also of those
 * that are made later. To be called once, before the first window. */
void safi_group_header_mend (void);

G_END_DECLS
