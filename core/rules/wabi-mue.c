// SPDX-License-Identifier: AGPL-3.0-or-later
// Units that a program pays for one client in a day (medically unlikely edits), as dated data.

#include "wabi-mue.h"

#define CMS_2021 "Medicare MUE of 2021-01-01"
#define CMS_2024 "Medicare MUE of 2024-07-01"
#define MEDICAID_2019 "Medicaid MUE of 2019"
#define MEDICAID_2020 "Medicaid MUE of 2020"

// CMS publishes two tables each quarter; a new one is a set of rows here, and closes those before it (field-map 5.3, billing-facts section
// 6). All are edits of the day of service that can be appealed with records. Medicaid: only what a source was found for.
static const WabiMue rows[] = {
  { "medicare", "97151", 8, "2021-01-01", "2024-06-30", CMS_2021 },
  { "medicare", "97152", 16, "2021-01-01", "2024-06-30", CMS_2021 },
  { "medicare", "97153", 32, "2021-01-01", "2024-06-30", CMS_2021 },
  { "medicare", "97154", 18, "2021-01-01", "2024-06-30", CMS_2021 },
  { "medicare", "97155", 24, "2021-01-01", "2024-06-30", CMS_2021 },
  { "medicare", "97156", 16, "2021-01-01", "2024-06-30", CMS_2021 },
  { "medicare", "97157", 16, "2021-01-01", "2024-06-30", CMS_2021 },
  { "medicare", "97158", 16, "2021-01-01", "2024-06-30", CMS_2021 },
  { "medicare", "0362T", 16, "2021-01-01", "2024-06-30", CMS_2021 },
  { "medicare", "0373T", 24, "2021-01-01", "2024-06-30", CMS_2021 },
  { "medicare", "97151", 8, "2024-07-01", NULL, CMS_2024 },
  { "medicare", "97152", 16, "2024-07-01", NULL, CMS_2024 },
  { "medicare", "97153", 32, "2024-07-01", NULL, CMS_2024 },
  { "medicare", "97154", 18, "2024-07-01", NULL, CMS_2024 },
  { "medicare", "97155", 24, "2024-07-01", NULL, CMS_2024 },
  { "medicare", "97156", 16, "2024-07-01", NULL, CMS_2024 },
  { "medicare", "97157", 16, "2024-07-01", NULL, CMS_2024 },
  { "medicare", "97158", 16, "2024-07-01", NULL, CMS_2024 },
  { "medicare", "0362T", 16, "2024-07-01", NULL, CMS_2024 },
  { "medicare", "0373T", 24, "2024-07-01", NULL, CMS_2024 },
  { "medicaid", "97151", 32, "2020-01-01", NULL, MEDICAID_2020 },
  { "medicaid", "97153", 32, "2020-01-01", NULL, MEDICAID_2020 },
  { "medicaid", "97152", 8, "2019-01-01", NULL, MEDICAID_2019 },
  { "medicaid", "0362T", 8, "2019-01-01", NULL, MEDICAID_2019 },
  { "medicaid", "0373T", 32, "2019-01-01", NULL, MEDICAID_2019 },
};

const WabiMue *
wabi_mue_find (const char *program, const char *code, WabiDay day)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_strcmp0 (rows[i].program, program) == 0 && g_strcmp0 (rows[i].code, code) == 0
        && wabi_day_in_range (day, wabi_day_from_text (rows[i].from), wabi_day_from_text (rows[i].to)))
      return &rows[i];
  return NULL;
}

const WabiMue *
wabi_mue_list (gsize *n)
{
  *n = G_N_ELEMENTS (rows);
  return rows;
}
