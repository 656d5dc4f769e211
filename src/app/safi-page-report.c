/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/safi-page-report.h"

#include <gtk/gtk.h>
#include <json-glib/json-glib.h>

static char *
name_widget (GtkWidget *widget)
{
  const char *id = gtk_buildable_get_buildable_id (GTK_BUILDABLE (widget));
  const char *type = G_OBJECT_TYPE_NAME (widget);

  /* The builder makes up names such as "___object_3___". */
  if (id == NULL || g_str_has_prefix (id, "___") || g_str_equal (id, type))
    return g_strdup (type);
  return g_strconcat (type, "#", id, NULL);
}

static char *
find_path (GtkWidget *widget)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);
  g_autofree char *above = parent != NULL ? find_path (parent) : NULL;
  g_autofree char *name = name_widget (widget);

  return above == NULL ? g_steal_pointer (&name) : g_strconcat (above, "/", name, NULL);
}

static void
add_member (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

/* How the lines of a label came out. */
static void
add_lines (JsonBuilder *builder, GtkLabel *label)
{
  PangoLayout *layout = gtk_label_get_layout (label);
  const char *text = pango_layout_get_text (layout);
  int n_letters;
  const PangoLogAttr *letters = pango_layout_get_log_attrs_readonly (layout, &n_letters);
  gboolean has_hyphen = FALSE, is_right = FALSE;

  json_builder_set_member_name (builder, "lines");
  json_builder_begin_array (builder);
  for (GSList *i = pango_layout_get_lines_readonly (layout); i != NULL; i = i->next) {
    const PangoLayoutLine *line = i->data;
    g_autofree char *words = g_strndup (text + line->start_index, (gsize) line->length);
    glong start = g_utf8_pointer_to_offset (text, text + line->start_index);

    json_builder_add_string_value (builder, words);
    has_hyphen |= !line->is_paragraph_start && letters[start].break_inserts_hyphen;
    is_right |= pango_layout_line_get_resolved_direction (i->data) == PANGO_DIRECTION_RTL;
  }
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "hyphen");
  json_builder_add_boolean_value (builder, has_hyphen);
  json_builder_set_member_name (builder, "right-to-left");
  json_builder_add_boolean_value (builder, is_right);
}

static void
add_text (JsonBuilder *builder, GtkWidget *widget, const char *kind, const char *text, gboolean cut)
{
  g_autofree char *path = NULL;

  if (text == NULL || text[0] == '\0')
    return;
  path = find_path (widget);
  json_builder_begin_object (builder);
  if (g_str_equal (kind, "label"))
    add_lines (builder, GTK_LABEL (widget));
  add_member (builder, "text", text);
  add_member (builder, "kind", kind);
  add_member (builder, "path", path);
  json_builder_set_member_name (builder, "cut");
  json_builder_add_boolean_value (builder, cut);
  json_builder_end_object (builder);
}

/* Whether a label was given less room than its words take. */
static gboolean
is_cut (GtkLabel *label)
{
  PangoLayout *layout = gtk_label_get_layout (label);
  int width, height;

  pango_layout_get_pixel_size (layout, &width, &height);
  return pango_layout_is_ellipsized (layout) || width > gtk_widget_get_width (GTK_WIDGET (label)) ||
         height > gtk_widget_get_height (GTK_WIDGET (label));
}

static void
add_own_texts (JsonBuilder *builder, GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    add_text (builder, widget, "label", gtk_label_get_text (GTK_LABEL (widget)),
              is_cut (GTK_LABEL (widget)));
  if (GTK_IS_TEXT (widget))
    add_text (builder, widget, "hint", gtk_text_get_placeholder_text (GTK_TEXT (widget)), FALSE);
  add_text (builder, widget, "tooltip", gtk_widget_get_tooltip_text (widget), FALSE);
}

