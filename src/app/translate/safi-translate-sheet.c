/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/translate/safi-translate-sheet.h"

#include <glib/gi18n.h>

#include "app/common/safi-dialogs.h"
#include "app/common/safi-locale.h"
#include "app/common/safi-tasks.h"
#include "app/common/safi-whole-words.h"
#include "app/common/safi-window-words.h"
#include "words/catalogue/safi-own-words-edit.h"
#include "words/catalogue/safi-placeholders.h"
#include "words/catalogue/safi-said.h"
#include "words/catalogue/safi-words-translation.h"

#define ROWS_MAX 60   /* of the list */
#define ROW_LINES 3   /* of a text in it */
#define NUMBERS_MAX 5 /* told beside the form of a plural */
#define NUMBERS_TRIED 200

struct _SafiTranslateSheet {
  AdwWindow parent_instance;

  GtkWidget *back_button;
  GtkStack *stack;
  GtkEditable *search;
  GtkListBox *list;
  GtkLabel *english;
  GtkLabel *comment;
  GtkBox *forms;
  GtkLabel *fault;
  GtkWidget *save_button;

  char *language;
  SafiSaid *said;
  SafiPlural plural;
  GPtrArray *found;         /* (element-type SafiSaidText) (borrowed): behind what was clicked */
  const SafiSaidText *text; /* (nullable): being translated */
  GPtrArray *buffers;       /* (element-type GtkTextBuffer): one for each form */
};

G_DEFINE_FINAL_TYPE (SafiTranslateSheet, safi_translate_sheet, ADW_TYPE_WINDOW)

static char *
read_buffer (GtkTextBuffer *buffer)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

/* Returns: (transfer full): what was typed; NULL if a form is empty. */
static char **
read_forms (SafiTranslateSheet *self)
{
  g_auto (GStrv) forms = g_new0 (char *, self->buffers->len + 1);

  for (guint i = 0; i < self->buffers->len; i++) {
    forms[i] = read_buffer (self->buffers->pdata[i]);
    if (forms[i][0] == '\0')
      return NULL;
  }
  return g_steal_pointer (&forms);
}

/* Returns: what is kept of a form; "" if it is not translated. */
static const char *
get_kept (const SafiSaidText *text, guint form)
{
  const guint n_there = text->forms != NULL ? g_strv_length (text->forms) : 0;

  return form < n_there ? text->forms[form] : "";
}

static gboolean
has_changes (SafiTranslateSheet *self)
{
  for (guint i = 0; self->text != NULL && i < self->buffers->len; i++) {
    g_autofree char *typed = read_buffer (self->buffers->pdata[i]);

    if (!g_str_equal (typed, get_kept (self->text, i)))
      return TRUE;
  }
  return FALSE;
}

static void
show_fault (SafiTranslateSheet *self, const char *fault)
{
  gtk_label_set_label (self->fault, fault != NULL ? fault : "");
  gtk_widget_set_visible (GTK_WIDGET (self->fault), fault != NULL);
}

static void
changed_cb (SafiTranslateSheet *self)
{
  g_auto (GStrv) forms = read_forms (self);
  const gboolean fits =
      forms == NULL || safi_placeholders_match (self->text->source, (const char *const *) forms);

  show_fault (self, fits ? NULL
                         : _ ("Keep the places for names and numbers as they are in the English, "
                              "and add no others."));
  gtk_widget_set_sensitive (self->save_button, forms != NULL && fits);
}

/* Returns: (transfer full): the numbers that take this form: "2, 3, 4, 22, …". */
static char *
list_numbers (const SafiPlural *plural, guint form)
{
  g_autoptr (GString) numbers = g_string_new (NULL);
  guint n = 0;

  for (gulong i = 0; i < NUMBERS_TRIED && n <= NUMBERS_MAX; i++)
    if (safi_plural_choose (plural, i) == form) {
      if (n > 0)
        g_string_append (numbers, ", ");
      if (n == NUMBERS_MAX)
        g_string_append (numbers, "…");
      else
        g_string_append_printf (numbers, "%lu", i);
      n++;
    }
  return g_string_free (g_steal_pointer (&numbers), FALSE);
}

