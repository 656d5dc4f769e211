/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "awareness/tips/safi-teaching-xml.h"
#include "awareness/tips/safi-tip.h"

G_BEGIN_DECLS

#define SAFI_TIP_HEAD_CHARS_MAX 140 /* title and sentence together */
#define SAFI_TIP_CODES_MAX 32

/* Reads one tip as docs/tips.md describes it, whoever wrote it
 * (awareness/tips/safi-teaching-xml.h). Returns: (transfer full): the tip; NULL with @error set as
 * safi_teaching_read() does, which says in English where and what is wrong. */
SafiTip *safi_tip_parse (GBytes *octets, GError **error);

G_END_DECLS
