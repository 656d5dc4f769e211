/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "filter/safi-tokens.h"

#include <string.h>

#include "filter/safi-siphash.h"

/* Longer runs without white space are encoded data; neighbours of this sort count as one. */
#define WORD_OCTETS_MAX 60

/* A line of so many equal signs ends the text proper, if it is among the last lines. */
#define RULE_MIN 8
#define FOOTER_LINES 14

typedef struct {
  SafiTokens *tokens;
  const guint8 *key;
  const char *field; /* (nullable) */
  guint64 salt;      /* hash of the field's name: one word in two fields is two words */
  SafiRegion region;
  gboolean is_readable;
} Reader;

static gboolean
is_one_of (const char *name, const char *const *names, guint n_names)
{
  for (guint i = 0; i < n_names; i++)
    if (g_ascii_strcasecmp (name, names[i]) == 0)
      return TRUE;
  return FALSE;
}

/* Fields that a mail program or another filter adds after delivery: the same message would not look
 * the same when it is taught. */
static gboolean
is_local_field (const char *name)
{
  static const char *const names[] = {
    "Status",           "X-Status",         "X-Keywords", "X-UID",
    "X-UIDL",           "Content-Length",   "Lines",      "X-Mozilla-Keys",
    "X-Mozilla-Status", "X-Mozilla-Status2"
  };

  return is_one_of (name, names, G_N_ELEMENTS (names));
}

static SafiRegion
get_region (const char *name)
{
  static const char *const written[] = { "From",
                                         "Subject",
                                         "Reply-To",
                                         "To",
                                         "Cc",
                                         "Sender",
                                         "Content-Type",
                                         "MIME-Version",
                                         "Content-Transfer-Encoding",
                                         "X-Mailer",
                                         "User-Agent",
                                         "X-Priority",
                                         "List-Id",
                                         "List-Unsubscribe",
                                         "In-Reply-To",
                                         "References" };

  return is_one_of (name, written, G_N_ELEMENTS (written)) ? SAFI_REGION_WRITTEN
                                                           : SAFI_REGION_TRANSPORT;
}

static guint64
hash_lower (const Reader *reader, const char *start, gsize length)
{
  char lower[WORD_OCTETS_MAX];
  const gsize n = MIN (length, sizeof lower);

  for (gsize i = 0; i < n; i++)
    lower[i] =
        reader->field == NULL && g_ascii_isdigit (start[i]) ? '0' : g_ascii_tolower (start[i]);
  return safi_siphash (reader->key, lower, n) ^ reader->salt;
}

static void
add_token (Reader *reader, const char *start, gsize length)
{
  while (length > 1 && strchr (".!'#%", start[length - 1]) != NULL)
    length--;
  SafiToken token = { .hash = hash_lower (reader, start, length),
                      .field = reader->field,
                      .start = start,
                      .length = length,
                      .region = reader->region,
                      .is_readable = reader->is_readable };

  if (reader->tokens->tokens->len < SAFI_TOKENS_MAX)
    g_array_append_val (reader->tokens->tokens, token);
}

/* A fact about the message that no word says, such as the media type of a part. */
static void
add_fact (Reader *reader, const char *name, const char *value)
{
  g_autofree char *fact = g_strconcat (name, ":", value, NULL);
  SafiToken token = { .hash = safi_siphash (reader->key, fact, strlen (fact)) };

  if (reader->tokens->tokens->len < SAFI_TOKENS_MAX)
    g_array_append_val (reader->tokens->tokens, token);
}

static gboolean
is_separator (gunichar c)
{
  if (c < 0x80)
    return c <= ' ' || strchr ("<>()[]\",;:=@/?&|*_~`{}\\", (int) c) != NULL;
  return g_unichar_isspace (c) || g_unichar_ispunct (c);
}

