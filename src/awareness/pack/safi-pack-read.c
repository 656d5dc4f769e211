/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "awareness/pack/safi-pack-read.h"

#include <stdlib.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "awareness/pack/safi-pack-about.h"
#include "awareness/pack/safi-pack-logo.h"
#include "awareness/pack/safi-pack-mentions.h"
#include "awareness/pack/safi-pack-signature.h"
#include "awareness/pack/safi-pack-table.h"
#include "awareness/pack/safi-pack-zip.h"
#include "awareness/tips/safi-tip-parse.h"

#define TIPS "tips/"

typedef struct {
  SafiPack *pack;
  const SafiPackFiles *files;
  GPtrArray *faults;
} Reader;

/* What the name of a file says: "tips/fee.sw.xml" is the tip "fee" in "sw". */
typedef struct {
  char *stem;     /* "tips/fee" */
  char *language; /* "sw" */
  char *ending;   /* "xml" */
} Name;

static void
clear_name (Name *name)
{
  g_free (name->stem);
  g_free (name->language);
  g_free (name->ending);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Name, clear_name)

/* All are "" where the name has not two dots. */
static void
split_name (const char *file, Name *name)
{
  const char *last = strrchr (file, '.');
  const char *first = last != NULL ? g_strrstr_len (file, last - file, ".") : NULL;

  *name = (Name){ NULL };
  if (first == NULL)
    first = last = "";
  else
    name->stem = g_strndup (file, (gsize) (first - file));
  name->language = first < last ? g_strndup (first + 1, (gsize) (last - first - 1)) : g_strdup ("");
  name->ending = g_strdup (*last != '\0' ? last + 1 : "");
  if (name->stem == NULL)
    name->stem = g_strdup ("");
}

static gboolean
has_language (Reader *self, const char *language)
{
  for (guint i = 0; i < self->pack->texts->len; i++)
    if (g_str_equal (((SafiPackTexts *) self->pack->texts->pdata[i])->language, language))
      return TRUE;
  return FALSE;
}

static const char *
get_first_language (Reader *self)
{
  return ((SafiPackTexts *) self->pack->texts->pdata[0])->language;
}

static gboolean
is_table (const Name *name)
{
  return g_str_equal (name->ending, "csv") &&
         (g_str_equal (name->stem, "numbers") || g_str_equal (name->stem, "days"));
}

static gboolean
is_tip (const Name *name)
{
  return g_str_equal (name->ending, "xml") && g_str_has_prefix (name->stem, TIPS) &&
         safi_teaching_check_word ("id", name->stem + strlen (TIPS), "", NULL);
}

static gboolean
is_recording (const Name *name)
{
  return g_strcmp0 (name->ending, SAFI_PACK_RECORDING_SUFFIX + 1) == 0 &&
         g_str_has_prefix (name->stem, SAFI_PACK_RECORDING_FOLDER) &&
         safi_teaching_check_word ("id", name->stem + strlen (SAFI_PACK_RECORDING_FOLDER), "",
                                   NULL);
}

static gboolean
check_language (Reader *self, const SafiPackFile *file, const Name *name)
{
  return has_language (self, name->language) ||
         safi_pack_faults_add (self->faults, file->name, 0,
                               N_ ("“{0}” is no language of the pack. Name it in the line "
                                   "“languages=” of pack.txt."),
                               name->language, NULL);
}

/* It reads a tip of the pack aloud, in the language in which that is written. */
static gboolean
check_recording (Reader *self, const SafiPackFile *file, const Name *name)
{
  g_autofree char *tip = NULL;

  if (!is_recording (name))
    return safi_pack_faults_add (self->faults, file->name, 0,
                                 N_ ("A recording is called audio/ID.en.ogg, with the id of its "
                                     "tip. Rename this file or take it out."),
                                 NULL, NULL);
  if (!check_language (self, file, name))
    return FALSE;
  tip = g_strconcat (TIPS, name->stem + strlen (SAFI_PACK_RECORDING_FOLDER), ".", name->language,
                     ".xml", NULL);
  return safi_pack_files_find (self->files, tip) != NULL ||
         safi_pack_faults_add (self->faults, file->name, 0,
                               /* Translators: {0} is the name of a file. */
                               N_ ("There is no {0} that it could read aloud. Write that tip, or "
                                   "take the recording out."),
                               tip, NULL);
}

