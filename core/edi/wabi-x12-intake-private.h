// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-x12-arena-private.h"
#include "wabi-x12-parts.h"

G_BEGIN_DECLS

/* What the readers of answers share: the envelope, lenient values, findings. It is the first field of each.
 */
typedef struct _WabiX12Intake WabiX12Intake;

typedef struct
{
  const char *const *sets; /* ST01 that are taken, NULL at the end */
  void (*begin) (WabiX12Intake *intake, const WabiX12Segment *st);
  void (*take) (WabiX12Intake *intake, const WabiX12Segment *segment);
  void (*end) (WabiX12Intake *intake, gboolean is_complete);
  void (*outside) (WabiX12Intake *intake, const WabiX12Segment *segment); /* between sets; may be NULL */
} WabiX12IntakeKind;

struct _WabiX12Intake
{
  const WabiX12IntakeKind *kind;
  WabiX12Arena *arena;
  GPtrArray *findings;
  WabiX12Origin origin;
  const char *loop;  /* of the next finding */
  const char *claim; /* likewise, or NULL */
  guint line;

  /*< private >*/
  const char *group_guide;
  gboolean in_interchange;
  gboolean in_group;
  gboolean in_set;
  gboolean takes;
};

/* Reads the whole buffer. FALSE only when it is no X12 at all. Make arena and findings before. */
gboolean wabi_x12_intake_run (WabiX12Intake *intake, const WabiX12IntakeKind *kind, const char *data,
                              gsize length, GError **error) G_GNUC_WARN_UNUSED_RESULT;

void wabi_x12_intake_report (WabiX12Intake *intake, WabiX12Severity severity, const WabiX12Segment *segment,
                             guint element, const char *format, ...) G_GNUC_PRINTF (5, 6);

/* The findings since there were @first of them, as an array of the arena. */
const WabiX12Finding *const *wabi_x12_intake_findings (WabiX12Intake *intake, guint first, guint *n);

/* An element, or a part of it when component is not 0; NULL when it is empty. */
const char *wabi_x12_pick (WabiX12Intake *intake, const WabiX12Segment *segment, guint element,
                           guint component);
/* Its first letter, or 0. */
char wabi_x12_pick_char (const WabiX12Segment *segment, guint element);
/* FALSE with a finding when it is not an amount; TRUE and 0 when it is empty, unless it is needed. */
gboolean wabi_x12_pick_cents (WabiX12Intake *intake, const WabiX12Segment *segment, guint element,
                              gboolean is_needed, gint64 *cents);
/* The same for hundredths of a unit; more decimals are cut off. */
gboolean wabi_x12_pick_hundredths (WabiX12Intake *intake, const WabiX12Segment *segment, guint element,
                                   gint64 *hundredths);
/* NULL, with a finding when something stands there that is no date. */
const char *wabi_x12_pick_date (WabiX12Intake *intake, const WabiX12Segment *segment, guint element);
void wabi_x12_pick_range (WabiX12Intake *intake, const WabiX12Segment *segment, guint element,
                          const char **from, const char **to);
void wabi_x12_pick_procedure (WabiX12Intake *intake, const WabiX12Segment *segment, guint element,
                              WabiX12Procedure *procedure);

/* Whole segments, appended to arrays of their struct. */
void wabi_x12_pick_name (WabiX12Intake *intake, const WabiX12Segment *segment, WabiX12Name *name);
/* N3, N4 and DMG; FALSE for every other segment. */
gboolean wabi_x12_pick_name_details (WabiX12Intake *intake, const WabiX12Segment *segment, WabiX12Name *name);
void wabi_x12_pick_reference (WabiX12Intake *intake, const WabiX12Segment *segment, GArray *references);
/* DTM and DTP. */
void wabi_x12_pick_dates (WabiX12Intake *intake, const WabiX12Segment *segment, GArray *dates);
gboolean wabi_x12_pick_amount (WabiX12Intake *intake, const WabiX12Segment *segment, GArray *amounts);
void wabi_x12_pick_quantity (WabiX12Intake *intake, const WabiX12Segment *segment, GArray *quantities);

G_END_DECLS
