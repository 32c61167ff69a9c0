// SPDX-License-Identifier: AGPL-3.0-or-later
// Forms of what a practice has and allows: locations, rooms, travel times, limits, holidays.

#include "wabi-avail-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "wabi-lookup.h"
#include "wabi-text.h"

/* What was said, without what was left out. */
static JsonObject *
copy_said (JsonObject *set)
{
  JsonObject *args = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, set);
  while (json_object_iter_next (&iter, &name, &node))
    if (!JSON_NODE_HOLDS_NULL (node))
      json_object_set_member (args, name, json_node_copy (node));
  return args;
}

/* Takes a record back by saying that it is not in use: nothing that names it is left hanging. */
static JsonObject *
make_switch (const char *id, const char *field, gboolean value)
{
  JsonObject *args = wabi_args ("id", id, NULL), *set = json_object_new ();

  json_object_set_boolean_member (set, field, value);
  json_object_set_object_member (args, "set", set);
  return args;
}

/* Undo of adding switches the record off, so doing it again switches it on. */
static gboolean
add_switched (WabiDesk *desk, const char *add, const char *change, const char *field, gboolean on, JsonObject *take_args, const char *done,
              GError **error)
{
  g_autofree char *id = wabi_desk_new_id (desk);

  json_object_set_string_member (take_args, "id", id);
  if (!wabi_desk_do (desk, add, take_args, done, change, make_switch (id, field, !on), error))
    return FALSE;
  wabi_desk_set_redo (desk, change, make_switch (id, field, on));
  return TRUE;
}

/* ---- Locations ---- */

static const WabiField location_form_fields[] = {
  { "name", WABI_FIELD_TEXT, 0, 0, 80, NULL, NULL },    { "place", WABI_FIELD_TEXT, 0, 0, 2, NULL, NULL },
  { "street", WABI_FIELD_TEXT, 0, 0, 55, NULL, NULL },  { "city", WABI_FIELD_TEXT, 0, 0, 30, NULL, NULL },
  { "state", WABI_FIELD_TEXT, 0, 0, 2, NULL, NULL },    { "zip", WABI_FIELD_TEXT, 0, 0, 10, NULL, NULL },
  { "position", WABI_FIELD_TEXT, 0, 0, 60, NULL, NULL }, { "open", WABI_FIELD_ENUM, 0, 0, 0, "open closed", NULL },
};
static const WabiKind location_form_kind = { "location_form", "scheduling", 1, WABI_POLICY_STRICT, WABI_ROLES_ALL, NULL, location_form_fields,
                                             G_N_ELEMENTS (location_form_fields), N_("location") };
static const WabiFormRow location_rows[] = {
  { N_("Location"), "name", N_("Name"), WABI_FORM_TEXT, NULL, NULL, TRUE },
  { NULL, "place", N_("Place of service"), WABI_FORM_CHOICE, "11 03 99 12", N_("Office|School|Other place|Home"), TRUE },
  { NULL, "open", N_("In use"), WABI_FORM_CHOICE, "open closed", N_("Open|Closed, not booked any more"), TRUE },
  { N_("Address"), "street", N_("Street"), WABI_FORM_TEXT, NULL, NULL, FALSE },
  { NULL, "city", N_("City"), WABI_FORM_TEXT, NULL, NULL, FALSE },
  { NULL, "state", N_("State"), WABI_FORM_TEXT, NULL, NULL, FALSE },
  { NULL, "zip", N_("ZIP code"), WABI_FORM_TEXT, NULL, NULL, FALSE },
  { N_("For travel"), "position", N_("Position, as maps show it (40.7128, -74.0060)"), WABI_FORM_TEXT, NULL, NULL, FALSE },
};

/* A choice with one digit would be read as a number; places have two. */
static gboolean
read_position (const char *text, gint64 *latitude, gint64 *longitude)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", 2);
  char *end = NULL;
  double up, side;

  if (parts[0] == NULL || parts[1] == NULL)
    return FALSE;
  up = g_ascii_strtod (g_strstrip (parts[0]), &end);
  if (end == parts[0] || *end != '\0')
    return FALSE;
  side = g_ascii_strtod (g_strstrip (parts[1]), &end);
  if (end == parts[1] || *end != '\0' || !(fabs (up) <= 90.0) || !(fabs (side) <= 180.0))
    return FALSE;
  *latitude = (gint64) llround (up * 1e6);
  *longitude = (gint64) llround (side * 1e6);
  return TRUE;
}

