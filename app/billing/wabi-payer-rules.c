// SPDX-License-Identifier: AGPL-3.0-or-later
// What a payer asks as of a day, each answer with where it comes from.

#include "wabi-payers-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-codes.h"
#include "wabi-rule-members.h"
#include "wabi-words.h"

static char *
say_words (JsonArray *words)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (words); i++)
    {
      JsonNode *node = json_array_get_element (words, i);

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
        g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", wabi_rule_words (json_node_get_string (node)));
    }
  return g_string_free (list, FALSE);
}

char *
wabi_payer_say_value (const char *rule, const char *member, JsonNode *node)
{
  const WabiRuleMember *known = wabi_rule_members_find (rule, member);

  if (JSON_NODE_HOLDS_ARRAY (node))
    return say_words (json_node_get_array (node));
  if (!JSON_NODE_HOLDS_VALUE (node))
    return g_strdup ("");
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return g_strdup (json_node_get_boolean (node) ? _("Yes") : _("No"));
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
  if (known != NULL && known->type == WABI_RULE_WORD)
    return g_strdup (wabi_rule_words (json_node_get_string (node)));
  return g_strdup (json_node_get_string (node));
}

char *
wabi_payer_say_when (const WabiTermsRule *rule)
{
  g_autofree char *codes = rule->codes != NULL ? g_strjoinv (", ", rule->codes) : NULL;
  const char *place = rule->place != NULL ? wabi_codes_place_name (rule->place) : NULL;
  GString *words = g_string_new (codes);

  if (rule->credential != NULL)
    g_string_append_printf (words, "%s%s", words->len > 0 ? " · " : "", rule->credential);
  if (rule->place != NULL)
    g_string_append_printf (words, "%s%s", words->len > 0 ? " · " : "", place != NULL ? place : rule->place);
  return g_string_free (words, FALSE);
}

char *
wabi_payer_say_origin (const WabiTermsRule *rule)
{
  static const char *const whose[] = { [WABI_TERMS_OWN] = N_ ("This payer's rule"),
                                       [WABI_TERMS_TYPE] = N_ ("Rule of payers of this type"),
                                       [WABI_TERMS_ALL] = N_ ("Rule of all payers"),
                                       [WABI_TERMS_PAYER] = N_ ("The payer's record"),
                                       [WABI_TERMS_SHIPPED] = N_ ("As Wabi Care comes") };
  GString *words = g_string_new (_(whose[rule->level]));

  if (rule->from != WABI_DAY_NONE && rule->level != WABI_TERMS_SHIPPED)
    {
      g_autofree char *days = wabi_words_day_range (rule->from, rule->to);

      g_string_append_printf (words, " · %s", days);
    }
  if (rule->source != NULL)
    g_string_append_printf (words, " · %s", rule->source);
  return g_string_free (words, FALSE);
}

GtkWidget *
wabi_payer_row_new (const char *title, const char *subtitle, const char *value)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle != NULL ? subtitle : "");
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  if (value != NULL)
    {
      GtkWidget *label = gtk_label_new (value);

      g_object_set (label, "wrap", TRUE, "xalign", 1.0, "max-width-chars", 40, "justify", GTK_JUSTIFY_RIGHT, "natural-wrap-mode", GTK_NATURAL_WRAP_NONE, NULL);
      gtk_widget_add_css_class (label, "payer-value");
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
    }
  return row;
}

/* ---- Rows ---- */

typedef struct
{
  WabiDesk *desk;
  WabiRecord *payer;
  WabiPayerTerms *terms; /* of the day that is shown */
  char *word;
  const WabiTermsRule *rule;
} Opened;

static void
free_opened (gpointer data, GClosure *closure)
{
  Opened *opened = data;

  g_object_unref (opened->desk);
  g_object_unref (opened->payer);
  wabi_payer_terms_free (opened->terms);
  g_free (opened->word);
  g_free (opened);
}

static void
on_row_cb (GtkWidget *row, Opened *opened)
{
  wabi_payer_form_rule (opened->desk, opened->payer, opened->word, opened->rule, wabi_payer_terms_get_day (opened->terms),
                        GTK_WINDOW (gtk_widget_get_root (row)));
}

