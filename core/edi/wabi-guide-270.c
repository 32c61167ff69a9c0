// SPDX-License-Identifier: AGPL-3.0-or-later
// The guide of the eligibility question (270) as a table: which segments stand where, how often, and what their elements may hold.

#include "wabi-guide-private.h"

#include <glib/gi18n-lib.h>

// clang-format off
#define CODES_1 \
  "1|2|3|4|5|6|7|8|9|10|11|12|13|14|15|16|17|18|19|20|21|22|23|24|25|26|27|28|30|32|33|34|35|36|37|38|3" \
  "9|40|41|42|43|44|45|46|47|48|49|50|51|52|53|54|55|56|57|58|59|60|61|62|63|64|65|66|67|68|69|70|71|72" \
  "|73|74|75|76|77|78|79|80|81|82|83|84|85|86|87|88|89|90|91|92|93|94|95|96|97|98|99|A0|A1|A2|A3|A4|A5|" \
  "A6|A7|A8|A9|AA|AB|AC|AD|AE|AF|AG|AH|AI|AJ|AK|AL|AM|AN|AO|AP|AQ|AR|B1|B2|B3|BA|BB|BC|BD|BE|BF|BG|BH|B" \
  "I|BJ|BK|BL|BM|BN|BO|BP|BQ|BR|BS|BT|BU|BV|BW|BX|BY|BZ|C1|CA|CB|CC|CD|CE|CF|CG|CH|CI|CJ|CK|CL|CM|CN|CO" \
  "|CP|CQ|DG|DM|DS|GF|GN|GY|IC|MH|NI|ON|PT|PU|RN|RT|TC|TN|UC"

static const WabiGuideNode in_2100a[] = {
  SEGMENT ("NM1", 'R', 1, 300, "R=2B|36|GP|P5|PR R=1|2 R<60 S<35 S<25 N S<10 R=24|46|FI|NI|PI|XV|XX R<80",
           N_ ("Payer")),
};

static const WabiGuideNode in_2100b[] = {
  SEGMENT ("NM1", 'R', 1, 300, "R=1P|2B|36|80|FA|GP|P5|PR R=1|2 R<60 S<35 S<25 N S<10 R=24|34|FI|PI|PP|SV|XV|XX R<80",
           N_ ("Provider")),
  SEGMENT ("REF", 'S', 9, 400, "R=0B|1C|1D|1J|4A|CT|EL|EO|HPI|JD|N5|N7|Q4|SY|TJ R<50 S<80",
           N_ ("Provider further number")),
  SEGMENT ("N3", 'S', 1, 600, "R<55 S<55", N_ ("Provider address")),
  SEGMENT ("N4", 'S', 1, 700, "R<30 S:S S<15 S<3 N N S<3", N_ ("Provider city, state and ZIP")),
  SEGMENT ("PRV", 'S', 1, 900, "R=AD|AT|BI|CO|CV|H|HH|LA|OT|P1|P2|PC|PE|R|RF|SB|SK|SU S=PXC S<50",
           N_ ("Provider specialty")),
};

static const WabiGuideNode in_2110c[] = {
  SEGMENT ("EQ", 'R', 1, 1300, "S*99=" CODES_1
           " S(R=AD|CJ|HC|ID|IV|N4|ZZ,R<48,S:M,S:M,S:M,S:M) S=FAM N S(R<2,S<2,S<2,S<2)", N_ ("Services asked about")),
  SEGMENT ("AMT", 'S', 1, 1350, "R=R R:m", N_ ("Amount asked about")),
  SEGMENT ("AMT", 'S', 1, 1350, "R=PB R:m", N_ ("Amount asked about")),
  SEGMENT ("III", 'S', 1, 1700, "R=ZZ R<30", N_ ("Place or condition asked about")),
  SEGMENT ("REF", 'S', 1, 1900, "R=9F|G1 R<50", N_ ("Number of the benefit")),
  SEGMENT ("DTP", 'S', 1, 2000, "R=291 R=D8|RD8 R:f", N_ ("Dates of the benefit")),
};

static const WabiGuideNode in_2100c[] = {
  SEGMENT ("NM1", 'R', 1, 300, "R=IL R=1|2 S<60 S<35 S<25 N S<10 S=II|MI S<80", N_ ("Subscriber")),
  SEGMENT ("REF", 'S', 9, 400, "R=18|1L|1W|3H|6P|CT|EA|EJ|F6|GH|HJ|IG|N6|NQ|SY|Y4 R<50",
           N_ ("Subscriber further number")),
  SEGMENT ("N3", 'S', 1, 600, "R<55 S<55", N_ ("Subscriber address")),
  SEGMENT ("N4", 'S', 1, 700, "R<30 S:S S<15 S<3 N N S<3", N_ ("Subscriber city, state and ZIP")),
  SEGMENT ("PRV", 'S', 1, 900, "R=AD|AT|BI|CO|CV|H|HH|LA|OT|P1|P2|PC|PE|R|RF|SK|SU S=9K|D3|EI|HPI|PXC|SY|TJ S<50",
           N_ ("Subscriber specialty")),
  SEGMENT ("DMG", 'S', 1, 1000, "S=D8 S:f S=F|M", N_ ("Subscriber birth date and sex")),
  SEGMENT ("INS", 'S', 1, 1100, "R=Y R=18 N N N N N N N N N N N N N N R:n", N_ ("Subscriber relation")),
  SEGMENT ("HI", 'S', 1, 1150,
           "R(R=ABK|BK,R<30) S(R=ABF|BF,R<30) S(R=ABF|BF,R<30) S(R=ABF|BF,R<30) S(R=ABF|BF,R<30) "
           "S(R=ABF|BF,R<30) S(R=ABF|BF,R<30) S(R=ABF|BF,R<30)", N_ ("Subscriber diagnoses")),
  SEGMENT ("DTP", 'S', 2, 1200, "R=102|291 R=D8|RD8 R:f", N_ ("Subscriber date")),
  LOOP ("2110C", 'S', 99, 1300, in_2110c, N_ ("Subscriber benefit")),
};

