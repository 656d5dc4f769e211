/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/packs/safi-pack-maker.h"

#include <glib/gi18n.h>

#include "app/common/safi-dialogs.h"
#include "app/common/safi-file-choose.h"
#include "app/common/safi-file-open.h"
#include "app/common/safi-file-save.h"
#include "app/common/safi-locale.h"
#include "app/common/safi-place.h"
#include "app/common/safi-toast.h"
#include "app/help/safi-help.h"
#include "app/packs/safi-pack-drafts.h"
#include "app/packs/safi-pack-form.h"
#include "app/packs/safi-pack-preview.h"
#include "awareness/draft/safi-pack-draft-read.h"
#include "awareness/draft/safi-pack-draft-shelf.h"
#include "awareness/pack/safi-pack-read.h"
#include "awareness/pack/safi-pack-zip.h"
#include "words/teaching/safi-words-draft.h"
#include "words/teaching/safi-words-pack.h"

#define PAUSE 500 /* milliseconds without a change, after which the draft is kept and checked */

struct _SafiPackMaker {
  AdwWindow parent_instance;

  AdwToastOverlay *toasts;
  GtkWidget *back_button;
  GtkStack *pages;
  SafiPackDrafts *drafts;
  SafiPackForm *form;
  GtkLabel *status;

  SafiPackDraft *draft; /* (nullable) before one is chosen */
  GPtrArray *faults;    /* (element-type SafiDraftFault): those that are told */
  gboolean is_kept;     /* as it is now */
  gboolean is_asked;    /* somebody wanted it whole, so what is missing is told, too */
  guint pause_id;       /* 0: nothing changed since it was kept */
};

G_DEFINE_FINAL_TYPE (SafiPackMaker, safi_pack_maker, ADW_TYPE_WINDOW)

static void
tell (SafiPackMaker *self, const char *sentence)
{
  adw_toast_overlay_add_toast (self->toasts, safi_toast_new (sentence));
}

/* Returns: (transfer full): what stands below the form. */
static char *
make_status (SafiPackMaker *self)
{
  const SafiDraftFault *first = self->faults->len > 0 ? self->faults->pdata[0] : NULL;

  if (!self->is_kept)
    return g_strdup (_ ("The pack could not be kept. Look whether the disk is full."));
  if (first == NULL || !self->is_asked)
    return g_strdup (_ ("What you write is kept on this computer at once."));
  return first->part != NULL ? safi_words_draft_faults (self->faults->len)
                             : safi_words_pack_fault (first->fault);
}

static void
keep (SafiPackMaker *self)
{
  g_autofree char *data_dir = safi_place_get_data_dir ();
  g_autoptr (GError) error = NULL;

  self->is_kept = safi_draft_shelf_keep (data_dir, self->draft, &error);
  if (!self->is_kept)
    g_debug ("draft: %s", error->message);
}

/* What nobody has got to yet is no fault, until somebody wants the pack whole. */
static void
drop_missing (GPtrArray *faults)
{
  for (guint i = faults->len; i > 0; i--)
    if (((SafiDraftFault *) faults->pdata[i - 1])->fault->kind == SAFI_PACK_FAULT_EMPTY)
      g_ptr_array_remove_index (faults, i - 1);
}

/* Returns: (transfer full) (nullable): the pack that the draft is. */
static SafiPack *
check (SafiPackMaker *self)
{
  GPtrArray *faults = NULL;
  SafiPack *pack = safi_pack_draft_check (self->draft, &faults);
  g_autofree char *status = NULL;

  g_clear_pointer (&self->faults, g_ptr_array_unref);
  self->faults = faults != NULL ? faults : g_ptr_array_new ();
  if (!self->is_asked)
    drop_missing (self->faults);
  safi_pack_form_tell (self->form, self->faults);
  status = make_status (self);
  gtk_label_set_label (self->status, status);
  return pack;
}

static void
check_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SafiPackMaker *self = SAFI_PACK_MAKER (widget);

  if (self->draft != NULL)
    safi_pack_unref (check (self));
}

static gboolean
paused_cb (gpointer user_data)
{
  SafiPackMaker *self = user_data;

  self->pause_id = 0;
  keep (self);
  safi_pack_unref (check (self));
  return G_SOURCE_REMOVE;
}

