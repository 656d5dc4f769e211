/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Keeps all texts that can be wrapped within their window, also those that are made later. To be
 * called once, before the first window. */
void safi_label_width_mend (void);

G_END_DECLS
