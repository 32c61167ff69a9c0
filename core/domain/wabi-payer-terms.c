// SPDX-License-Identifier: AGPL-3.0-or-later
// What a payer asks as of a day: its record, the practice's dated rules over it, what is shipped under it.

#include "wabi-payer-terms-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-payer-sets.h"

/* Fields of the payer's record and the members of rules that they stand for. */
static const struct
{
  const char *field;
  const char *rule;
  const char *member;
} fields[] = {
  { "unit_method", "units", "method" },
  { "unit_scope", "units", "scope" },
  { "unit_minimum", "units", "minimum" },
  { "rendering", "rendering", "who" },
  { "supervising", "supervising", "when" },
  { "session_times", "session-times", "send" },
  { "guardian_signature", "note", "guardian" },
  { "note_elements", "note", "elements" },
  { "words_per_hour", "note", "words_per_hour" },
  { "concurrency", "concurrency", "table" },
  { "mue", "mue", "program" },
  { "filing_days", "filing", "days" },
  { "secondary_days", "filing", "secondary" },
  { "replace_days", "filing", "replacement" },
  { "appeal_days", "filing", "appeal" },
  { "needs_enrollment", "enrollment", "needed" },
  { "needs_npi", "enrollment", "npi" },
  { "member_pattern", "member", "pattern" },
  { "subscriber_rule", "subscriber", "who" },
};

static void
free_rule (gpointer data)
{
  WabiTermsRule *rule = data;

  g_strfreev (rule->codes);
  if (rule->level != WABI_TERMS_SHIPPED)
    json_object_unref (rule->value);
  g_free (rule);
}

/* ---- Gathering ---- */

/* Takes the value, unless it is a shipped one. */
static WabiTermsRule *
add_rule (WabiPayerRules *shared, WabiTermsLevel level, const char *rule, JsonObject *value)
{
  WabiTermsRule *one = g_new0 (WabiTermsRule, 1);

  one->level = level;
  one->rule = rule;
  one->value = value;
  one->from = one->to = WABI_DAY_NONE;
  one->order = shared->rules->len;
  g_ptr_array_add (shared->rules, one);
  return one;
}

/* Parsed once: the values of what is shipped never change. All threads read them and none counts a reference: json-glib
 * before 1.8 counts without atomics, so that two writers at once lost a count and freed what the others still read. */
static JsonObject *const *
get_shipped_values (void)
{
  static JsonObject **values;
  static gsize once;

  if (g_once_init_enter (&once))
    {
      gsize n;
      const WabiShippedRule *rows = wabi_payer_sets_rules (&n);

      values = g_new0 (JsonObject *, n);
      for (gsize i = 0; i < n; i++)
        {
          g_autofree char *json = g_strdelimit (g_strdup (rows[i].value), "'", '"');
          g_autoptr (GError) error = NULL;

          values[i] = wabi_json_parse_object (json, -1, NULL, &error);
          if (values[i] == NULL)
            g_error ("the shipped rule %s for %s cannot be read: %s", rows[i].rule, rows[i].type != NULL ? rows[i].type : "all", error->message);
        }
      g_once_init_leave (&once, 1);
    }
  return values;
}

static void
add_shipped (WabiPayerRules *shared, const char *type)
{
  gsize n;
  const WabiShippedRule *rows = wabi_payer_sets_rules (&n);
  JsonObject *const *values = get_shipped_values ();

  for (gsize i = 0; i < n; i++)
    {
      WabiTermsRule *one;

      if (rows[i].type != NULL && g_strcmp0 (rows[i].type, type) != 0)
        continue;
      one = add_rule (shared, WABI_TERMS_SHIPPED, rows[i].rule, values[i]);
      one->codes = rows[i].codes != NULL ? g_strsplit (rows[i].codes, " ", -1) : NULL;
      one->credential = rows[i].credential;
      one->place = rows[i].place;
      one->from = wabi_day_from_text (rows[i].from);
      one->to = wabi_day_from_text (rows[i].to);
      one->source = rows[i].source;
      /* What is for a type comes before what is for all. */
      one->order = rows[i].type != NULL ? 0 : 1;
    }
}

