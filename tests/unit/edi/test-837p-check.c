// SPDX-License-Identifier: AGPL-3.0-or-later
// The checker finds nothing in what the writer writes, and one change to it at a time.

#include "edi-fixtures.h"
#include "wabi-837p-check.h"
#include "wabi-837p-writer.h"
#include "wabi-x12-reader.h"

#include <string.h>

static GPtrArray *
check_text (const char *text)
{
  return wabi_837p_check (text, strlen (text));
}

static void
print_findings (const GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    {
      g_autofree char *line = wabi_837p_finding_to_string (g_ptr_array_index (findings, i));

      g_test_message ("%s", line);
    }
}

static void
assert_clean (const char *text)
{
  g_autoptr (GPtrArray) findings = check_text (text);

  print_findings (findings);
  g_assert_cmpuint (findings->len, ==, 0);
}

static void
test_examples (void)
{
  assert_clean (edi_primary_text);
  assert_clean (edi_replacement_text);
  assert_clean (edi_secondary_text);
}

static void
test_random (void)
{
  for (guint32 seed = 0; seed < 400; seed++)
    {
      g_autoptr (WabiClaimBatch) batch = edi_random_batch (seed);
      g_autoptr (GError) error = NULL;
      g_autofree char *text = wabi_837p_write (batch, &error);
      g_autoptr (GPtrArray) findings = NULL;

      g_assert_no_error (error);
      findings = check_text (text);
      print_findings (findings);
      if (findings->len > 0)
        g_error ("the batch of seed %u is not clean", seed);
    }
}

// Elements whose every digit is held by something else in the file.
static const struct
{
  const char *id;
  const char *qualifier;
  guint element;
} guarded[] = {
  { "ISA", NULL, 13 }, { "GS", NULL, 6 },  { "ST", NULL, 2 },  { "HL", NULL, 1 },  { "CLM", NULL, 2 },
  { "SV1", NULL, 2 },  { "LX", NULL, 1 },  { "SVD", NULL, 2 }, { "SVD", NULL, 1 }, { "CAS", NULL, 3 },
  { "AMT", "D", 2 },   { "NM1", "85", 9 }, { "NM1", "82", 9 }, { "NM1", "DQ", 9 }, { "SE", NULL, 1 },
  { "SE", NULL, 2 },   { "GE", NULL, 1 },  { "GE", NULL, 2 },  { "IEA", NULL, 1 }, { "IEA", NULL, 2 },
};

static void
assert_digits_are_guarded (char *text, WabiX12Span span)
{
  for (gsize i = 0; i < span.length; i++)
    {
      char *digit = text + (span.text - text) + i;
      char old = *digit;
      g_autoptr (GPtrArray) findings = NULL;

      if (!g_ascii_isdigit (old))
        continue;
      *digit = old == '9' ? '1' : old + 1;
      findings = check_text (text);
      if (findings->len == 0)
        g_error ("%.60s: a wrong digit was not noticed", span.text - 20);
      *digit = old;
    }
}

static void
test_random_digits (void)
{
  guint n = 0;

  for (guint32 seed = 0; seed < 25; seed++)
    {
      g_autoptr (WabiClaimBatch) batch = edi_random_batch (seed);
      g_autofree char *text = wabi_837p_write (batch, NULL);
      WabiX12Reader reader;
      WabiX12Segment segment;

      g_assert_nonnull (text);
      wabi_x12_reader_init (&reader, text, strlen (text));
      while (wabi_x12_reader_next (&reader, &segment, NULL) == WABI_X12_READ_SEGMENT)
        for (guint i = 0; i < G_N_ELEMENTS (guarded); i++)
          if (wabi_x12_segment_is (&segment, guarded[i].id, guarded[i].qualifier))
            {
              assert_digits_are_guarded (text, wabi_x12_segment_get_element (&segment, guarded[i].element));
              n++;
            }
    }
  g_assert_cmpuint (n, >, 1000);
}

typedef struct
{
  const char *name;
  const char *const *text;
  const char *from;
  const char *to;
  const char *loop;
  const char *id;
  guint element;
  const char *says;
} Mutation;

#define PRIMARY &edi_primary_text
#define REPLACEMENT &edi_replacement_text
#define SECONDARY &edi_secondary_text

