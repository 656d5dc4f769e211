/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/text/safi-charset.h"

#include <errno.h>
#include <string.h>

#include "core/text/safi-text.h"

#define CHARSET_NAME_OCTETS_MAX 40
#define REPLACEMENT "\xef\xbf\xbd" /* U+FFFD */

/* windows-1252, 0x80 to 0x9f; the five holes are C1 controls, as browsers read them. */
static const gunichar windows_1252[32] = {
  0x20ac, 0x0081, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
  0x2039, 0x0152, 0x008d, 0x017d, 0x008f, 0x0090, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
  0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x009d, 0x017e, 0x0178,
};

/* Names that mail uses for a charset whose superset is meant (WHATWG Encoding), or that the C
 * library does not know. Sorted by nothing; looked up once for each text part. */
static const struct {
  const char *name;
  const char *known;
} aliases[] = {
  { "gb2312", "GB18030" },
  { "gbk", "GB18030" },
  { "x-gbk", "GB18030" },
  { "ks_c_5601-1987", "UHC" },
  { "euc-kr", "UHC" },
  { "shift_jis", "CP932" },
  { "shift-jis", "CP932" },
  { "x-sjis", "CP932" },
  { "big5", "BIG5-HKSCS" },
  { "iso-8859-9", "CP1254" },
  { "iso-8859-8-i", "ISO-8859-8" },
  { "tis-620", "CP874" },
  { "windows-874", "CP874" },
  { "iso-8859-11", "CP874" },
  { "unicode-1-1-utf-7", "UTF-7" },
  { "x-mac-roman", "MACINTOSH" },
  { "x-mac-cyrillic", "MAC-CYRILLIC" },
};

static const char *const latin_names[] = {
  "iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "windows-1252", "cp1252", "cp-1252",
};

static const char *const unsaid_names[] = {
  "us-ascii", "ascii", "ansi_x3.4-1968", "unknown-8bit", "x-unknown", "default", "binary",
};

