// SPDX-License-Identifier: AGPL-3.0-or-later
// One client in a list.

#include "wabi-client-row.h"

#include <glib/gi18n-lib.h>

#include "wabi-badge.h"
#include "wabi-lookup.h"

struct _WabiClientRow
{
  AdwBin parent_instance;
  AdwAvatar *avatar;
  GtkLabel *name, *detail;
  WabiBadge *badge;
};

G_DEFINE_FINAL_TYPE (WabiClientRow, wabi_client_row, ADW_TYPE_BIN)

static void
wabi_client_row_class_init (WabiClientRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-client-row.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiClientRow, avatar);
  gtk_widget_class_bind_template_child (widget_class, WabiClientRow, name);
  gtk_widget_class_bind_template_child (widget_class, WabiClientRow, detail);
  gtk_widget_class_bind_template_child (widget_class, WabiClientRow, badge);
}

static void
wabi_client_row_init (WabiClientRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
wabi_client_row_new (void)
{
  return g_object_new (WABI_TYPE_CLIENT_ROW, NULL);
}

const char *
wabi_client_status_words (WabiRecord *client)
{
  static const char *const words[][2] = { { "intake", N_ ("Intake") }, { "paused", N_ ("Paused") }, { "discharged", N_ ("Discharged") } };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (wabi_record_is (client, "status", words[i][0]))
      return _(words[i][1]);
  return NULL;
}

void
wabi_client_row_show (WabiClientRow *self, WabiDesk *desk, WabiRecord *client)
{
  const WabiView *view = wabi_desk_get_view (desk);
  WabiDay today = wabi_zone_day (wabi_desk_get_zone (desk), wabi_desk_get_now (desk));
  g_autofree char *name = wabi_lookup_full_name (client);
  g_autoptr (WabiRecord) coverage = wabi_lookup_coverage (view, wabi_record_get_id (client), today);
  g_autoptr (WabiRecord) payer
      = coverage != NULL ? wabi_lookup_get (view, &wabi_kind_payer, wabi_record_get_text (coverage, "payer")) : NULL;
  g_autoptr (WabiRecord) bcba = wabi_lookup_get (view, &wabi_kind_staff, wabi_record_get_text (client, "bcba"));
  g_autofree char *analyst = bcba != NULL ? wabi_lookup_full_name (bcba) : g_strdup (_("No BCBA"));
  g_autofree char *detail = g_strdup_printf ("%s · %s", payer != NULL ? wabi_record_get_text (payer, "name") : _("No coverage"), analyst);
  g_autofree char *said = g_strdup_printf ("%s, %s", name, detail);

  adw_avatar_set_text (self->avatar, name);
  gtk_label_set_text (self->name, name);
  gtk_label_set_text (self->detail, detail);
  wabi_badge_set_text (self->badge, wabi_client_status_words (client));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
}
