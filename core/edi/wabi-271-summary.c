// SPDX-License-Identifier: AGPL-3.0-or-later
// The few figures of an answer on coverage that a front desk asks for.

#include "wabi-271.h"

#include <string.h>

static gboolean
is_aba_code (const char *code)
{
  return code != NULL
         && (g_str_has_prefix (code, "9715") || strcmp (code, "0362T") == 0 || strcmp (code, "0373T") == 0);
}

static guint
rank_type (const char *type)
{
  static const struct
  {
    const char *type;
    guint rank;
  } ranks[] = { { "MH", 6 }, { "CF", 5 }, { "A6", 4 }, { "A8", 4 }, { "30", 2 } };

  for (guint i = 0; i < G_N_ELEMENTS (ranks); i++)
    if (strcmp (ranks[i].type, type) == 0)
      return ranks[i].rank;
  return 0;
}

// How well a benefit fits the services of a clinic; 0 when it is about something else.
static guint
rank_benefit (const WabiBenefit *benefit)
{
  guint rank = 0;

  if (benefit->procedure.code != NULL)
    rank = is_aba_code (benefit->procedure.code) ? 8 : 0;
  else if (benefit->n_types == 0)
    rank = 1;
  for (guint i = 0; i < benefit->n_types; i++)
    rank = MAX (rank, rank_type (benefit->types[i]));
  return rank == 0 ? 0 : rank + (benefit->network == 'N' ? 0 : 16);
}

static gboolean
info_is (const WabiBenefit *benefit, const char *codes)
{
  return benefit->info != NULL && strlen (benefit->info) == 1 && strchr (codes, benefit->info[0]) != NULL;
}

static gboolean
period_is (const WabiBenefit *benefit, const char *period)
{
  return g_strcmp0 (benefit->period, period) == 0;
}

static gboolean
is_family (const WabiBenefit *benefit)
{
  return g_strcmp0 (benefit->coverage, "FAM") == 0;
}

typedef gboolean (*Fits) (const WabiBenefit *benefit);

static const WabiBenefit *
find_best (const WabiBenefitAnswer *answer, Fits fits)
{
  const WabiBenefit *best = NULL;
  guint best_rank = 0;

  for (guint i = 0; i < answer->n_benefits; i++)
    {
      const WabiBenefit *benefit = &answer->benefits[i];
      guint rank = rank_benefit (benefit);

      if (rank <= best_rank || !fits (benefit))
        continue;
      best = benefit;
      best_rank = rank;
    }
  return best;
}

static gboolean
is_state (const WabiBenefit *benefit)
{
  return info_is (benefit, "12345678");
}

static gboolean
is_copay (const WabiBenefit *benefit)
{
  return info_is (benefit, "B") && benefit->has_cents
         && (benefit->period == NULL || period_is (benefit, "27"));
}

static gboolean
is_coinsurance (const WabiBenefit *benefit)
{
  return info_is (benefit, "A") && benefit->has_percent;
}

// 24 is what was used so far; neither the whole nor what is left.
static gboolean
is_whole (const WabiBenefit *benefit)
{
  return benefit->has_cents && !period_is (benefit, "29") && !period_is (benefit, "24");
}

static gboolean
is_left (const WabiBenefit *benefit)
{
  return benefit->has_cents && period_is (benefit, "29");
}

static gboolean
is_deductible (const WabiBenefit *b)
{
  return info_is (b, "C") && is_whole (b) && !is_family (b);
}

static gboolean
is_deductible_left (const WabiBenefit *b)
{
  return info_is (b, "C") && is_left (b) && !is_family (b);
}

static gboolean
is_family_deductible (const WabiBenefit *b)
{
  return info_is (b, "C") && is_whole (b) && is_family (b);
}

static gboolean
is_family_deductible_left (const WabiBenefit *b)
{
  return info_is (b, "C") && is_left (b) && is_family (b);
}

static gboolean
is_out_of_pocket (const WabiBenefit *b)
{
  return info_is (b, "G") && is_whole (b) && !is_family (b);
}

static gboolean
is_out_of_pocket_left (const WabiBenefit *b)
{
  return info_is (b, "G") && is_left (b) && !is_family (b);
}

static gboolean
is_family_out_of_pocket (const WabiBenefit *b)
{
  return info_is (b, "G") && is_whole (b) && is_family (b);
}

