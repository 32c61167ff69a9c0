// SPDX-License-Identifier: AGPL-3.0-or-later
// Commands, fields and values as people call them.

#include "wabi-inbox-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-codes.h"
#include "wabi-format.h"
#include "wabi-lookup.h"
#include "wabi-text.h"

static const struct
{
  const char *name;
  const char *title;
} fields[] = {
  { "action", N_ ("Action") },
  { "alerts", N_ ("Alerts") },
  { "antecedent", N_ ("Antecedent") },
  { "authorization", N_ ("Authorization") },
  { "bcba", N_ ("BCBA") },
  { "behavior", N_ ("Behavior") },
  { "birth_date", N_ ("Date of birth") },
  { "by", N_ ("By") },
  { "cancel_note", N_ ("Note") },
  { "cancel_reason", N_ ("Reason") },
  { "cancelled_by", N_ ("Canceled by") },
  { "cancelled_at", N_ ("Canceled") },
  { "late_cancel", N_ ("Canceled late") },
  { "mastered_on", N_ ("Mastered on") },
  { "introduced_on", N_ ("Introduced on") },
  { "guardian_signed_at", N_ ("Guardian signed") },
  { "charges", N_ ("Charges") },
  { "city", N_ ("City") },
  { "client", N_ ("Client") },
  { "comment", N_ ("Comment") },
  { "consequence", N_ ("Consequence") },
  { "date", N_ ("Date") },
  { "definition", N_ ("Definition") },
  { "description", N_ ("Description") },
  { "diagnoses", N_ ("Diagnoses") },
  { "domain", N_ ("Domain") },
  { "ends_at", N_ ("Ends") },
  { "equipment", N_ ("Equipment") },
  { "end_minute", N_ ("Until") },
  { "ends_with_authorization", N_ ("Ends with the authorization") },
  { "equipment", N_ ("Equipment") },
  { "exdates", N_ ("Dates left out") },
  { "first_name", N_ ("First name") },
  { "function", N_ ("Function") },
  { "group_number", N_ ("Group number") },
  { "guardian_email", N_ ("Guardian’s email") },
  { "guardian_name", N_ ("Guardian") },
  { "guardian_phone", N_ ("Guardian’s phone") },
  { "guardian_relation", N_ ("Relation of the guardian") },
  { "guardian_signed_by", N_ ("Signed by guardian") },
  { "instruction", N_ ("Instruction") },
  { "label", N_ ("Label") },
  { "language", N_ ("Language") },
  { "last_date", N_ ("Last date") },
  { "last_name", N_ ("Last name") },
  { "location", N_ ("Location") },
  { "mastery_percent", N_ ("Mastery, percent") },
  { "mastery_sessions", N_ ("Mastery, sessions") },
  { "measure", N_ ("Measure") },
  { "member_id", N_ ("Member id") },
  { "min_trials", N_ ("Least trials") },
  { "minutes", N_ ("Minutes") },
  { "modifiers", N_ ("Modifiers") },
  { "name", N_ ("Name") },
  { "note", N_ ("Note") },
  { "notes", N_ ("Notes") },
  { "number", N_ ("Number") },
  { "override_reason", N_ ("Reason for the exception") },
  { "payer", N_ ("Payer") },
  { "place", N_ ("Place") },
  { "plan", N_ ("Plan") },
  { "present", N_ ("Present") },
  { "priority", N_ ("Order of payers") },
  { "program", N_ ("Program") },
  { "prompt_level", N_ ("Prompt") },
  { "rdates", N_ ("Dates added") },
  { "reason", N_ ("Reason") },
  { "relation", N_ ("Relation") },
  { "response", N_ ("Response to treatment") },
  { "result", N_ ("Result") },
  { "return_comment", N_ ("Comment") },
  { "service_code", N_ ("Service") },
  { "room", N_ ("Room") },
  { "rule", N_ ("Repetition") },
  { "sex", N_ ("Sex") },
  { "skip_holidays", N_ ("Holidays left out") },
  { "staff", N_ ("Staff") },
  { "start_date", N_ ("First date") },
  { "starts_at", N_ ("Starts") },
  { "start_minute", N_ ("From") },
  { "state", N_ ("State") },
  { "status", N_ ("Status") },
  { "status_start", N_ ("Status at the start") },
  { "street", N_ ("Street") },
  { "subscriber_birth", N_ ("Subscriber’s date of birth") },
  { "subscriber_first", N_ ("Subscriber’s first name") },
  { "subscriber_last", N_ ("Subscriber’s last name") },
  { "subscriber_sex", N_ ("Subscriber’s sex") },
  { "supervisor", N_ ("Supervisor") },
  { "target", N_ ("Target") },
  { "techniques", N_ ("Techniques") },
  { "text", N_ ("Text") },
  { "total", N_ ("Number of sessions") },
  { "trials_planned", N_ ("Planned trials") },
  { "valid_from", N_ ("Valid from") },
  { "valid_to", N_ ("Valid to") },
  { "zip", N_ ("ZIP code") },
};

