// SPDX-License-Identifier: AGPL-3.0-or-later
// The guide of the request for authorization and its answer (278) as a table. Both are in it: what only one of them
// has is situational.

#include "wabi-guide-private.h"

#include <glib/gi18n-lib.h>

// clang-format off
#define PERSON "R=1|2 S<60 S<35 S<25 S<10 S<10 S=24|34|46|EI|FI|II|MI|PI|XV|XX|ZZ S<80"
#define STREET "R<55 S<55"
#define CITY "R<30 S:S S<15 S<3 N N S<3"
#define CONTACT "R=IC S<60 S=EM|FX|TE|UR S<256 S=EM|EX|FX|TE|UR S<256 S=EM|EX|FX|TE|UR S<256"
#define SPECIALTY "R=AD|AS|AT|OP|OR|OT|PC|PE|RF R=PXC R<50"
#define REJECTION "R=N|Y N R<2 S=C|N|P|R|S|W|X|Y"
#define OUTCOME "R=A1|A2|A3|A4|A6|C|CT|NA S<50 S(R<30,S<30,S<30,S<30,S<30) S=N|Y"
#define DIAGNOSIS " S(R<3,R<30,S<3,S<35)"
#define REVIEW "R=AR|HS|IN|SC R=1|2|3|4|I|N|R|S S<2 S(R<2,R=A|B) S(R<2,S<3,S<2,S<2,S<3) S<3 S<1 S<1 S<1 S<2"
#define AMOUNT "S=DY|FL|HS|MN|UN|VS S:q S=DA|MO|WK S:q S<2 S:q S<2 S<1"

static const WabiGuideNode in_2010f[] = {
  SEGMENT ("NM1", 'R', 1, 1700, "R<3 " PERSON, N_ ("Provider of the service")),
  SEGMENT ("REF", 'S', 8, 1800, "R<3 R<50 S<80", N_ ("Provider further number")),
  SEGMENT ("N3", 'S', 1, 2000, STREET, N_ ("Provider address")),
  SEGMENT ("N4", 'S', 1, 2100, CITY, N_ ("Provider city, state and ZIP")),
  SEGMENT ("PER", 'S', 3, 2200, CONTACT, N_ ("Provider contact")),
  SEGMENT ("AAA", 'S', 9, 2300, REJECTION, N_ ("Provider rejection")),
  SEGMENT ("PRV", 'S', 1, 2400, SPECIALTY, N_ ("Provider specialty")),
};

static const WabiGuideNode in_2000f[] = {
  SEGMENT ("HL", 'R', 1, 100, "R<12 R<12 R=SS R=0|1", N_ ("Service level")),
  SEGMENT ("TRN", 'S', 3, 200, "R=1|2 R<50 R<10 S<50", N_ ("Service trace number")),
  SEGMENT ("AAA", 'S', 9, 300, REJECTION, N_ ("Service could not be reviewed")),
  SEGMENT ("UM", 'S', 1, 400, REVIEW, N_ ("What is asked for")),
  SEGMENT ("HCR", 'S', 1, 500, OUTCOME, N_ ("Decision on the service")),
  SEGMENT ("REF", 'S', 2, 600, "R=BB|NT R<50", N_ ("Authorization number")),
  SEGMENT ("DTP", 'S', 4, 700, "R=007|036|102|472|AAH|ABJ R=D8|RD8|DT R:f", N_ ("Dates of the service")),
  SEGMENT ("SV1", 'S', 1, 830, "R(R=HC|ID|IV|N4|ZZ,R<48,S:M,S:M,S:M,S:M,S<80,S<48) S:m S=DA|F2|MJ|UN S:q N N "
           "S(R:n,S:n,S:n,S:n) N N N S=Y N N N N N N N N S=1|2|3|4|5|6|7|8", N_ ("Service")),
  SEGMENT ("SV2", 'S', 1, 840, "S<48 S(R=HC|ID|IV|N4|ZZ,R<48,S:M,S:M,S:M,S:M,S<80,S<48) S:m S=DA|F2|UN S:q", N_ ("Institutional service")),
  SEGMENT ("SV3", 'S', 1, 850, "R(R=AD,R<48,S:M,S:M,S:M,S:M) S:m N S N S:q S<264", N_ ("Dental service")),
  SEGMENT ("TOO", 'S', 32, 860, "R=JP R<30", N_ ("Tooth")),
  SEGMENT ("HSD", 'S', 1, 900, AMOUNT, N_ ("How much of the service")),
  SEGMENT ("PWK", 'S', 10, 1500, "R<2 R=AA|BM|EL|EM|FX|VO N N S=AC S<80 S<80", N_ ("Attachment")),
  SEGMENT ("MSG", 'S', 1, 1600, "R<264", N_ ("Message on the service")),
  LOOP ("2010F", 'S', 12, 1700, in_2010f, N_ ("Provider of the service")),
};

