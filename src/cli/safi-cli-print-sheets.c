/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "awareness/practice/safi-practice-round.h"
#include "cli/safi-cli.h"
#include "core/text/safi-text.h"
#include "print/safi-print.h"
#include "words/catalogue/safi-words-catalogue.h"

static char *option_language = NULL;
static char *option_tips = NULL;
static char *option_topic = NULL;
static char *option_age = NULL;
static int option_sheet = 0;

static const GOptionEntry options[] = {
  { "language", 0, 0, G_OPTION_ARG_STRING, &option_language,
    N_ ("In which language, instead of yours: sw, pt_BR"), N_ ("LANGUAGE") },
  { "tips", 0, 0, G_OPTION_ARG_STRING, &option_tips,
    N_ ("Which tips become posters, instead of all: their names with commas between"),
    N_ ("ID,…") },
  { "topic", 0, 0, G_OPTION_ARG_STRING, &option_topic,
    N_ ("What it is about: mixed, school, shop, mobile-money, jobs, phone, mailbox"),
    N_ ("TOPIC") },
  { "age", 0, 0, G_OPTION_ARG_STRING, &option_age,
    /* Translators: child, teen and adult are typed as they are. */
    N_ ("Whom posters and hand-outs are for: child (under 13), teen (13 to 17), adult"),
    N_ ("AGE") },
  { "sheet", 0, 0, G_OPTION_ARG_INT, &option_sheet,
    N_ ("Number of the hand-out, to print the same again: 1 to 9999"), N_ ("NUMBER") },
  { NULL },
};

/* @pattern has {0}. */
static int
tell_unknown (const char *pattern, const char *name)
{
  const char *const args[] = { name, NULL };
  g_autofree char *sentence = safi_text_fill (pattern, args);

  return safi_cli_misuse (sentence);
}

/* Returns: (transfer full) (nullable): NULL with @ret_exit set. Tips that are named are printed for
 * whoever they are meant. */
static SafiPrintDocument *
make_posters (SafiAge age, int *ret_exit)
{
  g_autoptr (GPtrArray) chosen =
      option_tips == NULL ? safi_tip_pick_for_age (safi_tip_list (), age) : g_ptr_array_new ();
  g_auto (GStrv) ids = g_strsplit (option_tips != NULL ? option_tips : "", ",", -1);

  for (guint i = 0; ids[i] != NULL; i++) {
    const SafiTip *tip = safi_tip_lookup (ids[i]);

    if (tip == NULL) {
      /* Translators: {0} is what was typed as the name of a tip. */
      *ret_exit = tell_unknown (_ ("There is no tip {0}."), ids[i]);
      return NULL;
    }
    if (!g_ptr_array_find (chosen, tip, NULL))
      g_ptr_array_add (chosen, (gpointer) tip);
  }
  if (chosen->len > 0 && chosen->len <= SAFI_PRINT_POSTERS_MAX)
    return safi_print_posters_new (chosen, NULL);
  *ret_exit = safi_cli_misuse (_ ("Name fewer tips, but one at least."));
  return NULL;
}

static SafiPrintDocument *
make_handout (SafiAge age, int *ret_exit)
{
  SafiTopic topic = SAFI_TOPIC_MIXED;
  guint32 number = (guint32) option_sheet;

  if (option_topic != NULL && !safi_topic_from_word (option_topic, &topic)) {
    /* Translators: {0} is what was typed as a topic. */
    *ret_exit = tell_unknown (_ ("There is no topic {0}."), option_topic);
    return NULL;
  }
  if (!safi_practice_has_round (topic, age)) {
    /* Translators: {0} is a topic as it was typed: "jobs". */
    *ret_exit = tell_unknown (_ ("There are too few messages about {0} for that age."),
                              safi_topic_to_word (topic));
    return NULL;
  }
  if (option_sheet < 0 || option_sheet > SAFI_PRINT_SHEET_MAX) {
    *ret_exit = safi_cli_misuse (_ ("The number of a sheet is from 1 to 9999."));
    return NULL;
  }
  if (number == 0)
    number = (guint32) g_random_int_range (1, SAFI_PRINT_SHEET_MAX + 1);
  return safi_print_handout_new (topic, age, number);
}

