/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/message/safi-message.h"
#include "core/mime/safi-archive.h"

#include <string.h>

static SafiMessage *
parse (const char *text)
{
  g_autoptr (GBytes) octets = g_bytes_new (text, strlen (text));

  return safi_message_new (octets, 0);
}

/* Returns: (transfer full): a message of one part with @header and @body. */
static SafiMessage *
parse_part (const char *header, const char *body)
{
  g_autofree char *text = g_strconcat ("From: a@b.example\n", header, "\n\n", body, NULL);

  return parse (text);
}

#define PART(type) "--b\nContent-Type: " type "\n\n"
#define MULTIPART(subtype) "Content-Type: multipart/" subtype "; boundary=\"b\""

typedef struct {
  const char *header, *body, *text;
  SafiFlaws flaws;
} Case;

static void
check_texts (const Case *cases, guint n_cases)
{
  for (guint i = 0; i < n_cases; i++) {
    g_autoptr (SafiMessage) message = parse_part (cases[i].header, cases[i].body);

    g_assert_cmpstr (safi_message_get_text (message), ==, cases[i].text);
    g_assert_cmpint (safi_message_get_flaws (message), ==, cases[i].flaws);
  }
}

static void
test_what_is_read (void)
{
  static const Case cases[] = {
    { MULTIPART ("mixed"), PART ("text/plain") "one\n" PART ("text/plain") "two\n--b--\nepilogue",
      "one\n\ntwo", 0 },
    { MULTIPART ("mixed"), "preamble\n" PART ("text/plain") "never closed", "never closed", 0 },
    { MULTIPART ("mixed"), "no boundary at all", "no boundary at all", 0 },
    { MULTIPART ("alternative"),
      PART ("text/plain") "plain\n" PART ("text/html") "<b>This is the HTML text</b>\n--b--",
      "This is the HTML text", 0 },
    { MULTIPART ("alternative"),
      PART ("text/html") "<b>This is the HTML text</b>\n" PART ("text/plain") "plain\n--b--",
      "This is the HTML text", 0 },
    { MULTIPART ("alternative"),
      PART ("text/plain") "plain words\n" PART ("text/html") "<img src=cid:x>\n--b--",
      "plain words", 0 },
    { MULTIPART ("alternative"), PART ("text/plain") "plain\n--b--", "plain", 0 },
    { MULTIPART ("mixed"),
      PART ("text/plain") "see\n" PART ("message/rfc822") "Subject: x\n\ninner\n--b--",
      "see\n\ninner", 0 },
    { MULTIPART ("digest"), "--b\n\nSubject: x\n\ninner\n--b--", "inner", 0 },
    { MULTIPART ("mixed"), PART ("text/calendar") "SUMMARY:x\n--b--", "SUMMARY:x", 0 },
    { "Content-Type: nonsense", "words", "words", 0 },
    { "X: y", "words", "words", 0 },
  };

  check_texts (cases, G_N_ELEMENTS (cases));
}

#define ATTACHED PART ("text/plain\nContent-Disposition: attachment")
#define WORDS_20 "twenty octets it is."
#define WORDS_200                                                                                  \
  WORDS_20 WORDS_20 WORDS_20 WORDS_20 WORDS_20 WORDS_20 WORDS_20 WORDS_20 WORDS_20 WORDS_20

static void
test_attached_text (void)
{
  static const Case cases[] = {
    { "Content-Type: text/plain\nContent-Disposition: attachment", "words", "words", 0 },
    { MULTIPART ("mixed"), ATTACHED "words\n" PART ("text/plain") "see\n--b--", "see\n\nwords", 0 },
    { MULTIPART ("mixed"), ATTACHED "words\n" PART ("text/plain") WORDS_200 "\n--b--", WORDS_200,
      0 },
    { MULTIPART ("mixed"), ATTACHED "1\n" ATTACHED "2\n" ATTACHED "3\n" ATTACHED "4\n--b--",
      "1\n\n2\n\n3", 0 },
    { MULTIPART ("mixed"), PART ("text/html\nContent-Disposition: attachment") "<b>page</b>\n--b--",
      "page", 0 },
    { MULTIPART ("mixed"), PART ("application/pdf\nContent-Disposition: attachment") "words\n--b--",
      "", 0 },
  };

  check_texts (cases, G_N_ELEMENTS (cases));
}

