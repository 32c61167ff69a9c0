# SPDX-License-Identifier: AGPL-3.0-or-later
"""What must be true when it is quiet again, looked at from outside (the list of the sync design, section 7)."""

import hashlib
import json
import subprocess
from collections import Counter, defaultdict

APPLIED = ("applied", "merged")
FINAL = APPLIED + ("rejected", "dep_failed")


class Journal:
    """What one desktop promised and saw, over all its lives."""

    def __init__(self, path):
        self.saved, self.acked, self.refused, self.locked = {}, set(), {}, {}
        self.intended, self.declined = {}, {}
        self.opens = self.passwords = 0
        for line in path.read_text(encoding="utf-8").splitlines():
            words = line.split(" ")
            if words[0] == "intended":
                self.intended[words[1]] = words[2]
            elif words[0] == "saved":
                self.saved[words[2]] = {"k": words[1], "name": words[3], "record": words[4], "hash": words[5]}
            elif words[0] == "declined":
                self.declined[words[1]] = " ".join(words[3:])
            elif words[0] == "acked":
                self.acked.add(words[1])
            elif words[0] == "refused":
                self.refused[words[1]] = words[2]
            elif words[0] == "locked":
                self.locked[words[1], words[2]] = words[3]
            elif words[0] == "open":
                self.opens += 1
            elif words[0] == "password":
                self.passwords += 1


class Dump:
    """What one desktop shows."""

    def __init__(self, path):
        self.records, self.inbox, self.file, self.access = {}, {}, [], {}
        for line in path.read_text(encoding="utf-8").splitlines():
            word, _, rest = line.partition(" ")
            if word == "record":
                kind, record, version, seq, body = rest.split(" ", 4)
                self.records[kind, record] = (int(version), int(seq), body)
            elif word == "inbox":
                command, name, code, digest, needs = rest.split(" ")
                self.inbox[command] = {"name": name, "code": code, "hash": digest, "needs": needs}
            elif word == "access":
                service, name = rest.split(" ")
                self.access[service] = name
            elif word == "file":
                self.file.append(rest)

    def list(self, kind):
        return {record: json.loads(body) for (its, record), (_, _, body) in self.records.items() if its == kind}


def check_promises(clinic):
    """Each command that was shown as saved has reached the service once, or lies whole in Inbox; none is in two places."""
    rows = {}
    for mid, status, device, name in clinic.store.query("SELECT mid, status, device, name FROM mutation WHERE mid IS NOT NULL"):
        assert mid not in rows, f"command {mid} has two results"
        rows[mid] = (status, device, name)
    applied = refused = 0
    for desktop, journal, dump in zip(clinic.desktops, clinic.journals, clinic.dumps):
        for command, promise in journal.saved.items():
            who = f"{desktop.login}: {promise['name']} {command}"
            if command not in rows and dump.inbox.get(command, {}).get("needs") in journal.refused:
                # What needs a refused command goes to Inbox with it, and is not sent at all.
                assert dump.inbox[command]["hash"] == promise["hash"], f"{who} lies in Inbox with other data than was given"
                refused += 1
                continue
            assert command in rows, f"{who} was shown as saved and never reached the service"
            status, _, name = rows[command]
            assert name == promise["name"], f"{who} is {name} at the service"
            if command in journal.acked:
                assert status in APPLIED, f"{who} left the queue as done; the service says {status}"
                assert command not in dump.inbox, f"{who} is done and in Inbox"
                applied += 1
            else:
                assert command in journal.refused, f"{who} is neither done nor refused nor waiting"
                assert status in FINAL and status not in APPLIED, f"{who} is in Inbox; the service says {status}"
                assert command in dump.inbox, f"{who} was refused and is not in Inbox any more"
                assert dump.inbox[command]["hash"] == promise["hash"], f"{who} lies in Inbox with other data than was given"
                refused += 1
    known = {command for journal in clinic.journals for command in journal.saved}
    between = sum(len(journal.intended) - len(journal.saved) - len(journal.declined) for journal in clinic.journals)
    strangers = [mid for mid in rows if mid not in known and mid not in clinic.mids_before]
    assert len(strangers) <= between, f"{len(strangers)} commands came from nowhere, {between} could have been cut short"
    clinic.tally["applied"] += applied
    clinic.tally["refused"] += refused
    return f"{applied} done, {refused} in Inbox, {len(strangers)} of {between} killed between the disk and the journal"


