// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * WABI_X12_ERROR:
 *
 * The error domain of everything that reads or writes X12. Messages name the segment number and the element.
 */
#define WABI_X12_ERROR (wabi_x12_error_quark ())
GQuark wabi_x12_error_quark (void);

/**
 * WabiX12Error:
 * @WABI_X12_ERROR_NOT_X12: the bytes do not begin with an ISA segment
 * @WABI_X12_ERROR_ENVELOPE: an ISA segment is cut short or its delimiters make no sense
 * @WABI_X12_ERROR_SYNTAX: a segment cannot be one (no identifier, too many elements)
 * @WABI_X12_ERROR_VALUE: an element is missing or is not of its kind
 * @WABI_X12_ERROR_LIMIT: more than the guide or the file format can carry
 */
typedef enum
{
  WABI_X12_ERROR_NOT_X12,
  WABI_X12_ERROR_ENVELOPE,
  WABI_X12_ERROR_SYNTAX,
  WABI_X12_ERROR_VALUE,
  WABI_X12_ERROR_LIMIT,
} WabiX12Error;

/** WABI_X12_MAX_ELEMENTS: no 5010 segment that a clinic meets has more than 30 elements. */
#define WABI_X12_MAX_ELEMENTS 64

/**
 * WabiX12Delimiters:
 * @element: separates elements (ISA byte 4)
 * @repetition: separates repetitions (ISA11), or 0 when the file has none (4010 writes U there)
 * @component: separates the parts of a composite (ISA16)
 * @segment: ends a segment (the byte after ISA16)
 */
typedef struct
{
  char element;
  char repetition;
  char component;
  char segment;
} WabiX12Delimiters;

/**
 * WabiX12Span:
 * @text: the first byte, not terminated; never %NULL
 * @length: bytes; 0 for an element that is absent or empty
 *
 * A borrowed piece of the buffer that is being read; it lives as long as the buffer does.
 */
typedef struct
{
  const char *text;
  gsize length;
} WabiX12Span;

/**
 * WabiX12Segment:
 * @raw: the whole segment without its terminator
 * @offset: where @raw begins, in bytes from the start of the buffer
 * @number: counts 1, 2, 3... over the whole buffer
 * @delimiters: those of the interchange it stands in
 * @n_elements: elements after the identifier
 * @elements: the identifier at 0, the elements from 1
 */
typedef struct
{
  WabiX12Span raw;
  gsize offset;
  guint number;
  WabiX12Delimiters delimiters;
  guint n_elements;
  WabiX12Span elements[WABI_X12_MAX_ELEMENTS + 1];
} WabiX12Segment;

/**
 * WabiX12Read:
 * @WABI_X12_READ_ERROR: the error is set; the reader will not go on
 * @WABI_X12_READ_END: nothing is left
 * @WABI_X12_READ_SEGMENT: the segment is filled in
 */
typedef enum
{
  WABI_X12_READ_ERROR,
  WABI_X12_READ_END,
  WABI_X12_READ_SEGMENT,
} WabiX12Read;

/**
 * WabiX12Reader:
 *
 * Reads one segment after another out of a buffer, without copying. Lenient where the wild is known to be: a
 * byte order mark, blanks and line breaks around segments, several interchanges, other delimiters in each, a
 * last segment without its terminator, empty trailing elements (billing facts, section 1). All fields are
 * private; put it on the stack.
 */
typedef struct
{
  /*< private >*/
  const char *data;
  gsize length;
  gsize offset;
  guint n_segments;
  gboolean failed;
  WabiX12Delimiters delimiters;
} WabiX12Reader;

/**
 * wabi_x12_reader_init:
 * @reader: a reader to set up
 * @data: (array length=length): the bytes; borrowed until the last segment was used
 * @length: how many
 */
void wabi_x12_reader_init (WabiX12Reader *reader, const char *data, gsize length);

/**
 * wabi_x12_reader_next:
 * @reader: a reader
 * @segment: (out caller-allocates): the next segment
 * @error: %WABI_X12_ERROR_NOT_X12, _ENVELOPE or _SYNTAX
 *
 * Returns: what was found; after an error every later call repeats an error
 */
