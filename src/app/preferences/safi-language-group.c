/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/preferences/safi-language-group.h"

#include <glib/gi18n.h>

#include "app/common/safi-dialogs.h"
#include "app/common/safi-file-open.h"
#include "app/common/safi-file-save.h"
#include "app/common/safi-language-model.h"
#include "app/common/safi-locale.h"
#include "app/translate/safi-translate-mode.h"
#include "app/translate/safi-translation-open.h"
#include "words/catalogue/safi-own-words-edit.h"
#include "words/catalogue/safi-translation-state.h"
#include "words/catalogue/safi-words-catalogue.h"
#include "words/catalogue/safi-words-translation.h"

#define GROUP "safi-language-group" /* of the window that asks for a file */

struct _SafiLanguageGroup {
  AdwPreferencesGroup parent_instance;

  AdwActionRow *language_row;
  GtkDropDown *language;
  AdwActionRow *open_row;
  GtkWidget *mode_row;
  GtkSwitch *mode;
  AdwActionRow *export_window_row;
  AdwActionRow *export_tips_row;
  AdwActionRow *remove_row;

  GSettings *settings; /* NULL until everything is filled in */
  char **languages;
  AdwActionRow *exported; /* (nullable): the row that was last activated, of the two */
};

G_DEFINE_FINAL_TYPE (SafiLanguageGroup, safi_language_group, ADW_TYPE_PREFERENCES_GROUP)

static const char *
get_chosen (SafiLanguageGroup *self)
{
  const guint chosen = gtk_drop_down_get_selected (self->language);

  return chosen < g_strv_length (self->languages) ? self->languages[chosen] : "en";
}

static void
language_selected_cb (SafiLanguageGroup *self)
{
  if (self->settings != NULL)
    safi_translation_speak (get_chosen (self));
}

static void
show_trouble (AdwActionRow *row, const char *sentence)
{
  gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  adw_action_row_set_subtitle (row, sentence);
}

static void
opened_cb (GtkWindow *parent, GBytes *octets, const GError *error)
{
  SafiLanguageGroup *self = g_object_get_data (G_OBJECT (parent), GROUP);
  g_autofree char *fault = safi_translation_open (octets);

  if (fault == NULL) /* this window is built anew, and says what came of it */
    return;
  show_trouble (self->open_row, fault);
}

static void
open_activated_cb (SafiLanguageGroup *self)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));

  g_object_set_data (G_OBJECT (window), GROUP, self);
  /* Translators: the title of a window that asks for a file. */
  safi_file_open (window, _ ("Open a translation"),
                  /* Translators: the kind of file that holds translations. */
                  _ ("Translations (.po)"), ".po", SAFI_PO_OCTETS_MAX, opened_cb);
}

static void
mode_switched_cb (SafiLanguageGroup *self)
{
  if (self->settings != NULL)
    safi_translate_mode_set (gtk_switch_get_active (self->mode));
}

static void
saved_cb (GtkWindow *parent, gboolean is_saved)
{
  SafiLanguageGroup *self = g_object_get_data (G_OBJECT (parent), GROUP);

  /* Translators: under “Export words”: the file was written. */
  adw_action_row_set_subtitle (self->exported, is_saved ? _ ("Saved.") : _ ("Could not be saved."));
}

static void export(SafiLanguageGroup *self, AdwActionRow *row, const char *domain)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  const char *language = get_chosen (self);
  g_autoptr (GBytes) octets = safi_own_words_export (language, domain);
  g_autofree char *name = g_strconcat (domain, ".", language, ".po", NULL);

  self->exported = row;
  g_object_set_data (G_OBJECT (window), GROUP, self);
  /* Translators: the title of a window that asks where to save a file of strings to translate. */
  safi_file_save (window, _ ("Export words"), name, octets, G_FILE_CREATE_NONE, saved_cb);
}

static void
export_window_activated_cb (SafiLanguageGroup *self)
{
  export(self, self->export_window_row, GETTEXT_PACKAGE);
}

static void
export_tips_activated_cb (SafiLanguageGroup *self)
{
  export(self, self->export_tips_row, SAFI_TIPS_DOMAIN);
}

static void
speak_what_is_left (const char *language)
{
  g_auto (GStrv) left = safi_locale_list_languages ();

  safi_translation_speak (g_strv_contains ((const char *const *) left, language) ? language : "");
}

