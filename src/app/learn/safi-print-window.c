/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/learn/safi-print-window.h"

#include <glib/gi18n.h>

#include "app/common/safi-combo-words.h"
#include "app/common/safi-file-save.h"
#include "app/common/safi-locale.h"
#include "app/common/safi-pack-list.h"
#include "app/common/safi-toast.h"
#include "app/help/safi-help.h"
#include "app/learn/safi-print-job.h"
#include "app/learn/safi-topic-rows.h"
#include "awareness/tips/safi-tip-group.h"
#include "core/text/safi-text.h"
#include "print/safi-print.h"
#include "words/catalogue/safi-own-words.h"
#include "words/catalogue/safi-words-catalogue.h"
#include "words/catalogue/safi-words-translation.h"
#include "words/teaching/safi-words-pack.h"
#include "words/teaching/safi-words-practice.h"
#include "words/teaching/safi-words-tip.h"

/* In the order of the row "Sheets". */
typedef enum {
  SHEETS_POSTERS,
  SHEETS_LESSON,
  SHEETS_HANDOUT,
} Sheets;

struct _SafiPrintWindow {
  AdwWindow parent_instance;

  AdwToastOverlay *toasts;
  AdwComboRow *sheets;
  AdwComboRow *group;
  AdwComboRow *tip;
  AdwComboRow *topic;
  AdwComboRow *language;

  GPtrArray *tips; /* (element-type SafiTip): those that the class may see */
  /* Of the rows, in their order; of tips and groups without the first entry. Packs stand behind the
   * groups. */
  SafiTipGroup groups[SAFI_N_TIP_GROUPS];
  guint n_groups;
  GPtrArray *packs;      /* (element-type SafiPack): with a tip that the class may see */
  GPtrArray *group_tips; /* (element-type SafiTip) */
  SafiTopic topics[SAFI_N_TOPICS];
  char **languages;
  SafiAge age; /* of the class */
};

G_DEFINE_FINAL_TYPE (SafiPrintWindow, safi_print_window, ADW_TYPE_WINDOW)

static void
tell (SafiPrintWindow *self, const char *sentence)
{
  adw_toast_overlay_add_toast (self->toasts, safi_toast_new (sentence));
}

/* Returns: (transfer none) (nullable): the pack whose tips are chosen; none: they are Safibox's. */
static SafiPack *
get_pack (SafiPrintWindow *self)
{
  const guint group = adw_combo_row_get_selected (self->group);
  const guint place = group - 1 - self->n_groups; /* of a group before them it is beyond all */

  return place < self->packs->len ? g_ptr_array_index (self->packs, place) : NULL;
}

/* In the language spoken now. Returns: (transfer container) (element-type SafiTip). */
static GPtrArray *
list_pack_tips (SafiPrintWindow *self, const SafiPack *pack)
{
  return safi_tip_pick_for_age (safi_words_pack_texts (pack)->tips, self->age);
}

/* The first entry stands for all of Safibox's groups. Returns: (transfer container) (element-type
 * SafiTip). */
static GPtrArray *
list_group_tips (SafiPrintWindow *self)
{
  const guint group = adw_combo_row_get_selected (self->group);
  GPtrArray *tips;

  if (get_pack (self) != NULL)
    return list_pack_tips (self, get_pack (self));
  tips = g_ptr_array_new ();
  for (guint i = 0; i < self->tips->len; i++) {
    SafiTip *tip = g_ptr_array_index (self->tips, i);

    if (group == 0 || safi_tip_get_group (tip) == self->groups[group - 1])
      g_ptr_array_add (tips, tip);
  }
  return tips;
}

static void
group_changed_cb (SafiPrintWindow *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  /* Translators: an entry above a list of tips: a poster of each is printed. */
  gtk_string_list_append (titles, _ ("All of them"));
  g_clear_pointer (&self->group_tips, g_ptr_array_unref);
  self->group_tips = list_group_tips (self);
  for (guint i = 0; i < self->group_tips->len; i++) {
    const SafiTip *tip = g_ptr_array_index (self->group_tips, i);

    gtk_string_list_append (titles, safi_words_tip (tip, tip->title));
  }
  adw_combo_row_set_model (self->tip, G_LIST_MODEL (titles));
}

