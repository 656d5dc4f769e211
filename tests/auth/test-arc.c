/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/dkim/safi-arc.h"

#include <string.h>

#include "signer.h"

static const char mail[] = "From: a@example.com\r\nSubject: Tea\r\n\r\nAt four?\r\n";

static SafiArcResult *
verify_zone (const char *text, SafiResolver *zone)
{
  g_autoptr (GBytes) octets = g_bytes_new (text, strlen (text));
  g_autoptr (SafiSignedMessage) message = safi_signed_message_new (octets);
  g_autoptr (SafiArc) arc = safi_arc_new (message);

  return safi_arc_verify (arc, zone);
}

static SafiArcResult *
verify (const char *text)
{
  g_autoptr (SafiResolver) zone =
      make_zone ("sel._domainkey.example.com", SIGNER_ED25519_RECORD, NULL);

  return verify_zone (text, zone);
}

/* Returns: (transfer full): @text with another set on top of it. */
static char *
add_set (Signer *signer, const char *text, guint instance)
{
  g_autofree char *tags = g_strdup_printf (
      "i=%u; a=ed25519-sha256; d=example.com; s=sel; h=from:subject; c=relaxed", instance);
  g_autofree char *results = g_strdup_printf (
      "ARC-Authentication-Results: i=%u; mx%u.example.com; dkim=pass\r\n", instance, instance);
  g_autofree char *signed_text = signer_sign (signer, SAFI_ARC_MESSAGE, tags, text);
  g_autofree char *with_results = g_strconcat (results, signed_text, NULL);

  return signer_seal (signer, instance, instance == 1 ? "none" : "pass", with_results);
}

static char *
make_chain (guint n_sets)
{
  g_autoptr (Signer) signer = signer_new_ed25519 ();
  char *text = g_strdup (mail);

  for (guint i = 1; i <= n_sets; i++) {
    char *next = add_set (signer, text, i);

    g_free (text);
    text = next;
  }
  return text;
}

static void
assert_result (const SafiArcResult *result, SafiAuthCode code, SafiArcReason reason)
{
  g_assert_cmpstr (safi_auth_code_to_string (result->code), ==, safi_auth_code_to_string (code));
  g_assert_cmpstr (safi_arc_reason_to_string (result->reason), ==,
                   safi_arc_reason_to_string (reason));
}

static void
test_a_whole_chain_passes (void)
{
  for (guint n = 1; n <= 3; n++) {
    g_autofree char *chain = make_chain (n);
    g_autoptr (SafiArcResult) result = verify (chain);

    assert_result (result, SAFI_AUTH_PASS, SAFI_ARC_REASON_NONE);
    g_assert_cmpuint (result->n_sets, ==, n);
    g_assert_cmpuint (g_strv_length (result->sealers), ==, n);
    g_assert_cmpstr (result->sealers[0], ==, "example.com");
    g_assert_cmpstr (result->chain_status, ==, n == 1 ? "none" : "pass");
    g_assert_cmpstr (result->results, ==, "mx1.example.com; dkim=pass");
    g_assert_cmpuint (result->oldest_pass, ==, 0);
  }
}

static void
test_mail_without_a_chain_has_none (void)
{
  g_autoptr (SafiArcResult) result = verify (mail);

  assert_result (result, SAFI_AUTH_NONE, SAFI_ARC_REASON_NONE);
  g_assert_cmpuint (result->n_sets, ==, 0);
}

static void
test_sets_have_a_limit (void)
{
  g_autofree char *longest = make_chain (SAFI_ARC_SETS_MAX);
  g_autofree char *too_long = make_chain (SAFI_ARC_SETS_MAX + 1);
  g_autoptr (SafiArcResult) at_limit = verify (longest);
  g_autoptr (SafiArcResult) beyond = verify (too_long);

  assert_result (at_limit, SAFI_AUTH_PASS, SAFI_ARC_REASON_NONE);
  assert_result (beyond, SAFI_AUTH_FAIL, SAFI_ARC_REASON_STRUCTURE);
}

