/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "awareness/pack/safi-pack-mentions.h"
#include "pack-fixture.h"
#include "recording-fixture.h"

#define FILE_NAME "audio/fee.en.ogg"
#define SERIAL 7

static const char vorbis[] = "\x01vorbis\0\0\0\0\x01\x44\xac\0\0\0\0\0\0\0\0\0\0\0\0\0\0\xb8\x01";
#define VORBIS_OCTETS 30
#define VORBIS_RATE 44100

/* Returns: (transfer full): the fixture with a recording of its tip. */
static SafiPackFiles *
new_recorded (guint seconds)
{
  SafiPackFiles *files = pack_fixture_new ();
  g_autoptr (GBytes) octets = recording_fixture_new (seconds);

  pack_fixture_set_octets (files, FILE_NAME, octets);
  return files;
}

static guint
measure (GByteArray *octets)
{
  g_autoptr (GBytes) copy = g_bytes_new (octets->data, octets->len);

  return safi_pack_recording_measure (copy);
}

/* What a first page of @packet and a second that ends at @granule are measured as. */
static guint
measure_stream (gconstpointer packet, gsize length, guint64 granule)
{
  g_autoptr (GByteArray) octets = g_byte_array_new ();

  recording_fixture_add_page (octets, RECORDING_FIXTURE_FIRST, 0, SERIAL, packet, length);
  recording_fixture_add_page (octets, RECORDING_FIXTURE_LAST, granule, SERIAL, "\x08", 1);
  return measure (octets);
}

static void
test_opus_and_vorbis_are_measured (void)
{
  const guint64 skipped = RECORDING_FIXTURE_SKIPPED;
  const guint64 rate = RECORDING_FIXTURE_OPUS_RATE;
  static const guint seconds[] = { 1, 2, 45, 400 };

  for (guint i = 0; i < G_N_ELEMENTS (seconds); i++) {
    g_autoptr (GBytes) octets = recording_fixture_new (seconds[i]);

    g_assert_cmpuint (safi_pack_recording_measure (octets), ==, seconds[i]);
  }
#define OPUS RECORDING_FIXTURE_OPUS, RECORDING_FIXTURE_HEAD_OCTETS
  g_assert_cmpuint (measure_stream (OPUS, skipped), ==, 0);
  g_assert_cmpuint (measure_stream (OPUS, skipped + 1), ==, 1);
  g_assert_cmpuint (measure_stream (OPUS, skipped + rate), ==, 1);
  g_assert_cmpuint (measure_stream (OPUS, skipped + rate + 1), ==, 2);
  g_assert_cmpuint (measure_stream (OPUS, G_MAXINT64), ==, G_MAXUINT);
  g_assert_cmpuint (measure_stream (vorbis, VORBIS_OCTETS, 3 * VORBIS_RATE), ==, 3);
}

static const struct {
  const char *packet; /* of its first page … */
  gsize length;
  gsize at; /* … with one octet that is another */
  guint8 octet;
} strangers[] = {
  { "RIFF\0\0\0\0WAVEfmt ...", 19, 0, 'R' },
  { "ID3\x03...................", 19, 0, 'I' },
  { "\x7f"
    "FLAC\1\0..............",
    19, 0, 0x7f },
  { "\x80theora\3\2\1..............................", 40, 0, 0x80 },
  { "Speex   1.2.....................", 32, 0, 'S' },
  { "fishead\0......................................................", 60, 0, 'f' },
  { RECORDING_FIXTURE_OPUS, 18, 0, 'O' },
  { RECORDING_FIXTURE_OPUS "\0", 20, 0, 'O' },
  { RECORDING_FIXTURE_OPUS, 19, 8, 0x10 }, /* another version */
  { RECORDING_FIXTURE_OPUS, 19, 9, 0 },    /* channels */
  { RECORDING_FIXTURE_OPUS, 19, 9, 3 },
  { RECORDING_FIXTURE_OPUS, 19, 18, 1 }, /* family of channels */
  { vorbis, 29, 0, 1 },
  { vorbis, 30, 0, 3 },
  { vorbis, 30, 7, 1 },  /* version */
  { vorbis, 30, 11, 0 }, /* channels */
  { vorbis, 30, 11, 3 },
  { vorbis, 30, 15, 1 }, /* rate */
  { vorbis, 30, 29, 0 }, /* framing */
};

static void
test_nothing_else_passes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (strangers); i++) {
    g_autofree char *packet = g_memdup2 (strangers[i].packet, strangers[i].length);

    packet[strangers[i].at] = (char) strangers[i].octet;
    g_assert_cmpuint (measure_stream (packet, strangers[i].length, 100000), ==, 0);
  }
}

/* Whoever plays it sees the stream that was looked at: no page hides behind, in or before another.
 */