def check_numbers(clinic):
    """The numbers of each device are dense, and no effect belongs to two commands."""
    numbers, effects = defaultdict(list), Counter()
    for device, service, n, status, mid, result in clinic.store.query(
            "SELECT device, service, n, status, mid, result FROM mutation"):
        numbers[device, service].append(int(n))
        if status in APPLIED and mid:    # without an id it repeats the result of another row
            for record in json.loads("{" + result + "}").get("records", []):
                effects[record["kind"], record["id"], record["version"]] += 1
    for key, there in numbers.items():
        assert sorted(there) == list(range(1, len(there) + 1)), f"the numbers of {key} have a gap or a double"
    double = [key for key, count in effects.items() if count > 1]
    assert not double, f"two commands made the same version: {double[:3]}"
    return f"{len(effects)} effects"


def check_heads(clinic):
    """Every position that a feed gave out is a version of a record: no gap, none twice; and the audit counts alike."""
    tables = set(clinic.store.list_tables())
    total = 0
    for practice, service, head, audits in clinic.store.query("SELECT practice_id, service, head, audit_n FROM practice_head"):
        kinds = [kind for kind in clinic.kinds.get(service, []) if "r_" + kind in tables]
        rows = [(int(version), int(seq)) for kind in kinds
                for version, seq in clinic.store.query(f"SELECT version, seq FROM r_{kind} WHERE practice_id = '{practice}'")]
        head, audits = int(head), int(audits)
        seqs = [seq for _, seq in rows]
        assert len(set(seqs)) == len(seqs), f"{service} gave a position twice"
        assert max(seqs, default=0) == head, f"{service} is at {head}, its newest record at {max(seqs, default=0)}"
        assert sum(version for version, _ in rows) == head, f"{service} is at {head}, its records say {sum(v for v, _ in rows)}"
        steps = [int(row[0]) for row in clinic.store.query(
            f"SELECT n FROM audit WHERE practice_id = '{practice}' AND service = '{service}' ORDER BY n")]
        assert steps == list(range(1, audits + 1)), f"{service}'s audit has a gap"
        total += head
    return f"{total} positions"


def check_births(clinic):
    """What a command made is there, and what is only ever added was never changed."""
    seen = set()
    for witness in clinic.witnesses.values():
        for (kind, record), (version, _, _) in witness.records.items():
            seen.add(record)
            if kind in ("trial", "behavior_event", "note_revision", "addendum", "phase", "guardian_signature", "claim_file"):
                assert version == 1, f"{kind} {record} is at version {version}"
    births = ("trial.record", "behavior.record", "appointment.book", "session.start", "note.edit", "note.amend", "location.set",
              "client.add", "phase.add", "claim.request")
    missing = [f"{promise['name']} {promise['record']}" for journal in clinic.journals for command, promise in journal.saved.items()
               if command in journal.acked and promise["name"] in births and promise["record"] not in seen]
    assert not missing, f"{len(missing)} records of commands that were done are nowhere, first {missing[:3]}"
    return f"{len(seen)} records"


def check_convergence(clinic):
    """Each desktop shows to the byte what a new one of the same person shows."""
    for desktop, dump in zip(clinic.desktops, clinic.dumps):
        fresh = clinic.witnesses[desktop.login].records
        keys = dump.records.keys() | fresh.keys()
        different = [(key, dump.records.get(key), fresh.get(key)) for key in sorted(keys)
                     if dump.records.get(key) != fresh.get(key)]
        if different:
            raise AssertionError(f"{desktop.login}: {len(different)} records differ, the first {different[0]}")
    first = clinic.witnesses[clinic.desktops[0].login].records
    digest = hashlib.sha256(repr(sorted(first.items())).encode()).hexdigest()[:16]
    return f"{len(clinic.dumps)} desktops, {len(first)} records, {digest}"


def check_locked(clinic):
    """What was seen signed, claimed or filed by anybody at any time has the same bytes now."""
    now = {}
    for witness in clinic.witnesses.values():
        for key, (_, _, body) in witness.records.items():
            now[key] = hashlib.sha256(body.encode()).hexdigest()
    count = 0
    for journal in clinic.journals:
        for key, digest in journal.locked.items():
            assert key in now, f"{key} was there and is gone"
            assert now[key] == digest, f"{key} changed after it was signed or filed"
            count += 1
    return f"{count} looked at"


