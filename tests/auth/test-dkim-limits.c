/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/dkim/safi-dkim.h"

#include <string.h>

#include "signer.h"

#define RECEIVED 1700000000

static const char mail[] = "From: a@example.com\r\nTo: b@example.org\r\nSubject: Tea\r\n"
                           "Date: Tue, 14 Nov 2023 22:13:20 +0000\r\n\r\nAt  four? \r\n\r\n\r\n";
static const char relaxed[] = "a=ed25519-sha256; c=relaxed/relaxed; h=from:to:subject:date";

static SafiDkimResult *
verify_with (const char *message, const char *record)
{
  g_autoptr (GPtrArray) results = verify_text (message, record, RECEIVED);

  g_assert_cmpuint (results->len, ==, 1);
  return safi_dkim_result_ref (results->pdata[0]);
}

static void
assert_result (const SafiDkimResult *result, SafiAuthCode code, SafiDkimReason reason)
{
  g_assert_cmpstr (safi_dkim_reason_to_string (result->reason), ==,
                   safi_dkim_reason_to_string (reason));
  g_assert_cmpstr (safi_auth_code_to_string (result->code), ==, safi_auth_code_to_string (code));
}

static void
test_signatures_have_a_limit (void)
{
  g_autofree char *message = g_strdup (mail);
  g_autoptr (GPtrArray) results = NULL;

  for (guint i = 0; i <= SAFI_DKIM_SIGNATURES_MAX; i++) {
    g_autofree char *next = sign_text (relaxed, message);

    g_free (message);
    message = g_steal_pointer (&next);
    g_clear_pointer (&results, g_ptr_array_unref);
    results = verify_text (message, SIGNER_ED25519_RECORD, RECEIVED);
    g_assert_cmpuint (results->len, ==, MIN (i + 1, SAFI_DKIM_SIGNATURES_MAX));
  }
  for (guint i = 0; i < results->len; i++)
    assert_result (results->pdata[i], SAFI_AUTH_PASS, SAFI_DKIM_REASON_NONE);
}

static char *
repeat (const char *text, guint n)
{
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append (all, text);
  return g_string_free (all, FALSE);
}

static void
test_headers_have_a_limit (void)
{
  g_autofree char *message = sign_text (relaxed, mail);
  g_autofree char *most = repeat ("X: y\r\n", SAFI_SIGNED_MESSAGE_FIELDS_MAX - 5);
  g_autofree char *at_limit = g_strconcat (most, message, NULL);
  g_autofree char *beyond = g_strconcat ("X: y\r\n", at_limit, NULL);
  g_autoptr (SafiDkimResult) at_result = verify_with (at_limit, SIGNER_ED25519_RECORD);
  g_autoptr (SafiDkimResult) beyond_result = verify_with (beyond, SIGNER_ED25519_RECORD);

  assert_result (at_result, SAFI_AUTH_PASS, SAFI_DKIM_REASON_NONE);
  assert_result (beyond_result, SAFI_AUTH_NEUTRAL, SAFI_DKIM_REASON_MESSAGE_TOO_LARGE);
}

static void
test_header_octets_have_a_limit (void)
{
  g_autofree char *message = sign_text (relaxed, mail);
  gsize header = (gsize) (strstr (message, "\r\n\r\n") + 2 - message);
  g_autofree char *most = g_strnfill (SAFI_SIGNED_MESSAGE_HEADER_OCTETS_MAX - header - 5, 'x');
  g_autofree char *most_field = g_strconcat ("X: ", most, "\r\nFrom:", NULL);
  g_autofree char *more_field = g_strconcat ("X: x", most, "\r\nFrom:", NULL);
  g_autofree char *at_limit = replace_text (message, "From:", most_field);
  g_autofree char *beyond = replace_text (message, "From:", more_field);
  g_autoptr (SafiDkimResult) at_result = verify_with (at_limit, SIGNER_ED25519_RECORD);
  g_autoptr (SafiDkimResult) beyond_result = verify_with (beyond, SIGNER_ED25519_RECORD);

  assert_result (at_result, SAFI_AUTH_PASS, SAFI_DKIM_REASON_NONE);
  assert_result (beyond_result, SAFI_AUTH_NEUTRAL, SAFI_DKIM_REASON_MESSAGE_TOO_LARGE);
}

