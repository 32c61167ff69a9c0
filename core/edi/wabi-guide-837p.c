// SPDX-License-Identifier: AGPL-3.0-or-later
// The 837 professional guide as a table: which segments stand where, how often, and what their elements may
// hold.

#include "wabi-guide-private.h"

#include <glib/gi18n-lib.h>

// clang-format off
#define STREET "R<55 S<55"
#define CITY "R<30 S:S S:Z S N N S"
#define ORDER "A|B|C|D|E|F|G|H|P|S|T|U"
#define FILING "11|12|13|14|15|16|17|AM|BL|CH|CI|DS|FI|HM|LM|MA|MB|MC|OF|TV|VA|WC|ZZ"
#define POINTER "1|2|3|4|5|6|7|8|9|10|11|12"
#define ADJUSTMENT " S<5 S:m S:q"
#define ADJUSTMENTS "R=CO|CR|OA|PI|PR R<5 R:m S:q" ADJUSTMENT ADJUSTMENT ADJUSTMENT ADJUSTMENT ADJUSTMENT
#define DIAGNOSIS " S(R=ABF|BF,R:I)"
#define DIAGNOSES "R(R=ABK|BK,R:I)" DIAGNOSIS DIAGNOSIS DIAGNOSIS DIAGNOSIS DIAGNOSIS DIAGNOSIS DIAGNOSIS \
                  DIAGNOSIS DIAGNOSIS DIAGNOSIS DIAGNOSIS
#define CONDITION " S(R=BG,R<30)"
#define CONDITIONS "R(R=BG,R<30)" CONDITION CONDITION CONDITION CONDITION CONDITION CONDITION CONDITION CONDITION \
                   CONDITION CONDITION CONDITION
#define ATTACHMENTS                                                                                          \
  "03|04|05|06|07|08|09|10|11|13|15|21|A3|A4|AM|AS|B2|B3|B4|BR|BS|BT|CB|CK|CT|D2|DA|DB|DG|DJ|DS|EB|HC|HR|I5|" \
  "IR|LA|M1|MT|NN|OB|OC|OD|OE|OX|OZ|P4|P5|PE|PN|PO|PQ|PY|PZ|RB|RR|RT|RX|SG|V5|XP"

static const WabiGuideNode in_1000a[] = {
  SEGMENT ("NM1", 'R', 1, 200, "R=41 R=1|2 R<60 S<35 S<25 N N R=46 R<80", N_ ("Submitter")),
  SEGMENT ("PER", 'R', 2, 450, "R=IC S<60 R=ED|EM|FX|TE R<256 S=ED|EM|EX|FX|TE S<256 S=ED|EM|EX|FX|TE S<256",
           N_ ("Submitter contact")),
};

static const WabiGuideNode in_1000b[] = {
  SEGMENT ("NM1", 'R', 1, 200, "R=40 R=2 R<60 N N N N R=46 R<80", N_ ("Receiver")),
};

static const WabiGuideNode in_2010aa[] = {
  SEGMENT ("NM1", 'R', 1, 150, "R=85 R=1|2 R<60 S<35 S<25 N S<10 S=XX S<80", N_ ("Billing provider")),
  SEGMENT ("N3", 'R', 1, 250, STREET, N_ ("Billing provider address")),
  SEGMENT ("N4", 'R', 1, 300, CITY, N_ ("Billing provider city, state and ZIP")),
  SEGMENT ("REF", 'R', 1, 350, "R=EI|SY R<50", N_ ("Billing provider tax number")),
  SEGMENT ("REF", 'S', 2, 350, "R=0B|1G R<50", N_ ("Billing provider license")),
  SEGMENT ("PER", 'S', 2, 400, "R=IC S<60 R=EM|FX|TE R<256 S=EM|EX|FX|TE S<256 S=EM|EX|FX|TE S<256",
           N_ ("Billing provider contact")),
};

static const WabiGuideNode in_2010ab[] = {
  SEGMENT ("NM1", 'R', 1, 150, "R=87 R=1|2", N_ ("Pay-to address")),
  SEGMENT ("N3", 'R', 1, 250, STREET, N_ ("Pay-to street")),
  SEGMENT ("N4", 'R', 1, 300, CITY, N_ ("Pay-to address city, state and ZIP")),
};

static const WabiGuideNode in_2010ac[] = {
  SEGMENT ("NM1", 'R', 1, 150, "R=PE R=2 R<60 N N N N R=PI|XV R<80", N_ ("Pay-to plan")),
  SEGMENT ("N3", 'R', 1, 250, STREET, N_ ("Pay-to plan address")),
  SEGMENT ("N4", 'R', 1, 300, CITY, N_ ("Pay-to plan city, state and ZIP")),
  SEGMENT ("REF", 'S', 1, 350, "R=2U|FY|NF R<50", N_ ("Pay-to plan secondary number")),
  SEGMENT ("REF", 'R', 1, 350, "R=EI R<50", N_ ("Pay-to plan tax identification number")),
};

