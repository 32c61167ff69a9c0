// SPDX-License-Identifier: AGPL-3.0-or-later
// Any bytes through the readers of what payers answer: nothing may crash, hang or read outside, and every text is text.

#include "fuzz.h"

#include "wabi-271.h"
#include "wabi-277.h"
#include "wabi-835.h"
#include "wabi-999.h"
#include "wabi-x12-contents.h"

static void
touch_text (const char *text)
{
  g_assert_true (text == NULL || (*text != '\0' && g_utf8_validate (text, -1, NULL)));
}

static void
touch_findings (const GPtrArray *findings)
{
  g_assert_cmpuint (findings->len, <=, WABI_X12_MAX_FINDINGS + 1);
  for (guint i = 0; i < findings->len; i++)
    {
      g_autofree char *text = wabi_x12_finding_to_string (g_ptr_array_index (findings, i));

      touch_text (text);
    }
}

static void
touch_line (const WabiRemitLine *line)
{
  touch_text (line->procedure.code);
  touch_text (line->control);
  touch_text (line->from);
  for (guint i = 0; i < line->n_adjustments; i++)
    g_assert_nonnull (line->adjustments[i].reason);
  for (guint i = 0; i < line->n_findings; i++)
    g_assert_cmpuint (line->findings[i]->segment, >=, line->segment);
  (void)wabi_remit_line_difference (line);
}

static void
touch_remit (const WabiRemitFile *file)
{
  for (guint i = 0; i < file->n_payments; i++)
    {
      const WabiRemitPayment *payment = &file->payments[i];
      WabiRemitBalance balance;

      touch_text (payment->trace);
      touch_text (payment->origin.sender);
      touch_text (payment->payer.name.last);
      (void)wabi_remit_payment_balance (payment, &balance);
      for (guint j = 0; j < payment->n_claims; j++)
        {
          touch_text (payment->claims[j].control);
          for (guint k = 0; k < payment->claims[j].n_names; k++)
            g_assert_nonnull (payment->claims[j].names[k].role);
          for (guint k = 0; k < payment->claims[j].n_lines; k++)
            touch_line (&payment->claims[j].lines[k]);
        }
    }
}

static void
touch_acks (const WabiAckFile *file)
{
  for (guint i = 0; i < file->n_acks; i++)
    for (guint j = 0; j < file->acks[i].n_sets; j++)
      {
        const WabiAckSet *set = &file->acks[i].sets[j];

        touch_text (set->control);
        for (guint k = 0; k < set->n_segments; k++)
          for (guint l = 0; l < set->segments[k].n_elements; l++)
            touch_text (set->segments[k].elements[l].value);
      }
  for (guint i = 0; i < file->n_interchanges; i++)
    touch_text (file->interchanges[i].note);
}

static void
touch_statuses (const WabiStatusFile *file)
{
  for (guint i = 0; i < file->n_reports; i++)
    {
      const WabiStatusReport *report = &file->reports[i];

      for (guint j = 0; j < report->n_levels; j++)
        touch_text (report->levels[j].trace);
      for (guint j = 0; j < report->n_claims; j++)
        {
          const WabiStatusClaim *claim = &report->claims[j];

          touch_text (claim->control);
          touch_text (claim->patient != NULL ? claim->patient->last : NULL);
          for (guint k = 0; k < claim->n_statuses; k++)
            (void)wabi_status_get_outcome (claim->statuses[k].codes[0].category);
          for (guint k = 0; k < claim->n_lines; k++)
            touch_text (claim->lines[k].control);
        }
    }
}

static void
touch_benefits (const WabiBenefitFile *file)
{
  for (guint i = 0; i < file->n_answers; i++)
    {
      const WabiBenefitAnswer *answer = &file->answers[i];
      WabiCoverage coverage;

      wabi_benefit_summarize (answer, &coverage);
      touch_text (coverage.plan);
      touch_text (coverage.other_payer);
      for (guint j = 0; j < answer->n_benefits; j++)
        {
          for (guint k = 0; k < answer->benefits[j].n_types; k++)
            touch_text (answer->benefits[j].types[k]);
          for (guint k = 0; k < answer->benefits[j].n_messages; k++)
            touch_text (answer->benefits[j].messages[k]);
        }
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const char *text = (const char *)data;
  g_autoptr (GError) error = NULL;
  g_autoptr (WabiRemitFile) remit = wabi_remit_read (text, size, &error);
  g_autoptr (WabiAckFile) acks = wabi_ack_read (text, size, NULL);
  g_autoptr (WabiStatusFile) statuses = wabi_status_read (text, size, NULL);
  g_autoptr (WabiBenefitFile) benefits = wabi_benefit_read (text, size, NULL);
  WabiX12Contents contents;

  (void)wabi_x12_list_contents (text, size, &contents);
  g_assert_true ((remit == NULL) == (error != NULL));
  g_assert_true ((remit == NULL) == (acks == NULL) && (acks == NULL) == (statuses == NULL)
                 && (statuses == NULL) == (benefits == NULL));
  if (remit == NULL)
    return 0;
  g_assert_cmpuint (remit->n_payments, ==, contents.n_835);
  touch_findings (remit->findings);
  touch_findings (acks->findings);
  touch_findings (statuses->findings);
  touch_findings (benefits->findings);
  touch_remit (remit);
  touch_acks (acks);
  touch_statuses (statuses);
  touch_benefits (benefits);
  return 0;
}
