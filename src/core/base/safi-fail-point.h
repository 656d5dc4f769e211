/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where a crash must do no harm. A fail point stands before and after every step that must survive
 * one: each commit of the store, each command that changes the server.
 *
 * In builds with -Dfail_points=true and with SAFI_FAIL_AT=n (n >= 1) in the environment, the n-th
 * call in the process, counted over all names and threads, ends it at once with exit code
 * SAFI_FAIL_POINT_EXIT: no buffer is flushed, no handler runs. A crash test starts the same work
 * with n = 1, 2, 3 … until it ends by itself, and after each starts again without SAFI_FAIL_AT and
 * compares. In other builds it is nothing at all.
 *
 * May be called on every thread. */
#define SAFI_FAIL_POINT_EXIT 100

#ifdef SAFI_FAIL_POINTS
/* @name: for people who read the test's output: "store.before-commit". */
void safi_fail_point (const char *name);
#else
#define safi_fail_point(name)                                                                      \
  G_STMT_START {}                                                                                  \
  G_STMT_END
#endif

G_END_DECLS
