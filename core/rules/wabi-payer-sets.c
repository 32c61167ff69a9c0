// SPDX-License-Identifier: AGPL-3.0-or-later
// What payers ask where nothing else is recorded, as dated data with its source; and what a new payer may start from.

#include "wabi-payer-sets.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define CPT "CPT midpoint rule (AMA)"
#define CMS "Medicare Claims Processing Manual, chapter 5, section 20.2"
#define HCPCS "HCPCS level II modifiers of education"
#define TELE "CPT modifier 95, telehealth in real time"
#define USUAL "Usual among payers; the contract wins"
#define ACD "TRICARE Autism Care Demonstration, Humana Military, 2021-12-13"
#define WEST "TRICARE West, Health Net Federal Services, 2021; check with the present contractor"
#define MBI "CMS, form of the Medicare Beneficiary Identifier"
#define LONG_AGO "2019-01-01" /* since when the codes of ABA are what they are */

/* Rules without a code, credential or place hold for all of them. The order means nothing: see wabi-payer-terms.h for which one counts. */
static const WabiShippedRule rules[] = {
  /* Units (billing-facts section 7) */
  { NULL, "units", NULL, NULL, NULL, "{'method':'midpoint','scope':'session','minimum':0,'unit_minutes':15}", LONG_AGO, NULL, CPT },
  { "medicare", "units", NULL, NULL, NULL, "{'method':'cms-total','scope':'day-code'}", LONG_AGO, NULL, CMS },
  /* Modifiers, in order: who gave it, then what makes it distinct, then what informs (section 6) */
  { NULL, "modifiers", NULL, "RBT", NULL, "{'slot':'credential','order':10,'modifier':'HM'}", LONG_AGO, NULL, HCPCS },
  { NULL, "modifiers", NULL, "BT", NULL, "{'slot':'credential','order':10,'modifier':'HM'}", LONG_AGO, NULL, HCPCS },
  { NULL, "modifiers", NULL, "BCaBA", NULL, "{'slot':'credential','order':10,'modifier':'HN'}", LONG_AGO, NULL, HCPCS },
  { NULL, "modifiers", NULL, "BCBA", NULL, "{'slot':'credential','order':10,'modifier':'HO'}", LONG_AGO, NULL, HCPCS },
  { NULL, "modifiers", NULL, "BCBA-D", NULL, "{'slot':'credential','order':10,'modifier':'HP'}", LONG_AGO, NULL, HCPCS },
  { NULL, "modifiers", NULL, "psychologist", NULL, "{'slot':'credential','order':10,'modifier':'HP'}", LONG_AGO, NULL, HCPCS },
  { NULL, "modifiers", NULL, NULL, "02", "{'slot':'telehealth','order':30,'modifier':'95'}", LONG_AGO, NULL, TELE },
  { NULL, "modifiers", NULL, NULL, "10", "{'slot':'telehealth','order':30,'modifier':'95'}", LONG_AGO, NULL, TELE },
  { "tricare", "modifiers", NULL, NULL, "02", "{'slot':'telehealth','order':30,'modifier':'GT'}", "2021-08-01", NULL, WEST },
  { "tricare", "modifiers", NULL, NULL, "10", "{'slot':'telehealth','order':30,'modifier':'GT'}", "2021-08-01", NULL, WEST },
  /* Who renders, and whether the supervisor is named beside (section 2) */
  { NULL, "rendering", NULL, NULL, NULL, "{'who':'supervisor'}", LONG_AGO, NULL, USUAL },
  { "tricare", "rendering", "97152 97153", NULL, NULL, "{'who':'performer'}", LONG_AGO, NULL, WEST },
  { NULL, "supervising", NULL, NULL, NULL, "{'when':'never'}", LONG_AGO, NULL, USUAL },
  /* Two services at one time; limits of a day; pairs (sections 6 and 7) */
  { NULL, "concurrency", NULL, NULL, NULL, "{'table':'commercial'}", LONG_AGO, NULL, "ABA Coding Coalition's reading of CPT" },
  { "tricare", "concurrency", NULL, NULL, NULL, "{'table':'tricare'}", LONG_AGO, NULL, ACD },
  { NULL, "mue", NULL, NULL, NULL, "{'program':'medicare'}", LONG_AGO, NULL, USUAL },
  { "medicaid", "mue", NULL, NULL, NULL, "{'program':'medicaid'}", LONG_AGO, NULL, "CMS, Medicaid MUEs" },
  { "self", "mue", NULL, NULL, NULL, "{'program':'none'}", LONG_AGO, NULL, "Families pay without limits of a day" },
  { "tricare", "mue", "97157 97158", NULL, NULL, "{'units':6}", LONG_AGO, NULL, WEST },
  /* Authorizations (sections 5.4 and 7 of the field's map and the facts) */
  { NULL, "authorization", NULL, NULL, NULL, "{'needed':false}", LONG_AGO, NULL, USUAL },
  { "tricare", "authorization", NULL, NULL, NULL, "{'needed':true,'months':6}", LONG_AGO, NULL, WEST },
  { "tricare", "authorization", "97151", NULL, NULL, "{'first_units':32,'again_units':24,'within_days':14}", LONG_AGO, NULL, WEST },
  /* Days to file; where sources differ the shortest of them */
  { NULL, "filing", NULL, NULL, NULL, "{'days':90,'secondary':60,'replacement':60,'appeal':60}", LONG_AGO, NULL, USUAL },
  { "medicare", "filing", NULL, NULL, NULL, "{'days':365}", LONG_AGO, NULL, "Medicare, one year from service" },
  { "tricare", "filing", NULL, NULL, NULL, "{'days':365}", LONG_AGO, NULL, "TRICARE, one year from service" },
  /* What a note must say (field's map section 5.7) */
  { NULL, "note", NULL, NULL, NULL, "{'elements':['times','participants','place','rendering','status','narrative','techniques','plan','signature'],'words_per_hour':0,"
    "'guardian':false}",
    LONG_AGO, NULL, USUAL },
  { "tricare", "note", NULL, NULL, NULL,
    "{'elements':['times','participants','place','rendering','status','narrative','techniques','plan','signature','full-name',"
    "'supervisor','caregiver']}", LONG_AGO, NULL, WEST },
  /* What is paid at all. 97153 in schools: field's map section 5.4 */
  { "tricare", "benefit", "97152 97154 0362T 0373T", NULL, NULL, "{'covered':false}", LONG_AGO, NULL, WEST },
  { "tricare", "benefit", "97151", NULL, "02", "{'covered':false}", LONG_AGO, NULL, WEST },
  { "tricare", "benefit", "97151", NULL, "10", "{'covered':false}", LONG_AGO, NULL, WEST },
  { "tricare", "benefit", "97153", "BT", "03", "{'covered':false}", "2021-01-01", NULL, "TRICARE Autism Care Demonstration, 2021" },
  { "tricare", "benefit", "97153", "RBT", "03", "{'covered':false}", "2021-01-01", NULL, "TRICARE Autism Care Demonstration, 2021" },
  { "tricare", "benefit", "97153", "BCaBA", "03", "{'covered':false}", "2021-01-01", NULL, "TRICARE Autism Care Demonstration, 2021" },
  { "tricare", "monthly", "97153", NULL, NULL, "{'code':'97155','penalty_percent':10}", LONG_AGO, NULL, WEST },
  /* How claims are written */
  { "tricare", "session-times", NULL, NULL, NULL, "{'send':true}", LONG_AGO, NULL, WEST },
  { NULL, "grouping", NULL, NULL, NULL, "{'by':'client','max_lines':50}", LONG_AGO, NULL, "837P guide 005010X222A1" },
  { NULL, "grouping", NULL, NULL, NULL, "{'day_line':false}", LONG_AGO, NULL, USUAL },
  { "tricare", "grouping", NULL, NULL, NULL, "{'day_line':false}", LONG_AGO, NULL, WEST },
  { NULL, "facility", NULL, NULL, NULL, "{'send':'when-different'}", LONG_AGO, NULL, USUAL },
  { NULL, "facility", NULL, NULL, "12", "{'send':'never'}", LONG_AGO, NULL, USUAL },
  { NULL, "taxonomy", NULL, NULL, NULL, "{'billing':true,'rendering':true}", LONG_AGO, NULL, USUAL },
  { NULL, "enrollment", NULL, NULL, NULL, "{'needed':false,'npi':false}", LONG_AGO, NULL, USUAL },
  /* Members and subscribers (section 2): Medicaid numbers each child itself */
  { "medicare", "member", NULL, NULL, NULL,
    "{'pattern':'^[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9][0-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9][0-9][AC-HJKMNP-RT-Y]{2}[0-9]{2}$',"
    "'words':'11 characters, such as 1EG4TE5MK73'}",
    "2018-04-01", NULL, MBI },
  { "tricare", "member", NULL, NULL, NULL, "{'pattern':'^([0-9]{9}|[0-9]{11})$','words':'9 digits of the sponsor or 11 of the DoD benefits number'}",
    LONG_AGO, NULL, WEST },
  { NULL, "subscriber", NULL, NULL, NULL, "{'who':'as-recorded'}", LONG_AGO, NULL, USUAL },
  { "medicaid", "subscriber", NULL, NULL, NULL, "{'who':'always-self'}", LONG_AGO, NULL, "837P guide; Medicaid knows no dependents" },
};

