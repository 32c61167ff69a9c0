// SPDX-License-Identifier: AGPL-3.0-or-later
// What waits for the person at work: cheap questions at once, proofs of authorizations and charges in idles.

#include "wabi-attention.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-charge-judge.h"
#include "wabi-claim-word.h"
#include "wabi-eligibility.h"
#include "wabi-format.h"
#include "wabi-lookup.h"
#include "wabi-proof.h"
#include "wabi-reminder-acts.h"
#include "wabi-visit-words.h"

#define LATE_AFTER (5 * WABI_MINUTE)
#define DAYS_AHEAD 60
#define DECIDED_IS_NEWS (G_GINT64_CONSTANT (3) * 24 * 60 * WABI_MINUTE)
#define BENEFIT_IS_NEWS 14 /* days */
#define BENEFIT_IS_WORK 60
#define MOST_OF_A_KIND 5
#define MOST_PROOFS 120
#define MOST_CHARGES 200
#define SLICE_US 8000

struct _WabiAttention
{
  GObject parent_instance;
  WabiDesk *desk;
  GPtrArray *items;

  /* The longer part. */
  guint idle;
  GPtrArray *visits;
  guint next_visit, proofs;
  GHashTable *judged; /* "client code" */
  GPtrArray *charges;
  guint next_charge, not_ready;
  gboolean told;
};

G_DEFINE_FINAL_TYPE (WabiAttention, wabi_attention, G_TYPE_OBJECT)

static guint changed_signal;

static void
free_item (gpointer data)
{
  WabiAttentionItem *item = data;

  g_free (item->id);
  g_free (item->title);
  g_free (item->detail);
  g_free (item->way);
  g_free (item->place);
  g_free (item->record);
  g_free (item);
}

/* Takes @title and @detail. */
static void
add_item (WabiAttention *self, const char *what, WabiMarkKind kind, char *title, char *detail, const char *way, const char *place,
          const char *record)
{
  WabiAttentionItem *item = g_new0 (WabiAttentionItem, 1);

  item->id = g_strdup_printf ("%s:%s", what, record != NULL ? record : "");
  item->kind = kind;
  item->title = title;
  item->detail = detail;
  item->way = g_strdup (way);
  item->place = g_strdup (place);
  item->record = g_strdup (record);
  g_ptr_array_add (self->items, item);
}

static int
get_rank (WabiMarkKind kind)
{
  return kind == WABI_MARK_BLOCKED ? 0 : kind == WABI_MARK_WARNING ? 1 : 2;
}

/* In the order in which they were found within a rank: the array's own sort is not stable. */
static void
sort_items (WabiAttention *self)
{
  g_autofree gpointer *sorted = g_new (gpointer, self->items->len + 1);
  guint n = 0;

  for (int rank = 0; rank < 3; rank++)
    for (guint i = 0; i < self->items->len; i++)
      if (get_rank (((WabiAttentionItem *) g_ptr_array_index (self->items, i))->kind) == rank)
        sorted[n++] = g_ptr_array_index (self->items, i);
  memcpy (self->items->pdata, sorted, n * sizeof (gpointer));
}

static gboolean
has_role (WabiAttention *self, guint roles)
{
  return (wabi_desk_get_roles (self->desk) & roles) != 0;
}

static WabiDay
get_today (WabiAttention *self)
{
  return wabi_zone_day (wabi_desk_get_zone (self->desk), wabi_desk_get_now (self->desk));
}

static char *
name_client (WabiAttention *self, WabiRecord *record)
{
  return wabi_desk_dup_name (self->desk, &wabi_kind_client, wabi_record_get_text (record, "client"));
}

/* --- the desktop's own --- */

static void
look_at_refused (WabiAttention *self)
{
  guint n = wabi_cache_get_refused (wabi_desk_get_cache (self->desk));

  if (n > 0)
    add_item (self, "refused", WABI_MARK_BLOCKED, g_strdup_printf (ngettext ("%u change was not accepted", "%u changes were not accepted", n), n),
              g_strdup (_("Nothing is lost: see why, and what to do")), _("Open Inbox"), "inbox", NULL);
}

/* --- appointments --- */

static void
look_at_versions (WabiAttention *self)
{
  g_autoptr (GPtrArray) found = NULL;
  WabiQuery query;

  if (!has_role (self, WABI_ROLE_FRONTDESK | WABI_ROLE_BCBA | WABI_ROLE_ADMIN))
    return;
  wabi_query_init (&query, &wabi_kind_appointment);
  wabi_query_where_int (&query, "needs_hand", WABI_EQ, 1);
  query.limit = MOST_OF_A_KIND;
  found = wabi_desk_list (self->desk, &query);
  for (guint i = 0; i < found->len; i++)
    {
      WabiRecord *visit = g_ptr_array_index (found, i);
      g_autofree char *name = name_client (self, visit);
      g_autofree char *day = wabi_format_day (wabi_zone_day (wabi_desk_get_zone (self->desk), wabi_record_get_int (visit, "starts_at")));

      add_item (self, "versions", WABI_MARK_WARNING, g_strdup_printf (_("%s: two versions of a session"), name),
                g_strdup_printf (_("%s, somebody must choose"), day), _("Choose"), "schedule", wabi_record_get_id (visit));
    }
}

