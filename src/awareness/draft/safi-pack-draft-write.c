/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "awareness/draft/safi-pack-draft-write.h"

#include <string.h>

#include "awareness/pack/safi-pack-about.h"
#include "awareness/pack/safi-pack-read.h"
#include "awareness/pack/safi-pack.h"
#include "awareness/tips/safi-pack-recording.h"

typedef struct {
  const SafiPackDraft *draft;
  SafiPackFiles *files;
  GPtrArray *places; /* (nullable) */
  GPtrArray *faults;
  char *name; /* of the file that is being written */
  GString *text;
  guint line;
} Writer;

static void
free_place (SafiDraftPlace *place)
{
  g_free (place->file);
  g_free (place);
}

GPtrArray *
safi_draft_places_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) free_place);
}

static void
begin (Writer *self, char *name)
{
  self->name = name;
  self->text = g_string_new (NULL);
  self->line = 1;
}

static void
add_octets (Writer *self, const char *name, GBytes *octets)
{
  if (safi_pack_files_check (self->files, name, self->faults))
    safi_pack_files_add (self->files, name, octets, self->faults);
}

static void
end (Writer *self)
{
  g_autoptr (GBytes) octets = g_string_free_to_bytes (g_steal_pointer (&self->text));

  add_octets (self, self->name, octets);
  g_clear_pointer (&self->name, g_free);
}

/* The line that is written now is about @field. */
static void
mark (Writer *self, const SafiDraftPart *part, SafiDraftField field, const char *language)
{
  SafiDraftPlace *place;

  if (self->places == NULL)
    return;
  place = g_new0 (SafiDraftPlace, 1);
  *place = (SafiDraftPlace){ g_strdup (self->name), self->line, part, field, language };
  g_ptr_array_add (self->places, place);
}

static void
add_line (Writer *self, const char *line)
{
  g_string_append_printf (self->text, "%s\n", line);
  self->line++;
}

/* Returns: (transfer full): as readers see it: without white space at its ends, and with one space
 * for each run of them. */
static char *
get_text (const SafiDraftPart *part, SafiDraftField field, const char *language)
{
  char *text = g_strdup (safi_draft_part_get (part, field, language));
  char *to = text;

  for (const char *p = text; *p != '\0'; p++)
    if (p[0] != ' ' || p[1] != ' ')
      *to++ = *p;
  *to = '\0';
  return g_strstrip (text);
}

static const char *
get_first_language (Writer *self)
{
  return self->draft->languages->pdata[0];
}

static void
add_fact (Writer *self, const char *key, const char *value)
{
  g_autofree char *line = g_strconcat (key, "=", value, NULL);

  if (*value != '\0')
    add_line (self, line);
}

static void
add_head_text (Writer *self, SafiDraftField field, const char *language)
{
  g_autofree char *text = get_text (self->draft->head, field, language);
  const gboolean is_first = g_str_equal (language, get_first_language (self));
  g_autofree char *key = is_first
                             ? g_strdup (safi_draft_fields[field].word)
                             : g_strdup_printf ("%s[%s]", safi_draft_fields[field].word, language);

  if (*text != '\0')
    mark (self, self->draft->head, field, language);
  add_fact (self, key, text);
}

static void
write_about (Writer *self)
{
  g_autoptr (GString) languages = g_string_new (NULL);

  for (guint i = 0; i < self->draft->languages->len; i++)
    g_string_append_printf (languages, "%s%s", i > 0 ? " " : "",
                            (char *) self->draft->languages->pdata[i]);
  begin (self, g_strdup (SAFI_PACK_ABOUT));
  add_fact (self, "format", G_STRINGIFY (SAFI_PACK_FORMAT));
  add_fact (self, "id", self->draft->id);
  add_fact (self, "country", safi_draft_part_get (self->draft->head, SAFI_DRAFT_COUNTRY, ""));
  add_fact (self, "languages", languages->str);
  for (guint i = 0; i < self->draft->languages->len; i++)
    for (int field = SAFI_DRAFT_NAME; field <= SAFI_DRAFT_ABOUT; field++)
      add_head_text (self, (SafiDraftField) field, self->draft->languages->pdata[i]);
  end (self);
}

