/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* What a person says about a message when teaching. */
typedef enum {
  SAFI_CLASS_GOOD,
  SAFI_CLASS_JUNK,
} SafiClass;

/* What Safibox says about a message. */
typedef enum {
  SAFI_DECISION_GOOD,
  SAFI_DECISION_UNSURE,
  SAFI_DECISION_JUNK,
} SafiDecision;

/* How something came to a person. */
typedef enum {
  SAFI_FORM_MAIL,
  SAFI_FORM_TEXT, /* without a header: an SMS, a chat, what somebody wrote down */
  SAFI_FORM_CALL, /* a call, of which five questions were answered (safi-call.h) */
} SafiForm;

/* What sort of junk it is; NONE for a message that is not called junk or doubtful. */
typedef enum {
  SAFI_KIND_NONE,
  SAFI_KIND_ADVERT,
  SAFI_KIND_PHISHING,
  SAFI_KIND_MONEY,
  SAFI_KIND_MALWARE,
  SAFI_KIND_THREAT,
  SAFI_KIND_BOUNCE,
  SAFI_KIND_OTHER,
} SafiKind;

#define SAFI_N_KINDS (SAFI_KIND_OTHER + 1)

/* The IMAP flags that matter here, and the two keywords Safibox may set. */
typedef enum {
  SAFI_FLAG_SEEN = 1 << 0,
  SAFI_FLAG_ANSWERED = 1 << 1,
  SAFI_FLAG_FLAGGED = 1 << 2,
  SAFI_FLAG_DELETED = 1 << 3,
  SAFI_FLAG_DRAFT = 1 << 4,
  SAFI_FLAG_JUNK = 1 << 5,      /* $Junk */
  SAFI_FLAG_NOT_JUNK = 1 << 6,  /* $NotJunk */
  SAFI_FLAG_JUNK_WORD = 1 << 7, /* Junk: set by other programs only */
} SafiFlags;

/* Machine words of the command line, the store and JSON: "junk", "unsure", "phishing" ...
 * They are never translated; words/ says them to people. The *_from_word functions return
 * FALSE and leave @ret_value alone for an unknown word. */
const char *safi_class_to_word (SafiClass value);
const char *safi_decision_to_word (SafiDecision value);
const char *safi_kind_to_word (SafiKind value);
gboolean safi_class_from_word (const char *word, SafiClass *ret_value);
gboolean safi_decision_from_word (const char *word, SafiDecision *ret_value);
gboolean safi_kind_from_word (const char *word, SafiKind *ret_value);

G_END_DECLS
