/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/translate/safi-translate-mode.h"

#include "app/common/safi-locale.h"
#include "app/common/safi-window-words.h"
#include "app/translate/safi-translate-sheet.h"

#define LISTENS "safi-translate-mode" /* of a window that has been told to listen */
#define KEYS (GDK_CONTROL_MASK | GDK_SHIFT_MASK)

static gboolean mode_is_on = FALSE;

static gboolean
has_keys (GtkEventController *controller)
{
  const GdkModifierType state = gtk_event_controller_get_current_event_state (controller);

  return safi_translate_mode_get () && (state & KEYS) == KEYS;
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, GtkWindow *window)
{
  g_autoptr (GPtrArray) seen = g_ptr_array_new_with_free_func (g_free);

  if (!has_keys (GTK_EVENT_CONTROLLER (gesture))) {
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
    return;
  }
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  safi_window_words_find_at (window, x, y, seen);
  safi_translate_sheet_present (window, seen);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *keys,
                guint key,
                guint code,
                GdkModifierType state,
                GtkWindow *window)
{
  g_autoptr (GPtrArray) seen = NULL;

  if (gdk_keyval_to_lower (key) != GDK_KEY_t || !has_keys (GTK_EVENT_CONTROLLER (keys)))
    return GDK_EVENT_PROPAGATE;
  seen = g_ptr_array_new_with_free_func (g_free);
  safi_window_words_find_all (window, seen);
  safi_translate_sheet_present (window, seen);
  return GDK_EVENT_STOP;
}

/* Before the widgets of the window: a button must not act. */
static void
listen_in (GtkWindow *window)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_object_set_data (G_OBJECT (window), LISTENS, click);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), window, 0);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), window, 0);
  gtk_widget_add_controller (GTK_WIDGET (window), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (window), keys);
}

static void
windows_changed_cb (GListModel *windows)
{
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

    if (g_object_get_data (G_OBJECT (window), LISTENS) == NULL && !SAFI_IS_TRANSLATE_SHEET (window))
      listen_in (window);
  }
}

void
safi_translate_mode_set (gboolean is_on)
{
  static gulong handler = 0;
  GListModel *windows = gtk_window_get_toplevels ();

  mode_is_on = is_on;
  if (handler == 0)
    handler = g_signal_connect (windows, "items-changed", G_CALLBACK (windows_changed_cb), NULL);
  windows_changed_cb (windows);
}

gboolean
safi_translate_mode_get (void)
{
  return mode_is_on && !g_str_equal (safi_locale_get_spoken (), "en");
}
