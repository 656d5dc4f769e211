/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "awareness/pack/safi-pack-build.h"
#include "awareness/pack/safi-pack-read.h"
#include "awareness/pack/safi-pack-shelf.h"
#include "awareness/pack/safi-pack-signature.h"
#include "awareness/pack/safi-pack-zip.h"
#include "cli/safi-cli.h"
#include "core/base/safi-read.h"
#include "core/text/safi-text.h"
#include "words/teaching/safi-words-pack.h"

#define COLUMNS_ID 22
#define COLUMNS_NAME 32

static char *option_key = NULL;

static const GOptionEntry options[] = {
  { "key", 0, 0, G_OPTION_ARG_FILENAME, &option_key, N_ ("Sign with the key in this file"),
    N_ ("FILE") },
  { NULL },
};

/* Returns: (transfer full) (nullable): NULL with @faults or @error. */
static SafiPackFiles *
read_files (const char *path, GPtrArray *faults, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr (GBytes) octets = NULL;

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    return safi_pack_files_read_folder (path, faults);
  octets = safi_read_file (file, SAFI_PACK_PACKED_MAX, NULL, error);
  return octets != NULL ? safi_pack_zip_read (octets, faults) : NULL;
}

static void
print_fault_json (const char *path, const SafiPackFault *fault, const char *sentence)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  safi_cli_json_string (builder, "pack", path);
  safi_cli_json_string (builder, "file", fault->file);
  safi_cli_json_int (builder, "line", fault->line);
  safi_cli_json_string (builder, "fault", sentence);
  json_builder_end_object (builder);
  safi_cli_print_json (g_steal_pointer (&builder));
}

static int
tell_faults (SafiCli *cli, const char *path, GPtrArray *faults)
{
  for (guint i = 0; i < faults->len; i++) {
    const SafiPackFault *fault = faults->pdata[i];
    g_autofree char *sentence = safi_words_pack_fault (fault);

    if (cli->json)
      print_fault_json (path, fault, sentence);
    else
      safi_cli_misuse (sentence);
  }
  return SAFI_EXIT_DATA;
}

static int
tell_error (const char *path, const GError *error, SafiExit code)
{
  g_autofree char *sentence = g_strdup_printf ("%s: %s", path, error->message);

  safi_cli_misuse (sentence);
  return code;
}

static void
print_mentions (GPtrArray *mentions, SafiMentionKind kind)
{
  gboolean is_first = TRUE;

  for (guint i = 0; i < mentions->len; i++) {
    const SafiMention *mention = mentions->pdata[i];
    g_autofree char *value = safi_words_mention_value (mention);
    g_autofree char *context = safi_words_mention_context (mention);

    if (mention->kind != kind)
      continue;
    if (is_first)
      g_print ("\n%s\n", safi_words_mention_kind (kind));
    is_first = FALSE;
    g_print ("  %s  %s\n", value, context);
  }
}

static void
print_pack (const SafiPack *pack)
{
  const SafiPackTexts *texts = safi_words_pack_texts (pack);
  g_autoptr (GPtrArray) mentions = safi_pack_list_mentions (pack);
  g_autofree char *size = safi_words_pack_size (texts, SAFI_AGE_ADULT);
  g_autofree char *words = safi_words_pack_signed (pack);

  g_print ("%s (%s)\n%s\n%s\n%s\n", texts->name, pack->id, texts->from, size, words);
  for (int kind = SAFI_MENTION_NUMBER; kind <= SAFI_MENTION_RECORDING; kind++)
    print_mentions (mentions, (SafiMentionKind) kind);
}

