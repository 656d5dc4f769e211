/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/report/safi-redactor.h"

#include <string.h>

#include "core/report/safi-eraser.h"
#include "core/report/safi-redact.h"

struct _SafiRedactor {
  SafiEraser *eraser;   /* knows names and codes */
  GPtrArray *addresses; /* (element-type utf8) */
  GHashTable *hashes;   /* (element-type utf8): of the addresses, lower-case hex */
};

static const SafiErasedWords erased = { SAFI_REDACTED, SAFI_REDACTED, SAFI_REDACTED,
                                        SAFI_REDACTED };

static gboolean
is_in (GPtrArray *addresses, const char *address)
{
  for (guint i = 0; i < addresses->len; i++)
    if (g_ascii_strcasecmp (addresses->pdata[i], address) == 0)
      return TRUE;
  return FALSE;
}

/* Takes @sender off the addresses. Returns: FALSE if it was not there. */
static gboolean
take_off (GPtrArray *addresses, const char *sender)
{
  for (guint i = addresses->len; i > 0; i--)
    if (g_ascii_strcasecmp (addresses->pdata[i - 1], sender) == 0) {
      g_ptr_array_remove_index (addresses, i - 1);
      return TRUE;
    }
  return FALSE;
}

/* A sender who writes to himself, with everybody else hidden, stays known. */
static void
spare_senders (SafiRedactor *self, SafiMessage *message, const char *const *own)
{
  static const char *const fields[] = { "From", "Sender", "Reply-To" };
  g_autoptr (GPtrArray) kept = safi_redact_collect (NULL, own);

  for (guint i = 0; message != NULL && i < G_N_ELEMENTS (fields); i++) {
    GPtrArray *senders = safi_message_get_addresses (message, fields[i]);

    for (guint j = 0; j < senders->len; j++) {
      const SafiAddress *sender = senders->pdata[j];

      if (is_in (kept, sender->address) || !take_off (self->addresses, sender->address))
        continue;
      safi_eraser_spare (self->eraser, sender->address);
      safi_eraser_spare (self->eraser, sender->name != NULL ? sender->name : "");
    }
  }
}

static void
add_hashes (GHashTable *hashes, const char *address)
{
  static const GChecksumType types[] = { G_CHECKSUM_MD5, G_CHECKSUM_SHA1, G_CHECKSUM_SHA256 };
  g_autofree char *lower = g_ascii_strdown (address, -1);

  for (guint i = 0; i < G_N_ELEMENTS (types); i++) {
    g_hash_table_add (hashes, g_compute_checksum_for_string (types[i], address, -1));
    g_hash_table_add (hashes, g_compute_checksum_for_string (types[i], lower, -1));
  }
}

SafiRedactor *
safi_redactor_new (SafiMessage *message, const char *const *own)
{
  SafiRedactor *self = g_new0 (SafiRedactor, 1);

  self->eraser = safi_eraser_new (message, own, &erased);
  self->addresses = safi_redact_collect (message, own);
  spare_senders (self, message, own);
  self->hashes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < self->addresses->len; i++)
    add_hashes (self->hashes, self->addresses->pdata[i]);
  return self;
}

void
safi_redactor_free (SafiRedactor *self)
{
  if (self == NULL)
    return;
  safi_eraser_free (self->eraser);
  g_ptr_array_unref (self->addresses);
  g_hash_table_unref (self->hashes);
  g_free (self);
}

/* Whether @address stands around the "@" at @at. */
static gboolean
is_around (const char *octets, gsize length, gsize at, const char *address)
{
  const char *split = strrchr (address, '@');
  const gsize before = (gsize) (split - address), after = strlen (split);

  return at >= before && length - at >= after &&
         g_ascii_strncasecmp (octets + at - before, address, before + after) == 0;
}

static gboolean
holds_address (SafiRedactor *self, const char *octets, gsize length)
{
  for (gsize at = 0; at < length; at++)
    for (guint i = 0; octets[at] == '@' && i < self->addresses->len; i++)
      if (is_around (octets, length, at, self->addresses->pdata[i]))
        return TRUE;
  return FALSE;
}

static gboolean
hides_in_hex (SafiRedactor *self, const char *run, gsize length)
{
  g_autoptr (GString) octets = g_string_sized_new (length / 2);

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isxdigit (run[i]))
      return FALSE;
  for (gsize i = 0; i + 1 < length; i += 2)
    g_string_append_c (
        octets, (char) (g_ascii_xdigit_value (run[i]) * 16 + g_ascii_xdigit_value (run[i + 1])));
  return holds_address (self, octets->str, octets->len);
}

