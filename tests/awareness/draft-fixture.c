/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "draft-fixture.h"

#include "awareness/draft/safi-pack-draft-read.h"
#include "awareness/draft/safi-pack-draft-write.h"

void
draft_fixture_set (SafiDraftPart *part,
                   SafiDraftField field,
                   const char *language,
                   const char *text)
{
  g_assert_true (safi_draft_part_set (part, field, language, text));
}

SafiDraftPart *
draft_fixture_add_tip (SafiPackDraft *draft, const char *language)
{
  SafiDraftPart *tip = safi_pack_draft_add (draft, SAFI_DRAFT_TIP);

  draft_fixture_set (tip, SAFI_DRAFT_TITLE, language, "A fee for the boat");
  draft_fixture_set (tip, SAFI_DRAFT_SENTENCE, language, "Pay at the pier.");
  draft_fixture_set (tip, SAFI_DRAFT_MORE, language, "The page wants a card.");
  draft_fixture_set (tip, SAFI_DRAFT_SIGNS, language, "A link.\nNo name.");
  draft_fixture_set (tip, SAFI_DRAFT_STEPS, language, "Ask at the pier.");
  draft_fixture_set (tip, SAFI_DRAFT_SCAM_FROM, language, "FERRY");
  draft_fixture_set (tip, SAFI_DRAFT_SCAM_TEXT, language, "Your place is held.\nPay 30 now.");
  draft_fixture_set (tip, SAFI_DRAFT_REAL_FROM, language, "Pier office");
  draft_fixture_set (tip, SAFI_DRAFT_REAL_TEXT, language, "Boat Gull, Friday. Pay 30 at the pier.");
  draft_fixture_set (tip, SAFI_DRAFT_TELL, language, "The second names the boat.");
  return tip;
}

SafiDraftPart *
draft_fixture_add_number (SafiPackDraft *draft, const char *value)
{
  SafiDraftPart *number = safi_pack_draft_add (draft, SAFI_DRAFT_NUMBER);

  draft_fixture_set (number, SAFI_DRAFT_VALUE, "", value);
  draft_fixture_set (number, SAFI_DRAFT_BODY, "en", "Bay Police");
  draft_fixture_set (number, SAFI_DRAFT_SOURCE_DATE, "", "2026-11");
  return number;
}

SafiDraftPart *
draft_fixture_add_day (SafiPackDraft *draft)
{
  SafiDraftPart *day = safi_pack_draft_add (draft, SAFI_DRAFT_DAY);

  draft_fixture_set (day, SAFI_DRAFT_DATE, "", "05-17");
  draft_fixture_set (day, SAFI_DRAFT_DAY_TITLE, "en", "Telephone day");
  draft_fixture_set (day, SAFI_DRAFT_DAY_SENTENCE, "en", "Write down a number.");
  return day;
}

/* Whole, in English. */
SafiPackDraft *
draft_fixture_new (void)
{
  SafiPackDraft *draft = safi_pack_draft_new ("en");

  draft_fixture_set (draft->head, SAFI_DRAFT_NAME, "en", "School week");
  draft_fixture_set (draft->head, SAFI_DRAFT_FROM, "en", "Our school");
  draft_fixture_add_tip (draft, "en");
  draft_fixture_add_number (draft, "1000");
  draft_fixture_add_day (draft);
  return draft;
}

SafiPackFiles *
draft_fixture_write (const SafiPackDraft *draft)
{
  g_autoptr (GPtrArray) faults = safi_pack_faults_new ();
  SafiPackFiles *files = safi_pack_draft_write (draft, NULL, faults);

  g_assert_nonnull (files);
  return files;
}

void
draft_fixture_assert_same_files (const SafiPackFiles *one, const SafiPackFiles *other)
{
  g_assert_cmpuint (one->files->len, ==, other->files->len);
  for (guint i = 0; i < one->files->len; i++) {
    const SafiPackFile *file = one->files->pdata[i];
    GBytes *octets = safi_pack_files_find (other, file->name);
    gsize length, n_other;
    const char *start = g_bytes_get_data (file->octets, &length);
    const char *start_other;

    g_assert_nonnull (octets);
    start_other = g_bytes_get_data (octets, &n_other);
    g_assert_cmpmem (start, length, start_other, n_other);
  }
}

/* What is written is read back as it was. */
void
draft_fixture_assert_comes_back (const SafiPackDraft *draft)
{
  g_autoptr (SafiPackFiles) files = draft_fixture_write (draft);
  g_autoptr (SafiPackDraft) back = safi_pack_draft_read (files);
  g_autoptr (SafiPackFiles) again = NULL;

  g_assert_nonnull (back);
  again = draft_fixture_write (back);
  draft_fixture_assert_same_files (files, again);
}

SafiPack *
draft_fixture_check (const SafiPackDraft *draft)
{
  GPtrArray *faults = NULL;
  SafiPack *pack = safi_pack_draft_check (draft, &faults);

  for (guint i = 0; faults != NULL && i < faults->len; i++) {
    const SafiDraftFault *told = faults->pdata[i];

    g_test_message ("%s: %s", told->fault->file, told->fault->pattern);
  }
  g_assert_null (faults);
  return pack;
}

SafiDraftPart *
draft_fixture_find (SafiPackDraft *draft, SafiDraftKind kind)
{
  for (guint i = 0; i < draft->parts->len; i++) {
    SafiDraftPart *part = draft->parts->pdata[i];

    if (part->kind == kind)
      return part;
  }
  return draft->head;
}
