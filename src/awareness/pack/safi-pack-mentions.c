/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "awareness/pack/safi-pack-mentions.h"

#include <string.h>

#include "awareness/country/safi-country.h"
#include "core/text/safi-look-alike.h"
#include "core/url/safi-domain.h"
#include "core/url/safi-links.h"
#include "core/url/safi-url.h"

#define BETWEEN_MAX 8 /* characters between two digits of one number */
#define AROUND_THE_CLOCK "24/7"

typedef struct {
  GPtrArray *found;    /* (element-type SafiMention) */
  GHashTable *seen;    /* kind and value */
  GHashTable *known;   /* skeleton of an authority's domain -> the domain */
  const char *context; /* of what is scanned now */
  gboolean is_hours;   /* so are hours */
} Scan;

static void
free_mention (SafiMention *self)
{
  if (self == NULL)
    return;
  g_free (self->value);
  g_free (self->context);
  g_free (self->like);
  g_free (self);
}

/* Returns: (transfer full) (nullable): whose domain @domain looks like without being it. */
static char *
find_like (Scan *self, const char *domain)
{
  g_autofree char *owner = safi_domain_get_registrable (domain);
  g_autofree char *skeleton = safi_domain_get_skeleton (*owner != '\0' ? owner : domain);
  const char *known = g_hash_table_lookup (self->known, skeleton);

  return known != NULL && !g_str_equal (known, owner) ? g_strdup (known) : NULL;
}

/* @value: (transfer full). */
static void
add (Scan *self, SafiMentionKind kind, char *value)
{
  SafiMention *mention;

  if (*value == '\0' || self->found->len > SAFI_PACK_MENTIONS_MAX ||
      !g_hash_table_add (self->seen, g_strdup_printf ("%d%s", kind, value))) {
    g_free (value);
    return;
  }
  mention = g_new0 (SafiMention, 1);
  mention->kind = kind;
  mention->value = value;
  mention->context = g_strdup (self->context);
  mention->like = kind == SAFI_MENTION_DOMAIN ? find_like (self, value) : NULL;
  g_ptr_array_add (self->found, mention);
}

static void
add_recording (Scan *self, const SafiPackRecording *recording)
{
  const guint n_before = self->found->len;

  add (self, SAFI_MENTION_RECORDING, g_strdup (recording->file));
  if (self->found->len > n_before)
    ((SafiMention *) self->found->pdata[n_before])->recording = recording;
}

static gboolean
is_digit (gunichar c)
{
  const GUnicodeType type = g_unichar_type (c);

  return type == G_UNICODE_DECIMAL_NUMBER || type == G_UNICODE_OTHER_NUMBER;
}

/* What can stand between the digits of one number: whatever is no letter, and the mask of a digit.
 * Two numbers may come out as one; none goes unseen. */
static gboolean
is_between (gunichar c)
{
  return c == 'X' || c == 'x' || !g_unichar_isalpha (c);
}

/* Of hours only this is surely no number, if it stands alone: what could be dialled is never left
 * out, and times of a day could spell it. */
static gboolean
is_around_the_clock (Scan *self, const char *start, const char *end)
{
  return self->is_hours && (gsize) (end - start) == strlen (AROUND_THE_CLOCK) &&
         g_str_has_prefix (start, AROUND_THE_CLOCK);
}

/* Reads on from @start, where a number may begin. Returns: where it ends. */
static const char *
scan_number (Scan *self, const char *start)
{
  const char *end = start;
  guint n_digits = 0;
  guint n_between = 0;

  for (const char *p = start; *p != '\0' && n_between <= BETWEEN_MAX; p = g_utf8_next_char (p)) {
    const gunichar c = g_utf8_get_char (p);

    n_between++;
    if (is_digit (c)) {
      n_digits++;
      n_between = 0;
    } else if (!is_between (c)) {
      break;
    }
    if (is_digit (c) || ((c == '*' || c == '#') && end == p))
      end = g_utf8_next_char (p); /* a code may end so: *100# */
  }
  if (n_digits >= SAFI_MENTION_DIGITS_MIN && !is_around_the_clock (self, start, end))
    add (self, SAFI_MENTION_NUMBER, g_strndup (start, (gsize) (end - start)));
  return end;
}

static void
scan_numbers (Scan *self, const char *text)
{
  const char *p = text;

  while (*p != '\0') {
    const gunichar c = g_utf8_get_char (p);

    if (is_digit (c) || c == '+' || c == '*' || c == '#') {
      const char *end = scan_number (self, p);

      p = end > p ? end : g_utf8_next_char (p);
    } else {
      p = g_utf8_next_char (p);
    }
  }
}

static gboolean
ends_address (gunichar c)
{
  return g_unichar_isspace (c) || (c < 128 && strchr ("<>()[]\",;:", (int) c) != NULL);
}

/* @at: an "@" in @text. */
static void
scan_address (Scan *self, const char *text, const char *at)
{
  const char *start = at;
  const char *end = at + 1;

  for (const char *p = g_utf8_find_prev_char (text, at);
       p != NULL && !ends_address (g_utf8_get_char (p)); p = g_utf8_find_prev_char (text, p))
    start = p;
  while (*end != '\0' && !ends_address (g_utf8_get_char (end)))
    end = g_utf8_next_char (end);
  while (end > at + 1 && end[-1] == '.')
    end--;
  if (start < at && end > at + 1)
    add (self, SAFI_MENTION_ADDRESS, g_strndup (start, (gsize) (end - start)));
  /* Where its mail goes is a place, too. */
  if (end > at + 1) {
    g_autofree char *host = g_strndup (at + 1, (gsize) (end - at) - 1);

    add (self, SAFI_MENTION_DOMAIN, safi_domain_normalise (host));
  }
}