static char *
write_position (WabiRecord *location)
{
  char up[G_ASCII_DTOSTR_BUF_SIZE], side[G_ASCII_DTOSTR_BUF_SIZE];

  if (!wabi_record_has (location, "latitude"))
    return NULL;
  g_ascii_formatd (up, sizeof up, "%.6f", (double) wabi_record_get_int (location, "latitude") / 1e6);
  g_ascii_formatd (side, sizeof side, "%.6f", (double) wabi_record_get_int (location, "longitude") / 1e6);
  return g_strdup_printf ("%s, %s", up, side);
}

static char *
check_location (JsonObject *whole, gpointer data)
{
  const char *position = wabi_json_peek_text (whole, "position");
  gint64 latitude, longitude;

  if (position != NULL && !read_position (position, &latitude, &longitude))
    return g_strdup (_("Write the position as two numbers of degrees, such as 40.7128, -74.0060."));
  return NULL;
}

/* What the form says of position and use, as the record keeps it. */
static JsonObject *
to_location (JsonObject *set)
{
  JsonObject *args = wabi_json_object_copy (set);
  const char *position = wabi_json_peek_text (set, "position");
  gint64 latitude = 0, longitude = 0;

  if (json_object_has_member (args, "open"))
    json_object_set_boolean_member (args, "closed", g_strcmp0 (wabi_json_peek_text (args, "open"), "closed") == 0);
  if (json_object_has_member (args, "position") && (position == NULL || !read_position (position, &latitude, &longitude)))
    {
      json_object_set_null_member (args, "latitude");
      json_object_set_null_member (args, "longitude");
    }
  else if (position != NULL)
    {
      json_object_set_int_member (args, "latitude", latitude);
      json_object_set_int_member (args, "longitude", longitude);
    }
  if (json_object_has_member (args, "open"))
    json_object_remove_member (args, "open");
  if (json_object_has_member (args, "position"))
    json_object_remove_member (args, "position");
  return args;
}

static gboolean
save_location (JsonObject *set, WabiRecord *record, gpointer data, GError **error)
{
  g_autoptr (JsonObject) said = to_location (set);
  g_autoptr (WabiRecord) there = record != NULL ? wabi_desk_get (data, &wabi_kind_location, wabi_record_get_id (record)) : NULL;

  if (there != NULL)
    return wabi_avail_save_edit (data, "location.change", there, g_steal_pointer (&said), _("Location changed"), error);
  return add_switched (data, "location.add", "location.change", "closed", FALSE, copy_said (said), _("Location added"), error);
}

void
wabi_avail_form_location (WabiDesk *desk, WabiRecord *location, GtkWindow *parent)
{
  static const char *const same[] = { "name", "place", "street", "city", "state", "zip" };
  g_autoptr (WabiRecord) shown = NULL;
  g_autofree char *position = NULL;

  if (location != NULL)
    {
      shown = wabi_record_new (&location_form_kind, wabi_record_get_id (location));
      for (guint i = 0; i < G_N_ELEMENTS (same); i++)
        wabi_record_set_text (shown, same[i], wabi_record_get_text (location, same[i]));
      position = write_position (location);
      wabi_record_set_text (shown, "position", position);
      wabi_record_set_text (shown, "open", wabi_record_get_bool (location, "closed") ? "closed" : "open");
    }
  wabi_form_dialog_present (wabi_form_dialog_new (location != NULL ? _("Change location") : _("Add location"), &location_form_kind, location_rows,
                                                  G_N_ELEMENTS (location_rows), shown, parent),
                            save_location, check_location, g_object_ref (desk), g_object_unref);
}

/* ---- Rooms and equipment ---- */

static const WabiField resource_form_fields[] = {
  { "name", WABI_FIELD_TEXT, 0, 0, 80, NULL, NULL },
  { "type", WABI_FIELD_ENUM, 0, 0, 0, "room equipment", NULL },
  { "location", WABI_FIELD_REF, 0, 0, 0, "location", NULL },
  { "capacity", WABI_FIELD_INT, 0, 1, 100, NULL, NULL },
  { "use", WABI_FIELD_ENUM, 0, 0, 0, "active retired", NULL },
};
static const WabiKind resource_form_kind = { "resource_form", "scheduling", 1, WABI_POLICY_STRICT, WABI_ROLES_ALL, NULL, resource_form_fields,
                                             G_N_ELEMENTS (resource_form_fields), N_("room or equipment") };
