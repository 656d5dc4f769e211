/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "awareness/tips/safi-tip.h"

G_BEGIN_DECLS

/* Under what a person looks for a tip. */
typedef enum {
  SAFI_TIP_GROUP_MONEY, /* and prizes, gifts, loans */
  SAFI_TIP_GROUP_WORK,  /* and study, travel */
  SAFI_TIP_GROUP_PEOPLE,
  SAFI_TIP_GROUP_ACCOUNTS, /* and codes */
  SAFI_TIP_GROUP_SHOP,     /* and parcels */
  SAFI_TIP_GROUP_FILES,    /* and links */
  SAFI_TIP_GROUP_SENDERS,  /* and whatever else */
} SafiTipGroup;

#define SAFI_N_TIP_GROUPS (SAFI_TIP_GROUP_SENDERS + 1)

SafiTipGroup safi_tip_get_group (const SafiTip *tip);

/* Returns: (nullable) (transfer none): the first about @theme. */
const SafiTip *safi_tip_find_theme (const char *theme);

/* The same among the tips that people of @age may see. */
const SafiTip *safi_tip_find_theme_for_age (const char *theme, SafiAge age);

G_END_DECLS
