/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/common/safi-toast.h"

#include <glib/gi18n.h>

/* A line of a narrow window holds so many beside two buttons. The height of a toast is measured for
 * the width that its label would like. */
#define LINE_CHARS 24
#define WORD_CHARS 4 /* what a line is longer than the others, because words are not cut */
#define READ_SECONDS 10
#define UNDO_SECONDS 15

/* A test on a busy machine reads more slowly. */
static void
set_seconds (AdwToast *toast, guint seconds)
{
#ifdef SAFI_FAIL_POINTS
  const char *times = g_getenv ("SAFIBOX_TOAST_TIMES");

  if (times != NULL)
    seconds *= (guint) g_ascii_strtoull (times, NULL, 10);
#endif
  adw_toast_set_timeout (toast, seconds);
}

/* Lines of about the same length: a toast is as wide as its label may be, not as its text is. */
static int
find_line_chars (const char *sentence)
{
  const glong n_chars = g_utf8_strlen (sentence, -1);
  const glong n_lines = MAX ((n_chars + LINE_CHARS - 1) / LINE_CHARS, 1);

  return (int) MIN (n_chars / n_lines + WORD_CHARS, LINE_CHARS);
}

AdwToast *
safi_toast_new (const char *sentence)
{
  AdwToast *toast = adw_toast_new ("");
  GtkWidget *label = gtk_label_new (sentence);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), find_line_chars (sentence));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  adw_toast_set_custom_title (toast, label);
  set_seconds (toast, READ_SECONDS);
  return toast;
}

void
safi_toast_offer_undo (AdwToast *toast, const char *action, GVariant *target)
{
  adw_toast_set_button_label (toast, _ ("Undo"));
  adw_toast_set_action_name (toast, action);
  adw_toast_set_action_target_value (toast, target);
  set_seconds (toast, UNDO_SECONDS);
}

/* The overlay takes the key for its toast, so what lies in it goes before; but after menus and
 * rows, which may want it for themselves. */
void
safi_toast_close_by_escape (AdwToastOverlay *toasts)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys), gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                                        gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (adw_toast_overlay_get_child (toasts), keys);
}
