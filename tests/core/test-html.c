/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/html/safi-html.h"

#include <string.h>

#include "core/html/safi-html-scanner.h"

/* What rendering leaves; freed by clear_reading. */
static SafiReading
render (const char *html, gsize length)
{
  SafiReading reading;

  safi_reading_init (&reading);
  safi_html_render (&reading, html, length);
  safi_reading_find_links (&reading, 0);
  return reading;
}

static void
clear_reading (SafiReading *reading)
{
  g_string_free (reading->text, TRUE);
  g_ptr_array_unref (reading->links);
  g_ptr_array_unref (reading->attachments);
}

typedef struct {
  const char *html;
  const char *expected;
} Case;

static void
check_text (const Case *cases, guint n_cases)
{
  for (guint i = 0; i < n_cases; i++) {
    SafiReading reading = render (cases[i].html, strlen (cases[i].html));

    g_assert_cmpstr (reading.text->str, ==, cases[i].expected);
    clear_reading (&reading);
  }
}

static void
test_layout (void)
{
  static const Case cases[] = {
    { "<p>One</p><p>Two", "One\n\nTwo" },
    { "a<br>b<br><br>c", "a\nb\n\nc" },
    { "<div>a<div>b</div></div>c", "a\nb\nc" },
    { "<table><tr><td>a<td>b<tr><td>c</table>", "a b\nc" },
    { "<ul><li>a<li>b</ul>", "\u2022 a\n\u2022 b" },
    { "<pre>a\n  b</pre>c", "a\nb\n\nc" },
    { "  a \n\t b  ", "a b" },
    { "a&nbsp;b\xc2\xa0"
      "c",
      "a b c" },
    { "<b>bo</b>ld", "bold" },
    { "x<img alt='a &lt; b'>y", "xa < by" },
    { "<head><title>T</title><style>p{}</style></head><script>1<2</script>B", "B" },
    { "<textarea>a<b></textarea>", "a<b>" },
    { "<form><input type=submit value='Pay now'></form>", "Pay now" },
    { "", "" },
  };

  check_text (cases, G_N_ELEMENTS (cases));
}

static void
test_references (void)
{
  static const Case cases[] = {
    { "&lt;&amp;&gt;&quot;", "<&>\"" },
    { "&#72;&#x69;&#X21;", "Hi!" },
    { "&#72&#105;", "Hi" },
    { "&euro;&copy", "\u20ac\u00a9" },
    { "&#150;", "\u2013" },
    { "&#0;&#xd800;&#99999999999999;", "\ufffd\ufffd\ufffd" },
    { "AT&T & co &; &# &nosuch;", "AT&T & co &; &# &nosuch;" },
  };

  check_text (cases, G_N_ELEMENTS (cases));
}

static void
test_broken_markup (void)
{
  static const Case cases[] = {
    { "a < b <3 c", "a < b <3 c" },
    { "a<!-- x > y -->b<!-->c", "abc" },
    { "a<!doctype x>b<?php ?>c</ x>d", "abcd" },
    { "a<![if !mso]>b<![endif]>", "ab" },
    { "a<!-- never ends", "a" },
    { "a<b unfinished", "a" },
    { "a<b x=\"unfinished>b", "a" },
    { "</p></div>a</table>", "a" },
    { "<script>x</scriptx></script>a", "a" },
    { "<", "<" },
    { "a<", "a<" },
    { "</", "" },
    { "<a/href='http://x.example'/>y", "y" },
  };

  check_text (cases, G_N_ELEMENTS (cases));
}

static void
test_hidden (void)
{
  static const char *const pages[] = {
    "<div style='display:none'>zzz</div>seen",
    "<div style='DISPLAY : None !important'>zzz</div>seen",
    "<span style='visibility:hidden'>zzz</span>seen",
    "<span style='font-size:0'>zzz</span>seen",
    "<span style='font-size:1px'>zzz</span>seen",
    "<span style='opacity:0'>zzz</span>seen",
    "<div style='max-height:0px;overflow:hidden'>zzz</div>seen",
    "<div hidden>zzz</div>seen",
    "<font color=white>zzz</font>seen",
    "<font color='#FEFEFE'>zzz</font>seen",
    "<span style='color:rgb(255, 255, 255)'>zzz</span>seen",
    "<table bgcolor=black><tr><td><font color=#000>zzz</font></table>seen",
    "<div style='background:#123456'><span style='color:#123456'>zzz</span></div>seen",
    "<div style='display:none'><p>z<p>z<table><td>z</table></div>seen",
    "<p style='display:none'>zzz<p>seen",
    "<a style='display:none' href='http://x.example'>zzz</a>seen",
    "<div style='height:0;overflow:hidden'>zzz</div>seen",
    "<div style='position:absolute;left:-9999px'>zzz</div>seen",
    "<span style='color:transparent'>zzz</span>seen",
    "<span style='color:rgba(1, 2, 3, 0)'>zzz</span>seen",
    "<span style='opacity:.01'>zzz</span>seen",
    "<span style='clip:rect(0,0,0,0)'>zzz</span>seen",
    "<style>.a, p.b { display: none }</style><p class='x B'>zzz</p>seen",
    "<style>/* } */ #a{font-size:0}</style><p id=a>zzz</p>seen",
    "<style>@media screen{.c{color:red} .b{visibility:hidden}}</style><i class=b>zzz</i>seen",
    "<style>@media (max-width:9px){.c{color:red}} .b{display:none}</style><i class=b>zzz</i>seen",
    "<div style='display:none'>z&zwnj;&nbsp;zz &#847;</div>seen",
  };

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++) {
    SafiReading reading = render (pages[i], strlen (pages[i]));

    g_assert_cmpstr (reading.text->str, ==, "seen");
    g_assert_cmpuint (reading.structure.hidden_octets, ==, 3);
    clear_reading (&reading);
  }
}

