// SPDX-License-Identifier: AGPL-3.0-or-later
// One denial, and the ways out of it.

#include "wabi-denial-detail.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-appeal-window.h"
#include "wabi-ask-entry.h"
#include "wabi-confirm.h"
#include "wabi-denial-paths.h"
#include "wabi-finding-list.h"
#include "wabi-format.h"
#include "wabi-lookup.h"
#include "wabi-reason-codes.h"
#include "wabi-words.h"

/* Where the payer's record does not say: the shorter of what contracts usually give (billing facts, section 7). */
#define APPEAL_DAYS 90

struct _WabiDenialDetail
{
  GtkWidget parent_instance;

  GtkWidget *scroll;
  GtkLabel *title, *line, *reason, *clock, *meaning, *look, *ways_title, *steps_title, *steps;
  GtkBox *ways, *sessions_box;
  GtkWidget *sessions;

  WabiDesk *desk;
  WabiRecord *denial;  /* the first of them */
  GPtrArray *denials;
};

G_DEFINE_FINAL_TYPE (WabiDenialDetail, wabi_denial_detail, GTK_TYPE_WIDGET)

/* Rows beyond these would make the list slow; they are counted. */
#define MOST_SESSIONS 60

/* A question about the denials of one row. */
typedef struct
{
  WabiDesk *desk;
  GPtrArray *denials; /* ids */
  const char *command, *step, *state, *done;
  gboolean wants_words;
  WabiConfirm *confirm; /* borrowed while it is shown */
  GtkEditable *words, *date;
} Asking;

static void
free_asking (Asking *asking)
{
  g_object_unref (asking->desk);
  g_ptr_array_unref (asking->denials);
  g_clear_object (&asking->words);
  g_clear_object (&asking->date);
  g_free (asking);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asking, free_asking)

WabiDay
wabi_denial_get_clock (WabiDesk *desk, WabiRecord *denial, int *level, int *left)
{
  g_autoptr (WabiRecord) payer = wabi_desk_get (desk, &wabi_kind_payer, wabi_record_get_text (denial, "payer"));
  WabiDay today = wabi_zone_day (wabi_desk_get_zone (desk), wabi_desk_get_now (desk)), from = wabi_lookup_day (denial, "date");
  gint64 days = payer != NULL && wabi_record_get_int (payer, "appeal_days") > 0 ? wabi_record_get_int (payer, "appeal_days") : APPEAL_DAYS;
  WabiDay deadline = wabi_record_has (denial, "deadline") ? wabi_lookup_day (denial, "deadline") : from + (WabiDay) days;
  WabiFilingClock clock;

  wabi_filing_clock ((int) from, (int) deadline, (int) today, &clock);
  *level = clock.level;
  *left = clock.left;
  return deadline;
}

/* --- What is asked --- */

static void
on_input_cb (Asking *asking)
{
  WabiDay day;
  const char *date = asking->date != NULL ? gtk_editable_get_text (asking->date) : "";

  wabi_confirm_set_choice_enabled (asking->confirm, "do",
                                   (!asking->wants_words || wabi_ask_entry_get (asking->words) != NULL) && (*date == '\0' || wabi_day_parse (date, &day)));
}

static JsonObject *
make_args (Asking *asking, const char *id, const char *name)
{
  JsonObject *args = wabi_args ("id", id, "as", name, NULL);
  g_autofree char *date = NULL;
  WabiDay day;

  if (asking->step != NULL)
    json_object_set_string_member (args, "step", asking->step);
  if (asking->state != NULL)
    json_object_set_string_member (args, "state", asking->state);
  if (wabi_ask_entry_get (asking->words) != NULL)
    json_object_set_string_member (args, "words", wabi_ask_entry_get (asking->words));
  if (asking->date != NULL && wabi_day_parse (gtk_editable_get_text (asking->date), &day))
    {
      date = wabi_day_dup_text (day);
      json_object_set_string_member (args, "follow_up", date);
    }
  return args;
}

