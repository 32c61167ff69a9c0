# SPDX-License-Identifier: AGPL-3.0-or-later
"""Priya and the money: the charge of the day's session, its units by the payer's rule, the claim, the file, and the whole chain."""

import re

from day.billing import LIST_CHECKED, LIST_TRACE, Billing
from day.claims import Claims
from day.clinic import local
from harness import wait_until

TABLE_OPEN, TABLE_CLAIMS, TABLE_FILES = "Open sessions", "Claims", "Claim files"


def count_units(minutes, method):
    """Units of 15 minutes: what is more than half of one counts (midpoint), or only whole ones (floor)."""
    return (minutes + 7) // 15 if method == "midpoint" else minutes // 15


def see_charge(tour):
    priya, clinic, report = tour.priya, tour.clinic, tour.report
    billing = Billing(priya)
    note = tour.fact("note")
    tour.fact("sentence")
    charge = wait_until(lambda: clinic.records("charge", note=note), "the charge that a signed note makes", 20)[0]
    minutes, payer = tour.fact("minutes"), tour.fact("payer body")
    units = count_units(minutes, payer["unit_method"])
    tour.facts.update({"charge": charge["id"], "units": units})
    with tour.step(priya, "opens the program, signed in"):
        priya.start(sign_in=True).wait_work().wait_saved()
    with tour.step(priya, "sees what is ready, what is stuck, and on what"):
        priya.go("Billing")
        # The list is read and judged while people work: what is counted grows.
        wait_until(lambda: re.search(r"^\d+ session", billing.metric("Needs a hand")[1]), "what needs a hand, counted")
        amount, below = billing.metric("Ready")
        report.check(amount.startswith("$") and "claims" in below, f"what is ready: {amount}, {below}")
        billing.page.seek("button", re.compile("^Needs a hand ")).click()
        stuck = wait_until(lambda: [(row, said) for row, said in billing.rows(TABLE_OPEN) if "Blocked" in said], "sessions that are stuck")
        reasons = [said[max(at for at, word in enumerate(said) if word.startswith("$")) + 1] for _, said in stuck]
        report.check(reasons and all(len(one) > 8 for one in reasons), f"each that is stuck says why: {reasons}")
        report.check(any(row.find_all("button") for row, _ in stuck), f"and offers a way to mend it: {stuck}")
        billing.page.seek("button", re.compile("^Ready as they are ")).click()
    with tour.step(priya, "follows the charge of today's session from the trial to the cent"):
        said = billing.choose(TABLE_OPEN, tour.fact("client name"), "Ready", say_date(charge))
        report.check(str(units) in said, f"the row says {units} units: {said}")
        trace = wait_until(lambda: billing.listed(LIST_TRACE), "the trace")
        report.check(any("15 trials" in one for one in trace), f"the trace begins with the trials: {trace}")
        report.check(any(f"{minutes} minutes" in one for one in trace), "the trace says the minutes")
        report.check(any(f"{units} units = " in one and f"{minutes}" in one for one in trace),
                     f"the trace says how the units were counted: {trace}")
        report.check(any("Note signed" in one and "Leila Amin" in one for one in trace), "the trace says who signed")
        report.check(all(one.startswith("Passed") for one in billing.listed(LIST_CHECKED)), "all that was checked passed")
        body = clinic.record("charge", charge["id"])["body"]
        report.equal((body["units"], body["minutes"]), (units, minutes), "units and minutes of the charge")
        report.equal(body["amount_cents"], body["rate_cents"] * units, "the amount")


