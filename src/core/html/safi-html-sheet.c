/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/html/safi-html-sheet.h"

#include <string.h>

#include "core/html/safi-html-style.h"

#define SHEET_OCTETS_MAX 65536 /* of one <style>; the rest is left unread */

static void
add_name (SafiHtmlSheet *self, const char *name)
{
  if (self->n_names < SAFI_HTML_SHEET_NAMES_MAX)
    self->names[self->n_names++] = g_strdup (name);
}

/* "div.note" and "#x" say by themselves which elements they mean; "table .note" does not. */
static void
add_selectors (SafiHtmlSheet *self, const char *selectors)
{
  g_auto (GStrv) list = g_strsplit (selectors, ",", -1);

  for (guint i = 0; list[i] != NULL; i++) {
    const char *selector = g_strstrip (list[i]);
    const char *name = selector + strcspn (selector, ".#");

    if (*name != '\0' && strpbrk (selector, " \t\n>+~:[*") == NULL &&
        strpbrk (name + 1, ".#") == NULL)
      add_name (self, name);
  }
}

static void
add_rule (SafiHtmlSheet *self, const char *selectors, const char *declarations)
{
  SafiHtmlStyle style = safi_html_style_default ();

  safi_html_style_declare (&style, declarations);
  if (style.is_hidden || style.is_tiny)
    add_selectors (self, selectors);
}

/* Returns: behind the brace that closes the block at @at, or the end. */
static char *
skip_block (char *at)
{
  guint depth = 0;

  for (; *at != '\0'; at++) {
    if (*at == '{')
      depth++;
    else if (*at == '}' && depth-- <= 1)
      return at + 1;
  }
  return at;
}

static void
drop_comments (char *css)
{
  char *start;

  while ((start = strstr (css, "/*")) != NULL) {
    char *end = strstr (start + 2, "*/");

    css = end != NULL ? end + 2 : start + strlen (start);
    memset (start, ' ', (gsize) (css - start));
  }
}

/* @media without a condition on size, as "@media screen", holds for every reader. */
static gboolean
is_for_all (const char *rule)
{
  return g_str_has_prefix (rule, "@media") && strchr (rule, '(') == NULL &&
         strstr (rule, "print") == NULL;
}

/* Reads the rule at @at. Returns: where the next one begins; NULL after the last. */
static char *
read_rule (SafiHtmlSheet *self, char *at)
{
  char *brace = at + strcspn (at, "{");
  char *end;

  if (*brace == '\0')
    return NULL;
  at += strspn (at, "} \t\n\r\f"); /* the end of a block that holds for all */
  if (at >= brace)
    return brace + 1;
  *brace = '\0';
  if (is_for_all (at))
    return brace + 1;
  if (*at == '@') {
    *brace = '{';
    return skip_block (brace);
  }
  end = brace + 1 + strcspn (brace + 1, "}");
  if (*end == '\0')
    return NULL;
  *end = '\0';
  add_rule (self, at, brace + 1);
  return end + 1;
}

void
safi_html_sheet_read (SafiHtmlSheet *self, const char *css, gsize length)
{
  g_autofree char *text = g_ascii_strdown (css, (gssize) MIN (length, SHEET_OCTETS_MAX));

  if (strstr (text, "background") != NULL)
    self->has_background = TRUE;
  drop_comments (text);
  for (char *at = text; at != NULL;)
    at = read_rule (self, at);
}

/* @names: parted by white space, in lower case. */
static gboolean
is_listed (const SafiHtmlSheet *self, char sign, const char *names)
{
  g_auto (GStrv) list = g_strsplit_set (names, " \t\n\r\f", -1);

  for (guint i = 0; list[i] != NULL; i++)
    for (guint k = 0; k < self->n_names; k++)
      if (self->names[k][0] == sign && strcmp (self->names[k] + 1, list[i]) == 0)
        return TRUE;
  return FALSE;
}

static gboolean
has_hidden_name (const SafiHtmlSheet *self, const SafiHtmlToken *tag, const char *name, char sign)
{
  g_autofree char *value = safi_html_token_get (tag, name);
  g_autofree char *lower = value != NULL ? g_ascii_strdown (value, -1) : NULL;

  return lower != NULL && is_listed (self, sign, lower);
}

gboolean
safi_html_sheet_hides (const SafiHtmlSheet *self, const SafiHtmlToken *tag)
{
  return self->n_names > 0 &&
         (has_hidden_name (self, tag, "class", '.') || has_hidden_name (self, tag, "id", '#'));
}

void
safi_html_sheet_clear (SafiHtmlSheet *self)
{
  for (guint i = 0; i < self->n_names; i++)
    g_clear_pointer (&self->names[i], g_free);
  self->n_names = 0;
}
