/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/packs/safi-pack-form.h"

#include <glib/gi18n.h>

#include "app/common/safi-dialogs.h"
#include "app/common/safi-mail-rows.h"
#include "app/packs/safi-pack-head.h"
#include "app/packs/safi-pack-languages.h"
#include "app/packs/safi-pack-part.h"
#include "app/packs/safi-pack-signer.h"
#include "awareness/pack/safi-pack.h"

struct _SafiPackForm {
  AdwBin parent_instance;

  SafiPackLanguages *languages;
  GtkScrolledWindow *scroller;
  SafiPackHead *head;
  GtkListBox *tips;
  GtkListBox *numbers;
  GtkListBox *days;
  GtkWidget *add_tips;
  GtkWidget *add_numbers;
  GtkWidget *add_days;
  SafiPackSigner *signer;

  SafiPackDraft *draft; /* (nullable) until one is set */
};

G_DEFINE_FINAL_TYPE (SafiPackForm, safi_pack_form, ADW_TYPE_BIN)

static const SafiDraftKind kinds[] = { SAFI_DRAFT_TIP, SAFI_DRAFT_NUMBER, SAFI_DRAFT_DAY };

static GtkListBox *
get_list (SafiPackForm *self, SafiDraftKind kind)
{
  return kind == SAFI_DRAFT_TIP      ? self->tips
         : kind == SAFI_DRAFT_NUMBER ? self->numbers
                                     : self->days;
}

static SafiPackPart *
get_row (GtkListBox *list, guint place)
{
  return (SafiPackPart *) gtk_list_box_get_row_at_index (list, (int) place);
}

static const char *
get_first_language (SafiPackForm *self)
{
  return self->draft->languages->pdata[0];
}

static void
show_texts (SafiPackForm *self)
{
  const char *language = safi_pack_languages_get_shown (self->languages);
  const char *first = get_first_language (self);

  safi_pack_head_show (self->head, language, first);
  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++) {
    GtkListBox *list = get_list (self, kinds[k]);
    SafiPackPart *row;

    for (guint i = 0; (row = get_row (list, i)) != NULL; i++)
      safi_pack_part_show (row, language, first);
  }
}

/* In another language other faults are seen. */
static void
language_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  show_texts (SAFI_PACK_FORM (widget));
  gtk_widget_activate_action (widget, "maker.check", NULL);
  gtk_widget_activate_action (widget, "maker.changed", NULL);
}

static void
update_add_buttons (SafiPackForm *self)
{
  gtk_widget_set_sensitive (self->add_tips, safi_pack_draft_count (self->draft, SAFI_DRAFT_TIP) <
                                                SAFI_PACK_TIPS_MAX);
  gtk_widget_set_sensitive (self->add_numbers,
                            safi_pack_draft_count (self->draft, SAFI_DRAFT_NUMBER) <
                                SAFI_PACK_NUMBERS_MAX);
  gtk_widget_set_sensitive (self->add_days, safi_pack_draft_count (self->draft, SAFI_DRAFT_DAY) <
                                                SAFI_PACK_DAYS_MAX);
}

static void
remove_part (SafiPackForm *self, SafiPackPart *row)
{
  SafiDraftPart *part = safi_pack_part_get_part (row);

  gtk_list_box_remove (get_list (self, part->kind), GTK_WIDGET (row));
  safi_pack_draft_remove (self->draft, part);
  update_add_buttons (self);
  gtk_widget_activate_action (GTK_WIDGET (self), "maker.check", NULL);
  gtk_widget_activate_action (GTK_WIDGET (self), "maker.changed", NULL);
}

static void
remove_answered_cb (SafiAnswer answer, gpointer user_data)
{
  g_autoptr (SafiPackPart) row = user_data;
  GtkWidget *form = gtk_widget_get_ancestor (GTK_WIDGET (row), SAFI_TYPE_PACK_FORM);

  if (answer == SAFI_ANSWER_YES && form != NULL)
    remove_part (SAFI_PACK_FORM (form), row);
}

static void
remove_cb (SafiPackPart *row, SafiPackForm *self)
{
  if (!safi_draft_part_is_written (safi_pack_part_get_part (row), NULL)) {
    g_autoptr (SafiPackPart) held = g_object_ref (row); /* it is just telling us */

    remove_part (self, held);
    return;
  }
  safi_dialogs_ask (
      GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), _ ("Remove it from the pack?"),
      _ ("All that is written there goes."),
      /* Translators: an answer to “Remove …?” and “Replace …?”, on a button: nothing changes. */
      _ ("_Keep it"), _ ("_Remove"), TRUE, remove_answered_cb, g_object_ref (row));
}

static SafiPackPart *
add_row (SafiPackForm *self, SafiDraftPart *part)
{
  GtkWidget *row = safi_pack_part_new (part, safi_pack_languages_get_shown (self->languages),
                                       get_first_language (self));

  g_signal_connect_object (row, "remove", G_CALLBACK (remove_cb), self, 0);
  gtk_list_box_append (get_list (self, part->kind), row);
  return SAFI_PACK_PART (row);
}

