// SPDX-License-Identifier: AGPL-3.0-or-later
// The words beside each segment.

#include "edi-fixtures.h"
#include "wabi-837p-explain.h"

#include <string.h>

static const struct
{
  const char *raw; // the segment begins with it
  const char *loop;
  const char *title;
  const char *detail;
} table[] = {
  { "ISA*", "ISA", "Interchange header",
    "from 123456789 to CLEARHOUSE, number 000000003, made on 2026-01-05" },
  { "NM1*85*", "2010AA", "Billing provider", "SUNRISE ABA CENTER LLC, NPI 1999000015" },
  { "PRV*BI*", "2000A", "Billing provider taxonomy", "behavior analyst" },
  { "NM1*IL*1*DOE*SAM", "2010BA", "Subscriber", "SAM DOE, member 500123456" },
  { "SBR*S*", "2000B", "Subscriber plan", "secondary, self, Medicaid" },
  { "DMG*", "2010BA", "Subscriber birth date and sex", "born 2019-08-03, male" },
  { "NM1*PR*2*TEXAS", "2010BB", "Payer", "TEXAS MEDICAID, payer number 86916" },
  { "CLM*", "2300", "Claim", "number SR26010001S, total $480.00, original, at home" },
  { "HI*", "2300", "Diagnoses", "F84.0" },
  { "NM1*82*1*SMITH", "2310B", "Rendering provider", "ANNA SMITH, NPI 1999000023" },
  { "SBR*P*", "2320", "Other plan", "primary, child, group GRP001, commercial" },
  { "AMT*D*", "2320", "Paid by the other payer", "$324.00" },
  { "OI*", "2320", "Assignment and release of the other plan",
    "benefits assigned: yes, information released: yes" },
  { "SE*", "ST", "Transaction set end", "segments: 48" },
  { "REF*F8*", "2330B", "Other payer claim control number", "PAYERICN123456" },
  { "SV1*HC:97153", "2400", "Service", "97153 HM: 16 units, $240.00, diagnosis 1" },
  { "DTP*472", "2400", "Date of service", "2026-01-02" },
  { "NM1*82*1*JONES", "2420A", "Rendering provider", "TINA JONES, NPI 1999000031" },
  { "SVD*60054*144", "2430", "Other payer on this line", "payer 60054 paid $144.00 for 97153 HM, 16 units" },
  { "CAS*CO*45*80", "2430", "Adjustments of the line", "contractual: reason 45, $80.00" },
};

static const Wabi837pExplained *
find_line (const GPtrArray *explained, const char *raw)
{
  for (guint i = 0; i < explained->len; i++)
    {
      const Wabi837pExplained *line = g_ptr_array_index (explained, i);

      if (g_str_has_prefix (line->raw, raw))
        return line;
    }
  g_error ("no segment begins with %s", raw);
}

static void
test_table (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) explained
      = wabi_837p_explain (edi_secondary_text, strlen (edi_secondary_text), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (explained->len, ==, 52);
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      const Wabi837pExplained *line = find_line (explained, table[i].raw);

      g_assert_cmpstr (line->loop, ==, table[i].loop);
      g_assert_cmpstr (line->title, ==, table[i].title);
      g_assert_cmpstr (line->detail, ==, table[i].detail);
    }
}

// Every segment that the writer can make has a title and says something.
static void
test_complete (void)
{
  const char *const texts[] = { edi_primary_text, edi_replacement_text, edi_secondary_text };

  for (guint t = 0; t < G_N_ELEMENTS (texts); t++)
    {
      g_autoptr (GPtrArray) explained = wabi_837p_explain (texts[t], strlen (texts[t]), NULL);

      for (guint i = 0; i < explained->len; i++)
        {
          const Wabi837pExplained *line = g_ptr_array_index (explained, i);

          g_assert_cmpstr (line->title, !=, "Not part of this transaction");
          g_assert_cmpstr (line->detail, !=, "");
          g_assert_null (strpbrk (line->detail, "{}[]"));
        }
    }
}

static void
test_codes (void)
{
  g_assert_cmpstr (wabi_837p_explain_code ("place-of-service", "12"), ==, "home");
  g_assert_cmpstr (wabi_837p_explain_code ("frequency", "8"), ==, "void");
  g_assert_null (wabi_837p_explain_code ("frequency", "9"));
  g_assert_null (wabi_837p_explain_code ("unknown", "1"));
}

static void
test_strangers (void)
{
  g_autofree char *text = g_strconcat (edi_primary_text, "ZZZ*1~", NULL);
  g_autoptr (GPtrArray) explained = wabi_837p_explain (text, strlen (text), NULL);
  g_autoptr (GError) error = NULL;
  const Wabi837pExplained *last = g_ptr_array_index (explained, explained->len - 1);

  g_assert_cmpstr (last->title, ==, "Not part of this transaction");
  g_assert_cmpstr (last->detail, ==, "");
  g_assert_null (wabi_837p_explain ("hello", 5, &error));
  g_assert_error (error, WABI_X12_ERROR, WABI_X12_ERROR_NOT_X12);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/837p-explain/table", test_table);
  g_test_add_func ("/837p-explain/complete", test_complete);
  g_test_add_func ("/837p-explain/codes", test_codes);
  g_test_add_func ("/837p-explain/strangers", test_strangers);
  return g_test_run ();
}
