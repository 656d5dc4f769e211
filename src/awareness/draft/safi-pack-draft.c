/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "awareness/draft/safi-pack-draft.h"

#include <string.h>

#include "awareness/country/safi-csv.h"
#include "awareness/pack/safi-pack-about.h" /* and the limits of packs */
#include "awareness/pack/safi-pack-logo.h"
#include "awareness/tips/safi-example.h"
#include "awareness/tips/safi-pack-recording.h"
#include "awareness/tips/safi-teaching-xml.h"

#define ANY G_MAXUINT16         /* of octets: the characters bound them */
#define ID_FORM "pack-%08x%08x" /* nobody has to think of a name for computers */
#define TIP_ID_FORM "tip-%02u"  /* in the order of files */
#define SHORT_CODE_DIGITS_MAX 6 /* longer ones are phone numbers */
#define LINES_CHARS_MAX (4 * SAFI_EXAMPLE_CHARS_MAX) /* of all lines together */

#define PACK_TEXT(word, chars)                                                                     \
  {                                                                                                \
    SAFI_DRAFT_PACK, SAFI_DRAFT_TEXT, word, chars, ANY, ""                                         \
  }
#define TIP_CHOICE(word, initial)                                                                  \
  {                                                                                                \
    SAFI_DRAFT_TIP, SAFI_DRAFT_CHOICE, word, SAFI_TEACHING_WORD_MAX, ANY, initial                  \
  }
#define TIP_TEXT(word)                                                                             \
  {                                                                                                \
    SAFI_DRAFT_TIP, SAFI_DRAFT_TEXT, word, SAFI_EXAMPLE_CHARS_MAX, ANY, ""                         \
  }
#define TIP_LINES(word)                                                                            \
  {                                                                                                \
    SAFI_DRAFT_TIP, SAFI_DRAFT_LINES, word, LINES_CHARS_MAX, ANY, ""                               \
  }
#define CELL(kind, manner, word, initial)                                                          \
  {                                                                                                \
    kind, manner, word, SAFI_PACK_TEXT_CHARS_MAX, SAFI_CSV_FIELD_OCTETS_MAX, initial               \
  }
#define NUMBER(manner, word, initial) CELL (SAFI_DRAFT_NUMBER, manner, word, initial)
#define DAY(manner, word) CELL (SAFI_DRAFT_DAY, manner, word, "")

