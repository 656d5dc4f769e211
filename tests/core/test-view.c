/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/message/safi-view.h"

#define HEADER "From: Ann <ann@one.example>\r\nDKIM-Signature: v=1; b=abc\r\nSubject: hello\r\n"

static const char plain[] = HEADER "\r\nHello\r\n";

static const char letter[] =
    HEADER "Content-Type: multipart/mixed; boundary=outer\r\n\r\nfor no reader\r\n--outer\r\n"
           "Content-Type: multipart/alternative; boundary=inner\r\n\r\n"
           "--inner\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nplain words\r\n"
           "--inner\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n"
           "PHA+cmljaCB3b3JkcyA8YSBocmVmPSJodHRwczovL3R3by5leGFtcGxlIj5saW5rPC9hPg==\r\n"
           "--inner--\r\n"
           "--outer\r\nContent-Type: image/png; name=p.png\r\nContent-ID: <p>\r\n\r\npicture\r\n"
           "--outer\r\nContent-Type: application/zip\r\n"
           "Content-Disposition: attachment; filename*=utf-8''r%C3%A9.zip\r\n"
           "Content-Transfer-Encoding: base64\r\n\r\nUEsDBAAA\r\n"
           "--outer--\r\n";

static SafiMessage *
read_text (const char *text, SafiView view)
{
  g_autoptr (GBytes) whole = g_bytes_new_static (text, strlen (text));

  return safi_view_read (whole, view);
}

static SafiSeen
view_text (const char *text, SafiView view)
{
  g_autoptr (GBytes) whole = g_bytes_new_static (text, strlen (text));

  return safi_view_of (whole, view);
}

static void
test_a_short_letter_is_seen_as_it_was_sent (void)
{
  static const SafiView views[] = { SAFI_VIEW_SPARING, SAFI_VIEW_LIVE, SAFI_VIEW_PARTS,
                                    SAFI_VIEW_BEGINNING, SAFI_VIEW_WHOLE };

  for (guint i = 0; i < G_N_ELEMENTS (views); i++) {
    g_auto (SafiSeen) seen = view_text (plain, views[i]);

    g_assert_cmpint (seen.unseen, ==, 0);
    g_assert_cmpmem (g_bytes_get_data (seen.octets, NULL), g_bytes_get_size (seen.octets), plain,
                     strlen (plain));
  }
}

static void
test_old_mail_is_seen_without_signatures (void)
{
  g_autoptr (SafiMessage) message = read_text (plain, SAFI_VIEW_BACKLOG);

  g_assert_cmpstr (safi_message_get_subject (message), ==, "hello");
  g_assert_null (safi_message_get_header (message, "DKIM-Signature"));
  g_assert_cmpstr (safi_message_get_text (message), ==, "Hello\n");
  g_assert_cmpint (safi_message_get_unseen (message), ==, SAFI_UNSEEN_FIELDS | SAFI_UNSEEN_FORM);
}

static void
test_header_view_holds_no_word_of_the_text (void)
{
  g_autoptr (SafiMessage) message = read_text (plain, SAFI_VIEW_HEADER);

  g_assert_cmpstr (safi_message_get_text (message), ==, "");
  g_assert_cmpint (safi_message_get_unseen (message), ==, SAFI_UNSEEN_ALL);
}

static void
test_new_mail_is_seen_without_files (void)
{
  g_autoptr (SafiMessage) message = read_text (letter, SAFI_VIEW_LIVE);
  g_autoptr (SafiMessage) whole = read_text (letter, SAFI_VIEW_WHOLE);
  GPtrArray *seen = safi_message_get_attachments (message);
  GPtrArray *all = safi_message_get_attachments (whole);

  g_assert_cmpint (safi_message_get_unseen (message), ==, SAFI_UNSEEN_FILE | SAFI_UNSEEN_FORM);
  g_assert_cmpstr (safi_message_get_text (message), ==, safi_message_get_text (whole));
  g_assert_cmpuint (safi_message_get_links (message)->len, ==, 1);
  g_assert_cmpuint (seen->len, ==, all->len);
  for (guint i = 0; i < seen->len; i++) {
    const SafiAttachment *one = seen->pdata[i], *other = all->pdata[i];

    g_assert_cmpstr (one->name, ==, other->name);
    g_assert_cmpstr (one->media_type, ==, other->media_type);
    g_assert_cmpuint (one->size, ==, other->size);
    g_assert_cmpint (one->is_inline, ==, other->is_inline);
  }
  g_assert_cmpmem (safi_message_get_structure (message), sizeof (SafiStructure),
                   safi_message_get_structure (whole), sizeof (SafiStructure));
}

