# SPDX-License-Identifier: AGPL-3.0-or-later
"""A person at a desk: a private desktop with a home of its own, and the program in it."""

import re

from harness import Environment, TourError, wait_until

SAVED = re.compile("^All changes saved")


class Desktop:
    """One person. The program may be quit, killed and started again: home, cache and keyring stay."""

    def __init__(self, tour, name, login, role, size=(1280, 800)):
        self.tour = tour
        self.name = name
        self.first_name = name.split()[0]
        self.login = login
        self.role = role
        self.size = size
        self.env = None
        self.seen = False
        self.process = None
        self.app = None

    # Life

    def sit_down(self, size=None, keyring_password=None):
        """The desktop without the program. A keyring that was kept opens with its password only."""
        self.size = size or self.size
        self.seen = True
        self.env = Environment(size=self.size, maximized=True, folder=self.tour.folder / self.login)
        if keyring_password is not None:
            self.env.keyring_password = keyring_password
        self.env.start()
        return self

    def start(self, sign_in=False):
        """Starts the program; with sign_in it is signed in by a file, as ./wabi demo does it."""
        if self.env is None:
            self.sit_down()
        extra = {"GSETTINGS_SCHEMA_DIR": self.tour.build / "data", "WABI_LOCALE_DIR": self.tour.build / "po"}
        if sign_in:
            path = self.tour.folder / f"{self.login}.json"
            self.tour.clinic.write_sign_in(self.role, path)
            extra["WABI_SIGN_IN_FILE"] = path
        self.process = self.env.spawn([self.tour.clinic.program("wabi-care")], name="wabi-care", env=extra)
        self.app = self.env.tree.app(self.process)
        return self

    def wait_work(self, seconds=60):
        """Returns when the places are shown and the practice has come in."""
        self.main.seek("list", "Places", seconds=seconds)
        return self

    def kill(self):
        """kill -9 in the midst of whatever it does."""
        return self.process.kill()

    def quit(self):
        """Ctrl+Q, as a person ends the day; returns when the program has gone."""
        self.key("ctrl+q")
        status = self.process.wait()
        if status != 0:
            raise TourError(f"the program ended with {status}: {self.output()[-2000:]}")

    def stand_up(self):
        """Ends everything; the home stays."""
        if self.env is not None:
            self.env.stop()
        self.env = self.process = self.app = None

    def output(self):
        return self.process.output() if self.process is not None else ""

    # What is on the screen

    @property
    def main(self):
        """The program's window."""
        def look():
            return next((one for one in self.app.children() if re.search("Wabi Care$", one.raw_name)), None)
        return wait_until(look, f"the window of {self.name}")

    def window(self, name, seconds=15.0):
        """A dialog."""
        def look():
            for one in self.app.fresh().children():
                if one.raw_name and (name.search(one.raw_name) if hasattr(name, "search") else one.raw_name == name):
                    return one
            return None
        return wait_until(look, lambda: f"the window {getattr(name, 'pattern', name)!r}; there is\n{self.app.dump()}", seconds)

    def dialog(self, seconds=15.0):
        """The newest window that is not the main one."""
        def look():
            others = [one for one in self.app.fresh().children() if not re.search("Wabi Care$", one.raw_name)]
            return others[-1] if others else None
        return wait_until(look, lambda: f"a dialog; there is\n{self.app.dump()}", seconds)

    def wait_no_dialog(self, seconds=15.0):
        wait_until(lambda: all(re.search("Wabi Care$", one.raw_name) for one in self.app.fresh().children()),
                   "the dialog to close", seconds)

    def find(self, *args, **more):
        return self.main.find(*args, **more)

    def find_all(self, *args, **more):
        return self.main.find_all(*args, **more)

    def key(self, *chords):
        """Keys where the keyboard is."""
        self.env.pointer.key(*chords, node=self.app)

    def type(self, text):
        self.env.pointer.type(text, self.app)

    # Places

    def go(self, place):
        """Goes to a place with the mouse."""
        row = self.main.seek("list", "Places").find("list item", re.compile(rf"^{place}(,|$)"))
        row.click()
        return self.wait_place(place)

    def wait_place(self, place, seconds=20.0):
        """Waits for a place to be in front: the window's title says so, and the page has its name."""
        wait_until(lambda: self.main.raw_name.startswith(place), lambda: f"{place} in front of {self.main.raw_name}", seconds)
        return self.main

    def places(self):
        """Names of the places of this person, in their order."""
        rows = self.main.seek("list", "Places").find_all("list item")
        return [row.name.split(",")[0] for row in rows]

    def press_place(self, place):
        """Goes to a place with its key, Ctrl+1 to Ctrl+9."""
        self.key(f"ctrl+{self.places().index(place) + 1}")
        return self.wait_place(place)

    # Status

    def status(self):
        """What the small status at the lower left says."""
        return self._status_button().name

    def _status_button(self):
        words = ("All changes saved|Working offline|Sending changes|Bringing in|Sending is paused|Password needed|A change needs|"
                 "Changes need")
        return self.main.seek("button", re.compile(f"^({words})"))

    def wait_status(self, pattern, seconds=30.0):
        """Waits until the status says something; returns all that it says."""
        def look():
            text = self.status()
            return text if re.search(pattern, text) else None
        return wait_until(look, lambda: f"the status /{pattern}/; it says {self.status()!r}", seconds)

    def wait_saved(self, seconds=30.0):
        return self.wait_status("^All changes saved", seconds)

    def toast(self, pattern, seconds=10.0):
        """A message at the lower edge."""
        return self.find("label", re.compile(pattern), seconds=seconds)