// clang-format off
static const Mutation mutations[] = {
  { "isa-width", PRIMARY, "*ZZ*123456789      *", "*ZZ*123456789     *", "ISA", "ISA", 6, "15 characters" },
  { "isa-version", PRIMARY, "*00501*", "*00401*", "ISA", "ISA", 12, "00501" },
  { "isa-qualifier", PRIMARY, "*ZZ*CLEARHOUSE ", "*ZX*CLEARHOUSE ", "ISA", "ISA", 7, "ZX" },
  { "isa-control", PRIMARY, "~IEA*1*000000001", "~IEA*1*000000002", "ISA", "IEA", 2, "control number of ISA" },
  { "iea-count", PRIMARY, "~IEA*1*", "~IEA*2*", "ISA", "IEA", 1, "should say 1" },
  { "gs-kind", PRIMARY, "~GS*HC*", "~GS*HP*", "GS", "GS", 1, "HC" },
  { "gs-guide", PRIMARY, "*X*005010X222A1~", "*X*005010X222A2~", "GS", "GS", 8, "005010X222A1" },
  { "st-guide", PRIMARY, "*0001*005010X222A1", "*0001*005010X223A2", "ST", "ST", 3, "GS08" },
  { "ge-control", PRIMARY, "~GE*1*1~", "~GE*1*9~", "GS", "GE", 2, "control number of GS" },
  { "se-count", PRIMARY, "~SE*43*", "~SE*42*", "ST", "SE", 1, "should say 43" },
  { "se-control", PRIMARY, "~SE*43*0001", "~SE*43*0002", "ST", "SE", 2, "control number of ST" },
  { "bht-date", PRIMARY, "*20260105*0930*CH", "*20261305*0930*CH", "ST", "BHT", 4, "a date" },
  { "bht-time", PRIMARY, "*20260105*0930*CH", "*20260105*2530*CH", "ST", "BHT", 5, "time of day" },
  { "no-contact", PRIMARY, "~PER*IC*BILLING OFFICE*TE*5125550100", "", "1000A", "PER", 0, "missing" },
  { "phone", PRIMARY, "TE*5125550100", "TE*512555010", "1000A", "PER", 4, "ten digits" },
  { "hl-number", PRIMARY, "~HL*2*1*22*1", "~HL*4*1*22*1", "2000B", "HL", 1, "should be 2" },
  { "hl-parent", PRIMARY, "~HL*3*2*23*0", "~HL*3*1*23*0", "2000C", "HL", 2, "number 2" },
  { "hl-children", PRIMARY, "~HL*2*1*22*1", "~HL*2*1*22*0", "2000B", "HL", 4, "should be 1" },
  { "hl-code", PRIMARY, "~HL*2*1*22*1", "~HL*2*1*29*1", "2000B", "HL", 3, "22" },
  { "no-taxonomy-kind", PRIMARY, "~PRV*BI*PXC", "~PRV*BI*ZZ", "2000A", "PRV", 2, "PXC" },
  { "billing-npi", PRIMARY, "*XX*1999000015", "*XX*1999000016", "2010AA", "NM1", 9, "check digit" },
  { "po-box", PRIMARY, "~N3*100 MAIN ST STE 4", "~N3*P.O. BOX 4", "2010AA", "N3", 1, "PO box" },
  { "short-zip", PRIMARY, "*TX*787010001", "*TX*78701", "2010AA", "N4", 3, "nine digits" },
  { "bad-state", PRIMARY, "*TX*787010001", "*TEX*787010001", "2010AA", "N4", 2, "two letters" },
  { "ein", PRIMARY, "~REF*EI*123456789", "~REF*EI*12-3456789", "2010AA", "REF", 2, "nine digits" },
  { "no-ein", PRIMARY, "~REF*EI*123456789", "", "2010AA", "REF", 0, "missing" },
  { "sbr-self", PRIMARY, "~SBR*P**GRP001", "~SBR*P*18*GRP001", "2000C", "HL", 3, "SBR02 is 18" },
  { "sbr-order", PRIMARY, "~SBR*P**GRP001", "~SBR*S**GRP001", "2000B", "SBR", 1, "no other plan" },
  { "sbr-filing", PRIMARY, "******CI~", "******QQ~", "2000B", "SBR", 9, "“QQ”" },
  { "no-patient-address", PRIMARY, "~NM1*QC*1*DOE*SAM~N3*12 OAK LN", "~NM1*QC*1*DOE*SAM", "2010CA", "N3", 0, "missing" },
  { "no-relation", PRIMARY, "~PAT*19", "", "2000C", "PAT", 0, "missing" },
  { "sex", PRIMARY, "*20190803*M", "*20190803*X", "2010CA", "DMG", 3, "“X”" },
  { "member", PRIMARY, "*MI*W123456789", "", "2010BA", "NM1", 9, "required" },
  { "total", PRIMARY, "~CLM*SR26010001*480*", "~CLM*SR26010001*481*", "2300", "CLM", 2, "charge is 481, but the lines make 480" },
  { "leading-zero", PRIMARY, "~CLM*SR26010001*480*", "~CLM*SR26010001*0480*", "2300", "CLM", 2, "leading zeros" },
  { "frequency", PRIMARY, "*12:B:1*", "*12:B:6*", "2300", "CLM", 5, "frequency" },
  { "no-f8", REPLACEMENT, "~REF*F8*PAYERICN123456", "", "2300", "CLM", 5, "REF*F8" },
  { "long-number", PRIMARY, "~CLM*SR26010001*", "~CLM*SR2601000123456789012*", "2300", "CLM", 1, "20" },
  { "icd-point", PRIMARY, "~HI*ABK:F840", "~HI*ABK:F84.0", "2300", "HI", 1, "without the point" },
  { "icd-kind", PRIMARY, "~HI*ABK:F840", "~HI*ABF:F840", "2300", "HI", 1, "ABK" },
  { "no-diagnosis", PRIMARY, "~HI*ABK:F840", "", "2300", "HI", 0, "missing" },
  { "rendering-npi", PRIMARY, "*XX*1999000031", "*XX*1999000013", "2420A", "NM1", 9, "check digit" },
  { "lx", PRIMARY, "~LX*2~", "~LX*3~", "2400", "LX", 1, "should be 2" },
  { "pointer", PRIMARY, "*UN*16***1~", "*UN*16***2~", "2400", "SV1", 7, "diagnosis 2" },
  { "pointer-range", PRIMARY, "*UN*16***1~", "*UN*16***13~", "2400", "SV1", 7, "“13”" },
  { "modifier", PRIMARY, "HC:97153:HM*", "HC:97153:HMX*", "2400", "SV1", 1, "modifier" },
  { "no-units", PRIMARY, "*UN*16*", "*UN*0*", "2400", "SV1", 4, "no units" },
  { "no-line-number", PRIMARY, "~REF*6R*SR26010001L2", "", "2400", "LX", 0, "REF*6R" },
  { "line-number-twice", PRIMARY, "~REF*6R*SR26010001L2", "~REF*6R*SR26010001L1", "2400", "REF", 2, "same control" },
  { "no-service-date", PRIMARY, "~DTP*472*D8*20260102~REF*6R*SR26010001L2", "~REF*6R*SR26010001L2", "2400", "DTP", 0, "missing" },
  { "future", PRIMARY, "~DTP*472*D8*20260102~REF*6R*SR26010001L2", "~DTP*472*D8*20260106~REF*6R*SR26010001L2", "2400", "DTP", 3, "after the day" },
  { "backward", PRIMARY, "~DTP*472*D8*20260102~REF*6R*SR26010001L2", "~DTP*472*RD8*20260102-20260101~REF*6R*SR26010001L2", "2400", "DTP", 3, "ends before" },
  { "order", PRIMARY, "~REF*G1*AUTH998877~HI*ABK:F840", "~HI*ABK:F840~REF*G1*AUTH998877", "2300", "REF", 0, "out of order" },
  { "twice", PRIMARY, "~REF*G1*AUTH998877", "~REF*G1*AUTH998877~REF*G1*AUTH998878", "2300", "REF", 0, "at most 1" },
  { "stranger", PRIMARY, "~LX*2~", "~BPR*I*5~LX*2~", "2420A", "BPR", 0, "no place" },
  { "reference-kind", PRIMARY, "~REF*G1*AUTH998877", "~REF*QQ*AUTH998877", "2300", "REF", 1, "“QQ”" },
  { "blank", PRIMARY, "*DOE*SAM~", "*DOE*SAM ~", "2010CA", "NM1", 4, "blank" },
  { "small", PRIMARY, "*DOE*SAM~", "*Doe*SAM~", "2010CA", "NM1", 3, "small letters" },
  { "accent", PRIMARY, "*DOE*SAM~", "*DO\xc9*SAM~", "2010CA", "NM1", 3, "201" },
  { "trailing", PRIMARY, "*DOE*SAM~", "*DOE*SAM**~", "2010CA", "NM1", 6, "empty element" },
  { "trailing-part", PRIMARY, "HC:97153:HM*", "HC:97153:HM:*", "2400", "SV1", 1, "empty part" },
  { "extra", PRIMARY, "*DOE*SAM~", "*DOE*SAM**DR~", "2010CA", "NM1", 6, "allows nothing" },
  { "line-balance", SECONDARY, "~CAS*PR*2*16", "~CAS*PR*2*17", "2430", "SVD", 2, "make 241" },
  { "claim-balance", SECONDARY, "~AMT*D*324", "~AMT*D*323", "2300", "CLM", 2, "make 479" },
  { "unknown-payer", SECONDARY, "~SVD*60054*144", "~SVD*60055*144", "2430", "SVD", 1, "not among" },
  { "same-order", SECONDARY, "~SBR*P*19*GRP001", "~SBR*S*19*GRP001", "2320", "SBR", 1, "same place" },
  { "group", SECONDARY, "~CAS*CO*45*80", "~CAS*XX*45*80", "2430", "CAS", 1, "“XX”" },
  { "no-decision-date", SECONDARY, "~DTP*573*D8*20260120~LX*2", "~LX*2", "2430", "DTP", 0, "missing" },
  { "no-oi", SECONDARY, "~OI***Y***Y", "", "2320", "OI", 0, "missing" },
  { "no-birth-date", SECONDARY, "~DMG*D8*20190803*M", "", "2000B", "SBR", 2, "DMG" },
  { "cut", PRIMARY, "~SE*43*0001~GE*1*1~IEA*1*000000001", "", "ST", "SE", 0, "missing" },
};
// clang-format on

