/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "awareness/country/safi-country-fact.h"
#include "awareness/tips/safi-tip.h"

G_BEGIN_DECLS

/* A campaign pack: tips, numbers and days that a school or a ministry wrote (docs/campaigns.md).
 * A pack only adds. It has no way to what Safibox ships, to how mail is judged, to whom a person
 * trusts, or to sending: none of that can be said in its format, and nobody there asks for packs.
 */

#define SAFI_PACK_FORMAT 1
#define SAFI_PACK_LANGUAGES_MAX 16
#define SAFI_PACK_TIPS_MAX 60
#define SAFI_PACK_NUMBERS_MAX 60
#define SAFI_PACK_DAYS_MAX 60
#define SAFI_PACK_RECORDINGS_MAX 100 /* somebody listens to all of them */
#define SAFI_PACK_NAME_CHARS_MAX 60
#define SAFI_PACK_TEXT_CHARS_MAX 300 /* of any other text that is not a tip's */

/* A day on which Learn opens with a card. */
typedef struct {
  guint year; /* 0: every year */
  guint month;
  guint day;
  char *title;
  char *sentence; /* what to do on it */
} SafiPackDay;

/* All of a pack in one language. What was not written in it is there in the pack's first. */
typedef struct {
  char *language;     /* "sw", "pt-BR" */
  char *name;         /* of the pack */
  char *from;         /* who wrote it */
  char *about;        /* "" if nothing is said */
  GPtrArray *tips;    /* (element-type SafiTip): their ids begin with "PACK/", as no other does */
  GPtrArray *numbers; /* (element-type SafiCountryFact): for help, no laws */
  GPtrArray *days;    /* (element-type SafiPackDay) */
} SafiPackTexts;

/* Never changed after it was made; may cross threads. */
typedef struct {
  char *id;
  char country[3];       /* whose numbers it has; "" if of none */
  GPtrArray *texts;      /* (element-type SafiPackTexts): one at least, the pack's first first */
  GPtrArray *recordings; /* (element-type SafiPackRecording): of its tips */
  GBytes *logo;          /* (nullable): a PNG, see safi-pack-logo.h */
  char *signer;          /* (nullable): digits of whose key signed it; NULL if nobody did. It says
                          * nothing of who that is: safi-pack-signature.h */
  GDate imported;        /* not valid: nobody imported it, it is there for all of this computer */
} SafiPack;

SafiPack *safi_pack_new (void);
SafiPack *safi_pack_ref (SafiPack *self);
void safi_pack_unref (SafiPack *self);

void safi_pack_day_free (SafiPackDay *self);
SafiPackTexts *safi_pack_texts_new (const char *language);

/* @languages: as g_get_language_names() gives them. Returns: (transfer none): the texts in the
 * first of them that the pack has, else in the pack's first. */
const SafiPackTexts *safi_pack_choose_texts (const SafiPack *self, const char *const *languages);

/* Whether its numbers are for somebody in @country ("" if none is chosen). */
gboolean safi_pack_is_for_country (const SafiPack *self, const char *country);

/* Returns: (transfer container) (element-type SafiCountryFact): valid as long as @texts. */
GPtrArray *safi_pack_find_numbers (const SafiPackTexts *texts, SafiCountryUse use);

/* Returns: (nullable) (transfer none): the day of @texts that is @today. */
const SafiPackDay *safi_pack_find_day (const SafiPackTexts *texts, const GDate *today);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiPack, safi_pack_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SafiPackDay, safi_pack_day_free)

G_END_DECLS
