// SPDX-License-Identifier: AGPL-3.0-or-later
// Claims to test with: the worked examples, and any number of valid ones from a seed.

#include "edi-fixtures.h"

#include "wabi-npi.h"

#include <string.h>

#define DAY "2026-01-02"

const char *const edi_primary_text
    = ""
      "ISA*00*          *00*          *ZZ*123456789      *ZZ*CLEARHOUSE     "
      "*260105*0930*^*00501*000000001*0*T*:~"
      "GS*HC*123456789*CLEARHOUSE*20260105*0930*1*X*005010X222A1~ST*837*0001*005010X222A1~"
      "BHT*0019*00*BATCH000001*20260105*0930*CH~NM1*41*2*SUNRISE ABA CENTER LLC*****46*123456789~"
      "PER*IC*BILLING OFFICE*TE*5125550100~NM1*40*2*CLEARHOUSE*****46*CLEARHOUSE~HL*1**20*1~"
      "PRV*BI*PXC*103K00000X~NM1*85*2*SUNRISE ABA CENTER LLC*****XX*1999000015~N3*100 MAIN ST STE 4~"
      "N4*AUSTIN*TX*787010001~REF*EI*123456789~HL*2*1*22*1~SBR*P**GRP001******CI~"
      "NM1*IL*1*DOE*JANE****MI*W123456789~N3*12 OAK LN~N4*AUSTIN*TX*787020000~DMG*D8*19850412*F~"
      "NM1*PR*2*BIG INSURANCE*****PI*60054~HL*3*2*23*0~PAT*19~NM1*QC*1*DOE*SAM~N3*12 OAK LN~"
      "N4*AUSTIN*TX*787020000~DMG*D8*20190803*M~CLM*SR26010001*480***12:B:1*Y*A*Y*Y~REF*G1*AUTH998877~"
      "HI*ABK:F840~NM1*82*1*SMITH*ANNA****XX*1999000023~PRV*PE*PXC*103K00000X~"
      "NM1*DQ*1*SMITH*ANNA****XX*1999000023~LX*1~SV1*HC:97153:HM*240*UN*16***1~DTP*472*D8*20260102~"
      "REF*6R*SR26010001L1~NTE*ADD*0900-1300~NM1*82*1*JONES*TINA****XX*1999000031~PRV*PE*PXC*106S00000X~"
      "LX*2~SV1*HC:97155:HO*240*UN*8***1~DTP*472*D8*20260102~REF*6R*SR26010001L2~NTE*ADD*1000-1200~"
      "SE*43*0001~GE*1*1~IEA*1*000000001~";

const char *const edi_replacement_text
    = ""
      "ISA*00*          *00*          *ZZ*123456789      *ZZ*CLEARHOUSE     "
      "*260105*0930*^*00501*000000002*0*T*:~"
      "GS*HC*123456789*CLEARHOUSE*20260105*0930*2*X*005010X222A1~ST*837*0001*005010X222A1~"
      "BHT*0019*00*BATCH000001*20260105*0930*CH~NM1*41*2*SUNRISE ABA CENTER LLC*****46*123456789~"
      "PER*IC*BILLING OFFICE*TE*5125550100~NM1*40*2*CLEARHOUSE*****46*CLEARHOUSE~HL*1**20*1~"
      "PRV*BI*PXC*103K00000X~NM1*85*2*SUNRISE ABA CENTER LLC*****XX*1999000015~N3*100 MAIN ST STE 4~"
      "N4*AUSTIN*TX*787010001~REF*EI*123456789~HL*2*1*22*1~SBR*P**GRP001******CI~"
      "NM1*IL*1*DOE*JANE****MI*W123456789~N3*12 OAK LN~N4*AUSTIN*TX*787020000~DMG*D8*19850412*F~"
      "NM1*PR*2*BIG INSURANCE*****PI*60054~HL*3*2*23*0~PAT*19~NM1*QC*1*DOE*SAM~N3*12 OAK LN~"
      "N4*AUSTIN*TX*787020000~DMG*D8*20190803*M~CLM*SR26010001*450***12:B:7*Y*A*Y*Y~REF*G1*AUTH998877~"
      "REF*F8*PAYERICN123456~HI*ABK:F840~NM1*82*1*SMITH*ANNA****XX*1999000023~PRV*PE*PXC*103K00000X~"
      "NM1*DQ*1*SMITH*ANNA****XX*1999000023~LX*1~SV1*HC:97153:HM*210*UN*14***1~DTP*472*D8*20260102~"
      "REF*6R*SR26010001L1~NTE*ADD*0900-1300~NM1*82*1*JONES*TINA****XX*1999000031~PRV*PE*PXC*106S00000X~"
      "LX*2~SV1*HC:97155:HO*240*UN*8***1~DTP*472*D8*20260102~REF*6R*SR26010001L2~NTE*ADD*1000-1200~"
      "SE*44*0001~GE*1*2~IEA*1*000000002~";

