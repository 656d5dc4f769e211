/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/text/safi-unlinked.h"

#include "core/text/safi-text.h"

#define ISOLATE "\u2068"
#define END "\u2069"

/* What name servers take for a dot, too (UTS 46). */
static gboolean
is_dot (gunichar c)
{
  return c == '.' || c == 0x3002 || c == 0xff0e || c == 0xff61 || c == 0x2024;
}

static gboolean
is_colon (gunichar c)
{
  return c == ':' || c == 0xff1a || c == 0xfe55;
}

static gboolean
is_at (gunichar c)
{
  return c == '@' || c == 0xff20 || c == 0xfe6b;
}

/* What stands between the digits of a telephone number. */
static gboolean
joins_digits (gunichar c)
{
  return is_dot (c) || c == ' ' || c == '-' || c == '/' || c == '(' || c == ')' || c == '+' ||
         (c >= 0x2010 && c <= 0x2015);
}

static gboolean
is_number_part (gunichar c)
{
  return g_unichar_isdigit (c) || joins_digits (c);
}

/* Returns: the end of the run of digits and what joins them, that begins at @start. */
static const char *
find_run_end (const char *start, guint *ret_digits)
{
  const char *at = start;

  *ret_digits = 0;
  while (*at != '\0' && is_number_part (g_utf8_get_char (at))) {
    *ret_digits += g_unichar_isdigit (g_utf8_get_char (at)) ? 1 : 0;
    at = g_utf8_next_char (at);
  }
  return at;
}

static void
add_char (GString *text, gunichar before, gunichar c, gunichar after, gboolean is_masked)
{
  const gboolean is_inside = before != 0 && before != ' ' && after != 0 && after != ' ';

  if (is_masked && g_unichar_isdigit (c))
    g_string_append_c (text, '#');
  else if (is_dot (c) && is_inside)
    g_string_append (text, "[.]");
  else if (is_at (c))
    g_string_append (text, "[@]");
  else if (is_colon (c) && after != 0 && after != ' ')
    g_string_append (text, ": ");
  else
    g_string_append_unichar (text, c);
}

char *
safi_unlinked (const char *text, gsize max_chars)
{
  g_autofree char *shown = safi_text_for_display (text, max_chars, FALSE);
  g_autoptr (GString) unlinked = g_string_new (ISOLATE);
  const char *run_end = shown;
  guint n_digits = 0;
  gunichar before = 0;

  for (const char *at = shown; *at != '\0'; at = g_utf8_next_char (at)) {
    const gunichar c = g_utf8_get_char (at);

    if (at >= run_end && is_number_part (c))
      run_end = find_run_end (at, &n_digits);
    add_char (unlinked, before, c, g_utf8_get_char (g_utf8_next_char (at)),
              at < run_end && n_digits >= SAFI_UNLINKED_DIGITS);
    before = c;
  }
  g_string_append (unlinked, END);
  return g_string_free (g_steal_pointer (&unlinked), FALSE);
}
