/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A message as one could get it, in a tip or in a practice round. */

#define SAFI_EXAMPLE_CHARS_MAX 600 /* of any text that teaches */

/* How a message reaches a person. */
typedef enum {
  SAFI_CHANNEL_MAIL,
  SAFI_CHANNEL_SMS,
  SAFI_CHANNEL_CHAT,
  SAFI_CHANNEL_CALL,
} SafiChannel;

/* The youngest people whom something is meant for. */
typedef enum {
  SAFI_AGE_CHILD, /* below 13 */
  SAFI_AGE_TEEN,  /* 13 to 17 */
  SAFI_AGE_ADULT,
} SafiAge;

/* A part of a larger value; never changed after that was made. */
typedef struct {
  SafiChannel channel;
  char *from;
  char *subject;   /* (nullable): of a mail only */
  GPtrArray *text; /* (element-type utf8): paragraphs, one at least */
} SafiExample;

void safi_example_init (SafiExample *self);
void safi_example_clear (SafiExample *self);

G_END_DECLS
