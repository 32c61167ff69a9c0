// SPDX-License-Identifier: AGPL-3.0-or-later
// The demo practice's office, payers, staff and clients. All invented.

#include "wabi-demo-private.h"

#include <string.h>

#include "wabi-codes.h"

static const char *const first_names[] = {
  "Ava",   "Theo",   "Eli",   "Mila",  "Noor",  "Oscar",     "Ines",  "Ruth",   "Zoë",    "Mateo",
  "Kenji", "Amara",  "Luca",  "Freya", "Idris", "Nia",       "Soren", "Yara",   "Hugo",   "Lena",
  "Tomás", "Bea",    "Malik", "Juno",  "Arlo",  "Priscilla", "Dev",   "Rosa",   "Finn",   "Aiko",
  "Cyrus", "Wren",   "Omar",  "Greta", "Nico",  "Esme",      "Levi",  "Tala",   "Boris",  "Clementine",
  "Ravi",  "Isla",   "Jonah", "Mei",   "Silas", "Farah",     "Otis",  "Linnea", "Caleb",  "Sunniva",
  "Andre", "Paloma", "Rory",  "Hana",  "Felix", "Opal",      "Tariq", "Ivy",    "Magnus", "Celia",
};
/* F or M for each first name, in order. */
static const char first_name_sexes[] = "FMMFFMFFFMMFMFMFMFMFMFMFMFMFMFMFMFMFMFMFMFMFMFMFMFMFMFMFMFMF";
static const char *const last_names[] = {
  "Okafor",     "Lindqvist", "Navarro",         "Petrov",      "Haddad",        "Lund",
  "Duarte",     "Adeyemi",   "Núñez",           "Castellan",   "Morishita",     "Eze",
  "Bellandi",   "Halvorsen", "Rahimi",          "Mbeki",       "Dahl",          "Sabbagh",
  "Fontaine",   "Kowalczyk", "Álvarez",         "Thistlewood", "Osei",          "Winterbourne",
  "Pell",       "Quarles",   "Banerjee",        "Villalobos",  "Gallagher",     "Nakamori",
  "Farrokhzad", "Ashgrove",  "Sayegh",          "Brandvold",   "Moretti",       "Lavigne",
  "Goldfinch",  "Makoa",     "Ivanov-Reed",     "Hathersage",  "Chandrasekhar", "Macallister",
  "Feldspar",   "Xiong",     "Marlowe",         "Aziz",        "Penhaligon",    "Bergqvist",
  "Whitcombe",  "Aasen",     "Delacroix-Boone", "Serrano",     "Kilbride",      "Yoshinaga",
  "Vandermeer", "Lightfoot", "Bousaid",         "Hollis",      "Ekström",       "Redfern",
  "Abernathy",  "Tolland",   "Umarov",          "Stavros",     "Cloverdale",    "Ngata",
  "Pemberley",  "Oyelaran",  "Sandoval",        "Fairbairn",   "Gulbrandsen",   "Mistry",
};
static const char *const streets[]
    = { "Juniper Ln",   "Heron Ct",      "Old Mill Rd", "Larkspur Ave", "Quarry St",      "Meadowlark Dr",
        "Birch Hollow", "Ferry Landing", "Cobbler Way", "Harvest Loop", "Stonebridge Rd", "Willow Bend" };

const char *
demo_first_name (guint number)
{
  return first_names[number % G_N_ELEMENTS (first_names)];
}

const char *
demo_last_name (guint number)
{
  return last_names[number % G_N_ELEMENTS (last_names)];
}

const char *
demo_street (guint number)
{
  return streets[number % G_N_ELEMENTS (streets)];
}

/* A well-formed NPI that names nobody: 19990 and a number, with its check digit. */
static char *
make_npi (guint number)
{
  for (guint digit = 0; digit < 10; digit++)
    {
      char *npi = g_strdup_printf ("1999%05u%u", number, digit);

      if (wabi_codes_is_npi (npi))
        return npi;
      g_free (npi);
    }
  g_assert_not_reached ();
}

