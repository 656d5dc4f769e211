/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/help/safi-help-page.h"

#include <glib/gstdio.h>
#include <string.h>

static SafiHelpPage *
load_text (const char *text, GError **error)
{
  g_autofree char *name = NULL;
  int descriptor = g_file_open_tmp ("safibox-page-XXXXXX", &name, NULL);
  SafiHelpPage *page;

  g_assert_cmpint (descriptor, >=, 0);
  g_assert_true (g_close (descriptor, NULL));
  g_assert_true (g_file_set_contents (name, text, -1, NULL));
  page = safi_help_page_load (name, error);
  g_remove (name);
  return page;
}

static SafiHelpPage *
load_body (const char *body)
{
  g_autofree char *text = g_strconcat ("<page id='p'>", body, "</page>", NULL);
  g_autoptr (GError) error = NULL;
  SafiHelpPage *page = load_text (text, &error);

  g_assert_no_error (error);
  return page;
}

static void
assert_block (SafiHelpPage *page, guint i, SafiHelpKind kind, const char *markup)
{
  SafiHelpBlock *block;

  g_assert_cmpuint (i, <, page->blocks->len);
  block = g_ptr_array_index (page->blocks, i);
  g_assert_cmpint (block->kind, ==, kind);
  g_assert_cmpstr (block->markup, ==, markup);
}

static void
head_is_told_apart_from_text (void)
{
  g_autoptr (SafiHelpPage) page =
      load_body ("<info><link type='guide' xref='index#start'/><desc>In short.</desc></info>"
                 "<title>A &amp; B</title><p>Text.</p>");
  g_autofree char *title = safi_help_page_get_title (page);

  g_assert_cmpstr (page->id, ==, "p");
  g_assert_cmpstr (page->guide, ==, "index#start");
  g_assert_cmpstr (page->description, ==, "In short.");
  g_assert_cmpstr (title, ==, "A &amp; B");
  g_assert_cmpuint (page->blocks->len, ==, 2);
  assert_block (page, 1, SAFI_HELP_PARAGRAPH, "Text.");
}

static void
white_space_is_one_space (void)
{
  g_autoptr (SafiHelpPage) page =
      load_body ("<p>\n  one\n  <em>two</em> three<em> four</em>\n</p>");

  assert_block (page, 0, SAFI_HELP_PARAGRAPH, "one <i>two</i> three<i> four</i>");
}

static void
screens_keep_their_lines (void)
{
  g_autoptr (SafiHelpPage) page = load_body ("<screen>a  b\nc &lt;d&gt;</screen>");

  assert_block (page, 0, SAFI_HELP_SCREEN, "a  b\nc &lt;d&gt;");
}

static void
steps_are_numbered_anew (void)
{
  g_autoptr (SafiHelpPage) page =
      load_body ("<steps><item><p>a</p></item><item><p>b</p></item></steps>"
                 "<list><item><p>c</p></item></list><steps><item><p>d</p></item></steps>");
  static const guint numbers[] = { 1, 2, 0, 1 };

  g_assert_cmpuint (page->blocks->len, ==, G_N_ELEMENTS (numbers));
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++) {
    SafiHelpBlock *block = g_ptr_array_index (page->blocks, i);

    g_assert_cmpint (block->kind, ==, SAFI_HELP_ITEM);
    g_assert_cmpuint (block->number, ==, numbers[i]);
  }
}

static void
titles_are_of_what_is_around_them (void)
{
  g_autoptr (SafiHelpPage) page =
      load_body ("<section id='s'><title>S</title><terms><item><title>T</title><p>t</p></item>"
                 "</terms><note><p>n</p></note></section>");
  SafiHelpBlock *section = g_ptr_array_index (page->blocks, 0);

  assert_block (page, 0, SAFI_HELP_SECTION, "S");
  g_assert_cmpstr (section->id, ==, "s");
  assert_block (page, 1, SAFI_HELP_TERM, "T");
  assert_block (page, 2, SAFI_HELP_PARAGRAPH, "t");
  assert_block (page, 3, SAFI_HELP_NOTE, "n");
}

static void
links_lead_to_pages_and_keys_are_joined (void)
{
  g_autoptr (SafiHelpPage) page =
      load_body ("<p><link xref='undo'>Undo</link> by <keyseq><key>Ctrl</key><key>Z</key></keyseq>"
                 " or <key>U</key></p>");

  assert_block (page, 0, SAFI_HELP_PARAGRAPH,
                "<a href=\"undo\">Undo</a> by <b>Ctrl</b>+<b>Z</b> or <b>U</b>");
}

static void
broken_pages_are_refused (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (load_text ("<page id='p'><p>cut", &error));
  g_assert_error (error, G_MARKUP_ERROR, G_MARKUP_ERROR_PARSE);
}

static void
missing_pages_are_told (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (safi_help_page_load ("/nonexistent/p.page", &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

/* At @octets in all; a comment fills what is left. */
static SafiHelpPage *
load_sized (gsize octets, GError **error)
{
  static const char head[] = "<page id='p'><!--";
  static const char tail[] = "--></page>";
  g_autofree char *filling = g_strnfill (octets - strlen (head) - strlen (tail), 'x');
  g_autofree char *text = g_strconcat (head, filling, tail, NULL);

  return load_text (text, error);
}

static void
size_has_a_limit (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SafiHelpPage) largest = load_sized (SAFI_HELP_PAGE_OCTETS_MAX, &error);

  g_assert_no_error (error);
  g_assert_nonnull (largest);
  g_assert_null (load_sized (SAFI_HELP_PAGE_OCTETS_MAX + 1, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED);
}

/* A page that our own reader cannot show would be missing where no help viewer is. */
static void
our_pages_have_a_title_a_sentence_and_a_place (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("SAFI_TEST_ROOT"), "help/C", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint count = 0;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *file = g_build_filename (folder, name, NULL);
    g_autofree char *id = g_strndup (name, strlen (name) - strlen (".page"));
    g_autoptr (GError) error = NULL;
    g_autoptr (SafiHelpPage) page = safi_help_page_load (file, &error);

    g_assert_no_error (error);
    g_assert_cmpstr (page->id, ==, id);
    g_assert_cmpstr (page->description, !=, "");
    g_assert_true (g_str_equal (id, "index") || g_str_has_prefix (page->guide, "index#"));
    count++;
  }
  g_assert_cmpuint (count, >, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/help-page/head-is-told-apart-from-text", head_is_told_apart_from_text);
  g_test_add_func ("/help-page/white-space-is-one-space", white_space_is_one_space);
  g_test_add_func ("/help-page/screens-keep-their-lines", screens_keep_their_lines);
  g_test_add_func ("/help-page/steps-are-numbered-anew", steps_are_numbered_anew);
  g_test_add_func ("/help-page/titles-are-of-what-is-around-them",
                   titles_are_of_what_is_around_them);
  g_test_add_func ("/help-page/links-lead-to-pages-and-keys-are-joined",
                   links_lead_to_pages_and_keys_are_joined);
  g_test_add_func ("/help-page/broken-pages-are-refused", broken_pages_are_refused);
  g_test_add_func ("/help-page/missing-pages-are-told", missing_pages_are_told);
  g_test_add_func ("/help-page/size-has-a-limit", size_has_a_limit);
  g_test_add_func ("/help-page/our-pages-have-a-title-a-sentence-and-a-place",
                   our_pages_have_a_title_a_sentence_and_a_place);
  return g_test_run ();
}
