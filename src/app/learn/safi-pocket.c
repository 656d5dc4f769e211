/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/learn/safi-pocket.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/common/safi-file-save.h"
#include "app/common/safi-tasks.h"
#include "words/teaching/safi-words-pocket.h"

static void
saved_cb (GtkWindow *parent, gboolean is_saved)
{
  safi_tasks_tell (is_saved ? _ ("The round is saved. Send the file to a phone, and open it there.")
                            : _ ("The round could not be saved there. Choose another place."));
}

static GBytes *
write_round (SafiTopic topic, SafiAge age)
{
  g_autoptr (SafiPracticeRecord) record = safi_practice_record_new ();
  g_autofree SafiPracticeRound *round =
      safi_practice_round_new_for_age (topic, age, NULL, record, g_random_int ());
  char *page = safi_words_pocket (round);

  return g_bytes_new_take (page, strlen (page));
}

void
safi_pocket_save (GtkWindow *parent, SafiTopic topic, SafiAge age)
{
  g_autoptr (GBytes) page = write_round (topic, age);
  /* Translators: the name of a file, without its ending: a round of practice. */
  g_autofree char *name = g_strconcat (_ ("practice"), ".html", NULL);

  /* Made to be handed on, it may be read by others in the folder. */
  safi_file_save (parent, _ ("Save a round for a phone"), name, page, G_FILE_CREATE_NONE, saved_cb);
}
