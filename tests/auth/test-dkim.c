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

static SafiDkimResult *
verify_signed (const char *tags, const char *record)
{
  g_autoptr (Signer) signer = signer_new_ed25519 ();
  g_autofree char *message = signer_sign_dkim (signer, tags, mail);

  return verify_with (message, record);
}

static void
assert_result (const SafiDkimResult *result, SafiAuthCode code, SafiDkimReason reason)
{
  g_assert_cmpstr (safi_dkim_reason_to_string (result->reason), ==,
                   safi_dkim_reason_to_string (reason));
  g_assert_cmpstr (safi_auth_code_to_string (result->code), ==, safi_auth_code_to_string (code));
}

static void
test_all_forms_pass (void)
{
  static const char *const forms[] = { "simple/simple", "simple/relaxed", "relaxed/simple",
                                       "relaxed/relaxed", "relaxed" };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++) {
    g_autofree char *tags =
        g_strconcat ("a=ed25519-sha256; h=from:subject; t=1699999999; c=", forms[i], NULL);
    g_autoptr (SafiDkimResult) result = verify_signed (tags, SIGNER_ED25519_RECORD);

    assert_result (result, SAFI_AUTH_PASS, SAFI_DKIM_REASON_NONE);
    g_assert_cmpstr (result->domain, ==, "example.com");
    g_assert_cmpstr (result->selector, ==, "sel");
    g_assert_cmpstr (result->identity, ==, "@example.com");
    g_assert_cmpstr (result->algorithm, ==, "ed25519-sha256");
    g_assert_cmpuint (result->key_bits, ==, 256);
    g_assert_cmpint (result->timestamp, ==, 1699999999);
    g_assert_cmpstr (result->key_record, ==, SIGNER_ED25519_RECORD);
    g_assert_true (g_strv_contains ((const char *const *) result->signed_fields, "subject"));
    g_assert_false (g_strv_contains ((const char *const *) result->signed_fields, "to"));
    g_assert_false (result->is_repaired || result->is_partial || result->is_test);
  }
}

static void
test_a_changed_body_is_told_from_a_changed_header (void)
{
  g_autofree char *message = sign_text (relaxed, mail);
  g_autofree char *footer = g_strconcat (message, "-- \r\nthe list\r\n", NULL);
  g_autofree char *subject = replace_text (message, "Subject: Tea", "Subject: [list] Tea");
  g_autofree char *both = replace_text (footer, "Subject: Tea", "Subject: [list] Tea");
  g_autoptr (SafiDkimResult) body_result = verify_with (footer, SIGNER_ED25519_RECORD);
  g_autoptr (SafiDkimResult) header_result = verify_with (subject, SIGNER_ED25519_RECORD);
  g_autoptr (SafiDkimResult) both_result = verify_with (both, SIGNER_ED25519_RECORD);

  assert_result (body_result, SAFI_AUTH_FAIL, SAFI_DKIM_REASON_BODY);
  g_assert_true (body_result->is_body_changed);
  assert_result (header_result, SAFI_AUTH_FAIL, SAFI_DKIM_REASON_HEADER);
  g_assert_false (header_result->is_body_changed);
  assert_result (both_result, SAFI_AUTH_FAIL, SAFI_DKIM_REASON_HEADER);
}

static void
test_other_line_ends_are_repaired (void)
{
  g_autofree char *message = sign_text (relaxed, mail);
  g_auto (GStrv) lines = g_strsplit (message, "\r\n", -1);
  g_autofree char *unix_ends = g_strjoinv ("\n", lines);
  g_autoptr (SafiDkimResult) result = verify_with (unix_ends, SIGNER_ED25519_RECORD);

  assert_result (result, SAFI_AUTH_PASS, SAFI_DKIM_REASON_NONE);
  g_assert_true (result->is_repaired);
}

static void
test_added_fields_are_seen (void)
{
  static const char *const added[] = {
    "From", "Subject", "Date", "To", "Reply-To", "Content-Type"
  };

  for (guint i = 0; i < G_N_ELEMENTS (added); i++) {
    g_autofree char *lower = g_ascii_strdown (added[i], -1);
    g_autofree char *tags = g_strconcat (relaxed, ":reply-to:content-type", NULL);
    g_autofree char *full =
        g_strconcat ("Reply-To: c@example.com\r\nContent-Type: text/plain\r\n", mail, NULL);
    g_autofree char *message = sign_text (tags, full);
    g_autofree char *attack = g_strconcat (added[i], ": evil\r\n", message, NULL);
    g_autoptr (SafiDkimResult) clean = verify_with (message, SIGNER_ED25519_RECORD);
    g_autoptr (SafiDkimResult) result = verify_with (attack, SIGNER_ED25519_RECORD);

    g_assert_cmpstr (clean->added_field, ==, NULL);
    assert_result (result, SAFI_AUTH_PASS, SAFI_DKIM_REASON_NONE);
    g_assert_cmpstr (result->added_field, ==, lower);
  }
}