static void
look_at_visit (WabiAttention *self, WabiRecord *visit)
{
  gint64 now = wabi_desk_get_now (self->desk), starts_at = wabi_record_get_int (visit, "starts_at");
  gint64 ends_at = wabi_record_get_int (visit, "ends_at");
  const char *zone = wabi_desk_get_zone (self->desk);
  g_autofree char *name = NULL, *staff = NULL, *time = NULL, *ago = NULL;

  if (!wabi_visit_has_status (visit, "scheduled") || starts_at + LATE_AFTER > now)
    return;
  name = name_client (self, visit);
  staff = wabi_desk_dup_name (self->desk, &wabi_kind_staff, wabi_record_get_text (visit, "staff"));
  time = wabi_format_time (zone, starts_at);
  ago = wabi_format_minutes ((int) ((now - starts_at) / WABI_MINUTE));
  if (ends_at > now)
    add_item (self, "late", WABI_MARK_WARNING, g_strdup_printf (_("%s has not arrived"), name),
              g_strdup_printf (_("%s ago, at %s, with %s"), ago, time, staff), _("Show it"), "schedule", wabi_record_get_id (visit));
  else
    add_item (self, "late", WABI_MARK_BLOCKED, g_strdup_printf (_("%s: no session was held"), name),
              g_strdup_printf (_("Booked at %s with %s. Mark a no-show, or open its session."), time, staff), _("Show it"), "schedule",
              wabi_record_get_id (visit));
}

/* What was held although it had been canceled: somebody came anyway, or the desk did not know. */
static void
look_at_held (WabiAttention *self)
{
  WabiDay today = get_today (self);
  const char *zone = wabi_desk_get_zone (self->desk);
  g_autoptr (GPtrArray) canceled = NULL;
  WabiQuery query;

  if (!has_role (self, WABI_ROLE_FRONTDESK | WABI_ROLE_BCBA | WABI_ROLE_ADMIN))
    return;
  wabi_query_init (&query, &wabi_kind_appointment);
  wabi_query_where_text (&query, "status", WABI_EQ, "cancelled");
  wabi_query_where_int (&query, "starts_at", WABI_GE, wabi_zone_day_start (zone, today - 2));
  wabi_query_where_int (&query, "starts_at", WABI_LT, wabi_zone_day_start (zone, today + 1));
  query.limit = MOST_PROOFS;
  canceled = wabi_desk_list (self->desk, &query);
  for (guint i = 0; i < canceled->len; i++)
    {
      WabiRecord *visit = g_ptr_array_index (canceled, i);
      g_autoptr (GPtrArray) sessions
          = wabi_lookup_by (wabi_desk_get_view (self->desk), &wabi_kind_session, "appointment", wabi_record_get_id (visit));
      g_autofree char *name = NULL;

      if (sessions->len == 0)
        continue;
      name = name_client (self, visit);
      add_item (self, "held", WABI_MARK_WARNING, g_strdup_printf (_("%s: held after it was canceled"), name),
                g_strdup (_("The session has data. Restore the appointment, so that it can be billed.")), _("Show it"), "schedule",
                wabi_record_get_id (visit));
    }
}

/* --- what runs out --- */

static GPtrArray *
list_ending (WabiAttention *self, const WabiKind *kind, char from[WABI_DAY_TEXT_SIZE], char to[WABI_DAY_TEXT_SIZE])
{
  WabiQuery query;

  wabi_query_init (&query, kind);
  wabi_query_where_text (&query, "valid_to", WABI_GE, wabi_day_format (get_today (self), from));
  wabi_query_where_text (&query, "valid_to", WABI_LE, wabi_day_format (get_today (self) + DAYS_AHEAD, to));
  if (kind == &wabi_kind_authorization)
    wabi_query_where_text (&query, "status", WABI_EQ, "approved");
  query.order_by = "valid_to";
  query.limit = MOST_PROOFS;
  return wabi_desk_list (self->desk, &query);
}

/* Whether another one of the same goes on after it. */
static gboolean
goes_on (WabiAttention *self, WabiRecord *record, const char *owner, const char *same)
{
  g_autoptr (GPtrArray) others
      = wabi_lookup_by (wabi_desk_get_view (self->desk), wabi_record_get_kind (record), owner, wabi_record_get_text (record, owner));

  for (guint i = 0; i < others->len; i++)
    {
      WabiRecord *other = g_ptr_array_index (others, i);

      /* What was only asked for, or denied, or taken back, does not go on. */
      if (wabi_record_get_kind (record) == &wabi_kind_authorization && !wabi_record_is (other, "status", "approved"))
        continue;
      if (wabi_record_is (other, same, wabi_record_get_text (record, same))
          && wabi_lookup_day (other, "valid_to") > wabi_lookup_day (record, "valid_to"))
        return TRUE;
    }
  return FALSE;
}