static void
test_identity_is_the_same_in_every_view (void)
{
  g_autoptr (SafiMessage) whole = read_text (letter, SAFI_VIEW_WHOLE);

  for (SafiView view = SAFI_VIEW_HEADER; view < SAFI_VIEW_WHOLE; view++) {
    g_autoptr (SafiMessage) message = read_text (letter, view);

    g_assert_cmpstr (safi_message_get_identity (message), ==, safi_message_get_identity (whole));
  }
}

static void
test_all_that_can_be_read_is_all_but_pictures (void)
{
  g_autoptr (SafiMessage) message = read_text (letter, SAFI_VIEW_PARTS);

  g_assert_cmpint (safi_message_get_unseen (message), ==, SAFI_UNSEEN_FORM);
  g_assert_false (safi_message_get_flaws (message) & SAFI_FLAW_PARTIAL);
}

/* Returns: (transfer full): a letter of @n octets of text in lines of 10. */
static char *
write_long (gsize n)
{
  GString *text = g_string_new (HEADER "\r\n");

  for (gsize i = 0; i < n; i += 10)
    g_string_append (text, "12345678\r\n");
  return g_string_free (text, FALSE);
}

static void
test_a_long_text_is_cut_at_a_line (void)
{
  const gsize fitting = SAFI_VIEW_LIVE_PART / 10 * 10;
  g_autofree char *fits = write_long (fitting);
  g_autofree char *beyond = write_long (fitting + 10);
  g_autoptr (SafiMessage) whole = read_text (fits, SAFI_VIEW_LIVE);
  g_autoptr (SafiMessage) part = read_text (beyond, SAFI_VIEW_LIVE);

  g_assert_cmpint (safi_message_get_unseen (whole), ==, 0);
  g_assert_cmpint (safi_message_get_unseen (part), ==, SAFI_UNSEEN_TEXT | SAFI_UNSEEN_FORM);
  g_assert_cmpstr (safi_message_get_text (part), ==, safi_message_get_text (whole));
}

static void
test_a_long_header_is_cut_at_a_line (void)
{
  g_autoptr (GString) text = g_string_new ("From: a@b.example\r\n");
  g_autoptr (SafiMessage) message = NULL;

  while (text->len < SAFI_VIEW_HEADER_MAX)
    g_string_append (text, "X-Long: 12345678\r\n");
  g_string_append (text, "Subject: too far\r\n\r\nHello\r\n");
  message = read_text (text->str, SAFI_VIEW_LIVE);
  g_assert_cmpstr (safi_message_get_subject (message), ==, "");
  g_assert_true (safi_message_get_unseen (message) & SAFI_UNSEEN_FIELDS);
  g_assert_cmpstr (safi_message_get_text (message), ==, "Hello\n");
}

static void
test_a_forged_boundary_hides_nothing (void)
{
  static const char text[] =
      HEADER "Content-Type: multipart/mixed; boundary=o\r\n\r\n--o\r\n"
             "Content-Type: multipart/alternative; boundary=i\r\n\r\n--i\r\n\r\n"
             "--o.1--\r\n--i.1--\r\n--=.1--\r\nwords after\r\n--i--\r\n--o--\r\n";
  g_autoptr (SafiMessage) message = read_text (text, SAFI_VIEW_LIVE);

  g_assert_nonnull (strstr (safi_message_get_text (message), "words after"));
}

static void
test_what_cannot_be_told_apart_is_seen_from_its_beginning (void)
{
  g_autoptr (GString) text = g_string_new (HEADER "Content-Type: multipart/mixed\r\n\r\n");
  g_autoptr (SafiMessage) message = NULL;

  while (text->len <= SAFI_VIEW_BEGINNING_MAX)
    g_string_append (text, "12345678\r\n");
  message = read_text (text->str, SAFI_VIEW_LIVE);
  g_assert_cmpint (safi_message_get_unseen (message), ==, SAFI_UNSEEN_ALL);
  g_assert_cmpuint (g_bytes_get_size (safi_message_get_octets (message)), ==,
                    SAFI_VIEW_BEGINNING_MAX);
}

/* Returns: (transfer full): @count parts. */
static char *
write_parts (guint count)
{
  GString *text = g_string_new (HEADER "Content-Type: multipart/mixed; boundary=b\r\n\r\n");

  for (guint i = 1; i < count; i++)
    g_string_append (text, "--b\r\n\r\nx\r\n");
  g_string_append (text, "--b--\r\n");
  return g_string_free (text, FALSE);
}

static void
test_parts_are_bounded (void)
{
  g_autofree char *fits = write_parts (SAFI_PART_COUNT_MAX);
  g_autofree char *beyond = write_parts (SAFI_PART_COUNT_MAX + 1);
  g_autoptr (SafiPart) root = safi_part_find (fits, strlen (fits));

  g_assert_cmpuint (root->children->len, ==, SAFI_PART_COUNT_MAX - 1);
  g_assert_null (safi_part_find (beyond, strlen (beyond)));
}

