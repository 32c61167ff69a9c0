// SPDX-License-Identifier: AGPL-3.0-or-later
// The guide of the claim acknowledgment (277CA) as a table: which segments stand where, how often, and what their elements may hold.

#include "wabi-guide-private.h"

#include <glib/gi18n-lib.h>

// clang-format off
#define CODES_1 \
  "03|1P|1Z|40|41|71|72|73|77|82|85|87|DK|DN|DQ|FA|GB|HK|IL|LI|MSC|PR|PRP|QB|QC|QD|SEP|TL|TTP|TU"

static const WabiGuideNode in_2100a[] = {
  SEGMENT ("NM1", 'R', 1, 500, "R=PR|AY R=2 R<60 N N N N R=46|FI|PI|XV R<80", N_ ("Payer")),
};

static const WabiGuideNode in_2200a[] = {
  SEGMENT ("TRN", 'R', 1, 900, "R=1 R<50", N_ ("Trace number of the transmission")),
  SEGMENT ("DTP", 'R', 1, 1200, "R=050 R=D8 R:f", N_ ("Day of receipt")),
  SEGMENT ("DTP", 'R', 1, 1200, "R=009 R=D8 R:f", N_ ("Day of processing")),
};

static const WabiGuideNode in_2100b[] = {
  SEGMENT ("NM1", 'R', 1, 500, "R=41 R=1|2 R<60 S<35 S<25 N N R=46 R<80", N_ ("Receiver")),
};

static const WabiGuideNode in_2200b[] = {
  SEGMENT ("TRN", 'R', 1, 900, "R=2 R<50", N_ ("Trace number")),
  SEGMENT ("STC", 'R', 0, 1000,
           "R(R<30,R<30,S=36|40|41|AY|PR) R:d R=U|WQ R:m N N N N N S(R<30,R<30,S<3) S(R<30,R<30,S<3)", N_ ("Status")),
  SEGMENT ("QTY", 'S', 1, 1210, "R=90 R:q", N_ ("Claims accepted")),
  SEGMENT ("QTY", 'S', 1, 1210, "R=AA R:q", N_ ("Claims rejected")),
  SEGMENT ("AMT", 'S', 1, 1220, "R=YU R:m", N_ ("Charges accepted")),
  SEGMENT ("AMT", 'S', 1, 1220, "R=YY R:m", N_ ("Charges rejected")),
};

static const WabiGuideNode in_2100c[] = {
  SEGMENT ("NM1", 'R', 1, 500, "R=85 R=1|2 R<60 S<35 S<25 S<10 S<10 R=FI|SV|XX R<80", N_ ("Provider")),
};

static const WabiGuideNode in_2200c[] = {
  SEGMENT ("TRN", 'R', 1, 900, "R=1 R<50", N_ ("Trace number")),
  SEGMENT ("STC", 'S', 0, 1000, "R(R<30,R<30,S=36|40|41|77|82|85|87|AY|PR) N R=U|WQ R:m N N N N N S(R<30,R<30,S<3) "
           "S(R<30,R<30,S<3)", N_ ("Status")),
  SEGMENT ("REF", 'S', 1, 1100, "R=0B|1G|G2|LU|SY|TJ R<50", N_ ("Provider trace further number")),
  SEGMENT ("QTY", 'S', 1, 1210, "R=QA R:q", N_ ("Claims accepted")),
  SEGMENT ("QTY", 'S', 1, 1210, "R=QC R:q", N_ ("Claims rejected")),
  SEGMENT ("AMT", 'S', 1, 1220, "R=YU R:m", N_ ("Charges accepted")),
  SEGMENT ("AMT", 'S', 1, 1220, "R=YY R:m", N_ ("Charges rejected")),
};

static const WabiGuideNode in_2100d[] = {
  SEGMENT ("NM1", 'R', 1, 500, "R=QC R=1 R<60 S<35 S<25 S<10 S<10 R=II|MI R<80", N_ ("Patient")),
};

