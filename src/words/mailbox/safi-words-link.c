/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/mailbox/safi-words-link.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/text/safi-look-alike.h"
#include "core/text/safi-text.h"
#include "core/url/safi-domain.h"

#define DOMAIN_CHARS_MAX 100
#define PART_CHARS_MAX 200
#define LETTERS_MAX 5 /* look-alike letters that are named */

static void
free_note (gpointer data)
{
  SafiLinkNote *note = data;

  g_free (note->title);
  g_free (note->words);
  g_free (note);
}

static void
add_note (GPtrArray *notes, const char *title, char *words)
{
  SafiLinkNote *note = g_new0 (SafiLinkNote, 1);

  note->title = g_strdup (title);
  note->words = words;
  g_ptr_array_add (notes, note);
}

/* Returns: (transfer full): @pattern with {0} and {1} filled, harmless and isolated. */
static char *
fill (const char *pattern, const char *first, const char *second)
{
  g_autofree char *one = safi_text_isolate (first, PART_CHARS_MAX);
  g_autofree char *two = second != NULL ? safi_text_isolate (second, PART_CHARS_MAX) : NULL;
  const char *args[] = { one, two, NULL };

  return safi_text_fill (pattern, args);
}

static char *
fill_domain (const char *pattern, const char *domain)
{
  g_autofree char *shown = safi_domain_for_display (domain);

  return fill (pattern, shown, NULL);
}

/* Returns: (transfer full): the address behind "mailto:", without what else it says. */
static char *
cut_address (const SafiUrlParts *parts)
{
  return g_strndup (parts->rest, strcspn (parts->rest, "?"));
}

char *
safi_words_link_name (const SafiLink *link, const SafiUrlParts *parts)
{
  g_autofree char *shown = safi_domain_for_display (parts->domain);
  g_autofree char *address = NULL;

  if (parts->domain[0] != '\0')
    return safi_text_isolate (shown, DOMAIN_CHARS_MAX);
  address = cut_address (parts);
  if (g_str_equal (parts->scheme, "mailto:"))
    /* Translators: the name of a link; {0} is an e-mail address. */
    return fill (_ ("A message to {0}"), address, NULL);
  if (g_str_equal (parts->scheme, "tel:"))
    /* Translators: the name of a link; {0} is a telephone number. */
    return fill (_ ("A call to {0}"), address, NULL);
  /* Translators: the name of a link whose address is broken or names no place. */
  return g_strdup (_ ("A link to no known place"));
}

char *
safi_words_link_leads (const SafiLink *link, const SafiUrlParts *parts)
{
  if (safi_domain_is_ip_address (parts->domain))
    /* Translators: {0} is a network number such as 192.0.2.7. */
    return fill_domain (_ ("It leads to the number {0}. Nothing says who owns it."), parts->domain);
  if (parts->domain[0] != '\0' && link->type == SAFI_LINK_FORM)
    /* Translators: {0} is a domain such as pay.example. */
    return fill_domain (_ ("What you type into the message would be sent to {0}."), parts->domain);
  if (parts->domain[0] != '\0')
    /* Translators: {0} is a domain such as pay.example. */
    return fill_domain (_ ("It leads to {0}. Its owner decides what you see there."),
                        parts->domain);
  if (g_str_equal (parts->scheme, "mailto:"))
    return g_strdup (_ ("It opens no page. It begins a message of your own to this address."));
  if (g_str_equal (parts->scheme, "tel:"))
    return g_strdup (_ ("It opens no page. It calls this number."));
  return g_strdup (_ ("It does not say to whom it leads."));
}

/* Returns: (transfer full) (nullable): "“а” looks like “a”, but is another letter." */
static char *
name_letter (gunichar c)
{
  const char twin = safi_look_alike (c);
  char letter[7] = { 0 };
  const char latin[] = { twin, '\0' };

  if (c < 0x80 || twin == 0)
    return NULL;
  g_unichar_to_utf8 (c, letter);
  switch (g_unichar_get_script (c)) {
  case G_UNICODE_SCRIPT_CYRILLIC:
    /* Translators: {0} is a letter, {1} the Latin letter that it looks like. */
    return fill (_ ("“{0}” looks like “{1}”, but is a Cyrillic letter."), letter, latin);
  case G_UNICODE_SCRIPT_GREEK:
    return fill (_ ("“{0}” looks like “{1}”, but is a Greek letter."), letter, latin);
  default:
    return fill (_ ("“{0}” looks like “{1}”, but is another letter."), letter, latin);
  }
}