/* Whether the payer was asked for another one: what ends is then the payer's to answer. */
static gboolean
is_requested (WabiAttention *self, WabiRecord *record)
{
  g_autoptr (GPtrArray) others
      = wabi_lookup_by (wabi_desk_get_view (self->desk), &wabi_kind_authorization, "client", wabi_record_get_text (record, "client"));

  for (guint i = 0; i < others->len; i++)
    {
      WabiRecord *other = g_ptr_array_index (others, i);

      if (wabi_record_is (other, "status", "requested") && wabi_record_is (other, "payer", wabi_record_get_text (record, "payer")))
        return TRUE;
    }
  return FALSE;
}

/* The alerts at 60, 30, 14 and 3 days before the end. */
static WabiMarkKind
judge_authorization (WabiAttention *self, WabiRecord *record)
{
  WabiAuthorization auth = { .to = wabi_lookup_day (record, "valid_to") };
  int alert = wabi_auth_alert_days (&auth, get_today (self));

  if (alert <= 3)
    return WABI_MARK_BLOCKED;
  return alert <= 14 || (alert <= 30 && !is_requested (self, record)) ? WABI_MARK_WARNING : WABI_MARK_INFO;
}

static WabiMarkKind
judge_days (int days)
{
  return days <= 3 ? WABI_MARK_BLOCKED : days <= 30 ? WABI_MARK_WARNING : WABI_MARK_INFO;
}

static char *
describe_end (WabiAttention *self, WabiRecord *record)
{
  int days = (int) (wabi_lookup_day (record, "valid_to") - get_today (self));
  g_autofree char *date = wabi_format_date_text (wabi_record_get_text (record, "valid_to"));

  if (days == 0)
    return g_strdup_printf (_("%s, today"), date);
  return g_strdup_printf (ngettext ("%s, in %d day", "%s, in %d days", (gulong) days), date, days);
}

static gboolean
is_my_client (WabiAttention *self, WabiRecord *record)
{
  g_autoptr (WabiRecord) client = wabi_desk_get (self->desk, &wabi_kind_client, wabi_record_get_text (record, "client"));

  return client != NULL && wabi_record_is (client, "bcba", wabi_desk_get_user (self->desk));
}

static void
look_at_authorizations (WabiAttention *self)
{
  char from[WABI_DAY_TEXT_SIZE], to[WABI_DAY_TEXT_SIZE];
  gboolean all = has_role (self, WABI_ROLE_FRONTDESK | WABI_ROLE_BILLER | WABI_ROLE_ADMIN);
  g_autoptr (GPtrArray) ending = NULL;
  guint n = 0;

  if (!all && !has_role (self, WABI_ROLE_BCBA))
    return;
  ending = list_ending (self, &wabi_kind_authorization, from, to);
  for (guint i = 0; i < ending->len; i++)
    {
      WabiRecord *record = g_ptr_array_index (ending, i);
      const char *number = wabi_record_get_text (record, "number");
      g_autofree char *name = NULL, *end = NULL;

      if ((!all && !is_my_client (self, record)) || goes_on (self, record, "client", "payer") || ++n > MOST_OF_A_KIND)
        continue;
      name = name_client (self, record);
      end = describe_end (self, record);
      add_item (self, "ending", judge_authorization (self, record), g_strdup_printf (_("%s: authorization ends"), name),
                g_strdup_printf (_("%s · %s · %s"), number != NULL ? number : "", end,
                                 is_requested (self, record) ? _("renewal requested") : _("renewal not requested")),
                _("Open client"), "clients",
                wabi_record_get_text (record, "client"));
    }
  if (n > MOST_OF_A_KIND)
    add_item (self, "ending-more", WABI_MARK_INFO,
              ending->len < MOST_PROOFS
                  ? g_strdup_printf (ngettext ("%u more authorization ends soon", "%u more authorizations end soon", n - MOST_OF_A_KIND), n - MOST_OF_A_KIND)
                  : g_strdup_printf (_("More than %u authorizations end soon"), MOST_PROOFS),
              g_strdup_printf (_("Within %d days"), DAYS_AHEAD), _("Open Clients"), "clients", NULL);
}

static gboolean
is_my_concern (WabiAttention *self, WabiRecord *credential)
{
  const char *user = wabi_desk_get_user (self->desk);
  g_autoptr (WabiRecord) staff = NULL;

  if (has_role (self, WABI_ROLE_FRONTDESK | WABI_ROLE_ADMIN) || wabi_record_is (credential, "staff", user))
    return TRUE;
  staff = wabi_desk_get (self->desk, &wabi_kind_staff, wabi_record_get_text (credential, "staff"));
  return staff != NULL && wabi_record_is (staff, "supervisor", user);
}

/* Who plans sees the sessions that hang on it; one's own is renewed elsewhere, and the office records it. */
static void
add_certificate (WabiAttention *self, WabiRecord *record, const char *name, int days)
{
  const char *staff = wabi_record_get_text (record, "staff"), *type = wabi_record_get_text (record, "type");
  g_autofree char *end = describe_end (self, record);

  if (wabi_record_is (record, "staff", wabi_desk_get_user (self->desk)))
    add_item (self, "credential", judge_days (days), g_strdup_printf (_("Your %s certificate ends"), type),
              g_strdup_printf (_("%s. Renew it, and give the office the new dates: sessions after that day cannot be billed."), end), NULL, NULL, staff);
  else
    /* Translators: a member of staff, then the credential: "Jordan Reyes: RBT certificate ends" */
    add_item (self, "credential", judge_days (days), g_strdup_printf (_("%s: %s certificate ends"), name, type), g_strdup (end), _("Show their sessions"),
              "schedule", staff);
}

