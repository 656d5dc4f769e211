/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/mime/safi-header-field.h"
#include "core/report/safi-redactor.h"

G_BEGIN_DECLS

/* Appends @field to @out as those who take reports may see it: its line ends as they stand where
 * nothing was taken out, else on one line. Fields that say to whom it goes lose their value; those
 * that tell of the way and of signatures lose addresses only; what mailing programs invent loses
 * its codes, too. A value longer than SAFI_MESSAGE_HEADER_OCTETS_MAX is taken out, and a field
 * whose very name holds an address is left out. In what is added no address of the person can be
 * read. */
void safi_redact_field (SafiRedactor *redactor, const SafiHeaderField *field, GString *out);

/* Appends every field of the header at @octets, without the blank line. */
void safi_redact_header (SafiRedactor *redactor, const char *octets, gsize length, GString *out);

G_END_DECLS
