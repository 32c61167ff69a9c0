# SPDX-License-Identifier: AGPL-3.0-or-later
"""Maya at the front desk: the week, the day, a booking with what speaks against it, a move, a cancellation, an undo."""

import re
from datetime import timedelta

from day.clinic import local, today
from day.schedule import Schedule, find_free, say_day, say_range

WHEN_TAKEN = re.compile("^Blocked: .* is already booked")
WHEN_CLOSED = re.compile("^Blocked: .* is not available")
LENGTH = 60


def find_people(tour):
    """A technician's client whom the tour books, and another session of the technician that is cancelled."""
    clinic = tour.clinic
    tour.facts["jordan"] = clinic.staff(tour.jordan.name)
    client = next(one for one in clinic.records("client")
                  if (one["body"]["first_name"], one["body"]["last_name"]) == ("Ava", "Okafor"))
    tour.facts["booked client"] = (client["id"], "Ava Okafor", "oka")


def see_days(tour):
    maya = tour.maya
    find_people(tour)
    with tour.step(maya, "opens the week of one technician"):
        maya.go("Schedule")
        schedule = Schedule(maya)
        schedule.pick("Staff shown", "jord", "Jordan Reyes")
        week = schedule.title()
        tour.report.check(len(schedule.columns()) >= 5, f"the week {week} has a column for each working day")
    with tour.step(maya, "turns to the next week"):
        schedule.turn("Later")
        tour.report.check(schedule.title() != week, "another week is shown")
        visits = sum(len(schedule.chips(name)) for name in schedule.columns())
        tour.report.check(visits > 3, f"next week has sessions ({visits})")
    with tour.step(maya, "looks at one day, with a column for each member of staff"):
        schedule.clear("Staff shown")
        schedule.show("Day")
        tour.report.check(len(schedule.columns()) > 10, f"the day has a column for each of the staff: {schedule.columns()}")
    with tour.step(maya, "finds a client by part of a name"):
        schedule.show("Week")
        schedule.turn("Today")
        _, name, part = tour.fact("booked client")
        schedule.pick("Find a client", part, name)
        chips = [chip.name for one in schedule.columns() for chip in schedule.chips(one)]
        tour.report.check(chips and all(name in chip or chip.startswith("Draft") for chip in chips),
                          f"only the client's sessions are shown: {chips}")


def book(tour):
    maya, clinic = tour.maya, tour.clinic
    schedule = Schedule(maya)
    client, name, part = tour.fact("booked client")
    jordan = tour.fact("jordan")
    day, start = find_free(clinic, jordan, client, LENGTH)
    with tour.step(maya, "books by dragging over free hours"):
        schedule.clear("Find a client")
        schedule.pick("Staff shown", "jord", "Jordan Reyes")
        schedule.go_to_week(day)
        editor = schedule.drag_new(day, start, start + LENGTH)
        editor.set(client=(part, name))
        editor.wait_finding("^Passed: Both available")
        tour.report.equal(f"{editor.value('Start')} – {editor.value('End')}", f"{say_clock(start)} – {say_clock(start + LENGTH)}",
                          "the time that was dragged")
        tour.report.check(editor.can_save(), "nothing speaks against the free hours")
    with tour.step(maya, "sees before saving that the technician is booked already"):
        busy = taken_minute(clinic, jordan, day)
        editor.set(start=say_clock(busy))
        words = editor.wait_finding(WHEN_TAKEN)
        tour.report.check(not editor.can_save(), "a double booking cannot be saved")
        tour.report.check(bool(editor.reason()), "the reason stands beside the button")
        tour.report.result(f"A double booking was stopped before saving: “{words.removeprefix('Blocked: ')}”")
    with tour.step(maya, "sees before saving that nobody works at that hour"):
        editor.set(start="9:30 pm")
        editor.wait_finding(WHEN_CLOSED)
        tour.report.check(not editor.can_save(), "a session outside the hours cannot be saved")
    with tour.step(maya, "books at the free time"):
        editor.set(start=say_clock(start))
        editor.wait_finding("^Passed: Both available")
        editor.save()
        chip = schedule.chip(day, f"^{say_range(start, start + LENGTH)}, {name}")
        maya.wait_saved()
        visit = the_visit(clinic, jordan, client, day, start)
        tour.report.equal(visit["body"]["status"], "scheduled", "the booking at the server")
    with tour.step(maya, "moves it to another day by dragging"):
        other, at = find_free(clinic, jordan, client, LENGTH, first_day=next_in_week(clinic, day))
        schedule.go_to_week(other)
        if not schedule.chips(day, name):
            raise AssertionError("both days are not in one week")
        schedule.drag_chip(chip, start, other, at)
        chip = schedule.chip(other, f"^{say_range(at, at + LENGTH)}, {name}")
        maya.wait_saved()
        moved = clinic.record("appointment", visit["id"])
        begins = local(moved["body"]["starts_at"])
        tour.report.equal((begins.date(), begins.hour * 60 + begins.minute), (other, at), "when the session is at the server")
        tour.report.result(f"Maya booked a session of {name} by dragging, and moved it from {say_day(day)} to {say_day(other)}")
    tour.facts["booked visit"] = visit["id"]


