// SPDX-License-Identifier: AGPL-3.0-or-later
// What the reasons of a remittance mean for an ABA clinic, in our own words.

#include "wabi-reason-codes.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#define C WABI_REASON_CONTRACT
#define F WABI_REASON_FAMILY
#define D WABI_REASON_DENIAL
#define P WABI_REASON_PRIOR
#define G WABI_REASON_FORWARD
#define E WABI_REASON_PENDING

// The reasons that a payer of ABA can send; those of hospitals, pharmacies and accidents at work are left out, and are denials until
// somebody looked. In the order of strcmp(), for the search.
static const WabiReasonCode reasons[] = {
  { "1", F, "benefit", N_ ("The deductible that the family has not reached yet"), NULL },
  { "10", D, "correction", N_ ("The diagnosis does not fit the client's sex"), NULL },
  { "100", D, "other", N_ ("The payer paid the family directly"), NULL },
  { "101", E, "other", N_ ("Only an estimate before the service"), NULL },
  { "102", D, "benefit", N_ ("Counted under another part of the plan"), NULL },
  { "103", C, "other", N_ ("A discount of the practice"), NULL },
  { "104", C, "other", N_ ("Held back under the managed care contract"), NULL },
  { "105", C, "other", N_ ("Held back for tax"), NULL },
  { "106", D, "eligibility", N_ ("The member's choice of payment was not in effect"), NULL },
  { "107", D, "correction", N_ ("The service that it belongs to is not on the claim"), NULL },
  { "109", D, "eligibility", N_ ("The claim belongs to another payer"), NULL },
  { "11", D, "correction", N_ ("The diagnosis does not fit the code"), NULL },
  { "110", D, "correction", N_ ("The claim bears a date before the service"), NULL },
  { "111", D, "correction", N_ ("Covered only with assignment"), NULL },
  { "112", D, "clinical", N_ ("Not given to the client, or not documented"), NULL },
  { "116", D, "other", N_ ("The family's signed advance notice does not meet the rules"), NULL },
  { "119", D, "benefit", N_ ("The limit for this period is used up"), NULL },
  { "12", D, "correction", N_ ("The diagnosis does not fit the provider's type"), NULL },
  { "121", F, "benefit", N_ ("Made up for what the member still owes"), NULL },
  { "122", C, "other", N_ ("The plan's reduction for mental health"), NULL },
  { "125", D, "correction", N_ ("Something on the claim was wrong"), "2013-11-01" },
  { "129", D, "correction", N_ ("What the claim says of the earlier payer is not right"), NULL },
  { "130", C, "other", N_ ("A fee for sending the claim"), NULL },
  { "131", C, "other", N_ ("A discount agreed for this claim"), NULL },
  { "132", C, "other", N_ ("An agreed trial program"), NULL },
  { "133", E, "other", N_ ("This line is still being looked at"), NULL },
  { "135", D, "correction", N_ ("A bill for part of a stay is not taken"), NULL },
  { "136", D, "eligibility", N_ ("The earlier payer's rules were not followed"), NULL },
  { "137", C, "other", N_ ("A state's surcharge or tax"), NULL },
  { "139", C, "other", N_ ("Agreed between the payer and the practice"), NULL },
  { "14", D, "correction", N_ ("The birth date lies after the service"), NULL },
  { "140", D, "correction", N_ ("The member's number and name do not fit together"), NULL },
  { "142", F, "benefit", N_ ("The client's monthly Medicaid share"), NULL },
  { "143", E, "other", N_ ("Part of the payment comes later"), NULL },
  { "144", C, "other", N_ ("An incentive"), NULL },
  { "146", D, "correction", N_ ("The diagnosis was not valid on that day"), NULL },
  { "147", D, "other", N_ ("The payer has no rate on file, or it has run out"), NULL },
  { "148", D, "correction", N_ ("Information from another provider is missing"), NULL },
  { "149", D, "benefit", N_ ("The lifetime limit for this service is used up"), NULL },
  { "15", D, "authorization", N_ ("The authorization number is missing, wrong, or not for this service"), "2018-05-01" },
  { "150", D, "clinical", N_ ("The records do not support this level of service"), NULL },
  { "151", D, "clinical", N_ ("The records do not support so many or so often"), NULL },
  { "152", D, "clinical", N_ ("The records do not support so long"), NULL },
  { "155", D, "other", N_ ("The client declined the service"), NULL },
  { "16", D, "correction", N_ ("Something on the claim is missing or wrong; the remark says what"), NULL },
  { "160", D, "benefit", N_ ("The plan excludes this cause"), NULL },
  { "161", C, "other", N_ ("A bonus for the practice"), NULL },
  { "163", D, "correction", N_ ("The attachment did not come"), NULL },
  { "164", D, "filing", N_ ("The attachment came too late"), NULL },
  { "165", D, "authorization", N_ ("The referral is missing or used up"), "2018-05-01" },
  { "166", D, "filing", N_ ("Sent after this payer's time for the plan had ended"), NULL },
  { "167", D, "correction", N_ ("The diagnosis is not covered"), NULL },
  { "169", C, "benefit", N_ ("Another benefit was given in its place"), NULL },
  { "170", D, "correction", N_ ("This type of provider may not bill it"), NULL },
  { "171", D, "correction", N_ ("This type of provider may not bill it in this place"), NULL },
  { "172", D, "correction", N_ ("Lowered for this specialty"), NULL },
  { "173", D, "authorization", N_ ("Not prescribed by a physician"), NULL },
  { "174", D, "authorization", N_ ("Not prescribed before it was given"), NULL },
  { "175", D, "authorization", N_ ("The prescription is not complete"), NULL },
  { "176", D, "authorization", N_ ("The prescription has run out"), NULL },
  { "177", D, "eligibility", N_ ("The client did not meet the conditions of coverage"), NULL },
  { "178", D, "eligibility", N_ ("The client's spend-down is not met"), NULL },
  { "179", D, "eligibility", N_ ("The waiting time has not passed"), NULL },
  { "18", D, "duplicate", N_ ("The payer takes it for one that it has already had"), NULL },
  { "180", D, "eligibility", N_ ("The client does not live where the plan covers"), NULL },
  { "181", D, "correction", N_ ("The code was not valid on that day"), NULL },
  { "182", D, "correction", N_ ("The modifier was not valid on that day"), NULL },
  { "183", D, "correction", N_ ("Who referred may not refer this service"), NULL },
  { "184", D, "correction", N_ ("Who ordered may not order this service"), NULL },
  { "185", D, "correction", N_ ("Who gave it may not give this service"), NULL },
  { "186", C, "other", N_ ("Paid at another level of care"), NULL },
  { "187", C, "other", N_ ("Paid from the member's spending account"), NULL },
  { "189", D, "correction", N_ ("A general code was used where there is a precise one"), NULL },
  { "19", D, "eligibility", N_ ("The payer says that an employer's accident insurance has to pay"), NULL },
  { "192", D, "other", N_ ("A reason that came on paper without a standard code"), NULL },
  { "193", D, "clinical", N_ ("The payer looked again and stays by its decision"), NULL },
  { "195", D, "other", N_ ("Refunded to a payer that should not have paid first"), NULL },
  { "197", D, "authorization", N_ ("No authorization was found"), NULL },
  { "198", D, "authorization", N_ ("More than was authorized"), NULL },
  { "2", F, "benefit", N_ ("The family's coinsurance"), NULL },
  { "20", D, "eligibility", N_ ("The payer says that a liability insurance has to pay"), NULL },
  { "200", D, "eligibility", N_ ("The coverage had lapsed"), NULL },
  { "201", F, "benefit", N_ ("The family pays this by an agreement"), NULL },
  { "202", D, "benefit", N_ ("A comfort that is not covered"), NULL },
  { "203", D, "clinical", N_ ("The service was stopped or shortened"), NULL },
  { "204", D, "benefit", N_ ("The client's plan does not cover this service"), NULL },
  { "206", D, "correction", N_ ("An NPI is missing"), NULL },
  { "207", D, "correction", N_ ("An NPI has the wrong form"), NULL },
  { "208", D, "correction", N_ ("The NPI does not fit what the payer has on file"), NULL },
  { "209", C, "other", N_ ("By agreement nobody may be asked for this"), NULL },
  { "21", D, "eligibility", N_ ("The payer says that a no-fault insurance has to pay"), NULL },
  { "210", D, "authorization", N_ ("The authorization was not asked for in time"), NULL },
  { "212", C, "other", N_ ("Administrative surcharges are not covered"), NULL },
  { "213", D, "other", N_ ("Against the rules of self-referral"), NULL },
  { "215", C, "other", N_ ("Settled by a third party"), NULL },
  { "216", D, "clinical", N_ ("Decided by a review organization"), NULL },
  { "219", D, "clinical", N_ ("Decided by the extent of an injury"), NULL },
  { "22", D, "eligibility", N_ ("Another plan may have to pay first"), NULL },
  { "222", D, "authorization", N_ ("More units than this provider may give in the period"), NULL },
  { "223", C, "other", N_ ("Required by a law"), NULL },
  { "224", D, "eligibility", N_ ("The member's identity has to be verified first"), NULL },
  { "226", D, "correction", N_ ("The payer asked us for information and did not get it, or not in time"), NULL },
  { "227", D, "eligibility", N_ ("The payer asked the family for information and did not get it"), NULL },
  { "228", D, "eligibility", N_ ("Information for an earlier payer was not given"), NULL },
  { "23", P, "other", N_ ("What an earlier payer paid or took off"), NULL },
  { "231", D, "correction", N_ ("Not together with another service of that day"), NULL },
  { "232", C, "other", N_ ("A transfer between institutions"), NULL },
  { "234", D, "duplicate", N_ ("Not paid by itself"), NULL },
  { "235", C, "other", N_ ("Sales tax"), NULL },
  { "236", D, "correction", N_ ("The pair of codes is not paid on one day (NCCI)"), NULL },
  { "237", C, "other", N_ ("A penalty by law"), NULL },
  { "238", F, "eligibility", N_ ("Part of the time lay outside the coverage"), NULL },
  { "239", D, "correction", N_ ("Part of the time lay outside the coverage; bill the parts apart"), NULL },
  { "24", C, "other", N_ ("Covered by a fixed payment for each member"), NULL },
  { "242", D, "authorization", N_ ("Not by a provider of the plan's network"), NULL },
  { "243", D, "authorization", N_ ("Not authorized by the plan's primary care"), NULL },
  { "245", C, "other", N_ ("Held back under a performance program"), NULL },
  { "246", C, "other", N_ ("Only for the record, nothing is paid for it"), NULL },
  { "247", F, "benefit", N_ ("A deductible for professional services"), NULL },
  { "248", F, "benefit", N_ ("A coinsurance for professional services"), NULL },
  { "250", D, "correction", N_ ("The wrong document was attached"), NULL },
  { "251", D, "correction", N_ ("The attached document is not complete"), NULL },
  { "252", D, "correction", N_ ("The payer wants a document to decide"), NULL },
  { "253", C, "other", N_ ("Cut of federal payments (sequestration)"), NULL },
  { "256", D, "benefit", N_ ("Not paid by the managed care contract"), NULL },
  { "257", E, "eligibility", N_ ("The premium is overdue; decided when it is paid or the grace period ends"), NULL },
  { "258", D, "eligibility", N_ ("Not covered while in custody"), NULL },
  { "26", D, "eligibility", N_ ("The service was before the coverage began"), NULL },
  { "260", C, "other", N_ ("Paid by Medicaid's enhanced rates"), NULL },
  { "261", D, "clinical", N_ ("Does not fit the client's history"), NULL },
  { "267", D, "correction", N_ ("The claim spans more than one month"), NULL },
  { "268", D, "correction", N_ ("The claim spans two years; bill each year apart"), NULL },
  { "27", D, "eligibility", N_ ("The service was after the coverage ended"), NULL },
  { "270", D, "eligibility", N_ ("Not covered by the medical plan; send it to the other plan"), NULL },
  { "271", C, "other", N_ ("Taken off before, under a payment schedule"), NULL },
  { "272", D, "clinical", N_ ("The plan's guidelines are not met"), NULL },
  { "273", D, "clinical", N_ ("More than the plan's guidelines allow"), NULL },
  { "274", C, "other", N_ ("Not paid under the care coordination contract"), NULL },
  { "275", D, "eligibility", N_ ("This plan does not take the family's share of the earlier one"), NULL },
  { "276", D, "eligibility", N_ ("Denied by the earlier payer, and so by this one"), NULL },
  { "277", E, "eligibility", N_ ("The premium is overdue; decided when it is paid or the grace period ends"), NULL },
  { "278", C, "other", N_ ("A performance program's goals were not met"), NULL },
  { "279", D, "authorization", N_ ("Not by a preferred provider"), NULL },
  { "280", D, "eligibility", N_ ("Belongs to another plan of the member"), NULL },
  { "281", C, "other", N_ ("The deductible is waived by contract"), NULL },
  { "282", D, "correction", N_ ("The code does not fit the type of bill"), NULL },
  { "284", D, "authorization", N_ ("The authorization number does not cover this service"), NULL },
  { "285", D, "filing", N_ ("The appeal did not follow the procedure"), NULL },
  { "286", D, "filing", N_ ("The appeal came too late"), NULL },
  { "287", D, "authorization", N_ ("More than was referred"), NULL },
  { "288", D, "authorization", N_ ("There is no referral"), NULL },
  { "289", D, "benefit", N_ ("Neither the medical nor the dental plan covers it"), NULL },
  { "29", D, "filing", N_ ("The claim came too late"), NULL },
  { "293", C, "other", N_ ("Paid to the employer"), NULL },
  { "294", D, "other", N_ ("Paid to an attorney"), NULL },
  { "296", D, "authorization", N_ ("The authorization number is not for this provider"), NULL },
  { "297", D, "eligibility", N_ ("Belongs to the member's vision plan"), NULL },
  { "299", D, "correction", N_ ("The billing provider may not be paid for this"), NULL },
  { "3", F, "benefit", N_ ("The family's copayment"), NULL },
  { "302", D, "authorization", N_ ("The authorization's time had run out"), NULL },
  { "304", D, "eligibility", N_ ("Belongs to the member's hearing plan"), NULL },
  { "31", D, "eligibility", N_ ("The payer does not find the client among its members"), NULL },
  { "32", D, "eligibility", N_ ("The client is not covered as a dependent"), NULL },
  { "33", D, "eligibility", N_ ("The plan covers no dependents"), NULL },
  { "35", D, "benefit", N_ ("The lifetime limit is used up"), NULL },
  { "39", D, "authorization", N_ ("The authorization had been refused"), NULL },
  { "4", D, "correction", N_ ("The modifier does not fit the code, or one is missing"), NULL },
  { "40", D, "clinical", N_ ("Not an emergency by the payer's rules"), NULL },
  { "44", C, "other", N_ ("Discount for prompt payment"), NULL },
  { "45", C, "other", N_ ("What the charge lies above the contract's rate"), NULL },
  { "49", D, "benefit", N_ ("Not covered as a routine or screening service"), NULL },
  { "5", D, "correction", N_ ("The place of service does not fit the code"), NULL },
  { "50", D, "clinical", N_ ("The payer does not see a medical need"), NULL },
  { "51", D, "benefit", N_ ("Not covered because it began before the coverage"), NULL },
  { "53", D, "benefit", N_ ("Care by a relative or housemate is not covered"), NULL },
  { "54", D, "clinical", N_ ("More than one provider at a time is not covered here"), NULL },
  { "55", D, "clinical", N_ ("The payer calls it experimental"), NULL },
  { "56", D, "clinical", N_ ("The payer does not take it as proven"), NULL },
  { "58", D, "correction", N_ ("The payer does not cover it in this place"), NULL },
  { "59", D, "correction", N_ ("Lowered because of other services at the same time"), NULL },
  { "6", D, "correction", N_ ("The code does not fit the client's age"), NULL },
  { "60", D, "benefit", N_ ("Not covered this near to a hospital stay"), NULL },
  { "66", F, "benefit", N_ ("A deductible of the plan"), NULL },
  { "7", D, "correction", N_ ("The code does not fit the client's sex"), NULL },
  { "8", D, "correction", N_ ("The code does not fit the provider's type (taxonomy)"), NULL },
  { "85", F, "benefit", N_ ("Interest that the client owes"), NULL },
  { "89", C, "other", N_ ("Professional fees were taken off"), NULL },
  { "9", D, "correction", N_ ("The diagnosis does not fit the client's age"), NULL },
  { "94", D, "other", N_ ("Paid above the charge; the payer's sums want a look"), NULL },
  { "95", D, "authorization", N_ ("The plan's procedure was not followed"), NULL },
  { "96", D, "benefit", N_ ("Not covered; the remark says why"), NULL },
  { "97", D, "duplicate", N_ ("Counted as part of another service"), NULL },
  { "A0", D, "other", N_ ("A refund to the client"), NULL },
  { "A1", D, "other", N_ ("Denied; the remark says why"), NULL },
  { "A6", D, "clinical", N_ ("A stay in hospital had to come before"), NULL },
  { "B1", D, "benefit", N_ ("The visits are not covered"), NULL },
  { "B10", C, "other", N_ ("Lowered because a part of it was paid already"), NULL },
  { "B11", G, "eligibility", N_ ("The payer sent it on to the right one"), NULL },
  { "B12", D, "clinical", N_ ("Not found in the client's records"), NULL },
  { "B13", D, "duplicate", N_ ("Already paid before"), NULL },
  { "B14", D, "duplicate", N_ ("Only one visit a day by one provider is covered"), NULL },
  { "B15", D, "correction", N_ ("The service that has to go with it is missing or was not covered"), NULL },
  { "B16", D, "correction", N_ ("Not a new patient"), NULL },
  { "B20", D, "duplicate", N_ ("Another provider gave the service"), NULL },
  { "B22", D, "clinical", N_ ("Lowered because of the diagnosis"), NULL },
  { "B4", C, "filing", N_ ("A penalty for filing late"), NULL },
  { "B5", D, "clinical", N_ ("Coverage rules were not met"), "2016-05-01" },
  { "B7", D, "correction", N_ ("The provider was not certified for this on that day"), NULL },
  { "B8", D, "clinical", N_ ("Another service should have been used"), NULL },
  { "B9", D, "eligibility", N_ ("The client is in a hospice"), NULL },
};

