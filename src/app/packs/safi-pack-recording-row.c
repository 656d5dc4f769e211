/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/packs/safi-pack-recording-row.h"

#include <glib/gi18n.h>

#include "app/common/safi-file-open.h"
#include "app/speech/safi-read-aloud.h"

#define ROW "safi-pack-recording-row" /* of a window: the one that asked for a recording */

struct _SafiPackRecordingRow {
  GtkListBoxRow parent_instance;

  SafiReadAloud *listen;
  GtkWidget *remove;
  GtkWidget *fault;

  SafiDraftPart *part;
  char *language;
};

G_DEFINE_FINAL_TYPE (SafiPackRecordingRow, safi_pack_recording_row, GTK_TYPE_LIST_BOX_ROW)

static void
show_recording (SafiPackRecordingRow *self)
{
  GBytes *octets = g_hash_table_lookup (self->part->recordings, self->language);
  SafiPackRecording *recording =
      octets != NULL
          ? safi_pack_recording_new (self->language, octets, safi_pack_recording_measure (octets))
          : NULL;

  safi_read_aloud_set_recording (self->listen, recording);
  gtk_widget_set_visible (self->remove, recording != NULL);
  g_clear_pointer (&recording, safi_pack_recording_free);
}

static void
set_recording (SafiPackRecordingRow *self, GBytes *octets)
{
  const gboolean is_taken = safi_draft_part_set_recording (self->part, self->language, octets);

  gtk_widget_set_visible (self->fault, !is_taken);
  show_recording (self);
  gtk_widget_activate_action (GTK_WIDGET (self), "maker.changed", NULL);
}

static void
remove_clicked_cb (SafiPackRecordingRow *self)
{
  set_recording (self, NULL);
}

/* What cannot be read is no recording either. */
static void
opened_cb (GtkWindow *parent, GBytes *octets, const GError *error)
{
  g_autoptr (SafiPackRecordingRow) self = g_object_steal_data (G_OBJECT (parent), ROW);
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);

  set_recording (self, octets != NULL ? octets : nothing);
}

static void
choose_clicked_cb (SafiPackRecordingRow *self)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));

  g_object_set_data_full (G_OBJECT (window), ROW, g_object_ref (self), g_object_unref);
  /* Translators: the title of a window that asks for a file. */
  safi_file_open (window, _ ("Choose a recording"),
                  /* Translators: a kind of file, in the list of kinds of a file chooser. */
                  _ ("Recording"), SAFI_PACK_RECORDING_SUFFIX, SAFI_PACK_RECORDING_OCTETS_MAX,
                  opened_cb);
}

static void
safi_pack_recording_row_finalize (GObject *object)
{
  g_free (SAFI_PACK_RECORDING_ROW (object)->language);
  G_OBJECT_CLASS (safi_pack_recording_row_parent_class)->finalize (object);
}

static void
safi_pack_recording_row_class_init (SafiPackRecordingRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (SAFI_TYPE_READ_ALOUD);
  G_OBJECT_CLASS (klass)->finalize = safi_pack_recording_row_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/safibox/Safibox/safi-pack-recording-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SafiPackRecordingRow, listen);
  gtk_widget_class_bind_template_child (widget_class, SafiPackRecordingRow, remove);
  gtk_widget_class_bind_template_child (widget_class, SafiPackRecordingRow, fault);
  gtk_widget_class_bind_template_callback (widget_class, choose_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_clicked_cb);
}

static void
safi_pack_recording_row_init (SafiPackRecordingRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
safi_pack_recording_row_new (SafiDraftPart *part)
{
  SafiPackRecordingRow *self = g_object_new (SAFI_TYPE_PACK_RECORDING_ROW, NULL);

  self->part = part;
  return GTK_WIDGET (self);
}

void
safi_pack_recording_row_show (SafiPackRecordingRow *self, const char *language)
{
  if (g_strcmp0 (language, self->language) == 0)
    return;
  g_free (self->language);
  self->language = g_strdup (language);
  gtk_widget_set_visible (self->fault, FALSE);
  show_recording (self);
}
