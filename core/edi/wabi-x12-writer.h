// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-x12-reader.h"

G_BEGIN_DECLS

/**
 * WabiX12Charset:
 * @WABI_X12_CHARSET_BASIC: upper case letters, digits and ! " & ' ( ) * + , - . / : ; ? = and blank
 * @WABI_X12_CHARSET_MAIL: the same with @ and _, which the partner has to agree to
 */
typedef enum
{
  WABI_X12_CHARSET_BASIC,
  WABI_X12_CHARSET_MAIL,
} WabiX12Charset;

/**
 * WabiX12Envelope:
 * @sender_qualifier: ISA05, two characters such as "ZZ" or "30"
 * @sender_id: ISA06, at most 15 characters
 * @receiver_qualifier: ISA07
 * @receiver_id: ISA08
 * @group_sender: (nullable): GS02, %NULL for @sender_id
 * @group_receiver: (nullable): GS03, %NULL for @receiver_id
 * @functional_id: GS01, "HC" for claims
 * @guide: GS08 and ST03, "005010X222A1" for professional claims
 * @date: the day it is written, YYYY-MM-DD
 * @time: the time of day, HHMM
 * @interchange_control: ISA13, 1 to 999999999, never used before with this receiver
 * @group_control: GS06, 1 to 999999999
 * @is_test: ISA15 T instead of P
 * @wants_acknowledgment: ISA14
 *
 * Who sends an interchange to whom. Strings are owned when the envelope is part of a #WabiClaimBatch.
 */
typedef struct
{
  char *sender_qualifier;
  char *sender_id;
  char *receiver_qualifier;
  char *receiver_id;
  char *group_sender;
  char *group_receiver;
  char *functional_id;
  char *guide;
  char *date;
  char *time;
  gint64 interchange_control;
  gint64 group_control;
  gboolean is_test;
  gboolean wants_acknowledgment;
} WabiX12Envelope;

/**
 * WabiX12Writer:
 *
 * Builds X12 text strictly: data are transliterated to the character set and lose every delimiter, trailing
 * empty elements and components are not written, segments are counted, the header has its fixed width
 * (billing facts, section 1).
 */
typedef struct _WabiX12Writer WabiX12Writer;

/**
 * wabi_x12_writer_new:
 * @delimiters: (nullable): %NULL for * ^ : ~
 *
 * Returns: (transfer full): an empty writer
 */
WabiX12Writer *wabi_x12_writer_new (const WabiX12Delimiters *delimiters);

/**
 * wabi_x12_writer_free:
 * @writer: (transfer full): a writer
 */
void wabi_x12_writer_free (WabiX12Writer *writer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiX12Writer, wabi_x12_writer_free)

/**
 * wabi_x12_writer_open:
 * @writer: a new writer
 * @envelope: who sends to whom
 * @error: %WABI_X12_ERROR_VALUE when a field does not fit its fixed width
 *
 * Writes ISA and GS.
 *
 * Returns: whether they could be written
 */