/* Adds one that is open; the others of its kind make room. */
static SafiPackPart *
add_part (SafiPackForm *self, SafiDraftKind kind)
{
  SafiDraftPart *part = safi_pack_draft_add (self->draft, kind);
  GtkListBox *list = get_list (self, kind);
  SafiPackPart *row;

  g_return_val_if_fail (part != NULL, NULL);
  for (guint i = 0; (row = get_row (list, i)) != NULL; i++)
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), FALSE);
  row = add_row (self, part);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  update_add_buttons (self);
  return row;
}

static void
add_tips_clicked_cb (SafiPackForm *self)
{
  safi_pack_part_enter (add_part (self, SAFI_DRAFT_TIP), SAFI_DRAFT_TITLE);
}

static void
add_numbers_clicked_cb (SafiPackForm *self)
{
  safi_pack_part_enter (add_part (self, SAFI_DRAFT_NUMBER), SAFI_DRAFT_VALUE);
}

static void
add_days_clicked_cb (SafiPackForm *self)
{
  safi_pack_part_enter (add_part (self, SAFI_DRAFT_DAY), SAFI_DRAFT_DATE);
}

static void
safi_pack_form_class_init (SafiPackFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (SAFI_TYPE_PACK_HEAD);
  g_type_ensure (SAFI_TYPE_PACK_LANGUAGES);
  g_type_ensure (SAFI_TYPE_PACK_SIGNER);
  gtk_widget_class_install_action (widget_class, "form.language", NULL, language_cb);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/safibox/Safibox/safi-pack-form.ui");
  gtk_widget_class_bind_template_child (widget_class, SafiPackForm, languages);
  gtk_widget_class_bind_template_child (widget_class, SafiPackForm, scroller);
  gtk_widget_class_bind_template_child (widget_class, SafiPackForm, head);
  gtk_widget_class_bind_template_child (widget_class, SafiPackForm, tips);
  gtk_widget_class_bind_template_child (widget_class, SafiPackForm, numbers);
  gtk_widget_class_bind_template_child (widget_class, SafiPackForm, days);
  gtk_widget_class_bind_template_child (widget_class, SafiPackForm, add_tips);
  gtk_widget_class_bind_template_child (widget_class, SafiPackForm, add_numbers);
  gtk_widget_class_bind_template_child (widget_class, SafiPackForm, add_days);
  gtk_widget_class_bind_template_child (widget_class, SafiPackForm, signer);
  gtk_widget_class_bind_template_callback (widget_class, add_tips_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_numbers_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_days_clicked_cb);
}

static void
safi_pack_form_init (SafiPackForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
safi_pack_form_set_draft (SafiPackForm *self, SafiPackDraft *draft)
{
  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    safi_mail_rows_clear (get_list (self, kinds[k]));
  self->draft = draft;
  safi_pack_head_set_draft (self->head, draft);
  safi_pack_languages_set_draft (self->languages, draft);
  for (guint i = 0; i < draft->parts->len; i++)
    add_row (self, draft->parts->pdata[i]);
  show_texts (self);
  update_add_buttons (self);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}

void
safi_pack_form_begin (SafiPackForm *self)
{
  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    add_part (self, kinds[k]);
  safi_pack_head_enter (self->head, SAFI_DRAFT_NAME);
}

const char *
safi_pack_form_get_language (SafiPackForm *self)
{
  return safi_pack_languages_get_shown (self->languages);
}

const SafiPackKey *
safi_pack_form_get_key (SafiPackForm *self)
{
  return safi_pack_signer_get_key (self->signer);
}

void
safi_pack_form_tell (SafiPackForm *self, GPtrArray *faults)
{
  safi_pack_head_tell (self->head, faults);
  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++) {
    GtkListBox *list = get_list (self, kinds[k]);
    SafiPackPart *row;

    for (guint i = 0; (row = get_row (list, i)) != NULL; i++)
      safi_pack_part_tell (row, faults);
  }
}

static void
enter_part (SafiPackForm *self, const SafiDraftPart *part, SafiDraftField field)
{
  GtkListBox *list = get_list (self, part->kind);
  SafiPackPart *row;

  for (guint i = 0; (row = get_row (list, i)) != NULL; i++)
    if (safi_pack_part_get_part (row) == part)
      safi_pack_part_enter (row, field);
}

void
safi_pack_form_enter (SafiPackForm *self, const SafiDraftFault *told)
{
  if (*told->language != '\0' &&
      !g_str_equal (told->language, safi_pack_languages_get_shown (self->languages))) {
    safi_pack_languages_set_shown (self->languages, told->language);
    show_texts (self);
  }
  if (told->part == NULL)
    return;
  if (told->part->kind == SAFI_DRAFT_PACK)
    safi_pack_head_enter (self->head, told->field);
  else
    enter_part (self, told->part, told->field);
}
