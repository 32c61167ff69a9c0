// SPDX-License-Identifier: AGPL-3.0-or-later
// The guide of the acknowledgment of files (999) as a table: which segments stand where, how often, and what their elements may hold.

#include "wabi-guide-private.h"

#include <glib/gi18n-lib.h>

// clang-format off

static const WabiGuideNode in_2110[] = {
  SEGMENT ("IK4", 'S', 1, 600, "R(R:n,S:n,S:n) S<30 R=1|2|3|4|5|6|7|8|9|10|11|12|13|I10|I11|I12|I13|I6|I9 S<99",
           N_ ("Element with an error")),
  SEGMENT ("CTX", 'S', 10, 700, "R*10(R<35,S<35) S<3 S:n S<6 S(R:n,S:n,S:n) S(R<30)", N_ ("Context of the error")),
};

static const WabiGuideNode in_2100[] = {
  SEGMENT ("IK3", 'R', 1, 400, "R<3 R:n S<6 S=1|2|3|4|5|6|7|8|I4|I6|I7|I8|I9", N_ ("Segment with an error")),
  SEGMENT ("CTX", 'S', 10, 500, "R*10(R<35,S<35) S<3 S:n S<6 S(R:n,S:n,S:n) S(R<30)", N_ ("Context of the error")),
  LOOP ("2110", 'S', 0, 600, in_2110, N_ ("Element with an error")),
};

static const WabiGuideNode in_2000[] = {
  SEGMENT ("AK2", 'R', 1, 300, "R=270|271|276|277|278|820|834|835|837 R<4-9 S<35",
           N_ ("Transaction set that is acknowledged")),
  LOOP ("2100", 'S', 0, 400, in_2100, N_ ("Segment with an error")),
  SEGMENT ("IK5", 'R', 1, 800, "R=A|E|M|R|W|X S=1|2|3|4|5|6|7|8|9|10|11|12|13|15|16|17|18|19|23|24|25|26|27|I5|I6 "
           "S=1|2|3|4|5|6|7|8|9|10|11|12|13|15|16|17|18|19|23|24|25|26|27|I5|I6 "
           "S=1|2|3|4|5|6|7|8|9|10|11|12|13|15|16|17|18|19|23|24|25|26|27|I5|I6 "
           "S=1|2|3|4|5|6|7|8|9|10|11|12|13|15|16|17|18|19|23|24|25|26|27|I5|I6 "
           "S=1|2|3|4|5|6|7|8|9|10|11|12|13|15|16|17|18|19|23|24|25|26|27|I5|I6",
           N_ ("Outcome of the transaction set")),
};

static const WabiGuideNode in_st[] = {
  SEGMENT ("ST", 'R', 1, 10, "R=999 R<4-9 R=005010X231A1", N_ ("Transaction set header")),
  SEGMENT ("AK1", 'R', 1, 10200, "R=BE|HB|HC|HI|HN|HP|HR|HS|RA R:n R<12", N_ ("Group that is acknowledged")),
  LOOP ("2000", 'S', 0, 10300, in_2000, N_ ("Transaction set that is acknowledged")),
  SEGMENT ("AK9", 'R', 1, 10900,
           "R=A|E|M|P|R|W|X R:n R:n R:n S=1|2|3|4|5|6|10|11|12|13|14|15|16|17|18|19|23|24|25|26 "
           "S=1|2|3|4|5|6|10|11|12|13|14|15|16|17|18|19|23|24|25|26 "
           "S=1|2|3|4|5|6|10|11|12|13|14|15|16|17|18|19|23|24|25|26 "
           "S=1|2|3|4|5|6|10|11|12|13|14|15|16|17|18|19|23|24|25|26 "
           "S=1|2|3|4|5|6|10|11|12|13|14|15|16|17|18|19|23|24|25|26", N_ ("Outcome of the group")),
  SEGMENT ("SE", 'R', 1, 60000, "R:n R<4-9", N_ ("Transaction set end")),
};

const WabiGuideNode wabi_guide_999 = LOOP ("ST", 'R', 0, 200, in_st, N_ ("Transaction set"));
// clang-format on
