// SPDX-License-Identifier: AGPL-3.0-or-later
// Questions to payers are written strictly; what a partner of tests writes is read back as it was.

#include "edi-answers.h"
#include "edi-partner.h"
#include "wabi-x12-ask.h"

#include <string.h>

static const WabiX12Envelope envelope = {
  .sender_qualifier = (char *)"ZZ",
  .sender_id = (char *)"123456789",
  .receiver_qualifier = (char *)"ZZ",
  .receiver_id = (char *)"CLEARHOUSE",
  .date = (char *)"2026-01-05",
  .time = (char *)"0930",
  .interchange_control = 21,
  .group_control = 22,
  .is_test = TRUE,
};

static const WabiAskParties parties = {
  .payer_name = "Big Insurance",
  .payer_id = "60054",
  .submitter_id = "SR01",
  .provider_name = "Sunrise ABA Center LLC",
  .npi = "1999000015",
  .trace_originator = "9123456789",
};

static const WabiAskPerson jane = { .last = "Doe", .first = "Jané", .member_id = "W123456789" };
static const WabiAskPerson sam = { .last = "Doe", .first = "Sam", .birth_date = "2019-05-04", .sex = 'M' };
static const char *const types[] = { "30", "MH" };
static const char *const diagnoses[] = { "F840" };
static const WabiReviewService services[] = { { "97153", "HM", 52000 }, { "97155", NULL, 4800 } };

#define HEAD                                                                                                 \
  "ISA*00*          *00*          *ZZ*123456789      *ZZ*CLEARHOUSE     "                                    \
  "*260105*0930*^*00501*000000021*0*T*:~"

