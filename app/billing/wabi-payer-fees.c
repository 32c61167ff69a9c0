// SPDX-License-Identifier: AGPL-3.0-or-later
// A payer's fee schedule as of a day, and what it lacks.

#include "wabi-payers-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-choose-file.h"
#include "wabi-codes.h"
#include "wabi-empty-state.h"
#include "wabi-format.h"
#include "wabi-money-table.h"

struct _WabiPayerFees
{
  GtkWidget parent_instance;
  GtkStack *stack;
  GtkColumnView *table;
  GtkLabel *missing;
  GtkCheckButton *all_days;

  WabiDesk *desk;
  WabiRecord *payer;
  WabiDay day;
  GListStore *shown;
  GtkSingleSelection *selection;
};

G_DEFINE_FINAL_TYPE (WabiPayerFees, wabi_payer_fees, GTK_TYPE_WIDGET)

/* ---- Columns ---- */

static void
fill_code (GtkWidget *cell, gpointer item, gpointer data)
{
  gtk_label_set_label (GTK_LABEL (cell), wabi_record_get_text (item, "service_code"));
  gtk_widget_add_css_class (cell, "money-strong");
}

static void
fill_where (GtkWidget *cell, gpointer item, gpointer data)
{
  const char *credential = wabi_record_get_text (item, "credential"), *modifier = wabi_record_get_text (item, "modifier");
  const char *place = wabi_record_get_text (item, "place");
  GString *words = g_string_new (credential);

  if (modifier != NULL)
    g_string_append_printf (words, "%s%s", words->len > 0 ? " · " : "", modifier);
  if (place != NULL)
    g_string_append_printf (words, "%s%s", words->len > 0 ? " · " : "", wabi_codes_place_name (place) != NULL ? wabi_codes_place_name (place) : place);
  gtk_label_set_label (GTK_LABEL (cell), words->len > 0 ? words->str : _("Everybody, everywhere"));
  g_string_free (words, TRUE);
}

static void
fill_fee (GtkWidget *cell, gpointer item, gpointer data)
{
  g_autofree char *money = wabi_format_money (wabi_record_get_int (item, "cents"));

  gtk_label_set_label (GTK_LABEL (cell), money);
}

static void
fill_allowed (GtkWidget *cell, gpointer item, gpointer data)
{
  g_autofree char *money = wabi_record_has (item, "allowed_cents") ? wabi_format_money (wabi_record_get_int (item, "allowed_cents")) : g_strdup ("–");

  gtk_label_set_label (GTK_LABEL (cell), money);
}

static void
fill_from (GtkWidget *cell, gpointer item, gpointer data)
{
  g_autofree char *date = wabi_format_date_text (wabi_record_get_text (item, "valid_from"));

  gtk_label_set_label (GTK_LABEL (cell), date);
}

static void
fill_to (GtkWidget *cell, gpointer item, gpointer data)
{
  g_autofree char *date = wabi_record_has (item, "valid_to") ? wabi_format_date_text (wabi_record_get_text (item, "valid_to")) : g_strdup ("–");

  gtk_label_set_label (GTK_LABEL (cell), date);
}

static void
fill_source (GtkWidget *cell, gpointer item, gpointer data)
{
  const char *source = wabi_record_get_text (item, "source");

  gtk_label_set_label (GTK_LABEL (cell), source != NULL ? source : "");
  gtk_widget_add_css_class (cell, "secondary");
}

static const WabiMoneyColumn columns[] = {
  { N_ ("Code"), FALSE, FALSE, 7, NULL, fill_code },      { N_ ("For"), TRUE, FALSE, 12, NULL, fill_where },
  { N_ ("Fee"), FALSE, TRUE, 9, NULL, fill_fee },         { N_ ("Allowed"), FALSE, TRUE, 9, NULL, fill_allowed },
  { N_ ("From"), FALSE, FALSE, 11, NULL, fill_from },     { N_ ("Until"), FALSE, FALSE, 11, NULL, fill_to },
  { N_ ("Source"), TRUE, FALSE, 10, NULL, fill_source },
};

/* ---- What is shown ---- */

static gboolean
holds (WabiPayerFees *self, WabiRecord *fee)
{
  return wabi_day_in_range (self->day, wabi_lookup_day (fee, "valid_from"), wabi_lookup_day (fee, "valid_to"));
}

/* A line that a later one of the same case has taken the place of. */
static gboolean
is_superseded (WabiPayerFees *self, GPtrArray *fees, WabiRecord *fee)
{
  const char *modifiers[] = { wabi_record_get_text (fee, "modifier"), NULL };
  g_autofree char *date = wabi_day_dup_text (self->day);
  WabiFeeKey key = { wabi_record_get_text (fee, "service_code"), wabi_record_get_text (fee, "credential"), wabi_record_get_text (fee, "place"), modifiers,
                     date };

  return wabi_fee_find (fees, &key) != fee;
}

