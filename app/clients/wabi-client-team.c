// SPDX-License-Identifier: AGPL-3.0-or-later
// Who is on the client's care team, since when and why; who comes onto it, and who leaves.

#include "wabi-client-team.h"

#include <glib/gi18n-lib.h>

#include "wabi-care-team.h"
#include "wabi-client-forms.h"
#include "wabi-confirm.h"
#include "wabi-form-dialog.h"
#include "wabi-format.h"
#include "wabi-lookup.h"
#include "wabi-panel.h"

#define MAY_CHANGE (WABI_ROLE_FRONTDESK | WABI_ROLE_BCBA | WABI_ROLE_ADMIN)

static char *
dup_name (WabiDesk *desk, const char *staff)
{
  g_autoptr (WabiRecord) record = wabi_desk_get (desk, &wabi_kind_staff, staff);

  return record != NULL ? wabi_lookup_full_name (record) : g_strdup (_("Somebody who left"));
}

/* Since when, until when, and why. */
static char *
describe (WabiRecord *entry)
{
  g_autofree char *from = wabi_format_date_text (wabi_record_get_text (entry, "valid_from"));
  g_autofree char *to = wabi_record_has (entry, "valid_to") ? wabi_format_date_text (wabi_record_get_text (entry, "valid_to")) : NULL;
  const char *reason = wabi_record_get_text (entry, "reason");

  if (wabi_record_is (entry, "source", "booking"))
    return g_strdup_printf (_("By a booking, until %s"), to != NULL ? to : "");
  if (to != NULL)
    return g_strdup_printf (_("%s to %s"), from, to);
  return reason != NULL ? g_strdup_printf (_("Since %s: %s"), from, reason) : g_strdup_printf (_("Since %s"), from);
}

static void
add_member (const WabiClientSection *section, GtkWidget *panel, WabiRecord *entry)
{
  g_autofree char *name = dup_name (section->desk, wabi_record_get_text (entry, "staff")), *line = describe (entry);
  g_autofree char *said = g_strdup_printf (_("Take %s off the care team"), name);
  GtkWidget *row = wabi_panel_add_fact (panel, name, line);

  if (wabi_client_team_may_change (section->desk))
    gtk_box_append (GTK_BOX (row), wabi_icon_button_new ("list-remove-symbolic", "clients.remove-team", wabi_record_get_id (entry), said));
}

gboolean
wabi_client_team_may_change (WabiDesk *desk)
{
  return (wabi_desk_get_roles (desk) & MAY_CHANGE) != 0;
}

void
wabi_client_add_team (const WabiClientSection *section, GtkWidget *box)
{
  g_autoptr (GPtrArray) entries
      = wabi_lookup_by (wabi_desk_get_view (section->desk), &wabi_kind_care_team, "client", wabi_record_get_id (section->client));
  WabiDay today = wabi_zone_day (wabi_desk_get_zone (section->desk), wabi_desk_get_now (section->desk));
  GtkWidget *panel
      = wabi_panel_new (_("Care team"), wabi_client_team_may_change (section->desk) ? _("Add somebody") : NULL, "clients.add-team");
  const char *bcba = wabi_record_get_text (section->client, "bcba");
  guint n = 0;

  if (bcba != NULL)
    {
      g_autofree char *name = dup_name (section->desk, bcba);

      wabi_panel_add_fact (panel, name, _("The client’s BCBA"));
      n++;
    }
  for (guint i = 0; i < entries->len; i++)
    if (wabi_care_team_holds (g_ptr_array_index (entries, i), today))
      {
        add_member (section, panel, g_ptr_array_index (entries, i));
        n++;
      }
  if (n == 0)
    wabi_panel_add_quiet (panel, _("Nobody is on the care team yet. Technicians see the client once they are on it, or booked."));
  gtk_box_append (GTK_BOX (box), panel);
}

/* ---- Adding ---- */

static const WabiFormRow team_rows[] = {
  { N_ ("Care team"), "staff", N_ ("Member of staff"), WABI_FORM_CHOICE, NULL, NULL, TRUE },
  { NULL, "reason", N_ ("Why"), WABI_FORM_TEXT, NULL, NULL, FALSE },
};

typedef struct
{
  WabiDesk *desk;
  char *id; /* of the client, or of the entry */
} Asked;

static Asked *
new_asked (WabiDesk *desk, const char *id)
{
  Asked *asked = g_new0 (Asked, 1);

  asked->desk = g_object_ref (desk);
  asked->id = g_strdup (id);
  return asked;
}

static void
free_asked (gpointer data)
{
  Asked *asked = data;

  g_object_unref (asked->desk);
  g_free (asked->id);
  g_free (asked);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asked, free_asked)

static gboolean
save_member (JsonObject *set, WabiRecord *record, gpointer data, GError **error)
{
  Asked *asked = data;
  g_autofree char *id = wabi_desk_new_id (asked->desk);
  const char *reason = wabi_json_peek_text (set, "reason");
  JsonObject *args = wabi_args ("id", id, "client", asked->id, "staff", wabi_json_peek_text (set, "staff"), NULL);

  if (reason != NULL)
    json_object_set_string_member (args, "reason", reason);
  return wabi_desk_do (asked->desk, "care_team.add", args, _("Added to the care team"), "care_team.remove", wabi_args ("id", id, NULL), error);
}

