/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/base/safi-types.h"

G_BEGIN_DECLS

/* What a check can find, told once: static and const. The words stand in the same table as the
 * weight, so a finding cannot exist without them. */
typedef struct {
  const char *code;   /* "links.disguised": the check's name, a dot, a word */
  double weight;      /* nats of log-odds toward junk, as shipped; negative speaks for good */
  const char *title;  /* N_() one short sentence; {0} {1} are the evidence's arguments */
  const char *advice; /* N_() what to do, one sentence */
  const char *tip;    /* id of the tip (awareness/tips/safi-tip.h) */
} SafiFinding;

G_END_DECLS
