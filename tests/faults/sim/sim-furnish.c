// SPDX-License-Identifier: AGPL-3.0-or-later
// Two practices with their people, clients and rules: what every schedule begins with.

#include "sim.h"
#include "sim-threads.h"

#include <string.h>

#define A "01900000-0000-7000-8000-a00000000000"
#define B "01900000-0000-7000-8000-b00000000000"
#define ID(practice, number) "01900000-0000-7000-8000-" practice "000000" number

#define CLINICAL (WABI_ROLE_RBT | WABI_ROLE_BCBA)
#define OFFICE (WABI_ROLE_FRONTDESK | WABI_ROLE_BILLER)

SimUser sim_users[] = {
  { ID ("a", "00101"), "a-rbt", 0, WABI_ROLE_RBT, WABI_ROLE_RBT },
  { ID ("a", "00102"), "a-bcba", 0, WABI_ROLE_BCBA, WABI_ROLE_BCBA },
  { ID ("a", "00103"), "a-office", 0, OFFICE, OFFICE },
  { ID ("a", "00104"), "a-admin", 0, WABI_ROLE_ADMIN | WABI_ROLE_BCBA, WABI_ROLE_ADMIN | WABI_ROLE_BCBA },
  { ID ("b", "00101"), "b-bcba", 1, CLINICAL, CLINICAL },
  { ID ("b", "00103"), "b-office", 1, OFFICE | WABI_ROLE_ADMIN, OFFICE | WABI_ROLE_ADMIN },
};
const guint sim_n_users = G_N_ELEMENTS (sim_users);

const char *
sim_practice_id (guint practice)
{
  return practice == 0 ? A : B;
}

typedef struct
{
  const WabiKind *kind;
  const char *number; /* last five digits of its id */
  const char *body;   /* ' for ", %p for the practice's letter */
} Row;

#define REF(number) "'01900000-0000-7000-8000-%p000000" number "'"

static const Row rows[] = {
  { &wabi_kind_staff, "00101", "{'first_name':'Jordan','last_name':'Reyes','role':'rbt','credential':'RBT','npi':'1999000031','supervisor':" REF ("00102") ",'active':true}" },
  { &wabi_kind_staff, "00102", "{'first_name':'Leila','last_name':'Amin','role':'bcba','credential':'BCBA','npi':'1999000023','active':true}" },
  { &wabi_kind_staff, "00103", "{'first_name':'Maya','last_name':'Ortiz','role':'frontdesk','active':true}" },
  { &wabi_kind_staff, "00104", "{'first_name':'Noor','last_name':'Haddad','role':'admin','credential':'BCBA','npi':'1999000049','active':true}" },
  { &wabi_kind_credential, "00111", "{'staff':" REF ("00101") ",'type':'RBT','valid_from':'2020-01-01','valid_to':'2039-12-31'}" },
  { &wabi_kind_credential, "00112", "{'staff':" REF ("00102") ",'type':'BCBA','valid_from':'2020-01-01','valid_to':'2039-12-31'}" },
  { &wabi_kind_credential, "00113", "{'staff':" REF ("00104") ",'type':'BCBA','valid_from':'2020-01-01','valid_to':'2039-12-31'}" },
  { &wabi_kind_client, "00201", "{'first_name':'Ava','last_name':'Okafor','birth_date':'2019-08-03','sex':'F','street':'12 Heron Ct','city':'Cedar Grove','state':'OH','zip':'439990002',"
                                "'guardian_name':'Grace Okafor','diagnoses':['F84.0'],'bcba':" REF ("00102") ",'place':'12','status':'active','x_future':'kept'}" },
  { &wabi_kind_client, "00202", "{'first_name':'Theo','last_name':'Lindqvist','birth_date':'2018-01-05','sex':'M','street':'3 Elm St','city':'Cedar Grove','state':'OH','zip':'439990002',"
                                "'diagnoses':['F84.0'],'bcba':" REF ("00102") ",'place':'12','status':'active','x_future':'kept'}" },
  { &wabi_kind_payer, "00301", "{'name':'Harbor Health','payer_id':'90010','type':'commercial','filing':'CI','unit_method':'midpoint','unit_scope':'session','rendering':'supervisor',"
                               "'supervising':'never','modifiers':true,'concurrency':'commercial','note_elements':['times','participants','place','status','narrative','techniques','plan'],"
                               "'words_per_hour':1,'mue':'none','filing_days':1000}" },
  { &wabi_kind_fee, "00302", "{'payer':" REF ("00301") ",'service_code':'97153','modifier':'HM','cents':1700,'valid_from':'2020-01-01'}" },
  { &wabi_kind_fee, "00303", "{'payer':" REF ("00301") ",'service_code':'97153','cents':1700,'valid_from':'2020-01-01'}" },
  { &wabi_kind_fee, "00304", "{'payer':" REF ("00301") ",'service_code':'97153','modifier':'HO','cents':2100,'valid_from':'2020-01-01'}" },
  { &wabi_kind_coverage, "00311", "{'client':" REF ("00201") ",'payer':" REF ("00301") ",'priority':1,'member_id':'W123456789','relation':'child','subscriber_first':'Grace',"
                                  "'subscriber_last':'Okafor','subscriber_birth':'1988-04-12','subscriber_sex':'F','valid_from':'2020-01-01'}" },
  { &wabi_kind_coverage, "00312", "{'client':" REF ("00202") ",'payer':" REF ("00301") ",'priority':1,'member_id':'W123456780','relation':'child','subscriber_first':'Eva',"
                                  "'subscriber_last':'Lindqvist','subscriber_birth':'1988-04-12','subscriber_sex':'F','valid_from':'2020-01-01'}" },
  { &wabi_kind_authorization, "00321", "{'client':" REF ("00201") ",'payer':" REF ("00301") ",'number':'A-20417','status':'approved','valid_from':'2020-01-02','valid_to':'2039-06-30',"
                                       "'lines':[{'code':'97153','units':4000,'per':'total'}]}" },
  { &wabi_kind_authorization, "00322", "{'client':" REF ("00202") ",'payer':" REF ("00301") ",'number':'A-20418','status':'approved','valid_from':'2020-01-02','valid_to':'2039-06-30',"
                                       "'lines':[{'code':'97153','units':4000,'per':'total'}]}" },
  { &wabi_kind_care_team, "00520", "{'client':" REF ("00201") ",'staff':" REF ("00101") ",'role':'technician','source':'hand','state':'on','valid_from':'2020-01-01'}" },
  { &wabi_kind_care_team, "00521", "{'client':" REF ("00202") ",'staff':" REF ("00101") ",'role':'technician','source':'hand','state':'on','valid_from':'2020-01-01'}" },
  { &wabi_kind_care_team, "00522", "{'client':" REF ("00201") ",'staff':" REF ("00102") ",'role':'technician','source':'hand','state':'on','valid_from':'2020-01-01'}" },
  { &wabi_kind_care_team, "00523", "{'client':" REF ("00202") ",'staff':" REF ("00102") ",'role':'technician','source':'hand','state':'on','valid_from':'2020-01-01'}" },
  { &wabi_kind_program, "00401", "{'client':" REF ("00201") ",'name':'Colors','status':'active'}" },
  { &wabi_kind_program, "00402", "{'client':" REF ("00202") ",'name':'Shapes','status':'active'}" },
  { &wabi_kind_target, "00411", "{'client':" REF ("00201") ",'program':" REF ("00401") ",'name':'“Touch red”','status':'acquisition','prompt_level':'partial'}" },
  { &wabi_kind_target, "00412", "{'client':" REF ("00202") ",'program':" REF ("00402") ",'name':'“Touch square”','status':'acquisition','prompt_level':'partial'}" },
  { &wabi_kind_behavior, "00421", "{'client':" REF ("00201") ",'name':'Elopement','measure':'frequency','status':'active'}" },
  { &wabi_kind_behavior, "00422", "{'client':" REF ("00202") ",'name':'Elopement','measure':'frequency','status':'active'}" },
  { &wabi_kind_location, "00501", "{'name':'Center','place':'11'}" },
  { &wabi_kind_holiday, "00502", "{'date':'2026-12-25','name':'Christmas'}" },
  { &wabi_kind_client_hours, "00503", "{'client':" REF ("00201") ",'weekday':1,'start_minute':300,'end_minute':1260}" },
};