/* One element in a line of its own. */
static void
add_element (Writer *self,
             const SafiDraftPart *part,
             SafiDraftField field,
             const char *language,
             const char *text)
{
  const char *word = safi_draft_fields[field].word;
  g_autofree char *line = g_markup_printf_escaped ("<%s>%s</%s>", word, text, word);

  mark (self, part, field, language);
  add_line (self, line);
}

static void
add_text (Writer *self, const SafiDraftPart *part, SafiDraftField field, const char *language)
{
  g_autofree char *text = get_text (part, field, language);

  add_element (self, part, field, language, text);
}

/* At least one, which may be empty. */
static void
add_lines (Writer *self, const SafiDraftPart *part, SafiDraftField field, const char *language)
{
  g_autofree char *text = get_text (part, field, language);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  if (lines[0] == NULL)
    add_element (self, part, field, language, "");
  for (guint i = 0; lines[i] != NULL; i++)
    if (*g_strstrip (lines[i]) != '\0')
      add_element (self, part, field, language, lines[i]);
}

/* @field: its channel; the others of the message come behind it. */
static void
add_message (Writer *self,
             const SafiDraftPart *part,
             const char *word,
             SafiDraftField field,
             const char *language)
{
  const char *channel = safi_draft_part_get (part, field, language);
  g_autofree char *head = g_markup_printf_escaped ("<%s channel=\"%s\">", word, channel);
  g_autofree char *tail = g_strdup_printf ("</%s>", word);

  add_line (self, head);
  add_text (self, part, (SafiDraftField) (field + 1), language);
  if (g_str_equal (channel, "mail"))
    add_text (self, part, (SafiDraftField) (field + 2), language);
  add_lines (self, part, (SafiDraftField) (field + 3), language);
  add_line (self, tail);
}

