// SPDX-License-Identifier: AGPL-3.0-or-later
// A few words for the codes of answers, in our own wording.

#include "wabi-x12-words.h"

#include "wabi-271.h"
#include "wabi-277.h"
#include "wabi-999.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  const char *code;
  const char *words;
} Word;

// clang-format off
static const Word set_acks[] = {
  { "A", N_ ("accepted") },
  { "E", N_ ("accepted, although there are errors") },
  { "M", N_ ("rejected: its authentication failed") },
  { "P", N_ ("partly accepted: some sets were rejected") },
  { "R", N_ ("rejected") },
  { "W", N_ ("rejected: its signature failed") },
  { "X", N_ ("rejected: it could not be decrypted") },
};

static const Word set_errors[] = {
  { "1", N_ ("this kind of transaction is not taken") },
  { "2", N_ ("the end of the set is missing") },
  { "3", N_ ("the control numbers at its beginning and end differ") },
  { "4", N_ ("the number of segments is wrong") },
  { "5", N_ ("segments have errors") },
  { "6", N_ ("the kind of set is missing or wrong") },
  { "7", N_ ("the control number is missing or wrong") },
  { "18", N_ ("the set does not fit its functional group") },
  { "23", N_ ("the control number is not unique in its group") },
  { "I5", N_ ("errors against the implementation guide") },
  { "I6", N_ ("this implementation guide is not taken") },
};

static const Word segment_errors[] = {
  { "1", N_ ("the segment is not known") },
  { "2", N_ ("the segment was not expected here") },
  { "3", N_ ("a required segment is missing") },
  { "4", N_ ("the loop is there too often") },
  { "5", N_ ("the segment is there too often") },
  { "6", N_ ("the segment does not belong to this kind of set") },
  { "7", N_ ("the segment is out of order") },
  { "8", N_ ("elements of the segment have errors") },
  { "I4", N_ ("the guide does not use this segment") },
  { "I6", N_ ("the guide wants this segment here") },
  { "I7", N_ ("the guide has this loop less often") },
  { "I8", N_ ("the segment is below its least number") },
  { "I9", N_ ("the guide wants this segment in this case") },
};

static const Word element_errors[] = {
  { "1", N_ ("a required element is missing") },
  { "2", N_ ("an element is missing that another one asks for") },
  { "3", N_ ("there are too many elements") },
  { "4", N_ ("the value is too short") },
  { "5", N_ ("the value is too long") },
  { "6", N_ ("a character is not allowed") },
  { "7", N_ ("the code is not one of the list") },
  { "8", N_ ("the date is none") },
  { "9", N_ ("the time is none") },
  { "10", N_ ("two elements exclude each other") },
  { "12", N_ ("the element is repeated too often") },
  { "13", N_ ("there are too many parts") },
  { "I6", N_ ("the code does not fit here by the guide") },
  { "I9", N_ ("the guide wants this element in this case") },
  { "I10", N_ ("the guide does not use this element") },
  { "I11", N_ ("the element is repeated less often than the guide wants") },
  { "I12", N_ ("the value does not follow the pattern of the guide") },
  { "I13", N_ ("the element is not wanted in this case") },
};

static const Word interchange_notes[] = {
  { "000", N_ ("no error") },
  { "001", N_ ("the control numbers of ISA and IEA differ") },
  { "002", N_ ("the standard in ISA11 is not taken") },
  { "003", N_ ("the version is not taken") },
  { "004", N_ ("the segment terminator cannot be used") },
  { "005", N_ ("the kind of sender number is not known") },
  { "006", N_ ("the sender is not known") },
  { "007", N_ ("the kind of receiver number is not known") },
  { "008", N_ ("the receiver is not known") },
  { "009", N_ ("the receiver is not the one it was brought to") },
  { "010", N_ ("ISA01 is not known") },
  { "011", N_ ("ISA02 is wrong") },
  { "012", N_ ("ISA03 is not known") },
  { "013", N_ ("ISA04 is wrong") },
  { "014", N_ ("the date is wrong") },
  { "015", N_ ("the time is wrong") },
  { "016", N_ ("the standard in ISA11 is wrong") },
  { "017", N_ ("the version is wrong") },
  { "018", N_ ("the control number is wrong") },
  { "019", N_ ("ISA14 is wrong") },
  { "020", N_ ("ISA15 is wrong") },
  { "021", N_ ("the number of groups is wrong") },
  { "022", N_ ("the structure of the interchange is broken") },
  { "023", N_ ("the file ends too early") },
  { "024", N_ ("the content of the interchange is wrong") },
  { "025", N_ ("the control number was used before: a duplicate") },
  { "026", N_ ("the element separator cannot be used") },
  { "027", N_ ("the component separator cannot be used") },
};