static Opened *
make_opened (WabiDesk *desk, WabiPayerTerms *terms, const char *word, const WabiTermsRule *rule)
{
  Opened *opened = g_new0 (Opened, 1);

  opened->desk = g_object_ref (desk);
  opened->payer = g_object_ref (wabi_payer_terms_get_payer (terms));
  opened->terms = wabi_payer_terms_new_on (terms, wabi_payer_terms_get_day (terms));
  opened->word = g_strdup (word);
  opened->rule = rule;
  return opened;
}

static void
on_take_back_cb (GtkWidget *button, Opened *opened)
{
  wabi_payer_withdraw_rule (opened->desk, opened->rule->record);
}

static void
add_row (AdwPreferencesGroup *group, WabiDesk *desk, WabiPayerTerms *terms, const char *word, const WabiTermsRule *rule, const char *title,
         const char *value)
{
  g_autofree char *origin = wabi_payer_say_origin (rule);
  GtkWidget *row = wabi_payer_row_new (title, origin, value);

  if (rule->record != NULL)
    {
      GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");

      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      gtk_widget_add_css_class (button, "flat");
      gtk_widget_set_tooltip_text (button, _("Take this rule back"));
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Take this rule back"), -1);
      g_signal_connect_data (button, "clicked", G_CALLBACK (on_take_back_cb), make_opened (desk, terms, word, rule), free_opened, G_CONNECT_DEFAULT);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
    }
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_widget_set_tooltip_text (row, rule->level == WABI_TERMS_OWN ? _("Change or end this rule") : _("Record what this payer asks instead"));
  g_signal_connect_data (row, "activated", G_CALLBACK (on_row_cb), make_opened (desk, terms, word, rule), free_opened, G_CONNECT_DEFAULT);
  adw_preferences_group_add (group, row);
}

static gboolean
has_condition (const WabiTermsRule *rule)
{
  return rule->codes != NULL || rule->credential != NULL || rule->place != NULL;
}

static gboolean
is_same_case (const WabiTermsRule *one, const WabiTermsRule *other)
{
  g_autofree char *codes = one->codes != NULL ? g_strjoinv (" ", one->codes) : NULL;
  g_autofree char *others = other->codes != NULL ? g_strjoinv (" ", other->codes) : NULL;

  return g_strcmp0 (one->rule, other->rule) == 0 && g_strcmp0 (codes, others) == 0 && g_strcmp0 (one->credential, other->credential) == 0
         && g_strcmp0 (one->place, other->place) == 0
         && g_strcmp0 (wabi_json_peek_text (one->value, "slot"), wabi_json_peek_text (other->value, "slot")) == 0;
}

static gboolean
says_all (const WabiTermsRule *one, const WabiTermsRule *other)
{
  JsonObjectIter iter;
  const char *member;

  json_object_iter_init (&iter, other->value);
  while (json_object_iter_next (&iter, &member, NULL))
    if (!json_object_has_member (one->value, member))
      return FALSE;
  return TRUE;
}

/* Whether one that counts before it says the same case otherwise. */
static gboolean
is_overruled (WabiPayerTerms *terms, const GPtrArray *rules, guint at)
{
  const WabiTermsRule *rule = g_ptr_array_index (rules, at);

  for (guint i = 0; i < at; i++)
    {
      const WabiTermsRule *before = g_ptr_array_index (rules, i);

      if (wabi_payer_terms_holds (terms, before) && is_same_case (before, rule) && says_all (before, rule))
        return TRUE;
    }
  return FALSE;
}

