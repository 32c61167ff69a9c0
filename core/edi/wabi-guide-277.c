// SPDX-License-Identifier: AGPL-3.0-or-later
// The guide of the answer on claim status (277) as a table: which segments stand where, how often, and what their elements may hold.

#include "wabi-guide-private.h"

#include <glib/gi18n-lib.h>

// clang-format off

static const WabiGuideNode in_2100a[] = {
  SEGMENT ("NM1", 'R', 1, 500, "R=PR R=2 R<60 N N N N R=PI|XV R<80", N_ ("Payer")),
  SEGMENT ("PER", 'S', 1, 800, "R=IC S<60 R=ED|EM|FX|TE R<256 S=ED|EM|EX|FX|TE S<256 S=ED|EM|EX|FX|TE S<256",
           N_ ("Payer contact")),
};

static const WabiGuideNode in_2100b[] = {
  SEGMENT ("NM1", 'R', 1, 500, "R=41 R=1|2 S<60 S<35 S<25 N N R=46 R<80", N_ ("Receiver")),
};

static const WabiGuideNode in_2200b[] = {
  SEGMENT ("TRN", 'R', 1, 900, "R=2 R<50", N_ ("Trace number")),
  SEGMENT ("STC", 'R', 0, 1000, "R(R<30,R<30,S=41|AY|PR|85) R:d N N N N N N N S(R<30,R<30,S<3) S(R<30,R<30,S<3)",
           N_ ("Status")),
};

static const WabiGuideNode in_2100c[] = {
  SEGMENT ("NM1", 'R', 1, 500, "R=1P R=1|2 S<60 S<35 S<25 N S<10 R=FI|SV|XX R<80", N_ ("Provider")),
};

static const WabiGuideNode in_2200c[] = {
  SEGMENT ("TRN", 'R', 1, 900, "R=1 R<50", N_ ("Trace number")),
  SEGMENT ("STC", 'R', 0, 1000, "R(R<30,R<30,S=1P|85) R:d N N N N N N N S(R<30,R<30,S<3) S(R<30,R<30,S<3)",
           N_ ("Status")),
};

static const WabiGuideNode in_2100d[] = {
  SEGMENT ("NM1", 'R', 1, 500, "R=IL R=1|2 R<60 S<35 S<25 N S<10 R=24|II|MI R<80", N_ ("Subscriber")),
};

static const WabiGuideNode in_2220d[] = {
  SEGMENT ("SVC", 'R', 1, 1800, "R(R=AD|ER|HC|HP|IV|N4|NU|WK,R<48,S:M,S:M,S:M,S:M) R:m R:m S<48 N N R:q",
           N_ ("Service line")),
  SEGMENT ("STC", 'R', 0, 1900, "R(R<30,R<30,S<3,S=RX) R:d N N N N N N N S(R<30,R<30,S<3,S=RX) S(R<30,R<30,S<3,S=RX)",
           N_ ("Status of the line")),
  SEGMENT ("REF", 'S', 1, 2000, "R=FJ R<50", N_ ("Line control number")),
  SEGMENT ("DTP", 'R', 1, 2100, "R=472 R=D8|RD8 R:f", N_ ("Date of service")),
};

static const WabiGuideNode in_2200d[] = {
  SEGMENT ("TRN", 'R', 1, 900, "R=2 R<50", N_ ("Trace number")),
  SEGMENT ("STC", 'R', 0, 1000,
           "R(R<30,R<30,S<3,S=RX) R:d N S:m S:m S:d N S:d S<50 S(R<30,R<30,S<3,S=RX) S(R<30,R<30,S<3,S=RX)",
           N_ ("Status")),
  SEGMENT ("REF", 'S', 1, 1100, "R=1K R<50", N_ ("Payer's claim number")),
  SEGMENT ("REF", 'S', 1, 1100, "R=BLT R<50", N_ ("Kind of bill")),
  SEGMENT ("REF", 'S', 1, 1100, "R=EJ R<50", N_ ("Our claim number")),
  SEGMENT ("REF", 'S', 1, 1100, "R=XZ R<50", N_ ("Prescription number")),
  SEGMENT ("REF", 'S', 1, 1100, "R=VV R<50", N_ ("Voucher number")),
  SEGMENT ("REF", 'S', 1, 1100, "R=D9 R<50", N_ ("Clearinghouse claim number")),
  SEGMENT ("DTP", 'S', 1, 1200, "R=472 R=D8|RD8 R:f", N_ ("Dates of service")),
  LOOP ("2220D", 'S', 0, 1800, in_2220d, N_ ("Service line")),
};

static const WabiGuideNode in_2100e[] = {
  SEGMENT ("NM1", 'R', 1, 500, "R=QC R=1 R<60 S<35 S<25 N S<10", N_ ("Dependent")),
};