static const WabiGuideNode in_2010ba[] = {
  SEGMENT ("NM1", 'R', 1, 150, "R=IL R=1|2 R<60 S<35 S<25 N S<10 R=II|MI R<80", N_ ("Subscriber")),
  SEGMENT ("N3", 'S', 1, 250, STREET, N_ ("Subscriber address")),
  SEGMENT ("N4", 'S', 1, 300, CITY, N_ ("Subscriber city, state and ZIP")),
  SEGMENT ("DMG", 'S', 1, 320, "R=D8 R:f R=F|M|U", N_ ("Subscriber birth date and sex")),
  SEGMENT ("REF", 'S', 1, 350, "R=SY R<50", N_ ("Subscriber social security number")),
  SEGMENT ("REF", 'S', 1, 350, "R=Y4 R<50", N_ ("Accident claim number")),
  SEGMENT ("PER", 'S', 1, 400, "R=IC S<60 R=TE R<256 S=EX S<256", N_ ("Accident contact")),
};

static const WabiGuideNode in_2010bb[] = {
  SEGMENT ("NM1", 'R', 1, 150, "R=PR R=2 R<60 N N N N R=PI|XV R<80", N_ ("Payer")),
  SEGMENT ("N3", 'S', 1, 250, STREET, N_ ("Payer address")),
  SEGMENT ("N4", 'S', 1, 300, CITY, N_ ("Payer city, state and ZIP")),
  SEGMENT ("REF", 'S', 3, 350, "R=2U|EI|FY|NF R<50", N_ ("Payer secondary number")),
  SEGMENT ("REF", 'S', 2, 350, "R=G2|LU R<50", N_ ("Payer's number for the billing provider")),
};

static const WabiGuideNode in_2310a[] = {
  SEGMENT ("NM1", 'R', 1, 2500, "R=DN|P3 R=1 R<60 S<35 S<25 N S<10 S=XX S<80", N_ ("Referring provider")),
  SEGMENT ("REF", 'S', 3, 2710, "R=0B|1G|G2 R<50", N_ ("Referring provider secondary number")),
};

static const WabiGuideNode in_2310b[] = {
  SEGMENT ("NM1", 'R', 1, 2500, "R=82 R=1|2 R<60 S<35 S<25 N S<10 S=XX S<80", N_ ("Rendering provider")),
  SEGMENT ("PRV", 'S', 1, 2550, "R=PE R=PXC R<50", N_ ("Rendering provider taxonomy")),
  SEGMENT ("REF", 'S', 4, 2710, "R=0B|1G|G2|LU R<50", N_ ("Rendering provider secondary number")),
};

static const WabiGuideNode in_2310c[] = {
  SEGMENT ("NM1", 'R', 1, 2500, "R=77 R=2 R<60 N N N N S=XX S<80", N_ ("Service facility")),
  SEGMENT ("N3", 'R', 1, 2650, STREET, N_ ("Service facility location address")),
  SEGMENT ("N4", 'R', 1, 2700, CITY, N_ ("Service facility location city, state and ZIP")),
  SEGMENT ("REF", 'S', 3, 2710, "R=0B|G2|LU R<50", N_ ("Service facility location secondary number")),
  SEGMENT ("PER", 'S', 1, 2750, "R=IC S<60 R=TE R<256 S=EX S<256",
           N_ ("Service facility contact information")),
};

static const WabiGuideNode in_2310d[] = {
  SEGMENT ("NM1", 'R', 1, 2500, "R=DQ R=1 R<60 S<35 S<25 N S<10 S=XX S<80", N_ ("Supervising provider")),
  SEGMENT ("REF", 'S', 4, 2710, "R=0B|1G|G2|LU R<50", N_ ("Supervising provider secondary number")),
};

static const WabiGuideNode in_2310e[] = {
  SEGMENT ("NM1", 'R', 1, 2500, "R=PW R=2", N_ ("Ambulance pick-up location")),
  SEGMENT ("N3", 'R', 1, 2650, STREET, N_ ("Ambulance pick-up location address")),
  SEGMENT ("N4", 'R', 1, 2700, CITY, N_ ("Ambulance pick-up location city, state and ZIP")),
};

static const WabiGuideNode in_2310f[] = {
  SEGMENT ("NM1", 'R', 1, 2500, "R=45 R=2 S<60", N_ ("Ambulance drop-off location")),
  SEGMENT ("N3", 'R', 1, 2650, STREET, N_ ("Ambulance drop-off location address")),
  SEGMENT ("N4", 'R', 1, 2700, CITY, N_ ("Ambulance drop-off location city, state and ZIP")),
};

static const WabiGuideNode in_2330a[] = {
  SEGMENT ("NM1", 'R', 1, 3250, "R=IL R=1|2 R<60 S<35 S<25 N S<10 R=II|MI R<80", N_ ("Other subscriber")),
  SEGMENT ("N3", 'S', 1, 3320, STREET, N_ ("Other subscriber address")),
  SEGMENT ("N4", 'S', 1, 3400, CITY, N_ ("Other subscriber city, state and ZIP")),
  SEGMENT ("REF", 'S', 1, 3550, "R=SY R<50", N_ ("Other subscriber secondary number")),
};

