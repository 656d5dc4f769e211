/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/learn/safi-classroom-window.h"

#include <glib/gi18n.h>

#include "app/common/safi-banner.h"
#include "app/common/safi-language-model.h"
#include "app/common/safi-toast.h"
#include "app/learn/safi-age-rows.h"
#include "app/learn/safi-classroom.h"
#include "app/learn/safi-learn-page.h"
#include "app/learn/safi-projector.h"
#include "core/text/safi-text.h"
#include "words/teaching/safi-words-class.h"

#define PATH_CHARS_MAX 200

struct _SafiClassroomWindow {
  AdwApplicationWindow parent_instance;

  AdwWindowTitle *title;
  GtkWidget *back_button;
  SafiBanner *banner;
  AdwToastOverlay *toasts;
  GtkStack *pages;
  GtkListBox *ages;
  GtkDropDown *text_size;
  GtkWidget *language_row;
  GtkDropDown *language;
  SafiLearnPage *learn;

  GSettings *settings; /* NULL until everything is filled in */
  char **languages;
  SafiAge age; /* that was chosen last */
};

G_DEFINE_FINAL_TYPE (SafiClassroomWindow, safi_classroom_window, ADW_TYPE_APPLICATION_WINDOW)

enum {
  LANGUAGE_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* Percent; in the order of the .ui file. */
static const int text_sizes[] = { 100, 125, 150 };

static void
show_page (SafiClassroomWindow *self, const char *name, const char *subtitle)
{
  gtk_stack_set_visible_child_name (self->pages, name);
  gtk_widget_set_visible (self->back_button, !g_str_equal (name, "start"));
  adw_window_title_set_subtitle (self->title, subtitle);
}

static void
show_start (SafiClassroomWindow *self)
{
  show_page (self, "start", "");
  safi_age_rows_focus (self->ages, self->age);
}

static void
age_activated_cb (SafiClassroomWindow *self, GtkListBoxRow *row)
{
  self->age = safi_age_rows_get_age (row);
  show_page (self, "learn", safi_words_age (self->age));
  safi_learn_page_set_class (self->learn, self->age);
}

static void
back_clicked_cb (SafiClassroomWindow *self)
{
  show_start (self);
}

static void
text_size_selected_cb (SafiClassroomWindow *self)
{
  const guint chosen = gtk_drop_down_get_selected (self->text_size);

  if (self->settings != NULL && chosen < G_N_ELEMENTS (text_sizes))
    g_settings_set_int (self->settings, "text-percent", text_sizes[chosen]);
}

static void
language_selected_cb (SafiClassroomWindow *self)
{
  const guint chosen = gtk_drop_down_get_selected (self->language);

  if (self->settings != NULL && chosen < g_strv_length (self->languages))
    g_signal_emit (self, signals[LANGUAGE_CHOSEN], 0, self->languages[chosen]);
}

static void
safi_classroom_window_dispose (GObject *object)
{
  SafiClassroomWindow *self = SAFI_CLASSROOM_WINDOW (object);

  g_clear_object (&self->settings);
  g_clear_pointer (&self->languages, g_strfreev);
  G_OBJECT_CLASS (safi_classroom_window_parent_class)->dispose (object);
}

static void
safi_classroom_window_class_init (SafiClassroomWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = safi_classroom_window_dispose;
  signals[LANGUAGE_CHOSEN] =
      g_signal_new ("language-chosen", SAFI_TYPE_CLASSROOM_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  g_type_ensure (SAFI_TYPE_BANNER);
  g_type_ensure (SAFI_TYPE_LEARN_PAGE);
  safi_projector_install (widget_class);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/safibox/Safibox/safi-classroom-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SafiClassroomWindow, title);
  gtk_widget_class_bind_template_child (widget_class, SafiClassroomWindow, back_button);
  gtk_widget_class_bind_template_child (widget_class, SafiClassroomWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, SafiClassroomWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, SafiClassroomWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, SafiClassroomWindow, ages);
  gtk_widget_class_bind_template_child (widget_class, SafiClassroomWindow, text_size);
  gtk_widget_class_bind_template_child (widget_class, SafiClassroomWindow, language_row);
  gtk_widget_class_bind_template_child (widget_class, SafiClassroomWindow, language);
  gtk_widget_class_bind_template_child (widget_class, SafiClassroomWindow, learn);
  gtk_widget_class_bind_template_callback (widget_class, age_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, text_size_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, language_selected_cb);
}

static void
safi_classroom_window_init (SafiClassroomWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  safi_age_rows_fill (self->ages);
  safi_projector_add (GTK_WINDOW (self));
}

static void
show_wishes (SafiClassroomWindow *self, GSettings *settings)
{
  g_autofree char *language = g_settings_get_string (settings, "language");
  const int percent = g_settings_get_int (settings, "text-percent");

  for (guint i = 0; i < G_N_ELEMENTS (text_sizes); i++)
    if (text_sizes[i] <= percent)
      gtk_drop_down_set_selected (self->text_size, i);
  self->languages = safi_language_model_fill (self->language, language);
  gtk_widget_set_visible (self->language_row, g_strv_length (self->languages) > 1);
}

/* Returns: (transfer full). */
static char *
describe_broken (const char *file)
{
  g_autofree char *name = g_filename_display_name (file);
  g_autofree char *shown = safi_text_isolate (name, PATH_CHARS_MAX);
  const char *const args[] = { shown, NULL };

  /* Translators: {0} is a file that whoever looks after the computer has written. */
  return safi_text_fill (_ ("Safibox cannot read the file {0}, so it starts without mailboxes. "
                            "Tell whoever looks after this computer."),
                         args);
}

/* What keeps somebody from their mailboxes does not go unsaid. */
static void
show_broken_file (SafiClassroomWindow *self)
{
  const char *file = safi_classroom_get_broken_file ();
  g_autofree char *sentence = file != NULL ? describe_broken (file) : NULL;

  if (sentence != NULL)
    safi_banner_show (self->banner, sentence, NULL, NULL);
}

SafiClassroomWindow *
safi_classroom_window_new (GtkApplication *application, GSettings *settings)
{
  SafiClassroomWindow *self =
      g_object_new (SAFI_TYPE_CLASSROOM_WINDOW, "application", application, NULL);

  show_wishes (self, settings);
  safi_learn_page_set_settings (self->learn, settings);
  show_broken_file (self);
  show_start (self);
  self->settings = g_object_ref (settings);
  return self;
}

void
safi_classroom_window_tell (SafiClassroomWindow *self, const char *sentence)
{
  adw_toast_overlay_add_toast (self->toasts, safi_toast_new (sentence));
}
