# SPDX-License-Identifier: AGPL-3.0-or-later
"""Leila and the note: filled in from the data, drafted, each figure followed to its trials, a wrong one stopped, kept through a
power cut, signed, locked, amended."""

import re
import subprocess

from day.clinic import local
from day.notes import SECTIONS, Notes
from harness import wait_until

ARRIVED = "Arrived rested and in good spirits; the family reported a good night."
HELPED = "Least-to-most prompting with a delay, token reinforcement."
WRONG = " Ava answered 95 % correctly today."
KEPT = " Probe the next color when the criterion is met."
BROKEN = " The team reviewed the plan with the family and agreed to keep the timer for transitions between rooms and activities."
AMENDED = "The family was told about the progress by telephone."


def note_words(tour):
    """What the row of the session's note says: client and day."""
    begins = local(tour.clinic.record("note", tour.fact("note"))["body"]["starts_at"])
    return tour.fact("client name"), f"{begins.strftime('%b')} {begins.day}"


def hand_over(tour):
    jordan = tour.jordan
    notes = Notes(jordan)
    note = tour.fact("note")
    with tour.step(jordan, "opens the note that the session left"):
        jordan.find("button", "Write the note").click()
        jordan.wait_place("Notes")
        tour.report.equal(tour.fact("client name") in " ".join(notes.title()), True, "whose note is open")
        tour.report.check(jordan.name in notes.text("Present"), "the note knows who was present")
    with tour.step(jordan, "writes how it began and what helped, and completes it"):
        notes.replace("Clinical status at the start", ARRIVED)
        notes.replace("Techniques", HELPED)
        notes.wait_kept()
        notes.complete()
        tour.clinic.wait_record("note", note, "the note to be complete", lambda body: body["state"] == "complete")
        jordan.wait_saved()


def draft(tour):
    leila, report = tour.leila, tour.report
    notes = Notes(leila)
    if leila.process is None:
        leila.start(sign_in=True).wait_work().wait_saved()
    with tour.step(leila, "opens the note: times, people and payer's rules are there"):
        leila.go("Notes")
        title = notes.choose("To review", *note_words(tour))
        report.check(f"({tour.fact('minutes')} min" in title[1], f"the note says how long the session was: {title[1]}")
        report.equal(notes.text("Clinical status at the start"), ARRIVED, "what Jordan wrote")
        report.check(any(row.startswith("Blocked") for row in notes.payer_findings()), "the payer's list says what is missing")
        report.check(not notes.can_sign() and notes.reason(), "it cannot be signed yet, and says why")
    with tour.step(leila, "asks for a draft from the session's data"):
        source = notes.draft()
        report.check("server" in source, f"the draft says where it comes from: {source}")
        correct, trials, _ = tour.fact("accuracy")
        sentence = notes.text("Targets and response")
        report.check(f"{correct} of {trials}" in sentence, f"the draft says {correct} of {trials}: {sentence}")
        report.check(f"{tour.fact('behaviors')[0]} times" in notes.text("Behavior"), "the draft says the count of the behavior")
        notes.wait_payer_passed()
        report.equal(notes.text("Clinical status at the start"), ARRIVED, "what Jordan wrote, after the draft")
        tour.facts["sentence"] = next(one for one in re.split(r"(?<=\.) ", sentence) if f"{correct} of {trials}" in one)
    with tour.step(leila, "clicks a figure and sees the trials behind it"):
        entries = notes.click_figure("Targets and response", f"{correct} of {trials}")
        report.equal(len(entries), trials, "trials behind the figure")
        report.equal(len([one for one in entries if one.endswith(" correct")]), correct, "correct trials behind the figure")
        report.check(all(tour.fact("target").strip("“”") in one for one in entries), "all are of the one target")


