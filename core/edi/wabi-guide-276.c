// SPDX-License-Identifier: AGPL-3.0-or-later
// The guide of the question on claim status (276) as a table: which segments stand where, how often, and what their
// elements may hold.

#include "wabi-guide-private.h"

#include <glib/gi18n-lib.h>

// clang-format off
#define CLAIM(line)                                                                                          \
  SEGMENT ("TRN", 'R', 1, 900, "R=1 R<50", N_ ("Trace number")),                                             \
  SEGMENT ("REF", 'S', 1, 1000, "R=1K R<50", N_ ("Payer's claim number")),                                   \
  SEGMENT ("REF", 'S', 1, 1000, "R=BLT R<50", N_ ("Kind of bill")),                                          \
  SEGMENT ("REF", 'S', 1, 1000, "R=LU R<50", N_ ("Location")),                                               \
  SEGMENT ("REF", 'S', 1, 1000, "R=6P R<50", N_ ("Group number")),                                           \
  SEGMENT ("REF", 'S', 1, 1000, "R=EJ R<50", N_ ("Our claim number")),                                       \
  SEGMENT ("REF", 'S', 1, 1000, "R=XZ R<50", N_ ("Prescription number")),                                    \
  SEGMENT ("REF", 'S', 1, 1000, "R=D9 R<50", N_ ("Clearinghouse claim number")),                             \
  SEGMENT ("AMT", 'S', 1, 1100, "R=T3 R:m", N_ ("Total charge")),                                            \
  SEGMENT ("DTP", 'S', 1, 1200, "R=472 R=D8|RD8 R:f", N_ ("Dates of service")),                              \
  LOOP (line, 'S', 0, 1300, in_line, N_ ("Service line"))

static const WabiGuideNode in_line[] = {
  SEGMENT ("SVC", 'R', 1, 1300, "R(R=AD|ER|HC|HP|IV|N4|NU|WK,R<48,S:M,S:M,S:M,S:M) R:m N S<48 N N R:q",
           N_ ("Service line")),
  SEGMENT ("REF", 'S', 1, 1400, "R=FJ R<50", N_ ("Line control number")),
  SEGMENT ("DTP", 'R', 1, 1500, "R=472 R=D8|RD8 R:f", N_ ("Date of service")),
};

static const WabiGuideNode in_2200e[] = {
  CLAIM ("2210E"),
};

static const WabiGuideNode in_2100e[] = {
  SEGMENT ("NM1", 'R', 1, 500, "R=QC R=1 R<60 S<35 S<25 N S<10", N_ ("Dependent")),
};

static const WabiGuideNode in_2000e[] = {
  SEGMENT ("HL", 'R', 1, 100, "R<12 R<12 R=23", N_ ("Dependent level")),
  SEGMENT ("DMG", 'R', 1, 400, "R=D8 R:f S=F|M|U", N_ ("Dependent birth date and sex")),
  LOOP ("2100E", 'R', 1, 500, in_2100e, N_ ("Dependent")),
  LOOP ("2200E", 'R', 0, 900, in_2200e, N_ ("Claim")),
};

static const WabiGuideNode in_2200d[] = {
  CLAIM ("2210D"),
};

static const WabiGuideNode in_2100d[] = {
  SEGMENT ("NM1", 'R', 1, 500, "R=IL R=1|2 R<60 S<35 S<25 N S<10 R=24|II|MI R<80", N_ ("Subscriber")),
};

static const WabiGuideNode in_2000d[] = {
  SEGMENT ("HL", 'R', 1, 100, "R<12 R<12 R=22 R=0|1", N_ ("Subscriber level")),
  SEGMENT ("DMG", 'S', 1, 400, "R=D8 R:f S=F|M|U", N_ ("Subscriber birth date and sex")),
  LOOP ("2100D", 'R', 1, 500, in_2100d, N_ ("Subscriber")),
  LOOP ("2200D", 'S', 0, 900, in_2200d, N_ ("Claim")),
  LOOP ("2000E", 'S', 0, 9000, in_2000e, N_ ("Dependent level")),
};

static const WabiGuideNode in_2100c[] = {
  SEGMENT ("NM1", 'R', 1, 500, "R=1P R=1|2 S<60 S<35 S<25 N S<10 R=FI|SV|XX R<80", N_ ("Provider")),
};

static const WabiGuideNode in_2000c[] = {
  SEGMENT ("HL", 'R', 1, 100, "R<12 R<12 R=19 R=1", N_ ("Provider level")),
  LOOP ("2100C", 'R', 2, 500, in_2100c, N_ ("Provider")),
  LOOP ("2000D", 'R', 0, 9000, in_2000d, N_ ("Subscriber level")),
};

static const WabiGuideNode in_2100b[] = {
  SEGMENT ("NM1", 'R', 1, 500, "R=41 R=1|2 S<60 S<35 S<25 N N R=46 R<80", N_ ("Receiver")),
};

static const WabiGuideNode in_2000b[] = {
  SEGMENT ("HL", 'R', 1, 100, "R<12 R<12 R=21 R=1", N_ ("Receiver level")),
  LOOP ("2100B", 'R', 1, 500, in_2100b, N_ ("Receiver")),
  LOOP ("2000C", 'R', 0, 9000, in_2000c, N_ ("Provider level")),
};

static const WabiGuideNode in_2100a[] = {
  SEGMENT ("NM1", 'R', 1, 500, "R=PR R=2 R<60 N N N N R=PI|XV R<80", N_ ("Payer")),
};

static const WabiGuideNode in_2000a[] = {
  SEGMENT ("HL", 'R', 1, 100, "R<12 N R=20 R=1", N_ ("Payer level")),
  LOOP ("2100A", 'R', 1, 500, in_2100a, N_ ("Payer")),
  LOOP ("2000B", 'R', 0, 9000, in_2000b, N_ ("Receiver level")),
};

static const WabiGuideNode in_st[] = {
  SEGMENT ("ST", 'R', 1, 10, "R=276 R<4-9 R=005010X212", N_ ("Transaction set header")),
  SEGMENT ("BHT", 'R', 1, 10200, "R=0010 R=13 R<50 R:d R:t", N_ ("Beginning of the transaction")),
  LOOP ("2000A", 'R', 0, 20100, in_2000a, N_ ("Payer level")),
  SEGMENT ("SE", 'R', 1, 60000, "R:n R<4-9", N_ ("Transaction set end")),
};

const WabiGuideNode wabi_guide_276 = LOOP ("ST", 'R', 0, 200, in_st, N_ ("Transaction set"));
// clang-format on