/* Remarks that ABA meets. They explain a reason; those that begin with "Alert" explain none. */
static const WabiReasonCode remarks[] = {
  { "M127", D, "clinical", N_ ("The client's records are missing"), NULL },
  { "M20", D, "correction", N_ ("The code is missing or wrong"), NULL },
  { "M51", D, "correction", N_ ("The code is missing or wrong"), NULL },
  { "M53", D, "correction", N_ ("The units are missing or wrong"), NULL },
  { "M62", D, "authorization", N_ ("The authorization number is missing or wrong"), NULL },
  { "M76", D, "correction", N_ ("The diagnosis is missing or wrong"), NULL },
  { "M77", D, "correction", N_ ("The place of service is missing or wrong"), NULL },
  { "M80", D, "duplicate", N_ ("Not paid in the same session as another service that was paid"), NULL },
  { "M86", D, "duplicate", N_ ("The same or a similar service was paid within the time"), NULL },
  { "MA04", D, "eligibility", N_ ("The earlier payer's answer is missing"), NULL },
  { "MA07", D, "other", N_ ("Alert: the claim went on to Medicaid"), NULL },
  { "MA130", D, "correction", N_ ("The claim could not be processed and cannot be appealed: send a new one"), NULL },
  { "MA18", D, "other", N_ ("Alert: the claim went on to the next payer"), NULL },
  { "MA27", D, "eligibility", N_ ("The member's number or name is missing or wrong"), NULL },
  { "MA63", D, "correction", N_ ("The principal diagnosis is missing or wrong"), NULL },
  { "N130", D, "benefit", N_ ("The plan's benefit documents say what is covered"), NULL },
  { "N198", D, "correction", N_ ("The provider has to be affiliated with the group"), NULL },
  { "N20", D, "duplicate", N_ ("Not together with another service of that day"), NULL },
  { "N257", D, "correction", N_ ("The billing provider's number is missing or wrong"), NULL },
  { "N286", D, "correction", N_ ("The referring provider's number is missing or wrong"), NULL },
  { "N29", D, "clinical", N_ ("A document or report is missing"), NULL },
  { "N290", D, "correction", N_ ("The rendering provider's number is missing or wrong"), NULL },
  { "N297", D, "correction", N_ ("The supervising provider's number is missing or wrong"), NULL },
  { "N30", D, "eligibility", N_ ("The client cannot get this service"), NULL },
  { "N362", D, "benefit", N_ ("More units than a day may have"), NULL },
  { "N382", D, "eligibility", N_ ("The client's number is missing or wrong"), NULL },
  { "N4", D, "eligibility", N_ ("The earlier payer's explanation of benefits is missing"), NULL },
  { "N428", D, "correction", N_ ("Not covered in this place"), NULL },
  { "N430", D, "correction", N_ ("The units do not fit the code"), NULL },
  { "N435", D, "benefit", N_ ("More, or oftener, than the plan allows"), NULL },
  { "N519", D, "correction", N_ ("Wrong combination of modifiers"), NULL },
  { "N56", D, "correction", N_ ("The code does not fit the service or the date"), NULL },
  { "N570", D, "correction", N_ ("The provider's credentialing is missing or has ended"), NULL },
  { "N640", D, "benefit", N_ ("Oftener than the plan allows"), NULL },
  { "N65", D, "other", N_ ("No rate is on file for this code or provider"), NULL },
  { "N657", D, "correction", N_ ("It has to be billed with another code"), NULL },
  { "N702", D, "duplicate", N_ ("Decided by an earlier claim"), NULL },
  { "N705", D, "clinical", N_ ("The records are not complete"), NULL },
  { "N706", D, "clinical", N_ ("The records are missing"), NULL },
  { "N822", D, "correction", N_ ("A modifier is missing"), NULL },
  { "N823", D, "correction", N_ ("A modifier is wrong"), NULL },
  { "N95", D, "correction", N_ ("This type of provider may not bill this service"), NULL },
};

