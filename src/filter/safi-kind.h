/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/judgement/safi-evidence.h"

G_BEGIN_DECLS

/* The kind of junk a code speaks for; SAFI_KIND_OTHER if it speaks for none. */
SafiKind safi_kind_of_code (const char *code);

/* The kind whose evidence (element-type SafiEvidence) is strongest together. Evidence that speaks
 * for no kind does not decide while any other does; with the model alone it is an advert. */
SafiKind safi_kind_of_evidence (GPtrArray *evidence);

G_END_DECLS
