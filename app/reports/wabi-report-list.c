// SPDX-License-Identifier: AGPL-3.0-or-later
// All reports, and what their rows are.

#include <glib/gi18n-lib.h>
#include <math.h>

#include "wabi-format.h"
#include "wabi-report-private.h"

G_DEFINE_FINAL_TYPE (WabiReportRow, wabi_report_row, G_TYPE_OBJECT)

static void
wabi_report_row_finalize (GObject *object)
{
  WabiReportRow *self = WABI_REPORT_ROW (object);

  for (guint i = 0; i < WABI_REPORT_MAX_COLUMNS; i++)
    g_free (self->cells[i]);
  g_free (self->label);
  g_free (self->words);
  g_free (self->place);
  g_free (self->id);
  G_OBJECT_CLASS (wabi_report_row_parent_class)->finalize (object);
}

static void
wabi_report_row_class_init (WabiReportRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = wabi_report_row_finalize;
}

static void
wabi_report_row_init (WabiReportRow *self)
{
  self->mark = -1;
  for (guint i = 0; i < WABI_REPORT_MAX_COLUMNS; i++)
    self->numbers[i] = NAN;
}

WabiReportRow *
wabi_report_add_row (GPtrArray *rows)
{
  WabiReportRow *row = g_object_new (WABI_TYPE_REPORT_ROW, NULL);

  g_ptr_array_add (rows, row);
  return row;
}

GPtrArray *
wabi_report_new_rows (void)
{
  return g_ptr_array_new_with_free_func (g_object_unref);
}

int
wabi_report_compare_rows (gconstpointer a, gconstpointer b)
{
  double one = (*(WabiReportRow **) a)->order, other = (*(WabiReportRow **) b)->order;

  return one < other ? -1 : one > other;
}

void
wabi_report_set_money (WabiReportRow *row, guint column, gint64 cents)
{
  g_free (row->cells[column]);
  row->cells[column] = wabi_format_money (cents);
  row->numbers[column] = (double) cents;
}

void
wabi_report_set_count (WabiReportRow *row, guint column, int count)
{
  g_free (row->cells[column]);
  row->cells[column] = g_strdup_printf ("%d", count);
  row->numbers[column] = count;
}

void
wabi_report_set_share (WabiReportRow *row, guint column, guint part, guint whole)
{
  g_free (row->cells[column]);
  row->cells[column] = whole > 0 ? g_strdup_printf (_("%.1f %%"), 100.0 * part / whole) : g_strdup ("–");
  row->numbers[column] = whole > 0 ? round (1000.0 * part / whole) / 10 : NAN;
}

void
wabi_report_set_name (WabiReportRow *row, const char *name)
{
  g_free (row->label);
  g_free (row->cells[0]);
  row->label = g_strdup (name);
  row->cells[0] = g_strdup (name);
}

WabiReportRow *
wabi_report_find_row (GPtrArray *rows, GHashTable *by_key, const char *key, const char *name)
{
  WabiReportRow *row = g_hash_table_lookup (by_key, key);

  if (row == NULL)
    {
      row = wabi_report_add_row (rows);
      wabi_report_set_name (row, name);
      g_hash_table_insert (by_key, g_strdup (key), row);
    }
  return row;
}

char *
wabi_report_dup_payer (WabiDesk *desk, const char *id)
{
  g_autoptr (WabiRecord) payer = id != NULL ? wabi_desk_get (desk, &wabi_kind_payer, id) : NULL;

  return g_strdup (payer != NULL ? wabi_record_get_text (payer, "name") : _("No payer"));
}

WabiReportRow *
wabi_report_add_total (GPtrArray *rows, const WabiReportInfo *info)
{
  WabiReportRow *total = wabi_report_add_row (rows);

  total->total = TRUE;
  wabi_report_set_name (total, _("Total"));
  for (guint column = info->n_left; column < info->n_columns; column++)
    {
      double sum = 0;

      for (guint i = 0; i + 1 < rows->len; i++)
        {
          double one = ((WabiReportRow *) g_ptr_array_index (rows, i))->numbers[column];

          sum += isnan (one) ? 0 : one;
        }
      if ((info->money & 1u << column) != 0)
        wabi_report_set_money (total, column, (gint64) sum);
      else
        wabi_report_set_count (total, column, (int) sum);
    }
  return total;
}

/* ---- all of them ---- */

const WabiReportInfo *
wabi_reports_get_all (guint *n)
{
  static GArray *all;
  static gsize once;

  if (g_once_init_enter (&once))
    {
      all = g_array_new (FALSE, FALSE, sizeof (WabiReportInfo));
      g_array_append_vals (all, wabi_reports_care, wabi_n_reports_care);
      g_array_append_vals (all, wabi_reports_money, wabi_n_reports_money);
      g_array_append_vals (all, wabi_reports_claims, wabi_n_reports_claims);
      g_once_init_leave (&once, 1);
    }
  *n = all->len;
  return (const WabiReportInfo *) (gpointer) all->data;
}

const WabiReportInfo *
wabi_report_find (const char *id)
{
  guint n;
  const WabiReportInfo *all = wabi_reports_get_all (&n);

  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (all[i].id, id) == 0)
      return &all[i];
  return NULL;
}

static WabiCellType
get_type (const WabiReportInfo *info, guint column)
{
  if (column < info->n_left)
    return WABI_CELL_TEXT;
  return (info->money & 1u << column) != 0 ? WABI_CELL_MONEY : WABI_CELL_NUMBER;
}

/* The chart that is on the screen. */
static void
add_chart (const WabiReportInfo *info, GPtrArray *rows, WabiListing *sheet)
{
  G_STATIC_ASSERT (WABI_BAR_MAX_PARTS == WABI_LISTING_MOST_PARTS);
  if (info->n_parts == 0)
    return;
  wabi_listing_begin_chart (sheet, info->lying, info->mark != NULL ? _(info->mark) : NULL);
  for (guint i = 0; i < info->n_parts; i++)
    wabi_listing_add_part (sheet, _(info->parts[i]));
  for (guint i = 0; i < rows->len; i++)
    {
      WabiReportRow *row = g_ptr_array_index (rows, i);

      if (!row->total)
        wabi_listing_add_bar (sheet, row->label, row->cells[info->value], row->parts, row->mark);
    }
}

WabiListing *
wabi_report_to_listing (const WabiReportInfo *info, GPtrArray *rows, const char *subtitle)
{
  WabiListing *sheet = wabi_listing_new (_(info->title), subtitle);

  for (guint i = 0; i < info->n_columns; i++)
    wabi_listing_add_column (sheet, _(info->columns[i]), get_type (info, i), i < info->n_left ? 1.6 : 1);
  for (guint i = 0; i < rows->len; i++)
    {
      WabiReportRow *row = g_ptr_array_index (rows, i);

      wabi_listing_begin_row (sheet, row->total ? WABI_ROW_TOTAL : WABI_ROW_PLAIN);
      for (guint j = 0; j < info->n_columns; j++)
        if (isnan (row->numbers[j]))
          wabi_listing_add_text (sheet, row->cells[j]);
        else
          wabi_listing_add_number (sheet, row->cells[j], row->numbers[j]);
    }
  add_chart (info, rows, sheet);
  return sheet;
}