def cancel(tour):
    maya, clinic = tour.maya, tour.clinic
    schedule = Schedule(maya)
    visit = upcoming(clinic, tour.fact("jordan"), but=tour.fact("booked visit"))
    begins = local(visit["body"]["starts_at"])
    name = clinic.client(visit["body"]["client"])
    with tour.step(maya, "cancels another session, and says who and why"):
        schedule.go_to_week(begins.date())
        schedule.choose(schedule.chip(begins.date(), f"^{say_clock(begins.hour * 60 + begins.minute)[:-3]}.*{name}"))
        schedule.verb("Cancel session").click()
        dialog = maya.window("Cancel this session")
        dialog.find("radio", "Family").click()
        dialog.find("checkbox", "Client ill").click()
        dialog.find("text box", "Note").set_text("Fever since last night")
        tour.report.picture(maya, "says who cancels and why")
        dialog.find("button", "Cancel session", state="sensitive").click()
        follow = maya.window("Cancellations and waiting list")
        follow.find("label", "Book a make-up")
        tour.report.picture(maya, "is offered a make-up, and who could use the hours")
        maya.env.pointer.key("Escape", node=follow)
        maya.wait_no_dialog()
        maya.wait_saved()
        body = clinic.wait_record("appointment", visit["id"], "the cancellation at the server",
                                  lambda body: body["status"] == "cancelled")["body"]
        tour.report.equal((body["cancelled_by"], body["cancel_note"]), ("family", "Fever since last night"), "who and why")
        schedule.chip(begins.date(), f"{name}.*Canceled by family: Client ill")
    with tour.step(maya, "undoes it with Ctrl+Z"):
        maya.key("ctrl+z")
        clinic.wait_record("appointment", visit["id"], "the session to stand again",
                           lambda body: body["status"] == "scheduled" and not body.get("cancelled_by"))
        schedule.chip(begins.date(), f"{name}.*Booked")
        maya.wait_saved()
        tour.report.check(True, "the session stands again")
    tour.report.result(f"Maya canceled a session of {name} (family, client ill) and took it back")


# What the server knows

def the_visit(clinic, staff, client, day, start):
    """The one appointment of both that begins then."""
    found = [one for one in clinic.records("appointment", staff=staff, client=client)
             if local(one["body"]["starts_at"]).date() == day
             and local(one["body"]["starts_at"]).hour * 60 + local(one["body"]["starts_at"]).minute == start]
    if len(found) != 1:
        raise AssertionError(f"the server has {len(found)} such sessions, not one")
    return found[0]


def taken_minute(clinic, staff, day):
    """When the member of staff is booked that day, half an hour in."""
    begins = [local(one["body"]["starts_at"]) for one in clinic.records("appointment", staff=staff)
              if one["body"]["status"] == "scheduled" and local(one["body"]["starts_at"]).date() == day]
    if not begins:
        raise AssertionError(f"nothing is booked on {day}")
    return begins[0].hour * 60 + begins[0].minute + 30


def next_in_week(clinic, day):
    """The working day after, or before, that stands on the same page of the schedule."""
    holidays = {one["body"]["date"] for one in clinic.records("holiday")}
    week = [day + timedelta(days=step) for step in (1, 2, 3, -1, -2, -3)]
    return next(one for one in week if one.isocalendar()[:2] == day.isocalendar()[:2] and one.isoweekday() <= 5
                and one.isoformat() not in holidays)


def upcoming(clinic, staff, but):
    """A later session of somebody that can be cancelled."""
    for one in sorted(clinic.records("appointment", staff=staff), key=lambda one: one["body"]["starts_at"]):
        if (one["body"]["status"] == "scheduled" and local(one["body"]["starts_at"]).date() > today() and one["id"] != but):
            return one
    raise AssertionError("nothing is booked in the next two weeks")


def say_clock(minute):
    return f"{(minute // 60 - 1) % 12 + 1}:{minute % 60:02d} {'pm' if minute // 60 % 24 >= 12 else 'am'}"