static char *
name_form (SafiTranslateSheet *self, guint form)
{
  g_autofree char *numbers = NULL;

  if (self->text->source->plural == NULL)
    /* Translators: the name of a field in which a text of Safibox is translated. */
    return g_strdup (_ ("Translation"));
  numbers = list_numbers (&self->plural, form);
  /* Translators: the name of a field in which one form of a plural is translated; %s are the
     numbers that take it, such as "2, 3, 4, 22, …". */
  return g_strdup_printf (_ ("Translation for %s"), numbers);
}

static void
add_form (SafiTranslateSheet *self, guint form, const char *translation)
{
  g_autofree char *name = name_form (self, form);
  GtkWidget *label =
      g_object_new (GTK_TYPE_LABEL, "label", name, "xalign", 0.0, "wrap", TRUE, NULL);
  GtkWidget *view = gtk_text_view_new ();
  GtkWidget *frame = gtk_frame_new (NULL);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));

  gtk_text_buffer_set_text (buffer, translation, -1);
  g_object_set (view, "wrap-mode", GTK_WRAP_WORD_CHAR, "accepts-tab", FALSE, "top-margin", 8,
                "bottom-margin", 8, "left-margin", 8, "right-margin", 8, NULL);
  safi_whole_words_keep (GTK_TEXT_VIEW (view));
  gtk_widget_set_size_request (view, -1, 64);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_add_css_class (label, "heading");
  gtk_frame_set_child (GTK_FRAME (frame), view);
  gtk_box_append (self->forms, label);
  gtk_box_append (self->forms, frame);
  g_ptr_array_add (self->buffers, g_object_ref (buffer));
  g_signal_connect_object (buffer, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  if (form == 0)
    gtk_widget_grab_focus (view);
}

/* What xgettext copied begins with the word that marks it. */
static char *
make_note (const SafiPhrase *source)
{
  g_autoptr (GString) text = g_string_new (source->comment);

  g_string_replace (text, "Translators: ", "", 0);
  g_string_replace (text, "\n", " ", 0);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Returns: (transfer full) (nullable): NULL if it has none. */
static char *
make_context (const SafiPhrase *source)
{
  if (source->context == NULL)
    return NULL;
  /* Translators: where a text of Safibox stands; %s is a word for programmers. */
  return g_strdup_printf (_ ("Context: %s"), source->context);
}

static char *
make_comment (const SafiPhrase *source)
{
  g_autofree char *note = make_note (source);
  g_autofree char *context = make_context (source);

  if (*note == '\0')
    return context != NULL ? g_steal_pointer (&context) : g_strdup ("");
  return g_strjoin ("\n", note, context, NULL); /* ends at the first NULL */
}

static void
show_text (SafiTranslateSheet *self, const SafiSaidText *text)
{
  const SafiPhrase *source = text->source;
  const guint n_forms = source->plural != NULL ? self->plural.n_forms : 1;
  g_autofree char *comment = make_comment (source);
  g_autofree char *english =
      g_strjoin ("\n", source->id, source->plural, NULL); /* ends at the first NULL */
  GtkWidget *child;

  self->text = text;
  g_ptr_array_set_size (self->buffers, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->forms))) != NULL)
    gtk_box_remove (self->forms, child);
  gtk_label_set_label (self->english, english);
  gtk_label_set_label (self->comment, comment);
  gtk_widget_set_visible (GTK_WIDGET (self->comment), comment[0] != '\0');
  gtk_stack_set_visible_child_name (self->stack, "text");
  gtk_widget_set_visible (self->back_button, TRUE);
  for (guint i = 0; i < n_forms; i++)
    add_form (self, i, get_kept (text, i));
  gtk_label_select_region (self->english, 0, 0); /* it had the focus for a moment */
  changed_cb (self);
}

static GtkWidget *
make_label (const char *text, const char *css_class)
{
  g_autofree char *plain = safi_said_plain (text);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", plain, "xalign", 0.0, "wrap", TRUE,
                                   "wrap-mode", PANGO_WRAP_WORD_CHAR, "ellipsize",
                                   PANGO_ELLIPSIZE_END, "lines", ROW_LINES, NULL);

  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static gboolean