static const WabiGuideNode in_2330b[] = {
  SEGMENT ("NM1", 'R', 1, 3250, "R=PR R=2 R<60 N N N N R=PI|XV R<80", N_ ("Other payer")),
  SEGMENT ("N3", 'S', 1, 3320, STREET, N_ ("Other payer address")),
  SEGMENT ("N4", 'S', 1, 3400, CITY, N_ ("Other payer city, state and ZIP")),
  SEGMENT ("DTP", 'S', 1, 3450, "R=573 R=D8 R:f", N_ ("Date of the other remittance")),
  SEGMENT ("REF", 'S', 2, 3550, "R=2U|EI|FY|NF R<50", N_ ("Other payer secondary identifier")),
  SEGMENT ("REF", 'S', 1, 3550, "R=G1 R<50", N_ ("Other payer authorization")),
  SEGMENT ("REF", 'S', 1, 3550, "R=9F R<50", N_ ("Other payer referral number")),
  SEGMENT ("REF", 'S', 1, 3550, "R=T4 R<50", N_ ("Other payer adjusted its claim")),
  SEGMENT ("REF", 'S', 1, 3550, "R=F8 R<50", N_ ("Other payer claim control number")),
};

static const WabiGuideNode in_2330c[] = {
  SEGMENT ("NM1", 'R', 1, 3250, "R=DN|P3 R=1", N_ ("Other payer referring provider")),
  SEGMENT ("REF", 'R', 3, 3550, "R=0B|1G|G2 R<50", N_ ("Other payer referring provider secondary number")),
};

static const WabiGuideNode in_2330d[] = {
  SEGMENT ("NM1", 'R', 1, 3250, "R=82 R=1|2", N_ ("Other payer rendering provider")),
  SEGMENT ("REF", 'R', 3, 3550, "R=0B|1G|G2|LU R<50", N_ ("Other payer rendering provider secondary number")),
};

static const WabiGuideNode in_2330e[] = {
  SEGMENT ("NM1", 'R', 1, 3250, "R=77 R=2", N_ ("Other payer service facility location")),
  SEGMENT ("REF", 'R', 3, 3550, "R=0B|G2|LU R<50",
           N_ ("Other payer service facility location secondary number")),
};

static const WabiGuideNode in_2330f[] = {
  SEGMENT ("NM1", 'R', 1, 3250, "R=DQ R=1", N_ ("Other payer supervising provider")),
  SEGMENT ("REF", 'R', 3, 3550, "R=0B|1G|G2|LU R<50",
           N_ ("Other payer supervising provider secondary number")),
};

static const WabiGuideNode in_2330g[] = {
  SEGMENT ("NM1", 'R', 1, 3250, "R=85 R=1|2", N_ ("Other payer billing provider")),
  SEGMENT ("REF", 'R', 2, 3550, "R=G2|LU R<50", N_ ("Other payer billing provider secondary number")),
};

static const WabiGuideNode in_2320[] = {
  SEGMENT ("SBR", 'R', 1, 2900, "R=" ORDER " R=01|18|19|20|21|39|40|53|G8 S<50 S<60 "
           "S=12|13|14|15|16|41|42|43|47 N N N S=" FILING,
           N_ ("Other plan")),
  SEGMENT ("CAS", 'S', 5, 2950, ADJUSTMENTS, N_ ("Adjustments of the claim")),
  SEGMENT ("AMT", 'S', 1, 3000, "R=D R:m", N_ ("Paid by the other payer")),
  SEGMENT ("AMT", 'S', 1, 3000, "R=A8 R:m", N_ ("Not covered by the other payer")),
  SEGMENT ("AMT", 'S', 1, 3000, "R=EAF R:m", N_ ("Left to the patient")),
  SEGMENT ("OI", 'R', 1, 3100, "N N R=N|W|Y S=P N R=I|Y", N_ ("Assignment and release of the other plan")),
  SEGMENT ("MOA", 'S', 1, 3200, "S:q S:m S<50 S<50 S<50 S<50 S<50 S:m S:m",
           N_ ("Remarks of the other payer")),
  LOOP ("2330A", 'R', 1, 3250, in_2330a, N_ ("Other subscriber")),
  LOOP ("2330B", 'R', 1, 3260, in_2330b, N_ ("Other payer")),
  LOOP ("2330C", 'S', 2, 3270, in_2330c, N_ ("Other payer referring provider")),
  LOOP ("2330D", 'S', 1, 3650, in_2330d, N_ ("Other payer rendering provider")),
  LOOP ("2330E", 'S', 1, 4650, in_2330e, N_ ("Other payer service facility location")),
  LOOP ("2330F", 'S', 1, 5650, in_2330f, N_ ("Other payer supervising provider")),
  LOOP ("2330G", 'S', 1, 6350, in_2330g, N_ ("Other payer billing provider")),
};