static gboolean
is_family_out_of_pocket_left (const WabiBenefit *b)
{
  return info_is (b, "G") && is_left (b) && is_family (b);
}

static gboolean
tells_authorization (const WabiBenefit *benefit)
{
  return benefit->authorization == 'Y' || benefit->authorization == 'N';
}

static gint64
find_cents (const WabiBenefitAnswer *answer, Fits fits)
{
  const WabiBenefit *benefit = find_best (answer, fits);

  return benefit != NULL ? benefit->cents : -1;
}

// Periods are told by pairs of days, or by one range.
static void
find_period (const WabiX12Date *dates, guint n, WabiCoverage *coverage)
{
  static const struct
  {
    const char *from;
    const char *to;
  } pairs[] = { { "346", "347" }, { "356", "357" }, { "348", "349" }, { "291", "291" }, { "307", "307" } };

  for (guint i = 0; i < G_N_ELEMENTS (pairs) && coverage->from == NULL && coverage->to == NULL; i++)
    {
      const WabiX12Date *from = wabi_x12_find_date (dates, n, pairs[i].from);
      const WabiX12Date *to = wabi_x12_find_date (dates, n, pairs[i].to);

      // A single day under 291 or 307 is the day that was asked about.
      if (from != NULL && from == to && g_strcmp0 (from->from, from->to) == 0)
        continue;
      coverage->from = from != NULL ? from->from : NULL;
      coverage->to = to != NULL ? to->to : NULL;
    }
}

static const char *
find_other_payer (const WabiBenefitAnswer *answer)
{
  for (guint i = 0; i < answer->n_benefits; i++)
    {
      const WabiBenefit *benefit = &answer->benefits[i];

      if (!info_is (benefit, "R"))
        continue;
      for (guint j = 0; j < benefit->n_names; j++)
        if (benefit->names[j].last != NULL)
          return benefit->names[j].last;
      return benefit->plan != NULL ? benefit->plan : benefit->n_messages > 0 ? benefit->messages[0] : "?";
    }
  return NULL;
}

static void
find_state (const WabiBenefitAnswer *answer, WabiCoverage *coverage)
{
  const WabiBenefit *best = find_best (answer, is_state);

  if (best != NULL)
    {
      coverage->state = strchr ("678", best->info[0]) != NULL ? WABI_COVERAGE_INACTIVE : WABI_COVERAGE_ACTIVE;
      coverage->plan = best->plan;
      coverage->insurance = best->insurance;
      find_period (best->dates, best->n_dates, coverage);
    }
  else if (answer->n_rejections > 0)
    coverage->state = WABI_COVERAGE_REJECTED;
}

void
wabi_benefit_summarize (const WabiBenefitAnswer *answer, WabiCoverage *coverage)
{
  const WabiBenefit *coinsurance = find_best (answer, is_coinsurance);
  const WabiBenefit *authorization = find_best (answer, tells_authorization);

  memset (coverage, 0, sizeof *coverage);
  find_state (answer, coverage);
  find_period (answer->dates, answer->n_dates, coverage);
  for (guint i = 0; i < answer->n_references && coverage->plan == NULL; i++)
    if (strcmp (answer->references[i].kind, "18") == 0)
      coverage->plan = answer->references[i].description;
  coverage->group = wabi_x12_find_reference (answer->references, answer->n_references, "6P");
  if (coverage->group == NULL)
    coverage->group = wabi_x12_find_reference (answer->references, answer->n_references, "1L");
  coverage->copay = find_cents (answer, is_copay);
  coverage->coinsurance = coinsurance != NULL ? coinsurance->percent : -1;
  coverage->deductible = find_cents (answer, is_deductible);
  coverage->deductible_left = find_cents (answer, is_deductible_left);
  coverage->family_deductible = find_cents (answer, is_family_deductible);
  coverage->family_deductible_left = find_cents (answer, is_family_deductible_left);
  coverage->out_of_pocket = find_cents (answer, is_out_of_pocket);
  coverage->out_of_pocket_left = find_cents (answer, is_out_of_pocket_left);
  coverage->family_out_of_pocket = find_cents (answer, is_family_out_of_pocket);
  coverage->family_out_of_pocket_left = find_cents (answer, is_family_out_of_pocket_left);
  coverage->authorization = authorization != NULL ? authorization->authorization : '\0';
  coverage->other_payer = find_other_payer (answer);
}
