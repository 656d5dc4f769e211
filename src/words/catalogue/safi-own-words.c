/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "words/catalogue/safi-own-words.h"

#include <glib/gstdio.h>
#include <libintl.h>
#include <string.h>

#include "words/catalogue/safi-mo.h"
#include "words/catalogue/safi-placeholders.h"
#include "words/catalogue/safi-template.h"
#include "words/catalogue/safi-words-catalogue.h"

#define LANGUAGE_LETTERS_MAX 20

static const char *const domains[] = { GETTEXT_PACKAGE, SAFI_TIPS_DOMAIN };
static char *po_folder = NULL; /* of .po files; NULL in programs that have none */
static char *mo_folder = NULL; /* of what gettext reads; made anew in each run */

void
safi_opened_words_clear (SafiOpenedWords *opened)
{
  g_clear_pointer (&opened->language, g_free);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
      remove_tree (child);
    else
      g_unlink (child);
  }
  g_rmdir (path);
}

void
safi_own_words_init (const char *data_directory)
{
  g_return_if_fail (po_folder == NULL);

  po_folder = g_build_filename (data_directory, "translations", NULL);
  mo_folder = g_build_filename (po_folder, "compiled", NULL);
  remove_tree (mo_folder);
}

/* It becomes part of the name of a file. */
static gboolean
is_language (const char *text)
{
  const gsize length = strlen (text);

  if (length > LANGUAGE_LETTERS_MAX || strspn (text, "abcdefghijklmnopqrstuvwxyz") < 2)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (text[i]) && text[i] != '_' && text[i] != '@')
      return FALSE;
  return TRUE;
}

/* English is what is translated. */
static gboolean
can_be_spoken (const char *language)
{
  return is_language (language) && !g_str_equal (language, "en");
}

static char *
make_path (const char *language, const char *domain)
{
  g_autofree char *name = g_strconcat (domain, ".", language, ".po", NULL);

  return g_build_filename (po_folder, name, NULL);
}

gboolean
safi_own_words_has (const char *language, const char *domain)
{
  g_autofree char *path = NULL;

  if (po_folder == NULL || !is_language (language))
    return FALSE;
  path = make_path (language, domain);
  return g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

static GBytes *
read_file (const char *path)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);

  return file != NULL ? g_mapped_file_get_bytes (file) : NULL;
}

SafiCatalogue *
safi_own_words_load (const char *language, const char *domain)
{
  g_autofree char *path = NULL;
  g_autoptr (GBytes) octets = NULL;
  SafiPoFault fault;

  if (!safi_own_words_has (language, domain))
    return NULL;
  path = make_path (language, domain);
  octets = read_file (path);
  return octets != NULL ? safi_po_read (octets, FALSE, &fault) : NULL;
}

static SafiCatalogue *
load_installed (const char *language, const char *domain)
{
  g_autofree char *name = g_strconcat (domain, ".mo", NULL);
  g_autofree char *path =
      g_build_filename (safi_words_get_catalogue_dir (), language, "LC_MESSAGES", name, NULL);
  g_autoptr (GBytes) octets = read_file (path);

  return octets != NULL ? safi_mo_read (octets) : NULL;
}

/* Whether something stays that nobody looked through, beside what @news brings. */
static gboolean
keeps_draft (const SafiCatalogue *catalogue, const SafiCatalogue *news, const char *domain)
{
  const SafiCatalogue *template = safi_template_get (domain);

  for (guint i = 0; i < template->phrases->len; i++) {
    const SafiPhrase *source = template->phrases->pdata[i];
    const SafiPhrase *before = safi_catalogue_find (catalogue, source->context, source->id);
    const SafiPhrase *now = safi_catalogue_find (news, source->context, source->id);

    if (before != NULL && safi_phrase_is_translated (before) &&
        (now == NULL || !safi_phrase_is_translated (now)))
      return TRUE;
  }
  return FALSE;
}

static gboolean
names_reviewer (const SafiCatalogue *catalogue)
{
  g_autofree char *reviewer = safi_catalogue_find_field (catalogue->header, SAFI_REVIEWER_FIELD);

  return reviewer[0] != '\0';
}

/* A reviewer of @news has looked through nothing of what is left of @catalogue. */
static void
merge (SafiCatalogue *catalogue, const SafiCatalogue *news, const char *domain)
{
  const gboolean is_draft =
      names_reviewer (news) && !names_reviewer (catalogue) && keeps_draft (catalogue, news, domain);

  safi_catalogue_merge (catalogue, news);
  if (is_draft)
    safi_catalogue_drop_field (catalogue, SAFI_REVIEWER_FIELD);
}