static void
add_mentions (JsonBuilder *builder, const SafiPack *pack)
{
  static const char *const kinds[] = { "number", "address", "domain", "recording" };
  g_autoptr (GPtrArray) mentions = safi_pack_list_mentions (pack);

  json_builder_set_member_name (builder, "mentions");
  json_builder_begin_array (builder);
  for (guint i = 0; i < mentions->len; i++) {
    const SafiMention *mention = mentions->pdata[i];

    json_builder_begin_object (builder);
    safi_cli_json_string (builder, kinds[mention->kind], mention->value);
    safi_cli_json_string (builder, "context", mention->context);
    if (mention->like != NULL)
      safi_cli_json_string (builder, "looks_like", mention->like);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

static void
add_languages (JsonBuilder *builder, const SafiPack *pack)
{
  json_builder_set_member_name (builder, "languages");
  json_builder_begin_array (builder);
  for (guint i = 0; i < pack->texts->len; i++)
    json_builder_add_string_value (builder, ((SafiPackTexts *) pack->texts->pdata[i])->language);
  json_builder_end_array (builder);
}

static void
print_pack_json (const SafiPack *pack, const char *path, gboolean with_mentions)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  const SafiPackTexts *texts = safi_words_pack_texts (pack);
  char day[11] = "";

  json_builder_begin_object (builder);
  safi_cli_json_string (builder, "id", pack->id);
  safi_cli_json_string (builder, "path", path);
  safi_cli_json_string (builder, "name", texts->name);
  safi_cli_json_string (builder, "from", texts->from);
  safi_cli_json_string (builder, "country", pack->country);
  add_languages (builder, pack);
  safi_cli_json_int (builder, "tips", texts->tips->len);
  safi_cli_json_int (builder, "numbers", texts->numbers->len);
  safi_cli_json_int (builder, "days", texts->days->len);
  safi_cli_json_int (builder, "recordings", pack->recordings->len);
  if (pack->signer != NULL)
    safi_cli_json_string (builder, "digits", pack->signer);
  if (g_date_valid (&pack->imported)) {
    g_date_strftime (day, sizeof day, "%Y-%m-%d", &pack->imported);
    safi_cli_json_string (builder, "imported", day);
  }
  if (with_mentions)
    add_mentions (builder, pack);
  json_builder_end_object (builder);
  safi_cli_print_json (g_steal_pointer (&builder));
}

static int
check_pack (SafiCli *cli, const char *path)
{
  g_autoptr (GPtrArray) faults = safi_pack_faults_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SafiPackFiles) files = read_files (path, faults, &error);
  g_autoptr (SafiPack) pack = files != NULL ? safi_pack_read (files, faults) : NULL;

  if (error != NULL)
    return tell_error (path, error, SAFI_EXIT_NO_INPUT);
  if (pack == NULL)
    return tell_faults (cli, path, faults);
  if (cli->json)
    print_pack_json (pack, path, TRUE);
  else
    print_pack (pack);
  return SAFI_EXIT_DONE;
}

static int
check_packs (SafiCli *cli, char **paths)
{
  int code = SAFI_EXIT_DONE;

  if (*paths == NULL)
    return safi_cli_misuse (_ ("Say which folder or file to check."));
  for (; *paths != NULL; paths++) {
    const int next = check_pack (cli, *paths);

    code = MAX (code, next);
    if (paths[1] != NULL && !cli->json)
      g_print ("\n");
  }
  return code;
}

static int
write_pack (SafiCli *cli, const SafiPackFiles *files, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) faults = safi_pack_faults_new ();
  g_autoptr (SafiPack) pack = NULL;
  g_autoptr (GBytes) octets = safi_pack_build (files, &pack, faults, &error);
  gsize length;
  const char *start;

  if (error != NULL)
    return tell_error (path, error, SAFI_EXIT_FAILED);
  if (octets == NULL)
    return tell_faults (cli, path, faults);
  start = g_bytes_get_data (octets, &length);
  if (!g_file_set_contents_full (path, start, (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT, 0644,
                                 &error))
    return tell_error (path, error, SAFI_EXIT_FAILED);
  if (cli->json)
    print_pack_json (pack, path, FALSE);
  return SAFI_EXIT_DONE;
}

static int
tell_key_error (const char *path, const GError *error)
{
  const char *args[] = { path, NULL };
  g_autofree char *sentence = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return tell_error (path, error, SAFI_EXIT_NO_INPUT);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA))
    return tell_error (path, error, SAFI_EXIT_FAILED);
  /* Translators: {0} is the name of a file. “pack key” is typed as it is. */
  sentence = safi_text_fill (_ ("{0} holds no key for packs; “pack key” makes one."), args);
  safi_cli_misuse (sentence);
  return SAFI_EXIT_DATA;
}

/* Signs what is built, if it is to be signed. Returns: an exit code; not DONE without a word. */
static int
sign (SafiCli *cli, const char *path, SafiPackFiles *files)
{
  g_autoptr (GPtrArray) faults = safi_pack_faults_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SafiPackKey) key = NULL;

  if (option_key == NULL)
    return SAFI_EXIT_DONE;
  key = safi_pack_key_load (option_key, &error);
  if (key == NULL)
    return tell_key_error (option_key, error);
  return safi_pack_signature_write (files, key, faults) ? SAFI_EXIT_DONE
                                                        : tell_faults (cli, path, faults);
}

