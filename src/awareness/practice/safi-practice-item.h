/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "awareness/tips/safi-teaching-xml.h"
#include "awareness/tips/safi-tip.h"

G_BEGIN_DECLS

/* A message to practise with: a scam, or a real one that looks like it. All texts are English, as
 * in the source; docs/tips.md says how one is written. */

#define SAFI_DIFFICULTY_MAX 5

/* Never changed after it was made. */
typedef struct {
  char *id;
  char *theme; /* kind of scam that it is about: "parcel-fee" */
  SafiAge age;
  gboolean is_scam;
  gboolean is_core; /* of the few that stand for all: a round takes them first */
  gboolean is_own; /* of the person's own mail (words/teaching/safi-words-own-practice.h): its scams
                      are junk */
  gint64 judged;   /* of own mail: under what Safibox remembers it; else 0 */
  char *tip;       /* (nullable): id of the tip about it, "": none; NULL: the one about its theme */
  guint difficulty; /* to tell what it is: 1 (plain) to SAFI_DIFFICULTY_MAX */
  SafiExample message;
  GPtrArray *signs;   /* (element-type utf8): what strikes the eye, in a real one, too */
  GPtrArray *reasons; /* (element-type utf8): why it is what it is */
} SafiPracticeItem;

/* How well a message fits what its reader is doing. */
typedef enum {
  SAFI_FIT_LOW,
  SAFI_FIT_MEDIUM,
  SAFI_FIT_HIGH,
} SafiFit;

void safi_practice_item_free (SafiPracticeItem *self);

/* After the Phish Scale of NIST (Steves, Greene, Theofanos 2020), which rates how hard a message is
 * to recognise by the number of signs in it and by how well it fits its reader: a scam is hard with
 * few signs and a high fit. A real message is the other way round: hard with many signs that look
 * like a scam and a low fit. Ours are short, so one sign is few, two are some, three are many. */
guint safi_practice_rate (gboolean is_scam, guint n_signs, SafiFit fit);

/* Reads one, whoever wrote it (awareness/tips/safi-teaching-xml.h).
 * Returns: (transfer full): NULL with @error set (safi_teaching_read()). */
SafiPracticeItem *safi_practice_item_parse (GBytes *octets, GError **error);

/* Returns: (transfer none) (nullable): the tip about it, if people of @age may see it. */
const SafiTip *safi_practice_item_find_tip (const SafiPracticeItem *self, SafiAge age);

/* Returns: (transfer none) (element-type SafiPracticeItem): those that came with Safibox, by id.
 * Any thread may ask; all are there as long as the program runs. */
GPtrArray *safi_practice_item_list (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiPracticeItem, safi_practice_item_free)

G_END_DECLS
