/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/safi-html-style.h"

#include <string.h>

#define STYLE_OCTETS_MAX 4096
#define COLOUR_DISTANCE 12 /* of 255 in each channel: nobody sees a smaller one on white */
#define FONT_PIXELS_MIN 2  /* smaller letters are dots */

static const struct {
  const char *name;
  gint32 value;
} colour_names[] = {
  { "black", 0x000000 },      { "white", 0xffffff },   { "red", 0xff0000 },
  { "green", 0x008000 },      { "blue", 0x0000ff },    { "yellow", 0xffff00 },
  { "gray", 0x808080 },       { "grey", 0x808080 },    { "silver", 0xc0c0c0 },
  { "whitesmoke", 0xf5f5f5 }, { "snow", 0xfffafa },    { "ivory", 0xfffff0 },
  { "navy", 0x000080 },       { "maroon", 0x800000 },  { "orange", 0xffa500 },
  { "purple", 0x800080 },     { "teal", 0x008080 },    { "lime", 0x00ff00 },
  { "aqua", 0x00ffff },       { "fuchsia", 0xff00ff }, { "olive", 0x808000 },
};

SafiHtmlStyle
safi_html_style_default (void)
{
  return (SafiHtmlStyle){ .colour = 0x000000, .background = 0xffffff };
}

static gint32
read_hex_colour (const char *digits)
{
  gsize n = strspn (digits, "0123456789abcdefABCDEF");
  guint32 value = (guint32) g_ascii_strtoull (digits, NULL, 16);

  if (n == 6)
    return (gint32) value;
  if (n == 3)
    return (gint32) (((value >> 8) & 15) * 0x110000 + ((value >> 4) & 15) * 0x1100 +
                     (value & 15) * 0x11);
  return SAFI_COLOUR_UNKNOWN;
}

/* @text: "rgb(1, 2, 3)" or "rgba(1, 2, 3, .5)". */
static gint32
read_rgb_colour (const char *text)
{
  const char *at = strchr (text, '(');
  gint32 value = 0;

  for (guint i = 0; i < 3; i++) {
    char *end;
    guint64 channel = at != NULL ? g_ascii_strtoull (at + 1, &end, 10) : 256;

    if (channel > 255 || end == at + 1)
      return SAFI_COLOUR_UNKNOWN;
    value = value << 8 | (gint32) channel;
    at = end + strspn (end, " ");
  }
  return value;
}

static gint32
read_colour (const char *text)
{
  gsize n = strcspn (text, " ;!");

  if (text[0] == '#')
    return read_hex_colour (text + 1);
  if (g_str_has_prefix (text, "rgb"))
    return read_rgb_colour (text);
  for (guint i = 0; i < G_N_ELEMENTS (colour_names); i++)
    if (strlen (colour_names[i].name) == n && strncmp (text, colour_names[i].name, n) == 0)
      return colour_names[i].value;
  return strspn (text, "0123456789abcdef") == 6 ? read_hex_colour (text) : SAFI_COLOUR_UNKNOWN;
}

/* Returns a length in CSS pixels; -1 if it is relative to something unknown or no length. */
static double
read_pixels (const char *text)
{
  char *unit;
  double value = g_ascii_strtod (text, &unit);

  if (unit == text)
    return -1;
  if (value == 0 || g_str_has_prefix (unit, "px"))
    return value;
  if (g_str_has_prefix (unit, "pt"))
    return value * 4 / 3;
  if (g_str_has_prefix (unit, "em") || g_str_has_prefix (unit, "rem"))
    return value * 16;
  if (unit[0] == '%')
    return value * 0.16;
  return -1;
}

static void
apply_background (SafiHtmlStyle *self, const char *value)
{
  if (g_str_has_prefix (value, "transparent") || g_str_has_prefix (value, "none") ||
      g_str_has_prefix (value, "inherit") || g_str_has_prefix (value, "initial"))
    return;
  self->background = strstr (value, "url(") != NULL || strstr (value, "gradient") != NULL
                         ? SAFI_COLOUR_UNKNOWN
                         : read_colour (value);
}