static const Word categories[] = {
  { "A0", N_ ("forwarded to another party") },
  { "A1", N_ ("received, not yet accepted") },
  { "A2", N_ ("accepted for adjudication") },
  { "A3", N_ ("returned: it cannot be processed") },
  { "A4", N_ ("not found") },
  { "A5", N_ ("split") },
  { "A6", N_ ("rejected: information is missing") },
  { "A7", N_ ("rejected: information is invalid") },
  { "A8", N_ ("rejected: information does not fit together") },
  { "D0", N_ ("nothing found that fits the request") },
  { "E0", N_ ("the request could not be answered") },
  { "E1", N_ ("the payer's system is not available now") },
  { "E2", N_ ("the clearinghouse got no answer in time") },
  { "E3", N_ ("the request has an error that was corrected") },
  { "E4", N_ ("the payer does not answer such requests") },
  { "F0", N_ ("finished") },
  { "F1", N_ ("finished: paid") },
  { "F2", N_ ("finished: denied") },
  { "F3", N_ ("finished: revised") },
  { "F3F", N_ ("finished: forwarded to another payer") },
  { "F3N", N_ ("finished: not forwarded") },
  { "F4", N_ ("finished: no payment will come") },
  { "P0", N_ ("pending: details are not known") },
  { "P1", N_ ("pending: in process") },
  { "P2", N_ ("pending: under review by the payer") },
  { "P3", N_ ("pending: the provider was asked for information") },
  { "P4", N_ ("pending: the patient was asked for information") },
  { "P5", N_ ("pending: on administrative hold") },
  { "R0", N_ ("information wanted: general") },
  { "R1", N_ ("information wanted: about an entity") },
  { "R3", N_ ("information wanted: claim or line") },
  { "R4", N_ ("information wanted: documents") },
  { "R5", N_ ("information wanted: coordination of benefits") },
};

static const Word statuses[] = {
  { "0", N_ ("cannot tell more") },
  { "1", N_ ("call for more") },
  { "3", N_ ("decided, the payment waits for the next run") },
  { "12", N_ ("one or more diagnoses or procedures were changed") },
  { "16", N_ ("forwarded to the entity") },
  { "19", N_ ("received by the entity") },
  { "20", N_ ("accepted for processing") },
  { "21", N_ ("missing or invalid information") },
  { "23", N_ ("returned to the entity") },
  { "24", N_ ("the entity is not approved to send") },
  { "26", N_ ("the entity is not found") },
  { "33", N_ ("the subscriber is not found") },
  { "35", N_ ("the claim is not found") },
  { "41", N_ ("needs further information") },
  { "45", N_ ("waiting for a benefit decision") },
  { "54", N_ ("a duplicate of an earlier claim or line") },
  { "65", N_ ("claim or line was paid") },
  { "83", N_ ("the service is not covered") },
  { "84", N_ ("the service is not authorized") },
  { "85", N_ ("the entity was not primary") },
  { "88", N_ ("not eligible on the day of service") },
  { "91", N_ ("not eligible for the benefits") },
  { "97", N_ ("the patient's eligibility is not found") },
  { "101", N_ ("was submitted to another payer") },
  { "104", N_ ("the subscriber's benefit is used up") },
  { "107", N_ ("decided by the contract") },
  { "109", N_ ("the entity is not eligible") },
  { "116", N_ ("submitted to the wrong payer") },
  { "125", N_ ("the name of the entity") },
  { "126", N_ ("the address of the entity") },
  { "128", N_ ("the tax number of the entity") },
  { "132", N_ ("the Medicaid provider number of the entity") },
  { "145", N_ ("the specialty or taxonomy of the entity") },
  { "153", N_ ("the identifier of the entity") },
  { "158", N_ ("the birth date of the entity") },
  { "164", N_ ("the member number") },
  { "178", N_ ("the submitted charges") },
  { "187", N_ ("the dates of service") },
  { "188", N_ ("the statement dates") },
  { "247", N_ ("the line information") },
  { "249", N_ ("the place of service") },
  { "254", N_ ("the principal diagnosis") },
  { "255", N_ ("a diagnosis") },
  { "256", N_ ("the diagnosis code set or version") },
  { "286", N_ ("the explanation of benefits of the other payer") },
  { "294", N_ ("supporting documents") },
  { "297", N_ ("medical notes or reports") },
  { "306", N_ ("a detailed description of the service") },
  { "400", N_ ("the claim is out of balance") },
  { "402", N_ ("the amount must be greater than zero") },
  { "448", N_ ("the billing guideline is not met") },
  { "454", N_ ("the procedure code") },
  { "455", N_ ("the revenue code") },
  { "460", N_ ("the units or visits") },
  { "464", N_ ("the payer's claim number") },
  { "465", N_ ("the claim frequency or replacement reason") },
  { "476", N_ ("missing or invalid units") },
  { "480", N_ ("the other payer's adjudication") },
  { "483", N_ ("the maximum is reached or exceeded") },
  { "488", N_ ("the diagnosis pointers of the line") },
  { "500", N_ ("the ZIP code of the entity") },
  { "507", N_ ("the HCPCS code") },
  { "509", N_ ("the employer identification") },
  { "516", N_ ("adjudication or payment date") },
  { "535", N_ ("the claim frequency code") },
  { "562", N_ ("the NPI of the entity") },
  { "588", N_ ("the pay-to address") },
  { "593", N_ ("the attachment") },
  { "672", N_ ("the claim came after the filing limit of the payer") },
  { "675", N_ ("the authorization number") },
  { "732", N_ ("the information does not fit the payer's file") },
  { "744", N_ ("the patient must be the subscriber") },
  { "745", N_ ("the member number and the name do not fit") },
};

