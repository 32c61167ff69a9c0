#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Claim files go to a clearinghouse over a real SFTP server, and what it answers comes in: once, whatever breaks in between.

usage: test-partners.py --build FOLDER       writes TAP
"""

import argparse
import sys
import tempfile
import threading
import time
import uuid
from pathlib import Path

HARNESS = Path(__file__).resolve().parents[2] / "harness"
sys.path[:0] = [str(HARNESS / "apart"), str(HARNESS / "partner")]

from clearinghouse import Clearinghouse, Line, Sshd, fingerprint, key  # noqa: E402
from topology import Topology, run  # noqa: E402

sys.dont_write_bytecode = True
PRACTICE, PASSWORD, LOGIN = "cedar-grove", "wabi-care-demo", "wendell.abara"
PATIENCE = 60


def wait_until(condition, what):
    """What an event brings about; its failure is told by name, and no time is asserted."""
    end, pause = time.monotonic() + PATIENCE, threading.Event()
    while time.monotonic() < end:
        found = condition()
        if found:
            return found
        pause.wait(0.05)
    raise AssertionError(f"did not come about: {what}")


class World:
    """A server with a demo practice, and a clearinghouse."""

    def __init__(self, build, folder):
        self.folder, self.topology = Path(folder), Topology(build, folder)
        self.sshd = Sshd(self.folder / "sshd")
        self.house = Clearinghouse(self.sshd.home)
        self.line = Line(self.sshd.port)
        self.partner, self.n, self.device = str(uuid.uuid4()), 0, str(uuid.uuid4())
        self.drop = self.folder / "exchange"

    def start(self):
        for name in ("out", "in"):
            (self.drop / name).mkdir(parents=True)
        self.sshd.start()
        one = self.topology.data("all")
        one.mkdir(mode=0o700)
        run(self.topology.wabictl, "demo", "--data", one, "--clients", 12, "--staff", 10)
        self.topology.ports["all"] = self.topology.ports["billing"]
        (self.folder / "all.conf").write_text(
            f"[server]\ndata = {one}\nlisten = 127.0.0.1:{self.topology.ports['all']}\ntls = {self.topology.tls}\n[partners]\n"
            f"servers = 127.0.0.1:{self.line.port}\nfolders = {self.drop}\nevery = 1\nretry = 1\n")
        self.topology.start_service("all")
        self.sign_in()
        self.claims = [one["id"] for one in self.records("claim") if one["state"] == "submitted" and one["frequency"] == "1" and one["sequence"] == "P"]

    def sign_in(self):
        status, answer = self.ask("POST", "/v1/auth/sign-in", {"practice": PRACTICE, "login": LOGIN, "password": PASSWORD, "device": self.device}, token=None)
        assert status == 200, (status, answer)
        self.token = answer["access_token"]

    def restart(self):
        self.topology.start_service("all")
        self.sign_in()

    def ask(self, method, path, body=None, token=""):
        return self.topology.ask(method, path, body, self.token if token == "" else token, port=self.topology.ports["all"])

    def give(self, name, args):
        self.n += 1
        command = {"n": self.n, "id": str(uuid.uuid4()), "name": name, "schema": 1, "args": args, "deps": [], "wall": int(time.time() * 1e6), "mono": 1,
                   "boot": "b", "zone": "America/New_York"}
        status, answer = self.ask("POST", "/v1/push?service=billing",
                                  {"device": self.device, "service": "billing", "epoch": "", "from_n": self.n, "commands": [command]})
        assert status == 200, (name, status, answer)
        return answer["results"][0]

    def must(self, name, args):
        result = self.give(name, args)
        assert result["status"] in ("applied", "merged"), result

    def record(self, kind, ident):
        status, answer = self.ask("GET", f"/v1/records/{kind}/{ident}")
        assert status == 200, (status, answer)
        return answer["body"]

    def records(self, kind):
        status, answer = self.ask("GET", f"/v1/records/{kind}?limit=500")
        assert status == 200, (status, answer)
        return [{**one["body"], "id": one["id"]} for one in answer["records"]]

    def partner_is(self, member, value):
        try:
            wait_until(lambda: self.record("partner", self.partner).get(member) == value, f"{member} is {value}")
        except AssertionError as problem:
            raise AssertionError(f"{problem}: {self.record('partner', self.partner)}") from None

    def set_partner(self, **more):
        self.must("partner.set", {"id": self.partner, "name": "Test house", "type": "sftp", "active": True, "host": "127.0.0.1", "port": self.line.port,
                                  "user": self.sshd.user, "send_folder": "inbound", "receive_folder": "outbound", **more})

    def check(self):
        """The partner is visited, and nothing is wrong."""
        self.must("partner.check", {"id": self.partner})
        wait_until(lambda: "asked_at" not in self.record("partner", self.partner), "the partner is visited")
        body = self.record("partner", self.partner)
        assert "trouble" not in body, body

    def state_is(self, ident, state):
        try:
            wait_until(lambda: self.record("transmission", ident)["state"] == state, f"the file is {state}")
        except AssertionError as problem:
            raise AssertionError(f"{problem}: {self.record('transmission', ident)} {self.record('partner', self.partner)}") from None

    def make_file(self):
        """A new claim file: another claim is replaced. It waits to be sent by itself where one partner alone is used. Returns it and its transmission."""
        while self.claims:
            before = {one["id"] for one in self.records("claim_file")}
            self.give("claim.replace", {"id": str(uuid.uuid4()), "claim": self.claims.pop(), "payer_control": "ICN1"})
            new = [one for one in self.records("claim_file") if one["id"] not in before]
            if new:
                return new[0], next((one["id"] for one in self.records("transmission") if one.get("file") == new[0]["id"]), None)
        raise AssertionError("the demo practice has no claims left that can be replaced")

    def look_around(self):
        """The server has looked at all partners: another one, for a moment, was visited."""
        args = {"id": str(uuid.uuid4()), "name": "Other", "type": "folder", "send_folder": "out", "receive_folder": "in"}
        self.must("partner.set", {**args, "active": True})
        for _ in range(2):
            self.must("partner.check", {"id": args["id"]})
            wait_until(lambda: "asked_at" not in self.record("partner", args["id"]), "the other partner is visited")
        self.must("partner.set", {**args, "active": False})

    def bytes_of_visit(self):
        """How much an ordinary visit sends and gets."""
        self.check()
        return self.line.sent, self.line.came


def test_trust(world):
    """Nothing is told to a machine whose key is not trusted."""
    world.set_partner()
    status, answer = world.ask("POST", "/v1/partners/secret", {"id": world.partner, "key": world.sshd.client_key.read_text()})
    assert status == 204, (status, answer)
    status, answer = world.ask("POST", "/v1/partners/test", {"id": world.partner})
    assert status == 200 and not answer["ok"] and answer["problem"] == "host-key", (status, answer)
    assert answer["key_seen"] == fingerprint(world.sshd.host_key), answer
    world.partner_is("problem", "host-key")
    assert world.record("partner", world.partner)["key_seen"] == fingerprint(world.sshd.host_key)
    world.set_partner(host_key=answer["key_seen"])
    status, answer = world.ask("POST", "/v1/partners/test", {"id": world.partner})
    assert status == 200 and answer["ok"] and answer["files"] == 0, (status, answer)
    world.check()


def test_secret_stays(world):
    """The key is in no record that leaves the service, and not readable in the database."""
    assert world.record("partner", world.partner)["has_secret"] is True
    status, answer = world.ask("GET", "/v1/records/partner_secret?limit=5")
    assert status == 403, (status, answer)
    status, answer = world.ask("GET", "/v1/sync?service=billing&since=0")
    assert "partner_secret" not in str(answer)
    part = world.sshd.client_key.read_text().splitlines()[2]
    rows = world.topology.query("all", "SELECT body FROM r_partner_secret")
    assert len(rows) == 1 and part not in str(rows)
    assert (world.topology.data("all") / "partner.key").stat().st_mode & 0o777 == 0o600


def test_round(world):
    """A file goes out under its name, and a 999, a 277CA and an 835 come back, in the wrong order and one of them twice."""
    file, sent = world.make_file()
    world.state_is(sent, "sent")
    (name, text), = world.house.take()
    assert name == file["name"] and text == file["content"]
    answer, now = world.house.answer(text), int(time.time())
    world.house.put("a.835", answer.paid(), now - 30)
    world.house.put("b.277", answer.taken(), now - 20)
    world.house.put("c.999", answer.accepted(), now - 10)
    world.house.put("d-again.835", answer.paid(), now - 5)
    world.house.put("report.txt", "Your file was received.\n", now - 3)
    world.check()
    came = {one["name"]: one for one in world.records("transmission") if one["direction"] == "in"}
    assert {name: one["state"] for name, one in came.items()} == {"a.835": "received", "b.277": "received", "c.999": "received", "d-again.835": "received",
                                                                  "report.txt": "failed"}, came
    assert came["a.835"]["inbound"] == came["d-again.835"]["inbound"]
    files = {one["id"]: one for one in world.records("inbound_file")}
    assert [files[came[name]["inbound"]]["type"] for name in ("a.835", "b.277", "c.999")] == ["835", "277CA", "999"]
    assert all(files[came[name]["inbound"]]["partner"] == world.partner for name in ("a.835", "b.277", "c.999"))
    remittance, = [one for one in world.records("remittance") if one["file"] == came["a.835"]["inbound"]]
    assert remittance["difference_cents"] == 0 and remittance["claim_count"] == len(answer.sent.claims), remittance
    claims = {one["id"] for one in world.records("claim") if one.get("file") == file["id"]}
    steps = [(one["claim"], one["step"]) for one in world.records("claim_event") if one["claim"] in claims]
    for claim in claims:
        for step in ("sent", "999", "277CA"):
            assert steps.count((claim, step)) == 1, (claim, step, steps)
    before = len(world.records("transmission"))
    world.check()
    assert len(world.records("transmission")) == before
    assert len(list(world.house.outbound.iterdir())) == 5, "nothing is removed there"


def test_half(world):
    """A file that is only half there is left until it is whole."""
    _, sent = world.make_file()
    world.state_is(sent, "sent")
    (_, text), = world.house.take()
    whole = world.house.answer(text).paid()
    world.house.put("half.835", whole[:len(whole) // 2])
    world.check()
    assert not [one for one in world.records("transmission") if one["name"] == "half.835"]
    world.house.put("half.835", whole)
    world.check()
    one, = [one for one in world.records("transmission") if one["name"] == "half.835"]
    assert one["state"] == "received", one


def test_cut(world):
    """The line breaks while a file is sent, and while one is fetched; then it is done, once."""
    out, back = world.bytes_of_visit()
    world.line.cut_after(out // 2)
    file, sent = world.make_file()
    world.partner_is("problem", "away")
    size = len(file["content"])
    for most in (out - 300, out + size // 2, out + size - 200):
        world.line.cut_after(most)
        calls = world.line.calls
        world.must("partner.check", {"id": world.partner})
        wait_until(lambda: world.line.calls > calls and world.record("partner", world.partner).get("problem") == "away", f"the line breaks after {most}")
    world.line.heal()
    world.state_is(sent, "sent")
    (name, text), = world.house.take()
    assert text == file["content"]
    answer = world.house.answer(text).paid()
    world.house.put("cut.835", answer)
    world.line.cut_after(back + len(answer) // 2, back=True)
    world.must("partner.check", {"id": world.partner})
    world.partner_is("problem", "away")
    assert not [one for one in world.records("transmission") if one["name"] == "cut.835"]
    world.line.heal()
    world.check()
    assert len([one for one in world.records("transmission") if one["name"] == "cut.835"]) == 1


def test_away(world):
    """A server that does not answer holds nothing up for ever."""
    world.sshd.stop()
    world.must("partner.check", {"id": world.partner})
    world.partner_is("problem", "away")
    world.sshd.start()
    wait_until(lambda: "trouble" not in world.record("partner", world.partner), "it is tried again by itself")


def test_other_key(world):
    """A machine that shows another key is told nothing, until a person trusts it."""
    before = world.sshd.host_key
    world.sshd.change_key()
    _, sent = world.make_file()
    world.partner_is("problem", "host-key")
    assert world.record("transmission", sent)["state"] == "waiting"
    assert world.record("partner", world.partner)["key_seen"] == fingerprint(world.sshd.host_key) != fingerprint(before)
    assert not world.house.take()
    world.set_partner(host_key=fingerprint(world.sshd.host_key))
    world.state_is(sent, "sent")
    assert len(world.house.take()) == 1


def test_other_password(world):
    """A key that is not taken is tried once; another address asks for the secret again."""
    status, _ = world.ask("POST", "/v1/partners/secret", {"id": world.partner, "key": key(world.folder / "stranger").read_text()})
    assert status == 204
    world.must("partner.check", {"id": world.partner})
    world.partner_is("problem", "secret")
    calls = world.line.calls
    _, sent = world.make_file()
    world.look_around()
    assert world.line.calls == calls, "it was tried again"
    status, _ = world.ask("POST", "/v1/partners/secret", {"id": world.partner, "key": world.sshd.client_key.read_text()})
    assert status == 204
    world.state_is(sent, "sent")
    assert len(world.house.take()) == 1


def test_killed(world):
    """The server is killed at any point of a visit: each file goes once, each answer comes in once."""
    out, _ = world.bytes_of_visit()
    for part in (0, 1, 2, 3):
        file, sent = None, None
        world.line.cut_after(out // 2, hold=True)
        file, sent = world.make_file()
        world.line.cut_after((out // 2, out + len(file["content"]) // 2, out + len(file["content"]) - 250, out + len(file["content"]) + 60)[part], hold=True)
        name = f"killed-{part}.999"
        world.house.put(name, world.house.answer(file["content"]).accepted())
        wait_until(lambda: world.line.held.is_set() or any(one["name"] == name for one in world.records("transmission")), "the line is held, or all is done")
        world.topology.kill("all")
        world.line.heal()
        world.restart()
        world.state_is(sent, "sent")
        world.check()
        taken = world.house.take()
        assert [text for _, text in taken] == [file["content"]], (part, [name for name, _ in taken])
        came = [one for one in world.records("transmission") if one["name"] == name and one["state"] == "received"]
        assert len(came) == 1, came
        assert len([one for one in world.records("inbound_file") if one["id"] == came[0]["inbound"]]) == 1


def test_folder(world):
    """The same by two folders; one outside of what the server may use is refused."""
    partner, here = str(uuid.uuid4()), str(uuid.uuid4())
    args = {"id": partner, "name": "Folder", "type": "folder", "active": True, "send_folder": "out", "receive_folder": "in",
            "receiver_id": "330897513", "test": True}
    world.must("partner.set", args)
    file, queued = world.make_file()
    assert queued is None, "who carries it is for a person to say"
    world.must("transmission.send", {"id": here, "file": file["id"], "partner": partner})
    world.state_is(here, "sent")
    path, = (world.drop / "out").iterdir()
    assert path.read_text() == file["content"] and "837P" in path.name and "OATEST" in path.name, path.name
    (world.drop / "in" / "x.999").write_text(world.house.answer(file["content"]).accepted())
    world.must("partner.check", {"id": partner})
    wait_until(lambda: [one for one in world.records("transmission") if one["name"] == "x.999"], "the answer is taken in")
    result = world.give("transmission.send", {"id": str(uuid.uuid4()), "file": file["id"], "partner": partner})
    assert result["status"] == "rejected" and result["code"] == "sent-already", result
    (world.drop / "away").symlink_to(world.folder)
    world.must("partner.set", {**args, "receive_folder": "away"})
    wait_until(lambda: world.record("partner", partner).get("problem") == "folder", "the folder is refused")
    result = world.give("partner.set", {**args, "receive_folder": "../in"})
    assert result["status"] == "rejected", result


def of_check(world, check):
    return [one for one in world.records("benefit") if one.get("check") == check]


def covered(question, copay="25"):
    return [["EB", "1", "IND", "30^MH", "PR", "GOLD PPO"], ["EB", "B", "IND", "MH", "", "", "27", copay, "", "", "", "", "Y"]]


def taken_questions(world, kind):
    """What lies with the partner now, whole files of that kind only."""
    taken = world.house.take()
    assert all(name.startswith(f"{kind}-") and f"~ST*{kind}*" in text.replace("\n", "") for name, text in taken), [name for name, _ in taken]
    return [text for _, text in taken]


def test_ask_benefits(world):
    """A person asks about some clients (270); each answer (271) finds its question, also when it comes twice, late, or about a part only."""
    world.set_partner(takes_270=True, takes_276=True)
    check, coverages = str(uuid.uuid4()), [one["id"] for one in world.records("coverage") if "valid_to" not in one][:4]
    world.must("benefit.ask", {"id": check, "coverages": coverages})
    asked = of_check(world, check)
    assert sorted(one["coverage"] for one in asked) == sorted(coverages), asked
    again = world.give("benefit.ask", {"id": str(uuid.uuid4()), "coverages": coverages[:1]})
    assert again["status"] == "rejected" and again["code"] == "asked", again
    for file in {one["question"] for one in asked}:
        sent, = [one["id"] for one in world.records("transmission") if one.get("file") == file]
        world.state_is(sent, "sent")
    files = taken_questions(world, "270")
    traces = sorted(question["trace"] for text in files for question in world.house.tell(text).asked.questions)
    assert traces == sorted(one["trace"] for one in asked), (traces, asked)
    silent = asked[0]["trace"]
    for i, text in enumerate(files):
        told = world.house.tell(text).benefits(covered, only=[trace for trace in traces if trace != silent])
        world.house.put(f"ask-{i}.271", told)
        world.house.put(f"ask-{i}-again.271", told)
    world.check()
    states = {one["trace"]: one["state"] for one in of_check(world, check)}
    assert states == {trace: "asked" if trace == silent else "active" for trace in traces}, states
    assert all(one["copay_cents"] == 2500 and one["plan"] == "GOLD PPO" for one in of_check(world, check) if one["trace"] != silent)
    late, = [text for text in files if silent in text]
    world.house.put("late.271", world.house.tell(late).benefits(lambda question: [["AAA", "N", "", "75", "C"]], only=[silent]))
    world.check()
    one, = [one for one in of_check(world, check) if one["trace"] == silent]
    assert one["state"] == "rejected" and one["changes"] == ["not-found"], one
    world.must("benefit.settle", {"id": one["id"]})


def month_checks(world):
    return [one for one in world.records("benefit_check") if one["cause"] == "month"]


def test_month(world):
    """The server asks about the whole caseload by itself, once a month, whenever it is killed."""
    world.look_around()
    assert not month_checks(world)
    before = {one["id"] for one in world.records("benefit")}
    world.must("benefit-schedule.set", {"id": SCHEDULE, "active": True, "day": 1, "at_once": True})
    world.topology.kill("all")
    world.restart()
    check, = wait_until(lambda: month_checks(world), "the caseload is asked about")
    assert check["state"] == "done" and check["asked"] > 0, check
    for _ in range(2):
        world.look_around()
        world.topology.kill("all")
        world.restart()
    assert [one["id"] for one in month_checks(world)] == [check["id"]]
    asked = [one for one in world.records("benefit") if one["id"] not in before]
    assert len(asked) == check["asked"] == len({one["coverage"] for one in asked}), (len(asked), check)
    assert {one["check"] for one in asked} == {check["id"]}
    for file in {one["question"] for one in asked}:
        sent, = [one["id"] for one in world.records("transmission") if one.get("file") == file]
        world.state_is(sent, "sent")
    files = taken_questions(world, "270")
    traces = [question["trace"] for text in files for question in world.house.tell(text).asked.questions]
    assert sorted(traces) == sorted(one["trace"] for one in asked)
    for i, text in enumerate(files):
        world.house.put(f"month-{i}.271", world.house.tell(text).benefits(lambda question: covered(question, "40")))
    world.check()
    told = {one["id"]: one for one in world.records("benefit") if one.get("check") == check["id"]}
    assert all(one["state"] == "active" for one in told.values()), told
    changed = [one for one in told.values() if "changes" in one]
    assert changed and all("copay" in one["changes"] for one in changed), "who had another copayment before"
    world.must("benefit-schedule.set", {"id": SCHEDULE, "active": False})


def asked_claims(world):
    return [one["claim"] for one in world.records("claim_event") if one["step"] == "276"]


def test_ask_late(world):
    """The server asks about claims that wait too long (276), each once, whenever it is killed; the answers (277) come to them."""
    assert not asked_claims(world)
    world.set_partner(takes_276=True, status_days=7)
    wait_until(lambda: "status_day" in world.record("partner", world.partner), "late claims are looked for")
    world.topology.kill("all")
    world.restart()
    world.look_around()
    late = asked_claims(world)
    assert len(late) == len(set(late)), late
    waiting = [one["id"] for one in world.records("claim") if one["state"] in ("submitted", "accepted", "pending") and one["id"] not in late]
    if waiting:
        world.must("claim.ask-statuses", {"id": str(uuid.uuid4()), "claims": waiting[:3]})
    claims = asked_claims(world)
    assert claims and len(claims) == len(set(claims)), claims
    for sent in [one for one in world.records("transmission") if one["direction"] == "out" and one["name"].startswith("276-")]:
        world.state_is(sent["id"], "sent")
    files = taken_questions(world, "276")
    control = {one["control"]: one["id"] for one in world.records("claim")}
    assert sorted(control[question["claim"]] for text in files for question in world.house.tell(text).asked.questions) == sorted(claims)
    for i, text in enumerate(files):
        world.house.put(f"status-{i}.277", world.house.tell(text).statuses())
    world.check()
    steps = [one["claim"] for one in world.records("claim_event") if one["step"] == "277"]
    assert sorted(steps) == sorted(claims), (steps, claims)
    states = {one["id"]: one["state"] for one in world.records("claim")}
    assert all(states[claim] == "pending" for claim in claims), states


SCHEDULE = "00000000-0000-7000-8000-000000000004"
TESTS = [test_trust, test_secret_stays, test_round, test_half, test_cut, test_away, test_other_key, test_other_password, test_killed, test_ask_benefits, test_month,
         test_ask_late, test_folder]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", required=True)
    options = parser.parse_args()
    print(f"TAP version 13\n1..{len(TESTS)}", flush=True)
    with tempfile.TemporaryDirectory(prefix="wabi-partners-") as folder:
        world = World(options.build, folder)
        failed = 0
        try:
            world.start()
            for number, test in enumerate(TESTS, 1):
                try:
                    test(world)
                    print(f"ok {number} - {test.__doc__}", flush=True)
                except (AssertionError, OSError, KeyError, ValueError, StopIteration) as problem:
                    failed += 1
                    print(f"not ok {number} - {test.__doc__}\n# {test.__name__}: {type(problem).__name__}: {str(problem)[:1500]}", flush=True)
        finally:
            world.topology.stop()
            world.sshd.stop()
            if failed:
                print("\n".join("# " + line for line in (world.topology.log("all") + (world.sshd.folder / "sshd.log").read_text()).splitlines()[-30:]))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
