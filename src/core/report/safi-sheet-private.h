/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/report/safi-sheet.h"

G_BEGIN_DECLS

/* What the writer and the reader of a sheet share: its own fields.
 *
 *   Safibox-Sheet: 1 junk phishing [FORM]        version, decision, kind; FORM: text, or call,
 * whose answers (safi-call.h) stand in place of a text Safibox-Sum: -0.8 0.98 [-1 2] prior,
 * probability, borders Safibox-Reason: CODE WEIGHT [SPOT][; TYPE=ARGUMENT]... SPOT: at=header:From
 * or at=text:START:LENGTH; an argument is percent-encoded */

#define SAFI_SHEET_FIELD "Safibox-Sheet"
#define SAFI_SHEET_SUM_FIELD "Safibox-Sum"
#define SAFI_SHEET_REASON_FIELD "Safibox-Reason"
#define SAFI_SHEET_VERSION "1"
#define SAFI_SHEET_OTHER "sheet.other"
#define SAFI_SHEET_TEXT "text"
#define SAFI_SHEET_CALL "call"

/* "text", "address", "domain", "number". */
const char *safi_sheet_arg_to_word (SafiArgType type);

G_END_DECLS
