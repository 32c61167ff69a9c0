# SPDX-License-Identifier: AGPL-3.0-or-later
"""The floor: who sees whom when, sessions, notes and signatures, and authorizations that are renewed in time."""

import datetime
import hashlib
import json
import time
from collections import defaultdict
from zoneinfo import ZoneInfo

from .people import derive

ZONE = "America/New_York"
SLOTS = (8, 10, 13, 15)
DAYS = ((0, 2, 4), (1, 3, 4), (0, 1, 3))
LATE_SECONDS = 180
SIGNED = ("session", "client", "service_code", "starts_at", "ends_at", "present", "status_start", "response", "behavior", "techniques", "plan",
          "guardian_signed_by", "guardian_signed_at")
WORDS = ("Worked through the planned targets in natural and structured teaching with steady engagement and short breaks. Transitions were "
         "easier when the visual timer was offered first and the next activity was named. The client asked for help with a full sentence after a "
         "short pause and waited for a turn in the game without a prompt. Requests for a break were honored at once. The caregiver "
         "joined for the last minutes, saw the new prompt sequence and tried it with feedback. Materials were prepared for the next visit. ") * 3
SECTIONS = {"status_start": "Arrived calm, greeted staff and chose the first activity.", "response": WORDS,
            "behavior": "Behavior goals were tracked through the session; no behavior of concern was seen.",
            "techniques": "Most-to-least prompting with a delay, differential reinforcement with tokens, errorless correction.",
            "plan": "Continue the current targets and keep the reinforcement schedule."}


