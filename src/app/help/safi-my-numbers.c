/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/help/safi-my-numbers.h"

#include <glib/gi18n.h>

#include "core/text/safi-text.h"

#define KEY "my-numbers"

struct _SafiMyNumbers {
  AdwPreferencesGroup parent_instance;

  GSettings *settings; /* (nullable) until it is filled in */
};

G_DEFINE_FINAL_TYPE (SafiMyNumbers, safi_my_numbers, ADW_TYPE_PREFERENCES_GROUP)

/* In the order in which they are asked for and shown. */
static const struct {
  const char *key;
  const char *title;
} kinds[] = {
  /* Translators: heads the phone number of the person's bank. */
  { "bank", N_ ("My bank") },
  /* Translators: heads the phone number of the company that keeps the person's money on the phone,
     such as M-Pesa. */
  { "wallet", N_ ("My mobile money or wallet") },
  /* Translators: heads the phone number of the company that runs the person's mobile phone. */
  { "operator", N_ ("My phone company") },
  /* Translators: heads the phone number of one person who helps: a relative, a neighbour. */
  { "helper", N_ ("Somebody I trust") },
};

static void
free_number (SafiMyNumber *number)
{
  g_free (number->value);
  g_free (number);
}

/* Returns: (transfer full): "" if it is not written down. */
static char *
read_number (GSettings *settings, const char *key)
{
  g_autoptr (GVariant) kept = g_settings_get_value (settings, KEY);
  const char *value = "";

  g_variant_lookup (kept, key, "&s", &value);
  return safi_text_for_display (value, SAFI_MY_NUMBER_CHARS_MAX, FALSE);
}

GPtrArray *
safi_my_numbers_list (GSettings *settings)
{
  GPtrArray *numbers = g_ptr_array_new_with_free_func ((GDestroyNotify) free_number);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    g_autofree char *value = read_number (settings, kinds[i].key);
    SafiMyNumber *number;

    if (*value == '\0')
      continue;
    number = g_new0 (SafiMyNumber, 1);
    number->title = _ (kinds[i].title);
    number->value = g_steal_pointer (&value);
    g_ptr_array_add (numbers, number);
  }
  return numbers;
}

static void
number_changed_cb (GtkEditable *row, SafiMyNumbers *self)
{
  const char *key = g_object_get_data (G_OBJECT (row), "key");
  g_autofree char *value =
      safi_text_for_display (gtk_editable_get_text (row), SAFI_MY_NUMBER_CHARS_MAX, FALSE);
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{ss}"));
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    g_autofree char *old = read_number (self->settings, kinds[i].key);
    const char *now = g_str_equal (kinds[i].key, key) ? g_strstrip (value) : old;

    if (*now != '\0')
      g_variant_builder_add (&builder, "{ss}", kinds[i].key, now);
  }
  g_settings_set_value (self->settings, KEY, g_variant_builder_end (&builder));
}

static void
safi_my_numbers_dispose (GObject *object)
{
  g_clear_object (&SAFI_MY_NUMBERS (object)->settings);
  G_OBJECT_CLASS (safi_my_numbers_parent_class)->dispose (object);
}

static void
safi_my_numbers_class_init (SafiMyNumbersClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = safi_my_numbers_dispose;
}

static void
safi_my_numbers_init (SafiMyNumbers *self)
{
}

static void
add_entry (SafiMyNumbers *self, guint kind)
{
  GtkWidget *row = adw_entry_row_new ();
  g_autofree char *value = read_number (self->settings, kinds[kind].key);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (kinds[kind].title));
  adw_entry_row_set_input_purpose (ADW_ENTRY_ROW (row), GTK_INPUT_PURPOSE_PHONE);
  gtk_editable_set_text (GTK_EDITABLE (row), value);
  g_object_set_data (G_OBJECT (row), "key", (gpointer) kinds[kind].key);
  g_signal_connect_object (row, "changed", G_CALLBACK (number_changed_cb), self, 0);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
}

void
safi_my_numbers_edit (SafiMyNumbers *self, GSettings *settings)
{
  g_return_if_fail (self->settings == NULL);
  self->settings = g_object_ref (settings);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    add_entry (self, i);
}