static char *
say_all_values (const WabiTermsRule *rule)
{
  GString *words = g_string_new (NULL);
  gboolean alone = json_object_get_size (rule->value) == 1;
  gsize n;
  const WabiRuleMember *members = wabi_rule_members_list (&n);

  for (gsize i = 0; i < n; i++)
    {
      JsonNode *node = strcmp (members[i].rule, rule->rule) == 0 ? json_object_get_member (rule->value, members[i].member) : NULL;
      g_autofree char *value = node != NULL ? wabi_payer_say_value (rule->rule, members[i].member, node) : NULL;

      if (value == NULL)
        continue;
      if (alone)
        g_string_append (words, value);
      else
        g_string_append_printf (words, "%s%s: %s", words->len > 0 ? "\n" : "", _(members[i].label), value);
    }
  return g_string_free (words, FALSE);
}

static char *
say_modifier (const WabiTermsRule *rule)
{
  const char *modifier = wabi_json_peek_text (rule->value, "modifier");

  return g_strdup (modifier != NULL && *modifier != '\0' ? modifier : _("none"));
}

/* Title and value of a rule for a case: "97153 · RBT · School", "Paid at all: No". */
static void
add_case (AdwPreferencesGroup *group, WabiDesk *desk, WabiPayerTerms *terms, const WabiTermsRule *rule)
{
  gboolean modifiers = strcmp (rule->rule, "modifiers") == 0;
  g_autofree char *when = wabi_payer_say_when (rule);
  g_autofree char *value = modifiers ? say_modifier (rule) : say_all_values (rule);
  g_autofree char *title = NULL;
  gsize n;
  const WabiRuleMember *members = wabi_rule_members_list (&n);
  const WabiRuleMember *only = NULL;

  for (gsize i = 0; i < n && json_object_get_size (rule->value) == 1; i++)
    if (strcmp (members[i].rule, rule->rule) == 0 && json_object_has_member (rule->value, members[i].member))
      only = &members[i];
  if (modifiers)
    title = g_strdup_printf ("%s%s%s", wabi_rule_words (wabi_json_peek_text (rule->value, "slot")), *when != '\0' ? " · " : "", when);
  else if (only != NULL)
    title = g_strdup_printf ("%s · %s", when, _(only->label));
  else
    title = g_strdup (when);
  add_row (group, desk, terms, rule->rule, rule, title, value);
}

/* What comes of it for each code: units a day by the table that holds, or the payer's own. */
static guint
add_limits (AdwPreferencesGroup *group, WabiDesk *desk, WabiPayerTerms *terms)
{
  g_autoptr (GPtrArray) services = wabi_service_table_list (wabi_desk_get_services (desk), wabi_payer_terms_get_day (terms));

  for (guint i = 0; i < services->len; i++)
    {
      const char *code = ((const WabiServiceCode *) g_ptr_array_index (services, i))->code;
      const char *source = NULL;
      int units = wabi_payer_terms_get_day_limit (terms, code, &source);
      g_autofree char *value = units > 0 ? g_strdup_printf (ngettext ("%d unit a day", "%d units a day", units), units) : g_strdup (_("No limit known"));

      adw_preferences_group_add (group, wabi_payer_row_new (code, source, value));
    }
  return services->len;
}

/* The pairs among the practice's own codes; those with others concern clinics that bill them, too. */
static guint
add_pairs (AdwPreferencesGroup *group, WabiPayerTerms *terms)
{
  const char *source = NULL;
  gboolean borrowed = FALSE;
  const GArray *pairs = wabi_payer_terms_get_pairs (terms, &source, &borrowed);
  guint count = 0;

  for (guint i = 0; pairs != NULL && i < pairs->len; i++)
    {
      const WabiNcciPair *pair = &g_array_index (pairs, WabiNcciPair, i);
      g_autofree char *title = g_strdup_printf ("%s + %s", pair->column1, pair->column2);

      if (wabi_payer_terms_find_service (terms, pair->column1) == NULL || wabi_payer_terms_find_service (terms, pair->column2) == NULL)
        continue;
      adw_preferences_group_add (group, wabi_payer_row_new (title, source, pair->indicator == 0 ? _("Never both") : _("Both with 59, XE, XP, XS or XU")));
      count++;
    }
  if (pairs != NULL)
    {
      g_autofree char *all = g_strdup_printf (ngettext ("%u pair in the table", "%u pairs in the table", pairs->len), pairs->len);

      adw_preferences_group_add (group, wabi_payer_row_new (borrowed ? _("Medicare's stand in, and only warn, until Medicaid's are imported") : all, source,
                                                            borrowed ? all : NULL));
      count++;
    }
  return count;
}