static void
test_a_name_signed_twice_allows_no_second_field (void)
{
  g_autofree char *message = sign_text ("a=ed25519-sha256; h=from:from:subject", mail);
  g_autofree char *attack = g_strconcat ("From: evil\r\n", message, NULL);
  g_autoptr (SafiDkimResult) clean = verify_with (message, SIGNER_ED25519_RECORD);
  g_autoptr (SafiDkimResult) result = verify_with (attack, SIGNER_ED25519_RECORD);

  assert_result (clean, SAFI_AUTH_PASS, SAFI_DKIM_REASON_NONE);
  assert_result (result, SAFI_AUTH_FAIL, SAFI_DKIM_REASON_HEADER);
}

static void
test_fields_are_taken_from_the_bottom_up (void)
{
  g_autofree char *twice = g_strconcat ("Received: two\r\nReceived: one\r\n", mail, NULL);
  g_autofree char *message = sign_text ("a=ed25519-sha256; h=from:received", twice);
  g_autofree char *top = replace_text (message, "Received: two", "Received: xxx");
  g_autofree char *bottom = replace_text (message, "Received: one", "Received: xxx");
  g_autoptr (SafiDkimResult) top_result = verify_with (top, SIGNER_ED25519_RECORD);
  g_autoptr (SafiDkimResult) bottom_result = verify_with (bottom, SIGNER_ED25519_RECORD);

  assert_result (top_result, SAFI_AUTH_PASS, SAFI_DKIM_REASON_NONE);
  assert_result (bottom_result, SAFI_AUTH_FAIL, SAFI_DKIM_REASON_HEADER);
}