static void
test_one_stream_fills_the_file (void)
{
  static const struct {
    guint8 flags; /* of a page behind others that tell of no end */
    guint64 granule;
    guint32 serial;
  } pages[] = {
    { RECORDING_FIXTURE_FIRST, 9000000, SERIAL },
    { RECORDING_FIXTURE_FIRST, 0, SERIAL + 1 },
    { 0, 9000000, SERIAL + 1 },
    { 8, 9000000, SERIAL },
  };

  g_autoptr (GBytes) whole = recording_fixture_new (2);
  gsize length;
  const guint8 *start = g_bytes_get_data (whole, &length);
  g_autoptr (GByteArray) last = g_byte_array_new ();
  g_autoptr (GByteArray) before = g_byte_array_new ();
  g_autoptr (GByteArray) behind = g_byte_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++) {
    g_autoptr (GByteArray) octets = g_byte_array_new ();

    recording_fixture_add_head (octets);
    recording_fixture_add_page (octets, 0, 96000, SERIAL, "\x08", 1);
    g_assert_cmpuint (measure (octets), ==, 2);
    recording_fixture_add_page (octets, pages[i].flags, pages[i].granule, pages[i].serial, "\x08",
                                1);
    g_assert_cmpuint (measure (octets), ==, 0);
  }
  g_byte_array_append (last, start, (guint) length);
  recording_fixture_add_page (last, 0, 9000000, SERIAL, "\x08", 1);
  g_assert_cmpuint (measure (last), ==, 0);
  g_byte_array_append (before, (const guint8 *) "x", 1);
  g_byte_array_append (before, start, (guint) length);
  g_assert_cmpuint (measure (before), ==, 0);
  g_byte_array_append (behind, start, (guint) length);
  g_byte_array_append (behind, (const guint8 *) "x", 1);
  g_assert_cmpuint (measure (behind), ==, 0);
}

static void
test_time_does_not_go_back (void)
{
  g_autoptr (GByteArray) octets = g_byte_array_new ();

  recording_fixture_add_head (octets);
  recording_fixture_add_page (octets, 0, 96000, SERIAL, "\x08", 1);
  g_assert_cmpuint (measure (octets), ==, 2);
  recording_fixture_add_page (octets, 0, G_MAXUINT64, SERIAL, "\x08", 1); /* no packet ends there */
  g_assert_cmpuint (measure (octets), ==, 2);
  recording_fixture_add_page (octets, 0, 95999, SERIAL, "\x08", 1);
  g_assert_cmpuint (measure (octets), ==, 0);
}

static void
test_each_octet_is_covered_by_a_sum (void)
{
  g_autoptr (GBytes) whole = recording_fixture_new (2);
  gsize length;
  const guint8 *start = g_bytes_get_data (whole, &length);

  for (gsize at = 0; at < length; at++) {
    g_autofree guint8 *broken = g_memdup2 (start, length);
    g_autoptr (GBytes) octets = NULL;

    broken[at] ^= 0x20;
    octets = g_bytes_new (broken, length);
    g_assert_cmpuint (safi_pack_recording_measure (octets), ==, 0);
  }
}

static void
test_a_recording_has_limits (void)
{
  g_autoptr (SafiPackFiles) files = new_recorded (SAFI_PACK_RECORDING_SECONDS_MAX);
  g_autoptr (SafiPack) pack = pack_fixture_read (files);
  g_autoptr (SafiPack) large = NULL;
  g_autoptr (GPtrArray) faults = safi_pack_faults_new ();
  g_autoptr (GBytes) longer = recording_fixture_new (SAFI_PACK_RECORDING_SECONDS_MAX + 1);
  g_autoptr (GBytes) fits = recording_fixture_new_sized (SAFI_PACK_RECORDING_OCTETS_MAX);
  g_autoptr (GBytes) beyond = recording_fixture_new_sized (SAFI_PACK_RECORDING_OCTETS_MAX + 1);
  const SafiPackRecording *recording = pack->recordings->pdata[0];

  g_assert_cmpuint (recording->seconds, ==, SAFI_PACK_RECORDING_SECONDS_MAX);
  pack_fixture_set_octets (files, FILE_NAME, longer);
  pack_fixture_assert_refused (files, FILE_NAME, 0, "longer than {0} minutes");
  pack_fixture_set_octets (files, FILE_NAME, fits);
  large = pack_fixture_read (files);
  g_assert_cmpuint (large->recordings->len, ==, 1);
  g_assert_false (safi_pack_files_add (files, FILE_NAME, beyond, faults));
  pack_fixture_assert_fault (faults, FILE_NAME, 0, "512");
  g_assert_cmpuint (safi_pack_recording_measure (beyond), ==, 0);
}

