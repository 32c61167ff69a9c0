// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads a claim file back and holds it against the guide; the envelope and levels are checked here, claims
// beside.

#include "wabi-837p-check.h"

#include "wabi-837p-claims-private.h"
#include "wabi-837p-walk-private.h"
#include "wabi-edi-private.h"
#include "wabi-npi.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define GUIDE "005010X222A1"
// What receivers recommend for one transaction set.
#define MAX_CLAIMS 5000

typedef struct
{
  guint segment;
  char code; // last digit of HL03: 0, 2 or 3
  gboolean promises_children;
  guint n_children;
} Level;

typedef struct
{
  Wabi837pWalk walk;
  Wabi837pClaims claims;
  WabiX12Segment isa;
  WabiX12Segment gs;
  WabiX12Segment st;
  guint n_groups;
  guint n_sets;
  GHashTable *set_numbers;
  GArray *levels;
  guint last_billing; // number of the last such level, or 0
  guint last_subscriber;
} Check;

static void report_error (Check *check, const WabiX12Segment *segment, guint element, const char *format, ...)
    G_GNUC_PRINTF (4, 5);

static void
report_error (Check *check, const WabiX12Segment *segment, guint element, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  wabi_837p_report (&check->walk, WABI_837P_SEVERITY_ERROR, segment, element, "%s", message);
}

static WabiX12Span
element_of (const WabiX12Segment *segment, guint element)
{
  return wabi_x12_segment_get_element (segment, element);
}

static gboolean
same_span (WabiX12Span a, WabiX12Span b)
{
  return a.length == b.length && memcmp (a.text, b.text, a.length) == 0;
}

static void
expect_count (Check *check, const WabiX12Segment *segment, guint counted, const char *what)
{
  gint64 said = -1;

  if (!wabi_x12_span_to_number (element_of (segment, 1), &said) || said != counted)
    report_error (check, segment, 1, _ ("This should say %u, the number of %s."), counted, what);
}

static void
expect_same (Check *check, const WabiX12Segment *segment, guint element, const WabiX12Segment *opening,
             guint its, const char *what)
{
  WabiX12Span expected = opening->raw.length > 0 ? element_of (opening, its) : (WabiX12Span){ "", 0 };

  if (!same_span (element_of (segment, element), expected))
    report_error (check, segment, element, _ ("This should repeat %s, “%.*s”."), what,
                  (int)MIN (expected.length, 80), expected.text);
}

static void
check_isa (Check *check, const WabiX12Segment *s)
{
  static const guint8 widths[] = { 2, 10, 2, 10, 2, 15, 2, 15, 6, 4, 1, 5, 9, 1, 1, 1 };

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    if (element_of (s, i + 1).length != widths[i])
      report_error (check, s, i + 1, _ ("This should be exactly %u characters wide."), widths[i]);
  for (guint i = 6; i <= 8; i += 2)
    if (element_of (s, i).length > 0 && element_of (s, i).text[0] == ' ')
      report_error (check, s, i, _ ("The identifier should stand at the left, blanks after it."));
  check->isa = *s;
  check->n_groups = 0;
}

static void
check_gs (Check *check, const WabiX12Segment *s)
{
  check->gs = *s;
  check->n_groups++;
  check->n_sets = 0;
  g_hash_table_remove_all (check->set_numbers);
  if (!wabi_x12_span_equal (element_of (s, 8), GUIDE))
    report_error (check, s, 8, _ ("The guide for professional claims is %s."), GUIDE);
}

static void
check_st (Check *check, const WabiX12Segment *s)
{
  check->st = *s;
  wabi_837p_claims_begin_set (&check->claims);
  check->n_sets++;
  g_array_set_size (check->levels, 0);
  check->last_billing = check->last_subscriber = 0;
  if (element_of (s, 2).length < 4)
    report_error (check, s, 2, _ ("The control number should have four to nine characters."));
  if (!g_hash_table_add (check->set_numbers, wabi_x12_span_dup (element_of (s, 2))))
    report_error (check, s, 2, _ ("Another transaction set in this group has the same control number."));
  if (!same_span (element_of (s, 3), element_of (&check->gs, 8)))
    report_error (check, s, 3, _ ("This should repeat the guide of the group header, GS08."));
}

static void
check_bht (Check *check, const WabiX12Segment *s)
{
  wabi_837p_claims_set_day (&check->claims, element_of (s, 4));
}

// Whether a level has children is known only at the end; the finding still stands at the level.
static void
check_children (Check *check)
{
  for (guint i = 0; i < check->levels->len; i++)
    {
      const Level *level = &g_array_index (check->levels, Level, i);
      WabiX12Segment place = { .number = level->segment, .raw = { "HL", 2 }, .elements[0] = { "HL", 2 } };

      if (level->promises_children == (level->n_children > 0))
        continue;
      check->walk.loop = level->code == '0' ? "2000A" : level->code == '2' ? "2000B" : "2000C";
      report_error (check, &place, 4,
                    level->n_children > 0 ? _ ("This should be 1, because levels follow below this one.")
                                          : _ ("This should be 0, because no level follows below this one."));
      check->walk.loop = NULL;
    }
}

