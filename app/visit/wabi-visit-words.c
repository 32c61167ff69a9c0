// SPDX-License-Identifier: AGPL-3.0-or-later
// How an appointment and what is found about it are said to people.

#include "wabi-visit-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-zone.h"
#include "wabi-domain.h"
#include "wabi-overrides.h"
#include "wabi-format.h"
#include "wabi-codes.h"
#include "wabi-text.h"

gboolean
wabi_visit_has_status (WabiRecord *visit, const char *words)
{
  const char *status = wabi_record_get_text (visit, "status");

  return status != NULL && wabi_text_list_has (words, status);
}

gboolean
wabi_visit_takes_place (WabiRecord *visit)
{
  return wabi_visit_has_status (visit, "scheduled arrived in_session completed");
}

gboolean
wabi_visit_needs_hand (WabiRecord *visit)
{
  return wabi_record_get_bool (visit, "needs_hand");
}

const char *
wabi_visit_get_who (const char *by)
{
  if (g_strcmp0 (by, "family") == 0)
    return _("family");
  if (g_strcmp0 (by, "staff") == 0)
    return _("staff");
  if (g_strcmp0 (by, "clinic") == 0)
    return _("clinic");
  return g_strcmp0 (by, "payer") == 0 ? _("payer") : NULL;
}

static char *
describe_cancel (WabiRecord *visit)
{
  const char *who = wabi_visit_get_who (wabi_record_get_text (visit, "cancelled_by"));
  const char *key = wabi_record_get_text (visit, "cancel_reason");
  const WabiCancelReason *reason = key != NULL ? wabi_codes_find_cancel_reason (key) : NULL;

  if (who == NULL)
    return g_strdup (_("Canceled"));
  if (key == NULL)
    return g_strdup_printf (_("Canceled by %s"), who);
  /* Translators: who canceled, and why: "Canceled by family: Client ill" */
  return g_strdup_printf (_("Canceled by %s: %s"), who, reason != NULL ? g_dgettext (GETTEXT_PACKAGE, reason->name) : key);
}

char *
wabi_visit_dup_state (WabiRecord *visit)
{
  if (wabi_record_is (visit, "status", "cancelled"))
    return describe_cancel (visit);
  if (wabi_visit_needs_hand (visit))
    return g_strdup (_("Two versions"));
  if (wabi_record_is (visit, "status", "arrived"))
    return g_strdup (_("Arrived"));
  if (wabi_record_is (visit, "status", "in_session"))
    return g_strdup (_("In session"));
  if (wabi_record_is (visit, "status", "completed"))
    return g_strdup (_("Held"));
  if (wabi_record_is (visit, "status", "no_show"))
    return g_strdup (_("No-show"));
  if (wabi_record_is (visit, "status", "proposed"))
    return g_strdup (_("Proposed"));
  return g_strdup (wabi_record_is (visit, "status", "withdrawn") ? _("Withdrawn") : _("Booked"));
}

WabiSegmentState
wabi_visit_get_segment_state (WabiRecord *visit)
{
  if (wabi_visit_has_status (visit, "cancelled no_show withdrawn"))
    return WABI_SEGMENT_CANCELLED;
  if (wabi_visit_needs_hand (visit) || wabi_record_is (visit, "status", "proposed"))
    return WABI_SEGMENT_PROPOSAL;
  if (wabi_record_is (visit, "status", "arrived"))
    return WABI_SEGMENT_ARRIVED;
  if (wabi_record_is (visit, "status", "in_session"))
    return WABI_SEGMENT_IN_SESSION;
  if (wabi_record_is (visit, "status", "completed"))
    return WABI_SEGMENT_COMPLETED;
  return wabi_record_get_seq (visit) == 0 ? WABI_SEGMENT_PENDING : WABI_SEGMENT_BOOKED;
}

WabiBadgeKind
wabi_visit_get_badge_kind (WabiRecord *visit)
{
  if (wabi_visit_needs_hand (visit) || wabi_visit_has_status (visit, "proposed no_show"))
    return WABI_BADGE_WARNING;
  if (wabi_visit_has_status (visit, "arrived completed"))
    return WABI_BADGE_OK;
  return wabi_record_is (visit, "status", "in_session") ? WABI_BADGE_ACCENT : WABI_BADGE_NEUTRAL;
}

const char *
wabi_visit_get_place (const char *code)
{
  const char *name = code != NULL ? wabi_codes_place_name (code) : NULL;

  return name != NULL ? name : code != NULL ? code : "";
}

/* --- findings --- */

static const struct
{
  const char *way_on;
  const char *label;
  const char *place;
} ways[] = {
  { "schedule", N_ ("Show it"), "schedule" },
  { "authorization", N_ ("Open authorizations"), "clients" },
  { "staff/availability", N_ ("Open working hours"), "avail-hours" },
  { "client/availability", N_ ("Open client’s hours"), "avail-clients" },
  { "limits", N_ ("Open limits"), "avail-limits" },
  { "places", N_ ("Open rooms"), "avail-places" },
  { "client", N_ ("Open client"), "clients" },
  { "client/coverage", N_ ("Open coverage"), "clients" },
};

static const char *
find_way_label (const char *way_on)
{
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    if (g_strcmp0 (way_on, ways[i].way_on) == 0)
      return g_dgettext (GETTEXT_PACKAGE, ways[i].label);
  return NULL;
}