def make_claims(tour):
    priya, clinic, report = tour.priya, tour.clinic, tour.report
    billing = Billing(priya)
    charge, payer = tour.fact("charge"), tour.fact("payer body")
    with tour.step(priya, "makes the claims of one payer"):
        dialog = billing.ask_claims()
        words = billing.only(dialog, payer["name"])
        report.check(words and "claims" in words, f"the question says what is made: {words}")
        report.picture(priya, "chooses the payer")
        billing.make(dialog)
        body = clinic.wait_record("charge", charge, "the claim of the charge",
                                  lambda body: body["state"] == "claimed" and body.get("claim"))["body"]
        claim = clinic.record("claim", body["claim"])
        report.equal(claim["body"]["state"], "submitted", "the claim")
        priya.wait_saved()
        tour.facts["claim"] = claim
    with tour.step(priya, "sees the claim as submitted by file"):
        billing.show("Claims")
        said = billing.choose(TABLE_CLAIMS, claim["body"]["control"])
        report.check("Submitted by file" in said and tour.fact("client name") in said, f"the row of the claim: {said}")
    with tour.step(priya, "saves the claim file"):
        file = clinic.record("claim_file", claim["body"]["file"])["body"]
        billing.show("Files")
        billing.choose(TABLE_FILES, file["name"])
        path = tour.output / "claims.edi"
        billing.save_file(path)
        report.equal(path.read_text(), file["content"], "what was saved")


def follow_chain(tour):
    """One fact through the house: trials, accuracy, sentence, minutes, units, line, claim. Told for the summary."""
    clinic, report = tour.clinic, tour.report
    with tour.step(tour.priya, "reads today's session in the file", picture=False):
        claim, charge = tour.fact("claim"), clinic.record("charge", tour.fact("charge"))["body"]
        number = claim["body"]["charges"].index(tour.fact("charge")) + 1
        control = f"{claim['body']['control']}L{number}"
        file = Claims(tour.output / "claims.edi")
        written, line = file.find_line(control)
        correct, trials, percent = tour.fact("accuracy")
        kept = count_trials(clinic, tour.fact("session"))
        report.equal(sum(len(results) for results in kept.values()), 15, "trials that count at the server")
        report.check([correct, trials] in [[results.count("correct"), len(results)] for results in kept.values()],
                     f"a target has {correct} of {trials}: {kept}")
        report.equal(written.control, claim["body"]["control"], "CLM01")
        report.equal(line.units, tour.fact("units"), "units of the line (SV104)")
        report.equal(line.code, charge["service_code"], "procedure of the line")
        report.equal(line.modifiers, charge.get("modifiers", []), "modifiers of the line")
        report.equal(line.cents, charge["amount_cents"], "charge of the line (SV102)")
        report.equal(line.date, charge["date"].replace("-", ""), "date of the line (DTP*472)")
        report.equal(line.control, control, "number of the line (REF*6R)")
        report.equal(sum(one.cents for one in written.lines), written.cents, "total of the claim (CLM02)")
        name = tour.fact("client name").upper().split()
        report.check(name[-1] in written.subscriber.upper(), f"the claim is for {name}, not {written.subscriber}")
    report.result("The chain of one fact:")
    report.result(f"   {trials} trials of “{tour.fact('target').strip('“”')}”, {correct} correct → {percent} % on the page")
    report.result(f"   → the sentence in the signed note: {tour.fact('sentence')}")
    report.result(f"   → {charge['minutes']} minutes → {charge['arithmetic']}")
    report.result(f"   → claim {written.control}, line {line.number}: " + "~ ".join(line.segments) + "~")


# What the server knows

def count_trials(clinic, session):
    """The results of a session's trials by target, without those that were taken back."""
    found = clinic.records("trial", session=session, login="leila.amin")
    void = {one["body"].get("voids") for one in found if one["body"]["action"] == "void"}
    kept = {}
    for one in found:
        if one["body"]["action"] == "record" and one["id"] not in void:
            kept.setdefault(one["body"]["target"], []).append(one["body"]["result"])
    return kept


def say_date(charge):
    """The beginning of a charge's time, as the table says it."""
    begins = local(charge["body"]["starts_at"])
    return f"{begins.strftime('%b')} {begins.day}, {(begins.hour - 1) % 12 + 1}:{begins.minute:02d}"