static void
make_practice (WabiDemo *demo)
{
  g_autoptr (WabiRecord) practice = wabi_record_new (&wabi_kind_practice, demo->practice);
  g_autofree char *npi = make_npi (1);

  wabi_record_set_text (practice, "name", "Cedar Grove ABA");
  wabi_record_set_text (practice, "short_name", demo->short_name);
  wabi_record_set_text (practice, "zone", DEMO_ZONE);
  wabi_record_set_text (practice, "npi", npi);
  wabi_record_set_text (practice, "ein", "990000015");
  wabi_record_set_text (practice, "taxonomy", "103K00000X");
  wabi_record_set_text (practice, "street", "400 Cedar Grove Way");
  wabi_record_set_text (practice, "city", "Cedar Grove");
  wabi_record_set_text (practice, "state", "OH");
  wabi_record_set_text (practice, "zip", "439990001");
  wabi_record_set_text (practice, "phone", "6145550100");
  wabi_record_set_text (practice, "contact", "Billing Office");
  wabi_record_set_text (practice, "submitter_id", "990000015");
  wabi_record_set_text (practice, "receiver_id", "CEDARHOUSE");
  wabi_record_set_text (practice, "receiver_name", "Cedar Clearinghouse");
  wabi_record_set_bool (practice, "test_claims", TRUE);
  wabi_record_set_int (practice, "notice_hours", 24);
  wabi_record_set_int (practice, "lock_minutes", 15);
  demo_emit (demo, g_steal_pointer (&practice));
}

typedef struct
{
  const char *name, *id, *type, *filing, *method, *scope, *rendering, *supervising, *needs, *concurrency,
      *mue;
  gboolean modifiers, times, guardian, enrollment, npi;
  int words, days, factor;
} DemoPayer;

static const DemoPayer payers[DEMO_N_PAYERS] = {
  { "Harbor Health", "90010", "commercial", "CI", "midpoint", "session", "supervisor", "never",
    "97153 97155 97156", "commercial", "medicare", TRUE, FALSE, FALSE, TRUE, FALSE, 20, 120, 100 },
  { "State Medicaid", "90020", "medicaid", "MC", "midpoint", "day-code-rendering", "performer",
    "not-independent", "all", "commercial", "medicaid", TRUE, FALSE, FALSE, TRUE, TRUE, 25, 365, 82 },
  { "Sentinel Military Health", "90030", "tricare", "CH", "midpoint", "session", "performer",
    "not-independent", "all", "tricare", "medicare", TRUE, TRUE, FALSE, TRUE, TRUE, 30, 365, 104 },
  { "Cascade Mutual", "90040", "commercial", "12", "midpoint", "session", "supervisor", "never",
    "97153 97155", "commercial", "medicare", TRUE, FALSE, TRUE, FALSE, FALSE, 20, 180, 96 },
  { "Summit Benefit Plans", "90050", "commercial", "CI", "floor", "session", "supervisor", "not-independent",
    "all", "commercial", "none", TRUE, FALSE, FALSE, FALSE, FALSE, 15, 120, 110 },
};

