# SPDX-License-Identifier: AGPL-3.0-or-later
"""The accessibility tree of the programs in an environment, as a screen reader sees it.

Spoken to directly over D-Bus instead of through libatspi: its cache goes stale with GTK 4, and it knows one session
for each process only. Calls are sent together and answered together, so that a page of some hundred objects is read
in a few hundredths of a second.
"""

import re

import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib  # noqa: E402

from .errors import TourError, wait_until  # noqa: E402

ACCESSIBLE = "org.a11y.atspi.Accessible"
ACTION = "org.a11y.atspi.Action"
COMPONENT = "org.a11y.atspi.Component"
EDITABLE = "org.a11y.atspi.EditableText"
SELECTION = "org.a11y.atspi.Selection"
TEXT = "org.a11y.atspi.Text"
VALUE = "org.a11y.atspi.Value"
PROPERTIES = "org.freedesktop.DBus.Properties"
ROOT = "/org/a11y/atspi/accessible/root"

CALL_MS = 10000

STATES = ("invalid active armed busy checked collapsed defunct editable enabled expandable expanded focusable focused"
          " has-tooltip horizontal iconified modal multi-line multiselectable opaque pressed resizable selectable"
          " selected sensitive showing single-line stale transient vertical visible manages-descendants indeterminate"
          " required truncated animated invalid-entry supports-autocompletion selectable-text is-default visited"
          " checkable has-popup read-only").split()

# GTK gives the type's name where the program gave none.
TYPE_NAME = re.compile(r"^(Gtk|Adw|Wabi)[A-Z]\w*$")

# GTK calls it "group" in words, as it does plain boxes.
ROLE_SCROLL_PANE = 49

# Roles that a person acts on, so that they need a name.
CONTROLS = {"button", "toggle button", "check box", "radio button", "switch", "text box", "entry", "combo box", "slider",
            "spin button", "menu item", "tab", "link", "list item", "table cell", "search box", "checkbox"}


# What there are hundreds of in a table.
ROWS = {"row", "grid cell", "list item", "table row", "table cell"}


