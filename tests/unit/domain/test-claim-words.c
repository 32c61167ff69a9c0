// SPDX-License-Identifier: AGPL-3.0-or-later
// What is said of a claim and wants a person: rejected, more is wanted, not known, no status, or it cannot even be asked about; and how it is done with.

#include <string.h>

#include "billed.h"
#include "wabi-claim-word.h"

#define NEXT "01900000-0000-7000-8000-0000000ca001"
#define NEXT_2 "01900000-0000-7000-8000-0000000ca002"
#define OTHER_CLAIM "01900000-0000-7000-8000-0000000ca003"

static WabiRecord *
get_claim (Billed *billed)
{
  return memory_practice_get (billed->practice, &wabi_kind_claim, wabi_record_get_id (billed->claim));
}

static gboolean
needs_hand (Billed *billed)
{
  g_autoptr (WabiRecord) claim = get_claim (billed);
  g_autoptr (GPtrArray) all = wabi_claim_list_wanting (&billed->practice->view);
  gboolean needs = wabi_claim_needs_hand (&billed->practice->view, claim);

  g_assert_cmpuint (all->len, ==, needs ? 1 : 0);
  return needs;
}

/* @stc: the segments of status. */
static void
answer (Billed *billed, guint number, const char *stc)
{
  g_autofree char *content
      = g_strdup_printf ("ISA*00*          *00*          *ZZ*PAYER          *ZZ*US             *260420*1200*^*00501*%09u*0*P*:~"
                         "GS*HN*PAYER*US*20260420*1200*%u*X*005010X212~ST*277*0001*005010X212~BHT*0010*08*%u*20260420*1200*DG~"
                         "HL*1**20*1~NM1*PR*2*PAYER*****PI*1~HL*2*1*21*1~NM1*41*2*US*****46*1~HL*3*2*19*1~NM1*1P*2*US*****XX*1234567893~"
                         "HL*4*3*22*0~NM1*IL*1*OKAFOR*AVA****MI*1~TRN*2*%s~%sREF*1K*ICN-9~SE*15*0001~GE*1*%u~IEA*1*%09u~",
                         number, number, number, billed->control, stc, number, number);

  billed->practice->clock.at += 60 * G_USEC_PER_SEC;
  g_assert_true (billed_import (billed, g_steal_pointer (&content)));
}

