/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/report/safi-eraser.h"

#include <string.h>

#include "core/report/safi-redact.h"
#include "core/text/safi-text.h"
#include "core/url/safi-domain.h"
#include "core/url/safi-links.h"
#include "core/url/safi-url.h"

struct _SafiEraser {
  const SafiErasedWords *words;
  GPtrArray *addresses; /* (element-type utf8) */
  GHashTable *names;    /* (element-type utf8): folded words */
};

/* Octets of a text that something else takes the place of. */
typedef struct {
  gsize start;
  gsize end;
  gsize at; /* where @instead stands in the result */
  char *instead;
} Cut;

static void
clear_cut (gpointer data)
{
  g_free (((Cut *) data)->instead);
}

static void
add_cut (GArray *cuts, gsize start, gsize end, const char *instead)
{
  const Cut cut = { start, end, 0, g_strdup (instead) };

  g_array_append_val (cuts, cut);
}

static void
add_name (SafiEraser *self, const char *text, gsize length)
{
  if (g_utf8_strlen (text, (gssize) length) < SAFI_ERASER_NAME_MIN ||
      g_hash_table_size (self->names) >= SAFI_ERASER_NAMES_MAX)
    return;
  g_hash_table_add (self->names, safi_text_fold (text, (gssize) length));
}

static void
add_names (SafiEraser *self, const char *text)
{
  g_autoptr (SafiWordIter) words = safi_word_iter_new (text, (gssize) strlen (text));
  SafiWord word;

  while (safi_word_iter_next (words, &word))
    add_name (self, word.start, word.length);
}

/* amina.hassan-77@practice.example: amina, hassan. */
static void
add_names_of_address (SafiEraser *self, const char *address)
{
  const char *at = strrchr (address, '@');
  g_autofree char *local = g_strndup (address, at != NULL ? (gsize) (at - address) : 0);

  g_strdelimit (local, "._-+0123456789", ' ');
  add_names (self, local);
}

static void
collect_names (SafiEraser *self, SafiMessage *message)
{
  static const char *const fields[] = { "To", "Cc" };

  for (guint i = 0; i < self->addresses->len; i++)
    add_names_of_address (self, self->addresses->pdata[i]);
  for (guint i = 0; message != NULL && i < G_N_ELEMENTS (fields); i++) {
    GPtrArray *found = safi_message_get_addresses (message, fields[i]);

    for (guint j = 0; j < found->len; j++) {
      const SafiAddress *address = found->pdata[j];

      if (address->name != NULL)
        add_names (self, address->name);
    }
  }
}

SafiEraser *
safi_eraser_new (SafiMessage *message, const char *const *own, const SafiErasedWords *words)
{
  SafiEraser *self = g_new0 (SafiEraser, 1);

  self->words = words;
  self->addresses = safi_redact_collect (message, own);
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  collect_names (self, message);
  return self;
}

void
safi_eraser_free (SafiEraser *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->addresses);
  g_hash_table_unref (self->names);
  g_free (self);
}

void
safi_eraser_spare (SafiEraser *self, const char *text)
{
  g_autofree char *apart = g_strdelimit (g_strdup (text), "@._-+0123456789", ' ');
  g_autoptr (SafiWordIter) words = safi_word_iter_new (apart, (gssize) strlen (apart));
  SafiWord word;

  while (safi_word_iter_next (words, &word)) {
    g_autofree char *folded = safi_text_fold (word.start, (gssize) word.length);

    g_hash_table_remove (self->names, folded);
  }
}

gboolean
safi_eraser_is_name (SafiEraser *self, const char *word, gsize length)
{
  g_autofree char *folded = safi_text_fold (word, (gssize) length);

  return g_hash_table_contains (self->names, folded);
}

gboolean
safi_eraser_is_code (const char *word, gsize length)
{
  gsize n_digits = 0, n_letters = 0;

  for (gsize i = 0; i < length; i++) {
    n_digits += g_ascii_isdigit (word[i]) != 0;
    n_letters += g_ascii_isalpha (word[i]) != 0;
  }
  return length >= SAFI_ERASER_LETTERS_MIN ||
         (length >= SAFI_ERASER_TOKEN_MIN && n_digits >= 2 && n_letters > 0);
}

