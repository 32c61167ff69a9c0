// SPDX-License-Identifier: AGPL-3.0-or-later
// A practice in memory, to which commands are given as a service or a desktop would.

#include "memory-practice.h"

#include <string.h>

static char *
make_key (const WabiKind *kind, const char *id)
{
  return g_strdup_printf ("%s/%s", kind->name, id);
}

/* A service that runs alone has copies of what it declares and of nothing else, so whatever runs here may read no more. */
static void
check_needs (MemoryPractice *practice, const WabiKind *kind)
{
  const char *reader = practice->reader;

  if (reader == NULL || strcmp (reader, kind->service) == 0)
    return;
  if (!wabi_domain_needs (reader, kind))
    g_error ("%s read a %s, which core/domain/wabi-needs.c does not declare", reader, kind->name);
  if (practice->reacting && !wabi_domain_reacts_with (reader, kind))
    g_error ("a reaction of %s read a %s, which core/domain/wabi-needs.c does not declare", reader, kind->name);
}

static WabiRecord *
get_record (gpointer data, const WabiKind *kind, const char *id, GError **error)
{
  g_autofree char *key = make_key (kind, id);
  WabiRecord *record = g_hash_table_lookup (((MemoryPractice *) data)->records, key);

  check_needs (data, kind);
  return record != NULL && !wabi_record_get_deleted (record) ? g_object_ref (record) : NULL;
}

static int
compare_starts (gconstpointer a, gconstpointer b)
{
  WabiRecord *one = *(WabiRecord *const *) a, *other = *(WabiRecord *const *) b;
  gint64 x = wabi_record_get_int (one, "starts_at"), y = wabi_record_get_int (other, "starts_at");

  return x != y ? (x < y ? -1 : 1) : strcmp (wabi_record_get_id (one), wabi_record_get_id (other));
}

static int
compare_field (gconstpointer a, gconstpointer b, gpointer data)
{
  const WabiQuery *query = data;
  WabiRecord *one = *(WabiRecord *const *) a, *other = *(WabiRecord *const *) b;
  gint64 x = wabi_record_get_int (one, query->order_by), y = wabi_record_get_int (other, query->order_by);
  int order = g_strcmp0 (wabi_record_get_text (one, query->order_by), wabi_record_get_text (other, query->order_by));

  order = order != 0 ? order : (x > y) - (x < y);
  return query->descending ? -order : order;
}

/* As a store does: in the order that was asked for, and no more than was asked for. */
static void
cut (GPtrArray *found, const WabiQuery *query)
{
  if (query->order_by != NULL)
    g_ptr_array_sort_with_data (found, compare_field, (gpointer) query);
  if (query->offset > 0)
    g_ptr_array_remove_range (found, 0, MIN (query->offset, found->len));
  if (query->limit > 0 && found->len > query->limit)
    g_ptr_array_set_size (found, (int) query->limit);
}

static GPtrArray *
list_records (gpointer data, const WabiQuery *query, GError **error)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer record;

  check_needs (data, query->kind);
  g_hash_table_iter_init (&iter, ((MemoryPractice *) data)->records);
  while (g_hash_table_iter_next (&iter, NULL, &record))
    if (wabi_query_matches (query, record))
      g_ptr_array_add (found, g_object_ref (record));
  g_ptr_array_sort (found, compare_starts);
  cut (found, query);
  return found;
}

MemoryPractice *
memory_practice_new (gint64 now)
{
  MemoryPractice *practice = g_new0 (MemoryPractice, 1);

  practice->records = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  practice->view = (WabiView){ get_record, list_records, practice };
  wabi_fake_clock_init (&practice->clock, now, 0);
  practice->ids = wabi_id_source_new_seeded (&practice->clock.clock, 1);
  return practice;
}

void
memory_practice_free (MemoryPractice *practice)
{
  g_hash_table_unref (practice->records);
  wabi_id_source_free (practice->ids);
  g_free (practice->code);
  g_free (practice);
}

static void
keep (MemoryPractice *practice, WabiRecord *record)
{
  WabiRecord *copy = wabi_record_copy (record);

  wabi_record_set_stamp (copy, wabi_record_get_version (record) + 1, 1, wabi_record_get_deleted (record));
  g_hash_table_replace (practice->records, make_key (wabi_record_get_kind (record), wabi_record_get_id (record)), copy);
}

static char *
quote (const char *text)
{
  char *json = g_strdup (text);

  return g_strdelimit (json, "'", '"');
}

void
memory_practice_put (MemoryPractice *practice, const WabiKind *kind, const char *id, const char *body)
{
  g_autofree char *json = quote (body);
  g_autoptr (GError) error = NULL;
  g_autoptr (WabiRecord) record = wabi_record_new_from_body (kind, id, json, &error);

  g_assert_no_error (error);
  g_assert_true (wabi_record_check (record, &error));
  g_assert_no_error (error);
  keep (practice, record);
}

