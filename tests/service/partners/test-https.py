#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Claim files go to Stedi and Claim.MD over real HTTPS, and what they answer comes in: once, whatever breaks in between.

usage: test-https.py --build FOLDER       writes TAP
"""

import argparse
import importlib.util
import sqlite3
import sys
import tempfile
import time
import uuid
from contextlib import closing
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1] / "harness" / "apart"), str(HERE.parents[1] / "harness" / "partner")]
sys.dont_write_bytecode = True

from clearinghouse import Answers, Sent, free_port  # noqa: E402
from https_house import House  # noqa: E402
from topology import Topology, run  # noqa: E402

SPEC = importlib.util.spec_from_file_location("partners", HERE / "test-partners.py")
PARTNERS = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(PARTNERS)
wait_until = PARTNERS.wait_until

KEY = "test_Key.0123456789abcdef"


def answer(text, number, kind):
    """What a clearinghouse or a payer writes about a file; an inquiry is answered by an acknowledgement of its number."""
    return getattr(Answers(Sent(text), number), kind)()


def answer_question(text):
    """A 277 that answers a 276, or a 271 that answers a 270, as far as it is read: by its trace."""
    rows = [row.strip().split("*") for row in text.split("~") if row.strip()]
    trace = next(row[2] for row in rows if row[0] == "TRN")
    isa, gs = rows[0], rows[1]
    number, functional, guide = isa[13], {"HS": "HB", "HR": "HN"}[gs[1]], {"HS": "005010X279A1", "HR": "005010X212"}[gs[1]]
    names = {row[1]: row for row in rows if row[0] == "NM1"}
    if gs[1] == "HR":
        body = [["ST", "277", "0001", guide], ["BHT", "0010", "08", number, "20260401", "0900", "DG"], ["HL", "1", "", "20", "1"], names["PR"], ["HL", "2", "1", "21", "1"],
                names["41"], ["HL", "3", "2", "19", "1"], names["1P"], ["HL", "4", "3", "22", "0"], names["IL"], ["TRN", "2", trace],
                ["STC", "F2:88", "20260401", "", "100", "0"]]
    else:
        body = [["ST", "271", "0001", guide], ["BHT", "0022", "11", number, "20260401", "0900"], ["HL", "1", "", "20", "1"], names["PR"], ["HL", "2", "1", "21", "1"],
                names["1P"], ["HL", "3", "2", "22", "0"], ["TRN", "2", trace, "9123456789"], names["IL"], ["EB", "1", "", "30"]]
    body.append(["SE", str(len(body) + 1), "0001"])
    head = [*isa[:5], isa[7], isa[8], isa[5], isa[6], *isa[9:]]
    rows = [head, ["GS", functional, gs[3], gs[2], *gs[4:8], guide], *body, ["GE", "1", gs[6]], ["IEA", "1", isa[13]]]
    return "~\n".join("*".join(row) for row in rows) + "~\n"


class World(PARTNERS.World):
    """A server with a demo practice, and both clearinghouses."""

    def __init__(self, build, folder):
        self.folder, self.topology = Path(folder), Topology(build, folder)
        self.house = House(folder, KEY)
        (self.folder / "stranger").mkdir()
        self.stranger = House(self.folder / "stranger", KEY)
        self.partner, self.n, self.device, self.number = str(uuid.uuid4()), 0, str(uuid.uuid4()), 0
        self.kind, self.house.answer_question = "stedi", answer_question
        self.drop = self.folder / "exchange"

    def start(self):
        for name in ("out", "in"):
            (self.drop / name).mkdir(parents=True)
        one = self.topology.data("all")
        one.mkdir(mode=0o700)
        run(self.topology.wabictl, "demo", "--data", one, "--clients", 36, "--staff", 20)
        self.topology.ports["all"] = self.topology.ports["billing"]
        (self.folder / "all.conf").write_text(
            f"[server]\ndata = {one}\nlisten = 127.0.0.1:{self.topology.ports['all']}\ntls = {self.topology.tls}\n[partners]\n"
            f"servers = 127.0.0.1:{self.house.port}, 127.0.0.1:{self.stranger.port}\nfolders = {self.drop}\nca = {self.house.certificate}\nevery = 1\nretry = 1\n")
        self.topology.start_service("all")
        self.sign_in()
        self.claims = [one["id"] for one in self.records("claim") if one["state"] == "submitted" and one["frequency"] == "1" and one["sequence"] == "P"]

    def set_partner(self, **more):
        base = {"stedi": {"base_url": f"{self.house.url}/2024-04-01", "answers_url": f"{self.house.url}/2023-08-01"},
                "claimmd": {"base_url": f"{self.house.url}/services/"}}[self.kind]
        self.must("partner.set", {"id": self.partner, "name": f"House {self.kind}", "type": self.kind, "active": True, **base, **more})

    def give_key(self, key=KEY):
        status, text = self.ask("POST", "/v1/partners/secret", {"id": self.partner, "key": key})
        assert status == 204, (status, text)

    def try_it(self):
        status, text = self.ask("POST", "/v1/partners/test", {"id": self.partner})
        assert status == 200, (status, text)
        return text

    def next_number(self):
        self.number += 1
        return self.number

    def times(self, content):
        return len([one for one in self.house.taken if one == content])

    def came(self, part=""):
        return [one for one in self.records("transmission") if one["direction"] == "in" and one["partner"] == self.partner and part in one.get("remote", "")]

    def change(self, ident, member, value):
        """A transmission is made older, while the server is away."""
        with closing(sqlite3.connect(self.topology.data("all") / "wabi.db")) as database, database:
            done = database.execute(f"UPDATE r_transmission SET body = json_set (body, '$.{member}', ?) WHERE id = ?", (value, ident))
            assert done.rowcount == 1

    def steps(self, file):
        claims = {one["id"] for one in self.records("claim") if one.get("file") == file["id"]}
        return sorted((one["step"], one.get("outcome")) for one in self.records("claim_event") if one["claim"] in claims)


def test_door(world):
    """Nothing goes to a host that is not allowed, without TLS, to a certificate that is not good, or without the right key."""
    result = world.give("partner.set", {"id": world.partner, "name": "x", "type": "stedi", "base_url": "http://127.0.0.1/"})
    assert result["status"] == "rejected", result
    result = world.give("partner.set", {"id": world.partner, "name": "x", "type": "stedi", "base_url": "https://me:secret@127.0.0.1/"})
    assert result["status"] == "rejected", result
    world.set_partner()
    assert world.try_it()["problem"] == "secret"
    world.partner_is("problem", "secret")
    assert not world.house.calls
    for wrong in (f"https://127.0.0.1:{free_port()}", "https://clearinghouse.example"):
        world.set_partner(base_url=wrong)
        world.give_key()
        assert world.try_it()["problem"] == "refused"
    world.set_partner(base_url=world.stranger.url, answers_url=world.stranger.url)
    world.give_key()
    told = world.try_it()
    assert told["problem"] == "away" and "certificate" in told["message"], told
    assert not world.stranger.calls and not world.house.calls
    world.set_partner()
    assert world.try_it()["problem"] == "secret", "another address asks for the key again"
    world.give_key("wrong\nheader")
    assert world.try_it()["problem"] == "secret" and not world.house.calls
    world.give_key("wrong")
    world.partner_is("problem", "secret")
    calls = len(world.house.calls)
    _, sent = world.make_file()
    world.look_around()
    assert len(world.house.calls) == calls and calls > 0, "a wrong key was tried again"
    world.give_key()
    told = world.try_it()
    assert told["ok"] and told["files"] == 0, told
    world.state_is(sent, "sent")
    assert world.record("partner", world.partner)["has_secret"] is True


def test_round(world):
    """A file goes to Stedi; its acknowledgement comes at once, and a 999, a 277CA and an 835 in the wrong order and one of them twice."""
    world.house.answer_claim = lambda text: (200, {"status": "SUCCESS", "x12": answer(text, 7001, "taken")})
    file, sent = world.make_file()
    world.state_is(sent, "sent")
    world.house.answer_claim = None
    assert world.times(file["content"]) == 1
    assert len(world.came(f"answer/{sent}")) == 1
    number = world.next_number()
    world.house.put("837", file["content"], inbound=False)
    idents = {kind: world.house.put(kind, answer(file["content"], number, word)) for kind, word in (("835", "paid"), ("277", "taken"), ("999", "accepted"))}
    again = world.house.put("835", world.house.transactions[-3]["x12"])
    world.check()
    came = {one["remote"]: one for one in world.came("stedi/")}
    assert set(came) == {f"stedi/{ident}" for ident in [*idents.values(), again]}, came
    assert all(one["state"] == "received" for one in came.values()), came
    assert came[f"stedi/{again}"]["inbound"] == came[f"stedi/{idents['835']}"]["inbound"]
    remittance, = [one for one in world.records("remittance") if one["file"] == came[f"stedi/{again}"]["inbound"]]
    assert remittance["difference_cents"] == 0, remittance
    steps = [step for step, _ in world.steps(file)]
    assert steps.count("sent") == 1 and steps.count("999") == 1, steps
    fetched, cursor = world.house.count("/input"), world.record("partner", world.partner)["cursor"]
    world.check()
    assert world.house.count("/input") == fetched and world.record("partner", world.partner)["cursor"] == cursor
    downloads = [headers for path, headers, _ in world.house.calls if path.startswith("/download/")]
    assert len(downloads) == fetched and not any("Authorization" in headers for headers in downloads), "the key goes to no other place"


def test_cursor_lost(world):
    """A token that does not hold any more brings nothing twice."""
    before = len(world.came())
    world.topology.kill("all")
    with closing(sqlite3.connect(world.topology.data("all") / "wabi.db")) as database, database:
        database.execute("UPDATE r_partner SET body = json_set (body, '$.cursor', 'gone') WHERE id = ?", (world.partner,))
    world.restart()
    world.check()
    assert len(world.came()) == before and world.record("partner", world.partner)["cursor"] != "gone"


def test_send_faults(world):
    """Whatever breaks while a file is sent to Stedi, it is taken once."""
    plan = [("cut", True), ("cut", False), ("half", False), ("slow", False), (500, True), (503, True), (429, True), (409, True)]
    for kind, before in plan:
        fault = world.house.fault("raw-x12-submission", kind, before=before, headers={"Retry-After": "1"} if isinstance(kind, int) else None, body="busy")
        file, sent = world.make_file()
        world.state_is(sent, "sent")
        wait_until(fault.met.is_set, f"{kind} has been met")
        assert world.times(file["content"]) == 1, (kind, before, world.times(file["content"]))
    world.partner_is("trouble", None)


def test_pause(world):
    """A partner that asks for an hour is left alone that long, unless a person wants it."""
    world.house.fault("raw-x12-submission", 429, headers={"Retry-After": "3600"}, body='{"code": "TOO_MANY_REQUESTS"}')
    file, sent = world.make_file()
    world.partner_is("problem", "away")
    wait = world.record("partner", world.partner)["next_try"] - time.time() * 1e6
    assert 3000e6 < wait <= 3600e6, wait
    calls = len(world.house.calls)
    world.look_around()
    assert len(world.house.calls) == calls
    world.check()
    world.state_is(sent, "sent")
    assert world.times(file["content"]) == 1


def test_refused(world):
    """What Stedi refuses is told in its words, without those of a person; what its edits reject, the claim hears."""
    def refuse(text):
        who = Sent(text).claims[0].patient
        return 400, {"error": "BAD_REQUEST", "message": f"The member {who[1]} {who[0]}, born 2019-05-02, is not allowed here."}
    world.house.answer_claim = refuse
    file, sent = world.make_file()
    world.state_is(sent, "failed")
    trouble, who = world.record("transmission", sent)["trouble"], Sent(file["content"]).claims[0].patient
    assert "is not allowed here" in trouble and who[0].lower() not in trouble.lower() and "2019" not in trouble, trouble
    assert who[0].lower() not in world.topology.log("all").lower() and KEY not in world.topology.log("all")
    world.house.answer_claim = lambda text: (400, {"status": "ERROR", "errors": [{"code": "33", "description": "no"}],
                                                   "x12": answer(text, 7002, "taken").replace("A2:20:PR", "A7:562:85")})
    file, sent = world.make_file()
    world.state_is(sent, "sent")
    world.house.answer_claim = None
    assert ("277CA", "rejected") in world.steps(file), world.steps(file)
    world.check()


def test_secret_stays(world):
    """The key is readable nowhere, and in no address."""
    rows = world.topology.query("all", "SELECT body FROM r_partner_secret")
    assert len(rows) == 1 and KEY not in str(rows)
    assert not any(KEY in path for path, _, _ in world.house.calls)
    assert KEY.encode() not in (world.topology.data("all") / "wabi.db").read_bytes() and KEY not in world.topology.log("all")


def test_fetch_faults(world):
    """Whatever breaks while an answer is fetched, it comes once, and nothing after it is passed over."""
    file, sent = world.make_file()
    world.state_is(sent, "sent")
    for path, kind in (("/polling/", "half"), ("/polling/", 500), ("/input", "cut"), ("/input", 429), ("/download/", "half"), ("/download/", 403), ("/download/", "slow")):
        idents = [world.house.put("999", answer(file["content"], world.next_number(), "accepted")) for _ in range(2)]
        fault = world.house.fault(path, kind, before=kind == "cut", headers={"Retry-After": "1"}, body="no")
        world.must("partner.check", {"id": world.partner})
        wait_until(lambda idents=idents: all(len(world.came(ident)) == 1 for ident in idents), f"both come after {path} {kind}")
        wait_until(fault.met.is_set, "it has been met")
        assert all(world.came(ident)[0]["state"] == "received" for ident in idents)
    wait_until(lambda: "trouble" not in world.record("partner", world.partner), "all is well again")
    whole = answer(file["content"], world.next_number(), "paid")
    late, early = world.house.put("835", whole[:len(whole) // 2]), world.house.put("999", answer(file["content"], world.next_number(), "accepted"))
    cursor = world.record("partner", world.partner)["cursor"]
    world.check()
    assert not world.came(late) and len(world.came(early)) == 1 and world.record("partner", world.partner)["cursor"] == cursor
    next(one for one in world.house.transactions if one["id"] == late)["x12"] = whole
    world.check()
    assert len(world.came(late)) == 1 and world.came(late)[0]["state"] == "received" and len(world.came(early)) == 1
    assert world.record("partner", world.partner)["cursor"] != cursor
    odd = world.house.put("835", "no X12 at all")
    world.check()
    assert world.came(odd)[0]["state"] == "failed"
    next(one for one in world.house.transactions if one["id"] == odd)["x12"] = answer(file["content"], world.next_number(), "accepted")
    world.must("transmission.retry", {"id": world.came(odd)[0]["id"]})
    world.check()
    assert sorted(one["state"] for one in world.came(odd)) == ["cancelled", "received"]


def test_killed(world):
    """The server is killed while Stedi has a file, before and after it is taken: it is taken once."""
    for before in (True, False):
        fault = world.house.fault("raw-x12-submission", "hold", before=before)
        file, sent = world.make_file()
        wait_until(fault.met.is_set, "the file is on its way")
        assert world.times(file["content"]) == (0 if before else 1)
        world.topology.kill("all")
        fault.healed.set()
        world.restart()
        world.state_is(sent, "sent")
        assert world.times(file["content"]) == 1


def test_ended(world):
    """A server that is asked to end does not wait for a slow partner."""
    fault = world.house.fault("raw-x12-submission", "hold", before=True)
    file, sent = world.make_file()
    wait_until(fault.met.is_set, "the file is on its way")
    world.topology.processes["all"].terminate()
    assert world.topology.processes["all"].wait(timeout=50) == 0
    fault.healed.set()
    world.restart()
    world.state_is(sent, "sent")
    assert world.times(file["content"]) == 1


def test_late(world):
    """When Stedi has forgotten its keys nothing is sent again: it is found in its list, or held for a person."""
    for listed in (True, False):
        fault = world.house.fault("raw-x12-submission", "hold", before=not listed)
        file, sent = world.make_file()
        wait_until(fault.met.is_set, "the file is on its way")
        world.topology.kill("all")
        fault.healed.set()
        world.change(sent, "begun_at", int(time.time() * 1e6) - 25 * 3600 * 1000000)
        world.house.keys.clear()
        if listed:
            world.house.put("837", file["content"], inbound=False, reference=Sent(file["content"]).batch)
        world.restart()
        world.state_is(sent, "sent" if listed else "failed")
        assert world.times(file["content"]) == (1 if listed else 0)
    assert "not known" in world.record("transmission", sent)["trouble"]
    world.must("transmission.retry", {"id": sent})
    world.state_is(sent, "sent")
    assert world.times(file["content"]) == 1


def test_ask(world):
    """A question is asked and answered at once, also when the first answer is cut, and when the server is killed."""
    claim = next(one["id"] for one in world.records("claim") if one["state"] not in ("replaced", "voided"))
    for kind, kill in (("cut", False), ("hold", True)):
        fault = world.house.fault("/claimstatus/v2/raw-x12", kind)
        ident = str(uuid.uuid4())
        world.must("claim.ask-status", {"id": ident, "claim": claim})
        asked = next((one["id"] for one in world.records("transmission") if one.get("file") == ident), None)
        if asked is None:
            asked = str(uuid.uuid4())
            world.must("transmission.send", {"id": asked, "file": ident, "partner": world.partner})
        wait_until(fault.met.is_set, "it is asked")
        if kill:
            world.topology.kill("all")
            fault.healed.set()
            world.restart()
        world.state_is(asked, "sent")
        one, = world.came(f"answer/{asked}")
        file, = [file for file in world.records("inbound_file") if file["id"] == one["inbound"]]
        assert one["state"] == "received" and file["type"] == "277", (one, file["type"])


def ask_benefits(world):
    """Whether somebody is covered is asked, and answered at once."""
    coverage = next(one["id"] for one in world.records("coverage") if "valid_to" not in one)
    check = str(uuid.uuid4())
    world.must("benefit.ask", {"id": check, "coverages": [coverage]})
    asked, = [one for one in world.records("benefit") if one.get("check") == check]
    sent, = [one["id"] for one in world.records("transmission") if one.get("file") == asked["question"]]
    world.state_is(sent, "sent")
    wait_until(lambda: world.record("benefit", asked["id"])["state"] == "active", "the answer stands with its question")


def test_ask_benefits(world):
    """A 270 goes to Stedi and its 271 comes back."""
    world.set_partner(takes_270=True, takes_276=True)
    ask_benefits(world)


def test_claimmd_round(world):
    """A file goes to Claim.MD; what it tells of claims, and its remittances, come once each."""
    world.kind = "claimmd"
    other, world.partner = world.partner, str(uuid.uuid4())
    body = world.record("partner", other)
    world.must("partner.set", {"id": other, "name": body["name"], "type": "stedi", "active": False})
    world.set_partner()
    world.give_key("wrong")
    world.partner_is("problem", "secret")
    world.give_key()
    file, sent = world.make_file()
    world.state_is(sent, "sent")
    assert world.times(file["content"]) == 1 and len(world.house.uploads) == 1
    claims = Sent(file["content"]).claims
    world.house.tell(claims[0].control, "A")
    number = world.next_number()
    eras = [world.house.pay(answer(file["content"], number, "paid")), world.house.pay(answer(file["content"], world.next_number(), "accepted"))]
    world.check()
    assert ("277CA", "told") in world.steps(file), world.steps(file)
    assert [one["state"] for one in world.came("era/")] == ["received", "received"]
    assert world.record("partner", world.partner)["cursor"] == f"R101;E{eras[1]}"
    before, fetched = len(world.came()), world.house.count("/era835/")
    world.check()
    assert len(world.came()) == before and world.house.count("/era835/") == fetched
    world.house.tell(claims[0].control, "R", "Subscriber not found; correct the member number")
    world.check()
    assert ("277CA", "rejected") in world.steps(file), world.steps(file)
    assert not any("AccountKey" in path or KEY in path for path, _, _ in world.house.calls)
    refused = world.give("partner.set", {"id": world.partner, "name": "House claimmd", "type": "claimmd", "active": True, "takes_276": True})
    assert refused["status"] == "rejected" and refused["field"] == "takes_276", refused
    world.must("partner.set", {"id": other, "name": body["name"], "type": "stedi", "active": False, "takes_270": False, "takes_276": False})
    world.set_partner(takes_270=True)
    ask_benefits(world)


def test_claimmd_faults(world):
    """Whatever breaks on the way to Claim.MD or back, each file goes once and each answer comes once."""
    for kind, before in (("cut", True), ("half", False), (500, True), (429, True)):
        fault = world.house.fault("/upload/", kind, before=before, headers={"Retry-After": "1"} if isinstance(kind, int) else None)
        file, sent = world.make_file()
        world.state_is(sent, "sent")
        wait_until(fault.met.is_set, "it has been met")
        assert world.times(file["content"]) == 1, kind
    for path, kind in (("/response/", "half"), ("/eralist/", 503), ("/era835/", "half"), ("/era835/", 429)):
        world.house.tell(Sent(file["content"]).claims[0].control, "A")
        era = world.house.pay(answer(file["content"], world.next_number(), "accepted"))
        fault = world.house.fault(path, kind, headers={"Retry-After": "1"} if isinstance(kind, int) else None)
        world.must("partner.check", {"id": world.partner})
        last = world.house.told[-1]["id"]
        wait_until(lambda era=era, last=last: world.record("partner", world.partner).get("cursor") == f"R{last};E{era}", f"all comes after {path} {kind}")
        wait_until(fault.met.is_set, "it has been met")
        assert len(world.came(f"era/{era}")) == 1, (path, kind, fault.met.is_set(), world.came(f"era/{era}"))
        assert len([one for one in world.came("told/") if one["remote"].endswith(f"-{last}")]) == 1, (path, kind, [one["remote"] for one in world.came("told/")])
    world.house.bare = True
    era = world.house.pay(answer(file["content"], world.next_number(), "accepted"))
    world.check()
    world.house.bare = False
    assert world.came(f"era/{era}")[0]["state"] == "received", world.came(f"era/{era}")
    bad = world.house.pay(answer(file["content"], world.next_number(), "accepted")[:150])
    good = world.house.pay(answer(file["content"], world.next_number(), "accepted"))
    world.check()
    assert [world.came(f"era/{one}")[0]["state"] for one in (bad, good)] == ["failed", "received"], (world.came(f"era/{bad}"), world.came(f"era/{good}"))
    world.house.eras[bad] = answer(file["content"], world.next_number(), "accepted")
    world.must("transmission.retry", {"id": world.came(f"era/{bad}")[0]["id"]})
    world.check()
    assert sorted(one["state"] for one in world.came(f"era/{bad}")) == ["cancelled", "received"], world.came(f"era/{bad}")
    world.house.answer_claim = lambda text: f"Claim for {Sent(text).claims[0].patient[0]} has no diagnosis"
    file, sent = world.make_file()
    world.state_is(sent, "failed")
    world.house.answer_claim = None
    trouble = world.record("transmission", sent)["trouble"]
    assert "has no diagnosis" in trouble and Sent(file["content"]).claims[0].patient[0].lower() not in trouble.lower(), trouble


def test_claimmd_killed(world):
    """The server is killed while Claim.MD has a file: it is found among what was uploaded, or sent when it was surely not."""
    for before in (False, True):
        fault = world.house.fault("/upload/", "hold", before=before)
        file, sent = world.make_file()
        wait_until(fault.met.is_set, "the file is on its way")
        world.topology.kill("all")
        fault.healed.set()
        world.restart()
        world.state_is(sent, "sent")
        assert world.times(file["content"]) == 1, (before, world.times(file["content"]))


TESTS = [test_door, test_round, test_cursor_lost, test_send_faults, test_pause, test_refused, test_secret_stays, test_fetch_faults, test_killed, test_ended, test_late, test_ask, test_ask_benefits,
         test_claimmd_round, test_claimmd_faults, test_claimmd_killed]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", required=True)
    options = parser.parse_args()
    print(f"TAP version 13\n1..{len(TESTS)}", flush=True)
    with tempfile.TemporaryDirectory(prefix="wabi-https-") as folder:
        world = World(options.build, folder)
        failed = 0
        try:
            world.start()
            for number, test in enumerate(TESTS, 1):
                begun = time.monotonic()
                try:
                    test(world)
                    print(f"ok {number} - {test.__doc__}\n# {time.monotonic() - begun:.1f} s", flush=True)
                except (AssertionError, OSError, KeyError, ValueError, StopIteration) as problem:
                    failed += 1
                    print(f"not ok {number} - {test.__doc__}\n# {test.__name__}: {type(problem).__name__}: {str(problem)[:1500]}", flush=True)
        finally:
            world.topology.stop()
            world.house.stop()
            world.stranger.stop()
            if failed:
                print("\n".join("# " + line for line in world.topology.log("all").splitlines()[-30:]))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
