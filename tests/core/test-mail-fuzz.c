/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "../lib/corpus.h"
#include "core/message/safi-view.h"
#include "core/report/safi-redact-mail.h"
#include "core/report/safi-redactor.h"

/* Every sample message as it comes from a file or a mailbox, through each view, and as it is handed
 * to those who take reports; broken at random, always the same way. */

#define ROUNDS 1000

static const char *const own[] = { "amina@practice.example", NULL };

static const char *const pieces[] = {
  "\n",
  "\r\n",
  "\r\n\r\n",
  "\n--",
  "--\n",
  "boundary=",
  "\"",
  "From amina Mon Nov  2 10:00:00 2026\n",
  ">From ",
  "Content-Type: multipart/mixed; boundary=x\n",
  "Content-Type: message/rfc822\n\n",
  "Content-Type: text/html; charset=utf-7\n",
  "Content-Transfer-Encoding: base64\n",
  "Content-Transfer-Encoding: quoted-printable\n",
  "Content-Transfer-Encoding: x-uuencode\n",
  "begin 644 a\n",
  "=?utf-8?b?",
  "=?utf-8?q?=FF?=",
  "name*0*=utf-8''%ff",
  "amina@practice.example",
  "YW1pbmFAcHJhY3RpY2UuZXhhbXBsZQ==",
  "<a href=\"https://x.example/?u=amina%40practice.example\">",
  "\xff",
  "\xe2\x80\xae",
  ";",
  "=",
  "(",
  ",",
  "<",
  "https://",
};

static void
check_view (GBytes *octets, SafiView view)
{
  g_auto (SafiSeen) seen = safi_view_of (octets, view);
  g_autoptr (SafiMessage) message = safi_view_read (octets, view);
  const char *text = safi_message_get_text (message);

  g_assert_nonnull (seen.octets);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_cmpuint (strlen (text), <=, SAFI_MESSAGE_TEXT_MAX);
}

/* What is whole only across the end of a header or of a part is nobody's address. */
static void
check_lines (SafiRedactor *redactor, GBytes *octets)
{
  g_autofree char *text = g_strndup (g_bytes_get_data (octets, NULL), g_bytes_get_size (octets));
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    g_assert_false (safi_redactor_leaks (redactor, lines[i]));
}

/* What is handed over is part of what came, or tells nothing of who got it. */
static void
check_report (GBytes *octets)
{
  g_autoptr (SafiMessage) message = safi_message_new (octets, 0);
  g_autoptr (SafiRedactor) redactor = safi_redactor_new (message, own);
  g_auto (SafiHandover) kept = safi_redact_keep (message);
  g_auto (SafiHandover) redacted = safi_redact_mail (message, own);

  g_assert_cmpuint (g_bytes_get_size (kept.octets), <=, g_bytes_get_size (octets) + 2);
  check_lines (redactor, redacted.octets);
  safi_redact_has_files (message);
}

static void
read_mail (GBytes *octets)
{
  for (guint view = SAFI_VIEW_HEADER; view <= SAFI_VIEW_WHOLE; view++)
    check_view (octets, view);
  check_report (octets);
}

static void
test_broken_samples_do_no_harm (void)
{
  test_break_corpus ("mail", ".eml", ROUNDS, pieces, G_N_ELEMENTS (pieces), read_mail);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mail-fuzz/broken-samples-do-no-harm", test_broken_samples_do_no_harm);
  return g_test_run ();
}
