// SPDX-License-Identifier: AGPL-3.0-or-later
// A good-faith estimate in the making.

#include "wabi-estimate-window.h"

#include <glib/gi18n-lib.h>

#include "wabi-estimate.h"
#include "wabi-form-dialog.h"
#include "wabi-format.h"
#include "wabi-money.h"

#define USUAL_MONTHS 3
#define MOST_UNITS 20000

struct _WabiEstimateWindow
{
  AdwWindow parent_instance;

  GtkEntry *from, *to;
  GtkDropDown *language;
  GtkCheckButton *insured;
  GtkGrid *grid;
  GtkLabel *sum;

  WabiDesk *desk;
  WabiRecord *client;
  WabiEstimate *estimate; /* (nullable): NULL while the days cannot be read */
  GPtrArray *rows;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (WabiEstimateWindow, wabi_estimate_window, ADW_TYPE_WINDOW)

typedef struct
{
  WabiEstimateItem *item; /* borrowed */
  GtkSpinButton *units;
  GtkEditable *rate, *allowed;
  GtkLabel *share;
} Row;

/* --- Counting --- */

static gboolean
read_row (const Row *row)
{
  gint64 rate, allowed;

  if (!wabi_money_parse (gtk_editable_get_text (row->rate), &rate) || rate < 0 || !wabi_money_parse (gtk_editable_get_text (row->allowed), &allowed) || allowed < 0)
    return FALSE;
  row->item->units = gtk_spin_button_get_value_as_int (row->units);
  row->item->rate_cents = rate;
  row->item->allowed_cents = allowed;
  return TRUE;
}

static void
show_shares (WabiEstimateWindow *self, JsonArray *lines)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = g_ptr_array_index (self->rows, i);
      g_autofree char *share = g_strdup ("–");

      for (guint j = 0; j < json_array_get_length (lines); j++)
        {
          JsonObject *line = json_array_get_object_element (lines, j);

          if (g_strcmp0 (wabi_json_peek_text (line, "code"), row->item->code) != 0)
            continue;
          g_free (share);
          share = wabi_format_money (wabi_json_peek_int (line, "family", 0));
        }
      gtk_label_set_label (row->share, share);
      gtk_widget_set_sensitive (GTK_WIDGET (row->allowed), self->estimate->insured);
    }
}

static char *
describe_basis (WabiEstimateWindow *self)
{
  g_autofree char *date = NULL, *told = NULL;

  if (!self->estimate->insured)
    return g_strdup (_ ("The family pays all of it."));
  if (self->estimate->terms_told == WABI_DAY_NONE)
    return g_strdup (_ ("The payer was not asked for benefits, so no share of the family is counted: ask first."));
  date = wabi_day_dup_text (self->estimate->terms_told);
  told = wabi_format_date_text (date);
  return g_strdup_printf (_ ("The share is counted by what the payer told on %s."), told);
}

/* Returns: (nullable): the lines as they would be kept. */
static JsonArray *
count (WabiEstimateWindow *self, gint64 *total, gint64 *family)
{
  if (self->estimate == NULL)
    return NULL;
  self->estimate->insured = gtk_check_button_get_active (self->insured);
  for (guint i = 0; i < self->rows->len; i++)
    if (!read_row (g_ptr_array_index (self->rows, i)))
      return NULL;
  return wabi_estimate_count (self->estimate, total, family);
}

static void
judge (WabiEstimateWindow *self)
{
  gint64 total = 0, family = 0;
  JsonArray *lines = count (self, &total, &family);
  g_autofree char *money = wabi_format_money (total), *share = wabi_format_money (family), *basis = NULL, *words = NULL;
  gboolean good = lines != NULL && json_array_get_length (lines) > 0;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "estimate.keep", good);
  if (lines != NULL)
    show_shares (self, lines);
  if (good)
    {
      basis = describe_basis (self);
      words = g_strdup_printf (_ ("In all %s, of which the family pays %s. %s"), money, share, basis);
    }
  gtk_label_set_label (self->sum, good ? words
                                  : self->estimate == NULL ? _ ("Write both days, at most twelve months apart.")
                                  : self->rows->len == 0   ? _ ("Nothing is booked or authorized in that time.")
                                                           : _ ("Write how many units, and amounts such as 17.00."));
  g_clear_pointer (&lines, json_array_unref);
}

