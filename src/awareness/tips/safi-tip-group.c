/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "awareness/tips/safi-tip-group.h"

#define THEMES(...) ((const char *const[]){ __VA_ARGS__, NULL })

/* What is not named stands with the senders. */
static const char *const *const themes[SAFI_N_TIP_GROUPS] = {
  [SAFI_TIP_GROUP_MONEY] = THEMES ("advance-fee",
                                   "charity",
                                   "grant",
                                   "inheritance",
                                   "investment",
                                   "loan-app",
                                   "lottery",
                                   "mobile-money",
                                   "ponzi",
                                   "recovery",
                                   "religious-appeal",
                                   "send-elsewhere",
                                   "tax-refund",
                                   "urgent-payment"),
  [SAFI_TIP_GROUP_WORK] = THEMES ("fake-job", "scholarship", "task-job", "visa"),
  [SAFI_TIP_GROUP_PEOPLE] =
      THEMES ("chat-takeover", "fake-police", "romance", "secrecy", "sextortion"),
  [SAFI_TIP_GROUP_ACCOUNTS] =
      THEMES ("account-closing", "code-request", "fake-support", "mailbox-full", "sim-swap"),
  [SAFI_TIP_GROUP_SHOP] = THEMES ("boss-mail", "invoice-change", "parcel-fee", "qr-code"),
  [SAFI_TIP_GROUP_FILES] = THEMES ("link", "malware-attachment"),
};

SafiTipGroup
safi_tip_get_group (const SafiTip *tip)
{
  for (guint i = 0; i < SAFI_TIP_GROUP_SENDERS; i++)
    if (g_strv_contains (themes[i], tip->theme))
      return (SafiTipGroup) i;
  return SAFI_TIP_GROUP_SENDERS;
}

const SafiTip *
safi_tip_find_theme (const char *theme)
{
  return safi_tip_find_theme_for_age (theme, SAFI_AGE_ADULT);
}

const SafiTip *
safi_tip_find_theme_for_age (const char *theme, SafiAge age)
{
  GPtrArray *tips = safi_tip_list ();

  for (guint i = 0; i < tips->len; i++) {
    const SafiTip *tip = g_ptr_array_index (tips, i);

    if (tip->age <= age && g_str_equal (tip->theme, theme))
      return tip;
  }
  return NULL;
}
