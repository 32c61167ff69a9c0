# SPDX-License-Identifier: AGPL-3.0-or-later
"""Mouse, keyboard and camera of an environment's display, by xdotool and ImageMagick."""

import re
from pathlib import Path

from .a11y import Node
from .errors import TourError, wait_until

WHEEL_UP, WHEEL_DOWN, WHEEL_LEFT, WHEEL_RIGHT = 4, 5, 6, 7
FRAME = 0.017          # seconds between two frames of a program under Xvfb


class Pointer:
    """What a person's hands and eyes do. Objects are Nodes of the accessibility tree; points are on the screen."""

    def __init__(self, environment):
        self.environment = environment

    def xdotool(self, *args):
        return self.environment.run(["xdotool", *args]).stdout

    def wait_ready(self):
        """Wait for the window manager."""
        def managed():
            seen = self.environment.run(["xprop", "-root", "_NET_SUPPORTING_WM_CHECK"], check=False).stdout
            return "window id" in seen
        wait_until(managed, "the window manager")

    # Where things are

    def place(self, node):
        """(x, y, width, height) of an object on the screen.

        GTK 4.8 tells only places inside the window's content, and for what is in a popover as if the popover had
        never left its button, so the X server is asked where the surface is that the object is drawn on.
        """
        last = [None]

        def look():
            node.tree.settle(node.window)
            x, y, width, height = node.extents()
            surface = self._surface(node)
            now = (surface[0] + x, surface[1] + y, width, height)
            same = now == last[0] and width > 0 and height > 0
            last[0] = now
            return now if same else None          # a window that has just come is still being moved
        return wait_until(look, lambda: f"{node!r} to have a place; last seen at {last[0]}", 5)

    def middle(self, node):
        """The point in the middle of an object."""
        x, y, width, height = self.place(node)
        return (x + width // 2, y + height // 2)

    def windows(self, pid):
        """The visible X windows of a process, popups too: [(id, title, x, y, width, height)]."""
        ids = self.environment.run(["xdotool", "search", "--onlyvisible", "--pid", str(pid)], check=False).stdout.split()
        found = []
        for window in ids:
            shell = self.environment.run(["xdotool", "getwindowname", window, "getwindowgeometry", "--shell", window],
                                         check=False)
            if shell.returncode != 0:
                continue
            title, *rest = shell.stdout.split("\n")
            values = dict(line.split("=", 1) for line in rest if "=" in line)
            found.append((window, title, *(int(values[key]) for key in ("X", "Y", "WIDTH", "HEIGHT"))))
        return found

    def window_of(self, node):
        """The X window that holds an object: (id, title, x, y, width, height)."""
        top = node.window
        _, _, width, height = top.extents()
        surfaces = self.windows(node.tree.pid(node))
        # The content is inside the window's shadow; a maximized window has none.
        fits = [one for one in surfaces if 0 <= one[4] - width <= 160 and 0 <= one[5] - height <= 160]
        named = [one for one in fits if one[1] == top.raw_name]
        if not (named or fits):
            raise TourError(f"no window on the screen fits {top!r} of {width}x{height}: {surfaces}")
        return (named or fits)[0]

    def maximize(self, node):
        """Let the window of a node fill the screen; returns when it does."""
        def fills():                   # the shadow of a smaller window may fill the screen too
            return (self.window_of(node)[2:] == (0, 0, *self.environment.size)
                    and node.window.extents()[2:] == self.environment.size)
        wait_until(lambda: self.window_of(node), f"{node!r} on the screen")
        if not fills():                # a program may remember that it filled it
            node.window.do("window.toggle-maximized")
        wait_until(fills, f"{node!r} to fill the screen")

    def _surface(self, node):
        """Where the zero point of a node's extents is on the screen."""
        surfaces = self.windows(node.tree.pid(node))
        main = self.window_of(node)
        popups = [one for one in surfaces if one[0] != main[0]]
        for ancestor in [node, *node.ancestors()] if popups else []:
            if ancestor.parent is None or ancestor == node.window:
                break
            x, y, width, height = ancestor.extents()
            for popup in popups:
                # A drop-down's popover has a margin of 6 pixels at its top, which is outside its extents.
                if popup[4] == width and 0 <= popup[5] - height <= 12 and ancestor.role not in ("group", "list"):
                    return (popup[2] - x, popup[3] + popup[5] - height - y)
        left, _, top, _ = self._shadow(main[0])
        return (main[2] + left, main[3] + top)

    def _shadow(self, window):
        """How wide a window's own shadow is: (left, right, top, bottom)."""
        said = self.environment.run(["xprop", "-id", window, "_GTK_FRAME_EXTENTS"], check=False).stdout
        found = re.search(r"= (\d+), (\d+), (\d+), (\d+)", said)
        return tuple(int(part) for part in found.groups()) if found else (0, 0, 0, 0)

    # Mouse

    def move(self, x, y):
        self.xdotool("mousemove", str(round(x)), str(round(y)))

    def click(self, node, button=1, count=1):
        """Press a mouse button at the middle of an object, scrolling there first if it must be."""
        self.scroll_to(node)
        x, y = self.middle(node)
        self.click_at(x, y, button, count, node)

    def click_at(self, x, y, button=1, count=1, node=None):
        """Press a mouse button at a point of the screen. With a node, returns when its program has seen it."""
        self.move(x, y)
        if node is not None:
            node.tree.settle(node.window)
        self.xdotool("click", "--repeat", str(count), "--delay", "20", str(button))
        if node is not None:
            self._settle(node)

    def drag(self, start, end, node=None, steps=8):
        """Press at a point, go to another in steps, release there. The points may be Nodes (their middle)."""
        node = node or next((one for one in (start, end) if hasattr(one, "window")), None)
        start, end = (self.middle(one) if hasattr(one, "window") else one for one in (start, end))
        self._pull(node, "mousemove", *start)
        self._pull(node, "mousedown", 1)
        for step in range(1, steps + 1):
            self._pull(node, "mousemove", start[0] + (end[0] - start[0]) * step / steps, start[1] + (end[1] - start[1]) * step / steps)
        # A drop target answers through the X server: one more move on the spot makes sure that it has been asked.
        self._pull(node, "mousemove", end[0] + 1, end[1])
        self._pull(node, "mousemove", *end)
        self._pull(node, "mouseup", 1)

    def _pull(self, node, what, *numbers):
        """A part of a drag, at a hand's pace: GTK keeps moves until its next frame, and a release in the same frame drops before the target was asked."""
        self.xdotool(what, *(str(round(number)) for number in numbers), "sleep", str(2 * FRAME))
        self._settle(node)

    def scroll(self, node, notches):
        """Turn the wheel above an object: up is negative."""
        self.move(*self.middle(node))
        self.xdotool("click", "--repeat", str(abs(notches)), "--delay", "5",
                     str(WHEEL_DOWN if notches > 0 else WHEEL_UP))
        self._wait_still(node)

    def scroll_to(self, node, turns=60):
        """Turn the wheel until the middle of an object lies inside each pane that it scrolls in.

        In a long list the widget of a row is used again for other rows while it scrolls. What the row said is what is
        looked for, and `node` stands for the widget that says it in the end.
        """
        for pane in [one for one in node.ancestors() if one.role == "scroll pane"]:
            row = row_in(node, pane)
            if row is not None:
                self._scroll_list(node, row, pane, turns)
                continue
            for _ in range(turns):
                _, top, _, height = pane.extents()
                before = node.extents()
                middle = before[1] + before[3] / 2
                if top <= middle <= top + height:
                    break
                self.scroll(pane, 1 if middle > top + height else -1)
                if node.extents() == before:
                    break                      # the end of the pane

    def _scroll_list(self, node, row, pane, turns):
        _, top, _, height = pane.extents()
        _, y, _, own = row.extents()
        if own > 0 and top <= y and y + own <= top + height and row.shown():
            return                                 # nothing but itself is at its middle, and all of it is inside
        wanted = contents(row)
        inside = [one.path for one in row.walk()].index(node.path)
        way = 1
        for _ in range(turns):
            brothers = row.parent.fresh().children()
            order = {(brother.bus, brother.path): index for index, brother in enumerate(brothers)}
            seen = sorted(order[one] for one in node.tree.rows_at(pane, order))
            if not seen:
                return
            middle = seen[len(seen) // 2]
            mine = order.get((row.bus, row.path))
            if mine is None or contents(row) != wanted:
                mine = next((index for index, brother in enumerate(brothers) if contents(brother) == wanted), None)
            if mine is None:
                self.scroll(pane, way)             # no widget says it now: on as before
                continue
            if brothers[mine].path != row.path:
                row.path = brothers[mine].path
                node.path = row.fresh().walk()[inside].path
                node.fresh()
            if mine == middle or self._row_in_sight(row, pane, mine, seen):
                return
            distance = mine - middle
            way = max(1, distance // 2) if distance > 0 else min(-1, -(-distance // 2))
            self.scroll(pane, way)
        raise TourError(f"the row {wanted} did not come into sight")

    @staticmethod
    def _row_in_sight(row, pane, mine, seen):
        """What a list does not show has no extents, or those of when it was shown last, so its order counts too."""
        if not seen[0] <= mine <= seen[-1]:
            return False
        _, top, _, height = pane.extents()
        _, y, _, own = row.extents()
        # All of it: a press on a row that is cut off moves the list, and a second one would meet another row.
        return own > 0 and (top <= y and y + own <= top + height or own > height)

    # Keyboard

    def focus(self, node):
        """Give the keyboard to a node's window and wait until it has it."""
        window = self.window_of(node)[0]

        def focused():
            return self.environment.run(["xdotool", "getwindowfocus"], check=False).stdout.strip() == window
        if not focused():
            self.xdotool("windowactivate", window)
            wait_until(focused, f"{node.window!r} to have the keyboard", 5)

    def type(self, text, node=None):
        """Type text where the keyboard is. With a node, returns when its program has seen it."""
        for index, line in enumerate(text.split("\n")):
            if index:
                self.xdotool("key", "Return")      # "type" sends Linefeed, which no program takes for a new line
            if line:
                self.xdotool("type", "--delay", "4", "--", line)
        self._settle(node)

    def key(self, *chords, node=None):
        """Press chords one after another, such as "ctrl+shift+z", "Return", "Escape", "F9", "plus". Nodes among them
        name the program to wait for, as the node argument does."""
        names = [chord for chord in chords if isinstance(chord, str)]
        node = node or next((one for one in chords if not isinstance(one, str)), None)
        self.xdotool("key", "--delay", "12", *names)
        self._settle(node)

    # Camera

    def picture(self, path, node=None, seconds=5.0):
        """Save the screen (or the window that holds a node) as PNG, as soon as nothing moves any more."""
        path = Path(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        self._settle(node)
        crop = []
        if node is not None:
            window, _, x, y, width, height = self.window_of(node)
            left, right, top, bottom = self._shadow(window)
            crop = ["-crop", f"{width - left - right}x{height - top - bottom}+{x + left}+{y + top}", "+repage"]
        last = [None]

        def still():
            self.environment.run(["import", "-silent", "-window", "root", *crop, "-depth", "8", "-strip", path])
            now = path.read_bytes()
            same = now == last[0]
            last[0] = now
            return same
        try:
            wait_until(still, "a still picture", seconds)
        except TourError:
            pass                       # a running clock or spinner: the last picture is as good as the next
        return path

    def _wait_still(self, node):
        """Wait until what lies below a node's middle line is the same three times: the new place of what scrolls shows
        only after the next frame."""
        last = []

        def look():
            node.tree.settle(node.window)
            x, y, width, height = node.extents()
            points = [(x + width // 2, y + int(height * part)) for part in (0.1, 0.5, 0.9)]
            tops = [node.window.at_point(*point) for point in points]
            rows = [Node(node.tree, *top, None) for top in tops if top]
            last.append((tops, node.tree.extents_of(rows)))
            return len(last) > 2 and last[-1] == last[-2] == last[-3]
        wait_until(look, f"{node!r} to stand still", 5, first=0.02, longest=0.03)

    def _settle(self, node):
        """Wait until the program behind a node has gone through what was sent to it."""
        if node is None:
            return
        try:
            node.tree.settle(node.window)
        except TourError:
            pass                       # the click closed the window: that is seen by what is waited for next


LISTS = ("list", "table", "grid", "tree grid", "tree table", "row group")


def row_in(node, pane):
    """The ancestor of a node (or itself) that is the row of a list that scrolls by itself in the pane; None for other
    content, such as the rows of a list box, which stand still in what the pane scrolls."""
    row = node
    while row.parent is not None and row.parent != pane:
        if row.parent.role in LISTS:
            holder = row.parent
            while holder.parent is not None and holder.parent.role in LISTS:
                holder = holder.parent
            return row if holder.parent == pane else None
        row = row.parent
    return None


def contents(row):
    """What a row says: the names of all in it."""
    return [node.name for node in row.walk() if node.name]
