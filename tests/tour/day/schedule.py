# SPDX-License-Identifier: AGPL-3.0-or-later
"""The place Schedule, as a person works with it: days and people on a grid, the card beside it, the editor for new sessions."""

import re
from datetime import timedelta

from harness import TourError, wait_until

from .clinic import local, today

TITLE = re.compile(r"^(January|February|March|April|May|June|July|August|September|October|November|December) \d+"
                   r"|^[A-Z][a-z]{2} \d+(, \d+)? – [A-Z][a-z]{2,8} \d+"
                   r"|^(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, ")
RANGE = re.compile(r"^\d+:\d\d( [ap]m)? – \d+:\d\d [ap]m")


def read_minute(text):
    """Minutes of "9:00 am"."""
    hour, minute, half = re.match(r"(\d+):(\d\d) ([ap]m)$", text).groups()
    return int(hour) % 12 * 60 + int(minute) + (720 if half == "pm" else 0)


def read_range(text):
    """(start, end) of "9:00 – 11:00 am" or "11:00 am – 1:00 pm", in minutes."""
    start, end = text.split(" – ")
    if not start.endswith("m"):
        start += " " + end[-2:]
    return read_minute(start), read_minute(end)


def say_range(start, end):
    """The same the other way round."""
    def say(minute, half):
        hour = minute // 60 % 24
        return f"{(hour - 1) % 12 + 1}:{minute % 60:02d}" + ((" pm" if hour >= 12 else " am") if half else "")
    return f"{say(start, (start < 720) != (end < 720))} – {say(end, True)}"


def say_day(day):
    """A column's name begins with this."""
    return f"{day.strftime('%A, %B')} {day.day}"


