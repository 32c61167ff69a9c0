// SPDX-License-Identifier: AGPL-3.0-or-later
// Reminders that did not reach a family.

#include "wabi-reminder-acts.h"

#include <glib/gi18n-lib.h>

#include "wabi-confirm.h"
#include "wabi-confirmation.h"
#include "wabi-format.h"
#include "wabi-lookup.h"
#include "wabi-outward.h"
#include "wabi-text.h"
#include "wabi-visit-acts.h"
#include "wabi-visit-words.h"

static gboolean
is_open (WabiDesk *desk, WabiRecord *reminder, WabiRecord *visit)
{
  return wabi_record_is (reminder, "status", "failed") && wabi_visit_has_status (visit, "scheduled") && !wabi_visit_is_confirmed (visit)
         && wabi_record_get_int (reminder, "starts_at") == wabi_record_get_int (visit, "starts_at")
         && wabi_record_get_int (visit, "starts_at") > wabi_desk_get_now (desk);
}

WabiRecord *
wabi_reminder_find_failed (WabiDesk *desk, WabiRecord *visit)
{
  g_autoptr (GPtrArray) all = wabi_lookup_by (wabi_desk_get_view (desk), &wabi_kind_reminder, "appointment", wabi_record_get_id (visit));

  for (guint i = 0; i < all->len; i++)
    if (is_open (desk, g_ptr_array_index (all, i), visit))
      return g_object_ref (g_ptr_array_index (all, i));
  return NULL;
}

static int
compare_starts (gconstpointer a, gconstpointer b)
{
  gint64 left = wabi_record_get_int (*(WabiRecord *const *) a, "starts_at"), right = wabi_record_get_int (*(WabiRecord *const *) b, "starts_at");

  return left < right ? -1 : left > right;
}

GPtrArray *
wabi_reminder_list_failed (WabiDesk *desk)
{
  GPtrArray *visits = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) failed = NULL;
  WabiQuery query;

  if ((wabi_desk_get_roles (desk) & (WABI_ROLE_FRONTDESK | WABI_ROLE_ADMIN)) == 0)
    return visits;
  wabi_query_init (&query, &wabi_kind_reminder);
  wabi_query_where_text (&query, "status", WABI_EQ, "failed");
  wabi_query_where_int (&query, "starts_at", WABI_GE, wabi_desk_get_now (desk));
  failed = wabi_desk_list (desk, &query);
  for (guint i = 0; i < failed->len; i++)
    {
      WabiRecord *reminder = g_ptr_array_index (failed, i);
      g_autoptr (WabiRecord) visit = wabi_desk_get (desk, &wabi_kind_appointment, wabi_record_get_text (reminder, "appointment"));

      if (visit != NULL && is_open (desk, reminder, visit))
        g_ptr_array_add (visits, g_steal_pointer (&visit));
    }
  g_ptr_array_sort (visits, compare_starts);
  return visits;
}

char *
wabi_reminder_dup_words (WabiDesk *desk, WabiRecord *visit)
{
  g_autoptr (WabiRecord) reminder = wabi_reminder_find_failed (desk, visit);
  const char *problem = reminder != NULL ? wabi_record_get_text (reminder, "problem") : NULL;

  if (reminder == NULL)
    return NULL;
  /* Translators: %s is why, a sentence of the server. */
  return !wabi_text_is_blank (problem) ? g_strdup_printf (_ ("The family was not reminded: %s"), problem) : g_strdup (_ ("The family was not reminded."));
}

static gboolean
refuse_gone (GError **error)
{
  g_set_error_literal (error, WABI_COMMAND_ERROR, WABI_COMMAND_ERROR_REFUSED, _ ("There is nothing to do about this reminder any more."));
  return FALSE;
}

gboolean
wabi_reminder_retry (WabiDesk *desk, WabiRecord *visit, GError **error)
{
  g_autoptr (WabiRecord) reminder = wabi_reminder_find_failed (desk, visit);

  if (reminder == NULL)
    return refuse_gone (error);
  /* Without an undo: it may have left by then. */
  return wabi_desk_do (desk, "reminder.retry", wabi_args ("id", wabi_record_get_id (reminder), NULL), _ ("The reminder is sent again"), NULL, NULL, error);
}