static JsonObject *
make_value (const char *member, JsonNode *take_node)
{
  JsonObject *value = json_object_new ();

  json_object_set_member (value, member, take_node);
  return value;
}

/* ["97153"] for some codes, ["all"] for all of them, [] for none. */
static void
add_needs (WabiPayerRules *shared, JsonArray *codes)
{
  g_auto (GStrv) needed = wabi_lookup_strv (shared->payer, "needs_authorization");
  gboolean all = g_strv_contains ((const char *const *) needed, "all");

  add_rule (shared, WABI_TERMS_PAYER, "authorization", make_value ("needed", json_node_init_boolean (json_node_alloc (), all)));
  if (!all && json_array_get_length (codes) > 0)
    add_rule (shared, WABI_TERMS_PAYER, "authorization", make_value ("needed", json_node_init_boolean (json_node_alloc (), TRUE)))->codes
        = g_steal_pointer (&needed);
}

static void
add_cells (WabiPayerRules *shared, JsonArray *cells)
{
  for (guint i = 0; i < json_array_get_length (cells); i++)
    {
      JsonNode *node = json_array_get_element (cells, i), *pairs;
      JsonArray *one;
      WabiTermsRule *rule;

      if (!JSON_NODE_HOLDS_OBJECT (node))
        continue;
      one = json_array_new ();
      json_array_add_element (one, json_node_copy (node));
      pairs = json_node_new (JSON_NODE_ARRAY);
      json_node_take_array (pairs, one);
      rule = add_rule (shared, WABI_TERMS_PAYER, "concurrency", make_value ("pairs", pairs));
      rule->from = wabi_day_from_text (wabi_json_peek_text (json_node_get_object (node), "from"));
      rule->source = wabi_json_peek_text (json_node_get_object (node), "source");
    }
}

static void
add_payer (WabiPayerRules *shared)
{
  JsonObject *body = wabi_record_get_body (shared->payer);
  JsonArray *codes = wabi_record_get_array (shared->payer, "needs_authorization");
  JsonArray *cells = wabi_record_get_array (shared->payer, "concurrency_pairs");

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      JsonNode *node = json_object_get_member (body, fields[i].field);

      if (node != NULL && !JSON_NODE_HOLDS_NULL (node))
        add_rule (shared, WABI_TERMS_PAYER, fields[i].rule, make_value (fields[i].member, json_node_copy (node)));
    }
  if (codes != NULL)
    add_needs (shared, codes);
  if (cells != NULL)
    add_cells (shared, cells);
  /* Who asks for no modifiers of the credential gets none of those that are shipped. */
  if (!wabi_record_get_bool (shared->payer, "modifiers"))
    {
      JsonObject *none = json_object_new ();

      json_object_set_string_member (none, "slot", "credential");
      json_object_set_string_member (none, "modifier", "");
      add_rule (shared, WABI_TERMS_PAYER, "modifiers", none);
    }
}

static void
add_record (WabiPayerRules *shared, WabiRecord *record, const char *type)
{
  JsonNode *node = json_object_get_member (wabi_record_get_body (record), "value");
  gboolean has_payer = wabi_record_has (record, "payer"), has_type = wabi_record_has (record, "payer_type");
  WabiTermsRule *one;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node) || (wabi_record_has (record, "active") && !wabi_record_get_bool (record, "active"))
      || (has_payer && (shared->payer == NULL || !wabi_record_is (record, "payer", wabi_record_get_id (shared->payer))))
      || (!has_payer && has_type && !wabi_record_is (record, "payer_type", type)))
    return;
  one = add_rule (shared, has_payer ? WABI_TERMS_OWN : has_type ? WABI_TERMS_TYPE : WABI_TERMS_ALL, wabi_record_get_text (record, "rule"),
                  json_object_ref (json_node_get_object (node)));
  one->record = record;
  one->credential = wabi_record_is (record, "credential", "any") ? NULL : wabi_record_get_text (record, "credential");
  one->place = wabi_record_get_text (record, "place");
  one->from = wabi_lookup_day (record, "valid_from");
  one->to = wabi_lookup_day (record, "valid_to");
  one->source = wabi_record_get_text (record, "source");
  if (wabi_record_get_array (record, "codes") != NULL && json_array_get_length (wabi_record_get_array (record, "codes")) > 0)
    one->codes = wabi_lookup_strv (record, "codes");
  g_ptr_array_add (shared->keep, g_object_ref (record));
}

