// SPDX-License-Identifier: AGPL-3.0-or-later
// The form of a payer's rule, made from the table of what each rule may say.

#include "wabi-payers-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-codes.h"
#include "wabi-form-dialog.h"
#include "wabi-rule-members.h"
#include "wabi-text.h"

#define MOST_ROWS 16

/* The form's own table for one rule: made once, kept. */
typedef struct
{
  WabiKind kind;
  WabiField fields[MOST_ROWS];
  WabiFormRow rows[MOST_ROWS];
  guint n;
} Sheet;

typedef struct
{
  WabiDesk *desk;
  WabiRecord *payer;
  WabiRecord *before; /* (nullable): the practice's own rule that is changed */
  char *word;
  GPtrArray *boxes;       /* check buttons of a member that lists words */
  const char *box_member; /* (nullable): which */
  char *fixed_pair[2];    /* of the table of services at one time */
} RuleForm;

static void
free_form (gpointer data)
{
  RuleForm *form = data;

  g_object_unref (form->desk);
  g_object_unref (form->payer);
  g_clear_object (&form->before);
  g_ptr_array_unref (form->boxes);
  g_free (form->word);
  g_free (form->fixed_pair[0]);
  g_free (form->fixed_pair[1]);
  g_free (form);
}

static void
add_row (Sheet *sheet, const char *group, const char *field, const char *title, WabiFormType type, WabiField check, gboolean required)
{
  g_return_if_fail (sheet->n < MOST_ROWS);
  check.name = field;
  sheet->fields[sheet->n] = check;
  sheet->rows[sheet->n] = (WabiFormRow){ group, field, title, type, NULL, NULL, required };
  sheet->n++;
}

static void
add_member (Sheet *sheet, const WabiRuleMember *member)
{
  const char *group = sheet->n == 0 ? N_ ("What it asks") : NULL;

  switch (member->type)
    {
    case WABI_RULE_NUMBER:
      add_row (sheet, group, member->member, member->label, WABI_FORM_NUMBER,
               (WabiField){ .type = WABI_FIELD_INT, .min = member->min, .max = member->max }, FALSE);
      return;
    case WABI_RULE_TEXT:
      add_row (sheet, group, member->member, member->label, WABI_FORM_TEXT, (WabiField){ .type = WABI_FIELD_TEXT, .max = member->max }, FALSE);
      return;
    case WABI_RULE_WORD:
    case WABI_RULE_TRUTH:
    case WABI_RULE_CODE:
      add_row (sheet, group, member->member, member->label, WABI_FORM_CHOICE, (WabiField){ .type = WABI_FIELD_TEXT, .max = 40 }, FALSE);
      return;
    case WABI_RULE_WORDS: /* boxes under the rows */
    case WABI_RULE_PAIRS: /* the table of services at one time */
    default:
      return;
    }
}