class Schedule:
    """The place Schedule of one desktop."""

    def __init__(self, desktop):
        self.desktop = desktop
        self.env = desktop.env

    @property
    def page(self):
        return self.desktop.main.seek("widget", "Schedule")

    def title(self):
        """The days that are shown, in words."""
        return next(label.name for label in self.page.find_all("label", TITLE))

    # Days and people

    def show(self, view):
        """"Day" or "Week"."""
        button = self.page.find("radio", view)
        button.click()
        button.wait_state("checked")

    def turn(self, name):
        """"Earlier", "Later" or "Today"; returns when other days are shown."""
        before = self.title()
        self.page.find("button", name).click()
        if name != "Today":
            wait_until(lambda: self.title() != before, f"other days than {before}")

    def go_to_week(self, day):
        """Turns pages until a day is shown."""
        self.page.find("button", "Today").click()
        for _ in range(8):
            if self.page.find_all("list", re.compile("^" + re.escape(say_day(day)))):
                return
            self.turn("Later")
        raise TourError(f"{day} did not come")

    def pick(self, label, part, name):
        """Types part of a name, and takes the person from the list that comes."""
        box = self.page.find("text box", label)
        box.set_text(part)
        row = self.desktop.find("list item", re.compile("^" + re.escape(name)))
        row.wait_state("selected")
        self.desktop.key("Return")
        box.wait_text(name)

    def clear(self, label):
        """Nobody in particular."""
        box = self.page.find("text box", label)
        if box.text():
            box.find("image").click()
            try:
                box.wait_text("", seconds=3)
            except TourError:     # a list that is just closing takes the first press for itself
                box.find("image").click()
                box.wait_text("")
            self.desktop.key("Escape")

    # The grid

    def column(self, day_or_name):
        """The column of a day, or of a person in the view of a day."""
        name = day_or_name if isinstance(day_or_name, str) else say_day(day_or_name)
        return self.page.find("list", re.compile("^" + re.escape(name)))

    def columns(self):
        return [one.name for one in self.page.find_all("list", lambda name: True)
                if one.parent is not None and re.search(", .*[ap]m$", one.parent.name or "")]

    def chips(self, day_or_name, pattern=""):
        """The sessions in a column whose words match."""
        return self.column(day_or_name).find_all("list item", re.compile(pattern))

    def chip(self, day_or_name, pattern, seconds=15.0):
        """One session in a column."""
        return self.column(day_or_name).find("list item", re.compile(pattern), seconds=seconds)

    def point(self, day_or_name, minute):
        """Where on the screen a minute of a column is; scrolls there."""
        column = self.column(day_or_name)
        pane = next(one for one in column.ancestors() if one.role == "scroll pane")
        for _ in range(40):
            x, top, width, height = self.env.pointer.place(column)
            first, last = self._hours(column)
            y = top + height * (minute - first) / (last - first)
            _, pane_top, _, pane_height = self.env.pointer.place(pane)
            if pane_top + 8 <= y <= pane_top + pane_height - 8:
                return (x + width // 2, round(y))
            self.env.pointer.scroll(pane, 1 if y > pane_top + 8 else -1)
        raise TourError(f"minute {minute} of {day_or_name} did not come into sight")

    def _hours(self, column):
        """The first and the last minute that the grid shows, from where something is that says when it is: a session, or
        the cursor where there is none."""
        canvas = column.parent
        marks = [(one, one.name.split(", ")[0]) for one in canvas.find_all("list item", RANGE)]
        marks += [(one.parent, one.name) for one in canvas.find_all("label", RANGE)]
        if not marks:
            raise TourError("nothing on the grid says when it is")
        mark, text = marks[0]
        start, end = read_range(text)
        _, y, _, height = mark.extents()
        _, top, _, whole = column.extents()
        hours = round(whole * (end - start) / (height + 3) / 60)       # the grid shows whole hours
        first = round((start - (y - top) * hours * 60 / whole) / 60) * 60
        return first, first + hours * 60

    def drag_new(self, day_or_name, start, end):
        """Drags over free hours; the editor comes."""
        self.point(day_or_name, end)
        points = [self.point(day_or_name, start), self.point(day_or_name, end)]
        self.env.pointer.drag((points[0][0], points[0][1] + 2), (points[1][0], points[1][1] - 2), node=self.page)
        return self.editor()

    def drag_chip(self, chip, start, day_or_name, to):
        """Drags a session that begins at `start` to another hour, or another column."""
        x, y, width, _ = self.env.pointer.place(chip)
        grip = 12
        end = self.point(day_or_name, to)
        x, y, width, _ = self.env.pointer.place(chip)
        self.env.pointer.drag((x + width // 2, y + grip), (end[0], end[1] + grip), node=self.page, steps=12)

    # The card and the editor

    def choose(self, chip):
        """A press on a session shows its card."""
        chip.click()
        chip.wait_state("selected")
        return self.page.find("button", "Open client")

    def column_cursor(self):
        """Gives the keyboard to the grid."""
        canvas = next(one for one in self.page.find_all("group", re.compile(", .*[ap]m$")))
        canvas.tab_to()

    def field(self, label):
        """An entry of the editor."""
        return self.page.find("text box", re.compile("^" + label))

    def verb(self, name):
        """One of the card's buttons."""
        return self.page.find("button", name, state="sensitive")

    def editor(self):
        return Editor(self)


class Editor:
    """Books a session, or changes one."""

    def __init__(self, schedule):
        self.schedule = schedule
        self.desktop = schedule.desktop
        self.root = wait_until(self._look, "the editor of a session")

    def _look(self):
        for box in self.schedule.page.find_all("text box", re.compile("^Start")):
            if box.shown():
                return box
        return None

    def set(self, client=None, staff=None, start=None, end=None, date=None):
        """Types into the fields; people are (part, name)."""
        page = self.schedule.page
        for label, person in (("Client", client), ("Staff", staff)):
            if person is not None:
                self.schedule.pick(label, *person)
        for label, text in (("Date", date), ("Start", start), ("End", end)):
            if text is not None:
                box = page.find("text box", re.compile("^" + label))
                box.set_text(text)
                self.desktop.key("Tab")

    def value(self, label):
        return self.schedule.page.find("text box", re.compile("^" + label)).text()

    def findings(self):
        """What the program says about the draft: {title: (level, words)}."""
        found = {}
        for holder in self.schedule.page.find_all("list", re.compile("^Billable, checked")):
            for row in holder.find_all("list item"):
                found[row.name] = row
        return list(found)

    def wait_finding(self, pattern):
        """Waits for something that the program says about the draft; returns all its words."""
        holder = self.schedule.page.find("list", re.compile("^Billable, checked"))
        return holder.find("list item", re.compile(pattern)).name

    def can_save(self):
        return self.schedule.page.find("button", re.compile("^(Book session|Save)")).has("sensitive")

    def reason(self):
        """Why it cannot be saved."""
        return next((one.name for one in self.schedule.page.find_all("alert") if one.name and one.shown()), "")

    def save(self, by_key=False):
        """Books it; returns when the editor has gone."""
        if by_key:
            self.desktop.key("ctrl+Return")
        else:
            self.schedule.page.find("button", re.compile("^(Book session|Save)"), state="sensitive").click()
        wait_until(lambda: self._look() is None, lambda: f"the session to be saved; it says {self.reason()!r}")

    def dismiss(self):
        self.schedule.page.find("button", "Give up").click()
        wait_until(lambda: self._look() is None, "the editor to close")


# Where there is room

def find_free(clinic, staff, client, minutes, first_day=None, taken=()):
    """(day, start minute) when both are free and at work for so long, from the schedule as the server has it."""
    day = first_day or today() + timedelta(days=1)
    holidays = {one["body"]["date"] for one in clinic.records("holiday")}
    hours = {}
    for one in clinic.records("staff_hours", staff=staff):
        hours.setdefault(one["body"]["weekday"], []).append((one["body"]["start_minute"], one["body"]["end_minute"]))
    client_hours = clinic.records("client_hours", client=client)
    visits = clinic.records("appointment", staff=staff) + clinic.records("appointment", client=client)
    for _ in range(14):
        busy = list(taken)
        for visit in visits:
            body = visit["body"]
            if body["status"] in ("cancelled", "withdrawn", "no_show") or local(body["starts_at"]).date() != day:
                continue
            start, end = local(body["starts_at"]), local(body["ends_at"])
            busy.append((day, start.hour * 60 + start.minute, end.hour * 60 + end.minute))
        for opens, closes in hours.get(day.isoweekday(), []) if day.isoformat() not in holidays else []:
            for start in range(opens, closes - minutes + 1, 30):
                mine = [one for one in client_hours if one["body"]["weekday"] == day.isoweekday()]
                if client_hours and not any(one["body"]["start_minute"] <= start
                                            and start + minutes <= one["body"]["end_minute"] for one in mine):
                    continue
                if all(at != day or start + minutes <= begin or start >= stop for at, begin, stop in busy):
                    return day, start
        day += timedelta(days=1)
    raise TourError("nobody has time in the next two weeks")
