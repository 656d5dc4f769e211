/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/report/safi-sheet.h"

#include <string.h>

#include "core/base/safi-error.h"
#include "filter/safi-filter.h"

static const SafiErasedWords words = { "[address]", "[name]", "[number]", "[code]" };
static const char *const own[] = { "amina.hassan@practice.example", NULL };

static const char message_text[] =
    "From: \"M-Pesa Support\" <security@mailer77.example>\r\n"
    "To: Amina Hassan <amina.hassan@practice.example>\r\n"
    "Cc: Omar <omar@home.example>\r\n"
    "Reply-To: agent+amina.hassan=practice.example@mailer77.example\r\n"
    "Subject: Amina, your account 4455667788 will be closed\r\n"
    "Date: Thu, 26 Nov 2026 10:11:12 +0300\r\n"
    "Content-Type: text/html; charset=utf-8\r\n"
    "\r\n"
    "<p>Dear Amina Hassan,</p>"
    "<p>confirm your PIN at <a href=\"https://k9x2p4.pay.example/u/aminahassan?t=9f8e7d\">our "
    "page</a> or https://pay.example/in/9f8e7d6c today. Code X7K9Q2. Call +254 712 345678.</p>"
    "<p>Write to omar@home.example or helper@other.example. It is 2026.</p>\r\n";

static SafiMessage *
new_message (const char *text)
{
  g_autoptr (GBytes) octets = g_bytes_new (text, strlen (text));

  return safi_message_new (octets, 0);
}

static void
add (GPtrArray *rows,
     const char *code,
     double weight,
     const char *arg,
     const char *spot_text,
     SafiMessage *message)
{
  SafiEvidence *row = safi_evidence_new (safi_filter_lookup (code));
  const char *found =
      spot_text != NULL ? strstr (safi_message_get_text (message), spot_text) : NULL;

  safi_evidence_set_weight (row, weight);
  if (arg != NULL)
    safi_evidence_add_arg (row, SAFI_ARG_TEXT, arg);
  if (found != NULL)
    safi_evidence_set_spot_text (row, (guint) (found - safi_message_get_text (message)),
                                 (guint) strlen (spot_text));
  g_ptr_array_add (rows, row);
}

static SafiVerdict *
new_verdict (GPtrArray *rows)
{
  const SafiBorders borders = { -1.25, 2.5 };
  g_autoptr (SafiVerdict) verdict =
      safi_verdict_new (SAFI_DECISION_JUNK, SAFI_KIND_PHISHING, -0.8, 0.98, rows);

  return safi_verdict_with_borders (verdict, &borders);
}

static GBytes *
write_sample (SafiMessage *message, SafiVerdict **ret_verdict)
{
  g_autoptr (GPtrArray) rows =
      g_ptr_array_new_with_free_func ((GDestroyNotify) safi_evidence_unref);

  add (rows, "money.ask-code", 2.1000000000000001, "your PIN", "your PIN", message);
  add (rows, "money.ask-code", 0.3, "X7K9Q2; text=50%", "Code X7K9Q2", message);
  safi_evidence_set_spot_header (rows->pdata[1], "Reply-To");
  *ret_verdict = new_verdict (rows);
  return safi_sheet_write (*ret_verdict, message, own, &words);
}

static SafiSheet *
read_octets (GBytes *octets)
{
  g_autoptr (GError) error = NULL;
  SafiSheet *sheet = safi_sheet_read (octets, safi_filter_lookup, &error);

  g_assert_no_error (error);
  return sheet;
}

