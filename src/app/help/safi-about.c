/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/help/safi-about.h"

#include <glib/gi18n.h>

#include "app/help/safi-debug-info.h"
#include "app/help/safi-release-notes.h"
#include "core/base/safi-error.h"

static char *
read_notes (void)
{
  g_autoptr (GBytes) metainfo = g_resources_lookup_data ("/io/github/safibox/Safibox/metainfo.xml",
                                                         G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autoptr (GError) error = NULL;
  gsize length;
  const char *text;
  char *notes;

  g_assert (metainfo != NULL);
  text = g_bytes_get_data (metainfo, &length);
  notes = safi_release_notes_read (text, length, SAFI_VERSION, &error);
  g_assert_no_error (error);
  return notes;
}

static void
add_mailbox (SafiDebugFacts *facts, SafiAccountState *state)
{
  const SafiLearning *learning = safi_account_state_get_learning (state);
  const GError *problem = safi_account_state_get_problem (state);

  facts->mailboxes++;
  facts->judged += safi_account_state_get_counts (state)->judged;
  facts->taught += learning->good + learning->junk;
  if (problem != NULL && problem->domain == SAFI_ERROR)
    g_array_append_val (facts->problems, problem->code);
}

static void
add_mailboxes (SafiDebugFacts *facts, SafiEngine *engine)
{
  GListModel *accounts = safi_engine_get_accounts (engine);

  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++) {
    g_autoptr (SafiAccountState) state = g_list_model_get_item (accounts, i);

    add_mailbox (facts, state);
  }
}

static char *
write_debug_info (GSettings *settings, SafiEngine *engine)
{
  g_autofree char *toolkit =
      g_strdup_printf ("GTK %u.%u.%u, libadwaita %u.%u.%u", gtk_get_major_version (),
                       gtk_get_minor_version (), gtk_get_micro_version (), adw_get_major_version (),
                       adw_get_minor_version (), adw_get_micro_version ());
  g_autofree char *language = g_settings_get_string (settings, "language");
  g_autoptr (GArray) problems = g_array_new (FALSE, FALSE, sizeof (int));
  SafiDebugFacts facts = {
    .toolkit = toolkit,
    .language = language,
    .text_percent = g_settings_get_int (settings, "text-percent"),
    .problems = problems,
  };

  if (engine != NULL)
    add_mailboxes (&facts, engine);
  return safi_debug_info_write (&facts);
}

void
safi_about_present (GtkWindow *parent, GSettings *settings, SafiEngine *engine)
{
  g_autofree char *debug_info = write_debug_info (settings, engine);
  g_autofree char *notes = read_notes ();

  adw_show_about_window (
      parent, "application-name", "Safibox", "application-icon", SAFI_APPLICATION_ID, "version",
      /* Translators: all who wrote Safibox, in the window about it. */
      SAFI_VERSION, "developer-name", _ ("The Safibox contributors"), "license-type",
      GTK_LICENSE_GPL_3_0, "comments",
      _ ("Keeps a mailbox clear of junk, and helps you to tell a scam from a real message."),
      "website", "https://github.com/safibox/safibox", "issue-url",
      "https://github.com/safibox/safibox/issues", "debug-info", debug_info, "debug-info-filename",
      "safibox.txt", "release-notes", notes, "release-notes-version", SAFI_VERSION,
      /* Translators: your name, one translator per line. */
      "translator-credits", _ ("translator-credits"), NULL);
}
