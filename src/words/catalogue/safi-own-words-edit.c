/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/catalogue/safi-own-words-edit.h"

#include "words/catalogue/safi-template.h"
#include "words/catalogue/safi-words-catalogue.h"

#define ENGLISH_PLURAL "nplurals=2; plural=n != 1;"

/* Either catalogue has it, or none: then what msgfmt asks for. Who looked through the one has not
 * looked through the other. */
static char *
make_header (const char *language, const char *domain)
{
  const char *other = g_str_equal (domain, SAFI_TIPS_DOMAIN) ? GETTEXT_PACKAGE : SAFI_TIPS_DOMAIN;
  g_autoptr (SafiCatalogue) all = safi_own_words_load_all (language, domain);
  g_autoptr (SafiCatalogue) all_of_other = NULL;

  if (all->header[0] != '\0')
    return g_strdup (all->header);
  all_of_other = safi_own_words_load_all (language, other);
  safi_catalogue_drop_field (all_of_other, SAFI_REVIEWER_FIELD);
  if (all_of_other->header[0] != '\0')
    return g_strdup (all_of_other->header);
  return g_strdup_printf ("Project-Id-Version: safibox\nPO-Revision-Date: \nLast-Translator: \n"
                          "Language-Team: \nLanguage: %s\nMIME-Version: 1.0\n"
                          "Content-Type: text/plain; charset=UTF-8\n"
                          "Content-Transfer-Encoding: 8bit\nPlural-Forms: " ENGLISH_PLURAL "\n",
                          language);
}

SafiPlural
safi_own_words_get_plural (const char *language)
{
  g_autofree char *header = make_header (language, GETTEXT_PACKAGE);
  g_autofree char *formula = safi_catalogue_find_field (header, "Plural-Forms");
  SafiPlural plural = { 0 };

  if (!safi_plural_parse (formula, &plural))
    safi_plural_parse (ENGLISH_PLURAL, &plural);
  return plural;
}

SafiPoFaultKind
safi_own_words_translate (const char *language,
                          const char *domain,
                          const SafiPhrase *source,
                          const char *const *forms)
{
  const SafiPoFaultKind fault = safi_po_check_forms (forms);
  g_autoptr (SafiCatalogue) own = NULL;
  SafiPhrase *phrase;

  if (fault != SAFI_PO_FINE)
    return fault;
  own = safi_own_words_load (language, domain);
  if (own == NULL) {
    own = safi_catalogue_new ();
    g_free (own->header);
    own->header = make_header (language, domain);
  }
  phrase = safi_catalogue_find (own, source->context, source->id);
  if (phrase == NULL) {
    phrase = safi_phrase_copy_source (source);
    safi_catalogue_add (own, phrase);
  }
  safi_phrase_set_forms (phrase, forms);
  return safi_own_words_keep (language, domain, own);
}

GBytes *
safi_own_words_export (const char *language, const char *domain)
{
  const SafiCatalogue *template = safi_template_get (domain);
  g_autoptr (SafiCatalogue) all = safi_own_words_load_all (language, domain);
  g_autoptr (SafiCatalogue) file = safi_catalogue_new ();

  g_free (file->header);
  file->header = make_header (language, domain);
  for (guint i = 0; i < template->phrases->len; i++) {
    SafiPhrase *phrase = safi_phrase_copy_source (template->phrases->pdata[i]);
    const SafiPhrase *said = safi_catalogue_find (all, phrase->context, phrase->id);

    if (said != NULL && said->forms != NULL)
      safi_phrase_set_forms (phrase, (const char *const *) said->forms);
    safi_catalogue_add (file, phrase);
  }
  return safi_po_write (file);
}
