/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "awareness/draft/safi-pack-draft-read.h"

#include <string.h>

#include "awareness/country/safi-csv.h"
#include "awareness/pack/safi-pack-about.h"
#include "awareness/pack/safi-pack-read.h"
#include "awareness/pack/safi-pack-signature.h"
#include "awareness/tips/safi-pack-recording.h"

#define TIPS "tips/"
#define XML ".xml"

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SafiCsv, safi_csv_clear)

/* The order in which files are read. */
typedef enum {
  TURN_FIRST_LANGUAGE,
  TURN_OTHERS,
  TURN_RECORDINGS, /* of tips that were read */
  N_TURNS
} Turn;

/* A tip that is being read. */
typedef struct {
  SafiDraftPart *part;
  const char *language;
  int message; /* SAFI_DRAFT_SCAM_CHANNEL or SAFI_DRAFT_REAL_CHANNEL in one; 0 outside */
  int field;   /* that is open; -1: none */
  gboolean is_whole;
} TipReader;

/* Adds @text as a line of its own where the field has lines. FALSE: it cannot all be kept. */
static gboolean
add_text (SafiDraftPart *part, SafiDraftField field, const char *language, const char *text)
{
  const char *before = safi_draft_part_get (part, field, language);
  g_autofree char *all = safi_draft_fields[field].manner == SAFI_DRAFT_LINES && *before != '\0'
                             ? g_strconcat (before, "\n", text, NULL)
                             : g_strdup (text);

  return safi_draft_part_set (part, field, language, all);
}

/* Returns: the field that an element or attribute called @name stands for; -1 if none. */
static int
find_tip_field (TipReader *self, const char *name)
{
  const int first = self->message != 0 ? self->message : SAFI_DRAFT_TIP_ICON;
  const int last = self->message != 0 ? self->message + 3 : SAFI_DRAFT_TELL;

  for (int field = first; field <= last; field++) {
    const gboolean in_message = field >= SAFI_DRAFT_SCAM_CHANNEL && field <= SAFI_DRAFT_REAL_TEXT;

    if (in_message == (self->message != 0) && g_str_equal (safi_draft_fields[field].word, name))
      return field;
  }
  return -1;
}

static void
read_attributes (TipReader *self, const char **names, const char **values)
{
  for (guint i = 0; names[i] != NULL; i++) {
    const int field = find_tip_field (self, names[i]);

    if (field >= 0 && safi_draft_fields[field].manner == SAFI_DRAFT_CHOICE)
      self->is_whole &=
          safi_draft_part_set (self->part, (SafiDraftField) field, self->language, values[i]);
  }
}

static void
start_element_cb (GMarkupParseContext *context,
                  const char *name,
                  const char **names,
                  const char **values,
                  gpointer user_data,
                  GError **error)
{
  TipReader *self = user_data;

  if (g_str_equal (name, "scam"))
    self->message = SAFI_DRAFT_SCAM_CHANNEL;
  else if (g_str_equal (name, "real"))
    self->message = SAFI_DRAFT_REAL_CHANNEL;
  self->field = find_tip_field (self, name);
  if (self->field >= 0 && safi_draft_fields[self->field].manner == SAFI_DRAFT_CHOICE)
    self->field = -1; /* that is an attribute */
  if (self->field < 0)
    read_attributes (self, names, values);
}

static void
end_element_cb (GMarkupParseContext *context, const char *name, gpointer user_data, GError **error)
{
  TipReader *self = user_data;

  self->field = -1;
  if (g_str_equal (name, "scam") || g_str_equal (name, "real"))
    self->message = 0;
}

static gboolean
is_blank (const char *text)
{
  return text[strspn (text, " \t\r\n")] == '\0';
}

/* GMarkup gives a text in one piece: nothing but elements can stand between. White space is what
 * the reader of tips makes of it. */
