// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "wabi-lookup.h"
#include "wabi-payer-terms.h"
#include "wabi-visit-check.h"

G_BEGIN_DECLS

/**
 * WabiProofContext:
 *
 * What many proofs of one practice share: authorizations, hours, credentials and the visits of people are read once and kept, so that each
 * further visit of a series costs little. It shows the records as they stood when it first read them, with what was put into it on top; it
 * is made for one command or one look at the screen and then freed.
 */
typedef struct _WabiProofContext WabiProofContext;

/**
 * wabi_proof_context_new:
 * @view: where to look; must outlive the context
 * @zone: the practice's zone
 * @now: microseconds since 1970 UTC
 *
 * Returns: (transfer full): a context that has read nothing yet
 */
WabiProofContext *wabi_proof_context_new (const WabiView *view, const char *zone, gint64 now);

/**
 * wabi_proof_context_ref:
 * @context: a context
 *
 * Returns: (transfer full): @context
 */
WabiProofContext *wabi_proof_context_ref (WabiProofContext *context);

/**
 * wabi_proof_context_unref:
 * @context: (transfer full) (nullable): what to let go
 */
void wabi_proof_context_unref (WabiProofContext *context);

/**
 * wabi_proof_context_put:
 * @context: a context
 * @visit: an appointment, as it will be stored
 *
 * Later proofs see @visit as if it were stored: the dates of a series are put one after the other, so that they count against each other.
 * It replaces the stored one of the same id. The context keeps it; @visit must not be changed any more.
 */
void wabi_proof_context_put (WabiProofContext *context, WabiRecord *visit);

/**
 * wabi_proof_context_drop:
 * @context: a context
 * @id: id of an appointment
 *
 * Later proofs do not see the stored appointment: it is on its way to another time.
 */
void wabi_proof_context_drop (WabiProofContext *context, const char *id);

/**
 * WabiBookEntry:
 * @visit: what the rules see of it; its texts are borrowed; a visit that was held shows the times at which it was held
 * @authorization: (nullable): id of the authorization that it was booked on, as recorded
 * @family: (nullable): id of the first version of the authorization that it takes its units from; see wabi_proof_context_find_family()
 * @ruled: whether @rule is known
 * @rule_payer: (nullable): the payer whose it is
 * @rule: how that payer counts the visit's units on its day; for wabi_book_allot_for()
 * @record: (nullable): the appointment; %NULL for a session without one
 * @day: local day
 * @minutes: whole minutes
 * @unit_minutes: minutes of a unit of its service; 0 where a unit is a session or a day
 *
 * One visit in the book of a person.
 */
typedef struct
{
  WabiVisit visit;
  const char *authorization;
  const char *family;
  gboolean resolved;
  gboolean ruled;
  const char *rule_payer;
  WabiUnitRule rule;
  WabiRecord *record;
  WabiDay day;
  int minutes;
  int unit_minutes;
} WabiBookEntry;

/**
 * WabiAuthFacts:
 * @record: the authorization
 * @id: its id
 * @family: id of the first version; all versions of one authorization share their units
 * @payer: id of the payer
 * @status: where it stands; an amended one is approved for its days before the newer version
 * @schedule_only: whether visits may be booked on it while it is pending
 * @from: first day
 * @to: last day; before @from when a newer version has taken all its days
 * @limits: (element-type WabiAuthLimit): approved and opening units, nothing counted
 * @opening_day: (element-type WabiDay): for each limit the last day that its opening balance stands for
 *
 * An authorization, read once.
 */
typedef struct
{
  WabiRecord *record;
  const char *id;
  const char *family;
  const char *payer;
  WabiAuthStatus status;
  gboolean schedule_only;
  WabiDay from, to;
  GArray *limits;
  GArray *opening_day;
} WabiAuthFacts;

/** wabi_proof_context_get_view: Returns: (transfer none): where it looks. */
const WabiView *wabi_proof_context_get_view (WabiProofContext *context);

/** wabi_proof_context_get_zone: Returns: (transfer none): the practice's zone. */
const char *wabi_proof_context_get_zone (WabiProofContext *context);

/** wabi_proof_context_get_now: Returns: microseconds since 1970 UTC. */
gint64 wabi_proof_context_get_now (WabiProofContext *context);

/** wabi_proof_context_get_services: Returns: (transfer none): the practice's service codes, read once. */
WabiServiceTable *wabi_proof_context_get_services (WabiProofContext *context);

/**
 * wabi_proof_context_get:
 * @context: a context
 * @kind: a kind
 * @id: (nullable): the id
 *
 * Returns: (transfer none) (nullable): the record, read once
 */
WabiRecord *wabi_proof_context_get (WabiProofContext *context, const WabiKind *kind, const char *id);