class Tree:
    """Everything accessible in one environment."""

    def __init__(self, environment, connection):
        self.environment = environment
        self.connection = connection
        self.roles = {}

    def close(self):
        if not self.connection.is_closed():
            self.connection.close_sync(None)

    # Programs

    def apps(self):
        """The programs that can be driven now, as Nodes of the role "application"."""
        found = self._call("org.a11y.atspi.Registry", ROOT, ACCESSIBLE, "GetChildren")[0]
        return self._fetch([Node(self, bus, path, None) for bus, path in found])

    def app(self, process, seconds=20.0):
        """Wait until a Process (or one of its children) shows a window, and return its Node."""
        def look():
            if not process.running:
                raise TourError(f"{process.name} ended with {process.popen.returncode}: {process.output()[-2000:]}")
            for node in self.apps():
                if self.pid(node) == process.pid and any(child.role in ("window", "frame", "dialog")
                                                         for child in node.children()):
                    return node
            return None
        app = wait_until(look, lambda: f"a window of {process.name}; it printed:\n{process.output()[-2000:]}", seconds)
        if self.environment.maximized:
            self.environment.pointer.maximize(app.children()[0])
        return app

    def pid(self, node):
        """The process that a node belongs to."""
        return self._call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                          "GetConnectionUnixProcessID", GLib.Variant("(s)", (node.bus,)))[0]

    def settle(self, node):
        """Return when the program has gone round its main loop, so that the input sent before has been seen."""
        for _ in range(3):
            self._call(node.bus, node.path, ACCESSIBLE, "GetState")

    def extents_of(self, nodes):
        """The extents of many nodes at once; (0, 0, 0, 0) for those that have gone."""
        argument = GLib.Variant("(u)", (1,))
        answers = self._call_many([(node.bus, node.path, COMPONENT, "GetExtents", argument) for node in nodes])
        return [tuple(answer[0]) if answer else (0, 0, 0, 0) for answer in answers]

    def rows_at(self, pane, rows):
        """Which of the rows, given as (bus, path), the pane really shows at its top, middle and bottom."""
        x, y, width, height = pane.extents()
        found = []
        for part in (0.08, 0.5, 0.92):
            reference = pane.window.at_point(x + width // 2, y + int(height * part))
            while reference is not None and reference not in rows:
                answer = self._call_many([(*reference, PROPERTIES, "Get", GLib.Variant("(ss)", (ACCESSIBLE, "Parent")))])
                reference = tuple(answer[0][0]) if answer[0] and answer[0][0][1] != ROOT else None
                if reference == (pane.bus, pane.path):
                    reference = None
            if reference is not None and reference not in found:
                found.append(reference)
        return found

    # D-Bus

    def _call(self, bus, path, interface, method, arguments=None):
        try:
            return self.connection.call_sync(bus, path, interface, method, arguments, None,
                                             Gio.DBusCallFlags.NO_AUTO_START, CALL_MS, None).unpack()
        except GLib.Error as error:
            raise TourError(f"{interface}.{method}: {error.message}") from None

    def _call_many(self, calls):
        """Send all calls at once; returns the answers in order, None where one failed."""
        answers = [None] * len(calls)
        left = [len(calls)]

        def done(connection, result, index):
            try:
                answers[index] = connection.call_finish(result).unpack()
            except GLib.Error:
                pass
            left[0] -= 1
        for index, (bus, path, interface, method, arguments) in enumerate(calls):
            self.connection.call(bus, path, interface, method, arguments, None, Gio.DBusCallFlags.NO_AUTO_START,
                                 CALL_MS, None, done, index)
        context = GLib.MainContext.default()
        while left[0]:
            context.iteration(True)
        return answers

    def _fetch(self, nodes):
        """Fill nodes with what they are; those that have gone are left out."""
        calls = []
        for node in nodes:
            calls.append((node.bus, node.path, PROPERTIES, "GetAll", GLib.Variant("(s)", (ACCESSIBLE,))))
            calls.append((node.bus, node.path, ACCESSIBLE, "GetRole", None))
            calls.append((node.bus, node.path, ACCESSIBLE, "GetState", None))
            calls.append((node.bus, node.path, ACCESSIBLE, "GetChildren", None))
        answers = self._call_many(calls)
        alive = []
        for index, node in enumerate(nodes):
            properties, role, states, children = answers[4 * index:4 * index + 4]
            if properties is None or role is None or states is None or children is None:
                continue
            node.raw_name = properties[0].get("Name", "")
            node.description = properties[0].get("Description", "")
            node.states = decode_states(states[0])
            node.role = self._role_name(node, role[0])
            node.links = children[0]
            alive.append(node)
        return alive

    def _role_name(self, node, number):
        if number == ROLE_SCROLL_PANE:
            return "scroll pane"
        if number not in self.roles:
            self.roles[number] = self._call(node.bus, node.path, ACCESSIBLE, "GetRoleName")[0]
        return self.roles[number]


class Node:
    """One accessible object. role, name, description and states are as they were when it was read (fresh() reads them
    anew); what is a method asks the program at once."""

    def __init__(self, tree, bus, path, parent):
        self.tree = tree
        self.bus = bus
        self.path = path
        self.parent = parent
        self.role = ""
        self.raw_name = ""
        self.description = ""
        self.states = frozenset()
        self.links = []

    def __repr__(self):
        return f"<{self.role} {self.name!r}>"

    def __eq__(self, other):
        return isinstance(other, Node) and (self.bus, self.path) == (other.bus, other.path)

    def __hash__(self):
        return hash((self.bus, self.path))

    # What it is

    @property
    def name(self):
        """The accessible name; empty where GTK only had the name of the widget's type to offer."""
        return "" if TYPE_NAME.match(self.raw_name) else plain_name(self.raw_name)

    @property
    def window(self):
        """The window (a child of the application) that the object is in."""
        node = self
        while node.parent is not None and node.parent.role != "application":
            node = node.parent
        return node

    def fresh(self):
        """Reads the object anew. A TourError says when it has gone."""
        if not self.tree._fetch([self]):
            raise TourError(f"{self!r} has gone")
        return self

    @property
    def exists(self):
        return bool(self.tree._fetch([self]))

    def has(self, state):
        """Whether it has a state now: "focused", "checked", "selected", "sensitive", "expanded", "visible", …"""
        return state in self.fresh().states

    def text(self):
        """What a person reads there: the content of a text box, else the name, else the labels inside, joined."""
        content = self._content()
        if content is not None and self.role != "label":
            return content
        if self.fresh().name:
            return self.name
        if content is not None:
            return content
        return " ".join(label.name for label in self.find_all("label") if label.name)

    def value(self):
        """The number of a slider, spin button, progress or level bar."""
        return self._property(VALUE, "CurrentValue")

    def set_value(self, value):
        """Sets that number through accessibility."""
        self.tree._call(self.bus, self.path, PROPERTIES, "Set",
                        GLib.Variant("(ssv)", (VALUE, "CurrentValue", GLib.Variant("d", value))))

    def actions(self):
        """Names of what DoAction can do, such as ["Click"]."""
        answer = self._try(ACTION, "GetActions")
        return [action[0] for action in answer[0]] if answer else []

    def extents(self):
        """(x, y, width, height) in the window's content, in pixels. See Pointer.place for the screen."""
        return tuple(self.tree._call(self.bus, self.path, COMPONENT, "GetExtents", GLib.Variant("(u)", (1,)))[0])

    def at_point(self, x, y):
        """The (bus, path) of what is on top at a point of its window's content; None if there is nothing."""
        answer = self._try(COMPONENT, "GetAccessibleAtPoint", GLib.Variant("(iiu)", (x, y, 1)))
        return tuple(answer[0]) if answer and not answer[0][1].endswith("/null") else None

    def shown(self):
        """Whether a person sees its middle: laid out, inside its window, and not on a hidden page of a stack (which
        GTK 4.8 calls "visible" all the same). What is in a popover counts as shown when it is laid out."""
        x, y, width, height = self.extents()
        if width <= 0 or height <= 0:
            return False
        window = self.window
        top = window.at_point(x + width // 2, y + height // 2)
        family = {(node.bus, node.path) for node in [self, *self.ancestors(), *self.walk(hidden=True)]}
        return top is None or top in family or any(node.raw_name.startswith("GtkPopover") or node.role == "menu"
                                                   for node in self.ancestors())

    # Around it

    def children(self):
        """Its children, read now."""
        if not self.links:
            self.fresh()
        return self.tree._fetch([Node(self.tree, bus, path, self) for bus, path in self.links])

    def ancestors(self):
        """Its parent, that one's parent and so on, up to the application."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    def walk(self, hidden=False):
        """It and everything below it, in reading order; hidden parts only when asked for."""
        self.fresh()
        below = {self: []}
        level = [self]
        while level:
            nodes = [Node(self.tree, bus, path, node) for node in level for bus, path in node.links]
            nodes = [node for node in self.tree._fetch(nodes) if hidden or "visible" in node.states]
            for node in nodes:
                below[node.parent].append(node)
                below[node] = []
            level = nodes
        result = []

        def visit(node):
            result.append(node)
            for child in below[node]:
                visit(child)
        visit(self)
        return result

    def find_all(self, role=None, name=None, contains=None, state=None, hidden=False):
        """All objects below that match now. name and contains: text (equal to), regular expression (found in) or
        function. contains looks at the names of the object and all below it. state: one that it has, or "!" and one
        that it has not."""
        found = []
        nodes = self.walk(hidden)
        inner = {}
        if contains is not None:
            for node in nodes:
                for holder in [node, *node.ancestors()]:
                    inner.setdefault(holder, []).append(node.name)
        for node in nodes:
            if node is self or (role is not None and node.role != role):
                continue
            if name is not None and not matches(name, node.name):
                continue
            if state is not None and (state.lstrip("!") in node.states) == state.startswith("!"):
                continue
            if contains is not None and not any(matches(contains, text) for text in inner[node]):
                continue
            found.append(node)
        return found

    def find(self, role=None, name=None, contains=None, state=None, nth=0, seconds=15.0, hidden=False):
        """Wait for an object below that matches (see find_all) and return it; the nth one, if there are several. Those
        that can be seen come before those on the hidden pages of a stack."""
        def look():
            found = self.find_all(role, name, contains, state, hidden)
            if len(found) > 1:
                found = [node for node in found if node.shown()] or found
            return found[nth] if -len(found) <= nth < len(found) else None
        return wait_until(look, lambda: f"{describe(role, name, contains, state)} in {self!r}; there is\n{self.dump()}",
                          seconds)

    def seek(self, role=None, name=None, state=None, seconds=15.0):
        """find() for large pages: looks breadth first, goes into no row of a list or table, and takes what is nearest. Where
        several are equally near, those that can be seen come first."""
        def look():
            level = [self.fresh()]
            while level:
                nodes = [Node(self.tree, bus, path, node) for node in level for bus, path in node.links]
                nodes = [node for node in self.tree._fetch(nodes) if "visible" in node.states]
                found = [node for node in nodes if (role is None or node.role == role)
                         and (name is None or matches(name, node.name))
                         and (state is None or (state.lstrip("!") in node.states) != state.startswith("!"))]
                if len(found) > 1:
                    found = [node for node in found if node.shown()] or found
                if found:
                    return found[0]
                level = [node for node in nodes if node.role not in ROWS]
            return None
        return wait_until(look, lambda: f"{describe(role, name, None, state)} in {self!r}, outside of rows", seconds)

    def at(self, path, seconds=15.0):
        """find() step by step: "window:Clients > list:Clients > list item:Ana*". A step is role, role:name or :name; an
        ending * stands for any rest."""
        node = self
        for step in path.split(" > "):
            role, _, name = step.partition(":")
            pattern = None
            if name:
                pattern = re.compile("^" + re.escape(name[:-1])) if name.endswith("*") else name
            node = node.find(role or None, pattern, seconds=seconds)
        return node

    def wait_gone(self, role=None, name=None, contains=None, state=None, seconds=15.0):
        """Wait until nothing below matches (see find_all)."""
        wait_until(lambda: not self.find_all(role, name, contains, state),
                   f"no {describe(role, name, contains, state)} in {self!r}", seconds)

    def wait_closed(self, seconds=15.0):
        """Wait until the object itself has gone or is not visible any more, as for a window or a popover."""
        wait_until(lambda: not self.exists or "visible" not in self.states, f"{self!r} to close", seconds)

    def wait_state(self, state, seconds=15.0):
        """Wait until it has a state, or with "!" in front until it has it no more."""
        wanted = not state.startswith("!")
        wait_until(lambda: self.has(state.lstrip("!")) == wanted,
                   lambda: f"{self!r} to be {state}; it is {', '.join(sorted(self.states))}", seconds)
        return self

    def wait_text(self, wanted, seconds=15.0):
        """Wait until text() equals the text, or the regular expression is found in it; returns text()."""
        def look():
            text = self.text()
            return (text,) if matches(wanted, text) else None
        return wait_until(look, lambda: f"{self!r} to say {wanted!r}; it says {self.text()!r}", seconds)[0]

    # Acting on it

    def do(self, action=None):
        """Do its action through accessibility, as a screen reader or a switch would; the first when none is named."""
        answer = self._try(ACTION, "GetActions")
        names = [entry[0] for entry in answer[0]] if answer else []
        if not names or (action is not None and action not in names):
            raise TourError(f"{self!r} has no action {action or 'at all'}; it has {', '.join(names) or 'none'}")
        index = names.index(action) if action is not None else 0
        if not self.tree._call(self.bus, self.path, ACTION, "DoAction", GLib.Variant("(i)", (index,)))[0]:
            raise TourError(f"{self!r} did not do {names[index]}")
        self.tree.settle(self)
        return self

    def click(self, button=1, count=1):
        """Press it with the mouse, at its middle; scrolls there when it is out of sight."""
        self.tree.environment.pointer.click(self, button, count)
        return self

    def double_click(self):
        return self.click(count=2)

    def right_click(self):
        return self.click(button=3)

    def tab_to(self, most=100, back=False):
        """Press Tab (or Shift+Tab) until it has the keyboard, as somebody without a mouse would. A text view that takes
        Tab for a letter is left with Ctrl+Tab, which elsewhere would leave all of a scrolling pane."""
        pointer = self.tree.environment.pointer
        shift = "shift+" if back else ""
        for _ in range(most):
            if self.has("focused"):
                return self
            writing = [one for one in self.window.walk() if {"focused", "multi-line"} <= one.states]
            before = writing[0].text() if writing else None
            pointer.key(f"{shift}Tab", node=self)
            if writing and not back and writing[0].exists and writing[0].text() != before:
                pointer.key("BackSpace", "ctrl+Tab", node=self)
        raise TourError(f"{self!r} was not reached by {most} presses of Tab")

    def type(self, text):
        """Click into it and type."""
        self.click()
        self.tree.environment.pointer.type(text, self)
        return self

    def set_text(self, text):
        """Click into it, replace all that is there by typing, and wait until it is there."""
        self.click()
        self.tree.environment.pointer.key("ctrl+a", self)
        if text:
            self.tree.environment.pointer.type(text, self)
        else:
            self.tree.environment.pointer.key("BackSpace", self)
        self.wait_text(text)
        return self

    def select_child(self, index):
        """Select a list's or notebook's child by its place, through accessibility."""
        return self.tree._call(self.bus, self.path, SELECTION, "SelectChild", GLib.Variant("(i)", (index,)))[0]

    # For people

    def dump(self, hidden=False):
        """The tree below as text, one object a line: role, name, states that tell something, description."""
        lines = []
        dull = {"visible", "sensitive", "focusable", "vertical", "horizontal", "showing", "selectable", "enabled"}
        depth = {}
        for node in self.walk(hidden):
            depth[node] = depth.get(node.parent, -1) + 1
            states = sorted(node.states - dull)
            if "sensitive" not in node.states and node.role != "application":
                states.append("insensitive")
            lines.append("  " * depth[node] + node.role + (f" {node.raw_name!r}" if node.raw_name else "")
                         + (f" [{' '.join(states)}]" if states else "")
                         + (f" — {node.description}" if node.description else ""))
        return "\n".join(lines)

    def unnamed(self):
        """Controls below that a screen reader could not name: neither a name of their own nor a label inside."""
        nodes = self.walk()
        named = set()
        for node in nodes:
            if node.name:
                named.add(node)
                named.update(node.ancestors())
        return [node for node in nodes if node.role in CONTROLS and "focusable" in node.states and node not in named]

    # Calls

    def _try(self, interface, method, arguments=None):
        try:
            return self.tree._call(self.bus, self.path, interface, method, arguments)
        except TourError:
            return None

    def _content(self):
        """The Text interface's content, None where there is none. (GTK 4.8 answers "" when asked for 0 to -1.)"""
        try:
            count = self._property(TEXT, "CharacterCount")
            return self.tree._call(self.bus, self.path, TEXT, "GetText", GLib.Variant("(ii)", (0, count)))[0]
        except TourError:
            return None

    def _property(self, interface, name):
        return self.tree._call(self.bus, self.path, PROPERTIES, "Get", GLib.Variant("(ss)", (interface, name)))[0]


def matches(wanted, text):
    """Text is equal, a regular expression is found in it, a function says yes."""
    if callable(wanted):
        return bool(wanted(text))
    if hasattr(wanted, "search"):
        return wanted.search(text) is not None
    return wanted == text


def plain_name(name):
    """GTK 4.8 names a button with the mnemonic "_Done" "_Done Done", and what has both a name and a label beside it "Date
    Date": the last half is what a person reads."""
    half = len(name) // 2
    if len(name) % 2 and name[half] == " " and name[:half] == name[half + 1:]:
        return name[:half]
    for place, sign in enumerate(name):
        if sign == " " and "_" in name[:place] and name[:place].replace("_", "", 1) == name[place + 1:]:
            return name[place + 1:]
    return name


def describe(role, name, contains, state):
    """What was looked for, for a message."""
    words = [role or "object"]
    for label, value in (("named", name), ("with", contains), ("that is", state)):
        if value is not None:
            words.append(f"{label} {getattr(value, 'pattern', value)!r}")
    return " ".join(words)


def decode_states(words):
    """The set of names in AT-SPI's two 32-bit words."""
    bits = words[0] | (words[1] << 32 if len(words) > 1 else 0)
    return frozenset(name for bit, name in enumerate(STATES) if bits >> bit & 1)