static void
look_at_credentials (WabiAttention *self)
{
  char from[WABI_DAY_TEXT_SIZE], to[WABI_DAY_TEXT_SIZE];
  g_autoptr (GPtrArray) ending = list_ending (self, &wabi_kind_credential, from, to);
  guint n = 0;

  for (guint i = 0; i < ending->len && n < MOST_OF_A_KIND; i++)
    {
      WabiRecord *record = g_ptr_array_index (ending, i);
      int days = (int) (wabi_lookup_day (record, "valid_to") - get_today (self));
      g_autofree char *name = NULL;

      if (!is_my_concern (self, record) || goes_on (self, record, "staff", "type"))
        continue;
      n++;
      name = wabi_desk_dup_name (self->desk, &wabi_kind_staff, wabi_record_get_text (record, "staff"));
      add_certificate (self, record, name, days);
    }
}

/* --- notes --- */

static GPtrArray *
list_notes (WabiAttention *self, const char *state, const char *author)
{
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_note);
  wabi_query_where_text (&query, "state", WABI_EQ, state);
  if (author != NULL)
    wabi_query_where_text (&query, "author", WABI_EQ, author);
  query.limit = MOST_PROOFS;
  return wabi_desk_list (self->desk, &query);
}

static void
look_at_returned (WabiAttention *self)
{
  g_autoptr (GPtrArray) returned = list_notes (self, "returned", wabi_desk_get_user (self->desk));

  for (guint i = 0; i < returned->len && i < MOST_OF_A_KIND; i++)
    {
      WabiRecord *note = g_ptr_array_index (returned, i);
      const char *comment = wabi_record_get_text (note, "return_comment");
      g_autofree char *name = name_client (self, note);

      add_item (self, "returned", WABI_MARK_WARNING, g_strdup_printf (_("%s: note returned to you"), name),
                g_strdup (comment != NULL ? comment : ""), _("Open note"), "notes", wabi_record_get_id (note));
    }
}

static void
look_at_drafts (WabiAttention *self)
{
  g_autoptr (GPtrArray) drafts = list_notes (self, "draft", wabi_desk_get_user (self->desk));

  if (drafts->len > 0)
    add_item (self, "drafts", WABI_MARK_WARNING,
              g_strdup_printf (ngettext ("%u note to finish", "%u notes to finish", drafts->len), drafts->len),
              g_strdup (_("Begun, and not signed yet")), _("Open note"), "notes", wabi_record_get_id (g_ptr_array_index (drafts, 0)));
}

static void
look_at_signatures (WabiAttention *self)
{
  g_autoptr (GPtrArray) complete = NULL, pending = list_notes (self, "pending", NULL);
  const char *first = NULL;
  guint n = 0, waiting = 0;

  for (guint i = 0; i < pending->len; i++)
    waiting += wabi_record_is (g_ptr_array_index (pending, i), "signed_by", wabi_desk_get_user (self->desk));
  if (waiting > 0)
    add_item (self, "pending", WABI_MARK_PENDING,
              g_strdup_printf (ngettext ("%u signature waits to be confirmed", "%u signatures wait to be confirmed", waiting), waiting),
              g_strdup (_("It counts once the server has it")), _("Open Notes"), "notes", NULL);
  if (!has_role (self, WABI_ROLE_BCBA))
    return;
  complete = list_notes (self, "complete", NULL);
  for (guint i = 0; i < complete->len; i++)
    if (is_my_client (self, g_ptr_array_index (complete, i)))
      {
        first = first != NULL ? first : wabi_record_get_id (g_ptr_array_index (complete, i));
        n++;
      }
  if (n > 0)
    add_item (self, "sign", WABI_MARK_WARNING, g_strdup_printf (ngettext ("%u note waits for your signature", "%u notes wait for your signature", n), n),
              g_strdup (_("Written by your technicians")), _("Open note"), "notes", first);
}

/* --- the longer part --- */