static void
add_texts (JsonBuilder *builder, GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  add_own_texts (builder, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    add_texts (builder, child);
}

/* Returns: (transfer full) (nullable): the words of a widget without children that show them. */
static PangoLayout *
lay_out_words (GtkWidget *widget)
{
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  if (GTK_IS_LABEL (widget))
    return g_object_ref (gtk_label_get_layout (GTK_LABEL (widget)));
  if (GTK_IS_TEXT (widget)) {
    const char *typed = gtk_editable_get_text (GTK_EDITABLE (widget));

    return gtk_widget_create_pango_layout (
        widget, *typed != '\0' ? typed : gtk_text_get_placeholder_text (GTK_TEXT (widget)));
  }
  if (!GTK_IS_TEXT_VIEW (widget))
    return NULL;
  gtk_text_buffer_get_bounds (gtk_text_view_get_buffer (GTK_TEXT_VIEW (widget)), &start, &end);
  text = gtk_text_iter_get_visible_text (&start, &end);
  return gtk_widget_create_pango_layout (widget, text);
}

/* Words in which a box stands for a letter, because no font has it. */
static void
add_without_letters (JsonBuilder *builder, GtkWidget *widget)
{
  g_autoptr (PangoLayout) layout = NULL;

  if (!gtk_widget_get_mapped (widget))
    return;
  layout = lay_out_words (widget);
  if (layout != NULL && pango_layout_get_unknown_glyphs_count (layout) > 0)
    json_builder_add_string_value (builder, pango_layout_get_text (layout));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    add_without_letters (builder, child);
}

/* Of a field for long texts, which says nothing of its lines. */
static gboolean
may_put_hyphens (GtkTextView *view)
{
  GtkTextIter at;

  gtk_text_buffer_get_start_iter (gtk_text_view_get_buffer (view), &at);
  while (!gtk_text_iter_is_end (&at)) {
    g_autoptr (GSList) tags = gtk_text_iter_get_tags (&at);
    gboolean may_put = TRUE;

    for (GSList *i = tags; i != NULL; i = i->next) {
      gboolean is_set, inserts;

      g_object_get (i->data, "insert-hyphens-set", &is_set, "insert-hyphens", &inserts, NULL);
      may_put &= !is_set || inserts;
    }
    if (may_put)
      return TRUE;
    if (!gtk_text_iter_forward_to_tag_toggle (&at, NULL))
      return FALSE;
  }
  return FALSE;
}

static gboolean
has_hyphens (GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  if (GTK_IS_TEXT_VIEW (widget) && may_put_hyphens (GTK_TEXT_VIEW (widget)))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_hyphens (child))
      return TRUE;
  return FALSE;
}

static int
measure_width (GtkWidget *widget)
{
  int minimum;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  return minimum;
}

/* Returns: (nullable) (transfer none): the child that asks for most. */
static GtkWidget *
find_widest (GtkWidget *widget)
{
  GtkWidget *widest = NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_mapped (child) && !GTK_IS_NATIVE (child) &&
        (widest == NULL || measure_width (child) > measure_width (widest)))
      widest = child;
  return widest;
}

static void
add_widest (JsonBuilder *builder, GtkWidget *window)
{
  g_autoptr (GString) path = g_string_new (NULL);

  for (GtkWidget *i = window; i != NULL; i = find_widest (i)) {
    g_autofree char *name = name_widget (i);

    g_string_append_printf (path, "/%s %d", name, measure_width (i));
  }
  add_member (builder, "widest", path->str);
}

/* What stands in the window, without the frame that GTK draws where the desktop draws none. */
static int
measure_content (GtkWidget *window)
{
  GtkWidget *widest = find_widest (window);

  return widest != NULL ? measure_width (widest) : 0;
}

static void
add_window (JsonBuilder *builder, GtkWidget *window)
{
  const char *title = gtk_window_get_title (GTK_WINDOW (window));

  json_builder_begin_object (builder);
  add_member (builder, "title", title != NULL ? title : "");
  json_builder_set_member_name (builder, "width");
  json_builder_add_int_value (builder, gtk_widget_get_width (window));
  json_builder_set_member_name (builder, "minimum");
  json_builder_add_int_value (builder, measure_content (window));
  add_widest (builder, window);
  json_builder_set_member_name (builder, "hyphens");
  json_builder_add_boolean_value (builder, has_hyphens (window));
  json_builder_set_member_name (builder, "without-letters");
  json_builder_begin_array (builder);
  add_without_letters (builder, window);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "texts");
  json_builder_begin_array (builder);
  add_text (builder, window, "title", title, FALSE);
  add_texts (builder, window);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static char *
write_report (void)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  GListModel *windows = gtk_window_get_toplevels ();

  json_builder_begin_array (builder);
  for (guint i = g_list_model_get_n_items (windows); i > 0; i--) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i - 1);

    if (gtk_widget_get_mapped (window))
      add_window (builder, window);
  }
  json_builder_end_array (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

static void
report_pages_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autofree char *report = write_report ();
  g_autoptr (GError) error = NULL;

  if (!g_file_set_contents (g_variant_get_string (parameter, NULL), report, -1, &error))
    g_critical ("%s", error->message);
}

void
safi_page_report_offer (GActionMap *map)
{
  static const GActionEntry entries[] = {
    { "report-pages", report_pages_cb, "s", NULL, NULL, { 0 } },
  };

  g_action_map_add_action_entries (map, entries, G_N_ELEMENTS (entries), NULL);
}