static const WabiGuideNode in_2220d[] = {
  SEGMENT ("SVC", 'R', 1, 1800, "R(R=AD|ER|HC|HP|IV|NU|NU|WK,R<48,S:M,S:M,S:M,S:M) R:m N S<48 N N S:q",
           N_ ("Service line")),
  SEGMENT ("STC", 'R', 1, 1900, "R(R<30,R<30,S=" CODES_1 ") R:d R=U N N N N N N S(R<30,R<30,S<3) S(R<30,R<30,S<3)",
           N_ ("Status of the line")),
  SEGMENT ("REF", 'S', 1, 2000, "R=FJ R<50", N_ ("Line control number")),
  SEGMENT ("REF", 'S', 1, 2000, "R=XZ R<50", N_ ("Line control number")),
  SEGMENT ("DTP", 'S', 1, 2100, "R=472 R=D8|RD8 R:f", N_ ("Date of service")),
};

static const WabiGuideNode in_2200d[] = {
  SEGMENT ("TRN", 'R', 1, 900, "R=2 R<50", N_ ("Trace number")),
  SEGMENT ("STC", 'R', 0, 1000, "R(R<30,R<30,S=" CODES_1
           ") R:d R=U|WQ R:m N N N N N S(R<30,R<30,S<3) S(R<30,R<30,S<3) S<264", N_ ("Status")),
  SEGMENT ("REF", 'S', 1, 1100, "R=1K R<50", N_ ("Payer's claim number")),
  SEGMENT ("REF", 'S', 1, 1100, "R=D9 R<50", N_ ("Clearinghouse claim number")),
  SEGMENT ("REF", 'S', 1, 1100, "R=BLT R<50", N_ ("Kind of bill")),
  SEGMENT ("DTP", 'R', 1, 1200, "R=472 R=RD8|D8 R:f", N_ ("Dates of service")),
  LOOP ("2220D", 'S', 0, 1800, in_2220d, N_ ("Service line")),
};

static const WabiGuideNode in_2000d[] = {
  SEGMENT ("HL", 'R', 1, 100, "R<12 R<12 R=PT", N_ ("Patient level")),
  LOOP ("2100D", 'R', 1, 500, in_2100d, N_ ("Patient")),
  LOOP ("2200D", 'S', 0, 900, in_2200d, N_ ("Claim")),
};

static const WabiGuideNode in_2000c[] = {
  SEGMENT ("HL", 'R', 1, 100, "R<12 R<12 R=19 R=0|1", N_ ("Provider level")),
  LOOP ("2100C", 'R', 0, 500, in_2100c, N_ ("Provider")),
  LOOP ("2200C", 'S', 1, 900, in_2200c, N_ ("Provider trace")),
  LOOP ("2000D", 'S', 0, 2000, in_2000d, N_ ("Patient level")),
};

static const WabiGuideNode in_2000b[] = {
  SEGMENT ("HL", 'R', 1, 100, "R<12 R<12 R=21 R=0|1", N_ ("Receiver level")),
  LOOP ("2100B", 'R', 1, 500, in_2100b, N_ ("Receiver")),
  LOOP ("2200B", 'R', 1, 900, in_2200b, N_ ("Receiver trace")),
  LOOP ("2000C", 'S', 0, 2000, in_2000c, N_ ("Provider level")),
};

static const WabiGuideNode in_2000a[] = {
  SEGMENT ("HL", 'R', 1, 100, "R<12 N R=20 R=1", N_ ("Payer level")),
  LOOP ("2100A", 'R', 1, 500, in_2100a, N_ ("Payer")),
  LOOP ("2200A", 'R', 0, 900, in_2200a, N_ ("Transmission")),
  LOOP ("2000B", 'R', 1, 2000, in_2000b, N_ ("Receiver level")),
};

static const WabiGuideNode in_st[] = {
  SEGMENT ("ST", 'R', 1, 10, "R=277 R<4-9 R=005010X214", N_ ("Transaction set header")),
  SEGMENT ("BHT", 'R', 1, 10200, "R=0085 R=08 R<50 R:d R:t R=TH", N_ ("Beginning of the transaction")),
  LOOP ("2000A", 'R', 0, 20100, in_2000a, N_ ("Payer level")),
  SEGMENT ("SE", 'R', 1, 60000, "R:n R<4-9", N_ ("Transaction set end")),
};

const WabiGuideNode wabi_guide_277ca = LOOP ("ST", 'R', 0, 200, in_st, N_ ("Transaction set"));
// clang-format on
