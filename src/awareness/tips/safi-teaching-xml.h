/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "awareness/tips/safi-example.h"

G_BEGIN_DECLS

/* Reads files that teach: flat XML of named texts, with messages in between, whose writers are
 * strangers. Texts come out as gettext sees them: without white space at both ends, and with one
 * space for each run of it. None holds control characters or such as change the direction of what
 * follows. There are no entities, and no elements or attributes but those that are named. */

#define SAFI_TEACHING_OCTETS_MAX (32 * 1024)
#define SAFI_TEACHING_ITEMS_MAX 8 /* of one list */
#define SAFI_TEACHING_WORD_MAX 64 /* octets of an id, of a name, of a code */

/* Faults of a text; all others are G_MARKUP_ERROR. */
#define SAFI_TEACHING_ERROR (safi_teaching_error_quark ())

typedef enum {
  SAFI_TEACHING_ERROR_EMPTY,
  SAFI_TEACHING_ERROR_LONG,
  SAFI_TEACHING_ERROR_LONG_TOGETHER, /* title and sentence */
  SAFI_TEACHING_ERROR_MANY,          /* items of a list */
} SafiTeachingError;

GQuark safi_teaching_error_quark (void);

/* A text of the value or of an example in it, and where it is kept. */
typedef struct {
  const char *name;
  gboolean in_example;
  gboolean is_list; /* of a GPtrArray, else a string that is there once */
  gsize offset;     /* in the value, or in SafiExample */
} SafiTeachingText;

/* A message in the value, which was made with safi_example_init(). */
typedef struct {
  const char *name;
  gsize offset; /* in the value */
} SafiTeachingExample;

typedef struct {
  const char *root; /* name of the outermost element */
  const SafiTeachingText *texts;
  guint n_texts;
  const SafiTeachingExample *examples;
  guint n_examples;
  /* Reads the attributes of the outermost element. */
  gboolean (*open) (gpointer value, const char **names, const char **values, GError **error);
  /* Says what the whole lacks; examples were looked at. */
  gboolean (*check) (gpointer value, GError **error);
} SafiTeachingFormat;

/* Fills @value. FALSE: @error is set (G_MARKUP_ERROR, SAFI_TEACHING_ERROR) and says in English
 * where ("Error on line 3 char 9: …") and what is wrong; what it quotes is harmless. @value may
 * then hold a part. */
gboolean safi_teaching_read (const SafiTeachingFormat *format,
                             gpointer value,
                             GBytes *octets,
                             GError **error);

/* For @open and @check. All return FALSE with @error set if not so. */
gboolean safi_teaching_fault (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);
gboolean safi_teaching_fault_of (GError **error, SafiTeachingError code, const char *format, ...)
    G_GNUC_PRINTF (3, 4);
/* @word: letters a to z, digits, hyphens, and what @more allows. */
gboolean safi_teaching_check_word (const char *attribute,
                                   const char *word,
                                   const char *more,
                                   GError **error);
/* @ret_index: of @word in the NULL-terminated @words. */
gboolean safi_teaching_choose_word (const char *attribute,
                                    const char *word,
                                    const char *const *words,
                                    guint *ret_index,
                                    GError **error);
gboolean safi_teaching_choose_age (const char *word, SafiAge *ret_age, GError **error);

G_END_DECLS