static void
test_length (void)
{
  static const char body[] = "At four?\r\n"; /* what relaxed makes of it, with one blank */
  const guint64 whole = strlen (body);

  const struct {
    guint64 length;
    SafiAuthCode code;
    gboolean is_partial;
  } cases[] = {
    { 0, SAFI_AUTH_PASS, TRUE },
    { whole - 1, SAFI_AUTH_PASS, TRUE },
    { whole, SAFI_AUTH_PASS, FALSE },
    { whole + 1, SAFI_AUTH_PERMERROR, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *tags = g_strdup_printf ("%s; l=%" G_GUINT64_FORMAT, relaxed, cases[i].length);
    g_autoptr (SafiDkimResult) result = verify_signed (tags, SIGNER_ED25519_RECORD);

    assert_result (result, cases[i].code,
                   cases[i].code == SAFI_AUTH_PASS ? SAFI_DKIM_REASON_NONE
                                                   : SAFI_DKIM_REASON_BODY_LENGTH);
    g_assert_cmpint (result->is_partial, ==, cases[i].is_partial);
  }
}

static void
test_appended_text_behind_the_length_is_partial (void)
{
  g_autofree char *tags = g_strconcat (relaxed, "; l=10", NULL);
  g_autofree char *message = sign_text (tags, mail);
  g_autofree char *attack = g_strconcat (message, "Buy now!\r\n", NULL);
  g_autoptr (SafiDkimResult) result = verify_with (attack, SIGNER_ED25519_RECORD);

  assert_result (result, SAFI_AUTH_PASS, SAFI_DKIM_REASON_NONE);
  g_assert_true (result->is_partial);
}

static void
test_times_are_those_of_receipt (void)
{
  static const struct {
    const char *times;
    SafiAuthCode code;
    gboolean is_from_future;
  } cases[] = {
    { "x=1700000000", SAFI_AUTH_PASS, FALSE },
    { "x=1699999999", SAFI_AUTH_PERMERROR, FALSE },
    { "t=1700000900", SAFI_AUTH_PASS, FALSE },
    { "t=1700000901", SAFI_AUTH_PASS, TRUE },
    { "t=1699999999; x=1800000000", SAFI_AUTH_PASS, FALSE },
    { "t=1800000000; x=1800000000", SAFI_AUTH_PERMERROR, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *tags = g_strconcat (relaxed, "; ", cases[i].times, NULL);
    g_autoptr (SafiDkimResult) result = verify_signed (tags, SIGNER_ED25519_RECORD);

    assert_result (result, cases[i].code,
                   cases[i].code == SAFI_AUTH_PASS ? SAFI_DKIM_REASON_NONE
                                                   : SAFI_DKIM_REASON_EXPIRED);
    g_assert_cmpint (result->is_from_future, ==, cases[i].is_from_future);
  }
}

static void
test_keys_decide_who_may_use_them (void)
{
#define P "; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="

  static const struct {
    const char *record, *identity;
    SafiAuthCode code;
    SafiDkimReason reason;
  } cases[] = {
    { "k=ed25519" P, "", SAFI_AUTH_PASS, SAFI_DKIM_REASON_NONE },
    { "k=ed25519; s=web:*" P, "", SAFI_AUTH_PASS, SAFI_DKIM_REASON_NONE },
    { "k=ed25519; s=email" P, "", SAFI_AUTH_PASS, SAFI_DKIM_REASON_NONE },
    { "k=ed25519; s=tlsrpt" P, "", SAFI_AUTH_PERMERROR, SAFI_DKIM_REASON_KEY_SERVICE },
    { "k=ed25519; h=sha1:sha256" P, "", SAFI_AUTH_PASS, SAFI_DKIM_REASON_NONE },
    { "k=ed25519; h=sha1" P, "", SAFI_AUTH_PERMERROR, SAFI_DKIM_REASON_KEY_HASH },
    { "k=ed25519; t=s" P, "; i=x@example.com", SAFI_AUTH_PASS, SAFI_DKIM_REASON_NONE },
    { "k=ed25519; t=y:s" P, "; i=x@a.example.com", SAFI_AUTH_PERMERROR,
      SAFI_DKIM_REASON_KEY_IDENTITY },
    { "k=ed25519" P, "; i=x@a.example.com", SAFI_AUTH_PASS, SAFI_DKIM_REASON_NONE },
    { "k=ed25519; p=", "", SAFI_AUTH_PERMERROR, SAFI_DKIM_REASON_KEY_REVOKED },
    { "k=rsa" P, "", SAFI_AUTH_PERMERROR, SAFI_DKIM_REASON_KEY_SYNTAX },
    { "NONE", "", SAFI_AUTH_PERMERROR, SAFI_DKIM_REASON_KEY_MISSING },
    { "TIMEOUT", "", SAFI_AUTH_TEMPERROR, SAFI_DKIM_REASON_KEY_TEMPORARY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *tags = g_strconcat (relaxed, cases[i].identity, NULL);
    g_autoptr (SafiDkimResult) result = verify_signed (tags, cases[i].record);

    assert_result (result, cases[i].code, cases[i].reason);
  }
#undef P
}

static void
test_a_test_key_is_named (void)
{
  g_autoptr (SafiDkimResult) result =
      verify_signed (relaxed, "k=ed25519; t=y; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=");

  g_assert_true (result->is_test);
}

static SafiDkimResult *
verify_rsa (guint bits, const char *algorithm, SafiDkimOptions options)
{
  g_autoptr (Signer) signer = signer_new_rsa (bits);
  g_autofree char *tags = g_strconcat ("h=from; a=", algorithm, NULL);
  g_autofree char *message = signer_sign_dkim (signer, tags, mail);
  g_autofree char *record = signer_get_record (signer);
  g_autoptr (SafiResolver) zone = make_zone ("sel._domainkey.example.com", record, NULL);
  g_autoptr (GBytes) octets = g_bytes_new (message, strlen (message));
  g_autoptr (SafiSignedMessage) whole = safi_signed_message_new (octets);
  g_autoptr (SafiDkim) dkim = safi_dkim_new (whole);
  g_autoptr (GPtrArray) results = safi_dkim_verify (dkim, zone, RECEIVED, options);

  return safi_dkim_result_ref (results->pdata[0]);
}

static void
test_what_is_weak_counts_only_in_old_suites (void)
{
  g_autoptr (SafiDkimResult) shortest = verify_rsa (1024, "rsa-sha256", SAFI_DKIM_OPTION_NONE);
  g_autoptr (SafiDkimResult) too_short = verify_rsa (1016, "rsa-sha256", SAFI_DKIM_OPTION_NONE);
  g_autoptr (SafiDkimResult) sha1 = verify_rsa (1024, "rsa-sha1", SAFI_DKIM_OPTION_NONE);
  g_autoptr (SafiDkimResult) old = verify_rsa (768, "rsa-sha1", SAFI_DKIM_OPTION_HISTORIC);

  assert_result (shortest, SAFI_AUTH_PASS, SAFI_DKIM_REASON_NONE);
  g_assert_cmpuint (shortest->key_bits, ==, 1024);
  assert_result (too_short, SAFI_AUTH_POLICY, SAFI_DKIM_REASON_KEY_SHORT);
  assert_result (sha1, SAFI_AUTH_POLICY, SAFI_DKIM_REASON_HASH_WEAK);
  assert_result (old, SAFI_AUTH_PASS, SAFI_DKIM_REASON_NONE);
}

static void
test_unsigned_mail_has_no_result (void)
{
  g_autoptr (GPtrArray) results = verify_text (mail, SIGNER_ED25519_RECORD, RECEIVED);
  g_autoptr (GPtrArray) nothing = verify_text ("", SIGNER_ED25519_RECORD, RECEIVED);

  g_assert_cmpuint (results->len, ==, 0);
  g_assert_cmpuint (nothing->len, ==, 0);
}

static void
test_a_body_may_be_missing (void)
{
  g_autofree char *message = sign_text (relaxed, "From: a@example.com\r\n\r\n");
  g_autofree char *cut = g_strndup (message, strlen (message) - 2);
  g_autoptr (SafiDkimResult) result = verify_with (cut, SIGNER_ED25519_RECORD);

  assert_result (result, SAFI_AUTH_PASS, SAFI_DKIM_REASON_NONE);
}

static void
test_raw_octets_in_a_signed_field (void)
{
  g_autofree char *message =
      sign_text ("a=ed25519-sha256; h=from:subject", "From: J\xf6rg <a@example.com>\r\n"
                                                     "Subject: Gr\xfc\xdf \xc3\xa4\r\n\r\nx\r\n");
  g_autoptr (SafiDkimResult) result = verify_with (message, SIGNER_ED25519_RECORD);

  assert_result (result, SAFI_AUTH_PASS, SAFI_DKIM_REASON_NONE);
}

static void
test_international_domains_are_looked_up_in_ascii (void)
{
  g_autoptr (Signer) signer = signer_new_ed25519 ();
  g_autofree char *message = signer_sign (
      signer, SAFI_DKIM_SIGNATURE,
      "v=1; a=ed25519-sha256; h=from; d=b\u00fccher.example; s=\u00e4; i=x@b\u00fccher.example",
      mail);
  g_autoptr (SafiResolver) zone =
      make_zone ("xn--4ca._domainkey.xn--bcher-kva.example", SIGNER_ED25519_RECORD, NULL);
  g_autoptr (GBytes) octets = g_bytes_new (message, strlen (message));
  g_autoptr (SafiSignedMessage) whole = safi_signed_message_new (octets);
  g_autoptr (SafiDkim) dkim = safi_dkim_new (whole);
  g_autoptr (GPtrArray) results = safi_dkim_verify (dkim, zone, RECEIVED, SAFI_DKIM_OPTION_NONE);
  const SafiDkimResult *result = results->pdata[0];

  assert_result (result, SAFI_AUTH_PASS, SAFI_DKIM_REASON_NONE);
  g_assert_cmpstr (result->domain, ==, "xn--bcher-kva.example");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add_func ("/auth-dkim/" path, func)
  ADD ("all-forms-pass", test_all_forms_pass);
  ADD ("a-changed-body-is-told-from-a-changed-header",
       test_a_changed_body_is_told_from_a_changed_header);
  ADD ("other-line-ends-are-repaired", test_other_line_ends_are_repaired);
  ADD ("added-fields-are-seen", test_added_fields_are_seen);
  ADD ("a-name-signed-twice-allows-no-second-field",
       test_a_name_signed_twice_allows_no_second_field);
  ADD ("fields-are-taken-from-the-bottom-up", test_fields_are_taken_from_the_bottom_up);
  ADD ("length", test_length);
  ADD ("appended-text-behind-the-length-is-partial",
       test_appended_text_behind_the_length_is_partial);
  ADD ("times-are-those-of-receipt", test_times_are_those_of_receipt);
  ADD ("keys-decide-who-may-use-them", test_keys_decide_who_may_use_them);
  ADD ("a-test-key-is-named", test_a_test_key_is_named);
  ADD ("what-is-weak-counts-only-in-old-suites", test_what_is_weak_counts_only_in_old_suites);
  ADD ("unsigned-mail-has-no-result", test_unsigned_mail_has_no_result);
  ADD ("a-body-may-be-missing", test_a_body_may_be_missing);
  ADD ("raw-octets-in-a-signed-field", test_raw_octets_in_a_signed_field);
  ADD ("international-domains-are-looked-up-in-ascii",
       test_international_domains_are_looked_up_in_ascii);
#undef ADD
  return g_test_run ();
}
