// SPDX-License-Identifier: AGPL-3.0-or-later
// A kept sheet, on paper as it was given.

#include "wabi-statement-paper.h"

#include "wabi-json.h"

#define MOST_CELLS 10

static void
add_row (WabiLeaf *leaf, JsonObject *part, JsonArray *texts, gboolean strong)
{
  JsonArray *shares = json_object_has_member (part, "s") ? json_object_get_array_member (part, "s") : NULL;
  guint n = MIN (json_array_get_length (texts), MOST_CELLS);
  const char *cells[MOST_CELLS];
  int widths[MOST_CELLS];

  if (shares == NULL || json_array_get_length (shares) < n)
    return;
  for (guint i = 0; i < n; i++)
    {
      cells[i] = json_array_get_string_element (texts, i);
      widths[i] = (int) json_array_get_int_element (shares, i);
    }
  wabi_leaf_row (leaf, cells, widths, n, strong);
}

static void
add_part (WabiLeaf *leaf, JsonObject *part)
{
  const char *kind = wabi_json_peek_text (part, "k");
  JsonArray *texts = json_object_get_array_member (part, "t");
  const char *text = json_array_get_length (texts) > 0 ? json_array_get_string_element (texts, 0) : "";

  if (g_strcmp0 (kind, "title") == 0)
    wabi_leaf_title (leaf, text);
  else if (g_strcmp0 (kind, "heading") == 0)
    wabi_leaf_heading (leaf, text);
  else if (g_strcmp0 (kind, "space") == 0)
    wabi_leaf_space (leaf, 8);
  else if (g_strcmp0 (kind, "head") == 0 || g_strcmp0 (kind, "row") == 0)
    add_row (leaf, part, texts, g_strcmp0 (kind, "head") == 0);
  else
    wabi_leaf_text (leaf, text);
}

WabiLeaf *
wabi_statement_paper_new (JsonArray *sheet, const char *foot)
{
  WabiLeaf *leaf = wabi_leaf_new (foot);

  for (guint i = 0; i < json_array_get_length (sheet); i++)
    add_part (leaf, json_array_get_object_element (sheet, i));
  return leaf;
}
