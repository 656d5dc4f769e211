/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "awareness/practice/safi-practice-topic.h"

#define KINDS(...) ((const char *const[]){ __VA_ARGS__, NULL })

/* Kinds of scam, as an item's theme names them. */
static const struct {
  const char *word;
  const char *const *kinds; /* NULL: all */
  SafiAge age;
} topics[SAFI_N_TOPICS] = {
  [SAFI_TOPIC_MIXED] = { "mixed", NULL, SAFI_AGE_ADULT },
  [SAFI_TOPIC_SCHOOL] = { "school", NULL, SAFI_AGE_CHILD },
  [SAFI_TOPIC_SHOP] = { "shop",
                        KINDS ("boss-mail",
                               "grant",
                               "invoice-change",
                               "loan-app",
                               "malware-attachment",
                               "mobile-money",
                               "qr-code",
                               "tax-refund"),
                        SAFI_AGE_ADULT },
  [SAFI_TOPIC_MOBILE_MONEY] = { "mobile-money",
                                KINDS ("account-closing",
                                       "code-request",
                                       "loan-app",
                                       "lottery",
                                       "mobile-money",
                                       "ponzi",
                                       "recovery",
                                       "send-elsewhere",
                                       "sim-swap"),
                                SAFI_AGE_ADULT },
  [SAFI_TOPIC_JOBS] = { "jobs",
                        KINDS ("advance-fee",
                               "fake-job",
                               "fake-police",
                               "grant",
                               "investment",
                               "recovery",
                               "scholarship",
                               "task-job",
                               "visa"),
                        SAFI_AGE_ADULT },
  [SAFI_TOPIC_PHONE] = { "phone",
                         KINDS ("chat-takeover",
                                "code-request",
                                "fake-police",
                                "fake-support",
                                "parcel-fee",
                                "religious-appeal",
                                "romance",
                                "send-elsewhere",
                                "sim-swap"),
                         SAFI_AGE_ADULT },
  [SAFI_TOPIC_MAILBOX] = { "mailbox",
                           KINDS ("account-closing",
                                  "advance-fee",
                                  "charity",
                                  "inheritance",
                                  "mailbox-full",
                                  "malware-attachment",
                                  "parcel-fee",
                                  "sextortion",
                                  "tax-refund"),
                           SAFI_AGE_ADULT },
};

gboolean
safi_topic_has (SafiTopic topic, const SafiPracticeItem *item)
{
  const char *const *kinds = topics[topic].kinds;

  return item->age <= topics[topic].age && (kinds == NULL || g_strv_contains (kinds, item->theme));
}

const char *
safi_topic_to_word (SafiTopic topic)
{
  return topics[topic].word;
}

gboolean
safi_topic_from_word (const char *word, SafiTopic *ret_topic)
{
  for (guint i = 0; i < SAFI_N_TOPICS; i++) {
    if (!g_str_equal (topics[i].word, word))
      continue;
    *ret_topic = (SafiTopic) i;
    return TRUE;
  }
  return FALSE;
}
