/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/html/safi-html.h"

#include <string.h>

#include "core/html/safi-html-element.h"
#include "core/html/safi-html-scanner.h"
#include "core/html/safi-html-style.h"
#include "core/url/safi-links.h"
#include "core/url/safi-url.h"

#define DEPTH_MAX 512        /* open elements; deeper ones change no style */
#define SEARCH_DEPTH_MAX 64  /* open elements that one tag looks through */
#define META_OCTETS_MAX 1024 /* where a charset is looked for (HTML Standard, 4.2.5.4) */
#define BULLET "\u2022 "
#define RIGHT_TO_LEFT "\u202e"
#define END_OF_DIRECTION "\u202c"
#define NO_PLACE G_MAXSIZE

typedef struct {
  char name[SAFI_HTML_NAME_OCTETS_MAX + 1];
  SafiHtmlStyle style;
} Open;

typedef struct {
  SafiReading *reading;
  gsize text_start; /* octets: where this page's text begins */
  Open open[DEPTH_MAX];
  guint n_open;
  guint n_beyond; /* open elements for which there was no room */
  SafiHtmlSheet sheet;
  guint n_breaks;     /* line ends due before the next text */
  gboolean has_space; /* a blank is due before the next text */
  gboolean has_bullet;
  char *base;         /* (nullable) clean address of <base> */
  SafiLink *anchor;   /* (nullable) the <a> that is open, not yet in the reading */
  gsize anchor_start; /* octets: where its label begins; NO_PLACE before its first letter */
  SafiLink *form;     /* (nullable) borrowed from the reading: still without label */
} Page;

static const SafiHtmlStyle *
get_style (Page *self)
{
  static const SafiHtmlStyle base = { .background = 0xffffff };

  return self->n_open > 0 ? &self->open[self->n_open - 1].style : &base;
}

static gboolean
is_preformatted (Page *self)
{
  return self->n_open > 0 && strcmp (self->open[self->n_open - 1].name, "pre") == 0;
}

static void
ask_break (Page *self, guint n_lines)
{
  self->n_breaks = MAX (self->n_breaks, n_lines);
  self->has_space = FALSE;
}

/* Writes what is due before the next piece of text. */
static void
settle_space (Page *self)
{
  if (self->reading->text->len > self->text_start) {
    safi_reading_append (self->reading, "\n\n", MIN (self->n_breaks, 2));
    if (self->n_breaks == 0 && self->has_space)
      safi_reading_append (self->reading, " ", 1);
  }
  if (self->has_bullet)
    safi_reading_append (self->reading, BULLET, strlen (BULLET));
  self->n_breaks = 0;
  self->has_space = FALSE;
  self->has_bullet = FALSE;
  if (self->anchor != NULL && self->anchor_start == NO_PLACE)
    self->anchor_start = self->reading->text->len;
}

static void
write_run (Page *self, const char *run, gsize length)
{
  settle_space (self);
  safi_reading_append (self->reading, run, length);
}

static gboolean
is_white (const char *at, const char *end)
{
  return strchr (" \n\t\f\r", *at) != NULL || (at[0] == '\xc2' && end - at > 1 && at[1] == '\xa0');
}

/* Reads the character reference or ampersand at @at. Returns the octets read. */
static gsize
write_reference (Page *self, const char *at, const char *end)
{
  g_autoptr (GString) letter = g_string_new (NULL);
  gsize n = safi_html_decode_reference (at, end, letter);

  if (n == 0)
    write_run (self, at, 1);
  else if (is_white (letter->str, letter->str + letter->len))
    self->has_space = TRUE;
  else
    write_run (self, letter->str, letter->len);
  return MAX (n, 1);
}

static const char *
find_run_end (const char *at, const char *end)
{
  while (at < end && *at != '&' && !is_white (at, end))
    at++;
  return at;
}

static void
write_text (Page *self, const char *at, gsize length)
{
  const char *end = at + length;
  gboolean keeps_lines = is_preformatted (self);

  while (at < end) {
    if (*at == '&') {
      at += write_reference (self, at, end);
    } else if (is_white (at, end)) {
      if (*at == '\n' && keeps_lines)
        self->n_breaks++;
      self->has_space = TRUE;
      at += *at == '\xc2' ? 2 : 1;
    } else {
      const char *run = at;

      at = find_run_end (at, end);
      write_run (self, run, (gsize) (at - run));
    }
  }
}