static char *
replace_first (const char *text, const char *from, const char *to)
{
  const char *at = strstr (text, from);

  g_assert_nonnull (at);
  return g_strdup_printf ("%.*s%s%s", (int)(at - text), text, to, at + strlen (from));
}

static void
test_mutation (gconstpointer data)
{
  const Mutation *mutation = data;
  g_autofree char *text = replace_first (*mutation->text, mutation->from, mutation->to);
  g_autoptr (GPtrArray) findings = check_text (text);
  gboolean found = FALSE;

  print_findings (findings);
  for (guint i = 0; i < findings->len; i++)
    {
      const Wabi837pFinding *finding = g_ptr_array_index (findings, i);

      found = found
              || (strcmp (finding->loop, mutation->loop) == 0
                  && strcmp (finding->segment_id, mutation->id) == 0 && finding->element == mutation->element
                  && strstr (finding->message, mutation->says) != NULL);
    }
  g_assert_true (found);
  // One change is one problem, or it shows in the counts as well; a flood would help nobody.
  g_assert_cmpuint (findings->len, <=, 5);
}

// Taking any one segment away from a valid file, or sending it twice, is always noticed.
static void
test_each_segment (void)
{
  const char *const texts[] = { edi_primary_text, edi_replacement_text, edi_secondary_text };

  for (guint t = 0; t < G_N_ELEMENTS (texts); t++)
    {
      g_auto (GStrv) segments = g_strsplit (texts[t], "~", -1);
      guint n = g_strv_length (segments) - 1;

      for (guint skip = 0; skip < n; skip++)
        for (guint copies = 0; copies <= 2; copies += 2)
          {
            g_autoptr (GString) text = g_string_new (NULL);
            g_autoptr (GPtrArray) findings = NULL;

            for (guint i = 0; i < n; i++)
              for (guint c = 0; c < (i == skip ? copies : 1); c++)
                g_string_append_printf (text, "%s~", segments[i]);
            findings = check_text (text->str);
            g_assert_cmpuint (findings->len, >, 0);
          }
    }
}