/* What was typed a moment ago is kept before it is left. */
static void
flush (SafiPackMaker *self)
{
  if (self->pause_id == 0)
    return;
  g_clear_handle_id (&self->pause_id, g_source_remove);
  keep (self);
}

static void
changed_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SafiPackMaker *self = SAFI_PACK_MAKER (widget);

  g_clear_handle_id (&self->pause_id, g_source_remove);
  if (self->draft != NULL)
    self->pause_id = g_timeout_add (PAUSE, paused_cb, self);
}

/* Takes @draft. */
static void
set_draft (SafiPackMaker *self, SafiPackDraft *draft)
{
  SafiPackDraft *before = self->draft;

  flush (self);
  self->draft = draft;
  self->is_asked = FALSE;
  safi_pack_form_set_draft (self->form, draft);
  keep (self);
  safi_pack_unref (check (self));
  safi_pack_draft_free (before);
  safi_pack_drafts_refuse (self->drafts, NULL);
  gtk_stack_set_visible_child_name (self->pages, "form");
  gtk_widget_set_visible (self->back_button, TRUE);
}

static void
new_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SafiPackMaker *self = SAFI_PACK_MAKER (widget);
  g_autofree char *language = g_strdelimit (g_strdup (safi_locale_get_spoken ()), "_@", '-');
  g_autoptr (GSettings) settings = g_settings_new (SAFI_APPLICATION_ID);
  g_autofree char *country = g_settings_get_string (settings, "country");
  SafiPackDraft *draft = safi_pack_draft_new (language);

  safi_draft_part_set (draft->head, SAFI_DRAFT_COUNTRY, "", country);
  set_draft (self, draft);
  safi_pack_form_begin (self->form);
}

static void
show_drafts (SafiPackMaker *self)
{
  flush (self);
  safi_pack_drafts_fill (self->drafts);
  gtk_stack_set_visible_child_name (self->pages, "drafts");
  gtk_widget_set_visible (self->back_button, FALSE);
}

static void
drafts_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SafiPackMaker *self = SAFI_PACK_MAKER (widget);

  safi_pack_drafts_refuse (self->drafts, NULL);
  show_drafts (self);
}

static void
load (SafiPackMaker *self, const char *id)
{
  g_autofree char *data_dir = safi_place_get_data_dir ();
  SafiPackDraft *draft;

  flush (self);
  draft = safi_draft_shelf_load (data_dir, id);
  if (draft != NULL)
    set_draft (self, draft);
  else
    show_drafts (self);
}

static void
load_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  load (SAFI_PACK_MAKER (widget), g_variant_get_string (parameter, NULL));
}

/* A question about a draft. */
typedef struct {
  SafiPackMaker *maker;
  SafiPackDraft *draft; /* (nullable) */
  char *id;
} Question;

static Question *
new_question (SafiPackMaker *maker, SafiPackDraft *draft, const char *id)
{
  Question *question = g_new (Question, 1);

  *question = (Question){ g_object_ref (maker), draft, g_strdup (id) };
  return question;
}

static void
free_question (Question *question)
{
  g_object_unref (question->maker);
  safi_pack_draft_free (question->draft);
  g_free (question->id);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, free_question)

/* The one that was open is not written again. */
static void
forget_answered_cb (SafiAnswer answer, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  SafiPackMaker *self = question->maker;
  g_autofree char *data_dir = safi_place_get_data_dir ();
  g_autoptr (GError) error = NULL;

  if (answer != SAFI_ANSWER_YES)
    return;
  if (!safi_draft_shelf_remove (data_dir, question->id, &error)) {
    g_debug ("draft: %s", error->message);
    tell (self, _ ("The pack could not be removed."));
  }
  show_drafts (self);
}

static void
forget_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SafiPackMaker *self = SAFI_PACK_MAKER (widget);

  safi_dialogs_ask (GTK_WINDOW (self), _ ("Remove what you wrote?"),
                    _ ("It cannot be brought back. Files that you saved stay where they are."),
                    _ ("_Keep it"), _ ("_Remove"), TRUE, forget_answered_cb,
                    new_question (self, NULL, g_variant_get_string (parameter, NULL)));
}