/* Letters only: newsletters fill the preview line of a mailbox with blanks that nobody sees. */
static void
count_hidden (Page *self, const char *at, gsize length)
{
  const char *end = at + length;

  while (at < end) {
    g_autoptr (GString) letter = *at == '&' ? g_string_new (NULL) : NULL;
    const gsize n = letter != NULL ? safi_html_decode_reference (at, end, letter) : 0;
    const char *next = n > 0 ? at + n : g_utf8_next_char (at);

    if (g_unichar_isalnum (g_utf8_get_char (n > 0 ? letter->str : at)))
      self->reading->structure.hidden_octets += (guint) (next - at);
    at = next;
  }
}

static void
show_text (Page *self, const char *text, gsize length)
{
  if (safi_html_style_hides (get_style (self)))
    count_hidden (self, text, length);
  else
    write_text (self, text, length);
}

/* Shows words that stand in an attribute, such as an image's alternative. */
static void
show_attribute (Page *self, const SafiHtmlToken *tag, const char *name)
{
  const SafiSlice *value = safi_html_token_find (tag, name);

  if (value != NULL)
    show_text (self, value->start, value->length);
}

/* Returns: (transfer full) (nullable): the address in attribute @name. */
static char *
get_address (Page *self, const SafiHtmlToken *tag, const char *name)
{
  g_autofree char *value = safi_html_token_get (tag, name);
  g_autofree char *clean = value != NULL ? safi_url_clean (value, strlen (value)) : NULL;

  return clean != NULL ? safi_url_resolve (clean, self->base) : NULL;
}

static void
end_anchor (Page *self)
{
  SafiLink *link = g_steal_pointer (&self->anchor);
  const GString *text = self->reading->text;

  if (link == NULL)
    return;
  if (self->anchor_start < text->len) {
    link->start = (guint) self->anchor_start;
    link->length = (guint) (text->len - self->anchor_start);
    link->label = g_strndup (text->str + link->start, link->length);
  }
  safi_reading_take_link (self->reading, link);
}

static void
begin_anchor (Page *self, const SafiHtmlToken *tag)
{
  char *target = get_address (self, tag, "href");

  if (target == NULL)
    target = get_address (self, tag, "xlink:href");
  end_anchor (self);
  if (target == NULL)
    return;
  self->anchor = safi_link_new (SAFI_LINK_ANCHOR, target);
  self->anchor_start = NO_PLACE;
}

static void
add_area (Page *self, const SafiHtmlToken *tag)
{
  char *target = get_address (self, tag, "href");

  if (target != NULL)
    safi_reading_take_link (self->reading, safi_link_new (SAFI_LINK_ANCHOR, target));
}

static void
add_image_address (Page *self, const SafiHtmlToken *tag, const char *name)
{
  g_autofree char *target = get_address (self, tag, name);
  SafiLink *link;

  if (target == NULL || g_ascii_strncasecmp (target, "data:", 5) == 0 ||
      g_ascii_strncasecmp (target, "cid:", 4) == 0)
    return;
  link = safi_link_new (SAFI_LINK_IMAGE, g_steal_pointer (&target));
  if (link->host[0] != '\0')
    safi_reading_take_link (self->reading, link);
  else
    safi_link_free (link);
}

static void
add_image (Page *self, const SafiHtmlToken *tag)
{
  self->reading->structure.n_images++;
  add_image_address (self, tag, "src");
  show_attribute (self, tag, "alt");
}

static void
add_form (Page *self, const SafiHtmlToken *tag, const char *attribute)
{
  char *target = get_address (self, tag, attribute);
  guint n = self->reading->links->len;

  self->form = NULL;
  if (target == NULL)
    return;
  safi_reading_take_link (self->reading, safi_link_new (SAFI_LINK_FORM, target));
  if (self->reading->links->len > n)
    self->form = self->reading->links->pdata[n];
}