static char *
build_body (const char *body, guint practice)
{
  g_auto (GStrv) parts = g_strsplit (body, "%p", -1);
  char *text = g_strjoinv (practice == 0 ? "a" : "b", parts);

  return g_strdelimit (text, "'", '"');
}

static const SimServer *furnished;

static gboolean
put_one (WabiStoreTx *tx, guint practice, const WabiKind *kind, const char *id, const char *body, GError **error)
{
  g_autofree char *json = build_body (body, practice);
  g_autoptr (WabiRecord) record = wabi_record_new_from_body (kind, id, json, error);

  if (record != NULL && !sim_server_has (furnished, kind->service))
    return TRUE;
  return record != NULL && wabi_record_check (record, error) && wabi_store_tx_put (tx, sim_practice_id (practice), record, error);
}

static gboolean
put_hours (WabiStoreTx *tx, guint practice, const char *staff, GError **error)
{
  for (int day = 1; day <= 7; day++)
    {
      g_autofree char *id = g_strdup_printf ("01900000-0000-7000-8000-%s0000006%s%d", practice == 0 ? "a" : "b", staff + 2, day);
      g_autofree char *body = g_strdup_printf ("{'staff':'01900000-0000-7000-8000-%%p000000%s','weekday':%d,'start_minute':240,'end_minute':1320}",
                                               staff, day);

      if (!put_one (tx, practice, &wabi_kind_staff_hours, id, body, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
put_practice (WabiStoreTx *tx, guint practice, GError **error)
{
  if (!put_one (tx, practice, &wabi_kind_practice, sim_practice_id (practice),
                "{'name':'Cedar Grove ABA','short_name':'cedar-%p','zone':'America/New_York','npi':'1999000015','ein':'990000015','taxonomy':'103K00000X',"
                "'street':'400 Cedar Grove Way','city':'Cedar Grove','state':'OH','zip':'439990001','phone':'6145550100','contact':'Billing',"
                "'submitter_id':'990000015','receiver_id':'CEDARHOUSE','receiver_name':'Cedar Clearinghouse','test_claims':true,'notice_hours':24}",
                error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *id = g_strdup_printf ("01900000-0000-7000-8000-%s000000%s", practice == 0 ? "a" : "b", rows[i].number);

      if (!put_one (tx, practice, rows[i].kind, id, rows[i].body, error))
        return FALSE;
    }
  return put_hours (tx, practice, "00101", error) && put_hours (tx, practice, "00102", error) && put_hours (tx, practice, "00104", error);
}

static gboolean
put_all (WabiStoreTx *tx, gpointer data, GError **error)
{
  return put_practice (tx, 0, error) && put_practice (tx, 1, error);
}

void
sim_server_furnish (SimServer *server)
{
  g_autoptr (GError) error = NULL;

  furnished = server;
  if (!sim_server_open (server))
    g_error ("the first server does not open");
  if (!wabi_store_write (server->store, put_all, NULL, &error))
    g_error ("the practices cannot be furnished: %s", error->message);
  sim_threads_settle ();
}