static const WabiGuideNode in_2110d[] = {
  SEGMENT ("EQ", 'R', 1, 1300, "S*99=" CODES_1
           " S(R=AD|CJ|HC|ID|IV|N4|ZZ,R<48,S:M,S:M,S:M,S:M) N N S(R<2,S<2,S<2,S<2)", N_ ("Services asked about")),
  SEGMENT ("III", 'S', 1, 1700, "R=ZZ R<30", N_ ("Place or condition asked about")),
  SEGMENT ("REF", 'S', 1, 1900, "R=9F|G1 R<50", N_ ("Number of the benefit")),
  SEGMENT ("DTP", 'S', 1, 2000, "R=291 R=D8|RD8 R:f", N_ ("Dates of the benefit")),
};

static const WabiGuideNode in_2100d[] = {
  SEGMENT ("NM1", 'R', 1, 300, "R=03 R=1 S<60 S<35 S<25 N S<10", N_ ("Dependent")),
  SEGMENT ("REF", 'S', 9, 400, "R=18|1L|1W|6P|CT|EA|EJ|F6|GH|HJ|IF|IG|MRC|N6|SY|Y4 R<50",
           N_ ("Dependent further number")),
  SEGMENT ("N3", 'S', 1, 600, "R<55 S<55", N_ ("Dependent address")),
  SEGMENT ("N4", 'S', 1, 700, "R<30 S:S S<15 S<3 N N S<3", N_ ("Dependent city, state and ZIP")),
  SEGMENT ("PRV", 'S', 1, 900, "R=AD|AT|BI|CO|CV|H|HH|LA|OT|P1|P2|PC|PE|R|RF|SK|SU S=9K|D3|EI|HPI|PXC|SY|TJ S<50",
           N_ ("Dependent specialty")),
  SEGMENT ("DMG", 'S', 1, 1000, "S=D8 S:f S=F|M", N_ ("Dependent birth date and sex")),
  SEGMENT ("INS", 'S', 1, 1100, "R=N R=01|19|34 N N N N N N N N N N N N N N S:n", N_ ("Dependent relation")),
  SEGMENT ("HI", 'S', 1, 1150,
           "R(R=ABK|BK,R<30) S(R=ABF|BF,R<30) S(R=ABF|BF,R<30) S(R=ABF|BF,R<30) S(R=ABF|BF,R<30) "
           "S(R=ABF|BF,R<30) S(R=ABF|BF,R<30) S(R=ABF|BF,R<30)", N_ ("Dependent diagnoses")),
  SEGMENT ("DTP", 'S', 2, 1200, "R=102|291 R=D8|RD8 R:f", N_ ("Dependent date")),
  LOOP ("2110D", 'R', 99, 1300, in_2110d, N_ ("Dependent benefit")),
};

static const WabiGuideNode in_2000d[] = {
  SEGMENT ("HL", 'R', 1, 100, "R<12 R<12 R=23 R=0", N_ ("Dependent level")),
  SEGMENT ("TRN", 'S', 2, 200, "R=1 R<50 R<10 S<50", N_ ("Dependent trace number")),
  LOOP ("2100D", 'R', 1, 300, in_2100d, N_ ("Dependent")),
};

static const WabiGuideNode in_2000c[] = {
  SEGMENT ("HL", 'R', 1, 100, "R<12 R<12 R=22 R=0|1", N_ ("Subscriber level")),
  SEGMENT ("TRN", 'S', 2, 200, "R=1 R<50 R<10 S<50", N_ ("Subscriber trace number")),
  LOOP ("2100C", 'R', 1, 300, in_2100c, N_ ("Subscriber")),
  LOOP ("2000D", 'S', 0, 9000, in_2000d, N_ ("Dependent level")),
};

static const WabiGuideNode in_2000b[] = {
  SEGMENT ("HL", 'R', 1, 100, "R<12 R<12 R=21 R=1", N_ ("Provider level")),
  LOOP ("2100B", 'R', 1, 300, in_2100b, N_ ("Provider")),
  LOOP ("2000C", 'R', 0, 9000, in_2000c, N_ ("Subscriber level")),
};

static const WabiGuideNode in_2000a[] = {
  SEGMENT ("HL", 'R', 1, 100, "R<12 N R=20 R=1", N_ ("Payer level")),
  LOOP ("2100A", 'R', 1, 300, in_2100a, N_ ("Payer")),
  LOOP ("2000B", 'R', 0, 9000, in_2000b, N_ ("Provider level")),
};

static const WabiGuideNode in_st[] = {
  SEGMENT ("ST", 'R', 1, 10, "R=270 R<4-9 R=005010X279A1", N_ ("Transaction set header")),
  SEGMENT ("BHT", 'R', 1, 10200, "R=0022 R=01|13 S<50 R:d R:t S=RT", N_ ("Beginning of the transaction")),
  LOOP ("2000A", 'R', 0, 20100, in_2000a, N_ ("Payer level")),
  SEGMENT ("SE", 'R', 1, 60000, "R:n R<4-9", N_ ("Transaction set end")),
};

const WabiGuideNode wabi_guide_270 = LOOP ("ST", 'R', 0, 200, in_st, N_ ("Transaction set"));
// clang-format on
