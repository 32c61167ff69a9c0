// SPDX-License-Identifier: AGPL-3.0-or-later
// Asking for time off: days, and hours where it is not whole days; what is booked then is shown while one types.

#include "wabi-avail-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-format.h"
#include "wabi-lookup.h"
#include "wabi-panel.h"
#include "wabi-text.h"
#include "wabi-weekly.h"

#define LONGEST (G_GINT64_CONSTANT (16) * 60 * WABI_MINUTE)

GPtrArray *
wabi_away_list_booked (WabiDesk *desk, const char *staff, gint64 from, gint64 to)
{
  g_autoptr (GPtrArray) near = wabi_lookup_between (wabi_desk_get_view (desk), &wabi_kind_appointment, "staff", staff, from - LONGEST, to);
  GPtrArray *booked = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < near->len; i++)
    {
      WabiRecord *visit = g_ptr_array_index (near, i);

      if (wabi_record_get_int (visit, "ends_at") > from
          && wabi_text_list_has ("scheduled arrived in_session proposed", wabi_record_get_text (visit, "status")))
        g_ptr_array_add (booked, g_object_ref (visit));
    }
  return booked;
}

char *
wabi_away_count_booked (GPtrArray *booked)
{
  gint64 minutes = 0;
  g_autofree char *length = NULL;

  for (guint i = 0; i < booked->len; i++)
    minutes += (wabi_record_get_int (g_ptr_array_index (booked, i), "ends_at") - wabi_record_get_int (g_ptr_array_index (booked, i), "starts_at"))
               / WABI_MINUTE;
  if (booked->len == 0)
    return g_strdup (_("Nothing is booked then."));
  length = wabi_format_minutes ((int) minutes);
  return g_strdup_printf (ngettext ("%u session is booked then, %s.", "%u sessions are booked then, %s in all.", booked->len), booked->len, length);
}

char *
wabi_away_say_when (const char *zone, gint64 from, gint64 to)
{
  WabiLocal start = wabi_zone_to_local (zone, from), end = wabi_zone_to_local (zone, to);
  gboolean whole = start.minute == 0 && end.minute == 0;
  WabiDay last = whole ? end.day - 1 : end.day;
  g_autofree char *first_day = wabi_format_day (start.day), *last_day = wabi_format_day (last), *hours = NULL;

  if (start.day == last && whole)
    return g_steal_pointer (&first_day);
  if (start.day == last)
    {
      hours = wabi_format_range (zone, from, to);
      return g_strdup_printf ("%s, %s", first_day, hours);
    }
  if (whole)
    return g_strdup_printf ("%s – %s", first_day, last_day);
  {
    g_autofree char *at = wabi_format_time (zone, from), *until = wabi_format_time (zone, to);

    return g_strdup_printf ("%s, %s – %s, %s", first_day, at, last_day, until);
  }
}

/* ---- The form ---- */

static const WabiField ask_fields[] = {
  { "staff", WABI_FIELD_REF, 0, 0, 0, "staff", NULL },       { "first_day", WABI_FIELD_DATE, 0, 0, 0, NULL, NULL },
  { "last_day", WABI_FIELD_DATE, 0, 0, 0, NULL, NULL },      { "from_time", WABI_FIELD_TEXT, 0, 0, 12, NULL, NULL },
  { "to_time", WABI_FIELD_TEXT, 0, 0, 12, NULL, NULL },      { "reason", WABI_FIELD_TEXT, 0, 0, 200, NULL, NULL },
};
static const WabiKind ask_kind
    = { "time_off_request", "scheduling", 1, WABI_POLICY_STRICT, WABI_ROLES_ALL, NULL, ask_fields, G_N_ELEMENTS (ask_fields), N_("request") };

static const WabiFormRow ask_rows[] = {
  { N_("Who"), "staff", N_("Member of staff"), WABI_FORM_CHOICE, NULL, NULL, TRUE },
  { N_("When"), "first_day", N_("First day"), WABI_FORM_DATE, NULL, NULL, TRUE },
  { NULL, "last_day", N_("Last day, if there are more"), WABI_FORM_DATE, NULL, NULL, FALSE },
  { NULL, "from_time", N_("From (such as 1 pm), if not all day"), WABI_FORM_TEXT, NULL, NULL, FALSE },
  { NULL, "to_time", N_("Until (such as 5 pm)"), WABI_FORM_TEXT, NULL, NULL, FALSE },
  { NULL, "reason", N_("Reason, for who decides"), WABI_FORM_TEXT, NULL, NULL, FALSE },
};

typedef struct
{
  WabiDesk *desk;
  GtkLabel *booked; /* in the form */
} Asked;

static void
free_asked (gpointer data)
{
  Asked *asked = data;

  g_object_unref (asked->desk);
  g_object_unref (asked->booked);
  g_free (asked);
}

static char *
read_minute (JsonObject *whole, const char *field, int fallback, int *minute)
{
  const char *text = wabi_json_peek_text (whole, field);

  *minute = fallback;
  if (text != NULL && !wabi_weekly_parse_minute (text, minute))
    return g_strdup (_("Write the times such as 3:30 pm or 15:30."));
  return NULL;
}

