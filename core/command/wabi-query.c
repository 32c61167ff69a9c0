// SPDX-License-Identifier: AGPL-3.0-or-later
// Questions about records, and the view that answers them.

#include "wabi-query.h"

#include <string.h>

void
wabi_query_init (WabiQuery *query, const WabiKind *kind)
{
  g_return_if_fail (query != NULL && kind != NULL);

  memset (query, 0, sizeof *query);
  query->kind = kind;
}

static WabiTerm *
add_term (WabiQuery *query, const char *field, WabiOperator op)
{
  const WabiField *row = wabi_kind_find_field (query->kind, field);
  WabiTerm *term;

  if (row == NULL || !(row->flags & WABI_INDEXED))
    g_error ("a query on %s asks for \"%s\", which is not an indexed field", query->kind->name, field);
  g_assert (query->n_terms < WABI_QUERY_MAX_TERMS);
  term = &query->terms[query->n_terms++];
  term->field = field;
  term->op = op;
  return term;
}

void
wabi_query_where_text (WabiQuery *query, const char *field, WabiOperator op, const char *text)
{
  g_return_if_fail (query != NULL && text != NULL);
  add_term (query, field, op)->text = text;
}

void
wabi_query_where_int (WabiQuery *query, const char *field, WabiOperator op, gint64 number)
{
  g_return_if_fail (query != NULL);
  add_term (query, field, op)->number = number;
}

static gboolean
term_holds (const WabiTerm *term, WabiRecord *record)
{
  gint64 order;

  if (!wabi_record_has (record, term->field))
    return FALSE;
  if (term->text != NULL)
    order = g_strcmp0 (wabi_record_get_text (record, term->field), term->text);
  else
    {
      gint64 value = wabi_record_get_int (record, term->field);

      if (wabi_record_get_bool (record, term->field))
        value = 1;
      order = value < term->number ? -1 : value > term->number;
    }
  switch (term->op)
    {
    case WABI_EQ:
      return order == 0;
    case WABI_LT:
      return order < 0;
    case WABI_LE:
      return order <= 0;
    case WABI_GT:
      return order > 0;
    case WABI_GE:
    default:
      return order >= 0;
    }
}

gboolean
wabi_query_matches (const WabiQuery *query, WabiRecord *record)
{
  if (wabi_record_get_kind (record) != query->kind || wabi_record_get_deleted (record))
    return FALSE;
  for (guint i = 0; i < query->n_terms; i++)
    if (!term_holds (&query->terms[i], record))
      return FALSE;
  return TRUE;
}

WabiRecord *
wabi_view_get (const WabiView *view, const WabiKind *kind, const char *id, GError **error)
{
  g_autoptr (WabiRecord) record = NULL;

  g_return_val_if_fail (view != NULL && kind != NULL, NULL);

  if (id == NULL)
    return NULL;
  record = view->get (view->data, kind, id, error);
  if (record == NULL || wabi_record_get_deleted (record))
    return NULL;
  return g_steal_pointer (&record);
}

GPtrArray *
wabi_view_list (const WabiView *view, const WabiQuery *query, GError **error)
{
  g_return_val_if_fail (view != NULL && query != NULL, NULL);

  return view->list (view->data, query, error);
}