/* @own: (nullable). Returns: (transfer full). */
static SafiCatalogue *
put_before_installed (const SafiCatalogue *own, const char *language, const char *domain)
{
  SafiCatalogue *all = load_installed (language, domain);

  if (all == NULL)
    all = safi_catalogue_new ();
  if (own != NULL)
    merge (all, own, domain);
  return all;
}

SafiCatalogue *
safi_own_words_load_all (const char *language, const char *domain)
{
  g_autoptr (SafiCatalogue) own = safi_own_words_load (language, domain);

  return put_before_installed (own, language, domain);
}

static gboolean
write_file (const char *path, GBytes *octets, GFileSetContentsFlags flags)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  if (g_mkdir_with_parents (folder, 0700) != 0 ||
      !g_file_set_contents_full (path, g_bytes_get_data (octets, NULL),
                                 (gssize) g_bytes_get_size (octets), flags, 0600, &error)) {
    g_debug ("translations: %s", error != NULL ? error->message : "no folder");
    return FALSE;
  }
  return TRUE;
}

/* Whether there is a file that can still be mended by hand. */
static gboolean
is_lost (const char *language, const char *domain)
{
  g_autoptr (SafiCatalogue) own = safi_own_words_load (language, domain);

  return own == NULL && safi_own_words_has (language, domain);
}

SafiPoFaultKind
safi_own_words_keep (const char *language, const char *domain, const SafiCatalogue *catalogue)
{
  g_autofree char *path = NULL;
  g_autoptr (GBytes) octets = NULL;
  g_autoptr (SafiCatalogue) read = NULL;
  SafiPoFault fault;

  if (po_folder == NULL || !can_be_spoken (language))
    return SAFI_PO_NOT_KEPT;
  if (is_lost (language, domain))
    return SAFI_PO_LOST;
  octets = safi_po_write (catalogue);
  read = safi_po_read (octets, FALSE, &fault);
  if (read == NULL)
    return fault.kind;
  path = make_path (language, domain);
  return write_file (path, octets, G_FILE_SET_CONTENTS_CONSISTENT) ? SAFI_PO_FINE
                                                                   : SAFI_PO_NOT_KEPT;
}

gboolean
safi_own_words_forget (const char *language)
{
  gboolean is_gone = TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (domains); i++)
    if (safi_own_words_has (language, domains[i])) {
      g_autofree char *path = make_path (language, domains[i]);

      is_gone &= g_unlink (path) == 0;
    }
  return is_gone;
}

/* "safibox-tips.pt_BR.po" is of pt_BR. */
static char *
find_language (const char *name)
{
  const char *begin = strchr (name, '.');
  g_autofree char *language = NULL;

  if (begin == NULL || !g_str_has_suffix (begin + 1, ".po"))
    return NULL;
  language = g_strndup (begin + 1, strlen (begin + 1) - strlen (".po"));
  return is_language (language) ? g_steal_pointer (&language) : NULL;
}

char **
safi_own_words_list (void)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = po_folder != NULL ? g_dir_open (po_folder, 0, NULL) : NULL;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *language = find_language (name);

    if (language != NULL && !g_ptr_array_find_with_equal_func (found, language, g_str_equal, NULL))
      g_ptr_array_add (found, g_steal_pointer (&language));
  }
  g_ptr_array_add (found, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&found), FALSE);
}

static guint
count_known (const SafiCatalogue *catalogue, const char *domain)
{
  const SafiCatalogue *template = safi_template_get (domain);
  guint n_known = 0;

  for (guint i = 0; i < catalogue->phrases->len; i++) {
    const SafiPhrase *phrase = catalogue->phrases->pdata[i];

    n_known += safi_catalogue_find (template, phrase->context, phrase->id) != NULL;
  }
  return n_known;
}

/* Which of both a file is for shows in its texts. Returns: (nullable). */
static const char *
find_domain (const SafiCatalogue *catalogue)
{
  const guint window = count_known (catalogue, GETTEXT_PACKAGE);
  const guint tips = count_known (catalogue, SAFI_TIPS_DOMAIN);

  if (window == 0 && tips == 0)
    return NULL;
  return tips > window ? SAFI_TIPS_DOMAIN : GETTEXT_PACKAGE;
}

