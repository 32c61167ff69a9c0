// SPDX-License-Identifier: AGPL-3.0-or-later
// The guide of the answer on eligibility (271) as a table: which segments stand where, how often, and what their elements may hold.

#include "wabi-guide-private.h"

#include <glib/gi18n-lib.h>

// clang-format off
#define CODES_1 \
  "096|102|152|291|307|318|340|341|342|343|346|347|356|357|382|435|442|458|472|539|540|636|771"
#define CODES_2 \
  "A1|A2|A3|B1|B2|C1|C2|C3|C4|C5|C6|C7|C8|C9|E1|F1|F2|F3|F4|G1|G4|L1|L2|L3|L4|L5|L6|M1|M2|M3|M4|M5|M6|P" \
  "1|P2|P3|P4|P5|R1|R2|S1|S2|S3|S4|S5|S6|S7|S8|S9|SA|SB|SC|T1|V1|W1"
#define CODES_3 \
  "1|2|3|4|5|6|7|8|9|10|11|12|13|14|15|16|17|18|19|20|21|22|23|24|25|26|27|28|30|32|33|34|35|36|37|38|3" \
  "9|40|41|42|43|44|45|46|47|48|49|50|51|52|53|54|55|56|57|58|59|60|61|62|63|64|65|66|67|68|69|70|71|72" \
  "|73|74|75|76|77|78|79|80|81|82|83|84|85|86|87|88|89|90|91|92|93|94|95|96|97|98|99|A0|A1|A2|A3|A4|A5|" \
  "A6|A7|A8|A9|AA|AB|AC|AD|AE|AF|AG|AH|AI|AJ|AK|AL|AM|AN|AO|AP|AQ|AR|B1|B2|B3|BA|BB|BC|BD|BE|BF|BG|BH|B" \
  "I|BJ|BK|BL|BM|BN|BO|BP|BQ|BR|BS|BT|BU|BV|BW|BX|BY|BZ|C1|CA|CB|CC|CD|CE|CF|CG|CH|CI|CJ|CK|CL|CM|CN|CO" \
  "|CP|CQ|DG|DM|DS|GF|GN|GY|IC|MH|NI|ON|PT|PU|RN|RT|TC|TN|UC"
#define CODES_4 \
  "12|13|14|15|16|41|42|43|47|AP|C1|CO|CP|D|DB|EP|FF|GP|HM|HN|HS|IN|IP|LC|LD|LI|LT|MA|MB|MC|MH|MI|MP|OT" \
  "|PE|PL|PP|PR|PS|QM|RP|SP|TF|WC|WU"

static const WabiGuideNode in_2100a[] = {
  SEGMENT ("NM1", 'R', 1, 300, "R=2B|36|GP|P5|PR R=1|2 R<60 S<35 S<25 N S<10 R=24|46|FI|NI|PI|XV|XX R<80",
           N_ ("Payer")),
  SEGMENT ("PER", 'S', 3, 800, "R=IC S<60 S=ED|EM|FX|TE|UR S<256 S=ED|EM|EX|FX|TE|UR S<256 S=ED|EM|EX|FX|TE|UR S<256",
           N_ ("Payer contact")),
  SEGMENT ("AAA", 'S', 9, 850, "R=N|Y N R=04|41|42|79|80|T4 R=C|N|P|R|S|W|X|Y", N_ ("Payer rejection")),
};

static const WabiGuideNode in_2100b[] = {
  SEGMENT ("NM1", 'R', 1, 300, "R=1P|2B|36|80|FA|GP|P5|PR R=1|2 S<60 S<35 S<25 N S<10 R=24|34|FI|PI|PP|SV|XV|XX R<80",
           N_ ("Provider")),
  SEGMENT ("REF", 'S', 9, 400, "R=0B|1C|1D|1J|4A|CT|EL|EO|HPI|JD|N5|N7|Q4|SY|TJ R<50 S<80",
           N_ ("Provider further number")),
  SEGMENT ("N3", 'S', 1, 600, "R<55 S<55", N_ ("Provider address")),
  SEGMENT ("N4", 'S', 1, 700, "R<30 S:S S<15 S<3 N N S<3", N_ ("Provider city, state and ZIP")),
  SEGMENT ("AAA", 'S', 9, 850, "R=N|Y N R=15|41|43|44|45|46|47|48|50|51|79|97|T4 R=C|N|R|S|W|X|Y",
           N_ ("Provider rejection")),
  SEGMENT ("PRV", 'S', 1, 900, "R=AD|AT|BI|CO|CV|H|HH|LA|OT|P1|P2|PC|PE|R|RF|SB|SK|SU S=PXC S<50",
           N_ ("Provider specialty")),
};