static void
test_shown (void)
{
  static const char *const pages[] = {
    "<td style='background:url(x.png)'><font color=white>seen</font>",
    "<style>.dark{background:#000}</style><td class=dark><font color=white>seen</font>",
    "<table bgcolor=#000000><tr><td><font color=white>seen</font></table>",
    "<div style='font-size:0'><span style='font-size:16px'>seen</span></div>",
    "<a style='mso-hide:all' href='x'>seen</a>",
    "<div style='display:none'></div>seen",
    "<div style='max-height:100px'>seen</div>",
    "<font color=black>seen</font>",
    "<input type=hidden value=x>seen",
    "<div style='height:0'>seen</div>",
    "<div style='margin-left:-20px;opacity:.8'>seen</div>",
    "<style>.a .b{display:none} .b:hover{display:none}</style><p class=b>seen",
    "<style>@media (max-width:9px){.b{display:none}}</style><p class=b>seen",
    "<style>.b{display:none}</style><p class=b style='display:block'>seen",
    "<style>.b{display:none</style><p class=bb>seen",
  };

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++) {
    SafiReading reading = render (pages[i], strlen (pages[i]));

    g_assert_cmpstr (reading.text->str, ==, "seen");
    g_assert_cmpuint (reading.structure.hidden_octets, ==, 0);
    clear_reading (&reading);
  }
}

typedef struct {
  const char *html;
  SafiLinkType type;
  const char *target;
  const char *label;
} LinkCase;

static void
test_links (void)
{
  static const LinkCase cases[] = {
    { "<a href='https://e.example/x'>Pay <b>now</b></a>", SAFI_LINK_ANCHOR, "https://e.example/x",
      "Pay now" },
    { "x <a href=http://e.example> y </a> z", SAFI_LINK_ANCHOR, "http://e.example", "y" },
    { "<a href='http://e.example'><img alt=Shop></a>", SAFI_LINK_ANCHOR, "http://e.example",
      "Shop" },
    { "<a href='http://e.example'></a>", SAFI_LINK_ANCHOR, "http://e.example", NULL },
    { "<a href='http://e.example'>https://bank.example</a>", SAFI_LINK_ANCHOR, "http://e.example",
      "https://bank.example" },
    { "<a href='ht&#116;p://e.example/?a=1&amp;b=2'>x", SAFI_LINK_ANCHOR,
      "http://e.example/?a=1&b=2", "x" },
    { "<a href=' java\nscript:go() '>x</a>", SAFI_LINK_ANCHOR, "javascript:go()", "x" },
    { "<a/href=http://e.example>x</a>", SAFI_LINK_ANCHOR, "http://e.example", "x" },
    { "<base href='http://b.example/d/'><a href='/l'>x</a>", SAFI_LINK_ANCHOR, "http://b.example/l",
      "x" },
    { "<map><area href='http://e.example'></map>", SAFI_LINK_ANCHOR, "http://e.example", NULL },
    { "<meta http-equiv=Refresh content='0; URL=http://e.example/r'>", SAFI_LINK_ANCHOR,
      "http://e.example/r", NULL },
    { "<form action='http://e.example/f'><input type=submit value=Go></form>", SAFI_LINK_FORM,
      "http://e.example/f", "Go" },
    { "<button formaction='http://e.example/f'>Go</button>", SAFI_LINK_FORM, "http://e.example/f",
      NULL },
    { "<img src='http://t.example/p.gif' width=1>", SAFI_LINK_IMAGE, "http://t.example/p.gif",
      NULL },
    { "<td background='http://t.example/p.gif'>", SAFI_LINK_IMAGE, "http://t.example/p.gif", NULL },
    { "go to www.e.example now", SAFI_LINK_TEXT, "http://www.e.example", "www.e.example" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    SafiReading reading = render (cases[i].html, strlen (cases[i].html));
    const SafiLink *link;

    g_assert_cmpuint (reading.links->len, ==, 1);
    link = reading.links->pdata[0];
    g_assert_cmpint (link->type, ==, cases[i].type);
    g_assert_cmpstr (link->target, ==, cases[i].target);
    g_assert_cmpstr (link->label, ==, cases[i].label);
    if (link->length > 0)
      g_assert_true (strncmp (reading.text->str + link->start, link->label, link->length) == 0);
    clear_reading (&reading);
  }
}

static void
test_no_link (void)
{
  static const char *const pages[] = {
    "<a name=top>x</a>",
    "<img src='cid:1'>",
    "<img src='data:image/png;base64,x'>",
    "<img src=x.png>",
    "<!-- <a href='http://e.example'> -->",
  };

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++) {
    SafiReading reading = render (pages[i], strlen (pages[i]));

    g_assert_cmpuint (reading.links->len, ==, 0);
    clear_reading (&reading);
  }
}

