// SPDX-License-Identifier: AGPL-3.0-or-later
// One claim of a remittance as the record keeps it.

#include "wabi-remit-content.h"

static void
put_text (JsonObject *object, const char *name, const char *text)
{
  if (text != NULL && *text != '\0')
    json_object_set_string_member (object, name, text);
}

static void
put_adjustments (JsonObject *object, const WabiRemitAdjustment *adjustments, guint n)
{
  JsonArray *array = n > 0 ? json_array_new () : NULL;

  for (guint i = 0; i < n; i++)
    {
      JsonObject *each = json_object_new ();

      json_object_set_string_member (each, "group", adjustments[i].group);
      json_object_set_string_member (each, "reason", adjustments[i].reason);
      json_object_set_int_member (each, "cents", adjustments[i].cents);
      if (adjustments[i].quantity != 0)
        json_object_set_int_member (each, "quantity", adjustments[i].quantity);
      json_array_add_object_element (array, each);
    }
  if (array != NULL)
    json_object_set_array_member (object, "adjustments", array);
}

static void
put_remarks (JsonObject *object, const WabiRemitRemark *remarks, guint n)
{
  JsonArray *array = n > 0 ? json_array_new () : NULL;

  for (guint i = 0; i < n; i++)
    if (remarks[i].code != NULL)
      json_array_add_string_element (array, remarks[i].code);
  if (array != NULL)
    json_object_set_array_member (object, "remarks", array);
}

static JsonObject *
make_line (const WabiRemitLine *line)
{
  JsonObject *object = json_object_new ();
  JsonArray *modifiers = line->procedure.n_modifiers > 0 ? json_array_new () : NULL;

  put_text (object, "code", line->procedure.code);
  for (guint i = 0; i < line->procedure.n_modifiers; i++)
    json_array_add_string_element (modifiers, line->procedure.modifiers[i]);
  if (modifiers != NULL)
    json_object_set_array_member (object, "modifiers", modifiers);
  put_text (object, "submitted", line->submitted.code);
  json_object_set_int_member (object, "charge", line->charge);
  json_object_set_int_member (object, "paid", line->paid);
  json_object_set_int_member (object, "units", line->units);
  put_text (object, "from", line->from);
  put_text (object, "to", line->to);
  put_text (object, "control", line->control);
  if (line->has_allowed)
    json_object_set_int_member (object, "allowed", line->allowed);
  put_adjustments (object, line->adjustments, line->n_adjustments);
  put_remarks (object, line->remarks, line->n_remarks);
  return object;
}

static void
put_names (JsonObject *content, const WabiRemitClaim *claim)
{
  JsonArray *names = json_array_new ();

  for (guint i = 0; i < claim->n_names; i++)
    {
      JsonObject *name = json_object_new ();

      json_object_set_string_member (name, "role", claim->names[i].role);
      put_text (name, "last", claim->names[i].last);
      put_text (name, "first", claim->names[i].first);
      put_text (name, "kind", claim->names[i].id_kind);
      put_text (name, "id", claim->names[i].id);
      json_array_add_object_element (names, name);
    }
  json_object_set_array_member (content, "names", names);
}

/* The first of each kind: a payer that repeats one says the same again. */
static void
put_details (JsonObject *content, const WabiRemitClaim *claim)
{
  JsonObject *dates = json_object_new (), *amounts = json_object_new (), *references = json_object_new ();

  for (guint i = 0; i < claim->n_dates; i++)
    if (claim->dates[i].from != NULL && !json_object_has_member (dates, claim->dates[i].kind))
      json_object_set_string_member (dates, claim->dates[i].kind, claim->dates[i].from);
  for (guint i = 0; i < claim->n_amounts; i++)
    if (!json_object_has_member (amounts, claim->amounts[i].kind))
      json_object_set_int_member (amounts, claim->amounts[i].kind, claim->amounts[i].cents);
  for (guint i = 0; i < claim->n_references; i++)
    if (claim->references[i].value != NULL && !json_object_has_member (references, claim->references[i].kind))
      json_object_set_string_member (references, claim->references[i].kind, claim->references[i].value);
  json_object_set_object_member (content, "dates", dates);
  json_object_set_object_member (content, "amounts", amounts);
  json_object_set_object_member (content, "references", references);
}

/* What does not balance is told once, here, where the payer's own figures are at hand. */
static void
put_difference (JsonObject *content, const WabiRemitClaim *claim)
{
  WabiRemitClaimBalance balance;
  JsonObject *object;
  gint64 line = 0;

  for (guint i = 0; line == 0 && i < claim->n_lines; i++)
    line = wabi_remit_line_difference (&claim->lines[i]);
  if (wabi_remit_claim_balance (claim, &balance) && balance.patient == 0)
    return;
  object = json_object_new ();
  json_object_set_int_member (object, "payment", balance.payment);
  json_object_set_int_member (object, "charges", balance.charges);
  json_object_set_int_member (object, "payments", balance.payments);
  json_object_set_int_member (object, "patient", balance.patient);
  json_object_set_int_member (object, "line", line);
  json_object_set_object_member (content, "difference", object);
}