/* Scripts without spaces: each character is a word, so that the pairs are pairs of characters. */
static gboolean
stands_alone (gunichar c)
{
  if (c < 0x0e00)
    return FALSE;
  return (c <= 0x0eff) || (c >= 0x1000 && c <= 0x109f) || (c >= 0x1780 && c <= 0x17ff) ||
         (c >= 0x3040 && c <= 0x30ff) || (c >= 0x3400 && c <= 0x9fff) ||
         (c >= 0x20000 && c <= 0x3ffff);
}

static void
add_words (Reader *reader, const char *text, gsize length)
{
  const char *end = text + length;
  const char *word = NULL;
  gboolean last_was_long = FALSE;

  for (const char *at = text; at <= end;) {
    const gunichar c = at < end ? g_utf8_get_char (at) : ' ';
    const char *next = at < end ? g_utf8_next_char (at) : at + 1;
    const gboolean alone = stands_alone (c);

    if (word != NULL && (alone || is_separator (c))) {
      const gboolean is_long = at - word >= WORD_OCTETS_MAX;

      if (!is_long || !last_was_long)
        add_token (reader, word, is_long ? WORD_OCTETS_MAX : at - word);
      last_was_long = is_long;
      word = NULL;
    } else if (word == NULL && !alone && !is_separator (c)) {
      word = at;
    }
    if (alone)
      add_token (reader, at, next - at);
    at = next;
  }
}

/* The last octet before @max that begins a character. */
static gsize
cut (const char *text, gsize max)
{
  const gsize length = strnlen (text, max + 1);
  gsize n = MIN (length, max);

  if (length <= max)
    return length;
  while (n > 0 && ((guchar) text[n] & 0xc0) == 0x80)
    n--;
  return n;
}

static void
add_headers (Reader *reader, SafiMessage *message)
{
  GPtrArray *headers = safi_message_get_headers (message);
  gsize left = SAFI_TOKENS_HEADER_MAX;

  for (guint i = 0; i < headers->len && left > 0; i++) {
    const SafiHeader *header = g_ptr_array_index (headers, i);
    gsize length;

    if (is_local_field (header->name))
      continue;
    length = cut (header->value, left);
    left -= length;
    reader->field = header->name;
    reader->region = get_region (header->name);
    reader->salt = 0;
    reader->salt = hash_lower (reader, header->name, strlen (header->name));
    reader->is_readable = g_ascii_strcasecmp (header->name, "Subject") == 0 ||
                          g_ascii_strcasecmp (header->name, "From") == 0;
    /* The name itself is a word: which fields there are, in which order, tells the program. */
    add_token (reader, header->name, 0);
    add_words (reader, header->value, length);
  }
}

static gboolean
is_rule (const char *line, gsize length)
{
  gsize n = 0;

  if (length == 3 && strncmp (line, "-- ", 3) == 0)
    return TRUE;
  while (n < length && line[n] == line[0])
    n++;
  return n >= RULE_MIN && strchr ("_-=*#~", line[0]) != NULL;
}

/* Where the footer begins that list servers and mail programs put under a text: at a rule among the
 * last lines. Such lines tell the route, not what the message wants. */
static gsize
find_footer (const char *text, gsize length)
{
  gsize end = length;
  gsize footer = length;

  for (guint lines = 0; end > 0 && lines < FOOTER_LINES; lines++) {
    const char *newline = memrchr (text, '\n', end);
    const gsize start = newline != NULL ? (gsize) (newline - text) + 1 : 0;

    if (end > start && is_rule (text + start, end - start))
      footer = start;
    end = start > 0 ? start - 1 : 0;
  }
  return footer;
}

static void
add_text (Reader *reader, SafiMessage *message)
{
  const char *text = safi_message_get_text (message);
  const gsize whole = strlen (text);
  const gsize footer = find_footer (text, whole);
  const gsize length = cut (text, SAFI_TOKENS_TEXT_MAX);

  reader->field = NULL;
  reader->salt = 0;
  reader->region = SAFI_REGION_TEXT;
  reader->is_readable = TRUE;
  add_words (reader, text, MIN (length, footer));
  if (footer >= length)
    return;
  reader->region = SAFI_REGION_FOOTER;
  add_words (reader, text + footer, length - footer);
}

