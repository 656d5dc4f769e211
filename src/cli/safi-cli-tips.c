/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "awareness/tips/safi-tip-parse.h"
#include "cli/safi-cli.h"
#include "core/base/safi-read.h"
#include "words/teaching/safi-words-tip.h"

#define COLUMNS_ID 22

/* Returns: (transfer full): no more of the file than shows that it is too large for a tip. */
static GBytes *
read_file (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);

  return safi_read_file (file, SAFI_TEACHING_OCTETS_MAX, NULL, error);
}

static void
print_heading (const char *title)
{
  g_print ("\n%s\n", title);
}

static void
print_items (const SafiTip *tip, GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    g_print ("  · %s\n", safi_words_tip (tip, g_ptr_array_index (items, i)));
}

static void
print_example (const SafiTip *tip, const SafiExample *example)
{
  g_autofree char *from = safi_words_example_from (tip->id, example);
  g_autofree char *text = safi_words_example_text (tip->id, example);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  g_print ("\n%s: %s\n", safi_words_example_mark (tip, example), from);
  for (guint i = 0; lines[i] != NULL; i++)
    g_print ("  %s\n", lines[i]);
}

static void
print_text (const SafiTip *tip)
{
  g_print ("%s\n%s\n\n%s\n", safi_words_tip (tip, tip->title), safi_words_tip (tip, tip->sentence),
           safi_words_tip (tip, tip->more));
  print_example (tip, &tip->scam);
  print_example (tip, &tip->real);
  print_heading (_ ("How to tell them apart"));
  g_print ("  %s\n", safi_words_tip (tip, tip->tell));
  print_heading (_ ("Signs"));
  print_items (tip, tip->signs);
  print_heading (_ ("What to do"));
  print_items (tip, tip->steps);
}

static void
add_list (JsonBuilder *builder, const SafiTip *tip, const char *name, GPtrArray *texts)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < texts->len; i++)
    json_builder_add_string_value (builder, safi_words_tip (tip, g_ptr_array_index (texts, i)));
  json_builder_end_array (builder);
}

static void
add_example (JsonBuilder *builder, const SafiTip *tip, const char *name, const SafiExample *example)
{
  g_autofree char *text = safi_words_example_text (tip->id, example);

  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  safi_cli_json_string (builder, "from", safi_words_tip (tip, example->from));
  safi_cli_json_string (builder, "text", text);
  json_builder_end_object (builder);
}

static void
print_json (const SafiTip *tip)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  safi_cli_json_string (builder, "id", tip->id);
  safi_cli_json_string (builder, "theme", tip->theme);
  safi_cli_json_string (builder, "title", safi_words_tip (tip, tip->title));
  safi_cli_json_string (builder, "sentence", safi_words_tip (tip, tip->sentence));
  safi_cli_json_string (builder, "more", safi_words_tip (tip, tip->more));
  add_list (builder, tip, "signs", tip->signs);
  add_list (builder, tip, "steps", tip->steps);
  add_example (builder, tip, "scam", &tip->scam);
  add_example (builder, tip, "real", &tip->real);
  safi_cli_json_string (builder, "tell", safi_words_tip (tip, tip->tell));
  json_builder_end_object (builder);
  safi_cli_print_json (g_steal_pointer (&builder));
}

static void
print_tip (SafiCli *cli, const SafiTip *tip)
{
  if (cli->json)
    print_json (tip);
  else
    print_text (tip);
}

static int
list_tips (SafiCli *cli)
{
  GPtrArray *tips = safi_tip_list ();

  for (guint i = 0; i < tips->len; i++) {
    const SafiTip *tip = g_ptr_array_index (tips, i);
    g_autofree char *id = safi_cli_fit (tip->id, COLUMNS_ID);

    if (cli->json)
      print_json (tip);
    else
      g_print ("%s %s\n", id, safi_words_tip (tip, tip->title));
  }
  return SAFI_EXIT_DONE;
}

/* What is wrong with a file, and where: whoever writes it wants it word for word. */
static int
tell_fault (const char *name, const GError *error, SafiExit code)
{
  g_autofree char *sentence = g_strdup_printf ("%s: %s", name, error->message);

  safi_cli_misuse (sentence);
  return code;
}

/* One of ours by its id, or a file that somebody writes. */
static int
show_tip (SafiCli *cli, const char *name)
{
  const SafiTip *known = safi_tip_lookup (name);
  g_autoptr (SafiTip) written = NULL;
  g_autoptr (GBytes) octets = NULL;
  g_autoptr (GError) error = NULL;

  if (known != NULL) {
    print_tip (cli, known);
    return SAFI_EXIT_DONE;
  }
  octets = read_file (name, &error);
  if (octets == NULL)
    return tell_fault (name, error, SAFI_EXIT_NO_INPUT);
  written = safi_tip_parse (octets, &error);
  if (written == NULL)
    return tell_fault (name, error, SAFI_EXIT_DATA);
  print_tip (cli, written);
  return SAFI_EXIT_DONE;
}

static int
run (SafiCli *cli, int argc, char **argv)
{
  int code = SAFI_EXIT_DONE;

  if (!safi_cli_parse (&safi_command_tips, NULL, &argc, &argv, &code))
    return code;
  if (argc == 1)
    return list_tips (cli);
  for (int i = 1; i < argc; i++) {
    const int next = show_tip (cli, argv[i]);

    if (i + 1 < argc && !cli->json)
      g_print ("\n");
    code = MAX (code, next);
  }
  return code;
}

const SafiCommand safi_command_tips = {
  .name = "tips",
  .arguments = "[ID|FILE…]",
  .summary = N_ ("List the tips, show one, or check one that you wrote"),
  .run = run,
};