WabiRecord *
memory_practice_get (MemoryPractice *practice, const WabiKind *kind, const char *id)
{
  return wabi_view_get (&practice->view, kind, id, NULL);
}

static void
set_up_context (MemoryPractice *practice, WabiContext *context, const char *user, guint roles, gboolean authority)
{
  wabi_context_init (context, &practice->view);
  context->caller = (WabiCaller){ PRACTICE_ID, user, roles };
  context->now = practice->clock.at;
  context->given = practice->clock.at - practice->delay;
  context->zone = ZONE;
  context->authority = authority;
  context->ids = practice->ids;
}

static void
keep_effects (MemoryPractice *practice, WabiContext *context)
{
  for (guint i = 0; i < context->effects->len; i++)
    keep (practice, g_ptr_array_index (context->effects, i));
}

/* As a store does: a rule cannot see what was deleted, and may not make it anew. */
static gboolean
check_effects (MemoryPractice *practice, WabiContext *context, GError **error)
{
  for (guint i = 0; i < context->effects->len; i++)
    {
      WabiRecord *record = g_ptr_array_index (context->effects, i);
      g_autofree char *key = make_key (wabi_record_get_kind (record), wabi_record_get_id (record));
      WabiRecord *there = g_hash_table_lookup (practice->records, key);

      if (wabi_record_get_version (record) == 0 && there != NULL && wabi_record_get_deleted (there))
        return wabi_context_refuse (context, error, WABI_COMMAND_ERROR_REFUSED, "gone", "id", "This %s was deleted.",
                                    wabi_record_get_kind (record)->title);
    }
  return TRUE;
}

/* A desktop's cache has everything that its person may see: only a service is held to its needs. */
static const char *
get_service (const WabiCommandInfo *commands, guint n, const char *name, gboolean authority)
{
  const WabiCommandInfo *info = wabi_command_find (commands, n, name);

  return authority && info != NULL ? info->service : NULL;
}

gboolean
memory_practice_do (MemoryPractice *practice, const char *user, guint roles, gboolean authority, const char *name, const char *args)
{
  g_autofree char *json = quote (args);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) object = wabi_json_parse_object (json, -1, NULL, &error);
  guint n;
  const WabiCommandInfo *commands = wabi_domain_get_commands (&n);
  WabiContext context;
  gboolean ok;

  g_assert_no_error (error);
  set_up_context (practice, &context, user, roles, authority);
  practice->reader = get_service (commands, n, name, authority);
  ok = wabi_command_apply (commands, n, &context, name, object, &error) && check_effects (practice, &context, &error);
  practice->reader = NULL;
  g_clear_pointer (&practice->code, g_free);
  if (ok)
    keep_effects (practice, &context);
  else
    {
      g_assert_nonnull (error);
      practice->code = g_strdup (context.code);
      g_test_message ("%s: %s (%s)", name, error->message, practice->code);
    }
  wabi_context_clear (&context);
  return ok;
}

gboolean
memory_practice_run (MemoryPractice *practice, const char *service, MemoryRule rule, gpointer data)
{
  g_autoptr (GError) error = NULL;
  WabiContext context;
  gboolean ok;

  set_up_context (practice, &context, DESK, WABI_ROLE_ADMIN, TRUE);
  practice->reader = service;
  ok = rule (&context, data, &error);
  practice->reader = NULL;
  g_clear_pointer (&practice->code, g_free);
  for (guint i = 0; ok && i < context.effects->len; i++)
    ok = wabi_record_check (g_ptr_array_index (context.effects, i), &error);
  g_assert_true (ok || error != NULL);
  if (ok)
    keep_effects (practice, &context);
  else
    {
      practice->code = g_strdup (context.code);
      g_test_message ("%s (%s)", error->message, practice->code);
    }
  wabi_context_clear (&context);
  return ok;
}

void
memory_practice_react (MemoryPractice *practice, WabiRecord *changed)
{
  guint n;
  const WabiReaction *reactions = wabi_domain_get_reactions (&n);

  for (guint i = 0; i < n; i++)
    {
      WabiContext context;
      g_autoptr (GError) error = NULL;

      if (strcmp (reactions[i].kind, wabi_record_get_kind (changed)->name) != 0)
        continue;
      set_up_context (practice, &context, DESK, WABI_ROLE_ADMIN, TRUE);
      practice->reader = reactions[i].service;
      practice->reacting = TRUE;
      g_assert_true (reactions[i].react (&context, changed, &error));
      practice->reader = NULL;
      practice->reacting = FALSE;
      g_assert_no_error (error);
      keep_effects (practice, &context);
      wabi_context_clear (&context);
    }
}

