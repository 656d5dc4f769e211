/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "print/safi-print-private.h"

G_BEGIN_DECLS

/* Texts and boxes below each other, set at one scale to see whether there is room for them. */

typedef struct _SafiPrintColumn SafiPrintColumn;

void safi_print_column_free (SafiPrintColumn *self);

/* Text from @start to the end of the line, less @end; @gap above it. */
void safi_print_column_add (SafiPrintColumn *self,
                            const char *text,
                            double size,
                            gboolean is_bold,
                            double start,
                            double end,
                            double gap);
/* The same for a line that should not end with a word alone. */
void safi_print_column_add_balanced (SafiPrintColumn *self,
                                     const char *text,
                                     double size,
                                     gboolean is_bold,
                                     double gap);
/* @sign stands in the @indent before @text, and is bold; so is @text if @is_bold. */
void safi_print_column_add_item (SafiPrintColumn *self,
                                 const char *sign,
                                 const char *text,
                                 double size,
                                 double start,
                                 double end,
                                 double indent,
                                 gboolean is_bold,
                                 double gap);
/* Small empty boxes in a row, each with one of the @n_words behind it. */
void safi_print_column_add_choices (SafiPrintColumn *self,
                                    const char *const *words,
                                    guint n_words,
                                    double size,
                                    double start,
                                    double gap);
/* What follows belongs together. */
void safi_print_column_begin_group (SafiPrintColumn *self);
/* A frame around all that is added until it ends; nothing but a frame is between frames. */
void safi_print_column_begin_frame (SafiPrintColumn *self, double gap, double padding);
void safi_print_column_end_frame (SafiPrintColumn *self, double padding);

double safi_print_column_get_height (const SafiPrintColumn *self);
/* Puts it on the newest page; @spread is added above each frame and each group. */
void safi_print_column_put (SafiPrintColumn *self, double top, double spread);

/* Fills a column at one scale. */
typedef void (*SafiPrintFill) (SafiPrintColumn *column, gconstpointer data);

/* The scale is of all sizes and gaps that are given to the column, and @scale_max at most. Below
 * @whole_words long words are broken rather than all text made smaller. Returns: (transfer full):
 * the largest that is at most @height high. */
SafiPrintColumn *safi_print_column_fit (SafiPrintDocument *document,
                                        double scale_max,
                                        double whole_words,
                                        double height,
                                        SafiPrintFill fill,
                                        gconstpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiPrintColumn, safi_print_column_free)

G_END_DECLS
