/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/text/safi-text.h"

#include <string.h>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

/* More combining marks on one letter than any language writes are a flood meant to cover lines. */
#define COMBINING_MARKS_MAX 4

#define ZERO_WIDTH_NON_JOINER 0x200c
#define ZERO_WIDTH_JOINER 0x200d
#define LEFT_TO_RIGHT_ISOLATE 0x2066 /* the first of three kinds */
#define POP_ISOLATE 0x2069
#define FIRST_STRONG_ISOLATE "\u2068"
#define POP_DIRECTIONAL_ISOLATE "\u2069"
#define ELLIPSIS "\u2026"

/* Scripts in which joiners change the spelling and must stay between letters. */
static const GUnicodeScript joining_scripts[] = {
  G_UNICODE_SCRIPT_ARABIC,    G_UNICODE_SCRIPT_SYRIAC,    G_UNICODE_SCRIPT_DEVANAGARI,
  G_UNICODE_SCRIPT_BENGALI,   G_UNICODE_SCRIPT_GURMUKHI,  G_UNICODE_SCRIPT_GUJARATI,
  G_UNICODE_SCRIPT_ORIYA,     G_UNICODE_SCRIPT_TAMIL,     G_UNICODE_SCRIPT_TELUGU,
  G_UNICODE_SCRIPT_KANNADA,   G_UNICODE_SCRIPT_MALAYALAM, G_UNICODE_SCRIPT_SINHALA,
  G_UNICODE_SCRIPT_MONGOLIAN, G_UNICODE_SCRIPT_KHMER,     G_UNICODE_SCRIPT_MYANMAR,
  G_UNICODE_SCRIPT_NKO,
};

typedef struct {
  GString *shown;
  gsize left;        /* characters that may still be shown */
  gboolean is_cut;   /* something was left out at the end */
  gboolean space;    /* a space is due before the next character */
  guint lines;       /* newlines due before the next character */
  gunichar previous; /* last character shown, joiners not counted; 0 at the start */
  guint n_marks;     /* combining marks in a row */
} Display;

static gboolean
is_joining (gunichar c)
{
  GUnicodeScript script = g_unichar_get_script (c);

  for (guint i = 0; i < G_N_ELEMENTS (joining_scripts); i++)
    if (script == joining_scripts[i])
      return TRUE;
  return FALSE;
}

static gboolean
is_variation_selector (gunichar c)
{
  return (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xe0100 && c <= 0xe01ef) ||
         (c >= 0x180b && c <= 0x180d);
}

/* Characters without ink that are letters or symbols by their category: the Hangul and Khmer
 * fillers, and the code points that are no characters. */
static gboolean
is_blank_letter (gunichar c)
{
  return c == 0x115f || c == 0x1160 || c == 0x3164 || c == 0xffa0 || c == 0x17b4 || c == 0x17b5 ||
         c == 0x034f || (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef);
}

/* Format characters that are drawn: number and verse signs of Arabic, Syriac and Kaithi. */
static gboolean
is_visible_format (gunichar c)
{
  return (c >= 0x0600 && c <= 0x0605) || c == 0x06dd || c == 0x070f || c == 0x0890 || c == 0x0891 ||
         c == 0x08e2 || c == 0x110bd || c == 0x110cd;
}

static gboolean
is_mark (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  return type == G_UNICODE_NON_SPACING_MARK || type == G_UNICODE_ENCLOSING_MARK;
}

/* @next: the characters after @c. */
static gboolean
is_shown (Display *self, gunichar c, const char *next)
{
  GUnicodeType type = g_unichar_type (c);

  if (c == ZERO_WIDTH_JOINER || c == ZERO_WIDTH_NON_JOINER)
    return self->previous != 0 && is_joining (self->previous) &&
           is_joining (g_utf8_get_char (next));
  if (is_variation_selector (c))
    return self->previous != 0 && !is_variation_selector (self->previous);
  if (type == G_UNICODE_CONTROL || type == G_UNICODE_SURROGATE || is_blank_letter (c))
    return FALSE;
  if (type == G_UNICODE_FORMAT)
    return is_visible_format (c);
  self->n_marks = is_mark (c) ? self->n_marks + 1 : 0;
  return self->n_marks <= COMBINING_MARKS_MAX;
}

/* Writes @n_octets of @character, which is one character, if there is room. */
static void
put (Display *self, const char *character, gsize n_octets)
{
  if (self->left == 0) {
    self->is_cut = TRUE;
    return;
  }
  g_string_append_len (self->shown, character, (gssize) n_octets);
  self->left--;
}

static void
put_due_white_space (Display *self)
{
  if (self->shown->len > 0) {
    for (guint i = 0; i < self->lines; i++)
      put (self, "\n", 1);
    if (self->lines == 0 && self->space)
      put (self, " ", 1);
  }
  self->lines = 0;
  self->space = FALSE;
}

static gboolean
is_line_end (gunichar c)
{
  return c == '\n' || c == 0x85 || c == 0x2028 || c == 0x2029;
}

/* Takes the character at @at. Returns the place behind it. */
static const char *
show_character (Display *self, const char *at, gboolean keep_lines)
{
  const char *next = g_utf8_next_char (at);
  gunichar c = g_utf8_get_char (at);

  if (is_line_end (c) && keep_lines)
    self->lines++;
  else if (is_line_end (c) || g_unichar_isspace (c))
    self->space = TRUE;
  else if (is_shown (self, c, next)) {
    put_due_white_space (self);
    put (self, at, (gsize) (next - at));
    if (c != ZERO_WIDTH_JOINER && c != ZERO_WIDTH_NON_JOINER)
      self->previous = c;
  }
  return next;
}

