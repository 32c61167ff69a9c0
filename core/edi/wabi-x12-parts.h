// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-x12-finding.h"

G_BEGIN_DECLS

/*
 * What the answers of payers have in common, as plain structs. Every string and array is owned by the file
 * that was read and lives as long as it; a string that the sender left out, or a date that is none, is %NULL.
 * Dates are YYYY-MM-DD, money is cents, quantities and units are hundredths. Segment numbers count from 1
 * over the file.
 */

/**
 * WabiX12Origin:
 * @sender_qualifier: (nullable): ISA05
 * @sender: (nullable): ISA06 without its padding
 * @receiver_qualifier: (nullable): ISA07
 * @receiver: (nullable): ISA08 without its padding
 * @date: (nullable): ISA09, the century added
 * @time: (nullable): ISA10, HHMM
 * @control: (nullable): ISA13 as it stands
 * @is_test: ISA15 is T
 * @group_sender: (nullable): GS02
 * @group_receiver: (nullable): GS03
 * @group_control: (nullable): GS06
 * @functional_id: (nullable): GS01
 * @guide: (nullable): ST03, or GS08 where that is empty
 * @set: (nullable): ST01
 * @set_control: (nullable): ST02
 * @segment: number of ST
 *
 * Where in which interchange a transaction stood.
 */
typedef struct
{
  const char *sender_qualifier;
  const char *sender;
  const char *receiver_qualifier;
  const char *receiver;
  const char *date;
  const char *time;
  const char *control;
  gboolean is_test;
  const char *group_sender;
  const char *group_receiver;
  const char *group_control;
  const char *functional_id;
  const char *guide;
  const char *set;
  const char *set_control;
  guint segment;
} WabiX12Origin;

/**
 * WabiX12Address:
 * @street1: (nullable): N301
 * @street2: (nullable): N302
 * @city: (nullable): N401
 * @state: (nullable): N402
 * @zip: (nullable): N403
 */
typedef struct
{
  const char *street1;
  const char *street2;
  const char *city;
  const char *state;
  const char *zip;
} WabiX12Address;

/**
 * WabiX12Name:
 * @role: NM101 or N101, such as "QC" for a patient; never %NULL
 * @is_person: NM102 is 1
 * @last: (nullable): NM103 or N102, or the name of an organization
 * @first: (nullable): NM104
 * @middle: (nullable): NM105
 * @suffix: (nullable): NM107
 * @id_kind: (nullable): NM108 or N103, such as "MI" for a member id or "XX" for an NPI
 * @id: (nullable): NM109 or N104
 * @birth_date: (nullable): DMG02
 * @sex: DMG03, or 0
 * @address: N3 and N4 that follow
 * @segment: number of its segment
 */
typedef struct
{
  const char *role;
  gboolean is_person;
  const char *last;
  const char *first;
  const char *middle;
  const char *suffix;
  const char *id_kind;
  const char *id;
  const char *birth_date;
  char sex;
  WabiX12Address address;
  guint segment;
} WabiX12Name;

/**
 * WabiX12Reference:
 * @kind: REF01, never %NULL
 * @value: (nullable): REF02
 * @description: (nullable): REF03
 */
typedef struct
{
  const char *kind;
  const char *value;
  const char *description;
} WabiX12Reference;

/**
 * WabiX12Date:
 * @kind: DTM01 or DTP01, never %NULL
 * @from: (nullable): the day, or the first of a range
 * @to: (nullable): the last of a range; the same as @from for a day
 */
typedef struct
{
  const char *kind;
  const char *from;
  const char *to;
} WabiX12Date;

/**
 * WabiX12Amount:
 * @kind: AMT01, never %NULL
 * @cents: AMT02
 */
typedef struct
{
  const char *kind;
  gint64 cents;
} WabiX12Amount;

/**
 * WabiX12Quantity:
 * @kind: QTY01, never %NULL
 * @hundredths: QTY02
 */
typedef struct
{
  const char *kind;
  gint64 hundredths;
} WabiX12Quantity;

/**
 * WabiX12Procedure:
 * @kind: (nullable): "HC" for CPT and HCPCS
 * @code: (nullable): such as "97153"
 * @modifiers: (array length=n_modifiers): up to four, in their order
 * @n_modifiers: how many
 * @description: (nullable): in words
 */
typedef struct
{
  const char *kind;
  const char *code;
  const char *modifiers[4];
  guint n_modifiers;
  const char *description;
} WabiX12Procedure;

/**
 * wabi_x12_find_name:
 * @names: (array length=n) (nullable): names
 * @n: how many
 * @role: such as "QC"
 *
 * Returns: (nullable): the first of that role
 */
const WabiX12Name *wabi_x12_find_name (const WabiX12Name *names, guint n, const char *role);

/**
 * wabi_x12_find_reference:
 * @references: (array length=n) (nullable): references
 * @n: how many
 * @kind: such as "6R"
 *
 * Returns: (nullable): the value of the first of that kind
 */
const char *wabi_x12_find_reference (const WabiX12Reference *references, guint n, const char *kind);

/**
 * wabi_x12_find_date:
 * @dates: (array length=n) (nullable): dates
 * @n: how many
 * @kind: such as "472"
 *
 * Returns: (nullable): the first of that kind
 */
const WabiX12Date *wabi_x12_find_date (const WabiX12Date *dates, guint n, const char *kind);

/**
 * wabi_x12_find_amount:
 * @amounts: (array length=n) (nullable): amounts
 * @n: how many
 * @kind: such as "B6"
 * @cents: (out): the first of that kind; untouched when there is none
 *
 * Returns: whether there is one
 */
gboolean wabi_x12_find_amount (const WabiX12Amount *amounts, guint n, const char *kind, gint64 *cents);

G_END_DECLS
