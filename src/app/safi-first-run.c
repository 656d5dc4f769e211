/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/safi-first-run.h"

#include <glib/gi18n.h>

#include "app/safi-language-model.h"
#include "app/safi-locale.h"

struct _SafiFirstRun {
  AdwBin parent_instance;

  GtkWidget *back_button;
  GtkWidget *skip_button;
  GtkWidget *next_button;
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

static void
show_step (SafiFirstRun *self, const char *name)
{
  gtk_stack_set_visible_child_name (self->steps, name);
  gtk_widget_set_visible (self->back_button, g_str_equal (name, "doors"));
}

static void
language_selected_cb (SafiFirstRun *self)
{
  guint chosen = gtk_drop_down_get_selected (self->language);

  if (self->is_filling || self->languages == NULL || chosen >= g_strv_length (self->languages))
    return;
  g_signal_emit (self, signals[LANGUAGE_CHOSEN], 0, self->languages[chosen]);
}

/* The first entry stands for "not said". */
static void
keep_country (SafiFirstRun *self)
{
  guint chosen = gtk_drop_down_get_selected (self->country);
  const SafiCountry *country =
      chosen > 0 && chosen <= self->countries->len ? self->countries->pdata[chosen - 1] : NULL;

  g_settings_set_string (self->settings, "country", country != NULL ? country->code : "");
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
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/safibox/Safibox/safi-first-run.ui");
  gtk_widget_class_bind_template_child (widget_class, SafiFirstRun, back_button);
  gtk_widget_class_bind_template_child (widget_class, SafiFirstRun, skip_button);
  gtk_widget_class_bind_template_child (widget_class, SafiFirstRun, next_button);
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
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autofree char *kept = g_settings_get_string (self->settings, "country");
  g_autofree char *guess = kept[0] != '\0' ? g_strdup (kept) : safi_locale_guess_country ();
  guint chosen = 0;

  self->countries = safi_locale_list_countries ();
  /* Translators: the first entry of the list of countries: no country is chosen. */
  gtk_string_list_append (names, _ ("Not said"));
  for (guint i = 0; i < self->countries->len; i++) {
    const SafiCountry *country = self->countries->pdata[i];

    gtk_string_list_append (names, country->name);
    if (g_str_equal (country->code, guess))
      chosen = i + 1;
  }
  gtk_drop_down_set_model (self->country, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->country, chosen);
}

void
safi_first_run_set_settings (SafiFirstRun *self, GSettings *settings)
{
  g_autofree char *language = g_settings_get_string (settings, "language");

  g_return_if_fail (self->settings == NULL);
  self->settings = g_object_ref (settings);
  self->is_filling = TRUE;
  self->languages = safi_language_model_fill (self->language, language);
  self->is_filling = FALSE;
  fill_countries (self);
  gtk_widget_set_visible (self->language_row, g_strv_length (self->languages) > 1);
}