char *
safi_eraser_run_host (SafiEraser *self, const char *host)
{
  g_autofree char *owner = safi_domain_get_registrable (host);
  const gsize below =
      *owner != '\0' && strlen (host) > strlen (owner) ? strlen (host) - strlen (owner) - 1 : 0;
  g_autofree char *front = g_strndup (host, below);
  g_auto (GStrv) labels = g_strsplit (front, ".", -1);

  if (below == 0)
    return g_strdup (host);
  for (guint i = 0; labels[i] != NULL; i++)
    if (safi_eraser_is_code (labels[i], strlen (labels[i])) ||
        safi_eraser_is_name (self, labels[i], strlen (labels[i]))) {
      g_free (labels[i]);
      labels[i] = g_strdup ("x");
    }
  g_free (front);
  front = g_strjoinv (".", labels);
  return g_strconcat (front, ".", owner, NULL);
}

/* Returns: (transfer full): where @link leads, and no more. */
static char *
write_link (SafiEraser *self, const SafiLink *link)
{
  const gsize scheme = safi_url_measure_scheme (link->target);
  g_autofree char *host = safi_eraser_run_host (self, link->host);

  if (*link->host == '\0')
    return g_strdup (self->words->address);
  return g_strdup_printf ("%.*s//%s/", (int) scheme, link->target, host);
}

/* Returns: octets of the text that were read. */
static gsize
cut_some_links (SafiEraser *self, const char *text, gsize from, GArray *cuts)
{
  g_autoptr (GPtrArray) links = g_ptr_array_new_with_free_func ((GDestroyNotify) safi_link_free);
  const gboolean is_all = safi_links_find (text, from, links);
  gsize end = from;

  for (guint i = 0; i < links->len; i++) {
    const SafiLink *link = links->pdata[i];
    g_autofree char *instead = write_link (self, link);

    end = link->start + link->length;
    add_cut (cuts, link->start, end, instead);
  }
  return is_all ? strlen (text) : end;
}

static void
cut_links (SafiEraser *self, const char *text, GArray *cuts)
{
  const gsize length = strlen (text);

  for (gsize from = 0; from < length;)
    from = cut_some_links (self, text, from, cuts);
}

/* What is longer than any address of the web that people use. */
static void
cut_endless_words (SafiEraser *self, const char *text, GArray *cuts)
{
  gsize start = 0;

  while (text[start] != '\0') {
    gsize end = start;

    while (g_ascii_isgraph (text[end]))
      end++;
    if (end - start >= SAFI_ERASER_WORD_MAX)
      add_cut (cuts, start, end, self->words->code);
    start = end > start ? end : end + 1;
  }
}

/* Where an address of whoever got the message stands. */
typedef struct {
  SafiEraser *eraser;
  GArray *cuts;
} Own;

static void
own_address_cb (gsize start, gsize length, gpointer user_data)
{
  Own *own = user_data;

  add_cut (own->cuts, start, start + length, own->eraser->words->address);
}

static gboolean
is_of_address (char c)
{
  return g_ascii_isalnum (c) || (c != '\0' && strchr (".!#$%&'*+/=?^_`{|}~-", c) != NULL) ||
         (guchar) c >= 0x80;
}

/* Of addresses of whomever else the domain stays. */
static void
cut_local_parts (SafiEraser *self, const char *text, GArray *cuts)
{
  gsize last = 0;

  for (const char *at = strchr (text, '@'); at != NULL; at = strchr (at + 1, '@')) {
    const gsize end = (gsize) (at - text);
    gsize start = end;

    while (start > last && is_of_address (text[start - 1]))
      start--;
    if (start < end)
      add_cut (cuts, start, end, self->words->name);
    last = end + 1;
  }
}

static void
cut_names (SafiEraser *self, const char *text, GArray *cuts)
{
  g_autoptr (SafiWordIter) words = safi_word_iter_new (text, (gssize) strlen (text));
  SafiWord word;

  while (g_hash_table_size (self->names) > 0 && safi_word_iter_next (words, &word))
    if (safi_eraser_is_name (self, word.start, word.length))
      add_cut (cuts, (gsize) (word.start - text), (gsize) (word.start - text) + word.length,
               self->words->name);
}

static gboolean
is_between_digits (gunichar c)
{
  return c == ' ' || c == '-' || c == '.' || c == ',' || c == '/' || c == '(' || c == ')' ||
         c == 0xa0;
}

/* From a digit on: to the last one of the same number, with at most two other signs between. */
static const char *
measure_number (const char *at, guint *ret_digits)
{
  const char *end = at;
  guint n_between = 0;

  *ret_digits = 0;
  while (*at != '\0' && n_between <= 2) {
    const gunichar c = g_utf8_get_char (at);

    at = g_utf8_next_char (at);
    if (g_unichar_isdigit (c)) {
      (*ret_digits)++;
      n_between = 0;
      end = at;
    } else if (is_between_digits (c)) {
      n_between++;
    } else {
      break;
    }
  }
  return end;
}

