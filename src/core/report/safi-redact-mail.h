/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/report/safi-redactor.h"

G_BEGIN_DECLS

#define SAFI_REDACT_MAIL_MAX                                                                       \
  (1024 * 1024) /* octets; of a longer message the header alone is given */

/* A message as it is handed to those who take reports. */
typedef struct {
  GBytes *octets;
  gboolean is_header; /* the header alone, with its blank line */
} SafiHandover;

void safi_handover_clear (SafiHandover *self);

/* @message as it was sent, octet for octet. Only its header where the rest was not seen, or is too
 * long. */
SafiHandover safi_redact_keep (SafiMessage *message);

/* @message without what tells who got it (safi-redactor.h). Pictures and files are left out, with
 * their kind, size and SHA-256 in their place; parts stay where they stand, in their encoding. Is
 * read again, and if an address of the person can be seen anywhere then, the header is all that is
 * given. @own: (nullable). */
SafiHandover safi_redact_mail (SafiMessage *message, const char *const *own);

/* Whether anything but text is in @message: a picture, a file, a message. Also TRUE if nobody can
 * tell, as of one that was not seen in whole. */
gboolean safi_redact_has_files (SafiMessage *message);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SafiHandover, safi_handover_clear)

G_END_DECLS
