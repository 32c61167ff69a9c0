// SPDX-License-Identifier: AGPL-3.0-or-later
// This session, this and the following, or all: asked with what each would do.

#include <glib/gi18n-lib.h>

#include "wabi-series-acts.h"
#include "wabi-widgets.h"

typedef struct
{
  WabiDesk *desk;
  GObject *owner;
  WabiSeriesAnswer answer;
  gpointer data;
  GDestroyNotify free_data;
  JsonObject *sets[3]; /* by scope */
  char *split;
  WabiDay from;
  WabiSeriesPlan *plans[3];
} Question;

static void
free_question (Question *question)
{
  if (question->free_data != NULL)
    question->free_data (question->data);
  for (guint i = 0; i < 3; i++)
    {
      g_clear_pointer (&question->plans[i], wabi_series_plan_free);
      g_clear_pointer (&question->sets[i], json_object_unref);
    }
  g_clear_object (&question->desk);
  g_clear_object (&question->owner);
  g_free (question->split);
  g_free (question);
}

static WabiSeriesChange
make_change (Question *question, WabiSeriesScope scope)
{
  return (WabiSeriesChange){ .scope = scope,
                             .from = question->from,
                             .set = question->sets[scope],
                             .split = question->split,
                             .user = wabi_desk_get_user (question->desk),
                             .given = wabi_desk_get_now (question->desk) };
}

/* All of them begin where the series begins, moved by as many days as the one. */
static JsonObject *
make_set_for_all (JsonObject *set, WabiRecord *series, WabiDay from)
{
  JsonObject *all = wabi_json_object_copy (set);
  const char *start = wabi_json_peek_text (set, "start_date");
  WabiDay first = wabi_day_from_text (wabi_record_get_text (series, "start_date"));
  char text[WABI_DAY_TEXT_SIZE];

  if (start != NULL)
    json_object_set_string_member (all, "start_date", wabi_day_format (first + MIN (wabi_day_from_text (start) - from, 0), text));
  return all;
}

static void
append_outcome (Question *question, WabiSeriesScope scope, const GError *error, GString *text)
{
  const WabiSeriesPlan *plan = question->plans[scope];
  g_autofree char *kept = NULL, *conflicts = NULL;
  guint n;

  g_string_append_printf (text, "%s%s: ", text->len > 0 ? "\n\n" : "",
                          scope == WABI_SERIES_FOLLOWING ? _("This and the following") : _("All that are ahead"));
  if (plan == NULL)
    {
      g_string_append (text, error->message);
      return;
    }
  n = wabi_series_plan_count (plan, WABI_SERIES_CHANGE) + wabi_series_plan_count (plan, WABI_SERIES_MAKE);
  g_string_append_printf (text, ngettext ("%u session changes.", "%u sessions change.", n), n);
  if (plan->n_blocked > 0)
    {
      conflicts = wabi_series_plan_dup_conflicts (plan);
      g_string_append (text, " ");
      g_string_append_printf (text, ngettext ("%u of them cannot. %s", "%u of them cannot. %s", plan->n_blocked), plan->n_blocked, conflicts);
    }
  kept = wabi_series_plan_dup_kept (plan);
  if (kept != NULL)
    g_string_append_printf (text, _(" Left as they are: %s."), kept);
}

static void
make_plan (Question *question, WabiRecord *series, WabiSeriesScope scope, GString *text)
{
  WabiSeriesChange change = make_change (question, scope);
  g_autoptr (GError) error = NULL;

  question->plans[scope] = wabi_series_plan_change (wabi_desk_get_view (question->desk), series, &change, &error);
  if (question->plans[scope] != NULL)
    wabi_series_plan_judge (question->plans[scope], wabi_desk_get_view (question->desk), wabi_desk_get_zone (question->desk),
                            wabi_desk_get_now (question->desk));
  append_outcome (question, scope, error, text);
}

static void
on_answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Question *question = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *chosen = wabi_confirm_choose_finish (WABI_CONFIRM (source), result, &error);
  WabiSeriesScope scope;

  if (chosen != NULL && wabi_series_scope_from_name (chosen, &scope))
    {
      WabiSeriesChange change = make_change (question, scope);

      if (scope != WABI_SERIES_THIS)
        wabi_series_change (question->desk, question->plans[scope], &change, NULL, &error);
      question->answer (question->owner, scope, error, question->data);
    }
  else
    question->answer (question->owner, WABI_SERIES_THIS, error, question->data);
  free_question (question);
}