static const WabiFormRow resource_rows[] = {
  { NULL, "name", N_("Name"), WABI_FORM_TEXT, NULL, NULL, TRUE },
  { NULL, "type", N_("What it is"), WABI_FORM_CHOICE, "room equipment", N_("A room|Equipment"), TRUE },
  { NULL, "location", N_("Where it is"), WABI_FORM_CHOICE, NULL, NULL, FALSE },
  { NULL, "capacity", N_("Sessions at once"), WABI_FORM_NUMBER, NULL, NULL, TRUE },
  { NULL, "use", N_("In use"), WABI_FORM_CHOICE, "active retired", N_("Can be booked|Not any more"), TRUE },
};

static gboolean
save_resource (JsonObject *set, WabiRecord *record, gpointer data, GError **error)
{
  JsonObject *said = wabi_json_object_copy (set), *args;
  g_autoptr (WabiRecord) there = record != NULL ? wabi_desk_get (data, &wabi_kind_resource, wabi_record_get_id (record)) : NULL;

  if (json_object_has_member (said, "use"))
    {
      json_object_set_boolean_member (said, "active", g_strcmp0 (wabi_json_peek_text (said, "use"), "active") == 0);
      json_object_remove_member (said, "use");
    }
  if (there != NULL)
    return wabi_avail_save_edit (data, "resource.change", there, said, _("Changed"), error);
  args = copy_said (said);
  json_object_unref (said);
  return add_switched (data, "resource.add", "resource.change", "active", TRUE, args, _("Added"), error);
}

static GPtrArray *
list_open_locations (WabiDesk *desk)
{
  g_autoptr (GPtrArray) all = NULL;
  GPtrArray *open = g_ptr_array_new_with_free_func (g_object_unref);
  WabiQuery query;

  wabi_query_init (&query, &wabi_kind_location);
  all = wabi_desk_list (desk, &query);
  for (guint i = 0; i < all->len; i++)
    if (!wabi_record_get_bool (g_ptr_array_index (all, i), "closed"))
      g_ptr_array_add (open, g_object_ref (g_ptr_array_index (all, i)));
  return open;
}

void
wabi_avail_form_resource (WabiDesk *desk, WabiRecord *resource, GtkWindow *parent)
{
  g_autoptr (GPtrArray) locations = list_open_locations (desk);
  g_autoptr (WabiRecord) shown = NULL;
  WabiFormDialog *form;

  if (resource != NULL)
    {
      shown = wabi_record_new (&resource_form_kind, wabi_record_get_id (resource));
      wabi_record_set_text (shown, "name", wabi_record_get_text (resource, "name"));
      wabi_record_set_text (shown, "type", wabi_record_get_text (resource, "type"));
      wabi_record_set_text (shown, "location", wabi_record_get_text (resource, "location"));
      wabi_record_set_int (shown, "capacity", MAX (1, wabi_record_get_int (resource, "capacity")));
      wabi_record_set_text (shown, "use", wabi_record_get_bool (resource, "active") ? "active" : "retired");
    }
  form = wabi_form_dialog_new (resource != NULL ? _("Change room or equipment") : _("Add room or equipment"), &resource_form_kind, resource_rows,
                               G_N_ELEMENTS (resource_rows), shown, parent);
  wabi_avail_offer (form, "location", locations, _("Anywhere"), wabi_avail_name);
  if (resource == NULL)
    wabi_form_dialog_set_text (form, "capacity", "1");
  wabi_form_dialog_present (form, save_resource, NULL, g_object_ref (desk), g_object_unref);
}

/* ---- Travel times ---- */

static const WabiField travel_form_fields[] = {
  { "from", WABI_FIELD_REF, 0, 0, 0, "location", NULL },
  { "to", WABI_FIELD_REF, 0, 0, 0, "location", NULL },
  { "minutes", WABI_FIELD_INT, 0, 0, 600, NULL, NULL },
  { "miles", WABI_FIELD_TEXT, 0, 0, 8, NULL, NULL },
};
static const WabiKind travel_form_kind = { "travel_form", "scheduling", 1, WABI_POLICY_STRICT, WABI_ROLES_ALL, NULL, travel_form_fields,
                                           G_N_ELEMENTS (travel_form_fields), N_("travel time") };
