// SPDX-License-Identifier: AGPL-3.0-or-later
// Files of every kind against their guides: what is right has no findings, each spoiled place is named.

#include "edi-answers.h"
#include "edi-fixtures.h"
#include "wabi-837p-writer.h"
#include "wabi-999.h"
#include "wabi-x12-ask.h"
#include "wabi-x12-check.h"
#include "wabi-x12-explain.h"
#include "wabi-x12-stream.h"

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
};

static char *
write_270 (void)
{
  static const char *const types[] = { "30", "MH" };
  static const WabiAskPerson sam = { .last = "Doe", .first = "Sam", .birth_date = "2019-05-04", .sex = 'M' };
  WabiEligibilityQuestion questions[2] = {
    { .parties = { .payer_name = "Big Insurance",
                   .payer_id = "60054",
                   .submitter_id = "SR01",
                   .provider_name = "Sunrise ABA Center LLC",
                   .npi = "1999000015",
                   .taxonomy = "103K00000X",
                   .trace_originator = "9123456789" },
      .trace = "ASK0001",
      .subscriber
      = { .last = "Doe", .first = "Jane", .member_id = "W123456789", .sex = 'F', .birth_date = "1990-01-02" },
      .group = "GRP77",
      .from = "2026-01-05",
      .to = "2026-01-31",
      .service_types = types,
      .n_service_types = 2 },
  };
  g_autoptr (GError) error = NULL;
  char *text;

  questions[1] = questions[0];
  questions[1].trace = "ASK0002";
  questions[1].dependent = &sam;
  questions[1].procedure = "97153";
  text = wabi_270_write (&envelope, questions, 2, &error);
  g_assert_no_error (error);
  return text;
}

static char *
write_276 (void)
{
  static const WabiAskPerson sam = { .last = "Doe", .first = "Sam", .birth_date = "2019-05-04", .sex = 'M' };
  WabiStatusQuestion question = { .parties = { .payer_name = "Big Insurance",
                                               .payer_id = "60054",
                                               .submitter_id = "SR01",
                                               .provider_name = "Sunrise ABA Center LLC",
                                               .npi = "1999000015" },
                                  .trace = "ASK0002",
                                  .subscriber = { .last = "Doe", .first = "Jane", .member_id = "W123456789" },
                                  .dependent = &sam,
                                  .payer_claim = "PAYERICN123456",
                                  .control = "SR26010001",
                                  .charge = 48050,
                                  .from = "2026-01-02",
                                  .line_control = "SR26010001L1",
                                  .procedure = "97153",
                                  .line_charge = 24000,
                                  .line_units = 1600 };
  g_autoptr (GError) error = NULL;
  char *text = wabi_276_write (&envelope, &question, 1, &error);

  g_assert_no_error (error);
  return text;
}

static char *
write_278 (void)
{
  static const char *const diagnoses[] = { "F840", "F88" };
  static const WabiReviewService services[] = { { "97153", "HM", 52000 }, { "97155", NULL, 4800 } };
  WabiReviewQuestion question = { .parties = { .payer_name = "Big Insurance",
                                               .payer_id = "60054",
                                               .provider_name = "Sunrise ABA Center LLC",
                                               .npi = "1999000015",
                                               .trace_originator = "9123456789" },
                                  .trace = "ASK0003",
                                  .subscriber = { .last = "Doe", .first = "Jane", .member_id = "W123456789" },
                                  .certification = 'I',
                                  .place = "12",
                                  .diagnoses = diagnoses,
                                  .n_diagnoses = 2,
                                  .from = "2026-02-01",
                                  .to = "2026-07-31",
                                  .services = services,
                                  .n_services = 2,
                                  .note = "Reassessment attached" };
  g_autoptr (GError) error = NULL;
  char *text = wabi_278_write (&envelope, &question, 1, &error);

  g_assert_no_error (error);
  return text;
}

static void
print_findings (const WabiX12Checked *checked)
{
  for (guint i = 0; i < checked->findings->len; i++)
    {
      g_autofree char *line = wabi_x12_finding_to_string (g_ptr_array_index (checked->findings, i));

      g_test_message ("%s", line);
    }
}

static void
assert_clean (const char *text)
{
  g_autoptr (WabiX12Checked) checked = wabi_x12_check (text, strlen (text));

  print_findings (checked);
  g_assert_cmpuint (checked->findings->len, ==, 0);
  g_assert_cmpuint (checked->n_errors, ==, 0);
}

