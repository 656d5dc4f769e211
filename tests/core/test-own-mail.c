/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/message/safi-own-mail.h"

#include <string.h>

#include <gmime/gmime.h>

#include "core/message/safi-message.h"
#include "core/text/safi-unlinked.h"

#define NOW G_GINT64_CONSTANT (1795176000) /* 2026-11-20 12:00 UTC */

static void
test_a_letter_is_read_as_it_was_written (void)
{
  g_autoptr (GBytes) octets = safi_own_mail_new ("amina@mail.example", "Sa\u00fcber \u2713",
                                                 "Eins\nzwei \u2713\n", "weekly-1", NOW);
  g_autoptr (SafiMessage) message = safi_message_new (octets, g_bytes_get_size (octets));

  g_assert_cmpstr (safi_message_get_subject (message), ==, "Sa\u00fcber \u2713");
  g_assert_cmpstr (safi_message_get_message_id (message), ==, "weekly-1@letter.safibox.invalid");
  g_assert_cmpstr (safi_message_get_from (message)->address, ==, "amina@mail.example");
  g_assert_cmpint (safi_message_get_date (message), ==, NOW);
  g_assert_nonnull (strstr (safi_message_get_text (message), "zwei \u2713"));
}

/* No line of a header is longer than RFC 5322 section 2.1.1 wants, and all is ASCII. */
static void
test_every_line_is_short_and_ascii (void)
{
  g_autoptr (GString) subject = g_string_new (NULL);
  g_autoptr (GBytes) octets = NULL;
  g_auto (GStrv) lines = NULL;
  g_autofree char *text = NULL;
  gsize length;

  for (guint i = 0; i < 200; i++)
    g_string_append (subject, "\u0645");
  octets = safi_own_mail_new ("amina@mail.example", subject->str, "text", "weekly-1", NOW);
  g_assert_nonnull (octets);
  text = g_strndup (g_bytes_get_data (octets, &length), g_bytes_get_size (octets));
  g_assert_true (g_str_is_ascii (text));
  lines = g_strsplit (text, "\r\n", -1);
  for (guint i = 0; lines[i] != NULL; i++) {
    g_assert_cmpuint (strlen (lines[i]), <=, 78);
    g_assert_null (strpbrk (lines[i], "\r\n"));
  }
}

static void
test_a_line_break_in_the_subject_adds_no_field (void)
{
  g_autoptr (GBytes) octets =
      safi_own_mail_new ("amina@mail.example", "a\r\nBcc: b@c.example", "text", "weekly-1", NOW);
  g_autofree char *text = g_strndup (g_bytes_get_data (octets, NULL), g_bytes_get_size (octets));

  g_assert_null (strstr (text, "\r\nBcc"));
}

static void
test_an_address_that_no_header_holds_is_left_out (void)
{
  static const char *const addresses[] = { "am\u00edna@mail.example", "a b@mail.example",
                                           "a>@mail.example", "nobody" };

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++) {
    g_autoptr (GBytes) octets = safi_own_mail_new (addresses[i], "s", "text", "weekly-1", NOW);
    g_autoptr (SafiMessage) message = safi_message_new (octets, g_bytes_get_size (octets));

    g_assert_cmpstr (safi_message_get_from (message)->address, ==, "weekly@letter.safibox.invalid");
  }
}

static GBytes *
write_with_text (gsize length)
{
  g_autofree char *text = g_strnfill (length, 'x');

  return safi_own_mail_new ("amina@mail.example", "s", text, "weekly-1", NOW);
}

static void
test_a_letter_has_a_limit (void)
{
  gsize length = 1;

  while (TRUE) {
    g_autoptr (GBytes) octets = write_with_text (length);

    if (octets == NULL)
      break;
    g_assert_cmpuint (g_bytes_get_size (octets), <=, SAFI_OWN_MAIL_MAX);
    length++;
  }
  g_assert_cmpuint (length, >, 2100);
  g_assert_cmpuint (length, <, SAFI_OWN_MAIL_MAX);
}

static void
test_no_strangers_word_becomes_a_link (void)
{
  static const struct {
    const char *text;
    const char *unlinked;
  } cases[] = {
    { "Lunch", "Lunch" },
    { "The end. Really", "The end. Really" },
    { "The end.", "The end." },
    { "pay.example", "pay[.]example" },
    { "https://pay.example/x?y", "https: //pay[.]example/x?y" },
    { "www.pay.example.", "www[.]pay[.]example." },
    { "me@pay.example", "me[@]pay[.]example" },
    { "mailto:me", "mailto: me" },
    { "Re: hello", "Re: hello" },
    { "pay\u3002example\uff0ecom", "pay[.]example[.]com" },
    { "me\uff20pay\uff61example", "me[@]pay[.]example" },
    { "Call +1 (800) 555-0199 now", "Call +# (###) ###-#### now" },
    { "\u0660\u0661\u0662\u0663\u0664\u0665\u0666", "#######" },
    { "123456", "123456" },
    { "1234567", "#######" },
    { "Invoice 45,000 of 2026", "Invoice 45,000 of 2026" },
    { "a\u202eb\r\nc\u200bd", "ab cd" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *unlinked = safi_unlinked (cases[i].text, 100);
    g_autofree char *wanted = g_strconcat ("\u2068", cases[i].unlinked, "\u2069", NULL);

    g_assert_cmpstr (unlinked, ==, wanted);
  }
}

static void
test_a_long_text_is_cut (void)
{
  g_autofree char *text = g_strnfill (1000, '.');
  g_autofree char *unlinked = safi_unlinked (text, 40);

  g_assert_cmpint (g_utf8_strlen (unlinked, -1), <=, 3 * 40 + 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/own-mail/a-letter-is-read-as-it-was-written",
                   test_a_letter_is_read_as_it_was_written);
  g_test_add_func ("/own-mail/every-line-is-short-and-ascii", test_every_line_is_short_and_ascii);
  g_test_add_func ("/own-mail/a-line-break-in-the-subject-adds-no-field",
                   test_a_line_break_in_the_subject_adds_no_field);
  g_test_add_func ("/own-mail/an-address-that-no-header-holds-is-left-out",
                   test_an_address_that_no_header_holds_is_left_out);
  g_test_add_func ("/own-mail/a-letter-has-a-limit", test_a_letter_has_a_limit);
  g_test_add_func ("/own-mail/no-strangers-word-becomes-a-link",
                   test_no_strangers_word_becomes_a_link);
  g_test_add_func ("/own-mail/a-long-text-is-cut", test_a_long_text_is_cut);
  return g_test_run ();
}
