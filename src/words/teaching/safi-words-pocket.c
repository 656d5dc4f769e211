/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/teaching/safi-words-pocket.h"

#include <glib/gi18n-lib.h>

#include "words/catalogue/safi-words-catalogue.h"
#include "words/teaching/safi-words-practice.h"
#include "words/teaching/safi-words-tip.h"

/* Radio buttons keep the answers; what follows them is shown by which one is chosen, and CSS counts
 * the right ones. Who hears the page hears the same, since nothing chosen is taken away. Old
 * browsers know one of both names for the breaking of long words. */
static const char style[] =
    "body{font:16px/1.5 sans-serif;margin:0 auto;padding:12px;max-width:34em;"
    "overflow-wrap:break-word;overflow-wrap:anywhere;counter-reset:caught kept;"
    "background:#fafafa;color:#222}"
    ".message{background:#fff;border:1px solid #ccc;border-radius:12px;padding:12px;margin:0 0 12px}"
    ".message p{margin:0 0 6px}.from{color:#555}.subject{font-weight:bold}"
    "input{position:absolute;opacity:0}"
    "label{display:inline-block;max-width:100%;box-sizing:border-box;padding:9px 14px;"
    "margin:0 0 6px;background:#e4e4e4;border-radius:8px}"
    ".s:focus~label.ls,.r:focus~label.lr,.u:focus~label.lu{outline:3px solid #1a5fb4}"
    "input:checked~label{display:none}.told{display:none}"
    ".s:checked~.ts,.r:checked~.tr,.u:checked~.tu,input:checked~.why{display:block}"
    ".caught:checked{counter-increment:caught}.kept:checked{counter-increment:kept}"
    ".told{font-weight:bold}.why{font-weight:normal}"
    "#c::after{content:counter(caught)}#k::after{content:counter(kept)}"
    "@media(prefers-color-scheme:dark){body{background:#222;color:#eee}.message{background:#333;"
    "border-color:#555}.from{color:#bbb}label{background:#444}}";

static void
add_text (GString *page, const char *element, const char *style_class, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_string_append_printf (page, "<%s class=\"%s\" dir=\"auto\">%s</%s>\n", element, style_class,
                          escaped, element);
}

static void
add_lines (GString *page, const char *title, const char *id, GPtrArray *texts)
{
  add_text (page, "h3", "", title);
  g_string_append (page, "<ul>\n");
  for (guint i = 0; i < texts->len; i++)
    add_text (page, "li", "", safi_words_lesson (id, g_ptr_array_index (texts, i)));
  g_string_append (page, "</ul>\n");
}

static void
add_message (GString *page, const SafiPracticeItem *item)
{
  const SafiExample *message = &item->message;
  g_autofree char *from = safi_words_example_from (item->id, message);

  g_string_append (page, "<div class=\"message\">\n");
  add_text (page, "p", "from", from);
  if (message->subject != NULL)
    add_text (page, "p", "subject", safi_words_lesson (item->id, message->subject));
  for (guint i = 0; i < message->text->len; i++)
    add_text (page, "p", "", safi_words_lesson (item->id, g_ptr_array_index (message->text, i)));
  g_string_append (page, "</div>\n");
}

/* The words after each answer have classes ts, tr, tu. */
static void
add_choices (GString *page, const SafiPracticeItem *item, guint place)
{
  const struct {
    const char *letter;
    const char *words;
    const char *counts; /* if it is right */
    SafiGuess guess;
  } choices[] = {
    { "s", _ ("Scam"), item->is_scam ? "caught" : "", SAFI_GUESS_SCAM },
    { "r", _ ("Real"), item->is_scam ? "" : "kept", SAFI_GUESS_REAL },
    { "u", _ ("Not sure"), "", SAFI_GUESS_UNSURE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    g_string_append_printf (page,
                            "<input type=\"radio\" name=\"m%u\" id=\"m%u%s\" class=\"%s %s\">\n",
                            place, place, choices[i].letter, choices[i].letter, choices[i].counts);
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++) {
    g_autofree char *words = g_markup_escape_text (choices[i].words, -1);

    g_string_append_printf (page, "<label for=\"m%u%s\" class=\"l%s\">%s</label>\n", place,
                            choices[i].letter, choices[i].letter, words);
  }
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++) {
    g_autofree char *style_class = g_strconcat ("told t", choices[i].letter, NULL);

    add_text (page, "p", style_class, safi_words_practice_answer (item, choices[i].guess));
  }
}

static void
add_item (GString *page, const SafiPracticeItem *item, guint place)
{
  g_autofree char *title = safi_words_practice_place (place);

  g_string_append (page, "<section>\n");
  add_text (page, "h2", "", title);
  add_message (page, item);
  add_choices (page, item, place);
  g_string_append (page, "<div class=\"told why\">\n");
  /* Translators: told after every answer in a practice round, right or wrong. */
  add_text (page, "p", "", _ ("Good that you checked."));
  /* Translators: over the reasons why a message is a scam, or is real. */
  add_lines (page, _ ("Why"), item->id, item->reasons);
  add_lines (page, safi_words_practice_signs (item), item->id, item->signs);
  g_string_append (page, "</div>\n</section>\n");
}

static void
add_score (GString *page, const char *words, const char *id, guint all)
{
  g_autofree char *escaped = g_markup_escape_text (words, -1);

  g_string_append_printf (page, "<p>%s: <b id=\"%s\"></b> / %u</p>\n", escaped, id, all);
}

static void
add_head (GString *page)
{
  g_autofree char *language = g_markup_escape_text (safi_words_get_language (), -1);
  const char *direction =
      /* Translators: the direction of your language: "ltr" or "rtl". */
      g_str_equal (C_ ("direction of the language", "ltr"), "rtl") ? "rtl" : "ltr";

  g_string_append_printf (
      page,
      "<!DOCTYPE html>\n<html lang=\"%s\" dir=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
      "'unsafe-inline'\">\n<title>Safibox</title>\n<style>%s</style>\n</head>\n<body>\n",
      language, direction, style);
}

char *
safi_words_pocket (const SafiPracticeRound *round)
{
  g_autoptr (GString) page = g_string_new (NULL);
  const SafiPracticeScore score = safi_practice_round_count (round, 0);

  add_head (page);
  add_text (page, "h1", "", safi_words_topic (round->topic));
  add_text (page, "p", "", _ ("6 messages, 3 minutes. Some are scams, some are real."));
  for (guint i = 0; i < SAFI_PRACTICE_ROUND; i++)
    add_item (page, round->items[i], i);
  add_score (page, _ ("Scams caught"), "c", score.scams);
  add_score (page, _ ("Real mail kept"), "k", score.real);
  g_string_append (page, "</body>\n</html>\n");
  return g_string_free (g_steal_pointer (&page), FALSE);
}
