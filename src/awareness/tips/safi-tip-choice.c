/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "awareness/tips/safi-tip-choice.h"

#include "core/judgement/safi-evidence.h"

static GPtrArray *
collect_about (SafiSort about)
{
  GPtrArray *all = safi_tip_list ();
  GPtrArray *tips = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++) {
    const SafiTip *tip = g_ptr_array_index (all, i);

    if (tip->about == about)
      g_ptr_array_add (tips, (gpointer) tip);
  }
  return tips;
}

const SafiTip *
safi_tip_choose (SafiSort most, guint day)
{
  g_autoptr (GPtrArray) about = collect_about (most);
  GPtrArray *tips = about->len > 0 && most != SAFI_SORT_OTHER ? about : safi_tip_list ();

  return g_ptr_array_index (tips, day % tips->len);
}

const SafiTip *
safi_tip_find_for_reasons (GPtrArray *reasons)
{
  const SafiTip *tip = NULL;

  for (guint i = 0; i < reasons->len && tip == NULL; i++) {
    const SafiFinding *finding = safi_evidence_get_finding (reasons->pdata[i]);

    tip = finding->tip != NULL ? safi_tip_lookup (finding->tip) : NULL;
  }
  return tip;
}
