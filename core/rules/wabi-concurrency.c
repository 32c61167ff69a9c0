// SPDX-License-Identifier: AGPL-3.0-or-later
// What a payer does when two services of one client overlap in time.

#include "wabi-concurrency.h"

static const char *const actions[] = {
  [WABI_CONCURRENCY_ALLOW] = "allow",
  [WABI_CONCURRENCY_DENY] = "deny",
  [WABI_CONCURRENCY_PAY_HIGHER] = "pay-higher",
  [WABI_CONCURRENCY_SPLIT_LOWER] = "split-lower",
};

// TRICARE Autism Care Demonstration, Humana Military, December 2021 (billing-facts section 7, field-map 5.2).
// Codes that are no benefit (97152, 97154, 0362T, 0373T) fall back to deny.
static const WabiConcurrencyPair tricare_pairs[] = {
  { "97151", "97153", WABI_CONCURRENCY_ALLOW }, { "97151", "97155", WABI_CONCURRENCY_DENY },
  { "97151", "97156", WABI_CONCURRENCY_ALLOW }, { "97151", "97157", WABI_CONCURRENCY_ALLOW },
  { "97151", "97158", WABI_CONCURRENCY_ALLOW }, { "97153", "97155", WABI_CONCURRENCY_PAY_HIGHER },
  { "97153", "97156", WABI_CONCURRENCY_ALLOW }, { "97153", "97157", WABI_CONCURRENCY_ALLOW },
  { "97153", "97158", WABI_CONCURRENCY_DENY },  { "97155", "97156", WABI_CONCURRENCY_ALLOW },
  { "97155", "97157", WABI_CONCURRENCY_ALLOW }, { "97155", "97158", WABI_CONCURRENCY_DENY },
  { "97156", "97157", WABI_CONCURRENCY_DENY },  { "97156", "97158", WABI_CONCURRENCY_ALLOW },
  { "97157", "97158", WABI_CONCURRENCY_ALLOW },
};

// Commercial default: CPT lets the analyst direct the technician (97153 with 97155); family guidance goes on
// beside the child's own service by other staff. All else is denied until the payer's contract says
// otherwise.
static const WabiConcurrencyPair commercial_pairs[] = {
  { "97153", "97155", WABI_CONCURRENCY_ALLOW }, { "97153", "97156", WABI_CONCURRENCY_ALLOW },
  { "97153", "97157", WABI_CONCURRENCY_ALLOW }, { "97154", "97156", WABI_CONCURRENCY_ALLOW },
  { "97154", "97157", WABI_CONCURRENCY_ALLOW }, { "97155", "97156", WABI_CONCURRENCY_ALLOW },
  { "97155", "97157", WABI_CONCURRENCY_ALLOW }, { "97156", "97158", WABI_CONCURRENCY_ALLOW },
  { "97157", "97158", WABI_CONCURRENCY_ALLOW },
};

static const WabiConcurrencyMatrix matrices[] = {
  // CPT guidance of the ABA Coding Coalition for 97153 with 97155; the rest is denied until a contract says otherwise.
  { "commercial", "Commercial default, CPT guidance since 2019", "2019-01-01", NULL, commercial_pairs, G_N_ELEMENTS (commercial_pairs),
    WABI_CONCURRENCY_DENY },
  { "tricare", "TRICARE (Humana Military), since 2021-12-13", "2021-12-13", NULL, tricare_pairs, G_N_ELEMENTS (tricare_pairs),
    WABI_CONCURRENCY_DENY },
};

const WabiConcurrencyMatrix *
wabi_concurrency_find_matrix (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (matrices); i++)
    if (g_strcmp0 (name, matrices[i].name) == 0)
      return &matrices[i];
  return NULL;
}

const WabiConcurrencyMatrix *
wabi_concurrency_find_matrix_on (const char *name, WabiDay day)
{
  for (gsize i = 0; i < G_N_ELEMENTS (matrices); i++)
    if (g_strcmp0 (name, matrices[i].name) == 0
        && wabi_day_in_range (day, wabi_day_from_text (matrices[i].from), wabi_day_from_text (matrices[i].to)))
      return &matrices[i];
  return wabi_concurrency_find_matrix (name);
}

WabiConcurrencyAction
wabi_concurrency_look_up (const WabiConcurrencyMatrix *matrix, const char *code_a, const char *code_b)
{
  if (matrix == NULL)
    matrix = &matrices[0];
  for (gsize i = 0; i < matrix->n_pairs; i++)
    {
      const WabiConcurrencyPair *pair = &matrix->pairs[i];

      if ((g_strcmp0 (pair->code_a, code_a) == 0 && g_strcmp0 (pair->code_b, code_b) == 0)
          || (g_strcmp0 (pair->code_a, code_b) == 0 && g_strcmp0 (pair->code_b, code_a) == 0))
        return pair->action;
    }
  return matrix->fallback;
}

const char *
wabi_concurrency_action_name (WabiConcurrencyAction action)
{
  return action < G_N_ELEMENTS (actions) ? actions[action] : "";
}

gboolean
wabi_concurrency_action_from_name (const char *name, WabiConcurrencyAction *action)
{
  g_autofree char *dashed = g_strdelimit (g_strdup (name != NULL ? name : ""), "_", '-');

  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    if (g_str_equal (dashed, actions[i]))
      {
        *action = i;
        return TRUE;
      }
  return FALSE;
}
