// SPDX-License-Identifier: AGPL-3.0-or-later
// Versions side by side: what differs, by whom, and a choice for each.

#include "wabi-inbox-compare.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "wabi-inbox-choice.h"
#include "wabi-inbox-words.h"
#include "wabi-text-diff.h"

struct _WabiInboxCompare
{
  AdwBin parent_instance;

  AdwBin *holder;
  GtkGrid *grid;
  GtkLabel *hint;
  GtkWidget *footer, *save;

  WabiDesk *desk;
  WabiInboxChoice *choice;
  GPtrArray *buttons; /* of the rows, each a GPtrArray: by version, then "both" where there is one */
};

G_DEFINE_FINAL_TYPE (WabiInboxCompare, wabi_inbox_compare, ADW_TYPE_BIN)

static guint settle_signal;

/* ---- What is said ---- */

static GtkWidget *
new_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static JsonObject *
get_proposal (WabiInboxCompare *self, guint version)
{
  return version > 0 ? g_ptr_array_index (self->choice->proposals, version - 1) : NULL;
}

static const char *
get_heading (WabiInboxCompare *self, guint version)
{
  JsonObject *proposal = get_proposal (self, version);
  const char *why = proposal != NULL ? wabi_json_peek_text (proposal, "why") : NULL;

  if (wabi_inbox_choice_is_booking (self->choice))
    return version == 0 ? _ ("The time is taken") : _ ("The booking");
  if (version == 0)
    return _ ("What stands now");
  if (g_strcmp0 (why, "identity-review") == 0)
    return _ ("What stood before");
  return g_strcmp0 (why, "held-after-cancel") == 0 ? _ ("What was recorded later") : _ ("What was proposed");
}

/* The one who changed what stands last, of the things that are compared. */
static JsonObject *
find_last_edit (WabiInboxCompare *self)
{
  JsonNode *node = json_object_get_member (wabi_record_get_body (self->choice->record), "edits");
  JsonObject *edits = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL, *last = NULL;

  for (guint i = 0; edits != NULL && i < self->choice->rows->len; i++)
    {
      const WabiChoiceRow *row = g_ptr_array_index (self->choice->rows, i);
      const WabiField *field = g_ptr_array_index (row->fields, 0);
      JsonNode *one = json_object_get_member (edits, field->group != NULL ? field->group : field->name);
      JsonObject *edit = one != NULL && JSON_NODE_HOLDS_OBJECT (one) ? json_node_get_object (one) : NULL;

      if (edit != NULL && (last == NULL || wabi_json_peek_int (edit, "at", 0) > wabi_json_peek_int (last, "at", 0)))
        last = edit;
    }
  return last;
}

static char *
dup_who (WabiInboxCompare *self, guint version)
{
  JsonObject *proposal = get_proposal (self, version);
  JsonObject *stamp = proposal != NULL ? proposal : find_last_edit (self);
  g_autofree char *who = stamp != NULL ? wabi_inbox_dup_who (self->desk, stamp) : NULL;

  if (who == NULL)
    return NULL;
  return g_strdup_printf (proposal != NULL ? _ ("Proposed by %s") : _ ("Written by %s"), who);
}

/* Bold and underlined, so that it shows without color. */
static void
mark_words (PangoAttrList *attributes, guint from, guint to)
{
  PangoAttribute *marks[] = { pango_attr_underline_new (PANGO_UNDERLINE_SINGLE), pango_attr_weight_new (PANGO_WEIGHT_BOLD) };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      marks[i]->start_index = from;
      marks[i]->end_index = to;
      pango_attr_list_insert (attributes, marks[i]);
    }
}

static guint
measure (char **pieces, guint from, guint to)
{
  gsize length = 0;

  for (guint i = from; i < to; i++)
    length += strlen (pieces[i]);
  return (guint) length;
}

/* Marks the words of @text that @other does not have. */
static void
mark_changes (GtkLabel *label, const char *text, const char *other)
{
  g_auto (GStrv) a = wabi_text_split (text, WABI_TEXT_WORDS), b = wabi_text_split (other, WABI_TEXT_WORDS);
  g_autoptr (GArray) hunks = wabi_text_diff ((const char *const *) a, (const char *const *) b);
  PangoAttrList *attributes = pango_attr_list_new ();

  for (guint i = 0; i < hunks->len; i++)
    {
      const WabiTextHunk *hunk = &g_array_index (hunks, WabiTextHunk, i);
      guint from = measure (a, 0, hunk->a_from);

      if (hunk->a_to > hunk->a_from)
        mark_words (attributes, from, from + measure (a, hunk->a_from, hunk->a_to));
    }
  gtk_label_set_attributes (label, attributes);
  pango_attr_list_unref (attributes);
}

