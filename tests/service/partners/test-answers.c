// SPDX-License-Identifier: AGPL-3.0-or-later
// What Stedi and Claim.MD answer is read as they publish it, and nothing else is taken for it.

#include <string.h>

#include "wabi-277.h"
#include "wabi-carry.h"
#include "wabi-claimmd-answers.h"
#include "wabi-partner-words.h"
#include "wabi-stedi-answers.h"

#define ISA "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *260401*0900*^*00501*000000007*0*T*:~\n"

static void
test_stedi_page (void)
{
  const char *text = "{\"items\":[{\"direction\":\"INBOUND\",\"transactionId\":\"c8dd-1\",\"processedAt\":\"2025-04-02T21:30:15.801Z\","
                     "\"artifacts\":[{\"artifactType\":\"application/json\",\"usage\":\"output\"},{\"artifactType\":\"application/edi-x12\",\"usage\":\"input\"}],"
                     "\"businessIdentifiers\":[{\"element\":\"BHT-03\",\"value\":\"WABI1\"}],"
                     "\"x12\":{\"metadata\":{\"transaction\":{\"transactionSetIdentifier\":\"835\"}}}},"
                     "{\"direction\":\"OUTBOUND\",\"transactionId\":\"b\",\"artifacts\":[{\"artifactType\":\"application/json\",\"usage\":\"input\"}]}],"
                     "\"nextPageToken\":\"more\",\"unknown\":1}";
  g_autoptr (WabiStediPage) page = wabi_stedi_read_page (text, strlen (text));
  const WabiStediItem *item;

  g_assert_nonnull (page);
  g_assert_cmpstr (page->next, ==, "more");
  g_assert_cmpuint (page->items->len, ==, 2);
  item = g_ptr_array_index (page->items, 0);
  g_assert_true (item->inbound && item->is_x12);
  g_assert_cmpstr (item->set, ==, "835");
  g_assert_cmpstr (item->reference, ==, "WABI1");
  g_assert_cmpint (item->at, ==, G_GINT64_CONSTANT (1743629415801000));
  item = g_ptr_array_index (page->items, 1);
  g_assert_true (!item->inbound && !item->is_x12 && item->set == NULL && item->at == 0);
}

