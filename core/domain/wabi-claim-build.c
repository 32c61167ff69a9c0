// SPDX-License-Identifier: AGPL-3.0-or-later
// From charges to claims.

#include "wabi-claim-build.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-charge-facts.h"
#include "wabi-claim-build-private.h"
#include "wabi-claim-lines.h"

/* NTE02 of a line. */
#define NOTE_ROOM 80

char *
wabi_claim_line_control (const char *control, guint number)
{
  return g_strdup_printf ("%sL%u", control, number);
}

/* Whether the payer wants the times of each session on its line (TRICARE). */
static gboolean
wants_times (const WabiClaimWork *work, WabiRecord *charge)
{
  g_autoptr (WabiPayerTerms) asked = wabi_payer_terms_new_on (work->terms->asked, wabi_lookup_day (charge, "date"));
  WabiTermsKey key = { .code = wabi_record_get_text (charge, "service_code"), .place = wabi_record_get_text (charge, "place") };

  return wabi_payer_terms_get_bool (asked, "session-times", "send", &key);
}

static char *
describe_times (WabiRecord *charge, const char *zone)
{
  WabiLocal from = wabi_zone_to_local (zone, wabi_record_get_int (charge, "starts_at"));
  WabiLocal to = wabi_zone_to_local (zone, wabi_record_get_int (charge, "ends_at"));

  return g_strdup_printf ("%02d%02d-%02d%02d", from.minute / 60, from.minute % 60, to.minute / 60, to.minute % 60);
}

/* The number of the authorization, where it is this payer's and not another's. */
static char *
dup_authorization (const WabiClaimWork *work, WabiRecord *charge)
{
  g_autoptr (WabiRecord) authorization
      = wabi_lookup_get (work->view, &wabi_kind_authorization, wabi_record_get_text (charge, "authorization"));

  if (authorization == NULL || !wabi_record_is (authorization, "payer", wabi_record_get_id (work->terms->payer)))
    return NULL;
  return g_strdup (wabi_record_get_text (authorization, "number"));
}

/* A void repeats what was sent, whatever became of the charge since. */
static void
repeat_line (WabiClaimLine *line, JsonObject *sent)
{
  JsonArray *modifiers = json_object_has_member (sent, "modifiers") ? json_object_get_array_member (sent, "modifiers") : NULL;
  guint n = modifiers != NULL ? json_array_get_length (modifiers) : 0;

  wabi_claim_set_text (&line->code, wabi_json_peek_text (sent, "code"));
  for (guint i = 0; i < WABI_CLAIM_MAX_MODIFIERS; i++)
    wabi_claim_set_text (&line->modifiers[i], i < n ? json_array_get_string_element (modifiers, i) : NULL);
  line->charge_cents = wabi_json_peek_int (sent, "cents", 0);
  line->units_hundredths = 10 * wabi_json_peek_int (sent, "units_tenths", 0);
  wabi_claim_set_text (&line->from_date, wabi_json_peek_text (sent, "date"));
  wabi_claim_set_text (&line->prior_authorization, wabi_json_peek_text (sent, "authorization"));
}

static void
add_line (const WabiClaimWork *work, WabiClaim *claim, WabiRecord *charge)
{
  WabiClaimLine *line = wabi_claim_add_line (claim);
  g_auto (GStrv) modifiers = wabi_lookup_strv (charge, "modifiers");
  g_autofree char *times = describe_times (charge, work->zone);
  JsonObject *sent = wabi_claim_find_sent (work->group->sent, wabi_record_get_id (charge));

  wabi_claim_set_from (&line->code, charge, "service_code");
  for (guint i = 0; i < WABI_CLAIM_MAX_MODIFIERS && modifiers[i] != NULL; i++)
    wabi_claim_set_text (&line->modifiers[i], modifiers[i]);
  line->charge_cents = wabi_record_get_int (charge, "amount_cents");
  line->units_hundredths = 10 * wabi_charge_get_tenths (charge);
  wabi_claim_set_from (&line->place_of_service, charge, "place");
  wabi_claim_set_from (&line->from_date, charge, "date");
  line->prior_authorization = dup_authorization (work, charge);
  if (wants_times (work, charge))
    wabi_claim_set_text (&line->note, times);
  if (sent != NULL)
    repeat_line (line, sent);
}