static void
test_calendar (void)
{
  static const Case cases[] = {
    { "Content-Type: text/calendar",
      "BEGIN:VCALENDAR\r\nUID:1\r\nSUMMARY;LANGUAGE=\"a:b\":Lun\r\n ch\r\n"
      "DESCRIPTION:One\\, two\\nthree\\\r\nURL:https://e.example/\r\nEND:VCALENDAR\r\n",
      "Lunch\nOne, two\nthree\\\nhttps://e.example/\n", 0 },
    { "Content-Type: text/calendar", "BEGIN:VCALENDAR\nSUMMARY", "\n", 0 },
  };

  check_texts (cases, G_N_ELEMENTS (cases));
}

static void
test_base64_in_base64 (void)
{
  static const Case cases[] = {
    /* "Send the money to this number before noon." */
    { "X: y", "U2VuZCB0aGUgbW9uZXkgdG8gdGhpcyBudW1iZXIgYmVmb3JlIG5vb24u",
      "Send the money to this number before noon.", 0 },
    { "X: y", "VTJWdVpDQjBhR1VnYlc5dVpYa2dkRzhnZEdocGN5QnVkVzFpWlhJZ1ltVm1iM0psSUc1dmIyNHU=",
      "Send the money to this number before noon.", 0 },
    /* Three times is more than is looked for. */
    { "X: y",
      "VlRKV2RWcERRakJoUjFWbllsYzVkVnBZYTJka1J6aG5aRWRvY0dONVFuVmtWekZwV2xoSloxbHRWbTFpTTBwc1NVYzFkbUl5"
      "TkhVPQ==",
      "U2VuZCB0aGUgbW9uZXkgdG8gdGhpcyBudW1iZXIgYmVmb3JlIG5vb24u", 0 },
    { "X: y", "SGVsbG8gd29ybGQh", "SGVsbG8gd29ybGQh", 0 },
    { "X: y", "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
      "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch", 0 },
  };

  check_texts (cases, G_N_ELEMENTS (cases));
}

static void
test_order_of_letters (void)
{
  static const Case cases[] = {
    { "Content-Type: text/plain; charset=utf-8", "a \u202eyap\u202c b", "a \u202epay\u202c b", 0 },
    { "Content-Type: text/plain; charset=utf-8", "\u202e\u00e9ap\nnow", "\u202epa\u00e9\nnow", 0 },
    { "Content-Type: text/html; charset=utf-8", "<bdo dir=RTL>yap</bdo> now", "\u202epay\u202c now",
      0 },
  };

  check_texts (cases, G_N_ELEMENTS (cases));
}

static void
test_boundary_prefix (void)
{
  static const char body[] = "--b\nContent-Type: multipart/mixed; boundary=bb\n\n"
                             "--bb\n\ninner\n--bb--\n"
                             "--b\n\nouter\n--b--";
  g_autoptr (SafiMessage) message = parse_part (MULTIPART ("mixed"), body);

  g_assert_cmpstr (safi_message_get_text (message), ==, "inner\n\nouter");
  g_assert_cmpuint (safi_message_get_structure (message)->n_parts, ==, 2);
  g_assert_cmpuint (safi_message_get_structure (message)->depth, ==, 2);
}