/* Also in the letters of RFC 4648, section 5. A code may begin with something else. */
static gboolean
hides_in_base64 (SafiRedactor *self, const char *run, gsize length)
{
  g_autofree char *usual = g_strndup (run, length);
  gboolean is_found = FALSE;

  for (char *at = usual; *at != '\0'; at++)
    *at = *at == '-' ? '+' : *at == '_' ? '/' : *at;
  for (gsize start = 0; start < 4 && !is_found; start++) {
    g_autofree guchar *octets = g_malloc (length);
    int state = 0;
    guint save = 0;
    gsize n = g_base64_decode_step (usual + start, length - start, octets, &state, &save);

    /* The last group may lack what fills it up. */
    n += state != 0 ? g_base64_decode_step ("===", 3, octets + n, &state, &save) : 0;
    is_found = holds_address (self, (const char *) octets, MIN (n, length));
  }
  return is_found;
}

static gboolean
hides_address (SafiRedactor *self, const char *run, gsize length)
{
  g_autofree char *lower = NULL;

  if (length < SAFI_REDACTOR_RUN_MIN)
    return FALSE;
  length = MIN (length, SAFI_REDACTOR_RUN_MAX);
  lower = g_ascii_strdown (run, (gssize) length);
  return g_hash_table_contains (self->hashes, lower) || hides_in_hex (self, run, length) ||
         hides_in_base64 (self, run, length);
}

static gboolean
is_of_code (char c)
{
  return g_ascii_isalnum (c) || c == '-' || c == '_';
}

static gboolean
is_of_run (char c)
{
  return is_of_code (c) || c == '+' || c == '/';
}

static gsize
measure (const char *text, gboolean (*is_of) (char))
{
  gsize length = 0;

  while (is_of (text[length]))
    length++;
  return length;
}

/* A path is a run as well, so its words are looked at one by one, too. */
static void
add_run (SafiRedactor *self, GString *out, const char *run, gsize length, gboolean with_codes)
{
  gsize done = 0;

  if (hides_address (self, run, length)) {
    g_string_append (out, SAFI_REDACTED);
    return;
  }
  while (done < length) {
    const gsize word = MIN (measure (run + done, is_of_code), length - done);

    if (word > 0 && ((with_codes && safi_eraser_is_code (run + done, word)) ||
                     (word < length && hides_address (self, run + done, word))))
      g_string_append (out, SAFI_REDACTED);
    else
      g_string_append_len (out, run + done, (gssize) word);
    done += word;
    if (done < length)
      g_string_append_c (out, run[done++]);
  }
}

static char *
take_runs (SafiRedactor *self, const char *text, gboolean with_codes)
{
  GString *out = g_string_new (NULL);

  while (*text != '\0') {
    const gsize length = measure (text, is_of_run);

    if (length > 0)
      add_run (self, out, text, length, with_codes);
    else
      g_string_append_c (out, *text);
    text += MAX (length, 1);
  }
  return g_string_free (out, FALSE);
}

static gboolean
is_of_url (char c)
{
  return (guchar) c > ' ' && strchr ("\"'<>`\\", c) == NULL;
}

/* The host, without labels that are codes; with it the user name goes. */
static gsize
add_authority (SafiRedactor *self, GString *out, const char *url, gsize length)
{
  const gsize whole = MIN (strcspn (url, "/?#"), length);
  const char *user = g_strrstr_len (url, (gssize) whole, "@");
  const char *from = user != NULL ? user + 1 : url;
  g_autofree char *host = g_strndup (from, whole - (gsize) (from - url));
  g_autofree char *shown = safi_eraser_run_host (self->eraser, host);

  if (user != NULL)
    g_string_append (out, SAFI_REDACTED "@");
  g_string_append (out, shown);
  return whole;
}

/* One word of a path or a query. */
static void
add_url_word (SafiRedactor *self, GString *out, const char *word, gsize length)
{
  g_autofree char *plain = g_uri_unescape_segment (word, word + length, NULL);

  if (safi_eraser_is_code (word, length) || (plain != NULL && safi_redactor_leaks (self, plain)) ||
      (plain != NULL && safi_eraser_is_name (self->eraser, plain, strlen (plain))))
    g_string_append (out, SAFI_REDACTED);
  else
    g_string_append_len (out, word, (gssize) length);
}