static void
take_phrase (const SafiPhrase *phrase, SafiCatalogue *taken, SafiOpenedWords *opened)
{
  const SafiPhrase *source =
      safi_catalogue_find (safi_template_get (opened->domain), phrase->context, phrase->id);
  SafiPhrase *copy;

  if (source == NULL || g_strcmp0 (source->plural, phrase->plural) != 0) {
    opened->n_unknown++;
    return;
  }
  if (!safi_placeholders_match (source, (const char *const *) phrase->forms) ||
      safi_po_check_forms ((const char *const *) phrase->forms) != SAFI_PO_FINE) {
    opened->n_left_out++;
    return;
  }
  copy = safi_phrase_copy_source (source);
  safi_phrase_set_forms (copy, (const char *const *) phrase->forms);
  safi_catalogue_add (taken, copy);
  opened->n_taken++;
}

static SafiCatalogue *
take_known (const SafiCatalogue *catalogue, SafiOpenedWords *opened)
{
  SafiCatalogue *taken = safi_own_words_load (opened->language, opened->domain);
  g_autoptr (SafiCatalogue) news = safi_catalogue_new ();

  g_free (news->header);
  news->header = g_strdup (catalogue->header);
  for (guint i = 0; i < catalogue->phrases->len; i++)
    if (safi_phrase_is_translated (catalogue->phrases->pdata[i]))
      take_phrase (catalogue->phrases->pdata[i], news, opened);
  if (taken == NULL)
    return g_steal_pointer (&news);
  merge (taken, news, opened->domain);
  return taken;
}

static SafiPoFaultKind
keep_opened (const SafiCatalogue *catalogue, SafiOpenedWords *opened)
{
  g_autoptr (SafiCatalogue) kept = NULL;

  opened->language = safi_catalogue_find_field (catalogue->header, "Language");
  if (!can_be_spoken (opened->language))
    return SAFI_PO_NO_LANGUAGE;
  opened->domain = find_domain (catalogue);
  if (opened->domain == NULL)
    return SAFI_PO_FOREIGN;
  kept = take_known (catalogue, opened);
  return safi_own_words_keep (opened->language, opened->domain, kept);
}

gboolean
safi_own_words_open (GBytes *octets, SafiOpenedWords *ret_opened, SafiPoFault *ret_fault)
{
  g_auto (SafiOpenedWords) opened = { 0 };
  g_autoptr (SafiCatalogue) catalogue = safi_po_read (octets, FALSE, ret_fault);

  if (catalogue == NULL)
    return FALSE;
  ret_fault->kind = keep_opened (catalogue, &opened);
  if (ret_fault->kind != SAFI_PO_FINE)
    return FALSE;
  *ret_opened = opened;
  opened.language = NULL;
  return TRUE;
}

/* gettext keeps a file that it has read under the file's name for as long as the program runs; so
 * each time it gets a new name. It can be made again: nobody waits for the disk. */
static gboolean
compile (const char *language, const char *domain, const char *folder)
{
  g_autoptr (SafiCatalogue) own = safi_own_words_load (language, domain);
  g_autoptr (SafiCatalogue) all = NULL;
  g_autoptr (GBytes) octets = NULL;
  g_autofree char *name = g_strconcat (domain, ".mo", NULL);
  g_autofree char *path = g_build_filename (folder, language, "LC_MESSAGES", name, NULL);

  if (own == NULL)
    return FALSE;
  all = put_before_installed (own, language, domain);
  octets = safi_mo_write (all);
  return write_file (path, octets, G_FILE_SET_CONTENTS_NONE);
}

gboolean
safi_own_words_use (const char *language)
{
  static guint n_uses = 0;
  g_autofree char *number = g_strdup_printf ("%u", ++n_uses);
  g_autofree char *folder = NULL;
  gboolean is_used = TRUE;

  if (mo_folder == NULL)
    return TRUE;
  remove_tree (mo_folder); /* what is still in use stays in memory */
  folder = g_build_filename (mo_folder, number, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (domains); i++) {
    const gboolean has_own = safi_own_words_has (language, domains[i]);
    const gboolean is_compiled = has_own && compile (language, domains[i], folder);

    is_used &= is_compiled || !has_own;
    bindtextdomain (domains[i], is_compiled ? folder : safi_words_get_catalogue_dir ());
  }
  return is_used;
}