static WabiMarkKind
to_mark (WabiFindingLevel level)
{
  if (level == WABI_FINDING_BLOCKED)
    return WABI_MARK_BLOCKED;
  return level == WABI_FINDING_WARNING ? WABI_MARK_WARNING : WABI_MARK_PASSED;
}

typedef struct
{
  char *id, *way_id;
  WabiWay way;
  WabiUnitParts units;
} Shown;

static void
show_one (const WabiFinding *finding, guint index, Shown *shown, WabiFindingItem *item)
{
  const char *label = find_way_label (finding->way_on);

  /* A way to a clash without the visit that clashes leads nowhere. */
  if (label != NULL && g_strcmp0 (finding->way_on, "schedule") == 0 && wabi_text_is_blank (finding->subject))
    label = NULL;
  shown->id = g_strdup_printf ("%s#%u", finding->id, index);
  shown->way_id = g_strdup_printf ("%s|%s", finding->way_on != NULL ? finding->way_on : "",
                                   finding->subject != NULL ? finding->subject : "");
  shown->way = (WabiWay){ shown->way_id, label };
  shown->units = (WabiUnitParts){ (guint) MAX (finding->bar.total, 0), (guint) MAX (finding->bar.delivered, 0),
                                  (guint) MAX (finding->bar.booked, 0), (guint) MAX (finding->bar.proposed, 0) };
  *item = (WabiFindingItem){ .id = shown->id,
                             .kind = to_mark (finding->level),
                             .title = finding->title,
                             .detail = wabi_text_is_blank (finding->detail) ? NULL : finding->detail,
                             .source = wabi_text_is_blank (finding->source) ? NULL : finding->source,
                             .ways = label != NULL ? &shown->way : NULL,
                             .n_ways = label != NULL ? 1 : 0,
                             .units = finding->bar.total > 0 ? &shown->units : NULL };
}

void
wabi_visit_show_findings (WabiFindingList *list, GPtrArray *findings)
{
  g_autofree Shown *shown = g_new0 (Shown, findings->len + 1);
  g_autofree WabiFindingItem *items = g_new0 (WabiFindingItem, findings->len + 1);
  guint n = 0;

  for (int level = WABI_FINDING_BLOCKED; level >= WABI_FINDING_PASSED; level--)
    for (guint i = 0; i < findings->len; i++)
      {
        const WabiFinding *finding = g_ptr_array_index (findings, i);
        guint before = 0;

        if ((int) finding->level != level)
          continue;
        for (guint j = 0; j < i; j++)
          before += strcmp (((const WabiFinding *) g_ptr_array_index (findings, j))->id, finding->id) == 0;
        show_one (finding, before, &shown[n], &items[n]);
        n++;
      }
  wabi_finding_list_set_findings (list, items, n);
  for (guint i = 0; i < n; i++)
    {
      g_free (shown[i].id);
      g_free (shown[i].way_id);
    }
}

static char *
describe_override (WabiDesk *desk, JsonObject *one)
{
  g_autofree char *by = wabi_desk_dup_name (desk, &wabi_kind_staff, wabi_json_peek_text (one, "by"));
  g_autofree char *day = wabi_format_day (wabi_zone_day (wabi_desk_get_zone (desk), wabi_json_peek_int (one, "at", 0)));

  /* Translators: why a rule was overridden, by whom and when */
  return g_strdup_printf (_("Overridden: “%s” (%s, %s)"), wabi_json_peek_text (one, "reason"), by, day);
}

static WabiFinding *
find_blocked (GPtrArray *findings, const char *id)
{
  for (guint i = 0; i < findings->len; i++)
    {
      WabiFinding *finding = g_ptr_array_index (findings, i);

      if (finding->level == WABI_FINDING_BLOCKED && g_strcmp0 (finding->id, id) == 0)
        return finding;
    }
  return NULL;
}

void
wabi_visit_show_overridden (WabiDesk *desk, WabiRecord *visit, GPtrArray *findings)
{
  JsonArray *all = wabi_record_get_array (visit, "overrides");

  for (guint i = 0; all != NULL && i < json_array_get_length (all); i++)
    {
      JsonNode *node = json_array_get_element (all, i);
      JsonObject *one = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *id = one != NULL ? wabi_json_peek_text (one, "id") : NULL, *title = one != NULL ? wabi_json_peek_text (one, "title") : NULL;
      WabiFinding *finding = id != NULL && wabi_overrides_cover (visit, id) ? find_blocked (findings, id) : NULL;
      g_autofree char *words = id != NULL ? describe_override (desk, one) : NULL;

      if (finding == NULL && words != NULL)
        finding = wabi_findings_add (findings, WABI_FINDING_PASSED, "overridden", g_strdup (title != NULL ? title : id), NULL);
      if (finding == NULL)
        continue;
      finding->level = WABI_FINDING_WARNING;
      g_free (finding->detail);
      finding->detail = g_steal_pointer (&words);
    }
}

void
wabi_visit_follow_way (const char *way, const char **place, const char **id)
{
  const char *bar = strchr (way, '|');

  *place = NULL;
  *id = bar != NULL && bar[1] != '\0' ? bar + 1 : NULL;
  for (guint i = 0; bar != NULL && i < G_N_ELEMENTS (ways); i++)
    if (strlen (ways[i].way_on) == (gsize) (bar - way) && strncmp (way, ways[i].way_on, (gsize) (bar - way)) == 0)
      *place = ways[i].place;
}
