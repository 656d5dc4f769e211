/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SAFI_OWN_MAIL_MAX 4096 /* octets of the whole message */
#define SAFI_OWN_MAIL_DOMAIN                                                                       \
  "letter.safibox.invalid" /* of every Message-ID (RFC 2606: nobody's)                             \
                            */

/* A message from Safibox to the person: plain text, from the own address to the own address
 * (RFC 5322), marked as made by a program (RFC 3834, section 5) and by the field X-Safibox-Letter.
 * @text: UTF-8 with \n. @id: unique, of letters, digits and "-". @time: seconds UTC. An address
 * that needs more than ASCII cannot stand in a header; then a name of Safibox's own takes its
 * place. Returns: (transfer full) (nullable): CRLF, all ASCII; NULL if it would be longer than
 * SAFI_OWN_MAIL_MAX. */
GBytes *safi_own_mail_new (const char *address,
                           const char *subject,
                           const char *text,
                           const char *id,
                           gint64 time);

G_END_DECLS
