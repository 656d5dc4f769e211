/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/report/safi-words-route.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/text/safi-text.h"
#include "core/url/safi-url-parts.h"
#include "words/report/safi-words-report.h"
#include "words/safi-words-call.h"
#include "words/safi-words-lines.h"
#include "words/safi-words.h"

#define CHARS_MAX 300 /* of a subject or a link */

static const char *const titles[] = {
  /* Translators: whoever runs the person's mailbox. */
  [SAFI_ROUTE_PROVIDER] = N_ ("Your mail provider"),
  /* Translators: who can be told of a scam: whoever runs the person's phone line. */
  [SAFI_ROUTE_OPERATOR] = N_ ("Your phone company"),
  /* Translators: who can be told of a scam. */
  [SAFI_ROUTE_BANK] = N_ ("Your bank"),
  /* Translators: who can be told of a scam. */
  [SAFI_ROUTE_POLICE] = N_ ("The police"),
};

static const char *const advice[] = {
  /* Translators: beside an e-mail address of an authority. */
  [SAFI_ROUTE_MAIL] = N_ ("Takes the message as an attached file."),
  /* Translators: beside an e-mail address of an authority, of a message that came to a phone. */
  [SAFI_ROUTE_WRITE] = N_ ("Write to it, and paste the copied text."),
  /* Translators: beside a web address of an authority. */
  [SAFI_ROUTE_WEB] = N_ ("A page on the web. Paste the copied text there."),
  /* Translators: beside a short number. */
  [SAFI_ROUTE_SMS] = N_ ("Forward the SMS itself to this number."),
  /* Translators: beside a phone number. */
  [SAFI_ROUTE_CALL] = N_ ("Call, and read the copied text aloud."),
  [SAFI_ROUTE_PROVIDER] =
      N_ ("A message in the Junk folder is a report already: providers learn from it."),
  [SAFI_ROUTE_OPERATOR] = N_ ("Ask at its counter how to report a message. Take the number from a "
                              "bill, never from the message."),
  [SAFI_ROUTE_BANK] = N_ ("If the message names your bank, tell them at the counter. Take the "
                          "number from your card, never from the message."),
  [SAFI_ROUTE_POLICE] = N_ ("If you lost money or are afraid, go to the nearest station with the "
                            "printed evidence sheet."),
};

const char *
safi_words_route_title (SafiRouteWay way)
{
  g_return_val_if_fail (way >= SAFI_ROUTE_PROVIDER, NULL);
  return _ (titles[way]);
}

const char *
safi_words_route_advice (SafiRouteWay way)
{
  return _ (advice[way]);
}

const char *
safi_words_route_withheld (void)
{
  /* Translators: said of a threat that came with pictures or files, which may show somebody naked.
   */
  return _ ("This threat may hold pictures. Safibox never saves or passes them on. You did nothing "
            "wrong. Tell somebody you trust, and take the evidence sheet to the police: it has no "
            "pictures.");
}

const char *
safi_words_route_header_only (void)
{
  /* Translators: said where of a message nothing but its header lines is handed to an authority. */
  return _ ("Only the header lines are handed over. The rest is not here, is larger than 1 MB, or "
            "could still show your address.");
}

static void
add_date (GString *text, SafiMessage *message)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (safi_message_get_date (message));
  g_autofree char *shown = date != NULL ? g_date_time_format (date, "%Y-%m-%d %H:%M UTC") : NULL;

  if (shown != NULL && safi_message_get_date (message) != 0)
    safi_words_add_line (text, _ ("Date in the message"), shown);
}

/* Only what a server of the person's own provider wrote down. */
static void
add_way (GString *text, const SafiAuthResult *auth)
{
  if (auth != NULL && *auth->ip != '\0')
    /* Translators: the network address (IP) of a computer follows. */
    safi_words_add_stranger (text, _ ("Handed over by the computer"), auth->ip);
}

