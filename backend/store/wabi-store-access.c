// SPDX-License-Identifier: AGPL-3.0-or-later
// Whose records a caller may see now: everybody's, or those of the clients in his care (sync.md 6.3).

#include "wabi-store-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-table.h"
#include "wabi-text.h"
#include "wabi-zone.h"

#define CARE_ROLES (WABI_ROLE_RBT | WABI_ROLE_BCBA)

/* On the team, supervising somebody on the team, being the client's BCBA, or supervising her. */
static const char clients_sql[]
    = "SELECT f_client FROM r_care_team WHERE practice_id = $1 AND f_staff = $2 AND deleted = 0 AND f_state = 'on' "
      "AND f_valid_from <= $3 AND (f_valid_to IS NULL OR f_valid_to >= $3) "
      "UNION SELECT t.f_client FROM r_staff s JOIN r_care_team t ON t.practice_id = s.practice_id AND t.f_staff = s.id "
      "WHERE s.practice_id = $1 AND s.f_supervisor = $2 AND s.deleted = 0 AND t.deleted = 0 AND t.f_state = 'on' "
      "AND t.f_valid_from <= $3 AND (t.f_valid_to IS NULL OR t.f_valid_to >= $3) "
      "UNION SELECT id FROM r_client WHERE practice_id = $1 AND f_bcba = $2 AND deleted = 0 "
      "UNION SELECT c.id FROM r_staff s JOIN r_client c ON c.practice_id = s.practice_id AND c.f_bcba = s.id "
      "WHERE s.practice_id = $1 AND s.f_supervisor = $2 AND s.deleted = 0 AND c.deleted = 0";

static const WabiKind *
find_kind (const WabiStore *store, const char *name)
{
  for (guint i = 0; i < store->n_kinds; i++)
    if (strcmp (store->kinds[i]->name, name) == 0)
      return store->kinds[i];
  return NULL;
}

