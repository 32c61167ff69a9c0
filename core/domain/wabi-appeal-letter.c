// SPDX-License-Identifier: AGPL-3.0-or-later
// The letter of an appeal, written from the records.

#include "wabi-appeal-letter.h"

#include <string.h>

#include "wabi-money.h"
#include "wabi-reason-codes.h"

/* What proves the claim, by the kind of the denial. In English, whatever the program speaks: the payer reads it. */
static const struct
{
  const char *category, *argument, *enclosed;
} arguments[] = {
  { "authorization",
    "The services were authorized. The authorization below was in force on the dates of service, for the codes and the provider that were billed, and its units were "
    "not used up. We ask you to apply it and to pay the claim.",
    "the authorization" },
  { "filing",
    "The claim was filed in time. The acknowledgments below show when you or your clearinghouse first accepted it, which is within the time that the contract gives.",
    "the acknowledgments of the claim" },
  { "duplicate",
    "The services are not duplicates. The session notes enclosed show different times for each service, given to the member apart from any other service of the day.",
    "the session notes with their times" },
  { "correction",
    "The claim as billed is right. The records enclosed show the service, the provider's credential and the place as they were on the dates of service.",
    "the session notes and the provider's credential" },
  { "eligibility",
    "The member was covered by your plan on the dates of service by the coverage on record below. We ask you to look at it again.",
    "the coverage on record" },
  { "clinical",
    "The services were medically necessary. The member has a diagnosis on the autism spectrum, and the assessment, the treatment plan and the notes of each session show the "
    "need, the methods and the progress. Treatment of this intensity follows the generally accepted standards of care for applied behavior analysis. We ask for a review "
    "by a board certified behavior analyst or a physician with experience in autism.",
    "the session notes and the treatment plan" },
  { "benefit",
    "The services are covered. Limits on applied behavior analysis that are not put on medical and surgical care of the same kind are not allowed under the Mental Health "
    "Parity and Addiction Equity Act (29 U.S.C. 1185a; 42 U.S.C. 300gg-26). We ask for the comparative analysis of the limit that was applied.",
    "the session notes and the treatment plan" },
  { "other", "We ask you to look at the claim again with the records enclosed, and to tell us in writing what is missing if it is not paid.", "the session notes" },
};

static int
compare_dates (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (wabi_record_get_text (*(WabiRecord *const *) a, "date"), wabi_record_get_text (*(WabiRecord *const *) b, "date"));
}

GPtrArray *
wabi_appeal_list_charges (const WabiView *view, WabiRecord *denial)
{
  g_autoptr (GPtrArray) denials = wabi_lookup_by (view, &wabi_kind_denial, "claim", wabi_record_get_text (denial, "claim"));
  GPtrArray *charges = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < denials->len; i++)
    {
      WabiRecord *other = g_ptr_array_index (denials, i);
      WabiRecord *charge = NULL;

      if (wabi_record_is (other, "reason", wabi_record_get_text (denial, "reason")) && wabi_record_is (other, "payer", wabi_record_get_text (denial, "payer")))
        charge = wabi_lookup_get (view, &wabi_kind_charge, wabi_record_get_text (other, "charge"));
      if (charge != NULL)
        g_ptr_array_add (charges, charge);
    }
  g_ptr_array_sort (charges, compare_dates);
  return charges;
}

static const char *
or_blank (WabiRecord *record, const char *field, const char *blank)
{
  const char *text = record != NULL ? wabi_record_get_text (record, field) : NULL;

  return text != NULL && *text != '\0' ? text : blank;
}

static WabiRecord *
get_practice (const WabiView *view)
{
  g_autoptr (GPtrArray) all = NULL;
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_practice);
  all = wabi_view_list (view, &query, NULL);
  return all != NULL && all->len > 0 ? g_object_ref (g_ptr_array_index (all, 0)) : NULL;
}

static void
add_address (GString *letter, WabiRecord *who, const char *blank)
{
  g_string_append_printf (letter, "%s\n", or_blank (who, "name", blank));
  if (who != NULL && wabi_record_has (who, "street"))
    g_string_append_printf (letter, "%s\n%s, %s %s\n", wabi_record_get_text (who, "street"), or_blank (who, "city", "[city]"), or_blank (who, "state", "[state]"),
                            or_blank (who, "zip", "[ZIP]"));
}

static void
add_subject (GString *letter, const WabiView *view, WabiRecord *denial, WabiRecord *claim, int level)
{
  g_autoptr (WabiRecord) client = wabi_lookup_get (view, &wabi_kind_client, wabi_record_get_text (denial, "client"));
  g_autoptr (WabiRecord) coverage = claim != NULL ? wabi_lookup_get (view, &wabi_kind_coverage, wabi_record_get_text (claim, "coverage")) : NULL;
  g_autofree char *name = wabi_lookup_full_name (client);

  g_string_append_printf (letter, "\nRe: Appeal, level %d\nMember: %s, born %s\nMember number: %s\n", level, name, or_blank (client, "birth_date", "[birth date]"),
                          or_blank (coverage, "member_id", "[member number]"));
  g_string_append_printf (letter, "Our claim: %s\nYour claim: %s\n", or_blank (claim, "control", "[number]"), or_blank (claim, "payer_control", "[number]"));
}