static const WabiGuideNode in_2410[] = {
  SEGMENT ("LIN", 'R', 1, 4930, "N R=EN|EO|HI|N4|ON|UK|UP R<48", N_ ("Drug identification")),
  SEGMENT ("CTP", 'R', 1, 4940, "N N N R:q R(R=F2|GR|ME|ML|UN)", N_ ("Drug quantity")),
  SEGMENT ("REF", 'S', 1, 4950, "R=VY|XZ R<50", N_ ("Prescription or compound drug association number")),
};

static const WabiGuideNode in_2420a[] = {
  SEGMENT ("NM1", 'R', 1, 5000, "R=82 R=1|2 R<60 S<35 S<25 N S<10 S=XX S<80", N_ ("Rendering provider")),
  SEGMENT ("PRV", 'S', 1, 5050, "R=PE R=PXC R<50", N_ ("Rendering provider taxonomy")),
  SEGMENT ("REF", 'S', 20, 5250, "R=0B|1G|G2|LU R<50 N S(R=2U,R<50)",
           N_ ("Rendering provider secondary number")),
};

static const WabiGuideNode in_2420b[] = {
  SEGMENT ("NM1", 'R', 1, 5000, "R=QB R=1|2 N N N N N S=XX S<80", N_ ("Purchased service provider")),
  SEGMENT ("REF", 'S', 20, 5250, "R=0B|1G|G2 R<50 N S(R=2U,R<50)",
           N_ ("Purchased service provider secondary number")),
};

static const WabiGuideNode in_2420c[] = {
  SEGMENT ("NM1", 'R', 1, 5000, "R=77 R=2 R<60 N N N N S=XX S<80", N_ ("Service facility")),
  SEGMENT ("N3", 'R', 1, 5140, STREET, N_ ("Service facility location address")),
  SEGMENT ("N4", 'R', 1, 5200, CITY, N_ ("Service facility location city, state and ZIP")),
  SEGMENT ("REF", 'S', 3, 5250, "R=G2|LU R<50 N S(R=2U,R<50)",
           N_ ("Service facility location secondary number")),
};

static const WabiGuideNode in_2420d[] = {
  SEGMENT ("NM1", 'R', 1, 5000, "R=DQ R=1 R<60 S<35 S<25 N S<10 S=XX S<80", N_ ("Supervising provider")),
  SEGMENT ("REF", 'S', 20, 5250, "R=0B|1G|G2|LU R<50 N S(R=2U,R<50)",
           N_ ("Supervising provider secondary number")),
};

static const WabiGuideNode in_2420e[] = {
  SEGMENT ("NM1", 'R', 1, 5000, "R=DK R=1 R<60 S<35 S<25 N S<10 S=XX S<80", N_ ("Ordering provider")),
  SEGMENT ("N3", 'S', 1, 5140, STREET, N_ ("Ordering provider address")),
  SEGMENT ("N4", 'S', 1, 5200, CITY, N_ ("Ordering provider city, state and ZIP")),
  SEGMENT ("REF", 'S', 20, 5250, "R=0B|1G|G2 R<50 N S(R=2U,R<50)", N_ ("Ordering provider secondary number")),
  SEGMENT ("PER", 'S', 1, 5300, "R=IC S<60 R=EM|FX|TE R<256 S=EM|EX|FX|TE S<256 S=EM|EX|FX|TE S<256",
           N_ ("Ordering provider contact information")),
};

static const WabiGuideNode in_2420f[] = {
  SEGMENT ("NM1", 'R', 1, 5000, "R=DN|P3 R=1 R<60 S<35 S<25 N S<10 S=XX S<80", N_ ("Referring provider")),
  SEGMENT ("REF", 'S', 20, 5250, "R=0B|1G|G2 R<50 N S(R=2U,R<50)",
           N_ ("Referring provider secondary number")),
};

static const WabiGuideNode in_2420g[] = {
  SEGMENT ("NM1", 'R', 1, 5000, "R=PW R=2", N_ ("Ambulance pick-up location")),
  SEGMENT ("N3", 'R', 1, 5140, STREET, N_ ("Ambulance pick-up location address")),
  SEGMENT ("N4", 'R', 1, 5200, CITY, N_ ("Ambulance pick-up location city, state and ZIP")),
};

static const WabiGuideNode in_2420h[] = {
  SEGMENT ("NM1", 'R', 1, 5000, "R=45 R=2 S<60", N_ ("Ambulance drop-off location")),
  SEGMENT ("N3", 'R', 1, 5140, STREET, N_ ("Ambulance drop-off location address")),
  SEGMENT ("N4", 'R', 1, 5200, CITY, N_ ("Ambulance drop-off location city, state and ZIP")),
};

static const WabiGuideNode in_2430[] = {
  SEGMENT ("SVD", 'R', 1, 5400, "R<80 R:m R(R=ER|HC|IV|WK,R<48,S:M,S:M,S:M,S:M,S<80) N R:q S:n",
           N_ ("Other payer on this line")),
  SEGMENT ("CAS", 'S', 5, 5450, ADJUSTMENTS, N_ ("Adjustments of the line")),
  SEGMENT ("DTP", 'R', 1, 5500, "R=573 R=D8 R:f", N_ ("Date of the other payer's decision")),
  SEGMENT ("AMT", 'S', 1, 5505, "R=EAF R:m", N_ ("Left to the patient")),
};

