/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/html/safi-html-scanner.h"

#include <string.h>

#include <libxml/HTMLparser.h>

#include "core/text/safi-charset.h"

#define REFERENCE_NAME_OCTETS_MAX 10

/* Elements whose content has no tags; only style is told, as it may hide things. */
static const char *const raw_elements[] = {
  "script", "style", "title", "textarea", "xmp", "iframe"
};

void
safi_html_scanner_init (SafiHtmlScanner *self, const char *html, gsize length)
{
  self->at = html;
  self->end = html + length;
  self->raw_name[0] = '\0';
}

static gboolean
is_space (char c)
{
  return c == ' ' || c == '\n' || c == '\t' || c == '\f' || c == '\r';
}

static void
skip_spaces (SafiHtmlScanner *self)
{
  while (self->at < self->end && is_space (*self->at))
    self->at++;
}

static gboolean
starts_with (SafiHtmlScanner *self, const char *at, const char *prefix)
{
  gsize length = strlen (prefix);

  return (gsize) (self->end - at) >= length && memcmp (at, prefix, length) == 0;
}

/* Moves behind the comment or declaration at "<!" or "<?" (sections 13.2.5.41 to 13.2.5.52). */
static void
skip_markup (SafiHtmlScanner *self)
{
  const char *close = ">";
  const char *from = self->at + 2;
  const char *found;

  if (starts_with (self, self->at, "<!--")) {
    from = self->at + 4;
    close = "-->";
    if (starts_with (self, from, ">") || starts_with (self, from, "->")) {
      self->at = (const char *) memchr (from, '>', (gsize) (self->end - from)) + 1;
      return;
    }
  }
  found = memmem (from, (gsize) (self->end - from), close, strlen (close));
  self->at = found != NULL ? found + strlen (close) : self->end;
}

static void
read_name (SafiHtmlScanner *self, char *name)
{
  gsize n = 0;

  while (self->at < self->end && !is_space (*self->at) && *self->at != '/' && *self->at != '>') {
    if (n < SAFI_HTML_NAME_OCTETS_MAX)
      name[n++] = g_ascii_tolower (*self->at);
    self->at++;
  }
  name[n] = '\0';
}

static SafiSlice
read_value (SafiHtmlScanner *self)
{
  SafiSlice value = { self->at, 0 };
  const char *quote;

  if (self->at < self->end && (*self->at == '"' || *self->at == '\'')) {
    value.start = self->at + 1;
    quote = memchr (value.start, *self->at, (gsize) (self->end - value.start));
    value.length = (gsize) ((quote != NULL ? quote : self->end) - value.start);
    self->at = quote != NULL ? quote + 1 : self->end;
    return value;
  }
  while (self->at < self->end && !is_space (*self->at) && *self->at != '>')
    self->at++;
  value.length = (gsize) (self->at - value.start);
  return value;
}

static void
read_attribute (SafiHtmlScanner *self, SafiHtmlToken *token)
{
  SafiSlice name = { self->at, 0 };
  SafiSlice value = { self->at, 0 };

  /* An equals sign at the start belongs to the name. */
  do
    self->at++;
  while (self->at < self->end && !is_space (*self->at) && strchr ("/>=", *self->at) == NULL);
  name.length = (gsize) (self->at - name.start);
  skip_spaces (self);
  if (self->at < self->end && *self->at == '=') {
    self->at++;
    skip_spaces (self);
    value = read_value (self);
  }
  if (token->n_attributes == SAFI_HTML_ATTRIBUTES_MAX)
    return;
  token->attributes[token->n_attributes].name = name;
  token->attributes[token->n_attributes++].value = value;
}

/* Reads the tag at self->at, which is "<" or "</" before a letter. Returns FALSE if it never ends:
 * then nothing of it is shown. */
static gboolean
read_tag (SafiHtmlScanner *self, SafiHtmlToken *token)
{
  self->at++;
  token->type = *self->at == '/' ? SAFI_HTML_END_TAG : SAFI_HTML_START_TAG;
  if (token->type == SAFI_HTML_END_TAG)
    self->at++;
  read_name (self, token->name);
  token->n_attributes = 0;
  while (self->at < self->end && *self->at != '>') {
    if (is_space (*self->at) || *self->at == '/')
      self->at++;
    else
      read_attribute (self, token);
  }
  if (self->at == self->end)
    return FALSE;
  self->at++;
  if (token->type == SAFI_HTML_START_TAG)
    for (guint i = 0; i < G_N_ELEMENTS (raw_elements); i++)
      if (strcmp (token->name, raw_elements[i]) == 0)
        g_strlcpy (self->raw_name, token->name, sizeof self->raw_name);
  return TRUE;
}

/* Reads up to the end tag of the raw element, or to the end. */
static SafiSlice
read_raw_text (SafiHtmlScanner *self)
{
  SafiSlice text = { self->at, 0 };
  gsize n = strlen (self->raw_name);
  const char *at = self->at;

  while ((at = memchr (at, '<', (gsize) (self->end - at))) != NULL) {
    if ((gsize) (self->end - at) > n + 2 && at[1] == '/' &&
        g_ascii_strncasecmp (at + 2, self->raw_name, n) == 0 && !g_ascii_isalnum (at[2 + n]))
      break;
    at++;
  }
  self->at = at != NULL ? at : self->end;
  text.length = (gsize) (self->at - text.start);
  self->raw_name[0] = '\0';
  return text;
}

