// SPDX-License-Identifier: AGPL-3.0-or-later
// Many proofs in one context say what each would say alone, and count what was put before them.

#include <string.h>

#include "memory-practice.h"
#include "wabi-proof.h"

#define LONG_AUTHORIZATION "01900000-0000-7000-8000-0000000000f7"
#define VISITS 150

static gint64
at (const char *date, int minute)
{
  return wabi_zone_from_local (ZONE, wabi_day_from_text (date), minute);
}

static WabiRecord *
make_visit (const char *id, WabiDay day, int minute, int minutes)
{
  WabiRecord *visit = wabi_record_new (&wabi_kind_appointment, id);

  wabi_record_set_text (visit, "client", CLIENT);
  wabi_record_set_text (visit, "staff", RBT);
  wabi_record_set_int (visit, "starts_at", wabi_zone_from_local (ZONE, day, minute));
  wabi_record_set_int (visit, "ends_at", wabi_zone_from_local (ZONE, day, minute + minutes));
  wabi_record_set_text (visit, "zone", ZONE);
  wabi_record_set_text (visit, "service_code", "97153");
  wabi_record_set_text (visit, "place", "12");
  wabi_record_set_text (visit, "status", "scheduled");
  return visit;
}

static MemoryPractice *
set_up (int units)
{
  MemoryPractice *practice = memory_practice_new (at ("2026-03-02", 480));
  g_autofree char *body = g_strdup_printf ("{'client':'" CLIENT "','payer':'" PAYER "','number':'A-30001','status':'approved','valid_from':'2026-03-01',"
                                           "'valid_to':'2027-02-28','lines':[{'code':'97153','units':%d,'per':'total','weekly':60}]}",
                                           units);

  memory_practice_furnish (practice);
  memory_practice_put (practice, &wabi_kind_authorization, LONG_AUTHORIZATION, body);
  return practice;
}

static char *
describe (GPtrArray *findings)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < findings->len; i++)
    {
      const WabiFinding *one = g_ptr_array_index (findings, i);

      g_string_append_printf (words, "%s/%s/%s/%s\n", wabi_finding_level_name (one->level), one->id, one->title, one->detail);
    }
  return g_string_free (words, FALSE);
}

static GArray *
list_days (void)
{
  GArray *days = g_array_new (FALSE, FALSE, sizeof (WabiDay));

  for (WabiDay day = wabi_day_from_text ("2026-03-02"); days->len < VISITS; day++)
    if (wabi_day_weekday (day) <= 5)
      g_array_append_val (days, day);
  return days;
}

/* A series is booked one date after the other: once through the store, once through a context that is put what was judged. */
static void
test_same_words (void)
{
  MemoryPractice *practice = set_up (1200);
  g_autoptr (WabiProofContext) context = wabi_proof_context_new (&practice->view, ZONE, practice->clock.at);
  g_autoptr (GArray) days = list_days ();
  guint blocked = 0;

  for (guint i = 0; i < days->len; i++)
    {
      g_autofree char *id = g_strdup_printf ("01900000-0000-7000-8000-0000000a%04u", i);
      g_autoptr (WabiRecord) visit = make_visit (id, g_array_index (days, WabiDay, i), 600, 120);
      g_autoptr (WabiProof) alone = wabi_proof_new (&practice->view, ZONE, practice->clock.at, visit);
      g_autoptr (WabiProof) together = wabi_proof_new_in (context, visit);
      g_autoptr (GPtrArray) one = wabi_proof_check_booking (alone);
      g_autoptr (GPtrArray) other = wabi_proof_check_booking (together);
      g_autofree char *said = describe (one), *said_too = describe (other);
      g_autofree char *json = NULL;

      g_assert_cmpstr (said, ==, said_too);
      blocked += wabi_findings_worst (one) == WABI_FINDING_BLOCKED;
      wabi_record_set_text (visit, "authorization", wabi_proof_pick_authorization (alone));
      g_assert_cmpstr (wabi_record_get_text (visit, "authorization"), ==, wabi_proof_pick_authorization (together));
      g_clear_pointer (&together, wabi_proof_free);
      json = wabi_record_dup_json (visit);
      memory_practice_put (practice, &wabi_kind_appointment, id, json);
      wabi_proof_context_put (context, visit);
    }
  /* 150 visits of 8 units: the first five on the 40 units of the older authorization, the others on the 1,200 of the long one. */
  g_assert_cmpuint (blocked, ==, 0);
  memory_practice_free (practice);
}

static int
get_left (WabiProofContext *context, WabiRecord *visit)
{
  g_autoptr (WabiProof) proof = wabi_proof_new_in (context, visit);
  const WabiVisitFacts *facts = &wabi_proof_get_facts (proof)->base;

  for (gsize i = 0; i < facts->n_authorizations; i++)
    if (strcmp (facts->authorizations[i].id, LONG_AUTHORIZATION) == 0)
      return wabi_auth_remaining (wabi_auth_find_limit (&facts->authorizations[i], "97153", WABI_AUTH_TOTAL));
  return -1;
}

/* What is put counts once, wherever it is moved; what is dropped does not count. */
static void
test_put_and_drop (void)
{
  MemoryPractice *practice = set_up (1000);
  g_autoptr (WabiProofContext) context = wabi_proof_context_new (&practice->view, ZONE, practice->clock.at);
  WabiDay day = wabi_day_from_text ("2026-09-01");
  g_autoptr (WabiRecord) asked = make_visit ("01900000-0000-7000-8000-0000000a0001", day, 600, 60);
  g_autoptr (WabiRecord) first = make_visit ("01900000-0000-7000-8000-0000000a0002", day + 1, 600, 60);
  g_autoptr (WabiRecord) longer = make_visit ("01900000-0000-7000-8000-0000000a0002", day + 200, 600, 120);

  g_assert_cmpint (get_left (context, asked), ==, 1000);
  wabi_proof_context_put (context, first);
  g_assert_cmpint (get_left (context, asked), ==, 996);
  wabi_proof_context_put (context, longer); /* beyond the authorization */
  g_assert_cmpint (get_left (context, asked), ==, 1000);
  wabi_proof_context_put (context, first);
  wabi_proof_context_put (context, first);
  g_assert_cmpint (get_left (context, asked), ==, 996);
  wabi_proof_context_put (context, asked); /* itself is never in its own way */
  g_assert_cmpint (get_left (context, asked), ==, 996);
  wabi_proof_context_drop (context, "01900000-0000-7000-8000-0000000a0002");
  g_assert_cmpint (get_left (context, asked), ==, 1000);
  memory_practice_free (practice);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/proof/context-says-the-same", test_same_words);
  g_test_add_func ("/proof/context-put-and-drop", test_put_and_drop);
  return g_test_run ();
}