static const WabiGuideNode in_2440[] = {
  SEGMENT ("LQ", 'R', 1, 5510, "R=AS|UT R<30", N_ ("Supporting form")),
  SEGMENT ("FRM", 'R', 99, 5520, "R S=N|W|Y S<50 S:d S", N_ ("Supporting documentation")),
};

static const WabiGuideNode in_2400[] = {
  SEGMENT ("LX", 'R', 1, 3650, "R:n", N_ ("Service line")),
  SEGMENT ("SV1", 'R', 1, 3700, "R(R=ER|HC|IV|WK,R<48,S:M,S:M,S:M,S:M,S<80) R:m R=MJ|UN R:q S:P N "
           "R(R=" POINTER ",S=" POINTER ",S=" POINTER ",S=" POINTER ") N S=Y N S=Y S=Y N N S=0",
           N_ ("Service")),
  SEGMENT ("SV5", 'S', 1, 4000, "R(R=HC,R<48) R=DA R:q R:m R:m R=1|4|6", N_ ("Equipment service")),
  SEGMENT ("PWK", 'S', 10, 4200, "R=" ATTACHMENTS " R=AA|BM|EL|EM|FT|FX N N S=AC S<80",
           N_ ("Line supplemental information")),
  SEGMENT ("PWK", 'S', 1, 4200, "R=CT R=AB|AD|AF|AG|NS", N_ ("Equipment certificate")),
  SEGMENT ("CR1", 'S', 1, 4250, "S=LB S N R=A|B|C|D|E R=DH R:q N N S<80 S<80",
           N_ ("Ambulance transport information")),
  SEGMENT ("CR3", 'S', 1, 4350, "R=I|R|S R=MO R:q", N_ ("Equipment certification")),
  SEGMENT ("CRC", 'S', 3, 4500, "R=07 R=N|Y R=01|04|05|06|07|08|09|12 S=01|04|05|06|07|08|09|12 "
           "S=01|04|05|06|07|08|09|12 S=01|04|05|06|07|08|09|12 S=01|04|05|06|07|08|09|12",
           N_ ("Ambulance certification")),
  SEGMENT ("CRC", 'S', 1, 4500, "R=70 R=N|Y R=65", N_ ("Hospice employee indicator")),
  SEGMENT ("CRC", 'S', 1, 4500, "R=09 R=N|Y R=38|ZV S=38|ZV", N_ ("Equipment condition")),
  SEGMENT ("DTP", 'R', 1, 4550, "R=472 R=D8|RD8 R:f", N_ ("Date of service")),
  SEGMENT ("DTP", 'S', 1, 4550, "R=471 R=D8 R:f", N_ ("Prescription date")),
  SEGMENT ("DTP", 'S', 1, 4550, "R=607 R=D8 R:f", N_ ("Certification revision/recertification date")),
  SEGMENT ("DTP", 'S', 1, 4550, "R=463 R=D8 R:f", N_ ("Begin therapy date")),
  SEGMENT ("DTP", 'S', 1, 4550, "R=461 R=D8 R:f", N_ ("Last certification date")),
  SEGMENT ("DTP", 'S', 1, 4550, "R=304 R=D8 R:f", N_ ("Last seen date")),
  SEGMENT ("DTP", 'S', 2, 4550, "R=738|739 R=D8 R:f", N_ ("Test date")),
  SEGMENT ("DTP", 'S', 1, 4550, "R=011 R=D8 R:f", N_ ("Shipped date")),
  SEGMENT ("DTP", 'S', 1, 4550, "R=455 R=D8 R:f", N_ ("Last X-ray date")),
  SEGMENT ("DTP", 'S', 1, 4550, "R=454 R=D8 R:f", N_ ("Initial treatment date")),
  SEGMENT ("QTY", 'S', 1, 4600, "R=PT R:q", N_ ("Ambulance patient count")),
  SEGMENT ("QTY", 'S', 1, 4600, "R=FL R:q", N_ ("Obstetric anesthesia units")),
  SEGMENT ("MEA", 'S', 5, 4620, "R=OG|TR R=HT|R1|R2|R3|R4 R", N_ ("Test result")),
  SEGMENT ("CN1", 'S', 1, 4650, "R=01|02|03|04|05|06|09 S:m S S<50 S S", N_ ("Contract information")),
  SEGMENT ("REF", 'S', 1, 4700, "R=9B R<50", N_ ("Repriced line item reference number")),
  SEGMENT ("REF", 'S', 1, 4700, "R=9D R<50", N_ ("Adjusted repriced line item reference number")),
  SEGMENT ("REF", 'S', 5, 4700, "R=G1 R<50 N S(R=2U,R<50)", N_ ("Prior authorization")),
  SEGMENT ("REF", 'S', 1, 4700, "R=6R R<30", N_ ("Line control number")),
  SEGMENT ("REF", 'S', 1, 4700, "R=EW R<50", N_ ("Mammography certification number")),
  SEGMENT ("REF", 'S', 1, 4700, "R=X4 R<50", N_ ("CLIA number")),
  SEGMENT ("REF", 'S', 1, 4700, "R=F4 R<50", N_ ("Referring CLIA number")),
  SEGMENT ("REF", 'S', 1, 4700, "R=BT R<50", N_ ("Immunization batch number")),
  SEGMENT ("REF", 'S', 5, 4700, "R=9F R<50 N S(R=2U,R<50)", N_ ("Referral number")),
  SEGMENT ("AMT", 'S', 1, 4750, "R=T R:m", N_ ("Sales tax amount")),
  SEGMENT ("AMT", 'S', 1, 4750, "R=F4 R:m", N_ ("Postage claimed amount")),
  SEGMENT ("K3", 'S', 10, 4800, "R", N_ ("Free-form data")),
  SEGMENT ("NTE", 'S', 1, 4850, "R=ADD|DCP R<80", N_ ("Line note")),
  SEGMENT ("NTE", 'S', 1, 4850, "R=TPO R<80", N_ ("Third party organization notes")),
  SEGMENT ("PS1", 'S', 1, 4880, "R<50 R:m", N_ ("Purchased service")),
  SEGMENT ("HCP", 'S', 1, 4920, "R=00|01|02|03|04|05|06|07|08|09|10|11|12|13|14 R:m S:m S<50 S S<50 "
           "S:m N S=ER|HC|IV|WK S<48 S=MJ|UN S:q S=T1|T2|T3|T4|T5|T6 S=1|2|3|4|5 S=1|2|3|4|5|6",
           N_ ("Line pricing/repricing information")),
  LOOP ("2410", 'S', 1, 4940, in_2410, N_ ("Drug identification")),
  LOOP ("2420A", 'S', 1, 5000, in_2420a, N_ ("Rendering provider")),
  LOOP ("2420B", 'S', 1, 5000, in_2420b, N_ ("Purchased service provider")),
  LOOP ("2420C", 'S', 1, 5000, in_2420c, N_ ("Service facility")),
  LOOP ("2420D", 'S', 1, 5000, in_2420d, N_ ("Supervising provider")),
  LOOP ("2420E", 'S', 1, 5000, in_2420e, N_ ("Ordering provider")),
  LOOP ("2420F", 'S', 2, 5000, in_2420f, N_ ("Referring provider")),
  LOOP ("2420G", 'S', 1, 5310, in_2420g, N_ ("Ambulance pick-up location")),
  LOOP ("2420H", 'S', 1, 5380, in_2420h, N_ ("Ambulance drop-off location")),
  LOOP ("2430", 'S', 15, 5400, in_2430, N_ ("Other payer on this line")),
  LOOP ("2440", 'S', 0, 5510, in_2440, N_ ("Supporting form")),
};