/* An authorization counts once for each service, with all that is booked on it. */
static void
judge_units (WabiAttention *self, WabiRecord *visit)
{
  g_autoptr (WabiProof) proof = NULL;
  const WabiVisitFacts *facts;
  const char *client = wabi_record_get_text (visit, "client"), *code = wabi_record_get_text (visit, "service_code");
  g_autofree char *name = NULL;

  if (!wabi_visit_takes_place (visit) || !g_hash_table_add (self->judged, g_strdup_printf ("%s %s", client, code)))
    return;
  self->proofs++;
  proof = wabi_proof_new (wabi_desk_get_view (self->desk), wabi_desk_get_zone (self->desk), wabi_desk_get_now (self->desk), visit);
  facts = &wabi_proof_get_facts (proof)->base;
  for (gsize i = 0; i < facts->n_authorizations; i++)
    {
      const WabiAuthorization *one = &facts->authorizations[i];
      const WabiAuthLimit *limit = wabi_auth_find_limit (one, code, WABI_AUTH_TOTAL);
      int left;

      if (limit == NULL || limit->approved <= 0 || !wabi_auth_covers (one, code, facts->today))
        continue;
      left = wabi_auth_remaining (limit) - wabi_units_count (&facts->unit_rule, wabi_visit_minutes (&facts->visit));
      if (left * 10 >= limit->approved)
        continue;
      name = name_client (self, visit);
      add_item (self, left < 0 ? "overbooked" : "spent", left < 0 ? WABI_MARK_BLOCKED : WABI_MARK_WARNING,
                left < 0 ? g_strdup_printf (_("%s: more booked than authorized"), name) : g_strdup_printf (_("%s: units nearly spent"), name),
                left < 0 ? g_strdup_printf (_("%s · %s · %d of %d units too many"), one->number != NULL ? one->number : "", code, -left, limit->approved)
                         : g_strdup_printf (_("%s · %s · %d of %d units left"), one->number != NULL ? one->number : "", code, left, limit->approved),
                _("Open client"), "clients", client);
      return;
    }
}

static void
judge_charge (WabiAttention *self, WabiRecord *charge)
{
  g_autoptr (GPtrArray) findings = wabi_charge_judge (wabi_desk_get_view (self->desk), charge, wabi_desk_get_now (self->desk));

  self->not_ready += wabi_findings_worst (findings) == WABI_FINDING_BLOCKED;
}

static void
finish_charges (WabiAttention *self)
{
  if (self->charges == NULL || self->charges->len == 0)
    return;
  if (self->not_ready > 0)
    add_item (self, "charges", WABI_MARK_WARNING,
              g_strdup_printf (ngettext ("%u charge is not ready", "%u charges are not ready", self->not_ready), self->not_ready),
              g_strdup_printf (_("%u of %u are, each with its reason"), self->charges->len - self->not_ready, self->charges->len),
              _("Open Billing"), "billing", NULL);
  else
    add_item (self, "charges", WABI_MARK_PASSED,
              g_strdup_printf (ngettext ("%u charge is ready", "%u charges are ready", self->charges->len), self->charges->len),
              g_strdup (_("Make claims of them")), _("Open Billing"), "billing", NULL);
}

static gboolean
on_slice_cb (gpointer data)
{
  WabiAttention *self = data;
  const WabiClock *clock = wabi_cache_get_clock (wabi_desk_get_cache (self->desk));
  gint64 end = wabi_clock_monotonic (clock) + SLICE_US;

  while (self->next_visit < self->visits->len && self->proofs < MOST_PROOFS)
    {
      judge_units (self, g_ptr_array_index (self->visits, self->next_visit++));
      if (wabi_clock_monotonic (clock) > end)
        return G_SOURCE_CONTINUE;
    }
  while (self->charges != NULL && self->next_charge < self->charges->len)
    {
      judge_charge (self, g_ptr_array_index (self->charges, self->next_charge++));
      if (wabi_clock_monotonic (clock) > end)
        return G_SOURCE_CONTINUE;
    }
  self->idle = 0;
  finish_charges (self);
  sort_items (self);
  g_signal_emit (self, changed_signal, 0);
  return G_SOURCE_REMOVE;
}

static void
begin_longer_part (WabiAttention *self, GPtrArray *visits)
{
  gboolean units = has_role (self, WABI_ROLE_FRONTDESK | WABI_ROLE_BCBA | WABI_ROLE_ADMIN);

  g_clear_pointer (&self->visits, g_ptr_array_unref);
  self->visits = units ? g_ptr_array_ref (visits) : g_ptr_array_new ();
  self->next_visit = self->proofs = 0;
  g_hash_table_remove_all (self->judged);
  g_clear_pointer (&self->charges, g_ptr_array_unref);
  self->next_charge = self->not_ready = 0;
  if (has_role (self, WABI_ROLE_BILLER | WABI_ROLE_ADMIN))
    {
      WabiQuery query;

      wabi_query_init (&query, &wabi_kind_charge);
      wabi_query_where_text (&query, "state", WABI_EQ, "open");
      query.limit = MOST_CHARGES;
      self->charges = wabi_desk_list (self->desk, &query);
    }
  self->idle = g_idle_add_full (G_PRIORITY_LOW, on_slice_cb, self, NULL);
}

/* --- denials --- */

/* Those that somebody wanted to look at again by today; one row for a claim and its reason, as the Denials do. */
static void
look_at_denials (WabiAttention *self)
{
  static const char *const open[] = { "open", "working", "appealed", "rebilled", "write_off_asked", NULL };
  g_autofree char *today = wabi_day_dup_text (wabi_zone_day (wabi_desk_get_zone (self->desk), wabi_desk_get_now (self->desk)));
  g_autoptr (GHashTable) rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) denials = NULL;
  const char *first = NULL;
  guint n;
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_denial);
  wabi_query_where_text (&query, "follow_up", WABI_LE, today);
  denials = wabi_desk_list (self->desk, &query);
  for (guint i = 0; i < denials->len; i++)
    {
      WabiRecord *denial = g_ptr_array_index (denials, i);

      if (!wabi_record_has (denial, "follow_up") || !g_strv_contains (open, wabi_record_get_text (denial, "state")))
        continue;
      first = first == NULL ? wabi_record_get_id (denial) : first;
      g_hash_table_add (rows, g_strdup_printf ("%s|%s", wabi_record_get_text (denial, "claim"), wabi_record_get_text (denial, "reason")));
    }
  n = g_hash_table_size (rows);
  if (n > 0)
    add_item (self, "denials", WABI_MARK_WARNING,
              g_strdup_printf (ngettext ("%u denial to look at again today", "%u denials to look at again today", n), n),
              g_strdup (_ ("Ask the payer what became of it")), _ ("Open Denials"), "billing", n == 1 ? first : "denials");
}

