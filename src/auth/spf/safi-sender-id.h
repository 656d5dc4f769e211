/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "auth/spf/safi-pra.h"
#include "auth/spf/safi-spf.h"

G_BEGIN_DECLS

/* Sender ID (RFC 4406): may this address send in the name of the purported responsible address? A
 * result with is_explicit FALSE follows from a v=spf1 record, whose author spoke of MAIL FROM only:
 * a fail is a weak hint then. For the mfrom scope see safi_spf_check_mail_from. On the resolver's
 * own thread only. Returns: (transfer full): permerror with the problem "pra" if the message has
 * none. */
SafiSpfResult *safi_sender_id_check_pra (SafiResolver *resolver,
                                         const SafiSpfRequest *request,
                                         const SafiPra *pra);

G_END_DECLS