WabiX12Read wabi_x12_reader_next (WabiX12Reader *reader, WabiX12Segment *segment,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_x12_reader_recover:
 * @reader: a reader whose last call gave an error
 *
 * Goes on behind what could not be read: behind a segment that is none, or at the next interchange whose header makes
 * sense. One bad interchange then costs no other.
 *
 * Returns: whether there is something to go on with; otherwise every later call repeats an error
 */
gboolean wabi_x12_reader_recover (WabiX12Reader *reader);

/**
 * wabi_x12_segment_is:
 * @segment: a segment
 * @id: an identifier such as "NM1"
 * @qualifier: (nullable): what element 1 has to be, or %NULL for any
 *
 * Returns: whether the segment is that
 */
gboolean wabi_x12_segment_is (const WabiX12Segment *segment, const char *id, const char *qualifier);

/**
 * wabi_x12_segment_get_element:
 * @segment: a segment
 * @element: from 1; 0 is the identifier
 *
 * Returns: the element, empty when it is absent
 */
WabiX12Span wabi_x12_segment_get_element (const WabiX12Segment *segment, guint element);

/**
 * wabi_x12_segment_count_repetitions:
 * @segment: a segment
 * @element: from 1
 *
 * Returns: 0 when the element is empty, else how often it is there
 */
guint wabi_x12_segment_count_repetitions (const WabiX12Segment *segment, guint element);

/**
 * wabi_x12_segment_get_repetition:
 * @segment: a segment
 * @element: from 1
 * @repetition: from 1
 *
 * Returns: that repetition of the element, empty when it is absent
 */
WabiX12Span wabi_x12_segment_get_repetition (const WabiX12Segment *segment, guint element, guint repetition);

/**
 * wabi_x12_segment_count_components:
 * @segment: a segment
 * @element: from 1
 *
 * Returns: 0 when the element is empty, else the number of parts of its first repetition
 */
guint wabi_x12_segment_count_components (const WabiX12Segment *segment, guint element);

/**
 * wabi_x12_segment_get_component:
 * @segment: a segment
 * @element: from 1
 * @component: from 1
 *
 * Returns: a part of a composite (of its first repetition), empty when it is absent
 */
WabiX12Span wabi_x12_segment_get_component (const WabiX12Segment *segment, guint element, guint component);

/**
 * wabi_x12_segment_require:
 * @segment: a segment
 * @element: from 1
 * @out: (out): the element
 * @error: %WABI_X12_ERROR_VALUE when it is empty
 *
 * Returns: whether the element is there
 */
gboolean wabi_x12_segment_require (const WabiX12Segment *segment, guint element, WabiX12Span *out,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_x12_segment_get_cents:
 * @segment: a segment
 * @element: from 1
 * @out: (out): cents
 * @error: %WABI_X12_ERROR_VALUE when it is empty or no amount of money
 *
 * Returns: whether the element is an amount (optional minus, digits, at most two after one point)
 */
gboolean wabi_x12_segment_get_cents (const WabiX12Segment *segment, guint element, gint64 *out,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_x12_segment_get_number:
 * @segment: a segment
 * @element: from 1
 * @out: (out): a number from 0
 * @error: %WABI_X12_ERROR_VALUE when it is empty or not only digits
 *
 * Returns: whether the element is a whole number
 */
gboolean wabi_x12_segment_get_number (const WabiX12Segment *segment, guint element, gint64 *out,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_x12_segment_dup_date:
 * @segment: a segment
 * @element: from 1: CCYYMMDD
 * @error: %WABI_X12_ERROR_VALUE when it is empty or no day of the calendar
 *
 * Returns: (transfer full): the date as YYYY-MM-DD, or %NULL
 */
char *wabi_x12_segment_dup_date (const WabiX12Segment *segment, guint element,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_x12_span_equal:
 * @span: a span
 * @text: what it may be
 *
 * Returns: whether the bytes are the same
 */
gboolean wabi_x12_span_equal (WabiX12Span span, const char *text);

/**
 * wabi_x12_span_dup:
 * @span: a span
 *
 * Bytes that are not UTF-8 are taken as Latin-1; control characters become blanks; blanks at the ends go.
 *
 * Returns: (transfer full): text for people
 */
char *wabi_x12_span_dup (WabiX12Span span);

/**
 * wabi_x12_span_to_cents:
 * @span: a span
 * @out: (out): cents
 *
 * Returns: whether the span is an amount of money of at most 13 digits before the point
 */
gboolean wabi_x12_span_to_cents (WabiX12Span span, gint64 *out);

/**
 * wabi_x12_span_to_number:
 * @span: a span
 * @out: (out): a number from 0
 *
 * Returns: whether the span is 1 to 15 digits
 */
gboolean wabi_x12_span_to_number (WabiX12Span span, gint64 *out);

/**
 * wabi_x12_span_is_date:
 * @span: a span
 *
 * Returns: whether the span is CCYYMMDD and a day of the calendar
 */
gboolean wabi_x12_span_is_date (WabiX12Span span);

G_END_DECLS
