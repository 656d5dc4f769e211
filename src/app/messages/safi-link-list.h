/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/message/safi-message.h"

G_BEGIN_DECLS

/* "Links in this message": one row for each place that a person could be led to; a row opens the
 * sheet that says more. Hidden where there is none. */
#define SAFI_TYPE_LINK_LIST (safi_link_list_get_type ())
G_DECLARE_FINAL_TYPE (SafiLinkList, safi_link_list, SAFI, LINK_LIST, AdwPreferencesGroup)

/* @message: (nullable): none. @found: (nullable) (element-type SafiEvidence): what was found in it;
 * links that speak for junk come first. */
void safi_link_list_show (SafiLinkList *self, SafiMessage *message, GPtrArray *found);

G_END_DECLS