static gboolean
collect_client (const WabiRow *row, gpointer data, GError **error)
{
  g_ptr_array_add (data, g_strdup (wabi_row_text (row, 0)));
  return TRUE;
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The practice's own record: its day, and whether its BCBAs see every client. */
static gboolean
read_practice (WabiStore *store, WabiDb *db, const char *practice, WabiDay *today, gboolean *wide, GError **error)
{
  g_autoptr (GPtrArray) records = NULL;
  const char *zone = NULL;
  WabiQuery query;

  wabi_query_init (&query, store->practice_kind);
  query.limit = 1;
  records = wabi_table_list (db, practice, &query, error);
  if (records == NULL)
    return FALSE;
  *wide = records->len > 0 && wabi_record_is (g_ptr_array_index (records, 0), "caseload_scope", "practice");
  if (records->len > 0)
    zone = wabi_record_get_text (g_ptr_array_index (records, 0), "zone");
  *today = wabi_zone_day (zone != NULL ? zone : "UTC", wabi_clock_now (store->clock));
  return TRUE;
}

static void
write_token (WabiAccess *access, const WabiCaller *caller)
{
  GString *text = g_string_new (NULL);
  g_autofree char *hash = NULL;

  g_string_append_printf (text, "%u %s", caller->roles, access->all ? "all" : "");
  for (guint i = 0; !access->all && i < access->clients->len; i++)
    g_string_append_printf (text, " %s", (const char *) g_ptr_array_index (access->clients, i));
  hash = wabi_text_hash_hex (text->str, (gssize) text->len);
  access->token = g_strndup (hash, 24);
  g_string_free (text, TRUE);
}

/* A store whose kinds know no care team (a test's own) has nothing to narrow. */
gboolean
wabi_access_is_wide (WabiStore *store, const WabiCaller *caller)
{
  return (caller->roles & ~(guint) CARE_ROLES) != 0 || store->practice_kind == NULL || find_kind (store, "care_team") == NULL;
}

gboolean
wabi_access_read (WabiStore *store, WabiDb *db, const WabiCaller *caller, WabiAccess *out, GError **error)
{
  g_autofree char *day = NULL;
  gboolean wide = FALSE;
  WabiDay today;

  memset (out, 0, sizeof *out);
  out->clients = g_ptr_array_new_with_free_func (g_free);
  out->all = wabi_access_is_wide (store, caller);
  if (!out->all)
    {
      if (!read_practice (store, db, caller->practice, &today, &wide, error))
        return FALSE;
      out->all = wide && (caller->roles & WABI_ROLE_BCBA);
      day = wabi_day_dup_text (today);
    }
  if (!out->all
      && !wabi_db_query (db, clients_sql,
                         (WabiValue[]){ WABI_TEXT (caller->practice), WABI_TEXT (caller->user), WABI_TEXT (day) }, 3,
                         collect_client, out->clients, NULL, error))
    return FALSE;
  /* Here, and not in SQL: how a database sorts is its own affair. */
  g_ptr_array_sort (out->clients, compare_texts);
  write_token (out, caller);
  return TRUE;
}

void
wabi_access_clear (WabiAccess *access)
{
  g_clear_pointer (&access->clients, g_ptr_array_unref);
  g_clear_pointer (&access->token, g_free);
}

typedef struct
{
  WabiStore *store;
  const WabiCaller *caller;
  WabiAccess access;
} CareQuestion;

static gboolean
read_care (const WabiView *view, WabiDb *db, gpointer data, GError **error)
{
  CareQuestion *question = data;

  return wabi_access_read (question->store, db, question->caller, &question->access, error);
}

GPtrArray *
wabi_store_list_in_care (WabiStore *store, const WabiCaller *caller, gboolean *all, GError **error)
{
  CareQuestion question = { .store = store, .caller = caller };
  GPtrArray *clients = NULL;

  if (wabi_store_read (store, caller->practice, read_care, &question, error))
    {
      *all = question.access.all;
      clients = g_steal_pointer (&question.access.clients);
    }
  wabi_access_clear (&question.access);
  return clients;
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  return strcmp (a, *(const char *const *) b);
}

gboolean
wabi_access_has (const WabiAccess *access, const char *client)
{
  return access->all
         || (client != NULL && access->clients->len > 0
             && bsearch (client, access->clients->pdata, access->clients->len, sizeof (gpointer), compare_ids) != NULL);
}

void
wabi_access_append_clients (const WabiAccess *access, guint from, GString *sql)
{
  /* "IN ()" is no SQL everywhere; nothing is equal to null. */
  if (access->clients->len == 0)
    g_string_append (sql, " IN (NULL)");
  for (guint i = 0; i < access->clients->len; i++)
    g_string_append_printf (sql, "%s$%u", i == 0 ? " IN (" : ", ", from + i);
  if (access->clients->len > 0)
    g_string_append_c (sql, ')');
}

void
wabi_access_fill_values (const WabiAccess *access, WabiValue *out)
{
  for (guint i = 0; i < access->clients->len; i++)
    out[i] = WABI_TEXT (g_ptr_array_index (access->clients, i));
}

void
wabi_access_append_json (const WabiAccess *access, const WabiCaller *caller, const char *known, GString *out)
{
  g_string_append_printf (out, ",\"access\":\"%s\",\"roles\":%u", access->token, caller->roles);
  if (g_strcmp0 (known, access->token) == 0)
    return;
  if (access->all)
    {
      g_string_append (out, ",\"clients\":null");
      return;
    }
  g_string_append (out, ",\"clients\":[");
  for (guint i = 0; i < access->clients->len; i++)
    g_string_append_printf (out, "%s\"%s\"", i > 0 ? "," : "", (const char *) g_ptr_array_index (access->clients, i));
  g_string_append_c (out, ']');
}

/* ---- commands ---- */

/* What somebody did with a client is never refused because his place on the team ended meanwhile. */
static gboolean
is_care (const char *service, const char *name)
{
  static const char *const visits[] = { "appointment.arrive", "appointment.unarrive", "appointment.no-show", "appointment.cancel", NULL };

  return strcmp (service, "sessions") == 0 || g_strv_contains (visits, name);
}

/* Whether the caller ever had to do with the client: on the team once, booked with him, or having held or written up a session. */
static gboolean
has_cared (WabiDb *db, const WabiCaller *caller, const char *client, gboolean *out, GError **error)
{
  static const char sql[]
      = "SELECT CASE WHEN EXISTS (SELECT 1 FROM r_care_team WHERE practice_id = $1 AND f_client = $2 AND f_staff = $3) "
        "OR EXISTS (SELECT 1 FROM r_appointment WHERE practice_id = $1 AND f_client = $2 AND f_staff = $3) "
        "OR EXISTS (SELECT 1 FROM r_session WHERE practice_id = $1 AND f_client = $2 AND f_staff = $3) "
        "OR EXISTS (SELECT 1 FROM r_note WHERE practice_id = $1 AND f_client = $2 AND (f_author = $3 OR f_signed_by = $3)) "
        "THEN 1 ELSE 0 END";
  gint64 found = 0;

  if (!wabi_db_get_int (db, sql, (WabiValue[]){ WABI_TEXT (caller->practice), WABI_TEXT (client), WABI_TEXT (caller->user) }, 3, &found,
                        error))
    return FALSE;
  *out = found != 0;
  return TRUE;
}

/* The client of a record; a note's or session's are asked for theirs. */
static char *
dup_client (WabiStoreTx *tx, WabiContext *context, WabiRecord *record)
{
  const WabiField *field;
  const WabiKind *parent_kind;
  g_autoptr (WabiRecord) parent = NULL;

  if (wabi_kind_get_bond (wabi_record_get_kind (record), &field) != WABI_BOND_PARENT)
    return g_strdup (wabi_record_get_client (record));
  parent_kind = find_kind (tx->store, field->values);
  if (parent_kind == NULL || !wabi_context_find (context, parent_kind, wabi_record_get_text (record, field->name), &parent, NULL))
    return NULL;
  return parent != NULL ? g_strdup (wabi_record_get_client (parent)) : NULL;
}

typedef struct
{
  WabiStoreTx *tx;
  WabiContext *context;
  const WabiAccess *access;
  const char *service, *name;
  gboolean hidden, foreign;
} Judgment;

static gboolean
judge_record (Judgment *judgment, WabiRecord *record, GError **error)
{
  g_autofree char *client = NULL;
  gboolean cared = FALSE;

  if (wabi_kind_get_bond (wabi_record_get_kind (record), NULL) == WABI_BOND_NONE)
    return TRUE;
  client = dup_client (judgment->tx, judgment->context, record);
  if (wabi_access_has (judgment->access, client))
    return TRUE;
  /* Somebody who brings in a new client is not on her team yet. */
  if (wabi_record_get_version (record) == 0 && strcmp (judgment->name, "client.add") == 0)
    return TRUE;
  judgment->hidden = TRUE;
  if (client != NULL && is_care (judgment->service, judgment->name)
      && !has_cared (judgment->tx->db, &judgment->context->caller, client, &cared, error))
    return FALSE;
  judgment->foreign |= !cared;
  return TRUE;
}

gboolean
wabi_access_judge (WabiStoreTx *tx, const WabiAccess *access, WabiContext *context, WabiTxView *view, const char *service,
                   const char *name, WabiAccessVerdict *verdict, GError **error)
{
  Judgment judgment = { tx, context, access, service, name, FALSE, FALSE };

  *verdict = WABI_ACCESS_OPEN;
  if (access->all)
    return TRUE;
  for (guint i = 0; i < view->seen->len; i++)
    if (!judge_record (&judgment, g_ptr_array_index (view->seen, i), error))
      return FALSE;
  for (guint i = 0; i < context->effects->len; i++)
    if (!judge_record (&judgment, g_ptr_array_index (context->effects, i), error))
      return FALSE;
  if (judgment.foreign)
    *verdict = WABI_ACCESS_FOREIGN;
  else if (judgment.hidden)
    *verdict = WABI_ACCESS_PAST;
  return TRUE;
}