const char *const edi_secondary_text
    = ""
      "ISA*00*          *00*          *ZZ*123456789      *ZZ*CLEARHOUSE     "
      "*260105*0930*^*00501*000000003*0*T*:~"
      "GS*HC*123456789*CLEARHOUSE*20260105*0930*3*X*005010X222A1~ST*837*0001*005010X222A1~"
      "BHT*0019*00*BATCH000001*20260105*0930*CH~NM1*41*2*SUNRISE ABA CENTER LLC*****46*123456789~"
      "PER*IC*BILLING OFFICE*TE*5125550100~NM1*40*2*CLEARHOUSE*****46*CLEARHOUSE~HL*1**20*1~"
      "PRV*BI*PXC*103K00000X~NM1*85*2*SUNRISE ABA CENTER LLC*****XX*1999000015~N3*100 MAIN ST STE 4~"
      "N4*AUSTIN*TX*787010001~REF*EI*123456789~HL*2*1*22*0~SBR*S*18*******MC~"
      "NM1*IL*1*DOE*SAM****MI*500123456~N3*12 OAK LN~N4*AUSTIN*TX*787020000~DMG*D8*20190803*M~"
      "NM1*PR*2*TEXAS MEDICAID*****PI*86916~CLM*SR26010001S*480***12:B:1*Y*A*Y*Y~REF*G1*MCDAUTH1~"
      "HI*ABK:F840~NM1*82*1*SMITH*ANNA****XX*1999000023~PRV*PE*PXC*103K00000X~SBR*P*19*GRP001******CI~"
      "AMT*D*324~OI***Y***Y~NM1*IL*1*DOE*JANE****MI*W123456789~NM1*PR*2*BIG INSURANCE*****PI*60054~"
      "REF*F8*PAYERICN123456~LX*1~SV1*HC:97153:HM*240*UN*16***1~DTP*472*D8*20260102~REF*6R*SR26010001L1~"
      "NM1*82*1*JONES*TINA****XX*1999000031~PRV*PE*PXC*106S00000X~SVD*60054*144*HC:97153:HM**16~"
      "CAS*CO*45*80~CAS*PR*2*16~DTP*573*D8*20260120~LX*2~SV1*HC:97155:HO*240*UN*8***1~DTP*472*D8*20260102~"
      "REF*6R*SR26010001L2~SVD*60054*180*HC:97155:HO**8~CAS*CO*45*40~CAS*PR*2*20~DTP*573*D8*20260120~"
      "SE*48*0001~GE*1*3~IEA*1*000000003~";

static void
fill_address (WabiClaimAddress *address, const char *street, const char *city, const char *zip)
{
  wabi_claim_set_text (&address->street1, street);
  wabi_claim_set_text (&address->city, city);
  wabi_claim_set_text (&address->state, "TX");
  wabi_claim_set_text (&address->zip, zip);
}

static void
fill_person (WabiClaimPerson *person, const char *first, const char *birth_date, char sex)
{
  wabi_claim_set_text (&person->last_name, "Doe");
  wabi_claim_set_text (&person->first_name, first);
  wabi_claim_set_text (&person->birth_date, birth_date);
  person->sex = sex;
}

static void
fill_policy (WabiClaimPolicy *policy, const char *payer, const char *payer_id, const char *filing,
             const char *member)
{
  wabi_claim_set_text (&policy->payer.name, payer);
  wabi_claim_set_text (&policy->payer.id, payer_id);
  wabi_claim_set_text (&policy->filing_code, filing);
  wabi_claim_set_text (&policy->member_id, member);
}

