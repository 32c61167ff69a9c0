// SPDX-License-Identifier: AGPL-3.0-or-later
// What stands around transaction sets, as a table.

#include "wabi-guide-private.h"

#include <glib/gi18n-lib.h>

// clang-format off
static const WabiGuideNode in_gs[] = {
  SEGMENT ("GS", 'R', 1, 100, "R=BE|FA|HB|HC|HI|HN|HP|HR|HS|RA R<15 R<15 R:d R:t R:n R=X R<12", N_ ("Group header")),
  { "ST", 'R', 0, 200, NULL, N_ ("Transaction set"), NULL, 0 },
  SEGMENT ("GE", 'R', 1, 300, "R R:n", N_ ("Group end")),
};

static const WabiGuideNode in_isa[] = {
  SEGMENT ("ISA", 'R', 1, 100, "R=00|03 R R=00|01 R R=01|14|20|27|28|29|30|33|ZZ R "
           "R=01|14|20|27|28|29|30|33|ZZ R R R R R=00501 R:n R=0|1 R=P|T R",
           N_ ("Interchange header")),
  SEGMENT ("TA1", 'S', 0, 150, "R:n R<6 R<4 R=A|E|R R<3", N_ ("Interchange acknowledgment")),
  LOOP ("GS", 'S', 0, 200, in_gs, N_ ("Group")),
  SEGMENT ("IEA", 'R', 1, 300, "R R:n", N_ ("Interchange end")),
};

static const WabiGuideNode in_file[] = {
  LOOP ("ISA", 'R', 0, 10, in_isa, N_ ("Interchange")),
};

static const WabiGuideNode in_unknown[] = {
  SEGMENT ("ST", 'R', 1, 50, "R<3 R<4-9 S<35", N_ ("Transaction set header")),
  SEGMENT ("SE", 'R', 1, 100, "R:n R<9", N_ ("Transaction set end")),
};

const WabiGuideNode wabi_guide_file = LOOP ("", 'R', 0, 0, in_file, N_ ("File"));
const WabiGuideNode wabi_guide_unknown = LOOP ("ST", 'R', 0, 200, in_unknown, N_ ("Transaction set"));
// clang-format on
