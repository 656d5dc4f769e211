/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Cuts HTML into text and tags as the tokeniser of the HTML Standard does (section 13.2.5), which
 * is how the reader's mail program sees it. Each octet is looked at a bounded number of times and
 * nothing is kept but places in the input: a tree builder takes quadratic time for a tag with many
 * attributes or for unmatched end tags below deep nesting, and mail comes from strangers. */

#define SAFI_HTML_ATTRIBUTES_MAX 32 /* of one tag; the rest is read over */
#define SAFI_HTML_NAME_OCTETS_MAX 15

typedef struct {
  const char *start;
  gsize length; /* octets */
} SafiSlice;

typedef enum {
  SAFI_HTML_TEXT,     /* with character references still in it */
  SAFI_HTML_RAW_TEXT, /* of style: without any markup */
  SAFI_HTML_START_TAG,
  SAFI_HTML_END_TAG,
} SafiHtmlTokenType;

typedef struct {
  SafiHtmlTokenType type;
  SafiSlice text;                           /* TEXT, RAW_TEXT */
  char name[SAFI_HTML_NAME_OCTETS_MAX + 1]; /* lower case; cut if longer */
  guint n_attributes;

  struct {
    SafiSlice name, value;
  } attributes[SAFI_HTML_ATTRIBUTES_MAX];
} SafiHtmlToken;

typedef struct {
  const char *at, *end;
  char raw_name[SAFI_HTML_NAME_OCTETS_MAX + 1]; /* "" or the element whose raw text comes next */
} SafiHtmlScanner;

/* @html: UTF-8, valid as long as the scanner and its tokens. */
void safi_html_scanner_init (SafiHtmlScanner *self, const char *html, gsize length);

/* Returns FALSE at the end. Comments, declarations and scripts are left out. */
gboolean safi_html_scanner_next (SafiHtmlScanner *self, SafiHtmlToken *ret_token);

/* Returns: (nullable): the raw value of the attribute. */
const SafiSlice *safi_html_token_find (const SafiHtmlToken *token, const char *name);

/* Returns: (transfer full) (nullable): its value with character references decoded. */
char *safi_html_token_get (const SafiHtmlToken *token, const char *name);

/* Decodes the character reference at @at, which is an ampersand. Appends it to @text and returns
 * the octets read; 0 and nothing appended if it is none. */
gsize safi_html_decode_reference (const char *at, const char *end, GString *text);

G_END_DECLS
