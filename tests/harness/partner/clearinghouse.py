# SPDX-License-Identifier: AGPL-3.0-or-later
"""A clearinghouse for tests: a real OpenSSH server over two folders, a line to it that can be cut, and a program that answers each 837P with a 999, a 277CA and an 835, each 270 with a 271 and each 276 with a 277.

What listens does so on 127.0.0.1. It is written from the published shapes of the transactions, not from the program that it tests.
"""

import ctypes
import os
import pwd
import signal
import socket
import subprocess
import threading
from pathlib import Path

PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None, use_errno=True)
PATIENCE = 60


def die_with_parent():
    """Runs in the child: whatever ends the test, nothing of it goes on."""
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def key(path, kind="ed25519", phrase=""):
    subprocess.run(["ssh-keygen", "-q", "-t", kind, "-N", phrase, "-C", "test", "-f", str(path)], check=True)
    return path


def fingerprint(path):
    """As a person reads it: SHA256:…"""
    return subprocess.run(["ssh-keygen", "-l", "-f", f"{path}.pub"], check=True, capture_output=True, text=True).stdout.split()[1]


class Sshd:
    """OpenSSH's own server, SFTP only, with keys of its own."""

    def __init__(self, folder):
        self.folder, self.port, self.process = Path(folder), free_port(), None
        self.folder.mkdir(parents=True, exist_ok=True)
        self.user = pwd.getpwuid(os.getuid()).pw_name
        self.host_key, self.client_key = key(self.folder / "host"), key(self.folder / "client")
        (self.folder / "authorized").write_text((self.folder / "client.pub").read_text())
        self.home = self.folder / "home"
        for name in ("inbound", "outbound"):
            (self.home / name).mkdir(parents=True)

    def start(self):
        if os.getuid() == 0:
            Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
        config = self.folder / "sshd.conf"
        config.write_text(f"ListenAddress 127.0.0.1:{self.port}\nHostKey {self.host_key}\nPidFile none\nAuthorizedKeysFile {self.folder}/authorized\n"
                          f"PasswordAuthentication no\nKbdInteractiveAuthentication no\nPermitRootLogin yes\nStrictModes no\nUsePAM no\n"
                          f"Subsystem sftp internal-sftp -d {self.home}\nForceCommand internal-sftp -d {self.home}\nMaxStartups 100\nLogLevel ERROR\n")
        self.process = subprocess.Popen(["/usr/sbin/sshd", "-D", "-e", "-f", str(config)], stdin=subprocess.DEVNULL,
                                        stdout=subprocess.DEVNULL, stderr=open(self.folder / "sshd.log", "ab"), preexec_fn=die_with_parent)
        pause = threading.Event()
        for _ in range(PATIENCE * 20):
            with socket.socket() as one:
                if one.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            if self.process.poll() is not None:
                break
            pause.wait(0.05)
        raise RuntimeError("sshd did not start: " + (self.folder / "sshd.log").read_text())

    def stop(self):
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def change_key(self):
        """Another machine under the same name."""
        self.stop()
        self.host_key = key(self.folder / f"host-{len(list(self.folder.glob('host*')))}")
        self.start()


class Line:
    """A line to a port. It can be cut after so many bytes in one direction, or held there until one of both ends goes. It tells how many its last call took."""

    def __init__(self, target):
        self.target, self.most, self.hold, self.back, self.held = target, None, False, False, threading.Event()
        self.calls, self.sent, self.came = 0, 0, 0
        self.listener = socket.socket()
        self.listener.bind(("127.0.0.1", 0))
        self.listener.listen(20)
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                here, _ = self.listener.accept()
            except OSError:
                return
            self.calls += 1
            there = socket.socket()
            if there.connect_ex(("127.0.0.1", self.target)) != 0:
                here.close()
                continue
            self.sent = self.came = 0
            threading.Thread(target=self.carry, args=(here, there, False), daemon=True).start()
            threading.Thread(target=self.carry, args=(there, here, True), daemon=True).start()

    def carry(self, source, target, back):
        sent = 0
        try:
            while data := source.recv(4096):
                if back == self.back and self.most is not None and sent + len(data) > self.most:
                    target.sendall(data[:self.most - sent])
                    if self.hold:
                        self.held.set()
                        source.recv(1)
                    break
                target.sendall(data)
                sent += len(data)
                if back:
                    self.came = sent
                else:
                    self.sent = sent
        except OSError:
            pass
        for one in (source, target):
            try:
                one.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            one.close()

    def cut_after(self, most, hold=False, back=False):
        self.held.clear()
        self.most, self.hold, self.back = most, hold, back

    def heal(self):
        self.most = None