static Sheet *
get_sheet (const char *word, gboolean pair)
{
  static GHashTable *sheets;
  g_autofree char *key = g_strdup_printf ("%s%s", word, pair ? " pair" : "");
  Sheet *sheet;
  gsize n;
  const WabiRuleMember *members = wabi_rule_members_list (&n);

  if (sheets == NULL)
    sheets = g_hash_table_new (g_str_hash, g_str_equal);
  sheet = g_hash_table_lookup (sheets, key);
  if (sheet != NULL)
    return sheet;
  sheet = g_new0 (Sheet, 1);
  if (pair)
    add_row (sheet, N_ ("What it asks"), "action", N_ ("At one time"), WABI_FORM_CHOICE, (WabiField){ .type = WABI_FIELD_TEXT, .max = 40 }, TRUE);
  for (gsize i = 0; i < n && !pair; i++)
    if (strcmp (members[i].rule, word) == 0)
      add_member (sheet, &members[i]);
  add_row (sheet, N_ ("Where it holds"), "whose", N_ ("For"), WABI_FORM_CHOICE, (WabiField){ .type = WABI_FIELD_TEXT, .max = 10 }, TRUE);
  if (!pair)
    {
      add_row (sheet, NULL, "codes", N_ ("Only these codes"), WABI_FORM_LIST, (WabiField){ .type = WABI_FIELD_LIST, .max = 20 }, FALSE);
      add_row (sheet, NULL, "credential", N_ ("Only given by"), WABI_FORM_CHOICE, (WabiField){ .type = WABI_FIELD_TEXT, .max = 20 }, FALSE);
      add_row (sheet, NULL, "place", N_ ("Only at"), WABI_FORM_CHOICE, (WabiField){ .type = WABI_FIELD_TEXT, .max = 2 }, FALSE);
    }
  add_row (sheet, N_ ("Since when, and who says so"), "valid_from", N_ ("First day"), WABI_FORM_DATE, (WabiField){ .type = WABI_FIELD_DATE }, TRUE);
  add_row (sheet, NULL, "valid_to", N_ ("Last day; empty: until further notice"), WABI_FORM_DATE, (WabiField){ .type = WABI_FIELD_DATE }, FALSE);
  add_row (sheet, NULL, "source", N_ ("Contract, manual or letter"), WABI_FORM_TEXT, (WabiField){ .type = WABI_FIELD_TEXT, .max = 400 }, TRUE);
  sheet->kind = (WabiKind){ "payer_rule_form", "billing", 1, WABI_POLICY_STRICT, WABI_ROLES_ALL, NULL, sheet->fields, sheet->n, N_ ("payer rule") };
  g_hash_table_insert (sheets, g_steal_pointer (&key), sheet);
  return sheet;
}

/* ---- Choices ---- */

typedef struct
{
  GPtrArray *ids, *labels;
} Choices;

static void
choice (Choices *choices, const char *id, const char *label)
{
  g_ptr_array_add (choices->ids, (gpointer) id);
  g_ptr_array_add (choices->labels, (gpointer) label);
}

static void
offer (WabiFormDialog *dialog, const char *field, Choices *choices, const char *chosen)
{
  choice (choices, NULL, NULL);
  wabi_form_dialog_set_choices (dialog, field, (const char *const *) choices->ids->pdata, (const char *const *) choices->labels->pdata, chosen);
  g_ptr_array_set_size (choices->ids, 0);
  g_ptr_array_set_size (choices->labels, 0);
}

static void
offer_member (WabiDesk *desk, WabiFormDialog *dialog, Choices *choices, const WabiRuleMember *member, JsonNode *node)
{
  const char *said = node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
  g_auto (GStrv) words = g_strsplit (member->words != NULL ? member->words : "", " ", -1);
  g_auto (GStrv) services = wabi_desk_list_services (desk, said, NULL);

  choice (choices, "", _("As without this rule"));
  if (member->type == WABI_RULE_TRUTH)
    {
      choice (choices, "yes", _("Yes"));
      choice (choices, "no", _("No"));
      said = node == NULL ? NULL : json_node_get_boolean (node) ? "yes" : "no";
    }
  else if (member->type == WABI_RULE_CODE)
    for (guint i = 0; services[i] != NULL; i++)
      choice (choices, services[i], services[i]);
  else
    for (char **word = words; *word != NULL; word++)
      choice (choices, *word, wabi_rule_words (*word));
  offer (dialog, member->member, choices, said);
}

static void
offer_whose (WabiFormDialog *dialog, Choices *choices, WabiRecord *payer, WabiRecord *before)
{
  /* Translators: a payer's type: "All payers of the type TRICARE" */
  g_autofree char *type = g_strdup_printf (_("All payers of the type %s"), wabi_rule_words (wabi_record_get_text (payer, "type")));
  const char *now = before == NULL || wabi_record_has (before, "payer") ? "own" : wabi_record_has (before, "payer_type") ? "type" : "all";

  choice (choices, "own", wabi_record_get_text (payer, "name"));
  choice (choices, "type", type);
  choice (choices, "all", _("All payers"));
  offer (dialog, "whose", choices, now);
}