/* Each file says by its name what it is and in which language; the first language has them all but
 * the recordings. */
static gboolean
check_file (Reader *self, const SafiPackFile *file)
{
  g_auto (Name) name = { NULL };
  g_autofree char *first = NULL;

  if (g_str_equal (file->name, SAFI_PACK_ABOUT) || g_str_equal (file->name, SAFI_PACK_LOGO) ||
      g_str_equal (file->name, SAFI_PACK_SIGNATURE))
    return TRUE;
  split_name (file->name, &name);
  if (g_str_has_prefix (file->name, SAFI_PACK_RECORDING_FOLDER) ||
      g_str_has_suffix (file->name, SAFI_PACK_RECORDING_SUFFIX))
    return check_recording (self, file, &name);
  if (!is_table (&name) && !is_tip (&name))
    return safi_pack_faults_add (self->faults, file->name, 0,
                                 N_ ("A pack has pack.txt, logo.png, numbers.en.csv, days.en.csv "
                                     "and tips/ID.en.xml. Rename this file or take it out."),
                                 NULL, NULL);
  if (!check_language (self, file, &name))
    return FALSE;
  first = g_strconcat (name.stem, ".", get_first_language (self), ".", name.ending, NULL);
  return safi_pack_files_find (self->files, first) != NULL ||
         safi_pack_faults_add (self->faults, file->name, 0,
                               N_ ("It is not there in the first language of the pack. Write {0}."),
                               first, NULL);
}

static SafiPackFaultKind
get_kind (const GError *error)
{
  if (g_error_matches (error, SAFI_TEACHING_ERROR, SAFI_TEACHING_ERROR_EMPTY))
    return SAFI_PACK_FAULT_EMPTY;
  if (g_error_matches (error, SAFI_TEACHING_ERROR, SAFI_TEACHING_ERROR_LONG))
    return SAFI_PACK_FAULT_LONG;
  if (g_error_matches (error, SAFI_TEACHING_ERROR, SAFI_TEACHING_ERROR_LONG_TOGETHER))
    return SAFI_PACK_FAULT_LONG_TOGETHER;
  if (g_error_matches (error, SAFI_TEACHING_ERROR, SAFI_TEACHING_ERROR_MANY))
    return SAFI_PACK_FAULT_MANY;
  return SAFI_PACK_FAULT_OTHER;
}

/* The reader of tips says the line in its message, as GMarkup does: "… line 11 char 2: what". */
static void
add_tip_fault (Reader *self, const char *file, const GError *error)
{
  const char *place = strstr (error->message, "line ");
  const char *what = place != NULL ? strstr (place, ": ") : NULL;
  const guint line = what != NULL ? (guint) strtoul (place + strlen ("line "), NULL, 10) : 0;
  const SafiPackSpot spot = { file, line, NULL, get_kind (error) };

  safi_pack_faults_add_at (
      self->faults, &spot,
      /* Translators: {0} is a fault in English. A tip is a lesson in a file. */
      N_ ("{0}. docs/tips.md says how a tip is written."), what != NULL ? what + 2 : error->message,
      NULL);
}

/* Its id is the pack's from now on: nothing that is built in has such a one, nor its translations.
 */
static SafiTip *
read_tip (Reader *self, const char *id, const char *file)
{
  g_autoptr (GBytes) octets = safi_pack_about_strip_mark (safi_pack_files_find (self->files, file));
  g_autoptr (GError) error = NULL;
  g_autoptr (SafiTip) tip = safi_tip_parse (octets, &error);

  if (tip == NULL) {
    add_tip_fault (self, file, error);
    return NULL;
  }
  if (!g_str_equal (tip->id, id)) {
    safi_pack_faults_add (self->faults, file, 0,
                          N_ ("Its id is “{0}”. Write “{1}”, as the file is called."), tip->id, id);
    return NULL;
  }
  g_free (tip->id);
  tip->id = g_strconcat (self->pack->id, "/", id, NULL);
  g_ptr_array_set_size (tip->codes, 0);
  return g_steal_pointer (&tip);
}

/* Returns: (transfer full) (nullable): the file of @stem in @texts' language, else in the first. */
static char *
choose_file (Reader *self, const SafiPackTexts *texts, const char *stem, const char *ending)
{
  g_autofree char *own = g_strconcat (stem, ".", texts->language, ".", ending, NULL);

  if (safi_pack_files_find (self->files, own) != NULL)
    return g_steal_pointer (&own);
  g_free (own);
  own = g_strconcat (stem, ".", get_first_language (self), ".", ending, NULL);
  return safi_pack_files_find (self->files, own) != NULL ? g_steal_pointer (&own) : NULL;
}