static const WabiGuideNode in_2115c[] = {
  SEGMENT ("III", 'R', 1, 2600, "S=GR|NI|ZZ S<30 S=44 S<264", N_ ("Place or condition of the benefit")),
};

static const WabiGuideNode in_2120c[] = {
  SEGMENT ("NM1", 'R', 1, 3400,
           "R=13|1I|1P|2B|36|73|FA|GP|GW|I3|IL|LR|OC|P3|P4|P5|PR|PRP|SEP|TTP|VER|VN|VY|X3|Y2 R=1|2 S<60 "
           "S<35 S<25 N S<10 S=24|34|46|FA|FI|II|MI|NI|PI|PP|SV|XV|XX S<80 S=01|02|27|41|48|65|72",
           N_ ("Related entity")),
  SEGMENT ("N3", 'S', 1, 3600, "R<55 S<55", N_ ("Related entity address")),
  SEGMENT ("N4", 'S', 1, 3700, "R<30 S:S S<15 S<3 S=RJ S<30 S<3", N_ ("Related entity city, state and ZIP")),
  SEGMENT ("PER", 'S', 3, 3800,
           "R=IC S<60 S=ED|EM|FX|TE|UR|WP S<256 S=ED|EM|EX|FX|TE|UR|WP S<256 S=ED|EM|EX|FX|TE|UR|WP S<256",
           N_ ("Related entity contact")),
  SEGMENT ("PRV", 'S', 1, 3900, "R=AD|AT|BI|CO|CV|H|HH|LA|OT|P1|P2|PC|PE|R|RF|SB|SK|SU S=PXC S<50",
           N_ ("Related entity specialty")),
};

static const WabiGuideNode in_2110c[] = {
  SEGMENT ("EB", 'R', 1, 1300, "R=1|2|3|4|5|6|7|8|A|B|C|CB|D|E|F|G|H|I|J|K|L|M|MC|N|O|P|Q|R|S|T|U|V|W|X|Y "
           "S=CHD|DEP|ECH|EMP|ESP|FAM|IND|SPC|SPO S*99=" CODES_3 " S=" CODES_4
           " S<50 S=13|21|22|23|24|25|26|27|28|29|30|31|32|33|34|35|36|6|7 S:m S:q "
           "S=8H|99|CA|CE|D3|DB|DY|HS|LA|LE|M2|MN|P6|QA|S7|S8|VS|YY S:q S=N|U|Y S=N|U|W|Y "
           "S(R=AD|CJ|HC|ID|IV|N4|ZZ,R<48,S:M,S:M,S:M,S:M,N,S<48) S(R<2,S<2,S<2,S<2)", N_ ("Benefit")),
  SEGMENT ("HSD", 'S', 9, 1350,
           "S=DY|FL|HS|MN|VS S:q S=DA|MO|VS|WK|YR S:q S=21|22|23|24|25|26|27|28|29|30|31|32|33|34|35|6|7 "
           "S:q S=1|2|3|4|5|6|7|8|9|A|B|C|D|E|F|G|H|J|K|L|M|N|O|P|Q|R|S|SG|SL|SP|SX|SY|SZ|T|U|V|W|X|Y "
           "S=A|B|C|D|E|F|G|Y", N_ ("How much of the benefit")),
  SEGMENT ("REF", 'S', 9, 1400, "R=18|1L|1W|49|6P|9F|ALS|CLI|F6|FO|G1|IG|M7|N6|NQ R<50 S<80",
           N_ ("Number of the benefit")),
  SEGMENT ("DTP", 'S', 20, 1500,
           "R=096|193|194|198|290|291|292|295|304|307|318|346|348|349|356|357|435|472|636|771 R=D8|RD8 R:f",
           N_ ("Dates of the benefit")),
  SEGMENT ("AAA", 'S', 9, 1600,
           "R=N|Y N R=15|33|52|53|54|55|56|57|60|61|62|63|69|70|98|AA|AE|AF|AG|AO|CI|E8|IA|MA R=C|N|R|W|X|Y",
           N_ ("Benefit could not be told")),
  SEGMENT ("MSG", 'S', 10, 2500, "R<264", N_ ("Message on the benefit")),
  LOOP ("2115C", 'S', 10, 2600, in_2115c, N_ ("Place or condition of the benefit")),
  SEGMENT ("LS", 'S', 1, 3300, "R<4", N_ ("Related entities begin")),
  LOOP ("2120C", 'S', 23, 3400, in_2120c, N_ ("Related entity")),
  SEGMENT ("LE", 'S', 1, 4000, "R<4", N_ ("Related entities end")),
};

