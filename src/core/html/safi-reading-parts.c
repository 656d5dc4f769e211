/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/html/safi-html.h"
#include "core/html/safi-reading.h"
#include "core/mime/safi-archive.h"
#include "core/mime/safi-calendar.h"
#include "core/mime/safi-mime-part.h"
#include "core/mime/safi-transfer.h"
#include "core/text/safi-charset.h"
#include "core/text/safi-direction.h"

/* A rendition of fewer letters, such as one that is a single picture, does not replace the others.
 */
#define RENDITION_OCTETS_MIN 20

/* A text with hardly a word of its own only carries what is attached. */
#define BODY_OCTETS_MIN 200
#define ATTACHED_TEXTS_MAX 3
#define ATTACHED_OCTETS_MAX 65536 /* of each; the rest is left unread */

/* Text in base64 once more than the message says, so many times. */
#define PEELS_MAX 2

/* An attached text: read only if the message itself hardly says a word. */
typedef struct {
  GString *text; /* owned, UTF-8 */
  gboolean is_html;
} AttachedText;

/* How a part is read where it stands. */
typedef struct {
  guint depth;
  gboolean is_silent;   /* another rendition was read: count it, but leave its text out */
  const char *fallback; /* media type of parts that name none */
  GPtrArray *attached;  /* (element-type AttachedText): borrowed, filled */
} Place;

/* Parts hold parts: this is the one recursion, SAFI_MESSAGE_DEPTH_MAX deep at most. */
static void read_part (SafiReading *self, const char *octets, gsize length, Place place);

static gboolean
is_unreadable (const SafiMimePart *part)
{
  return safi_mime_part_is (part, "multipart/encrypted") ||
         safi_mime_part_is (part, "application/pkcs7-mime") ||
         safi_mime_part_is (part, "application/x-pkcs7-mime") ||
         safi_mime_part_is (part, "application/pgp-encrypted") ||
         safi_mime_part_is (part, "application/ms-tnef") ||
         safi_mime_part_is (part, "application/vnd.ms-tnef");
}

static gboolean
is_html (const SafiMimePart *part)
{
  return safi_mime_part_is (part, "text/html") || safi_mime_part_is (part, "application/xhtml");
}

/* TRUE if a mail program shows the part within the message's text. */
static gboolean
is_body_text (const SafiMimePart *part)
{
  g_autofree char *name = NULL;

  if (safi_mime_part_is_attached (part))
    return FALSE;
  /* A multipart comes here only if it has no boundary. */
  if (is_html (part) || safi_mime_part_is (part, "text/plain") ||
      safi_mime_part_is (part, "multipart/") || safi_mime_part_is (part, "text/calendar") ||
      safi_mime_part_is (part, "text/rfc822-headers") ||
      safi_mime_part_is (part, "message/delivery-status"))
    return TRUE;
  name = safi_mime_part_get_name (part);
  return name == NULL && safi_mime_part_is (part, "text/");
}

static SafiContent
decode (SafiReading *self, const SafiMimePart *part)
{
  SafiContent content =
      safi_transfer_decode (part->body, part->length, part->encoding, SAFI_MESSAGE_PART_OCTETS_MAX);

  if (content.is_bad)
    self->flaws |= SAFI_FLAW_BAD_ENCODING;
  return content;
}

/* Returns: (transfer full): the part's text as UTF-8. */
static GString *
read_text (SafiReading *self, const SafiMimePart *part, const SafiContent *content)
{
  const char *charset = g_mime_content_type_get_parameter (part->type, "charset");
  g_autofree char *in_page = NULL;
  gboolean is_bad = FALSE;
  GString *text;

  if (charset == NULL && is_html (part))
    charset = in_page = safi_html_find_charset (content->octets, content->length);
  text = safi_charset_to_utf8 (content->octets, content->length, charset, &is_bad);
  if (is_bad)
    self->flaws |= SAFI_FLAW_BAD_CHARSET;
  if (content->size > content->length)
    self->flaws |= SAFI_FLAW_TEXT_CUT;
  return text;
}

static void
show (SafiReading *self, GString *text, gboolean is_html)
{
  g_autoptr (GString) event = NULL;
  gsize start;

  for (guint i = 0; i < PEELS_MAX && safi_transfer_peel_base64 (text); i++)
    is_html |= strstr (text->str, "</") != NULL;
  safi_reading_begin_part (self);
  start = self->text->len;
  event = safi_calendar_read (text->str);
  if (is_html)
    safi_html_render (self, text->str, text->len);
  else if (event != NULL)
    safi_reading_append (self, event->str, event->len);
  else
    safi_reading_append (self, text->str, text->len);
  if (!is_html && strstr (self->text->str + start, "-----BEGIN PGP MESSAGE-----") != NULL)
    self->flaws |= SAFI_FLAW_UNREADABLE;
  safi_direction_settle (self->text, start);
  safi_reading_find_links (self, start);
}

