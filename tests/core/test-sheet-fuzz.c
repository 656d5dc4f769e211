/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/report/safi-sheet.h"

#include <string.h>

#include "../lib/random.h"
#include "filter/safi-filter.h"

/* Sheets and texts broken at random, always the same way. */

#define ROUNDS 3000

static const SafiErasedWords words = { "[address]", "[name]", "[number]", "[code]" };
static const char *const own[] = { "amina@practice.example", NULL };

static const char sample[] =
    "Safibox-Sheet: 1 junk phishing\nSafibox-Sum: -0.8 0.98 -1.25 2.5\n"
    "Safibox-Reason: money.ask-code 2.1 at=text:9:8; text=your%20PIN\n"
    "Safibox-Reason: links.disguised 1.5 at=header:From; domain=pay.example; domain=a.example\n"
    "Safibox-Reason: sheet.other -0.25\nFrom: \"M-Pesa\" <security@mailer77.example>\n"
    "To: Amina Hassan <amina@practice.example>\nSubject: Hello 4455667788\nMIME-Version: 1.0\n"
    "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
    "Confirm \xc3\xa4 your PIN at https://amina@pay.example/x?y=9f8e7d6c amina=practice.example\n"
    "www.a.example/b +254 712 345678 X7K9Q2 Hassan omar@home.example http://[::1]/ @ a@@b\n";

static const char *const pieces[] = { "\n", ";", "@",     "=",        "%",        ":",
                                      " ",  "1", "\xff",  "\xc3",     "https://", "amina",
                                      ".",  "[", "text:", "99999999", "-",        "www." };

/* What can be read can be written again, and read once more. */
static void
read_and_write (GString *octets)
{
  g_autoptr (GBytes) bytes = g_bytes_new (octets->str, octets->len);
  g_autoptr (SafiSheet) sheet = safi_sheet_read (bytes, safi_filter_lookup, NULL);
  g_autoptr (GBytes) again = NULL;
  g_autoptr (SafiSheet) second = NULL;

  if (sheet == NULL)
    return;
  again = safi_sheet_write (sheet->verdict, sheet->message, own, &words);
  g_assert_cmpuint (g_bytes_get_size (again), <=, SAFI_SHEET_OCTETS_MAX);
  second = safi_sheet_read (again, safi_filter_lookup, NULL);
  g_assert_nonnull (second);
  g_assert_cmpint (safi_verdict_get_decision (second->verdict), ==,
                   safi_verdict_get_decision (sheet->verdict));
}

/* Places of a text stay in order and within it. */
static void
erase (GString *octets)
{
  g_autoptr (GBytes) bytes = g_bytes_new (octets->str, octets->len);
  g_autoptr (SafiMessage) message = safi_message_new (bytes, 0);
  g_autoptr (SafiEraser) eraser = safi_eraser_new (message, own, &words);
  const char *text = safi_message_get_text (message);
  guint places[3] = { 0, (guint) strlen (text) / 2, (guint) strlen (text) };
  g_autofree char *erased = safi_eraser_run (eraser, text, places, G_N_ELEMENTS (places));

  g_assert_true (g_utf8_validate (erased, -1, NULL));
  g_assert_null (strstr (erased, "amina@practice.example"));
  g_assert_cmpuint (places[0], <=, places[1]);
  g_assert_cmpuint (places[1], <=, places[2]);
  g_assert_cmpuint (places[2], ==, strlen (erased));
}

static void
test_broken_sheets_do_no_harm (void)
{
  g_autoptr (GRand) random = test_random_new ();

  for (guint i = 0; i < ROUNDS; i++) {
    g_autoptr (GString) octets = g_string_new_len (sample, sizeof sample - 1);

    test_mutate (octets, random, pieces, G_N_ELEMENTS (pieces));
    read_and_write (octets);
    erase (octets);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sheet-fuzz/broken-sheets-do-no-harm", test_broken_sheets_do_no_harm);
  return g_test_run ();
}