static void
test_what_changes_after_a_seal_is_told (void)
{
  g_autofree char *chain = make_chain (2);
  g_autofree char *body = g_strconcat (chain, "more\r\n", NULL);
  g_autofree char *results = replace_text (chain, "i=1; mx1", "i=1; mx9");
  g_autoptr (SafiArcResult) body_result = verify (body);
  g_autoptr (SafiArcResult) results_result = verify (results);

  assert_result (body_result, SAFI_AUTH_FAIL, SAFI_ARC_REASON_MESSAGE);
  g_assert_cmpuint (body_result->instance, ==, 2);
  g_assert_cmpint (body_result->detail, ==, SAFI_DKIM_REASON_BODY);
  assert_result (results_result, SAFI_AUTH_FAIL, SAFI_ARC_REASON_SEAL);
  g_assert_cmpuint (results_result->instance, ==, 2);
}

/* A list changes the subject between two sets: the chain holds, from the second set on. */
static void
test_the_oldest_signature_that_holds_is_named (void)
{
  g_autoptr (Signer) signer = signer_new_ed25519 ();
  g_autofree char *first = make_chain (1);
  g_autofree char *changed = replace_text (first, "Subject: Tea", "Subject: [list] Tea");
  g_autofree char *second = add_set (signer, changed, 2);
  g_autofree char *third = add_set (signer, second, 3);
  g_autoptr (SafiArcResult) result = verify (third);

  assert_result (result, SAFI_AUTH_PASS, SAFI_ARC_REASON_NONE);
  g_assert_cmpuint (result->oldest_pass, ==, 2);
}

