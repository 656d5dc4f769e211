/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What one step of a check, or of learning from old mail, tells the thread that takes it. */
typedef enum {
  SAFI_SCAN_MORE,
  SAFI_SCAN_WAIT, /* for a message to be old enough; try again in a moment */
  SAFI_SCAN_DONE,
  SAFI_SCAN_FAILED,
} SafiScanStep;
