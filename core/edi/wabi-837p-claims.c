// SPDX-License-Identifier: AGPL-3.0-or-later
// The arithmetic of claims in a file that is being checked.

#include "wabi-837p-claims-private.h"

#include "wabi-x12-writer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

// More than the guide has; the rest of a longer element is not worth looking at.
#define MAX_POINTERS 12

#define NONE ((WabiX12Span){ "", 0 })

// A file of any length is read in the same memory: numbers that are further apart than this are not compared.
#define REMEMBERED 50000

static WabiX12Span
element_of (const WabiX12Segment *segment, guint element)
{
  return segment->raw.length > 0 ? wabi_x12_segment_get_element (segment, element) : NONE;
}

static gboolean
same_span (WabiX12Span a, WabiX12Span b)
{
  return a.length == b.length && memcmp (a.text, b.text, a.length) == 0;
}

static gboolean
is_new (GHashTable *numbers, WabiX12Span number)
{
  if (g_hash_table_size (numbers) >= REMEMBERED)
    g_hash_table_remove_all (numbers);
  return g_hash_table_add (numbers, wabi_x12_span_dup (number));
}

// A copy that outlives the buffer; what the target held before is given up.
static void
keep (WabiX12Segment *to, const WabiX12Segment *from)
{
  char *text = g_realloc ((char *)to->raw.text, from->raw.length + 1);

  memcpy (text, from->raw.text, from->raw.length);
  to->raw = (WabiX12Span){ text, from->raw.length };
  to->offset = from->offset;
  to->number = from->number;
  to->delimiters = from->delimiters;
  to->n_elements = from->n_elements;
  for (guint i = 0; i <= from->n_elements; i++)
    to->elements[i]
        = (WabiX12Span){ text + (from->elements[i].text - from->raw.text), from->elements[i].length };
}

static gint64
cents_of (const WabiX12Segment *segment, guint element)
{
  gint64 cents = 0;

  return wabi_x12_span_to_cents (element_of (segment, element), &cents) ? cents : 0;
}

static gint64
sum_adjustments (const WabiX12Segment *s)
{
  gint64 sum = 0;

  for (guint element = 3; element <= 18; element += 3)
    sum += cents_of (s, element);
  return sum;
}

// A segment that was remembered is reported after its loop was left.
static const char *
get_loop_of (const Wabi837pClaims *claims, const WabiX12Segment *segment)
{
  if (segment == &claims->subscriber)
    return "2000B";
  if (segment == &claims->claim)
    return "2300";
  if (segment == &claims->line || segment == &claims->service)
    return "2400";
  if (segment == &claims->decision)
    return "2430";
  for (guint i = 0; i < claims->n_others; i++)
    if (segment == &claims->others[i].plan)
      return "2320";
  return NULL;
}

static void report (Wabi837pClaims *claims, Wabi837pSeverity severity, const WabiX12Segment *segment,
                    guint element, const char *format, ...) G_GNUC_PRINTF (5, 6);

static void
report (Wabi837pClaims *claims, Wabi837pSeverity severity, const WabiX12Segment *segment, guint element,
        const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  claims->walk->loop = get_loop_of (claims, segment);
  wabi_guide_report (claims->walk, severity, segment, (WabiGuideSpot){ .element = element }, "%s", message);
  claims->walk->loop = NULL;
}

#define report_error(claims, segment, element, ...)                                                          \
  report (claims, WABI_837P_SEVERITY_ERROR, segment, element, __VA_ARGS__)
#define report_warning(claims, segment, element, ...)                                                        \
  report (claims, WABI_837P_SEVERITY_WARNING, segment, element, __VA_ARGS__)

static void
report_sum (Wabi837pClaims *claims, const WabiX12Segment *segment, guint element, gint64 said, gint64 sum,
            const char *what)
{
  g_autofree char *said_text = NULL, *sum_text = NULL;

  if (said == sum)
    return;
  said_text = wabi_x12_hundredths_to_string (said);
  sum_text = wabi_x12_hundredths_to_string (sum);
  report_error (claims, segment, element, _ ("The charge is %s, but %s make %s."), said_text, _ (what), sum_text);
}