static gboolean
is_input_type (const SafiHtmlToken *tag, const char *type)
{
  g_autofree char *value = safi_html_token_get (tag, "type");

  return value != NULL && g_ascii_strcasecmp (g_strstrip (value), type) == 0;
}

static void
add_input (Page *self, const SafiHtmlToken *tag)
{
  if (is_input_type (tag, "password"))
    self->reading->structure.has_password_field = TRUE;
  if (!is_input_type (tag, "submit") && !is_input_type (tag, "button"))
    return;
  self->has_space = TRUE;
  show_attribute (self, tag, "value");
  self->has_space = TRUE;
  if (self->form != NULL)
    self->form->label = safi_html_token_get (tag, "value");
  self->form = NULL;
}

/* <meta http-equiv=refresh content="0; url=https://…"> leads on without a click. */
static void
add_refresh (Page *self, const SafiHtmlToken *tag)
{
  g_autofree char *kind = safi_html_token_get (tag, "http-equiv");
  g_autofree char *content = safi_html_token_get (tag, "content");
  g_autofree char *lower = NULL;
  const char *found;
  char *target;

  if (kind == NULL || content == NULL || g_ascii_strcasecmp (g_strstrip (kind), "refresh") != 0)
    return;
  lower = g_ascii_strdown (content, -1);
  found = strstr (lower, "url=");
  if (found == NULL)
    return;
  found = content + (found - lower) + strlen ("url=");
  found += strspn (found, "'\" ");
  target = safi_url_clean (found, strcspn (found, "'\""));
  safi_reading_take_link (self->reading, safi_link_new (SAFI_LINK_ANCHOR, target));
}

static void
set_base (Page *self, const SafiHtmlToken *tag)
{
  if (self->base == NULL)
    self->base = get_address (self, tag, "href");
}

static void
add_button (Page *self, const SafiHtmlToken *tag)
{
  if (safi_html_token_find (tag, "formaction") != NULL)
    add_form (self, tag, "formaction");
}

static void
begin_item (Page *self, const SafiHtmlToken *tag)
{
  self->has_bullet = !safi_html_style_hides (get_style (self));
}

static void
break_line (Page *self, const SafiHtmlToken *tag)
{
  self->n_breaks = MIN (self->n_breaks + 1, 2);
  self->has_space = FALSE;
}

static void
begin_form (Page *self, const SafiHtmlToken *tag)
{
  add_form (self, tag, "action");
}

/* Turns the order of what follows; the reading turns it back. */
static void
begin_override (Page *self, const SafiHtmlToken *tag)
{
  g_autofree char *direction = safi_html_token_get (tag, "dir");

  if (direction != NULL && g_ascii_strcasecmp (direction, "rtl") == 0)
    show_text (self, RIGHT_TO_LEFT, strlen (RIGHT_TO_LEFT));
}

static const struct {
  const char *name;
  void (*act) (Page *self, const SafiHtmlToken *tag);
} actors[] = {
  { "a", begin_anchor },     { "area", add_area }, { "base", set_base },
  { "bdo", begin_override }, { "br", break_line }, { "button", add_button },
  { "form", begin_form },    { "img", add_image }, { "image", add_image },
  { "input", add_input },    { "li", begin_item }, { "meta", add_refresh },
};

static void
close_to (Page *self, guint n_open)
{
  for (guint i = n_open; i < self->n_open; i++)
    if (strcmp (self->open[i].name, "a") == 0)
      end_anchor (self);
  self->n_open = n_open;
  self->n_beyond = 0;
}

/* Closes the open elements that end where @name begins. */
static void
close_implied (Page *self, const char *name)
{
  guint lowest = self->n_open > SEARCH_DEPTH_MAX ? self->n_open - SEARCH_DEPTH_MAX : 0;

  if (self->n_beyond > 0)
    return;
  for (guint i = self->n_open; i-- > lowest;) {
    const char *open = self->open[i].name;

    if (safi_html_element_is_ended_by (open, name)) {
      close_to (self, i);
      lowest = MIN (lowest, i);
    } else if (safi_html_element_is_barrier (open, name)) {
      return;
    }
  }
}