/* For all sessions, or for none of them: one that is refused takes the others back. */
static void
on_answer_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Asking) asking = data;
  g_autofree char *choice = wabi_confirm_choose_finish (WABI_CONFIRM (source), result, NULL);
  g_autoptr (GError) error = NULL;
  gboolean noted = strcmp (asking->command, "denial.work") == 0;

  if (choice == NULL)
    return;
  wabi_desk_begin_group (asking->desk);
  for (guint i = 0; i < asking->denials->len; i++)
    {
      const char *id = g_ptr_array_index (asking->denials, i);
      g_autofree char *name = noted ? wabi_desk_new_id (asking->desk) : NULL;
      g_autoptr (GError) inner = NULL;

      if (wabi_desk_do (asking->desk, asking->command, make_args (asking, id, name), NULL, noted ? "denial.take-back" : "denial.reopen",
                        noted ? wabi_args ("id", id, "as", name, NULL) : wabi_args ("id", id, "words", _ ("Undone"), NULL), &error))
        continue;
      if (!wabi_desk_drop_group (asking->desk, &inner))
        g_prefix_error (&error, "%s ", inner->message);
      wabi_desk_tell_error (asking->desk, error);
      return;
    }
  wabi_desk_end_group (asking->desk, asking->done);
}

typedef struct
{
  const char *command, *step, *heading, *body, *verb, *label, *placeholder, *done;
  gboolean wants_words, wants_date;
  const char *state;
} Question;

static const Question questions[] = {
  [WABI_REMEDY_RECORDS] = { "denial.work", "records", N_ ("Send the notes"),
                            N_ ("Print the notes of these days from Notes, send them as the payer's letter says, and note it here."), N_ ("Note it"),
                            N_ ("What was sent, and how"), N_ ("Notes of March 3 to 14, by fax"), N_ ("Noted"), TRUE, TRUE },
  [WABI_REMEDY_CALL] = { "denial.work", "called", N_ ("Call the payer"), N_ ("Ask what would be needed, and note who said it."), N_ ("Note the call"),
                         N_ ("Who said what"), N_ ("Kim, reference 4471: wants the plan"), N_ ("Call noted"), TRUE, TRUE },
  [WABI_REMEDY_FAMILY] = { "denial.bill-family", NULL, N_ ("Bill the family?"),
                           N_ ("What the payer did not pay is moved to the family's account. Under CO the contract forbids it, unless you can say why it may."),
                           N_ ("Bill the family"), N_ ("Why the family may be asked"), N_ ("Waiver signed on March 1"), N_ ("Moved to the family's account"), TRUE,
                           FALSE },
  [WABI_REMEDY_WRITE_OFF] = { "denial.ask-write-off", NULL, N_ ("Ask to write it off?"),
                              N_ ("Somebody else approves it; until then it stays open."), N_ ("Ask"), N_ ("Why"), N_ ("The time for appeals is over"),
                              N_ ("Waits for approval"), TRUE, FALSE },
  [WABI_REMEDY_ACCEPT] = { "denial.close", NULL, N_ ("Accept what was paid?"), N_ ("The books stay as they are; it is no work any more."), N_ ("Accept"),
                           N_ ("Why"), N_ ("The contract was changed on July 1"), N_ ("Accepted"), TRUE, FALSE, "lost" },
};

static const Question approve = { "denial.write-off", NULL, N_ ("Write it off?"), N_ ("It is taken out of what payers owe. It can be taken up again later."),
                                  N_ ("Write off"), N_ ("Why"), NULL, N_ ("Written off"), FALSE, FALSE };
static const Question reopen = { "denial.reopen", NULL, N_ ("Take it up again?"), N_ ("What was moved in the books is reversed, and it is work again."),
                                 N_ ("Take up"), N_ ("Why"), NULL, N_ ("Taken up again"), TRUE, FALSE };