static const WabiGuideNode in_2300[] = {
  SEGMENT ("CLM", 'R', 1, 1300, "R<20 R:m N N R(R:P,R=B,R) R=N|Y R=A|B|C R=N|W|Y R=I|Y S=P "
           "S(R=AA|EM|OA,S=AA|EM|OA,N,S:S,S) S=02|03|05|09 N N N N N N N S=1|2|3|4|5|6|7|8|9|10|11|15",
           N_ ("Claim")),
  SEGMENT ("DTP", 'S', 1, 1350, "R=431 R=D8 R:f", N_ ("Date of onset of current illness or symptom")),
  SEGMENT ("DTP", 'S', 1, 1350, "R=454 R=D8 R:f", N_ ("Initial treatment date")),
  SEGMENT ("DTP", 'S', 1, 1350, "R=304 R=D8 R:f", N_ ("Last seen date")),
  SEGMENT ("DTP", 'S', 1, 1350, "R=453 R=D8 R:f", N_ ("Date of acute manifestation")),
  SEGMENT ("DTP", 'S', 1, 1350, "R=439 R=D8 R:f", N_ ("Date of accident")),
  SEGMENT ("DTP", 'S', 1, 1350, "R=484 R=D8 R:f", N_ ("Date of last menstrual period")),
  SEGMENT ("DTP", 'S', 1, 1350, "R=455 R=D8 R:f", N_ ("Last X-ray date")),
  SEGMENT ("DTP", 'S', 1, 1350, "R=471 R=D8 R:f", N_ ("Hearing and vision prescription date")),
  SEGMENT ("DTP", 'S', 1, 1350, "R=314|360|361 R=D8|RD8 R:f", N_ ("Disability dates")),
  SEGMENT ("DTP", 'S', 1, 1350, "R=297 R=D8 R:f", N_ ("Date of last worked")),
  SEGMENT ("DTP", 'S', 1, 1350, "R=296 R=D8 R:f", N_ ("Date of authorized return to work")),
  SEGMENT ("DTP", 'S', 1, 1350, "R=435 R=D8 R:f", N_ ("Date of admission")),
  SEGMENT ("DTP", 'S', 1, 1350, "R=096 R=D8 R:f", N_ ("Date of discharge")),
  SEGMENT ("DTP", 'S', 2, 1350, "R=090|091 R=D8 R:f", N_ ("Assumed and relinquished care dates")),
  SEGMENT ("DTP", 'S', 1, 1350, "R=444 R=D8 R:f", N_ ("First contact after the accident")),
  SEGMENT ("DTP", 'S', 1, 1350, "R=050 R=D8 R:f", N_ ("Repricer received date")),
  SEGMENT ("PWK", 'S', 10, 1550, "R=" ATTACHMENTS " R=AA|BM|EL|EM|FT|FX N N S=AC S<80", N_ ("Attachment")),
  SEGMENT ("CN1", 'S', 1, 1600, "R=01|02|03|04|05|06|09 S:m S S<50 S S", N_ ("Contract information")),
  SEGMENT ("AMT", 'S', 1, 1750, "R=F5 R:m", N_ ("Paid by the patient")),
  SEGMENT ("REF", 'S', 1, 1800, "R=4N R<50", N_ ("Service authorization exception code")),
  SEGMENT ("REF", 'S', 1, 1800, "R=F5 R<50", N_ ("Medicare crossover")),
  SEGMENT ("REF", 'S', 1, 1800, "R=EW R<50", N_ ("Mammography certification number")),
  SEGMENT ("REF", 'S', 1, 1800, "R=9F R<50", N_ ("Referral number")),
  SEGMENT ("REF", 'S', 1, 1800, "R=G1 R<50", N_ ("Prior authorization")),
  SEGMENT ("REF", 'S', 1, 1800, "R=F8 R<50", N_ ("Payer's claim number")),
  SEGMENT ("REF", 'S', 1, 1800, "R=X4 R<50", N_ ("CLIA number")),
  SEGMENT ("REF", 'S', 1, 1800, "R=9A R<50", N_ ("Repriced claim number")),
  SEGMENT ("REF", 'S', 1, 1800, "R=9C R<50", N_ ("Adjusted repriced claim number")),
  SEGMENT ("REF", 'S', 1, 1800, "R=LX R<50", N_ ("Investigational device exemption number")),
  SEGMENT ("REF", 'S', 1, 1800, "R=D9 R<50", N_ ("Clearinghouse trace number")),
  SEGMENT ("REF", 'S', 1, 1800, "R=EA R<50", N_ ("Medical record number")),
  SEGMENT ("REF", 'S', 1, 1800, "R=P4 R<50", N_ ("Demonstration project identifier")),
  SEGMENT ("REF", 'S', 1, 1800, "R=1J R<50", N_ ("Care plan oversight")),
  SEGMENT ("K3", 'S', 10, 1850, "R", N_ ("Free-form data")),
  SEGMENT ("NTE", 'S', 1, 1900, "R=ADD|CER|DCP|DGN|TPO R<80", N_ ("Claim note")),
  SEGMENT ("CR1", 'S', 1, 1950, "S=LB S N R=A|B|C|D|E R=DH R:q N N S<80 S<80",
           N_ ("Ambulance transport information")),
  SEGMENT ("CR2", 'S', 1, 2000, "N N N N N N N R=A|C|D|E|F|G|M N S<80 S<80",
           N_ ("Spinal manipulation service information")),
  SEGMENT ("CRC", 'S', 3, 2200, "R=07 R=N|Y R=01|04|05|06|07|08|09|12 S=01|04|05|06|07|08|09|12 "
           "S=01|04|05|06|07|08|09|12 S=01|04|05|06|07|08|09|12 S=01|04|05|06|07|08|09|12",
           N_ ("Ambulance certification")),
  SEGMENT ("CRC", 'S', 3, 2200, "R=E1|E2|E3 R=N|Y R=L1|L2|L3|L4|L5 S=L1|L2|L3|L4|L5 "
           "S=L1|L2|L3|L4|L5 S=L1|L2|L3|L4|L5 S=L1|L2|L3|L4|L5",
           N_ ("Vision condition")),
  SEGMENT ("CRC", 'S', 1, 2200, "R=75 R=Y R=IH", N_ ("Homebound indicator")),
  SEGMENT ("CRC", 'S', 1, 2200, "R=ZZ R=N|Y R=AV|NU|S2|ST S=AV|NU|S2|ST S=AV|NU|S2|ST",
           N_ ("EPSDT referral")),
  SEGMENT ("HI", 'R', 1, 2310, DIAGNOSES, N_ ("Diagnoses")),
  SEGMENT ("HI", 'S', 1, 2310, "R(R=BP,R<30) S(R=BO,R<30)", N_ ("Anesthesia procedure")),
  SEGMENT ("HI", 'S', 2, 2310, CONDITIONS, N_ ("Condition codes")),
  SEGMENT ("HCP", 'S', 1, 2410, "R=00|01|02|03|04|05|07|08|09|10|11|12|13|14 R:m S:m S<50 S S<50 "
           "S:m N N N N N S=T1|T2|T3|T4|T5|T6 S=1|2|3|4|5 S=1|2|3|4|5|6",
           N_ ("Claim pricing/repricing information")),
  LOOP ("2310A", 'S', 2, 2500, in_2310a, N_ ("Referring provider")),
  LOOP ("2310B", 'S', 1, 2500, in_2310b, N_ ("Rendering provider")),
  LOOP ("2310C", 'S', 1, 2500, in_2310c, N_ ("Service facility")),
  LOOP ("2310D", 'S', 1, 2500, in_2310d, N_ ("Supervising provider")),
  LOOP ("2310E", 'S', 1, 2500, in_2310e, N_ ("Ambulance pick-up location")),
  LOOP ("2310F", 'S', 1, 2500, in_2310f, N_ ("Ambulance drop-off location")),
  LOOP ("2320", 'S', 10, 2900, in_2320, N_ ("Other plan")),
  LOOP ("2400", 'R', 50, 3650, in_2400, N_ ("Service line")),
};

