# SPDX-License-Identifier: AGPL-3.0-or-later
"""The same verbs without a mouse: book, sign, make claims. (Jordan's session of the offline hour is by keyboard too.)"""

from day.billing import Billing
from day.notes import Notes
from day.schedule import Schedule, find_free, say_range
from harness import wait_until

from .front_desk import say_clock, the_visit
from .offline import open_note

LENGTH = 60


def book(tour):
    maya, clinic = tour.maya, tour.clinic
    client, name, part = tour.fact("booked client")
    jordan = tour.fact("jordan")
    day, start = find_free(clinic, jordan, client, LENGTH)
    with tour.step(maya, "books by keyboard alone"):
        maya.press_place("Schedule")
        schedule = Schedule(maya)
        schedule.page.find("text box", "Staff shown").tab_to()
        maya.key("ctrl+a")
        maya.type("jord")
        maya.find("list item", "Jordan Reyes").wait_state("selected")
        maya.key("Return")
        schedule.column_cursor()
        maya.key("n")
        schedule.editor()
        maya.type(part)
        maya.find("list item", name).wait_state("selected")
        maya.key("Return")
        for label, text in (("Date", f"{day.strftime('%b')} {day.day}"), ("Start", say_clock(start)), ("End", say_clock(start + LENGTH))):
            schedule.field(label).tab_to()
            maya.key("ctrl+a")
            maya.type(text)
        editor = schedule.editor()
        editor.wait_finding("^Passed: Both available")
        editor.save(by_key=True)
        schedule.chip(day, f"^{say_range(start, start + LENGTH)}, {name}")
        maya.wait_saved()
        tour.report.equal(the_visit(clinic, jordan, client, day, start)["body"]["status"], "scheduled", "the booking at the server")


def sign(tour):
    leila, clinic = tour.leila, tour.clinic
    note, *words = open_note(clinic, but=tour.facts.get("note"))
    with tour.step(leila, "signs by keyboard alone"):
        leila.press_place("Notes")
        notes = Notes(leila)
        leila.key("ctrl+f")
        leila.key("ctrl+a")
        leila.type(words[0])
        notes.wait_search(words[0])
        notes.walk_to(*words)
        leila.key("space")
        wait_until(lambda: words[1] in " ".join(notes.title()), lambda: f"the note of {words}; open is {notes.title()}")
        wait_until(notes.can_sign, lambda: f"the note to be ready; it says {notes.reason()!r}")
        _, button = notes.sign(by_key=True)
        button.tab_to()
        leila.key("space")
        leila.wait_no_dialog()
        clinic.wait_record("note", note, "the signature at the server", lambda body: body["state"] == "signed")
        leila.wait_saved()


def claim(tour):
    priya, clinic = tour.priya, tour.clinic
    files = len(clinic.records("claim_file"))
    with tour.step(priya, "makes claims by keyboard alone"):
        priya.press_place("Billing")
        billing = Billing(priya)
        # What stands behind "More" is none of the tabs: then the group is entered at its first.
        (billing.page.find_all("radio", state="checked") or [billing.page.seek("radio", "Ready to bill")])[0].tab_to()
        priya.key("Home")
        billing.page.seek("radio", "Ready to bill").wait_state("checked")
        dialog = billing.ask_claims(by_key=True)
        dialog.find("button", "Make claims", state="sensitive").tab_to()
        priya.key("space")
        priya.wait_no_dialog()
        wait_until(lambda: len(clinic.records("claim_file")) > files, "the claim files", 20)
        priya.wait_saved()
    tour.report.result("Book, record, sign and make claims were also done without the mouse")