static WabiClaimBatch *
new_batch (gint64 control)
{
  WabiClaimBatch *batch = wabi_claim_batch_new ();
  WabiX12Envelope *envelope = &batch->envelope;

  envelope->sender_qualifier = g_strdup ("ZZ");
  envelope->sender_id = g_strdup ("123456789");
  envelope->receiver_qualifier = g_strdup ("ZZ");
  envelope->receiver_id = g_strdup ("CLEARHOUSE");
  envelope->date = g_strdup ("2026-01-05");
  envelope->time = g_strdup ("0930");
  envelope->interchange_control = control;
  envelope->group_control = control;
  envelope->is_test = TRUE;
  batch->batch_id = g_strdup ("BATCH000001");
  batch->submitter_name = g_strdup ("Sunrise ABA Center LLC");
  batch->submitter_id = g_strdup ("123456789");
  batch->contact_name = g_strdup ("Billing Office");
  batch->contact_phone = g_strdup ("(512) 555-0100");
  batch->receiver_name = g_strdup ("Clearhouse");
  batch->receiver_id = g_strdup ("CLEARHOUSE");
  batch->billing.last_name = g_strdup ("Sunrise ABA Center LLC");
  batch->billing.npi = g_strdup ("1999000015");
  batch->billing.taxonomy = g_strdup ("103K00000X");
  batch->billing.tax_id = g_strdup ("12-3456789");
  fill_address (&batch->billing.address, "100 Main St Ste 4", "Austin", "78701-0001");
  return batch;
}

static WabiClaimLine *
add_line (WabiClaim *claim, const char *code, const char *modifier, gint64 cents, guint units)
{
  WabiClaimLine *line = wabi_claim_add_line (claim);

  line->code = g_strdup (code);
  line->modifiers[0] = g_strdup (modifier);
  line->charge_cents = cents;
  line->units_hundredths = units * 100;
  line->from_date = g_strdup (DAY);
  line->control_number = g_strdup_printf ("SR26010001L%u", claim->lines->len);
  return line;
}

static void
add_session_lines (WabiClaim *claim, gint64 cents, guint units)
{
  add_line (claim, "97153", "HM", cents, units)->rendering
      = wabi_claim_provider_new_person ("Jones", "Tina", "1999000031", "106S00000X");
  add_line (claim, "97155", "HO", 24000, 8);
}

static WabiClaim *
add_dependents_claim (WabiClaimBatch *batch, gint64 cents, guint units)
{
  WabiClaim *claim = wabi_claim_batch_add_claim (batch);

  wabi_claim_set_text (&claim->control_number, "SR26010001");
  wabi_claim_set_text (&claim->place_of_service, "12");
  wabi_claim_set_text (&claim->policy.relation, "19");
  wabi_claim_set_text (&claim->policy.group_number, "GRP001");
  fill_policy (&claim->policy, "Big Insurance", "60054", "CI", "W123456789");
  fill_person (&claim->policy.subscriber, "Jané", "1985-04-12", 'F');
  fill_address (&claim->policy.subscriber.address, "12 Oak Ln", "Austin", "787020000");
  fill_person (&claim->patient, "Sam", "2019-08-03", 'M');
  fill_address (&claim->patient.address, "12 Oak Ln", "Austin", "787020000");
  wabi_claim_set_text (&claim->prior_authorization, "AUTH998877");
  wabi_claim_add_diagnosis (claim, "F84.0");
  claim->rendering = wabi_claim_provider_new_person ("Smith", "Anna", "1999000023", "103K00000X");
  claim->supervising = wabi_claim_provider_new_person ("Smith", "Anna", "1999000023", NULL);
  add_session_lines (claim, cents, units);
  ((WabiClaimLine *)claim->lines->pdata[0])->note = g_strdup ("0900-1300");
  ((WabiClaimLine *)claim->lines->pdata[1])->note = g_strdup ("1000-1200");
  return claim;
}

WabiClaimBatch *
edi_primary_batch (void)
{
  WabiClaimBatch *batch = new_batch (1);

  add_dependents_claim (batch, 24000, 16);
  return batch;
}

WabiClaimBatch *
edi_replacement_batch (void)
{
  WabiClaimBatch *batch = new_batch (2);
  WabiClaim *claim = add_dependents_claim (batch, 21000, 14);

  claim->frequency = '7';
  wabi_claim_set_text (&claim->original_reference, "PAYERICN123456");
  return batch;
}

static void
add_adjudication (WabiClaimLine *line, gint64 paid, gint64 contractual, gint64 coinsurance)
{
  WabiClaimAdjudication *adjudication = wabi_claim_line_add_adjudication (line);

  adjudication->payer_id = g_strdup ("60054");
  adjudication->paid_cents = paid;
  adjudication->code = g_strdup (line->code);
  adjudication->modifiers[0] = g_strdup (line->modifiers[0]);
  adjudication->units_hundredths = line->units_hundredths;
  adjudication->date = g_strdup ("2026-01-20");
  wabi_claim_add_adjustment (adjudication->adjustments, "CO", "45", contractual);
  wabi_claim_add_adjustment (adjudication->adjustments, "PR", "2", coinsurance);
}