static void
offer_conditions (WabiFormDialog *dialog, Choices *choices, const WabiTermsRule *rule)
{
  gsize n;
  const WabiCredentialKind *credentials = wabi_codes_credentials (&n);
  const WabiPlaceOfService *places;

  choice (choices, "", _("Anybody"));
  for (gsize i = 0; i < n; i++)
    if (strcmp (credentials[i].type, "psychologist") != 0)
      choice (choices, credentials[i].type, credentials[i].type);
  offer (dialog, "credential", choices, rule != NULL ? rule->credential : NULL);
  places = wabi_codes_places (&n);
  choice (choices, "", _("Any place"));
  for (gsize i = 0; i < n; i++)
    choice (choices, places[i].code, _(places[i].name));
  offer (dialog, "place", choices, rule != NULL ? rule->place : NULL);
  if (rule != NULL && rule->codes != NULL)
    {
      g_autofree char *codes = g_strjoinv (", ", rule->codes);

      wabi_form_dialog_set_text (dialog, "codes", codes);
    }
}

/* ---- Boxes for a member that lists words ---- */

static void
add_boxes (RuleForm *form, WabiFormDialog *dialog, const WabiRuleMember *member, const WabiTermsRule *rule)
{
  JsonNode *node = rule != NULL ? json_object_get_member (rule->value, member->member) : NULL;
  g_autofree char *said = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? wabi_json_to_canonical (node) : NULL;
  g_auto (GStrv) words = g_strsplit (member->words, " ", -1);
  GtkWidget *flow = gtk_flow_box_new ();

  form->box_member = member->member;
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (flow), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (flow), 3);
  gtk_flow_box_set_min_children_per_line (GTK_FLOW_BOX (flow), 2);
  gtk_accessible_update_property (GTK_ACCESSIBLE (flow), GTK_ACCESSIBLE_PROPERTY_LABEL, _(member->label), -1);
  for (char **word = words; *word != NULL; word++)
    {
      GtkWidget *box = gtk_check_button_new_with_label (wabi_rule_words (*word));
      g_autofree char *quoted = g_strdup_printf ("\"%s\"", *word);

      gtk_check_button_set_active (GTK_CHECK_BUTTON (box), said != NULL && strstr (said, quoted) != NULL);
      g_object_set_data_full (G_OBJECT (box), "word", g_strdup (*word), g_free);
      g_ptr_array_add (form->boxes, g_object_ref (box));
      gtk_flow_box_append (GTK_FLOW_BOX (flow), box);
    }
  wabi_form_dialog_set_extra (dialog, flow);
}

static void
read_boxes (RuleForm *form, JsonObject *value)
{
  JsonArray *words = json_array_new ();

  for (guint i = 0; i < form->boxes->len; i++)
    if (gtk_check_button_get_active (g_ptr_array_index (form->boxes, i)))
      json_array_add_string_element (words, g_object_get_data (g_ptr_array_index (form->boxes, i), "word"));
  if (json_array_get_length (words) > 0)
    json_object_set_array_member (value, form->box_member, words);
  else
    json_array_unref (words);
}

/* ---- Saving ---- */

static JsonObject *
read_value (RuleForm *form, JsonObject *set)
{
  JsonObject *value = json_object_new ();
  gsize n;
  const WabiRuleMember *members = wabi_rule_members_list (&n);

  if (form->fixed_pair[0] != NULL)
    {
      JsonArray *pairs = json_array_new ();

      json_array_add_object_element (pairs, wabi_args ("a", form->fixed_pair[0], "b", form->fixed_pair[1], "action", wabi_json_peek_text (set, "action"), NULL));
      json_object_set_array_member (value, "pairs", pairs);
      return value;
    }
  for (gsize i = 0; i < n; i++)
    {
      JsonNode *node = strcmp (members[i].rule, form->word) == 0 ? json_object_get_member (set, members[i].member) : NULL;

      if (node == NULL || JSON_NODE_HOLDS_NULL (node))
        continue;
      if (members[i].type == WABI_RULE_TRUTH)
        json_object_set_boolean_member (value, members[i].member, strcmp (json_node_get_string (node), "yes") == 0);
      else
        json_object_set_member (value, members[i].member, json_node_copy (node));
    }
  /* That there is none is said of a modifier, too. */
  if (strcmp (form->word, "modifiers") == 0 && !json_object_has_member (value, "modifier"))
    json_object_set_string_member (value, "modifier", "");
  if (form->box_member != NULL)
    read_boxes (form, value);
  return value;
}