/* ---- Choosing ---- */

static void
send (WabiInboxCompare *self)
{
  g_autofree char *act = wabi_desk_new_id (self->desk), *revision = NULL;
  g_autoptr (JsonObject) args = NULL;

  if (wabi_record_get_kind (self->choice->record) == &wabi_kind_note)
    revision = wabi_desk_new_id (self->desk);
  args = wabi_inbox_choice_make_args (self->choice, act, revision);
  g_signal_emit (self, settle_signal, 0, args);
}

static void
on_save_clicked_cb (WabiInboxCompare *self)
{
  send (self);
}

static void
on_cell_toggled_cb (WabiInboxCompare *self, GtkCheckButton *button)
{
  guint row = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "wabi-row"));

  if (gtk_check_button_get_active (button))
    ((WabiChoiceRow *) g_ptr_array_index (self->choice->rows, row))->chosen
        = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "wabi-version"));
}

void
wabi_inbox_compare_take (WabiInboxCompare *self, guint version)
{
  g_return_if_fail (WABI_IS_INBOX_COMPARE (self) && version <= self->choice->proposals->len);

  wabi_inbox_choice_take (self->choice, 0);
  wabi_inbox_choice_take (self->choice, (int) version);
  self->choice->books = version > 0 && wabi_inbox_choice_is_booking (self->choice);
  send (self);
}

guint
wabi_inbox_compare_get_versions (WabiInboxCompare *self)
{
  return self->choice->proposals->len;
}

static void
on_take_clicked_cb (GtkButton *button, gpointer data)
{
  wabi_inbox_compare_take (data, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "wabi-version")));
}

static void
mark_cell (WabiInboxCompare *self, guint row, int version)
{
  GPtrArray *cells = g_ptr_array_index (self->buttons, row);

  for (guint i = 0; i < cells->len; i++)
    {
      GtkWidget *cell = g_ptr_array_index (cells, i);

      if (GPOINTER_TO_INT (g_object_get_data (G_OBJECT (cell), "wabi-version")) == version)
        {
          gtk_check_button_set_active (GTK_CHECK_BUTTON (cell), TRUE);
          gtk_widget_grab_focus (cell);
        }
    }
}

/* The row with the focus; the first when another part has it. */
static guint
find_focused_row (WabiInboxCompare *self, gboolean *in_cell)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  *in_cell = focus != NULL && GTK_IS_CHECK_BUTTON (focus) && gtk_widget_is_ancestor (focus, GTK_WIDGET (self));
  return *in_cell ? GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (focus), "wabi-row")) : 0;
}

/* Only long texts can be kept both: from a row without them the key goes to the first that has. */
static guint
find_long_row (WabiInboxCompare *self, guint row)
{
  if (((const WabiChoiceRow *) g_ptr_array_index (self->choice->rows, row))->is_long)
    return row;
  for (guint i = 0; i < self->choice->rows->len; i++)
    if (((const WabiChoiceRow *) g_ptr_array_index (self->choice->rows, i))->is_long)
      return i;
  return row;
}

static gboolean
on_key_pressed_cb (WabiInboxCompare *self, guint key, guint code, GdkModifierType state)
{
  gboolean in_cell;
  guint row = find_focused_row (self, &in_cell);

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0 || self->choice->rows->len == 0)
    return FALSE;
  if (key >= GDK_KEY_1 && key <= GDK_KEY_9)
    mark_cell (self, row, (int) (key - GDK_KEY_1));
  else if (key >= GDK_KEY_KP_1 && key <= GDK_KEY_KP_9)
    mark_cell (self, row, (int) (key - GDK_KEY_KP_1));
  else if (key == GDK_KEY_b || key == GDK_KEY_B)
    mark_cell (self, find_long_row (self, row), WABI_CHOICE_BOTH);
  else if (in_cell && (key == GDK_KEY_Return || key == GDK_KEY_KP_Enter))
    send (self);
  else
    return FALSE;
  return TRUE;
}

/* ---- Building ---- */

