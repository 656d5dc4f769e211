/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One tip: title and one sentence, at most 140 characters together. Static and const. */
typedef struct {
  const char *id;       /* "ask-for-code" */
  const char *icon;     /* symbolic icon name */
  const char *title;    /* N_() */
  const char *sentence; /* N_() */
} SafiTip;

/* Returns: (nullable) (transfer none). */
const SafiTip *safi_tip_lookup (const char *id);
/* All tips, in the order they are shown. */
const SafiTip *safi_tip_list (guint *ret_n_tips);

G_END_DECLS