static const Word entities[] = {
  { "03", N_ ("dependent") },
  { "1P", N_ ("provider") },
  { "2B", N_ ("third-party administrator") },
  { "36", N_ ("employer") },
  { "40", N_ ("receiver") },
  { "41", N_ ("submitter") },
  { "71", N_ ("attending provider") },
  { "74", N_ ("corrected insured person") },
  { "77", N_ ("place of the service") },
  { "80", N_ ("hospital") },
  { "82", N_ ("rendering provider") },
  { "85", N_ ("billing provider") },
  { "87", N_ ("pay-to provider") },
  { "AY", N_ ("clearinghouse") },
  { "DK", N_ ("ordering provider") },
  { "DN", N_ ("referring provider") },
  { "DQ", N_ ("supervising provider") },
  { "FA", N_ ("facility") },
  { "GB", N_ ("other insured person") },
  { "GP", N_ ("gateway provider") },
  { "I3", N_ ("independent physicians association") },
  { "IL", N_ ("insured person") },
  { "P3", N_ ("primary care provider") },
  { "P5", N_ ("plan sponsor") },
  { "PE", N_ ("payee") },
  { "PR", N_ ("payer") },
  { "PRP", N_ ("primary payer") },
  { "QC", N_ ("patient") },
  { "SEP", N_ ("secondary payer") },
  { "SJ", N_ ("service provider") },
  { "TT", N_ ("payer it was passed on to") },
  { "TTP", N_ ("tertiary payer") },
  { "X3", N_ ("utilization management organization") },
};

static const Word benefits[] = {
  { "1", N_ ("active") },
  { "2", N_ ("active, capitated in full") },
  { "3", N_ ("active, services capitated") },
  { "4", N_ ("active, capitated to the primary care provider") },
  { "5", N_ ("active, being investigated") },
  { "6", N_ ("not active") },
  { "7", N_ ("not active, update pending") },
  { "8", N_ ("not active, being investigated") },
  { "A", N_ ("coinsurance") },
  { "B", N_ ("copayment") },
  { "C", N_ ("deductible") },
  { "CB", N_ ("basis of coverage") },
  { "D", N_ ("description of the benefit") },
  { "E", N_ ("excluded") },
  { "F", N_ ("limited") },
  { "G", N_ ("out-of-pocket maximum") },
  { "H", N_ ("unlimited") },
  { "I", N_ ("not covered") },
  { "J", N_ ("cost containment") },
  { "K", N_ ("reserve") },
  { "L", N_ ("primary care provider") },
  { "M", N_ ("pre-existing condition") },
  { "MC", N_ ("managed care coordinator") },
  { "N", N_ ("only with certain providers") },
  { "O", N_ ("not judged medically necessary") },
  { "P", N_ ("a notice of the payer") },
  { "Q", N_ ("second opinion needed") },
  { "R", N_ ("there is another payer") },
  { "S", N_ ("history of the prior year") },
  { "T", N_ ("card reported lost") },
  { "U", N_ ("ask this entity") },
  { "V", N_ ("cannot be processed") },
  { "W", N_ ("another source of data") },
  { "X", N_ ("health care facility") },
  { "Y", N_ ("spend down") },
};