static GtkWidget *
new_cell (WabiInboxCompare *self, guint row, int version, const char *text, const char *heading)
{
  WabiChoiceRow *one = g_ptr_array_index (self->choice->rows, row);
  GPtrArray *cells = g_ptr_array_index (self->buttons, row);
  GtkWidget *cell = gtk_check_button_new (), *label = new_label (text, version != 0 && !one->is_long ? "inbox-changed" : NULL);
  /* Translators: a field, whose version it is, and its value: Alerts, what stands now: Bring the tablet */
  g_autofree char *name = g_strdup_printf (_ ("%s, %s: %s"), one->title, heading, text);

  gtk_label_set_width_chars (GTK_LABEL (label), 12);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (cell), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (cell), "wabi-row", GUINT_TO_POINTER (row));
  g_object_set_data (G_OBJECT (cell), "wabi-version", GINT_TO_POINTER (version));
  gtk_widget_add_css_class (cell, "inbox-cell");
  gtk_widget_set_hexpand (cell, TRUE);
  gtk_widget_set_valign (cell, GTK_ALIGN_FILL);
  if (cells->len > 0)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (cell), g_ptr_array_index (cells, 0));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (cell), version == one->chosen);
  g_signal_connect_object (cell, "toggled", G_CALLBACK (on_cell_toggled_cb), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (cells, cell);
  return cell;
}

static const char *
get_action (WabiInboxCompare *self, guint version)
{
  JsonObject *proposal = get_proposal (self, MAX (version, 1));
  const char *why = proposal != NULL ? wabi_json_peek_text (proposal, "why") : NULL;

  if (wabi_inbox_choice_is_booking (self->choice))
    return version == 0 ? _ ("Take back the booking") : _ ("Book it at this time");
  if (g_strcmp0 (why, "held-after-cancel") == 0)
    return version == 0 ? _ ("Keep it canceled") : _ ("It was held");
  if (g_strcmp0 (why, "identity-review") == 0)
    return version == 0 ? _ ("It is right") : _ ("Take the former");
  return version == 0 ? _ ("Keep what stands") : _ ("Take the proposal");
}

static void
add_head (WabiInboxCompare *self, guint version)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *button;
  g_autofree char *who = dup_who (self, version);
  GtkWidget *filler = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (box), new_label (get_heading (self, version), "section-heading"));
  if (wabi_inbox_choice_is_booking (self->choice))
    {
      g_autofree char *booking = version == 0 ? wabi_inbox_dup_in_the_way (self->desk, self->choice->record)
                                              : wabi_inbox_dup_booking (self->desk, self->choice->record);

      gtk_box_append (GTK_BOX (box), new_label (booking, NULL));
    }
  if (who != NULL)
    gtk_box_append (GTK_BOX (box), new_label (who, "secondary"));
  gtk_widget_set_vexpand (filler, TRUE);
  gtk_box_append (GTK_BOX (box), filler);
  button = gtk_button_new_with_label (get_action (self, version));
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  if (who != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, who, -1);
  g_object_set_data (G_OBJECT (button), "wabi-version", GUINT_TO_POINTER (version));
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_take_clicked_cb), self, G_CONNECT_DEFAULT);
  gtk_box_append (GTK_BOX (box), button);
  gtk_widget_set_vexpand (box, FALSE);
  gtk_widget_set_hexpand (box, TRUE);
  gtk_widget_set_size_request (box, 150, -1);
  gtk_grid_attach (self->grid, box, (int) version + 1, 0, 1, 1);
}

static GtkWidget *
new_silence (void)
{
  GtkWidget *label = new_label (_ ("says nothing of it"), "secondary");

  gtk_widget_set_margin_top (label, 9);
  gtk_widget_set_margin_start (label, 12);
  return label;
}

static void
add_version (WabiInboxCompare *self, guint row, guint version, int at, const char *standing)
{
  WabiChoiceRow *one = g_ptr_array_index (self->choice->rows, row);
  g_autofree char *text = NULL;
  GtkWidget *cell;

  if (!wabi_inbox_choice_has (self->choice, row, version))
    {
      gtk_grid_attach (self->grid, new_silence (), (int) version + 1, at, 1, 1);
      return;
    }
  text = wabi_inbox_choice_dup_words (self->choice, self->desk, row, version);
  cell = new_cell (self, row, (int) version, text, get_heading (self, version));
  if (one->is_long && version > 0)
    mark_changes (GTK_LABEL (gtk_check_button_get_child (GTK_CHECK_BUTTON (cell))), text, standing);
  gtk_grid_attach (self->grid, cell, (int) version + 1, at, 1, 1);
}

/* What stands is marked against the first that speaks of it. */
static void
mark_standing (WabiInboxCompare *self, guint row, const char *standing)
{
  GPtrArray *cells = g_ptr_array_index (self->buttons, row);

  for (guint version = 1; version <= self->choice->proposals->len; version++)
    if (wabi_inbox_choice_has (self->choice, row, version))
      {
        g_autofree char *other = wabi_inbox_choice_dup_words (self->choice, self->desk, row, version);

        mark_changes (GTK_LABEL (gtk_check_button_get_child (GTK_CHECK_BUTTON (g_ptr_array_index (cells, 0)))), standing, other);
        return;
      }
}

