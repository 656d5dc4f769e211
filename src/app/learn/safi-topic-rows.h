/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "awareness/practice/safi-practice-topic.h"

G_BEGIN_DECLS

/* Fills @list with a row for each topic that has enough messages for people of @age; each leads on.
 * What was in it goes. */
void safi_topic_rows_fill (GtkListBox *list, SafiAge age);

/* The topic that a row of such a list stands for. */
SafiTopic safi_topic_rows_get_topic (GtkListBoxRow *row);

/* Whether people of @age can choose @topic. */
gboolean safi_topic_rows_has (SafiTopic topic, SafiAge age);

/* Returns: (transfer none) (nullable): the row of @topic in such a list. */
GtkListBoxRow *safi_topic_rows_find (GtkListBox *list, SafiTopic topic);

G_END_DECLS
