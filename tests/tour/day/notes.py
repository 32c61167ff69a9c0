# SPDX-License-Identifier: AGPL-3.0-or-later
"""The place Notes: the list, the sections of a note, the figures in them, and why it can be signed or not."""

import re

from harness import TourError, wait_until

SECTIONS = ("Clinical status at the start", "Targets and response", "Behavior", "Techniques", "Plan")
LIST_DATA = "Does the note say what the data says?"
LIST_PAYER = "What the payer requires"
MOST_TABS, MOST_ROWS = 60, 60
LIST_ENTRIES = "Entries behind the figure"


class Notes:
    """The place Notes of one desktop."""

    def __init__(self, desktop):
        self.desktop = desktop

    @property
    def page(self):
        return self.desktop.main.seek("widget", "Notes")

    def choose(self, segment, *words):
        """Opens the note in whose row all words stand, such as a client's name and a day."""
        button = self.page.find("radio", re.compile("^" + segment))
        button.click()
        button.wait_state("checked")
        self.row(*words).click()
        return self.title()

    def row(self, *words):
        rows = self.page.find("list", "Notes")
        return wait_until(lambda: next((row for row in rows.fresh().find_all("list item")
                                        if all(word in self._words(row) for word in words)), None),
                          lambda: f"a note with {words} in the list; there is {[self._words(row) for row in rows.find_all('list item')]}")

    def wait_search(self, word):
        """Rows that the search takes away are used for others: none is to be held before it is done."""
        rows = self.page.find("list", "Notes")
        wait_until(lambda: all(word in self._words(row) for row in rows.fresh().find_all("list item")),
                   lambda: f"only notes with {word!r}; there is {[self._words(row) for row in rows.find_all('list item')]}")

    def walk_to(self, *words):
        """From the search into the list with Tab, which comes back to the row where one was before, and on with the arrows."""
        def in_list():
            return any("focused" in row.states for row in self.page.find("list", "Notes").find_all("list item"))

        for _ in range(MOST_TABS):
            if in_list():
                break
            self.desktop.key("Tab")
        else:
            raise TourError(f"the list was not reached by {MOST_TABS} presses of Tab")
        self.desktop.key("Home")
        for _ in range(MOST_ROWS):
            if self.row(*words).has("focused"):
                return
            self.desktop.key("Down")
        raise TourError(f"the row of {words} was not reached by {MOST_ROWS} presses of Down")

    @staticmethod
    def _words(row):
        return " ".join(node.name for node in row.walk() if node.name)

    def title(self):
        """Heading and times of the note that is open."""
        section = self.section(SECTIONS[0])
        pane = next(one for one in section.ancestors() if one.role == "scroll pane")
        return [label.name for label in pane.find_all("label")][:2]

    # Writing

    def section(self, name):
        return self.page.find("text box", name)

    def text(self, name):
        return self.section(name).text()

    def write(self, name, text):
        """Types at the end of a section."""
        box = self.section(name)
        box.click()
        self.desktop.key("ctrl+End")
        self.desktop.type(text)
        wait_until(lambda: box.text().endswith(text), lambda: f"{name} to end with {text!r}; it is {box.text()!r}")

    def replace(self, name, text):
        """Writes a section anew."""
        self.section(name).set_text(text)

    def draft(self, wanted=("Targets and response",)):
        """Asks the ai service for a draft; returns the words about where it came from."""
        self.page.find("button", "Draft from data").click()
        wait_until(lambda: all(self.text(name) for name in wanted), "the draft to come")
        return self.page.find("status", re.compile("drafter|server")).name

    # What the program says about it

    def data_findings(self):
        return [row.name for row in self.page.find("list", LIST_DATA).find_all("list item")]

    def payer_findings(self):
        return [row.name for row in self.page.find("list", LIST_PAYER).find_all("list item")]

    def wait_data_finding(self, pattern):
        return self.page.find("list", LIST_DATA).find("list item", re.compile(pattern))

    def wait_no_data_finding(self, pattern):
        self.page.find("list", LIST_DATA).wait_gone("list item", re.compile(pattern))

    def wait_payer_passed(self):
        wait_until(lambda: all(row.startswith("Passed") for row in self.payer_findings()),
                   lambda: f"everything that the payer requires; there is {self.payer_findings()}")

    def reason(self):
        """Why it cannot be signed; empty when it can."""
        return next((one.name for one in self.page.find_all("status") if "signed yet" in one.name or "missing" in one.name), "")

    def can_sign(self):
        return self.page.find("button", "Sign").has("sensitive")

    def kept(self):
        """When the typing was saved, in words."""
        return next((one.name for one in self.page.find_all("status") if one.name.startswith(("Sav", "Not saved", "Kept"))), "")

    def wait_kept(self):
        wait_until(lambda: self.kept().startswith("Saved"), lambda: f"the typing to be kept; the page says {self.kept()!r}", 10)

    def click_figure(self, name, wanted):
        """Clicks the figures of a section, as they are marked on the screen, until the entries are shown of the one that
        has the words; returns what they say."""
        env = self.desktop.env
        seen = []
        for x, y in self._marked(name):
            env.pointer.click_at(x, y, node=self.page)
            seen = self.figure_words()
            if any(wanted in label for label in seen):
                return self.entries()
        raise TourError(f"no figure in {name} shows {wanted}; the last was {seen}")

    def _marked(self, name):
        """Where the figures of a section lie: the middles of what has their color, found in a picture as an eye would."""
        env = self.desktop.env
        section = self.section(name)
        env.pointer.scroll_to(section)
        left, top, width, height = env.pointer.place(section)
        path = env.folder / "section.rgb"
        env.run(["import", "-silent", "-window", "root", "-crop", f"{width}x{height}+{left}+{top}", "+repage", "-depth", "8",
                 f"rgb:{path}"])
        pixels = path.read_bytes()

        def is_marked(x, y):
            red, green, blue = pixels[3 * (y * width + x):3 * (y * width + x) + 3]
            return 222 < red < 242 and 212 < green < 234 and blue > 240 and blue - green > 14
        points, last = [], -100
        for y in range(height):
            runs, start = [], None
            for x in range(width):
                if is_marked(x, y):
                    start = x if start is None else start
                elif start is not None:
                    runs.append((start, x))
                    start = None
            runs = [run for run in runs if run[1] - run[0] >= 12]
            if runs and y - last > 14:                      # the upper edge of a line of text
                last = y
                points += [(left + (begin + end) // 2, top + y + 6) for begin, end in runs]
        return points

    def figure_words(self):
        """The headings of the lower part of the companion: target and figure."""
        holder = self.page.find_all("list", LIST_ENTRIES)
        if not holder:
            return []
        around = holder[0].parent.find_all("label")
        return [label.name for label in around if label.name]

    def entries(self):
        """The trials or other entries behind the figure that was clicked."""
        return [row.name for row in self.page.find("list", LIST_ENTRIES).find_all("list item")]

    # Deciding

    def complete(self):
        self.page.find("button", "Complete", state="sensitive").click()

    def sign(self, by_key=False):
        """Signs, and answers the question."""
        if by_key:
            self.desktop.key("ctrl+Return")
        else:
            self.page.find("button", "Sign", state="sensitive").click()
        dialog = self.desktop.dialog()
        button = dialog.find("button", "Sign")
        return dialog, button

    def lock_words(self):
        """What stands above a signed note."""
        return self.page.find("label", re.compile("^(Signed by|Signature waits)")).name

    def amend(self, text):
        """Adds an addendum to a signed note."""
        self.page.find("button", "Add addendum", state="sensitive").click()
        dialog = self.desktop.dialog()
        dialog.find("text box", "Addendum").set_text(text)
        dialog.find("button", "Add addendum", state="sensitive").click()
        self.desktop.wait_no_dialog()
        return self.page.find("label", re.compile("^Addendum by"))