static Wabi837pOther *
find_other (Wabi837pClaims *claims, WabiX12Span payer_id)
{
  for (guint i = 0; i < claims->n_others; i++)
    if (same_span (element_of (&claims->others[i].payer, 9), payer_id))
      return &claims->others[i];
  return NULL;
}

static void
end_decision (Wabi837pClaims *claims)
{
  if (claims->decision.raw.length > 0 && claims->service.raw.length > 0)
    report_sum (claims, &claims->decision, 2, claims->charge, claims->decision_sum,
                N_ ("what the other payer paid and its adjustments"));
  claims->decision.raw.length = 0;
}

static void
end_line (Wabi837pClaims *claims)
{
  end_decision (claims);
  if (claims->line.raw.length > 0 && !claims->has_control)
    report_error (claims, &claims->line, 0,
                  _ ("The line has no control number (REF*6R), so its payment could not be matched."));
  for (guint i = 0; i < claims->n_others; i++)
    claims->others[i].is_on_line = FALSE;
  claims->line.raw.length = 0;
  claims->service.raw.length = 0;
  claims->has_control = FALSE;
  claims->charge = 0;
  claims->walk->line = 0;
}

static void
check_frequency (Wabi837pClaims *claims)
{
  WabiX12Span frequency = wabi_x12_segment_get_component (&claims->claim, 5, 3);

  if (frequency.length != 1 || strchr ("178", frequency.text[0]) == NULL)
    report_error (claims, &claims->claim, 5,
                  _ ("The frequency should be 1 original, 7 replacement or 8 void."));
  else if (frequency.text[0] != '1' && !claims->has_original)
    report_error (claims, &claims->claim, 5,
                  _ ("A replacement or void needs the payer's claim number (REF*F8)."));
  else if (frequency.text[0] == '1' && claims->has_original)
    report_warning (claims, &claims->claim, 5,
                    _ ("An original claim with the payer's claim number (REF*F8): was a replacement meant?"));
}

static void
check_others (Wabi837pClaims *claims)
{
  WabiX12Span order = element_of (&claims->subscriber, 1);

  for (guint i = 0; i < claims->n_others; i++)
    {
      const Wabi837pOther *other = &claims->others[i];
      gboolean twice = same_span (element_of (&other->plan, 1), order);

      for (guint j = 0; j < i; j++)
        twice = twice || same_span (element_of (&claims->others[j].plan, 1), element_of (&other->plan, 1));
      if (twice)
        report_error (claims, &other->plan, 1,
                      _ ("Two plans of this claim stand in the same place of the order."));
      if (other->has_paid)
        report_sum (claims, &claims->claim, 2, cents_of (&claims->claim, 2),
                    other->paid + other->taken_off + other->taken_off_lines,
                    N_ ("what the other payer paid and its adjustments"));
    }
  if (order.length == 1 && order.text[0] != 'P' && order.text[0] != 'U' && claims->n_others == 0)
    report_error (claims, &claims->subscriber, 1,
                  _ ("The plan is not the primary one, but no other plan is told."));
}

static void
check_line_control (Wabi837pClaims *claims, const WabiX12Segment *s)
{
  claims->has_control = TRUE;
  if (!is_new (claims->line_numbers, element_of (s, 2)))
    report_error (claims, s, 2, _ ("Another line in this file has the same control number."));
}

static void
on_subscriber_plan (Wabi837pClaims *claims, const WabiX12Segment *s)
{
  keep (&claims->subscriber, s);
  claims->has_patient = FALSE;
  claims->n_personal = 0;
  if (element_of (s, 9).length == 0)
    report_warning (claims, s, 9, _ ("Receivers expect the kind of plan here, such as CI or MC."));
}

static void
on_personal (Wabi837pClaims *claims, const WabiX12Segment *s)
{
  claims->n_personal++;
}

