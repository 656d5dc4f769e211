/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/teaching/safi-words-lesson.h"

#include <glib/gi18n-lib.h>

#include "core/text/safi-text.h"
#include "words/catalogue/safi-words-catalogue.h"

/* Translators: all of these stand on a printed plan for a teacher. The same hand-out, which each
 * pair gets, has six messages; some are scams, some are real. */
static const SafiLessonLine plan[] = {
  { SAFI_LESSON_TEXT, 0, 0,
    N_ ("You need no computer, no network and no expert. Pupils work in pairs.") },
  /* Translators: heads what a teacher prepares. */
  { SAFI_LESSON_HEADING, 0, 0, N_ ("Before the lesson") },
  { SAFI_LESSON_ITEM, 0, 0,
    N_ ("Print the hand-out once for each pair. Keep the page with the answers.") },
  { SAFI_LESSON_ITEM, 0, 0, N_ ("Print one poster, and write your school's number on it.") },
  { SAFI_LESSON_ITEM, 0, 0, N_ ("Each pair needs one pencil. Nobody writes a name.") },
  /* Translators: heads the steps of a lesson plan. */
  { SAFI_LESSON_HEADING, 0, 0, N_ ("The lesson") },
  { SAFI_LESSON_STEP, 0, 2,
    N_ ("Hands up: who got a message this month that wanted money or a code?") },
  { SAFI_LESSON_SAY, 0, 0,
    N_ ("Clever and careful people are caught, too. Nobody gets a mark today.") },
  { SAFI_LESSON_STEP, 2, 5, N_ ("Read the poster together. Let pupils say why it helps.") },
  { SAFI_LESSON_STEP, 5, 10,
    N_ ("Each pair reads the six messages and ticks one box for each: scam, real or not sure.") },
  { SAFI_LESSON_SAY, 0, 0,
    N_ ("Half of them or more are real. Who calls everything a scam will miss what matters.") },
  { SAFI_LESSON_STEP, 10, 15,
    N_ ("Read out the answers with the reasons. After each, ask one pair how they saw it.") },
  { SAFI_LESSON_SAY, 0, 0,
    N_ ("Not sure is a good answer. Whom would you ask, by a number that you had before?") },
  { SAFI_LESSON_STEP, 15, 17,
    N_ ("Each pair counts two numbers: scams caught, and real mail kept. Both count.") },
  { SAFI_LESSON_STEP, 17, 20,
    N_ ("One sentence from each pair: what will you look for, and whom will you ask?") },
  { SAFI_LESSON_HEADING, 0, 0, N_ ("When a pupil tells of a real threat") },
  { SAFI_LESSON_ITEM, 0, 0, N_ ("Go aside with the pupil. Say: “You did nothing wrong.”") },
  { SAFI_LESSON_ITEM, 0, 0, N_ ("Ask for no pictures, and keep none.") },
  { SAFI_LESSON_ITEM, 0, 0,
    N_ ("Promise no secrecy. Say whom you must tell, and tell only them.") },
  /* Translators: heads what a teacher does after the lesson. */
  { SAFI_LESSON_HEADING, 0, 0, N_ ("Afterwards") },
  { SAFI_LESSON_ITEM, 0, 0, N_ ("No prizes, no list of the best. Put the poster on the wall.") },
  { SAFI_LESSON_ITEM, 0, 0,
    N_ ("Do it again after a month, with a new hand-out: what is learned fades.") },
};

G_STATIC_ASSERT (G_N_ELEMENTS (plan) <= SAFI_LESSON_LINES_MAX);

const char *
safi_words_lesson_title (void)
{
  /* Translators: over a printed plan for a teacher: a lesson about scams. */
  return _ ("Scam or real? A lesson of 20 minutes");
}

guint
safi_words_lesson_plan (SafiLessonLine ret_lines[SAFI_LESSON_LINES_MAX])
{
  for (guint i = 0; i < G_N_ELEMENTS (plan); i++) {
    ret_lines[i] = plan[i];
    ret_lines[i].text = g_dgettext (GETTEXT_PACKAGE, plan[i].text);
  }
  return G_N_ELEMENTS (plan);
}

char *
safi_words_lesson_minutes (const SafiLessonLine *step)
{
  /* Translators: from which minute of a lesson to which: "5–10 min". Keep it as short. */
  return g_strdup_printf (_ ("%u–%u min"), step->from, step->until);
}

char *
safi_words_sheet_source (const char *license)
{
  GString *source = g_string_new ("Safibox");

  if (license != NULL)
    g_string_append_printf (source, " · %s", license);
  if (safi_words_is_draft (SAFI_TIPS_DOMAIN))
    /* Translators: small, below a printed sheet: no native reader has looked at it yet. */
    g_string_append_printf (source, " · %s", _ ("draft translation"));
  return g_string_free (source, FALSE);
}

char *
safi_words_sheet_number (guint32 number)
{
  g_autofree char *digits = g_strdup_printf ("%" G_GUINT32_FORMAT, number);
  const char *const arguments[] = { digits, NULL };

  /* Translators: {0} is the number of a printed hand-out, by which its answers are found. */
  return safi_text_fill (_ ("Sheet {0}"), arguments);
}

const char *
safi_words_posters_title (void)
{
  /* Translators: what can be printed: tips for a wall. */
  return _ ("Posters");
}

const char *
safi_words_poster_steps (void)
{
  return _ ("What to do");
}

const char *
safi_words_poster_call (void)
{
  /* Translators: on a poster, before an empty box: a school writes its telephone number there. */
  return _ ("Ask somebody first. Call:");
}

const char *
safi_words_handout_title (void)
{
  /* Translators: over a printed sheet with six messages. */
  return _ ("Scam or real?");
}

const char *
safi_words_handout_task (void)
{
  /* Translators: what two pupils do with a printed sheet of six messages. */
  return _ ("Read each message together. Say why, then tick one box.");
}

const char *
safi_words_handout_answers (void)
{
  /* Translators: over the page with the answers to a printed exercise. */
  return _ ("Answers");
}