static void
on_input_cb (WabiEstimateWindow *self)
{
  if (!self->filling && self->desk != NULL)
    judge (self);
}

/* --- The lines --- */

static GtkWidget *
add_label (WabiEstimateWindow *self, int column, int row, const char *text, gboolean head, gboolean figure)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), figure ? 1 : 0);
  gtk_label_set_wrap (GTK_LABEL (label), !figure);
  gtk_widget_set_hexpand (label, column == 0);
  if (head)
    gtk_widget_add_css_class (label, "secondary");
  if (figure)
    gtk_widget_add_css_class (label, "numeric");
  gtk_grid_attach (self->grid, label, column, row, 1, 1);
  return label;
}

static GtkEditable *
add_money (WabiEstimateWindow *self, int column, int row, gint64 cents, const char *label)
{
  GtkWidget *entry = gtk_entry_new ();
  g_autofree char *text = g_strdup_printf ("%.2f", (double) cents / 100);

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 8);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), 8);
  gtk_editable_set_alignment (GTK_EDITABLE (entry), 1);
  gtk_widget_set_valign (entry, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (on_input_cb), self);
  gtk_grid_attach (self->grid, entry, column, row, 1, 1);
  return GTK_EDITABLE (entry);
}

static void
add_row (WabiEstimateWindow *self, WabiEstimateItem *item, int at)
{
  const char *name = wabi_tongue_service (WABI_TONGUE_EN, item->code);
  g_autofree char *what = g_strdup_printf (_ ("%s · %s\n%d booked · %d authorized"), item->code, name != NULL ? name : item->name != NULL ? item->name : "", (int) item->booked, (int) item->authorized);
  g_autofree char *units = g_strdup_printf (_ ("Units of %s"), item->code), *rate = g_strdup_printf (_ ("Fee for a unit of %s"), item->code);
  g_autofree char *allowed = g_strdup_printf (_ ("What the payer allows for a unit of %s"), item->code);
  Row *row = g_new0 (Row, 1);

  row->item = item;
  add_label (self, 0, at, what, FALSE, FALSE);
  row->units = GTK_SPIN_BUTTON (gtk_spin_button_new_with_range (0, MOST_UNITS, 1));
  gtk_spin_button_set_value (row->units, (double) item->units);
  gtk_widget_set_valign (GTK_WIDGET (row->units), GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->units), GTK_ACCESSIBLE_PROPERTY_LABEL, units, -1);
  g_signal_connect_swapped (row->units, "value-changed", G_CALLBACK (on_input_cb), self);
  gtk_grid_attach (self->grid, GTK_WIDGET (row->units), 1, at, 1, 1);
  row->rate = add_money (self, 2, at, item->rate_cents, rate);
  row->allowed = add_money (self, 3, at, item->allowed_cents, allowed);
  row->share = GTK_LABEL (add_label (self, 4, at, "–", FALSE, TRUE));
  g_ptr_array_add (self->rows, row);
}