static void
show_text (SafiReading *self, const SafiMimePart *part)
{
  g_auto (SafiContent) content = decode (self, part);
  g_autoptr (GString) text = read_text (self, part, &content);

  show (self, text, is_html (part));
}

/* What the sender says of a file that was not fetched (RFC 2183, 2.7). Returns: octets; 0 if
 * nothing.
 */
static guint64
get_told_size (const SafiMimePart *part)
{
  const char *size = part->disposition != NULL
                         ? g_mime_content_disposition_get_parameter (part->disposition, "size")
                         : NULL;
  guint64 octets = 0;

  if (size != NULL)
    g_ascii_string_to_unsigned (size, 10, 0, G_MAXUINT32, &octets, NULL);
  return octets;
}

/* Adds the part to the attachments. Returns: (nullable) (transfer none): NULL if there are too
 * many. */
static SafiAttachment *
add_attachment (SafiReading *self, const SafiMimePart *part, const SafiContent *content)
{
  SafiAttachment *attachment;

  if (self->attachments->len >= SAFI_MESSAGE_ATTACHMENTS_MAX) {
    self->flaws |= SAFI_FLAW_TOO_MANY_PARTS;
    return NULL;
  }
  attachment = g_new0 (SafiAttachment, 1);
  attachment->name = safi_mime_part_get_name (part);
  attachment->media_type = safi_charset_guess (part->media_type, strlen (part->media_type));
  attachment->size = content->size > 0 ? content->size : get_told_size (part);
  attachment->is_inline =
      !safi_mime_part_is_attached (part) && (part->disposition != NULL || part->has_id);
  g_ptr_array_add (self->attachments, attachment);
  return attachment;
}

static gboolean
is_page_file (const SafiMimePart *part, const SafiAttachment *attachment)
{
  static const char *const endings[] = { ".htm", ".html", ".shtml", ".xhtml", ".svg" };
  g_autofree char *name = attachment->name != NULL ? g_ascii_strdown (attachment->name, -1) : NULL;

  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (name, endings[i]))
      return TRUE;
  return is_html (part);
}

static void
free_attached_text (gpointer data)
{
  AttachedText *attached = data;

  g_string_free (attached->text, TRUE);
  g_free (attached);
}

static void
keep_attached_text (SafiReading *self,
                    const SafiMimePart *part,
                    const SafiContent *content,
                    Place place)
{
  const SafiContent head = { .octets = content->octets,
                             .length = MIN (content->length, ATTACHED_OCTETS_MAX) };
  const SafiFlaws flaws = self->flaws;
  AttachedText *attached;

  if (place.is_silent || place.attached->len >= ATTACHED_TEXTS_MAX ||
      !(is_html (part) || safi_mime_part_is (part, "text/plain") ||
        safi_mime_part_is (part, "text/calendar")))
    return;
  attached = g_new (AttachedText, 1);
  *attached = (AttachedText){ read_text (self, part, &head), is_html (part) };
  g_ptr_array_add (place.attached, attached);
  self->flaws = flaws; /* those of a file are not the message's */
}

static void
attach (SafiReading *self, const SafiMimePart *part, Place place)
{
  g_auto (SafiContent) content = decode (self, part);
  SafiAttachment *attachment = add_attachment (self, part, &content);

  if (safi_mime_part_is (part, "image/"))
    self->structure.n_images++;
  if (attachment == NULL)
    return;
  if (!is_body_text (part))
    keep_attached_text (self, part, &content, place);
  if (is_page_file (part, attachment)) {
    g_autoptr (GString) text = read_text (self, part, &content);

    if (safi_html_has_password_field (text->str, text->len))
      self->structure.has_password_field = TRUE;
  } else {
    safi_archive_inspect (content.octets, content.length, attachment);
  }
}

/* A forwarded message: its text is read with the rest, as junk may stand there. */
static void
read_message (SafiReading *self, const SafiMimePart *part, Place place)
{
  g_auto (SafiContent) content = decode (self, part);

  add_attachment (self, part, &content);
  read_part (self, content.octets, content.length,
             (Place){ place.depth + 1, place.is_silent, "text/plain", place.attached });
}