static int
build_pack (SafiCli *cli, char **paths)
{
  g_autoptr (GPtrArray) faults = safi_pack_faults_new ();
  g_autoptr (SafiPackFiles) files = NULL;
  g_autoptr (SafiPack) pack = NULL;
  int code;

  if (g_strv_length (paths) != 2)
    return safi_cli_misuse (_ ("Say which folder, and how the file is to be called."));
  if (!g_str_has_suffix (paths[1], SAFI_PACK_SUFFIX) && !g_str_has_suffix (paths[1], ".zip"))
    return safi_cli_misuse (_ ("The name of the file ends in .safibox-pack or .zip."));
  files = safi_pack_files_read_folder (paths[0], faults);
  code = files != NULL ? sign (cli, paths[0], files) : SAFI_EXIT_DONE;
  if (code != SAFI_EXIT_DONE)
    return code;
  pack = files != NULL ? safi_pack_read (files, faults) : NULL;
  return pack != NULL ? write_pack (cli, files, paths[1]) : tell_faults (cli, paths[0], faults);
}

/* Makes a key where there is none. The digits are all that others need. */
static int
show_key (SafiCli *cli, char **paths)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SafiPackKey) key = NULL;
  g_autofree char *digits = NULL;
  JsonBuilder *builder;

  if (g_strv_length (paths) != 1)
    return safi_cli_misuse (_ ("Say in which file the key is, or is to be."));
  key = safi_pack_key_open (*paths, &error);
  if (key == NULL)
    return tell_key_error (*paths, error);
  digits = safi_pack_key_tell_digits (safi_pack_key_get_public (key));
  if (!cli->json) {
    g_print ("%s\n", digits);
    return SAFI_EXIT_DONE;
  }
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  safi_cli_json_string (builder, "key", *paths);
  safi_cli_json_string (builder, "digits", digits);
  json_builder_end_object (builder);
  safi_cli_print_json (builder);
  return SAFI_EXIT_DONE;
}

static void
print_shelf_pack (SafiCli *cli, const SafiShelfPack *shelf)
{
  g_autofree char *id = NULL;
  g_autofree char *name = NULL;
  g_autofree char *origin = NULL;

  if (cli->json) {
    print_pack_json (shelf->pack, shelf->path, FALSE);
    return;
  }
  id = safi_cli_fit (shelf->pack->id, COLUMNS_ID);
  name = safi_cli_fit (safi_words_pack_texts (shelf->pack)->name, COLUMNS_NAME);
  origin = safi_words_pack_from (shelf->pack);
  g_print ("%s %s %s\n", id, name, origin);
  if (shelf->pack->signer != NULL) {
    g_autofree char *words = safi_words_pack_signed (shelf->pack);

    g_print ("%*s %s\n", COLUMNS_ID, "", words);
  }
}

static int
list_packs (SafiCli *cli)
{
  g_autoptr (GPtrArray) packs = safi_pack_shelf_list (cli->data_dir, g_get_system_data_dirs ());
  int code = SAFI_EXIT_DONE;

  for (guint i = 0; i < packs->len; i++) {
    const SafiShelfPack *shelf = packs->pdata[i];
    const char *args[] = { shelf->path, NULL };
    g_autofree char *sentence = NULL;

    if (shelf->pack != NULL) {
      print_shelf_pack (cli, shelf);
      continue;
    }
    /* Translators: {0} is the name of a file. “pack check” is typed as it is. */
    sentence = safi_text_fill (_ ("{0} can no longer be read; “pack check” says why."), args);
    safi_cli_misuse (sentence);
    code = SAFI_EXIT_DATA;
  }
  return code;
}

static int
run (SafiCli *cli, int argc, char **argv)
{
  int code = SAFI_EXIT_DONE;

  if (!safi_cli_parse (&safi_command_pack, options, &argc, &argv, &code))
    return code;
  if (argc >= 2 && g_str_equal (argv[1], "check"))
    return check_packs (cli, argv + 2);
  if (argc >= 2 && g_str_equal (argv[1], "build"))
    return build_pack (cli, argv + 2);
  if (argc >= 2 && g_str_equal (argv[1], "key"))
    return show_key (cli, argv + 2);
  if (argc == 2 && g_str_equal (argv[1], "list"))
    return list_packs (cli);
  return safi_cli_misuse (_ ("Say “check PATH…”, “build FOLDER FILE”, “key FILE” or “list”."));
}

const SafiCommand safi_command_pack = {
  .name = "pack",
  .arguments = "check PATH… | build FOLDER FILE [--key FILE] | key FILE | list",
  .summary = N_ ("Check a campaign pack, make one file of it, or list those of this computer"),
  .run = run,
};