static int
compare_fees (gconstpointer a, gconstpointer b, gpointer data)
{
  WabiRecord *one = WABI_RECORD ((gpointer) a), *other = WABI_RECORD ((gpointer) b);
  int order = g_strcmp0 (wabi_record_get_text (one, "service_code"), wabi_record_get_text (other, "service_code"));

  if (order == 0)
    order = g_strcmp0 (wabi_record_get_text (one, "credential"), wabi_record_get_text (other, "credential"));
  if (order == 0)
    order = g_strcmp0 (wabi_record_get_text (one, "modifier"), wabi_record_get_text (other, "modifier"));
  return order != 0 ? order : g_strcmp0 (wabi_record_get_text (other, "valid_from"), wabi_record_get_text (one, "valid_from"));
}

static gboolean
has_code (WabiPayerFees *self, GPtrArray *fees, const char *code)
{
  for (guint i = 0; i < fees->len; i++)
    if (wabi_record_is (g_ptr_array_index (fees, i), "service_code", code) && holds (self, g_ptr_array_index (fees, i)))
      return TRUE;
  return FALSE;
}

/* A code of the practice's own is of one payer's program mostly: others are not asked for a fee that they never had. */
static gboolean
is_of_payer (WabiPayerFees *self, GPtrArray *fees, const WabiServiceCode *service)
{
  gboolean had = wabi_codes_find_service (service->code) != NULL || wabi_record_is (self->payer, "type", "medicaid");

  for (guint i = 0; i < fees->len && !had; i++)
    had = wabi_record_is (g_ptr_array_index (fees, i), "service_code", service->code);
  return had && !wabi_service_is (service, WABI_SERVICE_UNBILLED);
}

static void
show_missing (WabiPayerFees *self, GPtrArray *fees)
{
  g_autoptr (WabiPayerTerms) terms = wabi_payer_terms_new (wabi_desk_get_view (self->desk), self->payer, self->day);
  g_autoptr (GString) codes = g_string_new (NULL);
  g_autoptr (GPtrArray) services = wabi_service_table_list (wabi_desk_get_services (self->desk), self->day);
  g_autofree char *words = NULL;

  for (guint i = 0; i < services->len; i++)
    {
      const WabiServiceCode *service = g_ptr_array_index (services, i);
      WabiTermsKey key = { .code = service->code };
      gboolean paid = wabi_payer_terms_find (terms, "benefit", "covered", &key) == NULL || wabi_payer_terms_get_bool (terms, "benefit", "covered", &key);

      if (paid && is_of_payer (self, fees, service) && !has_code (self, fees, service->code))
        g_string_append_printf (codes, "%s%s", codes->len > 0 ? ", " : "", service->code);
    }
  /* Translators: codes: "No fee on this day: 97154, 0362T" */
  words = codes->len > 0 ? g_strdup_printf (_("No fee on this day: %s"), codes->str) : g_strdup (_("Each code that the payer pays has a fee on this day"));
  gtk_label_set_label (self->missing, words);
  if (codes->len > 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->missing), "warning");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->missing), "warning");
}

static void
fill (WabiPayerFees *self)
{
  g_autoptr (GPtrArray) fees = NULL;
  gboolean all = gtk_check_button_get_active (self->all_days);

  if (self->payer == NULL)
    return;
  fees = wabi_lookup_by (wabi_desk_get_view (self->desk), &wabi_kind_fee, "payer", wabi_record_get_id (self->payer));
  g_list_store_remove_all (self->shown);
  for (guint i = 0; i < fees->len; i++)
    if (all || (holds (self, g_ptr_array_index (fees, i)) && !is_superseded (self, fees, g_ptr_array_index (fees, i))))
      g_list_store_insert_sorted (self->shown, g_ptr_array_index (fees, i), compare_fees, NULL);
  gtk_stack_set_visible_child_name (self->stack, g_list_model_get_n_items (G_LIST_MODEL (self->shown)) > 0 ? "table" : "empty");
  show_missing (self, fees);
}

void
wabi_payer_fees_show (WabiPayerFees *self, WabiDesk *desk, WabiRecord *payer, WabiDay day)
{
  g_set_object (&self->desk, desk);
  g_set_object (&self->payer, payer);
  self->day = day;
  fill (self);
}

/* ---- Doing ---- */

static GtkWindow *
get_window (WabiPayerFees *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

static void
on_add_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiPayerFees *self = WABI_PAYER_FEES (widget);

  if (self->payer != NULL)
    wabi_payer_form_fee (self->desk, self->payer, NULL, NULL, self->day, get_window (self));
}

static void
on_activate_cb (WabiPayerFees *self, guint position)
{
  g_autoptr (WabiRecord) fee = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (fee != NULL)
    wabi_payer_form_fee (self->desk, self->payer, fee, NULL, self->day, get_window (self));
}