static JsonObject *
make_args (RuleForm *form, JsonObject *set, const char *id)
{
  static const char *const copied[] = { "codes", "credential", "place", "valid_from", "valid_to", "source" };
  JsonObject *args = wabi_args ("id", id, "rule", form->word, NULL);
  const char *whose = wabi_json_peek_text (set, "whose");

  json_object_set_null_member (args, "payer");
  json_object_set_null_member (args, "payer_type");
  if (g_strcmp0 (whose, "type") == 0)
    json_object_set_string_member (args, "payer_type", wabi_record_get_text (form->payer, "type"));
  else if (g_strcmp0 (whose, "all") != 0)
    json_object_set_string_member (args, "payer", wabi_record_get_id (form->payer));
  for (guint i = 0; i < G_N_ELEMENTS (copied); i++)
    wabi_payer_copy_member (args, set, copied[i]);
  json_object_set_boolean_member (args, "active", TRUE);
  json_object_set_object_member (args, "value", read_value (form, set));
  return args;
}

static gboolean
save (JsonObject *set, WabiRecord *record, gpointer data, GError **error)
{
  RuleForm *form = data;
  g_autofree char *id = form->before != NULL ? g_strdup (wabi_record_get_id (form->before)) : wabi_desk_new_id (form->desk);
  JsonObject *args = make_args (form, set, id);

  return wabi_payer_keep_row (form->desk, "payer-rule", args, form->before, form->before != NULL ? _("The rule is changed") : _("The rule is recorded"), error);
}

static char *
check (JsonObject *whole, gpointer data)
{
  RuleForm *form = data;
  const char *from = wabi_json_peek_text (whole, "valid_from"), *to = wabi_json_peek_text (whole, "valid_to");
  JsonNode *codes = json_object_get_member (whole, "codes");
  g_autoptr (JsonObject) value = read_value (form, whole);

  if (from != NULL && to != NULL && strcmp (to, from) < 0)
    return g_strdup (_("The last day lies before the first."));
  if (json_object_get_size (value) == 0)
    return g_strdup (_("Say at least one thing that the payer asks."));
  for (guint i = 0; codes != NULL && JSON_NODE_HOLDS_ARRAY (codes) && i < json_array_get_length (json_node_get_array (codes)); i++)
    {
      const char *code = json_array_get_string_element (json_node_get_array (codes), i);

      if (wabi_service_table_find (wabi_desk_get_services (form->desk), code, WABI_DAY_NONE) == NULL)
        return g_strdup_printf (_("%s is none of the practice's service codes."), code);
    }
  return NULL;
}

/* ---- Opening ---- */

static RuleForm *
make_form (WabiDesk *desk, WabiRecord *payer, const char *word, WabiRecord *before)
{
  RuleForm *form = g_new0 (RuleForm, 1);

  form->desk = g_object_ref (desk);
  form->payer = g_object_ref (payer);
  form->before = before != NULL ? g_object_ref (before) : NULL;
  form->word = g_strdup (word);
  form->boxes = g_ptr_array_new_with_free_func (g_object_unref);
  return form;
}

static void
set_days (WabiFormDialog *dialog, WabiRecord *before, WabiDay day)
{
  g_autofree char *today = wabi_day_dup_text (day);
  g_autofree char *from = wabi_form_date_to_text (before != NULL ? wabi_record_get_text (before, "valid_from") : today);
  g_autofree char *to = wabi_form_date_to_text (before != NULL ? wabi_record_get_text (before, "valid_to") : NULL);

  wabi_form_dialog_set_text (dialog, "valid_from", from);
  wabi_form_dialog_set_text (dialog, "valid_to", to);
  if (before != NULL)
    wabi_form_dialog_set_text (dialog, "source", wabi_record_get_text (before, "source"));
}

