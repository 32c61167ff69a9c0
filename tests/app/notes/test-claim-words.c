// SPDX-License-Identifier: AGPL-3.0-or-later
// What a payer says of a claim (277) and wants a person: on Today, beside the claim, and seen to, also without the server.

#include <string.h>

#include "money-fixture.h"
#include "wabi-attention.h"
#include "wabi-billing-page.h"
#include "wabi-claims-view.h"
#include "wabi-lookup.h"
#include "wabi-page.h"

static MoneyFixture fixture;
static WabiRecord *claim;
static guint expected; /* requests that are made into claims */

static gboolean
has_claim (gpointer data)
{
  g_autoptr (GPtrArray) claims = money_list (&fixture, &wabi_kind_claim), requests = money_list (&fixture, &wabi_kind_claim_request);

  for (guint i = 0; i < claims->len && claim == NULL; i++)
    if (wabi_record_is (g_ptr_array_index (claims, i), "state", "submitted"))
      claim = g_object_ref (g_ptr_array_index (claims, i));
  return claim != NULL && requests->len >= expected;
}

static void
import_status (void)
{
  g_autofree char *id = wabi_desk_new_id (fixture.desk), *content
      = g_strdup_printf ("ISA*00*          *00*          *ZZ*PAYER          *ZZ*US             *260420*1200*^*00501*000000901*0*P*:~"
                         "GS*HN*PAYER*US*20260420*1200*901*X*005010X212~ST*277*0001*005010X212~BHT*0010*08*901*20260420*1200*DG~"
                         "HL*1**20*1~NM1*PR*2*PAYER*****PI*1~HL*2*1*21*1~NM1*41*2*US*****46*1~HL*3*2*19*1~NM1*1P*2*US*****XX*1234567893~"
                         "HL*4*3*22*0~NM1*IL*1*OKAFOR*AVA****MI*1~TRN*2*%s~STC*R3:294*20260420**136*0~REF*1K*ICN-9~SE*15*0001~GE*1*901~IEA*1*000000901~",
                         wabi_record_get_text (claim, "control"));

  money_give (&fixture, "inbound.import", wabi_args ("id", id, "name", "status.277", "content", content, NULL));
}

static const WabiAttentionItem *
find_item (WabiAttention *attention)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autofree char *id = g_strdup_printf ("claim-word:%s", wabi_record_get_id (claim));

  wabi_attention_look (attention, none);
  while (wabi_attention_get_busy (attention))
    g_main_context_iteration (NULL, TRUE);
  for (guint i = 0; i < wabi_attention_get_items (attention)->len; i++)
    {
      const WabiAttentionItem *item = g_ptr_array_index (wabi_attention_get_items (attention), i);

      if (strcmp (item->id, id) == 0)
        return item;
    }
  return NULL;
}

static gboolean
is_told (gpointer data)
{
  g_autoptr (WabiRecord) now = wabi_desk_get (fixture.desk, &wabi_kind_claim, wabi_record_get_id (claim));

  return wabi_record_has (now, "wanting");
}

static gboolean
says (gpointer text)
{
  return money_says (fixture.page, text);
}

static gboolean
says_not (gpointer text)
{
  return !money_says (fixture.page, text);
}

/* Asked for more, the claim stands on Today with what is to be done, and leads to its row. */
static void
test_told (void)
{
  g_autoptr (GPtrArray) charges = money_list (&fixture, &wabi_kind_charge), payers = money_list (&fixture, &wabi_kind_payer);
  g_autoptr (WabiAttention) attention = NULL;
  const WabiAttentionItem *item;

  {
    g_autoptr (GPtrArray) before = money_list (&fixture, &wabi_kind_claim_request);

    expected = before->len;
  }
  for (guint i = 0; i < payers->len; i++)
    expected += money_request (&fixture, wabi_record_get_id (g_ptr_array_index (payers, i)), charges);
  live_wait (has_claim, NULL, "a claim");
  import_status ();
  live_wait (is_told, NULL, "what the payer said");
  attention = wabi_attention_new (fixture.desk);
  item = find_item (attention);
  g_assert_nonnull (item);
  g_assert_nonnull (strstr (item->title, "the payer wants more before it decides"));
  g_assert_nonnull (strstr (item->detail, "Send the payer what it asks for"));
  g_assert_cmpstr (item->place, ==, "billing");
  money_show (&fixture, wabi_billing_page_new (fixture.desk), 1280, 800);
  wabi_page_open (WABI_PAGE (fixture.page), item->record);
  live_wait (says, (gpointer) "The payer wants more before it decides", "what was said beside the claim");
  g_assert_true (money_says (fixture.page, "More is wanted"));
  g_assert_nonnull (money_find (fixture.page, GTK_TYPE_TOGGLE_BUTTON, "1 claim needs you"));
}

/* Without the server it is seen to from the claim, and taken back by Undo. */
static void
test_seen_to (void)
{
  g_autoptr (WabiAttention) attention = wabi_attention_new (fixture.desk);
  GtkWidget *button = money_find (fixture.page, GTK_TYPE_BUTTON, "Seen to");

  live_server_kill (&fixture.live);
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  live_wait (says_not, (gpointer) "The payer wants more before it decides", "the claim to be done with");
  g_assert_null (find_item (attention));
  g_assert_true (wabi_desk_undo (fixture.desk));
  live_wait (says, (gpointer) "The payer wants more before it decides", "the claim to want somebody again");
  g_assert_nonnull (find_item (attention));
  g_assert_true (wabi_desk_redo (fixture.desk));
  live_wait (says_not, (gpointer) "The payer wants more before it decides", "the claim to be done with again");
  live_server_start (&fixture.live);
  wabi_sync_now (fixture.sync);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  if (!money_init (&argc, &argv) || g_getenv ("WABI_TEST_SERVER") == NULL)
    {
      g_print ("1..0 # SKIP no display or no server\n");
      return 0;
    }
  money_set_up (&fixture, NULL, "biller");
  g_test_add_func ("/claim-words/told", test_told);
  g_test_add_func ("/claim-words/seen-to", test_seen_to);
  status = g_test_run ();
  g_clear_object (&claim);
  money_tear_down (&fixture);
  return status;
}