static const WabiGuideNode in_2100c[] = {
  SEGMENT ("NM1", 'R', 1, 300, "R=IL R=1|2 S<60 S<35 S<25 N S<10 S=II|MI S<80", N_ ("Subscriber")),
  SEGMENT ("REF", 'S', 9, 400, "R=18|1L|1W|3H|49|6P|CE|CT|EA|EJ|F6|GH|HJ|IF|IG|N6|NQ|Q4|SY|Y4 R<50 S<80",
           N_ ("Subscriber further number")),
  SEGMENT ("N3", 'S', 1, 600, "R<55 S<55", N_ ("Subscriber address")),
  SEGMENT ("N4", 'S', 1, 700, "R<30 S:S S<15 S<3 N N S<3", N_ ("Subscriber city, state and ZIP")),
  SEGMENT ("AAA", 'S', 9, 850, "R=N|Y N R=15|35|42|43|45|47|48|49|51|52|56|57|58|60|61|62|63|71|72|73|74|75|76|78 "
           "R=C|N|R|S|W|X|Y", N_ ("Subscriber rejection")),
  SEGMENT ("PRV", 'S', 1, 900, "R=AD|AT|BI|CO|CV|H|HH|LA|OT|P1|P2|PC|PE|R|RF|SK|SU S=PXC S<50",
           N_ ("Subscriber specialty")),
  SEGMENT ("DMG", 'S', 1, 1000, "S=D8 S:f S=F|M|U", N_ ("Subscriber birth date and sex")),
  SEGMENT ("INS", 'S', 1, 1100, "R=Y R=18 S=001 S=25 N N N N N N N N N N N N S:n", N_ ("Subscriber relation")),
  SEGMENT ("HI", 'S', 1, 1150,
           "R(R=ABK|BK,R<30) S(R=ABF|BF,R<30) S(R=ABF|BF,R<30) S(R=ABF|BF,R<30) S(R=ABF|BF,R<30) "
           "S(R=ABF|BF,R<30) S(R=ABF|BF,R<30) S(R=ABF|BF,R<30)", N_ ("Subscriber diagnoses")),
  SEGMENT ("DTP", 'S', 9, 1200, "R=" CODES_1 " R=D8|RD8 R:f", N_ ("Subscriber date")),
  SEGMENT ("MPI", 'S', 1, 1275, "R=A|C|L|O|P|S|T R=AE|AO|AS|AT|AU|CC|DD|HD|IR|LX|PE|RE|RM|RR|RU "
           "R=A|B|C|D|E|F|G|H|I|J|K|L|M|N|O|Q|R|S|U|W S<80 S=" CODES_2 " S=D8|RD8 S:f",
           N_ ("Subscriber military service")),
  LOOP ("2110C", 'S', 0, 1300, in_2110c, N_ ("Subscriber benefit")),
};

static const WabiGuideNode in_2115d[] = {
  SEGMENT ("III", 'R', 1, 2600, "S=GR|NI|ZZ S<30 S=44 S<264", N_ ("Place or condition of the benefit")),
};

static const WabiGuideNode in_2120d[] = {
  SEGMENT ("NM1", 'R', 1, 3400,
           "R=13|1I|1P|2B|36|73|FA|GP|GW|I3|IL|LR|OC|P3|P4|P5|PR|PRP|SEP|TTP|VER|VN|VY|X3|Y2 R=1|2 S<60 "
           "S<35 S<25 N S<10 S=24|34|46|FA|FI|II|MI|NI|PI|PP|SV|XV|XX S<80 S=01|02|27|41|48|65|72",
           N_ ("Related entity")),
  SEGMENT ("N3", 'S', 1, 3600, "R<55 S<55", N_ ("Related entity address")),
  SEGMENT ("N4", 'S', 1, 3700, "R<30 S:S S<15 S<3 S=RJ S<30 S<3", N_ ("Related entity city, state and ZIP")),
  SEGMENT ("PER", 'S', 3, 3800,
           "R=IC S<60 S=ED|EM|FX|TE|UR|WP S<256 S=ED|EM|EX|FX|TE|UR|WP S<256 S=ED|EM|EX|FX|TE|UR|WP S<256",
           N_ ("Related entity contact")),
  SEGMENT ("PRV", 'S', 1, 3900, "R=AD|AT|BI|CO|CV|H|HH|LA|OT|P1|P2|PC|PE|R|RF|SB|SK|SU S=PXC S<50",
           N_ ("Related entity specialty")),
};