#define COMMERCIAL(days)                                                                                                                     \
  "{'type':'commercial','filing':'CI','unit_method':'midpoint','unit_scope':'session','unit_minimum':0,'rendering':'supervisor',"            \
  "'supervising':'never','modifiers':true,'concurrency':'commercial','mue':'medicare','needs_authorization':['all'],'filing_days':" #days "}"
#define FILING N_ ("Timely filing as published by billing services; sources differ, the shortest is taken. Your contract wins.")

/* Days: billing-facts section 7, the shortest where sources differ. */
static const WabiPayerSet sets[] = {
  { "commercial", N_ ("Commercial plan"), COMMERCIAL (90), FILING },
  { "aetna", N_ ("Commercial: Aetna"), COMMERCIAL (120), FILING },
  { "anthem", N_ ("Commercial: Anthem"), COMMERCIAL (90), FILING },
  { "blues", N_ ("Commercial: Blue Cross Blue Shield"), COMMERCIAL (90), FILING },
  { "cigna", N_ ("Commercial: Cigna"), COMMERCIAL (90), FILING },
  { "humana", N_ ("Commercial: Humana"), COMMERCIAL (180), FILING },
  { "kaiser", N_ ("Commercial: Kaiser Permanente"), COMMERCIAL (90), FILING },
  { "magellan", N_ ("Commercial: Magellan"), COMMERCIAL (60), FILING },
  { "optum", N_ ("Commercial: UnitedHealthcare and Optum"), COMMERCIAL (90), FILING },
  { "wellcare", N_ ("Commercial: Wellcare"), COMMERCIAL (180), FILING },
  { "medicaid", N_ ("Medicaid"),
    "{'type':'medicaid','filing':'MC','unit_method':'midpoint','unit_scope':'day-code','unit_minimum':0,'rendering':'performer',"
    "'supervising':'not-independent','modifiers':true,'concurrency':'commercial','mue':'medicaid','needs_authorization':['all'],'filing_days':90}",
    N_ ("States differ in nearly all of this: read your state's provider manual, then change what differs.") },
  { "medicare", N_ ("Medicare"),
    "{'type':'medicare','filing':'MB','unit_method':'cms-total','unit_scope':'day-code','unit_minimum':0,'rendering':'performer',"
    "'supervising':'never','modifiers':false,'concurrency':'commercial','mue':'medicare','filing_days':365}",
    N_ ("Medicare Claims Processing Manual; CMS tables of 2024-07-01") },
  { "tricare", N_ ("TRICARE"),
    "{'type':'tricare','filing':'CH','unit_method':'midpoint','unit_scope':'session','unit_minimum':0,'rendering':'performer',"
    "'supervising':'never','modifiers':true,'concurrency':'tricare','mue':'medicare','session_times':true,'needs_authorization':['all'],"
    "'needs_enrollment':true,'needs_npi':true,'filing_days':365}",
    N_ ("TRICARE Autism Care Demonstration, pages of its contractors of 2021: check with the present contractor") },
  { "self", N_ ("Families who pay themselves"),
    "{'type':'self','filing':'ZZ','unit_method':'midpoint','unit_scope':'session','unit_minimum':0,'rendering':'supervisor',"
    "'supervising':'never','modifiers':false,'concurrency':'commercial','mue':'none','needs_authorization':[],'filing_days':365}",
    N_ ("Nothing but your own fees") },
};

const WabiShippedRule *
wabi_payer_sets_rules (gsize *n)
{
  *n = G_N_ELEMENTS (rules);
  return rules;
}

const WabiPayerSet *
wabi_payer_sets_list (gsize *n)
{
  *n = G_N_ELEMENTS (sets);
  return sets;
}

const WabiPayerSet *
wabi_payer_sets_find (const char *id)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sets); i++)
    if (g_strcmp0 (id, sets[i].id) == 0)
      return &sets[i];
  return NULL;
}