static void
test_the_helper_sees_the_same_verdict (void)
{
  g_autoptr (SafiMessage) message = new_message (message_text);
  g_autoptr (SafiVerdict) verdict = NULL;
  g_autoptr (GBytes) octets = write_sample (message, &verdict);
  g_autoptr (SafiSheet) sheet = read_octets (octets);
  GPtrArray *rows = safi_verdict_get_evidence (sheet->verdict);

  g_assert_cmpint (safi_verdict_get_decision (sheet->verdict), ==, SAFI_DECISION_JUNK);
  g_assert_cmpint (safi_verdict_get_kind (sheet->verdict), ==, SAFI_KIND_PHISHING);
  g_assert_true (safi_verdict_get_log_odds (sheet->verdict) == safi_verdict_get_log_odds (verdict));
  g_assert_true (safi_verdict_get_probability (sheet->verdict) == 0.98);
  g_assert_true (safi_verdict_get_borders (sheet->verdict)->junk_from == 2.5);
  g_assert_cmpuint (rows->len, ==, 2);
  g_assert_cmpstr (safi_evidence_get_finding (rows->pdata[0])->code, ==, "money.ask-code");
  g_assert_cmpstr (safi_evidence_get_arg (rows->pdata[0], 0), ==, "your PIN");
  g_assert_cmpstr (safi_evidence_get_arg (rows->pdata[1], 0), ==, "[code]; text=50%");
  g_assert_cmpstr (safi_evidence_get_spot (rows->pdata[1])->header, ==, "Reply-To");
  g_assert_cmpstr (safi_message_get_from (sheet->message)->name, ==, "M-Pesa Support");
  g_assert_cmpstr (safi_message_get_from (sheet->message)->address, ==,
                   "security@mailer77.example");
  g_assert_cmpstr (safi_message_get_subject (sheet->message), ==,
                   "[name], your account [number] will be closed");
}

static void
test_a_reason_lights_the_same_words (void)
{
  g_autoptr (SafiMessage) message = new_message (message_text);
  g_autoptr (SafiVerdict) verdict = NULL;
  g_autoptr (GBytes) octets = write_sample (message, &verdict);
  g_autoptr (SafiSheet) sheet = read_octets (octets);
  const SafiSpot *spot =
      safi_evidence_get_spot (safi_verdict_get_evidence (sheet->verdict)->pdata[0]);
  g_autofree char *lit = NULL;

  g_assert_cmpint (spot->type, ==, SAFI_SPOT_TEXT);
  lit = g_strndup (safi_message_get_text (sheet->message) + spot->start, spot->length);
  g_assert_cmpstr (lit, ==, "your PIN");
}

static void
test_what_tells_of_the_person_is_gone (void)
{
  static const char *const gone[] = { "amina",      "hassan", "omar",   "practice.example",
                                      "4455667788", "9f8e7d", "/u/",    "/in/",
                                      "?t=",        "k9x2p4", "X7K9Q2", "712",
                                      "345678",     "helper@" };
  static const char *const kept[] = {
    "https://x.pay.example/",    "https://pay.example/", "other.example",
    "security@mailer77.example", "It is 2026",           "[name]@"
  };
  g_autoptr (SafiMessage) message = new_message (message_text);
  g_autoptr (SafiVerdict) verdict = NULL;
  g_autoptr (GBytes) octets = write_sample (message, &verdict);
  g_autofree char *text = g_strndup (g_bytes_get_data (octets, NULL), g_bytes_get_size (octets));
  g_autofree char *folded = g_utf8_casefold (text, -1);

  for (guint i = 0; i < G_N_ELEMENTS (gone); i++) {
    g_autofree char *word = g_utf8_casefold (gone[i], -1);

    if (strstr (folded, word) != NULL)
      g_error ("%s is still in %s", gone[i], text);
  }
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    if (strstr (text, kept[i]) == NULL)
      g_error ("%s is not in %s", kept[i], text);
}

static void
test_a_text_stays_a_text (void)
{
  g_autoptr (SafiMessage) message =
      safi_message_new_from_text ("Send your PIN to 0712345678\nnow", -1);
  g_autoptr (SafiVerdict) verdict = NULL;
  g_autoptr (GBytes) octets = write_sample (message, &verdict);
  g_autoptr (SafiSheet) sheet = read_octets (octets);

  g_assert_cmpint (safi_message_get_form (sheet->message), ==, SAFI_FORM_TEXT);
  g_assert_nonnull (strstr (safi_message_get_text (sheet->message), "PIN to [number]\nnow"));
}

static void
test_a_call_stays_a_call_and_is_nothing_else (void)
{
  g_autoptr (SafiMessage) message = safi_message_new_from_call (SAFI_CALL_SECRET | SAFI_CALL_MONEY);
  g_autoptr (SafiVerdict) verdict = NULL;
  g_autoptr (GBytes) octets = write_sample (message, &verdict);
  g_autoptr (SafiSheet) sheet = read_octets (octets);
  g_autoptr (GString) forged =
      g_string_new_len (g_bytes_get_data (octets, NULL), (gssize) g_bytes_get_size (octets));
  g_autoptr (GBytes) bad = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (safi_message_get_call (sheet->message), ==, SAFI_CALL_SECRET | SAFI_CALL_MONEY);
  g_assert_cmpuint (g_string_replace (forged, "secret money", "open http://a.example/", 0), ==, 1);
  bad = g_bytes_new (forged->str, forged->len);
  g_assert_null (safi_sheet_read (bad, safi_filter_lookup, &error));
  g_assert_error (error, SAFI_ERROR, SAFI_ERROR_INVALID);
}