/* TRUE if what stands at @at, a "<", is text: "a < b", "<3". */
static gboolean
is_text_bracket (SafiHtmlScanner *self, const char *at)
{
  char next = at + 1 < self->end ? at[1] : '\0';

  return !g_ascii_isalpha (next) && next != '!' && next != '?' && next != '/';
}

static gboolean
read_text (SafiHtmlScanner *self, SafiHtmlToken *token)
{
  const char *at = self->at;

  while (at < self->end) {
    at = memchr (at, '<', (gsize) (self->end - at));
    if (at == NULL)
      at = self->end;
    else if (is_text_bracket (self, at))
      at++;
    else
      break;
  }
  token->type = SAFI_HTML_TEXT;
  token->text = (SafiSlice){ self->at, (gsize) (at - self->at) };
  self->at = at;
  return token->text.length > 0;
}

static gboolean
read_raw_token (SafiHtmlScanner *self, SafiHtmlToken *token)
{
  gboolean is_style = strcmp (self->raw_name, "style") == 0;
  gboolean is_shown =
      strcmp (self->raw_name, "textarea") == 0 || strcmp (self->raw_name, "xmp") == 0;

  token->text = read_raw_text (self);
  token->type = is_style ? SAFI_HTML_RAW_TEXT : SAFI_HTML_TEXT;
  return token->text.length > 0 && (is_style || is_shown);
}

gboolean
safi_html_scanner_next (SafiHtmlScanner *self, SafiHtmlToken *ret_token)
{
  while (self->at < self->end) {
    if (self->raw_name[0] != '\0') {
      if (read_raw_token (self, ret_token))
        return TRUE;
    } else if (*self->at != '<' || is_text_bracket (self, self->at)) {
      if (read_text (self, ret_token))
        return TRUE;
    } else if (g_ascii_isalpha (self->at[1]) ||
               (self->end - self->at > 2 && self->at[1] == '/' && g_ascii_isalpha (self->at[2]))) {
      if (read_tag (self, ret_token))
        return TRUE;
    } else {
      skip_markup (self);
    }
  }
  return FALSE;
}

const SafiSlice *
safi_html_token_find (const SafiHtmlToken *token, const char *name)
{
  gsize length = strlen (name);

  for (guint i = 0; i < token->n_attributes; i++)
    if (token->attributes[i].name.length == length &&
        g_ascii_strncasecmp (token->attributes[i].name.start, name, length) == 0)
      return &token->attributes[i].value;
  return NULL;
}

char *
safi_html_token_get (const SafiHtmlToken *token, const char *name)
{
  const SafiSlice *raw = safi_html_token_find (token, name);
  GString *value;
  const char *at, *end;

  if (raw == NULL)
    return NULL;
  if (memchr (raw->start, '&', raw->length) == NULL)
    return g_strndup (raw->start, raw->length);
  value = g_string_sized_new (raw->length);
  end = raw->start + raw->length;
  for (at = raw->start; at < end;) {
    gsize n = *at == '&' ? safi_html_decode_reference (at, end, value) : 0;

    if (n == 0)
      g_string_append_c (value, *at);
    at += MAX (n, 1);
  }
  return g_string_free (value, FALSE);
}

static void
append_character (GString *text, gunichar c)
{
  if (c >= 0x80 && c < 0xa0) {
    char octet = (char) c;
    g_autofree char *letter = safi_charset_guess (&octet, 1);

    g_string_append (text, letter);
  } else if (c == 0 || c > 0x10ffff || (c >= 0xd800 && c < 0xe000)) {
    g_string_append_unichar (text, 0xfffd);
  } else {
    g_string_append_unichar (text, c);
  }
}

/* @at: behind "&#". Returns the octets read, 0 if no digit is there. */
static gsize
decode_number (const char *at, const char *end, GString *text)
{
  const char *start = at;
  gboolean is_hex = at < end && (*at == 'x' || *at == 'X');
  const char *digits;
  guint64 c = 0;

  if (is_hex)
    at++;
  digits = at;
  for (; at < end && (is_hex ? g_ascii_isxdigit (*at) : g_ascii_isdigit (*at)); at++)
    if (c <= 0x10ffff)
      c = c * (is_hex ? 16 : 10) + (guint64) g_ascii_xdigit_value (*at);
  if (at == digits)
    return 0;
  append_character (text, (gunichar) MIN (c, G_MAXUINT32));
  return (gsize) (at - start) + (at < end && *at == ';' ? 1 : 0);
}

gsize
safi_html_decode_reference (const char *at, const char *end, GString *text)
{
  char name[REFERENCE_NAME_OCTETS_MAX + 1];
  const htmlEntityDesc *entity;
  gsize n = 0;

  if (end - at > 2 && at[1] == '#') {
    n = decode_number (at + 2, end, text);
    return n > 0 ? n + 2 : 0;
  }
  while (at + 1 + n < end && n < REFERENCE_NAME_OCTETS_MAX && g_ascii_isalnum (at[1 + n])) {
    name[n] = at[1 + n];
    n++;
  }
  name[n] = '\0';
  entity = n > 0 ? htmlEntityLookup ((const xmlChar *) name) : NULL;
  if (entity == NULL)
    return 0;
  g_string_append_unichar (text, entity->value);
  return 1 + n + (at + 1 + n < end && at[1 + n] == ';' ? 1 : 0);
}