// Any single wrong digit in an amount or a count of the secondary claim is noticed.
static void
test_each_amount (void)
{
  const char *const fields[]
      = { "*480*", "*240*", "*324~", "*144*", "*180*", "*45*80~", "*2*16~", "*45*40~", "*2*20~", "SE*48" };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const char *at = strstr (edi_secondary_text, fields[i]);

      g_assert_nonnull (at);
      for (gsize j = strlen (fields[i]) - 3; j < strlen (fields[i]) - 1; j++)
        for (char digit = '1'; digit <= '9'; digit++)
          {
            g_autofree char *text = g_strdup (edi_secondary_text);
            gsize where = at - edi_secondary_text + j;

            if (!g_ascii_isdigit (text[where]) || text[where] == digit)
              continue;
            text[where] = digit;
            {
              g_autoptr (GPtrArray) findings = check_text (text);

              g_assert_cmpuint (findings->len, >, 0);
            }
          }
    }
}

static void
test_not_x12 (void)
{
  g_autoptr (GPtrArray) empty = check_text ("");
  g_autoptr (GPtrArray) letter = check_text ("Dear payer, please pay.");

  g_assert_cmpuint (empty->len, ==, 1);
  g_assert_cmpuint (letter->len, ==, 1);
}

static void
test_flood (void)
{
  g_autoptr (GString) text = g_string_new (edi_primary_text);
  g_autoptr (GPtrArray) findings = NULL;
  const Wabi837pFinding *last;

  for (guint i = 0; i < 5000; i++)
    g_string_append (text, "ZZ*1~");
  findings = check_text (text->str);
  g_assert_cmpuint (findings->len, ==, WABI_837P_MAX_FINDINGS + 1);
  last = g_ptr_array_index (findings, findings->len - 1);
  g_assert_nonnull (strstr (last->message, "There is more than"));
}

