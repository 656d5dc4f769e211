/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/safi-authentication.h"

#include <string.h>

#include "signer.h"
#include "vectors.h"

/* Signed mail of example.com, handed over by 192.0.2.1, which may not send for it. */
#define PROFILE                                                                                    \
  "{ \"servers\": [\"provider.example\"], \"ids\": [\"mx.provider.example\"],"                     \
  "  \"place\": \"above\", \"stamps-always\": true }"
#define ZONE                                                                                       \
  "{ \"example.com\": [ { \"TXT\": \"v=spf1 -all\" } ],"                                           \
  "  \"_dmarc.example.com\": [ { \"TXT\": \"v=DMARC1; p=reject\" } ],"                             \
  "  \"sel._domainkey.example.com\": [ { \"TXT\": \"" SIGNER_ED25519_RECORD "\" } ] }"
#define RECEIVED                                                                                   \
  "Received: from relay.bank.example (relay.bank.example [192.0.2.1])\r\n"                         \
  "\tby mx.provider.example (Postfix) with ESMTPS id 1; Mon, 7 Sep 2026 10:00:00 +0300\r\n"
#define PASS_FIELD                                                                                 \
  "Authentication-Results: mx.provider.example; dkim=pass header.d=example.com;\r\n"               \
  "\tdmarc=pass header.from=example.com\r\n"
#define MAIL                                                                                       \
  "From: Info <info@example.com>\r\n"                                                              \
  "Subject: x\r\n"                                                                                 \
  "\r\n"                                                                                           \
  "Hello\r\n"
#define TAGS "a=ed25519-sha256; c=relaxed/relaxed; h=from:subject"
#define NOW 1788764400 /* that day */

typedef struct {
  const char *tags;
  const char *results; /* the provider's field; "" if none */
  const char *above;   /* added above the signature; "" if nothing */
  const char *behind;  /* added behind the body; "" if nothing */
  gsize cut;           /* octets that are missing at the end */
  SafiUnseen unseen;
  SafiIdentity identity;
  gboolean has_added_field;
  gboolean is_asked; /* whether the DNS is */
} Case;

static void
check_case (const Case *given)
{
  g_autofree char *is_signed = sign_text (given->tags, MAIL);
  g_autofree char *text =
      g_strconcat (given->results, RECEIVED, given->above, is_signed, given->behind, NULL);
  g_autoptr (GBytes) octets = g_bytes_new (text, strlen (text) - given->cut);
  g_autoptr (SafiMessage) message = safi_message_new_seen (octets, 0, given->unseen);
  g_autoptr (SafiProviderProfile) profile = safi_provider_profile_new_from_json (PROFILE, NULL);
  const SafiAuthRequest request = { .profile = profile, .address = "", .now = NOW };
  g_autoptr (SafiAuthentication) authentication = safi_authentication_new (message, &request);
  g_autoptr (SafiZone) zone = vectors_new_zone (ZONE);
  g_autoptr (SafiAuthResult) result =
      safi_authentication_run (authentication, SAFI_RESOLVER (zone));

  g_test_message ("%s; %s%s%s", given->tags, given->results, given->above, given->behind);
  g_assert_cmpstr (safi_identity_to_string (result->identity), ==,
                   safi_identity_to_string (given->identity));
  g_assert_cmpint (result->has_added_field, ==, given->has_added_field);
  g_assert_cmpint (safi_zone_get_n_look_ups (zone) > 0, ==, given->is_asked);
}

static void
test_what_stands_behind_the_length_is_not_signed (void)
{
  static const Case cases[] = {
    { TAGS "; l=7", "", "", "", 0, 0, SAFI_IDENTITY_AUTHENTICATED, FALSE, TRUE },
    { TAGS "; l=7", "", "", "Pay now!\r\n", 0, 0, SAFI_IDENTITY_SPOOFED, FALSE, TRUE },
    { TAGS, "", "", "Pay now!\r\n", 0, 0, SAFI_IDENTITY_SPOOFED, FALSE, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    check_case (&cases[i]);
}

static void
test_a_length_beyond_what_was_read_is_no_forgery (void)
{
  static const Case cases[] = {
    { TAGS "; l=7", "", "", "", 0, SAFI_UNSEEN_TEXT, SAFI_IDENTITY_AUTHENTICATED, FALSE, TRUE },
    { TAGS "; l=7", "", "", "", 3, SAFI_UNSEEN_TEXT, SAFI_IDENTITY_UNKNOWN, FALSE, TRUE },
    { TAGS "; l=7", "", "", "", 3, 0, SAFI_IDENTITY_SPOOFED, FALSE, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    check_case (&cases[i]);
}

/* The provider looked at the signature: it need not see what that leaves out. */
static void
test_a_pass_of_the_provider_does_not_cover_what_was_added (void)
{
  static const Case cases[] = {
    { TAGS, PASS_FIELD, "", "", 0, 0, SAFI_IDENTITY_AUTHENTICATED, FALSE, FALSE },
    { TAGS "; l=7", PASS_FIELD, "", "", 0, 0, SAFI_IDENTITY_AUTHENTICATED, FALSE, FALSE },
    { TAGS "; l=7", PASS_FIELD, "", "Pay now!\r\n", 0, 0, SAFI_IDENTITY_SPOOFED, FALSE, TRUE },
    { TAGS, PASS_FIELD, "Subject: y\r\n", "", 0, 0, SAFI_IDENTITY_SPOOFED, TRUE, TRUE },
    /* Who signs each field once more than it stands there lets nothing be added. */
    { TAGS ":subject", PASS_FIELD, "", "", 0, 0, SAFI_IDENTITY_AUTHENTICATED, FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    check_case (&cases[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/auth-authentication-signed/what-stands-behind-the-length-is-not-signed",
                   test_what_stands_behind_the_length_is_not_signed);
  g_test_add_func ("/auth-authentication-signed/a-length-beyond-what-was-read-is-no-forgery",
                   test_a_length_beyond_what_was_read_is_no_forgery);
  g_test_add_func (
      "/auth-authentication-signed/a-pass-of-the-provider-does-not-cover-what-was-added",
      test_a_pass_of_the_provider_does_not_cover_what_was_added);
  return g_test_run ();
}
