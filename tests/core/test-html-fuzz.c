/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/html/safi-html.h"

#include <string.h>

#include "../lib/corpus.h"
#include "core/html/safi-html-scanner.h"
#include "core/text/safi-text.h"

/* Pages of strangers, broken at random, always the same way. */

#define FOLDER "corpus/html"
#define ROUNDS 6000

static const char *const pieces[] = {
  "<",          ">",         "</",         "/>",         "=",       "\"",        "'",
  "&",          "&#",        ";",          "&#x110000;", "<!--",    "-->",       "<p style=\"",
  "<a href=",   "</a>",      "<style>",    "</style>",   "<title>", "<textarea", "<plaintext>",
  "<script>",   "</script>", "display:",   "none",       "{",       "}",         "/*",
  "color:#fff", "hidden",    "<base href", "<table>",    "</td>",   "<form",     "type=password",
  "\xff",       "\r\n",      "\t",         "://",        "<br",     "<img alt=", "charset=",
};

static void
check_reading (const SafiReading *reading)
{
  const gsize length = reading->text->len;

  g_assert_true (g_utf8_validate (reading->text->str, (gssize) length, NULL));
  g_assert_cmpuint (length, <=, SAFI_MESSAGE_TEXT_MAX);
  g_assert_cmpuint (reading->links->len, <=, SAFI_MESSAGE_LINKS_MAX);
  for (guint i = 0; i < reading->links->len; i++) {
    const SafiLink *link = reading->links->pdata[i];

    g_assert_cmpuint ((gsize) link->start + link->length, <=, length);
    g_assert_true (g_utf8_validate (link->target, -1, NULL));
    g_assert_true (g_str_is_ascii (link->host));
  }
}

static void
render (const char *html, gsize length)
{
  SafiReading reading;

  safi_reading_init (&reading);
  safi_html_render (&reading, html, length);
  safi_reading_find_links (&reading, 0);
  check_reading (&reading);
  g_string_free (reading.text, TRUE);
  g_ptr_array_unref (reading.links);
  g_ptr_array_unref (reading.attachments);
}

/* Every token stands within the page, and the scanner comes to its end. */
static void
scan (const char *html, gsize length)
{
  SafiHtmlScanner scanner;
  SafiHtmlToken token;
  gsize n_tokens = 0;

  safi_html_scanner_init (&scanner, html, length);
  while (safi_html_scanner_next (&scanner, &token)) {
    g_assert_cmpuint (++n_tokens, <=, length);
    if (token.type == SAFI_HTML_TEXT || token.type == SAFI_HTML_RAW_TEXT)
      g_assert_true (token.text.start >= html &&
                     token.text.start + token.text.length <= html + length);
    else
      g_assert_cmpuint (token.n_attributes, <=, SAFI_HTML_ATTRIBUTES_MAX);
  }
}

static void
read_page (GBytes *octets)
{
  gsize length;
  const char *start = g_bytes_get_data (octets, &length);
  const char *page = length > 0 ? start : "";
  g_autofree char *charset = safi_html_find_charset (page, length);
  g_autofree char *valid = safi_text_make_valid (page, (gssize) length);
  const gsize n_valid = strlen (valid);
  g_autofree char *exact = g_memdup2 (valid, MAX (n_valid, 1)); /* no NUL behind it */

  g_assert_true (charset == NULL || strlen (charset) <= length);
  scan (exact, n_valid);
  render (exact, n_valid);
  safi_html_has_password_field (exact, n_valid);
}

static void
test_broken_pages_do_no_harm (void)
{
  test_break_corpus (FOLDER, ".html", ROUNDS, pieces, G_N_ELEMENTS (pieces), read_page);
}

static void
test_cut_pages_do_no_harm (void)
{
  test_cut_corpus (FOLDER, ".html", read_page);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/html-fuzz/broken-pages-do-no-harm", test_broken_pages_do_no_harm);
  g_test_add_func ("/html-fuzz/cut-pages-do-no-harm", test_cut_pages_do_no_harm);
  return g_test_run ();
}