static const WabiFormRow travel_rows[] = {
  { N_("Between"), "from", N_("One place"), WABI_FORM_CHOICE, NULL, NULL, TRUE },
  { NULL, "to", N_("The other"), WABI_FORM_CHOICE, NULL, NULL, TRUE },
  { N_("It takes"), "minutes", N_("Minutes"), WABI_FORM_NUMBER, NULL, NULL, TRUE },
  { NULL, "miles", N_("Miles, if known"), WABI_FORM_TEXT, NULL, NULL, FALSE },
};

/* "12.4" as tenths; FALSE when it is no number of miles. */
static gboolean
read_miles (const char *text, gint64 *tenths)
{
  char *end = NULL;
  double miles = g_ascii_strtod (text, &end);

  *tenths = 0;
  if (end == text || *end != '\0' || !(miles >= 0.0 && miles <= 1000.0))
    return FALSE;
  *tenths = (gint64) llround (miles * 10);
  return TRUE;
}

static char *
check_travel (JsonObject *whole, gpointer data)
{
  const char *from = wabi_json_peek_text (whole, "from"), *to = wabi_json_peek_text (whole, "to"), *miles = wabi_json_peek_text (whole, "miles");
  gint64 tenths;

  if (from != NULL && g_strcmp0 (from, to) == 0)
    return g_strdup (_("Choose two different places."));
  if (miles != NULL && !read_miles (miles, &tenths))
    return g_strdup (_("Write the miles as a number, such as 12.4."));
  return NULL;
}

static gboolean
save_travel (JsonObject *set, WabiRecord *record, gpointer data, GError **error)
{
  JsonObject *said = wabi_json_object_copy (set), *args;
  g_autoptr (WabiRecord) there = record != NULL ? wabi_desk_get (data, &wabi_kind_travel_time, wabi_record_get_id (record)) : NULL;
  const char *miles = wabi_json_peek_text (set, "miles");
  g_autofree char *id = NULL;
  gint64 tenths;

  if (json_object_has_member (said, "miles"))
    {
      json_object_remove_member (said, "miles");
      if (miles != NULL && read_miles (miles, &tenths))
        json_object_set_int_member (said, "miles_tenths", tenths);
      else
        json_object_set_null_member (said, "miles_tenths");
    }
  if (there != NULL)
    return wabi_avail_save_edit (data, "travel_time.change", there, said, _("Travel time changed"), error);
  args = copy_said (said);
  json_object_unref (said);
  id = wabi_desk_new_id (data);
  json_object_set_string_member (args, "id", id);
  said = wabi_json_object_copy (args);
  if (!wabi_desk_do (data, "travel_time.add", args, _("Travel time added"), "travel_time.remove", wabi_args ("id", id, NULL), error))
    {
      json_object_unref (said);
      return FALSE;
    }
  wabi_desk_set_births (data, said);
  return TRUE;
}

static char *
name_place (WabiRecord *record)
{
  g_autofree char *name = wabi_avail_name (record);

  return wabi_record_get_kind (record) == &wabi_kind_client ? g_strdup_printf (_("%s’s home"), name) : g_steal_pointer (&name);
}

void
wabi_avail_form_travel (WabiDesk *desk, WabiRecord *travel, GtkWindow *parent)
{
  static const WabiFormRow *const changed = &travel_rows[2];
  g_autoptr (GPtrArray) places = list_open_locations (desk), clients = wabi_avail_list_people (desk, &wabi_kind_client);
  g_autoptr (WabiRecord) shown = NULL;
  WabiFormDialog *form;

  if (travel != NULL)
    {
      gint64 tenths = wabi_record_get_int (travel, "miles_tenths");
      g_autofree char *miles = tenths > 0 ? g_strdup_printf ("%d.%d", (int) tenths / 10, (int) tenths % 10) : NULL;

      shown = wabi_record_new (&travel_form_kind, wabi_record_get_id (travel));
      wabi_record_set_int (shown, "minutes", wabi_record_get_int (travel, "minutes"));
      wabi_record_set_text (shown, "miles", miles);
      form = wabi_form_dialog_new (_("Change travel time"), &travel_form_kind, changed, 2, shown, parent);
    }
  else
    {
      for (guint i = 0; i < clients->len; i++)
        g_ptr_array_add (places, g_object_ref (g_ptr_array_index (clients, i)));
      form = wabi_form_dialog_new (_("Add travel time"), &travel_form_kind, travel_rows, G_N_ELEMENTS (travel_rows), NULL, parent);
      wabi_avail_offer (form, "from", places, NULL, name_place);
      wabi_avail_offer (form, "to", places, _("Choose a place"), name_place);
    }
  wabi_form_dialog_present (form, save_travel, check_travel, g_object_ref (desk), g_object_unref);
}