static const struct
{
  const char *prefix;
  const char *kind;
  const char *place;
} subjects[] = {
  { "addendum", "addendum", "notes" },
  { "appointment", "appointment", "schedule" },
  { "authorization", "authorization", "clients" },
  { "behavior", "behavior", "programs" },
  { "charge", "charge", "billing" },
  { "claim", "claim_request", "billing" },
  { "client", "client", "clients" },
  { "client_hours", "client_hours", "clients" },
  { "coverage", "coverage", "clients" },
  { "enrollment", "enrollment", "billing" },
  { "fee", "fee", "billing" },
  { "note", "note", "notes" },
  { "payer", "payer", "billing" },
  { "phase", "phase", "programs" },
  { "program", "program", "programs" },
  { "series", "series", "schedule" },
  { "session", "session", "sessions" },
  { "staff_block", "staff_block", "schedule" },
  { "staff_hours", "staff_hours", "schedule" },
  { "target", "target", "programs" },
  { "time_off", "time_off", "schedule" },
  { "trial", "trial", "sessions" },
};

static const struct
{
  const char *kind;
  const char *title;
} kind_titles[] = {
  { "appointment", N_ ("Session on the schedule") },
  { "behavior", N_ ("Behavior") },
  { "client", N_ ("Client") },
  { "coverage", N_ ("Coverage") },
  { "note", N_ ("Note") },
  { "program", N_ ("Program") },
  { "series", N_ ("Sessions that repeat") },
  { "target", N_ ("Target") },
};

static const struct
{
  const char *word;
  const char *title;
} words[] = {
  { "scheduled", N_ ("Scheduled") },   { "arrived", N_ ("Arrived") },   { "in_session", N_ ("In session") },
  { "completed", N_ ("Completed") },   { "cancelled", N_ ("Canceled") }, { "no_show", N_ ("Did not come") },
  { "withdrawn", N_ ("Taken back") },  { "proposed", N_ ("Not settled yet") }, { "family", N_ ("Family") },
  { "staff", N_ ("Staff") },           { "clinic", N_ ("Clinic") },     { "payer", N_ ("Payer") },
  { "active", N_ ("Active") },         { "paused", N_ ("Paused") },     { "closed", N_ ("Closed") },
  { "correct", N_ ("Correct") },       { "incorrect", N_ ("Incorrect") }, { "prompted", N_ ("Prompted") },
  { "intake", N_ ("Intake") },         { "discharged", N_ ("Discharged") }, { "mastered", N_ ("Mastered") },
  { "acquisition", N_ ("Acquisition") }, { "maintenance", N_ ("Maintenance") }, { "hold", N_ ("On hold") },
  { "waiting", N_ ("Waiting") },       { "probe", N_ ("Probe") },       { "self", N_ ("Self") },
  { "child", N_ ("Child") },           { "spouse", N_ ("Spouse") },     { "other", N_ ("Other") },
  { "F", N_ ("Female") },              { "M", N_ ("Male") },            { "U", N_ ("Not said") },
  { "frequency", N_ ("Frequency") },   { "duration", N_ ("Duration") }, { "record", N_ ("Recorded") },
  { "void", N_ ("Taken back") },
};

const char *
wabi_inbox_command_title (const char *name)
{
  guint n;
  const WabiCommandInfo *infos = wabi_domain_get_commands (&n);
  const WabiCommandInfo *info = wabi_command_find (infos, n, name);

  return info != NULL ? _ (info->title) : name;
}

static int
find_subject (const char *name)
{
  const char *dot = strchr (name, '.');
  gsize length = dot != NULL ? (gsize) (dot - name) : strlen (name);

  for (guint i = 0; i < G_N_ELEMENTS (subjects); i++)
    if (strlen (subjects[i].prefix) == length && strncmp (subjects[i].prefix, name, length) == 0)
      return (int) i;
  return -1;
}