WabiClaimBatch *
edi_secondary_batch (void)
{
  WabiClaimBatch *batch = new_batch (3);
  WabiClaim *claim = wabi_claim_batch_add_claim (batch);
  WabiClaimOtherPayer *other = wabi_claim_add_other_payer (claim);

  wabi_claim_set_text (&claim->control_number, "SR26010001S");
  wabi_claim_set_text (&claim->place_of_service, "12");
  claim->policy.sequence = 'S';
  fill_policy (&claim->policy, "Texas Medicaid", "86916", "MC", "500123456");
  fill_person (&claim->policy.subscriber, "Sam", "2019-08-03", 'M');
  fill_address (&claim->policy.subscriber.address, "12 Oak Ln", "Austin", "787020000");
  wabi_claim_set_text (&claim->prior_authorization, "MCDAUTH1");
  wabi_claim_add_diagnosis (claim, "F840");
  claim->rendering = wabi_claim_provider_new_person ("Smith", "Anna", "1999000023", "103K00000X");

  wabi_claim_set_text (&other->policy.relation, "19");
  wabi_claim_set_text (&other->policy.group_number, "GRP001");
  fill_policy (&other->policy, "Big Insurance", "60054", "CI", "W123456789");
  fill_person (&other->policy.subscriber, "Jane", NULL, 0);
  other->has_paid = TRUE;
  other->paid_cents = 32400;
  other->claim_control = g_strdup ("PAYERICN123456");

  add_session_lines (claim, 24000, 16);
  add_adjudication (claim->lines->pdata[0], 14400, 8000, 1600);
  add_adjudication (claim->lines->pdata[1], 18000, 4000, 2000);
  return batch;
}

static const char *
pick (GRand *rand, const char *const *words, guint n)
{
  return words[g_rand_int_range (rand, 0, n)];
}

#define PICK(rand, ...)                                                                                      \
  pick (rand, (const char *const[]){ __VA_ARGS__ }, G_N_ELEMENTS (((const char *const[]){ __VA_ARGS__ })))

static char *
random_npi (GRand *rand)
{
  g_autofree char *nine = g_strdup_printf ("1%08d", g_rand_int_range (rand, 0, 100000000));

  return wabi_npi_complete (nine);
}

static WabiClaimProvider *
random_provider (GRand *rand, const char *taxonomy)
{
  g_autofree char *npi = random_npi (rand);

  return wabi_claim_provider_new_person (
      PICK (rand, "Núñez", "O'Brien", "Łęcka", "Smith-Jones", "van der Berg"),
      PICK (rand, "Zoë", "Ann*e", "J:r~", "Bo"), npi, taxonomy);
}

static void
random_line (GRand *rand, WabiClaim *claim, guint n_claim)
{
  gint64 cents = g_rand_int_range (rand, 1, 900000);
  WabiClaimLine *line = add_line (claim, PICK (rand, "97151", "97153", "97155", "97156", "0362T", "h0032"),
                                  g_rand_boolean (rand) ? "HM" : NULL, cents, g_rand_int_range (rand, 1, 33));
  guint n = MIN (claim->diagnoses->len, WABI_CLAIM_MAX_POINTERS);

  g_free (line->control_number);
  line->control_number = g_strdup_printf ("C%uL%u", n_claim, claim->lines->len);
  line->pointers[0] = g_rand_int_range (rand, 1, claim->diagnoses->len + 1);
  for (guint i = 1; i < n && line->pointers[0] == 1 && g_rand_boolean (rand); i++)
    line->pointers[i] = i + 1;
  if (g_rand_boolean (rand))
    line->to_date = g_strdup (PICK (rand, DAY, "2026-01-04"));
  if (g_rand_boolean (rand))
    line->note = g_strdup (PICK (rand, "0900-1300", "Café ~ session*", "1000-1200 1300-1415"));
  if (g_rand_boolean (rand))
    line->rendering = random_provider (rand, "106S00000X");
  if (g_rand_boolean (rand))
    line->supervising = random_provider (rand, NULL);
  if (g_rand_boolean (rand))
    line->place_of_service = g_strdup (PICK (rand, "02", "10", "11", "12", "99"));
  if (g_rand_boolean (rand))
    line->prior_authorization = g_strdup ("LINEAUTH-1");
}