/* Whom the client knows already need not be offered. */
static gboolean
is_on_team (WabiDesk *desk, WabiRecord *client, const char *staff)
{
  g_autoptr (GPtrArray) entries
      = wabi_lookup_by (wabi_desk_get_view (desk), &wabi_kind_care_team, "client", wabi_record_get_id (client));
  WabiDay today = wabi_zone_day (wabi_desk_get_zone (desk), wabi_desk_get_now (desk));

  if (wabi_record_is (client, "bcba", staff))
    return TRUE;
  for (guint i = 0; i < entries->len; i++)
    if (wabi_record_is (g_ptr_array_index (entries, i), "staff", staff) && wabi_care_team_holds (g_ptr_array_index (entries, i), today)
        && !wabi_record_is (g_ptr_array_index (entries, i), "source", "booking"))
      return TRUE;
  return FALSE;
}

/* Nobody is chosen at first: a hasty Enter must not show a child's records to whoever comes first in the list. */
static void
offer_staff (WabiFormDialog *form, WabiDesk *desk, WabiRecord *client)
{
  g_autoptr (GStrvBuilder) some_ids = g_strv_builder_new (), some_labels = g_strv_builder_new ();
  g_auto (GStrv) ids = NULL, labels = NULL, id_list = NULL, label_list = NULL;

  wabi_forms_list_records (desk, &wabi_kind_staff, NULL, _("Choose somebody"), &ids, &labels);
  for (guint i = 0; ids[i] != NULL; i++)
    if (*ids[i] == '\0' || !is_on_team (desk, client, ids[i]))
      {
        g_strv_builder_add (some_ids, ids[i]);
        g_strv_builder_add (some_labels, labels[i]);
      }
  id_list = g_strv_builder_end (some_ids);
  label_list = g_strv_builder_end (some_labels);
  wabi_form_dialog_set_choices (form, "staff", (const char *const *) id_list, (const char *const *) label_list, NULL);
}

void
wabi_client_form_team (WabiDesk *desk, WabiRecord *client, GtkWindow *parent)
{
  WabiFormDialog *form
      = wabi_form_dialog_new (_("Add to the care team"), &wabi_kind_care_team, team_rows, G_N_ELEMENTS (team_rows), NULL, parent);

  offer_staff (form, desk, client);
  wabi_form_dialog_present (form, save_member, NULL, new_asked (desk, wabi_record_get_id (client)), free_asked);
}

/* ---- Removing ---- */

static void
on_remove_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Asked) asked = data;
  g_autofree char *choice = wabi_confirm_choose_finish (WABI_CONFIRM (source), result, NULL);
  g_autoptr (WabiRecord) entry = choice != NULL ? wabi_desk_get (asked->desk, &wabi_kind_care_team, asked->id) : NULL;
  g_autoptr (GError) error = NULL;

  if (entry == NULL)
    return;
  if (!wabi_desk_do (asked->desk, "care_team.remove", wabi_args ("id", asked->id, NULL), _("Taken off the care team"), "care_team.add",
                     wabi_args ("id", asked->id, "client", wabi_record_get_text (entry, "client"), "staff",
                                wabi_record_get_text (entry, "staff"), NULL),
                     &error))
    wabi_desk_tell_error (asked->desk, error);
}

static guint
count_booked (WabiDesk *desk, WabiRecord *entry)
{
  g_autoptr (GPtrArray) booked
      = wabi_lookup_between (wabi_desk_get_view (desk), &wabi_kind_appointment, "client", wabi_record_get_text (entry, "client"),
                             wabi_desk_get_now (desk), G_MAXINT64);
  guint n = 0;

  for (guint i = 0; i < booked->len; i++)
    n += wabi_record_is (g_ptr_array_index (booked, i), "staff", wabi_record_get_text (entry, "staff"))
         && wabi_record_is (g_ptr_array_index (booked, i), "status", "scheduled");
  return n;
}

void
wabi_client_team_ask_remove (WabiDesk *desk, const char *id, GtkWindow *parent)
{
  g_autoptr (WabiRecord) entry = wabi_desk_get (desk, &wabi_kind_care_team, id);
  g_autoptr (WabiRecord) client
      = entry != NULL ? wabi_desk_get (desk, &wabi_kind_client, wabi_record_get_text (entry, "client")) : NULL;
  g_autofree char *name = NULL, *heading = NULL;
  GString *body;
  WabiConfirm *confirm;
  guint booked;

  if (client == NULL)
    return;
  name = dup_name (desk, wabi_record_get_text (entry, "staff"));
  heading = g_strdup_printf (_("Take %s off the care team?"), name);
  body = g_string_new (NULL);
  g_string_append_printf (body, _("%s’s computer will no longer hold %s’s records. What was recorded stays."), name,
                          wabi_record_get_text (client, "first_name"));
  booked = count_booked (desk, entry);
  if (booked > 0)
    {
      g_string_append (body, "\n\n");
      g_string_append_printf (body, ngettext ("%u visit is still booked; it needs somebody else.", "%u visits are still booked; they need somebody else.", booked),
                              booked);
    }
  confirm = wabi_confirm_new (heading, body->str);
  g_string_free (body, TRUE);
  wabi_confirm_add_choice (confirm, "remove", _("Take off"), WABI_CHOICE_DESTRUCTIVE);
  wabi_confirm_choose_async (confirm, parent, NULL, on_remove_chosen_cb, new_asked (desk, id));
}
