/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/message/safi-message.h"

G_BEGIN_DECLS

/* Takes out of a stranger's words what tells of the person who got them, so that they can be handed
 * to somebody else: the person's addresses and names, numbers and codes, and of web addresses all
 * but where they lead. Immutable once it is used; any thread. */
typedef struct _SafiEraser SafiEraser;

/* What stands in place of what was taken out, in the person's language. */
typedef struct {
  const char *address;
  const char *name;
  const char *number;
  const char *code;
} SafiErasedWords;

#define SAFI_ERASER_NAMES_MAX                                                                      \
  50                             /* of the person and of other recipients; beyond, the rest stays  \
                                  */
#define SAFI_ERASER_NAME_MIN 3   /* characters of a word of a name that is taken out on its own */
#define SAFI_ERASER_DIGITS_MIN 5 /* of a number: a year stays */
#define SAFI_ERASER_TOKEN_MIN 6  /* characters of a code, which has letters and digits */
#define SAFI_ERASER_LETTERS_MIN 32 /* characters of one without digits */

#define SAFI_ERASER_WORD_MAX 1000 /* octets of ASCII without a blank; longer ones go whole */

/* @message: (nullable): its recipients are taken for the person. @own: (nullable): the person's
 * addresses. @words outlive the eraser. */
SafiEraser *
safi_eraser_new (SafiMessage *message, const char *const *own, const SafiErasedWords *words);
void safi_eraser_free (SafiEraser *self);

/* The words of @text are no names from now on: whoever is named so is not the person. */
void safi_eraser_spare (SafiEraser *self, const char *text);

/* @places: (array length=n_places) (inout): octets of @text, which become those of the result.
 * Returns: (transfer full). Linear in @text. */
char *safi_eraser_run (SafiEraser *self, const char *text, guint *places, guint n_places);

/* @host: as in SafiLink. Labels that are codes or names of the person become "x".
 * Returns: (transfer full). */
char *safi_eraser_run_host (SafiEraser *self, const char *host);

/* Of the address of a sender: what is before @ as a text, the domain as a host.
 * Returns: (transfer full). */
char *safi_eraser_run_address (SafiEraser *self, const char *address);

/* Whether that word is a name of the person or of another recipient. */
gboolean safi_eraser_is_name (SafiEraser *self, const char *word, gsize length);

/* Whether that word is a code: nobody would say it, and it may stand for one person. */
gboolean safi_eraser_is_code (const char *word, gsize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiEraser, safi_eraser_free)

G_END_DECLS