static void
sheets_changed_cb (SafiPrintWindow *self)
{
  const Sheets sheets = (Sheets) adw_combo_row_get_selected (self->sheets);

  gtk_widget_set_visible (GTK_WIDGET (self->group), sheets == SHEETS_POSTERS);
  gtk_widget_set_visible (GTK_WIDGET (self->tip), sheets == SHEETS_POSTERS);
  gtk_widget_set_visible (GTK_WIDGET (self->topic), sheets == SHEETS_HANDOUT);
}

static SafiPrintDocument *
make_posters (SafiPrintWindow *self)
{
  const guint chosen = adw_combo_row_get_selected (self->tip);
  g_autoptr (GPtrArray) all = list_group_tips (self); /* a pack's: in the language of the sheets */
  g_autoptr (GPtrArray) tips = g_ptr_array_new ();

  for (guint i = 0; i < all->len && tips->len < SAFI_PRINT_POSTERS_MAX; i++)
    if (chosen == 0 || chosen - 1 == i)
      g_ptr_array_add (tips, g_ptr_array_index (all, i));
  return safi_print_posters_new (tips, get_pack (self));
}

static SafiPrintDocument *
make_chosen (SafiPrintWindow *self)
{
  switch ((Sheets) adw_combo_row_get_selected (self->sheets)) {
  case SHEETS_LESSON:
    return safi_print_lesson_new ();
  case SHEETS_HANDOUT:
    return safi_print_handout_new (self->topics[adw_combo_row_get_selected (self->topic)],
                                   self->age,
                                   (guint32) g_random_int_range (1, SAFI_PRINT_SHEET_MAX + 1));
  case SHEETS_POSTERS:
  default:
    return make_posters (self);
  }
}

/* Speaks the language of the sheets for as long as they are made. Returns: (transfer full). */
static SafiPrintDocument *
make_document (SafiPrintWindow *self)
{
  const char *language = self->languages[adw_combo_row_get_selected (self->language)];
  g_autofree char *before = safi_words_speak (language);
  SafiPrintDocument *document;

  if (!safi_own_words_use (language))
    tell (self, safi_words_unused_translation ());
  document = make_chosen (self);
  g_free (safi_words_speak (before));
  safi_own_words_use (safi_locale_get_spoken ());
  return document;
}

static void
print_clicked_cb (SafiPrintWindow *self)
{
  g_autoptr (GError) error = NULL;

  if (!safi_print_job_run (GTK_WINDOW (self), make_document (self), &error))
    tell (self, _ ("It could not be printed. Save it as PDF, and print it elsewhere."));
}

static void
saved_cb (GtkWindow *window, gboolean is_saved)
{
  tell (SAFI_PRINT_WINDOW (window),
        is_saved ? _ ("The sheets are saved.")
                 : _ ("The sheets could not be saved. Choose another folder."));
}

static void
save_clicked_cb (SafiPrintWindow *self)
{
  g_autoptr (SafiPrintDocument) document = make_document (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) octets = safi_print_document_to_pdf (document, &error);

  if (octets == NULL) {
    tell (self, _ ("The sheets could not be made."));
    return;
  }
  /* Made to be handed on, it may be read by others in the folder. */
  /* Translators: the title of a window that asks for the name of a file. */
  safi_file_save (GTK_WINDOW (self), _ ("Save the sheets"), "safibox.pdf", octets,
                  G_FILE_CREATE_NONE, saved_cb);
}

static void
safi_print_window_finalize (GObject *object)
{
  SafiPrintWindow *self = SAFI_PRINT_WINDOW (object);

  g_strfreev (self->languages);
  g_clear_pointer (&self->group_tips, g_ptr_array_unref);
  g_ptr_array_unref (self->packs);
  g_clear_pointer (&self->tips, g_ptr_array_unref);
  G_OBJECT_CLASS (safi_print_window_parent_class)->finalize (object);
}

static void
safi_print_window_class_init (SafiPrintWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = safi_print_window_finalize;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  safi_help_install_key (widget_class, "practice");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/safibox/Safibox/safi-print-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SafiPrintWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, SafiPrintWindow, sheets);
  gtk_widget_class_bind_template_child (widget_class, SafiPrintWindow, group);
  gtk_widget_class_bind_template_child (widget_class, SafiPrintWindow, tip);
  gtk_widget_class_bind_template_child (widget_class, SafiPrintWindow, topic);
  gtk_widget_class_bind_template_child (widget_class, SafiPrintWindow, language);
  gtk_widget_class_bind_template_callback (widget_class, sheets_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, group_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, print_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
}

