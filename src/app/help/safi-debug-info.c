/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/help/safi-debug-info.h"

const char *
safi_debug_info_get_range (guint count)
{
  static const struct {
    guint below;
    const char *range;
  } ranges[] = {
    { 1, "0" },
    { 2, "1" },
    { 10, "2 to 9" },
    { 100, "10 to 99" },
    { 1000, "100 to 999" },
    { 10000, "1000 to 9999" },
    { 100000, "10000 to 99999" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    if (count < ranges[i].below)
      return ranges[i].range;
  return "100000 or more";
}

/* Only words that a desktop gives itself: anything else in the environment may be private. */
static const char *
choose_word (const char *name, const char *const *words)
{
  const char *value = g_getenv (name);

  if (value == NULL)
    return "not said";
  for (guint i = 0; words[i] != NULL; i++)
    if (g_str_equal (value, words[i]))
      return words[i];
  return "other";
}

static const char *
get_desktop (void)
{
  static const char *const desktops[] = {
    "Budgie:GNOME", "COSMIC",   "Enlightenment", "GNOME", "KDE",        "LXDE", "LXQt",
    "MATE",         "Pantheon", "ubuntu:GNOME",  "Unity", "X-Cinnamon", "XFCE", NULL
  };

  return choose_word ("XDG_CURRENT_DESKTOP", desktops);
}

static const char *
get_session (void)
{
  static const char *const sessions[] = { "wayland", "x11", NULL };

  return choose_word ("XDG_SESSION_TYPE", sessions);
}

static char *
join_problems (GArray *problems)
{
  GString *codes = g_string_new (NULL);

  for (guint i = 0; i < problems->len; i++)
    g_string_append_printf (codes, "%s%d", i > 0 ? ", " : "", g_array_index (problems, int, i));
  return g_string_free (codes, FALSE);
}

char *
safi_debug_info_write (const SafiDebugFacts *facts)
{
  g_autofree char *system = g_get_os_info (G_OS_INFO_KEY_PRETTY_NAME);
  g_autofree char *problems = join_problems (facts->problems);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "Safibox: %s\n", SAFI_VERSION);
  g_string_append_printf (text, "System: %s\n", system != NULL ? system : "not said");
  g_string_append_printf (text, "Toolkit: %s, GLib %u.%u.%u\n", facts->toolkit, glib_major_version,
                          glib_minor_version, glib_micro_version);
  g_string_append_printf (text, "Desktop: %s\nSession: %s\n", get_desktop (), get_session ());
  g_string_append_printf (text, "Language: %s\nText size: %d%%\n",
                          facts->language[0] != '\0' ? facts->language : "of the computer",
                          facts->text_percent);
  g_string_append_printf (text, "Mailboxes: %s\n", safi_debug_info_get_range (facts->mailboxes));
  g_string_append_printf (text, "Messages of the last 7 days: %s\n",
                          safi_debug_info_get_range (facts->judged));
  g_string_append_printf (text, "Messages taught: %s\n", safi_debug_info_get_range (facts->taught));
  g_string_append_printf (text, "Problems: %s\n", problems[0] != '\0' ? problems : "none");
  return g_string_free (text, FALSE);
}