static void
add_path (SafiRedactor *self, GString *out, const char *path, gsize length)
{
  for (gsize done = 0; done < length;) {
    const gsize word = MIN (strcspn (path + done, "/?#&;=.,:@"), length - done);

    add_url_word (self, out, path + done, word);
    done += word;
    if (done < length)
      g_string_append_c (out, path[done++]);
  }
}

/* @text: behind "scheme:". Returns: octets that were read. */
static gsize
add_url (SafiRedactor *self, GString *out, const char *text, gboolean with_path)
{
  const gsize length = measure (text, is_of_url);
  gsize done = 0;

  if (length > 2 && strncmp (text, "//", 2) == 0) {
    g_string_append (out, "//");
    done = 2 + add_authority (self, out, text + 2, length - 2);
  }
  if (with_path)
    add_path (self, out, text + done, length - done);
  else if (done < length)
    g_string_append (out, done > 0 ? "/" SAFI_REDACTED : SAFI_REDACTED_ADDRESS);
  return length;
}

static char *
take_links (SafiRedactor *self, const char *text, gboolean with_path)
{
  GString *out = g_string_new (NULL);

  while (*text != '\0') {
    const char *colon = strchr (text, ':');
    const gsize before = colon != NULL ? (gsize) (colon + 1 - text) : strlen (text);

    g_string_append_len (out, text, (gssize) before);
    text += before;
    if (g_str_has_prefix (text, "//") ||
        (before >= strlen ("mailto:") &&
         g_ascii_strncasecmp (text - strlen ("mailto:"), "mailto:", strlen ("mailto:")) == 0))
      text += add_url (self, out, text, with_path);
  }
  return g_string_free (out, FALSE);
}

static gboolean
is_of_word (char c)
{
  return g_ascii_isalnum (c) || (guchar) c >= 0x80;
}

static gboolean
is_name (SafiRedactor *self, const char *word, gsize length)
{
  return g_utf8_validate (word, (gssize) length, NULL) &&
         safi_eraser_is_name (self->eraser, word, length);
}

static char *
take_names (SafiRedactor *self, const char *text, gboolean is_html)
{
  GString *out = g_string_new (NULL);
  gboolean is_in_tag = FALSE;

  while (*text != '\0') {
    const gsize length = measure (text, is_of_word);

    is_in_tag = is_html && (*text == '<' || (is_in_tag && *text != '>'));
    if (length > 0 && !is_in_tag && is_name (self, text, length))
      g_string_append (out, SAFI_REDACTED);
    else
      g_string_append_len (out, text, (gssize) MAX (length, 1));
    text += MAX (length, 1);
  }
  return g_string_free (out, FALSE);
}

static void
put (char **text, char *replacement)
{
  g_free (*text);
  *text = replacement;
}

char *
safi_redactor_run (SafiRedactor *self, const char *text, SafiRedactWhat what, gboolean is_html)
{
  char *out = safi_redact (text, self->addresses, SAFI_REDACTED);

  put (&out, take_runs (self, out, (what & SAFI_REDACT_CODES) != 0));
  if ((what & (SAFI_REDACT_LINKS | SAFI_REDACT_PATHS)) != 0)
    put (&out, take_links (self, out, (what & SAFI_REDACT_PATHS) == 0));
  if ((what & SAFI_REDACT_NAMES) != 0)
    put (&out, take_names (self, out, is_html));
  return out;
}

static void
leak_cb (gsize start, gsize length, gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
}

gboolean
safi_redactor_leaks (SafiRedactor *self, const char *text)
{
  g_autoptr (GString) joined = g_string_new (NULL);
  gboolean leaks = FALSE;

  for (; *text != '\0'; text++)
    if (!g_ascii_isspace (*text))
      g_string_append_c (joined, *text);
  safi_redact_find (joined->str, self->addresses, leak_cb, &leaks);
  return leaks;
}

char *
safi_redactor_run_address (SafiRedactor *self, const char *address)
{
  g_autofree char *plain = safi_redact (address, self->addresses, SAFI_REDACTED);
  const char *at = strrchr (plain, '@');
  g_autofree char *local = at != NULL ? g_strndup (plain, (gsize) (at - plain)) : NULL;
  g_autofree char *shown = local != NULL ? take_runs (self, local, TRUE) : NULL;
  g_autofree char *host = local != NULL ? safi_eraser_run_host (self->eraser, at + 1) : NULL;

  if (local == NULL)
    return g_strdup (SAFI_REDACTED_ADDRESS);
  return g_strconcat (shown, "@", host, NULL);
}
