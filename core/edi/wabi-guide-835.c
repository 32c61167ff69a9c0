// SPDX-License-Identifier: AGPL-3.0-or-later
// The guide of the remittance advice (835) as a table: which segments stand where, how often, and what their elements may hold.

#include "wabi-guide-private.h"

#include <glib/gi18n-lib.h>

// clang-format off
#define CODES_1 \
  "50|51|72|90|AH|AM|AP|B2|B3|BD|BN|C5|CR|CS|CT|CV|CW|DM|E3|FB|FC|GO|HM|IP|IR|IS|J1|L3|L6|LE|LS|OA|OB|P" \
  "I|PL|RA|RE|SL|TL|WO|WU"

static const WabiGuideNode in_1000a[] = {
  SEGMENT ("N1", 'R', 1, 800, "R=PR R<60 S=XV S<80", N_ ("Payer")),
  SEGMENT ("N3", 'R', 1, 1000, "R<55 S<55", N_ ("Payer address")),
  SEGMENT ("N4", 'R', 1, 1100, "R<30 S:S S<15 S<3 N N S<3", N_ ("Payer city, state and ZIP")),
  SEGMENT ("REF", 'S', 4, 1200, "R=2U|EO|HI|NF R<50", N_ ("Payer further number")),
  SEGMENT ("PER", 'S', 1, 1300, "R=CX S<60 S=EM|FX|TE S<256 S=EM|EX|FX|TE S<256 S=EX S<256",
           N_ ("Payer contact for claims")),
  SEGMENT ("PER", 'R', 0, 1300, "R=BL S<60 S=EM|TE|UR S<256 S=EM|EX|FX|TE|UR S<256 S=EM|EX|FX|UR S<256",
           N_ ("Payer technical contact")),
  SEGMENT ("PER", 'S', 1, 1300, "R=IC N R=UR R<256", N_ ("Payer web site")),
};

static const WabiGuideNode in_1000b[] = {
  SEGMENT ("N1", 'R', 1, 800, "R=PE R<60 R=FI|XV|XX R<80", N_ ("Payee")),
  SEGMENT ("N3", 'S', 1, 1000, "R<55 S<55", N_ ("Payee address")),
  SEGMENT ("N4", 'S', 1, 1100, "R<30 S:S S<15 S<3 N N S<3", N_ ("Payee city, state and ZIP")),
  SEGMENT ("REF", 'S', 0, 1200, "R=0B|D3|PQ|TJ R<50", N_ ("Payee further number")),
  SEGMENT ("RDM", 'S', 1, 1400, "R=BM|EM|FT|OL S<60 S<256", N_ ("Payee way of delivery")),
};

static const WabiGuideNode in_2110[] = {
  SEGMENT ("SVC", 'R', 1, 700, "R(R=AD|ER|HC|HP|IV|N4|N6|NU|UI|WK,R<48,S:M,S:M,S:M,S:M) R:m R:m S<48 S:q "
           "S(R=AD|ER|HC|HP|IV|N4|NU|WK,R<48,S:M,S:M,S:M,S:M,S<80) S:q", N_ ("Service line")),
  SEGMENT ("DTM", 'S', 2, 800, "R=150|151|472 R:d", N_ ("Date of service")),
  SEGMENT ("CAS", 'S', 99, 900,
           "R=CO|OA|PI|PR R<5 R:m S:q S<5 S:m S:q S<5 S:m S:q S<5 S:m S:q S<5 S:m S:q S<5 S:m S:q",
           N_ ("Adjustments of the line")),
  SEGMENT ("REF", 'S', 8, 1000, "R=1S|APC|BB|E9|G1|G3|LU|RB R<50", N_ ("Number of the line")),
  SEGMENT ("REF", 'S', 1, 1000, "R=6R R<50", N_ ("Line control number")),
  SEGMENT ("REF", 'S', 10, 1000, "R=0B|1A|1B|1C|1D|1G|1H|1J|D3|G2|HPI|SY|TJ R<50", N_ ("Number of the line")),
  SEGMENT ("REF", 'S', 5, 1000, "R=0K R<50", N_ ("Policy of the payer")),
  SEGMENT ("AMT", 'S', 9, 1100, "R=B6|KH|T|T2|ZK|ZL|ZM|ZN|ZO R:m", N_ ("Amount of the line")),
  SEGMENT ("QTY", 'S', 6, 1200, "R=ZK|ZL|ZM|ZN|ZO R:q", N_ ("Quantity of the line")),
  SEGMENT ("LQ", 'S', 99, 1300, "R=HE|RX R<30", N_ ("Remark")),
};

