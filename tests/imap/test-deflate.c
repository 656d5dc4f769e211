/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include <gio/gio.h>

#include "core/base/safi-error.h"
#include "mail/connection/safi-imap-deflate.h"
#include "mail/connection/safi-imap-stream.h"

#define EMPTY_BLOCK "\0\0\0\xff\xff" /* a stored block of no octets, which is not the last */
#define END_BLOCK "\1\0\0\xff\xff"

/* Returns: (transfer full): all that @self says now. */
static GString *
take_all (SafiImapDeflate *self, gsize piece)
{
  g_autoptr (GString) all = g_string_new (NULL);
  g_autofree char *buffer = g_malloc (piece);
  gsize count;

  do {
    g_autoptr (GError) error = NULL;

    g_assert_true (safi_imap_deflate_take (self, buffer, piece, &count, &error));
    g_assert_no_error (error);
    g_string_append_len (all, buffer, (gssize) count);
  } while (count > 0);
  return g_steal_pointer (&all);
}

static void
test_what_is_packed_is_taken (void)
{
  g_autoptr (SafiImapDeflate) here = safi_imap_deflate_new ();
  g_autoptr (SafiImapDeflate) there = safi_imap_deflate_new ();
  static const gsize pieces[] = { 1, 7, 16384 };

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++) {
    g_autofree char *text = g_strnfill (100000, 'a');
    g_autoptr (GByteArray) packed = safi_imap_deflate_pack (here, text, strlen (text), NULL);
    g_autoptr (GString) taken = NULL;

    g_assert_cmpuint (packed->len, <, 1000);
    safi_imap_deflate_feed (there, (const char *) packed->data, packed->len);
    taken = take_all (there, pieces[i]);
    g_assert_cmpstr (taken->str, ==, text);
  }
}

/* Else a command would wait in the compressor and its answer for ever. */
static void
test_each_command_goes_out_whole (void)
{
  g_autoptr (SafiImapDeflate) here = safi_imap_deflate_new ();
  g_autoptr (SafiImapDeflate) there = safi_imap_deflate_new ();
  static const char *const commands[] = { "C1 NOOP\r\n", "C2 NOOP\r\n", "C3 IDLE\r\n", "DONE\r\n" };

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++) {
    g_autoptr (GByteArray) packed =
        safi_imap_deflate_pack (here, commands[i], strlen (commands[i]), NULL);
    g_autoptr (GString) taken = NULL;

    safi_imap_deflate_feed (there, (const char *) packed->data, packed->len);
    taken = take_all (there, 100);
    g_assert_cmpstr (taken->str, ==, commands[i]);
  }
}

static void
assert_refused (const char *octets, gsize length)
{
  g_autoptr (SafiImapDeflate) self = safi_imap_deflate_new ();
  g_autoptr (GError) error = NULL;
  char buffer[64];
  gsize count;

  safi_imap_deflate_feed (self, octets, length);
  g_assert_false (safi_imap_deflate_take (self, buffer, sizeof buffer, &count, &error));
  g_assert_error (error, SAFI_ERROR, SAFI_ERROR_PROTOCOL);
}

static void
test_garbage_and_the_end_are_refused (void)
{
  assert_refused ("* OK not compressed\r\n", 21);
  assert_refused ("\xff\xff\xff\xff", 4);
  assert_refused (END_BLOCK, 5);
}

/* Returns: whether @count empty blocks are borne. */
static gboolean
bears_empty_blocks (guint count)
{
  g_autoptr (SafiImapDeflate) self = safi_imap_deflate_new ();
  gboolean is_fine = TRUE;

  for (guint i = 0; i < count && is_fine; i++) {
    char buffer[64];
    gsize made;

    safi_imap_deflate_feed (self, EMPTY_BLOCK, 5);
    is_fine = safi_imap_deflate_take (self, buffer, sizeof buffer, &made, NULL);
  }
  return is_fine;
}

static void
test_silence_is_bounded (void)
{
  g_assert_true (bears_empty_blocks (SAFI_IMAP_DEFLATE_SILENT_MAX / 5));
  g_assert_false (bears_empty_blocks (SAFI_IMAP_DEFLATE_SILENT_MAX / 5 + 1));
}

/* Returns: (transfer full): a stream over what a server sent compressed, and its length. */
static SafiImapStream *
make_stream (const char *text, gsize length, gsize *ret_packed)
{
  g_autoptr (SafiImapDeflate) server = safi_imap_deflate_new ();
  g_autoptr (GByteArray) packed = safi_imap_deflate_pack (server, text, length, NULL);
  g_autoptr (GInputStream) input = g_memory_input_stream_new_from_data (
      g_memdup2 (packed->data, packed->len), packed->len, g_free);
  g_autoptr (GOutputStream) output = g_memory_output_stream_new_resizable ();
  g_autoptr (GIOStream) io = g_simple_io_stream_new (input, output);
  g_autoptr (SafiImapStream) stream = safi_imap_stream_new (io, 1000);

  safi_imap_stream_compress (stream);
  *ret_packed = packed->len;
  return g_steal_pointer (&stream);
}

static void
test_a_bomb_is_cut_by_what_it_unfolds_to (void)
{
  g_autofree char *flood = g_strnfill (64 * 1024 * 1024, 'x');
  gsize packed;
  g_autoptr (SafiImapStream) stream = make_stream (flood, strlen (flood), &packed);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (packed, <, SAFI_IMAP_OCTETS_MAX);
  g_assert_null (safi_imap_stream_receive (stream, NULL, &error));
  g_assert_error (error, SAFI_ERROR, SAFI_ERROR_PROTOCOL);
  g_assert_cmpuint (safi_imap_stream_get_received (stream), <=, 16 * 1024);
}

static void
test_octets_are_counted_on_the_wire (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (SafiImapStream) stream = NULL;
  gsize packed;

  for (guint i = 0; i < 500; i++)
    g_string_append (text, "* OK the same again\r\n");
  stream = make_stream (text->str, text->len, &packed);
  for (guint i = 0; i < 500; i++) {
    g_autoptr (GString) line = safi_imap_stream_receive (stream, NULL, NULL);

    g_assert_cmpstr (line->str, ==, "* OK the same again");
  }
  g_assert_cmpuint (safi_imap_stream_get_received (stream), ==, packed);
  g_assert_cmpuint (packed, <, 1000);
  g_assert_true (safi_imap_stream_send (stream, text->str, text->len, NULL, NULL));
  g_assert_cmpuint (safi_imap_stream_get_sent (stream), <, 1000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/imap-deflate/what-is-packed-is-taken", test_what_is_packed_is_taken);
  g_test_add_func ("/imap-deflate/each-command-goes-out-whole", test_each_command_goes_out_whole);
  g_test_add_func ("/imap-deflate/garbage-and-the-end-are-refused",
                   test_garbage_and_the_end_are_refused);
  g_test_add_func ("/imap-deflate/silence-is-bounded", test_silence_is_bounded);
  g_test_add_func ("/imap-deflate/a-bomb-is-cut-by-what-it-unfolds-to",
                   test_a_bomb_is_cut_by_what_it_unfolds_to);
  g_test_add_func ("/imap-deflate/octets-are-counted-on-the-wire",
                   test_octets_are_counted_on_the_wire);
  return g_test_run ();
}