static void
make_fees (WabiDemo *demo, guint at, gint64 born)
{
  static const struct
  {
    const char *code, *modifier;
    int cents;
  } fees[] = {
    { "97151", NULL, 3300 }, { "97153", "HM", 1700 }, { "97153", NULL, 1850 }, { "97155", NULL, 3200 },
    { "97156", NULL, 3100 }, { "97152", NULL, 1700 }, { "97154", NULL, 900 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (fees); i++)
    {
      WabiRecord *fee = demo_new (demo, &wabi_kind_fee, born);

      wabi_record_set_text (fee, "payer", demo->payers[at]);
      wabi_record_set_text (fee, "service_code", fees[i].code);
      wabi_record_set_text (fee, "modifier", fees[i].modifier);
      wabi_record_set_int (fee, "cents", fees[i].cents * payers[at].factor / 100);
      demo_set_day (fee, "valid_from", demo->today - 330);
      demo_emit (demo, fee);
    }
}

static void
make_payer (WabiDemo *demo, guint at)
{
  const DemoPayer *row = &payers[at];
  gint64 born = demo->options->now - G_GINT64_CONSTANT (400) * 24 * 3600 * G_USEC_PER_SEC;
  WabiRecord *payer = demo_new (demo, &wabi_kind_payer, born);

  demo->payers[at] = g_strdup (wabi_record_get_id (payer));
  wabi_record_set_text (payer, "name", row->name);
  wabi_record_set_text (payer, "payer_id", row->id);
  wabi_record_set_text (payer, "type", row->type);
  wabi_record_set_text (payer, "filing", row->filing);
  wabi_record_set_text (payer, "unit_method", row->method);
  wabi_record_set_text (payer, "unit_scope", row->scope);
  wabi_record_set_int (payer, "unit_minimum", 0);
  wabi_record_set_text (payer, "rendering", row->rendering);
  wabi_record_set_text (payer, "supervising", row->supervising);
  wabi_record_set_bool (payer, "modifiers", row->modifiers);
  wabi_record_set_bool (payer, "session_times", row->times);
  wabi_record_set_bool (payer, "guardian_signature", row->guardian);
  demo_set_list (payer, "needs_authorization", row->needs);
  demo_set_list (
      payer, "note_elements",
      g_str_equal (row->type, "tricare")
          ? "times participants place rendering status narrative techniques plan full-name supervisor"
          : "times participants place rendering status narrative techniques plan");
  wabi_record_set_int (payer, "words_per_hour", row->words);
  wabi_record_set_text (payer, "concurrency", row->concurrency);
  wabi_record_set_text (payer, "mue", row->mue);
  wabi_record_set_int (payer, "filing_days", row->days);
  wabi_record_set_bool (payer, "needs_enrollment", row->enrollment);
  wabi_record_set_bool (payer, "needs_npi", row->npi);
  demo_emit (demo, payer);
  make_fees (demo, at, born);
}

static void
add_holiday (WabiDemo *demo, WabiDay day, const char *name)
{
  WabiRecord *holiday;

  if (day < demo->today - 100 || day > demo->today + 200 || day == demo->today)
    return;
  g_array_append_val (demo->holidays, day);
  holiday = demo_new (demo, &wabi_kind_holiday, demo->options->now - 300 * WABI_MINUTE);
  demo_set_day (holiday, "date", day);
  wabi_record_set_text (holiday, "name", name);
  demo_emit (demo, holiday);
}

static void
make_holidays (WabiDemo *demo)
{
  int year;

  wabi_day_to_ymd (demo->today, &year, NULL, NULL);
  for (int y = year - 1; y <= year + 1; y++)
    {
      WabiDay november = wabi_day_from_ymd (y, 11, 1);

      add_holiday (demo, wabi_day_from_ymd (y, 1, 1), "New Year’s Day");
      add_holiday (demo, wabi_day_from_ymd (y, 7, 4), "Independence Day");
      add_holiday (demo, wabi_day_from_ymd (y, 12, 25), "Christmas Day");
      add_holiday (demo, november + (4 - wabi_day_weekday (november) + 7) % 7 + 21, "Thanksgiving");
    }
}

static void
make_locations (WabiDemo *demo)
{
  static const struct
  {
    const char *name;
    const char *place;
    const char *street;
    const char *zip;
    int latitude, longitude; /* millionths of a degree */
  } rows[DEMO_N_LOCATIONS] = {
    { "North clinic", "11", "400 Cedar Grove Way", "43999-0001", 39961200, -82998800 },
    { "East clinic", "11", "18 Millrace Road", "43998", 39955600, -82899900 },
    { "Oak Street School", "03", "5 Oak Street", "43999", 39990100, -82980200 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      WabiRecord *location = demo_new (demo, &wabi_kind_location, demo->options->now - 500 * WABI_MINUTE);

      demo->locations[i] = g_strdup (wabi_record_get_id (location));
      wabi_record_set_text (location, "name", rows[i].name);
      wabi_record_set_text (location, "place", rows[i].place);
      wabi_record_set_text (location, "street", rows[i].street);
      wabi_record_set_text (location, "city", "Cedar Grove");
      wabi_record_set_text (location, "state", "OH");
      wabi_record_set_text (location, "zip", rows[i].zip);
      wabi_record_set_int (location, "latitude", rows[i].latitude);
      wabi_record_set_int (location, "longitude", rows[i].longitude);
      demo_emit (demo, location);
    }
}

void
demo_make_office (WabiDemo *demo)
{
  make_practice (demo);
  for (guint i = 0; i < DEMO_N_PAYERS; i++)
    make_payer (demo, i);
  make_holidays (demo);
  make_locations (demo);
}

/* ---- staff ---- */

static DemoStaff *
add_staff (WabiDemo *demo, const char *first, const char *last, const char *role, const char *credential)
{
  DemoStaff *staff = g_new0 (DemoStaff, 1);
  g_autofree char *npi = make_npi (100 + demo->staff->len);
  g_autofree char *phone = g_strdup_printf ("614555%04u", 100 + demo->staff->len % 100);
  g_autofree char *folded_first = g_str_to_ascii (first, NULL), *folded_last = g_str_to_ascii (last, NULL);
  g_autofree char *joined = g_strdup_printf ("%s.%s", folded_first, folded_last);

  staff->record = demo_new (demo, &wabi_kind_staff,
                            demo->options->now - G_GINT64_CONSTANT (390) * 24 * 3600 * G_USEC_PER_SEC);
  staff->id = g_strdup (wabi_record_get_id (staff->record));
  staff->login = g_ascii_strdown (joined, -1);
  for (char *p = staff->login; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && *p != '.')
      *p = '-';
  /* In a large practice names come again: the login then carries a number. */
  if (demo->staff->len >= 40)
    {
      char *numbered = g_strdup_printf ("%s%u", staff->login, demo->staff->len);

      g_free (staff->login);
      staff->login = numbered;
    }
  staff->role = role;
  staff->busy = g_array_new (FALSE, FALSE, sizeof (DemoSpan));
  wabi_record_set_text (staff->record, "first_name", first);
  wabi_record_set_text (staff->record, "last_name", last);
  wabi_record_set_text (staff->record, "role", role);
  wabi_record_set_text (staff->record, "credential", credential);
  wabi_record_set_text (staff->record, "npi", npi);
  wabi_record_set_text (staff->record, "phone", phone);
  wabi_record_set_bool (staff->record, "active", TRUE);
  g_ptr_array_add (demo->staff, staff);
  return staff;
}

static void
add_credential (WabiDemo *demo, DemoStaff *staff, const char *type, WabiDay to)
{
  WabiRecord *credential = demo_new (
      demo, &wabi_kind_credential, demo->options->now - G_GINT64_CONSTANT (380) * 24 * 3600 * G_USEC_PER_SEC);
  g_autofree char *number = g_strdup_printf ("%s-%05d", type, 10000 + demo_pick (demo, 80000));

  wabi_record_set_text (credential, "staff", staff->id);
  wabi_record_set_text (credential, "type", type);
  wabi_record_set_text (credential, "number", number);
  demo_set_day (credential, "valid_from", to - 730);
  demo_set_day (credential, "valid_to", to);
  demo_emit (demo, credential);
}

static void
add_hours (WabiDemo *demo, DemoStaff *staff, int weekday, int from, int to)
{
  WabiRecord *hours = demo_new (demo, &wabi_kind_staff_hours,
                                demo->options->now - G_GINT64_CONSTANT (370) * 24 * 3600 * G_USEC_PER_SEC);

  wabi_record_set_text (hours, "staff", staff->id);
  wabi_record_set_int (hours, "weekday", weekday);
  wabi_record_set_int (hours, "start_minute", from);
  wabi_record_set_int (hours, "end_minute", to);
  demo_emit (demo, hours);
}

static void
give_work (WabiDemo *demo, DemoStaff *staff, const char *credential, guint number)
{
  int weekday = wabi_day_weekday (demo->today);
  /* One technician's certificate ended lately, so that a charge shows what that means; one ends soon. */
  WabiDay to = demo->today + (number == 7 ? -3 : number == 9 ? 20 : 200 + demo_pick (demo, 300));

  add_credential (demo, staff, credential, to);
  for (int day = 1; day <= 5; day++)
    add_hours (demo, staff, day, 8 * 60, 18 * 60 + 30);
  /* Whoever tries the demo on a weekend finds the practice open that day. */
  if (weekday > 5)
    add_hours (demo, staff, weekday, 8 * 60, 18 * 60 + 30);
  if (number % 2 == 0 && weekday != 6)
    add_hours (demo, staff, 6, 9 * 60, 14 * 60);
  for (guint i = 0; i < DEMO_N_PAYERS; i++)
    {
      WabiRecord *enrollment;

      enrollment = demo_new (demo, &wabi_kind_enrollment,
                             demo->options->now - G_GINT64_CONSTANT (360) * 24 * 3600 * G_USEC_PER_SEC);
      wabi_record_set_text (enrollment, "staff", staff->id);
      wabi_record_set_text (enrollment, "payer", demo->payers[i]);
      demo_set_day (enrollment, "valid_from", demo->today - 360);
      if (number == 11 && i == 2)
        demo_set_day (enrollment, "valid_to", demo->today - 5); /* one enrollment has lapsed */
      demo_emit (demo, enrollment);
    }
}

static void
make_technicians (WabiDemo *demo, guint n)
{
  static const char *const known[][2]
      = { { "Jordan", "Reyes" }, { "Sam", "Whitfield" }, { "Tessa", "Brooks" }, { "Dario", "Quill" } };

  for (guint i = 0; i < n; i++)
    {
      const char *first = i < G_N_ELEMENTS (known) ? known[i][0] : demo_first_name (i * 7 + 13);
      const char *last = i < G_N_ELEMENTS (known) ? known[i][1] : demo_last_name (i * 5 + 31 + i / 70);
      DemoStaff *staff = add_staff (demo, first, last, "rbt", i == 5 ? "BT" : "RBT");
      DemoStaff *boss = g_ptr_array_index (demo->bcbas, i % demo->bcbas->len);

      wabi_record_set_text (staff->record, "supervisor", boss->id);
      give_work (demo, staff, "RBT", i);
      g_ptr_array_add (demo->rbts, staff);
    }
}

void
demo_make_staff (WabiDemo *demo)
{
  static const char *const analysts[][2] = { { "Leila", "Amin" },
                                             { "Marcus", "Ostrander" },
                                             { "Hyacinth", "Vale" },
                                             { "Pilar", "Echeverria" },
                                             { "Rune", "Sandvik" } };
  guint n_bcbas = MAX (5, demo->options->staff / 5),
        n_rbts = demo->options->staff > n_bcbas ? demo->options->staff - n_bcbas : 1;

  for (guint i = 0; i < n_bcbas; i++)
    {
      const char *first = i < 5 ? analysts[i][0] : demo_first_name (i * 11 + 3),
                 *last = i < 5 ? analysts[i][1] : demo_last_name (i * 3 + 17 + i / 70);
      DemoStaff *staff = add_staff (demo, first, last, "bcba", "BCBA");

      give_work (demo, staff, "BCBA", 100 + i);
      g_ptr_array_add (demo->bcbas, staff);
    }
  make_technicians (demo, n_rbts);
  add_staff (demo, "Maya", "Ortiz", "frontdesk", "none");
  add_staff (demo, "Glenn", "Hartsock", "frontdesk", "none");
  add_staff (demo, "Priya", "Shah", "biller", "none");
  add_staff (demo, "Ulla", "Brightwater", "biller", "none");
  add_staff (demo, "Wendell", "Abara", "admin", "none");
  /* The known people sign in by their plain names, however large the practice. */
  for (guint i = demo->staff->len - 5; i < demo->staff->len; i++)
    {
      DemoStaff *staff = g_ptr_array_index (demo->staff, i);

      while (g_ascii_isdigit (staff->login[strlen (staff->login) - 1]))
        staff->login[strlen (staff->login) - 1] = '\0';
    }
  for (guint i = 0; i < demo->staff->len; i++)
    demo_emit (demo, g_object_ref (((DemoStaff *)g_ptr_array_index (demo->staff, i))->record));
  /* Jordan Reyes is a known person too. */
  {
    DemoStaff *jordan = g_ptr_array_index (demo->rbts, 0);

    g_free (jordan->login);
    jordan->login = g_strdup ("jordan.reyes");
  }
}

/* ---- clients ---- */

static void
fill_client (WabiDemo *demo, WabiRecord *record, guint number)
{
  guint name = number < 8 ? number : number * 17 + 5;
  g_autofree char *street = g_strdup_printf ("%d %s", 10 + demo_pick (demo, 900), demo_street (number * 5));
  g_autofree char *phone = g_strdup_printf ("614555%04u", 100 + number % 100);
  g_autofree char *guardian = g_strdup_printf ("%s %s", demo_first_name (number * 13 + 9),
                                               demo_last_name (number < 8 ? number : number * 7 + 2));
  g_autofree char *zip = g_strdup_printf ("4399%d0000", demo_pick (demo, 10));
  static const char *const places[] = { "12", "11", "11", "12", "03" };

  wabi_record_set_text (record, "first_name", demo_first_name (name));
  wabi_record_set_text (record, "last_name", demo_last_name (number < 8 ? number : number * 7 + 2));
  demo_set_day (record, "birth_date", demo->today - 365 * (3 + demo_pick (demo, 9)) - demo_pick (demo, 360));
  wabi_record_set_text (record, "sex", first_name_sexes[name % G_N_ELEMENTS (first_names)] == 'F' ? "F" : "M");
  wabi_record_set_text (record, "street", street);
  wabi_record_set_text (record, "city", "Cedar Grove");
  wabi_record_set_text (record, "state", "OH");
  wabi_record_set_text (record, "zip", zip);
  wabi_record_set_text (record, "language", demo_chance (demo, 20) ? "Spanish" : "English");
  wabi_record_set_text (record, "guardian_name", guardian);
  wabi_record_set_text (record, "guardian_relation",
                        first_name_sexes[(number * 13 + 9) % G_N_ELEMENTS (first_names)] == 'F' ? "mother" : "father");
  wabi_record_set_text (record, "guardian_phone", phone);
  demo_set_list (record, "diagnoses", number % 9 == 4 ? "F84.0 F80.2" : "F84.0");
  wabi_record_set_text (record, "place", places[number % G_N_ELEMENTS (places)]);
  wabi_record_set_text (record, "status", number == 38 ? "intake" : "active");
}

static void
add_coverage (WabiDemo *demo, DemoClient *client, const char *member, WabiDay from, WabiDay to)
{
  WabiRecord *coverage = demo_new (demo, &wabi_kind_coverage, demo->options->now - G_GINT64_CONSTANT (340) * 24 * 3600 * G_USEC_PER_SEC);
  const char *type = payers[client->payer].type;

  g_free (client->coverage);
  client->coverage = g_strdup (wabi_record_get_id (coverage));
  wabi_record_set_text (coverage, "client", client->id);
  wabi_record_set_text (coverage, "payer", demo->payers[client->payer]);
  wabi_record_set_int (coverage, "priority", 1);
  wabi_record_set_text (coverage, "member_id", member);
  wabi_record_set_text (coverage, "group_number", g_str_equal (type, "commercial") ? "GRP100" : NULL);
  wabi_record_set_text (coverage, "relation", g_str_equal (type, "commercial") ? "child" : "self");
  wabi_record_set_text (coverage, "subscriber_first", demo_first_name (client->number * 13 + 9));
  wabi_record_set_text (coverage, "subscriber_last", wabi_record_get_text (client->record, "last_name"));
  demo_set_day (coverage, "subscriber_birth", demo->today - 365 * (28 + (int) client->number % 18) - (int) client->number);
  wabi_record_set_text (coverage, "subscriber_sex",
                        first_name_sexes[(client->number * 13 + 9) % G_N_ELEMENTS (first_names)] == 'F' ? "F" : "M");
  demo_set_day (coverage, "valid_from", from);
  if (to != WABI_DAY_NONE)
    demo_set_day (coverage, "valid_to", to);
  demo_emit (demo, coverage);
}

static void
make_coverage (WabiDemo *demo, DemoClient *client)
{
  g_autofree char *member = g_strdup_printf ("W%08d", 10000000 + demo_pick (demo, 80000000));
  gboolean renewed = client->number == 13;

  /* One client has a new card, whose number nobody has asked for yet: its charges say so. */
  add_coverage (demo, client, member, demo->today - 340, renewed ? demo->today - 9 : WABI_DAY_NONE);
  if (renewed)
    add_coverage (demo, client, NULL, demo->today - 8, WABI_DAY_NONE);
}

/* The technician by hand; the BCBA is there by being the client's, substitutes come by what is booked. */
static void
put_on_team (WabiDemo *demo, DemoClient *client)
{
  WabiRecord *entry = demo_new (demo, &wabi_kind_care_team, demo->clock.at);

  wabi_record_set_text (entry, "client", client->id);
  wabi_record_set_text (entry, "staff", client->rbt->id);
  wabi_record_set_text (entry, "role", "technician");
  wabi_record_set_text (entry, "source", "hand");
  wabi_record_set_text (entry, "state", "on");
  demo_set_day (entry, "valid_from", wabi_zone_day (DEMO_ZONE, demo->clock.at));
  wabi_record_set_text (entry, "by", client->bcba->id);
  wabi_record_set_int (entry, "at", demo->clock.at);
  demo_emit (demo, entry);
}

static void
make_client (WabiDemo *demo, guint number)
{
  DemoClient *client = g_new0 (DemoClient, 1);

  client->number = number;
  client->record = demo_new (demo, &wabi_kind_client,
                             demo->options->now - G_GINT64_CONSTANT (350) * 24 * 3600 * G_USEC_PER_SEC);
  client->id = g_strdup (wabi_record_get_id (client->record));
  client->rbt = g_ptr_array_index (demo->rbts, number % demo->rbts->len);
  client->bcba = g_ptr_array_index (demo->bcbas, (number % demo->rbts->len) % demo->bcbas->len);
  client->payer = number % 7 < 3 ? 0 : number % 7 == 3 ? 1 : number % 7 == 4 ? 2 : number % 7 == 5 ? 3 : 4;
  client->targets = g_ptr_array_new ();
  fill_client (demo, client->record, number);
  wabi_record_set_text (client->record, "bcba", client->bcba->id);
  client->auth_to = demo->today
                    + (number == 3    ? -6
                       : number == 6  ? 9
                       : number == 12 ? 22
                                      : 40 + demo_pick (demo, 110));
  client->auth_from = client->auth_to - 181;
  client->auth_old = wabi_id_new (demo->ids);
  client->auth_now = wabi_id_new (demo->ids);
  g_ptr_array_add (demo->clients, client);
  demo_emit (demo, g_object_ref (client->record));
  make_coverage (demo, client);
  if (number % 4 == 1)
    for (int day = 1; day <= 7; day++)
      {
        WabiRecord *hours = demo_new (demo, &wabi_kind_client_hours, demo->clock.at);

        wabi_record_set_text (hours, "client", client->id);
        wabi_record_set_int (hours, "weekday", day);
        wabi_record_set_int (hours, "start_minute", 8 * 60 + 30);
        wabi_record_set_int (hours, "end_minute", 18 * 60);
        demo_emit (demo, hours);
      }
  put_on_team (demo, client);
  if (number < DEMO_CLINICAL_CLIENTS)
    demo_make_programs (demo, client);
}

void
demo_make_clients (WabiDemo *demo)
{
  for (guint i = 0; i < demo->options->clients; i++)
    make_client (demo, i);
}
