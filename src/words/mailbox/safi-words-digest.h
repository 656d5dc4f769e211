/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/judgement/safi-judged.h"

G_BEGIN_DECLS

#define SAFI_WORDS_DIGEST_MAX 2100 /* octets of the text: in base64 it fits into one own mail */

/* A weekly letter for who reads mail on a phone: what was moved to Junk. @rows: (element-type
 * SafiJudged): the newest first, not empty; what finds no room is counted. No stranger's word in it
 * becomes a link. @ret_subject, @ret_text: (transfer full). A SafiDigestWriter; on any thread. */
void safi_words_write_digest (GPtrArray *rows, char **ret_subject, char **ret_text);

G_END_DECLS