static void
test_encodings (void)
{
  static const Case cases[] = {
    { "Content-Transfer-Encoding: base64", "SGVsbG8=", "Hello", 0 },
    { "Content-Transfer-Encoding: BASE64 ", "SGVs\r\nbG8=", "Hello", 0 },
    { "Content-Transfer-Encoding: base64", "SGVsbG8gd29ybGQhI", "Hello world!", 0 },
    { "Content-Transfer-Encoding: base64", "SGVs$bG8=", "Hello", SAFI_FLAW_BAD_ENCODING },
    { "Content-Transfer-Encoding: quoted-printable", "a=3Db=\nc", "a=bc", 0 },
    { "Content-Transfer-Encoding: quoted-printable", "a=ZZb", "a=ZZb", SAFI_FLAW_BAD_ENCODING },
    { "Content-Transfer-Encoding: nonsense", "a=3D", "a=3D", 0 },
  };

  check_texts (cases, G_N_ELEMENTS (cases));
}

static void
test_charsets (void)
{
  static const Case cases[] = {
    { "Content-Type: text/plain; charset=utf-8", "\xc3\xa4", "\u00e4", 0 },
    { "Content-Type: text/plain; charset=utf-8", "a\xff", "a\ufffd", SAFI_FLAW_BAD_CHARSET },
    { "Content-Type: text/plain; charset=iso-8859-1", "\xe4\x80", "\u00e4\u20ac", 0 },
    { "Content-Type: text/plain; charset=koi8-r", "\xc1", "\u0430", 0 },
    { "Content-Type: text/plain; charset=Shift_JIS", "\x82\xa0", "\u3042", 0 },
    { "Content-Type: text/plain; charset=gb2312", "\xc4\xe3", "\u4f60", 0 },
    { "Content-Type: text/plain; charset=iso-2022-jp", "\x1b$B$\"\x1b(B", "\u3042", 0 },
    { "Content-Type: text/plain; charset=nosuch", "\xc3\xa4", "\u00e4", SAFI_FLAW_BAD_CHARSET },
    { "Content-Type: text/plain; charset=nosuch", "\xe4", "\u00e4", SAFI_FLAW_BAD_CHARSET },
    { "Content-Type: text/plain; charset=\"utf-8//IGNORE\"", "a", "a", SAFI_FLAW_BAD_CHARSET },
    { "Content-Type: text/plain", "\xc3\xa4", "\u00e4", 0 },
    { "Content-Type: text/plain", "\xe4", "\u00e4", SAFI_FLAW_BAD_CHARSET },
    { "Content-Type: text/plain; charset=us-ascii", "\xef\xbb\xbf\xc3\xa4", "\u00e4", 0 },
    { "Content-Type: text/html", "<meta charset=koi8-r>\xc1", "\u0430", 0 },
    { "Content-Type: text/plain; charset=shift_jis", "a\x82", "a", 0 },
  };

  check_texts (cases, G_N_ELEMENTS (cases));
}

static void
test_unreadable (void)
{
  static const Case cases[] = {
    { MULTIPART ("encrypted"), PART ("application/pgp-encrypted") "Version: 1\n--b--", "",
      SAFI_FLAW_UNREADABLE },
    { "Content-Type: application/pkcs7-mime; smime-type=enveloped-data", "x", "",
      SAFI_FLAW_UNREADABLE },
    { "Content-Type: application/ms-tnef", "x", "", SAFI_FLAW_UNREADABLE },
    { "X: y", "-----BEGIN PGP MESSAGE-----", "-----BEGIN PGP MESSAGE-----", SAFI_FLAW_UNREADABLE },
  };

  check_texts (cases, G_N_ELEMENTS (cases));
}

static void
test_links_point_into_the_text (void)
{
  g_autoptr (SafiMessage) message =
      parse_part (MULTIPART ("mixed"), PART ("text/plain") "one http://a.example\n" PART (
                                           "text/html") "<p>two</p><a href='http://b.example'>B</a>"
                                                        " c.example/x\n--b--");
  static const char *const labels[] = { "http://a.example", "B", "c.example/x" };
  GPtrArray *links = safi_message_get_links (message);

  g_assert_cmpuint (links->len, ==, G_N_ELEMENTS (labels));
  for (guint i = 0; i < links->len; i++) {
    const SafiLink *link = links->pdata[i];
    g_autofree char *spot = g_strndup (safi_message_get_text (message) + link->start, link->length);

    g_assert_cmpstr (spot, ==, labels[i]);
    g_assert_cmpstr (link->label, ==, labels[i]);
  }
}