static gboolean
hides (const char *property, const char *value)
{
  if (strcmp (property, "display") == 0)
    return g_str_has_prefix (value, "none");
  if (strcmp (property, "visibility") == 0)
    return g_str_has_prefix (value, "hidden") || g_str_has_prefix (value, "collapse");
  if (strcmp (property, "opacity") == 0)
    return read_pixels (value) == 0;
  if (strcmp (property, "max-height") == 0)
    return read_pixels (value) == 0;
  return strcmp (property, "text-indent") == 0 && read_pixels (value) <= -999;
}

/* Newsletters set size 0 around pictures to close the gaps, and a real size in each text within. */
static void
apply_font_size (SafiHtmlStyle *self, const char *value)
{
  double pixels = read_pixels (value);

  if (pixels >= 0)
    self->is_tiny = pixels < FONT_PIXELS_MIN;
  else if (g_ascii_isalpha (value[0]) && !g_str_has_prefix (value, "inherit"))
    self->is_tiny = FALSE;
}

/* "mso-hide" is not asked: it hides from one program only, and what it marks is mostly meant for
 * all the others. */
static void
apply_property (SafiHtmlStyle *self, const char *property, const char *value)
{
  if (strcmp (property, "color") == 0)
    self->colour = read_colour (value);
  else if (strcmp (property, "font-size") == 0)
    apply_font_size (self, value);
  else if (strcmp (property, "background") == 0 || strcmp (property, "background-color") == 0)
    apply_background (self, value);
  else if (strcmp (property, "background-image") == 0 && !g_str_has_prefix (value, "none"))
    self->background = SAFI_COLOUR_UNKNOWN;
  else if (hides (property, value))
    self->is_hidden = TRUE;
}

static void
apply_declarations (SafiHtmlStyle *self, char *declarations)
{
  char *next = declarations;

  while (next != NULL) {
    char *declaration = strsep (&next, ";");
    char *value = strchr (declaration, ':');

    if (value == NULL)
      continue;
    *value++ = '\0';
    apply_property (self, g_strstrip (declaration), g_strstrip (value));
  }
}

/* Returns: (transfer full) (nullable): the attribute, stripped and in lower case. */
static char *
get_lower (const SafiHtmlToken *tag, const char *name)
{
  g_autofree char *value = safi_html_token_get (tag, name);

  return value != NULL ? g_ascii_strdown (g_strstrip (value), STYLE_OCTETS_MAX) : NULL;
}

void
safi_html_style_apply (SafiHtmlStyle *self, const SafiHtmlToken *tag, gboolean has_sheet)
{
  g_autofree char *style = NULL;
  g_autofree char *background = NULL;
  g_autofree char *colour = NULL;

  if (tag->n_attributes == 0)
    return;
  if (has_sheet && (safi_html_token_find (tag, "class") || safi_html_token_find (tag, "id")))
    self->background = SAFI_COLOUR_UNKNOWN;
  if (safi_html_token_find (tag, "hidden") != NULL)
    self->is_hidden = TRUE;
  background = get_lower (tag, "bgcolor");
  if (background != NULL)
    self->background = read_colour (background);
  if (safi_html_token_find (tag, "background") != NULL)
    self->background = SAFI_COLOUR_UNKNOWN;
  colour = get_lower (tag, strcmp (tag->name, "body") == 0 ? "text" : "color");
  if (colour != NULL)
    self->colour = read_colour (colour);
  style = get_lower (tag, "style");
  if (style != NULL)
    apply_declarations (self, style);
}

gboolean
safi_html_style_hides (const SafiHtmlStyle *self)
{
  if (self->is_hidden || self->is_tiny)
    return TRUE;
  if (self->colour < 0 || self->background < 0)
    return FALSE;
  for (guint shift = 0; shift < 24; shift += 8)
    if (ABS (((self->colour >> shift) & 255) - ((self->background >> shift) & 255)) >
        COLOUR_DISTANCE)
      return FALSE;
  return TRUE;
}
