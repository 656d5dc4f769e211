/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "awareness/pack/safi-pack.h"
#include "awareness/practice/safi-practice-record.h"
#include "awareness/practice/safi-practice-topic.h"
#include "awareness/tips/safi-tip.h"

G_BEGIN_DECLS

/* Sheets for a school, A4, black on white: the window and the command line make the same ones.
 * All of it is for the main thread, and says what it says in the language that is spoken when a
 * document is made (words/catalogue/safi-words-catalogue.h). */

/* Points, 72 to an inch. */
#define SAFI_PRINT_WIDTH 595.28
#define SAFI_PRINT_HEIGHT 841.89
#define SAFI_PRINT_MARGIN 48.0

#define SAFI_PRINT_POSTERS_MAX 200 /* of one document */
#define SAFI_PRINT_SHEET_MAX 9999  /* number of a hand-out */
#define SAFI_PRINT_NAME_MAX 60     /* characters, on a certificate */

typedef struct _SafiPrintDocument SafiPrintDocument;

/* A poster for each of @tips (element-type SafiTip), SAFI_PRINT_POSTERS_MAX at most. Text is as
 * large as it can be. @pack: (nullable): whose they are, which each poster says. */
SafiPrintDocument *safi_print_posters_new (GPtrArray *tips, const SafiPack *pack);
SafiPrintDocument *safi_print_lesson_new (void);
/* Six messages about @topic on the first page, the answers on the second; none is meant for people
 * older than @age, for whom there must be enough (safi_practice_has_round). The same @number, from
 * 1 to SAFI_PRINT_SHEET_MAX, gives the same messages to people of the same age. */
SafiPrintDocument *safi_print_handout_new (SafiTopic topic, SafiAge age, guint32 number);
/* A page: @name, "" for a line to be written on, what was done, both numbers of a round, the day,
 * and a line for a signature. */
SafiPrintDocument *safi_print_certificate_new (const char *name, const SafiPracticeScore *score);

guint safi_print_document_get_n_pages (const SafiPrintDocument *self);
/* @page: from 0. */
void safi_print_document_draw (const SafiPrintDocument *self, guint page, cairo_t *cairo);
/* The same in the middle of a place of @width × @height, made smaller if it has to be. */
void safi_print_document_draw_within (const SafiPrintDocument *self,
                                      guint page,
                                      cairo_t *cairo,
                                      double width,
                                      double height);

/* Returns: (transfer full): NULL with @error set. Its date is now, or SOURCE_DATE_EPOCH where that
 * is set; all else is the same each time. */
GBytes *safi_print_document_to_pdf (const SafiPrintDocument *self, GError **error);

void safi_print_document_free (SafiPrintDocument *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiPrintDocument, safi_print_document_free)

G_END_DECLS