static void
test_attachments (void)
{
  g_autoptr (SafiMessage) message = parse_part (
      MULTIPART ("mixed"),
      "--b\nContent-Type: application/pdf; name=wrong.pdf\n"
      "Content-Disposition: attachment; filename*=utf-8''r%C3%A9sum%C3%A9.pdf\n"
      "Content-Transfer-Encoding: base64\n\nSGVsbG8=\n"
      "--b\nContent-Type: IMAGE/PNG; name=\"=?utf-8?q?=C3=A4.png?=\"\nContent-ID: <1>\n\nx\n--b--");
  GPtrArray *attachments = safi_message_get_attachments (message);
  const SafiAttachment *first, *second;

  g_assert_cmpuint (attachments->len, ==, 2);
  first = attachments->pdata[0];
  second = attachments->pdata[1];
  g_assert_cmpstr (first->name, ==, "r\u00e9sum\u00e9.pdf");
  g_assert_cmpstr (first->media_type, ==, "application/pdf");
  g_assert_cmpuint (first->size, ==, 5);
  g_assert_false (first->is_inline);
  g_assert_null (first->entries);
  g_assert_cmpstr (second->name, ==, "\u00e4.png");
  g_assert_cmpstr (second->media_type, ==, "image/png");
  g_assert_true (second->is_inline);
  g_assert_cmpuint (safi_message_get_structure (message)->n_images, ==, 1);
}

static void
test_password_page_attached (void)
{
  g_autoptr (SafiMessage) message =
      parse_part ("Content-Type: application/octet-stream; name=Invoice.HTM\n"
                  "Content-Disposition: attachment",
                  "<input type=password>");

  g_assert_true (safi_message_get_structure (message)->has_password_field);
  g_assert_cmpuint (safi_message_get_attachments (message)->len, ==, 1);
}

static void
append_local (GByteArray *zip, const char *name, guint8 flags, guint8 size)
{
  guint8 header[30] = { 'P', 'K', 3, 4, 20, 0, flags };

  header[18] = size;
  header[26] = (guint8) strlen (name);
  g_byte_array_append (zip, header, sizeof header);
  g_byte_array_append (zip, (const guint8 *) name, (guint) strlen (name));
  for (guint i = 0; i < size; i++)
    g_byte_array_append (zip, (const guint8 *) "x", 1);
}

static void
append_central (GByteArray *zip, const char *name, guint8 flags)
{
  guint8 header[46] = { 'P', 'K', 1, 2 };

  header[8] = flags;
  header[28] = (guint8) strlen (name);
  g_byte_array_append (zip, header, sizeof header);
  g_byte_array_append (zip, (const guint8 *) name, (guint) strlen (name));
}

static void
append_end (GByteArray *zip, guint32 directory)
{
  guint8 record[22] = { 'P', 'K', 5, 6 };

  for (guint i = 0; i < 4; i++)
    record[16 + i] = (guint8) (directory >> (8 * i));
  g_byte_array_append (zip, record, sizeof record);
}

static void
clear_attachment (SafiAttachment *attachment)
{
  g_strfreev (attachment->entries);
  *attachment = (SafiAttachment){ 0 };
}