static void
cut_numbers (SafiEraser *self, const char *text, GArray *cuts)
{
  const char *at = text;

  while (*at != '\0') {
    guint n_digits;
    const char *end;

    if (!g_unichar_isdigit (g_utf8_get_char (at))) {
      at = g_utf8_next_char (at);
      continue;
    }
    end = measure_number (at, &n_digits);
    if (n_digits >= SAFI_ERASER_DIGITS_MIN)
      add_cut (cuts, (gsize) (at - text), (gsize) (end - text), self->words->number);
    at = end;
  }
}

static gboolean
is_of_token (char c)
{
  return g_ascii_isalnum (c) || c == '_' || c == '-';
}

static void
cut_tokens (SafiEraser *self, const char *text, GArray *cuts)
{
  gsize start = 0;

  while (text[start] != '\0') {
    gsize end = start;

    while (is_of_token (text[end]))
      end++;
    if (end > start && safi_eraser_is_code (text + start, end - start))
      add_cut (cuts, start, end, self->words->code);
    start = end > start ? end : end + 1;
  }
}

static int
compare_cuts (gconstpointer a, gconstpointer b)
{
  const Cut *one = a, *other = b;

  if (one->start != other->start)
    return one->start < other->start ? -1 : 1;
  return one->end > other->end ? -1 : one->end < other->end;
}

/* Cuts that overlap become one. @cuts: sorted. */
static void
merge_cuts (GArray *cuts)
{
  guint n_cuts = 0;

  for (guint i = 0; i < cuts->len; i++) {
    Cut *cut = &g_array_index (cuts, Cut, i);
    Cut *last = n_cuts > 0 ? &g_array_index (cuts, Cut, n_cuts - 1) : NULL;

    if (last != NULL && cut->start < last->end) {
      last->end = MAX (last->end, cut->end);
      continue;
    }
    if (n_cuts < i) {
      Cut spare = g_array_index (cuts, Cut, n_cuts);

      g_array_index (cuts, Cut, n_cuts) = *cut;
      *cut = spare;
    }
    n_cuts++;
  }
  g_array_set_size (cuts, n_cuts);
}

/* Returns: the octet that @place of the text became. */
static guint
move_place (GArray *cuts, guint place)
{
  gssize shift = 0;

  for (guint i = 0; i < cuts->len; i++) {
    const Cut *cut = &g_array_index (cuts, Cut, i);

    if (place < cut->start)
      break;
    if (place < cut->end)
      return (guint) cut->at;
    shift = (gssize) (cut->at + strlen (cut->instead)) - (gssize) cut->end;
  }
  return (guint) ((gssize) place + shift);
}

static char *
make_cuts (const char *text, GArray *cuts)
{
  GString *out = g_string_new (NULL);
  gsize done = 0;

  for (guint i = 0; i < cuts->len; i++) {
    Cut *cut = &g_array_index (cuts, Cut, i);

    g_string_append_len (out, text + done, (gssize) (cut->start - done));
    cut->at = out->len;
    g_string_append (out, cut->instead);
    done = cut->end;
  }
  g_string_append (out, text + done);
  return g_string_free (out, FALSE);
}

char *
safi_eraser_run (SafiEraser *self, const char *text, guint *places, guint n_places)
{
  g_autoptr (GArray) cuts = g_array_new (FALSE, FALSE, sizeof (Cut));
  Own own = { self, cuts };
  char *out;

  g_array_set_clear_func (cuts, clear_cut);
  safi_redact_find (text, self->addresses, own_address_cb, &own);
  cut_endless_words (self, text, cuts);
  cut_links (self, text, cuts);
  cut_local_parts (self, text, cuts);
  cut_names (self, text, cuts);
  cut_numbers (self, text, cuts);
  cut_tokens (self, text, cuts);
  g_array_sort (cuts, compare_cuts);
  merge_cuts (cuts);
  out = make_cuts (text, cuts);
  for (guint i = 0; i < n_places; i++)
    places[i] = move_place (cuts, places[i]);
  return out;
}

char *
safi_eraser_run_address (SafiEraser *self, const char *address)
{
  const char *at = strrchr (address, '@');
  g_autofree char *local = g_strndup (address, at != NULL ? (gsize) (at - address) : 0);
  g_autofree char *shown = safi_eraser_run (self, local, NULL, 0);
  g_autofree char *host = at != NULL ? safi_eraser_run_host (self, at + 1) : NULL;

  if (at == NULL)
    return safi_eraser_run (self, address, NULL, 0);
  return g_strconcat (shown, "@", host, NULL);
}
