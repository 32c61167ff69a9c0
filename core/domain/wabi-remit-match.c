// SPDX-License-Identifier: AGPL-3.0-or-later
// Which claim of ours an answer is about: line control number first, then claim number, then member, date and charge.

#include <string.h>

#include "wabi-remit-content.h"
#include "wabi-remit-plan.h"

/* Payers truncate, turn to capitals and pad what we sent. */
static gboolean
same_number (const char *ours, const char *theirs)
{
  gsize length;

  if (ours == NULL || theirs == NULL)
    return FALSE;
  length = strlen (theirs);
  if (g_ascii_strcasecmp (ours, theirs) == 0)
    return TRUE;
  return length >= 12 && strlen (ours) > length && g_ascii_strncasecmp (ours, theirs, length) == 0;
}

static JsonObject *
get_content (WabiRecord *answer)
{
  JsonObject *content = NULL;

  return wabi_json_take_object (wabi_record_get_body (answer), "content", FALSE, &content, NULL) ? content : NULL;
}

static JsonObject *
get_line (JsonArray *lines, guint i)
{
  JsonNode *node = json_array_get_element (lines, i);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/* A claim that was sent; a replaced one too, since answers to it may still be under way. */
static WabiRecord *
take_only (GPtrArray *found, const char *payer)
{
  WabiRecord *only = NULL;

  for (guint i = 0; i < found->len; i++)
    {
      WabiRecord *claim = g_ptr_array_index (found, i);

      if (payer != NULL && !wabi_record_is (claim, "payer", payer))
        continue;
      if (only != NULL)
        return NULL;
      only = claim;
    }
  return only != NULL ? g_object_ref (only) : NULL;
}

/* One charge, or those that stand on one line together. */
static gboolean
are_of_one_claim (GPtrArray *charges)
{
  for (guint i = 1; i < charges->len; i++)
    if (!wabi_record_has (g_ptr_array_index (charges, 0), "claim")
        || !wabi_record_is (g_ptr_array_index (charges, i), "claim", wabi_record_get_text (g_ptr_array_index (charges, 0), "claim")))
      return FALSE;
  return charges->len > 0;
}

static WabiRecord *
match_by_lines (const WabiView *view, JsonObject *content, const char *payer)
{
  JsonArray *lines = wabi_remit_content_lines (content);

  for (guint i = 0; lines != NULL && i < json_array_get_length (lines); i++)
    {
      JsonObject *line = get_line (lines, i);
      const char *control = line != NULL ? wabi_json_peek_text (line, "control") : NULL;
      g_autoptr (GPtrArray) charges = control != NULL ? wabi_lookup_by (view, &wabi_kind_charge, "line_control", control) : NULL;
      WabiRecord *charge = charges != NULL && are_of_one_claim (charges) ? g_ptr_array_index (charges, 0) : NULL;
      g_autoptr (WabiRecord) claim = NULL;

      if (charge == NULL)
        continue;
      claim = wabi_lookup_get (view, &wabi_kind_claim, wabi_record_get_text (charge, "claim"));
      /* The number of a line stands for its last claim; an answer that names another of our claims is about that one. */
      if (claim != NULL && same_number (wabi_record_get_text (claim, "control"), wabi_json_peek_text (content, "control"))
          && (payer == NULL || wabi_record_is (claim, "payer", payer)))
        return g_steal_pointer (&claim);
    }
  return NULL;
}

static WabiRecord *
match_by_number (const WabiView *view, JsonObject *content, const char *payer)
{
  const char *control = wabi_json_peek_text (content, "control"), *theirs = wabi_json_peek_text (content, "payer_claim");
  g_autoptr (GPtrArray) found = NULL;
  g_autofree char *upper = NULL;
  WabiRecord *claim;

  if (control == NULL || strlen (control) < 4)
    return NULL;
  found = wabi_lookup_by (view, &wabi_kind_claim, "control", control);
  if (found->len == 0)
    {
      upper = g_ascii_strup (control, -1);
      g_clear_pointer (&found, g_ptr_array_unref);
      found = wabi_lookup_by (view, &wabi_kind_claim, "control", upper);
    }
  claim = take_only (found, payer);
  if (claim != NULL || theirs == NULL)
    return claim;
  g_clear_pointer (&found, g_ptr_array_unref);
  found = wabi_lookup_by (view, &wabi_kind_claim, "payer_control", theirs);
  return take_only (found, payer);
}

static const char *
first_date (JsonObject *content)
{
  JsonArray *lines = wabi_remit_content_lines (content);
  JsonObject *dates = NULL, *line = lines != NULL && json_array_get_length (lines) > 0 ? get_line (lines, 0) : NULL;

  if (line != NULL && wabi_json_peek_text (line, "from") != NULL)
    return wabi_json_peek_text (line, "from");
  return wabi_json_take_object (content, "dates", FALSE, &dates, NULL) && dates != NULL ? wabi_json_peek_text (dates, "232") : NULL;
}

/* The member's number of the answer: of the patient where it is told, else of the insured. */
static const char *
member_id (JsonObject *content)
{
  JsonObject *name = wabi_remit_content_name (content, "QC");

  if (name == NULL || wabi_json_peek_text (name, "id") == NULL)
    name = wabi_remit_content_name (content, "IL");
  return name != NULL ? wabi_json_peek_text (name, "id") : NULL;
}

/* Claims about services of about that day; the day itself in any zone of the world. */
static GPtrArray *
list_of_day (const WabiView *view, const char *date, const char *payer)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *out = g_ptr_array_new_with_free_func (g_object_unref);
  WabiDay day = date != NULL ? wabi_day_from_text (date) : WABI_DAY_NONE;
  g_autoptr (GPtrArray) charges = NULL;
  gint64 from;

  if (day == WABI_DAY_NONE)
    return out;
  from = wabi_zone_day_start ("UTC", day);
  charges = wabi_lookup_between (view, &wabi_kind_charge, payer != NULL ? "payer" : NULL, payer, from - 14 * G_TIME_SPAN_HOUR,
                                 from + 38 * G_TIME_SPAN_HOUR);
  for (guint i = 0; i < charges->len; i++)
    {
      const char *id = wabi_record_get_text (g_ptr_array_index (charges, i), "claim");
      WabiRecord *claim = NULL;

      if (id == NULL || !wabi_record_is (g_ptr_array_index (charges, i), "date", date) || !g_hash_table_add (seen, (char *) id))
        continue;
      claim = wabi_lookup_get (view, &wabi_kind_claim, id);
      if (claim != NULL)
        g_ptr_array_add (out, claim);
    }
  return out;
}