static void
open_element (Page *self, const SafiHtmlToken *tag)
{
  SafiHtmlStyle style = *get_style (self);

  safi_html_style_apply (&style, tag, &self->sheet);
  if (self->n_open == DEPTH_MAX) {
    self->n_beyond++;
    return;
  }
  memcpy (self->open[self->n_open].name, tag->name, sizeof tag->name);
  self->open[self->n_open++].style = style;
}

static void
ask_space (Page *self, SafiHtmlElementFlags flags)
{
  if (flags & SAFI_HTML_PARAGRAPH)
    ask_break (self, 2);
  else if (flags & SAFI_HTML_BLOCK)
    ask_break (self, 1);
  else if (flags & SAFI_HTML_CELL)
    self->has_space = TRUE;
}

static void
begin_element (Page *self, const SafiHtmlToken *tag)
{
  SafiHtmlElementFlags flags = safi_html_element_get_flags (tag->name);

  close_implied (self, tag->name);
  ask_space (self, flags);
  if (!(flags & SAFI_HTML_VOID))
    open_element (self, tag);
  for (guint i = 0; i < G_N_ELEMENTS (actors); i++)
    if (strcmp (actors[i].name, tag->name) == 0)
      actors[i].act (self, tag);
  if (safi_html_token_find (tag, "background") != NULL)
    add_image_address (self, tag, "background");
}

static void
end_element (Page *self, const char *name)
{
  guint lowest = self->n_open > SEARCH_DEPTH_MAX ? self->n_open - SEARCH_DEPTH_MAX : 0;

  ask_space (self, safi_html_element_get_flags (name));
  if (strcmp (name, "a") == 0)
    end_anchor (self);
  if (strcmp (name, "bdo") == 0)
    show_text (self, END_OF_DIRECTION, strlen (END_OF_DIRECTION));
  if (self->n_beyond > 0) {
    self->n_beyond--;
    return;
  }
  for (guint i = self->n_open; i-- > lowest;) {
    if (strcmp (self->open[i].name, name) == 0) {
      close_to (self, i);
      return;
    }
    if (safi_html_element_is_barrier (self->open[i].name, name))
      return;
  }
}

static void
take_token (Page *self, const SafiHtmlToken *token)
{
  switch (token->type) {
  case SAFI_HTML_TEXT:
    show_text (self, token->text.start, token->text.length);
    break;
  case SAFI_HTML_RAW_TEXT:
    safi_html_sheet_read (&self->sheet, token->text.start, token->text.length);
    break;
  case SAFI_HTML_START_TAG:
    begin_element (self, token);
    break;
  case SAFI_HTML_END_TAG:
    end_element (self, token->name);
    break;
  }
}

void
safi_html_render (SafiReading *reading, const char *html, gsize length)
{
  g_autofree Page *page = g_new0 (Page, 1);
  SafiHtmlScanner scanner;
  SafiHtmlToken token;

  page->reading = reading;
  page->text_start = reading->text->len;
  safi_html_scanner_init (&scanner, html, length);
  while (safi_html_scanner_next (&scanner, &token))
    take_token (page, &token);
  end_anchor (page);
  safi_html_sheet_clear (&page->sheet);
  g_free (page->base);
}

gboolean
safi_html_has_password_field (const char *html, gsize length)
{
  SafiHtmlScanner scanner;
  SafiHtmlToken token;

  safi_html_scanner_init (&scanner, html, length);
  while (safi_html_scanner_next (&scanner, &token))
    if (token.type == SAFI_HTML_START_TAG && strcmp (token.name, "input") == 0 &&
        is_input_type (&token, "password"))
      return TRUE;
  return FALSE;
}

char *
safi_html_find_charset (const char *html, gsize length)
{
  static const char word[] = "charset=";
  g_autofree char *head = g_strndup (html, MIN (length, META_OCTETS_MAX));
  g_autofree char *lower = g_ascii_strdown (head, -1);
  const char *found = strstr (lower, "<meta");

  found = found != NULL ? strstr (found, word) : NULL;
  if (found == NULL)
    return NULL;
  found += strlen (word);
  found += strspn (found, "'\" ");
  return g_strndup (found, strcspn (found, "'\" ;>/"));
}
