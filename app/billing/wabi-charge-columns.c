// SPDX-License-Identifier: AGPL-3.0-or-later
// The columns of the open charges, the reason beside the state.

#include "wabi-charge-columns.h"

#include <glib/gi18n-lib.h>

#include "wabi-mend.h"
#include "wabi-money-table.h"
#include "wabi-status-mark.h"

static GtkWidget *
make_mark (gpointer data)
{
  return wabi_status_mark_new (WABI_MARK_NONE);
}

static void
fill_mark (GtkWidget *cell, gpointer item, gpointer data)
{
  static const WabiMarkKind marks[] = {
    [WABI_CHARGE_UNKNOWN] = WABI_MARK_NONE,
    [WABI_CHARGE_READY] = WABI_MARK_PASSED,
    [WABI_CHARGE_NEEDS_HAND] = WABI_MARK_BLOCKED,
    [WABI_CHARGE_WAITING] = WABI_MARK_PENDING,
  };

  wabi_status_mark_set_kind (WABI_STATUS_MARK (cell), marks[wabi_charge_item_get_state (item)]);
}

static void
fill_word (GtkWidget *cell, gpointer item, WabiChargeWord word)
{
  const char *text = wabi_charge_item_get_word (item, word);

  gtk_label_set_label (GTK_LABEL (cell), text);
  gtk_widget_set_tooltip_text (cell, text);
}

static void
fill_client (GtkWidget *cell, gpointer item, gpointer data)
{
  fill_word (cell, item, WABI_CHARGE_CLIENT);
  gtk_widget_add_css_class (cell, "money-strong");
}

static void
fill_service (GtkWidget *cell, gpointer item, gpointer data)
{
  fill_word (cell, item, WABI_CHARGE_SERVICE);
}

static void
fill_when (GtkWidget *cell, gpointer item, gpointer data)
{
  fill_word (cell, item, WABI_CHARGE_WHEN);
}

static void
fill_staff (GtkWidget *cell, gpointer item, gpointer data)
{
  fill_word (cell, item, WABI_CHARGE_STAFF);
}

static void
fill_payer (GtkWidget *cell, gpointer item, gpointer data)
{
  fill_word (cell, item, WABI_CHARGE_PAYER);
}

static void
fill_units (GtkWidget *cell, gpointer item, gpointer data)
{
  fill_word (cell, item, WABI_CHARGE_UNITS);
}

static void
fill_amount (GtkWidget *cell, gpointer item, gpointer data)
{
  fill_word (cell, item, WABI_CHARGE_AMOUNT);
}

static void
on_way_cb (GtkButton *button, WabiChargeColumns *columns)
{
  WabiChargeItem *item = g_object_get_data (G_OBJECT (button), "wabi-item");

  if (item != NULL)
    columns->way (item, columns->data);
}

static GtkWidget *
make_state (gpointer data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *label = gtk_label_new (NULL), *way = gtk_button_new_with_label ("");
  GtkLabel *words = GTK_LABEL (gtk_button_get_child (GTK_BUTTON (way)));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_lines (GTK_LABEL (label), 2);
  gtk_label_set_width_chars (GTK_LABEL (label), 13);
  gtk_label_set_wrap (words, TRUE);
  gtk_label_set_xalign (words, 0);
  gtk_widget_add_css_class (way, "way");
  gtk_widget_add_css_class (way, "flat");
  gtk_widget_set_halign (way, GTK_ALIGN_START);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), way);
  g_signal_connect (way, "clicked", G_CALLBACK (on_way_cb), data);
  return box;
}

static void
fill_state (GtkWidget *cell, gpointer item, gpointer data)
{
  GtkWidget *label = gtk_widget_get_first_child (cell), *way = gtk_widget_get_next_sibling (label);
  const WabiFinding *obstacle = wabi_charge_item_get_obstacle (item);
  WabiChargeState state = wabi_charge_item_get_state (item);
  const char *words = state == WABI_CHARGE_READY     ? _("Ready")
                      : state == WABI_CHARGE_WAITING ? _("Waits for the server")
                      : state == WABI_CHARGE_UNKNOWN ? _("Being checked…")
                                                     : obstacle->title;
  const char *link = state == WABI_CHARGE_NEEDS_HAND ? wabi_mend_get_label (obstacle->way_on) : NULL;

  gtk_label_set_label (GTK_LABEL (label), words);
  gtk_widget_set_tooltip_text (label, state == WABI_CHARGE_NEEDS_HAND ? obstacle->detail : NULL);
  gtk_widget_set_css_classes (label, state == WABI_CHARGE_NEEDS_HAND ? (const char *[]){ "numeric", NULL }
                                                                      : (const char *[]){ "secondary", NULL });
  gtk_widget_set_visible (way, link != NULL);
  gtk_button_set_label (GTK_BUTTON (way), link != NULL ? link : "");
  g_object_set_data_full (G_OBJECT (way), "wabi-item", g_object_ref (item), g_object_unref);
}

static const WabiMoneyColumn charge_columns[] = {
  { "", FALSE, FALSE, 0, make_mark, fill_mark },
  { N_ ("Client"), TRUE, FALSE, 10, NULL, fill_client },
  { N_ ("Service"), FALSE, FALSE, 8, NULL, fill_service },
  { N_ ("Date and time"), TRUE, FALSE, 11, NULL, fill_when },
  { N_ ("Staff"), TRUE, FALSE, 9, NULL, fill_staff },
  { N_ ("Payer"), TRUE, FALSE, 9, NULL, fill_payer },
  { N_ ("Units"), FALSE, TRUE, 0, NULL, fill_units },
  { N_ ("Charge"), FALSE, TRUE, 0, NULL, fill_amount },
  { N_ ("State"), TRUE, FALSE, 0, make_state, fill_state },
};

void
wabi_charge_columns_add (GtkColumnView *view, WabiChargeColumns *columns)
{
  wabi_money_table_add_columns (view, charge_columns, G_N_ELEMENTS (charge_columns), columns);
}