def stop_wrong_figure(tour):
    leila, report = tour.leila, tour.report
    notes = Notes(leila)
    tour.fact("sentence")
    with tour.step(leila, "writes a figure that the data does not bear out: it is marked, and nothing can be signed"):
        notes.write("Plan", WRONG)
        finding = notes.wait_data_finding("95 %")
        report.check("Recorded" in finding.name, f"the mark says what was recorded: {finding.name}")
        wait_until(lambda: not notes.can_sign(), "signing to be barred")
        report.check("not borne out" in notes.reason(), f"the reason stands beside the button: {notes.reason()!r}")
    with tour.step(leila, "takes the recorded figure instead"):
        notes.wait_data_finding("95 %").find("button", "Use the recorded figure").click()
        notes.wait_no_data_finding("95 %")
        wait_until(notes.can_sign, "signing to be possible")
        report.check("95 %" not in notes.text("Plan"), "the wrong figure is gone")
    report.result("A figure that the data did not bear out was marked and could not be signed")


def lose_power(tour):
    leila, report = tour.leila, tour.report
    notes = Notes(leila)
    tour.fact("sentence")
    with tour.step(leila, "writes on; the program is killed in the middle of a sentence"):
        notes.write("Plan", KEPT)
        notes.wait_kept()
        before = notes.text("Plan")
        typing = subprocess.Popen(["xdotool", "type", "--delay", "12", "--", BROKEN], env=leila.env.env)
        wait_until(lambda: len(notes.text("Plan")) > len(before) + 40, "half of the sentence")
        shown = notes.text("Plan")
        leila.kill()
        typing.wait(30)                # its last keys meet nobody; killed, it could leave one pressed
    with tour.step(leila, "starts again: the text is there"):
        leila.start().wait_work()
        leila.press_place("Notes")
        notes.choose("To review", *note_words(tour))
        after = notes.text("Plan")
        report.check(after.startswith(before), f"what was shown as saved is there: {after!r}")
        report.check((before + BROKEN).startswith(after), f"nothing else is there: {after!r}")
        lost = len(shown) - len(after)
        report.check(lost < 45, f"at most the last half second of typing is lost ({lost} letters)")
        leila.wait_saved()
    with tour.step(leila, "writes the sentence to its end, by keyboard alone"):
        notes.section("Plan").tab_to()
        leila.key("ctrl+End")
        leila.type((before + BROKEN)[len(after):])
        wait_until(lambda: notes.text("Plan") == before + BROKEN, "the whole sentence")
        notes.wait_kept()
    report.result(f"The desktop was killed while Leila typed: all that was shown as saved came back"
                  + (f"; she typed {lost} letters again" if lost > 0 else ""))


def sign(tour):
    leila, clinic, report = tour.leila, tour.clinic, tour.report
    notes = Notes(leila)
    note = tour.fact("note")
    tour.fact("sentence")
    with tour.step(leila, "signs; the note is locked"):
        wait_until(notes.can_sign, lambda: f"the note to be ready; it says {notes.reason()!r}")
        dialog, button = notes.sign()
        report.picture(leila, "is asked to attest")
        report.check(any(leila.name in label.name for label in dialog.find_all("label")), "the attestation names who signs")
        button.click()
        leila.wait_no_dialog()
        body = clinic.wait_record("note", note, "the signature at the server", lambda body: body["state"] == "signed")["body"]
        report.equal((body["signer_name"], body["signer_credential"]), ("Leila Amin", "BCBA"), "who signed")
        wait_until(lambda: notes.lock_words().startswith("Signed by Leila Amin"), "the note to say that it is signed")
        for name in SECTIONS:
            report.check("editable" not in notes.section(name).fresh().states, f"“{name}” is locked")
        leila.wait_saved()
    with tour.step(leila, "amends the signed note"):
        notes.amend(AMENDED)
        leila.wait_saved()
        found = wait_until(lambda: clinic.records("addendum", note=note, login="leila.amin"), "the addendum at the server")
        report.equal([one["body"]["text"] for one in found], [AMENDED], "the addendum")
        report.equal(clinic.record("note", note)["body"]["sign_hash"], body["sign_hash"], "what was signed")
    report.result(f"Leila signed the note (“{tour.fact('sentence')}”), and amended it afterwards")