static void
clear_rows (WabiEstimateWindow *self)
{
  GtkWidget *child;

  g_ptr_array_set_size (self->rows, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
}

static gboolean
read_days (WabiEstimateWindow *self, WabiDay *from, WabiDay *to)
{
  g_autofree char *first = wabi_form_parse_date (gtk_editable_get_text (GTK_EDITABLE (self->from)));
  g_autofree char *last = wabi_form_parse_date (gtk_editable_get_text (GTK_EDITABLE (self->to)));

  if (first == NULL || last == NULL)
    return FALSE;
  *from = wabi_day_from_text (first);
  *to = wabi_day_from_text (last);
  return *to >= *from && *to < wabi_day_add_months (*from, WABI_ESTIMATE_MOST_MONTHS);
}

static void
load (WabiEstimateWindow *self)
{
  const char *const heads[] = { N_ ("Service"), N_ ("Units"), N_ ("Fee"), N_ ("Payer allows"), N_ ("Family's share") };
  const char *zone = wabi_desk_get_zone (self->desk);
  WabiDay from, to;

  self->filling = TRUE;
  clear_rows (self);
  g_clear_pointer (&self->estimate, wabi_estimate_free);
  if (read_days (self, &from, &to))
    {
      self->estimate = wabi_estimate_new (wabi_desk_get_view (self->desk), zone, wabi_record_get_id (self->client), from, to, wabi_zone_day (zone, wabi_desk_get_now (self->desk)));
      gtk_check_button_set_active (self->insured, self->estimate->insured);
      for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
        add_label (self, (int) i, 0, _ (heads[i]), TRUE, i > 0);
      for (guint i = 0; i < self->estimate->items->len; i++)
        add_row (self, g_ptr_array_index (self->estimate->items, i), (int) i + 1);
    }
  self->filling = FALSE;
  judge (self);
}

static void
on_days_cb (WabiEstimateWindow *self)
{
  if (self->desk != NULL && !self->filling)
    load (self);
}

/* --- Keeping --- */

static void
on_keep_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiEstimateWindow *self = WABI_ESTIMATE_WINDOW (widget);
  g_autofree char *id = wabi_desk_new_id (self->desk), *first = NULL, *last = NULL;
  gint64 total = 0, family = 0;
  JsonArray *lines = count (self, &total, &family);
  g_autoptr (GError) error = NULL;
  WabiDay from, to;
  JsonObject *args;

  if (lines == NULL || !read_days (self, &from, &to))
    {
      g_clear_pointer (&lines, json_array_unref);
      return;
    }
  first = wabi_day_dup_text (from);
  last = wabi_day_dup_text (to);
  args = wabi_args ("id", id, "client", wabi_record_get_id (self->client), "from_date", first, "to_date", last, "language",
                    gtk_drop_down_get_selected (self->language) == 1 ? "es" : "en", NULL);
  json_object_set_array_member (args, "lines", lines);
  json_object_set_int_member (args, "total_cents", total);
  json_object_set_int_member (args, "family_cents", family);
  if (wabi_desk_do (self->desk, "estimate.make", args, _ ("Estimate kept"), NULL, NULL, &error))
    gtk_window_close (GTK_WINDOW (self));
  else
    wabi_desk_tell_error (self->desk, error);
}

/* --- The window --- */

static void
wabi_estimate_window_dispose (GObject *object)
{
  WabiEstimateWindow *self = WABI_ESTIMATE_WINDOW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), WABI_TYPE_ESTIMATE_WINDOW);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->estimate, wabi_estimate_free);
  g_clear_object (&self->client);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (wabi_estimate_window_parent_class)->dispose (object);
}

static void
wabi_estimate_window_class_init (WabiEstimateWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_estimate_window_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-estimate-window.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiEstimateWindow, from);
  gtk_widget_class_bind_template_child (widget_class, WabiEstimateWindow, to);
  gtk_widget_class_bind_template_child (widget_class, WabiEstimateWindow, language);
  gtk_widget_class_bind_template_child (widget_class, WabiEstimateWindow, insured);
  gtk_widget_class_bind_template_child (widget_class, WabiEstimateWindow, grid);
  gtk_widget_class_bind_template_child (widget_class, WabiEstimateWindow, sum);
  gtk_widget_class_bind_template_callback (widget_class, on_days_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_input_cb);
  gtk_widget_class_install_action (widget_class, "estimate.keep", NULL, on_keep_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "estimate.keep", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
wabi_estimate_window_init (WabiEstimateWindow *self)
{
  self->rows = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
wabi_estimate_window_open (GtkWidget *parent, WabiDesk *desk, WabiRecord *client)
{
  WabiEstimateWindow *self = g_object_new (WABI_TYPE_ESTIMATE_WINDOW, "transient-for", gtk_widget_get_root (parent), NULL);
  WabiDay today = wabi_zone_day (wabi_desk_get_zone (desk), wabi_desk_get_now (desk));
  g_autofree char *first = wabi_day_dup_text (today), *last = wabi_day_dup_text (wabi_day_add_months (today, USUAL_MONTHS) - 1);
  g_autofree char *from = wabi_form_date_to_text (first), *to = wabi_form_date_to_text (last);

  gtk_editable_set_text (GTK_EDITABLE (self->from), from);
  gtk_editable_set_text (GTK_EDITABLE (self->to), to);
  gtk_drop_down_set_selected (self->language, g_strcmp0 (wabi_tongue_of (wabi_record_get_text (client, "language")), "es") == 0 ? 1 : 0);
  self->desk = g_object_ref (desk);
  self->client = g_object_ref (client);
  load (self);
  gtk_window_present (GTK_WINDOW (self));
}