/* ---- Limits ---- */

static const WabiField limit_form_fields[] = {
  { "scope", WABI_FIELD_ENUM, 0, 0, 0, "staff client", NULL },
  { "hours", WABI_FIELD_TEXT, 0, 0, 8, NULL, NULL },
  { "per", WABI_FIELD_ENUM, 0, 0, 0, "day week month", NULL },
  { "service_code", WABI_FIELD_TEXT, 0, 0, 5, NULL, NULL },
  { "credential", WABI_FIELD_ENUM, 0, 0, 0, "RBT BT BCaBA BCBA BCBA-D", NULL },
  { "staff", WABI_FIELD_REF, 0, 0, 0, "staff", NULL },
  { "action", WABI_FIELD_ENUM, 0, 0, 0, "block warn", NULL },
};
static const WabiKind limit_form_kind = { "limit_form", "scheduling", 1, WABI_POLICY_STRICT, WABI_ROLES_ALL, NULL, limit_form_fields,
                                          G_N_ELEMENTS (limit_form_fields), N_("limit of hours") };
static const WabiFormRow limit_rows[] = {
  { N_("At most"), "hours", N_("Hours (such as 40 or 2.5)"), WABI_FORM_TEXT, NULL, NULL, TRUE },
  { NULL, "per", N_("In"), WABI_FORM_CHOICE, "day week month", N_("A day|A week|A month"), TRUE },
  { NULL, "scope", N_("For each"), WABI_FORM_CHOICE, "staff client", N_("Member of staff|Client"), TRUE },
  { N_("Of"), "service_code", N_("Service"), WABI_FORM_CHOICE, NULL, NULL, FALSE },
  { NULL, "credential", N_("Given by"), WABI_FORM_CHOICE, "- RBT BT BCaBA BCBA BCBA-D", N_("Anybody|RBT|BT|BCaBA|BCBA|BCBA-D"), FALSE },
  { NULL, "staff", N_("Only by"), WABI_FORM_CHOICE, NULL, NULL, FALSE },
  { N_("When it is exceeded"), "action", N_("The booking"), WABI_FORM_CHOICE, "block warn", N_("Is blocked|Is warned of"), TRUE },
};

static gboolean
read_hours (const char *text, gint64 *minutes)
{
  char *end = NULL;
  double hours = g_ascii_strtod (text, &end);

  *minutes = 0;
  if (end == text || *end != '\0' || !(hours >= 0.0 && hours <= 744.0))
    return FALSE;
  *minutes = (gint64) llround (hours * 60);
  return TRUE;
}

static char *
check_limit (JsonObject *whole, gpointer data)
{
  const char *hours = wabi_json_peek_text (whole, "hours"), *per = wabi_json_peek_text (whole, "per");
  gint64 minutes = 0;

  if (hours != NULL && !read_hours (hours, &minutes))
    return g_strdup (_("Write the hours as a number, such as 40 or 2.5."));
  if (g_strcmp0 (per, "day") == 0 && minutes > 1440)
    return g_strdup (_("A day has 24 hours."));
  return g_strcmp0 (per, "week") == 0 && minutes > 7 * 1440 ? g_strdup (_("A week has 168 hours.")) : NULL;
}

static gboolean
save_limit (JsonObject *set, WabiRecord *record, gpointer data, GError **error)
{
  JsonObject *said = wabi_json_object_copy (set), *args;
  g_autoptr (WabiRecord) there = record != NULL ? wabi_desk_get (data, &wabi_kind_hours_limit, wabi_record_get_id (record)) : NULL;
  const char *hours = wabi_json_peek_text (set, "hours");
  gint64 minutes;

  if (hours != NULL && read_hours (hours, &minutes))
    json_object_set_int_member (said, "minutes", minutes);
  if (json_object_has_member (said, "hours"))
    json_object_remove_member (said, "hours");
  if (there != NULL)
    return wabi_avail_save_edit (data, "hours_limit.change", there, said, _("Limit changed"), error);
  args = copy_said (said);
  json_object_unref (said);
  json_object_set_boolean_member (args, "active", TRUE);
  return add_switched (data, "hours_limit.add", "hours_limit.change", "active", TRUE, args, _("Limit added"), error);
}

