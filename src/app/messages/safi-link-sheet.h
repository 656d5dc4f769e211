/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/message/safi-message.h"

G_BEGIN_DECLS

/* Says where one link of a message really leads, part by part, and what to do instead of opening
 * it. Nothing here opens anything. */
#define SAFI_TYPE_LINK_SHEET (safi_link_sheet_get_type ())
G_DECLARE_FINAL_TYPE (SafiLinkSheet, safi_link_sheet, SAFI, LINK_SHEET, AdwWindow)

/* @index: of a link of @message. @found: (element-type SafiEvidence): what was found in the
 * message; what it says of this link is told, too. */
void
safi_link_sheet_present (GtkWindow *parent, SafiMessage *message, guint index, GPtrArray *found);

G_END_DECLS