static gboolean
is_one_of (const char *name, const char *const *names, guint n_names)
{
  for (guint i = 0; i < n_names; i++)
    if (g_ascii_strcasecmp (name, names[i]) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_utf8_name (const char *name)
{
  return g_ascii_strcasecmp (name, "utf-8") == 0 || g_ascii_strcasecmp (name, "utf8") == 0;
}

/* Returns: (nullable): the name for iconv; NULL for one that would mean something else to it. */
static const char *
find_iconv_name (const char *charset)
{
  if (strlen (charset) > CHARSET_NAME_OCTETS_MAX)
    return NULL;
  for (const char *at = charset; *at != '\0'; at++)
    if (!g_ascii_isalnum (*at) && strchr ("-_.:", *at) == NULL)
      return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (aliases); i++)
    if (g_ascii_strcasecmp (charset, aliases[i].name) == 0)
      return aliases[i].known;
  return charset;
}

static GString *
from_windows_1252 (const char *octets, gsize length)
{
  GString *text = g_string_sized_new (length + length / 4);

  for (gsize i = 0; i < length; i++) {
    guchar c = (guchar) octets[i];

    if (c < 0x80)
      g_string_append_c (text, (char) c);
    else
      g_string_append_unichar (text, c < 0xa0 ? windows_1252[c - 0x80] : c);
  }
  return text;
}

/* TRUE if @octets are UTF-8, apart from a last character that was cut. */
static gboolean
is_utf8 (const char *octets, gsize length)
{
  const char *end;

  if (g_utf8_validate_len (octets, length, &end))
    return TRUE;
  return octets + length - end < 4 &&
         g_utf8_get_char_validated (end, octets + length - end) == (gunichar) -2;
}

static GString *
from_utf8 (const char *octets, gsize length)
{
  const char *end;
  g_autofree char *valid = NULL;

  g_utf8_validate_len (octets, length, &end);
  if (end == octets + length || is_utf8 (octets, length))
    return g_string_new_len (octets, end - octets);
  valid = safi_text_make_valid (octets, (gssize) length);
  return g_string_new (valid);
}

/* TRUE if something in @octets speaks for UTF-8: a whole character beyond ASCII. */
static gboolean
has_wide_character (const char *octets, gsize length)
{
  const char *end;

  g_utf8_validate_len (octets, length, &end);
  for (const char *at = octets; at < end; at++)
    if ((guchar) *at >= 0x80)
      return TRUE;
  return FALSE;
}

static GString *
guess (const char *octets, gsize length, gboolean *ret_is_bad)
{
  if (g_utf8_validate_len (octets, length, NULL) ||
      (is_utf8 (octets, length) && has_wide_character (octets, length)))
    return from_utf8 (octets, length);
  *ret_is_bad = TRUE;
  return from_windows_1252 (octets, length);
}

/* Octets that the charset does not allow become U+FFFD, one by one. */
static GString *
from_iconv (GIConv converter, const char *octets, gsize length, gboolean *ret_is_bad)
{
  GString *text = g_string_sized_new (length + length / 2);
  char *in = (char *) octets;
  char buffer[4096];

  while (length > 0) {
    char *out = buffer;
    gsize room = sizeof buffer;
    gsize result = g_iconv (converter, &in, &length, &out, &room);

    g_string_append_len (text, buffer, out - buffer);
    if (result != (gsize) -1 || errno == EINVAL)
      break;
    if (errno == E2BIG && out > buffer)
      continue;
    *ret_is_bad = TRUE;
    g_string_append (text, REPLACEMENT);
    in++;
    length--;
  }
  return text;
}

static GString *
convert (const char *octets, gsize length, const char *charset, gboolean *ret_is_bad)
{
  const char *known = find_iconv_name (charset);
  GIConv converter = known != NULL ? g_iconv_open ("UTF-8", known) : (GIConv) -1;
  GString *text;

  if (converter == (GIConv) -1) {
    *ret_is_bad = TRUE;
    return guess (octets, length, ret_is_bad);
  }
  text = from_iconv (converter, octets, length, ret_is_bad);
  g_iconv_close (converter);
  return text;
}

/* Returns: (nullable): the charset whose byte order mark @octets begin with. */
static const char *
find_byte_order_mark (const char *octets, gsize length, gsize *ret_skip)
{
  static const struct {
    const char *mark;
    gsize length;
    const char *charset;
  } marks[] = {
    { "\xef\xbb\xbf", 3, "UTF-8" },
    { "\xff\xfe", 2, "UTF-16LE" },
    { "\xfe\xff", 2, "UTF-16BE" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (length >= marks[i].length && memcmp (octets, marks[i].mark, marks[i].length) == 0) {
      *ret_skip = marks[i].length;
      return marks[i].charset;
    }
  return NULL;
}

/* Makes line ends \n and drops NUL, in place. */
static void
settle_lines (GString *text)
{
  gsize kept = 0;

  if (memchr (text->str, '\r', text->len) == NULL && memchr (text->str, '\0', text->len) == NULL)
    return;
  for (gsize i = 0; i < text->len; i++) {
    char c = text->str[i];

    if (c == '\0' || (c == '\r' && text->str[i + 1] == '\n'))
      continue;
    text->str[kept++] = c == '\r' ? '\n' : c;
  }
  g_string_truncate (text, kept);
}

static GString *
read_as (const char *octets, gsize length, const char *charset, gboolean *ret_is_bad)
{
  if (charset == NULL || charset[0] == '\0' ||
      is_one_of (charset, unsaid_names, G_N_ELEMENTS (unsaid_names)))
    return guess (octets, length, ret_is_bad);
  if (is_utf8_name (charset)) {
    if (!is_utf8 (octets, length))
      *ret_is_bad = TRUE;
    return from_utf8 (octets, length);
  }
  if (is_one_of (charset, latin_names, G_N_ELEMENTS (latin_names)))
    return from_windows_1252 (octets, length);
  return convert (octets, length, charset, ret_is_bad);
}

/* UTF-8 validation calls NUL invalid, so those who send it are served from a copy without. */
static GString *
read_without_nul (const char *octets, gsize length, const char *charset, gboolean *ret_is_bad)
{
  g_autoptr (GString) copy = NULL;
  gboolean is_wide = charset != NULL && (g_ascii_strncasecmp (charset, "utf-16", 6) == 0 ||
                                         g_ascii_strncasecmp (charset, "utf-32", 6) == 0 ||
                                         g_ascii_strncasecmp (charset, "ucs-", 4) == 0);

  if (is_wide || memchr (octets, '\0', length) == NULL)
    return read_as (octets, length, charset, ret_is_bad);
  copy = g_string_sized_new (length);
  for (gsize i = 0; i < length; i++)
    if (octets[i] != '\0')
      g_string_append_c (copy, octets[i]);
  return read_as (copy->str, copy->len, charset, ret_is_bad);
}

GString *
safi_charset_to_utf8 (const char *octets, gsize length, const char *charset, gboolean *ret_is_bad)
{
  gsize skip = 0;
  const char *marked = find_byte_order_mark (octets, length, &skip);
  GString *text = read_without_nul (octets + skip, length - skip, marked != NULL ? marked : charset,
                                    ret_is_bad);

  settle_lines (text);
  return text;
}

char *
safi_charset_guess (const char *octets, gsize length)
{
  gboolean is_bad = FALSE;

  if (g_utf8_validate_len (octets, length, NULL))
    return g_strndup (octets, length);
  return g_string_free (read_without_nul (octets, length, NULL, &is_bad), FALSE);
}