static gboolean
is_member (const WabiView *view, WabiRecord *claim, const char *member)
{
  g_autoptr (GPtrArray) coverages = NULL;

  if (member == NULL)
    return FALSE;
  coverages = wabi_lookup_by (view, &wabi_kind_coverage, "client", wabi_record_get_text (claim, "client"));
  for (guint i = 0; i < coverages->len; i++)
    if (g_ascii_strcasecmp (wabi_record_has (g_ptr_array_index (coverages, i), "member_id")
                              ? wabi_record_get_text (g_ptr_array_index (coverages, i), "member_id")
                              : "",
                            member)
        == 0)
      return TRUE;
  return FALSE;
}

static WabiRecord *
match_by_member (const WabiView *view, JsonObject *content, const char *payer)
{
  const char *member = member_id (content);
  gint64 charge = ABS (wabi_json_peek_int (content, "charge", 0));
  g_autoptr (GPtrArray) day = list_of_day (view, first_date (content), payer);
  g_autoptr (GPtrArray) fits = g_ptr_array_new ();

  for (guint i = 0; i < day->len; i++)
    if (wabi_record_get_int (g_ptr_array_index (day, i), "total_cents") == charge && is_member (view, g_ptr_array_index (day, i), member))
      g_ptr_array_add (fits, g_ptr_array_index (day, i));
  return take_only (fits, payer);
}

WabiRecord *
wabi_remit_match (const WabiView *view, WabiRecord *answer, const char *payer, const char **matched_by)
{
  JsonObject *content = get_content (answer);
  WabiRecord *claim;

  *matched_by = NULL;
  if (wabi_record_is (answer, "matched_by", "hand"))
    {
      *matched_by = "hand";
      return wabi_lookup_get (view, &wabi_kind_claim, wabi_record_get_text (answer, "claim"));
    }
  if (content == NULL)
    return NULL;
  claim = match_by_lines (view, content, payer);
  if (claim != NULL)
    {
      *matched_by = "line";
      return claim;
    }
  claim = match_by_number (view, content, payer);
  if (claim != NULL)
    {
      *matched_by = "claim";
      return claim;
    }
  claim = match_by_member (view, content, payer);
  if (claim != NULL)
    *matched_by = "member";
  return claim;
}

GPtrArray *
wabi_remit_suggest (const WabiView *view, WabiRecord *answer)
{
  JsonObject *content = get_content (answer);
  GPtrArray *out = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) day = content != NULL ? list_of_day (view, first_date (content), NULL) : NULL;

  /* Three rounds: member and charge, member, charge. */
  for (guint round = 0; round < 3 && day != NULL; round++)
    for (guint i = 0; i < day->len && out->len < 8; i++)
      {
        WabiRecord *claim = g_ptr_array_index (day, i);
        gboolean member = is_member (view, claim, member_id (content));
        gboolean charge = wabi_record_get_int (claim, "total_cents") == ABS (wabi_json_peek_int (content, "charge", 0));

        if ((round == 0 && member && charge) || (round == 1 && member && !charge) || (round == 2 && !member && charge))
          g_ptr_array_add (out, g_object_ref (claim));
      }
  return out;
}