static const WabiProviderAdjustmentRule provider_adjustments[] = {
  { "WO", "payer_recovery", TRUE, N_ ("The payer takes back an overpayment") },
  { "72", "payer_recovery", TRUE, N_ ("A refund that the practice had sent") },
  { "FB", "forward_balance", FALSE, N_ ("A balance carried between remittances") },
  { "L6", "interest", FALSE, N_ ("Interest that the payer owed") },
  { "51", "interest", FALSE, N_ ("A penalty on interest") },
  { "50", "payer_recovery", FALSE, N_ ("A reduction for filing late") },
  { "90", "payer_recovery", FALSE, N_ ("A discount for early payment") },
  { "CS", "payer_recovery", TRUE, N_ ("An adjustment") },
  { "AM", "payer_recovery", TRUE, N_ ("Applied to a borrower's account") },
  { "AP", "payer_recovery", TRUE, N_ ("A payment that was accelerated") },
  { "B2", "payer_recovery", TRUE, N_ ("A rebate") },
  { "B3", "payer_recovery", TRUE, N_ ("An allowance for recovery") },
  { "BD", "payer_recovery", TRUE, N_ ("A bad debt") },
  { "BN", "payer_recovery", FALSE, N_ ("A bonus") },
  { "C5", "payer_recovery", TRUE, N_ ("A temporary allowance") },
  { "CR", "interest", FALSE, N_ ("Interest on a payment for each member") },
  { "CT", "payer_recovery", FALSE, N_ ("A payment for each member") },
  { "CV", "payer_recovery", TRUE, N_ ("A capital payment passed through") },
  { "CW", "payer_recovery", TRUE, N_ ("A payment for certified nurses") },
  { "DM", "payer_recovery", TRUE, N_ ("Direct medical education") },
  { "E3", "payer_recovery", TRUE, N_ ("Held back") },
  { "FC", "payer_recovery", TRUE, N_ ("An allocation from a fund") },
  { "GO", "payer_recovery", TRUE, N_ ("Graduate medical education") },
  { "HM", "payer_recovery", TRUE, N_ ("A supplement for hemophilia") },
  { "IP", "payer_recovery", FALSE, N_ ("An incentive") },
  { "IR", "payer_recovery", TRUE, N_ ("Held back for the tax office") },
  { "IS", "payer_recovery", TRUE, N_ ("An interim settlement") },
  { "J1", "payer_recovery", TRUE, N_ ("Not to be repaid") },
  { "L3", "payer_recovery", TRUE, N_ ("A penalty") },
  { "LE", "payer_recovery", TRUE, N_ ("A levy") },
  { "LS", "payer_recovery", FALSE, N_ ("A lump sum") },
  { "OA", "payer_recovery", TRUE, N_ ("Organ acquisition") },
  { "OB", "payer_recovery", TRUE, N_ ("Offset for an affiliated provider") },
  { "PI", "payer_recovery", FALSE, N_ ("A periodic interim payment") },
  { "PL", "payer_recovery", FALSE, N_ ("A final payment") },
  { "RA", "payer_recovery", TRUE, N_ ("A retroactive adjustment") },
  { "RE", "payer_recovery", TRUE, N_ ("A return on equity") },
  { "SL", "payer_recovery", TRUE, N_ ("A student loan") },
  { "TL", "payer_recovery", TRUE, N_ ("A third party's liability") },
  { "WU", "payer_recovery", TRUE, N_ ("A recovery that is not specified") },
};

