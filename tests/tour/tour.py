#!/usr/bin/python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The clinic's day, by the people who live it, in the real windows of the built program.

usage: tour.py --build FOLDER --output FOLDER [--apart] [--no-pictures] [--reset] [--scene NAME]... [--keep]

Makes a fresh demo practice, starts the server, gives each person a private desktop, and drives the program by mouse, keyboard and
accessibility tree. Leaves a picture of each step, the claim file and a summary in the output folder; ends with 0 when all was as it
should be.
"""

import argparse
import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import scenes  # noqa: E402
from day import ApartClinic, Clinic, Desktop, Report  # noqa: E402

MARK = ".wabi-tour"


class Tour:
    """What the scenes share: the clinic, the people, the report, and what earlier scenes found out."""

    def __init__(self, build, output, folder, apart=False, pictures=True):
        self.build = Path(build).resolve()
        self.output = Path(output).resolve()
        self.folder = Path(folder)
        self.report = Report(self.output, pictures)
        self.clinic = (ApartClinic if apart else Clinic)(self.build, self.folder)
        self.maya = Desktop(self, "Maya Ortiz", "maya.ortiz", "frontdesk")
        self.jordan = Desktop(self, "Jordan Reyes", "jordan.reyes", "rbt")
        self.leila = Desktop(self, "Leila Amin", "leila.amin", "bcba")
        self.priya = Desktop(self, "Priya Shah", "priya.shah", "biller")
        self.people = [self.maya, self.jordan, self.leila, self.priya]
        self.facts = {}

    def fact(self, name):
        """What an earlier scene found out. Without it, a scene cannot go on, and fails."""
        if name not in self.facts:
            raise AssertionError(f"this needs “{name}”, which an earlier scene did not reach")
        return self.facts[name]

    def step(self, desktop, what, picture=True):
        return self.report.step(desktop, what, picture)

    def close(self):
        for person in self.people:
            person.stand_up()
        self.clinic.stop()


def clean(output, reset):
    """Only a folder that a tour has made is emptied."""
    if output.exists() and any(output.iterdir()):
        if not (output / MARK).exists():
            sys.exit(f"tour.py: {output} is in use by something else; name another with --output")
        for path in output.iterdir():
            if reset or path.suffix in (".png", ".txt", ".edi") and path.is_file():
                shutil.rmtree(path) if path.is_dir() else path.unlink()
    output.mkdir(parents=True, exist_ok=True)
    (output / MARK).touch()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", required=True, type=Path)
    parser.add_argument("--output", required=True, type=Path)
    parser.add_argument("--apart", action="store_true", help="each service in a process and on a database of its own, behind HAProxy")
    parser.add_argument("--no-pictures", action="store_true", help="of failures only")
    parser.add_argument("--reset", action="store_true", help="remove all of an earlier tour, and its practice")
    parser.add_argument("--scene", action="append", help="only these, and what they need", choices=list(scenes.ALL))
    parser.add_argument("--keep", action="store_true", help="keep homes, logs and database")
    options = parser.parse_args()
    clean(options.output, options.reset)
    if options.reset:
        shutil.rmtree(options.build / "tour-practice", ignore_errors=True)
    # What meson preloads or sets for the build's own tests is none of the desktop's business.
    for name in ("MALLOC_PERTURB_", "MALLOC_CHECK_", "GSETTINGS_BACKEND", "TZ"):
        os.environ.pop(name, None)
    # A test that takes too long is ended kindly first: nothing of it may go on.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    folder = Path(tempfile.mkdtemp(prefix="wabi-tour-"))
    tour = Tour(options.build, options.output, folder, options.apart, not options.no_pictures)
    try:
        tour.report.say("A clinic's day, through the real windows of Wabi Care")
        with tour.report.scene("Opening the practice"):
            tour.clinic.make()
            tour.clinic.start()
            tour.report.say(f"  The demo practice is served at {tour.clinic.url}")
        if not tour.report.failures:
            for name, (title, play) in scenes.ALL.items():
                if options.scene and name not in options.scene:
                    continue
                with tour.report.scene(title):
                    play(tour)
    finally:
        tour.close()
        if options.keep:
            tour.report.say(f"Kept {folder}")
        else:
            shutil.rmtree(folder, ignore_errors=True)
    people = len([person for person in tour.people if person.seen])
    return tour.report.finish(people, [
        (tour.output, "pictures of each step"),
        (tour.output / "claims.edi", "the claim file, 837P 005010X222A1"),
        (tour.output / "summary.txt", "this text"),
    ])


if __name__ == "__main__":
    sys.exit(main())