static gboolean
has_tips (SafiPrintWindow *self, SafiTipGroup group)
{
  for (guint i = 0; i < self->tips->len; i++)
    if (safi_tip_get_group (g_ptr_array_index (self->tips, i)) == group)
      return TRUE;
  return FALSE;
}

/* A name that a stranger wrote is made harmless. */
static void
add_packs (SafiPrintWindow *self, GtkStringList *names)
{
  GPtrArray *shelf = safi_pack_list_get_packs (safi_pack_list_get_default ());

  for (guint i = 0; i < shelf->len; i++) {
    SafiPack *pack = ((SafiShelfPack *) shelf->pdata[i])->pack;
    g_autoptr (GPtrArray) tips = pack != NULL ? list_pack_tips (self, pack) : NULL;
    g_autofree char *name = NULL;

    if (tips == NULL || tips->len == 0)
      continue;
    g_ptr_array_add (self->packs, safi_pack_ref (pack));
    name = safi_text_isolate (safi_words_pack_texts (pack)->name, SAFI_PACK_TEXT_CHARS_MAX);
    gtk_string_list_append (names, name);
  }
}

static void
fill_groups (SafiPrintWindow *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  /* Translators: an entry above a list of groups of tips. */
  gtk_string_list_append (names, _ ("All tips"));
  for (SafiTipGroup group = 0; group < SAFI_N_TIP_GROUPS; group++) {
    if (!has_tips (self, group))
      continue;
    self->groups[self->n_groups++] = group;
    gtk_string_list_append (names, safi_words_tip_group (group));
  }
  add_packs (self, names);
  adw_combo_row_set_model (self->group, G_LIST_MODEL (names));
}

static void
fill_topics (SafiPrintWindow *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint n_topics = 0;

  for (SafiTopic topic = SAFI_TOPIC_MIXED; topic < SAFI_N_TOPICS; topic++) {
    if (!safi_topic_rows_has (topic, self->age))
      continue;
    self->topics[n_topics++] = topic;
    gtk_string_list_append (names, safi_words_topic (topic));
  }
  adw_combo_row_set_model (self->topic, G_LIST_MODEL (names));
}

static void
fill_languages (SafiPrintWindow *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  const char *own;
  guint place = 0;

  self->languages = safi_locale_list_languages ();
  own = safi_locale_guess_language ((const char *const *) self->languages);
  for (guint i = 0; self->languages[i] != NULL; i++) {
    g_autofree char *name = safi_locale_get_language_name (self->languages[i]);

    gtk_string_list_append (names, name);
    if (g_str_equal (self->languages[i], own))
      place = i;
  }
  adw_combo_row_set_model (self->language, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->language, place);
}

static void
safi_print_window_init (SafiPrintWindow *self)
{
  self->packs = g_ptr_array_new_with_free_func ((GDestroyNotify) safi_pack_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  safi_toast_close_by_escape (self->toasts);
  safi_combo_words_keep (self->group);
  safi_combo_words_keep (self->tip);
  safi_combo_words_keep (self->topic);
}

/* Returns: FALSE: it is not among those of the group. */
static gboolean
choose_in_group (SafiPrintWindow *self, const char *id)
{
  for (guint i = 0; i < self->group_tips->len; i++)
    if (g_str_equal (((const SafiTip *) g_ptr_array_index (self->group_tips, i))->id, id)) {
      adw_combo_row_set_selected (self->tip, i + 1);
      return TRUE;
    }
  return FALSE;
}

/* All of Safibox's stand in the first group, those of each pack in its own. */
static void
choose_tip (SafiPrintWindow *self, const char *id)
{
  if (choose_in_group (self, id))
    return;
  for (guint i = 0; i < self->packs->len; i++) {
    adw_combo_row_set_selected (self->group, 1 + self->n_groups + i);
    if (choose_in_group (self, id))
      return;
  }
  adw_combo_row_set_selected (self->group, 0);
}

void
safi_print_window_present (GtkWindow *parent, SafiAge age, const char *tip)
{
  SafiPrintWindow *self = g_object_new (SAFI_TYPE_PRINT_WINDOW, "transient-for", parent, NULL);

  self->age = age;
  self->tips = safi_tip_pick_for_age (safi_tip_list (), age);
  fill_groups (self);
  group_changed_cb (self);
  if (tip != NULL)
    choose_tip (self, tip);
  fill_topics (self);
  fill_languages (self);
  sheets_changed_cb (self);
  gtk_window_present (GTK_WINDOW (self));
}
