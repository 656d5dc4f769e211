/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/dmarc/safi-dmarc-record.h"

#include <string.h>

static const char *const policies[] = {
  [SAFI_DMARC_POLICY_NONE] = "none",
  [SAFI_DMARC_POLICY_QUARANTINE] = "quarantine",
  [SAFI_DMARC_POLICY_REJECT] = "reject",
};

/* A part of the record, not NUL-terminated. */
typedef struct {
  const char *start;
  gsize length;
} Span;

const char *
safi_dmarc_policy_to_string (SafiDmarcPolicy self)
{
  return policies[self];
}

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static Span
trim (const char *start, const char *end)
{
  while (start < end && is_blank (*start))
    start++;
  while (start < end && is_blank (end[-1]))
    end--;
  return (Span){ start, (gsize) (end - start) };
}

static gboolean
equals (Span span, const char *word)
{
  return span.length == strlen (word) && g_ascii_strncasecmp (span.start, word, span.length) == 0;
}

static void
read_policy (Span value, SafiDmarcTag *tag, SafiDmarcPolicy *ret_policy)
{
  if (*tag != SAFI_DMARC_TAG_MISSING)
    return;
  *tag = SAFI_DMARC_TAG_INVALID;
  for (guint i = 0; i < G_N_ELEMENTS (policies); i++)
    if (equals (value, policies[i])) {
      *tag = SAFI_DMARC_TAG_VALID;
      *ret_policy = (SafiDmarcPolicy) i;
    }
}

/* A letter, then letters, digits, "+", "-" or "."; ":"; and something (RFC 3986, 3). */
static gboolean
is_uri (Span uri)
{
  gsize i = 0;

  if (uri.length == 0 || !g_ascii_isalpha (uri.start[0]))
    return FALSE;
  while (i < uri.length && (g_ascii_isalnum (uri.start[i]) || strchr ("+-.", uri.start[i]) != NULL))
    i++;
  if (i + 1 >= uri.length || uri.start[i] != ':')
    return FALSE;
  for (i++; i < uri.length; i++)
    if (uri.start[i] <= ' ' || uri.start[i] == 127)
      return FALSE;
  return TRUE;
}

static gboolean
has_uri (Span value)
{
  const char *end = value.start + value.length;

  for (const char *at = value.start; at < end;) {
    const char *comma = memchr (at, ',', (gsize) (end - at));
    const char *stop = comma != NULL ? comma : end;

    if (is_uri (trim (at, stop)))
      return TRUE;
    at = stop + 1;
  }
  return FALSE;
}

static void
read_psd (Span value, SafiDmarcPsd *ret_psd)
{
  if (equals (value, "y"))
    *ret_psd = SAFI_DMARC_PSD_YES;
  else if (equals (value, "n"))
    *ret_psd = SAFI_DMARC_PSD_NO;
}

/* Tags whose second appearance must not count. */
enum {
  ADKIM,
  ASPF,
  PSD,
  T,
  RUA,
  N_TAGS
};

static const char *const tag_names[N_TAGS] = { "adkim", "aspf", "psd", "t", "rua" };

static void
read_tag (SafiDmarcRecord *record, gboolean *seen, Span name, Span value)
{
  guint tag = 0;

  if (equals (name, "p"))
    read_policy (value, &record->p_tag, &record->p);
  else if (equals (name, "sp"))
    read_policy (value, &record->sp_tag, &record->sp);
  else if (equals (name, "np"))
    read_policy (value, &record->np_tag, &record->np);
  while (tag < N_TAGS && !equals (name, tag_names[tag]))
    tag++;
  if (tag == N_TAGS || seen[tag])
    return;
  seen[tag] = TRUE;
  if (tag == ADKIM)
    record->dkim_is_strict = equals (value, "s");
  else if (tag == ASPF)
    record->spf_is_strict = equals (value, "s");
  else if (tag == PSD)
    read_psd (value, &record->psd);
  else if (tag == T)
    record->is_test = equals (value, "y");
  else
    record->has_rua = has_uri (value);
}

static gboolean
is_version (Span name, Span value)
{
  return equals (name, "v") && value.length == 6 && memcmp (value.start, "DMARC1", 6) == 0;
}

gboolean
safi_dmarc_record_parse (const char *text, gsize length, SafiDmarcRecord *ret_record)
{
  SafiDmarcRecord record = { 0 };
  gboolean seen[N_TAGS] = { FALSE };
  const char *end = text + length;
  gboolean is_first = TRUE;

  if (length == 0)
    return FALSE;
  for (const char *at = text; at < end;) {
    const char *semicolon = memchr (at, ';', (gsize) (end - at));
    const char *stop = semicolon != NULL ? semicolon : end;
    const char *equal = memchr (at, '=', (gsize) (stop - at));
    Span name = trim (at, equal != NULL ? equal : stop);
    Span value = equal != NULL ? trim (equal + 1, stop) : (Span){ stop, 0 };

    if (is_first && !is_version (name, value))
      return FALSE;
    read_tag (&record, seen, name, value);
    is_first = FALSE;
    at = stop + 1;
  }
  *ret_record = record;
  return TRUE;
}

gboolean
safi_dmarc_record_is_usable (const SafiDmarcRecord *self)
{
  return self->has_rua ||
         (self->p_tag == SAFI_DMARC_TAG_VALID && self->sp_tag != SAFI_DMARC_TAG_INVALID &&
          self->np_tag != SAFI_DMARC_TAG_INVALID);
}

SafiDmarcPolicy
safi_dmarc_record_get_policy (const SafiDmarcRecord *self, gboolean is_below, gboolean is_missing)
{
  if (self->p_tag != SAFI_DMARC_TAG_VALID || self->sp_tag == SAFI_DMARC_TAG_INVALID ||
      self->np_tag == SAFI_DMARC_TAG_INVALID)
    return SAFI_DMARC_POLICY_NONE;
  if (is_below && is_missing && self->np_tag == SAFI_DMARC_TAG_VALID)
    return self->np;
  if (is_below && self->sp_tag == SAFI_DMARC_TAG_VALID)
    return self->sp;
  return self->p;
}
