/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a calendar shows of an invitation (RFC 5545): summary, description, place and address of its
 * entries and reminders, a line each.
 * Returns: (transfer full) (nullable): NULL if @text is no calendar. */
GString *safi_calendar_read (const char *text);

G_END_DECLS
