/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "awareness/tips/safi-tip-parse.h"

static const SafiTeachingText texts[] = {
  { "title", FALSE, FALSE, G_STRUCT_OFFSET (SafiTip, title) },
  { "sentence", FALSE, FALSE, G_STRUCT_OFFSET (SafiTip, sentence) },
  { "more", FALSE, FALSE, G_STRUCT_OFFSET (SafiTip, more) },
  { "sign", FALSE, TRUE, G_STRUCT_OFFSET (SafiTip, signs) },
  { "step", FALSE, TRUE, G_STRUCT_OFFSET (SafiTip, steps) },
  { "tell", FALSE, FALSE, G_STRUCT_OFFSET (SafiTip, tell) },
  { "from", TRUE, FALSE, G_STRUCT_OFFSET (SafiExample, from) },
  { "subject", TRUE, FALSE, G_STRUCT_OFFSET (SafiExample, subject) },
  { "p", TRUE, TRUE, G_STRUCT_OFFSET (SafiExample, text) },
};
static const SafiTeachingExample examples[] = {
  { "scam", G_STRUCT_OFFSET (SafiTip, scam) },
  { "real", G_STRUCT_OFFSET (SafiTip, real) },
};

/* In the order of SafiSort. */
static const char *const about_words[] = { "scam", "file", "advert", "other", NULL };

static gboolean
read_codes (SafiTip *tip, const char *codes, GError **error)
{
  g_auto (GStrv) words = g_strsplit_set (codes != NULL ? codes : "", " \t\r\n", -1);

  for (guint i = 0; words[i] != NULL; i++) {
    if (*words[i] == '\0')
      continue;
    if (!safi_teaching_check_word ("codes", words[i], ".", error))
      return FALSE;
    if (tip->codes->len == SAFI_TIP_CODES_MAX)
      return safi_teaching_fault (error, "codes: at most %d", SAFI_TIP_CODES_MAX);
    g_ptr_array_add (tip->codes, g_strdup (words[i]));
  }
  return TRUE;
}

static gboolean
open_tip (gpointer value, const char **names, const char **values, GError **error)
{
  SafiTip *tip = value;
  const char *id, *icon, *theme, *about, *age, *codes;
  guint sort;

  if (!g_markup_collect_attributes ("tip", names, values, error, G_MARKUP_COLLECT_STRING, "id", &id,
                                    G_MARKUP_COLLECT_STRING, "icon", &icon, G_MARKUP_COLLECT_STRING,
                                    "theme", &theme, G_MARKUP_COLLECT_STRING, "about", &about,
                                    G_MARKUP_COLLECT_STRING, "age", &age,
                                    G_MARKUP_COLLECT_STRING | G_MARKUP_COLLECT_OPTIONAL, "codes",
                                    &codes, G_MARKUP_COLLECT_INVALID) ||
      !safi_teaching_check_word ("id", id, "", error) ||
      !safi_teaching_check_word ("icon", icon, "", error) ||
      !safi_teaching_check_word ("theme", theme, "", error) ||
      !safi_teaching_choose_word ("about", about, about_words, &sort, error) ||
      !safi_teaching_choose_age (age, &tip->age, error) || !read_codes (tip, codes, error))
    return FALSE;
  tip->id = g_strdup (id);
  tip->icon = g_strdup (icon);
  tip->theme = g_strdup (theme);
  tip->about = (SafiSort) sort;
  return TRUE;
}

static gboolean
check_tip (gpointer value, GError **error)
{
  const SafiTip *tip = value;
  glong n_chars;

  if (tip->title == NULL || tip->sentence == NULL || tip->more == NULL || tip->tell == NULL ||
      tip->signs->len == 0 || tip->steps->len == 0)
    return safi_teaching_fault (error,
                                "<tip> needs each of title, sentence, more, sign, step, tell");
  n_chars = g_utf8_strlen (tip->title, -1) + g_utf8_strlen (tip->sentence, -1);
  if (n_chars > SAFI_TIP_HEAD_CHARS_MAX)
    return safi_teaching_fault_of (error, SAFI_TEACHING_ERROR_LONG_TOGETHER,
                                   "<title> and <sentence> have %ld characters; %d are allowed",
                                   n_chars, SAFI_TIP_HEAD_CHARS_MAX);
  return TRUE;
}

SafiTip *
safi_tip_parse (GBytes *octets, GError **error)
{
  static const SafiTeachingFormat format = {
    "tip", texts, G_N_ELEMENTS (texts), examples, G_N_ELEMENTS (examples), open_tip, check_tip,
  };
  g_autoptr (SafiTip) tip = g_new0 (SafiTip, 1);

  tip->codes = g_ptr_array_new_with_free_func (g_free);
  tip->signs = g_ptr_array_new_with_free_func (g_free);
  tip->steps = g_ptr_array_new_with_free_func (g_free);
  safi_example_init (&tip->scam);
  safi_example_init (&tip->real);
  if (!safi_teaching_read (&format, tip, octets, error))
    return NULL;
  return g_steal_pointer (&tip);
}