/* --- claims of which something was said --- */

static void
add_word (WabiAttention *self, WabiRecord *claim)
{
  const char *wanting = wabi_record_get_text (claim, "wanting"), *remedy = wabi_claim_get_word_remedy (wanting);
  g_autofree char *name = name_client (self, claim), *word = wabi_claim_dup_word (wabi_desk_get_view (self->desk), claim);

  /* Translators: client, then what was said of a claim of his */
  add_item (self, "claim-word", strcmp (wanting, "rejected") == 0 ? WABI_MARK_BLOCKED : WABI_MARK_WARNING,
            g_strdup_printf (_("%s: %s"), name, wabi_claim_explain_word (wanting)), word != NULL ? g_strdup_printf ("%s. %s", word, remedy) : g_strdup (remedy),
            _("Open"), "billing", wabi_record_get_id (claim));
}

/* What payers and clearinghouses said of claims that wants a person, until it is mended or somebody has seen to it. */
static void
look_at_words (WabiAttention *self)
{
  g_autoptr (GPtrArray) claims = wabi_claim_list_wanting (wabi_desk_get_view (self->desk));
  guint more = claims->len > MOST_OF_A_KIND ? claims->len - MOST_OF_A_KIND : 0;

  for (guint i = 0; i < claims->len - more; i++)
    add_word (self, g_ptr_array_index (claims, i));
  if (more > 0)
    add_item (self, "claim-word-more", WABI_MARK_WARNING, g_strdup_printf (ngettext ("%u more claim needs you", "%u more claims need you", more), more),
              g_strdup (_ ("Each says what to do")), _ ("Open Claims"), "billing", "claims");
}

/* --- time off --- */

static GPtrArray *
list_requests (WabiDesk *desk)
{
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_time_off);
  wabi_query_where_text (&query, "status", WABI_EQ, "requested");
  return wabi_desk_list (desk, &query);
}

static gboolean
is_mine_to_decide (WabiDesk *desk, WabiRecord *request)
{
  guint roles = wabi_desk_get_roles (desk);

  /* Of their own another decides, unless they run the practice. */
  return (roles & WABI_ROLE_ADMIN) != 0 || ((roles & WABI_ROLE_FRONTDESK) != 0 && !wabi_record_is (request, "staff", wabi_desk_get_user (desk)));
}

static void
look_at_requests (WabiAttention *self)
{
  g_autoptr (GPtrArray) requests = list_requests (self->desk);
  const char *first = NULL;
  guint n = 0;

  for (guint i = 0; i < requests->len; i++)
    if (is_mine_to_decide (self->desk, g_ptr_array_index (requests, i)))
      first = n++ == 0 ? wabi_record_get_id (g_ptr_array_index (requests, i)) : first;
  if (n > 0)
    add_item (self, "time-off", WABI_MARK_WARNING, g_strdup_printf (ngettext ("%u request for time off", "%u requests for time off", n), n),
              g_strdup (_("See what is booked then, and decide")), _("Decide"), "avail-away", first);
}

/* What was decided about one's own days, for as long as it is news. */
static void
look_at_own_requests (WabiAttention *self)
{
  g_autoptr (GPtrArray) own = wabi_lookup_by (wabi_desk_get_view (self->desk), &wabi_kind_time_off, "staff", wabi_desk_get_user (self->desk));
  const char *zone = wabi_desk_get_zone (self->desk);
  gint64 now = wabi_desk_get_now (self->desk);

  for (guint i = 0; i < own->len; i++)
    {
      WabiRecord *one = g_ptr_array_index (own, i);
      gboolean approved = wabi_record_is (one, "status", "approved");
      g_autofree char *day = wabi_format_day (wabi_zone_day (zone, wabi_record_get_int (one, "starts_at")));

      if ((!approved && !wabi_record_is (one, "status", "refused")) || wabi_record_get_int (one, "ends_at") < now
          || wabi_record_get_int (one, "decided_at") < now - DECIDED_IS_NEWS)
        continue;
      add_item (self, "own-time-off", approved ? WABI_MARK_PASSED : WABI_MARK_WARNING,
                g_strdup_printf (approved ? _("Your time off from %s is approved") : _("Your time off from %s was refused"), day),
                g_strdup (wabi_record_has (one, "decision_note") ? wabi_record_get_text (one, "decision_note") : _("See what was decided")),
                _("Open"), "avail-away", wabi_record_get_id (one));
    }
}

/* --- reminders --- */