static int
compare_rules (gconstpointer a, gconstpointer b)
{
  const WabiTermsRule *one = *(WabiTermsRule *const *) a, *other = *(WabiTermsRule *const *) b;

  if (one->level != other->level)
    return one->level < other->level ? -1 : 1;
  if (one->level == WABI_TERMS_SHIPPED && one->order != other->order)
    return one->order < other->order ? -1 : 1;
  if ((one->codes != NULL) != (other->codes != NULL))
    return one->codes != NULL ? -1 : 1;
  if ((one->credential != NULL) != (other->credential != NULL))
    return one->credential != NULL ? -1 : 1;
  if ((one->place != NULL) != (other->place != NULL))
    return one->place != NULL ? -1 : 1;
  if (one->from != other->from)
    return one->from > other->from ? -1 : 1;
  /* Ids are in the order of birth: what was recorded later corrects what was there. */
  if (one->record != NULL && other->record != NULL)
    return strcmp (wabi_record_get_id (other->record), wabi_record_get_id (one->record));
  return one->order < other->order ? -1 : one->order > other->order;
}

static void
sort_rules (WabiPayerRules *shared)
{
  g_ptr_array_sort (shared->rules, compare_rules);
  for (guint i = 0; i < shared->rules->len; i++)
    {
      WabiTermsRule *one = g_ptr_array_index (shared->rules, i);
      GPtrArray *bucket = g_hash_table_lookup (shared->buckets, one->rule);

      if (bucket == NULL)
        {
          bucket = g_ptr_array_new ();
          g_hash_table_insert (shared->buckets, (gpointer) one->rule, bucket);
        }
      g_ptr_array_add (bucket, one);
    }
}

static void
unref_shared (WabiPayerRules *shared)
{
  if (!g_ref_count_dec (&shared->refs))
    return;
  g_clear_pointer (&shared->services, wabi_service_table_unref);
  g_hash_table_unref (shared->decoded);
  g_clear_pointer (&shared->limits, g_ptr_array_unref);
  g_clear_pointer (&shared->pairs, g_ptr_array_unref);
  g_hash_table_unref (shared->buckets);
  g_ptr_array_unref (shared->rules);
  g_ptr_array_unref (shared->keep);
  g_clear_object (&shared->payer);
  g_free (shared);
}

WabiPayerTerms *
wabi_payer_terms_new_from (const WabiView *view, const GPtrArray *rules, WabiRecord *payer, WabiDay day)
{
  WabiPayerTerms *terms = g_new0 (WabiPayerTerms, 1);
  WabiPayerRules *shared = g_new0 (WabiPayerRules, 1);
  const char *type = payer != NULL ? wabi_record_get_text (payer, "type") : NULL;

  g_ref_count_init (&shared->refs);
  shared->view = view;
  shared->payer = payer != NULL ? g_object_ref (payer) : NULL;
  shared->rules = g_ptr_array_new_with_free_func (free_rule);
  shared->buckets = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
  shared->keep = g_ptr_array_new_with_free_func (g_object_unref);
  shared->decoded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  for (guint i = 0; i < rules->len; i++)
    add_record (shared, g_ptr_array_index (rules, i), type);
  if (payer != NULL)
    add_payer (shared);
  add_shipped (shared, type);
  sort_rules (shared);
  terms->shared = shared;
  terms->day = day;
  return terms;
}

WabiPayerTerms *
wabi_payer_terms_new (const WabiView *view, WabiRecord *payer, WabiDay day)
{
  WabiQuery query;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rules = NULL;

  wabi_query_init (&query, &wabi_kind_payer_rule);
  rules = wabi_view_list (view, &query, &error);
  if (rules == NULL)
    {
      g_warning ("the rules of payers cannot be read: %s", error != NULL ? error->message : "no reason");
      rules = g_ptr_array_new_with_free_func (g_object_unref);
    }
  return wabi_payer_terms_new_from (view, rules, payer, day);
}