static void
test_archive_directory (void)
{
  g_autoptr (GByteArray) zip = g_byte_array_new ();
  SafiAttachment attachment = { 0 };
  guint directory;

  append_local (zip, "a.txt", 0, 3);
  append_local (zip, "b.exe", 1, 3);
  directory = zip->len;
  append_central (zip, "a.txt", 0);
  append_central (zip, "b.exe", 1);
  append_end (zip, directory);
  safi_archive_inspect ((const char *) zip->data, zip->len, &attachment);
  g_assert_cmpuint (g_strv_length (attachment.entries), ==, 2);
  g_assert_cmpstr (attachment.entries[1], ==, "b.exe");
  g_assert_true (attachment.is_encrypted);
  g_assert_false (attachment.has_macros);
  clear_attachment (&attachment);
}

static void
test_archive_cut (void)
{
  g_autoptr (GByteArray) zip = g_byte_array_new ();
  SafiAttachment attachment = { 0 };

  append_local (zip, "word/document.xml", 8, 0);
  append_local (zip, "word/vbaProject.bin", 0, 3);
  safi_archive_inspect ((const char *) zip->data, zip->len, &attachment);
  g_assert_cmpuint (g_strv_length (attachment.entries), ==, 2);
  g_assert_true (attachment.has_macros);
  g_assert_false (attachment.is_encrypted);
  clear_attachment (&attachment);
  for (guint length = 0; length < zip->len; length++) {
    g_autofree char *cut = g_memdup2 (zip->data, MAX (length, 1));

    safi_archive_inspect (cut, length, &attachment);
    clear_attachment (&attachment);
  }
}

static void
test_archive_entries_have_a_limit (void)
{
  g_autoptr (GByteArray) zip = g_byte_array_new ();
  SafiAttachment attachment = { 0 };

  for (guint i = 0; i < SAFI_ARCHIVE_ENTRIES_MAX; i++)
    append_local (zip, "a", 0, 0);
  append_local (zip, "xl/vbaProject.bin", 0, 1);
  safi_archive_inspect ((const char *) zip->data, zip->len, &attachment);
  g_assert_cmpuint (g_strv_length (attachment.entries), ==, SAFI_ARCHIVE_ENTRIES_MAX);
  g_assert_true (attachment.has_macros);
  clear_attachment (&attachment);
}

static void
test_old_office_macros (void)
{
  static const char with[] =
      "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...._\0V\0B\0A\0_\0P\0R\0O\0J\0E\0C\0T\0";
  static const char without[] = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...._VBA_PROJECT";
  SafiAttachment attachment = { 0 };

  safi_archive_inspect (without, sizeof without, &attachment);
  g_assert_false (attachment.has_macros);
  safi_archive_inspect (with, sizeof with, &attachment);
  g_assert_true (attachment.has_macros);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/parts/what-a-person-reads-is-read", test_what_is_read);
  g_test_add_func ("/parts/attached-text-counts-if-there-is-hardly-another", test_attached_text);
  g_test_add_func ("/parts/what-a-calendar-shows-is-read", test_calendar);
  g_test_add_func ("/parts/base64-in-base64-is-read", test_base64_in_base64);
  g_test_add_func ("/parts/letters-come-in-the-order-seen", test_order_of_letters);
  g_test_add_func ("/parts/boundary-is-no-prefix", test_boundary_prefix);
  g_test_add_func ("/parts/transfer-encodings-are-undone", test_encodings);
  g_test_add_func ("/parts/charsets-become-utf8", test_charsets);
  g_test_add_func ("/parts/unreadable-is-named", test_unreadable);
  g_test_add_func ("/parts/links-point-into-the-text", test_links_point_into_the_text);
  g_test_add_func ("/parts/attachments-have-names-and-sizes", test_attachments);
  g_test_add_func ("/parts/attached-page-may-ask-for-a-password", test_password_page_attached);
  g_test_add_func ("/archive/directory-is-read", test_archive_directory);
  g_test_add_func ("/archive/may-be-cut-anywhere", test_archive_cut);
  g_test_add_func ("/archive/entries-have-a-limit", test_archive_entries_have_a_limit);
  g_test_add_func ("/archive/old-office-files-show-macros", test_old_office_macros);
  return g_test_run ();
}