static void
offer_services (WabiFormDialog *form, WabiDesk *desk, const char *chosen)
{
  g_auto (GStrv) labels = NULL;
  g_auto (GStrv) codes = wabi_desk_list_services (desk, chosen, &labels);
  g_autoptr (GPtrArray) ids = g_ptr_array_new (), names = g_ptr_array_new ();

  g_ptr_array_add (ids, (gpointer) "");
  g_ptr_array_add (names, _("All work"));
  for (guint i = 0; codes[i] != NULL; i++)
    {
      g_ptr_array_add (ids, codes[i]);
      g_ptr_array_add (names, labels[i]);
    }
  g_ptr_array_add (ids, NULL);
  g_ptr_array_add (names, NULL);
  wabi_form_dialog_set_choices (form, "service_code", (const char *const *) ids->pdata, (const char *const *) names->pdata, chosen);
}

void
wabi_avail_form_limit (WabiDesk *desk, WabiRecord *limit, GtkWindow *parent)
{
  static const char *const same[] = { "scope", "per", "service_code", "credential", "staff" };
  g_autoptr (GPtrArray) staff = wabi_avail_list_people (desk, &wabi_kind_staff);
  g_autoptr (WabiRecord) shown = NULL;
  WabiFormDialog *form;

  if (limit != NULL)
    {
      char hours[G_ASCII_DTOSTR_BUF_SIZE];

      shown = wabi_record_new (&limit_form_kind, wabi_record_get_id (limit));
      for (guint i = 0; i < G_N_ELEMENTS (same); i++)
        wabi_record_set_text (shown, same[i], wabi_record_get_text (limit, same[i]));
      wabi_record_set_text (shown, "action", wabi_record_is (limit, "action", "warn") ? "warn" : "block");
      wabi_record_set_text (shown, "hours", g_ascii_formatd (hours, sizeof hours, "%.4g", (double) wabi_record_get_int (limit, "minutes") / 60));
    }
  form = wabi_form_dialog_new (limit != NULL ? _("Change limit") : _("Add limit"), &limit_form_kind, limit_rows, G_N_ELEMENTS (limit_rows), shown, parent);
  wabi_avail_offer (form, "staff", staff, _("Each of them"), wabi_avail_name);
  offer_services (form, desk, limit != NULL ? wabi_record_get_text (limit, "service_code") : NULL);
  wabi_form_dialog_present (form, save_limit, check_limit, g_object_ref (desk), g_object_unref);
}

/* ---- Holidays ---- */

static const WabiFormRow holiday_rows[] = {
  { NULL, "name", N_("Name"), WABI_FORM_TEXT, NULL, NULL, TRUE },
  { NULL, "date", N_("Day"), WABI_FORM_DATE, NULL, NULL, TRUE },
};

static gboolean
save_holiday (JsonObject *set, WabiRecord *record, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) remove = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) put = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  const char *date = wabi_json_peek_text (set, "date"), *name = wabi_json_peek_text (set, "name");

  if (record != NULL)
    g_ptr_array_add (remove, g_object_ref (record));
  g_ptr_array_add (put, wabi_args ("date", date != NULL || record == NULL ? date : wabi_record_get_text (record, "date"), "name",
                                   name != NULL || record == NULL ? name : wabi_record_get_text (record, "name"), NULL));
  return wabi_hours_replace (data, &wabi_kind_holiday, NULL, remove, put, record != NULL ? _("Holiday changed") : _("Holiday added"), error);
}

void
wabi_avail_form_holiday (WabiDesk *desk, WabiRecord *holiday, GtkWindow *parent)
{
  wabi_form_dialog_present (wabi_form_dialog_new (holiday != NULL ? _("Change holiday") : _("Add holiday"), &wabi_kind_holiday, holiday_rows,
                                                  G_N_ELEMENTS (holiday_rows), holiday, parent),
                            save_holiday, NULL, g_object_ref (desk), g_object_unref);
}