static void
check_hl (Check *check, const WabiX12Segment *s)
{
  WabiX12Span code = element_of (s, 3);
  Level level
      = { s->number, code.length == 2 ? code.text[1] : '?', wabi_x12_span_equal (element_of (s, 4), "1"), 0 };
  gint64 number = 0, parent = 0, expected = 0;

  wabi_837p_claims_end_claim (&check->claims);
  if (!wabi_x12_span_to_number (element_of (s, 1), &number) || number != check->levels->len + 1)
    report_error (check, s, 1, _ ("Levels count 1, 2, 3; this should be %u."), check->levels->len + 1);
  if (level.code == '2' || level.code == '3')
    expected = level.code == '2' ? check->last_billing : check->last_subscriber;
  if (expected > 0)
    g_array_index (check->levels, Level, expected - 1).n_children++;
  if (level.code == '2' || level.code == '3')
    {
      if (expected == 0 || !wabi_x12_span_to_number (element_of (s, 2), &parent) || parent != expected)
        report_error (check, s, 2, _ ("The level above this one is number %u."), (guint)expected);
    }
  if (level.code == '0')
    check->last_billing = check->levels->len + 1;
  if (level.code != '3')
    check->last_subscriber = level.code == '2' ? check->levels->len + 1 : 0;
  if (level.code == '3')
    wabi_837p_claims_begin_patient (&check->claims, s);
  else
    wabi_837p_claims_end_subscriber (&check->claims);
  g_array_append_val (check->levels, level);
}

static void
check_se (Check *check, const WabiX12Segment *s)
{
  wabi_837p_claims_end_claim (&check->claims);
  wabi_837p_claims_end_subscriber (&check->claims);
  check_children (check);
  if (wabi_837p_claims_count (&check->claims) > MAX_CLAIMS)
    wabi_837p_report (&check->walk, WABI_837P_SEVERITY_WARNING, s, 0,
                      _ ("More than %d claims are in this transaction set. Make two files of it."),
                      MAX_CLAIMS);
  expect_count (check, s, check->st.raw.length > 0 ? s->number - check->st.number + 1 : 0,
                _ ("segments from ST to SE"));
  expect_same (check, s, 2, &check->st, 2, _ ("the control number of ST"));
}

static void
check_ge (Check *check, const WabiX12Segment *s)
{
  expect_count (check, s, check->n_sets, _ ("transaction sets in the group"));
  expect_same (check, s, 2, &check->gs, 6, _ ("the control number of GS"));
}

static void
check_iea (Check *check, const WabiX12Segment *s)
{
  expect_count (check, s, check->n_groups, _ ("groups in the interchange"));
  expect_same (check, s, 2, &check->isa, 13, _ ("the control number of ISA"));
}

static void
check_name (Check *check, const WabiX12Segment *s)
{
  g_autofree char *npi = wabi_x12_span_dup (element_of (s, 9));

  if (wabi_x12_span_equal (element_of (s, 8), "XX") && !wabi_npi_is_valid (npi))
    report_error (check, s, 9, _ ("The NPI “%s” fails its check digit. Look it up in NPPES."), npi);
  if ((element_of (s, 8).length > 0) != (element_of (s, 9).length > 0))
    report_error (check, s, 9, _ ("An identifier and its kind go together; one of them is missing."));
}

static void
check_billing_street (Check *check, const WabiX12Segment *s)
{
  for (guint i = 1; i <= 2; i++)
    {
      g_autofree char *street = wabi_x12_span_dup (element_of (s, i));

      if (wabi_edi_is_post_box (street))
        report_error (
            check, s, i,
            _ ("The billing address must be a street, not a PO box. Put the box into the pay-to address."));
    }
}

static void
check_billing_city (Check *check, const WabiX12Segment *s)
{
  gint64 zip;

  if (element_of (s, 4).length == 0
      && (element_of (s, 3).length != 9 || !wabi_x12_span_to_number (element_of (s, 3), &zip)))
    report_error (check, s, 3, _ ("The billing provider's ZIP code needs all nine digits (ZIP+4)."));
}

static void
check_facility_city (Check *check, const WabiX12Segment *s)
{
  if (element_of (s, 4).length == 0 && element_of (s, 3).length == 5)
    wabi_837p_report (&check->walk, WABI_837P_SEVERITY_WARNING, s, 3,
                      _ ("Many receivers want all nine digits of the service facility's ZIP code."));
}