const WabiKind *
wabi_inbox_command_kind (const char *name)
{
  int subject = find_subject (name);

  if (strcmp (name, "behavior.record") == 0)
    return &wabi_kind_behavior_event;
  if (strcmp (name, "note.amend") == 0)
    return &wabi_kind_addendum;
  return subject >= 0 ? wabi_domain_find_kind (subjects[subject].kind) : NULL;
}

const char *
wabi_inbox_command_place (const char *name)
{
  int subject = find_subject (name);

  if (strcmp (name, "behavior.record") == 0)
    return "sessions";
  return subject >= 0 ? subjects[subject].place : NULL;
}

const char *
wabi_inbox_kind_title (const WabiKind *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kind_titles); i++)
    if (strcmp (kind_titles[i].kind, kind->name) == 0)
      return _ (kind_titles[i].title);
  return _ (kind->title);
}

const char *
wabi_inbox_field_title (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (strcmp (fields[i].name, name) == 0)
      return _ (fields[i].title);
  return NULL;
}

static char *
say_reference (WabiDesk *desk, const char *kind_name, const char *id)
{
  const WabiKind *kind = wabi_domain_find_kind (kind_name);
  g_autoptr (WabiRecord) record = kind != NULL ? wabi_desk_get (desk, kind, id) : NULL;
  const char *text = NULL;

  if (kind == &wabi_kind_client || kind == &wabi_kind_staff)
    return wabi_desk_dup_name (desk, kind, id);
  if (record != NULL && wabi_kind_find_field (kind, "name") != NULL)
    text = wabi_record_get_text (record, "name");
  else if (record != NULL && wabi_kind_find_field (kind, "number") != NULL)
    text = wabi_record_get_text (record, "number");
  return g_strdup (text != NULL ? text : _ ("One that is not known here"));
}

static char *
say_word (const char *name, const char *word)
{
  g_autofree char *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (words[i].word, word) == 0)
      return g_strdup (_ (words[i].title));
  return g_strdelimit (g_strdup (word), "_", ' ');
}

/* One element of a list in words; NULL for an id, which says nothing to a person. */
static char *
say_element (JsonNode *element)
{
  JsonObject *line = JSON_NODE_HOLDS_OBJECT (element) ? json_node_get_object (element) : NULL;
  const char *code = line != NULL ? wabi_json_peek_text (line, "code") : NULL;
  const char *text = JSON_NODE_HOLDS_VALUE (element) && json_node_get_value_type (element) == G_TYPE_STRING
                         ? json_node_get_string (element)
                         : NULL;

  if (code != NULL)
    {
      int units = (int) wabi_json_peek_int (line, "units", 0);

      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s: %d unit", "%s: %d units", (gulong) units), code, units);
    }
  return text != NULL && !wabi_id_is_valid (text) ? g_strdup (text) : NULL;
}

static char *
say_list (JsonNode *node)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  guint n = array != NULL ? json_array_get_length (array) : 0, unsaid = 0;
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *said = say_element (json_array_get_element (array, i));

      if (said != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", said);
      else
        unsaid++;
    }
  if (unsaid > 0)
    g_string_append_printf (text, text->len > 0 ? " + %u" : "%u", unsaid);
  return g_string_free (text, FALSE);
}

static char *
say_text (const char *name, const char *text)
{
  if (strcmp (name, "place") == 0 && wabi_codes_place_name (text) != NULL)
    return g_strdup (wabi_codes_place_name (text));
  if ((strcmp (name, "reason") == 0 || strcmp (name, "cancel_reason") == 0) && wabi_codes_find_cancel_reason (text) != NULL)
    return g_strdup (_ (wabi_codes_find_cancel_reason (text)->name));
  if (strcmp (name, "zip") == 0 && strlen (text) == 9)
    return g_strdup_printf ("%.5s-%s", text, text + 5);
  return g_strdup (text);
}

/* A time of the day that is kept as minutes, such as 540 for 9:00. */
static char *
say_number (const char *name, gint64 number)
{
  if (g_str_has_suffix (name, "_minute"))
    return wabi_format_time ("UTC", number * G_TIME_SPAN_MINUTE);
  return g_strdup_printf ("%" G_GINT64_FORMAT, number);
}

