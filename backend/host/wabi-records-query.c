// SPDX-License-Identifier: AGPL-3.0-or-later
// A list's parameters as a question to the store.

#include "wabi-records-query.h"

#include "wabi-request-private.h"
#include "wabi-store.h"

#include <string.h>

static gboolean
refuse (WabiRequest *request, const char *name, const char *message)
{
  wabi_request_answer_error (request, 400, "invalid", name, message);
  return FALSE;
}

static gboolean
is_number (const WabiField *field)
{
  return field->type == WABI_FIELD_INT || field->type == WABI_FIELD_BOOL || field->type == WABI_FIELD_INSTANT
         || field->type == WABI_FIELD_MONEY;
}

static gboolean
add_term (WabiRequest *request, WabiQuery *query, const char *name, const WabiField *field, WabiOperator op, const char *value)
{
  gint64 number;

  if (query->n_terms == WABI_QUERY_MAX_TERMS)
    return refuse (request, name, "These are too many conditions.");
  if (!is_number (field))
    wabi_query_where_text (query, field->name, op, value);
  else if (field->type == WABI_FIELD_BOOL && (g_str_equal (value, "true") || g_str_equal (value, "false")))
    wabi_query_where_int (query, field->name, op, g_str_equal (value, "true"));
  else if (g_ascii_string_to_signed (value, 10, -WABI_JSON_MAX_INT, WABI_JSON_MAX_INT, &number, NULL))
    wabi_query_where_int (query, field->name, op, number);
  else
    return refuse (request, name, "This field holds a number.");
  return TRUE;
}

static gboolean
add_parameter (WabiRequest *request, const WabiKind *kind, WabiQuery *query, const WabiParameter *parameter)
{
  const char *name = parameter->name;
  gboolean from = g_str_equal (name, "from");
  const WabiField *field;

  if (g_str_equal (name, "limit") || g_str_equal (name, "offset"))
    return TRUE;
  if (from || g_str_equal (name, "to"))
    {
      if (kind->cluster_by == NULL)
        return refuse (request, name, "This kind of record has no time to ask for.");
      return add_term (request, query, name, wabi_kind_find_field (kind, kind->cluster_by), from ? WABI_GE : WABI_LT, parameter->value);
    }
  field = wabi_kind_find_field (kind, name);
  if (field == NULL || (field->flags & WABI_INDEXED) == 0)
    return refuse (request, NULL, "Only indexed fields can be asked for.");
  return add_term (request, query, field->name, field, WABI_EQ, parameter->value);
}

gboolean
wabi_records_query_read (WabiRequest *request, const WabiKind *kind, WabiQuery *out)
{
  guint n;
  const WabiParameter *parameters = wabi_request_list_parameters (request, &n);
  gint64 limit, offset;

  if (parameters == NULL)
    return refuse (request, NULL, "The parameters cannot be read: name=value, each once.");
  wabi_query_init (out, kind);
  out->order_by = kind->cluster_by;
  if (!wabi_request_get_query_int (request, "limit", 100, 1, WABI_STORE_MAX_LIST, &limit)
      || !wabi_request_get_query_int (request, "offset", 0, 0, WABI_RECORDS_MAX_OFFSET, &offset))
    return FALSE;
  out->limit = (guint) limit;
  out->offset = (guint) offset;
  for (guint i = 0; i < n; i++)
    if (!add_parameter (request, kind, out, &parameters[i]))
      return FALSE;
  return TRUE;
}