static void
on_claim (Wabi837pClaims *claims, const WabiX12Segment *s)
{
  keep (&claims->claim, s);
  claims->n_claims++;
  claims->has_original = FALSE;
  claims->line_sum = 0;
  claims->n_diagnoses = claims->n_lines = claims->n_others = 0;
  if (!is_new (claims->claim_numbers, element_of (s, 1)))
    report_error (claims, s, 1, _ ("Another claim in this file has the same control number."));
  if (cents_of (s, 2) < 0)
    report_error (claims, s, 2, _ ("The total charge cannot be negative."));
}

static void
on_claim_reference (Wabi837pClaims *claims, const WabiX12Segment *s)
{
  claims->has_original = claims->has_original || wabi_x12_segment_is (s, "REF", "F8");
}

static void
on_diagnoses (Wabi837pClaims *claims, const WabiX12Segment *s)
{
  WabiX12Span first = wabi_x12_segment_get_component (s, 1, 1);

  if (!wabi_x12_span_equal (first, "ABK") && !wabi_x12_span_equal (first, "BK"))
    return;
  claims->n_diagnoses = s->n_elements;
  for (guint i = 2; i <= s->n_elements; i++)
    for (guint j = 1; j < i; j++)
      if (same_span (wabi_x12_segment_get_component (s, i, 2), wabi_x12_segment_get_component (s, j, 2)))
        report_warning (claims, s, i, _ ("This diagnosis is there twice."));
}

static void
on_other_plan (Wabi837pClaims *claims, const WabiX12Segment *s)
{
  if (claims->n_others == WABI_837P_MAX_OTHERS)
    return; // the guide allows ten; the walk has reported it
  {
    Wabi837pOther *other = &claims->others[claims->n_others++];

    keep (&other->plan, s);
    other->payer.raw.length = 0;
    other->has_paid = other->is_on_line = FALSE;
    other->paid = other->taken_off = other->taken_off_lines = 0;
  }
}

static Wabi837pOther *
get_last_other (Wabi837pClaims *claims)
{
  return claims->n_others > 0 ? &claims->others[claims->n_others - 1] : &claims->nowhere;
}

static void
on_other_adjustment (Wabi837pClaims *claims, const WabiX12Segment *s)
{
  get_last_other (claims)->taken_off += sum_adjustments (s);
}

static void
on_other_amount (Wabi837pClaims *claims, const WabiX12Segment *s)
{
  if (!wabi_x12_segment_is (s, "AMT", "D"))
    return;
  get_last_other (claims)->has_paid = TRUE;
  get_last_other (claims)->paid = cents_of (s, 2);
}

static void
on_other_payer (Wabi837pClaims *claims, const WabiX12Segment *s)
{
  if (wabi_x12_segment_is (s, "NM1", "PR"))
    keep (&get_last_other (claims)->payer, s);
}

static void
on_line (Wabi837pClaims *claims, const WabiX12Segment *s)
{
  gint64 number = 0;

  keep (&claims->line, s);
  if (!wabi_x12_span_to_number (element_of (s, 1), &number) || number != claims->n_lines)
    report_error (claims, s, 1, _ ("Lines count 1, 2, 3 in each claim; this should be %u."), claims->n_lines);
}

static void
on_service (Wabi837pClaims *claims, const WabiX12Segment *s)
{
  guint n_pointers = MIN (wabi_x12_segment_count_components (s, 7), MAX_POINTERS);
  gint64 pointer = 0, units = 0;

  keep (&claims->service, s);
  claims->charge = cents_of (s, 2);
  claims->line_sum += claims->charge;
  if (claims->charge < 0)
    report_error (claims, s, 2, _ ("The charge cannot be negative."));
  if (wabi_x12_span_to_cents (element_of (s, 4), &units) && units <= 0)
    report_error (claims, s, 4, _ ("The line has no units."));
  for (guint i = 1; i <= n_pointers; i++)
    {
      WabiX12Span span = wabi_x12_segment_get_component (s, 7, i);

      if (wabi_x12_span_to_number (span, &pointer) && (pointer < 1 || pointer > claims->n_diagnoses))
        report_error (claims, s, 7, _ ("The line points to diagnosis %u, but the claim has %u."),
                      (guint)pointer, claims->n_diagnoses);
      for (guint j = 1; j < i; j++)
        if (same_span (span, wabi_x12_segment_get_component (s, 7, j)))
          report_error (claims, s, 7, _ ("The line points to the same diagnosis twice."));
    }
}

