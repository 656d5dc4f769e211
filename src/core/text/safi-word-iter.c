/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include <unicode/ubrk.h>
#include <unicode/utext.h>

#include "core/text/safi-text.h"

struct _SafiWordIter {
  const char *text;
  UText units; /* reads the UTF-8 in place */
  UBreakIterator *breaks;
  gint32 start; /* octets: where the next piece begins */
};

static void
close_breaks (gpointer data)
{
  ubrk_close (data);
}

/* Opening a break iterator costs more than walking a short message, so each thread keeps one. */
static GPrivate spare_breaks = G_PRIVATE_INIT (close_breaks);

static UBreakIterator *
take_breaks (void)
{
  UBreakIterator *breaks = g_private_get (&spare_breaks);
  UErrorCode status = U_ZERO_ERROR;

  if (breaks != NULL) {
    g_private_set (&spare_breaks, NULL);
    return breaks;
  }
  return ubrk_open (UBRK_WORD, "", NULL, 0, &status);
}

SafiWordIter *
safi_word_iter_new (const char *text, gssize length)
{
  SafiWordIter *self = g_new0 (SafiWordIter, 1);
  gsize n = length < 0 ? strlen (text) : (gsize) length;
  UErrorCode status = U_ZERO_ERROR;

  self->text = text;
  self->units = (UText) UTEXT_INITIALIZER;
  self->breaks = take_breaks ();
  utext_openUTF8 (&self->units, text, (gint64) MIN (n, G_MAXINT32), &status);
  if (self->breaks != NULL)
    ubrk_setUText (self->breaks, &self->units, &status);
  self->start = self->breaks != NULL && U_SUCCESS (status) ? ubrk_first (self->breaks) : UBRK_DONE;
  return self;
}

gboolean
safi_word_iter_next (SafiWordIter *self, SafiWord *ret_word)
{
  while (self->start != UBRK_DONE) {
    gint32 start = self->start;
    gint32 end = ubrk_next (self->breaks);

    self->start = end;
    if (end != UBRK_DONE && ubrk_getRuleStatus (self->breaks) >= UBRK_WORD_NONE_LIMIT) {
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
  if (self->breaks != NULL) {
    if (g_private_get (&spare_breaks) == NULL)
      g_private_set (&spare_breaks, self->breaks);
    else
      ubrk_close (self->breaks);
  }
  utext_close (&self->units);
  g_free (self);
}