const SafiDraftFieldInfo safi_draft_fields[SAFI_N_DRAFT_FIELDS] = {
  [SAFI_DRAFT_COUNTRY] = { SAFI_DRAFT_PACK, SAFI_DRAFT_CHOICE, "country", 2, ANY, "" },
  [SAFI_DRAFT_NAME] = PACK_TEXT ("name", SAFI_PACK_NAME_CHARS_MAX),
  [SAFI_DRAFT_FROM] = PACK_TEXT ("from", SAFI_PACK_NAME_CHARS_MAX),
  [SAFI_DRAFT_ABOUT] = PACK_TEXT ("about", SAFI_PACK_TEXT_CHARS_MAX),
  [SAFI_DRAFT_TIP_ICON] = TIP_CHOICE ("icon", "mail-unread-symbolic"),
  [SAFI_DRAFT_TIP_THEME] = TIP_CHOICE ("theme", "other"),
  [SAFI_DRAFT_TIP_ABOUT] = TIP_CHOICE ("about", "scam"),
  [SAFI_DRAFT_TIP_AGE] = TIP_CHOICE ("age", "child"),
  [SAFI_DRAFT_TITLE] = TIP_TEXT ("title"),
  [SAFI_DRAFT_SENTENCE] = TIP_TEXT ("sentence"),
  [SAFI_DRAFT_MORE] = TIP_TEXT ("more"),
  [SAFI_DRAFT_SIGNS] = TIP_LINES ("sign"),
  [SAFI_DRAFT_STEPS] = TIP_LINES ("step"),
  [SAFI_DRAFT_SCAM_CHANNEL] = TIP_CHOICE ("channel", "sms"),
  [SAFI_DRAFT_SCAM_FROM] = TIP_TEXT ("from"),
  [SAFI_DRAFT_SCAM_SUBJECT] = TIP_TEXT ("subject"),
  [SAFI_DRAFT_SCAM_TEXT] = TIP_LINES ("p"),
  [SAFI_DRAFT_REAL_CHANNEL] = TIP_CHOICE ("channel", "sms"),
  [SAFI_DRAFT_REAL_FROM] = TIP_TEXT ("from"),
  [SAFI_DRAFT_REAL_SUBJECT] = TIP_TEXT ("subject"),
  [SAFI_DRAFT_REAL_TEXT] = TIP_LINES ("p"),
  [SAFI_DRAFT_TELL] = TIP_TEXT ("tell"),
  [SAFI_DRAFT_USE] = NUMBER (SAFI_DRAFT_CHOICE, "use", "lost_money"),
  [SAFI_DRAFT_VALUE] = NUMBER (SAFI_DRAFT_FACT, "value", ""),
  [SAFI_DRAFT_VALUE_KIND] = NUMBER (SAFI_DRAFT_CHOICE, "kind", "phone"),
  [SAFI_DRAFT_BODY] = NUMBER (SAFI_DRAFT_TEXT, "body", ""),
  [SAFI_DRAFT_OPERATOR] = NUMBER (SAFI_DRAFT_TEXT, "operator", ""),
  [SAFI_DRAFT_HOURS] = NUMBER (SAFI_DRAFT_TEXT, "hours", ""),
  [SAFI_DRAFT_COST] = NUMBER (SAFI_DRAFT_TEXT, "cost", ""),
  [SAFI_DRAFT_SOURCE] = NUMBER (SAFI_DRAFT_FACT, "source_url", ""),
  [SAFI_DRAFT_SOURCE_DATE] = NUMBER (SAFI_DRAFT_FACT, "source_date", ""),
  [SAFI_DRAFT_DATE] = DAY (SAFI_DRAFT_FACT, "date"),
  [SAFI_DRAFT_DAY_TITLE] = DAY (SAFI_DRAFT_TEXT, "title"),
  [SAFI_DRAFT_DAY_SENTENCE] = DAY (SAFI_DRAFT_TEXT, "sentence"),
};

static const guint parts_max[SAFI_N_DRAFT_KINDS] = { 1, SAFI_PACK_TIPS_MAX, SAFI_PACK_NUMBERS_MAX,
                                                     SAFI_PACK_DAYS_MAX };

static gboolean
is_of_each_language (SafiDraftField field)
{
  return safi_draft_fields[field].manner == SAFI_DRAFT_TEXT ||
         safi_draft_fields[field].manner == SAFI_DRAFT_LINES;
}

/* "17 sw"; "33 " of what is the same in all languages. */
static char *
make_key (SafiDraftField field, const char *language)
{
  return g_strdup_printf ("%d %s", field, is_of_each_language (field) ? language : "");
}

static SafiDraftPart *
new_part (SafiDraftKind kind, const char *id)
{
  SafiDraftPart *part = g_new0 (SafiDraftPart, 1);

  part->kind = kind;
  part->id = g_strdup (id);
  part->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  part->recordings =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  for (int field = 0; field < SAFI_N_DRAFT_FIELDS; field++)
    if (safi_draft_fields[field].kind == kind && *safi_draft_fields[field].initial != '\0')
      safi_draft_part_set (part, (SafiDraftField) field, "", safi_draft_fields[field].initial);
  return part;
}

static void
free_part (SafiDraftPart *part)
{
  g_free (part->id);
  g_hash_table_unref (part->texts);
  g_hash_table_unref (part->recordings);
  g_free (part);
}

SafiPackDraft *
safi_pack_draft_new (const char *language)
{
  SafiPackDraft *self = g_new0 (SafiPackDraft, 1);

  self->id = g_strdup_printf (ID_FORM, g_random_int (), g_random_int ());
  self->languages = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->languages, g_strdup (language));
  self->head = new_part (SAFI_DRAFT_PACK, "");
  self->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) free_part);
  return self;
}

void
safi_pack_draft_free (SafiPackDraft *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_ptr_array_unref (self->languages);
  free_part (self->head);
  g_ptr_array_unref (self->parts);
  g_clear_pointer (&self->logo, g_bytes_unref);
  g_free (self);
}

