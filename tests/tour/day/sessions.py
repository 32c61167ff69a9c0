# SPDX-License-Identifier: AGPL-3.0-or-later
"""The place Sessions: today's appointments, and the floor of a running session."""

import re

from harness import wait_until

ACCURACY = re.compile(r"^(\d+) of (\d+) correct · (\d+) %$")


class Sessions:
    """The place Sessions of one desktop."""

    def __init__(self, desktop):
        self.desktop = desktop

    @property
    def page(self):
        return self.desktop.main.seek("widget", "Sessions")

    def today(self):
        """The rows of today's appointments."""
        return self.page.find("list", "Your appointments today").find_all("list item")

    def start(self, name, by_key=False):
        """Starts the session with a client."""
        button = self.page.find("button", re.compile(f"^Start the session with {re.escape(name)}"))
        if by_key:
            row = next(one for one in button.ancestors() if one.role == "list item")
            row.tab_to()
            self.desktop.key("s")
        else:
            button.click()
        self.page.find("button", "End session")
        wait_until(lambda: self.heading() == name, lambda: f"the session with {name}, not {self.heading()}")

    # While it runs

    def heading(self):
        return next((one.name for one in self.page.find_all("heading") if one.shown()), "")

    def timer(self):
        """The clock of the session, as read aloud."""
        return self.page.find("timer").name

    def targets(self):
        return [one for one in self.page.find("list", "Targets by need").find_all("list item")]

    def target(self):
        """Name of the target that is worked on."""
        row = self.page.find("list", "Targets by need").find("list item", state="selected")
        return row.find("label").name

    def next_target(self):
        before = self.target()
        self.desktop.key("j")
        wait_until(lambda: self.target() != before, "the next target")
        return self.target()

    def press(self, *keys):
        """Keys of the floor: Right, Down, Left; q w e r; 1 to 9; ctrl+z."""
        self.desktop.key(*keys)

    def click(self, name):
        """One of the large buttons."""
        button = self.page.find("button", name)
        width, height = button.extents()[2:]
        button.click()
        return width, height

    def prompt(self):
        """The prompt level that is chosen."""
        return self.page.find("radio group", "Prompt level").find("radio", state="checked").name

    def accuracy(self):
        """What the page says about this target today."""
        return next((one.name for one in self.page.find_all("status") if ACCURACY.match(one.name) or "No trials" in one.name), "")

    def wait_accuracy(self, correct, trials):
        """Waits until the page says so many of so many; returns (text, percent)."""
        wanted = f"{correct} of {trials} correct · "
        text = wait_until(lambda: self.accuracy() if self.accuracy().startswith(wanted) else None,
                          lambda: f"“{wanted}…”; the page says {self.accuracy()!r}", 10)
        return text, int(ACCURACY.match(text).group(3))

    def wait_total(self, trials):
        """Waits until the page says how many trials there are of all targets."""
        self.page.find("label", re.compile(rf"^{trials} of \d+ trials$"))

    def behaviors(self):
        """(name, button) of each behavior, in order; its key is its place."""
        found = []
        for row in self.page.find_all("button", re.compile("^(Count|Start the timer|Stop the timer)")):
            found.append(row)
        return found

    def counted(self, pattern):
        """Waits for a behavior's button to say something."""
        return self.page.find("button", re.compile(pattern))

    # The end

    def end(self, started=None, by_key=False):
        """Opens the dialog that verifies the times, and writes the real start; returns the dialog."""
        if by_key:
            self.desktop.key("ctrl+e")
        else:
            self.page.find("button", "End session").click()
        dialog = self.desktop.dialog()
        dialog.find("text box", re.compile("^Started"))
        if started is not None:
            box = dialog.find("text box", re.compile("^Started"))
            if by_key:
                box.tab_to()
                self.desktop.key("ctrl+a")
                self.desktop.type(started)
            else:
                box.set_text(started)
        return dialog

    def confirm(self, dialog):
        """Ends the session; returns when its dialog has gone."""
        dialog.find("button", "End session", state="sensitive").click()
        self.desktop.wait_no_dialog()