static void
test_270 (void)
{
  WabiEligibilityQuestion question = { .parties = parties,
                                       .trace = "ASK0001",
                                       .subscriber = jane,
                                       .dependent = &sam,
                                       .from = "2026-01-05",
                                       .service_types = types,
                                       .n_service_types = 2 };
  g_autoptr (GError) error = NULL;
  g_autofree char *text = wabi_270_write (&envelope, &question, 1, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (text, ==,
                   HEAD
                   "GS*HS*123456789*CLEARHOUSE*20260105*0930*22*X*005010X279A1~ST*270*0001*005010X279A1~"
                   "BHT*0022*13*ASK0001*20260105*0930~HL*1**20*1~NM1*PR*2*BIG INSURANCE*****PI*60054~"
                   "HL*2*1*21*1~NM1*1P*2*SUNRISE ABA CENTER LLC*****XX*1999000015~HL*3*2*22*1~"
                   "NM1*IL*1*DOE*JANE****MI*W123456789~HL*4*3*23*0~TRN*1*ASK0001*9123456789~NM1*03*1*DOE*SAM~"
                   "DMG*D8*20190504*M~INS*N*19~DTP*291*D8*20260105~EQ*30~EQ*MH~SE*17*0001~GE*1*22~"
                   "IEA*1*000000021~");
}

static void
test_276 (void)
{
  WabiStatusQuestion question = { .parties = parties,
                                  .trace = "ASK0002",
                                  .subscriber = jane,
                                  .dependent = &sam,
                                  .payer_claim = "PAYERICN123456",
                                  .control = "SR26010001",
                                  .charge = 48050,
                                  .from = "2026-01-02",
                                  .to = "2026-01-03",
                                  .line_control = "SR26010001L1",
                                  .procedure = "97153",
                                  .line_charge = 24000,
                                  .line_units = 1600 };
  g_autoptr (GError) error = NULL;
  g_autofree char *text = wabi_276_write (&envelope, &question, 1, &error);

  g_assert_no_error (error);
  g_assert_nonnull (strstr (text, "~GS*HR*123456789*CLEARHOUSE*20260105*0930*22*X*005010X212~"));
  g_assert_nonnull (strstr (text,
                            "~HL*4*3*22*1~NM1*IL*1*DOE*JANE****MI*W123456789~HL*5*4*23~DMG*D8*20190504*M~"
                            "NM1*QC*1*DOE*SAM~TRN*1*ASK0002~REF*1K*PAYERICN123456~REF*EJ*SR26010001~"
                            "AMT*T3*480.5~DTP*472*RD8*20260102-20260103~SVC*HC:97153*240*****16~"
                            "REF*FJ*SR26010001L1~DTP*472*RD8*20260102-20260103~SE*"));
}

static void
test_278 (void)
{
  WabiReviewQuestion question = { .parties = parties,
                                  .trace = "ASK0003",
                                  .subscriber = jane,
                                  .dependent = &sam,
                                  .certification = 'R',
                                  .previous = "AUTH17",
                                  .place = "12",
                                  .diagnoses = diagnoses,
                                  .n_diagnoses = 1,
                                  .from = "2026-02-01",
                                  .to = "2026-07-31",
                                  .services = services,
                                  .n_services = 2 };
  g_autoptr (GError) error = NULL;
  g_autofree char *text = wabi_278_write (&envelope, &question, 1, &error);

  g_assert_no_error (error);
  g_assert_nonnull (strstr (text, "~HL*5*4*EV*1~TRN*1*ASK0003*9123456789~UM*HS*R**12:B~REF*BB*AUTH17~"
                                  "DTP*AAH*RD8*20260201-20260731~HI*ABK:F840~HL*6*5*SS*0~"
                                  "SV1*HC:97153:HM**UN*520~HL*7*5*SS*0~SV1*HC:97155**UN*48~SE*"));
}

typedef struct
{
  const char *says;
  void (*spoil) (WabiEligibilityQuestion *question);
} Refusal;

static void
spoil_npi (WabiEligibilityQuestion *q)
{
  q->parties.npi = "1999000016";
}

static void
spoil_member (WabiEligibilityQuestion *q)
{
  q->subscriber.member_id = NULL;
}

static void
spoil_dates (WabiEligibilityQuestion *q)
{
  q->to = "2025-12-31";
}

static void
spoil_day (WabiEligibilityQuestion *q)
{
  q->from = "2026-02-30";
}

static void
spoil_types (WabiEligibilityQuestion *q)
{
  q->n_service_types = 0;
}

static void
spoil_name (WabiEligibilityQuestion *q)
{
  q->subscriber.last = "王";
}

static void
spoil_originator (WabiEligibilityQuestion *q)
{
  q->parties.trace_originator = "9";
}

static void
test_refused (void)
{
  static const Refusal refusals[] = {
    { "check digit", spoil_npi },           { "member number", spoil_member },
    { "before the first", spoil_dates },    { "not a date", spoil_day },
    { "which services", spoil_types },      { "no Latin letters", spoil_name },
    { "ten characters", spoil_originator },
  };

  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      WabiEligibilityQuestion question = { .parties = parties,
                                           .trace = "ASK0001",
                                           .subscriber = jane,
                                           .from = "2026-01-05",
                                           .service_types = types,
                                           .n_service_types = 2 };
      g_autoptr (GError) error = NULL;

      refusals[i].spoil (&question);
      g_assert_null (wabi_270_write (&envelope, &question, 1, &error));
      g_assert_error (error, WABI_X12_ERROR, WABI_X12_ERROR_VALUE);
      if (strstr (error->message, refusals[i].says) == NULL)
        g_error ("“%s” does not say “%s”", error->message, refusals[i].says);
    }
}