static void
test_words (void)
{
  g_autofree char *text = replace_first (edi_primary_text, "*UN*16***1~", "*UN*16***2~");
  g_autoptr (GPtrArray) findings = check_text (text);
  g_autofree char *words = NULL;

  g_assert_cmpuint (findings->len, ==, 1);
  words = wabi_837p_finding_to_string (g_ptr_array_index (findings, 0));
  g_assert_cmpstr (words, ==,
                   "Claim SR26010001, line 1: The line points to diagnosis 2, but the claim has 1. "
                   "(segment 34, loop 2400, SV107)");
}

// Published samples come from elsewhere: they may break our stricter rules, but their structure has to be
// understood.
static void
test_samples (void)
{
  const char *source = g_getenv ("G_TEST_SRCDIR");
  g_autofree char *folder
      = g_build_filename (source != NULL ? source : ".", "..", "shared", "samples", "x12", "837P", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  if (dir == NULL)
    {
      g_test_skip ("the sample files are not beside this repository");
      return;
    }
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *text = NULL;
      gsize length;
      g_autoptr (GPtrArray) findings = NULL;

      g_assert_true (g_file_get_contents (path, &text, &length, NULL));
      findings = wabi_837p_check (text, length);
      for (guint i = 0; i < findings->len; i++)
        {
          const Wabi837pFinding *finding = g_ptr_array_index (findings, i);

          g_test_message ("%s: %s %s", name, finding->segment_id, finding->message);
          g_assert_null (strstr (finding->message, "no place here"));
          g_assert_null (strstr (finding->message, "out of order"));
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/837p-check/examples", test_examples);
  g_test_add_func ("/837p-check/random", test_random);
  g_test_add_func ("/837p-check/random-digits", test_random_digits);
  for (guint i = 0; i < G_N_ELEMENTS (mutations); i++)
    {
      g_autofree char *path = g_strconcat ("/837p-check/mutation/", mutations[i].name, NULL);

      g_test_add_data_func (path, &mutations[i], test_mutation);
    }
  g_test_add_func ("/837p-check/each-segment", test_each_segment);
  g_test_add_func ("/837p-check/each-amount", test_each_amount);
  g_test_add_func ("/837p-check/not-x12", test_not_x12);
  g_test_add_func ("/837p-check/flood", test_flood);
  g_test_add_func ("/837p-check/words", test_words);
  g_test_add_func ("/837p-check/samples", test_samples);
  return g_test_run ();
}
