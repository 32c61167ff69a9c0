// SPDX-License-Identifier: AGPL-3.0-or-later
// A large practice made of the demo's, in a desktop's cache, as the feeds would bring it.

#include "many-charges.h"

#include <string.h>

#include "wabi-cache-sync.h"

#define PAGE 2000

/* Whether the copies are paid, so that a payer's history is made of them. */
static gboolean claimed;

static GPtrArray *
find_models (WabiDesk *desk)
{
  GPtrArray *charges = NULL;
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_charge);
  wabi_query_where_text (&query, "state", WABI_EQ, "open");
  charges = wabi_desk_list (desk, &query);
  g_assert_cmpuint (charges->len, >, 0);
  return charges;
}

/* What one open charge stands on, as the demo has it. */
typedef struct
{
  WabiRecord *charge, *session, *note, *visit;
  GPtrArray *person; /* the client, the person who gave it, and what hangs on the two */
} Model;

static WabiRecord *
get_of (WabiDesk *desk, const WabiKind *kind, WabiRecord *from, const char *field)
{
  WabiRecord *record = wabi_desk_get (desk, kind, wabi_record_get_text (from, field));

  g_assert_nonnull (record);
  return record;
}

static void
add_all (WabiDesk *desk, GPtrArray *to, const WabiKind *kind, const char *field, const char *value)
{
  g_autoptr (GPtrArray) records = NULL;
  WabiQuery query;

  wabi_query_init (&query, kind);
  wabi_query_where_text (&query, field, WABI_EQ, value);
  records = wabi_desk_list (desk, &query);
  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (to, g_object_ref (g_ptr_array_index (records, i)));
}

static void
free_model (gpointer data)
{
  Model *model = data;

  g_object_unref (model->session);
  g_object_unref (model->note);
  g_object_unref (model->visit);
  g_ptr_array_unref (model->person);
  g_free (model);
}

static Model *
make_model (WabiDesk *desk, WabiRecord *charge)
{
  Model *model = g_new0 (Model, 1);
  const char *client = wabi_record_get_text (charge, "client"), *staff = wabi_record_get_text (charge, "staff");

  model->charge = charge;
  model->session = get_of (desk, &wabi_kind_session, charge, "session");
  model->note = get_of (desk, &wabi_kind_note, charge, "note");
  model->visit = get_of (desk, &wabi_kind_appointment, model->session, "appointment");
  model->person = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (model->person, get_of (desk, &wabi_kind_client, charge, "client"));
  g_ptr_array_add (model->person, get_of (desk, &wabi_kind_staff, charge, "staff"));
  add_all (desk, model->person, &wabi_kind_coverage, "client", client);
  add_all (desk, model->person, &wabi_kind_authorization, "client", client);
  add_all (desk, model->person, &wabi_kind_credential, "staff", staff);
  add_all (desk, model->person, &wabi_kind_enrollment, "staff", staff);
  return model;
}

/* The records of each service, as its feed would bring them. */
typedef struct
{
  WabiCache *cache;
  GHashTable *pages; /* service -> GString of changes */
  GHashTable *counts;
  GHashTable *since; /* service -> gint64, where the page begins */
} Feeder;

static void
flush (Feeder *feeder, const char *service)
{
  GString *changes = g_hash_table_lookup (feeder->pages, service);
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (feeder->counts, service));
  g_autoptr (WabiPullPage) page = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *epoch = NULL, *json = NULL;
  gint64 since;
  gboolean loaded;

  if (changes == NULL || n == 0)
    return;
  g_assert_true (wabi_cache_read_cursor (feeder->cache, service, &since, &epoch, &loaded, &error));
  g_assert_cmpint (since, ==, *(gint64 *) g_hash_table_lookup (feeder->since, service));
  json = g_strdup_printf ("{\"epoch\":\"%s\",\"service\":\"%s\",\"head\":%" G_GINT64_FORMAT ",\"next\":%" G_GINT64_FORMAT
                          ",\"more\":false,\"min_schema\":1,\"changes\":[%s]}", epoch, service, since + n, since + n, changes->str);
  page = wabi_pull_page_parse (json, (gssize) strlen (json), service, since, &error);
  g_assert_no_error (error);
  g_assert_true (wabi_cache_apply_page (feeder->cache, page, &error));
  g_assert_no_error (error);
  g_string_truncate (changes, 0);
  g_hash_table_insert (feeder->counts, (gpointer) service, NULL);
}