// Written by the partner of tests and read back, an advice says the same.
static void
test_partner_835 (void)
{
  g_autoptr (WabiRemitFile) file = wabi_remit_read (edi_835_text, strlen (edi_835_text), NULL);
  g_autofree char *text = edi_partner_835 (&envelope, file->payments, file->n_payments);
  g_autoptr (WabiRemitFile) again = wabi_remit_read (text, strlen (text), NULL);
  WabiRemitBalance balance;

  g_assert_cmpuint (again->findings->len, ==, 0);
  g_assert_cmpuint (again->n_payments, ==, 1);
  g_assert_true (again->payments[0].is_complete);
  g_assert_true (wabi_remit_payment_balance (&again->payments[0], &balance));
  g_assert_cmpint (again->payments[0].amount, ==, 26400);
  g_assert_cmpuint (again->payments[0].n_claims, ==, 4);
  g_assert_cmpuint (again->payments[0].n_adjustments, ==, 2);
  for (guint i = 0; i < 4; i++)
    {
      const WabiRemitClaim *a = &file->payments[0].claims[i], *b = &again->payments[0].claims[i];

      g_assert_cmpstr (a->control, ==, b->control);
      g_assert_cmpstr (a->payer_claim, ==, b->payer_claim);
      g_assert_cmpint (a->paid, ==, b->paid);
      g_assert_cmpuint (a->n_lines, ==, b->n_lines);
      g_assert_cmpstr (a->lines[0].control, ==, b->lines[0].control);
      g_assert_cmpint (a->lines[0].units, ==, b->lines[0].units);
      g_assert_cmpuint (a->lines[0].n_adjustments, ==, b->lines[0].n_adjustments);
      g_assert_cmpuint (a->lines[0].n_remarks, ==, b->lines[0].n_remarks);
    }
}

static void
test_partner_277ca (void)
{
  g_autoptr (WabiStatusFile) file = wabi_status_read (edi_277ca_text, strlen (edi_277ca_text), NULL);
  g_autofree char *text = edi_partner_277ca (&envelope, &file->reports[0]);
  g_autoptr (WabiStatusFile) again = wabi_status_read (text, strlen (text), NULL);
  const WabiStatusReport *report;

  g_assert_cmpuint (again->findings->len, ==, 0);
  report = &again->reports[0];
  g_assert_true (report->is_acknowledgment && report->is_complete);
  g_assert_cmpstr (report->levels[1].trace, ==, "BATCH17");
  g_assert_cmpuint (report->n_claims, ==, 2);
  g_assert_cmpstr (report->claims[1].control, ==, "SR26010002");
  g_assert_cmpstr (report->claims[1].statuses[0].codes[1].code, ==, "249");
  g_assert_cmpstr (report->claims[1].lines[0].control, ==, "SR26010002L1");
}

static void
test_partner_271 (void)
{
  g_autoptr (WabiBenefitFile) file = wabi_benefit_read (edi_271_text, strlen (edi_271_text), NULL);
  g_autofree char *text = edi_partner_271 (&envelope, file->answers, file->n_answers);
  g_autoptr (WabiBenefitFile) again = wabi_benefit_read (text, strlen (text), NULL);
  WabiCoverage before, after;

  g_assert_cmpuint (again->findings->len, ==, 0);
  g_assert_cmpuint (again->n_answers, ==, 1);
  wabi_benefit_summarize (&file->answers[0], &before);
  wabi_benefit_summarize (&again->answers[0], &after);
  g_assert_cmpint (after.state, ==, before.state);
  g_assert_cmpint (after.copay, ==, before.copay);
  g_assert_cmpint (after.coinsurance, ==, before.coinsurance);
  g_assert_cmpint (after.deductible_left, ==, before.deductible_left);
  g_assert_cmpint (after.authorization, ==, 'Y');
  g_assert_cmpstr (after.other_payer, ==, "STATE MEDICAID");
  g_assert_cmpstr (again->answers[0].patient->birth_date, ==, "2019-05-04");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ask/270", test_270);
  g_test_add_func ("/ask/276", test_276);
  g_test_add_func ("/ask/278", test_278);
  g_test_add_func ("/ask/refused", test_refused);
  g_test_add_func ("/partner/835", test_partner_835);
  g_test_add_func ("/partner/277ca", test_partner_277ca);
  g_test_add_func ("/partner/271", test_partner_271);
  return g_test_run ();
}