static void
ask (WabiDenialDetail *self, const Question *question)
{
  Asking *asking = g_new0 (Asking, 1);
  GtkBox *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));

  asking->desk = g_object_ref (self->desk);
  asking->denials = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < self->denials->len; i++)
    g_ptr_array_add (asking->denials, g_strdup (wabi_record_get_id (g_ptr_array_index (self->denials, i))));
  asking->command = question->command;
  asking->step = question->step;
  asking->state = question->state;
  asking->done = _ (question->done);
  asking->wants_words = question->wants_words;
  asking->confirm = wabi_confirm_new (_ (question->heading), _ (question->body));
  wabi_confirm_add_choice (asking->confirm, "do", _ (question->verb), WABI_CHOICE_SUGGESTED);
  asking->words = wabi_ask_entry_add (box, _ (question->label), question->placeholder != NULL ? _ (question->placeholder) : NULL, NULL);
  g_signal_connect_swapped (asking->words, "changed", G_CALLBACK (on_input_cb), asking);
  if (question->wants_date)
    {
      asking->date = wabi_ask_entry_add (box, _ ("Look at it again on"), _ ("MM/DD/YYYY"), NULL);
      g_signal_connect_swapped (asking->date, "changed", G_CALLBACK (on_input_cb), asking);
    }
  wabi_confirm_set_extra (asking->confirm, GTK_WIDGET (box));
  on_input_cb (asking);
  wabi_confirm_choose_async (asking->confirm, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL, on_answer_cb, asking);
}

/* --- Ways out --- */

static void
go (WabiDenialDetail *self, WabiDenialRemedy remedy)
{
  switch (remedy)
    {
    case WABI_REMEDY_CORRECT:
    case WABI_REMEDY_RESEND:
    case WABI_REMEDY_NEXT_PAYER:
      wabi_desk_go (self->desk, "billing", wabi_record_get_text (self->denial, "claim"));
      break;
    case WABI_REMEDY_AUTHORIZATION:
    case WABI_REMEDY_ELIGIBILITY:
      wabi_desk_go (self->desk, "clients", wabi_record_get_text (self->denial, "client"));
      break;
    case WABI_REMEDY_RECORDS:
    case WABI_REMEDY_CALL:
    case WABI_REMEDY_FAMILY:
    case WABI_REMEDY_WRITE_OFF:
    case WABI_REMEDY_ACCEPT:
      ask (self, &questions[remedy]);
      break;
    case WABI_REMEDY_APPEAL:
      wabi_appeal_window_open (GTK_WIDGET (self), self->desk, self->denial);
      break;
    case WABI_REMEDY_NONE:
      break;
    }
}

static void
on_way_cb (GtkButton *button, gpointer data)
{
  go (data, (WabiDenialRemedy) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "remedy")));
}

static void
on_approve_cb (WabiDenialDetail *self)
{
  ask (self, &approve);
}

static void
on_reopen_cb (WabiDenialDetail *self)
{
  ask (self, &reopen);
}

static GtkWidget *
add_button (WabiDenialDetail *self, const char *label, gboolean suggested)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  if (suggested)
    gtk_widget_add_css_class (button, "suggested-action");
  gtk_box_append (self->ways, button);
  return button;
}

static gboolean
is_settled (WabiRecord *denial)
{
  static const char *const states[] = { "next_payer", "family", "written_off", "won", "lost", "void", NULL };

  return g_strv_contains (states, wabi_record_get_text (denial, "state"));
}

static void
show_ways (WabiDenialDetail *self, const WabiDenialPath *path)
{
  gboolean admin = (wabi_desk_get_roles (self->desk) & WABI_ROLE_ADMIN) != 0;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->ways))) != NULL)
    gtk_box_remove (self->ways, child);
  if (is_settled (self->denial))
    {
      g_signal_connect_object (add_button (self, _ ("Take it up again…"), FALSE), "clicked", G_CALLBACK (on_reopen_cb), self, G_CONNECT_SWAPPED);
      return;
    }
  if (wabi_record_is (self->denial, "state", "write_off_asked") && admin)
    g_signal_connect_object (add_button (self, _ ("Approve the write-off…"), TRUE), "clicked", G_CALLBACK (on_approve_cb), self, G_CONNECT_SWAPPED);
  for (guint i = 0; path->remedies[i] != WABI_REMEDY_NONE; i++)
    {
      GtkWidget *button = add_button (self, wabi_denial_remedy_get_words (path->remedies[i]), i == 0 && !wabi_record_is (self->denial, "state", "write_off_asked"));

      g_object_set_data (G_OBJECT (button), "remedy", GINT_TO_POINTER ((int) path->remedies[i]));
      g_signal_connect_object (button, "clicked", G_CALLBACK (on_way_cb), self, 0);
    }
}

