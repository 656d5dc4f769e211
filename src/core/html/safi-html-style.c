/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/html/safi-html-style.h"

#include <string.h>

#define STYLE_OCTETS_MAX 4096
#define COLOUR_DISTANCE 12 /* of 255 in each channel: nobody sees a smaller one on white */
#define FONT_PIXELS_MIN 2  /* smaller letters are dots */
#define OUTSIDE_PIXELS (-999)
#define OPACITY_MIN 0.05 /* paler letters are not seen */

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
is_far_outside (const char *property, const char *value)
{
  static const char *const properties[] = { "text-indent", "left",        "right",     "top",
                                            "bottom",      "margin-left", "margin-top" };

  for (guint i = 0; i < G_N_ELEMENTS (properties); i++)
    if (strcmp (property, properties[i]) == 0)
      return g_ascii_strtod (value, NULL) <= OUTSIDE_PIXELS;
  return FALSE;
}

static gboolean
is_clipped (const char *property, const char *value)
{
  if (strcmp (property, "clip") == 0)
    return g_str_has_prefix (value, "rect(0");
  if (strcmp (property, "clip-path") == 0)
    return g_str_has_prefix (value, "inset(50%") || g_str_has_prefix (value, "inset(100%") ||
           g_str_has_prefix (value, "circle(0");
  return strcmp (property, "transform") == 0 && g_str_has_prefix (value, "scale(0)");
}

static gboolean
hides (const char *property, const char *value)
{
  if (strcmp (property, "display") == 0)
    return g_str_has_prefix (value, "none");
  if (strcmp (property, "visibility") == 0)
    return g_str_has_prefix (value, "hidden") || g_str_has_prefix (value, "collapse");
  if (strcmp (property, "opacity") == 0)
    return g_ascii_isdigit (value[value[0] == '.']) && g_ascii_strtod (value, NULL) < OPACITY_MIN;
  if (strcmp (property, "max-height") == 0 || strcmp (property, "max-width") == 0)
    return read_pixels (value) == 0;
  return is_far_outside (property, value) || is_clipped (property, value);
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

/* "transparent", or "rgba(1, 2, 3, 0)". */
static gboolean
is_transparent (const char *value)
{
  const char *last = strrchr (value, ',');

  return g_str_has_prefix (value, "transparent") ||
         (g_str_has_prefix (value, "rgba(") && last != NULL &&
          g_ascii_strtod (last + 1, NULL) < OPACITY_MIN);
}

/* "mso-hide" is not asked: it hides from one program only, and what it marks is mostly meant for
 * all the others. */
static void
apply_property (SafiHtmlStyle *self, const char *property, const char *value)
{
  if (strcmp (property, "color") == 0)
    self->colour = is_transparent (value) ? SAFI_COLOUR_TRANSPARENT : read_colour (value);
  else if (strcmp (property, "font-size") == 0)
    apply_font_size (self, value);
  else if (strcmp (property, "background") == 0 || strcmp (property, "background-color") == 0)
    apply_background (self, value);
  else if (strcmp (property, "background-image") == 0 && !g_str_has_prefix (value, "none"))
    self->background = SAFI_COLOUR_UNKNOWN;
  else if (hides (property, value))
    self->is_hidden = TRUE;
}

/* A box without height or width hides what is in it only if it does not overflow. */
static gboolean
is_empty_box (const char *property, const char *value)
{
  return (strcmp (property, "height") == 0 || strcmp (property, "width") == 0) &&
         read_pixels (value) == 0;
}

void
safi_html_style_declare (SafiHtmlStyle *self, const char *declarations)
{
  g_autofree char *text = g_strdup (declarations);
  char *next = text;
  gboolean is_empty = FALSE;
  gboolean cuts = FALSE;

  while (next != NULL) {
    char *property = strsep (&next, ";");
    char *value = strchr (property, ':');

    if (value == NULL)
      continue;
    *value++ = '\0';
    g_strstrip (property);
    g_strstrip (value);
    apply_property (self, property, value);
    is_empty |= is_empty_box (property, value);
    cuts |= strcmp (property, "overflow") == 0 && g_str_has_prefix (value, "hidden");
  }
  if (is_empty && cuts)
    self->is_hidden = TRUE;
}

/* Returns: (transfer full) (nullable): the attribute, stripped and in lower case. */
static char *
get_lower (const SafiHtmlToken *tag, const char *name)
{
  g_autofree char *value = safi_html_token_get (tag, name);

  return value != NULL ? g_ascii_strdown (g_strstrip (value), STYLE_OCTETS_MAX) : NULL;
}

void
safi_html_style_apply (SafiHtmlStyle *self, const SafiHtmlToken *tag, const SafiHtmlSheet *sheet)
{
  g_autofree char *style = NULL;
  g_autofree char *background = NULL;
  g_autofree char *colour = NULL;

  if (tag->n_attributes == 0)
    return;
  if (sheet->has_background &&
      (safi_html_token_find (tag, "class") || safi_html_token_find (tag, "id")))
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
  /* A display of its own takes precedence over the sheet's. */
  if (safi_html_sheet_hides (sheet, tag) && (style == NULL || strstr (style, "display:") == NULL))
    self->is_hidden = TRUE;
  if (style != NULL)
    safi_html_style_declare (self, style);
}

gboolean
safi_html_style_hides (const SafiHtmlStyle *self)
{
  if (self->is_hidden || self->is_tiny || self->colour == SAFI_COLOUR_TRANSPARENT)
    return TRUE;
  if (self->colour < 0 || self->background < 0)
    return FALSE;
  for (guint shift = 0; shift < 24; shift += 8)
    if (ABS (((self->colour >> shift) & 255) - ((self->background >> shift) & 255)) >
        COLOUR_DISTANCE)
      return FALSE;
  return TRUE;
}