static int
compare_code (const void *code, const void *row)
{
  return strcmp (code, ((const WabiReasonCode *) row)->code);
}

static const WabiReasonCode *
find (const WabiReasonCode *rows, gsize n, const char *code)
{
  return code != NULL ? bsearch (code, rows, n, sizeof *rows, compare_code) : NULL;
}

const WabiReasonCode *
wabi_reason_find (const char *code)
{
  return find (reasons, G_N_ELEMENTS (reasons), code);
}

const WabiReasonCode *
wabi_remark_find (const char *code)
{
  return find (remarks, G_N_ELEMENTS (remarks), code);
}

const WabiReasonCode *
wabi_reason_list (gsize *n)
{
  *n = G_N_ELEMENTS (reasons);
  return reasons;
}

const WabiReasonCode *
wabi_remark_list (gsize *n)
{
  *n = G_N_ELEMENTS (remarks);
  return remarks;
}

WabiReasonTreatment
wabi_reason_treat (const char *group, const char *code)
{
  const WabiReasonCode *row = wabi_reason_find (code);

  if (g_strcmp0 (group, "PR") == 0)
    return WABI_REASON_FAMILY;
  if (row == NULL)
    return WABI_REASON_DENIAL;
  /* A family's share under CO may not be asked of the family: the contract takes it off. */
  if (row->treatment == WABI_REASON_FAMILY)
    return g_strcmp0 (group, "CO") == 0 ? WABI_REASON_CONTRACT : WABI_REASON_FAMILY;
  return row->treatment;
}