const char *
safi_draft_part_get (const SafiDraftPart *part, SafiDraftField field, const char *language)
{
  g_autofree char *key = make_key (field, language);
  const char *text = g_hash_table_lookup (part->texts, key);

  return text != NULL ? text : "";
}

/* Adds the character that begins at @p as a text can have it. */
static void
add_character (GString *text, const char *p, gboolean keeps_lines)
{
  const gsize length = (gsize) (g_utf8_next_char (p) - p);
  char one[8] = "";

  memcpy (one, p, length);
  if (*p == '\n' && keeps_lines)
    g_string_append_c (text, '\n');
  else if (g_ascii_isspace (*p))
    g_string_append_c (text, ' ');
  else if (safi_csv_is_plain (one))
    g_string_append_len (text, p, (gssize) length);
}

/* Returns: (transfer full): as much of @text as can be kept. */
static char *
make_plain (const SafiDraftFieldInfo *info, const char *text, gboolean *ret_is_whole)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autoptr (GString) plain = g_string_new (NULL);
  guint n_chars = 0;
  const char *p = valid;

  for (; *p != '\0' && n_chars < info->chars_max; p = g_utf8_next_char (p), n_chars++) {
    const gsize n_before = plain->len;

    add_character (plain, p, info->manner == SAFI_DRAFT_LINES);
    if (plain->len > info->octets_max) {
      g_string_truncate (plain, n_before);
      break;
    }
  }
  *ret_is_whole = *p == '\0';
  return g_string_free (g_steal_pointer (&plain), FALSE);
}

/* As the column "kind" calls it. */
static const char *
guess_value_kind (const char *value)
{
  if (strchr (value, '@') != NULL)
    return "email";
  if (strpbrk (value, ":/.") != NULL)
    return "url";
  if (strpbrk (value, "*#") != NULL)
    return "short_code";
  return strlen (value) <= SHORT_CODE_DIGITS_MAX && strpbrk (value, "+- ") == NULL ? "short_code"
                                                                                   : "phone";
}

gboolean
safi_draft_part_set (SafiDraftPart *part,
                     SafiDraftField field,
                     const char *language,
                     const char *text)
{
  gboolean is_whole;
  g_autofree char *plain = make_plain (&safi_draft_fields[field], text, &is_whole);
  g_autofree char *key = make_key (field, language);

  g_return_val_if_fail (safi_draft_fields[field].kind == part->kind, FALSE);
  if (field == SAFI_DRAFT_VALUE) {
    g_autofree char *value = g_strstrip (g_strdup (plain));

    safi_draft_part_set (part, SAFI_DRAFT_VALUE_KIND, "", guess_value_kind (value));
  }
  if (*plain == '\0')
    g_hash_table_remove (part->texts, key);
  else
    g_hash_table_insert (part->texts, g_steal_pointer (&key), g_steal_pointer (&plain));
  return is_whole;
}

gboolean
safi_draft_part_set_recording (SafiDraftPart *part, const char *language, GBytes *octets)
{
  guint seconds;

  g_return_val_if_fail (part->kind == SAFI_DRAFT_TIP, FALSE);
  if (octets == NULL) {
    g_hash_table_remove (part->recordings, language);
    return TRUE;
  }
  seconds = safi_pack_recording_measure (octets);
  if (seconds == 0 || seconds > SAFI_PACK_RECORDING_SECONDS_MAX)
    return FALSE;
  g_hash_table_insert (part->recordings, g_strdup (language), g_bytes_ref (octets));
  return TRUE;
}

static gboolean
is_blank (const char *text)
{
  return text[strspn (text, " \n")] == '\0';
}

/* Of what was recorded the words are missing at the most. @language: (nullable): in any. */
static gboolean
has_recording (const SafiDraftPart *part, const char *language)
{
  return language != NULL ? g_hash_table_contains (part->recordings, language)
                          : g_hash_table_size (part->recordings) > 0;
}

gboolean
safi_draft_part_is_written (const SafiDraftPart *part, const char *language)
{
  GHashTableIter iter;
  gpointer key, text;

  if (has_recording (part, language))
    return TRUE;
  g_hash_table_iter_init (&iter, part->texts);
  while (g_hash_table_iter_next (&iter, &key, &text)) {
    char *rest;
    const guint64 field = g_ascii_strtoull (key, &rest, 10);

    if (safi_draft_fields[field].manner != SAFI_DRAFT_CHOICE && !is_blank (text) &&
        (language == NULL || g_str_equal (rest + 1, language)))
      return TRUE;
  }
  return FALSE;
}