class Claim:
    def __init__(self, control, cents):
        self.control, self.cents, self.lines, self.patient, self.member = control, cents, [], ("", ""), ""


def cents(text):
    whole, _, part = text.partition(".")
    return int(whole) * 100 + int((part + "00")[:2])


def money(value):
    return f"{value // 100}.{value % 100:02d}".rstrip("0").rstrip(".") if value % 100 else str(value // 100)


class Sent:
    """What an 837P says, as far as one answers it."""

    def __init__(self, text):
        assert text.startswith("ISA"), text[:20]
        self.terminator, self.separator = text[105], text[3]
        self.segments = [part.strip().split(self.separator) for part in text.split(self.terminator) if part.strip()]
        assert self.segments[-1][0] == "IEA", "only a part of the file is there"
        self.isa, self.gs = self.segments[0], self.segments[1]
        self.sets, self.claims, self.npi, self.payer = [], [], "", ("", "")
        names = {}
        for segment in self.segments:
            name = segment[0]
            if name == "ST":
                self.sets.append(segment[2])
            elif name == "BHT":
                self.batch = segment[3]
            elif name == "NM1":
                names[segment[1]] = segment
                if segment[1] == "85":
                    self.npi = segment[9]
                elif segment[1] == "PR":
                    self.payer = (segment[3], segment[9])
            elif name == "CLM":
                claim = Claim(segment[1], cents(segment[2]))
                who = names.get("QC", names.get("IL"))
                claim.patient, claim.member = (who[3], who[4]), names["IL"][9]
                self.claims.append(claim)
            elif name == "SV1":
                self.claims[-1].lines.append({"code": segment[1], "cents": cents(segment[2]), "units": segment[4], "control": None, "date": None})
            elif name == "DTP" and segment[1] == "472" and self.claims and self.claims[-1].lines:
                self.claims[-1].lines[-1]["date"] = segment[3].split("-")[0]
            elif name == "REF" and segment[1] == "6R" and self.claims:
                self.claims[-1].lines[-1]["control"] = segment[2]


class Asked:
    """What a 270 or a 276 asks, as far as one answers it."""

    def __init__(self, text):
        assert text.startswith("ISA"), text[:20]
        terminator, separator = text[105], text[3]
        segments = [part.strip().split(separator) for part in text.split(terminator) if part.strip()]
        assert segments[-1][0] == "IEA", "only a part of the file is there"
        self.isa, self.gs, self.payer, self.npi, self.questions, self.sets = segments[0], segments[1], ("", ""), "", [], []
        for segment in segments:
            name = segment[0]
            if name == "ST":
                self.kind = segment[1]
                self.sets.append(segment[2])
                self.questions.append({"set": segment[2], "relation": None, "types": []})
            elif name == "NM1" and segment[1] == "PR":
                self.payer = (segment[3], segment[9])
            elif name == "NM1" and segment[1] == "1P":
                self.npi = segment[9]
            elif name == "NM1" and segment[1] == "IL":
                self.questions[-1].update(member=segment[9], subscriber=segment[3:5])
            elif name == "NM1" and segment[1] in ("03", "QC"):
                self.questions[-1]["patient"] = segment[3:5]
            elif name == "TRN":
                self.questions[-1].update(trace=segment[2])
            elif name == "INS":
                self.questions[-1]["relation"] = segment[2]
            elif name == "EQ":
                self.questions[-1]["types"].append(segment[1])
            elif name == "REF" and segment[1] == "EJ":
                self.questions[-1]["claim"] = segment[2]
            elif name == "AMT" and segment[1] == "T3":
                self.questions[-1]["cents"] = cents(segment[2])


class Told:
    """What a payer answers to questions, each in a set of its own."""

    def __init__(self, asked, number):
        self.asked, self.number = asked, number

    def envelope(self, functional, guide, sets):
        isa, rows, control = self.asked.isa, [], self.number * 10 + 5
        for i, body in enumerate(sets, 1):
            one = [["ST", body[0][1], f"{i:04d}", guide], *body[1:]]
            rows += [*one, ["SE", str(len(one) + 1), f"{i:04d}"]]
        head = ["ISA", "00", " " * 10, "00", " " * 10, isa[7], isa[8], isa[5], isa[6], "260401", "0900", "^", "00501", f"{control:09d}", "0", isa[15], ":"]
        group = ["GS", functional, self.asked.gs[3], self.asked.gs[2], "20260401", "0900", str(control), "X", guide]
        return "~\n".join("*".join(row) for row in [head, group, *rows, ["GE", str(len(sets)), str(control)], ["IEA", "1", f"{control:09d}"]]) + "~\n"

    def benefits(self, tell, only=None):
        """A 271: what @tell says of each question, a list of segments."""
        sets = []
        for question in self.asked.questions:
            if only is not None and question["trace"] not in only:
                continue
            rows = [["ST", "271"], ["BHT", "0022", "11", question["trace"], "20260401", "0900"], ["HL", "1", "", "20", "1"],
                    ["NM1", "PR", "2", self.asked.payer[0], "", "", "", "", "PI", self.asked.payer[1]], ["HL", "2", "1", "21", "1"],
                    ["NM1", "1P", "2", "PRACTICE", "", "", "", "", "XX", self.asked.npi], ["HL", "3", "2", "22", "1" if question["relation"] else "0"]]
            own = ["TRN", "2", question["trace"], "9000000000"]
            who = ["NM1", "IL", "1", *question["subscriber"], "", "", "", "MI", question["member"]]
            rows += [who, ["HL", "4", "3", "23", "0"], own, ["NM1", "03", "1", *question["patient"]], ["INS", "N", question["relation"]]] if question["relation"] else [own, who]
            sets.append(rows + tell(question))
        return self.envelope("HB", "005010X279A1", sets)

    def statuses(self, category="P1", code="20"):
        """A 277: the same of each claim."""
        sets = []
        for i, question in enumerate(self.asked.questions):
            sets.append([["ST", "277"], ["BHT", "0010", "08", f"{self.number}", "20260401", "0900", "DG"],
                         ["HL", "1", "", "20", "1"], ["NM1", "PR", "2", self.asked.payer[0], "", "", "", "", "PI", self.asked.payer[1]],
                         ["HL", "2", "1", "21", "1"], ["NM1", "41", "2", "PRACTICE", "", "", "", "", "46", self.asked.isa[6].strip()],
                         ["HL", "3", "2", "19", "1"], ["NM1", "1P", "2", "PRACTICE", "", "", "", "", "XX", self.asked.npi],
                         ["HL", "4", "3", "22", "0"], ["NM1", "IL", "1", *question["subscriber"], "", "", "", "MI", question["member"]],
                         ["TRN", "2", question["trace"]], ["STC", f"{category}:{code}", "20260401", "", money(question["cents"]), "0"],
                         ["REF", "1K", f"ASK{self.number}{i}"], ["REF", "EJ", question["claim"]], ["DTP", "472", "D8", "20260401"]])
        return self.envelope("HN", "005010X212", sets)


class Answers:
    """What a clearinghouse and a payer write about one file."""

    def __init__(self, sent, number):
        self.sent, self.number = sent, number

    def envelope(self, functional, guide, body, control):
        isa, sets = self.sent.isa, [["ST", body[0][1], "0001"] + ([guide] if body[0][1] != "835" else [])] + body[1:]
        sets.append(["SE", str(len(sets) + 1), "0001"])
        head = ["ISA", "00", " " * 10, "00", " " * 10, isa[7], isa[8], isa[5], isa[6], "260401", "0900", "^", "00501", f"{control:09d}", "0", isa[15], ":"]
        group = ["GS", functional, self.sent.gs[3], self.sent.gs[2], "20260401", "0900", str(control), "X", guide]
        rows = [head, group, *sets, ["GE", "1", str(control)], ["IEA", "1", f"{control:09d}"]]
        return "~\n".join("*".join(row) for row in rows) + "~\n"

    def accepted(self):
        body = [["ST", "999"], ["AK1", "HC", self.sent.gs[6], self.sent.gs[8]]]
        for control in self.sent.sets:
            body += [["AK2", "837", control, self.sent.gs[8]], ["IK5", "A"]]
        n = str(len(self.sent.sets))
        return self.envelope("FA", "005010X231A1", [*body, ["AK9", "A", n, n, n]], self.number * 10 + 1)

    def taken(self):
        total, n = sum(claim.cents for claim in self.sent.claims), len(self.sent.claims)
        body = [["ST", "277"], ["BHT", "0085", "08", f"{self.number}", "20260401", "0900", "TH"],
                ["HL", "1", "", "20", "1"], ["NM1", "AY", "2", "TEST CLEARINGHOUSE", "", "", "", "", "46", "330897513"], ["TRN", "1", f"{self.number}"],
                ["DTP", "050", "D8", "20260401"], ["DTP", "009", "D8", "20260401"],
                ["HL", "2", "1", "21", "1"], ["NM1", "41", "2", "PRACTICE", "", "", "", "", "46", self.sent.isa[6].strip()], ["TRN", "2", self.sent.batch],
                ["STC", "A1:19:PR", "20260401", "WQ", money(total)], ["QTY", "90", str(n)], ["AMT", "YU", money(total)],
                ["HL", "3", "2", "19", "1"], ["NM1", "85", "2", "PRACTICE", "", "", "", "", "XX", self.sent.npi], ["TRN", "1", "0"], ["STC", "A1:19:PR", "20260401", "WQ", money(total)]]
        for i, claim in enumerate(self.sent.claims):
            body += [["HL", str(4 + i), "3", "PT"], ["NM1", "QC", "1", claim.patient[0], claim.patient[1], "", "", "", "MI", claim.member],
                     ["TRN", "2", claim.control], ["STC", "A2:20:PR", "20260401", "WQ", money(claim.cents)], ["REF", "1K", f"ICN{self.number}{i}"],
                     ["DTP", "472", "D8", claim.lines[0]["date"]]]
        return self.envelope("HN", "005010X214", body, self.number * 10 + 2)

    def paid(self):
        """All of it, in full."""
        total = sum(claim.cents for claim in self.sent.claims)
        body = [["ST", "835"], ["BPR", "I", money(total), "C", "ACH", "CCP", "01", "999999992", "DA", "123456", "1512345678", "", "01", "999988880", "DA", "98765", "20260401"],
                ["TRN", "1", f"EFT{self.number:07d}", "1512345678"], ["DTM", "405", "20260401"], ["N1", "PR", self.sent.payer[0]], ["N3", "1 MAIN ST"],
                ["N4", "SALEM", "OR", "97301"], ["REF", "2U", self.sent.payer[1]], ["PER", "BL", "EDI", "TE", "8005550100"],
                ["N1", "PE", "PRACTICE", "XX", self.sent.npi], ["LX", "1"]]
        for i, claim in enumerate(self.sent.claims):
            body += [["CLP", claim.control, "1", money(claim.cents), money(claim.cents), "", "12", f"ICN{self.number}{i}", "11", "1"],
                     ["NM1", "QC", "1", claim.patient[0], claim.patient[1], "", "", "", "MI", claim.member]]
            for line in claim.lines:
                body += [["SVC", line["code"], money(line["cents"]), money(line["cents"]), "", line["units"]], ["DTM", "472", line["date"]],
                         ["REF", "6R", line["control"]]]
        return self.envelope("HP", "005010X221A1", body, self.number * 10 + 3)


class Clearinghouse:
    """Takes what lies in its folder, and answers."""

    def __init__(self, home):
        self.inbound, self.outbound, self.taken = Path(home) / "inbound", Path(home) / "outbound", []
        self.number = 0

    def take(self):
        """Files that have come whole since; they go out of the folder, as they do with a clearinghouse."""
        new = []
        for path in sorted(self.inbound.iterdir()):
            if path.suffix == ".tmp":
                continue
            new.append((path.name, path.read_text()))
            path.unlink()
        self.taken += new
        return new

    def answer(self, text):
        self.number += 1
        return Answers(Sent(text), self.number)

    def tell(self, text):
        self.number += 1
        return Told(Asked(text), self.number)

    def put(self, name, text, at=None):
        path = self.outbound / name
        part = path.with_name(name + ".tmp")
        part.write_text(text)
        if at is not None:
            os.utime(part, (at, at))
        part.rename(path)
        return path
