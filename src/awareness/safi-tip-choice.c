/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "awareness/safi-tip-choice.h"

static const char *const about_scams[] = {
  "ask-for-code", "hurry-money", "link-goes-elsewhere", "sender-name",     "keep-secret",
  "mobile-money", "parcel-fee",  "lookalike-domain",    "reply-elsewhere",
};
static const char *const about_files[] = {
  "attachment-program", "attachment-two-names", "attachment-macro",
  "attachment-page",    "attachment-locked",    "install-app",
};
static const char *const about_adverts[] = { "advert", "many-people" };

const SafiTip *
safi_tip_choose (SafiSort most, guint day)
{
  guint n_tips;
  const SafiTip *tips = safi_tip_list (&n_tips);

  switch (most) {
  case SAFI_SORT_SCAM:
    return safi_tip_lookup (about_scams[day % G_N_ELEMENTS (about_scams)]);
  case SAFI_SORT_FILE:
    return safi_tip_lookup (about_files[day % G_N_ELEMENTS (about_files)]);
  case SAFI_SORT_ADVERT:
    return safi_tip_lookup (about_adverts[day % G_N_ELEMENTS (about_adverts)]);
  case SAFI_SORT_OTHER:
  case SAFI_SORT_UNSURE:
  case SAFI_SORT_GOOD:
  default:
    return &tips[day % n_tips];
  }
}