static void
text_cb (GMarkupParseContext *context,
         const char *text,
         gsize length,
         gpointer user_data,
         GError **error)
{
  TipReader *self = user_data;
  g_autofree char *copy = g_strndup (text, length);
  g_autoptr (GString) joined = g_string_new (NULL);
  g_auto (GStrv) words = g_strsplit_set (copy, " \t\r\n", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_string_append_printf (joined, "%s%s", joined->len > 0 ? " " : "", words[i]);
  if (self->field >= 0 && joined->len > 0)
    self->is_whole &=
        add_text (self->part, (SafiDraftField) self->field, self->language, joined->str);
  else
    self->is_whole &= is_blank (copy);
}

/* FALSE: not all of it can be kept. */
static gboolean
read_tip (SafiDraftPart *part, const char *language, GBytes *octets)
{
  static const GMarkupParser parser = { start_element_cb, end_element_cb, text_cb, NULL, NULL };
  TipReader reader = { part, language, 0, -1, TRUE };
  g_autoptr (GBytes) text = safi_pack_about_strip_mark (octets);
  g_autoptr (GMarkupParseContext) context =
      g_markup_parse_context_new (&parser, (GMarkupParseFlags) 0, &reader, NULL);
  gsize length;
  const char *start = g_bytes_get_data (text, &length);

  return g_markup_parse_context_parse (context, start, (gssize) length, NULL) &&
         g_markup_parse_context_end_parse (context, NULL) && reader.is_whole;
}

/* Returns: (transfer none) (nullable): the tip of that id. */
static SafiDraftPart *
find_tip (SafiPackDraft *draft, const char *id)
{
  for (guint i = 0; i < draft->parts->len; i++) {
    SafiDraftPart *part = draft->parts->pdata[i];

    if (part->kind == SAFI_DRAFT_TIP && g_str_equal (part->id, id))
      return part;
  }
  return NULL;
}

/* Returns: (transfer none) (nullable). */
static SafiDraftPart *
add_tip (SafiPackDraft *draft, const char *id)
{
  SafiDraftPart *part = safi_pack_draft_add (draft, SAFI_DRAFT_TIP);

  if (part != NULL) {
    g_free (part->id);
    part->id = g_strdup (id);
  }
  return part;
}

/* @name: "tips/fee.sw.xml". Returns: (transfer full) (nullable): "fee"; NULL: it has another form.
 */
static char *
split_name (const char *name, const char *folder, const char *ending, char **ret_language)
{
  g_autofree char *stem =
      g_strndup (name + strlen (folder), strlen (name) - strlen (folder) - strlen (ending));
  char *language = strrchr (stem, '.');

  if (language == NULL)
    return NULL;
  *language++ = '\0';
  *ret_language = g_strdup (language);
  return g_steal_pointer (&stem);
}

static gboolean
read_tip_file (SafiPackDraft *draft, const char *name, GBytes *octets)
{
  g_autofree char *language = NULL;
  g_autofree char *id = split_name (name, TIPS, XML, &language);
  SafiDraftPart *part;

  if (id == NULL)
    return FALSE;
  part = find_tip (draft, id);
  if (part == NULL)
    part = add_tip (draft, id);
  return part != NULL && safi_pack_draft_has_language (draft, language) &&
         read_tip (part, language, octets);
}

/* @name: "audio/fee.sw.ogg". The words of its tip may come later. */
static gboolean
read_recording_file (SafiPackDraft *draft, const char *name, GBytes *octets)
{
  g_autofree char *language = NULL;
  g_autofree char *id =
      split_name (name, SAFI_PACK_RECORDING_FOLDER, SAFI_PACK_RECORDING_SUFFIX, &language);
  SafiDraftPart *part = id != NULL ? find_tip (draft, id) : NULL;

  return part != NULL && safi_pack_draft_has_language (draft, language) &&
         safi_draft_part_set_recording (part, language, octets);
}

static int
find_column (SafiDraftKind kind, const char *word)
{
  for (int field = 0; field < SAFI_N_DRAFT_FIELDS; field++)
    if (safi_draft_fields[field].kind == kind && g_str_equal (safi_draft_fields[field].word, word))
      return field;
  return -1;
}

/* The row at @place among those of @kind. Returns: (transfer none) (nullable). */
static SafiDraftPart *
find_row (SafiPackDraft *draft, SafiDraftKind kind, guint place)
{
  for (guint i = 0; i < draft->parts->len; i++) {
    SafiDraftPart *part = draft->parts->pdata[i];

    if (part->kind == kind && place-- == 0)
      return part;
  }
  return safi_pack_draft_add (draft, kind);
}

/* What is the same as in the first language was not written in another. */
static gboolean
read_cell (SafiPackDraft *draft,
           SafiDraftPart *part,
           SafiDraftField field,
           const char *language,
           const char *text)
{
  const char *first = draft->languages->pdata[0];

  if (g_str_equal (safi_draft_part_get (part, field, first), text))
    return TRUE;
  /* A number is not another in another language. */
  return (g_str_equal (language, first) || safi_draft_fields[field].manner == SAFI_DRAFT_TEXT) &&
         safi_draft_part_set (part, field, language, text);
}

static gboolean
read_row (SafiPackDraft *draft,
          SafiDraftPart *part,
          GPtrArray *head,
          GPtrArray *row,
          const char *language)
{
  if (part == NULL || row->len != head->len)
    return FALSE;
  /* A number says which kind it is of, unless the table says it. */
  for (int pass = 0; pass < 2; pass++)
    for (guint i = 0; i < row->len; i++) {
      const int field = find_column (part->kind, head->pdata[i]);

      if (field < 0 || ((field == SAFI_DRAFT_VALUE) == (pass == 0) &&
                        !read_cell (draft, part, (SafiDraftField) field, language, row->pdata[i])))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_table (SafiPackDraft *draft, SafiDraftKind kind, const char *language, GBytes *octets)
{
  g_autoptr (GBytes) text = safi_pack_about_strip_mark (octets);
  g_auto (SafiCsv) csv = { 0 };
  g_autoptr (GPtrArray) head = NULL;
  g_autoptr (GPtrArray) row = NULL;
  g_autoptr (GError) error = NULL;

  if (!safi_csv_init (&csv, text, &error) || (head = safi_csv_read (&csv, &error)) == NULL)
    return FALSE;
  for (guint place = 0; (row = safi_csv_read (&csv, &error)) != NULL;) {
    if (!safi_csv_is_empty (row) &&
        !read_row (draft, find_row (draft, kind, place++), head, row, language))
      return FALSE;
    g_clear_pointer (&row, g_ptr_array_unref);
  }
  return error == NULL;
}

/* @name: "numbers.sw.csv". */
static gboolean
read_table_file (SafiPackDraft *draft, const char *name, GBytes *octets)
{
  g_auto (GStrv) words = g_strsplit (name, ".", -1);
  const gboolean is_numbers = g_str_equal (words[0], "numbers");

  if (g_strv_length (words) != 3 || !g_str_equal (words[2], "csv") ||
      !(is_numbers || g_str_equal (words[0], "days")) ||
      !safi_pack_draft_has_language (draft, words[1]))
    return FALSE;
  return read_table (draft, is_numbers ? SAFI_DRAFT_NUMBER : SAFI_DRAFT_DAY, words[1], octets);
}

static gboolean
is_recording (const SafiPackFile *file)
{
  return g_str_has_prefix (file->name, SAFI_PACK_RECORDING_FOLDER) &&
         g_str_has_suffix (file->name, SAFI_PACK_RECORDING_SUFFIX);
}

static gboolean
read_file (SafiPackDraft *draft, const SafiPackFile *file)
{
  if (g_str_equal (file->name, SAFI_PACK_ABOUT) || g_str_equal (file->name, SAFI_PACK_SIGNATURE))
    return TRUE;
  if (g_str_equal (file->name, SAFI_PACK_LOGO))
    return safi_pack_draft_set_logo (draft, file->octets);
  if (g_str_has_prefix (file->name, TIPS) && g_str_has_suffix (file->name, XML))
    return read_tip_file (draft, file->name, file->octets);
  if (is_recording (file))
    return read_recording_file (draft, file->name, file->octets);
  return read_table_file (draft, file->name, file->octets);
}

static void
set_head (SafiPackDraft *draft, const SafiPack *pack)
{
  g_free (draft->id);
  draft->id = g_strdup (pack->id);
  safi_draft_part_set (draft->head, SAFI_DRAFT_COUNTRY, "", pack->country);
  for (guint i = 0; i < pack->texts->len; i++) {
    const SafiPackTexts *texts = pack->texts->pdata[i];

    safi_pack_draft_add_language (draft, texts->language);
    safi_draft_part_set (draft->head, SAFI_DRAFT_NAME, texts->language,
                         texts->name != NULL ? texts->name : "");
    safi_draft_part_set (draft->head, SAFI_DRAFT_FROM, texts->language,
                         texts->from != NULL ? texts->from : "");
    safi_draft_part_set (draft->head, SAFI_DRAFT_ABOUT, texts->language,
                         texts->about != NULL ? texts->about : "");
  }
}

/* What is missing there can be written later; all else would be lost. */
static gboolean
can_go_on (GPtrArray *faults)
{
  for (guint i = 0; i < faults->len; i++)
    if (((SafiPackFault *) faults->pdata[i])->kind != SAFI_PACK_FAULT_EMPTY)
      return FALSE;
  return TRUE;
}

/* Returns: (transfer full) (nullable). */
static SafiPackDraft *
read_about (const SafiPackFiles *files)
{
  g_autoptr (SafiPack) pack = safi_pack_new ();
  g_autoptr (GPtrArray) faults = safi_pack_faults_new ();
  GBytes *about = safi_pack_files_find (files, SAFI_PACK_ABOUT);
  SafiPackDraft *draft;

  if (about == NULL)
    return NULL;
  safi_pack_about_read (pack, about, faults);
  if (pack->id == NULL || pack->texts->len == 0 || !can_go_on (faults))
    return NULL;
  draft = safi_pack_draft_new (((SafiPackTexts *) pack->texts->pdata[0])->language);
  set_head (draft, pack);
  return draft;
}

/* Tables take from the first language what others lack, so it is read before them. */
static gboolean
is_turn (const SafiPackDraft *draft, const SafiPackFile *file, Turn turn)
{
  g_autofree char *first = g_strdup_printf (".%s.", (char *) draft->languages->pdata[0]);

  if (is_recording (file))
    return turn == TURN_RECORDINGS;
  return turn == (strstr (file->name, first) != NULL ? TURN_FIRST_LANGUAGE : TURN_OTHERS);
}

static gboolean
read_files (SafiPackDraft *draft, const SafiPackFiles *files, Turn turn)
{
  gboolean is_whole = TRUE;

  for (guint i = 0; is_whole && i < files->files->len; i++) {
    const SafiPackFile *file = files->files->pdata[i];

    if (is_turn (draft, file, turn))
      is_whole = read_file (draft, file);
  }
  return is_whole;
}

/* A signature holds for what was signed, not for what is made of it. */
static gboolean
check_signature (const SafiPackFiles *files)
{
  g_autoptr (GPtrArray) faults = safi_pack_faults_new ();
  g_autofree char *signer = NULL;

  return safi_pack_signature_read (files, &signer, faults);
}

SafiPackDraft *
safi_pack_draft_read (const SafiPackFiles *files)
{
  g_autoptr (SafiPackDraft) draft = check_signature (files) ? read_about (files) : NULL;

  for (int turn = 0; draft != NULL && turn < N_TURNS; turn++)
    if (!read_files (draft, files, (Turn) turn))
      return NULL;
  return g_steal_pointer (&draft);
}
