/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "awareness/pack/safi-pack-signature.h"

#include <string.h>

#include <glib/gi18n-lib.h>

/* Nothing else that is ever signed begins so: a seal of a pack is one of nothing else. */
#define STATEMENT_HEAD "safibox-pack-signature 1\n"
#define KEY_LINE "format=1\nkey="
#define SEAL_LINE "\nsignature="

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(SafiPackFile *const *) a)->name, (*(SafiPackFile *const *) b)->name);
}

/* What is signed: a line for each file in the order of the octets of their names, however the pack
 * is packed. No name holds an end of line (safi_pack_files_check()). Returns: (transfer full). */
static char *
make_statement (const SafiPackFiles *files)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_copy (files->files, NULL, NULL);
  GString *statement = g_string_new (STATEMENT_HEAD);

  g_ptr_array_set_free_func (sorted, NULL);
  g_ptr_array_sort (sorted, compare_names);
  for (guint i = 0; i < sorted->len; i++) {
    const SafiPackFile *file = sorted->pdata[i];
    g_autofree char *sum = NULL;

    if (g_str_equal (file->name, SAFI_PACK_SIGNATURE))
      continue;
    sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, file->octets);
    g_string_append_printf (statement, "%s %" G_GSIZE_FORMAT " %s\n", sum,
                            g_bytes_get_size (file->octets), file->name);
  }
  return g_string_free (statement, FALSE);
}

/* Returns: (transfer full): what the file of a signature holds. */
static char *
make_text (const guint8 *public_key, const guint8 *seal)
{
  g_autofree char *key = g_base64_encode (public_key, SAFI_PACK_PUBLIC_OCTETS);
  g_autofree char *signature = g_base64_encode (seal, SAFI_PACK_SEAL_OCTETS);

  return g_strconcat (KEY_LINE, key, SEAL_LINE, signature, "\n", NULL);
}

/* @end: the octet behind the last. FALSE: they are not @length octets. */
static gboolean
read_base64 (const char *start, const char *end, guint8 *ret_octets, gsize length)
{
  g_autofree char *text = g_strndup (start, (gsize) (end - start));
  gsize n_read;
  g_autofree guchar *octets = g_base64_decode (text, &n_read);

  if (n_read != length)
    return FALSE;
  memcpy (ret_octets, octets, length);
  return TRUE;
}

/* There is one text for a key and a seal. Whatever else stands there would be signed by nobody. */
static gboolean
read_text (GBytes *octets, guint8 *ret_public, guint8 *ret_seal)
{
  g_autofree char *text = NULL;
  g_autofree char *same = NULL;
  const char *key = NULL, *middle = NULL;

  if (g_bytes_get_size (octets) != SAFI_PACK_SIGNATURE_OCTETS)
    return FALSE;
  text = g_strndup (g_bytes_get_data (octets, NULL), SAFI_PACK_SIGNATURE_OCTETS);
  if (g_str_has_prefix (text, KEY_LINE)) {
    key = text + strlen (KEY_LINE);
    middle = strstr (key, SEAL_LINE);
  }
  if (middle == NULL || !read_base64 (key, middle, ret_public, SAFI_PACK_PUBLIC_OCTETS) ||
      !read_base64 (middle + strlen (SEAL_LINE), text + strlen (text), ret_seal,
                    SAFI_PACK_SEAL_OCTETS))
    return FALSE;
  same = make_text (ret_public, ret_seal);
  return g_str_equal (text, same);
}

static gboolean
tell_not_allowed (GPtrArray *faults)
{
  return safi_pack_faults_add (
      faults, SAFI_PACK_SIGNATURE, 0,
      /* Translators: rules that an administrator made for a computer. */
      N_ ("The rules of this computer do not allow this kind of signature. Use another computer, or "
          "a pack that nobody signed."),
      NULL, NULL);
}

gboolean
safi_pack_signature_read (const SafiPackFiles *files, char **ret_signer, GPtrArray *faults)
{
  GBytes *octets = safi_pack_files_find (files, SAFI_PACK_SIGNATURE);
  guint8 public_key[SAFI_PACK_PUBLIC_OCTETS], seal[SAFI_PACK_SEAL_OCTETS];
  g_autofree char *statement = NULL;

  if (octets == NULL) {
    *ret_signer = NULL;
    return TRUE;
  }
  if (!safi_pack_key_is_allowed ())
    return tell_not_allowed (faults);
  if (!read_text (octets, public_key, seal))
    return safi_pack_faults_add (
        faults, SAFI_PACK_SIGNATURE, 0,
        N_ ("This is no signature. Get the pack once more. If it is yours, sign it anew."), NULL,
        NULL);
  statement = make_statement (files);
  if (!safi_pack_key_verify (public_key, statement, seal))
    return safi_pack_faults_add (
        faults, SAFI_PACK_SIGNATURE, 0,
        N_ ("The pack was changed after it was signed. Get it once more from whoever signed it. If "
            "it is yours, sign it anew."),
        NULL, NULL);
  *ret_signer = safi_pack_key_tell_digits (public_key);
  return TRUE;
}

gboolean
safi_pack_signature_write (SafiPackFiles *files, const SafiPackKey *key, GPtrArray *faults)
{
  g_autofree char *statement = make_statement (files);
  guint8 seal[SAFI_PACK_SEAL_OCTETS];
  g_autofree char *text = NULL;
  g_autoptr (GBytes) octets = NULL;

  if (!safi_pack_key_is_allowed () || !safi_pack_key_sign (key, statement, seal))
    return tell_not_allowed (faults);
  text = make_text (safi_pack_key_get_public (key), seal);
  octets = g_bytes_new (text, strlen (text));
  return safi_pack_files_put (files, SAFI_PACK_SIGNATURE, octets, faults);
}