/* @tip: the file of a tip. Returns: (nullable) (transfer none): whoever reads just that aloud. */
static const SafiPackRecording *
find_recording (Reader *self, const char *tip)
{
  g_autofree char *stem = g_strndup (tip + strlen (TIPS), strlen (tip) - strlen (TIPS ".xml"));
  g_autofree char *file =
      g_strconcat (SAFI_PACK_RECORDING_FOLDER, stem, SAFI_PACK_RECORDING_SUFFIX, NULL);

  for (guint i = 0; i < self->pack->recordings->len; i++) {
    const SafiPackRecording *recording = self->pack->recordings->pdata[i];

    if (g_str_equal (recording->file, file))
      return recording;
  }
  return NULL;
}

/* @stem: that of a tip, which is there in the first language. */
static void
add_tip (Reader *self, SafiPackTexts *texts, const char *stem)
{
  g_autofree char *file = choose_file (self, texts, stem, "xml");
  SafiTip *tip = read_tip (self, stem + strlen (TIPS), file);

  if (tip == NULL)
    return;
  tip->recording = find_recording (self, file);
  g_ptr_array_add (texts->tips, tip);
}

static void
read_tips (Reader *self, SafiPackTexts *texts)
{
  guint n_tips = 0;

  for (guint i = 0; i < self->files->files->len; i++) {
    const SafiPackFile *file = self->files->files->pdata[i];
    g_auto (Name) name = { NULL };

    split_name (file->name, &name);
    if (!is_tip (&name) || !g_str_equal (name.language, get_first_language (self)))
      continue;
    if (++n_tips > SAFI_PACK_TIPS_MAX) {
      safi_pack_faults_add (self->faults, file->name, 0,
                            N_ ("There are more than {0} tips. Make two packs of it."),
                            G_STRINGIFY (SAFI_PACK_TIPS_MAX), NULL);
      return;
    }
    add_tip (self, texts, name.stem);
  }
}

static void
read_tables (Reader *self, SafiPackTexts *texts)
{
  g_autofree char *numbers = choose_file (self, texts, "numbers", "csv");
  g_autofree char *days = choose_file (self, texts, "days", "csv");

  if (numbers != NULL)
    safi_pack_table_read_numbers (texts->numbers, numbers,
                                  safi_pack_files_find (self->files, numbers), self->faults);
  if (days != NULL)
    safi_pack_table_read_days (texts->days, days, safi_pack_files_find (self->files, days),
                               self->faults);
}

/* A number that one language lacks would be hidden from who speaks it. */
static void
check_numbers (Reader *self, const SafiPackTexts *texts)
{
  const SafiPackTexts *first = self->pack->texts->pdata[0];
  gboolean is_same = texts->numbers->len == first->numbers->len;
  g_autofree char *file = choose_file (self, texts, "numbers", "csv");

  for (guint i = 0; is_same && i < first->numbers->len; i++) {
    const SafiCountryFact *one = first->numbers->pdata[i];
    const SafiCountryFact *other = texts->numbers->pdata[i];

    is_same = one->use == other->use && g_str_equal (one->value, other->value);
  }
  if (!is_same)
    safi_pack_faults_add (self->faults, file, 0,
                          N_ ("Each language has the same numbers in the same order. Compare with "
                              "the first language."),
                          NULL, NULL);
}

static void
read_logo (Reader *self)
{
  GBytes *octets = safi_pack_files_find (self->files, SAFI_PACK_LOGO);

  if (octets == NULL)
    return;
  self->pack->logo = safi_pack_logo_read (octets);
  if (self->pack->logo == NULL)
    safi_pack_faults_add (self->faults, SAFI_PACK_LOGO, 0,
                          /* Translators: {0} is a number of pixels. */
                          N_ ("It is no PNG, or larger than {0} × {0} pixels. Save it anew."),
                          G_STRINGIFY (SAFI_PACK_LOGO_PIXELS_MAX), NULL);
}

static void
read_language (Reader *self, SafiPackTexts *texts)
{
  read_tips (self, texts);
  read_tables (self, texts);
}