char *
safi_text_for_display (const char *text, gsize max_chars, gboolean keep_lines)
{
  g_autofree char *valid = safi_text_make_valid (text, -1);
  Display display = { .shown = g_string_new (NULL), .left = max_chars };
  const char *at = valid;

  while (*at != '\0' && !display.is_cut)
    at = show_character (&display, at, keep_lines);
  if (display.is_cut)
    g_string_append (display.shown, ELLIPSIS);
  return g_string_free (display.shown, FALSE);
}

char *
safi_text_isolate (const char *text, gsize max_chars)
{
  g_autofree char *shown = safi_text_for_display (text, max_chars, FALSE);

  return g_strconcat (FIRST_STRONG_ISOLATE, shown, POP_DIRECTIONAL_ISOLATE, NULL);
}

char *
safi_text_make_valid (const char *octets, gssize length)
{
  gsize n = length < 0 ? strlen (octets) : (gsize) length;
  g_autofree char *copy = NULL;
  gsize kept = 0;

  if (memchr (octets, '\0', n) == NULL)
    return g_utf8_make_valid (octets, (gssize) n);
  copy = g_malloc (n + 1);
  for (gsize i = 0; i < n; i++)
    if (octets[i] != '\0')
      copy[kept++] = octets[i];
  return g_utf8_make_valid (copy, (gssize) kept);
}

gboolean
safi_text_is_ascii (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if ((guchar) text[i] >= 0x80)
      return FALSE;
  return TRUE;
}

/* Returns: (transfer full) (nullable): @text as UTF-16 code units, bad octets as U+FFFD. */
static UChar *
to_utf16 (const char *text, gsize length, gint32 *ret_units)
{
  UErrorCode status = U_ZERO_ERROR;
  UChar *units = g_new (UChar, length + 1);

  u_strFromUTF8WithSub (units, (gint32) length + 1, ret_units, text, (gint32) length, 0xfffd, NULL,
                        &status);
  if (U_SUCCESS (status))
    return units;
  g_free (units);
  return NULL;
}

char *
safi_text_fold (const char *text, gssize length)
{
  gsize n = length < 0 ? strlen (text) : (gsize) length;
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2 *folding;
  g_autofree UChar *units = NULL;
  g_autofree UChar *folded = NULL;
  gint32 n_units = 0, n_folded;

  if (safi_text_is_ascii (text, n))
    return g_ascii_strdown (text, (gssize) n);
  folding = unorm2_getNFKCCasefoldInstance (&status);
  units = n < G_MAXINT32 / 32 ? to_utf16 (text, n, &n_units) : NULL;
  if (U_FAILURE (status) || units == NULL)
    return safi_text_make_valid (text, (gssize) n);
  /* NFKC makes at most 18 units of one (U+FDFA). */
  folded = g_new (UChar, (gsize) n_units * 18 + 1);
  n_folded = unorm2_normalize (folding, units, n_units, folded, n_units * 18 + 1, &status);
  if (U_FAILURE (status))
    return safi_text_make_valid (text, (gssize) n);
  return g_utf16_to_utf8 (folded, n_folded, NULL, NULL, NULL);
}

char *
safi_text_lower (const char *text)
{
  GString *lower = g_string_sized_new (strlen (text));

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    g_string_append_unichar (lower, g_unichar_tolower (g_utf8_get_char (at)));
  return g_string_free (lower, FALSE);
}

/* One line, or what was read of it. */
typedef struct {
  guint depth; /* of isolates */
  gboolean has_left;
  gboolean has_right;
} Line;

static void
read_letter (Line *line, gunichar c)
{
  const UCharDirection direction = u_charDirection ((UChar32) c);

  if (c >= LEFT_TO_RIGHT_ISOLATE && c < POP_ISOLATE)
    line->depth++;
  else if (c == POP_ISOLATE && line->depth > 0)
    line->depth--;
  else if (line->depth == 0 && direction == U_LEFT_TO_RIGHT)
    line->has_left = TRUE;
  else if (line->depth == 0 &&
           (direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC))
    line->has_right = TRUE;
}

gboolean
safi_text_is_right_to_left (const char *text)
{
  gboolean has_right = FALSE;
  Line line = { 0 };

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at)) {
    if (*at == '\n' && line.has_left && !line.has_right)
      return FALSE;
    if (*at == '\n')
      line = (Line){ 0 };
    read_letter (&line, g_utf8_get_char (at));
    has_right |= line.has_right;
  }
  return has_right && (line.has_right || !line.has_left);
}

char *
safi_text_fill (const char *pattern, const char *const *args)
{
  GString *filled = g_string_new (NULL);
  guint n_args = g_strv_length ((char **) args);

  for (const char *at = pattern; *at != '\0'; at++) {
    if (at[0] == '{' && g_ascii_isdigit (at[1]) && at[2] == '}' && (guint) (at[1] - '0') < n_args) {
      g_string_append (filled, args[at[1] - '0']);
      at += 2;
    } else {
      g_string_append_c (filled, *at);
    }
  }
  return g_string_free (filled, FALSE);
}

static int
compare_octets (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

void
safi_text_sort (GPtrArray *texts)
{
  g_ptr_array_sort (texts, compare_octets);
}
