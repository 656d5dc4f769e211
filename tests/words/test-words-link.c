/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/mailbox/safi-words-link.h"

#include <string.h>

#include "core/url/safi-links.h"

#define ISOLATE "\u2068"
#define END "\u2069"

static SafiLink *
make_link (SafiLinkType type, const char *url)
{
  return safi_link_new (type, g_strdup (url));
}

static void
assert_leads (SafiLinkType type, const char *url, const char *wanted)
{
  SafiLink *link = make_link (type, url);
  g_autoptr (SafiUrlParts) parts = safi_url_parts_new (link);
  g_autofree char *leads = safi_words_link_leads (link, parts);

  g_assert_cmpstr (leads, ==, wanted);
  safi_link_free (link);
}

static void
each_kind_of_link_says_where_it_leads (void)
{
  assert_leads (SAFI_LINK_TEXT, "https://bank.pay.example/",
                "It leads to " ISOLATE "pay.example" END ". Its owner decides what you see there.");
  assert_leads (SAFI_LINK_TEXT, "http://192.0.2.7/",
                "It leads to the number " ISOLATE "192.0.2.7" END ". Nothing says who owns it.");
  assert_leads (SAFI_LINK_FORM, "https://pay.example/",
                "What you type into the message would be sent to " ISOLATE "pay.example" END ".");
  assert_leads (SAFI_LINK_TEXT, "mailto:a@b.example",
                "It opens no page. It begins a message of your own to this address.");
  assert_leads (SAFI_LINK_ANCHOR, "tel:000", "It opens no page. It calls this number.");
  assert_leads (SAFI_LINK_ANCHOR, "javascript:x()", "It does not say to whom it leads.");
}

static void
assert_name (const char *url, const char *wanted)
{
  SafiLink *link = make_link (SAFI_LINK_ANCHOR, url);
  g_autoptr (SafiUrlParts) parts = safi_url_parts_new (link);
  g_autofree char *name = safi_words_link_name (link, parts);

  g_assert_cmpstr (name, ==, wanted);
  safi_link_free (link);
}

static void
a_link_is_called_by_who_owns_the_page (void)
{
  assert_name ("https://bank.co.ke.pay.example/", ISOLATE "pay.example" END);
  assert_name ("mailto:a@b.example?subject=x", "A message to " ISOLATE "a@b.example" END);
  assert_name ("tel:000", "A call to " ISOLATE "000" END);
  assert_name ("data:text/html,x", "A link to no known place");
}

/* The words of the note with this title; NULL: there is none. */
static char *
find_note (const char *url, const char *label, const char *file, const char *title)
{
  SafiLink *link = make_link (SAFI_LINK_ANCHOR, url);
  g_autoptr (SafiUrlParts) parts = safi_url_parts_new (link);
  g_autoptr (GPtrArray) notes = NULL;
  char *words = NULL;

  link->label = g_strdup (label);
  notes = safi_words_link_notes (link, parts, file);
  for (guint i = 0; i < notes->len; i++) {
    const SafiLinkNote *note = notes->pdata[i];

    if (g_str_equal (note->title, title))
      words = g_strdup (note->words);
  }
  safi_link_free (link);
  return words;
}

static void
assert_note (const char *url, const char *title, const char *wanted)
{
  g_autofree char *words = find_note (url, NULL, NULL, title);

  g_assert_cmpstr (words, ==, wanted);
}

static void
each_part_that_misleads_has_a_note (void)
{
  assert_note ("https://bank.example@pay.example/", "Before the “@”",
               "“" ISOLATE "bank.example" END
               "” does not say where the link leads. Only what comes after it does.");
  assert_note ("https://bank.co.ke.pay.example/", "In front of the name",
               "“" ISOLATE "bank.co.ke." END "” was put there by the owner of " ISOLATE
               "pay.example" END ". It can be any words.");
  assert_note ("http://pay.example/", "Not encrypted",
               "Others on the way can read what you type there.");
  assert_note ("https://pay.example/x?you=7", "Behind the name",
               ISOLATE "/x?you=7" END "\nIt can tell the sender that you opened the link.");
}

static void
an_ordinary_address_has_no_notes_about_its_parts (void)
{
  assert_note ("https://www.pay.example/", "In front of the name", NULL);
  assert_note ("https://www.pay.example/", "Before the “@”", NULL);
  assert_note ("https://www.pay.example/", "Not encrypted", NULL);
  assert_note ("https://www.pay.example/", "Behind the name", NULL);
  assert_note ("https://www.pay.example/", "Look-alike letters", NULL);
  assert_note ("https://www.pay.example/", "A file", NULL);
}

/* "pаy" with a Cyrillic а, and a name that is all Cyrillic and looks like none in Latin letters. */
static void
look_alike_letters_are_named (void)
{
  assert_note ("https://p\320\260y.example/", "Look-alike letters",
               "“" ISOLATE "\320\260" END "” looks like “" ISOLATE "a" END
               "”, but is a Cyrillic letter.");
  assert_note ("https://p\316\277st.example/", "Look-alike letters",
               "“" ISOLATE "\316\277" END "” looks like “" ISOLATE "o" END
               "”, but is a Greek letter.");
  assert_note ("https://\320\277\320\276\321\207\321\202\320\260.example/", "Look-alike letters",
               NULL);
}

static void
a_name_in_other_letters_is_told_as_computers_write_it (void)
{
  assert_note ("https://\320\277\320\276\321\207\321\202\320\260.example/", "For computers",
               "The same name is written " ISOLATE "xn--80a1acny.example" END ".");
}

static void
label_and_file_are_told (void)
{
  g_autofree char *label =
      find_note ("https://pay.example/", "My \342\200\256Bank", NULL, "In the message");
  g_autofree char *file = find_note ("https://pay.example/Loan.apk", NULL, "Loan.apk", "A file");

  g_assert_cmpstr (label, ==,
                   "It reads “" ISOLATE "My Bank" END "”. The sender chose these words.");
  g_assert_cmpstr (file, ==, "It fetches “" ISOLATE "Loan.apk" END "” to your device.");
}

static void
a_part_without_end_is_cut (void)
{
  g_autofree char *path = g_strnfill (4000, 'x');
  g_autofree char *url = g_strconcat ("https://pay.example/", path, NULL);
  g_autofree char *words = find_note (url, NULL, NULL, "Behind the name");

  g_assert_cmpuint (g_utf8_strlen (words, -1), <, 300);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/words-link/each-kind-of-link-says-where-it-leads",
                   each_kind_of_link_says_where_it_leads);
  g_test_add_func ("/words-link/a-link-is-called-by-who-owns-the-page",
                   a_link_is_called_by_who_owns_the_page);
  g_test_add_func ("/words-link/each-part-that-misleads-has-a-note",
                   each_part_that_misleads_has_a_note);
  g_test_add_func ("/words-link/an-ordinary-address-has-no-notes-about-its-parts",
                   an_ordinary_address_has_no_notes_about_its_parts);
  g_test_add_func ("/words-link/look-alike-letters-are-named", look_alike_letters_are_named);
  g_test_add_func ("/words-link/a-name-in-other-letters-is-told-as-computers-write-it",
                   a_name_in_other_letters_is_told_as_computers_write_it);
  g_test_add_func ("/words-link/label-and-file-are-told", label_and_file_are_told);
  g_test_add_func ("/words-link/a-part-without-end-is-cut", a_part_without_end_is_cut);
  return g_test_run ();
}