/* --- What is shown --- */

static const char *
word_step (const char *step)
{
  static const struct { const char *step, *words; } words[] = {
    { "called", N_ ("Called") }, { "note", N_ ("Noted") }, { "records", N_ ("Notes sent") }, { "eligibility", N_ ("Coverage checked") },
    { "authorization", N_ ("Authorization looked at") }, { "assigned", N_ ("Given to somebody") }, { "rebilled", N_ ("Billed again") },
    { "family", N_ ("Family billed") }, { "write-off-asked", N_ ("Write-off asked for") }, { "write-off", N_ ("Written off") },
    { "closed", N_ ("Closed") }, { "reopened", N_ ("Taken up again") }, { "appeal-drafted", N_ ("Appeal written") }, { "appealed", N_ ("Appeal sent") },
    { "appeal-won", N_ ("Appeal won") }, { "appeal-lost", N_ ("Appeal lost") }, { "paid", N_ ("Paid after all") },
    { "voided", N_ ("Claim taken back") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_strcmp0 (words[i].step, step) == 0)
      return _ (words[i].words);
  return step;
}

static void
show_steps (WabiDenialDetail *self)
{
  JsonArray *steps = wabi_record_get_array (self->denial, "steps");
  GString *text = g_string_new (NULL);

  for (guint i = steps != NULL ? json_array_get_length (steps) : 0; i > 0; i--)
    {
      JsonObject *step = json_array_get_object_element (steps, i - 1);
      g_autofree char *day = wabi_format_day (wabi_zone_day (wabi_desk_get_zone (self->desk), wabi_json_peek_int (step, "at", 0)));
      g_autofree char *who = wabi_desk_dup_name (self->desk, &wabi_kind_staff, wabi_json_peek_text (step, "by"));
      const char *words = wabi_json_peek_text (step, "words");

      g_string_append_printf (text, "%s%s · %s · %s", text->len > 0 ? "\n" : "", day, word_step (wabi_json_peek_text (step, "step")), who != NULL ? who : "");
      if (json_object_has_member (step, "back"))
        g_string_append_printf (text, " · %s", _ ("taken back"));
      if (words != NULL)
        g_string_append_printf (text, "\n%s", words);
    }
  gtk_label_set_label (self->steps, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->steps_title), text->len > 0);
  g_string_free (text, TRUE);
}

char *
wabi_denial_dup_reason (WabiRecord *denial)
{
  if (wabi_record_is (denial, "category", "underpaid"))
    return g_strdup (_ ("Paid below the contract or the usual"));
  return wabi_reason_explain (wabi_record_get_text (denial, "group"), wabi_record_get_text (denial, "reason"));
}

static char *
dup_line (WabiDenialDetail *self)
{
  g_autoptr (WabiRecord) charge = wabi_desk_get (self->desk, &wabi_kind_charge, wabi_record_get_text (self->denial, "charge"));
  g_autoptr (WabiRecord) payer = wabi_desk_get (self->desk, &wabi_kind_payer, wabi_record_get_text (self->denial, "payer"));
  g_autoptr (WabiRecord) claim = wabi_desk_get (self->desk, &wabi_kind_claim, wabi_record_get_text (self->denial, "claim"));
  guint n = self->denials->len;
  g_autofree char *date = charge != NULL ? wabi_format_date_text (wabi_record_get_text (charge, "date")) : g_strdup ("");
  g_autofree char *when = n > 1 ? g_strdup_printf (ngettext ("%u session", "%u sessions", n), n)
                                : g_strdup_printf ("%s %s", date, charge != NULL ? wabi_record_get_text (charge, "service_code") : "");

  return g_strdup_printf ("%s · %s · %s", when,
                          payer != NULL ? wabi_record_get_text (payer, "name") : "", claim != NULL ? wabi_record_get_text (claim, "control") : "");
}

