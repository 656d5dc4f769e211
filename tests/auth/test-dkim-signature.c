/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/dkim/safi-dkim-signature.h"

#include <string.h>

#include "auth/dkim/safi-body-hash.h"

#define GOOD " v=1; a=rsa-sha256; d=example.com; s=sel; h=from; bh=AAAA; b=AAAA"

static SafiDkimSignature *
parse (SafiDkimSignatureKind kind, const char *value)
{
  return safi_dkim_signature_new (kind, value, strlen (value));
}

static void
test_defaults (void)
{
  g_autoptr (SafiDkimSignature) signature = parse (SAFI_DKIM_SIGNATURE, GOOD);

  g_assert_cmpint (signature->reason, ==, SAFI_DKIM_REASON_NONE);
  g_assert_cmpint (signature->header, ==, SAFI_CANONICAL_SIMPLE);
  g_assert_cmpint (signature->body, ==, SAFI_CANONICAL_SIMPLE);
  g_assert_cmpstr (signature->identity, ==, "@example.com");
  g_assert_true (signature->length == SAFI_BODY_LENGTH_ALL);
  g_assert_cmpint (signature->timestamp, ==, -1);
  g_assert_cmpint (signature->expiration, ==, -1);
}

static void
test_tags (void)
{
  g_autoptr (SafiDkimSignature) signature =
      parse (SAFI_DKIM_SIGNATURE,
             "v=1; a=Ed25519-SHA256; c=relaxed/simple; d=Mail.Example.COM; s=a_b.C; t=5; x=6;\r\n"
             " h=To :\r\n FROM:from; i=j=6Fe=40x@n.mail.example.com; l=007; q=x:dns/txt; z=a|b;\r\n"
             " bh=AA\r\n AA; b=AAAA AAAA");

  g_assert_cmpint (signature->reason, ==, SAFI_DKIM_REASON_NONE);
  g_assert_cmpstr (safi_dkim_signature_get_algorithm (signature), ==, "ed25519-sha256");
  g_assert_cmpint (signature->header, ==, SAFI_CANONICAL_RELAXED);
  g_assert_cmpint (signature->body, ==, SAFI_CANONICAL_SIMPLE);
  g_assert_cmpstr (signature->domain, ==, "mail.example.com");
  g_assert_cmpstr (signature->selector, ==, "a_b.c");
  g_assert_cmpstr (signature->identity, ==, "joe@x@n.mail.example.com");
  g_assert_cmpstr (signature->identity_domain, ==, "n.mail.example.com");
  g_assert_cmpuint (signature->names->len, ==, 3);
  g_assert_cmpstr (signature->names->pdata[1], ==, "from");
  g_assert_cmpuint (signature->length, ==, 7);
  g_assert_cmpuint (g_bytes_get_size (signature->signature), ==, 6);
}