static const WabiGuideNode in_2100[] = {
  SEGMENT ("CLP", 'R', 1, 100, "R<38 R=1|19|2|20|21|22|23|25|3|4 R:m R:m S:m "
           "R=12|13|14|15|16|17|AM|CH|DS|HM|LM|MA|MB|MC|OF|TV|VA|WC|ZZ R<50 S<2 S<1 N S<1 S:q S:q",
           N_ ("Claim payment")),
  SEGMENT ("CAS", 'S', 99, 200,
           "R=CO|OA|PI|PR R<5 R:m S:q S<5 S:m S:q S<5 S:m S:q S<5 S:m S:q S<5 S:m S:q S<5 S:m S:q",
           N_ ("Adjustments of the claim")),
  SEGMENT ("NM1", 'R', 1, 300, "R=QC R=1 S<60 S<35 S<25 N S<10 S=34|HN|II|MI|MR S<80", N_ ("Patient")),
  SEGMENT ("NM1", 'S', 1, 300, "R=IL R=1|2 S<60 S<35 S<25 N S<10 R=FI|II|MI R<80", N_ ("Insured person")),
  SEGMENT ("NM1", 'S', 1, 300, "R=74 R=1|2 S<60 S<35 S<25 N S<10 S=C S<80", N_ ("Corrected person")),
  SEGMENT ("NM1", 'S', 1, 300, "R=82 R=1|2 S<60 S<35 S<25 N S<10 R=BD|BS|FI|MC|PC|SL|UP|XX R<80",
           N_ ("Rendering provider")),
  SEGMENT ("NM1", 'S', 1, 300, "R=TT R=2 R<60 N N N N R=AD|FI|NI|PI|PP|XV R<80", N_ ("Payer it was passed on to")),
  SEGMENT ("NM1", 'S', 1, 300, "R=PR R=2 R<60 N N N N R=AD|FI|NI|PI|PP|XV R<80", N_ ("Corrected priority payer")),
  SEGMENT ("NM1", 'S', 1, 300, "R=GB R=1|2 S<60 S<35 S<25 N S<10 S=FI|II|MI S<80", N_ ("Other subscriber")),
  SEGMENT ("MIA", 'S', 1, 330,
           "R:q S:m S:q S:m S<50 S:m S:m S:m S:m S:m S:m S:m S:m S:m S:q S:m S:m S:m S:m S<50 S<50 S<50 " "S<50 S:m",
           N_ ("Inpatient remarks")),
  SEGMENT ("MOA", 'S', 1, 350, "S:q S:m S<50 S<50 S<50 S<50 S<50 S:m S:m", N_ ("Outpatient remarks")),
  SEGMENT ("REF", 'S', 5, 400, "R=1L|1W|28|6P|9A|9C|BB|CE|EA|F8|G1|G3|IG|SY R<50", N_ ("Number of the claim")),
  SEGMENT ("REF", 'S', 10, 400, "R=0B|1A|1B|1C|1D|1G|1H|1J|D3|G2|LU R<50", N_ ("Number of the claim")),
  SEGMENT ("DTM", 'S', 2, 500, "R=232|233 R:d", N_ ("Dates of the claim")),
  SEGMENT ("DTM", 'S', 1, 500, "R=036 R:d", N_ ("End of the coverage")),
  SEGMENT ("DTM", 'S', 1, 500, "R=050 R:d", N_ ("Day the claim was received")),
  SEGMENT ("PER", 'S', 2, 600, "R=CX S<60 R=EM|FX|TE R<256 S=EM|EX|FX|TE S<256 S=EX S<256",
           N_ ("Payer contact for the claim")),
  SEGMENT ("AMT", 'S', 13, 620, "R=AU|D8|DY|F5|I|NL|T|T2|ZK|ZL|ZM|ZN|ZO R:m", N_ ("Amount of the claim")),
  SEGMENT ("QTY", 'S', 14, 640, "R=CA|CD|LA|LE|NE|NR|OU|PS|VS|ZK|ZL|ZM|ZN|ZO R:q", N_ ("Quantity of the claim")),
  LOOP ("2110", 'S', 999, 700, in_2110, N_ ("Service payment")),
};

static const WabiGuideNode in_2000[] = {
  SEGMENT ("LX", 'R', 1, 30, "R:n", N_ ("Group of claims")),
  SEGMENT ("TS3", 'S', 1, 50, "R<50 R<2 R:d R:q R:m N N N N N N N S:m N S:m N S:m S:m N S:m S:m S:m S:q S:m",
           N_ ("Provider totals")),
  SEGMENT ("TS2", 'S', 1, 70, "S:m S:m S:m S:m S:m S:m S:q S:m S:m S:q S:q S:q S:q S:q S:m S:q S:m S:m S:m",
           N_ ("Provider supplemental totals")),
  LOOP ("2100", 'R', 0, 100, in_2100, N_ ("Claim payment")),
};

static const WabiGuideNode in_st[] = {
  SEGMENT ("ST", 'R', 1, 10, "R=835 R<4-9", N_ ("Transaction set header")),
  SEGMENT ("BPR", 'R', 1, 10200,
           "R=C|D|H|I|P|U|X R:m R=C|D R=ACH|BOP|CHK|FWT|NON S=CCP|CTX S=01|04 S<12 S=DA S<35 S<10 S<9 "
           "S=01|04 S<12 S=DA|SG S<35 R:d", N_ ("Payment")),
  SEGMENT ("TRN", 'R', 1, 10400, "R=1 R<50 R<10 S<50", N_ ("Check or transfer number")),
  SEGMENT ("CUR", 'S', 1, 10500, "R=PR R<3", N_ ("Currency")),
  SEGMENT ("REF", 'S', 1, 10600, "R=EV R<50", N_ ("Receiver number")),
  SEGMENT ("REF", 'S', 1, 10600, "R=F2 R<50", N_ ("Version of the payer system")),
  SEGMENT ("DTM", 'S', 1, 10700, "R=405 R:d", N_ ("Day it was made")),
  LOOP ("1000A", 'R', 1, 10800, in_1000a, N_ ("Payer")),
  LOOP ("1000B", 'R', 1, 11400, in_1000b, N_ ("Payee")),
  LOOP ("2000", 'S', 0, 20030, in_2000, N_ ("Group of claims")),
  SEGMENT ("PLB", 'S', 0, 30100, "R<50 R:d R(R=" CODES_1
           ",S<50) R:m S(R<2,S<50) S:m S(R<2,S<50) S:m S(R<2,S<50) S:m S(R<2,S<50) S:m S(R<2,S<50) S:m",
           N_ ("Adjustments of the provider")),
  SEGMENT ("SE", 'R', 1, 60000, "R:n R<4-9", N_ ("Transaction set end")),
};

const WabiGuideNode wabi_guide_835 = LOOP ("ST", 'R', 0, 200, in_st, N_ ("Transaction set"));
// clang-format on
