/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Only in builds with -Dfail_points=true: adds the action "report-pages" (s), which writes into the
 * file of that name what every window on the screen shows, as JSON: a list, the newest window
 * first, of
 *   title, width, minimum (pixels, across; without a frame), widest (the widgets that ask for the
 * minimum, from the window down), texts: a list of text, kind ("label", "tooltip", "hint",
 * "title"), path (types and template names from the window down, separated by "/"), cut (whether
 * some of it cannot be seen), and of labels lines (as they are broken), hyphen (whether one was put
 * in where a line ends) and right-to-left (whether a line runs so);
 *   hyphens (whether any field for long texts may put one in), without-letters (texts of labels and
 * fields with a letter that no font has).
 * The file appears whole. */
void safi_page_report_offer (GActionMap *map);

G_END_DECLS