static void
scan_links (Scan *self, const char *text)
{
  g_autoptr (GPtrArray) links = g_ptr_array_new_with_free_func ((GDestroyNotify) safi_link_free);

  safi_links_find (text, 0, links);
  for (guint i = 0; i < links->len; i++)
    add (self, SAFI_MENTION_DOMAIN, g_strdup (((SafiLink *) links->pdata[i])->host));
}

/* Domains know these dots, too (UTS 46). */
static gboolean
is_dot (gunichar c)
{
  return c == 0x3002 || c == 0xff0e || c == 0xff61;
}

/* As somebody reads and types it: without what has no picture of its own, and in the usual forms.
 * Returns: (transfer full). */
static char *
read_as_seen (const char *text)
{
  g_autoptr (GString) seen = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    const gunichar c = g_utf8_get_char (p);

    if (!safi_is_invisible (c))
      g_string_append_unichar (seen, is_dot (c) ? '.' : c);
  }
  return g_utf8_normalize (seen->str, (gssize) seen->len, G_NORMALIZE_NFKC);
}

static void
scan_text (Scan *self, const char *text)
{
  g_autofree char *seen = text != NULL ? read_as_seen (text) : NULL;

  if (seen == NULL)
    return;
  scan_numbers (self, seen);
  for (const char *at = strchr (seen, '@'); at != NULL; at = strchr (at + 1, '@'))
    scan_address (self, seen, at);
  scan_links (self, seen);
}

static void
scan_list (Scan *self, GPtrArray *texts)
{
  for (guint i = 0; i < texts->len; i++)
    scan_text (self, texts->pdata[i]);
}

static void
scan_example (Scan *self, const SafiExample *example)
{
  scan_text (self, example->from);
  scan_text (self, example->subject);
  scan_list (self, example->text);
}

static void
scan_tip (Scan *self, const SafiTip *tip)
{
  self->context = tip->title;
  scan_text (self, tip->title);
  scan_text (self, tip->sentence);
  scan_text (self, tip->more);
  scan_list (self, tip->signs);
  scan_list (self, tip->steps);
  scan_example (self, &tip->scam);
  scan_example (self, &tip->real);
  scan_text (self, tip->tell);
  if (tip->recording != NULL)
    add_recording (self, tip->recording);
}

/* A number of the list counts as one however short it is. */
static void
scan_fact (Scan *self, const SafiCountryFact *fact)
{
  self->context = fact->body;
  if (fact->kind == SAFI_VALUE_SHORT_CODE || fact->kind == SAFI_VALUE_PHONE)
    add (self, SAFI_MENTION_NUMBER, g_strdup (fact->value));
  else
    scan_text (self, fact->value);
  if (fact->kind == SAFI_VALUE_URL)
    add (self, SAFI_MENTION_DOMAIN, safi_url_get_host (fact->value));
}

static void
scan_words_of_fact (Scan *self, const SafiCountryFact *fact)
{
  self->context = fact->body;
  scan_text (self, fact->body);
  scan_text (self, fact->only_of);
  self->is_hours = TRUE;
  scan_text (self, fact->hours);
  self->is_hours = FALSE;
  scan_text (self, fact->cost);
  scan_text (self, fact->source);
}

static void
scan_texts (Scan *self, const SafiPackTexts *texts)
{
  self->context = "";
  scan_text (self, texts->name);
  scan_text (self, texts->from);
  scan_text (self, texts->about);
  for (guint i = 0; i < texts->numbers->len; i++)
    scan_words_of_fact (self, texts->numbers->pdata[i]);
  for (guint i = 0; i < texts->tips->len; i++)
    scan_tip (self, texts->tips->pdata[i]);
  for (guint i = 0; i < texts->days->len; i++) {
    const SafiPackDay *day = texts->days->pdata[i];

    self->context = day->title;
    scan_text (self, day->title);
    scan_text (self, day->sentence);
  }
}

/* Returns: (transfer full): what the domains of authorities look like. */
static GHashTable *
collect_known (void)
{
  GHashTable *known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GPtrArray *facts = safi_country_list_facts ();

  for (guint i = 0; i < facts->len; i++) {
    const SafiCountryFact *fact = facts->pdata[i];
    g_autofree char *host = fact->kind == SAFI_VALUE_URL ? safi_url_get_host (fact->value) : NULL;
    char *owner = host != NULL ? safi_domain_get_registrable (host) : NULL;

    if (owner != NULL && *owner != '\0')
      g_hash_table_insert (known, safi_domain_get_skeleton (owner), owner);
    else
      g_free (owner);
  }
  return known;
}

GPtrArray *
safi_pack_list_mentions (const SafiPack *pack)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) known = collect_known ();
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) free_mention);
  const SafiPackTexts *first = pack->texts->pdata[0];
  Scan scan = { .found = found, .seen = seen, .known = known, .context = "" };

  for (guint i = 0; i < first->numbers->len; i++)
    scan_fact (&scan, first->numbers->pdata[i]);
  for (guint i = 0; i < pack->texts->len; i++)
    scan_texts (&scan, pack->texts->pdata[i]);
  return found;
}
