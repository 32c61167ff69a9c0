// SPDX-License-Identifier: AGPL-3.0-or-later
// The service lines of a claim that was sent.

#include "wabi-claim-lines.h"

#include "wabi-charge-facts.h"

JsonObject *
wabi_claim_find_sent (WabiRecord *claim, const char *charge)
{
  JsonArray *lines = claim != NULL ? wabi_record_get_array (claim, "lines") : NULL;

  for (guint i = 0; lines != NULL && i < json_array_get_length (lines); i++)
    {
      JsonNode *node = json_array_get_element (lines, i);
      JsonObject *line = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

      if (line != NULL && g_strcmp0 (wabi_json_peek_text (line, "charge"), charge) == 0)
        return line;
    }
  return NULL;
}

static void
clear_line (gpointer data)
{
  WabiSentLine *line = data;

  g_free (line->control);
  g_free (line->code);
  g_free (line->date);
  g_array_unref (line->parts);
}

void
wabi_sent_line_unref (WabiSentLine *line)
{
  if (line != NULL)
    g_rc_box_release_full (line, clear_line);
}

static void
unref_line (gpointer line)
{
  wabi_sent_line_unref (line);
}

/* What it asked of each charge, as weights of a division. */
gint64 *
wabi_sent_line_dup_cents (const WabiSentLine *line)
{
  gint64 *cents = g_new0 (gint64, line->parts->len);

  for (guint i = 0; i < line->parts->len; i++)
    cents[i] = MAX (0, g_array_index (line->parts, WabiSentPart, i).cents);
  return cents;
}

static void
clear_part (gpointer part)
{
  g_free (((WabiSentPart *) part)->charge);
}

static WabiSentLine *
begin_line (GPtrArray *lines, const char *control)
{
  WabiSentLine *line;

  for (guint i = 0; control != NULL && i < lines->len; i++)
    if (g_strcmp0 (((WabiSentLine *) g_ptr_array_index (lines, i))->control, control) == 0)
      return g_ptr_array_index (lines, i);
  line = g_rc_box_new0 (WabiSentLine);
  line->control = g_strdup (control);
  line->parts = g_array_new (FALSE, FALSE, sizeof (WabiSentPart));
  g_array_set_clear_func (line->parts, clear_part);
  g_ptr_array_add (lines, line);
  return line;
}

static void
add_part (WabiSentLine *line, const char *charge, const char *code, const char *date, gint64 cents, gint64 tenths)
{
  const WabiSentPart part = { g_strdup (charge), cents, tenths };

  if (line->parts->len == 0)
    {
      line->code = g_strdup (code);
      line->date = g_strdup (date);
    }
  line->cents += cents;
  g_array_append_val (line->parts, part);
}

GPtrArray *
wabi_claim_list_sent (const WabiView *view, WabiRecord *claim)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (unref_line);
  g_auto (GStrv) ids = wabi_lookup_strv (claim, "charges");

  for (guint i = 0; ids[i] != NULL; i++)
    {
      JsonObject *sent = wabi_claim_find_sent (claim, ids[i]);
      g_autoptr (WabiRecord) charge = sent == NULL ? wabi_lookup_get (view, &wabi_kind_charge, ids[i]) : NULL;

      if (sent != NULL)
        add_part (begin_line (lines, wabi_json_peek_text (sent, "control")), ids[i], wabi_json_peek_text (sent, "code"),
                  wabi_json_peek_text (sent, "date"), wabi_json_peek_int (sent, "cents", 0), wabi_json_peek_int (sent, "units_tenths", 0));
      else if (charge != NULL)
        add_part (begin_line (lines, NULL), ids[i], wabi_record_get_text (charge, "service_code"), wabi_record_get_text (charge, "date"),
                  wabi_record_get_int (charge, "amount_cents"), wabi_charge_get_tenths (charge));
    }
  return lines;
}
