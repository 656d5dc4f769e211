/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/preferences/safi-data-group.h"

#include <glib/gi18n.h>

#include "app/common/safi-tasks.h"

struct _SafiDataGroup {
  AdwPreferencesGroup parent_instance;

  GtkSwitch *spare;
  GtkDropDown *limit;
  GtkWidget *at_limit_row;
  GtkSwitch *wait;

  SafiEngine *engine; /* NULL until everything is filled in */
  GArray *megabytes;  /* (element-type guint): what can be chosen, rising */
};

G_DEFINE_FINAL_TYPE (SafiDataGroup, safi_data_group, ADW_TYPE_PREFERENCES_GROUP)

static const guint usual[] = { 0, 1, 2, 5, 10, 20, 50, 100, 200 };

static void
change (SafiDataGroup *self, SafiPolicyChange set, guint value)
{
  if (self->engine != NULL)
    safi_tasks_change_policies (self->engine, set, GUINT_TO_POINTER (value));
}

static void
set_spare (SafiPolicy *policy, gpointer user_data)
{
  policy->spares_data = GPOINTER_TO_UINT (user_data) != 0;
}

static void
spare_switched_cb (SafiDataGroup *self)
{
  change (self, set_spare, gtk_switch_get_active (self->spare) ? 1 : 0);
}

static void
set_limit (SafiPolicy *policy, gpointer user_data)
{
  policy->day_megabytes = GPOINTER_TO_UINT (user_data);
}

static void
limit_selected_cb (SafiDataGroup *self)
{
  const guint chosen = gtk_drop_down_get_selected (self->limit);

  if (self->engine == NULL || chosen >= self->megabytes->len)
    return;
  gtk_widget_set_sensitive (self->at_limit_row, chosen > 0);
  change (self, set_limit, g_array_index (self->megabytes, guint, chosen));
}

static void
set_wait (SafiPolicy *policy, gpointer user_data)
{
  policy->waits_at_limit = GPOINTER_TO_UINT (user_data) != 0;
}

static void
wait_switched_cb (SafiDataGroup *self)
{
  change (self, set_wait, gtk_switch_get_active (self->wait) ? 1 : 0);
}

/* A limit that the command line chose stands among the usual ones. */
static guint
list_limits (GArray *megabytes, guint present)
{
  guint place = 0;

  for (guint i = 0; i < G_N_ELEMENTS (usual); i++) {
    const guint before = i > 0 ? usual[i - 1] : 0;

    if (present > before && present < usual[i])
      g_array_append_val (megabytes, present);
    g_array_append_val (megabytes, usual[i]);
  }
  if (present > usual[G_N_ELEMENTS (usual) - 1])
    g_array_append_val (megabytes, present);
  while (place < megabytes->len && g_array_index (megabytes, guint, place) != present)
    place++;
  return place;
}

static void
fill_limits (SafiDataGroup *self, guint present)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  const guint place = list_limits (self->megabytes, present);

  for (guint i = 0; i < self->megabytes->len; i++) {
    const guint megabytes = g_array_index (self->megabytes, guint, i);
    g_autofree char *size = g_format_size (megabytes * SAFI_POLICY_MEGABYTE);

    /* Translators: no limit of data for a day. */
    gtk_string_list_append (names, megabytes > 0 ? size : C_ ("data", "None"));
  }
  gtk_drop_down_set_model (self->limit, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->limit, place);
}

static void
safi_data_group_finalize (GObject *object)
{
  SafiDataGroup *self = SAFI_DATA_GROUP (object);

  g_clear_object (&self->engine);
  g_array_unref (self->megabytes);
  G_OBJECT_CLASS (safi_data_group_parent_class)->finalize (object);
}

static void
safi_data_group_class_init (SafiDataGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = safi_data_group_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/safibox/Safibox/safi-data-group.ui");
  gtk_widget_class_bind_template_child (widget_class, SafiDataGroup, spare);
  gtk_widget_class_bind_template_child (widget_class, SafiDataGroup, limit);
  gtk_widget_class_bind_template_child (widget_class, SafiDataGroup, at_limit_row);
  gtk_widget_class_bind_template_child (widget_class, SafiDataGroup, wait);
  gtk_widget_class_bind_template_callback (widget_class, spare_switched_cb);
  gtk_widget_class_bind_template_callback (widget_class, limit_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, wait_switched_cb);
}

static void
safi_data_group_init (SafiDataGroup *self)
{
  self->megabytes = g_array_new (FALSE, FALSE, sizeof (guint));
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
safi_data_group_set_engine (SafiDataGroup *self, SafiEngine *engine)
{
  g_autoptr (SafiAccountState) first = g_list_model_get_item (safi_engine_get_accounts (engine), 0);
  const SafiPolicy *policy;

  g_return_if_fail (self->engine == NULL);
  if (first == NULL)
    return;
  policy = safi_account_state_get_policy (first);
  gtk_switch_set_active (self->spare, policy->spares_data);
  gtk_switch_set_active (self->wait, policy->waits_at_limit);
  gtk_widget_set_sensitive (self->at_limit_row, policy->day_megabytes > 0);
  fill_limits (self, policy->day_megabytes);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  self->engine = g_object_ref (engine);
}