def check_money(clinic):
    """Units and cents add up, from the session to the file; no charge is on two claims; no number was given twice."""
    biller = clinic.witnesses[clinic.biller]
    charges, claims, files = biller.list("charge"), biller.list("claim"), biller.list("claim_file")
    by_note = Counter(charge["note"] for charge in charges.values())
    assert all(count == 1 for count in by_note.values()), "a note has two charges"
    on = Counter(charge for claim in claims.values() for charge in claim["charges"])
    assert all(count == 1 for count in on.values()), "a charge is on two claims"
    for identity, charge in charges.items():
        minutes = (charge["ends_at"] - charge["starts_at"]) // 60000000
        assert charge["minutes"] == minutes, f"charge {identity} says {charge['minutes']} minutes of {minutes}"
        if charge.get("rate_cents") is not None and charge.get("amount_cents") is not None:
            assert charge["amount_cents"] == charge["units"] * charge["rate_cents"], f"charge {identity} does not add up"
        assert (charge["state"] == "claimed") == (identity in on), f"charge {identity} is {charge['state']}, on {on[identity]} claims"
    for identity, claim in claims.items():
        total = sum(charges[charge].get("amount_cents", 0) for charge in claim["charges"])
        assert claim["total_cents"] == total, f"claim {identity} says {claim['total_cents']}, its charges {total}"
    for identity, file in files.items():
        total = sum(claim["total_cents"] for claim in claims.values() if claim.get("file") == identity)
        assert file["total_cents"] == total, f"file {identity} says {file['total_cents']}, its claims {total}"
        assert hashlib.sha256(file["content"].encode()).hexdigest() == file["hash"], f"file {identity} is not what was filed"
    for what, values in (("claim number", [claim["control"] for claim in claims.values()]),
                         ("interchange number", [file["isa_control"] for file in files.values()])):
        assert len(set(values)) == len(values), f"a {what} was given twice"
    clinic.tally["claims"] += len(claims) - clinic.claims_before
    return f"{len(charges)} charges, {sum(charge['units'] for charge in charges.values())} units, {len(claims)} claims in {len(files)} files"


def check_reactions(clinic):
    """What one service makes of another's news was made once: a signed note has its charge, an ended session its appointment."""
    sessions, visits = {}, {}
    notes = {}
    for witness in clinic.witnesses.values():
        sessions.update(witness.list("session"))
        visits.update(witness.list("appointment"))
        notes.update(witness.list("note"))
    charged = {charge["note"] for charge in clinic.witnesses[clinic.biller].list("charge").values()}
    signed = [record for record, note in notes.items() if note["state"] == "signed"]
    bare = [note for note in signed if note not in charged]
    assert not bare, f"{len(bare)} signed notes have no charge"
    # What a person did to the visit besides, and a second session on it, are other stories.
    touched = {promise["record"] for journal in clinic.journals for promise in journal.saved.values()
               if promise["name"] in ("appointment.cancel", "appointment.restore", "appointment.no-show")}
    several = Counter(session.get("appointment") for session in sessions.values())
    for identity, session in sessions.items():
        visit = session.get("appointment")
        if session["state"] == "ended" and visit in visits and visit not in touched and several[visit] == 1:
            assert visits[visit]["status"] == "completed", f"session {identity} ended, its appointment is {visits[visit]['status']}"
    for identity, session in sessions.items():
        if session["state"] == "ended":
            count = sum(1 for note in notes.values() if note["session"] == identity)
            assert count <= 1 or identity not in clinic.sessions_of_agents, f"session {identity} has {count} notes"
    clinic.tally["signed"] += len(signed) - clinic.signed_before
    return f"{len(signed)} signed notes, {len(sessions)} sessions"


def check_files(clinic):
    """The database and each encrypted cache are whole."""
    clinic.store.check_files()
    for desktop, dump in zip(clinic.desktops, clinic.dumps):
        assert dump.file == ["ok"], f"{desktop.login}'s cache is damaged: {dump.file[:3]}"
        stray = [path.name for path in desktop.folder.iterdir() if "aside" in path.name or ".broken" in path.name]
        assert not stray, f"{desktop.login}'s cache was set aside: {stray}"


def check_audit(clinic):
    words = []
    for data, options in clinic.store.list_parts():
        said = subprocess.run([clinic.wabictl, "verify-audit", "--data", data, *options], capture_output=True, text=True, check=False)
        assert said.returncode == 0, f"the audit does not verify: {said.stderr.strip()}"
        words.append(said.stdout.strip())
    return " ".join(words)


def check_complaints(clinic):
    """No program complained of itself."""
    for path in [*clinic.server.list_logs(), *clinic.folder.glob("*.err")]:
        text = path.read_text(errors="replace") if path.exists() else ""
        for word in ("CRITICAL", "AddressSanitizer", "runtime error:", "LeakSanitizer", "core dumped", "no manual"):
            assert word not in text, f"{path.name}: {next(line for line in text.splitlines() if word in line)}"


ALL = [
    ("what was shown as saved is done or in Inbox", check_promises),
    ("the numbers are dense, no effect is double", check_numbers),
    ("the feeds are dense", check_heads),
    ("what was made is there, once", check_births),
    ("all desktops show the same as new ones", check_convergence),
    ("what was signed or filed kept its bytes", check_locked),
    ("units and cents add up", check_money),
    ("what reacts has reacted, once", check_reactions),
    ("the files are whole", check_files),
    ("the audit verifies", check_audit),
    ("nobody complained", check_complaints),
]

