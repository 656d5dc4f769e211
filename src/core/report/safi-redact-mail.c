/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/report/safi-redact-mail.h"

#include <string.h>

#include "core/mime/safi-part.h"
#include "core/mime/safi-transfer.h"
#include "core/report/safi-redact-header.h"

#define BASE64_LINE 57 /* octets, as 76 letters (RFC 2045, 6.8) */

typedef struct {
  SafiRedactor *redactor;
  GString *out;
  const char *at; /* what was written so far of the message */
  const char *end;
} Copy;

void
safi_handover_clear (SafiHandover *self)
{
  g_clear_pointer (&self->octets, g_bytes_unref);
}

/* Returns: (transfer full): the octets as a string, in which NUL cannot stand. */
static char *
copy_text (const char *octets, gsize length)
{
  char *text = g_malloc (length + 1);

  if (length > 0) /* else @octets may be NULL */
    memcpy (text, octets, length);
  text[length] = '\0';
  for (gsize i = 0; i < length; i++)
    text[i] = text[i] == '\0' ? '?' : text[i];
  return text;
}

static gsize
measure_header (GBytes *octets)
{
  return safi_header_measure (g_bytes_get_data (octets, NULL), g_bytes_get_size (octets));
}

static gboolean
is_whole (SafiMessage *message)
{
  return safi_message_get_unseen (message) == 0 &&
         (safi_message_get_flaws (message) & SAFI_FLAW_PARTIAL) == 0 &&
         g_bytes_get_size (safi_message_get_octets (message)) <= SAFI_REDACT_MAIL_MAX;
}

SafiHandover
safi_redact_keep (SafiMessage *message)
{
  GBytes *octets = safi_message_get_octets (message);
  SafiHandover handover = { NULL, !is_whole (message) };

  handover.octets = handover.is_header ? g_bytes_new_from_bytes (octets, 0, measure_header (octets))
                                       : g_bytes_ref (octets);
  return handover;
}

/* Charsets in which ASCII stands for itself, so that an address can be found in the octets. */
static gboolean
holds_ascii (const SafiPart *part)
{
  static const char *const begins[] = { "us-ascii", "ascii", "utf-8", "utf8",   "iso-8859-",
                                        "windows-", "cp125", "koi8-", "gb2312", "gbk",
                                        "gb18030",  "big5",  "euc-",  "tis-620" };
  const char *charset = safi_part_get_parameter (part, "charset");

  for (guint i = 0; charset != NULL && i < G_N_ELEMENTS (begins); i++)
    if (g_ascii_strncasecmp (charset, begins[i], strlen (begins[i])) == 0)
      return TRUE;
  return charset == NULL;
}

static gboolean
is_one_of (const char *word, const char *const *words)
{
  return word != NULL && g_strv_contains (words, word);
}

static gboolean
is_readable (const SafiPart *part)
{
  static const char *const encodings[] = { "7bit",   "8bit", "binary", "quoted-printable",
                                           "base64", NULL };

  return safi_part_is (part, "text/") && !safi_part_is_attached (part) && holds_ascii (part) &&
         (part->encoding == NULL || is_one_of (part->encoding, encodings));
}

static void
write_base64 (GString *out, const char *octets, gsize length)
{
  for (gsize at = 0; at < length; at += BASE64_LINE) {
    g_autofree char *line =
        g_base64_encode ((const guchar *) octets + at, MIN (BASE64_LINE, length - at));

    g_string_append_printf (out, "%s\r\n", line);
  }
}

static void
write_encoded (GString *out, const SafiPart *part, const char *octets, gsize length)
{
  if (g_strcmp0 (part->encoding, "base64") == 0)
    write_base64 (out, octets, length);
  else if (g_strcmp0 (part->encoding, "quoted-printable") == 0)
    safi_transfer_encode_quoted (out, octets, length);
  else
    g_string_append_len (out, octets, (gssize) length);
}