static void
write_tip (Writer *self, const SafiDraftPart *part, const char *language)
{
  g_autofree char *head =
      g_markup_printf_escaped ("<tip id=\"%s\" icon=\"%s\" theme=\"%s\" about=\"%s\" age=\"%s\">",
                               part->id, safi_draft_part_get (part, SAFI_DRAFT_TIP_ICON, ""),
                               safi_draft_part_get (part, SAFI_DRAFT_TIP_THEME, ""),
                               safi_draft_part_get (part, SAFI_DRAFT_TIP_ABOUT, ""),
                               safi_draft_part_get (part, SAFI_DRAFT_TIP_AGE, ""));

  begin (self, g_strdup_printf ("tips/%s.%s.xml", part->id, language));
  add_line (self, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
  add_line (self, head);
  add_text (self, part, SAFI_DRAFT_TITLE, language);
  add_text (self, part, SAFI_DRAFT_SENTENCE, language);
  add_text (self, part, SAFI_DRAFT_MORE, language);
  add_lines (self, part, SAFI_DRAFT_SIGNS, language);
  add_lines (self, part, SAFI_DRAFT_STEPS, language);
  add_message (self, part, "scam", SAFI_DRAFT_SCAM_CHANNEL, language);
  add_message (self, part, "real", SAFI_DRAFT_REAL_CHANNEL, language);
  add_text (self, part, SAFI_DRAFT_TELL, language);
  add_line (self, "</tip>");
  end (self);
}

static void
write_recording (Writer *self, const SafiDraftPart *part, const char *language)
{
  GBytes *octets = g_hash_table_lookup (part->recordings, language);
  g_autofree char *name = g_strconcat (SAFI_PACK_RECORDING_FOLDER, part->id, ".", language,
                                       SAFI_PACK_RECORDING_SUFFIX, NULL);

  if (octets != NULL)
    add_octets (self, name, octets);
}

static void
write_tips (Writer *self, const char *language)
{
  const gboolean is_first = g_str_equal (language, get_first_language (self));

  for (guint i = 0; i < self->draft->parts->len; i++) {
    const SafiDraftPart *part = self->draft->parts->pdata[i];

    if (part->kind == SAFI_DRAFT_TIP &&
        safi_draft_part_is_written (part, is_first ? NULL : language)) {
      write_tip (self, part, language);
      write_recording (self, part, language);
    }
  }
}

static void
add_cell (GString *row, const char *text)
{
  g_auto (GStrv) halves = g_strsplit (text, "\"", -1);
  g_autofree char *doubled = g_strjoinv ("\"\"", halves);
  const char *quote = strpbrk (text, ",\"") != NULL ? "\"" : "";

  g_string_append_printf (row, "%s%s%s,", quote, doubled, quote);
}

/* Returns: (transfer full): what stands in a table; of what nobody wrote in @language the first. */
static char *
get_cell (Writer *self, const SafiDraftPart *part, SafiDraftField field, const char *language)
{
  g_autofree char *text = get_text (part, field, language);

  return *text != '\0' ? g_steal_pointer (&text)
                       : get_text (part, field, get_first_language (self));
}

/* The columns of @kind, and what @part (nullable) has in them. */
static void
add_row (Writer *self, SafiDraftKind kind, const SafiDraftPart *part, const char *language)
{
  g_autoptr (GString) row = g_string_new (NULL);

  for (int i = 0; i < SAFI_N_DRAFT_FIELDS; i++) {
    const SafiDraftField field = (SafiDraftField) i;
    g_autofree char *text = NULL;

    if (safi_draft_fields[field].kind != kind)
      continue;
    text = part != NULL ? get_cell (self, part, field, language)
                        : g_strdup (safi_draft_fields[field].word);
    add_cell (row, text);
  }
  g_string_truncate (row, row->len - 1);
  if (part != NULL)
    mark (self, part, SAFI_N_DRAFT_FIELDS, language);
  add_line (self, row->str);
}

/* Whether anybody wrote in @language (nullable: in any). */
static gboolean
has_table (Writer *self, SafiDraftKind kind, const char *language)
{
  for (guint i = 0; i < self->draft->parts->len; i++) {
    const SafiDraftPart *part = self->draft->parts->pdata[i];

    if (part->kind == kind && safi_draft_part_is_written (part, language))
      return TRUE;
  }
  return FALSE;
}

static void
write_table (Writer *self, SafiDraftKind kind, const char *word, const char *language)
{
  const gboolean is_first = g_str_equal (language, get_first_language (self));

  if (!has_table (self, kind, is_first ? NULL : language))
    return;
  begin (self, g_strdup_printf ("%s.%s.csv", word, language));
  add_row (self, kind, NULL, language);
  for (guint i = 0; i < self->draft->parts->len; i++) {
    const SafiDraftPart *part = self->draft->parts->pdata[i];

    if (part->kind == kind && safi_draft_part_is_written (part, NULL))
      add_row (self, kind, part, language);
  }
  end (self);
}

static void
write_logo (Writer *self)
{
  if (self->draft->logo != NULL)
    add_octets (self, SAFI_PACK_LOGO, self->draft->logo);
}

SafiPackFiles *
safi_pack_draft_write (const SafiPackDraft *self, GPtrArray *places, GPtrArray *faults)
{
  g_autoptr (SafiPackFiles) files = safi_pack_files_new ();
  Writer writer = { .draft = self, .files = files, .places = places, .faults = faults };
  const guint n_before = faults->len;

  write_about (&writer);
  for (guint i = 0; i < self->languages->len; i++) {
    const char *language = self->languages->pdata[i];

    write_tips (&writer, language);
    write_table (&writer, SAFI_DRAFT_NUMBER, "numbers", language);
    write_table (&writer, SAFI_DRAFT_DAY, "days", language);
  }
  write_logo (&writer);
  if (faults->len > n_before)
    return NULL;
  safi_pack_files_finish (files);
  return g_steal_pointer (&files);
}
