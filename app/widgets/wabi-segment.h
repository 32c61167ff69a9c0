// SPDX-License-Identifier: AGPL-3.0-or-later
// What a time grid shows in one column: a part of an appointment, as plain values that never change.

#pragma once

#include "wabi-status-mark.h"

G_BEGIN_DECLS

/**
 * WabiSegmentState:
 * @WABI_SEGMENT_BOOKED: will take place
 * @WABI_SEGMENT_ARRIVED: the client is here
 * @WABI_SEGMENT_IN_SESSION: takes place now
 * @WABI_SEGMENT_COMPLETED: took place
 * @WABI_SEGMENT_CANCELLED: does not take place; hatched and struck through
 * @WABI_SEGMENT_PENDING: waits to be sent to the service
 * @WABI_SEGMENT_PROPOSAL: came second for a slot, waits for a decision
 * @WABI_SEGMENT_DRAFT: being booked now; dashed
 * @WABI_SEGMENT_BLOCK: no visit, but the person is not free: travel, a break, a meeting
 * @WABI_SEGMENT_PLAN: suggested, stored nowhere: hatched, until it is accepted or declined
 */
typedef enum
{
  WABI_SEGMENT_BOOKED,
  WABI_SEGMENT_ARRIVED,
  WABI_SEGMENT_IN_SESSION,
  WABI_SEGMENT_COMPLETED,
  WABI_SEGMENT_CANCELLED,
  WABI_SEGMENT_PENDING,
  WABI_SEGMENT_PROPOSAL,
  WABI_SEGMENT_DRAFT,
  WABI_SEGMENT_BLOCK,
  WABI_SEGMENT_PLAN,
} WabiSegmentState;

/**
 * WabiSegmentInfo:
 * @id: unique in the grid; an appointment that crosses midnight has two segments with two ids
 * @column: index of its column
 * @start_minute: minute of the column where it begins: that of the wall clock, where the clock does not change
 * @end_minute: minute where it ends, excluded; up to 1500, since a day has 25 hours once a year
 * @title: first line, bold: who
 * @subtitle: (nullable): second line: service and place
 * @service: (nullable): service code that gives the color ("97153")
 * @state: how it looks
 * @level: a mark in its corner; warning or blocked when something is wrong with it, else none
 * @spoken: (nullable): what a screen reader says; by default times, title, subtitle and state
 * @fixed: whether it cannot be moved or resized
 * @repeats: whether it is one of a series, and gets the small mark that says so
 * @row: its row, where there are rows (#WabiMatrix)
 * @lead: (nullable): when it begins, in few letters ("9:30"); for lines that do not lie on hours
 */
typedef struct
{
  const char *id;
  guint column;
  int start_minute;
  int end_minute;
  const char *title;
  const char *subtitle;
  const char *service;
  WabiSegmentState state;
  WabiMarkKind level;
  const char *spoken;
  gboolean fixed;
  gboolean repeats;
  guint row;
  const char *lead;
} WabiSegmentInfo;

#define WABI_TYPE_SEGMENT (wabi_segment_get_type ())
G_DECLARE_FINAL_TYPE (WabiSegment, wabi_segment, WABI, SEGMENT, GObject)

/**
 * wabi_segment_new:
 * @info: its values; copied. Minutes outside a day are cut, a segment is at least one minute long.
 *
 * Returns: (transfer full): a segment
 */
WabiSegment *wabi_segment_new (const WabiSegmentInfo *info);

/**
 * wabi_segment_get_info:
 * @self: a segment
 *
 * Returns: (transfer none): its values, @spoken always set
 */
const WabiSegmentInfo *wabi_segment_get_info (WabiSegment *self);

/**
 * wabi_segment_state_to_text:
 * @state: a state
 *
 * Returns: the state in a word or two for people
 */
const char *wabi_segment_state_to_text (WabiSegmentState state);

/**
 * wabi_service_to_css_class:
 * @code: (nullable): a service code
 *
 * Returns: the style class that colors it ("service-blue" for 97153 …); "service-gray" for codes without a
 * color
 */
const char *wabi_service_to_css_class (const char *code);

G_END_DECLS