static void
test_clean (void)
{
  g_autofree char *eligibility = write_270 (), *status = write_276 (), *review = write_278 ();
  g_autofree char *all
      = g_strconcat (edi_835_text, edi_277ca_text, "\r\n", edi_271_text, edi_primary_text, NULL);

  assert_clean (edi_835_text);
  assert_clean (edi_999_text);
  assert_clean (edi_277ca_text);
  assert_clean (edi_277_text);
  assert_clean (edi_271_text);
  assert_clean (edi_ta1_text);
  assert_clean (edi_primary_text);
  assert_clean (edi_replacement_text);
  assert_clean (edi_secondary_text);
  assert_clean (eligibility);
  assert_clean (status);
  assert_clean (review);
  assert_clean (all);
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
  guint code;
  const char *says;
} Mutation;

// clang-format off
static const Mutation mutations[] = {
  { "835-kind", &edi_835_text, "GS*HP*", "GS*HB*", "GS", "GS", 1, 0, "not one of HP" },
  { "835-line", &edi_835_text, "CAS*CO*45*80~", "CAS*CO*45*81~", "2110", "SVC", 3, 0, "charge less the adjustments make 143" },
  { "835-claim", &edi_835_text, "*1*480*324*36*", "*1*481*324*36*", "2100", "CLP", 3, 0, "lines make 480" },
  { "835-payment", &edi_835_text, "BPR*I*264*", "BPR*I*265*", "ST", "BPR", 2, 0, "make 264" },
  { "835-provider", &edi_835_text, "*60*L6:", "*61*L6:", "ST", "BPR", 2, 0, "make 263" },
  { "835-no-date", &edi_835_text, "*123456*20260120~", "*123456~", "ST", "BPR", 16, 1, "required" },
  { "835-bad-date", &edi_835_text, "DTM*405*20260119", "DTM*405*20261319", "ST", "DTM", 2, 8, "a date" },
  { "835-group", &edi_835_text, "CAS*PR*2*16", "CAS*XX*2*16", "2110", "CAS", 1, 7, "not one of CO" },
  { "835-no-contact", &edi_835_text, "PER*BL*EDI SUPPORT*TE*8005550101~", "", "1000A", "PER", 0, 3, "required" },
  { "835-order", &edi_835_text, "REF*EV*CLEARHOUSE~DTM*405*20260119~", "DTM*405*20260119~REF*EV*CLEARHOUSE~", "ST", "REF", 0, 7, "out of order" },
  { "835-twice", &edi_835_text, "REF*TJ*123456789~", "REF*TJ*123456789~LX*0~CLP*X*1*0*0**12*Y~NM1*QC*1~NM1*QC*1~", "2100", "NM1", 0, 5, "at most 1" },
  { "835-stranger", &edi_835_text, "REF*TJ*123456789~", "REF*TJ*123456789~ZZZ*1~", "1000B", "ZZZ", 0, 1, "no place" },
  { "835-long", &edi_835_text, "AMT*AU*360", "AMT*AU*360*D*LONG", "2100", "AMT", 3, 110, "allows nothing" },
  { "835-modifier", &edi_835_text, "SVC*HC:97153:HM*240*144", "SVC*HC:97153:HMM*240*144", "2110", "SVC", 1, 112, "modifier" },
  { "835-parts", &edi_835_text, "WO:PAYERICN110001*60", "WO:PAYERICN110001:X*60", "ST", "PLB", 3, 13, "3 parts" },
  { "835-blank", &edi_835_text, "*DOE*SAM*", "*DOE *SAM*", "2100", "NM1", 3, 6, "blank" },
  { "835-empty-end", &edi_835_text, "REF*TJ*123456789~", "REF*TJ*123456789*~", "1000B", "REF", 3, 3, "empty element" },
  { "835-money", &edi_835_text, "AMT*B6*160", "AMT*B6*0160", "2110", "AMT", 2, 6, "leading zeros" },
  { "835-count", &edi_835_text, "SE*58*", "SE*57*", "ST", "SE", 1, 0, "should say 58" },
  { "999-outcome", &edi_999_text, "IK5*A~", "IK5*Q~", "2000", "IK5", 1, 7, "not one of A" },
  { "999-accepted", &edi_999_text, "AK9*P*2*2*1", "AK9*P*2*2*2", "ST", "AK9", 4, 0, "1 of the sets" },
  { "999-position", &edi_999_text, "IK3*CLM*22*2300*8", "IK3*CLM*XX*2300*8", "2100", "IK3", 2, 6, "whole number" },
  { "277ca-level", &edi_277ca_text, "HL*4*3*PT", "HL*4*2*PT", "2000D", "HL", 2, 7, "number 3" },
  { "277ca-number", &edi_277ca_text, "HL*5*3*PT", "HL*6*3*PT", "2000D", "HL", 1, 7, "should be 5" },
  { "277ca-children", &edi_277ca_text, "HL*3*2*19*1", "HL*3*2*19*0", "2000C", "HL", 4, 7, "should be 1" },
  { "277ca-action", &edi_277ca_text, "20260105*WQ*480", "20260105*OK*480", "2200D", "STC", 3, 7, "not one of" },
  { "277ca-no-status", &edi_277ca_text, "STC*A2:20:PR*20260105*WQ*480~", "", "2200D", "STC", 0, 3, "required" },
  { "277-purpose", &edi_277_text, "BHT*0010*08", "BHT*0010*13", "ST", "BHT", 2, 7, "not one of 08" },
  { "277-range", &edi_277_text, "DTP*472*D8*20260102~SVC", "DTP*472*RD8*20260102-20260101~SVC", "2200E", "DTP", 3, 8, "ends before" },
  { "271-benefit", &edi_271_text, "EB*1*IND", "EB*Q1*IND", "2110D", "EB", 1, 7, "not one of 1" },
  { "271-type", &edi_271_text, "30^MH*PR", "30^ZZ*PR", "2110D", "EB", 3, 7, "ZZ” is not in the list" },
  { "271-sex", &edi_271_text, "20190504*M", "20190504*X", "2100D", "DMG", 3, 7, "not one of F" },
  { "271-guide", &edi_271_text, "ST*271*0001*005010X279A1", "ST*271*0001*005010X279", "ST", "ST", 3, 7, "not one of" },
  { "ta1-code", &edi_ta1_text, "*1201*R*025", "*1201*Q*025", "ISA", "TA1", 4, 7, "not one of A" },
  { "837p-balance", &edi_primary_text, "~IEA*1*", "~IEA*2*", "ISA", "IEA", 1, 0, "should say 1" },
};
// clang-format on

