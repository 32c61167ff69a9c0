# SPDX-License-Identifier: AGPL-3.0-or-later
"""The server dies; the day goes on: book, record, sign, make claims, quit and start. Then it comes back, and all agree."""

import re

from day.billing import Billing
from day.clinic import local
from day.notes import Notes
from day.schedule import Schedule, find_free, say_day, say_range
from day.sessions import Sessions
from harness import wait_until

LENGTH = 60
OFFLINE = "^Working offline"


def lose_server(tour):
    clinic, report = tour.clinic, tour.report
    jordan = tour.fact("jordan")
    yara, name = second_client(clinic, jordan, tour.fact("booked client")[0])
    ava = tour.fact("booked client")
    first = find_free(clinic, jordan, ava[0], LENGTH)
    tour.facts.update({"contested": first, "second client": (yara, name),
                       "open note": open_note(clinic, but=tour.facts.get("note"))})
    for person in tour.people:
        if person.process is None or not person.process.running:
            person.start(sign_in=True).wait_work()
        person.wait_saved()
    with tour.step(tour.maya, "notices that the server is gone, and can go on"):
        clinic.kill()
        tour.maya.key("F5")
        words = tour.maya.wait_status(OFFLINE, 60)
        report.check("All changes are kept here" in words, f"the status says that nothing is lost: {words}")
    for person in tour.people[1:]:
        person.key("F5")
        person.wait_status(OFFLINE, 60)
    report.result("The server was killed (-9); all four desktops went on")


def book_offline(tour):
    day, start = tour.fact("contested")
    for person, (_, name, part), is_first in ((tour.maya, tour.fact("booked client"), True),
                                              (tour.leila, (*tour.fact("second client"), None), False)):
        with tour.step(person, "books a time offline" if is_first else "books the same technician at the same time, not knowing"):
            person.go("Schedule")
            schedule = Schedule(person)
            schedule.pick("Staff shown", "jord", "Jordan Reyes")
            schedule.go_to_week(day)
            editor = schedule.drag_new(day, start, start + LENGTH)
            editor.set(client=(part or name.split()[-1][:4].lower(), name))
            editor.wait_finding("^Passed: Both available")
            editor.save()
            chip = schedule.chip(day, f"^{say_range(start, start + LENGTH)}, {name}")
            tour.report.check("ooked" in chip.name or "sent" in chip.name, f"the booking stands here: {chip.name}")
            words = person.wait_status("1 change waits to be sent")
            tour.report.check(words.startswith("Working offline"), f"the status says what waits: {words}")


def record_offline(tour):
    jordan, report = tour.jordan, tour.report
    jordan.go("Sessions")
    sessions = Sessions(jordan)
    button = sessions.page.find("button", re.compile("^Start the session with "))
    name = re.match("Start the session with (.*?)( Start)?$", button.name).group(1)
    with tour.step(jordan, "starts the next session offline and records, by keyboard alone"):
        sessions.start(name, by_key=True)
        sessions.press("Right", "Right", "Left")
        sessions.wait_accuracy(2, 3)
        jordan.wait_status("4 changes wait to be sent")
    with tour.step(jordan, "quits, and starts again without the server: the session still runs"):
        jordan.quit()
        jordan.start().wait_work()
        jordan.wait_status(OFFLINE, 60)
        jordan.press_place("Sessions")
        wait_until(lambda: sessions.heading() == name, "the running session")
        sessions.wait_total(3)
        sessions.press("Right")
        sessions.wait_total(4)
    with tour.step(jordan, "ends it offline"):
        dialog = sessions.end(by_key=True)
        dialog.find("button", "End session").tab_to()
        jordan.key("space")
        jordan.wait_no_dialog()
        sessions.page.find("button", "Write the note")
        words = jordan.wait_status("6 changes wait to be sent")
        report.check(words.startswith("Working offline"), f"the status says what waits: {words}")
    tour.facts["offline client"] = name


