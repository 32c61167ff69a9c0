// SPDX-License-Identifier: AGPL-3.0-or-later
// Drop-downs of service codes and places of service, in words.

#include "wabi-choice-list.h"

#include <glib/gi18n-lib.h>

#include "wabi-codes.h"

static void
on_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), GPOINTER_TO_INT (data) ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
  gtk_list_item_set_child (item, label);
}

static void
on_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), gtk_string_object_get_string (gtk_list_item_get_item (item)));
}

static GtkListItemFactory *
make_factory (gboolean ellipsize)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup_cb), GINT_TO_POINTER (ellipsize));
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind_cb), NULL);
  return factory;
}

static void
take (GtkDropDown *drop_down, GtkStringList *words, GPtrArray *take_codes)
{
  /* The button is as wide as its room, the list as wide as its words. */
  g_autoptr (GtkListItemFactory) button = make_factory (TRUE), list = make_factory (FALSE);

  gtk_drop_down_set_factory (drop_down, button);
  gtk_drop_down_set_list_factory (drop_down, list);
  gtk_drop_down_set_model (drop_down, G_LIST_MODEL (words));
  g_object_set_data_full (G_OBJECT (drop_down), "wabi-codes", take_codes, (GDestroyNotify) g_ptr_array_unref);
}

static void
begin (GtkStringList **words, GPtrArray **codes, const char *none)
{
  *words = gtk_string_list_new (NULL);
  *codes = g_ptr_array_new ();
  if (none == NULL)
    return;
  gtk_string_list_append (*words, none);
  g_ptr_array_add (*codes, NULL);
}

static void
fill_services (GtkDropDown *drop_down, WabiDesk *desk, const char *kept)
{
  g_autoptr (GtkStringList) words = NULL;
  g_auto (GStrv) labels = NULL;
  g_auto (GStrv) services = wabi_desk_list_services (desk, kept, &labels);
  GPtrArray *codes;

  begin (&words, &codes, g_object_get_data (G_OBJECT (drop_down), "wabi-none"));
  g_ptr_array_set_free_func (codes, g_free);
  for (guint i = 0; services[i] != NULL; i++)
    {
      gtk_string_list_append (words, labels[i]);
      g_ptr_array_add (codes, g_strdup (services[i]));
    }
  take (drop_down, words, codes);
  wabi_choice_list_set_code (drop_down, kept);
}

void
wabi_choice_list_fill_services (GtkDropDown *drop_down, WabiDesk *desk, const char *none)
{
  g_autofree char *chosen = g_strdup (wabi_choice_list_get_code (drop_down));

  g_object_set_data_full (G_OBJECT (drop_down), "wabi-none", g_strdup (none), g_free);
  fill_services (drop_down, desk, chosen);
}

void
wabi_choice_list_set_service (GtkDropDown *drop_down, WabiDesk *desk, const char *code)
{
  GPtrArray *codes = g_object_get_data (G_OBJECT (drop_down), "wabi-codes");

  for (guint i = 0; codes != NULL && i < codes->len; i++)
    if (g_strcmp0 (g_ptr_array_index (codes, i), code) == 0)
      {
        gtk_drop_down_set_selected (drop_down, i);
        return;
      }
  if (code != NULL)
    fill_services (drop_down, desk, code);
}

void
wabi_choice_list_fill_places (GtkDropDown *drop_down, const char *none)
{
  g_autoptr (GtkStringList) words = NULL;
  GPtrArray *codes;
  gsize n;
  const WabiPlaceOfService *places = wabi_codes_places (&n);

  begin (&words, &codes, none);
  for (gsize i = 0; i < n; i++)
    {
      gtk_string_list_append (words, wabi_codes_place_name (places[i].code));
      g_ptr_array_add (codes, (gpointer) places[i].code);
    }
  take (drop_down, words, codes);
}

void
wabi_choice_list_fill_locations (GtkDropDown *drop_down, WabiDesk *desk, const char *none)
{
  g_autoptr (GtkStringList) words = NULL;
  g_autoptr (GPtrArray) found = NULL;
  GPtrArray *codes;
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_location);
  found = wabi_desk_list (desk, &query);
  begin (&words, &codes, none);
  g_ptr_array_set_free_func (codes, g_free);
  for (guint i = 0; i < found->len; i++)
    {
      gtk_string_list_append (words, wabi_record_get_text (g_ptr_array_index (found, i), "name"));
      g_ptr_array_add (codes, g_strdup (wabi_record_get_id (g_ptr_array_index (found, i))));
    }
  take (drop_down, words, codes);
}

void
wabi_choice_list_fill_states (GtkDropDown *drop_down, const char *none)
{
  static const struct
  {
    const char *code;
    const char *name;
  } states[] = {
    { "scheduled arrived in_session proposed", N_("To be held") },
    { "completed", N_("Held") },
    { "cancelled no_show", N_("Canceled or missed") },
    { "attention", N_("Needs a decision") },
  };
  g_autoptr (GtkStringList) words = NULL;
  GPtrArray *codes;

  begin (&words, &codes, none);
  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    {
      gtk_string_list_append (words, g_dgettext (GETTEXT_PACKAGE, states[i].name));
      g_ptr_array_add (codes, (gpointer) states[i].code);
    }
  take (drop_down, words, codes);
}

const char *
wabi_choice_list_get_code (GtkDropDown *drop_down)
{
  GPtrArray *codes = g_object_get_data (G_OBJECT (drop_down), "wabi-codes");
  guint selected = gtk_drop_down_get_selected (drop_down);

  return codes != NULL && selected < codes->len ? g_ptr_array_index (codes, selected) : NULL;
}

void
wabi_choice_list_set_code (GtkDropDown *drop_down, const char *code)
{
  GPtrArray *codes = g_object_get_data (G_OBJECT (drop_down), "wabi-codes");

  for (guint i = 0; codes != NULL && i < codes->len; i++)
    if (g_strcmp0 (g_ptr_array_index (codes, i), code) == 0)
      gtk_drop_down_set_selected (drop_down, i);
}