/* Returns the line after the row. */
static int
add_row (WabiInboxCompare *self, guint row, int at)
{
  WabiChoiceRow *one = g_ptr_array_index (self->choice->rows, row);
  g_autofree char *standing = wabi_inbox_choice_dup_words (self->choice, self->desk, row, 0);
  g_autofree char *both = NULL;
  GtkWidget *title = new_label (one->title, "secondary"), *cell;

  g_ptr_array_add (self->buttons, g_ptr_array_new ());
  gtk_label_set_width_chars (GTK_LABEL (title), 11);
  gtk_label_set_wrap_mode (GTK_LABEL (title), PANGO_WRAP_WORD);
  gtk_widget_set_margin_top (title, 9);
  gtk_grid_attach (self->grid, title, 0, at, 1, 1);
  for (guint version = 0; version <= self->choice->proposals->len; version++)
    add_version (self, row, version, at, standing);
  if (!one->is_long)
    return at + 1;
  mark_standing (self, row, standing);
  both = wabi_inbox_choice_dup_both (self->choice, row);
  cell = new_cell (self, row, WABI_CHOICE_BOTH, _ ("Both, one after the other"), _ ("both"));
  gtk_widget_set_tooltip_text (cell, both);
  gtk_grid_attach (self->grid, cell, 1, at + 1, (int) self->choice->proposals->len + 1, 1);
  return at + 2;
}

/*
 * Many versions are scrolled sideways. Few are not: a scrolled window asks for the height that its content has when it is as narrow as it can
 * be, which leaves a gap below in a wide one.
 */
#define WITHOUT_SCROLLING 2

static void
scroll_sideways (WabiInboxCompare *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  g_object_ref (self->grid);
  adw_bin_set_child (self->holder, NULL);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->grid));
  adw_bin_set_child (self->holder, scroller);
  g_object_unref (self->grid);
}

static void
wabi_inbox_compare_dispose (GObject *object)
{
  WabiInboxCompare *self = WABI_INBOX_COMPARE (object);

  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), WABI_TYPE_INBOX_COMPARE);
  g_clear_pointer (&self->buttons, g_ptr_array_unref);
  g_clear_pointer (&self->choice, wabi_inbox_choice_free);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (wabi_inbox_compare_parent_class)->dispose (object);
}

static void
wabi_inbox_compare_class_init (WabiInboxCompareClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = wabi_inbox_compare_dispose;
  settle_signal = g_signal_new ("settle", WABI_TYPE_INBOX_COMPARE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, JSON_TYPE_OBJECT);
  gtk_widget_class_set_template_from_resource (widget_class, "/care/wabi/WabiCare/ui/wabi-inbox-compare.ui");
  gtk_widget_class_bind_template_child (widget_class, WabiInboxCompare, holder);
  gtk_widget_class_bind_template_child (widget_class, WabiInboxCompare, grid);
  gtk_widget_class_bind_template_child (widget_class, WabiInboxCompare, hint);
  gtk_widget_class_bind_template_child (widget_class, WabiInboxCompare, footer);
  gtk_widget_class_bind_template_child (widget_class, WabiInboxCompare, save);
  gtk_widget_class_bind_template_callback (widget_class, on_save_clicked_cb);
}

static void
wabi_inbox_compare_init (WabiInboxCompare *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->buttons = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

GtkWidget *
wabi_inbox_compare_new (WabiDesk *desk, WabiRecord *record)
{
  WabiInboxCompare *self = g_object_new (WABI_TYPE_INBOX_COMPARE, NULL);
  g_autofree char *name = NULL;
  int at = 1;

  self->desk = g_object_ref (desk);
  self->choice = wabi_inbox_choice_new (record);
  if (self->choice->proposals->len > WITHOUT_SCROLLING)
    scroll_sideways (self);
  for (guint version = 0; version <= self->choice->proposals->len; version++)
    add_head (self, version);
  for (guint row = 0; row < self->choice->rows->len; row++)
    at = add_row (self, row, at);
  name = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u version beside what stands", "%u versions beside what stands",
                                       self->choice->proposals->len),
                          self->choice->proposals->len);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_label_set_text (self->hint, _ ("Arrows go from one to the other. 1 marks what stands, 2 the proposal, B both texts; Enter saves. Everything can be undone."));
  gtk_widget_set_visible (self->footer, self->choice->rows->len > 0);
  return GTK_WIDGET (self);
}