static void
remove_answered_cb (SafiAnswer answer, gpointer user_data)
{
  g_autoptr (SafiLanguageGroup) self = user_data;

  if (answer != SAFI_ANSWER_YES || self->languages == NULL)
    return;
  if (safi_own_words_forget (get_chosen (self)))
    speak_what_is_left (get_chosen (self));
  else
    show_trouble (self->remove_row, _ ("The translation could not be removed."));
}

static void
remove_activated_cb (SafiLanguageGroup *self)
{
  safi_dialogs_ask (
      /* Translators: a question; “my”: the person speaks. */
      GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), _ ("Remove my translation?"),
      _ ("All that you opened or wrote in this language is deleted. What Safibox brings stays."),
      _ ("_Keep"), _ ("_Remove"), TRUE, remove_answered_cb, g_object_ref (self));
}

static void
safi_language_group_dispose (GObject *object)
{
  SafiLanguageGroup *self = SAFI_LANGUAGE_GROUP (object);

  g_clear_object (&self->settings);
  g_clear_pointer (&self->languages, g_strfreev);
  G_OBJECT_CLASS (safi_language_group_parent_class)->dispose (object);
}

static gboolean
safi_language_group_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (SAFI_LANGUAGE_GROUP (widget)->language));
}

static void
safi_language_group_class_init (SafiLanguageGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = safi_language_group_dispose;
  widget_class->grab_focus = safi_language_group_grab_focus;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/safibox/Safibox/safi-language-group.ui");
  gtk_widget_class_bind_template_child (widget_class, SafiLanguageGroup, language_row);
  gtk_widget_class_bind_template_child (widget_class, SafiLanguageGroup, language);
  gtk_widget_class_bind_template_child (widget_class, SafiLanguageGroup, open_row);
  gtk_widget_class_bind_template_child (widget_class, SafiLanguageGroup, mode_row);
  gtk_widget_class_bind_template_child (widget_class, SafiLanguageGroup, mode);
  gtk_widget_class_bind_template_child (widget_class, SafiLanguageGroup, export_window_row);
  gtk_widget_class_bind_template_child (widget_class, SafiLanguageGroup, export_tips_row);
  gtk_widget_class_bind_template_child (widget_class, SafiLanguageGroup, remove_row);
  gtk_widget_class_bind_template_callback (widget_class, language_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, mode_switched_cb);
  gtk_widget_class_bind_template_callback (widget_class, export_window_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, export_tips_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_activated_cb);
}

static void
safi_language_group_init (SafiLanguageGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_state (SafiLanguageGroup *self)
{
  SafiTranslationState state = safi_translation_state_read (get_chosen (self));
  g_autofree char *said = safi_translation_state_say (&state);

  adw_action_row_set_subtitle (self->language_row, said);
}

/* What was just opened is told where it was asked for. */
static void
show_own (SafiLanguageGroup *self)
{
  const char *language = get_chosen (self);
  g_autofree char *outcome = safi_translation_take_outcome ();
  const gboolean has_window = safi_own_words_has (language, GETTEXT_PACKAGE);
  const gboolean has_tips = safi_own_words_has (language, SAFI_TIPS_DOMAIN);

  if (outcome != NULL)
    adw_action_row_set_subtitle (self->open_row, outcome);
  gtk_widget_set_visible (GTK_WIDGET (self->remove_row), has_window || has_tips);
  if (safi_locale_lacks_own_words ())
    show_trouble (self->remove_row, safi_words_unused_translation ());
  gtk_widget_set_visible (GTK_WIDGET (self->export_window_row), has_window);
  gtk_widget_set_visible (GTK_WIDGET (self->export_tips_row), has_tips);
  gtk_widget_set_visible (self->mode_row, !g_str_equal (language, "en"));
  gtk_switch_set_active (self->mode, safi_translate_mode_get ());
}

void
safi_language_group_set_settings (SafiLanguageGroup *self, GSettings *settings)
{
  g_autofree char *language = g_settings_get_string (settings, "language");

  g_return_if_fail (self->settings == NULL);
  self->languages = safi_language_model_fill (self->language, language);
  show_state (self);
  show_own (self);
  self->settings = g_object_ref (settings);
}