/* TRUE if a glance takes the name for one in Latin letters: it mixes them with others, or others
 * stand for all of its letters. */
static gboolean
seems_latin (const char *host)
{
  g_autofree char *skeleton = safi_domain_get_skeleton (host);

  return safi_domain_has_mixed_scripts (host) || g_str_is_ascii (skeleton);
}

static void
add_letters (GPtrArray *notes, const char *host)
{
  g_autofree char *decoded = safi_domain_decode (host);
  g_autoptr (GString) words = g_string_new (NULL);
  g_autoptr (GHashTable) named = g_hash_table_new (NULL, NULL);

  if (g_str_is_ascii (decoded) || !seems_latin (host))
    return;
  for (const char *at = decoded; *at != '\0' && g_hash_table_size (named) < LETTERS_MAX;
       at = g_utf8_next_char (at)) {
    const gunichar c = g_utf8_get_char (at);
    g_autofree char *sentence = name_letter (c);

    if (sentence == NULL || !g_hash_table_add (named, GUINT_TO_POINTER (c)))
      continue;
    g_string_append_printf (words, "%s%s", words->len > 0 ? "\n" : "", sentence);
  }
  if (words->len > 0)
    /* Translators: heads a note on a web address: some of its letters look like others. */
    add_note (notes, _ ("Look-alike letters"), g_strdup (words->str));
}

/* What the same name is for computers, where it is not written in Latin letters. */
static void
add_encoded (GPtrArray *notes, const char *host)
{
  if (strstr (host, "xn--") == NULL)
    return;
  /* Translators: {0} is a domain such as xn--80ak6aa92e.example. */
  add_note (notes, _ ("For computers"), fill (_ ("The same name is written {0}."), host, NULL));
}

static void
add_label (GPtrArray *notes, const SafiLink *link)
{
  if (link->type != SAFI_LINK_ANCHOR || link->label == NULL || link->label[0] == '\0')
    return;
  /* Translators: {0} are the words of a link in the message. */
  add_note (notes, _ ("In the message"),
            fill (_ ("It reads “{0}”. The sender chose these words."), link->label, NULL));
}

static void
add_names (GPtrArray *notes, const SafiUrlParts *parts)
{
  g_autofree char *owner = safi_domain_for_display (parts->domain);
  g_autofree char *below = NULL;

  if (parts->user[0] != '\0')
    /* Translators: {0} is a part of a web address: what stands before "@". */
    add_note (notes, _ ("Before the “@”"),
              fill (_ ("“{0}” does not say where the link leads. Only what comes after it does."),
                    parts->user, NULL));
  if (parts->below[0] == '\0' || g_str_equal (parts->below, "www."))
    return;
  below = safi_domain_for_display (parts->below);
  add_note (
      notes, _ ("In front of the name"),
      /* Translators: {0} is the beginning of a domain such as "bank.login.", {1} the rest of it. */
      fill (_ ("“{0}” was put there by the owner of {1}. It can be any words."), below, owner));
}

static void
add_rest (GPtrArray *notes, const SafiUrlParts *parts, const char *file)
{
  if (parts->domain[0] == '\0')
    return;
  if (g_str_equal (parts->scheme, "http:"))
    /* Translators: heads a note on a web address that begins with http:. */
    add_note (notes, _ ("Not encrypted"),
              g_strdup (_ ("Others on the way can read what you type there.")));
  if (file != NULL)
    /* Translators: {0} is the name of a file. */
    add_note (notes, _ ("A file"), fill (_ ("It fetches “{0}” to your device."), file, NULL));
  if (strlen (parts->rest) > 1)
    add_note (
        /* Translators: heads the rest of a web address, after its domain name. */
        notes, _ ("Behind the name"),
        /* Translators: {0} is what stands behind the domain in a web address. */
        fill (_ ("{0}\nIt can tell the sender that you opened the link."), parts->rest, NULL));
}

GPtrArray *
safi_words_link_notes (const SafiLink *link, const SafiUrlParts *parts, const char *file)
{
  GPtrArray *notes = g_ptr_array_new_with_free_func (free_note);

  add_label (notes, link);
  add_names (notes, parts);
  add_letters (notes, link->host);
  add_encoded (notes, link->host);
  add_rest (notes, parts, file);
  return notes;
}