static void
check_billing_reference (Check *check, const WabiX12Segment *s)
{
  gint64 number;

  if ((wabi_x12_segment_is (s, "REF", "EI") || wabi_x12_segment_is (s, "REF", "SY"))
      && (element_of (s, 2).length != 9 || !wabi_x12_span_to_number (element_of (s, 2), &number)))
    report_error (check, s, 2, _ ("The tax number should be nine digits without dashes."));
}

static void
check_contact (Check *check, const WabiX12Segment *s)
{
  for (guint i = 3; i <= 7; i += 2)
    {
      WabiX12Span number = element_of (s, i + 1);
      gint64 value;

      if ((wabi_x12_span_equal (element_of (s, i), "TE") || wabi_x12_span_equal (element_of (s, i), "FX"))
          && (number.length != 10 || !wabi_x12_span_to_number (number, &value)))
        report_error (check, s, i + 1, _ ("A phone number should be ten digits."));
    }
}

static const struct
{
  const char *loop; // NULL for any
  const char *segment;
  void (*run) (Check *check, const WabiX12Segment *segment);
} rules[] = {
  { NULL, "ISA", check_isa },
  { NULL, "GS", check_gs },
  { NULL, "ST", check_st },
  { NULL, "BHT", check_bht },
  { NULL, "HL", check_hl },
  { NULL, "NM1", check_name },
  { NULL, "PER", check_contact },
  { "2010AA", "N3", check_billing_street },
  { "2010AA", "N4", check_billing_city },
  { "2010AA", "REF", check_billing_reference },
  { "2310C", "N4", check_facility_city },
  { "2420C", "N4", check_facility_city },
  { NULL, "SE", check_se },
  { NULL, "GE", check_ge },
  { NULL, "IEA", check_iea },
};

static void
check_segment (Check *check, const WabiX12Segment *segment)
{
  const Wabi837pNode *node = wabi_837p_walk_step (&check->walk, segment);
  const char *loop = wabi_837p_walk_get_loop (&check->walk);
  gboolean is_header = wabi_x12_segment_is (segment, "ISA", NULL);

  if (!is_header)
    wabi_837p_check_form (&check->walk, segment);
  if (node == NULL)
    return;
  wabi_837p_claims_before (&check->claims, loop, segment);
  wabi_837p_check_elements (&check->walk, segment, node);
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (wabi_x12_segment_is (segment, rules[i].segment, NULL)
        && (rules[i].loop == NULL || strcmp (rules[i].loop, loop) == 0))
      rules[i].run (check, segment);
  wabi_837p_claims_after (&check->claims, loop, segment);
}

static gint
compare_findings (gconstpointer a, gconstpointer b)
{
  const Wabi837pFinding *first = *(const Wabi837pFinding *const *)a;
  const Wabi837pFinding *second = *(const Wabi837pFinding *const *)b;

  if (first->segment != second->segment)
    return first->segment < second->segment ? -1 : 1;
  return (gint)first->element - (gint)second->element;
}

static void
report_unreadable (GPtrArray *findings, const WabiX12Segment *last, const GError *error)
{
  Wabi837pFinding *finding = g_new0 (Wabi837pFinding, 1);

  finding->severity = WABI_837P_SEVERITY_ERROR;
  finding->segment = last->number + 1;
  finding->segment_id = g_strdup ("?");
  finding->loop = g_strdup ("");
  finding->message = g_strdup (error->message);
  g_ptr_array_add (findings, finding);
}

GPtrArray *
wabi_837p_check (const char *data, gsize length)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func ((GDestroyNotify)wabi_837p_finding_free);
  g_autofree Check *check = g_new0 (Check, 1);
  WabiX12Segment segment = { 0 };
  WabiX12Reader reader;
  WabiX12Read result;
  g_autoptr (GError) error = NULL;

  check->set_numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  check->levels = g_array_new (FALSE, FALSE, sizeof (Level));
  wabi_837p_walk_init (&check->walk, findings);
  wabi_837p_claims_init (&check->claims, &check->walk);
  wabi_x12_reader_init (&reader, data, length);
  while ((result = wabi_x12_reader_next (&reader, &segment, &error)) == WABI_X12_READ_SEGMENT)
    check_segment (check, &segment);
  if (result == WABI_X12_READ_ERROR)
    report_unreadable (findings, &segment, error);
  wabi_837p_claims_end_claim (&check->claims);
  wabi_837p_claims_end_subscriber (&check->claims);
  if (result == WABI_X12_READ_END)
    wabi_837p_walk_end (&check->walk);
  wabi_837p_claims_clear (&check->claims);
  g_array_unref (check->levels);
  g_hash_table_unref (check->set_numbers);
  // Missing segments are noticed when their loop ends; a reader of the list wants them where they belong.
  g_ptr_array_sort (findings, compare_findings);
  return findings;
}
