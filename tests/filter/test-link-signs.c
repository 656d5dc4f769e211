/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "filter/lists/safi-link-signs.h"

#include <string.h>

/* The codes found in link @index of an HTML message, joined by blanks. */
static char *
find_codes (const char *html, guint index)
{
  g_autofree char *mail = g_strconcat ("From: a@shop.example\nMIME-Version: 1.0\n"
                                       "Content-Type: text/html\n\n",
                                       html, NULL);
  g_autoptr (GBytes) octets = g_bytes_new (mail, strlen (mail));
  g_autoptr (SafiMessage) message = safi_message_new (octets, 0);
  g_autoptr (GPtrArray) signs = safi_link_signs_find (message, index);
  g_autoptr (GString) codes = g_string_new (NULL);

  for (guint i = 0; i < signs->len; i++)
    g_string_append_printf (codes, "%s%s", i > 0 ? " " : "",
                            safi_evidence_get_finding (signs->pdata[i])->code);
  return g_string_free (g_steal_pointer (&codes), FALSE);
}

static void
assert_codes (const char *html, guint index, const char *wanted)
{
  g_autofree char *codes = find_codes (html, index);

  g_assert_cmpstr (codes, ==, wanted);
}

static void
each_link_has_signs_of_its_own (void)
{
  static const char html[] = "<a href='http://192.0.2.7/x'>one</a> "
                             "<a href='https://shop.example/'>two</a> "
                             "<a href='http://198.51.100.9/'>three</a>";

  assert_codes (html, 0, "links.number");
  assert_codes (html, 1, "");
  /* The check of a whole message tells of numbers once; who asks about this link is told, too. */
  assert_codes (html, 2, "links.number");
}

static void
one_link_may_have_several_signs (void)
{
  assert_codes ("<a href='https://bank.example@192.0.2.7/Loan.apk'>https://bank.example</a>", 0,
                "links.disguised links.user-name links.download links.number");
}

static void
a_picture_has_no_signs_of_its_host (void)
{
  assert_codes ("<img src='http://192.0.2.7/x.png'>", 0, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/link-signs/each-link-has-signs-of-its-own", each_link_has_signs_of_its_own);
  g_test_add_func ("/link-signs/one-link-may-have-several-signs", one_link_may_have_several_signs);
  g_test_add_func ("/link-signs/a-picture-has-no-signs-of-its-host",
                   a_picture_has_no_signs_of_its_host);
  return g_test_run ();
}