static void
add_services (GString *letter, GPtrArray *charges)
{
  gint64 total = 0;
  g_autofree char *sum = NULL;

  g_string_append (letter, "\nServices that were denied:\n");
  for (guint i = 0; i < charges->len; i++)
    {
      WabiRecord *charge = g_ptr_array_index (charges, i);
      g_autofree char *money = wabi_money_format (wabi_record_get_int (charge, "amount_cents"));

      total += wabi_record_get_int (charge, "amount_cents");
      g_string_append_printf (letter, "  %s  %s  %d units  %s\n", wabi_record_get_text (charge, "date"), wabi_record_get_text (charge, "service_code"),
                              (int) wabi_record_get_int (charge, "units"), money);
    }
  sum = wabi_money_format (total);
  g_string_append_printf (letter, "  In all: %s\n", sum);
}

static void
add_proof (GString *letter, const WabiView *view, const char *category, WabiRecord *claim, GPtrArray *charges)
{
  if (strcmp (category, "authorization") == 0 && charges->len > 0)
    {
      g_autoptr (WabiRecord) authorization
          = wabi_lookup_get (view, &wabi_kind_authorization, wabi_record_get_text (g_ptr_array_index (charges, 0), "authorization"));

      g_string_append_printf (letter, "\nAuthorization %s, from %s to %s.\n", or_blank (authorization, "number", "[number]"),
                              or_blank (authorization, "valid_from", "[date]"), or_blank (authorization, "valid_to", "[date]"));
    }
  if (strcmp (category, "filing") == 0 && claim != NULL)
    {
      g_autoptr (GPtrArray) events = wabi_lookup_by (view, &wabi_kind_claim_event, "claim", wabi_record_get_id (claim));

      g_string_append (letter, "\n");
      for (guint i = 0; i < events->len; i++)
        {
          WabiRecord *event = g_ptr_array_index (events, i);
          g_autofree char *date = wabi_day_dup_text (wabi_zone_day ("UTC", wabi_record_get_int (event, "at")));

          if (wabi_record_is (event, "outcome", "accepted") || wabi_record_is (event, "step", "sent") || wabi_record_is (event, "step", "made"))
            g_string_append_printf (letter, "%s: %s %s\n", date, wabi_record_get_text (event, "step"), or_blank (event, "outcome", ""));
        }
    }
}

char *
wabi_appeal_letter_new (const WabiView *view, WabiRecord *denial, int level, WabiRecord *signer, const char *today)
{
  g_autoptr (WabiRecord) practice = get_practice (view);
  g_autoptr (WabiRecord) payer = wabi_lookup_get (view, &wabi_kind_payer, wabi_record_get_text (denial, "payer"));
  g_autoptr (WabiRecord) claim = wabi_lookup_get (view, &wabi_kind_claim, wabi_record_get_text (denial, "claim"));
  g_autoptr (GPtrArray) charges = wabi_appeal_list_charges (view, denial);
  const char *category = or_blank (denial, "category", "other");
  const WabiReasonCode *reason = wabi_reason_find (wabi_record_get_text (denial, "reason"));
  g_autofree char *name = signer != NULL ? wabi_lookup_full_name (signer) : NULL;
  GString *letter = g_string_new (NULL);
  guint at = G_N_ELEMENTS (arguments) - 1;

  for (guint i = 0; i < G_N_ELEMENTS (arguments); i++)
    if (strcmp (arguments[i].category, category) == 0)
      at = i;
  add_address (letter, practice, "[practice]");
  g_string_append_printf (letter, "NPI %s, tax number %s\n\n%s\n\n", or_blank (practice, "npi", "[NPI]"), or_blank (practice, "ein", "[EIN]"), today);
  add_address (letter, payer, "[payer]");
  g_string_append (letter, "Appeals\n");
  add_subject (letter, view, denial, claim, level);
  add_services (letter, charges);
  g_string_append_printf (letter, "\nDear reviewer,\n\nyou denied these services with the reason %s-%s (%s). We disagree, and ask you to decide anew.\n\n%s\n",
                          or_blank (denial, "group", "CO"), or_blank (denial, "reason", "[code]"), reason != NULL ? reason->words : "as your remittance says",
                          arguments[at].argument);
  add_proof (letter, view, category, claim, charges);
  g_string_append_printf (letter, "\nEnclosed: %s.\n\nPlease answer in writing to the address above. Thank you.\n\n%s\n%s\n", arguments[at].enclosed,
                          name != NULL && *name != '\0' ? name : "[signature]", or_blank (practice, "phone", ""));
  return g_string_free (letter, FALSE);
}