static const WabiGuideNode in_2010ca[] = {
  SEGMENT ("NM1", 'R', 1, 150, "R=QC R=1 R<60 S<35 S<25 N S<10", N_ ("Patient")),
  SEGMENT ("N3", 'R', 1, 250, STREET, N_ ("Patient address")),
  SEGMENT ("N4", 'R', 1, 300, CITY, N_ ("Patient city, state and ZIP")),
  SEGMENT ("DMG", 'R', 1, 320, "R=D8 R:f R=F|M|U", N_ ("Patient birth date and sex")),
  SEGMENT ("REF", 'S', 1, 350, "R=Y4 R<50", N_ ("Accident claim number")),
  SEGMENT ("REF", 'S', 1, 350, "R=1W|SY R<50", N_ ("Accident patient number")),
  SEGMENT ("PER", 'S', 1, 400, "R=IC S<60 R=TE R<256 S=EX S<256", N_ ("Accident patient contact")),
};

static const WabiGuideNode in_2000c[] = {
  SEGMENT ("HL", 'R', 1, 10, "R<12 R R=23 R=0", N_ ("Patient level")),
  SEGMENT ("PAT", 'R', 1, 70, "R=01|19|20|21|39|40|53|G8 N N N S=D8 S:f S=01 S S=Y", N_ ("Patient relation")),
  LOOP ("2010CA", 'R', 1, 150, in_2010ca, N_ ("Patient")),
  LOOP ("2300", 'R', 100, 1300, in_2300, N_ ("Claim")),
};