def sign_offline(tour):
    leila, report = tour.leila, tour.report
    _, *words = tour.fact("open note")
    with tour.step(leila, "signs a note offline: the signature is shown as waiting"):
        leila.go("Notes")
        notes = Notes(leila)
        notes.choose("To review", *words)
        wait_until(notes.can_sign, lambda: f"the note to be ready; it says {notes.reason()!r}")
        dialog, button = notes.sign()
        report.check(any("offline" in label.name for label in dialog.find_all("label")), "the question says that it will wait")
        button.click()
        leila.wait_no_dialog()
        wait_until(lambda: notes.lock_words().startswith("Signature waits for the server"), "the note to say that it waits")
        leila.wait_status("2 changes wait to be sent")


def claim_offline(tour):
    priya, report = tour.priya, tour.report
    billing = Billing(priya)
    with tour.step(priya, "asks for claims offline: they wait for the server"):
        priya.go("Billing")
        billing.show("Ready to bill")
        dialog = billing.ask_claims()
        payer = next(box.name.split(":")[0] for box in dialog.find_all("checkbox")
                     if not box.name.startswith(tour.fact("payer body")["name"] + ":"))
        billing.only(dialog, payer)
        billing.make(dialog)
        billing.page.seek("alert", re.compile("wait for the server"))
        priya.wait_status("1 change waits to be sent")
        tour.facts["offline payer"] = payer
    with tour.step(priya, "sees in Inbox what waits"):
        priya.go("Inbox")
        row = priya.main.seek("list", "Inbox").find("list item", contains=re.compile("wait for the server"))
        report.check(row.exists, "the claims are listed as waiting")


def start_offline(tour):
    maya = tour.maya
    day, start = tour.fact("contested")
    with tour.step(maya, "quits, and starts again without the server"):
        maya.quit()
        maya.start().wait_work()
        words = maya.wait_status(OFFLINE, 60)
        tour.report.check("1 change waits to be sent" in words, f"what waits is still there: {words}")
        maya.go("Schedule")
        schedule = Schedule(maya)
        schedule.pick("Staff shown", "jord", "Jordan Reyes")
        schedule.go_to_week(day)
        schedule.chip(day, f"^{say_range(start, start + LENGTH)}, {tour.fact('booked client')[1]}")


def return_server(tour):
    clinic, report = tour.clinic, tour.report
    with tour.step(tour.maya, "sees the server come back: everything is sent"):
        clinic.start()
        for person in tour.people:                        # Maya first, so that Leila's booking comes second
            person.key("F5")
            person.wait_status("^(All changes saved|A change needs|Changes need)", 60)
    with tour.step(tour.leila, "finds the signature confirmed"):
        note, *_ = tour.fact("open note")
        clinic.wait_record("note", note, "the signature at the server", lambda body: body["state"] == "signed")
        notes = Notes(tour.leila)
        wait_until(lambda: notes.lock_words().startswith("Signed by Leila Amin"), "the note to say that it is signed")
        wait_until(lambda: clinic.records("charge", note=note), "the charge of the note that was signed offline", 20)
    with tour.step(tour.priya, "finds the claims numbered and written"):
        payer = next(one["id"] for one in clinic.records("payer") if one["body"]["name"] == tour.fact("offline payer"))
        requests = wait_until(lambda: [one for one in clinic.records("claim_request", payer=payer) if one["body"].get("file")],
                              "the file of the claims that were asked for offline", 20)
        file = clinic.record("claim_file", requests[-1]["body"]["file"])["body"]
        tour.priya.go("Billing")
        billing = Billing(tour.priya)
        billing.show("Files")
        billing.row("Claim files", file["name"])
        report.check(file["claim_count"] > 0, "the file has claims")
    with tour.step(tour.jordan, "finds the session of the offline hour at the server"):
        held = clinic.records("session", staff=tour.fact("jordan"), state="ended")
        newest = max(held, key=lambda one: one["body"]["starts_at"])
        report.equal(clinic.client(newest["body"]["client"]), tour.fact("offline client"), "whose session it is")
        report.equal(len(clinic.records("trial", session=newest["id"], login="leila.amin")), 4, "trials at the server")
    report.result(f"Offline: two bookings, a session with 4 trials, a signature and the claims of {tour.fact('offline payer')};"
                  " all were sent when the server came back")


