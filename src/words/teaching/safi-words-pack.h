/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "awareness/pack/safi-pack-fault.h"
#include "awareness/pack/safi-pack-mentions.h"

G_BEGIN_DECLS

/* How a campaign pack is told of. What a stranger wrote in it is made harmless and isolated. All
 * returned strings are (transfer full) unless it says otherwise. */

/* Returns: (transfer none): the texts of @pack in the language spoken now, else in its first. */
const SafiPackTexts *safi_words_pack_texts (const SafiPack *pack);

/* "tips/fee.en.xml, line 7: <step> is empty …". */
char *safi_words_pack_fault (const SafiPackFault *fault);
/* The same beside the field that it is about: "Nothing is written here yet." */
char *safi_words_pack_fault_here (const SafiPackFault *fault);

/* "from Ministry of Post, imported on 26 November 2026"; without a date where nobody imported it.
 */
char *safi_words_pack_from (const SafiPack *pack);
/* The same for one number of it, by the name of the pack. */
char *safi_words_pack_origin (const SafiPack *pack);

/* Digits that stand for a key, to be read from left to right everywhere. Returns: (transfer full).
 */
char *safi_words_pack_isolate_digits (const char *digits);
/* The digits of whose key signed @pack, the same way; what is said of a pack that nobody signed. */
char *safi_words_pack_digits (const SafiPack *pack);
/* Returns: (transfer none): what that does not say, and what to do about it. */
const char *safi_words_pack_digits_advice (const SafiPack *pack);
/* Both as one sentence for a list: "Signed with the digits 12345 …". */
char *safi_words_pack_signed (const SafiPack *pack);

/* Below a printed sheet of it: who wrote that. */
char *safi_words_pack_sheet_source (const SafiPack *pack);

/* "3 tips, 2 numbers, 1 day"; of the tips, those that people of @age may see. */
char *safi_words_pack_size (const SafiPackTexts *texts, SafiAge age);

/* "17 May", "9 February 2027". */
char *safi_words_pack_date (const SafiPackDay *day);

/* What a mention is, ready to be looked at: a domain with its two forms where they differ; of a
 * recording the title of its tip. */
char *safi_words_mention_value (const SafiMention *mention);
/* Where it stands, and whose domain it looks like; of a recording its file; "" if there is nothing
 * to say. */
char *safi_words_mention_context (const SafiMention *mention);
/* Returns: (transfer none): heads a list of them. */
const char *safi_words_mention_kind (SafiMentionKind kind);

G_END_DECLS