static void
replace_answered_cb (SafiAnswer answer, gpointer user_data)
{
  g_autoptr (Question) question = user_data;

  if (answer == SAFI_ANSWER_YES)
    set_draft (question->maker, g_steal_pointer (&question->draft));
  else if (answer == SAFI_ANSWER_NO)
    load (question->maker, question->id);
}

static gboolean
is_draft (const char *id)
{
  g_autofree char *data_dir = safi_place_get_data_dir ();
  g_autoptr (GPtrArray) ids = safi_draft_shelf_list (data_dir);

  return g_ptr_array_find_with_equal_func (ids, id, g_str_equal, NULL);
}

/* @files: (nullable), with @faults. */
static void
take_files (SafiPackMaker *self, const SafiPackFiles *files, GPtrArray *faults)
{
  SafiPackDraft *draft = files != NULL ? safi_pack_draft_read (files) : NULL;

  flush (self);
  if (draft == NULL) {
    if (files != NULL)
      safi_pack_unref (safi_pack_read (files, faults));
    safi_pack_drafts_refuse (self->drafts, faults);
    show_drafts (self);
  } else if (is_draft (draft->id))
    safi_dialogs_ask (
        GTK_WINDOW (self), _ ("Replace what you wrote?"),
        _ ("You have begun to write this pack here already. What you open would take "
           "its place."),
        _ ("_Keep it"),
        /* Translators: an answer, on a button: what was written is given up for what is opened. */
        _ ("_Replace it"), TRUE, replace_answered_cb, new_question (self, draft, draft->id));
  else
    set_draft (self, draft);
}

static void
opened_cb (GtkWindow *parent, GBytes *octets, const GError *error)
{
  g_autoptr (GPtrArray) faults = safi_pack_faults_new ();
  g_autoptr (SafiPackFiles) files = octets != NULL ? safi_pack_zip_read (octets, faults) : NULL;

  take_files (SAFI_PACK_MAKER (parent), files, faults);
}

static void
open_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  safi_file_open (GTK_WINDOW (widget), _ ("A pack"), _ ("Campaign packs"), SAFI_PACK_SUFFIX,
                  SAFI_PACK_PACKED_MAX, opened_cb);
}

static void
folder_chosen_cb (GtkWindow *parent, GFile *file, gpointer unused)
{
  g_autofree char *path = g_file_get_path (file);
  g_autoptr (GPtrArray) faults = safi_pack_faults_new ();
  g_autoptr (SafiPackFiles) files =
      path != NULL ? safi_pack_files_read_folder (path, faults) : NULL;

  take_files (SAFI_PACK_MAKER (parent), files, faults);
}

static void
open_folder_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (
      _ ("A pack"), GTK_WINDOW (widget), GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, NULL, NULL);

  safi_file_choose (GTK_WINDOW (widget), chooser, folder_chosen_cb, NULL, NULL);
}

/* Returns: (transfer full) (nullable): the pack, kept; NULL after leading to what is missing. */
static SafiPack *
want_whole (SafiPackMaker *self)
{
  SafiPack *pack;

  flush (self);
  self->is_asked = TRUE;
  pack = check (self);
  if (pack == NULL) {
    safi_pack_form_enter (self->form, self->faults->pdata[0]);
    safi_pack_form_tell (self->form, self->faults); /* perhaps in another language */
  }
  return pack;
}

static void
preview_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SafiPackMaker *self = SAFI_PACK_MAKER (widget);
  SafiPack *pack = want_whole (self);

  if (pack != NULL)
    safi_pack_preview_present (GTK_WINDOW (self), pack, safi_pack_form_get_language (self->form));
}

static void
saved_cb (GtkWindow *window, gboolean is_saved)
{
  tell (SAFI_PACK_MAKER (window),
        is_saved ? _ ("The copy is saved.")
                 : _ ("The copy could not be saved there. Choose another folder."));
}

