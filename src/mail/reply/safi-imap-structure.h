/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/mime/safi-part.h"
#include "mail/reply/safi-imap-reader.h"

G_BEGIN_DECLS

/* Reads the value of BODYSTRUCTURE, RFC 3501 section 7.4.2 and 9 ("body"), within the limits of
 * SafiPart. Servers leave extension data out, write NIL for parameters and add what nobody knows:
 * all that is taken. Returns: (transfer full) (nullable): NULL if it is broken. */
SafiPart *safi_imap_structure_read (SafiImapReader *reader);

G_END_DECLS
