/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/safi-first-run.h"

#include "app/common/safi-country-model.h"
#include "app/common/safi-language-model.h"
#include "app/common/safi-locale.h"

struct _SafiFirstRun {
  AdwBin parent_instance;

  GtkWidget *back_button;
  GtkWidget *next_button;
  GtkWidget *first_door;
  GtkStack *steps;
  GtkWidget *language_row;
  GtkDropDown *language;
  GtkDropDown *country;

  GSettings *settings;
  char **languages;     /* codes, in the order shown */
  GPtrArray *countries; /* (element-type SafiCountry), in the order shown */
  gboolean is_filling;
};

G_DEFINE_FINAL_TYPE (SafiFirstRun, safi_first_run, ADW_TYPE_BIN)

enum {
  LANGUAGE_CHOSEN,
  FINISHED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* A step that was left is there again at the next start. */
static void
show_step (SafiFirstRun *self, const char *name)
{
  const gboolean is_doors = g_str_equal (name, "doors");

  gtk_stack_set_visible_child_name (self->steps, name);
  gtk_widget_set_visible (self->back_button, is_doors);
  g_settings_set_string (self->settings, "first-run-step", name);
  gtk_widget_grab_focus (is_doors ? self->first_door : self->next_button);
}

static void
language_selected_cb (SafiFirstRun *self)
{
  guint chosen = gtk_drop_down_get_selected (self->language);

  if (self->is_filling || self->languages == NULL || chosen >= g_strv_length (self->languages))
    return;
  g_signal_emit (self, signals[LANGUAGE_CHOSEN], 0, self->languages[chosen]);
}

static void
keep_country (SafiFirstRun *self)
{
  g_settings_set_string (self->settings, "country",
                         safi_country_model_get_chosen (self->country, self->countries));
}

static void
next_clicked_cb (SafiFirstRun *self)
{
  keep_country (self);
  show_step (self, "doors");
}

static void
back_clicked_cb (SafiFirstRun *self)
{
  show_step (self, "place");
}

static void
back_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SafiFirstRun *self = SAFI_FIRST_RUN (widget);

  if (gtk_widget_get_visible (self->back_button))
    show_step (self, "place");
}

static void
skip_clicked_cb (SafiFirstRun *self)
{
  keep_country (self);
  g_signal_emit (self, signals[FINISHED], 0);
}

static void
safi_first_run_dispose (GObject *object)
{
  SafiFirstRun *self = SAFI_FIRST_RUN (object);

  g_clear_object (&self->settings);
  g_clear_pointer (&self->languages, g_strfreev);
  g_clear_pointer (&self->countries, g_ptr_array_unref);
  G_OBJECT_CLASS (safi_first_run_parent_class)->dispose (object);
}

static void
safi_first_run_class_init (SafiFirstRunClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = safi_first_run_dispose;
  signals[LANGUAGE_CHOSEN] =
      g_signal_new ("language-chosen", SAFI_TYPE_FIRST_RUN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[FINISHED] = g_signal_new ("finished", SAFI_TYPE_FIRST_RUN, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_install_action (widget_class, "first-run.back", NULL, back_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "first-run.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "first-run.back",
                                       NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/safibox/Safibox/safi-first-run.ui");
  gtk_widget_class_bind_template_child (widget_class, SafiFirstRun, back_button);
  gtk_widget_class_bind_template_child (widget_class, SafiFirstRun, next_button);
  gtk_widget_class_bind_template_child (widget_class, SafiFirstRun, first_door);
  gtk_widget_class_bind_template_child (widget_class, SafiFirstRun, steps);
  gtk_widget_class_bind_template_child (widget_class, SafiFirstRun, language_row);
  gtk_widget_class_bind_template_child (widget_class, SafiFirstRun, language);
  gtk_widget_class_bind_template_child (widget_class, SafiFirstRun, country);
  gtk_widget_class_bind_template_callback (widget_class, language_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, skip_clicked_cb);
}

static void
safi_first_run_init (SafiFirstRun *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
fill_countries (SafiFirstRun *self)
{
  g_autofree char *kept = g_settings_get_string (self->settings, "country");
  g_autofree char *guess = kept[0] != '\0' ? g_strdup (kept) : safi_locale_guess_country ();

  self->countries = safi_country_model_fill (self->country, guess);
}

void
safi_first_run_set_settings (SafiFirstRun *self, GSettings *settings)
{
  g_autofree char *language = g_settings_get_string (settings, "language");
  g_autofree char *step = g_settings_get_string (settings, "first-run-step");

  g_return_if_fail (self->settings == NULL);
  self->settings = g_object_ref (settings);
  self->is_filling = TRUE;
  self->languages = safi_language_model_fill (self->language, language);
  self->is_filling = FALSE;
  fill_countries (self);
  gtk_widget_set_visible (self->language_row, g_strv_length (self->languages) > 1);
  show_step (self, step);
}