static void
test_mutation (gconstpointer data)
{
  const Mutation *mutation = data;
  g_autofree char *text = edi_with (*mutation->text, mutation->from, mutation->to);
  g_autoptr (WabiX12Checked) checked = wabi_x12_check (text, strlen (text));
  gboolean found = FALSE;

  print_findings (checked);
  for (guint i = 0; i < checked->findings->len && !found; i++)
    {
      const WabiX12Finding *finding = g_ptr_array_index (checked->findings, i);

      found = strcmp (finding->loop, mutation->loop) == 0 && strcmp (finding->segment_id, mutation->id) == 0
              && finding->element == mutation->element && finding->code == mutation->code
              && strstr (finding->message, mutation->says) != NULL;
    }
  g_assert_true (found);
}

// One bad set in a batch is named and rejected alone; the others are accepted.
static void
test_999_of_batch (void)
{
  g_autofree char *text = write_270 ();
  // The count of its end is wrong with that as well.
  g_autofree char *spoiled = edi_with (text, "~SE*", "~EQ*ZZ~DTP*291*D8*20261399~SE*");
  g_autoptr (WabiX12Checked) checked = wabi_x12_check (spoiled, strlen (spoiled));
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = wabi_x12_write_999 (checked, &envelope, &error);
  g_autoptr (WabiAckFile) acks = NULL;
  const WabiAck *ack;

  g_assert_no_error (error);
  print_findings (checked);
  assert_clean (answer);
  acks = wabi_ack_read (answer, strlen (answer), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (acks->n_acks, ==, 1);
  ack = &acks->acks[0];
  g_assert_cmpstr (ack->functional_id, ==, "HS");
  g_assert_cmpstr (ack->group_control, ==, "22");
  g_assert_cmpint (ack->outcome, ==, 'P');
  g_assert_cmpuint (ack->n_accepted, ==, 1);
  g_assert_cmpint (ack->sets[0].outcome, ==, 'R');
  g_assert_cmpstr (ack->sets[0].control, ==, "0001");
  g_assert_cmpint (ack->sets[1].outcome, ==, 'A');
  g_assert_cmpuint (ack->sets[0].n_segments, >=, 2);
}

static void
test_999_exact (void)
{
  g_autofree char *code = edi_with (edi_primary_text, "*Y*A*Y*Y", "*Q*A*Y*Y");
  g_autoptr (WabiX12Checked) checked = wabi_x12_check (code, strlen (code));
  g_autofree char *answer = wabi_x12_write_999 (checked, &envelope, NULL);
  g_autofree char *lost = edi_with (edi_primary_text, "~SE*43*", "~SE*44*");
  g_autoptr (WabiX12Checked) miscounted = wabi_x12_check (lost, strlen (lost));
  g_autofree char *other = wabi_x12_write_999 (miscounted, &envelope, NULL);
  g_autoptr (WabiX12Checked) right = wabi_x12_check (edi_primary_text, strlen (edi_primary_text));
  g_autofree char *thanks = wabi_x12_write_999 (right, &envelope, NULL);

  assert_clean (answer);
  g_assert_nonnull (strstr (answer, "~AK1*HC*1*005010X222A1~AK2*837*0001*005010X222A1~IK3*CLM*"));
  g_assert_nonnull (strstr (answer, "*2300*8~CTX*CLM01:SR26010001~IK4*6**7~IK5*R*5~AK9*R*1*1*0~SE*"));
  g_assert_nonnull (strstr (other, "~AK2*837*0001*005010X222A1~IK5*R*4~AK9*R*1*1*0~SE*"));
  g_assert_nonnull (strstr (thanks, "~AK2*837*0001*005010X222A1~IK5*A~AK9*A*1*1*1~SE*"));
}

// A balance that is wrong is for people, not for a 999.
static void
test_999_takes_imbalance (void)
{
  g_autofree char *text = edi_with (edi_835_text, "BPR*I*264*", "BPR*I*265*");
  g_autoptr (WabiX12Checked) checked = wabi_x12_check (text, strlen (text));
  g_autofree char *answer = wabi_x12_write_999 (checked, &envelope, NULL);

  g_assert_cmpuint (checked->n_errors, ==, 1);
  g_assert_nonnull (strstr (answer, "~IK5*A~AK9*A*1*1*1~"));
}

static void
test_ta1 (void)
{
  g_autofree char *text = edi_with (edi_primary_text, "~IEA*1*000000001", "~IEA*1*000000002");
  g_autoptr (WabiX12Checked) checked = wabi_x12_check (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = wabi_x12_write_ta1 (checked, &envelope, FALSE, &error);
  g_autoptr (WabiX12Checked) right = wabi_x12_check (edi_835_text, strlen (edi_835_text));
  g_autofree char *none = wabi_x12_write_ta1 (right, &envelope, FALSE, &error);
  g_autofree char *asked = wabi_x12_write_ta1 (right, &envelope, TRUE, &error);

  g_assert_no_error (error);
  g_assert_nonnull (strstr (answer, "~TA1*000000001*260105*0930*R*001~IEA*0*000000021~"));
  g_assert_null (none);
  g_assert_nonnull (strstr (asked, "~TA1*000000004*260105*0930*A*000~IEA*0*"));
  assert_clean (answer);
}

// A piece at a time finds the same as all at once, and nothing of a piece is looked at after its call.
static void
test_streamed (void)
{
  const char *const texts[] = { edi_secondary_text, edi_835_text, edi_277ca_text, edi_271_text };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *bad = edi_with (texts[i], "~SE*", "~ZZZ*1~SE*");
      g_autoptr (WabiX12Checked) whole = wabi_x12_check (bad, strlen (bad));
      g_autoptr (WabiX12Checked) streamed = NULL;
      WabiX12Checker *checker = wabi_x12_checker_new ();
      WabiX12Segment segment;
      WabiX12Reader reader;

      wabi_x12_reader_init (&reader, bad, strlen (bad));
      while (wabi_x12_reader_next (&reader, &segment, NULL) == WABI_X12_READ_SEGMENT)
        {
          wabi_x12_checker_take (checker, &segment);
          memset ((char *)segment.raw.text, '#', segment.raw.length);
        }
      streamed = wabi_x12_checker_finish (checker);
      g_assert_cmpuint (whole->findings->len, >=, 2);
      g_assert_cmpuint (streamed->findings->len, ==, whole->findings->len);
      for (guint j = 0; j < whole->findings->len; j++)
        {
          g_autofree char *a = wabi_x12_finding_to_string (g_ptr_array_index (whole->findings, j));
          g_autofree char *b = wabi_x12_finding_to_string (g_ptr_array_index (streamed->findings, j));

          g_assert_cmpstr (a, ==, b);
        }
    }
}

typedef struct
{
  const char *text;
  gsize length, at, step;
} Source;

static gssize
fill (gpointer user_data, char *buffer, gsize size, GError **error G_GNUC_UNUSED)
{
  Source *source = user_data;
  gsize n = MIN (MIN (size, source->step), source->length - source->at);

  memcpy (buffer, source->text + source->at, n);
  source->at += n;
  return n;
}

// Through a window, a few bytes at a time, come the same segments as out of the whole, also behind what is broken.
static void
test_windows (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *other = g_strdelimit (g_strdup (edi_277ca_text), "~", '!');
  guint n = 0, n_errors = 0;

  while (text->len < 700 * 1024)
    {
      g_string_append (text, edi_835_text);
      g_string_append (text, "\r\n?~");
      g_string_append (text, other);
      g_string_append (text, "\n");
    }
  for (gsize step = 1; step < 2000000; step *= 97)
    {
      Source source = { text->str, text->len, 0, step };
      g_autoptr (WabiX12Stream) stream = wabi_x12_stream_new (fill, &source);
      WabiX12Segment whole, piece;
      WabiX12Reader reader;

      wabi_x12_reader_init (&reader, text->str, text->len);
      for (;;)
        {
          WabiX12Read expected = wabi_x12_reader_next (&reader, &whole, NULL);
          WabiX12Read result = wabi_x12_stream_next (stream, &piece, NULL);

          g_assert_cmpint (result, ==, expected);
          if (result == WABI_X12_READ_END)
            break;
          if (result == WABI_X12_READ_ERROR)
            {
              g_assert_true (wabi_x12_reader_recover (&reader) == wabi_x12_stream_recover (stream));
              n_errors++;
              continue;
            }
          g_assert_cmpmem (piece.raw.text, piece.raw.length, whole.raw.text, whole.raw.length);
          g_assert_cmpuint (piece.offset, ==, whole.offset);
          g_assert_cmpuint (piece.number, ==, whole.number);
          n++;
        }
    }
  g_assert_cmpuint (n, >, 10000);
  g_assert_cmpuint (n_errors, >, 100);
}

static void
assert_explained (const char *text, const char *title, const char *detail)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) lines = wabi_x12_explain (text, strlen (text), &error);
  gboolean found = FALSE;

  g_assert_no_error (error);
  for (guint i = 0; i < lines->len; i++)
    {
      const WabiX12Explained *line = g_ptr_array_index (lines, i);

      g_assert_cmpstr (line->title, !=, "Not part of this transaction");
      if (strcmp (line->title, title) == 0)
        g_test_message ("%s", line->detail);
      found = found || (strcmp (line->title, title) == 0 && strcmp (line->detail, detail) == 0);
    }
  g_assert_true (found);
}