/* The text of one part as people read it. Returns: TRUE if an address of the person is in it. */
static gboolean
reads_address (SafiRedactor *redactor, SafiMessage *message)
{
  GPtrArray *links = safi_message_get_links (message);
  GPtrArray *attachments = safi_message_get_attachments (message);
  gboolean leaks = safi_redactor_leaks (redactor, safi_message_get_text (message));

  for (guint i = 0; i < links->len && !leaks; i++) {
    const SafiLink *link = links->pdata[i];
    g_autofree char *plain = g_uri_unescape_string (link->target, NULL);

    leaks = safi_redactor_leaks (redactor, plain != NULL ? plain : link->target);
  }
  for (guint i = 0; i < attachments->len && !leaks; i++) {
    const SafiAttachment *attachment = attachments->pdata[i];

    leaks = attachment->name != NULL && safi_redactor_leaks (redactor, attachment->name);
  }
  return leaks;
}

static gboolean
part_reads_address (SafiRedactor *redactor, const SafiPart *part, const char *text)
{
  const char *charset = safi_part_get_parameter (part, "charset");
  g_autofree char *whole = g_strdup_printf ("Content-Type: %s; charset=\"%s\"\r\n"
                                            "Content-Transfer-Encoding: 8bit\r\n\r\n%s",
                                            part->type, charset != NULL ? charset : "utf-8", text);
  g_autoptr (GBytes) octets = g_bytes_new (whole, strlen (whole));
  g_autoptr (SafiMessage) message = safi_message_new (octets, 0);

  return reads_address (redactor, message);
}

/* Returns: (transfer full) (nullable): the text of @part without what tells of the person; NULL if
 * it has to be left out. */
static char *
redact_text (Copy *copy, const SafiPart *part, const SafiContent *content)
{
  const gboolean is_html = safi_part_is (part, "text/html");
  g_autofree char *text = copy_text (content->octets, content->length);
  g_autofree char *redacted = NULL;

  if (!is_readable (part) || memchr (content->octets, '\0', content->length) != NULL)
    return NULL;
  redacted =
      safi_redactor_run (copy->redactor, text, SAFI_REDACT_LINKS | SAFI_REDACT_NAMES, is_html);
  if (part_reads_address (copy->redactor, part, redacted))
    return NULL;
  return g_steal_pointer (&redacted);
}

/* The last line before @body that can be a boundary; the header of the part begins behind it. */
static const char *
find_header (const char *from, const char *body)
{
  const char *header = from;

  for (const char *at = from; at < body;) {
    const char *line_end = memchr (at, '\n', (gsize) (body - at));
    const char *next = line_end != NULL ? line_end + 1 : body;

    if (body - at > 2 && at[0] == '-' && at[1] == '-')
      header = next;
    at = next;
  }
  return header;
}

static void
write_between (Copy *copy, const char *to)
{
  g_autofree char *text = copy_text (copy->at, (gsize) (to - copy->at));
  g_autofree char *redacted = safi_redactor_run (copy->redactor, text, SAFI_REDACT_LINKS, FALSE);

  g_string_append (copy->out, redacted);
  copy->at = to;
}

/* @is_left_out: of its fields none tells what stands there now. */
static void
write_part_header (Copy *copy, const char *header, const char *body, gboolean is_left_out)
{
  SafiHeaderIter iter;
  SafiHeaderField field;

  safi_header_iter_init (&iter, header, (gsize) (body - header));
  while (safi_header_iter_next (&iter, &field)) {
    g_autofree char *name = g_strndup (field.name, field.name_length);

    if (!is_left_out || g_ascii_strncasecmp (name, "Content-", strlen ("Content-")) != 0)
      safi_redact_field (copy->redactor, &field, copy->out);
  }
  if (is_left_out)
    g_string_append (copy->out, "Content-Type: text/plain; charset=us-ascii\r\n");
  g_string_append (copy->out, "\r\n");
  copy->at = body;
}

/* What stands in place of a file: who has the same file can tell by its hash. */
static void
write_stand_in (Copy *copy, const SafiPart *part, const SafiContent *content)
{
  g_autofree char *hash = g_compute_checksum_for_data (
      G_CHECKSUM_SHA256, (const guchar *) content->octets, content->length);
  g_autofree char *type =
      g_strcanon (g_strdup (part->type), G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "/.+-", '?');

  g_string_append_printf (copy->out, "[left out: %s, %" G_GUINT64_FORMAT " octets, SHA-256 %s]\r\n",
                          type, content->size, hash);
}

