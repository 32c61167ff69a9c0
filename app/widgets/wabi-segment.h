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
} WabiSegmentState;

/**
 * WabiSegmentInfo:
 * @id: unique in the grid; an appointment that crosses midnight has two segments with two ids
 * @column: index of its column
 * @start_minute: minute of the wall clock where it begins, 0 to 1439
 * @end_minute: minute where it ends, excluded, up to 1440
 * @title: first line, bold: who
 * @subtitle: (nullable): second line: service and place
 * @service: (nullable): service code that gives the color ("97153")
 * @state: how it looks
 * @level: a mark in its corner; warning or blocked when something is wrong with it, else none
 * @spoken: (nullable): what a screen reader says; by default times, title, subtitle and state
 * @fixed: whether it cannot be moved or resized
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