static void
show_head (WabiDenialDetail *self)
{
  WabiRecord *denial = self->denial;
  g_autofree char *client = wabi_desk_dup_name (self->desk, &wabi_kind_client, wabi_record_get_text (denial, "client"));
  g_autofree char *line = dup_line (self), *reason = wabi_denial_dup_reason (denial), *money = NULL, *title = NULL;
  g_auto (GStrv) remarks = wabi_lookup_strv (denial, "remarks");
  GString *all = g_string_new (reason);
  gint64 cents = 0;

  for (guint i = 0; i < self->denials->len; i++)
    cents += wabi_record_get_int (g_ptr_array_index (self->denials, i), "cents");
  money = wabi_format_money (cents);
  title = g_strdup_printf ("%s · %s", client, money);
  for (guint i = 0; remarks[i] != NULL; i++)
    {
      const WabiReasonCode *remark = wabi_remark_find (remarks[i]);

      g_string_append_printf (all, "\n%s: %s", remarks[i], remark != NULL ? _ (remark->words) : _ ("A remark that is not in our list"));
    }
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->line, line);
  gtk_label_set_label (self->reason, all->str);
  g_string_free (all, TRUE);
}

typedef struct
{
  WabiRecord *denial; /* borrowed */
  WabiRecord *charge; /* nullable */
} Session;

static void
clear_session (gpointer data)
{
  g_clear_object (&((Session *) data)->charge);
}

static int
compare_session (gconstpointer a, gconstpointer b)
{
  const Session *one = a, *other = b;
  gint64 at = one->charge != NULL ? wabi_record_get_int (one->charge, "starts_at") : 0;
  gint64 other_at = other->charge != NULL ? wabi_record_get_int (other->charge, "starts_at") : 0;

  return at < other_at ? -1 : at > other_at;
}

static GArray *
list_sessions (WabiDenialDetail *self)
{
  GArray *sessions = g_array_new (FALSE, FALSE, sizeof (Session));

  g_array_set_clear_func (sessions, clear_session);
  for (guint i = 0; i < self->denials->len; i++)
    {
      Session one = { g_ptr_array_index (self->denials, i), NULL };

      one.charge = wabi_desk_get (self->desk, &wabi_kind_charge, wabi_record_get_text (one.denial, "charge"));
      g_array_append_val (sessions, one);
    }
  g_array_sort (sessions, compare_session);
  return sessions;
}

static char *
describe_session (const Session *session)
{
  g_autofree char *money = wabi_format_money (wabi_record_get_int (session->denial, "cents")), *date = NULL;

  if (session->charge == NULL)
    return g_strdup_printf ("%s · %s", _ ("The claim as a whole"), money);
  date = wabi_format_date_text (wabi_record_get_text (session->charge, "date"));
  return g_strdup_printf ("%s · %s · %s", date, wabi_record_get_text (session->charge, "service_code"), money);
}

/* The sessions of the row by their days, each with its sum. */
static void
show_sessions (WabiDenialDetail *self)
{
  g_autoptr (GArray) sessions = list_sessions (self);
  guint n = MIN (sessions->len, MOST_SESSIONS);
  g_autofree WabiFindingItem *items = g_new0 (WabiFindingItem, n + 1);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  const WabiWay way = { "note", _ ("Open note") };

  gtk_widget_set_visible (GTK_WIDGET (self->sessions_box), sessions->len > 1);
  for (guint i = 0; i < n; i++)
    {
      const Session *session = &g_array_index (sessions, Session, i);

      g_ptr_array_add (texts, describe_session (session));
      items[i] = (WabiFindingItem){ .id = wabi_record_get_text (session->denial, "charge"), .kind = WABI_MARK_INFO, .title = g_ptr_array_index (texts, i),
                                    .ways = session->charge != NULL ? &way : NULL, .n_ways = session->charge != NULL };
    }
  if (n < sessions->len)
    {
      g_ptr_array_add (texts, g_strdup_printf (_ ("and %u more"), sessions->len - n));
      items[n] = (WabiFindingItem){ .id = "more", .kind = WABI_MARK_NONE, .title = g_ptr_array_index (texts, n) };
      n++;
    }
  wabi_finding_list_set_findings (WABI_FINDING_LIST (self->sessions), items, n);
}

static void
on_session_cb (WabiDenialDetail *self, const char *id, const char *way)
{
  g_autoptr (WabiRecord) charge = wabi_desk_get (self->desk, &wabi_kind_charge, id);

  if (charge != NULL)
    wabi_desk_go (self->desk, "notes", wabi_record_get_text (charge, "note"));
}