static void
on_service_date (Wabi837pClaims *claims, const WabiX12Segment *s)
{
  WabiX12Span date = element_of (s, 3);

  if (!wabi_x12_segment_is (s, "DTP", "472") || date.length < 8 || claims->day[0] == '\0')
    return;
  if (memcmp (date.text + date.length - 8, claims->day, 8) > 0)
    report_error (claims, s, 3, _ ("The service lies after the day on which the file was made."));
}

static void
on_line_reference (Wabi837pClaims *claims, const WabiX12Segment *s)
{
  if (wabi_x12_segment_is (s, "REF", "6R"))
    check_line_control (claims, s);
}

static void
on_decision (Wabi837pClaims *claims, const WabiX12Segment *s)
{
  Wabi837pOther *other = find_other (claims, element_of (s, 1));

  end_decision (claims);
  keep (&claims->decision, s);
  claims->decision_sum = cents_of (s, 2);
  if (other == NULL)
    report_error (claims, s, 1, _ ("This payer is not among the other payers of the claim."));
  else if (other->is_on_line)
    report_warning (claims, s, 1, _ ("This payer decided on the line twice."));
  if (other != NULL)
    other->is_on_line = TRUE;
}

static void
on_decision_adjustment (Wabi837pClaims *claims, const WabiX12Segment *s)
{
  Wabi837pOther *other = find_other (claims, element_of (&claims->decision, 1));

  claims->decision_sum += sum_adjustments (s);
  if (other != NULL)
    other->taken_off_lines += sum_adjustments (s);
}

static const struct
{
  const char *loop;
  guint32 key;
  void (*run) (Wabi837pClaims *claims, const WabiX12Segment *segment);
} events[] = {
  { "2000B", WABI_KEY3 ('S', 'B', 'R'), on_subscriber_plan },
  { "2010BA", WABI_KEY2 ('N', '3'), on_personal },
  { "2010BA", WABI_KEY2 ('N', '4'), on_personal },
  { "2010BA", WABI_KEY3 ('D', 'M', 'G'), on_personal },
  { "2300", WABI_KEY3 ('C', 'L', 'M'), on_claim },
  { "2300", WABI_KEY3 ('R', 'E', 'F'), on_claim_reference },
  { "2300", WABI_KEY2 ('H', 'I'), on_diagnoses },
  { "2320", WABI_KEY3 ('S', 'B', 'R'), on_other_plan },
  { "2320", WABI_KEY3 ('C', 'A', 'S'), on_other_adjustment },
  { "2320", WABI_KEY3 ('A', 'M', 'T'), on_other_amount },
  { "2330B", WABI_KEY3 ('N', 'M', '1'), on_other_payer },
  { "2400", WABI_KEY2 ('L', 'X'), on_line },
  { "2400", WABI_KEY3 ('S', 'V', '1'), on_service },
  { "2400", WABI_KEY3 ('D', 'T', 'P'), on_service_date },
  { "2400", WABI_KEY3 ('R', 'E', 'F'), on_line_reference },
  { "2430", WABI_KEY3 ('S', 'V', 'D'), on_decision },
  { "2430", WABI_KEY3 ('C', 'A', 'S'), on_decision_adjustment },
};