/**
 * wabi_proof_context_list:
 * @context: a context
 * @kind: a kind
 * @field: (nullable): an indexed reference; %NULL for all records of the kind
 * @value: (nullable): what it must be; %NULL finds none when there is a @field
 *
 * Returns: (transfer none) (element-type WabiRecord): the records, read once
 */
GPtrArray *wabi_proof_context_list (WabiProofContext *context, const WabiKind *kind, const char *field, const char *value);

/**
 * wabi_proof_context_get_book:
 * @context: a context
 * @held: %FALSE for what is booked and held, %TRUE for sessions only, as billing judges
 * @field: "client", "staff" or "room"
 * @id: (nullable): whose
 * @from: first instant that must be known
 * @to: the instant after the last
 *
 * Returns: (transfer none) (element-type WabiBookEntry): what the person has, by start; at least of that time. It moves when the context
 * reads or is put more
 */
const GArray *wabi_proof_context_get_book (WabiProofContext *context, gboolean held, const char *field, const char *id, gint64 from,
                                           gint64 to);

/**
 * wabi_proof_context_recall:
 * @context: a context
 * @key: what it was remembered as
 *
 * Returns: (transfer none) (nullable): what wabi_proof_context_remember() was given
 */
gpointer wabi_proof_context_recall (WabiProofContext *context, const char *key);

/**
 * wabi_proof_context_remember:
 * @context: a context
 * @key: a word of the caller's own, with ids
 * @value: (transfer full): what was found out from the records
 * @free_func: how it is freed, with the context
 *
 * What a proof has worked out for one visit and the next would work out again.
 */
void wabi_proof_context_remember (WabiProofContext *context, const char *key, gpointer value, GDestroyNotify free_func);

/**
 * wabi_proof_context_is_changed:
 * @context: a context
 * @id: id of an appointment
 *
 * Returns: whether it was put or dropped here, so that what is stored of it does not count
 */
gboolean wabi_proof_context_is_changed (WabiProofContext *context, const char *id);

/**
 * wabi_proof_context_get_authorizations:
 * @context: a context
 * @client: (nullable): id of a client
 *
 * Returns: (transfer none) (element-type WabiAuthFacts): the client's, in the order of the kind
 */
const GPtrArray *wabi_proof_context_get_authorizations (WabiProofContext *context, const char *client);

/** wabi_proof_context_get_unit_minutes: Returns: the minutes of a unit of @code on @day, 0 where a unit is a session or a day. */
int wabi_proof_context_get_unit_minutes (WabiProofContext *context, const char *code, WabiDay day);

/** wabi_book_is_summed_with: Returns: whether a payer with @rule sums the two visits of one client before it rounds. */
gboolean wabi_book_is_summed_with (const WabiUnitRule *rule, const WabiBookEntry *one, const WabiBookEntry *other);

/**
 * wabi_book_allot_units:
 * @book: (element-type WabiBookEntry): the visits of one client
 * @index: one of them
 * @rule: the payer's
 * @without: (nullable): id of a visit that is left out
 *
 * Returns: what the visit adds to the units of what the payer sums: the parts of a day add up to the day's units
 */
int wabi_book_allot_units (const GArray *book, guint index, const WabiUnitRule *rule, const char *without);

/**
 * wabi_proof_context_find_family:
 * @context: a context
 * @entry: an entry of a book
 *
 * The one authorization that a visit takes its units from, so that no unit counts twice: what it was booked on, if that holds that day; else, of those that cover it
 * with the payer of that day, the one that ends first.
 *
 * Returns: (transfer none) (nullable): id of its first version
 */
const char *wabi_proof_context_find_family (WabiProofContext *context, WabiBookEntry *entry);

/**
 * wabi_proof_context_find_coverage:
 * @context: a context
 * @client: (nullable): id of a client
 * @day: a day
 *
 * Returns: (transfer none) (nullable): the coverage that pays first on @day
 */
WabiRecord *wabi_proof_context_find_coverage (WabiProofContext *context, const char *client, WabiDay day);

/**
 * wabi_proof_context_get_terms:
 * @context: a context
 * @payer: (nullable): id of a payer
 * @day: as of when
 *
 * Returns: (transfer none): what the payer asks on that day, read once; %NULL for @payer: what holds where none is known
 */
WabiPayerTerms *wabi_proof_context_get_terms (WabiProofContext *context, const char *payer, WabiDay day);

/**
 * wabi_book_allot_for:
 * @context: a context
 * @book: (element-type WabiBookEntry): the visits of one client
 * @index: one of them
 * @payer: (nullable): id of the payer
 * @without: (nullable): id of a visit that is left out
 *
 * Returns: as wabi_book_allot_units(), by what the payer asked on the day of the visit
 */
int wabi_book_allot_for (WabiProofContext *context, const GArray *book, guint index, const char *payer, const char *without);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WabiProofContext, wabi_proof_context_unref)

G_END_DECLS