static void
add_links (Reader *reader, SafiMessage *message)
{
  static const char *const types[] = { "anchor", "text", "form", "image" };
  GPtrArray *links = safi_message_get_links (message);
  const char *last = "";

  for (guint i = 0; i < links->len; i++) {
    const SafiLink *link = g_ptr_array_index (links, i);

    if (g_str_equal (link->host, last))
      continue;
    last = link->host;
    add_fact (reader, "link", types[link->type]);
    add_fact (reader, "host", link->host);
    add_fact (reader, "registrable", link->registrable);
  }
}

static void
add_attachments (Reader *reader, SafiMessage *message)
{
  GPtrArray *attachments = safi_message_get_attachments (message);

  for (guint i = 0; i < attachments->len; i++) {
    const SafiAttachment *attachment = g_ptr_array_index (attachments, i);
    const char *dot = attachment->name != NULL ? strrchr (attachment->name, '.') : NULL;

    add_fact (reader, "media", attachment->media_type);
    add_fact (reader, "extension", dot != NULL ? dot + 1 : "");
  }
}

static void
add_structure (Reader *reader, SafiMessage *message)
{
  const SafiStructure *structure = safi_message_get_structure (message);
  /* The first two attempts to hide something weigh more than the tenth: powers of two. */
  g_autofree char *images = g_strdup_printf ("%u", g_bit_storage (structure->n_images));
  g_autofree char *hidden = g_strdup_printf ("%u", g_bit_storage (structure->hidden_octets));
  g_autofree char *parts = g_strdup_printf ("%u", g_bit_storage (structure->n_parts));
  const char *form = structure->has_html ? structure->has_plain ? "both" : "html" : "plain";

  add_fact (reader, "form", form);
  add_fact (reader, "parts", parts);
  add_fact (reader, "images", images);
  add_fact (reader, "hidden", hidden);
}

/* Each word, and its pairs with its predecessors (orthogonal sparse bigrams: Siefkes, Assis,
 * Chhabra and Yerazunis, PKDD 2004); each once. */
static void
make_features (SafiTokens *self)
{
  const guint n = self->tokens->len;
  const gsize capacity = (gsize) 1 << g_bit_storage (n * (SAFI_TOKENS_WINDOW + 1) * 2);
  g_autofree guint64 *seen = g_new0 (guint64, capacity);
  const guint64 outside = G_GUINT64_CONSTANT (0x5afe); /* the words before the first one */

  for (guint i = 0; i < n; i++)
    for (guint distance = 0; distance <= SAFI_TOKENS_WINDOW; distance++) {
      const SafiToken *token = &g_array_index (self->tokens, SafiToken, i);
      const guint64 before = distance == 0 || i < distance
                                 ? outside
                                 : g_array_index (self->tokens, SafiToken, i - distance).hash;
      /* 0 marks an empty slot. */
      SafiFeature feature = { safi_hash_mix (token->hash, before, distance) | 1, i, distance,
                              token->region };
      gsize slot = (feature.hash >> 8) & (capacity - 1);

      while (seen[slot] != 0 && seen[slot] != feature.hash)
        slot = (slot + 1) & (capacity - 1);
      if (seen[slot] == feature.hash)
        continue;
      seen[slot] = feature.hash;
      g_array_append_val (self->features, feature);
    }
}

SafiTokens *
safi_tokens_new (SafiMessage *message, const guint8 *key)
{
  SafiTokens *self = g_new (SafiTokens, 1);
  Reader reader = { .tokens = self, .key = key };

  self->tokens = g_array_sized_new (FALSE, FALSE, sizeof (SafiToken), 512);
  self->features = g_array_sized_new (FALSE, FALSE, sizeof (SafiFeature), 2048);
  add_headers (&reader, message);
  add_text (&reader, message);
  add_links (&reader, message);
  add_attachments (&reader, message);
  add_structure (&reader, message);
  make_features (self);
  return self;
}

void
safi_tokens_free (SafiTokens *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->tokens);
  g_array_unref (self->features);
  g_free (self);
}
