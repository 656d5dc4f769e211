/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/message/safi-message.h"

G_BEGIN_DECLS

/* A message's text to read, never to act on: no markup, nothing fetched, nothing to click. Places
 * of evidence are lit and numbered; behind each link stands the domain it leads to. */
#define SAFI_TYPE_MAIL_TEXT (safi_mail_text_get_type ())
G_DECLARE_FINAL_TYPE (SafiMailText, safi_mail_text, SAFI, MAIL_TEXT, GtkTextView)

/* @spans: (element-type SafiSpan): the place of reason 1, 2, …; an empty one has no place.
 * @whole: all of the text, else its beginning. Returns: TRUE if there is more than is shown. */
gboolean
safi_mail_text_show (SafiMailText *self, SafiMessage *message, GArray *spans, gboolean whole);

void safi_mail_text_clear (SafiMailText *self);

/* Selects the place of reason @index (from 0) and tells where it is.
 * Returns: FALSE if it has none. @ret_y: pixels from the top of the widget. */
gboolean safi_mail_text_select_spot (SafiMailText *self, guint index, int *ret_y);

G_END_DECLS