static void
feed (Feeder *feeder, const WabiKind *kind, const char *id, gint64 version, const char *body)
{
  GString *changes = g_hash_table_lookup (feeder->pages, kind->service);
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (feeder->counts, kind->service));
  g_autofree char *epoch = NULL;
  g_autoptr (GError) error = NULL;
  gint64 *since = g_hash_table_lookup (feeder->since, kind->service);
  gboolean loaded;

  if (changes == NULL)
    {
      changes = g_string_new (NULL);
      g_hash_table_insert (feeder->pages, (gpointer) kind->service, changes);
    }
  if (since == NULL)
    {
      since = g_new0 (gint64, 1);
      g_hash_table_insert (feeder->since, (gpointer) kind->service, since);
    }
  if (n == 0)
    g_assert_true (wabi_cache_read_cursor (feeder->cache, kind->service, since, &epoch, &loaded, &error));
  g_string_append_printf (changes, "%s{\"kind\":\"%s\",\"id\":\"%s\",\"version\":%" G_GINT64_FORMAT ",\"seq\":%" G_GINT64_FORMAT ",\"body\":%s}",
                          n > 0 ? "," : "", kind->name, id, version, *since + n + 1, body);
  g_hash_table_insert (feeder->counts, (gpointer) kind->service, GUINT_TO_POINTER (n + 1));
  if (n + 1 >= PAGE)
    flush (feeder, kind->service);
}

/* @names: id of the demo's -> of the copy. */
static void
feed_copy (Feeder *feeder, WabiRecord *record, GHashTable *names)
{
  g_autofree char *json = wabi_record_dup_json (record);
  GString *body = g_string_new (json);
  const char *id = g_hash_table_lookup (names, wabi_record_get_id (record));
  GHashTableIter iter;
  gpointer from, to;

  g_assert_nonnull (id);
  g_hash_table_iter_init (&iter, names);
  while (g_hash_table_iter_next (&iter, &from, &to))
    g_string_replace (body, from, to, 0);
  feed (feeder, wabi_record_get_kind (record), id, 1, body->str);
  g_string_free (body, TRUE);
}

static void
name_copy (GHashTable *names, WabiRecord *record, guint part, guint64 number)
{
  g_hash_table_replace (names, g_strdup (wabi_record_get_id (record)), g_strdup_printf ("01900000-%04x-7000-9000-%012" G_GINT64_MODIFIER "x", part, number));
}

/* Plans and authorizations that hold for all the years; where there are @few units, not for all of the sessions. */
static WabiRecord *
make_lasting (WabiRecord *record, gboolean few)
{
  WabiRecord *copy = wabi_record_copy (record);

  if (wabi_kind_find_field (wabi_record_get_kind (record), "valid_from") != NULL)
    {
      wabi_record_set_text (copy, "valid_from", "2000-01-01");
      wabi_record_set_text (copy, "valid_to", "2060-12-31");
    }
  if (wabi_record_get_kind (record) == &wabi_kind_authorization)
    {
      JsonArray *lines = wabi_record_get_array (copy, "lines");

      for (guint i = 0; i < json_array_get_length (lines); i++)
        json_object_set_int_member (json_array_get_object_element (lines, i), "units", few ? 200 : 99999);
    }
  return copy;
}