/* Everything in it as large as it can be. */
static void
test_a_sheet_is_never_larger_than_it_may_be (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) faces = g_string_new (NULL);
  g_autoptr (SafiMessage) message = NULL;
  g_autoptr (SafiVerdict) verdict = NULL;
  g_autoptr (GPtrArray) rows =
      g_ptr_array_new_with_free_func ((GDestroyNotify) safi_evidence_unref);
  g_autoptr (GBytes) octets = NULL;
  g_autoptr (SafiSheet) sheet = NULL;
  g_autofree char *long_word = g_strnfill (3000, 'x');

  for (guint i = 0; i < 400; i++)
    g_string_append (faces, "\U0001f600");
  g_string_append_printf (text, "From: \"%s\" <%s@a.example>\nSubject: %s\n", faces->str, long_word,
                          faces->str);
  for (guint i = 0; i < 20; i++)
    g_string_append_printf (text, "X-Field-%u: %s\n", i, faces->str + 4 * i);
  g_string_append (text, "Content-Type: text/plain; charset=utf-8\n\n");
  for (guint i = 0; i < 30000; i++)
    g_string_append (text, i % 7 == 0 ? " \U0001f600" : "\u0645");
  message = new_message (text->str);
  for (guint i = 0; i < 3 * SAFI_SHEET_REASONS_MAX; i++) {
    g_autofree char *field = g_strdup_printf ("X-Field-%u", i);
    SafiEvidence *row = safi_evidence_new (safi_filter_lookup ("money.ask-code"));

    for (guint j = 0; j < SAFI_EVIDENCE_ARGS_MAX; j++)
      safi_evidence_add_arg (row, SAFI_ARG_TEXT, faces->str);
    safi_evidence_set_spot_header (row, field);
    g_ptr_array_add (rows, row);
  }
  verdict = new_verdict (rows);
  octets = safi_sheet_write (verdict, message, own, &words);
  g_assert_cmpuint (g_bytes_get_size (octets), <=, SAFI_SHEET_OCTETS_MAX);
  g_assert_cmpuint (g_bytes_get_size (octets), >, SAFI_SHEET_OCTETS_MAX - 8);
  sheet = read_octets (octets);
  g_assert_cmpuint (safi_verdict_get_evidence (sheet->verdict)->len, ==, SAFI_SHEET_REASONS_MAX);
  g_assert_cmpfloat_with_epsilon (safi_verdict_get_log_odds (sheet->verdict),
                                  safi_verdict_get_log_odds (verdict), 1e-9);
}

static SafiSheet *
read_text (const char *text, GError **error)
{
  g_autoptr (GBytes) octets = g_bytes_new (text, strlen (text));

  return safi_sheet_read (octets, safi_filter_lookup, error);
}

static void
test_what_is_no_sheet_is_refused (void)
{
  static const char *const wrong[] = {
    "",
    "Subject: hello\n\nno sheet",
    "Safibox-Sheet: 2 junk phishing\nSafibox-Sum: 0 0.5\n\n",
    "Safibox-Sheet: 1 wonderful phishing\nSafibox-Sum: 0 0.5\n\n",
    "Safibox-Sheet: 1 junk wonderful\nSafibox-Sum: 0 0.5\n\n",
    "Safibox-Sheet: 1 junk phishing\n\n",
    "Safibox-Sheet: 1 junk phishing\nSafibox-Sum: nan 0.5\n\n",
    "Safibox-Sheet: 1 junk phishing\nSafibox-Sum: 1e300 0.5\n\n",
    "Safibox-Sheet: 1 junk phishing\nSafibox-Sum: 0 2\n\n",
    "Safibox-Sheet: 1 junk phishing\nSafibox-Sum: 0 0.5 1\n\n",
    "Safibox-Sheet: 1 junk phishing\nSafibox-Sum: 0 0.5 1 inf\n\n",
    "Safibox-Sheet: 1 junk phishing\nSafibox-Sum: 0 0.5\nSafibox-Reason: money.ask-code\n\n",
    "Safibox-Sheet: 1 junk phishing\nSafibox-Sum: 0 0.5\nSafibox-Reason: money.ask-code x\n\n",
    "Safibox-Sheet: 1 junk phishing\nSafibox-Sum: 0 0.5\nSafibox-Reason:\n\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (read_text (wrong[i], &error));
    g_assert_error (error, SAFI_ERROR, SAFI_ERROR_INVALID);
  }
}