/* What is wrong with the days and hours, in words. */
static char *
read_when (WabiDesk *desk, JsonObject *whole, gint64 *from, gint64 *to)
{
  const char *zone = wabi_desk_get_zone (desk), *first = wabi_json_peek_text (whole, "first_day"), *last = wabi_json_peek_text (whole, "last_day");
  WabiDay start_day = wabi_day_from_text (first), end_day = last != NULL ? wabi_day_from_text (last) : start_day;
  int start, end;
  char *wrong = read_minute (whole, "from_time", 0, &start);

  if (wrong == NULL)
    wrong = read_minute (whole, "to_time", WABI_DAY_MINUTES, &end);
  if (wrong != NULL)
    return wrong;
  if (start_day == WABI_DAY_NONE || end_day == WABI_DAY_NONE)
    return g_strdup (_("Choose the first day."));
  if (end_day < start_day)
    return g_strdup (_("The last day lies before the first."));
  if (end_day - start_day > 399)
    return g_strdup (_("Time off lasts at most 400 days. Choose an earlier last day."));
  *from = start == WABI_DAY_MINUTES ? wabi_zone_day_start (zone, start_day + 1) : wabi_zone_from_local (zone, start_day, start);
  *to = end == WABI_DAY_MINUTES ? wabi_zone_day_start (zone, end_day + 1) : wabi_zone_from_local (zone, end_day, end);
  return *to <= *from ? g_strdup (_("The time off ends before it begins.")) : NULL;
}

static gboolean
is_there (WabiDesk *desk, const char *staff, gint64 from, gint64 to)
{
  g_autoptr (GPtrArray) all = wabi_lookup_by (wabi_desk_get_view (desk), &wabi_kind_time_off, "staff", staff);

  for (guint i = 0; i < all->len; i++)
    {
      WabiRecord *one = g_ptr_array_index (all, i);

      if (wabi_text_list_has ("requested approved", wabi_record_get_text (one, "status")) && wabi_record_get_int (one, "starts_at") < to
          && wabi_record_get_int (one, "ends_at") > from)
        return TRUE;
    }
  return FALSE;
}

static char *
check_ask (JsonObject *whole, gpointer data)
{
  Asked *asked = data;
  const char *staff = wabi_json_peek_text (whole, "staff");
  g_autofree char *said = NULL;
  gint64 from = 0, to = 0;
  char *wrong = read_when (asked->desk, whole, &from, &to);

  if (wrong == NULL && is_there (asked->desk, staff, from, to))
    wrong = g_strdup (_("Some of that time is asked for or approved already."));
  if (wrong == NULL)
    {
      g_autoptr (GPtrArray) booked = wabi_away_list_booked (asked->desk, staff, from, to);

      said = wabi_away_count_booked (booked);
    }
  gtk_label_set_text (asked->booked, said != NULL ? said : "");
  return wrong;
}

static gboolean
save_ask (JsonObject *set, WabiRecord *record, gpointer data, GError **error)
{
  Asked *asked = data;
  g_autofree char *id = wabi_desk_new_id (asked->desk), *wrong = NULL;
  JsonObject *args;
  gint64 from = 0, to = 0;

  wrong = read_when (asked->desk, set, &from, &to);
  if (wrong != NULL)
    {
      g_set_error_literal (error, WABI_COMMAND_ERROR, WABI_COMMAND_ERROR_INVALID, wrong);
      return FALSE;
    }
  args = wabi_args ("id", id, "staff", wabi_json_peek_text (set, "staff"), "reason", wabi_json_peek_text (set, "reason"), NULL);
  json_object_set_int_member (args, "starts_at", from);
  json_object_set_int_member (args, "ends_at", to);
  if (!wabi_desk_do (asked->desk, "time-off.request", args, _("Asked for time off"), "time-off.withdraw", wabi_args ("id", id, NULL), error))
    return FALSE;
  wabi_desk_set_redo (asked->desk, "time-off.restore", wabi_args ("id", id, NULL));
  return TRUE;
}

void
wabi_away_form_ask (WabiDesk *desk, const char *staff, GtkWindow *parent)
{
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func (g_object_unref);
  Asked *asked = g_new0 (Asked, 1);
  GtkWidget *label = wabi_label_new ("", "secondary");
  WabiFormDialog *form;
  WabiRecord *own = wabi_desk_get (desk, &wabi_kind_staff, staff != NULL ? staff : wabi_desk_get_user (desk));

  if (own != NULL)
    g_ptr_array_add (people, own);
  if (wabi_avail_may (desk, WABI_AVAIL_DECIDERS))
    {
      g_autoptr (GPtrArray) all = wabi_avail_list_people (desk, &wabi_kind_staff);

      for (guint i = 0; i < all->len; i++)
        if (own == NULL || strcmp (wabi_record_get_id (g_ptr_array_index (all, i)), wabi_record_get_id (own)) != 0)
          g_ptr_array_add (people, g_object_ref (g_ptr_array_index (all, i)));
    }
  asked->desk = g_object_ref (desk);
  asked->booked = g_object_ref_sink (GTK_LABEL (label));
  form = wabi_form_dialog_new (_("Ask for time off"), &ask_kind, ask_rows, G_N_ELEMENTS (ask_rows), NULL, parent);
  wabi_avail_offer (form, "staff", people, NULL, wabi_avail_name);
  wabi_form_dialog_set_extra (form, label);
  wabi_form_dialog_present (form, save_ask, check_ask, asked, free_asked);
}