static void
test_a_structure_with_faults_fails (void)
{
  static const char *const pairs[][2] = {
    { "ARC-Authentication-Results: i=2;", "X-Gone: i=2;" },
    { "ARC-Authentication-Results: i=2;", "ARC-Authentication-Results: i=1;" },
    { "ARC-Authentication-Results: i=2;", "ARC-Authentication-Results: x; i=2;" },
    { "ARC-Authentication-Results: i=2;", "ARC-Authentication-Results: i=0;" },
    { "ARC-Authentication-Results: i=2;", "ARC-Authentication-Results: i=51;" },
    { "ARC-Authentication-Results: i=2;", "ARC-Authentication-Results: i=2 x" },
    { "ARC-Seal: i=1;", "ARC-Seal: i=3;" },
    { "ARC-Seal: i=1;", "ARC-Seal: i=1; i=1;" },
    { "cv=none", "cv=pass" },
    { "cv=pass", "cv=none" },
    { "cv=pass", "cv=maybe" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++) {
    g_autofree char *chain = make_chain (2);
    g_autofree char *broken = replace_text (chain, pairs[i][0], pairs[i][1]);
    g_autoptr (SafiArcResult) result = verify (broken);

    g_test_message ("%s", pairs[i][1]);
    assert_result (result, SAFI_AUTH_FAIL, SAFI_ARC_REASON_STRUCTURE);
  }
}

static void
test_a_sealer_may_say_that_the_chain_failed (void)
{
  g_autofree char *chain = make_chain (2);
  g_autofree char *failed = replace_text (chain, "cv=pass", "cv=fail");
  g_autoptr (SafiArcResult) result = verify (failed);

  assert_result (result, SAFI_AUTH_FAIL, SAFI_ARC_REASON_BROKEN);
}

/* The last set must be whole, whatever its seal says (RFC 8617, 4.2): each of these lacks a field.
 */
static void
test_a_seal_that_stands_alone_fails (void)
{
  static const char *const pieces[] = {
    "ARC-Seal: i=1; cv=fail\r\n",
    "ARC-Seal: i=1; cv=fail\r\nARC-Authentication-Results: i=1; mx.example; dkim=pass\r\n",
    "ARC-Seal: i=1; cv=fail\r\nARC-Message-Signature: i=1; d=example.com; s=sel\r\n",
    "ARC-Authentication-Results: i=1; mx.example; dkim=pass\r\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++) {
    g_autofree char *text = g_strconcat (pieces[i], mail, NULL);
    g_autoptr (SafiArcResult) result = verify (text);

    g_test_message ("%s", pieces[i]);
    g_assert_cmpint (result->code, ==, SAFI_AUTH_FAIL);
    g_assert_cmpuint (result->n_sets, ==, 1);
  }
}

static void
test_a_seal_that_stands_alone_on_a_whole_set_fails (void)
{
  g_autofree char *chain = make_chain (1);
  g_autofree char *text = g_strconcat ("ARC-Seal: i=2; cv=fail\r\n", chain, NULL);
  g_autoptr (SafiArcResult) result = verify (text);

  assert_result (result, SAFI_AUTH_FAIL, SAFI_ARC_REASON_BROKEN);
  g_assert_cmpuint (result->n_sets, ==, 2);
}

/* What cannot be read whole is not judged: the missing set may stand beyond the limit. */
static void
test_headers_have_a_limit (void)
{
  g_autofree char *chain = make_chain (2);
  g_autoptr (GString) filler = g_string_new (NULL);
  g_autofree char *large = NULL;
  g_autoptr (SafiArcResult) result = NULL;

  for (guint i = 0; i < SAFI_SIGNED_MESSAGE_FIELDS_MAX; i++)
    g_string_append (filler, "X: y\r\n");
  g_string_append (filler, "ARC-Seal: i=1;");
  large = replace_text (chain, "ARC-Seal: i=1;", filler->str);
  result = verify (large);
  assert_result (result, SAFI_AUTH_NEUTRAL, SAFI_ARC_REASON_TOO_LARGE);
}

static void
test_keys_decide (void)
{
  g_autofree char *chain = make_chain (2);
  g_autoptr (SafiResolver) empty = make_zone ("other.example", "x", NULL);
  g_autoptr (SafiResolver) silent = make_zone ("sel._domainkey.example.com", "TIMEOUT", NULL);
  g_autoptr (SafiArcResult) missing = verify_zone (chain, empty);
  g_autoptr (SafiArcResult) temporary = verify_zone (chain, silent);

  assert_result (missing, SAFI_AUTH_FAIL, SAFI_ARC_REASON_MESSAGE);
  g_assert_cmpint (missing->detail, ==, SAFI_DKIM_REASON_KEY_MISSING);
  assert_result (temporary, SAFI_AUTH_TEMPERROR, SAFI_ARC_REASON_MESSAGE);
  g_assert_cmpint (temporary->detail, ==, SAFI_DKIM_REASON_KEY_TEMPORARY);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/auth-arc/a-whole-chain-passes", test_a_whole_chain_passes);
  g_test_add_func ("/auth-arc/mail-without-a-chain-has-none", test_mail_without_a_chain_has_none);
  g_test_add_func ("/auth-arc/sets-have-a-limit", test_sets_have_a_limit);
  g_test_add_func ("/auth-arc/what-changes-after-a-seal-is-told",
                   test_what_changes_after_a_seal_is_told);
  g_test_add_func ("/auth-arc/the-oldest-signature-that-holds-is-named",
                   test_the_oldest_signature_that_holds_is_named);
  g_test_add_func ("/auth-arc/a-structure-with-faults-fails", test_a_structure_with_faults_fails);
  g_test_add_func ("/auth-arc/a-sealer-may-say-that-the-chain-failed",
                   test_a_sealer_may_say_that_the_chain_failed);
  g_test_add_func ("/auth-arc/a-seal-that-stands-alone-fails", test_a_seal_that_stands_alone_fails);
  g_test_add_func ("/auth-arc/a-seal-that-stands-alone-on-a-whole-set-fails",
                   test_a_seal_that_stands_alone_on_a_whole_set_fails);
  g_test_add_func ("/auth-arc/headers-have-a-limit", test_headers_have_a_limit);
  g_test_add_func ("/auth-arc/keys-decide", test_keys_decide);
  return g_test_run ();
}