static void
look_at_reminders (WabiAttention *self)
{
  g_autoptr (GPtrArray) visits = wabi_reminder_list_failed (self->desk);
  const char *zone = wabi_desk_get_zone (self->desk);

  for (guint i = 0; i < MIN (visits->len, MOST_OF_A_KIND); i++)
    {
      WabiRecord *visit = g_ptr_array_index (visits, i);
      gint64 starts_at = wabi_record_get_int (visit, "starts_at");
      g_autofree char *name = name_client (self, visit), *day = wabi_format_day (wabi_zone_day (zone, starts_at)), *time = wabi_format_time (zone, starts_at);

      /* Translators: day, then time */
      add_item (self, "reminder", WABI_MARK_WARNING, g_strdup_printf (_("%s: the family was not reminded"), name),
                g_strdup_printf (_("Session on %s at %s. Send it again, or call."), day, time), _("Show it"), "schedule", wabi_record_get_id (visit));
    }
  if (visits->len > MOST_OF_A_KIND)
    add_item (self, "reminder-more", WABI_MARK_WARNING,
              g_strdup_printf (ngettext ("%u more family was not reminded", "%u more families were not reminded", visits->len - MOST_OF_A_KIND),
                               visits->len - MOST_OF_A_KIND),
              g_strdup (_("See whether the mail server works")), _("Open Schedule"), "schedule", NULL);
}

/* Who bills works them off in one place; who does not is led to the client. */
static void
add_benefit (WabiAttention *self, WabiRecord *answer)
{
  const char *change = json_array_get_string_element (wabi_record_get_array (answer, "changes"), 0);
  gboolean bills = has_role (self, WABI_ROLE_BILLER | WABI_ROLE_ADMIN);
  g_autofree char *name = name_client (self, answer);

  /* Translators: client, then what changed */
  add_item (self, "benefit", g_strcmp0 (change, "inactive") == 0 ? WABI_MARK_BLOCKED : WABI_MARK_WARNING,
            g_strdup_printf (_("%s: %s"), name, wabi_benefit_explain_change (change)), g_strdup (wabi_benefit_get_remedy (change)), _("Open"),
            bills ? "billing" : "clients", bills ? wabi_record_get_id (answer) : wabi_record_get_text (answer, "client"));
}

/* Questions without an answer, and the monthly check when it left somebody out: each as one line. */
static void
add_checks (WabiAttention *self, guint silent)
{
  g_autoptr (GPtrArray) checks = NULL;
  WabiRecord *last = NULL;
  JsonArray *left_out;
  WabiQuery query;

  if (silent > 0)
    add_item (self, "benefit-silent", WABI_MARK_WARNING,
              g_strdup_printf (ngettext ("%u question about benefits has no answer", "%u questions about benefits have no answer", silent), silent),
              g_strdup (_("Check again, or call the payer")), _("Open Eligibility"), "billing", "eligibility");
  wabi_query_init (&query, &wabi_kind_benefit_check);
  wabi_query_where_text (&query, "cause", WABI_EQ, "month");
  wabi_query_where_int (&query, "at", WABI_GE, wabi_desk_get_now (self->desk) - (gint64) BENEFIT_IS_NEWS * 86400 * G_USEC_PER_SEC);
  checks = wabi_desk_list (self->desk, &query);
  for (guint i = 0; i < checks->len; i++)
    if (last == NULL || wabi_record_get_int (g_ptr_array_index (checks, i), "at") > wabi_record_get_int (last, "at"))
      last = g_ptr_array_index (checks, i);
  left_out = last != NULL ? wabi_record_get_array (last, "left_out") : NULL;
  if (left_out != NULL && json_array_get_length (left_out) > 0)
    add_item (self, "benefit-left-out", WABI_MARK_WARNING,
              g_strdup_printf (ngettext ("The monthly check could not ask about %u client", "The monthly check could not ask about %u clients", json_array_get_length (left_out)),
                               json_array_get_length (left_out)),
              g_strdup (_("Each row says what is missing")), _("Open Eligibility"), "billing", "eligibility");
}

/* What a payer told lately that nobody has seen to. */
static void
look_at_benefits (WabiAttention *self)
{
  char from[WABI_DAY_TEXT_SIZE];
  g_autoptr (GPtrArray) answers = NULL;
  g_autoptr (WabiEligibility) with
      = wabi_eligibility_new (wabi_desk_get_view (self->desk), wabi_desk_get_zone (self->desk), wabi_desk_get_now (self->desk), FALSE);
  WabiQuery query;
  guint shown = 0, more = 0, silent = 0;

  wabi_query_init (&query, &wabi_kind_benefit);
  wabi_query_where_text (&query, "date", WABI_GE, wabi_day_format (get_today (self) - BENEFIT_IS_WORK, from));
  answers = wabi_desk_list (self->desk, &query);
  for (guint i = 0; i < answers->len; i++)
    {
      WabiRecord *answer = g_ptr_array_index (answers, i);

      if (wabi_record_is (answer, "state", "asked"))
        silent += wabi_eligibility_is_silent (with, answer);
      else if (wabi_benefit_needs_hand (answer) && ++shown <= MOST_OF_A_KIND)
        add_benefit (self, answer);
      else if (wabi_benefit_needs_hand (answer))
        more++;
    }
  if (!has_role (self, WABI_ROLE_BILLER | WABI_ROLE_ADMIN))
    return;
  if (more > 0)
    add_item (self, "benefit-more", WABI_MARK_WARNING, g_strdup_printf (ngettext ("%u more change of benefits", "%u more changes of benefits", more), more),
              g_strdup (_("Each row says what to do")), _("Open Eligibility"), "billing", "eligibility");
  add_checks (self, silent);
}