/* Returns: FALSE with @ret_exit set. */
static gboolean
read_age (gboolean is_for_somebody, SafiAge *ret_age, int *ret_exit)
{
  if (option_age == NULL)
    return TRUE;
  if (!is_for_somebody) {
    *ret_exit = safi_cli_misuse (_ ("--age is for posters and handout."));
    return FALSE;
  }
  if (safi_teaching_choose_age (option_age, ret_age, NULL))
    return TRUE;
  /* Translators: {0} is what was typed as an age. */
  *ret_exit = tell_unknown (_ ("There is no age {0}: it is child, teen or adult."), option_age);
  return FALSE;
}

static SafiPrintDocument *
make_document (const char *what, int *ret_exit)
{
  const gboolean is_posters = g_str_equal (what, "posters");
  const gboolean is_handout = g_str_equal (what, "handout");
  SafiAge age = SAFI_AGE_ADULT;

  if (!read_age (is_posters || is_handout, &age, ret_exit))
    return NULL;
  if ((option_tips != NULL && !is_posters) ||
      ((option_topic != NULL || option_sheet != 0) && !is_handout)) {
    *ret_exit = safi_cli_misuse (_ ("--tips is for posters, --topic and --sheet for handout."));
    return NULL;
  }
  if (is_posters)
    return make_posters (age, ret_exit);
  if (is_handout)
    return make_handout (age, ret_exit);
  if (g_str_equal (what, "lesson"))
    return safi_print_lesson_new ();
  *ret_exit = safi_cli_misuse (_ ("Choose one of posters, lesson, handout."));
  return NULL;
}

static int
write_document (const SafiPrintDocument *document, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) octets = safi_print_document_to_pdf (document, &error);
  gsize length = 0;
  const char *data = octets != NULL ? g_bytes_get_data (octets, &length) : NULL;

  if (octets != NULL && g_file_set_contents (path, data, (gssize) length, &error))
    return SAFI_EXIT_DONE;
  safi_cli_misuse (error->message);
  return SAFI_EXIT_FAILED;
}

/* A language is one that has a catalogue. */
static gboolean
speak_chosen (void)
{
  g_autofree char *path = NULL;

  if (option_language == NULL)
    return TRUE;
  path = g_build_filename (safi_words_get_catalogue_dir (), option_language, "LC_MESSAGES",
                           GETTEXT_PACKAGE ".mo", NULL);
  if (!g_str_equal (option_language, "en") &&
      (strchr (option_language, '/') != NULL || !g_file_test (path, G_FILE_TEST_IS_REGULAR)))
    return FALSE;
  safi_words_leave_c_locale ();
  g_free (safi_words_speak (option_language));
  return TRUE;
}

static int
run (SafiCli *cli, int argc, char **argv)
{
  g_autoptr (SafiPrintDocument) document = NULL;
  int code = SAFI_EXIT_DONE;

  if (!safi_cli_parse (&safi_command_print, options, &argc, &argv, &code))
    return code;
  if (argc != 3)
    return safi_cli_misuse (_ ("print takes what to print, and the file to write."));
  if (!speak_chosen ())
    /* Translators: {0} is what was typed as a language. */
    return tell_unknown (_ ("Safibox does not speak {0}."), option_language);
  document = make_document (argv[1], &code);
  return document != NULL ? write_document (document, argv[2]) : code;
}

const SafiCommand safi_command_print = {
  .name = "print",
  .arguments = "posters|lesson|handout FILE.pdf",
  .summary = N_ ("Write sheets for a school as PDF: posters, a lesson, an exercise"),
  .run = run,
};