static gboolean
read_recording (Reader *self, const SafiPackFile *file)
{
  const guint seconds = safi_pack_recording_measure (file->octets);

  if (seconds == 0)
    return safi_pack_faults_add (
        self->faults, file->name, 0,
        /* Translators: Ogg, Opus and Vorbis are names of ways to keep sound in a file. */
        N_ ("It is no recording in Ogg with Opus or Vorbis, or it is damaged. Save it anew."), NULL,
        NULL);
  if (seconds > SAFI_PACK_RECORDING_SECONDS_MAX)
    return safi_pack_faults_add (self->faults, file->name, 0,
                                 /* Translators: {0} is a number of minutes. Of a recording. */
                                 N_ ("It is longer than {0} minutes. Make it shorter."),
                                 G_STRINGIFY (5), NULL);
  g_ptr_array_add (self->pack->recordings,
                   safi_pack_recording_new (file->name, file->octets, seconds));
  return TRUE;
}

static void
read_recordings (Reader *self)
{
  guint64 n_octets = 0;

  for (guint i = 0; i < self->files->files->len; i++) {
    const SafiPackFile *file = self->files->files->pdata[i];

    if (!g_str_has_prefix (file->name, SAFI_PACK_RECORDING_FOLDER) || !read_recording (self, file))
      continue;
    n_octets += g_bytes_get_size (file->octets);
  }
  if (n_octets > SAFI_PACK_RECORDINGS_OCTETS_MAX)
    safi_pack_faults_add (self->faults, "", 0,
                          /* Translators: {0} is a number of megabytes. */
                          N_ ("All recordings together are larger than {0} MB. Take some out."),
                          G_STRINGIFY (8), NULL);
  if (self->pack->recordings->len > SAFI_PACK_RECORDINGS_MAX)
    safi_pack_faults_add (self->faults, "", 0,
                          /* Translators: {0} is a number. */
                          N_ ("There are more than {0} recordings. Make two packs of it."),
                          G_STRINGIFY (SAFI_PACK_RECORDINGS_MAX), NULL);
}

/* A person looks through all of them before the pack is taken. */
static void
check_mentions (Reader *self)
{
  g_autoptr (GPtrArray) mentions = safi_pack_list_mentions (self->pack);

  if (mentions->len > SAFI_PACK_MENTIONS_MAX)
    safi_pack_faults_add (
        self->faults, "", 0,
        /* Translators: {0} is a number; those of telephones are meant, too. */
        N_ ("It names more than {0} numbers, addresses and domains. Make two packs of it."),
        G_STRINGIFY (SAFI_PACK_MENTIONS_MAX), NULL);
}

static void
read_whole (Reader *self)
{
  for (guint i = 0; i < self->files->files->len; i++)
    check_file (self, self->files->files->pdata[i]);
  read_recordings (self);
  for (guint i = 0; i < self->pack->texts->len; i++)
    read_language (self, self->pack->texts->pdata[i]);
  /* A table that was read in part differs from all others. */
  for (guint i = 0; self->faults->len == 0 && i < self->pack->texts->len; i++)
    check_numbers (self, self->pack->texts->pdata[i]);
  read_logo (self);
  if (self->faults->len == 0)
    check_mentions (self);
}

SafiPack *
safi_pack_read (const SafiPackFiles *files, GPtrArray *faults)
{
  g_autoptr (SafiPack) pack = safi_pack_new ();
  GBytes *about = safi_pack_files_find (files, SAFI_PACK_ABOUT);
  Reader reader = { pack, files, faults };
  const guint n_before = faults->len;

  safi_pack_signature_read (files, &pack->signer, faults);
  if (about == NULL)
    safi_pack_faults_add (faults, SAFI_PACK_ABOUT, 0,
                          N_ ("This file is missing. It says what the pack is; write it first."),
                          NULL, NULL);
  else
    safi_pack_about_read (pack, about, faults);
  /* What is wrong in other files is told at once, if only it is known what they are. */
  if (pack->id != NULL && pack->texts->len > 0)
    read_whole (&reader);
  return faults->len == n_before ? g_steal_pointer (&pack) : NULL;
}

SafiPack *
safi_pack_read_zip (GBytes *octets, GPtrArray *faults)
{
  g_autoptr (SafiPackFiles) files = safi_pack_zip_read (octets, faults);

  return files != NULL ? safi_pack_read (files, faults) : NULL;
}