static void
ask (Question *question, GtkWidget *parent, const char *outcome)
{
  WabiConfirm *confirm = wabi_confirm_new (_("Change which sessions?"), outcome);
  GtkRoot *root = gtk_widget_get_root (parent);

  for (WabiSeriesScope scope = WABI_SERIES_FOLLOWING; scope <= WABI_SERIES_ALL; scope++)
    {
      wabi_confirm_add_choice (confirm, scope == WABI_SERIES_FOLLOWING ? "following" : "all",
                               scope == WABI_SERIES_FOLLOWING ? _("_Following too") : _("_All"), WABI_CHOICE_PLAIN);
      wabi_confirm_set_choice_enabled (confirm, scope == WABI_SERIES_FOLLOWING ? "following" : "all",
                                       question->plans[scope] != NULL && question->plans[scope]->n_blocked == 0);
    }
  wabi_confirm_add_choice (confirm, "this", _("_This one"), WABI_CHOICE_SUGGESTED);
  wabi_confirm_choose_async (confirm, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL, on_answered_cb, question);
}

void
wabi_series_ask (WabiDesk *desk, GtkWidget *parent, WabiRecord *visit, WabiRecord *wanted, GObject *owner, WabiSeriesAnswer answer, gpointer data,
                 GDestroyNotify free_data)
{
  g_autoptr (WabiRecord) series = wabi_series_get_of (desk, visit);
  g_autoptr (JsonObject) set = series != NULL ? wabi_series_dup_set (desk, series, visit, wanted) : NULL;
  g_autoptr (GString) outcome = g_string_new (NULL);
  Question *question = g_new0 (Question, 1);

  *question = (Question){ .desk = g_object_ref (desk), .owner = g_object_ref (owner), .answer = answer, .data = data, .free_data = free_data };
  if (set == NULL)
    {
      answer (owner, WABI_SERIES_THIS, NULL, data);
      free_question (question);
      return;
    }
  question->from = wabi_day_from_text (wabi_record_get_text (visit, "series_date"));
  question->split = wabi_desk_new_id (desk);
  question->sets[WABI_SERIES_FOLLOWING] = json_object_ref (set);
  question->sets[WABI_SERIES_ALL] = make_set_for_all (set, series, question->from);
  make_plan (question, series, WABI_SERIES_FOLLOWING, outcome);
  make_plan (question, series, WABI_SERIES_ALL, outcome);
  ask (question, parent, outcome->str);
}

/* ---- The same choice inside a dialog ---- */

static void
add_choice (GtkWidget *box, const char *label, WabiSeriesScope scope, GtkWidget **first)
{
  GtkWidget *button = gtk_check_button_new_with_mnemonic (label);

  gtk_check_button_set_group (GTK_CHECK_BUTTON (button), *first != NULL ? GTK_CHECK_BUTTON (*first) : NULL);
  g_object_set_data (G_OBJECT (button), "wabi-scope", GUINT_TO_POINTER (scope));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (button), *first == NULL);
  *first = *first != NULL ? *first : button;
  gtk_box_append (GTK_BOX (box), button);
}

GtkWidget *
wabi_series_scope_box_new (WabiDesk *desk, WabiRecord *visit)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3), *heading, *first = NULL;
  g_autoptr (WabiRecord) series = wabi_series_get_of (desk, visit);
  g_autofree char *summary = series != NULL ? wabi_series_dup_summary (desk, series) : NULL;

  gtk_widget_set_visible (box, series != NULL);
  if (series == NULL)
    return box;
  heading = gtk_label_new (summary);
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_label_set_wrap (GTK_LABEL (heading), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (heading), 44);
  gtk_widget_add_css_class (heading, "secondary");
  gtk_box_append (GTK_BOX (box), heading);
  add_choice (box, _("_This session only"), WABI_SERIES_THIS, &first);
  add_choice (box, _("This and the _following"), WABI_SERIES_FOLLOWING, &first);
  add_choice (box, _("_All that are ahead"), WABI_SERIES_ALL, &first);
  gtk_accessible_update_property (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Which sessions"), -1);
  return box;
}

WabiSeriesScope
wabi_series_scope_box_get (GtkWidget *box)
{
  for (GtkWidget *child = gtk_widget_get_first_child (box); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_CHECK_BUTTON (child) && gtk_check_button_get_active (GTK_CHECK_BUTTON (child)))
      return (WabiSeriesScope) GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (child), "wabi-scope"));
  return WABI_SERIES_THIS;
}