static const Word periods[] = {
  { "6", N_ ("for an hour") },
  { "7", N_ ("for a day") },
  { "13", N_ ("for 24 hours") },
  { "21", N_ ("for years") },
  { "22", N_ ("for a service year") },
  { "23", N_ ("for a calendar year") },
  { "24", N_ ("this year until now") },
  { "25", N_ ("for the contract") },
  { "26", N_ ("for an episode") },
  { "27", N_ ("for a visit") },
  { "28", N_ ("outlier") },
  { "29", N_ ("remaining") },
  { "30", N_ ("exceeded") },
  { "31", N_ ("not exceeded") },
  { "32", N_ ("for a lifetime") },
  { "33", N_ ("of a lifetime, remaining") },
  { "34", N_ ("for a month") },
  { "35", N_ ("for a week") },
  { "36", N_ ("for an admission") },
};

static const Word types[] = {
  { "1", N_ ("medical care") },
  { "30", N_ ("the plan as a whole") },
  { "33", N_ ("chiropractic") },
  { "35", N_ ("dental care") },
  { "47", N_ ("hospital") },
  { "48", N_ ("hospital, inpatient") },
  { "50", N_ ("hospital, outpatient") },
  { "86", N_ ("emergency") },
  { "88", N_ ("pharmacy") },
  { "98", N_ ("office visit") },
  { "A4", N_ ("psychiatric") },
  { "A6", N_ ("psychotherapy") },
  { "A7", N_ ("psychiatric, inpatient") },
  { "A8", N_ ("psychiatric, outpatient") },
  { "AD", N_ ("occupational therapy") },
  { "AE", N_ ("physical medicine") },
  { "AF", N_ ("speech therapy") },
  { "AI", N_ ("substance abuse") },
  { "AL", N_ ("vision") },
  { "CE", N_ ("mental health provider, inpatient") },
  { "CF", N_ ("mental health provider, outpatient") },
  { "CG", N_ ("mental health facility, inpatient") },
  { "CH", N_ ("mental health facility, outpatient") },
  { "MH", N_ ("mental health") },
  { "UC", N_ ("urgent care") },
};

static const Word levels_of_coverage[] = {
  { "CHD", N_ ("children only") },
  { "DEP", N_ ("dependents only") },
  { "ECH", N_ ("employee and children") },
  { "EMP", N_ ("employee only") },
  { "ESP", N_ ("employee and spouse") },
  { "FAM", N_ ("family") },
  { "IND", N_ ("individual") },
  { "SPC", N_ ("spouse and children") },
  { "SPO", N_ ("spouse only") },
};

