/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Tells in a window what Safibox did, sentence by sentence; and keeps quiet while something there
 * wants the whole attention: a toast would lie over the answers of a round of practice. What was
 * kept back is told afterwards. */
typedef struct _SafiTeller SafiTeller;

/* @toasts: (transfer none); must outlive it. Returns: (transfer full); free it with
 * safi_teller_free(). */
SafiTeller *safi_teller_new (AdwToastOverlay *toasts);
void safi_teller_free (SafiTeller *self);

/* @undo_run: what "Undo" takes back, 0 for nothing. */
void safi_teller_tell (SafiTeller *self, const char *sentence, gint64 undo_run);

/* What is just being told is taken away, too, and told once more later. */
void safi_teller_set_quiet (SafiTeller *self, gboolean is_quiet);

G_END_DECLS
