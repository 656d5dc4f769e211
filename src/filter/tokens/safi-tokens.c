/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "filter/tokens/safi-tokens.h"

#include <string.h>

#include "core/url/safi-domain.h"
#include "filter/tokens/safi-plain-word.h"
#include "filter/tokens/safi-siphash.h"
#include "filter/tokens/safi-tokens-private.h"

/* So many single letters one after the other are a word that was spaced out. */
#define SPACED_LETTERS_MIN 4
/* Where all words are spaced out nothing tells one from the next: pieces of so many letters. */
#define SPACED_LETTERS_MAX 20

/* Single letters that follow one another with the same sign between them. */
typedef struct {
  const char *start;
  const char *end; /* after the last letter */
  gsize n;         /* letters */
} Spaced;

typedef struct {
  SafiTokens *tokens;
  SafiTranscript *whole;
  SafiTranscript *text; /* (nullable): in the header */
  const guint8 *key;
  const char *field; /* (nullable) */
  guint64 salt;      /* hash of the field's name: one word in two fields is two words */
  gboolean is_readable;
  Spaced spaced;
} Reader;

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

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (name, names[i]) == 0)
      return TRUE;
  return FALSE;
}

static void
add_token (Reader *reader, guint64 hash, const char *start, gsize length)
{
  SafiToken token = { .hash = hash ^ reader->salt,
                      .field = reader->field,
                      .start = start,
                      .length = length,
                      .is_readable = reader->is_readable };

  if (reader->tokens->tokens->len < SAFI_TOKENS_MAX)
    g_array_append_val (reader->tokens->tokens, token);
}

/* A fact about the message that no word says, such as the media type of a part. */
static void
add_fact (Reader *reader, const char *name, const char *value)
{
  g_autofree char *fact = g_strconcat (name, ":", value, NULL);

  add_token (reader, safi_siphash (reader->key, fact, strlen (fact)), NULL, 0);
}

/* Words and what stands between them, as letters of the last word. */
static void
add_letters (Reader *reader, const char *start, gsize length)
{
  const guint n = reader->tokens->tokens->len;

  safi_transcript_add (reader->whole, n > 0 ? n - 1 : 0, start, length);
  if (reader->text != NULL)
    safi_transcript_add (reader->text, n > 0 ? n - 1 : 0, start, length);
}

/* @start, @length: where the word stands in the message. */
static void
add_plain_word (Reader *reader, const SafiPlainWord *word, const char *start, gsize length)
{
  SafiPlainWord folded = *word;

  /* What programs write is the same letter for letter; what people write is not. The strings of
   * letters keep how it is written. */
  if (reader->text != NULL)
    safi_plain_word_fold (&folded);
  if (folded.length == 0)
    return;
  add_token (reader, safi_siphash (reader->key, folded.octets, folded.length), start, length);
  add_letters (reader, word->octets, word->length);
  if (word->is_disguised)
    add_fact (reader, "disguise", "letters");
}

static void
add_one_word (Reader *reader, const char *start, gsize length)
{
  SafiPlainWord word;

  safi_plain_word_read (&word, start, length);
  add_plain_word (reader, &word, start, length);
}

/* Adds the single letters that were held back: "V i a g r a" is one word, "a b" are two. */
static void
end_spaced (Reader *reader)
{
  const Spaced spaced = reader->spaced;

  reader->spaced.n = 0;
  if (spaced.n >= SPACED_LETTERS_MIN) {
    SafiPlainWord word;

    safi_plain_word_read_spaced (&word, spaced.start, (gsize) (spaced.end - spaced.start));
    add_plain_word (reader, &word, spaced.start, (gsize) (spaced.end - spaced.start));
    add_fact (reader, "disguise", "spaced");
    return;
  }
  for (const char *at = spaced.start; spaced.n > 0 && at < spaced.end;) {
    const char *next = g_utf8_next_char (at);

    if (at != spaced.start)
      add_letters (reader, at - 1, 1);
    add_one_word (reader, at, (gsize) (next - at));
    at = next + 1;
  }
}

static gboolean
is_single_letter (const char *word, gsize length)
{
  return g_utf8_next_char (word) == word + length && g_unichar_isalpha (g_utf8_get_char (word));
}

/* Letters of scripts without spaces stand alone anyway. */
static void
add_word (Reader *reader, const char *gap, const char *start, gsize length)
{
  Spaced *spaced = &reader->spaced;
  const gboolean may_join =
      is_single_letter (start, length) && !safi_stands_alone (g_utf8_get_char (start));

  if (spaced->n > 0 && (!may_join || start != spaced->end + 1 || spaced->n == SPACED_LETTERS_MAX ||
                        (spaced->n > 1 && *spaced->end != *g_utf8_next_char (spaced->start))))
    end_spaced (reader);
  if (!may_join) {
    add_letters (reader, gap, (gsize) (start - gap));
    add_one_word (reader, start, length);
    return;
  }
  if (spaced->n++ == 0) {
    add_letters (reader, gap, (gsize) (start - gap));
    spaced->start = start;
  }
  spaced->end = start + length;
}

static gboolean
is_separator (gunichar c)
{
  if (c < 0x80)
    return c <= ' ' || c == 0x7f || strchr ("<>()[],;\"", (int) c) != NULL;
  return g_unichar_isspace (c) || g_unichar_ispunct (c);
}