static void
test_stedi_not_a_page (void)
{
  const char *texts[] = { "", "{}", "[]", "{\"items\":{}}", "{\"items\":[", "{\"items\":[{}]}", "{\"items\":[{\"transactionId\":\"../x\"}]}",
                          "{\"items\":[1]}", "{\"items\":[],\"nextPageToken\":\"\"}" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_null (wabi_stedi_read_page (texts[i], strlen (texts[i])));
}

static void
test_stedi_words (void)
{
  const char *text = "{\"status\":\"ERROR\",\"message\":\"whole\",\"errors\":[{\"description\":\"One.\"},{\"message\":\"Two.\"}],\"x12\":\"ISA*1\"}";
  g_autofree char *words = wabi_stedi_read_words (text, strlen (text)), *x12 = wabi_stedi_read_x12 (text, strlen (text));
  const char *bare = "{\"message\":\"No\",\"x12\":\"ST*1\"}", *half = "{\"message\":\"No";

  g_assert_cmpstr (words, ==, "One. Two.");
  g_assert_cmpstr (x12, ==, "ISA*1");
  g_assert_false (wabi_stedi_is_taken (text, strlen (text)));
  g_free (words);
  words = wabi_stedi_read_words (bare, strlen (bare));
  g_assert_cmpstr (words, ==, "No");
  g_assert_null (wabi_stedi_read_x12 (bare, strlen (bare)));
  g_assert_null (wabi_stedi_read_words (half, strlen (half)));
}

static void
test_claimmd_rows (void)
{
  const char *text = "<?xml version=\"1.0\"?><result last_responseid=\"103\"><claim pcn=\"WC1\" status=\"R\"><messages responseid=\"102\" status=\"A\" message=\"Taken\"/>"
                     "<messages responseid=\"103\" status=\"R\" message=\"No member &amp; no plan\"/></claim><claim pcn=\"WC2\" status=\"A\"/></result>";
  g_autoptr (WabiClaimmdAnswer) answer = wabi_claimmd_read (text, strlen (text));
  g_autofree char *file = NULL;
  g_autoptr (WabiStatusFile) statuses = NULL;
  const WabiStatusClaim *claim;

  g_assert_nonnull (answer);
  g_assert_cmpint (answer->last_response, ==, 103);
  g_assert_cmpint (answer->last_era, ==, -1);
  file = wabi_claimmd_make_277ca (answer->claims, 103, "2026-04-01");
  statuses = wabi_status_read (file, strlen (file), NULL);
  g_assert_nonnull (statuses);
  g_assert_cmpuint (statuses->n_reports, ==, 1);
  g_assert_true (statuses->reports[0].is_acknowledgment);
  g_assert_cmpuint (statuses->reports[0].n_claims, ==, 2);
  claim = &statuses->reports[0].claims[0];
  g_assert_cmpstr (claim->trace, ==, "WC1");
  g_assert_cmpstr (claim->statuses[0].codes[0].category, ==, "A3");
  g_assert_cmpstr (claim->statuses[0].message, ==, "NO MEMBER & NO PLAN");
  claim = &statuses->reports[0].claims[1];
  g_assert_cmpstr (claim->trace, ==, "WC2");
  g_assert_cmpstr (claim->statuses[0].codes[0].category, ==, "A1");
}

static void
test_claimmd_others (void)
{
  const char *eras = "<result last_eraid=\"20\"><era eraid=\"20\"/><era eraid=\"19\"/></result>", *data = "<result eraid=\"7\"><data>\nISA*1~\n</data></result>";
  const char *attribute = "<result><eligibility data=\"ISA*2~\"/></result>", *error = "<result><error error_code=\"1\" error_mesg=\"Bad\"/></result>", *bare = "ISA*3~";
  g_autoptr (WabiClaimmdAnswer) one = wabi_claimmd_read (eras, strlen (eras)), two = wabi_claimmd_read (data, strlen (data));
  g_autoptr (WabiClaimmdAnswer) three = wabi_claimmd_read (attribute, strlen (attribute)), four = wabi_claimmd_read (error, strlen (error));
  g_autoptr (WabiClaimmdAnswer) five = wabi_claimmd_read (bare, strlen (bare));

  g_assert_cmpuint (one->eras->len, ==, 2);
  g_assert_cmpint (g_array_index (one->eras, gint64, 0), ==, 20);
  g_assert_cmpstr (two->data, ==, "ISA*1~");
  g_assert_cmpstr (three->data, ==, "ISA*2~");
  g_assert_cmpstr (four->error, ==, "Bad");
  g_assert_cmpstr (five->data, ==, "ISA*3~");
}

static void
test_claimmd_broken (void)
{
  const char *texts[] = { "", "<result>", "<html></html>", "<result><era eraid=\"x\"/></result>", "<result><claim status=\"A\"/></result>", "<result></result",
                          "<!DOCTYPE x [<!ENTITY a \"b\">]><result>&a;</result>", "{}" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_null (wabi_claimmd_read (texts[i], strlen (texts[i])));
}

static void
test_words (void)
{
  const char *x12 = ISA "GS*HC*A*B*20260401*0900*7*X*005010X222A1~\nNM1*85*2*CEDAR GROVE*****XX*1999999984~\nNM1*IL*1*DOE*JANE****MI*W123~\n"
                        "N3*12 ELM ST~\nDMG*D8*20190502*F~\nNM1*PR*2*ACME HEALTH*****PI*60054~\n";
  g_autofree char *clean = wabi_partner_words_clean ("Member Jane Doe (W123), born 05/02/2019,\nof 12 Elm St, is not with Acme Health: 2010BA NM109 A7:562, 123456789", x12);
  g_autofree char *none = wabi_partner_words_clean (NULL, NULL), *odd = wabi_partner_words_clean ("a\xff\x01z", NULL);

  g_assert_cmpstr (clean, ==, "Member … … (…), born …, of … … …, is not with Acme Health: 2010BA NM109 A7:562, …");
  g_assert_cmpstr (none, ==, "");
  g_assert_true (g_utf8_validate (odd, -1, NULL));
}

static void
test_split (void)
{
  const char *two = ISA "GS*HS*A*B*20260401*0900*9*X*005010X279A1~\nST*270*0001*005010X279A1~\nBHT*0022*13*1~\nSE*3*0001~\nST*270*0002*005010X279A1~\nSE*2*0002~\n"
                        "GE*2*9~\nIEA*1*000000007~\n";
  const char *odd[] = { "", "ISA", ISA, ISA "GS*HS*A*B*1*1*9*X*1~ST*270*1~", "x" };
  g_autoptr (GPtrArray) requests = wabi_visit_split_requests (two);

  g_assert_cmpuint (requests->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (requests, 0), ==,
                   ISA "GS*HS*A*B*20260401*0900*9*X*005010X279A1~ST*270*0001*005010X279A1~\nBHT*0022*13*1~\nSE*3*0001~GE*1*9~IEA*1*000000007~");
  g_assert_cmpstr (g_ptr_array_index (requests, 1), ==, ISA "GS*HS*A*B*20260401*0900*9*X*005010X279A1~ST*270*0002*005010X279A1~\nSE*2*0002~GE*1*9~IEA*1*000000007~");
  for (guint i = 0; i < G_N_ELEMENTS (odd); i++)
    {
      g_autoptr (GPtrArray) none = wabi_visit_split_requests (odd[i]);

      g_assert_cmpuint (none->len, ==, 0);
    }
  g_assert_true (wabi_visit_asks (&wabi_transport_stedi, two) && wabi_visit_asks (&wabi_transport_claimmd, two));
  g_assert_false (wabi_visit_asks (&wabi_transport_sftp, two) || wabi_visit_asks (&wabi_transport_stedi, ISA "GS*HC*A~"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/answers/stedi-page", test_stedi_page);
  g_test_add_func ("/answers/stedi-not-a-page", test_stedi_not_a_page);
  g_test_add_func ("/answers/stedi-words", test_stedi_words);
  g_test_add_func ("/answers/claimmd-rows", test_claimmd_rows);
  g_test_add_func ("/answers/claimmd-others", test_claimmd_others);
  g_test_add_func ("/answers/claimmd-broken", test_claimmd_broken);
  g_test_add_func ("/answers/words", test_words);
  g_test_add_func ("/answers/split", test_split);
  return g_test_run ();
}