static void
show_clock (WabiDenialDetail *self)
{
  int level, left;
  WabiDay deadline = wabi_denial_get_clock (self->desk, self->denial, &level, &left);
  g_autofree char *day = wabi_words_day_year (deadline), *words = NULL;

  static const char *const passed[] = { NULL, N_ ("half of the time has passed"), N_ ("three quarters of the time have passed"),
                                        N_ ("nine tenths of the time have passed"), NULL };

  if (is_settled (self->denial))
    words = g_strdup (_ ("Settled"));
  else if (left < 0)
    words = g_strdup_printf (_ ("The time for an appeal ended on %s"), day);
  else
    words = g_strdup_printf (ngettext ("%d day left for an appeal, until %s", "%d days left for an appeal, until %s", (gulong) left), left, day);
  if (!is_settled (self->denial) && passed[level] != NULL)
    {
      g_autofree char *plain = g_steal_pointer (&words);

      words = g_strdup_printf ("%s · %s", plain, _ (passed[level]));
    }
  gtk_label_set_label (self->clock, words);
}

void
wabi_denial_detail_show (WabiDenialDetail *self, GPtrArray *denials)
{
  WabiRecord *denial = denials != NULL ? g_ptr_array_index (denials, 0) : NULL;
  const WabiDenialPath *path;
  g_auto (GStrv) remarks = NULL;

  g_set_object (&self->denial, denial);
  g_clear_pointer (&self->denials, g_ptr_array_unref);
  self->denials = denials != NULL ? g_ptr_array_ref (denials) : NULL;
  gtk_widget_set_visible (self->scroll, denial != NULL);
  if (denial == NULL)
    return;
  remarks = wabi_lookup_strv (denial, "remarks");
  path = wabi_denial_path_find (wabi_record_get_text (denial, "category"), wabi_record_get_text (denial, "reason"), (const char *const *) remarks);
  show_head (self);
  show_sessions (self);
  show_clock (self);
  gtk_label_set_label (self->meaning, _ (path->meaning));
  gtk_label_set_label (self->look, _ (path->look));
  show_ways (self, path);
  show_steps (self);
}

/* --- The widget --- */

static void
wabi_denial_detail_dispose (GObject *object)
{
  WabiDenialDetail *self = WABI_DENIAL_DETAIL (object);
  GtkWidget *child;

  gtk_widget_dispose_template (GTK_WIDGET (self), WABI_TYPE_DENIAL_DETAIL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->denial);
  g_clear_pointer (&self->denials, g_ptr_array_unref);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (wabi_denial_detail_parent_class)->dispose (object);
}

static void
wabi_denial_detail_class_init (WabiDenialDetailClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_denial_detail_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-denial-detail.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiDenialDetail, scroll);
  gtk_widget_class_bind_template_child (widget_class, WabiDenialDetail, title);
  gtk_widget_class_bind_template_child (widget_class, WabiDenialDetail, line);
  gtk_widget_class_bind_template_child (widget_class, WabiDenialDetail, reason);
  gtk_widget_class_bind_template_child (widget_class, WabiDenialDetail, clock);
  gtk_widget_class_bind_template_child (widget_class, WabiDenialDetail, meaning);
  gtk_widget_class_bind_template_child (widget_class, WabiDenialDetail, look);
  gtk_widget_class_bind_template_child (widget_class, WabiDenialDetail, ways_title);
  gtk_widget_class_bind_template_child (widget_class, WabiDenialDetail, ways);
  gtk_widget_class_bind_template_child (widget_class, WabiDenialDetail, sessions_box);
  gtk_widget_class_bind_template_child (widget_class, WabiDenialDetail, steps_title);
  gtk_widget_class_bind_template_child (widget_class, WabiDenialDetail, steps);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
wabi_denial_detail_init (WabiDenialDetail *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->sessions = wabi_finding_list_new (_ ("Sessions"));
  g_signal_connect_object (self->sessions, "way-activated", G_CALLBACK (on_session_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->sessions_box, self->sessions);
}

void
wabi_denial_detail_set_desk (WabiDenialDetail *self, WabiDesk *desk)
{
  g_set_object (&self->desk, desk);
}