static const WabiGuideNode in_2000b[] = {
  SEGMENT ("HL", 'R', 1, 10, "R<12 R R=22 R=0|1", N_ ("Subscriber level")),
  SEGMENT ("SBR", 'R', 1, 50, "R=" ORDER " S=18 S<50 S<60 S=12|13|14|15|16|41|42|43|47 N N N S=" FILING,
           N_ ("Subscriber plan")),
  SEGMENT ("PAT", 'S', 1, 70, "N N N N S=D8 S:f S=01 S S=Y", N_ ("Patient relation")),
  LOOP ("2010BA", 'R', 1, 150, in_2010ba, N_ ("Subscriber")),
  LOOP ("2010BB", 'R', 1, 160, in_2010bb, N_ ("Payer")),
  LOOP ("2300", 'S', 100, 1300, in_2300, N_ ("Claim")),
  LOOP ("2000C", 'S', 0, 1400, in_2000c, N_ ("Patient level")),
};

static const WabiGuideNode in_2000a[] = {
  SEGMENT ("HL", 'R', 1, 10, "R<12 N R=20 R=1", N_ ("Billing provider level")),
  SEGMENT ("PRV", 'S', 1, 30, "R=BI R=PXC R<50", N_ ("Billing provider taxonomy")),
  SEGMENT ("CUR", 'S', 1, 100, "R=85 R", N_ ("Currency")),
  LOOP ("2010AA", 'R', 1, 150, in_2010aa, N_ ("Billing provider")),
  LOOP ("2010AB", 'S', 1, 160, in_2010ab, N_ ("Pay-to address")),
  LOOP ("2010AC", 'S', 1, 170, in_2010ac, N_ ("Pay-to plan")),
  LOOP ("2000B", 'R', 0, 200, in_2000b, N_ ("Subscriber level")),
};

static const WabiGuideNode in_st[] = {
  SEGMENT ("ST", 'R', 1, 50, "R=837 R<9 S=005010X222A1|005010X222A2", N_ ("Transaction set header")),
  SEGMENT ("BHT", 'R', 1, 100, "R=0019 R=00|18 R<30 R:d R:t R=CH|RP", N_ ("Beginning of the batch")),
  LOOP ("1000A", 'R', 1, 200, in_1000a, N_ ("Submitter")),
  LOOP ("1000B", 'R', 1, 210, in_1000b, N_ ("Receiver")),
  LOOP ("2000A", 'R', 0, 300, in_2000a, N_ ("Billing provider level")),
  SEGMENT ("SE", 'R', 1, 5550, "R:n R<9", N_ ("Transaction set end")),
};

const WabiGuideNode wabi_guide_837p = LOOP ("ST", 'R', 0, 200, in_st, N_ ("Transaction set"));
// clang-format on