/* The claim says the place and the authorization of most of its lines; a line that differs says its own. */
static void
settle_lines (WabiClaim *claim)
{
  guint best_place = 0;
  gboolean same = TRUE;
  WabiClaimLine *first = g_ptr_array_index (claim->lines, 0);

  for (guint i = 0; i < claim->lines->len; i++)
    {
      WabiClaimLine *line = g_ptr_array_index (claim->lines, i);
      guint places = 0;

      for (guint j = 0; j < claim->lines->len; j++)
        places += g_strcmp0 (line->place_of_service, ((WabiClaimLine *) g_ptr_array_index (claim->lines, j))->place_of_service) == 0;
      if (places > best_place)
        wabi_claim_set_text (&claim->place_of_service, line->place_of_service);
      best_place = MAX (best_place, places);
      same = same && g_strcmp0 (line->prior_authorization, first->prior_authorization) == 0;
    }
  /* Two numbers: each line names its own and the claim none, else its number would hold for lines that have none. */
  if (same)
    wabi_claim_set_text (&claim->prior_authorization, first->prior_authorization);
  for (guint i = 0; i < claim->lines->len; i++)
    {
      WabiClaimLine *line = g_ptr_array_index (claim->lines, i);

      if (same)
        g_clear_pointer (&line->prior_authorization, g_free);
      if (g_strcmp0 (line->place_of_service, claim->place_of_service) == 0)
        g_clear_pointer (&line->place_of_service, g_free);
    }
}

/* A line's note has room for 80 characters: where the times of all its sessions have none, the first and the last are told and how many. */
static char *
shorten_times (char *times)
{
  g_auto (GStrv) all = g_strsplit (times, " ", -1);
  guint n = g_strv_length (all);
  char *brief;

  if (strlen (times) <= NOTE_ROOM || strlen (all[n - 1]) < 4)
    return times;
  brief = g_strdup_printf ("%.4s-%s IN %u SESSIONS", all[0], all[n - 1] + strlen (all[n - 1]) - 4, n);
  g_free (times);
  return brief;
}

/* Charges, units and times of what stands on one line are summed; in all else they are alike. */
static void
join_line (WabiClaimLine *line, const WabiClaimLine *part)
{
  char *times = line->note != NULL && part->note != NULL ? g_strdup_printf ("%s %s", line->note, part->note) : NULL;

  line->charge_cents += part->charge_cents;
  line->units_hundredths += part->units_hundredths;
  if (times == NULL)
    return;
  g_free (line->note);
  line->note = times;
}

/* From a line for each charge to the lines that go out, with their numbers. */
static void
join_lines (const WabiClaimWork *work, WabiClaim *claim)
{
  guint n = wabi_claim_group_lay_lines (work->view, work->terms->asked, work->group), kept = 0;
  gpointer *lines = claim->lines->pdata;

  for (guint i = 0; i < claim->lines->len; i++)
    {
      guint number = g_array_index (work->group->line_of, guint, i);
      gpointer line = lines[i];

      if (number < kept)
        {
          join_line (lines[number], line);
          continue;
        }
      lines[i] = lines[kept];
      lines[kept++] = line;
    }
  g_ptr_array_set_size (claim->lines, (int) n);
  for (guint i = 0; i < n; i++)
    {
      WabiClaimLine *line = g_ptr_array_index (claim->lines, i);

      line->control_number = wabi_claim_line_control (claim->control_number, i + 1);
      line->note = line->note != NULL ? shorten_times (line->note) : NULL;
    }
}