static void
test_faults (void)
{
  static const struct {
    const char *value;
    SafiDkimReason reason;
  } cases[] = {
    { "", SAFI_DKIM_REASON_TAG_MISSING },
    { "synerr", SAFI_DKIM_REASON_SYNTAX },
    { GOOD "; v=1", SAFI_DKIM_REASON_SYNTAX },
    { "a=rsa-sha256; d=example.com; s=s; h=from; bh=AAAA; b=AAAA", SAFI_DKIM_REASON_VERSION },
    { "v=0.5; a=rsa-sha256; d=e.com; s=s; h=from; bh=AAAA; b=AAAA", SAFI_DKIM_REASON_VERSION },
    { "v=1; d=example.com; s=s; h=from; bh=AAAA; b=AAAA", SAFI_DKIM_REASON_TAG_MISSING },
    { "v=1; a=rsa-md5; d=e.com; s=s; h=from; bh=AAAA; b=AAAA", SAFI_DKIM_REASON_ALGORITHM },
    { "v=1; a=rsa-sha256; s=s; h=from; bh=AAAA; b=AAAA", SAFI_DKIM_REASON_TAG_MISSING },
    { "v=1; a=rsa-sha256; d=e.com; h=from; bh=AAAA; b=AAAA", SAFI_DKIM_REASON_TAG_MISSING },
    { "v=1; a=rsa-sha256; d=e.com; s=s; bh=AAAA; b=AAAA", SAFI_DKIM_REASON_TAG_MISSING },
    { "v=1; a=rsa-sha256; d=e.com; s=s; h=from; b=AAAA", SAFI_DKIM_REASON_TAG_MISSING },
    { "v=1; a=rsa-sha256; d=e.com; s=s; h=from; bh=AAAA", SAFI_DKIM_REASON_TAG_MISSING },
    { "v=1; a=rsa-sha256; d=e.com; s=s; h=from; bh=AAAA; b=", SAFI_DKIM_REASON_SYNTAX },
    { "v=1; a=rsa-sha256; d=e.com; s=s; h=from; bh=AAAA; b=A", SAFI_DKIM_REASON_SYNTAX },
    { "v=1; a=rsa-sha256; d=e.com; s=s; h=to; bh=AAAA; b=AAAA", SAFI_DKIM_REASON_FROM_NOT_SIGNED },
    { "v=1; a=rsa-sha256; d=e.com; s=s; h=from::to; bh=AAAA; b=AAAA", SAFI_DKIM_REASON_SYNTAX },
    { "v=1; a=rsa-sha256; d=e.com(.evil; s=s; h=from; bh=AAAA; b=AAAA", SAFI_DKIM_REASON_DOMAIN },
    { "v=1; a=rsa-sha256; d=.e.com; s=s; h=from; bh=AAAA; b=AAAA", SAFI_DKIM_REASON_DOMAIN },
    { "v=1; a=rsa-sha256; d=e.com; s=s..s; h=from; bh=AAAA; b=AAAA", SAFI_DKIM_REASON_DOMAIN },
    { "v=1; a=rsa-sha256; d=e.com; s=; h=from; bh=AAAA; b=AAAA", SAFI_DKIM_REASON_DOMAIN },
    { GOOD "; c=", SAFI_DKIM_REASON_CANONICALIZATION },
    { GOOD "; c=simple/", SAFI_DKIM_REASON_CANONICALIZATION },
    { GOOD "; c=nowsp", SAFI_DKIM_REASON_CANONICALIZATION },
    { GOOD "; q=dns/special", SAFI_DKIM_REASON_QUERY },
    { GOOD "; q=", SAFI_DKIM_REASON_QUERY },
    { GOOD "; i=x@example.org", SAFI_DKIM_REASON_IDENTITY },
    { GOOD "; i=x@badexample.com", SAFI_DKIM_REASON_IDENTITY },
    { GOOD "; i=x@com", SAFI_DKIM_REASON_IDENTITY },
    { GOOD "; i=example.com", SAFI_DKIM_REASON_SYNTAX },
    { GOOD "; i=a=0@example.com", SAFI_DKIM_REASON_SYNTAX },
    { GOOD "; i=a=00@example.com", SAFI_DKIM_REASON_SYNTAX },
    { GOOD "; i=@example.com=", SAFI_DKIM_REASON_SYNTAX },
    { GOOD "; l=-1", SAFI_DKIM_REASON_SYNTAX },
    { GOOD "; l=18446744073709551614", SAFI_DKIM_REASON_NONE },
    { GOOD "; l=18446744073709551615", SAFI_DKIM_REASON_BODY_LENGTH },
    { GOOD "; l=99999999999999999999999", SAFI_DKIM_REASON_BODY_LENGTH },
    { GOOD "; t=1234567890123", SAFI_DKIM_REASON_SYNTAX },
    { GOOD "; x=never", SAFI_DKIM_REASON_SYNTAX },
    { GOOD "; t=7; x=7", SAFI_DKIM_REASON_EXPIRED },
    { GOOD "; t=7; x=8", SAFI_DKIM_REASON_NONE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SafiDkimSignature) signature = parse (SAFI_DKIM_SIGNATURE, cases[i].value);

    g_test_message ("%s", cases[i].value);
    g_assert_cmpstr (safi_dkim_reason_to_string (signature->reason), ==,
                     safi_dkim_reason_to_string (cases[i].reason));
  }
}