WabiPayerTerms *
wabi_payer_terms_new_on (WabiPayerTerms *terms, WabiDay day)
{
  WabiPayerTerms *other = g_new0 (WabiPayerTerms, 1);

  g_ref_count_inc (&terms->shared->refs);
  other->shared = terms->shared;
  other->day = day;
  return other;
}

void
wabi_payer_terms_free (WabiPayerTerms *terms)
{
  if (terms == NULL)
    return;
  unref_shared (terms->shared);
  g_clear_pointer (&terms->cells, g_array_unref);
  g_free (terms->matrix_source);
  g_free (terms);
}

void
wabi_payer_terms_share_services (WabiPayerTerms *terms, WabiServiceTable *services)
{
  WabiServiceTable *before = terms->shared->services;

  terms->shared->services = wabi_service_table_ref (services);
  wabi_service_table_unref (before);
}

const WabiServiceCode *
wabi_payer_terms_find_service (WabiPayerTerms *terms, const char *code)
{
  WabiPayerRules *shared = terms->shared;

  if (shared->services == NULL && shared->view == NULL)
    return wabi_codes_find_service (code);
  if (shared->services == NULL)
    shared->services = wabi_service_table_new (shared->view);
  return wabi_service_table_find (shared->services, code, terms->day);
}

WabiRecord *
wabi_payer_terms_get_payer (WabiPayerTerms *terms)
{
  return terms->shared->payer;
}

WabiDay
wabi_payer_terms_get_day (WabiPayerTerms *terms)
{
  return terms->day;
}

const GPtrArray *
wabi_payer_terms_list (WabiPayerTerms *terms)
{
  return terms->shared->rules;
}

gboolean
wabi_payer_terms_holds (WabiPayerTerms *terms, const WabiTermsRule *rule)
{
  return wabi_day_in_range (terms->day, rule->from, rule->to);
}

/* ---- Asking ---- */

static gboolean
answers (const WabiTermsRule *rule, const WabiTermsKey *key)
{
  if (rule->codes != NULL && (key->code == NULL || !g_strv_contains ((const char *const *) rule->codes, key->code)))
    return FALSE;
  if (rule->credential != NULL && g_strcmp0 (rule->credential, key->credential) != 0)
    return FALSE;
  return rule->place == NULL || g_strcmp0 (rule->place, key->place) == 0;
}

static JsonNode *
peek (const WabiTermsRule *rule, const char *member)
{
  JsonNode *node = json_object_get_member (rule->value, member);

  return node != NULL && !JSON_NODE_HOLDS_NULL (node) ? node : NULL;
}

const WabiTermsRule *
wabi_payer_terms_find (WabiPayerTerms *terms, const char *rule, const char *member, const WabiTermsKey *key)
{
  static const WabiTermsKey nothing = { NULL, NULL, NULL };
  GPtrArray *bucket = g_hash_table_lookup (terms->shared->buckets, rule);

  for (guint i = 0; bucket != NULL && i < bucket->len; i++)
    {
      const WabiTermsRule *one = g_ptr_array_index (bucket, i);

      if (wabi_payer_terms_holds (terms, one) && answers (one, key != NULL ? key : &nothing) && peek (one, member) != NULL)
        return one;
    }
  return NULL;
}

static JsonNode *
ask (WabiPayerTerms *terms, const char *rule, const char *member, const WabiTermsKey *key, GType type)
{
  const WabiTermsRule *found = wabi_payer_terms_find (terms, rule, member, key);
  JsonNode *node = found != NULL ? peek (found, member) : NULL;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type ? node : NULL;
}

const char *
wabi_payer_terms_get_text (WabiPayerTerms *terms, const char *rule, const char *member, const WabiTermsKey *key)
{
  JsonNode *node = ask (terms, rule, member, key, G_TYPE_STRING);

  return node != NULL ? json_node_get_string (node) : NULL;
}