static void
test_explained (void)
{
  g_autofree char *review = write_278 ();

  assert_explained (edi_835_text, "Payment", "$264.00 by bank transfer, on 2026-01-20");
  assert_explained (edi_835_text, "Claim payment",
                    "claim SR26010002: denied, charged $120.00, paid $0.00, payer's number PAYERICN123457");
  assert_explained (edi_835_text, "Adjustments of the provider",
                    "recovery of an overpayment PAYERICN110001: $60.00; interest PAYERICN123456: -$10.00");
  assert_explained (edi_999_text, "Element with an error",
                    "element 5, part 3: the code is not one of the list, “9”");
  assert_explained (
      edi_277ca_text, "Status",
      "rejected: information is invalid: the NPI of the entity (rendering provider), on 2026-01-05, "
      "charged $120.00; rejected: information is invalid: the place of service");
  assert_explained (
      edi_271_text, "Benefit",
      "coinsurance, individual, mental health, 20 %, authorization needed: yes, in the network: yes");
  assert_explained (edi_ta1_text, "Interchange acknowledgment",
                    "interchange 000000017: rejected, the control number was used before: a duplicate");
  assert_explained (review, "What is asked for", "request HS, kind I, at home");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/check/clean", test_clean);
  for (guint i = 0; i < G_N_ELEMENTS (mutations); i++)
    {
      g_autofree char *path = g_strconcat ("/check/mutation/", mutations[i].name, NULL);

      g_test_add_data_func (path, &mutations[i], test_mutation);
    }
  g_test_add_func ("/check/999-of-batch", test_999_of_batch);
  g_test_add_func ("/check/999-exact", test_999_exact);
  g_test_add_func ("/check/999-takes-imbalance", test_999_takes_imbalance);
  g_test_add_func ("/check/ta1", test_ta1);
  g_test_add_func ("/check/streamed", test_streamed);
  g_test_add_func ("/check/windows", test_windows);
  g_test_add_func ("/check/explained", test_explained);
  return g_test_run ();
}
