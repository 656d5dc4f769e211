/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/messages/safi-evidence-blob.h"

#include <glib/gi18n-lib.h>

#include "core/base/safi-error.h"
#include "store/safi-little-endian.h"

/* code, weight, spot (type, start, length, index, header), arguments (type, value); always
 * little-endian. Strings of the message are octets: a header's name may be cut inside a character.
 */
#define ROW_TYPE "(sdyuuuaya(yay))"
#define BLOB_TYPE "a" ROW_TYPE

static const SafiFinding retired = {
  "store.retired",
  0,
  N_ ("A reason that this version of Safibox does not know any more"),
  N_ ("Judge the message again to see today's reasons."),
  "",
};

static const SafiFinding forgotten = {
  "store.forgotten",
  0,
  N_ ("Safibox has forgotten the details; it keeps them for 90 days"),
  N_ ("Open the message in your mail program if you need to see it again."),
  "",
};

static const SafiFinding *
find_finding (const char *code, SafiFindingLookup lookup)
{
  const SafiFinding *finding = NULL;

  if (g_str_equal (code, forgotten.code))
    return &forgotten;
  if (lookup != NULL)
    finding = lookup (code);
  return finding != NULL ? finding : &retired;
}

static void
add_row (GVariantBuilder *builder, SafiEvidence *row)
{
  const SafiSpot *spot = safi_evidence_get_spot (row);

  g_variant_builder_open (builder, G_VARIANT_TYPE (ROW_TYPE));
  g_variant_builder_add (builder, "s", safi_evidence_get_finding (row)->code);
  g_variant_builder_add (builder, "d", safi_evidence_get_weight (row));
  g_variant_builder_add (builder, "y", (guchar) spot->type);
  g_variant_builder_add (builder, "u", spot->start);
  g_variant_builder_add (builder, "u", spot->length);
  g_variant_builder_add (builder, "u", spot->index);
  g_variant_builder_add (builder, "^ay", spot->header);
  g_variant_builder_open (builder, G_VARIANT_TYPE ("a(yay)"));
  for (guint i = 0; i < safi_evidence_get_n_args (row); i++)
    g_variant_builder_add (builder, "(y^ay)", (guchar) safi_evidence_get_arg_type (row, i),
                           safi_evidence_get_arg (row, i));
  g_variant_builder_close (builder);
  g_variant_builder_close (builder);
}

GBytes *
safi_evidence_blob_write (GPtrArray *evidence)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE (BLOB_TYPE));
  g_autoptr (GVariant) native = NULL;
  g_autoptr (GVariant) stored = NULL;

  for (guint i = 0; i < evidence->len; i++)
    add_row (&builder, evidence->pdata[i]);
  native = g_variant_ref_sink (g_variant_builder_end (&builder));
  stored = safi_variant_to_little_endian (native);
  return g_variant_get_data_as_bytes (stored);
}

static void
set_spot (SafiEvidence *row, const SafiSpot *spot, const char *header)
{
  switch (spot->type) {
  case SAFI_SPOT_HEADER:
    safi_evidence_set_spot_header (row, header);
    break;
  case SAFI_SPOT_TEXT:
    safi_evidence_set_spot_text (row, spot->start, spot->length);
    break;
  case SAFI_SPOT_LINK:
    safi_evidence_set_spot_link (row, spot->index);
    break;
  case SAFI_SPOT_ATTACHMENT:
    safi_evidence_set_spot_attachment (row, spot->index);
    break;
  case SAFI_SPOT_NONE:
  default:
    break;
  }
}

static SafiEvidence *
read_row (GVariant *variant, SafiFindingLookup lookup)
{
  g_autoptr (GVariant) args = NULL;
  const char *code, *header;
  double weight;
  guchar type;
  SafiSpot spot = { .type = SAFI_SPOT_NONE };
  SafiEvidence *row;

  g_variant_get (variant, "(&sdyuuu^&ay@a(yay))", &code, &weight, &type, &spot.start, &spot.length,
                 &spot.index, &header, &args);
  row = safi_evidence_new (find_finding (code, lookup));
  safi_evidence_set_weight (row, weight);
  spot.type = (SafiSpotType) type;
  set_spot (row, &spot, header);
  for (gsize i = 0; i < MIN (g_variant_n_children (args), SAFI_EVIDENCE_ARGS_MAX); i++) {
    const char *value;

    g_variant_get_child (args, i, "(y^&ay)", &type, &value);
    safi_evidence_add_arg (row, (SafiArgType) MIN (type, SAFI_ARG_NUMBER), value);
  }
  return row;
}

GPtrArray *
safi_evidence_blob_read (gconstpointer data, gsize size, SafiFindingLookup lookup, GError **error)
{
  g_autoptr (GBytes) octets = g_bytes_new (data, size);
  g_autoptr (GVariant) stored =
      g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (BLOB_TYPE), octets, FALSE));
  g_autoptr (GVariant) native = safi_variant_to_little_endian (stored);
  g_autoptr (GPtrArray) evidence =
      g_ptr_array_new_with_free_func ((GDestroyNotify) safi_evidence_unref);

  if (!g_variant_is_normal_form (native)) {
    g_set_error_literal (error, SAFI_ERROR, SAFI_ERROR_STORE_CORRUPT, "evidence cannot be read");
    return NULL;
  }
  for (gsize i = 0; i < g_variant_n_children (native); i++) {
    g_autoptr (GVariant) child = g_variant_get_child_value (native, i);

    g_ptr_array_add (evidence, read_row (child, lookup));
  }
  return g_steal_pointer (&evidence);
}

GPtrArray *
safi_evidence_blob_forgotten (double log_odds)
{
  GPtrArray *evidence = g_ptr_array_new_with_free_func ((GDestroyNotify) safi_evidence_unref);
  SafiEvidence *row = safi_evidence_new (&forgotten);

  safi_evidence_set_weight (row, log_odds);
  g_ptr_array_add (evidence, row);
  return evidence;
}
