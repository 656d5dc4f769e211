/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "power-cut.h"

#include <string.h>

#include <glib/gstdio.h>

/* The log as SQLite writes it (its file format, section 4.1): a header, then frames, each with the
 * number of its page and, in the last one of a commit, the size of the file. */
#define HEADER_OCTETS 32
#define FRAME_HEADER_OCTETS 24
#define PAGE_OCTETS 4096
#define FRAME_OCTETS (FRAME_HEADER_OCTETS + PAGE_OCTETS)
#define SECTOR_OCTETS 512
#define TAIL_MAX (3 * FRAME_OCTETS)

static char *
get_path (const char *directory, const char *suffix)
{
  return g_strconcat (directory, G_DIR_SEPARATOR_S, "safibox.db", suffix, NULL);
}

/* Returns: (transfer full): empty if there is no such file. */
static GString *
read_file (const char *directory, const char *suffix)
{
  g_autofree char *path = get_path (directory, suffix);
  g_autofree char *octets = NULL;
  gsize size = 0;

  if (!g_file_get_contents (path, &octets, &size, NULL))
    return g_string_new (NULL);
  return g_string_new_len (octets, (gssize) size);
}

/* Takes @octets. */
static void
write_file (const char *directory, const char *suffix, GString *octets)
{
  g_autofree char *path = get_path (directory, suffix);

  g_remove (path); /* GLib would leave the rest of a longer file */
  g_assert_true (g_file_set_contents_full (path, octets->str, (gssize) octets->len,
                                           G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  g_string_free (octets, TRUE);
}

static void
remove_file (const char *directory, const char *suffix)
{
  g_autofree char *path = get_path (directory, suffix);

  g_remove (path);
}

static void
fill (GString *octets, gsize from, gsize size, GRand *random)
{
  for (gsize i = from; i < MIN (from + size, octets->len); i++)
    octets->str[i] = (char) (random != NULL ? g_rand_int_range (random, 0, 256) : 0);
}

static void
append (GString *octets, gsize size, GRand *random)
{
  const gsize from = octets->len;

  g_string_set_size (octets, from + size);
  fill (octets, from, size, random);
}

static void
tear_index (const char *directory, GRand *random)
{
  GString *index = read_file (directory, "-shm");

  fill (index, 0, index->len, random);
  write_file (directory, "-shm", index);
}

/* @random: (nullable): zeros. */
static void
lengthen_log (const char *directory, gsize size, GRand *random)
{
  GString *log = read_file (directory, "-wal");

  if (log->len > 0)
    append (log, size, random);
  write_file (directory, "-wal", log);
}

/* As the first frame of the next commit begins: with the log's own salts, but no right sums. */
static void
append_frame (const char *directory, GRand *random)
{
  GString *log = read_file (directory, "-wal");
  const gsize from = log->len;

  if (from >= HEADER_OCTETS + FRAME_OCTETS) {
    g_string_append_len (log, log->str + HEADER_OCTETS, FRAME_OCTETS);
    fill (log, from + FRAME_HEADER_OCTETS + (gsize) g_rand_int_range (random, 0, PAGE_OCTETS),
          PAGE_OCTETS, random);
  }
  write_file (directory, "-wal", log);
}

static guint32
read_number (const GString *octets, gsize at)
{
  guint32 number;

  memcpy (&number, octets->str + at, sizeof number);
  return GUINT32_FROM_BE (number);
}

/* Returns: (transfer full) (element-type guint32): the pages of all commits in the log. */
static GArray *
list_committed_pages (const GString *log)
{
  GArray *pages = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint n_committed = 0;

  for (gsize at = HEADER_OCTETS; at + FRAME_OCTETS <= log->len; at += FRAME_OCTETS) {
    const guint32 page = read_number (log, at);

    if (memcmp (log->str + at + 8, log->str + 16, 8) != 0) /* of an older log */
      break;
    g_array_append_val (pages, page);
    if (read_number (log, at + 4) != 0)
      n_committed = pages->len;
  }
  g_array_set_size (pages, n_committed);
  return pages;
}

/* Pages that the log holds stand half written in the file, or not at all. */
static void
tear_pages (const char *directory, GRand *random)
{
  g_autoptr (GString) log = read_file (directory, "-wal");
  g_autoptr (GArray) pages = list_committed_pages (log);
  GString *file = read_file (directory, "");

  for (guint i = 0; i < pages->len; i++) {
    const gsize at = (gsize) (g_array_index (pages, guint32, i) - 1) * PAGE_OCTETS;

    if (g_rand_boolean (random))
      fill (file, at + (gsize) g_rand_int_range (random, 0, PAGE_OCTETS - SECTOR_OCTETS),
            SECTOR_OCTETS, random);
    else
      fill (file, at, PAGE_OCTETS, NULL);
  }
  write_file (directory, "", file);
}

static void
cut_log (const char *directory, GRand *random)
{
  GString *log = read_file (directory, "-wal");

  if (log->len > 0)
    g_string_truncate (log, (gsize) g_rand_int_range (random, 0, (gint32) log->len));
  write_file (directory, "-wal", log);
}

static void
make_hole (const char *directory, GRand *random)
{
  GString *log = read_file (directory, "-wal");

  if (log->len > 0)
    fill (log, (gsize) g_rand_int_range (random, 0, (gint32) log->len), PAGE_OCTETS, NULL);
  write_file (directory, "-wal", log);
}

void
power_cut (const char *directory, PowerCut cut, GRand *random)
{
  /* After a cut nobody finds the index; only POWER_CUT_NONE and _INDEX_TORN leave one. */
  if (cut != POWER_CUT_NONE && cut != POWER_CUT_INDEX_TORN)
    remove_file (directory, "-shm");
  switch (cut) {
  case POWER_CUT_INDEX_TORN:
    tear_index (directory, random);
    break;
  case POWER_CUT_LOG_ZEROS:
    lengthen_log (directory, (gsize) g_rand_int_range (random, 1, TAIL_MAX), NULL);
    break;
  case POWER_CUT_LOG_GARBAGE:
    lengthen_log (directory, (gsize) g_rand_int_range (random, 1, TAIL_MAX), random);
    break;
  case POWER_CUT_LOG_FRAME:
    append_frame (directory, random);
    break;
  case POWER_CUT_PAGES_TORN:
    tear_pages (directory, random);
    break;
  case POWER_CUT_LOG_CUT:
    cut_log (directory, random);
    break;
  case POWER_CUT_LOG_HOLE:
    make_hole (directory, random);
    break;
  case POWER_CUT_LOG_GONE:
    remove_file (directory, "-wal");
    break;
  case POWER_CUT_NONE:
  case POWER_CUT_INDEX_GONE:
  case POWER_CUT_N:
  default:
    break;
  }
}

void
power_cut_ruin (const char *directory, GRand *random)
{
  GString *file = read_file (directory, "");

  remove_file (directory, "-wal");
  remove_file (directory, "-shm");
  if (g_rand_boolean (random))
    g_string_truncate (file,
                       (gsize) g_rand_int_range (random, 1, (gint32) file->len - PAGE_OCTETS));
  else
    fill (file, PAGE_OCTETS, file->len, random);
  write_file (directory, "", file);
}