/* Adds a tip and a recording of it, which is @octets. */
static void
add_tip (SafiPackFiles *files, guint number, const char *language, GBytes *octets)
{
  GBytes *fee = safi_pack_files_find (files, "tips/fee.en.xml");
  g_autofree char *tip = g_strndup (g_bytes_get_data (fee, NULL), g_bytes_get_size (fee));
  g_autofree char *first = g_strdup_printf ("tips/t%02u.en.xml", number);
  g_autofree char *name = g_strdup_printf ("tips/t%02u.%s.xml", number, language);
  g_autofree char *id = g_strdup_printf ("id=\"t%02u\"", number);
  g_autofree char *file = g_strdup_printf ("audio/t%02u.%s.ogg", number, language);

  pack_fixture_set (files, first, tip);
  pack_fixture_change (files, first, "id=\"fee\"", id);
  pack_fixture_set (files, name, tip);
  pack_fixture_change (files, name, "id=\"fee\"", id);
  pack_fixture_set_octets (files, file, octets);
}

static void
test_all_recordings_together_have_a_limit (void)
{
  const guint n_fit = SAFI_PACK_RECORDINGS_OCTETS_MAX / SAFI_PACK_RECORDING_OCTETS_MAX;
  g_autoptr (SafiPackFiles) files = pack_fixture_new ();
  g_autoptr (SafiPack) pack = NULL;
  g_autoptr (GBytes) large = recording_fixture_new_sized (SAFI_PACK_RECORDING_OCTETS_MAX);
  g_autoptr (GBytes) small = recording_fixture_new (1);

  for (guint i = 0; i < n_fit; i++)
    add_tip (files, i, "en", large);
  pack = pack_fixture_read (files);
  g_assert_cmpuint (pack->recordings->len, ==, n_fit);
  add_tip (files, n_fit, "en", small);
  pack_fixture_assert_refused (files, "", 0, "All recordings together");
}

static void
test_nobody_has_to_listen_to_too_many (void)
{
  static const char *const languages[] = { "en", "sw", "fr" };
  const guint n_fit = SAFI_PACK_RECORDINGS_MAX;
  g_autoptr (SafiPackFiles) files = pack_fixture_new ();
  g_autoptr (SafiPack) pack = NULL;
  g_autoptr (GBytes) small = recording_fixture_new (1);

  pack_fixture_change (files, "pack.txt", "languages=en sw", "languages=en sw fr");
  pack_fixture_change (files, "pack.txt", "name=", "name[fr]=École\nfrom[fr]=Nous\nname=");
  for (guint i = 0; i < n_fit; i++)
    add_tip (files, i % 50, languages[i / 50], small);
  pack = pack_fixture_read (files);
  g_assert_cmpuint (pack->recordings->len, ==, n_fit);
  add_tip (files, 0, languages[2], small);
  pack_fixture_assert_refused (files, "", 0, "more than {0} recordings");
}

static void
test_what_is_no_recording_is_told (void)
{
  g_autoptr (SafiPackFiles) files = pack_fixture_new ();

  pack_fixture_set (files, FILE_NAME, "OggS, or so");
  pack_fixture_assert_refused (files, FILE_NAME, 0, "no recording in Ogg");
}

static void
test_a_recording_belongs_to_a_tip_in_a_language (void)
{
  static const char *const places[][2] = {
    { "audio/other.en.ogg", "tips/other.en.xml" }, /* no such tip */
    { "audio/fee.sw.ogg", "tips/fee.sw.xml" },     /* not written in that language */
    { "audio/fee.fr.ogg", "no language of the pack" },
    { "audio/fee.ogg", "A recording is called" },
    { "audio/fee.en.opus", "A recording is called" },
    { "audio/fee.en.xml", "A recording is called" },
    { "audio/en/fee.ogg", "A recording is called" },
    { "audio/Fee.en.ogg", "A recording is called" },
    { "tips/fee.en.ogg", "A recording is called" },
    { "fee.en.ogg", "A recording is called" },
  };
  g_autoptr (GBytes) octets = recording_fixture_new (1);

  for (guint i = 0; i < G_N_ELEMENTS (places); i++) {
    g_autoptr (SafiPackFiles) files = pack_fixture_new ();

    pack_fixture_set_octets (files, places[i][0], octets);
    pack_fixture_assert_refused (files, places[i][0], 0, places[i][1]);
  }
}

static const SafiTip *
get_tip (const SafiPack *pack, guint language)
{
  return ((SafiPackTexts *) pack->texts->pdata[language])->tips->pdata[0];
}

