/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "filter/model/safi-calibration.h"

#include <math.h>

/* The prior's precision: it is worth as much as some dozens of messages near the border. */
#define ALPHA_PRECISION 16.0
#define BETA_PRECISION 8.0

/* People correct errors and let the rest be, so their history can be one of errors alone, in which
 * a higher sum would mean less junk. Further than this it is not believed. */
#define ALPHA_MIN 0.4
#define ALPHA_MAX 2.0
#define BETA_MAX 2.0 /* nats, in either direction */

#define ITERATIONS_MAX 50
#define HALVINGS_MAX 30
#define GRADIENT_ENOUGH 1e-6

/* Second-order picture of the loss at one point. */
typedef struct {
  double loss; /* minus the log of the posterior, without constants */
  double gradient[2];
  double hessian[3]; /* alpha alpha, alpha beta, beta beta */
} Picture;

/* ln (1 + e^x) without overflow. */
static double
softplus (double x)
{
  return x > 0 ? x + log1p (exp (-x)) : log1p (exp (x));
}

static void
add_scores (Picture *picture, const SafiCalibration *at, GArray *scores, gboolean is_junk)
{
  for (guint i = 0; i < scores->len; i++) {
    const double score = g_array_index (scores, double, i);
    const double nats = at->alpha * score + at->beta;
    const double p = 1 / (1 + exp (-nats));
    const double error = p - is_junk;

    picture->loss += softplus (is_junk ? -nats : nats);
    picture->gradient[0] += error * score;
    picture->gradient[1] += error;
    picture->hessian[0] += p * (1 - p) * score * score;
    picture->hessian[1] += p * (1 - p) * score;
    picture->hessian[2] += p * (1 - p);
  }
}

static Picture
look (const SafiCalibration *at, GArray *good_scores, GArray *junk_scores)
{
  const double off = at->alpha - 1;
  Picture picture = {
    .loss = (ALPHA_PRECISION * off * off + BETA_PRECISION * at->beta * at->beta) / 2,
    .gradient = { ALPHA_PRECISION * off, BETA_PRECISION * at->beta },
    .hessian = { ALPHA_PRECISION, 0, BETA_PRECISION },
  };

  add_scores (&picture, at, good_scores, FALSE);
  add_scores (&picture, at, junk_scores, TRUE);
  return picture;
}

/* Newton's step; the prior keeps the matrix positive definite. */
static SafiCalibration
make_step (const Picture *picture)
{
  const double *g = picture->gradient;
  const double *h = picture->hessian;
  const double determinant = h[0] * h[2] - h[1] * h[1];

  return (SafiCalibration){ .alpha = -(h[2] * g[0] - h[1] * g[1]) / determinant,
                            .beta = -(h[0] * g[1] - h[1] * g[0]) / determinant };
}

/* Halves the step until the loss falls by a fair share of what the slope promises. */
static gboolean
descend (SafiCalibration *at, Picture *picture, GArray *good_scores, GArray *junk_scores)
{
  const SafiCalibration step = make_step (picture);
  const double slope = picture->gradient[0] * step.alpha + picture->gradient[1] * step.beta;
  double length = 1;

  for (guint i = 0; i < HALVINGS_MAX; i++, length /= 2) {
    const SafiCalibration next = { at->alpha + length * step.alpha, at->beta + length * step.beta };
    const Picture there = look (&next, good_scores, junk_scores);

    if (there.loss > picture->loss + 1e-4 * length * slope)
      continue;
    *at = next;
    *picture = there;
    return TRUE;
  }
  return FALSE;
}

SafiCalibration
safi_calibration_fit (GArray *good_scores, GArray *junk_scores)
{
  SafiCalibration at = { 1, 0 };
  Picture picture;

  if (good_scores->len == 0 || junk_scores->len == 0)
    return at;
  picture = look (&at, good_scores, junk_scores);
  for (guint i = 0;
       i < ITERATIONS_MAX && hypot (picture.gradient[0], picture.gradient[1]) > GRADIENT_ENOUGH;
       i++)
    if (!descend (&at, &picture, good_scores, junk_scores))
      break;
  return (SafiCalibration){ .alpha = CLAMP (at.alpha, ALPHA_MIN, ALPHA_MAX),
                            .beta = CLAMP (at.beta, -BETA_MAX, BETA_MAX) };
}

double
safi_calibration_apply (const SafiCalibration *self, double log_odds)
{
  return 1 / (1 + exp (-(self->alpha * log_odds + self->beta)));
}
