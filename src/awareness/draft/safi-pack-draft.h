/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A campaign pack that somebody is writing: texts that change, in one language or more, and that
 * need not be whole yet. It knows no rule of its own: safi-pack-draft-check.h asks the reader of
 * packs. One thread only. */

/* What a part of it is. */
typedef enum {
  SAFI_DRAFT_PACK, /* the pack itself: there is one, "head" */
  SAFI_DRAFT_TIP,
  SAFI_DRAFT_NUMBER,
  SAFI_DRAFT_DAY,
  SAFI_N_DRAFT_KINDS
} SafiDraftKind;

/* What one can write, in the order in which files have it. */
typedef enum {
  SAFI_DRAFT_COUNTRY,
  SAFI_DRAFT_NAME,
  SAFI_DRAFT_FROM,
  SAFI_DRAFT_ABOUT,
  SAFI_DRAFT_TIP_ICON,
  SAFI_DRAFT_TIP_THEME,
  SAFI_DRAFT_TIP_ABOUT,
  SAFI_DRAFT_TIP_AGE,
  SAFI_DRAFT_TITLE,
  SAFI_DRAFT_SENTENCE,
  SAFI_DRAFT_MORE,
  SAFI_DRAFT_SIGNS,
  SAFI_DRAFT_STEPS,
  SAFI_DRAFT_SCAM_CHANNEL,
  SAFI_DRAFT_SCAM_FROM,
  SAFI_DRAFT_SCAM_SUBJECT,
  SAFI_DRAFT_SCAM_TEXT,
  SAFI_DRAFT_REAL_CHANNEL,
  SAFI_DRAFT_REAL_FROM,
  SAFI_DRAFT_REAL_SUBJECT,
  SAFI_DRAFT_REAL_TEXT,
  SAFI_DRAFT_TELL,
  SAFI_DRAFT_USE,
  SAFI_DRAFT_VALUE,
  SAFI_DRAFT_VALUE_KIND,
  SAFI_DRAFT_BODY,
  SAFI_DRAFT_OPERATOR,
  SAFI_DRAFT_HOURS,
  SAFI_DRAFT_COST,
  SAFI_DRAFT_SOURCE,
  SAFI_DRAFT_SOURCE_DATE,
  SAFI_DRAFT_DATE,
  SAFI_DRAFT_DAY_TITLE,
  SAFI_DRAFT_DAY_SENTENCE,
  SAFI_N_DRAFT_FIELDS
} SafiDraftField;

typedef enum {
  SAFI_DRAFT_TEXT,   /* of each language */
  SAFI_DRAFT_LINES,  /* of each language: one item in each line */
  SAFI_DRAFT_FACT,   /* the same in all */
  SAFI_DRAFT_CHOICE, /* the same in all, one of some words; alone it makes no part */
} SafiDraftManner;

/* Where a field stands, and how much of it can be kept. */
typedef struct {
  SafiDraftKind kind;
  SafiDraftManner manner;
  const char *word; /* the key of pack.txt, the element or attribute of a tip, or the column */
  guint chars_max;
  guint octets_max;
  const char *initial; /* of a part that was just made */
} SafiDraftFieldInfo;

/* Of all fields, by SafiDraftField. */
extern const SafiDraftFieldInfo safi_draft_fields[SAFI_N_DRAFT_FIELDS];

typedef struct {
  SafiDraftKind kind;
  char *id;               /* of a tip: the name of its file; else "" */
  GHashTable *texts;      /* what is written, see safi_draft_part_get() */
  GHashTable *recordings; /* (element-type utf8 GBytes): language to who reads a tip aloud in it */
} SafiDraftPart;

/* Read it; change it with the functions below. */
typedef struct {
  char *id;
  GPtrArray *languages; /* (element-type utf8): one at least, the pack's first first */
  SafiDraftPart *head;
  GPtrArray *parts; /* (element-type SafiDraftPart): each kind in its order */
  GBytes *logo;     /* (nullable) */
} SafiPackDraft;

/* With an id that no other pack has. @language: as packs write it. */
SafiPackDraft *safi_pack_draft_new (const char *language);
void safi_pack_draft_free (SafiPackDraft *self);

/* Returns: (transfer none): "" where nothing is written. @language: not looked at for what is the
 * same in all. */
const char *
safi_draft_part_get (const SafiDraftPart *part, SafiDraftField field, const char *language);
/* Keeps @text, without characters that no text of a pack has; in one line, but for lines. A number
 * or an address says itself which of them it is (SAFI_DRAFT_VALUE_KIND). FALSE: it was longer than
 * can be kept, so its end is missing. */
gboolean safi_draft_part_set (SafiDraftPart *part,
                              SafiDraftField field,
                              const char *language,
                              const char *text);
/* Keeps whoever reads a tip aloud in @language. @octets: (nullable) to take it away. FALSE: it is
 * no recording, or too long; nothing changes. */
gboolean safi_draft_part_set_recording (SafiDraftPart *part, const char *language, GBytes *octets);
/* Whether anything was written or recorded, in any language or in @language (nullable). */
gboolean safi_draft_part_is_written (const SafiDraftPart *part, const char *language);

/* Returns: (transfer none) (nullable): a new one behind all of its kind; NULL if a pack can have no
 * more of them. */
SafiDraftPart *safi_pack_draft_add (SafiPackDraft *self, SafiDraftKind kind);
/* Frees @part. */
void safi_pack_draft_remove (SafiPackDraft *self, SafiDraftPart *part);
guint safi_pack_draft_count (const SafiPackDraft *self, SafiDraftKind kind);

gboolean safi_pack_draft_has_language (const SafiPackDraft *self, const char *language);
/* FALSE: it is there, is no language, or they are too many. */
gboolean safi_pack_draft_add_language (SafiPackDraft *self, const char *language);
/* With all that is written in it. The last one stays. */
void safi_pack_draft_remove_language (SafiPackDraft *self, const char *language);
/* @octets: (nullable) to take it away. FALSE: it is no PNG, or too large; nothing changes. */
gboolean safi_pack_draft_set_logo (SafiPackDraft *self, GBytes *octets);

/* Whether anything was written at all. */
gboolean safi_pack_draft_is_written (const SafiPackDraft *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiPackDraft, safi_pack_draft_free)

G_END_DECLS