char *
wabi_inbox_dup_value (WabiDesk *desk, const WabiKind *kind, const char *name, JsonNode *node)
{
  const WabiField *field = kind != NULL ? wabi_kind_find_field (kind, name) : NULL;
  GType type;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return g_strdup (_ ("nothing"));
  if (!JSON_NODE_HOLDS_VALUE (node))
    return say_list (node);
  type = json_node_get_value_type (node);
  if (type == G_TYPE_BOOLEAN)
    return g_strdup (json_node_get_boolean (node) ? _ ("Yes") : _ ("No"));
  if (type == G_TYPE_STRING)
    {
      const char *text = json_node_get_string (node);

      if (field != NULL && field->type == WABI_FIELD_REF)
        return say_reference (desk, field->values, text);
      if (field != NULL && field->type == WABI_FIELD_DATE)
        return wabi_format_date_text (text);
      if (field != NULL && field->type == WABI_FIELD_CODE)
        return wabi_desk_dup_service (desk, text);
      if (field != NULL && field->type == WABI_FIELD_ENUM)
        return say_word (name, text);
      return *text != '\0' ? say_text (name, text) : g_strdup (_ ("nothing"));
    }
  if (field != NULL && field->type == WABI_FIELD_INSTANT)
    {
      gint64 at = json_node_get_int (node);
      g_autofree char *day = wabi_format_day (wabi_zone_to_local (wabi_desk_get_zone (desk), at).day);
      g_autofree char *time = wabi_format_time (wabi_desk_get_zone (desk), at);

      return g_strdup_printf ("%s, %s", day, time);
    }
  if (field != NULL && field->type == WABI_FIELD_MONEY)
    return wabi_format_money (json_node_get_int (node));
  return say_number (name, json_node_get_int (node));
}

char *
wabi_inbox_dup_when (WabiDesk *desk, gint64 at)
{
  const char *zone = wabi_desk_get_zone (desk);
  WabiDay day = wabi_zone_to_local (zone, at).day;
  g_autofree char *time = wabi_format_time (zone, at);
  g_autofree char *date = wabi_format_day (day);

  if (day == wabi_zone_to_local (zone, wabi_desk_get_now (desk)).day)
    return g_steal_pointer (&time);
  return g_strdup_printf ("%s, %s", date, time);
}

char *
wabi_inbox_dup_short_when (WabiDesk *desk, gint64 at)
{
  WabiDay day = wabi_zone_to_local (wabi_desk_get_zone (desk), at).day;

  if (day == wabi_zone_to_local (wabi_desk_get_zone (desk), wabi_desk_get_now (desk)).day)
    return wabi_format_time (wabi_desk_get_zone (desk), at);
  return wabi_format_day (day);
}

/* A few minutes on the way are no being offline. */
#define ON_THE_WAY (5 * G_TIME_SPAN_MINUTE)

static char *
say_offline (gint64 length)
{
  gint64 hours = (length + G_TIME_SPAN_HOUR / 2) / G_TIME_SPAN_HOUR, days = (length + G_TIME_SPAN_DAY / 2) / G_TIME_SPAN_DAY;

  if (length < G_TIME_SPAN_HOUR)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "about %d minute offline", "about %d minutes offline", (gulong) (length / G_TIME_SPAN_MINUTE)),
                            (int) (length / G_TIME_SPAN_MINUTE));
  if (hours < 48)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "about %d hour offline", "about %d hours offline", (gulong) hours), (int) hours);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "about %d day offline", "about %d days offline", (gulong) days), (int) days);
}

char *
wabi_inbox_dup_who (WabiDesk *desk, JsonObject *stamp)
{
  gint64 at = wabi_json_peek_int (stamp, "at", 0), given = wabi_json_peek_int (stamp, "given", at);
  g_autofree char *by = wabi_desk_dup_name (desk, &wabi_kind_staff, wabi_json_peek_text (stamp, "by"));
  g_autofree char *when = wabi_inbox_dup_when (desk, given), *offline = NULL;

  if (at - given < ON_THE_WAY)
    return g_strdup_printf ("%s, %s", by, when);
  offline = say_offline (at - given);
  /* Translators: a person, when something was written, and how long that computer was then without the server */
  return g_strdup_printf (_ ("%s, %s by that computer’s clock; %s"), by, when, offline);
}

