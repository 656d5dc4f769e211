/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a domain asks to be done with mail that is not from it, ascending. */
typedef enum {
  SAFI_DMARC_POLICY_NONE,
  SAFI_DMARC_POLICY_QUARANTINE,
  SAFI_DMARC_POLICY_REJECT,
} SafiDmarcPolicy;

const char *safi_dmarc_policy_to_string (SafiDmarcPolicy self); /* "none" ... */

/* A tag with a policy, which a typing error may have spoiled. */
typedef enum {
  SAFI_DMARC_TAG_MISSING,
  SAFI_DMARC_TAG_VALID,
  SAFI_DMARC_TAG_INVALID,
} SafiDmarcTag;

typedef enum {
  SAFI_DMARC_PSD_UNKNOWN, /* "u", or not said: the tree walk decides */
  SAFI_DMARC_PSD_YES,     /* a public suffix: others register names below it */
  SAFI_DMARC_PSD_NO,      /* an Organizational Domain */
} SafiDmarcPsd;

/* One record (RFC 9989, 4.7). A plain value without pointers; on every thread. */
typedef struct {
  SafiDmarcTag p_tag, sp_tag, np_tag;
  SafiDmarcPolicy p, sp, np; /* of a valid tag */
  gboolean dkim_is_strict;   /* adkim=s */
  gboolean spf_is_strict;    /* aspf=s */
  SafiDmarcPsd psd;
  gboolean is_test; /* t=y */
  gboolean has_rua; /* with at least one address that is one */
} SafiDmarcRecord;

/* FALSE if it is none: it must begin with v=DMARC1, letter for letter. Unknown tags and bad values
 * are left out; of two tags of one name the first counts. */
gboolean safi_dmarc_record_parse (const char *text, gsize length, SafiDmarcRecord *ret_record);

/* TRUE if it says what to do; else, without an address for reports, it says nothing at all. */
gboolean safi_dmarc_record_is_usable (const SafiDmarcRecord *self);

/* For mail of the record's own name, of a name below it, and of one below it that does not exist.
 * Before is_test is looked at. */
SafiDmarcPolicy
safi_dmarc_record_get_policy (const SafiDmarcRecord *self, gboolean is_below, gboolean is_missing);

G_END_DECLS
