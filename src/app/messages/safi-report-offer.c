/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/messages/safi-report-offer.h"

#include "app/messages/safi-report-window.h"

struct _SafiReportOffer {
  AdwPreferencesGroup parent_instance;

  SafiEngine *engine; /* (nullable) */
  SafiJudged *judged; /* (nullable) */
  SafiReported reported;
};

G_DEFINE_FINAL_TYPE (SafiReportOffer, safi_report_offer, ADW_TYPE_PREFERENCES_GROUP)

static void
report_activated_cb (SafiReportOffer *self)
{
  SafiReported reported = self->reported;

  if (self->judged != NULL) {
    reported.judged = self->judged->id;
    reported.account = (char *) safi_message_ref_get_account (self->judged->ref);
  }
  safi_report_window_present (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), &reported);
}

static void
safi_report_offer_dispose (GObject *object)
{
  SafiReportOffer *self = SAFI_REPORT_OFFER (object);

  safi_reported_clear (&self->reported);
  g_clear_object (&self->engine);
  g_clear_pointer (&self->judged, safi_judged_unref);
  G_OBJECT_CLASS (safi_report_offer_parent_class)->dispose (object);
}

static void
safi_report_offer_class_init (SafiReportOfferClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = safi_report_offer_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/safibox/Safibox/safi-report-offer.ui");
  gtk_widget_class_bind_template_callback (widget_class, report_activated_cb);
}

static void
safi_report_offer_init (SafiReportOffer *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* The person's word goes before that of Safibox. */
static void
show_if_junk (SafiReportOffer *self)
{
  const SafiReported *reported = &self->reported;
  gboolean is_junk = reported->message != NULL &&
                     safi_verdict_get_decision (reported->verdict) == SAFI_DECISION_JUNK;

  if (reported->message != NULL && self->judged != NULL && self->judged->is_taught)
    is_junk = self->judged->taught_class == SAFI_CLASS_JUNK;
  gtk_widget_set_visible (GTK_WIDGET (self), is_junk);
}

void
safi_report_offer_set_engine (SafiReportOffer *self, SafiEngine *engine)
{
  g_set_object (&self->engine, engine);
}

void
safi_report_offer_set_judged (SafiReportOffer *self, SafiJudged *judged)
{
  if (judged != NULL)
    safi_judged_ref (judged);
  g_clear_pointer (&self->judged, safi_judged_unref);
  self->judged = judged;
  show_if_junk (self);
}

void
safi_report_offer_hide (SafiReportOffer *self)
{
  safi_reported_clear (&self->reported);
  show_if_junk (self);
}

void
safi_report_offer_show (SafiReportOffer *self,
                        SafiVerdict *verdict,
                        SafiMessage *message,
                        SafiAuthResult *auth)
{
  const SafiReported reported = {
    .engine = self->engine, .verdict = verdict, .message = message, .auth = auth
  };

  safi_reported_copy (&self->reported, &reported);
  show_if_junk (self);
}