gint64
wabi_payer_terms_get_int (WabiPayerTerms *terms, const char *rule, const char *member, const WabiTermsKey *key, gint64 fallback)
{
  JsonNode *node = ask (terms, rule, member, key, G_TYPE_INT64);

  return node != NULL ? json_node_get_int (node) : fallback;
}

gboolean
wabi_payer_terms_get_bool (WabiPayerTerms *terms, const char *rule, const char *member, const WabiTermsKey *key)
{
  JsonNode *node = ask (terms, rule, member, key, G_TYPE_BOOLEAN);

  return node != NULL && json_node_get_boolean (node);
}

GStrv
wabi_payer_terms_dup_list (WabiPayerTerms *terms, const char *rule, const char *member, const WabiTermsKey *key)
{
  const WabiTermsRule *found = wabi_payer_terms_find (terms, rule, member, key);
  JsonNode *node = found != NULL ? peek (found, member) : NULL;
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *one = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (one) && json_node_get_value_type (one) == G_TYPE_STRING)
        g_strv_builder_add (builder, json_node_get_string (one));
    }
  return g_strv_builder_end (builder);
}

/* Whether the practice itself said what a unit of @code is for this payer: what holds for all codes says nothing of one that has
 * a unit of its own. */
static gboolean
is_ruled (WabiPayerTerms *terms, const char *member, const WabiTermsKey *key)
{
  const WabiTermsRule *rule = wabi_payer_terms_find (terms, "units", member, key);

  return rule != NULL && rule->codes != NULL && rule->level != WABI_TERMS_SHIPPED;
}

static void
take_own_unit (WabiPayerTerms *terms, const WabiServiceCode *service, const WabiTermsKey *key, WabiUnitRule *out)
{
  if (service->unit == WABI_SERVICE_MINUTES && service->unit_minutes > 0 && !is_ruled (terms, "unit_minutes", key)
      && service->unit_minutes != 15)
    out->unit_minutes = service->unit_minutes;
  if (service->unit == WABI_SERVICE_MINUTES || is_ruled (terms, "method", key) || is_ruled (terms, "unit_minutes", key))
    return;
  out->rounding = WABI_ROUNDING_ONE;
  out->scope = service->unit == WABI_SERVICE_DAY ? WABI_UNIT_SCOPE_DAY_CODE : WABI_UNIT_SCOPE_SESSION;
}

void
wabi_payer_terms_read_units (WabiPayerTerms *terms, const char *code, WabiUnitRule *out)
{
  WabiTermsKey key = { .code = code };
  const WabiServiceCode *service;

  *out = (WabiUnitRule){ WABI_ROUNDING_MIDPOINT, WABI_UNIT_SCOPE_SESSION, 15, 0 };
  if (!wabi_rounding_from_name (wabi_payer_terms_get_text (terms, "units", "method", &key), &out->rounding)
      || !wabi_unit_scope_from_name (wabi_payer_terms_get_text (terms, "units", "scope", &key), &out->scope))
    g_warning ("payer %s has a unit rule that this version does not know",
               terms->shared->payer != NULL ? wabi_record_get_id (terms->shared->payer) : "(all)");
  out->minimum_minutes = (int) wabi_payer_terms_get_int (terms, "units", "minimum", &key, 0);
  out->unit_minutes = (int) wabi_payer_terms_get_int (terms, "units", "unit_minutes", &key, 15);
  service = wabi_payer_terms_find_service (terms, code);
  if (service != NULL)
    take_own_unit (terms, service, &key, out);
}

/* ---- Modifiers ---- */

/* After the credential, before what only informs (billing-facts section 6). */
#define DISTINCT_ORDER 20

typedef struct
{
  const char *slot;
  const char *modifier;
  gint64 order;
} Slot;

static int
compare_slots (gconstpointer a, gconstpointer b)
{
  const Slot *one = a, *other = b;

  return one->order != other->order ? (one->order < other->order ? -1 : 1) : strcmp (one->slot, other->slot);
}

static gboolean
has_slot (const GArray *slots, const char *slot)
{
  for (guint i = 0; i < slots->len; i++)
    if (strcmp (g_array_index (slots, Slot, i).slot, slot) == 0)
      return TRUE;
  return FALSE;
}