static void
random_other_payer (GRand *rand, WabiClaim *claim)
{
  WabiClaimOtherPayer *other = wabi_claim_add_other_payer (claim);

  claim->policy.sequence = 'S';
  wabi_claim_set_text (&other->policy.relation, "19");
  fill_policy (&other->policy, "Big Insurance", "60054", "CI", "W123456789");
  fill_person (&other->policy.subscriber, "Jane", NULL, 0);
  other->has_paid = TRUE;
  for (guint i = 0; i < claim->lines->len; i++)
    {
      WabiClaimLine *line = g_ptr_array_index (claim->lines, i);
      gint64 paid = g_rand_int_range (rand, 0, line->charge_cents + 1);
      gint64 contractual = g_rand_int_range (rand, 0, line->charge_cents - paid + 1);

      add_adjudication (line, paid, contractual, line->charge_cents - paid - contractual);
      other->paid_cents += paid;
    }
  if (g_rand_boolean (rand))
    {
      wabi_claim_add_adjustment (other->adjustments, "OA", "23", 500);
      other->paid_cents -= 500;
    }
}

static void
random_claim (GRand *rand, WabiClaimBatch *batch)
{
  WabiClaim *claim = wabi_claim_batch_add_claim (batch);
  guint number = batch->claims->len;
  guint n_diagnoses = g_rand_int_range (rand, 1, 13);
  guint n_lines = g_rand_int_range (rand, 1, 8);

  claim->control_number = g_strdup_printf ("C%u", number);
  wabi_claim_set_text (&claim->place_of_service, PICK (rand, "02", "03", "10", "11", "12", "99"));
  fill_policy (&claim->policy, PICK (rand, "Aetna", "Blue Cross & Blue Shield"), "60054",
               PICK (rand, "CI", "BL", "MC", "CH"), "W1");
  fill_person (&claim->policy.subscriber, "Zoë", "1980-02-29", 'F');
  fill_address (&claim->policy.subscriber.address, "1 #4 Calle Peña", "San José", "78702");
  if (g_rand_boolean (rand))
    {
      wabi_claim_set_text (&claim->policy.relation, "19");
      fill_person (&claim->patient, "Bo", "2020-12-31", 'U');
      fill_address (&claim->patient.address, "2 Elm", "Waco", "787030001");
    }
  if (g_rand_boolean (rand))
    claim->prior_authorization = g_strdup ("A-1");
  if (g_rand_int_range (rand, 0, 4) == 0)
    {
      claim->frequency = g_rand_boolean (rand) ? '7' : '8';
      claim->original_reference = g_strdup ("ICN1");
    }
  for (guint i = 0; i < n_diagnoses; i++)
    {
      g_autofree char *code = g_strdup_printf ("F%02u.%u", 80 + i, i % 10);

      wabi_claim_add_diagnosis (claim, code);
    }
  claim->referring = g_rand_boolean (rand) ? random_provider (rand, NULL) : NULL;
  claim->rendering = g_rand_boolean (rand) ? random_provider (rand, "103K00000X") : NULL;
  claim->supervising = g_rand_boolean (rand) ? random_provider (rand, NULL) : NULL;
  if (g_rand_boolean (rand))
    {
      claim->service_facility = g_new0 (WabiClaimProvider, 1);
      claim->service_facility->last_name = g_strdup ("Clínica Norte");
      fill_address (&claim->service_facility->address, "PO Box 12", "Austin", "787010001");
    }
  for (guint i = 0; i < n_lines; i++)
    random_line (rand, claim, number);
  if (g_rand_int_range (rand, 0, 3) == 0)
    random_other_payer (rand, claim);
}

WabiClaimBatch *
edi_random_batch (guint32 seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  WabiClaimBatch *batch = new_batch (seed + 1);
  guint n = g_rand_int_range (rand, 1, 6);

  if (g_rand_boolean (rand))
    {
      batch->pay_to = g_new0 (WabiClaimAddress, 1);
      fill_address (batch->pay_to, "PO Box 9", "Austin", "787010009");
    }
  if (g_rand_boolean (rand))
    {
      batch->contact_email = g_strdup ("billing_office@example.org");
      batch->may_send_email = g_rand_boolean (rand);
    }
  for (guint i = 0; i < n; i++)
    random_claim (rand, batch);
  return batch;
}