static void
test_kinds (void)
{
  static const struct
  {
    const char *stc, *wanting;
  } cases[] = { { "STC*P1:20*20260420**136*0~", NULL },         { "STC*R3:294*20260420**136*0~", "wanted" },  { "STC*A4:35*20260420**136*0~", "not-found" },
                { "STC*D0:35*20260420**136*0~", "not-found" },  { "STC*E1:0*20260420**136*0~", "failed" },    { "STC*F1:65*20260420**136*136~", NULL },
                { "STC*P1:20*20260420**136*0~STC*R1:294*20260420**136*0~STC*P2:20*20260420**136*0~", "wanted" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Billed billed;
      g_autoptr (WabiRecord) claim = NULL;

      billed_set_up (&billed);
      answer (&billed, 901, cases[i].stc);
      claim = get_claim (&billed);
      g_assert_cmpstr (wabi_record_get_text (claim, "wanting"), ==, cases[i].wanting);
      g_assert_cmpint (needs_hand (&billed), ==, cases[i].wanting != NULL);
      if (cases[i].wanting != NULL)
        {
          g_autofree char *word = wabi_claim_dup_word (&billed.practice->view, claim);

          g_assert_nonnull (word);
        }
      billed_tear_down (&billed);
    }
}

/* What is newer takes the place of what was said, also of what somebody has seen to. */
static void
test_newer (void)
{
  Billed billed;
  g_autoptr (WabiRecord) seen = NULL;

  billed_set_up (&billed);
  answer (&billed, 901, "STC*R3:294*20260420**136*0~");
  g_assert_true (needs_hand (&billed));
  g_assert_true (billed_give (billed.practice, "claim.see-to", "{'id':'%s'}", wabi_record_get_id (billed.claim)));
  g_assert_false (needs_hand (&billed));
  seen = get_claim (&billed);
  g_assert_true (wabi_record_has (seen, "seen_by"));
  /* Twice is once. */
  g_assert_true (billed_give (billed.practice, "claim.see-to", "{'id':'%s'}", wabi_record_get_id (billed.claim)));
  g_assert_true (billed_give (billed.practice, "claim.see-again", "{'id':'%s'}", wabi_record_get_id (billed.claim)));
  g_assert_true (needs_hand (&billed));
  g_assert_true (billed_give (billed.practice, "claim.see-to", "{'id':'%s'}", wabi_record_get_id (billed.claim)));
  answer (&billed, 902, "STC*R1:294*20260421**136*0~");
  g_assert_true (needs_hand (&billed));
  answer (&billed, 903, "STC*P1:20*20260422**136*0~");
  g_assert_false (needs_hand (&billed));
  billed_tear_down (&billed);
}

/* Asking again is done about what was not found, not about what is wanted; a remittance is done with all of it. */
static void
test_asked_again (void)
{
  Billed billed;
  RemitWriter *writer;

  billed_set_up (&billed);
  answer (&billed, 901, "STC*A4:35*20260420**136*0~");
  g_assert_true (needs_hand (&billed));
  g_assert_true (billed_give (billed.practice, "claim.ask-status", "{'id':'" NEXT "','claim':'%s'}", wabi_record_get_id (billed.claim)));
  g_assert_false (needs_hand (&billed));
  answer (&billed, 902, "STC*R3:294*20260421**136*0~");
  g_assert_true (billed_give (billed.practice, "claim.ask-status", "{'id':'" NEXT_2 "','claim':'%s'}", wabi_record_get_id (billed.claim)));
  g_assert_true (needs_hand (&billed));
  writer = billed_start (1, "EFT-1");
  billed_answer_both (&billed, writer, "1", 1, 6800, 0, NULL, NULL);
  g_assert_true (billed_import (&billed, remit_writer_end (writer, 0)));
  g_assert_true (billed_post (&billed, "EFT-1"));
  g_assert_false (needs_hand (&billed));
  billed_tear_down (&billed);
}

/* A rejected claim waits until its sessions are on another one. */
static void
test_rejected (void)
{
  Billed billed;
  g_autoptr (WabiRecord) rejected = NULL, charge = NULL;

  billed_set_up (&billed);
  answer (&billed, 901, "STC*A7:562:85*20260420*U*136~");
  rejected = get_claim (&billed);
  g_assert_cmpstr (wabi_record_get_text (rejected, "state"), ==, "rejected");
  g_assert_cmpstr (wabi_record_get_text (rejected, "wanting"), ==, "rejected");
  g_assert_true (needs_hand (&billed));
  g_assert_true (billed_give (billed.practice, "claim.replace", "{'id':'" OTHER_CLAIM "','claim':'%s'}", wabi_record_get_id (billed.claim)));
  g_assert_false (needs_hand (&billed));
  charge = memory_practice_get (billed.practice, &wabi_kind_charge, billed.one);
  g_assert_cmpstr (wabi_record_get_text (charge, "state"), ==, "claimed");
  billed_tear_down (&billed);
}

/* A second claim, of a client without what a question needs: the other is asked about, and this one says why not, once. */
static void
test_unasked (void)
{
  Billed billed;
  g_autoptr (WabiRecord) other = NULL, told = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autofree char *body = NULL, *word = NULL;

  billed_set_up (&billed);
  other = wabi_record_copy (billed.claim);
  wabi_record_set_text (other, "control", "B999");
  wabi_record_set_text (other, "from_date", NULL);
  wabi_record_set_text (other, "to_date", NULL);
  wabi_record_take_node (other, "lines", NULL);
  body = wabi_record_dup_json (other);
  memory_practice_put (billed.practice, &wabi_kind_claim, OTHER_CLAIM, body);
  for (guint i = 0; i < 2; i++)
    g_assert_true (billed_give (billed.practice, "claim.ask-statuses", "{'id':'%s','claims':['%s','%s']}", i == 0 ? NEXT : NEXT_2, wabi_record_get_id (billed.claim), OTHER_CLAIM));
  told = memory_practice_get (billed.practice, &wabi_kind_claim, OTHER_CLAIM);
  g_assert_cmpstr (wabi_record_get_text (told, "wanting"), ==, "unasked");
  g_assert_true (wabi_claim_needs_hand (&billed.practice->view, told));
  word = wabi_claim_dup_word (&billed.practice->view, told);
  g_test_message ("told: %s", word);
  g_assert_nonnull (word);
  events = wabi_lookup_by (&billed.practice->view, &wabi_kind_claim_event, "claim", OTHER_CLAIM);
  g_assert_cmpuint (events->len, ==, 1);
  /* Alone it is refused with that reason. */
  g_assert_false (billed_give (billed.practice, "claim.ask-statuses", "{'id':'" BCBA "','claims':['" OTHER_CLAIM "']}"));
  g_assert_cmpstr (billed.practice->code, ==, "nothing-ready");
  billed_tear_down (&billed);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/claim-words/kinds", test_kinds);
  g_test_add_func ("/claim-words/newer", test_newer);
  g_test_add_func ("/claim-words/asked-again", test_asked_again);
  g_test_add_func ("/claim-words/rejected", test_rejected);
  g_test_add_func ("/claim-words/unasked", test_unasked);
  return g_test_run ();
}