static void
prefill (RuleForm *form, WabiFormDialog *dialog, Choices *choices, const WabiTermsRule *rule)
{
  gsize n;
  const WabiRuleMember *members = wabi_rule_members_list (&n);

  for (gsize i = 0; i < n; i++)
    {
      JsonNode *node = rule != NULL ? json_object_get_member (rule->value, members[i].member) : NULL;

      if (strcmp (members[i].rule, form->word) != 0)
        continue;
      if (members[i].type == WABI_RULE_WORDS)
        add_boxes (form, dialog, &members[i], rule);
      else if (members[i].type == WABI_RULE_NUMBER || members[i].type == WABI_RULE_TEXT)
        {
          g_autofree char *text = node != NULL ? wabi_payer_say_value (form->word, members[i].member, node) : g_strdup ("");

          wabi_form_dialog_set_text (dialog, members[i].member, text);
        }
      else if (members[i].type != WABI_RULE_PAIRS)
        offer_member (form->desk, dialog, choices, &members[i], node);
    }
}

void
wabi_payer_form_rule (WabiDesk *desk, WabiRecord *payer, const char *word, const WabiTermsRule *rule, WabiDay day, GtkWindow *parent)
{
  WabiRecord *before = rule != NULL ? rule->record : NULL;
  Sheet *sheet = get_sheet (word, FALSE);
  RuleForm *form = make_form (desk, payer, word, before);
  g_autofree char *title = g_strdup_printf ("%s · %s", wabi_rule_title (word), wabi_record_get_text (payer, "name"));
  WabiFormDialog *dialog = wabi_form_dialog_new (title, &sheet->kind, sheet->rows, sheet->n, NULL, parent);
  Choices choices = { g_ptr_array_new (), g_ptr_array_new () };

  prefill (form, dialog, &choices, rule);
  offer_whose (dialog, &choices, payer, before);
  offer_conditions (dialog, &choices, rule);
  set_days (dialog, before, day);
  g_ptr_array_unref (choices.ids);
  g_ptr_array_unref (choices.labels);
  wabi_form_dialog_present (dialog, save, check, form, free_form);
}

void
wabi_payer_form_pair (WabiDesk *desk, WabiRecord *payer, const char *a, const char *b, const char *action, WabiDay day, GtkWindow *parent)
{
  static const char *const actions[] = { "allow", "deny", "pay-higher", "split-lower" };
  Sheet *sheet = get_sheet ("concurrency", TRUE);
  RuleForm *form = make_form (desk, payer, "concurrency", NULL);
  /* Translators: two service codes: "97153 with 97155 at one time" */
  g_autofree char *title = g_strdup_printf (_("%s with %s at one time"), a, b);
  WabiFormDialog *dialog = wabi_form_dialog_new (title, &sheet->kind, sheet->rows, sheet->n, NULL, parent);
  Choices choices = { g_ptr_array_new (), g_ptr_array_new () };

  form->fixed_pair[0] = g_strdup (a);
  form->fixed_pair[1] = g_strdup (b);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    choice (&choices, actions[i], wabi_rule_words (actions[i]));
  offer (dialog, "action", &choices, action);
  offer_whose (dialog, &choices, payer, NULL);
  set_days (dialog, NULL, day);
  g_ptr_array_unref (choices.ids);
  g_ptr_array_unref (choices.labels);
  wabi_form_dialog_present (dialog, save, check, form, free_form);
}

void
wabi_payer_withdraw_rule (WabiDesk *desk, WabiRecord *rule)
{
  g_autoptr (GError) error = NULL;
  const char *id = wabi_record_get_id (rule);

  if (!wabi_desk_do (desk, "payer-rule.withdraw", wabi_args ("id", id, NULL), _("The rule is taken back"), "payer-rule.restore", wabi_args ("id", id, NULL),
                     &error))
    wabi_desk_tell_error (desk, error);
}