static gboolean
fill_claim (const WabiClaimWork *work, WabiClaim *claim, GError **error)
{
  WabiClaimGroup *group = work->group;
  g_auto (GStrv) diagnoses = wabi_lookup_strv (work->client, "diagnoses");

  wabi_claim_set_text (&claim->control_number, group->control);
  claim->frequency = group->frequency != 0 ? group->frequency : '1';
  wabi_claim_set_text (&claim->original_reference, group->payer_control);
  wabi_claim_set_policy (&claim->policy, work->terms, work->client, work->coverage, work->terms->payer);
  if (!wabi_claim_patient_is_subscriber (claim))
    wabi_claim_set_person (&claim->patient, work->client);
  for (guint i = 0; diagnoses[i] != NULL && i < WABI_CLAIM_MAX_DIAGNOSES; i++)
    wabi_claim_add_diagnosis (claim, diagnoses[i]);
  for (guint i = 0; i < group->charges->len; i++)
    add_line (work, claim, g_ptr_array_index (group->charges, i));
  settle_lines (claim);
  wabi_claim_set_providers (work, claim);
  join_lines (work, claim);
  return wabi_claim_add_others (work, claim, error);
}

static gboolean
add_claim (const WabiView *view, WabiClaimBatch *batch, WabiClaimGroup *group, WabiRecord *payer, WabiRecord *practice,
           const char *zone, GError **error)
{
  WabiRecord *first = g_ptr_array_index (group->charges, 0);
  g_autoptr (WabiRecord) client = wabi_lookup_get (view, &wabi_kind_client, wabi_record_get_text (first, "client"));
  g_autoptr (WabiRecord) coverage = group->coverage != NULL
                                        ? g_object_ref (group->coverage)
                                        : wabi_lookup_get (view, &wabi_kind_coverage, wabi_record_get_text (first, "coverage"));
  g_auto (WabiClaimTerms) terms = { NULL };
  WabiClaimWork work = { view, &terms, group, practice, client, coverage, zone };

  if (client == NULL || coverage == NULL)
    {
      g_set_error_literal (error, WABI_COMMAND_ERROR, WABI_COMMAND_ERROR_REFUSED,
                           _("A charge has no client or no coverage. Open the client's coverage, then try again."));
      return FALSE;
    }
  wabi_claim_terms_read (view, payer, wabi_lookup_day (first, "date"), &terms);
  return fill_claim (&work, wabi_claim_batch_add_claim (batch), error);
}

/* A file names the practice once for all its claims: with its taxonomy where the payer wants it on any day of them. */
static gboolean
wants_taxonomy (const WabiView *view, WabiRecord *payer, GPtrArray *groups)
{
  g_autoptr (WabiPayerTerms) any = wabi_payer_terms_new (view, payer, WABI_DAY_NONE);

  for (guint i = 0; i < groups->len; i++)
    {
      GPtrArray *charges = ((WabiClaimGroup *) g_ptr_array_index (groups, i))->charges;

      for (guint j = 0; j < charges->len; j++)
        {
          WabiRecord *charge = g_ptr_array_index (charges, j);
          g_autoptr (WabiPayerTerms) asked = wabi_payer_terms_new_on (any, wabi_lookup_day (charge, "date"));
          WabiTermsKey key = { .code = wabi_record_get_text (charge, "service_code"), .place = wabi_record_get_text (charge, "place") };

          if (wabi_payer_terms_get_bool (asked, "taxonomy", "billing", &key))
            return TRUE;
        }
    }
  return FALSE;
}

WabiClaimBatch *
wabi_claim_build_batch (const WabiView *view, WabiRecord *payer, GPtrArray *groups, gint64 isa_control, const char *zone, gint64 now,
                        GError **error)
{
  g_autoptr (WabiClaimBatch) batch = wabi_claim_batch_new ();
  g_autoptr (GPtrArray) practices = NULL;
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_practice);
  practices = wabi_view_list (view, &query, error);
  if (practices == NULL)
    return NULL;
  if (practices->len == 0)
    {
      g_set_error_literal (error, WABI_COMMAND_ERROR, WABI_COMMAND_ERROR_REFUSED, _("The practice's details are not recorded yet."));
      return NULL;
    }
  wabi_claim_set_header (view, batch, g_ptr_array_index (practices, 0), payer, isa_control, zone, now);
  if (!wants_taxonomy (view, payer, groups))
    g_clear_pointer (&batch->billing.taxonomy, g_free);
  for (guint i = 0; i < groups->len; i++)
    if (!add_claim (view, batch, g_ptr_array_index (groups, i), payer, g_ptr_array_index (practices, 0), zone, error))
      return NULL;
  return g_steal_pointer (&batch);
}