static const WabiGuideNode in_2010ea[] = {
  SEGMENT ("NM1", 'R', 1, 1700, "R<3 " PERSON, N_ ("Provider of the event")),
  SEGMENT ("REF", 'S', 8, 1800, "R<3 R<50 S<80", N_ ("Provider further number")),
  SEGMENT ("N3", 'S', 1, 2000, STREET, N_ ("Provider address")),
  SEGMENT ("N4", 'S', 1, 2100, CITY, N_ ("Provider city, state and ZIP")),
  SEGMENT ("PER", 'S', 3, 2200, CONTACT, N_ ("Provider contact")),
  SEGMENT ("AAA", 'S', 9, 2300, REJECTION, N_ ("Provider rejection")),
  SEGMENT ("PRV", 'S', 1, 2400, SPECIALTY, N_ ("Provider specialty")),
};

static const WabiGuideNode in_2000e[] = {
  SEGMENT ("HL", 'R', 1, 100, "R<12 R<12 R=EV R=0|1", N_ ("Event level")),
  SEGMENT ("TRN", 'S', 3, 200, "R=1|2 R<50 R<10 S<50", N_ ("Trace number")),
  SEGMENT ("AAA", 'S', 9, 300, REJECTION, N_ ("Event could not be reviewed")),
  SEGMENT ("UM", 'S', 1, 400, REVIEW, N_ ("What is asked for")),
  SEGMENT ("HCR", 'S', 1, 500, OUTCOME, N_ ("Decision")),
  SEGMENT ("REF", 'S', 9, 600, "R=BB|NT R<50", N_ ("Authorization number")),
  SEGMENT ("DTP", 'S', 9, 700, "R=007|036|096|102|111|431|435|439|472|484|ABC|AAH|ABJ R=D8|RD8|DT R:f", N_ ("Dates of the event")),
  SEGMENT ("HI", 'S', 1, 800, "R(R<3,R<30,S<3,S<35)" DIAGNOSIS DIAGNOSIS DIAGNOSIS DIAGNOSIS DIAGNOSIS DIAGNOSIS DIAGNOSIS
           DIAGNOSIS DIAGNOSIS DIAGNOSIS DIAGNOSIS, N_ ("Diagnoses")),
  SEGMENT ("HSD", 'S', 1, 900, AMOUNT, N_ ("How much of it")),
  SEGMENT ("CRC", 'S', 9, 1000, "R<2 R=N|Y R<3 S<3 S<3 S<3 S<3", N_ ("Conditions")),
  SEGMENT ("CL1", 'S', 1, 1100, "S<1 S<1 S<2 S<1", N_ ("Admission")),
  SEGMENT ("CR1", 'S', 1, 1200, "S S S S S S", N_ ("Ambulance transport information")),
  SEGMENT ("CR2", 'S', 1, 1250, "S S S S S S S S S S S S", N_ ("Spinal manipulation service information")),
  SEGMENT ("CR5", 'S', 1, 1300, "S S S S S S S S S S S S S S S S S S", N_ ("Oxygen therapy")),
  SEGMENT ("CR6", 'S', 1, 1400, "S S S S S S S S S S S S S S S S S S S S S", N_ ("Home health care")),
  SEGMENT ("PWK", 'S', 10, 1500, "R<2 R=AA|BM|EL|EM|FX|VO N N S=AC S<80 S<80", N_ ("Attachment")),
  SEGMENT ("MSG", 'S', 1, 1600, "R<264", N_ ("Message")),
  LOOP ("2010EA", 'S', 14, 1700, in_2010ea, N_ ("Provider of the event")),
  LOOP ("2000F", 'S', 0, 9000, in_2000f, N_ ("Service level")),
};

static const WabiGuideNode in_2010d[] = {
  SEGMENT ("NM1", 'R', 1, 1700, "R=QC R=1 S<60 S<35 S<25 S<10 S<10 S=MI S<80", N_ ("Dependent")),
  SEGMENT ("REF", 'S', 9, 1800, "R<3 R<50", N_ ("Dependent further number")),
  SEGMENT ("N3", 'S', 1, 2000, STREET, N_ ("Dependent address")),
  SEGMENT ("N4", 'S', 1, 2100, CITY, N_ ("Dependent city, state and ZIP")),
  SEGMENT ("AAA", 'S', 9, 2300, REJECTION, N_ ("Dependent rejection")),
  SEGMENT ("DMG", 'S', 1, 2500, "R=D8 R:f S=F|M|U", N_ ("Dependent birth date and sex")),
  SEGMENT ("INS", 'S', 1, 2600, "R=N R<2 N N N N N N N N N N N N N N S:n", N_ ("Dependent relation")),
};