static void
test_what_is_heard_is_what_is_shown (void)
{
  g_autoptr (SafiPackFiles) files = new_recorded (1);
  g_autoptr (SafiPack) pack = pack_fixture_read (files);
  g_autoptr (SafiPack) both = NULL, other = NULL;
  g_autoptr (GBytes) octets = recording_fixture_new (2);
  GBytes *tip = safi_pack_files_find (files, "tips/fee.en.xml");

  /* Who speaks Swahili sees the English tip, and hears that. */
  g_assert_cmpstr (get_tip (pack, 1)->recording->file, ==, FILE_NAME);
  pack_fixture_set_octets (files, "tips/fee.sw.xml", tip);
  both = pack_fixture_read (files);
  g_assert_nonnull (get_tip (both, 0)->recording);
  g_assert_null (get_tip (both, 1)->recording);
  pack_fixture_set_octets (files, "audio/fee.sw.ogg", octets);
  other = pack_fixture_read (files);
  g_assert_cmpuint (get_tip (other, 0)->recording->seconds, ==, 1);
  g_assert_cmpuint (get_tip (other, 1)->recording->seconds, ==, 2);
}

static void
test_a_recording_of_one_of_ours_is_not_ours (void)
{
  g_autoptr (SafiPackFiles) files = pack_fixture_new ();
  g_autoptr (SafiPack) pack = NULL;
  g_autoptr (GBytes) octets = recording_fixture_new (1);
  GBytes *fee = safi_pack_files_find (files, "tips/fee.en.xml");

  pack_fixture_set_octets (files, "audio/ask-for-code.en.ogg", octets);
  pack_fixture_assert_refused (files, "audio/ask-for-code.en.ogg", 0, "tips/ask-for-code.en.xml");
  pack_fixture_set_octets (files, "tips/ask-for-code.en.xml", fee);
  pack_fixture_change (files, "tips/ask-for-code.en.xml", "id=\"fee\"", "id=\"ask-for-code\"");
  pack = pack_fixture_read (files);
  g_assert_nonnull (get_tip (pack, 0)->recording);
  for (guint i = 0; i < safi_tip_list ()->len; i++)
    g_assert_null (((SafiTip *) safi_tip_list ()->pdata[i])->recording);
}

static void
test_a_signature_holds_for_recordings (void)
{
  g_autoptr (SafiPackFiles) files = new_recorded (1);
  g_autoptr (SafiPack) pack = NULL;
  g_autoptr (GBytes) other = recording_fixture_new (2);

  pack_fixture_sign (files, 1);
  pack = pack_fixture_read (files);
  g_assert_cmpstr (pack->signer, ==, PACK_FIXTURE_DIGITS_1);
  pack_fixture_set_octets (files, FILE_NAME, other);
  pack_fixture_assert_refused (files, SAFI_PACK_SIGNATURE, 0, "changed after it was signed");
}

static void
test_each_recording_is_listed_with_its_tip (void)
{
  g_autoptr (SafiPackFiles) files = new_recorded (1);
  g_autoptr (SafiPack) pack = pack_fixture_read (files);
  g_autoptr (GPtrArray) mentions = safi_pack_list_mentions (pack);
  guint n_listed = 0;

  for (guint i = 0; i < mentions->len; i++) {
    const SafiMention *mention = mentions->pdata[i];

    if (mention->kind != SAFI_MENTION_RECORDING)
      continue;
    n_listed++;
    g_assert_cmpstr (mention->value, ==, FILE_NAME);
    g_assert_cmpstr (mention->context, ==, "A small fee");
    g_assert_true (mention->recording == pack->recordings->pdata[0]);
  }
  g_assert_cmpuint (n_listed, ==, 1);
}

#define ADD(name, function) g_test_add_func ("/pack-recording/" name, function)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("opus-and-vorbis-are-measured", test_opus_and_vorbis_are_measured);
  ADD ("nothing-else-passes", test_nothing_else_passes);
  ADD ("one-stream-fills-the-file", test_one_stream_fills_the_file);
  ADD ("time-does-not-go-back", test_time_does_not_go_back);
  ADD ("each-octet-is-covered-by-a-sum", test_each_octet_is_covered_by_a_sum);
  ADD ("a-recording-has-limits", test_a_recording_has_limits);
  ADD ("all-recordings-together-have-a-limit", test_all_recordings_together_have_a_limit);
  ADD ("nobody-has-to-listen-to-too-many", test_nobody_has_to_listen_to_too_many);
  ADD ("what-is-no-recording-is-told", test_what_is_no_recording_is_told);
  ADD ("a-recording-belongs-to-a-tip-in-a-language",
       test_a_recording_belongs_to_a_tip_in_a_language);
  ADD ("what-is-heard-is-what-is-shown", test_what_is_heard_is_what_is_shown);
  ADD ("a-recording-of-one-of-ours-is-not-ours", test_a_recording_of_one_of_ours_is_not_ours);
  ADD ("a-signature-holds-for-recordings", test_a_signature_holds_for_recordings);
  ADD ("each-recording-is-listed-with-its-tip", test_each_recording_is_listed_with_its_tip);
  return g_test_run ();
}
