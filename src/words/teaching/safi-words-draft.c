/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/teaching/safi-words-draft.h"

#include <glib/gi18n-lib.h>

#include "core/text/safi-text.h"

#define TITLE_CHARS_MAX 80

static const char *const names[SAFI_N_DRAFT_FIELDS] = {
  [SAFI_DRAFT_NAME] = N_ ("Name of the pack"),
  [SAFI_DRAFT_FROM] = N_ ("Who it is from"),
  [SAFI_DRAFT_ABOUT] = N_ ("What is it about?"),
  /* Translators: the title of a tip or of a day. */
  [SAFI_DRAFT_TITLE] = N_ ("Title"),
  /* Translators: the sentence of a tip. */
  [SAFI_DRAFT_SENTENCE] = N_ ("The one thing to do"),
  /* Translators: heads a field: the reason for a tip. */
  [SAFI_DRAFT_MORE] = N_ ("Why"),
  [SAFI_DRAFT_SIGNS] = N_ ("Signs"),
  [SAFI_DRAFT_STEPS] = N_ ("What to do"),
  [SAFI_DRAFT_SCAM_CHANNEL] = N_ ("How both messages come"),
  [SAFI_DRAFT_SCAM_FROM] = N_ ("Scam: who it says it is from"),
  /* Translators: heads a field: the subject of the first of two messages in a tip. */
  [SAFI_DRAFT_SCAM_SUBJECT] = N_ ("Scam: its subject"),
  /* Translators: heads a field: the text of the first of two messages in a tip. */
  [SAFI_DRAFT_SCAM_TEXT] = N_ ("Scam: the message"),
  [SAFI_DRAFT_REAL_FROM] = N_ ("Real: who it is from"),
  /* Translators: heads a field: the subject of the second of two messages in a tip. */
  [SAFI_DRAFT_REAL_SUBJECT] = N_ ("Real: its subject"),
  /* Translators: heads a field: the text of the second of two messages in a tip. */
  [SAFI_DRAFT_REAL_TEXT] = N_ ("Real: the message"),
  [SAFI_DRAFT_TELL] = N_ ("How to tell them apart"),
  [SAFI_DRAFT_USE] = N_ ("What it is for"),
  /* Translators: heads a field: a telephone number, e-mail or web address for help. */
  [SAFI_DRAFT_VALUE] = N_ ("Number or address"),
  /* Translators: heads a field: the office or group behind a telephone number. */
  [SAFI_DRAFT_BODY] = N_ ("Who answers"),
  [SAFI_DRAFT_OPERATOR] = N_ ("Only for customers of"),
  /* Translators: heads a field: the hours of a telephone number. */
  [SAFI_DRAFT_HOURS] = N_ ("When somebody answers"),
  [SAFI_DRAFT_COST] = N_ ("What a call costs"),
  [SAFI_DRAFT_SOURCE] = N_ ("Where you read it"),
  [SAFI_DRAFT_SOURCE_DATE] = N_ ("When that was so"),
  /* Translators: a day of the year on which a school does something. */
  [SAFI_DRAFT_DATE] = N_ ("Month and day"),
  [SAFI_DRAFT_DAY_TITLE] = N_ ("Title"),
  [SAFI_DRAFT_DAY_SENTENCE] = N_ ("What to do"),
};

static const char *const hints[SAFI_N_DRAFT_FIELDS] = {
  [SAFI_DRAFT_ABOUT] = N_ ("It may stay empty."),
  [SAFI_DRAFT_TITLE] = N_ ("Title and the one thing to do: 140 characters together"),
  [SAFI_DRAFT_MORE] = N_ ("Two to five short sentences"),
  [SAFI_DRAFT_SIGNS] = N_ ("One in each line, 8 at most"),
  [SAFI_DRAFT_STEPS] = N_ ("One in each line, 8 at most"),
  [SAFI_DRAFT_SCAM_TEXT] = N_ ("Names of sites end in .example, numbers are masked: 07XX XX 31"),
  [SAFI_DRAFT_TELL] = N_ ("“The first” is the scam."),
  [SAFI_DRAFT_VALUE] = N_ ("A phone number, a mail address, or a web address with https://"),
  [SAFI_DRAFT_OPERATOR] = N_ ("It may stay empty."),
  [SAFI_DRAFT_HOURS] = N_ ("It may stay empty."),
  [SAFI_DRAFT_COST] = N_ ("It may stay empty."),
  [SAFI_DRAFT_SOURCE] = N_ ("It may stay empty."),
  [SAFI_DRAFT_SOURCE_DATE] = N_ ("2026-11-26, or the year alone. Without one it says “ask first”."),
  [SAFI_DRAFT_DATE] = N_ ("05-17 for each year, or 2027-02-09 for once"),
};

const char *
safi_words_draft_field (SafiDraftField field)
{
  return names[field] != NULL ? _ (names[field]) : "";
}

const char *
safi_words_draft_hint (SafiDraftField field)
{
  return hints[field] != NULL ? _ (hints[field]) : "";
}

const char *
safi_words_draft_channel (SafiChannel channel)
{
  switch (channel) {
  case SAFI_CHANNEL_SMS:
    /* Translators: how a message comes. */
    return _ ("As an SMS");
  case SAFI_CHANNEL_CHAT:
    /* Translators: how a message comes. */
    return _ ("In a chat");
  case SAFI_CHANNEL_CALL:
    /* Translators: how a message comes: somebody says it on the phone. */
    return _ ("In a call");
  case SAFI_CHANNEL_MAIL:
  default:
    /* Translators: how a message comes. */
    return _ ("By mail");
  }
}

/* What names a part of each kind, and what it is called before anything is written. */
static const struct {
  SafiDraftField field;
  const char *unnamed;
} titles[SAFI_N_DRAFT_KINDS] = {
  [SAFI_DRAFT_PACK] = { SAFI_DRAFT_NAME, N_ ("A pack") },
  /* Translators: stands for the title of a tip that has none yet. */
  [SAFI_DRAFT_TIP] = { SAFI_DRAFT_TITLE, N_ ("A new tip") },
  /* Translators: a phone number that somebody is going to write down. */
  [SAFI_DRAFT_NUMBER] = { SAFI_DRAFT_BODY, N_ ("A new number") },
  /* Translators: a day of the year on which a school does something. */
  [SAFI_DRAFT_DAY] = { SAFI_DRAFT_DAY_TITLE, N_ ("A new day") },
};

char *
safi_words_draft_title (const SafiDraftPart *part, const char *language, const char *first)
{
  const SafiDraftField field = titles[part->kind].field;
  const char *text = safi_draft_part_get (part, field, language);

  if (*text == '\0')
    text = safi_draft_part_get (part, field, first);
  return *text != '\0' ? safi_text_for_display (text, TITLE_CHARS_MAX, FALSE)
                       : g_strdup (_ (titles[part->kind].unnamed));
}

char *
safi_words_draft_faults (guint n_faults)
{
  g_autofree char *count = g_strdup_printf ("%u", n_faults);
  const char *args[] = { count, NULL };

  return safi_text_fill (
      /* Translators: {0} is a number. Of a form; each such field says what is missing. */
      ngettext ("{0} field needs another look.", "{0} fields need another look.", n_faults), args);
}
