/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <pango/pango.h>

#include "awareness/safi-practice-record.h"

G_BEGIN_DECLS

/* A certificate of one page, A4 upright or whatever the printer has: a name, or a line for a pen,
 * what was done, both numbers of a round, and the day. In the language of the window and written in
 * its direction; black on white. Nothing of it is kept. Main thread only. */

#define SAFI_CERTIFICATE_NAME_MAX 60 /* characters */

/* @name: may be "". Draws in @width × @height of any unit, in the size in which it fits. @context:
 * of the window: its fonts and its
 * direction. */
void safi_print_certificate_draw (cairo_t *cairo,
                                  PangoContext *context,
                                  double width,
                                  double height,
                                  const char *name,
                                  const SafiPracticeScore *score);

/* Returns: (transfer full): PDF of one page A4. */
GBytes *safi_print_certificate_to_pdf (PangoContext *context,
                                       const char *name,
                                       const SafiPracticeScore *score);

G_END_DECLS
