/* SPDX-FileCopyrightText: The Safibox contributors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "awareness/tips/safi-tip.h"
#include "filter/safi-filter.h"

typedef void (*FindingFunc) (const SafiCheck *check, const SafiFinding *finding);

static void
foreach_finding (FindingFunc func)
{
  guint n_checks;
  const SafiCheck *const *checks = safi_filter_list_checks (&n_checks);

  for (guint i = 0; i < n_checks; i++)
    for (guint k = 0; k < checks[i]->n_findings; k++)
      func (checks[i], &checks[i]->findings[k]);
}

static void
check_code_cb (const SafiCheck *check, const SafiFinding *finding)
{
  const gsize length = strlen (check->name);

  g_assert_true (g_str_has_prefix (finding->code, check->name));
  g_assert_cmpint (finding->code[length], ==, '.');
  /* The first of that code is this one: codes are unique. */
  g_assert_true (safi_filter_lookup (finding->code) == finding);
}

static void
check_words_cb (const SafiCheck *check, const SafiFinding *finding)
{
  g_assert_true (g_str_has_suffix (finding->title, "."));
  g_assert_true (g_str_has_suffix (finding->advice, "."));
}

static void
check_tip_cb (const SafiCheck *check, const SafiFinding *finding)
{
  if (safi_tip_lookup (finding->tip) == NULL)
    g_error ("%s names the tip %s, which is not there", finding->code, finding->tip);
  if (!g_ptr_array_find_with_equal_func (safi_tip_lookup (finding->tip)->codes, finding->code,
                                         g_str_equal, NULL))
    g_error ("the tip %s does not name %s", finding->tip, finding->code);
}

static void
every_code_of_a_tip_is_a_finding (void)
{
  GPtrArray *tips = safi_tip_list ();

  for (guint i = 0; i < tips->len; i++) {
    const SafiTip *tip = g_ptr_array_index (tips, i);

    for (guint k = 0; k < tip->codes->len; k++)
      if (safi_filter_lookup (g_ptr_array_index (tip->codes, k)) == NULL)
        g_error ("%s names %s, which cannot be found", tip->id,
                 (char *) g_ptr_array_index (tip->codes, k));
  }
}

static void
check_weight_cb (const SafiCheck *check, const SafiFinding *finding)
{
  g_assert_cmpfloat (fabs (finding->weight), <=, safi_group_get_limit (check->group));
}

static void
codes_are_unique_and_carry_the_checks_name (void)
{
  foreach_finding (check_code_cb);
}

static void
every_finding_has_words (void)
{
  foreach_finding (check_words_cb);
}

static void
every_finding_names_a_tip (void)
{
  foreach_finding (check_tip_cb);
}

static void
no_finding_weighs_more_than_its_group (void)
{
  foreach_finding (check_weight_cb);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/findings/codes-are-unique-and-carry-the-checks-name",
                   codes_are_unique_and_carry_the_checks_name);
  g_test_add_func ("/findings/every-finding-has-words", every_finding_has_words);
  g_test_add_func ("/findings/every-finding-names-a-tip", every_finding_names_a_tip);
  g_test_add_func ("/findings/every-code-of-a-tip-is-a-finding", every_code_of_a_tip_is_a_finding);
  g_test_add_func ("/findings/no-finding-weighs-more-than-its-group",
                   no_finding_weighs_more_than_its_group);
  return g_test_run ();
}