/* A clearinghouse that cannot be reached once or twice is no news. */
static void
look_at_partners (WabiAttention *self)
{
  g_autoptr (GPtrArray) partners = NULL;
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_partner);
  partners = wabi_desk_list (self->desk, &query);
  for (guint i = 0; i < partners->len; i++)
    {
      WabiRecord *partner = g_ptr_array_index (partners, i);

      if (wabi_record_get_bool (partner, "active") && wabi_record_has (partner, "trouble")
          && (!wabi_record_is (partner, "problem", "away") || wabi_record_get_int (partner, "tries") > 2))
        add_item (self, "partner", WABI_MARK_WARNING, g_strdup_printf (_("No files go to %s or come from it"), wabi_record_get_text (partner, "name")),
                  g_strdup (wabi_record_get_text (partner, "trouble")), _("Open"), "billing", wabi_record_get_id (partner));
    }
}

/* Who relies on a calendar must hear that it stands still. A server that does not answer once or twice is no news. */
static void
look_at_calendars (WabiAttention *self)
{
  g_autoptr (GPtrArray) own = wabi_lookup_by (wabi_desk_get_view (self->desk), &wabi_kind_calendar_push, "staff", wabi_desk_get_user (self->desk));

  for (guint i = 0; i < own->len; i++)
    {
      WabiRecord *push = g_ptr_array_index (own, i);

      if (wabi_record_is (push, "status", "on")
          && (wabi_record_is (push, "state", "refused") || (wabi_record_is (push, "state", "failing") && wabi_record_get_int (push, "tries") > 2)))
        add_item (self, "calendar", WABI_MARK_WARNING, g_strdup (_("Your connected calendar is not up to date")),
                  g_strdup (_("Why stands in the menu of Schedule, under “Your schedule in other calendars”.")), _("Open Schedule"), "schedule", NULL);
    }
}

guint
wabi_attention_count_waiting (WabiDesk *desk)
{
  g_autoptr (GPtrArray) visits = wabi_reminder_list_failed (desk), requests = list_requests (desk);
  guint n = visits->len;

  for (guint i = 0; i < requests->len; i++)
    n += is_mine_to_decide (desk, g_ptr_array_index (requests, i));
  return n;
}

/* --- the class --- */

static void
wabi_attention_dispose (GObject *object)
{
  WabiAttention *self = WABI_ATTENTION (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_pointer (&self->visits, g_ptr_array_unref);
  g_clear_pointer (&self->charges, g_ptr_array_unref);
  g_clear_pointer (&self->judged, g_hash_table_unref);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (wabi_attention_parent_class)->dispose (object);
}

static void
wabi_attention_class_init (WabiAttentionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = wabi_attention_dispose;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
wabi_attention_init (WabiAttention *self)
{
  self->items = g_ptr_array_new_with_free_func (free_item);
  self->judged = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

WabiAttention *
wabi_attention_new (WabiDesk *desk)
{
  WabiAttention *self = g_object_new (WABI_TYPE_ATTENTION, NULL);

  self->desk = g_object_ref (desk);
  return self;
}

void
wabi_attention_look (WabiAttention *self, GPtrArray *visits)
{
  g_clear_handle_id (&self->idle, g_source_remove);
  g_ptr_array_set_size (self->items, 0);
  look_at_refused (self);
  for (guint i = 0; i < visits->len; i++)
    look_at_visit (self, g_ptr_array_index (visits, i));
  look_at_versions (self);
  look_at_held (self);
  look_at_reminders (self);
  look_at_calendars (self);
  look_at_requests (self);
  look_at_own_requests (self);
  if (has_role (self, WABI_ROLE_FRONTDESK | WABI_ROLE_BILLER | WABI_ROLE_ADMIN))
    look_at_benefits (self);
  if (has_role (self, WABI_ROLE_BILLER | WABI_ROLE_ADMIN))
    look_at_partners (self);
  if (has_role (self, WABI_ROLE_BILLER | WABI_ROLE_ADMIN))
    {
      look_at_words (self);
      look_at_denials (self);
    }
  look_at_returned (self);
  look_at_signatures (self);
  look_at_drafts (self);
  look_at_authorizations (self);
  look_at_credentials (self);
  sort_items (self);
  begin_longer_part (self, visits);
  /* What was told before stays until all is known again, so that nothing flickers. */
  if (!self->told)
    g_signal_emit (self, changed_signal, 0);
  self->told = TRUE;
}

GPtrArray *
wabi_attention_get_items (WabiAttention *self)
{
  return self->items;
}

gboolean
wabi_attention_get_busy (WabiAttention *self)
{
  return self->idle != 0;
}
