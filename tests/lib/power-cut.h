/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* What a power cut leaves of a store whose process ended in mid-work: its files are changed as if
 * the machine had ended with it.
 *
 * A disk keeps what was synchronised before; what was not may be there, torn, or missing. Then no
 * committed step is lost. Some disks say that they have synchronised and have not: then the newest
 * steps are lost, but each is there whole or not at all. */
typedef enum {
  POWER_CUT_NONE,
  POWER_CUT_INDEX_GONE,  /* safibox.db-shm is never synchronised */
  POWER_CUT_INDEX_TORN,  /* random octets in it */
  POWER_CUT_LOG_ZEROS,   /* the log is longer on the disk than what was written to it */
  POWER_CUT_LOG_GARBAGE, /* the same with what stood on the disk before */
  POWER_CUT_LOG_FRAME,   /* half a page of the step that was never committed */
  POWER_CUT_PAGES_TORN,  /* the log was being copied into the file */
  POWER_CUT_N_HONEST,    /* from here on the disk had lied */
  POWER_CUT_LOG_CUT = POWER_CUT_N_HONEST, /* the log ends at a random octet */
  POWER_CUT_LOG_HOLE,                     /* a random piece of it was never written */
  POWER_CUT_LOG_GONE,
  POWER_CUT_N,
} PowerCut;

/* Changes the files of the store in @directory. Nothing may have it open. */
void power_cut (const char *directory, PowerCut cut, GRand *random);

/* Breaks the main file in a way that no log can mend. */
void power_cut_ruin (const char *directory, GRand *random);