const char *
wabi_reason_category (const char *code, const char *const *others)
{
  const WabiReasonCode *row = wabi_reason_find (code);
  gboolean open = row == NULL || g_strcmp0 (code, "16") == 0 || g_strcmp0 (code, "96") == 0 || strcmp (row->category, "other") == 0;

  for (guint i = 0; open && others != NULL && others[i] != NULL; i++)
    {
      const WabiReasonCode *remark = wabi_remark_find (others[i]);

      if (remark != NULL && strcmp (remark->category, "other") != 0)
        return remark->category;
    }
  return row != NULL ? row->category : "other";
}

char *
wabi_reason_explain (const char *group, const char *code)
{
  const WabiReasonCode *row = wabi_reason_find (code);
  const char *words = row != NULL ? _ (row->words) : _ ("A reason that is not in our list; the payer's page explains it");

  return group != NULL ? g_strdup_printf ("%s-%s: %s", group, code, words) : g_strdup_printf ("%s: %s", code, words);
}

const WabiProviderAdjustmentRule *
wabi_provider_adjustment_find (const char *code)
{
  static const WabiProviderAdjustmentRule unknown = { "", "payer_recovery", TRUE, N_ ("An adjustment that is not in our list") };

  for (gsize i = 0; i < G_N_ELEMENTS (provider_adjustments); i++)
    if (g_strcmp0 (provider_adjustments[i].code, code) == 0)
      return &provider_adjustments[i];
  return &unknown;
}
