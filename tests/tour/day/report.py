# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the tour did: steps with their pictures, what was checked, and a summary that a person understands."""

import contextlib
import re
import time
import traceback
from pathlib import Path

from harness import TourError


class Failed(Exception):
    """A scene cannot go on. What went wrong has been told."""


class Report:
    """The record of a tour. Steps are numbered, and so are their pictures."""

    def __init__(self, folder, pictures=True):
        self.with_pictures = pictures
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.started = time.monotonic()
        self.lines = []
        self.steps = 0
        self.checks = 0
        self.failures = []
        self.pictures = []
        self.results = []             # sentences for the end

    def say(self, text=""):
        print(text, flush=True)
        self.lines.append(text)

    # Scenes and steps

    @contextlib.contextmanager
    def scene(self, title):
        """A part of the day. What goes wrong in it ends it, and is told; the other scenes still have their turn."""
        self.say()
        self.say(title)
        try:
            yield
        except Failed:
            pass
        except Exception as error:  # noqa: BLE001 - whatever went wrong is a failure of the tour
            self._fail(title, error)

    @contextlib.contextmanager
    def step(self, desktop, what, picture=True):
        """One thing that one person does. Ends with a picture of the person's window."""
        self.steps += 1
        number = self.steps
        checks = self.checks
        started = time.monotonic()
        try:
            yield
        except Exception as error:  # noqa: BLE001 - told with a picture and the tree, then the scene ends
            self._fail(f"{number:02d} {desktop.first_name} {what}", error, desktop, number)
            raise Failed() from None
        seconds = time.monotonic() - started
        if picture and self.with_pictures:
            self.picture(desktop, what, number)
        checked = self.checks - checks
        self.say(f"  {number:02d}  {desktop.name} {what}"
                 + (f" — {checked} check{'s' if checked != 1 else ''}" if checked else "") + f", {seconds:.1f} s")

    def check(self, condition, words):
        """Something that must be true; `words` say what, in case it is not."""
        if not condition:
            raise TourError(words)
        self.checks += 1

    def equal(self, there, wanted, what):
        """Two things that must be the same."""
        self.check(there == wanted, f"{what} is {there!r}, and should be {wanted!r}")

    def result(self, text):
        """A sentence for the summary."""
        self.results.append(text)

    def picture(self, desktop, what, number=None, node=None):
        """A picture of a person's window (or of the window that holds a node), as NN-name-what.png."""
        name = slug(f"{desktop.first_name} {what}")
        letters = [one for one in self.pictures if one.name.startswith(f"{number or self.steps:02d}")]
        tail = chr(ord("a") + len(letters)) if letters else ""
        path = self.folder / f"{number or self.steps:02d}{tail}-{name}.png"
        desktop.env.pointer.picture(path, node)
        self.pictures.append(path)
        return path

    def _fail(self, where, error, desktop=None, number=0):
        text = str(error) if isinstance(error, (TourError, AssertionError)) else traceback.format_exc().strip()
        short = text.split("; there is\n")[0].strip()
        self.failures.append((where, short))
        self.say(f"  FAILED  {where}: {short}")
        if desktop is None:
            return
        name = f"failed-{number:02d}-{slug(desktop.first_name)}"
        with contextlib.suppress(Exception):
            desktop.env.pointer.picture(self.folder / f"{name}.png")
        with contextlib.suppress(Exception):
            (self.folder / f"{name}.txt").write_text(f"{text}\n\n{desktop.app.dump()}\n\n{desktop.output()[-4000:]}\n")

    # The end

    def finish(self, people, files):
        """Prints the summary and writes it to summary.txt; returns the exit status."""
        seconds = time.monotonic() - self.started
        self.say()
        self.say("What happened")
        for text in self.results:
            self.say(f"  • {text}")
        self.say()
        self.say(f"{self.steps} steps by {people} people in {seconds:.0f} s, {self.checks} things checked,"
                 f" {len(self.pictures)} pictures.")
        if self.failures:
            self.say(f"{len(self.failures)} FAILED:")
            for where, text in self.failures:
                lines = text.splitlines() or [""]
                self.say(f"  ✕ {where}: {lines[-1] if lines[0].startswith('Traceback') else lines[0]}")
        else:
            self.say("Everything went as it should.")
        self.say()
        self.say("Where to look")
        for path, what in files:
            if Path(path).exists():
                self.say(f"  {path}  {what}")
        (self.folder / "summary.txt").write_text("\n".join(self.lines) + "\n")
        return 1 if self.failures else 0


def slug(text):
    """Fit for the name of a file."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:70]
