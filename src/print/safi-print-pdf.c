/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include <cairo-pdf.h>
#include <gio/gio.h>

#include "print/safi-print-private.h"

#define CATALOG "<< /Type /Catalog"
#define DIGITS_MAX 20 /* of a number */

static cairo_status_t
write_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* reproducible-builds.org/specs/source-date-epoch. Returns: (transfer full). */
static char *
say_time (void)
{
  const char *epoch = g_getenv ("SOURCE_DATE_EPOCH");
  gint64 seconds = 0;
  g_autoptr (GDateTime) time = NULL;

  if (epoch != NULL && g_ascii_string_to_signed (epoch, 10, 0, G_MAXINT32, &seconds, NULL))
    time = g_date_time_new_from_unix_utc (seconds);
  else
    time = g_date_time_new_now_utc ();
  return g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ");
}

/* Cairo writes the cross-references as text up to this version, which is what the naming of the
 * language reads. */
static void
describe (cairo_surface_t *surface, const SafiPrintDocument *self)
{
  g_autofree char *time = say_time ();

  cairo_pdf_surface_restrict_to_version (surface, CAIRO_PDF_VERSION_1_4);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, self->title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Safibox " SAFI_VERSION);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, time);
}

/* Returns: (nullable): behind the last @word in @octets, which hold zeros, too; it may be their
 * end.
 */
static const char *
find_last (const GByteArray *octets, const char *word)
{
  const gsize length = strlen (word);
  const guint8 *end = octets->data + octets->len;
  const guint8 *found = octets->data, *last = NULL;

  if (octets->len == 0)
    return NULL;
  while ((found = memmem (found, (gsize) (end - found), word, length)) != NULL)
    last = found += length;
  return (const char *) last;
}

/* Returns: FALSE if there is no number behind @word. */
static gboolean
read_number (const GByteArray *octets, const char *word, guint64 *ret)
{
  const char *text = find_last (octets, word);
  g_autofree char *digits = NULL;

  if (text == NULL)
    return FALSE;
  digits = g_strndup (text,
                      MIN (DIGITS_MAX, (gsize) ((const char *) octets->data + octets->len - text)));
  if (!g_ascii_isdigit (*digits))
    return FALSE;
  *ret = g_ascii_strtoull (digits, NULL, 10);
  return TRUE;
}

typedef struct {
  guint64 root, info, size, before;
  const char *catalog; /* behind CATALOG, in the octets */
  gsize catalog_length;
} Trailer;

static gboolean
read_trailer (const GByteArray *octets, Trailer *ret)
{
  g_autofree char *object = NULL;
  const char *end;

  if (!read_number (octets, "/Root ", &ret->root) || !read_number (octets, "/Info ", &ret->info) ||
      !read_number (octets, "/Size ", &ret->size) ||
      !read_number (octets, "startxref\n", &ret->before))
    return FALSE;
  object = g_strdup_printf ("\n%" G_GUINT64_FORMAT " 0 obj\n" CATALOG, ret->root);
  ret->catalog = find_last (octets, object);
  if (ret->catalog == NULL)
    return FALSE;
  end = memmem (ret->catalog, (gsize) ((const char *) octets->data + octets->len - ret->catalog),
                "endobj", strlen ("endobj"));
  ret->catalog_length = end != NULL ? (gsize) (end - ret->catalog) : 0;
  return end != NULL;
}

/* ISO 32000-1, 7.5.6: what is appended takes the place of what stood before. */
gboolean
safi_print_pdf_name_language (GByteArray *octets,
                              const char *language,
                              gboolean is_rtl,
                              GError **error)
{
  const gsize place = octets->len;
  g_autoptr (GString) update = g_string_new (NULL);
  Trailer trailer;
  gsize table;

  if (!read_trailer (octets, &trailer)) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "not a PDF as cairo writes it");
    return FALSE;
  }
  g_string_append_printf (update,
                          "%" G_GUINT64_FORMAT " 0 obj\n" CATALOG "\n   /Lang (%s)\n"
                          "   /ViewerPreferences << /DisplayDocTitle true /Direction /%s >>",
                          trailer.root, language, is_rtl ? "R2L" : "L2R");
  g_string_append_len (update, trailer.catalog, (gssize) trailer.catalog_length);
  g_string_append (update, "endobj\n");
  table = place + update->len;
  g_string_append_printf (update,
                          "xref\n%" G_GUINT64_FORMAT " 1\n%010" G_GSIZE_FORMAT " 00000 n \n"
                          "trailer\n<< /Size %" G_GUINT64_FORMAT " /Root %" G_GUINT64_FORMAT
                          " 0 R /Info %" G_GUINT64_FORMAT " 0 R /Prev %" G_GUINT64_FORMAT
                          " >>\nstartxref\n%" G_GSIZE_FORMAT "\n%%%%EOF\n",
                          trailer.root, place, trailer.size, trailer.root, trailer.info,
                          trailer.before, table);
  g_byte_array_append (octets, (const guint8 *) update->str, (guint) update->len);
  return TRUE;
}

static cairo_status_t
draw_all (const SafiPrintDocument *self, cairo_surface_t *surface)
{
  cairo_t *cairo = cairo_create (surface);
  cairo_status_t status;

  for (guint page = 0; page < self->pages->len; page++) {
    safi_print_document_draw (self, page, cairo);
    cairo_show_page (cairo);
  }
  status = cairo_status (cairo);
  cairo_destroy (cairo);
  cairo_surface_finish (surface);
  return status != CAIRO_STATUS_SUCCESS ? status : cairo_surface_status (surface);
}

GBytes *
safi_print_document_to_pdf (const SafiPrintDocument *self, GError **error)
{
  g_autoptr (GByteArray) octets = g_byte_array_new ();
  cairo_surface_t *surface =
      cairo_pdf_surface_create_for_stream (write_cb, octets, SAFI_PRINT_WIDTH, SAFI_PRINT_HEIGHT);
  cairo_status_t status;

  describe (surface, self);
  status = draw_all (self, surface);
  cairo_surface_destroy (surface);
  if (status != CAIRO_STATUS_SUCCESS) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, cairo_status_to_string (status));
    return NULL;
  }
  if (!safi_print_pdf_name_language (octets, self->language, self->is_rtl, error))
    return NULL;
  return g_byte_array_free_to_bytes (g_steal_pointer (&octets));
}
