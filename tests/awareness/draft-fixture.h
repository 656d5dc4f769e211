/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "awareness/draft/safi-pack-draft-check.h"

/* A draft in English with a tip, a number and a day, which is whole, and which a test changes. */

/* Returns: (transfer full). */
SafiPackDraft *draft_fixture_new (void);
/* Writes into a field, where it all fits. */
void draft_fixture_set (SafiDraftPart *part,
                        SafiDraftField field,
                        const char *language,
                        const char *text);
/* One more, whole. */
SafiDraftPart *draft_fixture_add_tip (SafiPackDraft *draft, const char *language);
SafiDraftPart *draft_fixture_add_number (SafiPackDraft *draft, const char *value);
SafiDraftPart *draft_fixture_add_day (SafiPackDraft *draft);
/* The first of @kind. */
SafiDraftPart *draft_fixture_find (SafiPackDraft *draft, SafiDraftKind kind);

/* As files, or fails. Returns: (transfer full). */
SafiPackFiles *draft_fixture_write (const SafiPackDraft *draft);
/* As a pack, or fails. Returns: (transfer full). */
SafiPack *draft_fixture_check (const SafiPackDraft *draft);
void draft_fixture_assert_same_files (const SafiPackFiles *one, const SafiPackFiles *other);
/* What is written is read back as it was. */
void draft_fixture_assert_comes_back (const SafiPackDraft *draft);
