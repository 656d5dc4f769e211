/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/safi-policy.h"

SafiPolicy
safi_policy_default (void)
{
  return (SafiPolicy){
    .junk_from = SAFI_POLICY_JUNK_FROM,
    .good_below = SAFI_POLICY_GOOD_BELOW,
    .watch_only = TRUE,
    .look_ups = TRUE,
    .check_minutes = SAFI_POLICY_CHECK_MINUTES,
  };
}
