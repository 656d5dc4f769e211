/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "words/catalogue/safi-catalogue.h"

G_BEGIN_DECLS

/* Reads and writes .po files (gettext's manual, "The Format of PO Files"): UTF-8 only. A file may
 * come from a stranger; so there are limits, and the first fault ends the reading. */

#define SAFI_PO_OCTETS_MAX (4 * 1024 * 1024)
#define SAFI_PO_PHRASES_MAX 10000
#define SAFI_PO_TEXT_OCTETS_MAX 8192 /* of one text, or of the header */

typedef enum {
  SAFI_PO_FINE,
  SAFI_PO_TOO_LARGE,
  SAFI_PO_NOT_UTF8,
  SAFI_PO_NO_PO,       /* a line that is none of a .po file */
  SAFI_PO_TOO_MANY,    /* texts */
  SAFI_PO_TOO_LONG,    /* a text */
  SAFI_PO_TWICE,       /* a text */
  SAFI_PO_FORMS,       /* more or fewer forms of a plural than the header says */
  SAFI_PO_PLURAL,      /* the header has no formula for plurals that can be used */
  SAFI_PO_HEAD_TWICE,  /* the header gives its charset or its plurals more than once */
  SAFI_PO_NO_LANGUAGE, /* the header names none, or English */
  SAFI_PO_FOREIGN,     /* no text of it is one of Safibox */
  SAFI_PO_LOST,        /* what was kept before cannot be read, and is not to be written over */
  SAFI_PO_CONTROL,     /* a text with a control character */
  SAFI_PO_NOT_KEPT,    /* it could not be written down */
} SafiPoFaultKind;

typedef struct {
  SafiPoFaultKind kind;
  guint line; /* 1 = the first; 0 if it is no line's fault */
} SafiPoFault;

/* @is_template: what xgettext made: its texts have no translation. Texts marked "fuzzy" are left
 * untranslated, obsolete ones are left out.
 * Returns: (nullable) (transfer full): NULL with @ret_fault set. */
SafiCatalogue *safi_po_read (GBytes *octets, gboolean is_template, SafiPoFault *ret_fault);

/* Whether a translation may be kept: each of @forms (NULL-terminated, UTF-8) has at most
 * SAFI_PO_TEXT_OCTETS_MAX, and of the control characters newlines and tabs only.
 * Returns: SAFI_PO_FINE or why not. */
SafiPoFaultKind safi_po_check_forms (const char *const *forms);

/* Returns: (transfer full): a file that msgfmt takes, every text in it, its comments too. */
GBytes *safi_po_write (const SafiCatalogue *catalogue);

G_END_DECLS