static const WabiGuideNode in_2220e[] = {
  SEGMENT ("SVC", 'R', 1, 1800, "R(R=AD|ER|HC|HP|IV|N4|NU|WK,R<48,S:M,S:M,S:M,S:M) R:m R:m S<48 N N R:q",
           N_ ("Service line")),
  SEGMENT ("STC", 'R', 0, 1900, "R(R<30,R<30,S<3,S=RX) R:d N N N N N N N S(R<30,R<30,S<3,S=RX) S(R<30,R<30,S<3,S=RX)",
           N_ ("Status of the line")),
  SEGMENT ("REF", 'S', 1, 2000, "R=FJ R<50", N_ ("Line control number")),
  SEGMENT ("DTP", 'R', 1, 2100, "R=472 R=D8|RD8 R:f", N_ ("Date of service")),
};

static const WabiGuideNode in_2200e[] = {
  SEGMENT ("TRN", 'R', 1, 900, "R=2 R<50", N_ ("Trace number")),
  SEGMENT ("STC", 'R', 0, 1000,
           "R(R<30,R<30,S<3,S=RX) R:d N S:m S:m S:d N S:d S<50 S(R<30,R<30,S<3,S=RX) S(R<30,R<30,S<3,S=RX)",
           N_ ("Status")),
  SEGMENT ("REF", 'S', 1, 1100, "R=1K R<50", N_ ("Payer's claim number")),
  SEGMENT ("REF", 'S', 1, 1100, "R=BLT R<50", N_ ("Kind of bill")),
  SEGMENT ("REF", 'S', 1, 1100, "R=EJ R<50", N_ ("Our claim number")),
  SEGMENT ("REF", 'S', 1, 1100, "R=XZ R<50", N_ ("Prescription number")),
  SEGMENT ("REF", 'S', 1, 1100, "R=VV R<50", N_ ("Voucher number")),
  SEGMENT ("REF", 'S', 1, 1100, "R=D9 R<50", N_ ("Clearinghouse claim number")),
  SEGMENT ("DTP", 'S', 1, 1200, "R=472 R=D8|RD8 R:f", N_ ("Dates of service")),
  LOOP ("2220E", 'S', 0, 1800, in_2220e, N_ ("Service line")),
};

static const WabiGuideNode in_2000e[] = {
  SEGMENT ("HL", 'R', 1, 100, "R<12 R<12 R=23", N_ ("Dependent level")),
  LOOP ("2100E", 'R', 1, 500, in_2100e, N_ ("Dependent")),
  LOOP ("2200E", 'R', 0, 900, in_2200e, N_ ("Claim")),
};

static const WabiGuideNode in_2000d[] = {
  SEGMENT ("HL", 'R', 1, 100, "R<12 R<12 R=22 R=0|1", N_ ("Subscriber level")),
  LOOP ("2100D", 'R', 1, 500, in_2100d, N_ ("Subscriber")),
  LOOP ("2200D", 'S', 0, 900, in_2200d, N_ ("Claim")),
  LOOP ("2000E", 'S', 0, 9000, in_2000e, N_ ("Dependent level")),
};

static const WabiGuideNode in_2000c[] = {
  SEGMENT ("HL", 'R', 1, 100, "R<12 R<12 R=19 R=0|1", N_ ("Provider level")),
  LOOP ("2100C", 'R', 2, 500, in_2100c, N_ ("Provider")),
  LOOP ("2200C", 'S', 1, 900, in_2200c, N_ ("Provider trace")),
  LOOP ("2000D", 'S', 0, 9000, in_2000d, N_ ("Subscriber level")),
};

static const WabiGuideNode in_2000b[] = {
  SEGMENT ("HL", 'R', 1, 100, "R<12 R<12 R=21 R=0|1", N_ ("Receiver level")),
  LOOP ("2100B", 'R', 1, 500, in_2100b, N_ ("Receiver")),
  LOOP ("2200B", 'S', 1, 900, in_2200b, N_ ("Receiver trace")),
  LOOP ("2000C", 'S', 0, 9000, in_2000c, N_ ("Provider level")),
};

static const WabiGuideNode in_2000a[] = {
  SEGMENT ("HL", 'R', 1, 100, "R<12 N R=20 R=1", N_ ("Payer level")),
  LOOP ("2100A", 'R', 1, 500, in_2100a, N_ ("Payer")),
  LOOP ("2000B", 'R', 0, 9000, in_2000b, N_ ("Receiver level")),
};

static const WabiGuideNode in_st[] = {
  SEGMENT ("ST", 'R', 1, 10, "R=277 R<4-9 R=005010X212", N_ ("Transaction set header")),
  SEGMENT ("BHT", 'R', 1, 10200, "R=0010 R=08 R<50 R:d R:t R=DG", N_ ("Beginning of the transaction")),
  LOOP ("2000A", 'R', 0, 20100, in_2000a, N_ ("Payer level")),
  SEGMENT ("SE", 'R', 1, 60000, "R:n R<4-9", N_ ("Transaction set end")),
};

const WabiGuideNode wabi_guide_277 = LOOP ("ST", 'R', 0, 200, in_st, N_ ("Transaction set"));
// clang-format on