JsonObject *
wabi_remit_content_new (const WabiRemitClaim *claim)
{
  JsonObject *content = json_object_new ();
  JsonArray *lines = json_array_new ();

  put_text (content, "control", claim->control);
  put_text (content, "status", claim->status);
  json_object_set_int_member (content, "charge", claim->charge);
  json_object_set_int_member (content, "paid", claim->paid);
  json_object_set_int_member (content, "patient", claim->patient);
  put_text (content, "filing", claim->filing);
  put_text (content, "payer_claim", claim->payer_claim);
  put_text (content, "place", claim->place);
  put_text (content, "frequency", claim->frequency);
  put_adjustments (content, claim->adjustments, claim->n_adjustments);
  put_remarks (content, claim->remarks, claim->n_remarks);
  put_names (content, claim);
  put_details (content, claim);
  for (guint i = 0; i < claim->n_lines; i++)
    json_array_add_object_element (lines, make_line (&claim->lines[i]));
  json_object_set_array_member (content, "lines", lines);
  if (claim->money_unreadable)
    json_object_set_boolean_member (content, "unreadable", TRUE);
  put_difference (content, claim);
  return content;
}

gint64
wabi_remit_content_difference (JsonObject *content)
{
  static const char *const sums[] = { "payment", "charges", "payments", "line" };
  JsonObject *difference = NULL;
  gint64 cents = 0;

  if (!wabi_json_take_object (content, "difference", FALSE, &difference, NULL) || difference == NULL)
    return 0;
  for (guint i = 0; cents == 0 && i < G_N_ELEMENTS (sums); i++)
    cents = wabi_json_peek_int (difference, sums[i], 0);
  return cents;
}

static JsonArray *
peek_array (JsonObject *object, const char *name)
{
  JsonArray *array = NULL;

  return wabi_json_take_array (object, name, FALSE, 100000, &array, NULL) ? array : NULL;
}

static JsonObject *
peek_element (JsonArray *array, guint i)
{
  JsonNode *node = json_array_get_element (array, i);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

GArray *
wabi_remit_content_adjustments (JsonObject *object)
{
  GArray *out = g_array_new (FALSE, FALSE, sizeof (WabiRemitCas));
  JsonArray *array = peek_array (object, "adjustments");

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *each = peek_element (array, i);
      WabiRemitCas cas;

      if (each == NULL)
        continue;
      cas.group = wabi_json_peek_text (each, "group");
      cas.reason = wabi_json_peek_text (each, "reason");
      cas.cents = wabi_json_peek_int (each, "cents", 0);
      cas.quantity = wabi_json_peek_int (each, "quantity", 0);
      if (cas.group != NULL && cas.reason != NULL)
        g_array_append_val (out, cas);
    }
  return out;
}

GStrv
wabi_remit_content_remarks (JsonObject *object)
{
  GStrvBuilder *builder = g_strv_builder_new ();
  JsonArray *array = peek_array (object, "remarks");
  GStrv out;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (JSON_NODE_HOLDS_VALUE (json_array_get_element (array, i)) && json_array_get_string_element (array, i) != NULL)
      g_strv_builder_add (builder, json_array_get_string_element (array, i));
  out = g_strv_builder_end (builder);
  g_strv_builder_unref (builder);
  return out;
}

JsonObject *
wabi_remit_content_name (JsonObject *content, const char *role)
{
  JsonArray *names = peek_array (content, "names");

  for (guint i = 0; names != NULL && i < json_array_get_length (names); i++)
    {
      JsonObject *name = peek_element (names, i);

      if (name != NULL && g_strcmp0 (wabi_json_peek_text (name, "role"), role) == 0)
        return name;
    }
  return NULL;
}

JsonArray *
wabi_remit_content_lines (JsonObject *content)
{
  return peek_array (content, "lines");
}

gint64
wabi_remit_content_allowed (JsonObject *line)
{
  g_autoptr (GArray) adjustments = NULL;
  gint64 allowed = wabi_json_peek_int (line, "allowed", -1);

  if (allowed >= 0)
    return allowed;
  allowed = wabi_json_peek_int (line, "paid", 0);
  adjustments = wabi_remit_content_adjustments (line);
  for (guint i = 0; i < adjustments->len; i++)
    if (g_strcmp0 (g_array_index (adjustments, WabiRemitCas, i).group, "PR") == 0)
      allowed += g_array_index (adjustments, WabiRemitCas, i).cents;
  return allowed;
}