GStrv
wabi_payer_terms_dup_modifiers (WabiPayerTerms *terms, const WabiTermsKey *key, const char *distinct)
{
  GPtrArray *bucket = g_hash_table_lookup (terms->shared->buckets, "modifiers");
  g_autoptr (GArray) slots = g_array_new (FALSE, FALSE, sizeof (Slot));
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (distinct != NULL)
    {
      Slot chosen = { "distinct", distinct, DISTINCT_ORDER };

      g_array_append_val (slots, chosen);
    }
  /* Of each thing that a modifier says the first rule counts. */
  for (guint i = 0; bucket != NULL && i < bucket->len; i++)
    {
      const WabiTermsRule *one = g_ptr_array_index (bucket, i);
      Slot slot = { wabi_json_peek_text (one->value, "slot"), wabi_json_peek_text (one->value, "modifier"),
                    wabi_json_peek_int (one->value, "order", 50) };

      if (slot.slot != NULL && wabi_payer_terms_holds (terms, one) && answers (one, key) && !has_slot (slots, slot.slot))
        g_array_append_val (slots, slot);
    }
  g_array_sort (slots, compare_slots);
  for (guint i = 0; i < slots->len; i++)
    if (g_array_index (slots, Slot, i).modifier != NULL && *g_array_index (slots, Slot, i).modifier != '\0')
      g_strv_builder_add (builder, g_array_index (slots, Slot, i).modifier);
  return g_strv_builder_end (builder);
}

/* ---- Services at one time ---- */

static void
take_cells (WabiPayerTerms *terms, const WabiTermsRule *rule)
{
  JsonNode *node = peek (rule, "pairs");
  JsonArray *pairs = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; pairs != NULL && i < json_array_get_length (pairs); i++)
    {
      JsonNode *element = json_array_get_element (pairs, i);
      JsonObject *cell = JSON_NODE_HOLDS_OBJECT (element) ? json_node_get_object (element) : NULL;
      WabiConcurrencyPair pair = { NULL, NULL, WABI_CONCURRENCY_DENY };

      if (cell == NULL || !wabi_concurrency_action_from_name (wabi_json_peek_text (cell, "action"), &pair.action))
        continue;
      pair.code_a = wabi_json_peek_text (cell, "a");
      pair.code_b = wabi_json_peek_text (cell, "b");
      g_array_append_val (terms->cells, pair);
    }
}

const WabiConcurrencyMatrix *
wabi_payer_terms_get_matrix (WabiPayerTerms *terms)
{
  GPtrArray *bucket = g_hash_table_lookup (terms->shared->buckets, "concurrency");
  const WabiConcurrencyMatrix *table;
  WabiRecord *payer = terms->shared->payer;

  if (terms->cells != NULL)
    return &terms->matrix;
  table = wabi_concurrency_find_matrix_on (wabi_payer_terms_get_text (terms, "concurrency", "table", NULL), terms->day);
  if (table == NULL)
    table = wabi_concurrency_find_matrix_on ("commercial", terms->day);
  terms->cells = g_array_new (FALSE, FALSE, sizeof (WabiConcurrencyPair));
  for (guint i = 0; bucket != NULL && i < bucket->len; i++)
    if (wabi_payer_terms_holds (terms, g_ptr_array_index (bucket, i)))
      take_cells (terms, g_ptr_array_index (bucket, i));
  terms->matrix = *table;
  if (terms->cells->len > 0 && payer != NULL)
    /* Translators: the name of a payer, and the table that its contract departs from */
    terms->matrix_source = g_strdup_printf (_("%s's contract, else %s"), wabi_record_get_text (payer, "name"), table->source);
  if (terms->matrix_source != NULL)
    terms->matrix.source = terms->matrix_source;
  g_array_append_vals (terms->cells, table->pairs, (guint) table->n_pairs);
  terms->matrix.pairs = (const WabiConcurrencyPair *) (gpointer) terms->cells->data;
  terms->matrix.n_pairs = terms->cells->len;
  return &terms->matrix;
}