static const Word rejections[] = {
  { "04", N_ ("more was asked than may be asked") },
  { "15", N_ ("a needed information is missing") },
  { "33", N_ ("the input has errors") },
  { "35", N_ ("out of network") },
  { "41", N_ ("not allowed to ask") },
  { "42", N_ ("cannot answer at this time") },
  { "43", N_ ("the provider's identifier is missing or wrong") },
  { "44", N_ ("the provider's name is missing or wrong") },
  { "45", N_ ("the provider's specialty is missing or wrong") },
  { "46", N_ ("the provider's phone number is missing or wrong") },
  { "47", N_ ("the provider's state is missing or wrong") },
  { "48", N_ ("the referring provider's identifier is missing or wrong") },
  { "49", N_ ("the provider is not the primary care physician") },
  { "50", N_ ("the provider may not ask") },
  { "51", N_ ("the provider is not on file") },
  { "52", N_ ("the dates of service are not within the provider's enrollment") },
  { "53", N_ ("the benefit asked about does not fit") },
  { "54", N_ ("the product or service does not fit") },
  { "55", N_ ("the product or service identifier does not fit") },
  { "56", N_ ("the date does not fit") },
  { "57", N_ ("the dates of service are missing or wrong") },
  { "58", N_ ("the birth date is missing or wrong") },
  { "60", N_ ("the birth date is after the date of service") },
  { "61", N_ ("the date of death is before the date of service") },
  { "62", N_ ("the date of service is not within the range allowed") },
  { "63", N_ ("the date of service is in the future") },
  { "64", N_ ("the patient's identifier is missing or wrong") },
  { "65", N_ ("the patient's name is missing or wrong") },
  { "66", N_ ("the patient's sex is missing or wrong") },
  { "67", N_ ("the patient is not found") },
  { "68", N_ ("the patient's number is there twice") },
  { "69", N_ ("does not fit the patient's age") },
  { "70", N_ ("does not fit the patient's sex") },
  { "71", N_ ("the birth date is not the one on file") },
  { "72", N_ ("the member number is missing or wrong") },
  { "73", N_ ("the subscriber's name is missing or wrong") },
  { "74", N_ ("the subscriber's sex is missing or wrong") },
  { "75", N_ ("the subscriber is not found") },
  { "76", N_ ("the subscriber's number is there twice") },
  { "77", N_ ("the subscriber is found, the patient is not") },
  { "78", N_ ("the subscriber is not in the group or plan named") },
  { "79", N_ ("the participant's identifier is wrong") },
  { "80", N_ ("no answer came from the payer") },
  { "97", N_ ("the address is missing or wrong") },
  { "98", N_ ("the experimental service is missing or wrong") },
  { "AA", N_ ("the authorization number is not found") },
  { "AE", N_ ("the authorization does not need a new one") },
  { "AF", N_ ("the diagnosis is missing or wrong") },
  { "AG", N_ ("the procedure is missing or wrong") },
  { "T4", N_ ("the payer's name or number is missing or wrong") },
};

static const Word follow_ups[] = {
  { "C", N_ ("correct it and send it again") },
  { "N", N_ ("do not send it again") },
  { "P", N_ ("send it again as it is") },
  { "R", N_ ("it may be sent again") },
  { "S", N_ ("do not send it again; ask a third party") },
  { "W", N_ ("wait 30 days and send it again") },
  { "X", N_ ("wait 10 days and send it again") },
  { "Y", N_ ("do not send it again; the answer will come") },
};

static const Word claim_statuses[] = {
  { "1", N_ ("processed as primary") },
  { "2", N_ ("processed as secondary") },
  { "3", N_ ("processed as tertiary") },
  { "4", N_ ("denied") },
  { "19", N_ ("processed as primary and passed on") },
  { "20", N_ ("processed as secondary and passed on") },
  { "21", N_ ("processed as tertiary and passed on") },
  { "22", N_ ("reversal of an earlier payment") },
  { "23", N_ ("not our claim, passed on") },
  { "25", N_ ("predetermination only, no payment") },
};

static const Word provider_adjustments[] = {
  { "50", N_ ("reduction for late filing") },
  { "51", N_ ("interest penalty") },
  { "72", N_ ("money we had sent back") },
  { "90", N_ ("early payment allowance") },
  { "AM", N_ ("applied to a borrower's account") },
  { "AP", N_ ("advance on benefits") },
  { "B2", N_ ("rebate") },
  { "B3", N_ ("recovery allowance") },
  { "BD", N_ ("bad debt") },
  { "BN", N_ ("bonus") },
  { "C5", N_ ("temporary allowance") },
  { "CR", N_ ("capitation interest") },
  { "CS", N_ ("adjustment") },
  { "CT", N_ ("capitation payment") },
  { "CV", N_ ("capital passed through") },
  { "E3", N_ ("withheld") },
  { "FB", N_ ("balance carried forward") },
  { "FC", N_ ("fund allocation") },
  { "GO", N_ ("graduate medical education") },
  { "IP", N_ ("incentive") },
  { "IR", N_ ("withheld for the tax office") },
  { "IS", N_ ("interim settlement") },
  { "J1", N_ ("not reimbursable") },
  { "L3", N_ ("penalty") },
  { "L6", N_ ("interest") },
  { "LE", N_ ("levy") },
  { "LS", N_ ("lump sum") },
  { "OB", N_ ("offset for an affiliated provider") },
  { "PI", N_ ("periodic interim payment") },
  { "PL", N_ ("final payment") },
  { "RA", N_ ("adjustment backwards in time") },
  { "SL", N_ ("student loan repayment") },
  { "TL", N_ ("third-party liability") },
  { "WO", N_ ("recovery of an overpayment") },
  { "WU", N_ ("recovery that is not specified") },
};

