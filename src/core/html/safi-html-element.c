/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/html/safi-html-element.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
  const char *name;
  SafiHtmlElementFlags flags;
} Element;

#define TABLE_BLOCK (SAFI_HTML_BLOCK | SAFI_HTML_TABLE_PART)

/* Sorted by name. */
static const Element elements[] = {
  { "address", SAFI_HTML_BLOCK },  { "area", SAFI_HTML_VOID },
  { "article", SAFI_HTML_BLOCK },  { "aside", SAFI_HTML_BLOCK },
  { "base", SAFI_HTML_VOID },      { "blockquote", SAFI_HTML_PARAGRAPH },
  { "body", SAFI_HTML_BLOCK },     { "br", SAFI_HTML_VOID },
  { "caption", TABLE_BLOCK },      { "center", SAFI_HTML_BLOCK },
  { "col", SAFI_HTML_VOID },       { "dd", SAFI_HTML_BLOCK },
  { "div", SAFI_HTML_BLOCK },      { "dl", SAFI_HTML_BLOCK },
  { "dt", SAFI_HTML_BLOCK },       { "embed", SAFI_HTML_VOID },
  { "fieldset", SAFI_HTML_BLOCK }, { "figcaption", SAFI_HTML_BLOCK },
  { "figure", SAFI_HTML_BLOCK },   { "footer", SAFI_HTML_BLOCK },
  { "form", SAFI_HTML_BLOCK },     { "frame", SAFI_HTML_VOID },
  { "h1", SAFI_HTML_PARAGRAPH },   { "h2", SAFI_HTML_PARAGRAPH },
  { "h3", SAFI_HTML_PARAGRAPH },   { "h4", SAFI_HTML_PARAGRAPH },
  { "h5", SAFI_HTML_PARAGRAPH },   { "h6", SAFI_HTML_PARAGRAPH },
  { "header", SAFI_HTML_BLOCK },   { "hr", SAFI_HTML_VOID | SAFI_HTML_BLOCK },
  { "img", SAFI_HTML_VOID },       { "input", SAFI_HTML_VOID },
  { "legend", SAFI_HTML_BLOCK },   { "li", SAFI_HTML_BLOCK },
  { "link", SAFI_HTML_VOID },      { "main", SAFI_HTML_BLOCK },
  { "meta", SAFI_HTML_VOID },      { "nav", SAFI_HTML_BLOCK },
  { "ol", SAFI_HTML_BLOCK },       { "option", SAFI_HTML_BLOCK },
  { "p", SAFI_HTML_PARAGRAPH },    { "param", SAFI_HTML_VOID },
  { "pre", SAFI_HTML_PARAGRAPH },  { "section", SAFI_HTML_BLOCK },
  { "source", SAFI_HTML_VOID },    { "table", TABLE_BLOCK },
  { "tbody", TABLE_BLOCK },        { "td", SAFI_HTML_CELL | SAFI_HTML_TABLE_PART },
  { "tfoot", TABLE_BLOCK },        { "th", SAFI_HTML_CELL | SAFI_HTML_TABLE_PART },
  { "thead", TABLE_BLOCK },        { "tr", TABLE_BLOCK },
  { "track", SAFI_HTML_VOID },     { "ul", SAFI_HTML_BLOCK },
  { "wbr", SAFI_HTML_VOID },
};

static int
compare_names (const void *name, const void *element)
{
  return strcmp (name, ((const Element *) element)->name);
}

SafiHtmlElementFlags
safi_html_element_get_flags (const char *name)
{
  const Element *found =
      bsearch (name, elements, G_N_ELEMENTS (elements), sizeof (Element), compare_names);

  return found != NULL ? found->flags : 0;
}

static gboolean
is (const char *name, const char *other)
{
  return strcmp (name, other) == 0;
}

static gboolean
is_cell (const char *name)
{
  return is (name, "td") || is (name, "th");
}

static gboolean
is_row_group (const char *name)
{
  return is (name, "tbody") || is (name, "thead") || is (name, "tfoot");
}

gboolean
safi_html_element_is_ended_by (const char *open, const char *next)
{
  if (is (open, "p"))
    return (safi_html_element_get_flags (next) & (SAFI_HTML_BLOCK | SAFI_HTML_PARAGRAPH)) != 0;
  if (is (open, "li") || is (open, "option") || is (open, "a"))
    return is (next, open);
  if (is (open, "dt") || is (open, "dd"))
    return is (next, "dt") || is (next, "dd");
  if (is_cell (open))
    return is_cell (next) || is (next, "tr") || is_row_group (next);
  if (is (open, "tr"))
    return is (next, "tr") || is_row_group (next);
  return is_row_group (open) && is_row_group (next);
}

gboolean
safi_html_element_is_barrier (const char *open, const char *name)
{
  if (is (open, "table"))
    return TRUE;
  if (is (name, "li"))
    return is (open, "ul") || is (open, "ol");
  return is_cell (open) && (safi_html_element_get_flags (name) & SAFI_HTML_TABLE_PART) == 0;
}