static void
put_people (MemoryPractice *practice)
{
  memory_practice_put (practice, &wabi_kind_practice, PRACTICE_ID,
                       "{'name':'Cedar Grove ABA','short_name':'cedar-grove','zone':'" ZONE "','npi':'1999000015','ein':'990000015','taxonomy':'103K00000X',"
                       "'street':'400 Cedar Grove Way','city':'Cedar Grove','state':'OH','zip':'439990001','phone':'6145550100','contact':'Billing',"
                       "'submitter_id':'990000015','receiver_id':'CEDARHOUSE','receiver_name':'Cedar Clearinghouse','test_claims':true,'notice_hours':24}");
  memory_practice_put (practice, &wabi_kind_staff, RBT,
                       "{'first_name':'Jordan','last_name':'Reyes','role':'rbt','credential':'RBT','npi':'1999000031','supervisor':'" BCBA "','active':true}");
  memory_practice_put (practice, &wabi_kind_staff, BCBA,
                       "{'first_name':'Leila','last_name':'Amin','role':'bcba','credential':'BCBA','npi':'1999000023','active':true}");
  memory_practice_put (practice, &wabi_kind_staff, DESK, "{'first_name':'Maya','last_name':'Ortiz','role':'frontdesk','active':true}");
  memory_practice_put (practice, &wabi_kind_credential, "01900000-0000-7000-8000-000000000101",
                       "{'staff':'" RBT "','type':'RBT','valid_from':'2025-01-01','valid_to':'2026-12-31'}");
  memory_practice_put (practice, &wabi_kind_credential, "01900000-0000-7000-8000-000000000102",
                       "{'staff':'" BCBA "','type':'BCBA','valid_from':'2025-01-01','valid_to':'2026-12-31'}");
  for (int day = 1; day <= 5; day++)
    {
      g_autofree char *id = g_strdup_printf ("01900000-0000-7000-8000-00000000020%d", day);
      g_autofree char *body = g_strdup_printf ("{'staff':'" RBT "','weekday':%d,'start_minute':480,'end_minute':1080}", day);

      memory_practice_put (practice, &wabi_kind_staff_hours, id, body);
    }
}

void
memory_practice_furnish (MemoryPractice *practice)
{
  put_people (practice);
  memory_practice_put (practice, &wabi_kind_client, CLIENT,
                       "{'first_name':'Ava','last_name':'Okafor','birth_date':'2019-08-03','sex':'F','street':'12 Heron Ct','city':'Cedar Grove','state':'OH',"
                       "'zip':'439990002','guardian_name':'Grace Okafor','diagnoses':['F84.0'],'bcba':'" BCBA "','place':'12','status':'active'}");
  memory_practice_put (practice, &wabi_kind_client, CLIENT_2,
                       "{'first_name':'Theo','last_name':'Lindqvist','birth_date':'2018-01-05','sex':'M','diagnoses':['F84.0'],'status':'active'}");
  memory_practice_put (practice, &wabi_kind_payer, PAYER,
                       "{'name':'Harbor Health','payer_id':'90010','type':'commercial','filing':'CI','unit_method':'midpoint','unit_scope':'session',"
                       "'rendering':'supervisor','supervising':'never','modifiers':true,'needs_authorization':['97153'],'concurrency':'commercial',"
                       "'note_elements':['times','participants','place','status','narrative','techniques','plan'],'words_per_hour':5,'mue':'medicare','filing_days':120}");
  memory_practice_put (practice, &wabi_kind_fee, "01900000-0000-7000-8000-000000000301",
                       "{'payer':'" PAYER "','service_code':'97153','modifier':'HM','cents':1700,'valid_from':'2026-01-01'}");
  for (int i = 0; i < 2; i++)
    {
      g_autofree char *id = i == 0 ? g_strdup (COVERAGE) : g_strdup ("01900000-0000-7000-8000-000000000405");
      g_autofree char *body = g_strdup_printf ("{'client':'%s','payer':'" PAYER "','priority':1,'member_id':'W123456789','relation':'child','subscriber_first':'Grace',"
                                               "'subscriber_last':'Okafor','subscriber_birth':'1988-04-12','subscriber_sex':'F','valid_from':'2026-01-01'}",
                                               i == 0 ? CLIENT : CLIENT_2);

      memory_practice_put (practice, &wabi_kind_coverage, id, body);
    }
  memory_practice_put (practice, &wabi_kind_authorization, AUTHORIZATION,
                       "{'client':'" CLIENT "','payer':'" PAYER "','number':'A-20417','status':'approved','valid_from':'2026-01-02','valid_to':'2026-06-30',"
                       "'lines':[{'code':'97153','units':40,'per':'total'}]}");
  memory_practice_put (practice, &wabi_kind_program, PROGRAM, "{'client':'" CLIENT "','name':'Colors','status':'active'}");
  memory_practice_put (practice, &wabi_kind_target, TARGET,
                       "{'client':'" CLIENT "','program':'" PROGRAM "','name':'“Touch red”','status':'acquisition','prompt_level':'partial'}");
  memory_practice_put (practice, &wabi_kind_behavior, BEHAVIOR,
                       "{'client':'" CLIENT "','name':'Elopement','measure':'frequency','status':'active'}");
}