static void
test_a_faulty_signature_still_names_its_domain (void)
{
  g_autoptr (SafiDkimSignature) signature =
      parse (SAFI_DKIM_SIGNATURE, "v=9; d=example.com; s=sel");

  g_assert_cmpstr (signature->domain, ==, "example.com");
  g_assert_cmpstr (signature->selector, ==, "sel");
}

static void
test_signed_names_have_a_limit (void)
{
  g_autoptr (GString) value = g_string_new (GOOD);
  g_autoptr (SafiDkimSignature) at_limit = NULL;
  g_autoptr (SafiDkimSignature) beyond = NULL;
  gssize names = strstr (value->str, "h=from") + strlen ("h=from") - value->str;

  for (guint i = 1; i < SAFI_DKIM_SIGNED_NAMES_MAX; i++)
    g_string_insert (value, names, ":x");
  at_limit = parse (SAFI_DKIM_SIGNATURE, value->str);
  g_assert_cmpint (at_limit->reason, ==, SAFI_DKIM_REASON_NONE);
  g_string_insert (value, names, ":x");
  beyond = parse (SAFI_DKIM_SIGNATURE, value->str);
  g_assert_cmpint (beyond->reason, ==, SAFI_DKIM_REASON_SYNTAX);
}

static void
test_fields_have_a_limit (void)
{
  g_autoptr (GString) value = g_string_new (GOOD "; z=");
  g_autoptr (SafiDkimSignature) at_limit = NULL;
  g_autoptr (SafiDkimSignature) beyond = NULL;

  while (value->len < SAFI_DKIM_SIGNATURE_OCTETS_MAX)
    g_string_append_c (value, 'x');
  at_limit = parse (SAFI_DKIM_SIGNATURE, value->str);
  g_assert_cmpint (at_limit->reason, ==, SAFI_DKIM_REASON_NONE);
  g_string_append_c (value, 'x');
  beyond = parse (SAFI_DKIM_SIGNATURE, value->str);
  g_assert_cmpint (beyond->reason, ==, SAFI_DKIM_REASON_TOO_LONG);
}

static void
test_seals_know_other_tags (void)
{
#define SEAL "i=2; a=rsa-sha256; d=example.com; s=sel; b=AAAA"

  static const struct {
    const char *value;
    SafiDkimReason reason;
  } cases[] = {
    { SEAL "; cv=Pass", SAFI_DKIM_REASON_NONE },
    { SEAL "; cv=pass; t=1; unknown=2", SAFI_DKIM_REASON_NONE },
    { SEAL, SAFI_DKIM_REASON_TAG_MISSING },
    { SEAL "; cv=pass; h=from", SAFI_DKIM_REASON_SYNTAX },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SafiDkimSignature) seal = parse (SAFI_ARC_SEAL, cases[i].value);

    g_assert_cmpstr (safi_dkim_reason_to_string (seal->reason), ==,
                     safi_dkim_reason_to_string (cases[i].reason));
    g_assert_cmpstr (seal->instance, ==, "2");
    g_assert_cmpint (seal->header, ==, SAFI_CANONICAL_RELAXED);
  }
#undef SEAL
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/auth-dkim-signature/defaults", test_defaults);
  g_test_add_func ("/auth-dkim-signature/tags", test_tags);
  g_test_add_func ("/auth-dkim-signature/faults", test_faults);
  g_test_add_func ("/auth-dkim-signature/a-faulty-signature-still-names-its-domain",
                   test_a_faulty_signature_still_names_its_domain);
  g_test_add_func ("/auth-dkim-signature/signed-names-have-a-limit",
                   test_signed_names_have_a_limit);
  g_test_add_func ("/auth-dkim-signature/fields-have-a-limit", test_fields_have_a_limit);
  g_test_add_func ("/auth-dkim-signature/seals-know-other-tags", test_seals_know_other_tags);
  return g_test_run ();
}