static guint
fill_rule (AdwPreferencesGroup *group, WabiDesk *desk, WabiPayerTerms *terms, const char *word)
{
  const GPtrArray *rules = wabi_payer_terms_list (terms);
  gboolean modifiers = strcmp (word, "modifiers") == 0;
  guint count = 0;
  gsize n;
  const WabiRuleMember *members = wabi_rule_members_list (&n);

  for (gsize i = 0; i < n && !modifiers; i++)
    {
      const WabiTermsRule *found
          = strcmp (members[i].rule, word) == 0 && members[i].type != WABI_RULE_PAIRS ? wabi_payer_terms_find (terms, word, members[i].member, NULL) : NULL;
      g_autofree char *value
          = found != NULL ? wabi_payer_say_value (word, members[i].member, json_object_get_member (found->value, members[i].member)) : NULL;

      if (found == NULL)
        continue;
      add_row (group, desk, terms, word, found, _(members[i].label), value);
      count++;
    }
  for (guint i = 0; i < rules->len; i++)
    {
      const WabiTermsRule *rule = g_ptr_array_index (rules, i);

      if (strcmp (rule->rule, word) != 0 || !wabi_payer_terms_holds (terms, rule) || (!has_condition (rule) && !modifiers)
          || (!has_condition (rule) && rule->level == WABI_TERMS_PAYER && modifiers && wabi_json_peek_text (rule->value, "slot") == NULL)
          || is_overruled (terms, rules, i))
        continue;
      add_case (group, desk, terms, rule);
      count++;
    }
  if (strcmp (word, "mue") == 0)
    count += add_limits (group, desk, terms);
  else if (strcmp (word, "ncci") == 0)
    count += add_pairs (group, terms);
  return count;
}

/* The practice's own rules that ended or are to come: the history of the contract. */
static void
add_other_days (AdwPreferencesPage *page, GPtrArray *groups, WabiDesk *desk, WabiPayerTerms *terms)
{
  const GPtrArray *rules = wabi_payer_terms_list (terms);
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  guint count = 0;

  adw_preferences_group_set_title (group, _("On other days"));
  adw_preferences_group_set_description (group, _("Rules that ended before the day above, or begin after it."));
  for (guint i = 0; i < rules->len; i++)
    {
      const WabiTermsRule *rule = g_ptr_array_index (rules, i);
      g_autofree char *when = wabi_payer_say_when (rule), *value = NULL, *title = NULL;

      if (rule->record == NULL || wabi_payer_terms_holds (terms, rule))
        continue;
      value = say_all_values (rule);
      title = g_strdup_printf ("%s%s%s", wabi_rule_title (rule->rule), *when != '\0' ? " · " : "", when);
      add_row (group, desk, terms, rule->rule, rule, title, value);
      count++;
    }
  if (count == 0)
    {
      g_object_ref_sink (group);
      g_object_unref (group);
      return;
    }
  adw_preferences_page_add (page, group);
  g_ptr_array_add (groups, group);
}

void
wabi_payer_rules_fill (AdwPreferencesPage *page, GPtrArray *groups, WabiDesk *desk, WabiPayerTerms *terms)
{
  gsize n;
  const WabiRuleWord *words = wabi_rule_members_rules (&n);

  for (guint i = 0; i < groups->len; i++)
    adw_preferences_page_remove (page, g_ptr_array_index (groups, i));
  g_ptr_array_set_size (groups, 0);
  for (gsize i = 0; i < n; i++)
    {
      AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

      adw_preferences_group_set_title (group, _(words[i].label));
      if (fill_rule (group, desk, terms, words[i].word) == 0)
        {
          g_object_ref_sink (group);
          g_object_unref (group);
          continue;
        }
      adw_preferences_page_add (page, group);
      g_ptr_array_add (groups, group);
    }
  add_other_days (page, groups, desk, terms);
}
