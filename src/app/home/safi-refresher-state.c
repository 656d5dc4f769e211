/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/home/safi-refresher-state.h"

#include "app/learn/safi-practice-view.h"
#include "awareness/practice/safi-practice-round.h"
#include "awareness/tips/safi-tip.h"
#include "words/safi-words.h"

#define REASONS_MAX 3          /* as beside a message */
#define LOOK_SECONDS (60 * 60) /* between two looks at the clock */

struct _SafiRefresherState {
  GObject parent_instance;

  GSettings *settings;
  guint timer;
};

enum {
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SafiRefresherState, safi_refresher_state, G_TYPE_OBJECT)

static gint64
get_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static void
emit_changed (SafiRefresherState *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* Returns: (nullable) (transfer none): the kind of scam that one can practise with. */
static const char *
find_kind (SafiVerdict *verdict)
{
  g_autoptr (GPtrArray) reasons = safi_words_pick_reasons (verdict, REASONS_MAX);

  for (guint i = 0; i < reasons->len; i++) {
    const SafiFinding *finding = safi_evidence_get_finding (g_ptr_array_index (reasons, i));
    const SafiTip *tip = finding->tip != NULL ? safi_tip_lookup (finding->tip) : NULL;

    if (tip != NULL && safi_practice_has_kind (tip->theme))
      return tip->theme;
  }
  return NULL;
}

/* FALSE if it was there. */
static gboolean
remember_kind (SafiRefresherState *self, const char *kind)
{
  g_auto (GStrv) kinds = g_settings_get_strv (self->settings, "scam-kinds");
  g_autoptr (GStrvBuilder) builder = NULL;
  g_auto (GStrv) more = NULL;

  if (g_strv_contains ((const char *const *) kinds, kind))
    return FALSE;
  builder = g_strv_builder_new ();
  g_strv_builder_addv (builder, (const char **) kinds);
  g_strv_builder_add (builder, kind);
  more = g_strv_builder_end (builder);
  g_settings_set_strv (self->settings, "scam-kinds", (const char *const *) more);
  return TRUE;
}

static gboolean
is_own_mail (SafiEngine *engine, SafiJudged *judged)
{
  SafiAccountState *state =
      safi_engine_find_account (engine, safi_message_ref_get_account (judged->ref));

  return state != NULL &&
         safi_account_get_kind (safi_account_state_get_account (state)) == SAFI_ACCOUNT_IMAP;
}

/* What comes in the first hour is mail that was there before Safibox: none of it is news. */
static void
judged_cb (SafiEngine *engine, SafiJudged *judged, gpointer user_data)
{
  SafiRefresherState *self = user_data;
  const gint64 used = get_now () - g_settings_get_int64 (self->settings, "first-used");
  const char *kind;

  if (safi_verdict_get_decision (judged->verdict) != SAFI_DECISION_JUNK ||
      !is_own_mail (engine, judged))
    return;
  kind = find_kind (judged->verdict);
  if (kind == NULL || !remember_kind (self, kind) || used < SAFI_REFRESHER_QUIET_SECONDS)
    return;
  g_settings_set_string (self->settings, "new-scam-kind", kind);
  emit_changed (self);
}

static gboolean
look_cb (gpointer user_data)
{
  emit_changed (user_data);
  return G_SOURCE_CONTINUE;
}

static void
safi_refresher_state_finalize (GObject *object)
{
  SafiRefresherState *self = SAFI_REFRESHER_STATE (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (safi_refresher_state_parent_class)->finalize (object);
}

static void
safi_refresher_state_class_init (SafiRefresherStateClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = safi_refresher_state_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
safi_refresher_state_init (SafiRefresherState *self)
{
}

SafiRefresherState *
safi_refresher_state_new (GSettings *settings)
{
  SafiRefresherState *self = g_object_new (SAFI_TYPE_REFRESHER_STATE, NULL);
  const gint64 first_used = g_settings_get_int64 (settings, "first-used");

  self->settings = g_object_ref (settings);
  if (first_used <= 0 || first_used > get_now ())
    g_settings_set_int64 (settings, "first-used", get_now ());
  g_signal_connect_object (settings, "changed::practice-scores", G_CALLBACK (emit_changed), self,
                           G_CONNECT_SWAPPED);
  self->timer = g_timeout_add_seconds (LOOK_SECONDS, look_cb, self);
  return self;
}

void
safi_refresher_state_watch (SafiRefresherState *self, SafiEngine *engine)
{
  g_signal_connect_object (engine, "judged", G_CALLBACK (judged_cb), self, 0);
}

SafiRefresher
safi_refresher_state_get (SafiRefresherState *self, char **kind)
{
  g_autoptr (SafiPracticeRecord) record = safi_practice_view_read_record (self->settings);
  g_autofree char *new_kind = g_settings_get_string (self->settings, "new-scam-kind");
  const SafiRefresherFacts facts = {
    .first_used = g_settings_get_int64 (self->settings, "first-used"),
    .last_round = safi_practice_record_sum (record, 1).time,
    .last_prompt = g_settings_get_int64 (self->settings, "practice-asked"),
    .put_away = g_settings_get_boolean (self->settings, "practice-put-off"),
    .has_new_kind = new_kind[0] != '\0' && safi_practice_has_kind (new_kind),
  };

  *kind = g_steal_pointer (&new_kind);
  return safi_refresher_choose (&facts, get_now ());
}

void
safi_refresher_state_settle (SafiRefresherState *self, gboolean put_off)
{
  g_settings_set_int64 (self->settings, "practice-asked", get_now ());
  g_settings_set_boolean (self->settings, "practice-put-off", put_off);
  g_settings_reset (self->settings, "new-scam-kind");
  emit_changed (self);
}