void
wabi_837p_claims_init (Wabi837pClaims *claims, WabiGuideWalk *walk)
{
  memset (claims, 0, sizeof *claims);
  claims->walk = walk;
  claims->day[0] = '\0';
  claims->claim_numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  claims->line_numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

void
wabi_837p_claims_clear (Wabi837pClaims *claims)
{
  WabiX12Segment *segments[] = { &claims->subscriber, &claims->claim,    &claims->line,
                                 &claims->service,    &claims->decision, &claims->nowhere.payer };

  g_clear_pointer (&claims->claim_numbers, g_hash_table_unref);
  g_clear_pointer (&claims->line_numbers, g_hash_table_unref);
  for (guint i = 0; i < G_N_ELEMENTS (segments); i++)
    g_free ((char *)segments[i]->raw.text);
  for (guint i = 0; i < G_N_ELEMENTS (claims->others); i++)
    {
      g_free ((char *)claims->others[i].plan.raw.text);
      g_free ((char *)claims->others[i].payer.raw.text);
    }
}

void
wabi_837p_claims_begin_set (Wabi837pClaims *claims)
{
  claims->n_claims = 0;
  claims->day[0] = '\0';
}

guint
wabi_837p_claims_count (const Wabi837pClaims *claims)
{
  return claims->n_claims;
}

void
wabi_837p_claims_set_day (Wabi837pClaims *claims, WabiX12Span day)
{
  g_snprintf (claims->day, sizeof claims->day, "%.*s", (int)(day.length == 8 ? 8 : 0), day.text);
}

void
wabi_837p_claims_before (Wabi837pClaims *claims, const char *loop, const WabiX12Segment *segment)
{
  if (strcmp (loop, "2300") == 0 && wabi_x12_segment_is (segment, "CLM", NULL))
    {
      g_autofree char *number = wabi_x12_span_dup (element_of (segment, 1));

      wabi_837p_claims_end_claim (claims);
      g_strlcpy (claims->walk->claim, number, sizeof claims->walk->claim);
    }
  if (strcmp (loop, "2400") == 0 && wabi_x12_segment_is (segment, "LX", NULL))
    {
      end_line (claims);
      claims->walk->line = ++claims->n_lines;
    }
}

void
wabi_837p_claims_after (Wabi837pClaims *claims, const char *loop, const WabiX12Segment *segment)
{
  guint32 segment_key = wabi_guide_key_of (segment);

  for (guint i = 0; i < G_N_ELEMENTS (events); i++)
    if (events[i].key == segment_key && strcmp (events[i].loop, loop) == 0)
      events[i].run (claims, segment);
}

void
wabi_837p_claims_begin_patient (Wabi837pClaims *claims, const WabiX12Segment *level)
{
  claims->has_patient = TRUE;
  if (wabi_x12_span_equal (element_of (&claims->subscriber, 2), "18"))
    report_error (claims, level, 3,
                  _ ("The subscriber is the patient (SBR02 is 18), so no patient level may follow."));
}

void
wabi_837p_claims_end_claim (Wabi837pClaims *claims)
{
  end_line (claims);
  if (claims->claim.raw.length > 0)
    {
      if (claims->n_lines > 0)
        report_sum (claims, &claims->claim, 2, cents_of (&claims->claim, 2), claims->line_sum,
                    N_ ("the lines"));
      check_frequency (claims);
      check_others (claims);
    }
  claims->claim.raw.length = 0;
  claims->n_others = 0;
  claims->n_lines = 0;
  claims->walk->claim[0] = '\0';
}

void
wabi_837p_claims_end_subscriber (Wabi837pClaims *claims)
{
  gboolean same = wabi_x12_span_equal (element_of (&claims->subscriber, 2), "18");

  if (claims->subscriber.raw.length > 0 && !same && !claims->has_patient)
    report_error (
        claims, &claims->subscriber, 2,
        _ ("This should be 18 when the patient is the subscriber; otherwise a patient level has to follow."));
  if (claims->subscriber.raw.length > 0 && same && claims->n_personal < 3)
    report_error (
        claims, &claims->subscriber, 2,
        _ ("The patient is the subscriber, so address (N3, N4), birth date and sex (DMG) are required."));
  claims->subscriber.raw.length = 0;
}
