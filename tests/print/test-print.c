/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>
#include <string.h>

#include <gio/gio.h>

#include "awareness/practice/safi-practice-round.h"
#include "awareness/tips/safi-teaching-xml.h"
#include "print/safi-print-private.h"
#include "words/catalogue/safi-words-catalogue.h"
#include "words/teaching/safi-words-class.h"

#define OVERHANG 8.0 /* of letters over their place, in points */
#define FRAMES 20.0  /* of a certificate, around that */
#define SHEETS 8     /* of each topic */

static void
assert_inside (const SafiPrintDocument *document, guint page, double overhang)
{
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
  cairo_t *cairo = cairo_create (surface);
  double x, y, width, height;

  safi_print_document_draw (document, page, cairo);
  g_assert_cmpint (cairo_status (cairo), ==, CAIRO_STATUS_SUCCESS);
  cairo_recording_surface_ink_extents (surface, &x, &y, &width, &height);
  cairo_destroy (cairo);
  cairo_surface_destroy (surface);
  g_assert_cmpfloat (width, >, SAFI_PRINT_INNER_WIDTH / 4);
  g_assert_cmpfloat (x, >=, SAFI_PRINT_MARGIN - overhang);
  g_assert_cmpfloat (y, >=, SAFI_PRINT_MARGIN - overhang);
  g_assert_cmpfloat (x + width, <=, SAFI_PRINT_WIDTH - SAFI_PRINT_MARGIN + overhang);
  g_assert_cmpfloat (y + height, <=, SAFI_PRINT_HEIGHT - SAFI_PRINT_MARGIN + overhang);
}

/* Pango draws a box where no font has a letter. */
static void
assert_has_letters (const SafiPrintDocument *document, guint page)
{
  const GPtrArray *marks = g_ptr_array_index (document->pages, page);

  for (guint i = 0; i < marks->len; i++) {
    PangoLayout *text = ((const SafiPrintMark *) g_ptr_array_index (marks, i))->text;

    if (text != NULL && pango_layout_get_unknown_glyphs_count (text) > 0)
      g_error ("%s: no font has a letter of \"%s\"", document->language,
               pango_layout_get_text (text));
  }
}

static void
assert_all_inside (SafiPrintDocument *document, guint n_pages)
{
  g_autoptr (SafiPrintDocument) owned = document;

  g_assert_cmpuint (safi_print_document_get_n_pages (document), ==, n_pages);
  for (guint page = 0; page < n_pages; page++) {
    assert_inside (document, page, OVERHANG);
    assert_has_letters (document, page);
  }
}

/* Returns: (transfer full): English, and all that are installed. */
static GPtrArray *
list_languages (void)
{
  GPtrArray *languages = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (safi_words_get_catalogue_dir (), 0, NULL);
  const char *name;

  g_ptr_array_add (languages, g_strdup ("en"));
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (safi_words_get_catalogue_dir (), name, "LC_MESSAGES",
                                              SAFI_TIPS_DOMAIN ".mo", NULL);

    if (g_file_test (path, G_FILE_TEST_EXISTS))
      g_ptr_array_add (languages, g_strdup (name));
  }
  return languages;
}

/* Calls @check in each language. */
static void
for_each_language (void (*check) (void))
{
  g_autoptr (GPtrArray) languages = list_languages ();

  g_test_message ("%u languages", languages->len);
  for (guint i = 0; i < languages->len; i++) {
    const char *language = g_ptr_array_index (languages, i);
    g_autofree char *before = safi_words_speak (language);

    g_assert_cmpint (safi_words_get_language ()[0], ==, language[0]);
    g_assert_cmpint (safi_words_is_draft (SAFI_TIPS_DOMAIN), ==, !g_str_equal (language, "en"));
    check ();
    g_free (safi_words_speak (before));
  }
}

static void
check_posters (void)
{
  assert_all_inside (safi_print_posters_new (safi_tip_list (), NULL), safi_tip_list ()->len);
}

static void
test_no_poster_has_cut_text (void)
{
  for_each_language (check_posters);
}

static void
check_lesson (void)
{
  assert_all_inside (safi_print_lesson_new (), 1);
}

static void
test_the_lesson_is_a_page (void)
{
  for_each_language (check_lesson);
}

static void
check_handouts (void)
{
  for (SafiTopic topic = SAFI_TOPIC_MIXED; topic < SAFI_N_TOPICS; topic++)
    for (guint32 number = 1; number <= SHEETS; number++)
      assert_all_inside (safi_print_handout_new (topic, SAFI_AGE_ADULT, number), 2);
}

static void
test_a_handout_is_a_page_and_its_answers (void)
{
  for_each_language (check_handouts);
}

static void
test_each_age_has_handouts_of_its_topics (void)
{
  for (SafiAge age = SAFI_AGE_CHILD; age <= SAFI_AGE_ADULT; age++)
    for (SafiTopic topic = SAFI_TOPIC_MIXED; topic < SAFI_N_TOPICS; topic++)
      if (safi_practice_has_round (topic, age))
        assert_all_inside (safi_print_handout_new (topic, age, 1), 2);
}

static void
check_certificate (void)
{
  static const SafiPracticeScore score = {
    .time = 1795651200, .scams = 600, .caught = 555, .real = 600, .kept = 444
  };
  g_autofree char *name = g_strnfill (SAFI_PRINT_NAME_MAX, 'W');
  g_autoptr (SafiPrintDocument) document = safi_print_certificate_new (name, &score);

  g_assert_cmpuint (safi_print_document_get_n_pages (document), ==, 1);
  assert_inside (document, 0, FRAMES);
  assert_has_letters (document, 0);
}