has_twin (const SafiSaidText *text, GPtrArray *texts)
{
  for (guint i = 0; i < texts->len; i++) {
    const SafiSaidText *other = texts->pdata[i];

    if (other != text && g_str_equal (other->source->id, text->source->id))
      return TRUE;
  }
  return FALSE;
}

/* Which of the texts with the same English it is. The context comes first: it is short, and no two
 * of them share it. */
static char *
make_hint (const SafiPhrase *source)
{
  g_autofree char *note = make_note (source);
  g_autofree char *context = make_context (source);

  if (context == NULL)
    return g_steal_pointer (&note);
  return *note != '\0' ? g_strconcat (context, " · ", note, NULL) : g_steal_pointer (&context);
}

/* One line for the eye, all of it for the ear. */
static void
add_hint (GtkWidget *row, GtkBox *box, const SafiPhrase *source)
{
  g_autofree char *hint = make_hint (source);
  GtkWidget *label =
      g_object_new (GTK_TYPE_LABEL, "label", hint, "xalign", 0.0, "ellipsize", PANGO_ELLIPSIZE_END,
                    "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_box_append (box, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, hint,
                                  -1);
}

/* @texts: (element-type SafiSaidText): of the whole list. */
static void
add_row (SafiTranslateSheet *self, SafiSaidText *text, GPtrArray *texts)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  g_object_set (box, "margin-top", 8, "margin-bottom", 8, "margin-start", 12, "margin-end", 12,
                NULL);
  gtk_box_append (GTK_BOX (box), make_label (text->source->id, NULL));
  if (has_twin (text, texts))
    add_hint (row, GTK_BOX (box), text->source);
  if (text->forms != NULL)
    gtk_box_append (GTK_BOX (box), make_label (text->forms[0], "dim-label"));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data (G_OBJECT (row), "text", text);
  gtk_list_box_append (self->list, row);
}

static void
show_list (SafiTranslateSheet *self, GPtrArray *texts)
{
  GtkListBoxRow *row;

  self->text = NULL;
  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < texts->len && i < ROWS_MAX; i++)
    add_row (self, texts->pdata[i], texts);
  gtk_stack_set_visible_child_name (self->stack, "list");
  gtk_widget_set_visible (self->back_button, FALSE);
}

static void
show_results (SafiTranslateSheet *self)
{
  const char *words = gtk_editable_get_text (self->search);
  g_autoptr (GPtrArray) texts = NULL;

  if (words[0] == '\0') {
    show_list (self, self->found);
    return;
  }
  texts = g_ptr_array_new ();
  safi_said_search (self->said, words, ROWS_MAX, texts);
  show_list (self, texts);
}

/* Told a moment after the last key: by then a text may have been chosen. */
static void
search_changed_cb (SafiTranslateSheet *self)
{
  if (self->text == NULL)
    show_results (self);
}

/* Escape: the field would keep it from the window. */
static void
search_stopped_cb (SafiTranslateSheet *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

static void
row_activated_cb (SafiTranslateSheet *self, GtkListBoxRow *row)
{
  show_text (self, g_object_get_data (G_OBJECT (row), "text"));
}

static void
ask_before_leaving (SafiTranslateSheet *self, SafiAnswerFunc answer)
{
  /* Translators: a question, when a window is closed. */
  safi_dialogs_ask (GTK_WINDOW (self), _ ("Leave without saving?"),
                    _ ("The translation that you typed has not been saved."),
                    /* Translators: an answer, on a button: the window stays open. */
                    _ ("_Go on writing"),
                    /* Translators: a button: what was typed is given up. */
                    _ ("_Leave"), TRUE, answer, g_object_ref (self));
}

static void
back_answered_cb (SafiAnswer answer, gpointer user_data)
{
  g_autoptr (SafiTranslateSheet) self = user_data;

  if (answer == SAFI_ANSWER_YES)
    show_results (self);
}

static void
back_clicked_cb (SafiTranslateSheet *self)
{
  if (has_changes (self))
    ask_before_leaving (self, back_answered_cb);
  else
    show_results (self);
}

static gboolean
destroy_cb (gpointer user_data)
{
  gtk_window_destroy (GTK_WINDOW (user_data));
  return G_SOURCE_REMOVE;
}

/* GTK 4.8 still asks the parent of a question that has been answered when it frees that. */
static void
close_answered_cb (SafiAnswer answer, gpointer user_data)
{
  g_autoptr (SafiTranslateSheet) self = user_data;

  if (answer == SAFI_ANSWER_YES)
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, destroy_cb, g_steal_pointer (&self), g_object_unref);
}