def note_hash(note):
    """What is signed, as the desktop and the service count it: the canonical text of these fields."""
    part = {name: note[name] for name in SIGNED if note.get(name) is not None}
    return hashlib.sha256(json.dumps(part, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()).hexdigest()


class Floor:
    """Three visits a week for each client at hours that collide with nothing, one of them with the BCBA."""

    def __init__(self, office):
        self.office, self.mirror = office, office.mirror
        staff = self.mirror.kinds["staff"]
        self.logins = {office.people[login].user: login for login in office.logins["bcba"]}
        technician = {row["client"]: row["staff"] for row in self.mirror.all("care_team") if row["role"] == "technician"}
        busy, self.visits = set(), []
        for number, client in enumerate(self.mirror.all("client")):
            rbt, bcba = technician.get(client["id"]), client.get("bcba")
            free = [(days, slot) for slot in SLOTS for days in DAYS if not any((rbt, day, slot) in busy for day in days)]
            if rbt not in staff or bcba not in self.logins or not free:
                continue
            days, slot = free[number % len(free)]
            busy |= {(rbt, day, slot) for day in days}
            self.visits += [(client, rbt, bcba, "97153", day, slot * 60, 120) for day in days]
            for day in days:
                if (bcba, day, slot) not in busy:
                    busy.add((bcba, day, slot))
                    self.visits.append((client, bcba, bcba, "97155", day, slot * 60 + 60, 60))
                    break
        if not self.visits:
            raise AssertionError("nobody has a place in the week")

    def coverage(self, client):
        return next(row for row in self.mirror.having("coverage", "client", client["id"]) if row["priority"] == 1)

    def place(self, client):
        """TRICARE pays technicians at home and in the clinic only."""
        tricare = self.mirror.get("payer", self.coverage(client)["payer"])["type"] == "tricare"
        return "12" if tricare else client.get("place", "12")

    def renew(self, monday):
        """What runs out before the week ends is renewed: authorizations for half a year, and certificates."""
        orders = []
        for client in self.mirror.all("client"):
            there = [row for row in self.mirror.having("authorization", "client", client["id"]) if row["status"] == "approved"]
            last = max((datetime.date.fromisoformat(row["valid_to"]) for row in there), default=monday)
            if last >= monday + datetime.timedelta(6):
                continue
            begin = last + datetime.timedelta(1)
            key = f"{client['id']}/authorization/{begin}"
            orders.append((key, "authorization.set", {
                "id": derive(self.office.seed, key), "client": client["id"], "payer": self.coverage(client)["payer"], "number": f"Y-{len(there)}-{begin:%y%m%d}",
                "valid_from": str(begin), "valid_to": str(begin + datetime.timedelta(181)), "status": "approved",
                "lines": [{"code": code, "per": "total", "units": units} for code, units in (("97151", 32), ("97153", 2400), ("97155", 400), ("97156", 120))]}))
        self.office.person("frontdesk").give("patients", orders)
        self.mirror.pull("patients")
        self.certify(monday)

    def certify(self, monday):
        """Certificates that end within the next week are renewed for two years, as those who hold them do."""
        last, orders = {}, []
        for row in self.mirror.all("credential"):
            key = row["staff"], row["type"]
            if row.get("valid_to") and row["valid_to"] >= last.get(key, row)["valid_to"]:
                last[key] = row
        for (staff, kind), row in sorted(last.items()):
            end = datetime.date.fromisoformat(row["valid_to"])
            if end >= monday + datetime.timedelta(13):
                continue
            key, begin = f"{staff}/{kind}/{end}", end + datetime.timedelta(1)
            orders.append((key, "credential.set", {"id": derive(self.office.seed, key), "staff": staff, "type": kind, "number": row["number"],
                                                   "valid_from": str(begin), "valid_to": str(monday + datetime.timedelta(730))}))
        self.office.person("admin").give("auth", orders)
        self.mirror.pull("auth")

    def hold_week(self, monday):
        """Begun, ended, written, signed. Where the practice lives at a third of its pace, each visit comes every third week."""
        week = monday.toordinal() // 7
        orders, notes = defaultdict(list), []
        for number, (client, staff, bcba, code, day, minute, minutes) in enumerate(self.visits):
            if (week + number) % self.office.pace:
                continue
            date = monday + datetime.timedelta(day)
            midnight = datetime.datetime(date.year, date.month, date.day, tzinfo=ZoneInfo(ZONE))
            key = f"{date}/{client['id']}/{code}"
            rand = self.office.rand(key)
            if rand.random() < 0.06:
                continue    # nobody came
            start = int((midnight + datetime.timedelta(minutes=minute)).timestamp()) * 1000000
            begun, ended = start + rand.randint(0, 3) * 60000000, start + (minutes - rand.randint(0, 4)) * 60000000
            session, note = derive(self.office.seed, key, "session"), derive(self.office.seed, key, "note")
            orders[bcba] += [
                (key, "session.start", {"id": session, "client": client["id"], "staff": staff, "service_code": code, "place": self.place(client),
                                        "zone": ZONE, "starts_at": begun}),
                (key, "session.end", {"id": session, "ends_at": ended, "note": note}),
                (key, "note.edit", {"id": note, "base": {}, "set": SECTIONS})]
            if self.mirror.get("payer", self.coverage(client)["payer"]).get("guardian_signature"):
                orders[bcba].append((key, "note.guardian-sign", {"id": note, "name": client.get("guardian_name") or "The guardian"}))
            notes.append((bcba, key, note))
        for bcba, some in sorted(orders.items()):
            self.office.people[self.logins[bcba]].give("sessions", some)
        self.mirror.pull("sessions")
        signed = defaultdict(list)
        for bcba, key, note in notes:
            signed[bcba].append((key, "note.sign", {"id": note, "hash": note_hash(self.mirror.get("note", note))}))
        for bcba, some in sorted(signed.items()):
            self.office.people[self.logins[bcba]].give("sessions", some)

    def await_charges(self):
        """Billing has followed when each signed note has its charge."""
        self.mirror.pull("sessions")
        missing = {note["session"] for note in self.mirror.having("note", "state", "signed")} - {
            charge["session"] for charge in self.mirror.all("charge")}
        deadline = time.monotonic() + LATE_SECONDS
        while True:
            for record in self.mirror.pull("billing")["charge"]:
                missing.discard((self.mirror.get("charge", record) or {}).get("session"))
            if not missing:
                return
            self.office.server.check_alive()
            if time.monotonic() > deadline:
                raise AssertionError(f"{len(missing)} signed sessions have no charge, such as {sorted(missing)[0]}")
            time.sleep(0.05)
