# SPDX-License-Identifier: AGPL-3.0-or-later
"""Jordan with a client: trials by key and by button, behaviors, an entry taken back, the end with the times that were real."""

import re
from datetime import datetime, timedelta

from day.clinic import ZONE, local, today
from day.sessions import Sessions
from harness import wait_until

HOURS = 2


def real_start(now):
    """Two hours ago; just after midnight the day's first minute, since a session's start is written as a time of its day."""
    return max(now - timedelta(hours=HOURS), now.replace(hour=0, minute=0, second=0, microsecond=0))


def say_time(at):
    return f"{(at.hour - 1) % 12 + 1}:{at.minute:02d} {'pm' if at.hour >= 12 else 'am'}"


def choose_visit(tour):
    """Today's session of Jordan, with a client whose payer needs no guardian's signature."""
    clinic = tour.clinic
    payers = {one["id"]: one["body"] for one in clinic.records("payer")}
    found = []
    for visit in clinic.records("appointment", staff=tour.fact("jordan")):
        body = visit["body"]
        if body["status"] not in ("scheduled", "arrived") or local(body["starts_at"]).date() != today():
            continue
        coverage = next(one["body"] for one in clinic.records("coverage", client=body["client"]) if one["body"]["priority"] == 1)
        payer = payers[coverage["payer"]]
        found.append((payer["guardian_signature"], payer["type"] != "commercial", body["starts_at"], visit, coverage["payer"]))
    if not found:
        raise AssertionError("Jordan has no session today")
    *_, visit, payer = min(found, key=lambda one: one[:3])
    return visit, payer, payers[payer]


def open_session(tour):
    jordan, clinic = tour.jordan, tour.clinic
    visit, payer_id, payer = choose_visit(tour)
    name = clinic.client(visit["body"]["client"])
    tour.facts.update({"visit": visit["id"], "client": visit["body"]["client"], "client name": name, "payer": payer_id,
                       "payer body": payer})
    sessions = Sessions(jordan)
    with tour.step(jordan, "opens the program, signed in"):
        jordan.start(sign_in=True).wait_work().wait_saved()
    with tour.step(jordan, "sees today's sessions"):
        jordan.go("Sessions")
        tour.report.check(any(name in row.name for row in sessions.today()), f"{name} is on today's list")
    with tour.step(jordan, "starts the session; the clock runs"):
        sessions.start(name)
        tour.report.check(sessions.timer().startswith("0 h 0 min"), f"the clock begins at nothing, not at {sessions.timer()}")
        session = wait_until(lambda: clinic.records("session", staff=tour.fact("jordan"), state="open"),
                             "the open session at the server", 20)[0]
        tour.report.equal(session["body"]["appointment"], visit["id"], "the session's appointment")
        clinic.wait_record("appointment", visit["id"], "the appointment to be in session",
                           lambda body: body["status"] == "in_session")
        tour.facts["session"] = session["id"]


def record(tour):
    jordan, report = tour.jordan, tour.report
    sessions = Sessions(jordan)
    tour.fact("session")
    with tour.step(jordan, "records trials with single keys"):
        target = sessions.target()
        sessions.press("Right", "Right", "Right")
        sessions.wait_accuracy(3, 3)
        sessions.press("Left")
        text, percent = sessions.wait_accuracy(3, 4)
        report.equal(percent, 75, f"the accuracy beside “{text}”")
    with tour.step(jordan, "records trials with the large buttons"):
        width, height = sessions.click("Correct")
        report.check(width >= 44 and height >= 44, f"the button is large enough for a finger: {width}×{height}")
        sessions.wait_accuracy(4, 5)
        sessions.click("Correct")
        sessions.wait_accuracy(5, 6)
    with tour.step(jordan, "records a prompted trial, and says with which prompt"):
        sessions.press("e")
        report.equal(sessions.prompt(), "Partial physical", "the prompt level")
        sessions.press("Down")
        sessions.wait_accuracy(5, 7)
    with tour.step(jordan, "takes the last entry back"):
        sessions.click("Incorrect")
        sessions.wait_accuracy(5, 8)
        sessions.press("ctrl+z")
        text, percent = sessions.wait_accuracy(5, 7)
        report.equal(percent, 71, f"the accuracy beside “{text}”")
    with tour.step(jordan, "finishes the target and sees its accuracy"):
        sessions.press("Right", "Right", "Right")
        text, percent = sessions.wait_accuracy(8, 10)
        report.equal(percent, 80, f"the accuracy beside “{text}”")
        tour.facts["target"] = target
        tour.facts["accuracy"] = (8, 10, 80)
    with tour.step(jordan, "goes on with the next target"):
        sessions.next_target()
        sessions.press("Right", "Right", "Left", "Right", "Right")
        sessions.wait_accuracy(4, 5)
    with tour.step(jordan, "counts a behavior and measures another"):
        rows = [row.name for row in sessions.behaviors()]
        counted = next(place for place, text in enumerate(rows, 1) if text.startswith("Count"))
        timed = next((place for place, text in enumerate(rows, 1) if text.startswith("Start the timer")), None)
        sessions.press(str(counted), str(counted))
        sessions.counted(", 2 times so far")
        sessions.behaviors()[counted - 1].click()
        sessions.counted(", 3 times so far")
        if timed is not None:
            sessions.press(str(timed))
            sessions.counted("^Stop the timer")
            wait_until(lambda: any(label.name in ("0:01", "0:02", "0:03") for label in sessions.page.find_all("label")),
                       "the timer to run", 10)
            sessions.press(str(timed))
            sessions.counted("^Start the timer")
        tour.facts["behaviors"] = (3, 1 if timed is not None else 0)


def end(tour):
    jordan, clinic, report = tour.jordan, tour.clinic, tour.report
    sessions = Sessions(jordan)
    session = tour.fact("session")
    with tour.step(jordan, "ends the session, with the start that was real"):
        began = local(clinic.record("session", session)["body"]["starts_at"])
        start = real_start(datetime.now(ZONE))
        dialog = sessions.end(say_time(start))
        words = dialog.find("status", re.compile("marked as entered late"))
        report.check(" h" in words.name or " min" in words.name, "the dialog says how long the session was")
        report.picture(jordan, "verifies the times")
        sessions.confirm(dialog)
        jordan.wait_saved()
        body = clinic.wait_record("session", session, "the session to end at the server",
                                  lambda body: body["state"] == "ended")["body"]
        report.check(local(body["starts_at"]) < began and body["late_entry"], "the start was put right, and is marked")
        minutes = (body["ends_at"] - body["starts_at"]) // 60_000_000
        report.equal(body["trial_count"], 15, "trials that count")
        clinic.wait_record("appointment", tour.fact("visit"), "the appointment to be completed",
                           lambda body: body["status"] == "completed")
        tour.facts["minutes"] = minutes
        note = wait_until(lambda: clinic.records("note", session=session), "the note that is born with the end")[0]
        tour.facts["note"] = note["id"]
        report.result(f"Jordan held a session of {minutes} minutes with {tour.fact('client name')}: 15 trials,"
                      f" {tour.fact('behaviors')[0]} counts; “{tour.fact('target').strip('“”')}” at 80 %")