guint
safi_pack_draft_count (const SafiPackDraft *self, SafiDraftKind kind)
{
  guint count = 0;

  for (guint i = 0; i < self->parts->len; i++)
    count += ((SafiDraftPart *) self->parts->pdata[i])->kind == kind ? 1 : 0;
  return count;
}

/* Returns: (transfer full): behind all that are called so. */
static char *
make_tip_id (SafiPackDraft *self)
{
  guint last = 0;

  for (guint i = 0; i < self->parts->len; i++) {
    const SafiDraftPart *part = self->parts->pdata[i];
    const char *digits = g_str_has_prefix (part->id, "tip-") ? part->id + 4 : "";

    if (*digits != '\0' && strlen (digits) <= 4 &&
        strspn (digits, G_CSET_DIGITS) == strlen (digits))
      last = MAX (last, (guint) g_ascii_strtoull (digits, NULL, 10));
  }
  return g_strdup_printf (TIP_ID_FORM, last + 1);
}

SafiDraftPart *
safi_pack_draft_add (SafiPackDraft *self, SafiDraftKind kind)
{
  g_autofree char *id = kind == SAFI_DRAFT_TIP ? make_tip_id (self) : g_strdup ("");
  SafiDraftPart *part;

  g_return_val_if_fail (kind != SAFI_DRAFT_PACK, NULL);
  if (safi_pack_draft_count (self, kind) >= parts_max[kind])
    return NULL;
  part = new_part (kind, id);
  g_ptr_array_add (self->parts, part);
  return part;
}

void
safi_pack_draft_remove (SafiPackDraft *self, SafiDraftPart *part)
{
  g_ptr_array_remove (self->parts, part);
}

gboolean
safi_pack_draft_has_language (const SafiPackDraft *self, const char *language)
{
  return g_ptr_array_find_with_equal_func (self->languages, language, g_str_equal, NULL);
}

gboolean
safi_pack_draft_add_language (SafiPackDraft *self, const char *language)
{
  if (self->languages->len >= SAFI_PACK_LANGUAGES_MAX || !safi_pack_about_is_language (language) ||
      safi_pack_draft_has_language (self, language))
    return FALSE;
  g_ptr_array_add (self->languages, g_strdup (language));
  return TRUE;
}

static void
forget_language (SafiDraftPart *part, const char *language)
{
  g_hash_table_remove (part->recordings, language);
  for (int field = 0; field < SAFI_N_DRAFT_FIELDS; field++)
    if (safi_draft_fields[field].kind == part->kind && is_of_each_language ((SafiDraftField) field))
      safi_draft_part_set (part, (SafiDraftField) field, language, "");
}

void
safi_pack_draft_remove_language (SafiPackDraft *self, const char *language)
{
  g_autofree char *gone = g_strdup (language);
  guint place;

  if (self->languages->len == 1 ||
      !g_ptr_array_find_with_equal_func (self->languages, gone, g_str_equal, &place))
    return;
  forget_language (self->head, gone);
  for (guint i = 0; i < self->parts->len; i++)
    forget_language (self->parts->pdata[i], gone);
  g_ptr_array_remove_index (self->languages, place);
}

gboolean
safi_pack_draft_set_logo (SafiPackDraft *self, GBytes *octets)
{
  GBytes *logo = octets != NULL ? safi_pack_logo_read (octets) : NULL;

  if (octets != NULL && logo == NULL)
    return FALSE;
  g_clear_pointer (&self->logo, g_bytes_unref);
  self->logo = logo;
  return TRUE;
}

gboolean
safi_pack_draft_is_written (const SafiPackDraft *self)
{
  if (self->logo != NULL || safi_draft_part_is_written (self->head, NULL))
    return TRUE;
  for (guint i = 0; i < self->parts->len; i++)
    if (safi_draft_part_is_written (self->parts->pdata[i], NULL))
      return TRUE;
  return FALSE;
}