/* The same session, note and charge so many days earlier. */
static WabiRecord *
make_earlier (WabiRecord *record, guint days)
{
  static const char *const instants[] = { "starts_at", "ends_at", "signed_at", "guardian_signed_at" };
  WabiRecord *copy = wabi_record_copy (record);

  for (guint i = 0; i < G_N_ELEMENTS (instants); i++)
    if (wabi_kind_find_field (wabi_record_get_kind (record), instants[i]) != NULL && wabi_record_has (record, instants[i]))
      wabi_record_set_int (copy, instants[i], wabi_record_get_int (record, instants[i]) - (gint64) days * 86400 * G_USEC_PER_SEC);
  if (wabi_record_get_kind (record) == &wabi_kind_charge)
    {
      g_autofree char *date = wabi_day_dup_text (wabi_day_from_text (wabi_record_get_text (record, "date")) - (WabiDay) days);

      wabi_record_set_text (copy, "date", date);
      if (claimed)
        {
          wabi_record_set_text (copy, "state", "claimed");
          wabi_record_set_text (copy, "claim", "01900000-0000-7000-9000-ffffffffffff");
          wabi_record_set_int (copy, "paid_cents", 100);
        }
    }
  return copy;
}

static void
free_page (gpointer data)
{
  g_string_free (data, TRUE);
}

static Feeder *
make_feeder (WabiDesk *desk)
{
  Feeder *feeder = g_new0 (Feeder, 1);

  feeder->cache = wabi_desk_get_cache (desk);
  feeder->pages = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, free_page);
  feeder->counts = g_hash_table_new (g_str_hash, g_str_equal);
  feeder->since = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  return feeder;
}

/* What is left goes in. */
static void
end_feeder (Feeder *feeder)
{
  GHashTableIter iter;
  gpointer service;

  g_hash_table_iter_init (&iter, feeder->pages);
  while (g_hash_table_iter_next (&iter, &service, NULL))
    flush (feeder, service);
  g_hash_table_unref (feeder->pages);
  g_hash_table_unref (feeder->counts);
  g_hash_table_unref (feeder->since);
  g_free (feeder);
}

static void
feed_person (Feeder *feeder, const Model *model, GHashTable *names, guint number)
{
  for (guint i = 0; i < model->person->len; i++)
    name_copy (names, g_ptr_array_index (model->person, i), 0x10 + i, number);
  for (guint i = 0; i < model->person->len; i++)
    {
      g_autoptr (WabiRecord) copy = make_lasting (g_ptr_array_index (model->person, i), number % 7 == 3);

      feed_copy (feeder, copy, names);
    }
}

void
many_charges_put (WabiDesk *desk, guint n, guint clients, gboolean paid)
{
  g_autoptr (GPtrArray) charges = find_models (desk);
  g_autoptr (GPtrArray) models = g_ptr_array_new_with_free_func (free_model);
  Feeder *feeder = make_feeder (desk);

  claimed = paid;
  for (guint i = 0; i < charges->len; i++)
    g_ptr_array_add (models, make_model (desk, g_ptr_array_index (charges, i)));
  for (guint c = 0; c < clients; c++)
    {
      const Model *model = g_ptr_array_index (models, c % models->len);
      g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

      feed_person (feeder, model, names, c + 1);
      for (guint day = 1; (guint64) (day - 1) * clients + c < n; day++)
        {
          WabiRecord *const each[] = { model->visit, model->session, model->note, model->charge };

          for (guint k = 0; k < G_N_ELEMENTS (each); k++)
            name_copy (names, each[k], k + 1, (guint64) (day - 1) * clients + c + 1);
          for (guint k = 0; k < G_N_ELEMENTS (each); k++)
            {
              g_autoptr (WabiRecord) copy = make_earlier (each[k], day);

              feed_copy (feeder, copy, names);
            }
        }
    }
  end_feeder (feeder);
}

void
many_charges_change (WabiDesk *desk, WabiRecord *record)
{
  g_autofree char *body = wabi_record_dup_json (record);
  Feeder *feeder = make_feeder (desk);

  feed (feeder, wabi_record_get_kind (record), wabi_record_get_id (record), wabi_record_get_version (record) + 1, body);
  end_feeder (feeder);
}