/* As FAT on a USB stick allows it. Returns: (transfer full). */
static char *
make_file_name (const SafiPack *pack)
{
  const SafiPackTexts *texts = pack->texts->pdata[0];
  g_autofree char *name = g_strdelimit (g_strdup (texts->name), "/\\:*?\"<>|.", '-');

  return g_strconcat (name, SAFI_PACK_SUFFIX, NULL);
}

static void
save_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SafiPackMaker *self = SAFI_PACK_MAKER (widget);
  g_autoptr (SafiPack) pack = want_whole (self);
  g_autoptr (GPtrArray) faults = safi_pack_faults_new ();
  g_autoptr (GBytes) octets =
      pack != NULL
          ? safi_pack_draft_build (self->draft, safi_pack_form_get_key (self->form), faults)
          : NULL;
  g_autofree char *name = pack != NULL ? make_file_name (pack) : NULL;
  g_autofree char *fault = faults->len > 0 ? safi_words_pack_fault (faults->pdata[0]) : NULL;

  if (octets != NULL)
    safi_file_save (GTK_WINDOW (self), _ ("Save a copy"), name, octets,
                    G_FILE_CREATE_REPLACE_DESTINATION, saved_cb);
  else if (fault != NULL)
    tell (self, fault);
}

static void
safi_pack_maker_dispose (GObject *object)
{
  flush (SAFI_PACK_MAKER (object));
  G_OBJECT_CLASS (safi_pack_maker_parent_class)->dispose (object);
}

static void
safi_pack_maker_finalize (GObject *object)
{
  SafiPackMaker *self = SAFI_PACK_MAKER (object);

  g_clear_pointer (&self->faults, g_ptr_array_unref);
  g_clear_pointer (&self->draft, safi_pack_draft_free);
  G_OBJECT_CLASS (safi_pack_maker_parent_class)->finalize (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  static const struct {
    const char *name;
    const char *parameter;
    GtkWidgetActionActivateFunc activate;
  } actions[] = {
    { "maker.changed", NULL, changed_cb }, { "maker.check", NULL, check_cb },
    { "maker.new", NULL, new_cb },         { "maker.drafts", NULL, drafts_cb },
    { "maker.load", "s", load_cb },        { "maker.forget", "s", forget_cb },
    { "maker.open", NULL, open_cb },       { "maker.open-folder", NULL, open_folder_cb },
    { "maker.preview", NULL, preview_cb }, { "maker.save", NULL, save_cb },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].parameter,
                                     actions[i].activate);
}

static void
safi_pack_maker_class_init (SafiPackMakerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = safi_pack_maker_dispose;
  G_OBJECT_CLASS (klass)->finalize = safi_pack_maker_finalize;
  g_type_ensure (SAFI_TYPE_PACK_DRAFTS);
  g_type_ensure (SAFI_TYPE_PACK_FORM);
  install_actions (widget_class);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  safi_help_install_key (widget_class, "packs");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/safibox/Safibox/safi-pack-maker.ui");
  gtk_widget_class_bind_template_child (widget_class, SafiPackMaker, toasts);
  gtk_widget_class_bind_template_child (widget_class, SafiPackMaker, back_button);
  gtk_widget_class_bind_template_child (widget_class, SafiPackMaker, pages);
  gtk_widget_class_bind_template_child (widget_class, SafiPackMaker, drafts);
  gtk_widget_class_bind_template_child (widget_class, SafiPackMaker, form);
  gtk_widget_class_bind_template_child (widget_class, SafiPackMaker, status);
}

static void
safi_pack_maker_init (SafiPackMaker *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  safi_toast_close_by_escape (self->toasts);
}

/* Who never began one begins at once. */
static void
begin (SafiPackMaker *self)
{
  g_autofree char *data_dir = safi_place_get_data_dir ();
  g_autoptr (GPtrArray) ids = safi_draft_shelf_list (data_dir);

  if (ids->len > 0)
    show_drafts (self);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "maker.new", NULL);
}

void
safi_pack_maker_present (GtkWindow *parent)
{
  static SafiPackMaker *open = NULL; /* (nullable), weak */

  if (open == NULL) {
    g_set_weak_pointer (&open, g_object_new (SAFI_TYPE_PACK_MAKER, "transient-for", parent, NULL));
    begin (open);
  }
  gtk_window_present (GTK_WINDOW (open));
}
