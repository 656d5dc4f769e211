/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/message/safi-message.h"

G_BEGIN_DECLS

/* Fills @list, which is empty, with the header lines that a card shows of @message: From, Subject
 * and date; then what else a reason points to, such as Reply-To. @reasons: (element-type
 * SafiEvidence). */
void safi_card_headers_show (GtkListBox *list, SafiMessage *message, GPtrArray *reasons);

G_END_DECLS