#define HEAD "Safibox-Sheet: 1 junk phishing\nSafibox-Sum: 0 0.5\n"

static void
test_one_reason_too_many_is_refused (void)
{
  g_autoptr (GString) text = g_string_new (HEAD);
  g_autoptr (SafiSheet) sheet = NULL;

  for (guint i = 0; i < SAFI_SHEET_REASONS_MAX; i++)
    g_string_append (text, "Safibox-Reason: no.such-code 0.1\n");
  sheet = read_text (text->str, NULL);
  g_assert_nonnull (sheet);
  g_assert_cmpuint (safi_verdict_get_evidence (sheet->verdict)->len, ==, SAFI_SHEET_REASONS_MAX);
  g_string_append (text, "Safibox-Reason: no.such-code 0.1\n");
  g_assert_null (read_text (text->str, NULL));
}

static void
test_one_octet_too_many_is_refused (void)
{
  g_autoptr (GString) text = g_string_new (HEAD "\n");
  g_autoptr (SafiSheet) sheet = NULL;

  while (text->len < SAFI_SHEET_OCTETS_MAX)
    g_string_append_c (text, 'x');
  sheet = read_text (text->str, NULL);
  g_assert_nonnull (sheet);
  g_string_append_c (text, 'x');
  g_assert_null (read_text (text->str, NULL));
}

/* Places beyond the text or within a character, arguments without end, titles without theirs. */
static void
test_a_hostile_reason_does_no_harm (void)
{
  static const char *const reasons[] = {
    "money.ask-code 1 at=text:5:99999; text=a",
    "money.ask-code 1 at=text:99999:1; text=a",
    "money.ask-code 1 at=text:1:1; text=a",
    "money.ask-code 1 at=text:-1:1; text=a",
    "money.ask-code 1 at=text:18446744073709551615:2; text=a",
    "money.ask-code 1 at=header:; text=a",
    "money.ask-code 1 at=nowhere; text=a",
    "money.ask-code 1; text=%00; text=%ff; x=y; text",
    "money.ask-code 1; text=a; text=b; text=c; text=d",
    "links.disguised 1",
  };

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++) {
    g_autofree char *text =
        g_strdup_printf (HEAD "Safibox-Reason: %s\nContent-Type: text/plain; charset=utf-8\n\n"
                              "\u00e4bc\n",
                         reasons[i]);
    g_autoptr (SafiSheet) sheet = read_text (text, NULL);
    SafiEvidence *row;

    g_assert_nonnull (sheet);
    row = safi_verdict_get_evidence (sheet->verdict)->pdata[0];
    g_assert_cmpint (safi_evidence_get_spot (row)->type, !=, SAFI_SPOT_TEXT);
    g_assert_cmpuint (safi_evidence_get_n_args (row), <=, SAFI_EVIDENCE_ARGS_MAX);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sheet/the-helper-sees-the-same-verdict",
                   test_the_helper_sees_the_same_verdict);
  g_test_add_func ("/sheet/a-reason-lights-the-same-words", test_a_reason_lights_the_same_words);
  g_test_add_func ("/sheet/what-tells-of-the-person-is-gone",
                   test_what_tells_of_the_person_is_gone);
  g_test_add_func ("/sheet/a-text-stays-a-text", test_a_text_stays_a_text);
  g_test_add_func ("/sheet/a-call-stays-a-call-and-is-nothing-else",
                   test_a_call_stays_a_call_and_is_nothing_else);
  g_test_add_func ("/sheet/a-sheet-is-never-larger-than-it-may-be",
                   test_a_sheet_is_never_larger_than_it_may_be);
  g_test_add_func ("/sheet/what-is-no-sheet-is-refused", test_what_is_no_sheet_is_refused);
  g_test_add_func ("/sheet/one-reason-too-many-is-refused", test_one_reason_too_many_is_refused);
  g_test_add_func ("/sheet/one-octet-too-many-is-refused", test_one_octet_too_many_is_refused);
  g_test_add_func ("/sheet/a-hostile-reason-does-no-harm", test_a_hostile_reason_does_no_harm);
  return g_test_run ();
}