static void
write_leaf (Copy *copy, const SafiPart *part)
{
  g_auto (SafiContent) content =
      safi_transfer_decode (part->body, part->octets, part->encoding, SAFI_MESSAGE_PART_OCTETS_MAX);
  g_autofree char *text = redact_text (copy, part, &content);
  const char *header = find_header (copy->at, part->body);

  /* The first part's own header is that of the message if there are no others. */
  if (header > copy->at)
    write_between (copy, header);
  write_part_header (copy, header, part->body, text == NULL);
  if (text != NULL)
    write_encoded (copy->out, part, text, strlen (text));
  else
    write_stand_in (copy, part, &content);
  copy->at = part->body + part->octets;
}

static void
write_parts (Copy *copy, const SafiPart *part)
{
  for (guint i = 0; i < part->children->len; i++)
    write_parts (copy, part->children->pdata[i]);
  if (!safi_part_is_container (part) && part->body != NULL)
    write_leaf (copy, part);
}

/* Returns: (transfer full). */
static GBytes *
copy_header (SafiRedactor *redactor, GBytes *octets)
{
  GString *out = g_string_new (NULL);

  safi_redact_header (redactor, g_bytes_get_data (octets, NULL), g_bytes_get_size (octets), out);
  g_string_append (out, "\r\n");
  return g_string_free_to_bytes (out);
}

/* Returns: (transfer full) (nullable): NULL if nobody can tell what the message is made of. */
static GBytes *
copy_whole (SafiRedactor *redactor, GBytes *octets)
{
  gsize length;
  const char *data = g_bytes_get_data (octets, &length);
  g_autoptr (SafiPart) root = safi_part_find (data, length);
  Copy copy = { redactor, NULL, data, data + length };

  if (root == NULL)
    return NULL;
  copy.out = g_string_new (NULL);
  if (safi_part_is_container (root)) {
    copy.at = data + measure_header (octets);
    safi_redact_header (redactor, data, length, copy.out);
    if (copy.at < copy.end && g_str_has_suffix (copy.out->str, "\r\n"))
      g_string_append (copy.out, "\r\n");
  }
  write_parts (&copy, root);
  write_between (&copy, copy.end);
  return g_string_free_to_bytes (copy.out);
}

SafiHandover
safi_redact_mail (SafiMessage *message, const char *const *own)
{
  g_autoptr (SafiRedactor) redactor = safi_redactor_new (message, own);
  GBytes *octets = safi_message_get_octets (message);
  g_autoptr (GBytes) copy = is_whole (message) ? copy_whole (redactor, octets) : NULL;

  if (copy != NULL) {
    g_autoptr (SafiMessage) read = safi_message_new (copy, 0);

    if (reads_address (redactor, read))
      g_clear_pointer (&copy, g_bytes_unref);
  }
  if (copy != NULL)
    return (SafiHandover){ g_steal_pointer (&copy), FALSE };
  return (SafiHandover){ copy_header (redactor, octets), TRUE };
}

/* Pages can carry pictures within their addresses (RFC 2397). */
static gboolean
shows_data (const SafiPart *part)
{
  g_auto (SafiContent) content =
      safi_transfer_decode (part->body, part->octets, part->encoding, SAFI_MESSAGE_PART_OCTETS_MAX);
  g_autofree char *text = copy_text (content.octets, content.length);
  g_autofree char *lower = g_ascii_strdown (text, -1);

  return strstr (lower, "data:image/") != NULL || strstr (lower, "data:video/") != NULL;
}

static gboolean
is_text (const SafiPart *part)
{
  for (guint i = 0; i < part->children->len; i++)
    if (!is_text (part->children->pdata[i]))
      return FALSE;
  return safi_part_is_container (part) || (is_readable (part) && !shows_data (part));
}

gboolean
safi_redact_has_files (SafiMessage *message)
{
  gsize length;
  const char *data = g_bytes_get_data (safi_message_get_octets (message), &length);
  g_autoptr (SafiPart) root = NULL;

  if (safi_message_get_form (message) != SAFI_FORM_MAIL)
    return FALSE;
  root = is_whole (message) ? safi_part_find (data, length) : NULL;
  return root == NULL || !is_text (root);
}