char *
wabi_inbox_dup_booking (WabiDesk *desk, WabiRecord *visit)
{
  const char *zone = wabi_desk_get_zone (desk);
  gint64 start = wabi_record_get_int (visit, "starts_at");
  g_autofree char *day = wabi_format_day (wabi_zone_day (zone, start));
  g_autofree char *range = wabi_format_range (zone, start, wabi_record_get_int (visit, "ends_at"));
  g_autofree char *staff = wabi_desk_dup_name (desk, &wabi_kind_staff, wabi_record_get_text (visit, "staff"));
  g_autofree char *client = wabi_desk_dup_name (desk, &wabi_kind_client, wabi_record_get_text (visit, "client"));

  /* Translators: a day and hours, and under them the member of staff and the client */
  return g_strdup_printf (_ ("%s, %s\n%s with %s"), day, range, staff, client);
}

static gboolean
is_in_the_way (WabiRecord *other, WabiRecord *visit)
{
  return strcmp (wabi_record_get_id (other), wabi_record_get_id (visit)) != 0
         && wabi_text_list_has ("scheduled arrived in_session completed", wabi_record_get_text (other, "status"))
         && wabi_record_get_int (other, "starts_at") < wabi_record_get_int (visit, "ends_at")
         && wabi_record_get_int (other, "ends_at") > wabi_record_get_int (visit, "starts_at");
}

char *
wabi_inbox_dup_in_the_way (WabiDesk *desk, WabiRecord *visit)
{
  static const char *const who[] = { "staff", "client" };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (who); i++)
    {
      g_autoptr (GPtrArray) visits
          = wabi_lookup_between (wabi_desk_get_view (desk), &wabi_kind_appointment, who[i], wabi_record_get_text (visit, who[i]),
                                 wabi_record_get_int (visit, "starts_at") - G_TIME_SPAN_DAY, wabi_record_get_int (visit, "ends_at"));

      for (guint j = 0; j < visits->len; j++)
        {
          g_autofree char *one = wabi_inbox_dup_booking (desk, g_ptr_array_index (visits, j));

          if (is_in_the_way (g_ptr_array_index (visits, j), visit) && strstr (text->str, one) == NULL)
            g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", one);
        }
    }
  return g_strdup (text->len > 0 ? text->str : _ ("The time has become free."));
}

const char *
wabi_inbox_proposal_why (const char *code)
{
  if (g_strcmp0 (code, "held-after-cancel") == 0)
    return _ ("The session was canceled, and then it was held all the same.");
  if (g_strcmp0 (code, "state-clash") == 0)
    return _ ("Two people said different things about what became of this session.");
  if (g_strcmp0 (code, "status-moved-on") == 0)
    return _ ("Somebody moved this session when it had already begun, or was over.");
  if (g_strcmp0 (code, "identity-review") == 0)
    return _ ("Who this is was changed on a computer without the server. Please look whether it is right.");
  if (code != NULL && g_str_has_prefix (code, "staff-"))
    return _ ("The member of staff was booked for this time by somebody else first.");
  if (code != NULL && g_str_has_prefix (code, "client-"))
    return _ ("The client was booked for this time by somebody else first.");
  return _ ("Two people changed the same thing without seeing each other’s change.");
}

char *
wabi_inbox_dup_about (WabiDesk *desk, const WabiKind *kind, JsonObject *values)
{
  const char *client = kind == &wabi_kind_client ? NULL : wabi_json_peek_text (values, "client");
  gint64 starts_at = wabi_json_peek_int (values, "starts_at", 0);
  const char *name = wabi_json_peek_text (values, "name");
  GString *text = g_string_new (NULL);
  g_autofree char *who = client != NULL ? wabi_desk_dup_name (desk, &wabi_kind_client, client) : NULL;
  g_autofree char *when = starts_at != 0 ? wabi_inbox_dup_when (desk, starts_at) : NULL;
  g_autofree char *whole = NULL;

  if (kind == &wabi_kind_client && wabi_json_peek_text (values, "last_name") != NULL)
    whole = g_strdup_printf ("%s %s", wabi_json_peek_text (values, "first_name"), wabi_json_peek_text (values, "last_name"));
  for (guint i = 0; i < 4; i++)
    {
      const char *part = ((const char *[]){ whole, who, name, when })[i];

      if (part != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", part);
    }
  return g_string_free (text, FALSE);
}