static void
read_leaf (SafiReading *self, const SafiMimePart *part, Place place)
{
  g_autofree char *name = NULL;

  self->structure.n_parts++;
  if (!is_body_text (part)) {
    attach (self, part, place);
    return;
  }
  if (is_html (part))
    self->structure.has_html = TRUE;
  else if (safi_mime_part_is (part, "text/plain"))
    self->structure.has_plain = TRUE;
  name = safi_mime_part_get_name (part);
  if (name != NULL)
    attach (self, part, place);
  if (!place.is_silent)
    show_text (self, part);
}

static gboolean
may_hold_html (const char *octets, gsize length)
{
  g_auto (SafiMimePart) part = { 0 };

  safi_mime_part_init (&part, octets, length, "text/plain");
  return is_html (&part) || safi_mime_part_is (&part, "multipart/");
}

/* Renditions of the same: the last one that can be shown is what a person sees (RFC 2046, 5.1.4);
 * the plain one is read where there is no other or that one has hardly any text. */
static void
read_renditions (SafiReading *self, const GPtrArray *starts, const GArray *lengths, Place place)
{
  g_autofree gboolean *is_rich = g_new0 (gboolean, starts->len);
  gsize before = self->text->len;

  for (guint i = starts->len; i-- > 0;) {
    gsize length = g_array_index (lengths, gsize, i);

    is_rich[i] = may_hold_html (starts->pdata[i], length);
    if (!is_rich[i])
      continue;
    read_part (self, starts->pdata[i], length, place);
    if (self->text->len >= before + RENDITION_OCTETS_MIN)
      place.is_silent = TRUE;
  }
  for (guint i = 0; i < starts->len; i++)
    if (!is_rich[i])
      read_part (self, starts->pdata[i], g_array_index (lengths, gsize, i), place);
}

static void
read_children (SafiReading *self, const SafiMimePart *part, SafiMimeSplit *split, Place place)
{
  g_autoptr (GPtrArray) starts = g_ptr_array_new ();
  g_autoptr (GArray) lengths = g_array_new (FALSE, FALSE, sizeof (gsize));
  const char *octets;
  gsize length;

  place.depth++;
  place.fallback = safi_mime_part_is (part, "multipart/digest") ? "message/rfc822" : "text/plain";
  while (starts->len <= SAFI_MESSAGE_PARTS_MAX && safi_mime_split_next (split, &octets, &length)) {
    g_ptr_array_add (starts, (gpointer) octets);
    g_array_append_val (lengths, length);
  }
  if (safi_mime_part_is (part, "multipart/alternative")) {
    read_renditions (self, starts, lengths, place);
    return;
  }
  for (guint i = 0; i < starts->len; i++)
    read_part (self, starts->pdata[i], g_array_index (lengths, gsize, i), place);
}

static void
read_part (SafiReading *self, const char *octets, gsize length, Place place)
{
  g_auto (SafiMimePart) part = { 0 };
  g_auto (SafiMimeSplit) split = { 0 };

  if (self->n_seen >= SAFI_MESSAGE_PARTS_MAX) {
    self->flaws |= SAFI_FLAW_TOO_MANY_PARTS;
    return;
  }
  self->n_seen++;
  safi_mime_part_init (&part, octets, length, place.fallback);
  self->structure.depth = MAX (self->structure.depth, place.depth);
  if (is_unreadable (&part))
    self->flaws |= SAFI_FLAW_UNREADABLE;
  if (place.depth >= SAFI_MESSAGE_DEPTH_MAX &&
      (safi_mime_part_is (&part, "multipart/") || safi_mime_part_is (&part, "message/rfc822")))
    self->flaws |= SAFI_FLAW_TOO_DEEP;
  else if (safi_mime_split_init (&split, &part))
    read_children (self, &part, &split, place);
  else if (safi_mime_part_is (&part, "message/rfc822") ||
           safi_mime_part_is (&part, "message/global"))
    read_message (self, &part, place);
  else
    read_leaf (self, &part, place);
}

void
safi_reading_read_parts (SafiReading *self, const char *octets, gsize length)
{
  g_autoptr (GPtrArray) attached = g_ptr_array_new_with_free_func (free_attached_text);

  read_part (self, octets, length, (Place){ 0, FALSE, "text/plain", attached });
  if (self->text->len >= BODY_OCTETS_MIN)
    return;
  for (guint i = 0; i < attached->len; i++) {
    AttachedText *text = attached->pdata[i];

    show (self, text->text, text->is_html);
  }
}