static const WabiGuideNode in_2000d[] = {
  SEGMENT ("HL", 'R', 1, 100, "R<12 R<12 R=23 R=0|1", N_ ("Dependent level")),
  LOOP ("2010D", 'R', 1, 1700, in_2010d, N_ ("Dependent")),
  LOOP ("2000E", 'S', 0, 9000, in_2000e, N_ ("Event level")),
};

static const WabiGuideNode in_2010c[] = {
  SEGMENT ("NM1", 'R', 1, 1700, "R=IL R=1 S<60 S<35 S<25 S<10 S<10 R=II|MI R<80", N_ ("Subscriber")),
  SEGMENT ("REF", 'S', 9, 1800, "R<3 R<50", N_ ("Subscriber further number")),
  SEGMENT ("N3", 'S', 1, 2000, STREET, N_ ("Subscriber address")),
  SEGMENT ("N4", 'S', 1, 2100, CITY, N_ ("Subscriber city, state and ZIP")),
  SEGMENT ("AAA", 'S', 9, 2300, REJECTION, N_ ("Subscriber rejection")),
  SEGMENT ("DMG", 'S', 1, 2500, "R=D8 R:f S=F|M|U", N_ ("Subscriber birth date and sex")),
  SEGMENT ("INS", 'S', 1, 2600, "R=Y R=18", N_ ("Subscriber relation")),
};

static const WabiGuideNode in_2000c[] = {
  SEGMENT ("HL", 'R', 1, 100, "R<12 R<12 R=22 R=0|1", N_ ("Subscriber level")),
  LOOP ("2010C", 'R', 1, 1700, in_2010c, N_ ("Subscriber")),
  LOOP ("2000D", 'S', 1, 8000, in_2000d, N_ ("Dependent level")),
  LOOP ("2000E", 'S', 0, 9000, in_2000e, N_ ("Event level")),
};

static const WabiGuideNode in_2010b[] = {
  SEGMENT ("NM1", 'R', 1, 1700, "R=1P|FA " PERSON, N_ ("Requester")),
  SEGMENT ("REF", 'S', 8, 1800, "R<3 R<50 S<80", N_ ("Requester further number")),
  SEGMENT ("N3", 'S', 1, 2000, STREET, N_ ("Requester address")),
  SEGMENT ("N4", 'S', 1, 2100, CITY, N_ ("Requester city, state and ZIP")),
  SEGMENT ("PER", 'S', 1, 2200, CONTACT, N_ ("Requester contact")),
  SEGMENT ("AAA", 'S', 9, 2300, REJECTION, N_ ("Requester rejection")),
  SEGMENT ("PRV", 'S', 1, 2400, SPECIALTY, N_ ("Requester specialty")),
};

static const WabiGuideNode in_2000b[] = {
  SEGMENT ("HL", 'R', 1, 100, "R<12 R<12 R=21 R=0|1", N_ ("Requester level")),
  LOOP ("2010B", 'R', 1, 1700, in_2010b, N_ ("Requester")),
  LOOP ("2000C", 'S', 1, 9000, in_2000c, N_ ("Subscriber level")),
};

static const WabiGuideNode in_2010a[] = {
  SEGMENT ("NM1", 'R', 1, 1700, "R=X3 R=1|2 S<60 S<35 S<25 S<10 S<10 R=24|34|46|PI|XV|XX R<80", N_ ("Utilization management organization")),
  SEGMENT ("PER", 'S', 1, 2200, CONTACT, N_ ("Contact of the organization")),
  SEGMENT ("AAA", 'S', 9, 2300, REJECTION, N_ ("Rejection by the organization")),
};

static const WabiGuideNode in_2000a[] = {
  SEGMENT ("HL", 'R', 1, 100, "R<12 N R=20 R=0|1", N_ ("Level of the organization")),
  SEGMENT ("AAA", 'S', 9, 300, REJECTION, N_ ("Request could not be answered")),
  LOOP ("2010A", 'R', 1, 1700, in_2010a, N_ ("Utilization management organization")),
  LOOP ("2000B", 'S', 1, 9000, in_2000b, N_ ("Requester level")),
};

static const WabiGuideNode in_st[] = {
  SEGMENT ("ST", 'R', 1, 10, "R=278 R<4-9 R=005010X217", N_ ("Transaction set header")),
  SEGMENT ("BHT", 'R', 1, 10200, "R=0007 R=01|11|13|36 R<50 R:d R:t S=18|19|AT|RT", N_ ("Beginning of the transaction")),
  LOOP ("2000A", 'R', 1, 20100, in_2000a, N_ ("Level of the organization")),
  SEGMENT ("SE", 'R', 1, 60000, "R:n R<4-9", N_ ("Transaction set end")),
};

const WabiGuideNode wabi_guide_278 = LOOP ("ST", 'R', 0, 200, in_st, N_ ("Transaction set"));
// clang-format on