static void
test_password_field (void)
{
  static const char page[] = "<form><input name=p type=\"Password\"></form>";
  static const char comment[] = "<!--<input type=password>-->";
  SafiReading reading = render (page, strlen (page));

  g_assert_true (reading.structure.has_password_field);
  g_assert_true (safi_html_has_password_field (page, strlen (page)));
  g_assert_false (safi_html_has_password_field (comment, strlen (comment)));
  clear_reading (&reading);
}

static void
test_charset (void)
{
  static const Case cases[] = {
    { "<meta charset=utf-8>", "utf-8" },
    { "<META http-equiv=Content-Type content='text/html; charset=KOI8-R'>", "koi8-r" },
    { "<p>charset=x", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *charset = safi_html_find_charset (cases[i].html, strlen (cases[i].html));

    g_assert_cmpstr (charset, ==, cases[i].expected);
  }
}

/* Pages that make tree builders slow or let them overflow the stack. They are so large that
 * quadratic work would run into the time limit of the test. */
static void
test_hostile_pages (void)
{
  static const struct {
    const char *head, *piece, *tail;
  } pages[] = {
    { "", "<div>", "end" },
    { "", "<div></b>", "end" },
    { "", "<table><tr><td>", "end" },
    { "<a ", "a=b ", ">end</a>" },
    { "", "<a href=x>", "end" },
    { "", "<p><b><i>", "end" },
    { "end", "<!--", "" },
    { "end", "<script>", "" },
    { "end", "<a href=\"", "" },
    { "end", "<", "" },
    { "end", "&", "" },
    { "", "</div>", "end" },
    { "<div style='", "color:red;", "'>end" },
    { "", "<li>", "end" },
    { "", "<ul><li><table>", "end" },
    { "<a href='x'>end", "www.", "</a>" },
    { "end ", ":/", "" },
    { "end ", "mailto:", "" },
    { "end http://e.example/", ")", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++) {
    g_autoptr (GString) html = g_string_new (pages[i].head);
    SafiReading reading;

    for (guint n = 0; n < 200000; n++)
      g_string_append (html, pages[i].piece);
    g_string_append (html, pages[i].tail);
    reading = render (html->str, html->len);
    g_assert_nonnull (strstr (reading.text->str, "end"));
    g_assert_cmpuint (reading.text->len, <=, SAFI_MESSAGE_TEXT_MAX);
    g_assert_cmpuint (reading.links->len, <=, SAFI_MESSAGE_LINKS_MAX);
    clear_reading (&reading);
  }
}

static void
test_attributes_have_a_limit (void)
{
  g_autoptr (GString) html = g_string_new ("<a");
  SafiHtmlScanner scanner;
  SafiHtmlToken token;

  for (guint i = 0; i <= SAFI_HTML_ATTRIBUTES_MAX; i++)
    g_string_append_printf (html, " x%u=%u", i, i);
  g_string_append (html, ">");
  safi_html_scanner_init (&scanner, html->str, html->len);
  g_assert_true (safi_html_scanner_next (&scanner, &token));
  g_assert_cmpuint (token.n_attributes, ==, SAFI_HTML_ATTRIBUTES_MAX);
  g_assert_nonnull (safi_html_token_find (&token, "X31"));
  g_assert_null (safi_html_token_find (&token, "x32"));
  g_assert_false (safi_html_scanner_next (&scanner, &token));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/html/blocks-and-cells-become-lines-and-blanks", test_layout);
  g_test_add_func ("/html/references-are-decoded", test_references);
  g_test_add_func ("/html/broken-markup-is-read-as-browsers-do", test_broken_markup);
  g_test_add_func ("/html/hidden-text-is-left-out-and-counted", test_hidden);
  g_test_add_func ("/html/what-can-be-seen-stays", test_shown);
  g_test_add_func ("/html/links-have-target-label-and-place", test_links);
  g_test_add_func ("/html/what-leads-nowhere-is-no-link", test_no_link);
  g_test_add_func ("/html/password-fields-are-seen", test_password_field);
  g_test_add_func ("/html/meta-names-the-charset", test_charset);
  g_test_add_func ("/html/hostile-pages-cost-linear-time", test_hostile_pages);
  g_test_add_func ("/html/attributes-have-a-limit", test_attributes_have_a_limit);
  return g_test_run ();
}