static const WabiGuideNode in_2110d[] = {
  SEGMENT ("EB", 'R', 1, 1300, "R=1|2|3|4|5|6|7|8|A|B|C|CB|D|E|F|G|H|I|J|K|L|M|MC|N|O|P|Q|R|S|T|U|V|W|X|Y "
           "S=CHD|DEP|ECH|ESP|FAM|IND|SPC|SPO S*99=" CODES_3 " S=" CODES_4
           " S<50 S=13|21|22|23|24|25|26|27|28|29|30|31|32|33|34|35|36|6|7 S:m S:q "
           "S=8H|99|CA|CE|D3|DB|DY|HS|LA|LE|M2|MN|P6|QA|S7|S8|VS|YY S:q S=N|U|Y S=N|U|W|Y "
           "S(R=AD|CJ|HC|ID|IV|N4|ZZ,R<48,S:M,S:M,S:M,S:M,N,S<48) S(R<2,S<2,S<2,S<2)", N_ ("Benefit")),
  SEGMENT ("HSD", 'S', 9, 1350,
           "S=DY|FL|HS|MN|VS S:q S=DA|MO|VS|WK|YR S:q S=21|22|23|24|25|26|27|28|29|30|31|32|33|34|35|6|7 "
           "S:q S=1|2|3|4|5|6|7|8|9|A|B|C|D|E|F|G|H|J|K|L|M|N|O|P|Q|R|S|SG|SL|SP|SX|SY|SZ|T|U|V|W|X|Y "
           "S=A|B|C|D|E|F|G|Y", N_ ("How much of the benefit")),
  SEGMENT ("REF", 'S', 9, 1400, "R=18|1L|1W|49|6P|9F|ALS|CLI|F6|FO|G1|IG|N6|NQ R<50 S<80",
           N_ ("Number of the benefit")),
  SEGMENT ("DTP", 'S', 20, 1500,
           "R=096|193|194|198|290|291|292|295|304|307|318|346|348|349|356|357|435|472|636|771 R=D8|RD8 R:f",
           N_ ("Dates of the benefit")),
  SEGMENT ("AAA", 'S', 9, 1600,
           "R=N|Y N R=15|33|52|53|54|55|56|57|60|61|62|63|69|70|98|AA|AE|AF|AG|AO|CI|E8|IA|MA R=C|N|R|W|X|Y",
           N_ ("Benefit could not be told")),
  SEGMENT ("MSG", 'S', 10, 2500, "R<264", N_ ("Message on the benefit")),
  LOOP ("2115D", 'S', 10, 2600, in_2115d, N_ ("Place or condition of the benefit")),
  SEGMENT ("LS", 'S', 1, 3300, "R<4", N_ ("Related entities begin")),
  LOOP ("2120D", 'S', 23, 3400, in_2120d, N_ ("Related entity")),
  SEGMENT ("LE", 'S', 1, 4000, "R<4", N_ ("Related entities end")),
};