static char *
write_nested (guint depth)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < depth; i++)
    g_string_append_printf (text, "Content-Type: multipart/mixed; boundary=b%u\r\n\r\n--b%u\r\n", i,
                            i);
  g_string_append (text, "\r\nHello\r\n");
  return g_string_free (text, FALSE);
}

static void
test_depth_is_bounded (void)
{
  g_autofree char *fits = write_nested (SAFI_PART_DEPTH_MAX);
  g_autofree char *beyond = write_nested (SAFI_PART_DEPTH_MAX + 1);
  g_autoptr (SafiPart) root = safi_part_find (fits, strlen (fits));

  g_assert_nonnull (root);
  g_assert_null (safi_part_find (beyond, strlen (beyond)));
}

static void
test_parameters_are_bounded (void)
{
  g_autoptr (SafiPart) part = safi_part_new ();
  g_autofree char *long_value = g_strnfill (SAFI_PART_OCTETS_MAX, 'x');

  for (guint i = 0; i < SAFI_PART_FIELDS_MAX; i++)
    g_assert_true (
        safi_part_add_parameter (part->parameters, "a", long_value, SAFI_PART_OCTETS_MAX));
  g_assert_false (safi_part_add_parameter (part->parameters, "a", "", 0));
  g_assert_false (
      safi_part_add_parameter (part->disposition_names, "a", "", SAFI_PART_OCTETS_MAX + 1));
}

static void
test_fields_are_read_as_written (void)
{
  g_autoptr (SafiPart) part = safi_part_new ();
  g_autofree char *type = safi_part_read_field (
      "Text/HTML ; Charset=\"utf-8\"; name*0=a;x ;empty=;q=\"a\\\"b;c\"; broken=\"d",
      part->parameters);

  g_assert_cmpstr (type, ==, "text/html");
  g_assert_cmpstr (safi_part_get_parameter (part, "charset"), ==, "utf-8");
  g_assert_cmpstr (safi_part_get_parameter (part, "name*0"), ==, "a");
  g_assert_cmpstr (safi_part_get_parameter (part, "empty"), ==, "");
  g_assert_cmpstr (safi_part_get_parameter (part, "q"), ==, "a\"b;c");
  g_assert_cmpstr (safi_part_get_parameter (part, "broken"), ==, "d");
  g_assert_null (safi_part_get_parameter (part, "x"));
}

static void
test_views_have_words (void)
{
  for (SafiView view = SAFI_VIEW_HEADER; view <= SAFI_VIEW_WHOLE; view++) {
    SafiView read = SAFI_VIEW_WHOLE;

    g_assert_true (safi_view_from_word (safi_view_to_word (view), &read));
    g_assert_cmpint (read, ==, view);
  }
  g_assert_false (safi_view_from_word ("nonsense", &(SafiView){ 0 }));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/view/short-letter-is-seen-as-it-was-sent",
                   test_a_short_letter_is_seen_as_it_was_sent);
  g_test_add_func ("/view/old-mail-is-seen-without-signatures",
                   test_old_mail_is_seen_without_signatures);
  g_test_add_func ("/view/header-holds-no-word-of-the-text",
                   test_header_view_holds_no_word_of_the_text);
  g_test_add_func ("/view/new-mail-is-seen-without-files", test_new_mail_is_seen_without_files);
  g_test_add_func ("/view/identity-is-the-same-in-every-view",
                   test_identity_is_the_same_in_every_view);
  g_test_add_func ("/view/all-that-can-be-read-is-all-but-pictures",
                   test_all_that_can_be_read_is_all_but_pictures);
  g_test_add_func ("/view/long-text-is-cut-at-a-line", test_a_long_text_is_cut_at_a_line);
  g_test_add_func ("/view/long-header-is-cut-at-a-line", test_a_long_header_is_cut_at_a_line);
  g_test_add_func ("/view/forged-boundary-hides-nothing", test_a_forged_boundary_hides_nothing);
  g_test_add_func ("/view/what-cannot-be-told-apart-is-seen-from-its-beginning",
                   test_what_cannot_be_told_apart_is_seen_from_its_beginning);
  g_test_add_func ("/view/parts-are-bounded", test_parts_are_bounded);
  g_test_add_func ("/view/depth-is-bounded", test_depth_is_bounded);
  g_test_add_func ("/view/parameters-are-bounded", test_parameters_are_bounded);
  g_test_add_func ("/view/fields-are-read-as-written", test_fields_are_read_as_written);
  g_test_add_func ("/view/views-have-words", test_views_have_words);
  return g_test_run ();
}