def settle(tour):
    maya, leila, clinic, report = tour.maya, tour.leila, tour.clinic, tour.report
    day, start = tour.fact("contested")
    jordan = tour.fact("jordan")
    span = say_range(start, start + LENGTH)
    names = tour.fact("booked client")[1], tour.fact("second client")[1]
    with tour.step(leila, "sees in Inbox that the time was taken"):
        both = {one["body"]["status"]: one for one in at_once(clinic, jordan, day, start)}
        report.equal(sorted(both), ["proposed", "scheduled"], "the two bookings at the server")
        leila.go("Inbox")
        row = leila.main.seek("list", "Inbox").find("list item", contains=re.compile("booked over another"))
        row.click()
        leila.find("label", re.compile("booked for this time by somebody else first"))
        leila.find("button", "Take back the booking")
        offered = leila.find("button", re.compile("Same staff"))
    with tour.step(leila, "settles it: one press moves the second booking to the next free time, which is proved"):
        words = offered.name
        offered.click()
        moved = clinic.wait_record("appointment", both["proposed"]["id"], "the second booking to be moved",
                                   lambda body: body["status"] == "scheduled")
        report.check(moved["body"]["starts_at"] != both["scheduled"]["body"]["starts_at"], f"it is moved, as was offered: {words}")
        report.check("needs_hand" not in moved["body"], "nothing waits on it any more")
        leila.wait_saved()
    with tour.step(maya, "sees the same week as Leila"):
        leila.go("Schedule")
        maya.wait_saved()

        def see(person):
            return sorted(chip.name for chip in Schedule(person).chips(day) if not chip.name.startswith("Draft"))
        wait_until(lambda: see(maya) == see(leila), lambda: f"one truth: Maya sees {see(maya)}, Leila {see(leila)}", 30)
        mine = [one for one in see(maya) if one.startswith(span)]
        report.check(len(mine) == 1, f"the time is booked once: {mine}")
        kept = clinic.client(both["scheduled"]["body"]["client"])
        report.check(kept in mine[0], f"{kept} has it: {mine}")
        report.equal(clinic.record("appointment", both["scheduled"]["id"])["body"]["status"], "scheduled", "the booking that stands")
    report.result(f"Maya and Leila booked the same time offline ({names[0]}, {names[1]}); the second was kept as a proposal,"
                  f" moved in Inbox to a time that was offered, and both see one booking on {say_day(day)}")


# What the server knows before it goes

def second_client(clinic, staff, but):
    """Another client of the technician."""
    for visit in clinic.records("appointment", staff=staff):
        if visit["body"]["client"] != but:
            return visit["body"]["client"], clinic.client(visit["body"]["client"])
    raise AssertionError("the technician has one client only")


def open_note(clinic, but):
    """A complete note of Leila's clients that waits for her signature, with nothing missing: (id, client, day)."""
    leila = clinic.staff("Leila Amin")
    payers = {one["id"]: one["body"] for one in clinic.records("payer")}
    for note in clinic.records("note", state="complete"):
        body = note["body"]
        client = clinic.record("client", body["client"])["body"]
        payer = next(payers[one["body"]["payer"]] for one in clinic.records("coverage", client=body["client"])
                     if one["body"]["priority"] == 1)
        hours = (body["ends_at"] - body["starts_at"]) / 3_600_000_000
        if (len(body.get("response", "").split()) < payer["words_per_hour"] * hours
                or not all(body.get(one) for one in ("present", "status_start", "techniques", "plan"))):
            continue
        if note["id"] != but and client.get("bcba") == leila and not payer["guardian_signature"] and body["service_code"] == "97153":
            begins = local(body["starts_at"])
            return note["id"], f"{client['first_name']} {client['last_name']}", f"{begins.strftime('%b')} {begins.day},"
    raise AssertionError("no note waits for Leila")


def at_once(clinic, staff, day, start):
    """The two bookings of one time."""
    def look():
        found = [one for one in clinic.records("appointment", staff=staff)
                 if local(one["body"]["starts_at"]).date() == day and one["body"]["status"] in ("scheduled", "proposed")
                 and local(one["body"]["starts_at"]).hour * 60 + local(one["body"]["starts_at"]).minute == start]
        return found if len(found) == 2 else None
    return wait_until(look, "both bookings at the server", 20)