static const WabiGuideNode in_2100d[] = {
  SEGMENT ("NM1", 'R', 1, 300, "R=03 R=1 S<60 S<35 S<25 N S<10", N_ ("Dependent")),
  SEGMENT ("REF", 'S', 9, 400, "R=18|1L|1W|49|6P|CE|CT|EA|EJ|F6|GH|HJ|IF|IG|MRC|N6|NQ|Q4|SY|Y4 R<50 S<80",
           N_ ("Dependent further number")),
  SEGMENT ("N3", 'S', 1, 600, "R<55 S<55", N_ ("Dependent address")),
  SEGMENT ("N4", 'S', 1, 700, "R<30 S:S S<15 S<3 N N S<3", N_ ("Dependent city, state and ZIP")),
  SEGMENT ("AAA", 'S', 9, 850, "R=N|Y N R=15|35|42|43|45|47|48|49|51|52|56|57|58|60|61|62|63|64|65|66|67|68|71|77 "
           "R=C|N|R|S|W|X|Y", N_ ("Dependent rejection")),
  SEGMENT ("PRV", 'S', 1, 900, "R=AD|AT|BI|CO|CV|H|HH|LA|OT|P1|P2|PC|PE|R|RF|SK|SU S=PXC S<50",
           N_ ("Dependent specialty")),
  SEGMENT ("DMG", 'S', 1, 1000, "S=D8 S:f S=F|M|U", N_ ("Dependent birth date and sex")),
  SEGMENT ("INS", 'S', 1, 1100, "R=N R=01|19|20|21|39|40|53|G8 S=001 S=25 N N N N N N N N N N N N S:n",
           N_ ("Dependent relation")),
  SEGMENT ("HI", 'S', 1, 1150,
           "R(R=ABK|BK,R<30) S(R=ABF|BF,R<30) S(R=ABF|BF,R<30) S(R=ABF|BF,R<30) S(R=ABF|BF,R<30) "
           "S(R=ABF|BF,R<30) S(R=ABF|BF,R<30) S(R=ABF|BF,R<30)", N_ ("Dependent diagnoses")),
  SEGMENT ("DTP", 'S', 9, 1200, "R=" CODES_1 " R=D8|RD8 R:f", N_ ("Dependent date")),
  SEGMENT ("MPI", 'S', 1, 1275, "R=A|C|L|O|P|S|T R=AE|AO|AS|AT|AU|CC|DD|HD|IR|LX|PE|RE|RM|RR|RU "
           "R=A|B|C|D|E|F|G|H|I|J|K|L|M|N|O|Q|R|S|U|W S<80 S=" CODES_2 " S=D8|RD8 S:f",
           N_ ("Dependent military service")),
  LOOP ("2110D", 'S', 0, 1300, in_2110d, N_ ("Dependent benefit")),
};

static const WabiGuideNode in_2000d[] = {
  SEGMENT ("HL", 'R', 1, 100, "R<12 R<12 R=23 R=0", N_ ("Dependent level")),
  SEGMENT ("TRN", 'S', 3, 200, "R=1|2 R<50 R<10 S<50", N_ ("Dependent trace number")),
  LOOP ("2100D", 'R', 1, 300, in_2100d, N_ ("Dependent")),
};

static const WabiGuideNode in_2000c[] = {
  SEGMENT ("HL", 'R', 1, 100, "R<12 R<12 R=22 R=0|1", N_ ("Subscriber level")),
  SEGMENT ("TRN", 'S', 3, 200, "R=1|2 R<50 R<10 S<50", N_ ("Subscriber trace number")),
  LOOP ("2100C", 'R', 1, 300, in_2100c, N_ ("Subscriber")),
  LOOP ("2000D", 'S', 0, 9000, in_2000d, N_ ("Dependent level")),
};

static const WabiGuideNode in_2000b[] = {
  SEGMENT ("HL", 'R', 1, 100, "R<12 R<12 R=21 R=0|1", N_ ("Provider level")),
  LOOP ("2100B", 'R', 1, 300, in_2100b, N_ ("Provider")),
  LOOP ("2000C", 'S', 0, 9000, in_2000c, N_ ("Subscriber level")),
};

static const WabiGuideNode in_2000a[] = {
  SEGMENT ("HL", 'R', 1, 100, "R<12 N R=20 R=0|1", N_ ("Payer level")),
  SEGMENT ("AAA", 'S', 9, 250, "R=N|Y N R=04|41|42|79 R=C|N|P|R|S|Y", N_ ("Request could not be answered")),
  LOOP ("2100A", 'R', 1, 300, in_2100a, N_ ("Payer")),
  LOOP ("2000B", 'S', 0, 9000, in_2000b, N_ ("Provider level")),
};

static const WabiGuideNode in_st[] = {
  SEGMENT ("ST", 'R', 1, 10, "R=271 R<4-9 R=005010X279A1", N_ ("Transaction set header")),
  SEGMENT ("BHT", 'R', 1, 10200, "R=0022 R=06|11 S<50 R:d R:t", N_ ("Beginning of the transaction")),
  LOOP ("2000A", 'R', 0, 20100, in_2000a, N_ ("Payer level")),
  SEGMENT ("SE", 'R', 1, 60000, "R:n R<4-9", N_ ("Transaction set end")),
};

const WabiGuideNode wabi_guide_271 = LOOP ("ST", 'R', 0, 200, in_st, N_ ("Transaction set"));
// clang-format on