/* The charge that says now that this is its line: where the claim keeps another number for it, or none. */
static WabiSentLine *
find_by_charge (const WabiView *view, GPtrArray *sent, const char *control)
{
  for (guint i = 0; i < sent->len; i++)
    {
      WabiSentLine *line = g_ptr_array_index (sent, i);

      for (guint j = 0; j < line->parts->len; j++)
        {
          g_autoptr (WabiRecord) charge = wabi_lookup_get (view, &wabi_kind_charge, g_array_index (line->parts, WabiSentPart, j).charge);

          if (charge != NULL && same_number (wabi_record_get_text (charge, "line_control"), control))
            return line;
        }
    }
  return NULL;
}

/* What we sent as that line: of the claim itself where it keeps its lines, since a charge's number moves on with its next claim. */
static WabiSentLine *
find_by_control (const WabiView *view, GPtrArray *sent, const char *control)
{
  for (guint i = 0; control != NULL && i < sent->len; i++)
    if (same_number (((WabiSentLine *) g_ptr_array_index (sent, i))->control, control))
      return g_ptr_array_index (sent, i);
  return control != NULL ? find_by_charge (view, sent, control) : NULL;
}

static WabiSentLine *
find_by_service (GPtrArray *sent, GHashTable *taken, JsonObject *told)
{
  const char *code = wabi_json_peek_text (told, "submitted"), *date = wabi_json_peek_text (told, "from");

  if (code == NULL)
    code = wabi_json_peek_text (told, "code");
  for (guint i = 0; i < sent->len; i++)
    {
      WabiSentLine *line = g_ptr_array_index (sent, i);

      if (!g_hash_table_contains (taken, line) && g_strcmp0 (line->code, code) == 0 && (date == NULL || g_strcmp0 (line->date, date) == 0)
          && line->cents == ABS (wabi_json_peek_int (told, "charge", 0)))
        return line;
    }
  return NULL;
}

static void
unref_line (gpointer line)
{
  wabi_sent_line_unref (line);
}

gboolean
wabi_remit_match_lines (const WabiView *view, WabiRecord *claim, JsonObject *content, GPtrArray **out)
{
  g_autoptr (GPtrArray) sent = wabi_claim_list_sent (view, claim);
  g_autoptr (GHashTable) taken = g_hash_table_new (NULL, NULL);
  JsonArray *lines = wabi_remit_content_lines (content);
  gboolean all = TRUE;

  *out = g_ptr_array_new_with_free_func (unref_line);
  for (guint i = 0; lines != NULL && i < json_array_get_length (lines); i++)
    {
      JsonObject *told = get_line (lines, i);
      WabiSentLine *line = told != NULL ? find_by_control (view, sent, wabi_json_peek_text (told, "control")) : NULL;

      if (line == NULL && told != NULL)
        line = find_by_service (sent, taken, told);
      if (line != NULL)
        g_hash_table_add (taken, line);
      all = all && line != NULL;
      g_ptr_array_add (*out, line != NULL ? g_rc_box_acquire (line) : NULL);
    }
  return all;
}

static gboolean
names_payer (WabiRecord *payer, const char *const *ids)
{
  g_auto (GStrv) own = wabi_lookup_strv (payer, "remit_ids");

  for (guint i = 0; ids[i] != NULL; i++)
    if (*ids[i] != '\0' && (wabi_record_is (payer, "payer_id", ids[i]) || g_strv_contains ((const char *const *) own, ids[i])))
      return TRUE;
  return FALSE;
}

WabiRecord *
wabi_remit_find_payer (const WabiView *view, const char *name, const char *const *ids)
{
  g_autoptr (GPtrArray) payers = NULL;
  WabiRecord *found = NULL;
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_payer);
  payers = wabi_view_list (view, &query, NULL);
  for (guint i = 0; payers != NULL && i < payers->len && found == NULL; i++)
    if (names_payer (g_ptr_array_index (payers, i), ids))
      found = g_ptr_array_index (payers, i);
  for (guint i = 0; payers != NULL && name != NULL && i < payers->len && found == NULL; i++)
    if (g_ascii_strcasecmp (wabi_record_get_text (g_ptr_array_index (payers, i), "name"), name) == 0)
      found = g_ptr_array_index (payers, i);
  return found != NULL ? g_object_ref (found) : NULL;
}