static void
test_a_certificate_is_a_page (void)
{
  for_each_language (check_certificate);
}

/* A letter for private use, which no font of the system draws. */
static void
test_a_letter_that_no_font_has_is_seen (void)
{
  g_autoptr (SafiPrintDocument) document = safi_print_document_new ("x");

  if (g_test_subprocess ()) {
    safi_print_page_add (document, NULL, "\xf4\x8f\xbf\xbd");
    assert_has_letters (document, 0);
    return;
  }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*no font has a letter of*");
}

static void
test_the_day_of_a_certificate_is_in_the_language_that_is_spoken (void)
{
  g_autofree char *before = safi_words_speak ("sw");
  g_autofree char *day = safi_words_certificate_day (1795651200); /* 26 November 2026 */

  g_free (safi_words_speak (before));
  g_assert_nonnull (strstr (day, "Novemba"));
}

static void
test_a_page_is_made_smaller_where_there_is_less_room (void)
{
  g_autoptr (SafiPrintDocument) document = safi_print_lesson_new ();
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
  cairo_t *cairo = cairo_create (surface);
  double x, y, width, height;

  safi_print_document_draw_within (document, 0, cairo, 300, 200);
  cairo_recording_surface_ink_extents (surface, &x, &y, &width, &height);
  cairo_destroy (cairo);
  cairo_surface_destroy (surface);
  g_assert_cmpfloat (y, >=, 0);
  g_assert_cmpfloat (y + height, <=, 200);
  g_assert_cmpfloat_with_epsilon (x + width / 2, 150, 20);
}

/* As long as a tip may be, in words that cannot be broken where words end. */
static void
test_long_words_are_broken (void)
{
  g_autofree char *word = g_strnfill (SAFI_EXAMPLE_CHARS_MAX, 'W');
  g_autoptr (GPtrArray) tips = g_ptr_array_new ();
  GPtrArray *steps = g_ptr_array_new ();
  SafiTip tip = *(const SafiTip *) g_ptr_array_index (safi_tip_list (), 0);

  for (guint i = 0; i < SAFI_TEACHING_ITEMS_MAX; i++)
    g_ptr_array_add (steps, word);
  tip.title = tip.sentence = word;
  tip.steps = steps;
  tip.icon = (char *) "no-such-icon";
  g_ptr_array_add (tips, &tip);
  assert_all_inside (safi_print_posters_new (tips, NULL), 1);
  g_ptr_array_unref (steps);
}

static void
test_the_same_sheet_has_the_same_octets (void)
{
  g_autoptr (SafiPrintDocument) one = safi_print_handout_new (SAFI_TOPIC_SCHOOL, SAFI_AGE_ADULT, 7);
  g_autoptr (SafiPrintDocument) same =
      safi_print_handout_new (SAFI_TOPIC_SCHOOL, SAFI_AGE_ADULT, 7);
  g_autoptr (SafiPrintDocument) other =
      safi_print_handout_new (SAFI_TOPIC_SCHOOL, SAFI_AGE_ADULT, 8);
  g_autoptr (GBytes) octets = NULL, again = NULL, others = NULL;

  g_setenv ("SOURCE_DATE_EPOCH", "1700000000", TRUE);
  octets = safi_print_document_to_pdf (one, NULL);
  again = safi_print_document_to_pdf (same, NULL);
  others = safi_print_document_to_pdf (other, NULL);
  g_unsetenv ("SOURCE_DATE_EPOCH");
  g_assert_true (g_bytes_equal (octets, again));
  g_assert_false (g_bytes_equal (octets, others));
}

static void
test_what_is_no_pdf_gets_no_language (void)
{
  static const char *const faults[] = { "", "%PDF-1.4\nstartxref\n0\n", "/Root x /Info 1 /Size 2 ",
                                        "/Root ", "/Root 1" };

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++) {
    const gsize length = strlen (faults[i]);
    /* Without anything behind the end that could be read unseen. */
    g_autoptr (GByteArray) octets = g_byte_array_new_take (g_memdup2 (faults[i], length), length);
    g_autoptr (GError) error = NULL;

    g_assert_false (safi_print_pdf_name_language (octets, "ar", TRUE, &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
    g_assert_cmpuint (octets->len, ==, length);
  }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  safi_words_leave_c_locale ();
  safi_words_bind_catalogues ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/print/no-poster-has-cut-text", test_no_poster_has_cut_text);
  g_test_add_func ("/print/the-lesson-is-a-page", test_the_lesson_is_a_page);
  g_test_add_func ("/print/a-handout-is-a-page-and-its-answers",
                   test_a_handout_is_a_page_and_its_answers);
  g_test_add_func ("/print/each-age-has-handouts-of-its-topics",
                   test_each_age_has_handouts_of_its_topics);
  g_test_add_func ("/print/a-certificate-is-a-page", test_a_certificate_is_a_page);
  g_test_add_func ("/print/a-letter-that-no-font-has-is-seen",
                   test_a_letter_that_no_font_has_is_seen);
  g_test_add_func ("/print/the-day-of-a-certificate-is-in-the-language-that-is-spoken",
                   test_the_day_of_a_certificate_is_in_the_language_that_is_spoken);
  g_test_add_func ("/print/a-page-is-made-smaller-where-there-is-less-room",
                   test_a_page_is_made_smaller_where_there_is_less_room);
  g_test_add_func ("/print/long-words-are-broken", test_long_words_are_broken);
  g_test_add_func ("/print/the-same-sheet-has-the-same-octets",
                   test_the_same_sheet_has_the_same_octets);
  g_test_add_func ("/print/what-is-no-pdf-gets-no-language", test_what_is_no_pdf_gets_no_language);
  return g_test_run ();
}