static void
on_remove_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  WabiPayerFees *self = WABI_PAYER_FEES (widget);
  WabiRecord *fee = gtk_single_selection_get_selected_item (self->selection);
  g_autoptr (GPtrArray) remove = g_ptr_array_new (), put = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  if (fee == NULL)
    return;
  g_ptr_array_add (remove, fee);
  if (!wabi_payer_change_fees (self->desk, wabi_record_get_id (self->payer), remove, put, _("The fee is taken away"), &error))
    wabi_desk_tell_error (self->desk, error);
}

/* Lines of the same case and first day are replaced, all others come beside what is there. */
static void
take_in (WabiPayerFees *self, const char *text)
{
  g_autofree char *from = wabi_day_dup_text (self->day);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) put = wabi_payer_read_fees (wabi_desk_get_services (self->desk), text, from, &error), fees = NULL, remove = g_ptr_array_new ();
  g_autofree char *done = NULL;

  if (put != NULL)
    {
      fees = wabi_lookup_by (wabi_desk_get_view (self->desk), &wabi_kind_fee, "payer", wabi_record_get_id (self->payer));
      for (guint i = 0; i < fees->len; i++)
        for (guint j = 0; j < put->len; j++)
          {
            static const char *const same[] = { "service_code", "modifier", "credential", "place", "valid_from" };
            gboolean equal = TRUE;

            for (guint s = 0; s < G_N_ELEMENTS (same); s++)
              equal = equal && g_strcmp0 (wabi_record_get_text (g_ptr_array_index (fees, i), same[s]), wabi_json_peek_text (g_ptr_array_index (put, j), same[s])) == 0;
            if (!equal)
              continue;
            g_ptr_array_add (remove, g_ptr_array_index (fees, i));
            break;
          }
      done = g_strdup_printf (ngettext ("%u fee is read", "%u fees are read", put->len), put->len);
    }
  if (put == NULL || !wabi_payer_change_fees (self->desk, wabi_record_get_id (self->payer), remove, put, done, &error))
    wabi_desk_tell_error (self->desk, error);
}

static void
on_pasted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WabiPayerFees) self = data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);

  if (self->payer != NULL)
    take_in (self, text);
}

static void
on_paste_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (widget), NULL, on_pasted_cb, g_object_ref (widget));
}

static void
on_file_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WabiPayerFees) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *bytes = NULL;
  gsize length;

  if (self->payer == NULL)
    return;
  if (!g_file_load_contents_finish (G_FILE (source), result, &bytes, &length, NULL, &error))
    wabi_desk_tell_error (self->desk, error);
  else if (g_utf8_validate (bytes, (gssize) length, NULL))
    take_in (self, bytes);
  else
    wabi_desk_tell (self->desk, _("The file is no text in UTF-8. Save it as CSV in UTF-8, then try again."));
}

static void
on_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WabiPayerFees) self = data;
  g_autoptr (GFile) file = wabi_choose_file_finish (result, NULL);

  if (file != NULL)
    g_file_load_contents_async (file, NULL, on_file_read_cb, g_object_ref (self));
}

static void
on_import_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  wabi_choose_file_async (GTK_WINDOW (gtk_widget_get_root (widget)), WABI_CHOOSE_OPEN, _("Read fees from CSV"), NULL, "text/csv", NULL, on_chosen_cb,
                          g_object_ref (widget));
}

static void
on_days_cb (WabiPayerFees *self)
{
  fill (self);
}

static void
wabi_payer_fees_dispose (GObject *object)
{
  WabiPayerFees *self = WABI_PAYER_FEES (object);
  GtkWidget *child;

  gtk_widget_dispose_template (GTK_WIDGET (object), WABI_TYPE_PAYER_FEES);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->selection);
  g_clear_object (&self->shown);
  g_clear_object (&self->payer);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (wabi_payer_fees_parent_class)->dispose (object);
}

static void
wabi_payer_fees_class_init (WabiPayerFeesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_payer_fees_dispose;
  g_type_ensure (WABI_TYPE_EMPTY_STATE);
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-payer-fees.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiPayerFees, stack);
  gtk_widget_class_bind_template_child (widget_class, WabiPayerFees, table);
  gtk_widget_class_bind_template_child (widget_class, WabiPayerFees, missing);
  gtk_widget_class_bind_template_child (widget_class, WabiPayerFees, all_days);
  gtk_widget_class_bind_template_callback (widget_class, on_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_days_cb);
  gtk_widget_class_install_action (widget_class, "fees.add", NULL, on_add_cb);
  gtk_widget_class_install_action (widget_class, "fees.remove", NULL, on_remove_cb);
  gtk_widget_class_install_action (widget_class, "fees.paste", NULL, on_paste_cb);
  gtk_widget_class_install_action (widget_class, "fees.import", NULL, on_import_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "fees.remove", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_v, GDK_CONTROL_MASK, "fees.paste", NULL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
wabi_payer_fees_init (WabiPayerFees *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->shown = g_list_store_new (WABI_TYPE_RECORD);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->shown)));
  wabi_money_table_add_columns (self->table, columns, G_N_ELEMENTS (columns), self);
  gtk_column_view_set_model (self->table, GTK_SELECTION_MODEL (self->selection));
}