static const Word payment_methods[] = {
  { "ACH", N_ ("bank transfer") },
  { "BOP", N_ ("the payer's choice") },
  { "CHK", N_ ("check") },
  { "FWT", N_ ("wire transfer") },
  { "NON", N_ ("no payment") },
};

static const Word certifications[] = {
  { "A1", N_ ("approved in full") },
  { "A2", N_ ("approved in part") },
  { "A3", N_ ("not approved") },
  { "A4", N_ ("pending") },
  { "A6", N_ ("approved with changes") },
  { "C", N_ ("canceled") },
  { "CT", N_ ("contact the payer") },
  { "NA", N_ ("no approval needed") },
};

static const Word levels[] = {
  { "19", N_ ("provider") },
  { "20", N_ ("source of information") },
  { "21", N_ ("receiver of information") },
  { "22", N_ ("subscriber") },
  { "23", N_ ("dependent") },
  { "EV", N_ ("patient event") },
  { "PT", N_ ("patient") },
  { "SS", N_ ("service") },
};

static const struct
{
  const char *name;
  const Word *words;
  guint n_words;
} lists[] = {
  { "set-ack", set_acks, G_N_ELEMENTS (set_acks) },
  { "set-error", set_errors, G_N_ELEMENTS (set_errors) },
  { "segment-error", segment_errors, G_N_ELEMENTS (segment_errors) },
  { "element-error", element_errors, G_N_ELEMENTS (element_errors) },
  { "interchange-note", interchange_notes, G_N_ELEMENTS (interchange_notes) },
  { "status-category", categories, G_N_ELEMENTS (categories) },
  { "status", statuses, G_N_ELEMENTS (statuses) },
  { "entity", entities, G_N_ELEMENTS (entities) },
  { "benefit", benefits, G_N_ELEMENTS (benefits) },
  { "benefit-period", periods, G_N_ELEMENTS (periods) },
  { "service-type", types, G_N_ELEMENTS (types) },
  { "coverage-level", levels_of_coverage, G_N_ELEMENTS (levels_of_coverage) },
  { "rejection", rejections, G_N_ELEMENTS (rejections) },
  { "follow-up", follow_ups, G_N_ELEMENTS (follow_ups) },
  { "claim-status", claim_statuses, G_N_ELEMENTS (claim_statuses) },
  { "provider-adjustment", provider_adjustments, G_N_ELEMENTS (provider_adjustments) },
  { "payment-method", payment_methods, G_N_ELEMENTS (payment_methods) },
  { "certification", certifications, G_N_ELEMENTS (certifications) },
  { "level", levels, G_N_ELEMENTS (levels) },
};
// clang-format on

const char *
wabi_x12_explain_code (const char *list, const char *code)
{
  g_return_val_if_fail (list != NULL && code != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    for (guint j = 0; strcmp (lists[i].name, list) == 0 && j < lists[i].n_words; j++)
      if (strcmp (lists[i].words[j].code, code) == 0)
        return _ (lists[i].words[j].words);
  return NULL;
}

static const char *
explain (const char *const *names, const char *list, const char *code)
{
  for (; names[0] != NULL; names += 2)
    if (strcmp (names[0], list) == 0)
      return wabi_x12_explain_code (names[1], code);
  return NULL;
}

const char *
wabi_ack_explain (const char *list, const char *code)
{
  static const char *const names[]
      = { "set",     "set-ack",       "error",       "set-error",        "segment", "segment-error",
          "element", "element-error", "interchange", "interchange-note", NULL };

  return explain (names, list, code);
}

const char *
wabi_status_explain (const char *list, const char *code)
{
  static const char *const names[]
      = { "category", "status-category", "status", "status", "entity", "entity", NULL };

  return explain (names, list, code);
}

const char *
wabi_benefit_explain (const char *list, const char *code)
{
  static const char *const names[]
      = { "info",     "benefit",        "period",    "benefit-period", "type",      "service-type",
          "coverage", "coverage-level", "rejection", "rejection",      "follow-up", "follow-up",
          NULL };

  return explain (names, list, code);
}
