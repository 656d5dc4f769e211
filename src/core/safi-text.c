/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/safi-text.h"

#include <string.h>

#include <unicode/ubrk.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utext.h>

#define COMBINING_RUN_MAX 4 /* marks on one letter; more hide the text around them */

/* Characters that show nothing and change how others are shown. */
static gboolean
is_invisible (gunichar c)
{
  return (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7f && c < 0xa0) || c == 0xad ||
         c == 0x61c || c == 0x180e || c == 0x200b || (c >= 0x200e && c <= 0x200f) ||
         (c >= 0x202a && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) ||
         (c >= 0xfe00 && c <= 0xfe0f) || c == 0xfeff || (c >= 0xfff9 && c <= 0xfffb) ||
         (c >= 0xe0000 && c <= 0xe0fff);
}

/* Scripts whose letters change shape at a joiner (ZWJ, ZWNJ): elsewhere a joiner only hides. */
static gboolean
needs_joiner (gunichar c)
{
  return (c >= 0x600 && c <= 0x8ff) || (c >= 0x900 && c <= 0xdff) || (c >= 0x1000 && c <= 0x109f) ||
         (c >= 0x1780 && c <= 0x18af) || (c >= 0xfb50 && c <= 0xfeff);
}

typedef struct {
  GString *out;
  gboolean keep_lines;
  gunichar last; /* last character written */
  guint n_marks; /* combining marks since the last letter */
  gsize n_chars; /* written */
} Display;

static void
put_char (Display *self, gunichar c)
{
  g_string_append_unichar (self->out, c);
  self->last = c;
  self->n_chars++;
}

static void
put_space (Display *self, gunichar c)
{
  gboolean is_line = self->keep_lines && c == '\n';

  if (is_line)
    put_char (self, '\n');
  else if (self->out->len > 0 && self->last != ' ' && self->last != '\n')
    put_char (self, ' ');
}

static void
display_char (Display *self, gunichar c)
{
  gboolean is_mark = g_unichar_ismark (c);

  if (is_invisible (c))
    return;
  if ((c == 0x200c || c == 0x200d) && !needs_joiner (self->last))
    return;
  if (c == '\n' || c == '\t' || c == 0x2028 || c == 0x2029 || g_unichar_isspace (c)) {
    put_space (self, c == 0x2028 || c == 0x2029 ? '\n' : c);
    return;
  }
  self->n_marks = is_mark ? self->n_marks + 1 : 0;
  if (self->n_marks <= COMBINING_RUN_MAX)
    put_char (self, c);
}

char *
safi_text_for_display (const char *text, gsize max_chars, gboolean keep_lines)
{
  g_autofree char *valid = safi_text_make_valid (text, -1);
  Display display = { .out = g_string_new (NULL), .keep_lines = keep_lines };
  gsize end;

  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at)) {
    if (display.n_chars >= max_chars) {
      g_string_append (display.out, "…");
      return g_string_free (display.out, FALSE);
    }
    display_char (&display, g_utf8_get_char (at));
  }
  for (end = display.out->len; end > 0 && display.out->str[end - 1] == ' '; end--)
    ;
  g_string_truncate (display.out, end);
  return g_string_free (display.out, FALSE);
}

char *
safi_text_isolate (const char *text, gsize max_chars)
{
  g_autofree char *harmless = safi_text_for_display (text, max_chars, FALSE);

  return g_strconcat ("\342\201\250", harmless, "\342\201\251", NULL);
}

char *
safi_text_make_valid (const char *octets, gssize length)
{
  gsize n = length < 0 ? strlen (octets) : (gsize) length;
  g_autofree char *without_nul = NULL;
  gsize used = 0;

  if (memchr (octets, '\0', n) == NULL)
    return g_utf8_make_valid (octets, (gssize) n);
  without_nul = g_malloc (n + 1);
  for (gsize i = 0; i < n; i++)
    if (octets[i] != '\0')
      without_nul[used++] = octets[i];
  return g_utf8_make_valid (without_nul, (gssize) used);
}

char *
safi_text_fold (const char *text, gssize length)
{
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2 *normalizer = unorm2_getNFKCCasefoldInstance (&status);
  int32_t in_length = 0;
  int32_t out_length = 0;
  g_autofree UChar *in = NULL;
  g_autofree UChar *out = NULL;
  gsize octets = length < 0 ? strlen (text) : (gsize) length;
  int32_t capacity;

  if (U_FAILURE (status) || octets > G_MAXINT32 / 8)
    return g_utf8_casefold (text, length);
  in = g_new (UChar, octets + 1);
  u_strFromUTF8WithSub (in, (int32_t) octets + 1, &in_length, text, (int32_t) octets, 0xfffd, NULL,
                        &status);
  capacity = in_length * 2 + 32;
  out = g_new (UChar, (gsize) capacity);
  out_length = unorm2_normalize (normalizer, in, in_length, out, capacity, &status);
  if (status == U_BUFFER_OVERFLOW_ERROR) {
    status = U_ZERO_ERROR;
    g_free (out);
    out = g_new (UChar, (gsize) out_length + 1);
    out_length = unorm2_normalize (normalizer, in, in_length, out, out_length + 1, &status);
  }
  if (U_FAILURE (status))
    return g_utf8_casefold (text, length);
  return g_utf16_to_utf8 ((const gunichar2 *) out, out_length, NULL, NULL, NULL);
}

struct _SafiWordIter {
  const char *text;
  UText *utext;
  UBreakIterator *breaks;
  int32_t start; /* octets */
};

SafiWordIter *
safi_word_iter_new (const char *text, gssize length)
{
  SafiWordIter *self = g_new0 (SafiWordIter, 1);
  UErrorCode status = U_ZERO_ERROR;

  self->text = text;
  self->utext = utext_openUTF8 (NULL, text, length, &status);
  self->breaks = ubrk_open (UBRK_WORD, "", NULL, 0, &status);
  ubrk_setUText (self->breaks, self->utext, &status);
  g_assert (U_SUCCESS (status)); /* only memory can fail */
  self->start = ubrk_first (self->breaks);
  return self;
}

gboolean
safi_word_iter_next (SafiWordIter *self, SafiWord *ret_word)
{
  for (int32_t end = ubrk_next (self->breaks); end != UBRK_DONE; end = ubrk_next (self->breaks)) {
    int32_t start = self->start;

    self->start = end;
    if (ubrk_getRuleStatus (self->breaks) >= UBRK_WORD_NUMBER) {
      ret_word->start = self->text + start;
      ret_word->length = (gsize) (end - start);
      return TRUE;
    }
  }
  return FALSE;
}

void
safi_word_iter_free (SafiWordIter *self)
{
  if (self == NULL)
    return;
  ubrk_close (self->breaks);
  utext_close (self->utext);
  g_free (self);
}

char *
safi_text_fill (const char *pattern, const char *const *args)
{
  GString *filled = g_string_new (NULL);
  guint n_args = args != NULL ? g_strv_length ((char **) args) : 0;

  for (const char *at = pattern; *at != '\0'; at++) {
    gboolean is_slot = at[0] == '{' && g_ascii_isdigit (at[1]) && at[2] == '}';

    if (is_slot && (guint) (at[1] - '0') < n_args) {
      g_string_append (filled, args[at[1] - '0']);
      at += 2;
    } else {
      g_string_append_c (filled, *at);
    }
  }
  return g_string_free (filled, FALSE);
}
