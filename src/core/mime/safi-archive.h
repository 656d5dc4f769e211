/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/base/safi-message-values.h"

G_BEGIN_DECLS

#define SAFI_ARCHIVE_ENTRIES_MAX 64 /* names kept */

/* Looks into an attached file: names in a zip archive (also a document or program in zip form),
 * whether it asks for a password, and whether an office document carries macros. Sets entries,
 * is_encrypted and has_macros of @attachment. @octets may be cut. Never unpacks anything. */
void safi_archive_inspect (const char *octets, gsize length, SafiAttachment *attachment);

G_END_DECLS
