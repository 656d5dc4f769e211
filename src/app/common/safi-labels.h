/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Of all texts in labels, also those that are made later: keeps what can be wrapped within its
 * window, puts no hyphen where a long word is broken (an address would seem to have it), does not
 * break "e-mail" after its first letter or "100 %" before its sign, and lets sentences from right
 * to left begin at the right, even with a name from left to right. To be called once, before the
 * first window. */
void safi_labels_mend (void);

G_END_DECLS
