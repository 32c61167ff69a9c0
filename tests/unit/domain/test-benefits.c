// SPDX-License-Identifier: AGPL-3.0-or-later
// A 271 becomes records of benefits, each beside the last.

#include <string.h>

#include "memory-practice.h"

#define NOW G_GINT64_CONSTANT (1773064800000000) /* March 9, 2026, 10:00 in New York */
#define ISA "ISA*00*          *00*          *ZZ*CLEARHOUSE     *ZZ*SENDER         *260105*0930*^*00501*000000008*0*P*:~"

static char *
make_text (const char *first, const char *birth, const char *benefits)
{
  return g_strconcat (ISA "GS*HB*CLEARHOUSE*123456789*20260105*0930*8*X*005010X279A1~ST*271*0001*005010X279A1~BHT*0022*11*E1*20260105*0930~"
                      "HL*1**20*1~NM1*PR*2*HARBOR HEALTH*****PI*90010~HL*2*1*21*1~NM1*1P*2*CLINIC*****XX*1999000015~"
                      "HL*3*2*22*1~NM1*IL*1*OKAFOR*GRACE****MI*W123456789~HL*4*3*23*0~TRN*2*NOBODY*9123456789~NM1*03*1*OKAFOR*",
                      first, "~DMG*D8*", birth, "*F~INS*N*19~", benefits, "SE*20*0001~GE*1*8~IEA*1*000000008~", NULL);
}

/* What the import of such a file made. */
static WabiRecord *
import (MemoryPractice *practice, int n, const char *first, const char *birth, const char *benefits)
{
  g_autofree char *text = make_text (first, birth, benefits), *args = NULL;
  g_autofree char *file = g_strdup_printf ("01900000-0000-7000-8000-00000000050%d", n);
  g_autofree char *name = g_strdup_printf ("%s/benefit/1", file), *id = wabi_id_derive (name);

  args = g_strdup_printf ("{'id':'%s','name':'a.271','content':'%s'}", file, text);
  g_assert_true (memory_practice_do (practice, DESK, WABI_ROLE_BILLER, TRUE, "inbound.import", args));
  {
    g_autoptr (WabiRecord) kept = memory_practice_get (practice, &wabi_kind_inbound_file, file);

    g_assert_cmpstr (wabi_record_get_text (kept, "type"), ==, "271");
  }
  return memory_practice_get (practice, &wabi_kind_benefit, id);
}

static const char *
get_changes (WabiRecord *benefit, guint i)
{
  JsonArray *changes = wabi_record_get_array (benefit, "changes");

  return changes != NULL && i < json_array_get_length (changes) ? json_array_get_string_element (changes, i) : NULL;
}

/* Two children have one number: the name tells whose it is. */
static void
test_import (void)
{
  g_autoptr (MemoryPractice) practice = memory_practice_new (NOW);
  g_autoptr (WabiRecord) first = NULL, second = NULL, third = NULL, stranger = NULL;

  memory_practice_furnish (practice);
  first = import (practice, 1, "AVA", "20190803", "EB*1*IND*30^MH*PR*GOLD PPO~EB*B*IND*MH***27*25*****Y~EB*C*IND*30***23*1500*****Y~EB*C*IND*30***29*620.5*****Y~");
  g_assert_nonnull (first);
  g_assert_cmpstr (wabi_record_get_text (first, "client"), ==, CLIENT);
  g_assert_cmpstr (wabi_record_get_text (first, "coverage"), ==, COVERAGE);
  g_assert_cmpstr (wabi_record_get_text (first, "state"), ==, "active");
  g_assert_cmpstr (wabi_record_get_text (first, "plan"), ==, "GOLD PPO");
  g_assert_cmpint (wabi_record_get_int (first, "copay_cents"), ==, 2500);
  g_assert_cmpint (wabi_record_get_int (first, "deductible_left_cents"), ==, 62050);
  g_assert_null (get_changes (first, 0));
  practice->clock.at += G_USEC_PER_SEC;
  second = import (practice, 2, "AVA", "20190803", "EB*1*IND*30^MH*PR*GOLD PPO~EB*C*IND*30***29*1500*****Y~");
  g_assert_cmpstr (get_changes (second, 0), ==, "deductible");
  g_assert_null (get_changes (second, 1));
  practice->clock.at += G_USEC_PER_SEC;
  third = import (practice, 3, "AVA", "20190803", "EB*6*IND*30~");
  g_assert_cmpstr (wabi_record_get_text (third, "state"), ==, "inactive");
  g_assert_cmpstr (get_changes (third, 0), ==, "inactive");
  /* Nobody of ours: the file is kept, and nobody's coverage is touched. */
  stranger = import (practice, 4, "ZOE", "20170101", "EB*1*IND*30~");
  g_assert_null (stranger);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/benefits/import", test_import);
  return g_test_run ();
}
