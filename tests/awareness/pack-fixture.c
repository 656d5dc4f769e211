/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "pack-fixture.h"

#include <string.h>

#include "awareness/pack/safi-pack-zip.h"

static const char about[] = "# A pack\n"
                            "format=1\n"
                            "id=school-week\n"
                            "country=KE\n"
                            "languages=en sw\n"
                            "name=School week\n"
                            "from=Our school\n"
                            "about=Three tips.\n"
                            "name[sw]=Wiki ya shule\n"
                            "from[sw]=Shule yetu\n";
static const char numbers[] = "use,value,kind,body,source_date\n"
                              "police,0800 111 222,phone,School office,2026-11\n"
                              "report_web,https://report.example/,url,Ministry,2026\n";
static const char days[] = "date,title,sentence\n"
                           "05-17,Phone day,Write down a number.\n"
                           "2027-02-09,Net day,Bring a message.\n";
static const char tip[] =
    "<tip id=\"fee\" icon=\"mail-unread-symbolic\" theme=\"parcel-fee\" about=\"scam\" age=\"child\""
    " codes=\"money.sum\">\n"
    "<title>A small fee</title><sentence>Ask at the counter.</sentence>\n"
    "<more>It is bait.</more><sign>A link.</sign><step>Ask.</step>\n"
    "<scam channel=\"sms\"><from>DHL</from><p>Pay 450: http://fee.example</p></scam>\n"
    "<real channel=\"sms\"><from>Post</from><p>Write to post@post.example.</p></real>\n"
    "<tell>The second can be asked.</tell></tip>\n";

SafiPackFiles *
pack_fixture_new (void)
{
  SafiPackFiles *files = safi_pack_files_new ();

  pack_fixture_set (files, "pack.txt", about);
  pack_fixture_set (files, "numbers.en.csv", numbers);
  pack_fixture_set (files, "days.en.csv", days);
  pack_fixture_set (files, "tips/fee.en.xml", tip);
  return files;
}

void
pack_fixture_set (SafiPackFiles *files, const char *name, const char *text)
{
  g_autoptr (GBytes) octets = g_bytes_new (text, strlen (text));

  pack_fixture_set_octets (files, name, octets);
}

void
pack_fixture_set_octets (SafiPackFiles *files, const char *name, GBytes *octets)
{
  g_autoptr (GPtrArray) faults = safi_pack_faults_new ();

  for (guint i = 0; i < files->files->len; i++)
    if (g_str_equal (((SafiPackFile *) files->files->pdata[i])->name, name))
      g_ptr_array_remove_index (files->files, i--);
  g_assert_true (safi_pack_files_add (files, name, octets, faults));
}

void
pack_fixture_change (SafiPackFiles *files, const char *name, const char *from, const char *to)
{
  GBytes *octets = safi_pack_files_find (files, name);
  g_autofree char *text = NULL;
  g_autofree char *changed = NULL;
  const char *place;

  g_assert_nonnull (octets);
  text = g_strndup (g_bytes_get_data (octets, NULL), g_bytes_get_size (octets));
  place = strstr (text, from);
  g_assert_nonnull (place);
  changed = g_strdup_printf ("%.*s%s%s", (int) (place - text), text, to, place + strlen (from));
  pack_fixture_set (files, name, changed);
}

/* Returns: (transfer full). */
SafiPackKey *
pack_fixture_key (guint number)
{
  static const char *const seeds[] = { "nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=",
                                       "TM0Imyj/ltqdtsNG7BFOD1uKMZ81q6Yk2oz27U+4pvs=",
                                       "xaqN9D+fg3vtt0QvMdy3sWbThTUHbwlLhc46LgtEWPc=" };
  static const guint8 head[] = { 0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06,
                                 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20 };
  gsize length;
  g_autofree guchar *seed = g_base64_decode (seeds[number - 1], &length);
  g_autoptr (GByteArray) der = g_byte_array_new ();
  g_autofree char *text = NULL;
  g_autofree char *pem = NULL;
  g_autoptr (GBytes) octets = NULL;
  g_autoptr (GError) error = NULL;
  SafiPackKey *key;

  g_byte_array_append (der, head, sizeof head);
  g_byte_array_append (der, seed, (guint) length);
  text = g_base64_encode (der->data, der->len);
  pem = g_strdup_printf ("-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n", text);
  octets = g_bytes_new (pem, strlen (pem));
  key = safi_pack_key_read (octets, &error);
  g_assert_no_error (error);
  return key;
}

void
pack_fixture_sign (SafiPackFiles *files, guint number)
{
  g_autoptr (SafiPackKey) key = pack_fixture_key (number);
  g_autoptr (GPtrArray) faults = safi_pack_faults_new ();

  g_assert_true (safi_pack_signature_write (files, key, faults));
  g_assert_cmpuint (faults->len, ==, 0);
}

static void
print_faults (GPtrArray *faults)
{
  for (guint i = 0; i < faults->len; i++) {
    const SafiPackFault *fault = faults->pdata[i];

    g_test_message ("%s:%u: %s (%s)", fault->file, fault->line, fault->pattern, fault->args[0]);
  }
}

SafiPack *
pack_fixture_read (SafiPackFiles *files)
{
  g_autoptr (GPtrArray) faults = safi_pack_faults_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) octets = safi_pack_zip_write (files, &error);
  SafiPack *pack;

  g_assert_no_error (error);
  pack = safi_pack_read_zip (octets, faults);
  print_faults (faults);
  g_assert_nonnull (pack);
  return pack;
}

void
pack_fixture_assert_fault (GPtrArray *faults, const char *file, guint line, const char *part)
{
  for (guint i = 0; i < faults->len; i++) {
    const SafiPackFault *fault = faults->pdata[i];

    if (g_str_equal (fault->file, file) && fault->line == line &&
        (strstr (fault->pattern, part) != NULL ||
         (fault->args[0] != NULL && strstr (fault->args[0], part) != NULL)))
      return;
  }
  print_faults (faults);
  g_error ("no fault in \"%s\" at %u that holds \"%s\"", file, line, part);
}

void
pack_fixture_assert_refused (SafiPackFiles *files, const char *file, guint line, const char *part)
{
  g_autoptr (GPtrArray) faults = safi_pack_faults_new ();

  g_assert_null (safi_pack_read (files, faults));
  pack_fixture_assert_fault (faults, file, line, part);
}