static void
add_words (Reader *reader, const char *text, gsize length)
{
  const char *end = text + length;
  const char *word = NULL; /* where the word began that is being read */
  const char *gap = text;  /* where the last word ended */
  gboolean last_was_long = FALSE;

  for (const char *at = text; at <= end;) {
    const gunichar c = at < end ? g_utf8_get_char (at) : ' ';
    const char *next = at < end ? g_utf8_next_char (at) : at + 1;
    const gboolean alone = safi_stands_alone (c);

    if (word != NULL && (alone || is_separator (c))) {
      const gboolean is_long = at - word >= SAFI_PLAIN_WORD_MAX;

      if (!is_long || !last_was_long)
        add_word (reader, gap, word, (gsize) (at - word));
      last_was_long = is_long;
      word = NULL;
      gap = at;
    } else if (word == NULL && !alone && !is_separator (c)) {
      word = at;
    }
    if (alone) {
      add_word (reader, gap, at, (gsize) (next - at));
      gap = next;
    }
    at = next;
  }
  end_spaced (reader);
  add_letters (reader, gap, (gsize) (end - gap));
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
    const gsize name = strlen (header->name);
    gsize length;

    if (is_local_field (header->name))
      continue;
    length = cut (header->value, left);
    left -= length;
    reader->field = header->name;
    reader->is_readable = g_ascii_strcasecmp (header->name, "Subject") == 0 ||
                          g_ascii_strcasecmp (header->name, "From") == 0;
    /* The name itself is a word: which fields there are, in which order, tells the program. */
    reader->salt = safi_siphash (reader->key, header->name, name);
    add_token (reader, 0, header->name, 0);
    add_letters (reader, header->name, name);
    add_letters (reader, ": ", 2);
    add_words (reader, header->value, length);
    add_letters (reader, "\n", 1);
  }
}

/* Of a long text the beginning and the end are read: whoever writes good words above a scam would
 * else push all of it out. */
static void
add_both_ends (Reader *reader, const char *text)
{
  const gsize length = strlen (text);
  const char *tail = text + length - SAFI_TOKENS_TAIL_MAX;

  if (length <= SAFI_TOKENS_TEXT_MAX) {
    add_words (reader, text, length);
    return;
  }
  add_words (reader, text, cut (text, SAFI_TOKENS_TEXT_MAX - SAFI_TOKENS_TAIL_MAX));
  while (((guchar) *tail & 0xc0) == 0x80)
    tail++;
  add_words (reader, tail, strlen (tail));
}

static void
add_text (Reader *reader, SafiMessage *message, SafiTranscript *transcript)
{
  const char *text = safi_message_get_text (message);

  reader->field = NULL;
  reader->salt = 0;
  reader->is_readable = TRUE;
  add_letters (reader, "\n", 1);
  reader->text = transcript;
  add_both_ends (reader, text);
  reader->is_readable = FALSE;
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

/* Returns: (transfer full) (nullable): whose computer handed it over. Anybody can give an address
 * any name, so one that is known not to lead back is left out. */
static char *
find_relay (const SafiAuthResult *auth)
{
  const SafiAuthRow *way_back = safi_auth_result_find (auth, SAFI_AUTH_METHOD_IPREV);
  g_autofree char *name = safi_domain_normalise (auth->rdns);

  if (*auth->ip == '\0' || (way_back != NULL && way_back->code != SAFI_AUTH_PASS))
    return NULL;
  return safi_domain_get_registrable (name);
}

/* What a sender cannot choose freely: who proved himself, and through whom it came. */
static void
add_auth (Reader *reader, const SafiAuthResult *auth)
{
  g_autofree char *relay = find_relay (auth);

  add_fact (reader, "auth:identity", safi_identity_to_string (auth->identity));
  if (*auth->domain != '\0')
    add_fact (reader, "auth:d", auth->domain);
  if (relay != NULL && *relay != '\0')
    add_fact (reader, "auth:relay", relay);
}

SafiTokens *
safi_tokens_new_with_auth (SafiMessage *message, const SafiAuthResult *auth, const guint8 *key)
{
  SafiTokens *self = g_new (SafiTokens, 1);
  SafiTranscript whole, text;
  Reader reader = { .tokens = self, .whole = &whole, .key = key };

  self->tokens = g_array_sized_new (FALSE, FALSE, sizeof (SafiToken), 512);
  whole.n = text.n = 0;
  whole.limit = SAFI_GRAMS_HEADER_MAX;
  text.limit = SAFI_GRAMS_TEXT_MAX;
  add_headers (&reader, message);
  whole.limit = SAFI_GRAMS_WHOLE_MAX;
  add_text (&reader, message, &text);
  add_links (&reader, message);
  add_attachments (&reader, message);
  add_structure (&reader, message);
  if (auth != NULL)
    add_auth (&reader, auth);
  safi_tokens_add_features (self);
  safi_tokens_add_grams (self, SAFI_GRAMS_WHOLE, &whole, key);
  safi_tokens_add_grams (self, SAFI_GRAMS_TEXT, &text, key);
  return self;
}

SafiTokens *
safi_tokens_new (SafiMessage *message, const guint8 *key)
{
  return safi_tokens_new_with_auth (message, NULL, key);
}

void
safi_tokens_free (SafiTokens *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->tokens);
  g_array_unref (self->features);
  g_array_unref (self->feature_tokens);
  for (guint kind = 0; kind < SAFI_N_GRAM_KINDS; kind++) {
    g_array_unref (self->grams[kind]);
    g_array_unref (self->gram_tokens[kind]);
  }
  g_free (self);
}
