# SPDX-License-Identifier: AGPL-3.0-or-later
"""The place Billing: open sessions with the reason beside each, what a charge came from, claims and files."""

import re

from harness import wait_until

LIST_TRACE = "From the trial to the cent"
LIST_CHECKED = "What was checked"
LIST_MISSING = "What is missing"


class Billing:
    """The place Billing of one desktop."""

    def __init__(self, desktop):
        self.desktop = desktop

    @property
    def page(self):
        return self.desktop.main.seek("widget", "Billing")

    def metric(self, title):
        """A figure at the top, with what stands below it."""
        button = self.page.seek("button", re.compile(f"^{title} "))
        return button.name.removeprefix(title).strip(), [label.name for label in button.find_all("label")][-1]

    def show(self, segment):
        """"Ready to bill", "Claims", "Payments", …, or "Files" and what else stands behind "More"."""
        if segment == "Files":
            self.page.seek("button", re.compile("^(More|Claim files)$")).click()
            self.desktop.main.seek("menu item", "Claim files").click()
            return
        button = self.page.seek("radio", segment)
        button.click()
        button.wait_state("checked")

    def search(self, text):
        box = self.page.seek("search box", "Search billing")
        box.set_text(text)

    def rows(self, table, most=30):
        """The first rows of a table, as lists of words."""
        grid = self.page.seek("tree grid", table)
        holder = next(one for one in grid.children() if one.role == "list")
        holder.links = holder.links[:most]
        return [(row, [node.name for node in row.walk() if node.name]) for row in holder.children()]

    def row(self, table, *words):
        """The row that says all words."""
        def look():
            return next(((row, said) for row, said in self.rows(table)
                         if all(any(word in one for one in said) for word in words)), None)
        return wait_until(look, lambda: f"{words} among {table}: {[said for _, said in self.rows(table)][:12]}", 20)

    def choose(self, table, *words):
        row, said = self.row(table, *words)
        row.click()
        return said

    def listed(self, name):
        """What one of the lists beside the table says."""
        return [one.name for one in self.page.seek("list", name).find_all("list item")]

    # Making claims

    def ask_claims(self, by_key=False):
        """Asks for claims; returns the question with the payers."""
        if by_key:
            self.desktop.key("ctrl+m")
        else:
            self.page.seek("button", re.compile("^Make .*claim"), state="sensitive").click()
        return self.desktop.dialog()

    @staticmethod
    def only(dialog, payer):
        """Leaves one payer checked; returns what stands beside it."""
        words = None
        for box in dialog.find_all("checkbox"):
            if box.name.startswith(payer + ":"):
                words = box.name
                if "checked" not in box.fresh().states:
                    box.click()
            elif "checked" in box.fresh().states:
                box.click()
                box.wait_state("!checked")
        return words

    def make(self, dialog):
        dialog.find("button", "Make claims", state="sensitive").click()
        self.desktop.wait_no_dialog()

    def save_file(self, path):
        """Saves the chosen file with the desktop's own dialog."""
        self.page.seek("button", "Save as…").click()
        dialog = self.desktop.window("Save the claim file")
        box = dialog.find("text box", state="focused")
        self.desktop.key("ctrl+a")
        self.desktop.type(str(path))
        wait_until(lambda: box.text() == str(path), lambda: f"the path to be typed, not {box.text()!r}")
        self.desktop.key("Return")
        wait_until(path.exists, f"{path} to be written")
        self.desktop.wait_no_dialog()