static void
test_messages_have_a_limit (void)
{
  g_autofree char *head = sign_text ("a=ed25519-sha256; h=from", "From: a@example.com\r\n\r\n");
  gsize length = SAFI_SIGNED_MESSAGE_OCTETS_MAX;
  char *text = g_malloc0 (length + 1);
  g_autoptr (GBytes) beyond = NULL;
  g_autoptr (GBytes) at_limit = NULL;
  g_autoptr (SafiSignedMessage) large = NULL;
  g_autoptr (SafiSignedMessage) too_large = NULL;

  memcpy (text, head, strlen (head));
  beyond = g_bytes_new_take (text, length + 1);
  at_limit = g_bytes_new_from_bytes (beyond, 0, length);
  large = safi_signed_message_new (at_limit);
  too_large = safi_signed_message_new (beyond);
  g_assert_false (safi_signed_message_is_too_large (large));
  g_assert_true (safi_signed_message_is_too_large (too_large));
}

/* The resolver of a caller that has asked nothing yet. */
#define TEST_TYPE_OPEN (test_open_get_type ())
G_DECLARE_FINAL_TYPE (TestOpen, test_open, TEST, OPEN, GObject)

struct _TestOpen {
  GObject parent;
  guint n_asked;
};

static SafiDnsAnswer *
look_up (SafiResolver *resolver, const char *name G_GNUC_UNUSED, SafiDnsType type G_GNUC_UNUSED)
{
  TEST_OPEN (resolver)->n_asked++;
  return safi_dns_answer_new (SAFI_DNS_OPEN);
}

static void
test_open_resolver_init (SafiResolverInterface *iface)
{
  iface->look_up = look_up;
}

G_DEFINE_TYPE_WITH_CODE (TestOpen,
                         test_open,
                         G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (SAFI_TYPE_RESOLVER, test_open_resolver_init))

static void
test_open_init (TestOpen *self G_GNUC_UNUSED)
{
}

static void
test_open_class_init (TestOpenClass *klass G_GNUC_UNUSED)
{
}

static void
test_open_questions_are_all_noted_and_then_answered (void)
{
  g_autofree char *once = sign_text (relaxed, mail);
  g_autofree char *twice = sign_text (relaxed, once);
  g_autoptr (TestOpen) open = g_object_new (TEST_TYPE_OPEN, NULL);
  g_autoptr (SafiResolver) zone =
      make_zone ("sel._domainkey.example.com", SIGNER_ED25519_RECORD, NULL);
  g_autoptr (GBytes) octets = g_bytes_new (twice, strlen (twice));
  g_autoptr (SafiSignedMessage) whole = safi_signed_message_new (octets);
  g_autoptr (SafiDkim) dkim = safi_dkim_new (whole);
  g_autoptr (GPtrArray) before =
      safi_dkim_verify (dkim, SAFI_RESOLVER (open), RECEIVED, SAFI_DKIM_OPTION_NONE);
  g_autoptr (GPtrArray) after = safi_dkim_verify (dkim, zone, RECEIVED, SAFI_DKIM_OPTION_NONE);

  g_assert_cmpuint (open->n_asked, ==, 2);
  for (guint i = 0; i < 2; i++) {
    assert_result (before->pdata[i], SAFI_AUTH_TEMPERROR, SAFI_DKIM_REASON_KEY_TEMPORARY);
    assert_result (after->pdata[i], SAFI_AUTH_PASS, SAFI_DKIM_REASON_NONE);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add_func ("/auth-dkim-limits/" path, func)
  ADD ("signatures-have-a-limit", test_signatures_have_a_limit);
  ADD ("headers-have-a-limit", test_headers_have_a_limit);
  ADD ("header-octets-have-a-limit", test_header_octets_have_a_limit);
  ADD ("messages-have-a-limit", test_messages_have_a_limit);
  ADD ("open-questions-are-all-noted-and-then-answered",
       test_open_questions_are_all_noted_and_then_answered);
#undef ADD
  return g_test_run ();
}