/* Texts with values, and plurals, are said anew only when their page is built anew. */
static void
show_in_windows (const SafiSaidText *text, const char *translation)
{
  g_autofree char *before =
      safi_said_plain (text->forms != NULL ? text->forms[0] : text->source->id);
  g_autofree char *after = safi_said_plain (translation);

  safi_window_words_replace (before, after);
}

static void
save_clicked_cb (SafiTranslateSheet *self)
{
  g_auto (GStrv) forms = read_forms (self);
  SafiPoFaultKind fault;

  g_return_if_fail (forms != NULL);
  fault = safi_own_words_translate (self->language, self->text->domain, self->text->source,
                                    (const char *const *) forms);
  if (fault != SAFI_PO_FINE) {
    show_fault (self, safi_words_unkept_translation (fault));
    return;
  }
  safi_locale_use (self->language);
  if (safi_locale_lacks_own_words ())
    safi_tasks_tell (safi_words_unused_translation ());
  show_in_windows (self->text, forms[0]);
  gtk_window_destroy (GTK_WINDOW (self));
}

/* Escape, too. Returns: TRUE to stay open. */
static gboolean
safi_translate_sheet_close_request (GtkWindow *window)
{
  SafiTranslateSheet *self = SAFI_TRANSLATE_SHEET (window);

  if (!has_changes (self))
    return GTK_WINDOW_CLASS (safi_translate_sheet_parent_class)->close_request (window);
  ask_before_leaving (self, close_answered_cb);
  return TRUE;
}

static void
safi_translate_sheet_finalize (GObject *object)
{
  SafiTranslateSheet *self = SAFI_TRANSLATE_SHEET (object);

  g_ptr_array_unref (self->found);
  g_ptr_array_unref (self->buffers);
  g_clear_pointer (&self->said, safi_said_free);
  g_free (self->language);
  G_OBJECT_CLASS (safi_translate_sheet_parent_class)->finalize (object);
}

static void
safi_translate_sheet_class_init (SafiTranslateSheetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = safi_translate_sheet_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = safi_translate_sheet_close_request;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/safibox/Safibox/safi-translate-sheet.ui");
  gtk_widget_class_bind_template_child (widget_class, SafiTranslateSheet, back_button);
  gtk_widget_class_bind_template_child (widget_class, SafiTranslateSheet, stack);
  gtk_widget_class_bind_template_child (widget_class, SafiTranslateSheet, search);
  gtk_widget_class_bind_template_child (widget_class, SafiTranslateSheet, list);
  gtk_widget_class_bind_template_child (widget_class, SafiTranslateSheet, english);
  gtk_widget_class_bind_template_child (widget_class, SafiTranslateSheet, comment);
  gtk_widget_class_bind_template_child (widget_class, SafiTranslateSheet, forms);
  gtk_widget_class_bind_template_child (widget_class, SafiTranslateSheet, fault);
  gtk_widget_class_bind_template_child (widget_class, SafiTranslateSheet, save_button);
  gtk_widget_class_bind_template_callback (widget_class, back_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_stopped_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
}

static void
safi_translate_sheet_init (SafiTranslateSheet *self)
{
  self->found = g_ptr_array_new ();
  self->buffers = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
safi_translate_sheet_present (GtkWindow *parent, GPtrArray *seen)
{
  SafiTranslateSheet *self =
      g_object_new (SAFI_TYPE_TRANSLATE_SHEET, "transient-for", parent, NULL);

  self->language = g_strdup (safi_locale_get_spoken ());
  self->said = safi_said_new (self->language);
  self->plural = safi_own_words_get_plural (self->language);
  for (guint i = 0; i < seen->len; i++)
    safi_said_find (self->said, seen->pdata[i], self->found);
  if (self->found->len == 1)
    show_text (self, self->found->pdata[0]);
  else
    show_list (self, self->found);
  gtk_window_present (GTK_WINDOW (self));
}