gboolean wabi_x12_writer_open (WabiX12Writer *writer, const WabiX12Envelope *envelope,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_x12_writer_open_interchange:
 * @writer: a new writer
 * @envelope: who sends to whom; what is said of groups is not looked at
 * @error: %WABI_X12_ERROR_VALUE when a field does not fit its fixed width
 *
 * Writes ISA only: a TA1 stands outside of groups.
 *
 * Returns: whether it could be written
 */
gboolean wabi_x12_writer_open_interchange (WabiX12Writer *writer, const WabiX12Envelope *envelope,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * wabi_x12_writer_begin_set:
 * @writer: an open writer
 * @set: ST01, "837"
 *
 * Writes ST with the next control number (0001, 0002...) and the guide of the envelope, and starts counting.
 */
void wabi_x12_writer_begin_set (WabiX12Writer *writer, const char *set);

/**
 * wabi_x12_writer_end_set:
 * @writer: a writer inside a transaction set
 *
 * Writes SE with the number of segments.
 */
void wabi_x12_writer_end_set (WabiX12Writer *writer);

/**
 * wabi_x12_writer_close:
 * @writer: an open writer
 *
 * Writes GE and IEA.
 *
 * Returns: (transfer full): the whole text, one line
 */
char *wabi_x12_writer_close (WabiX12Writer *writer);

/**
 * wabi_x12_writer_begin:
 * @writer: a writer
 * @id: a segment identifier
 *
 * Starts a segment; each of the calls below adds one element, and wabi_x12_writer_end() ends it.
 */
void wabi_x12_writer_begin (WabiX12Writer *writer, const char *id);

/**
 * wabi_x12_writer_text:
 * @writer: a writer inside a segment
 * @text: (nullable): UTF-8; %NULL or empty leaves the element empty
 */
void wabi_x12_writer_text (WabiX12Writer *writer, const char *text);

/**
 * wabi_x12_writer_mail:
 * @writer: a writer inside a segment
 * @text: (nullable): an e-mail address; keeps @ and _
 */
void wabi_x12_writer_mail (WabiX12Writer *writer, const char *text);

/**
 * wabi_x12_writer_composite:
 * @writer: a writer inside a segment
 * @parts: (array length=n_parts): components; %NULL for an empty one
 * @n_parts: how many
 */
void wabi_x12_writer_composite (WabiX12Writer *writer, const char *const *parts, guint n_parts);

/**
 * wabi_x12_writer_hundredths:
 * @writer: a writer inside a segment
 * @hundredths: cents, or hundredths of a unit
 *
 * Writes 12000 as 120 and 12050 as 120.5: the shortest form of type R.
 */
void wabi_x12_writer_hundredths (WabiX12Writer *writer, gint64 hundredths);

/**
 * wabi_x12_writer_number:
 * @writer: a writer inside a segment
 * @number: a whole number
 */
void wabi_x12_writer_number (WabiX12Writer *writer, gint64 number);

/**
 * wabi_x12_writer_date:
 * @writer: a writer inside a segment
 * @date: (nullable): YYYY-MM-DD, written as CCYYMMDD
 */
void wabi_x12_writer_date (WabiX12Writer *writer, const char *date);

/**
 * wabi_x12_writer_end:
 * @writer: a writer inside a segment
 *
 * Drops the empty elements at the end. A segment without any element is not written at all.
 */
void wabi_x12_writer_end (WabiX12Writer *writer);

/**
 * wabi_x12_writer_segment:
 * @writer: a writer
 * @id: a segment identifier
 * @elements: (array length=n_elements): plain elements; %NULL for an empty one
 * @n_elements: how many
 *
 * Writes a segment without composites. wabi_x12_write() is the convenient form of it.
 */
void wabi_x12_writer_segment (WabiX12Writer *writer, const char *id, const char *const *elements,
                              guint n_elements);

/** wabi_x12_write: writes a segment of plain elements, where %NULL is an empty one. */
#define wabi_x12_write(writer, id, ...)                                                                      \
  wabi_x12_writer_segment (writer, id, (const char *const[]){ __VA_ARGS__ },                                 \
                           G_N_ELEMENTS (((const char *const[]){ __VA_ARGS__ })))

/**
 * wabi_x12_clean:
 * @text: (nullable): UTF-8
 * @delimiters: (nullable): characters that data must not hold, %NULL for * ^ : ~
 * @charset: what may stay
 *
 * Transliterates (é becomes E), makes upper case, turns delimiters and what the set lacks into blanks,
 * squeezes blanks and takes them off both ends.
 *
 * Returns: (transfer full): what the writer would write, maybe empty
 */
char *wabi_x12_clean (const char *text, const WabiX12Delimiters *delimiters, WabiX12Charset charset);

/**
 * wabi_x12_hundredths_to_string:
 * @hundredths: cents, or hundredths of a unit
 *
 * Returns: (transfer full): the shortest decimal number, such as "120", "120.5" or "-0.07"
 */
char *wabi_x12_hundredths_to_string (gint64 hundredths);

G_END_DECLS
