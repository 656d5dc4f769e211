/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "awareness/country/safi-country-fact.h"

G_BEGIN_DECLS

/* What to do when it has happened: steps in order. Their order, and whether a step is to be done or
 * to be left, are data beside the words, so that a translation can be held against them. */

/* The order in which parts follow each other. */
typedef enum {
  SAFI_PART_NOW, /* what ends the harm itself */
  SAFI_PART_MONEY,
  SAFI_PART_ACCOUNTS,
  SAFI_PART_REPORT,
  SAFI_PART_PROOF
} SafiStepPart;

typedef enum {
  SAFI_STEP_DO,
  SAFI_STEP_DO_NOT,
  SAFI_STEP_KNOW /* tells, asks for nothing */
} SafiStepPolarity;

typedef struct {
  SafiStepPart part;
  SafiStepPolarity polarity;
  const char *text; /* N_() */
} SafiEmergencyStep;

typedef struct {
  const char *id;
  const char *icon;
  const char *title;              /* N_(), as the person would say it */
  const SafiEmergencyStep *steps; /* the first one stands alone on top */
  guint n_steps;
  const SafiCountryUse *uses; /* whom to turn to, the most urgent first */
  guint n_uses;
} SafiEmergency;

/* All, in the order in which they are shown. */
const SafiEmergency *safi_emergency_list (guint *ret_n);

/* What every emergency ends with. */
const SafiEmergencyStep *safi_emergency_get_last_step (void);

G_END_DECLS