static void
add_links (GString *text, SafiMessage *message)
{
  GPtrArray *links = safi_message_get_links (message);

  if (links->len > 0)
    /* Translators: heads a list of web addresses, as hxxps://pay[.]example/. */
    safi_words_add_title (text, _ ("Links, written so that nothing opens them"));
  for (guint i = 0; i < MIN (links->len, SAFI_ROUTE_LINKS_MAX); i++) {
    const SafiLink *link = links->pdata[i];
    SafiUrlParts *parts = safi_url_parts_new (link);
    g_autofree char *disarmed = safi_url_parts_disarm (parts);
    g_autofree char *shown = safi_text_for_display (disarmed, CHARS_MAX, FALSE);

    g_string_append_printf (text, "%s\n", shown);
    safi_url_parts_free (parts);
  }
  if (links->len > SAFI_ROUTE_LINKS_MAX)
    g_string_append_printf (text, "… %u\n", links->len - SAFI_ROUTE_LINKS_MAX);
}

/* "http://" and "https://" within a text become "hxxp" and "hxxps", as in the list of links. */
static void
disarm (char *text)
{
  for (char *at = strstr (text, "://"); at != NULL; at = strstr (at + 1, "://")) {
    char *scheme = at - (at > text && g_ascii_tolower (at[-1]) == 's');

    if (scheme - text >= 4 && g_ascii_strncasecmp (scheme - 4, "http", 4) == 0)
      memset (scheme - 3, 'x', 2);
  }
}

static void
add_text (GString *text, SafiMessage *message)
{
  g_autofree char *shown =
      safi_text_for_display (safi_message_get_text (message), SAFI_ROUTE_TEXT_CHARS_MAX, TRUE);

  if (*shown == '\0')
    return;
  disarm (shown);
  safi_words_add_title (text, _ ("Text of the message"));
  g_string_append_printf (text, "%s\n", shown);
}

/* Of a report to an authority. */
static const char *
get_first_line (SafiForm form)
{
  switch (form) {
  case SAFI_FORM_TEXT:
    return _ ("I got this message on my phone and want to report it.");
  case SAFI_FORM_CALL:
    /* Translators: the first line of a report to an authority. */
    return _ ("I had this call and want to report it.");
  case SAFI_FORM_MAIL:
  default:
    return _ ("I got this e-mail and want to report it.");
  }
}

char *
safi_words_route_text (SafiMessage *message, SafiKind kind, const SafiAuthResult *auth)
{
  const SafiForm form = safi_message_get_form (message);
  g_autofree char *header = safi_words_header_lines (message);
  GString *text = g_string_new (get_first_line (form));

  g_string_append_c (text, '\n');
  if (kind != SAFI_KIND_NONE && kind != SAFI_KIND_OTHER)
    /* Translators: what kind of junk a message is follows: "Advert", "Wants your password". */
    safi_words_add_line (text, _ ("What it is"), safi_words_kind (kind));
  if (form == SAFI_FORM_MAIL) {
    safi_words_add_sender (text, message);
    safi_words_add_stranger (text, _ ("Subject"), safi_message_get_subject (message));
    add_date (text, message);
    add_way (text, auth);
  }
  add_links (text, message);
  if (form == SAFI_FORM_CALL)
    safi_words_add_call (text, safi_message_get_call (message));
  else
    add_text (text, message);
  disarm (header);
  if (*header != '\0') {
    safi_words_add_title (text, _ ("Header lines of the message"));
    g_string_append_printf (text, "%s\n", header);
  }
  return g_string_free (text, FALSE);
}

char *
safi_words_route_subject (SafiMessage *message)
{
  g_autofree char *subject =
      safi_text_for_display (safi_message_get_subject (message), CHARS_MAX, FALSE);
  const char *args[] = { subject, NULL };

  /* Translators: the subject of a report to an authority; {0} is that of the reported message. */
  return safi_text_fill (_ ("Report: {0}"), args);
}
