/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/authentication/safi-sender-rule.h"

static void
test_names_have_one_form (void)
{
  static const char *const pairs[][2] = {
    { "Rose@Garden.EXAMPLE", "rose@garden.example" },
    { "@garden.example", "garden.example" },
    { "garden.example.", "garden.example" },
    { "info@b\303\274cher.example", "info@xn--bcher-kva.example" },
    { "\303\204nne@garden.example", "\303\244nne@garden.example" },
    { "example", "" },
    { "com", "" },
    { "co.ke", "" },
    { "rose@co.ke", "" },
    { "rose@[192.0.2.1]", "" },
    { "192.0.2.1", "" },
    { "two words@garden.example", "" },
    { "a\nb@garden.example", "" },
    { "a@b@garden.example", "" },
    { "\377@garden.example", "" },
    { "", "" },
    { "@", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++) {
    g_autofree char *name = safi_sender_name (pairs[i][0]);

    g_assert_cmpstr (name, ==, pairs[i][1]);
  }
}

static char *
make_name (gsize length)
{
  g_autofree char *local = g_strnfill (length - strlen ("@garden.example"), 'a');

  return g_strconcat (local, "@garden.example", NULL);
}

static void
test_names_have_a_limit (void)
{
  g_autofree char *longest = make_name (SAFI_SENDER_NAME_OCTETS_MAX);
  g_autofree char *longer = make_name (SAFI_SENDER_NAME_OCTETS_MAX + 1);
  g_autofree char *kept = safi_sender_name (longest);
  g_autofree char *refused = safi_sender_name (longer);

  g_assert_cmpstr (kept, ==, longest);
  g_assert_cmpstr (refused, ==, "");
}

/* Of rose@garden.example. */
static char *
get_name (SafiIdentity identity, const char *author, gboolean has_added_field)
{
  static const char source[] = "From: Rose <rose@garden.example>\r\nSubject: x\r\n\r\ny\r\n";
  g_autoptr (GBytes) octets = g_bytes_new_static (source, strlen (source));
  g_autoptr (SafiMessage) message = safi_message_new (octets, strlen (source));
  g_autoptr (SafiAuthResult) auth = safi_auth_result_new ();

  auth->identity = identity;
  auth->has_added_field = has_added_field;
  safi_auth_result_set_text (&auth->author, author);
  return safi_sender_name_of (message, auth);
}

static void
test_only_who_proved_himself_is_a_sender (void)
{
  g_autofree char *proved = get_name (SAFI_IDENTITY_AUTHENTICATED, "garden.example", FALSE);
  g_autofree char *added = get_name (SAFI_IDENTITY_AUTHENTICATED, "garden.example", TRUE);
  g_autofree char *another = get_name (SAFI_IDENTITY_AUTHENTICATED, "bank.example", FALSE);

  g_assert_cmpstr (proved, ==, "rose@garden.example");
  g_assert_cmpstr (added, ==, "");
  g_assert_cmpstr (another, ==, "");
  for (guint identity = 0; identity <= SAFI_IDENTITY_UNKNOWN; identity++) {
    g_autofree char *name = get_name (identity, "garden.example", FALSE);

    g_assert_true ((*name != '\0') == (identity == SAFI_IDENTITY_AUTHENTICATED));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sender-rule/names-have-one-form", test_names_have_one_form);
  g_test_add_func ("/sender-rule/names-have-a-limit", test_names_have_a_limit);
  g_test_add_func ("/sender-rule/only-who-proved-himself-is-a-sender",
                   test_only_who_proved_himself_is_a_sender);
  return g_test_run ();
}
