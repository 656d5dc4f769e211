/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/packs/safi-pack-languages.h"

#include <glib/gi18n.h>

#include "app/common/safi-dialogs.h"
#include "app/common/safi-locale.h"
#include "core/text/safi-text.h"

struct _SafiPackLanguages {
  GtkBox parent_instance;

  GtkWidget *shown_box;
  GtkDropDown *shown;
  GtkDropDown *add;
  GtkWidget *remove;

  SafiPackDraft *draft; /* (nullable) until one is set */
  char **known;         /* those that can be added: behind the first entry of the list */
  gboolean is_filling;  /* nobody chose what changes now */
};

G_DEFINE_FINAL_TYPE (SafiPackLanguages, safi_pack_languages, GTK_TYPE_BOX)

static void
tell_change (SafiPackLanguages *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "form.language", NULL);
}

static void
name_remove (SafiPackLanguages *self, const char *language)
{
  g_autofree char *name = safi_locale_get_language_name (language);
  const char *args[] = { name, NULL };
  /* Translators: {0} is the name of a pack, or of a language. */
  g_autofree char *label = safi_text_fill (_ ("Remove {0}…"), args);

  gtk_widget_set_tooltip_text (self->remove, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->remove), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
}

static void
fill_shown (SafiPackLanguages *self, const char *chosen)
{
  GPtrArray *languages = self->draft->languages;
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint place = 0;

  for (guint i = 0; i < languages->len; i++) {
    g_autofree char *name = safi_locale_get_language_name (languages->pdata[i]);

    gtk_string_list_append (names, name);
    if (g_str_equal (languages->pdata[i], chosen))
      place = i;
  }
  self->is_filling = TRUE;
  gtk_drop_down_set_model (self->shown, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->shown, place);
  self->is_filling = FALSE;
  gtk_widget_set_visible (self->shown_box, languages->len > 1);
  name_remove (self, languages->pdata[place]);
}

static void
fill_add (SafiPackLanguages *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  /* Translators: the first entry of a list of languages to choose one from. */
  gtk_string_list_append (names, _ ("Add a language"));
  for (guint i = 0; self->known[i] != NULL; i++) {
    g_autofree char *name = safi_locale_get_language_name (self->known[i]);

    gtk_string_list_append (names, name);
  }
  self->is_filling = TRUE;
  gtk_drop_down_set_model (self->add, G_LIST_MODEL (names));
  self->is_filling = FALSE;
}

static void
shown_chosen_cb (SafiPackLanguages *self)
{
  if (self->is_filling || self->draft == NULL)
    return;
  name_remove (self, safi_pack_languages_get_shown (self));
  tell_change (self);
}

/* One that is there already is shown. */
static void
add_chosen_cb (SafiPackLanguages *self)
{
  const guint chosen = gtk_drop_down_get_selected (self->add);
  const char *language = chosen > 0 && chosen != GTK_INVALID_LIST_POSITION && self->known != NULL
                             ? self->known[chosen - 1]
                             : NULL;

  if (self->is_filling || self->draft == NULL || language == NULL)
    return;
  safi_pack_draft_add_language (self->draft, language);
  gtk_drop_down_set_selected (self->add, 0);
  fill_shown (self, language);
  tell_change (self);
}

static void
remove_answered_cb (SafiAnswer answer, gpointer user_data)
{
  g_autoptr (SafiPackLanguages) self = user_data;

  if (answer != SAFI_ANSWER_YES)
    return;
  safi_pack_draft_remove_language (self->draft, safi_pack_languages_get_shown (self));
  fill_shown (self, self->draft->languages->pdata[0]);
  tell_change (self);
}

static void
remove_clicked_cb (SafiPackLanguages *self)
{
  safi_dialogs_ask (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                    _ ("Remove it from the pack?"), _ ("All that is written there goes."),
                    _ ("_Keep it"), _ ("_Remove"), TRUE, remove_answered_cb, g_object_ref (self));
}

static void
safi_pack_languages_finalize (GObject *object)
{
  g_strfreev (SAFI_PACK_LANGUAGES (object)->known);
  G_OBJECT_CLASS (safi_pack_languages_parent_class)->finalize (object);
}

static void
safi_pack_languages_class_init (SafiPackLanguagesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = safi_pack_languages_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/safibox/Safibox/safi-pack-languages.ui");
  gtk_widget_class_bind_template_child (widget_class, SafiPackLanguages, shown_box);
  gtk_widget_class_bind_template_child (widget_class, SafiPackLanguages, shown);
  gtk_widget_class_bind_template_child (widget_class, SafiPackLanguages, add);
  gtk_widget_class_bind_template_child (widget_class, SafiPackLanguages, remove);
  gtk_widget_class_bind_template_callback (widget_class, shown_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_clicked_cb);
}

static void
safi_pack_languages_init (SafiPackLanguages *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->known = safi_locale_list_known_languages ();
  fill_add (self);
}

void
safi_pack_languages_set_draft (SafiPackLanguages *self, SafiPackDraft *draft)
{
  self->draft = draft;
  fill_shown (self, draft->languages->pdata[0]);
}

const char *
safi_pack_languages_get_shown (SafiPackLanguages *self)
{
  const guint chosen = gtk_drop_down_get_selected (self->shown);

  return self->draft->languages->pdata[chosen < self->draft->languages->len ? chosen : 0];
}

void
safi_pack_languages_set_shown (SafiPackLanguages *self, const char *language)
{
  fill_shown (self, language);
}
