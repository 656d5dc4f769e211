/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "auth/spf/safi-sender-id.h"

SafiSpfResult *
safi_sender_id_check_pra (SafiResolver *resolver, const SafiSpfRequest *request, const SafiPra *pra)
{
  if (pra->address == NULL)
    return safi_spf_result_new (SAFI_AUTH_PERMERROR, "", "pra");
  return safi_spf_check_host (resolver, request, SAFI_SPF_SCOPE_PRA, pra->address->address);
}