gboolean
wabi_reminder_put_aside (WabiDesk *desk, WabiRecord *visit, GError **error)
{
  g_autoptr (WabiRecord) reminder = wabi_reminder_find_failed (desk, visit);
  const char *id = reminder != NULL ? wabi_record_get_id (reminder) : NULL;

  if (reminder == NULL)
    return refuse_gone (error);
  return wabi_desk_do (desk, "reminder.settle", wabi_args ("id", id, NULL), _ ("Reminder put aside"), "reminder.reopen", wabi_args ("id", id, NULL), error);
}

gboolean
wabi_reminder_called (WabiDesk *desk, WabiRecord *visit, GError **error)
{
  g_autoptr (GError) inner = NULL;

  wabi_desk_begin_group (desk);
  if (wabi_reminder_put_aside (desk, visit, error) && wabi_visit_confirm (desk, wabi_record_get_id (visit), "phone", error))
    {
      wabi_desk_end_group (desk, _ ("Confirmation recorded"));
      return TRUE;
    }
  if (!wabi_desk_drop_group (desk, &inner))
    g_prefix_error (error, _ ("Not all could be taken back (%s). "), inner->message);
  return FALSE;
}

/* --- asking --- */

typedef struct
{
  WabiDesk *desk;
  WabiRecord *visit;
} Asked;

static void
on_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Asked *asked = data;
  g_autofree char *choice = wabi_confirm_choose_finish (WABI_CONFIRM (source), result, NULL);
  g_autoptr (GError) error = NULL;
  gboolean ok = TRUE;

  if (g_strcmp0 (choice, "again") == 0)
    ok = wabi_reminder_retry (asked->desk, asked->visit, &error);
  else if (g_strcmp0 (choice, "called") == 0)
    ok = wabi_reminder_called (asked->desk, asked->visit, &error);
  else if (g_strcmp0 (choice, "aside") == 0)
    ok = wabi_reminder_put_aside (asked->desk, asked->visit, &error);
  if (!ok)
    wabi_desk_tell_error (asked->desk, error);
  g_object_unref (asked->desk);
  g_object_unref (asked->visit);
  g_free (asked);
}

/* Whom to call, and where. */
static char *
describe_family (WabiDesk *desk, WabiRecord *visit)
{
  g_autoptr (WabiRecord) client = wabi_desk_get (desk, &wabi_kind_client, wabi_record_get_text (visit, "client"));
  const char *name = client != NULL ? wabi_record_get_text (client, "guardian_name") : NULL, *phone = client != NULL ? wabi_record_get_text (client, "guardian_phone") : NULL;
  const char *email = client != NULL ? wabi_record_get_text (client, "guardian_email") : NULL;
  g_autoptr (GString) text = g_string_new (wabi_text_is_blank (name) ? _ ("The family") : name);

  g_string_append_printf (text, ": %s", wabi_text_is_blank (phone) ? _ ("no phone number is recorded") : phone);
  if (!wabi_text_is_blank (email))
    g_string_append_printf (text, " · %s", email);
  return g_strdup (text->str);
}

void
wabi_reminder_ask (WabiDesk *desk, WabiRecord *visit, GtkWidget *parent)
{
  GtkRoot *root = gtk_widget_get_root (parent);
  g_autofree char *why = wabi_reminder_dup_words (desk, visit), *family = describe_family (desk, visit), *body = NULL, *when = NULL, *day = NULL;
  const char *zone = wabi_desk_get_zone (desk);
  gint64 start = wabi_record_get_int (visit, "starts_at");
  WabiConfirm *confirm;
  Asked *asked;

  if (why == NULL)
    {
      wabi_desk_tell (desk, _ ("There is nothing to do about a reminder of this session."));
      return;
    }
  day = wabi_format_day (wabi_zone_day (zone, start));
  when = wabi_format_time (zone, start);
  /* Translators: day, time; why; whom to call */
  body = g_strdup_printf (_ ("%s, %s\n%s\n\n%s"), day, when, why, family);
  confirm = wabi_confirm_new (_ ("The reminder was not sent"), body);
  wabi_confirm_add_choice (confirm, "aside", _ ("_Put aside"), WABI_CHOICE_PLAIN);
  wabi_confirm_add_choice (confirm, "called", _ ("I _called, they come"), WABI_CHOICE_PLAIN);
  wabi_confirm_add_choice (confirm, "again", _ ("_Send again"), WABI_CHOICE_SUGGESTED);
  asked = g_new0 (Asked, 1);
  asked->desk = g_object_ref (desk);
  asked->visit = g_object_ref (visit);
  wabi_confirm_choose_async (confirm, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL, on_chosen_cb, asked);
}
