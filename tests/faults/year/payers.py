# SPDX-License-Identifier: AGPL-3.0-or-later
"""Those who pay: they read the claims as they were sent, answer as payers do, and keep books of what they really transferred.

Nothing here looks into the practice's records. What a payer did is in `bank` (its own account), and what it told in `told`: by each
payment's trace, the cents of each claim, so that what waits in suspense can be worked out without the program.
"""

from collections import defaultdict

REASONS = ("197", "29", "4", "16", "50")


def money(cents):
    """As X12 writes it: no more digits than it needs."""
    sign, cents = ("-" if cents < 0 else ""), abs(cents)
    text = f"{cents // 100}.{cents % 100:02d}"
    return sign + (text.rstrip("0").rstrip(".") or "0")


def cents_of(text):
    whole, _, part = text.partition(".")
    return int(whole) * 100 + int((part + "00")[:2])


class Claim:
    """One CLM as it came."""

    def __init__(self, control, total, frequency):
        self.control, self.total, self.frequency = control, total, frequency
        self.lines, self.original, self.number = [], None, None
        self.paid = None    # the lines of the payment that stands
        self.won = False    # an appeal

    def asked(self):
        return sum(line["cents"] for line in self.lines)


def read_claims(text):
    """The claims of an 837P."""
    claims, claim = [], None
    for segment in text.split("~"):
        part = segment.strip().split("*")
        if part[0] == "CLM":
            claim = Claim(part[1], cents_of(part[2]), part[5].split(":")[2])
            claims.append(claim)
        elif claim is None:
            continue
        elif part[0] == "REF" and part[1] == "F8":
            claim.original = part[2]
        elif part[0] == "SV1":
            claim.lines.append({"code": part[1], "cents": cents_of(part[2]), "units": part[4]})
        elif part[0] == "DTP" and part[1] == "472" and claim.lines:
            claim.lines[-1]["date"] = part[3][:8]
        elif part[0] == "REF" and part[1] == "6R":
            claim.lines[-1]["control"] = part[2]
    for claim in claims:
        if claim.asked() != claim.total:
            raise AssertionError(f"claim {claim.control} asks for {claim.total}, its lines for {claim.asked()}")
    return claims


class Advice:
    """An 835 in the making."""

    def __init__(self, payer, trace, date):
        self.payer, self.trace, self.date = payer, trace, date
        self.text, self.count = [], 0
        self.paid = self.taken = 0
        self.claims = []            # (control, cents) in order
        self.notes = defaultdict(int)    # PLB by code

    def add(self, text):
        self.text.append(text + "~")
        self.count += 1

    def add_claim(self, claim, lines, status="1", sign=1, frequency=None, told=None):
        """`told` says another payment than its lines add up to: such things come."""
        paid = sign * sum(line["paid"] for line in lines) if told is None else told
        share = sum(cents for line in lines for group, _, cents in line["cas"] if group == "PR")
        self.add(f"CLP*{claim.control}*{status}*{money(sign * claim.total)}*{money(paid)}*{money(share) if sign > 0 else ''}*12*{claim.number}*12"
                 f"*{frequency or claim.frequency}")
        self.add("NM1*QC*1*DOE*SAM")
        for line in lines:
            self.add(f"SVC*{line['code']}*{money(sign * line['cents'])}*{money(sign * line['paid'])}**{line['units']}")
            self.add(f"DTM*472*{line['date']}")
            for group, reason, cents in line["cas"]:
                if cents:
                    self.add(f"CAS*{group}*{reason}*{money(sign * cents)}")
            self.add(f"REF*6R*{line['control']}")
        self.claims.append((claim.control, paid))
        self.paid += paid

    def add_plb(self, code, cents):
        """What is positive is taken from the payment."""
        if cents:
            self.add(f"PLB*1999000015*{self.date[:4]}1231*{code}:Y{self.trace}*{money(cents)}")
            self.taken += cents
            self.notes[code] += cents

    @property
    def amount(self):
        return self.paid - self.taken

    def write(self, control):
        head = [f"BPR*I*{money(self.amount)}*C*{'ACH*CCP*01*021000021*DA*99887766*1512345678**01*111000025*DA*123456' if self.amount else 'NON************'}*{self.date}~",
                f"TRN*1*{self.trace}*1512345678~", f"DTM*405*{self.date}~", f"N1*PR*{self.payer.name.upper()}~", "N3*1 PAYER PLAZA~",
                "N4*COLUMBUS*OH*432150001~", f"REF*2U*{self.payer.code}~", "PER*BL*EDI SUPPORT*TE*8005550101~",
                "N1*PE*CEDAR GROVE ABA*XX*1999000015~", "LX*1~"]
        return envelope(self.payer, "HP", "005010X221A1", control, "835", "".join(head + self.text), len(head) + self.count)


def envelope(payer, functional, guide, control, what, body, count):
    return (f"ISA*00*          *00*          *ZZ*{payer.code:<15}*ZZ*990000015      *260401*0930*^*00501*{control:09d}*0*T*:~"
            f"GS*{functional}*{payer.code}*990000015*20260401*0930*{control}*X*{guide}~ST*{what}*0001{'*' + guide if what != '835' else ''}~"
            f"{body}SE*{count + 2}*0001~GE*1*{control}~IEA*1*{control:09d}~")


class Payer:
    """One payer's desk: what it received, decided, paid and took back."""

    def __init__(self, record, rand_of):
        self.id, self.name, self.code = record["id"], record["name"], record["payer_id"]
        self.rand_of = rand_of
        self.claims, self.numbers, self.waiting, self.carry = {}, {}, [], 0
        self.bank = 0
        self.told, self.plb, self.held_back = {}, defaultdict(int), []
        self.control = 500000 + 1000 * int(self.code) % 400000
        self.counts = defaultdict(int)

    def next_control(self):
        self.control += 1
        return self.control

    def receive(self, file):
        """Reads a file; answers with a 999 and a 277CA, (name, content) each."""
        claims = read_claims(file["content"])
        number = file["isa_control"]
        ack = f"AK1*HC*{number}*005010X222A1~AK2*837*0001*005010X222A1~IK5*A~AK9*A*1*1*1~"
        body = [f"BHT*0085*08*{number}*20260401*0930*TH", "HL*1**20*1", f"NM1*PR*2*{self.name.upper()}*****PI*{self.code}", "TRN*1*T1",
                "DTP*050*D8*20260401", "DTP*009*D8*20260401", "HL*2*1*21*1", "NM1*41*2*CLINIC*****46*990000015", f"TRN*2*B{number}",
                "STC*A1:19*20260401*WQ*136", "HL*3*2*19*1", "NM1*85*2*CLINIC*****XX*1999000015"]
        for at, claim in enumerate(claims):
            rand = self.rand_of(f"{self.code}/{claim.control}/front")
            claim.number = f"{self.code}{int(''.join(filter(str.isdigit, claim.control))):08d}"
            rejected = claim.frequency == "1" and rand.random() < 0.05
            body += [f"HL*{at + 4}*3*PT", "NM1*QC*1*DOE*SAM", f"TRN*2*{claim.control}",
                     f"STC*{'A7:562:85' if rejected else 'A2:20'}*20260401*{'U' if rejected else 'WQ'}*{money(claim.total)}"]
            if not rejected:
                body += [f"REF*1K*{claim.number}", f"DTP*472*D8*{claim.lines[0]['date']}"]
                self.claims[claim.control] = self.numbers[claim.number] = claim
                self.waiting.append(claim)
            self.counts["rejected" if rejected else "accepted"] += 1
        status = "".join(segment + "~" for segment in body)
        return [(f"{number}.999", envelope(self, "FA", "005010X231A1", self.next_control(), "999", ack, 4)),
                (f"{number}.277", envelope(self, "HN", "005010X214", self.next_control(), "277", status, len(body)))]

    def decide(self, claim, key, kind=None):
        """The lines of an answer: paid in full, with a share, with a deductible, cut, or denied. All in cents that do not round well."""
        rand = self.rand_of(f"{self.code}/{claim.control}/{key}")
        kind = kind or rand.choices(("pay", "share", "deductible", "cut", "deny"), (50, 24, 6, 8, 12))[0]
        self.counts[kind] += 1
        reason, lines = rand.choice(REASONS), []
        for at, line in enumerate(claim.lines):
            allowed = line["cents"] * rand.choice((61, 73, 82, 100)) // 100
            cas = [("CO", "45", line["cents"] - allowed)]
            if kind == "deny" or (kind == "cut" and at % 3 == 0):
                lines.append({**line, "paid": 0, "cas": [("CO", reason if kind == "deny" else "151", line["cents"])]})
                continue
            share = allowed if kind == "deductible" else allowed * rand.choice((10, 20, 33)) // 100 if kind == "share" else 0
            cas.append(("PR", "1" if kind == "deductible" else "2", share))
            lines.append({**line, "paid": allowed - share, "cas": cas})
        return lines

    def pay(self, week, date):
        """The week's 835, and what happens beside it: [(name, content)] in the order in which it arrives."""
        rand = self.rand_of(f"{self.code}/week {week}")
        advice = Advice(self, f"{self.code}{week:05d}", date)
        files, self.held_back = self.held_back, []
        for claim in self.waiting:
            self.answer(advice, claim, rand)
        self.waiting = []
        for claim in list(self.claims.values()):
            if claim.paid and week > 1 and rand.random() < 0.02 and claim.control not in dict(advice.claims):
                self.correct(advice, claim, week)
        if not advice.claims:
            return files
        if rand.random() < 0.5:
            advice.add_plb("L6", -rand.randint(1, 999))
        if rand.random() < 0.2:
            advice.add_plb("WO", rand.randint(100, 9999))
        if self.carry:
            advice.add_plb("FB", self.carry)
            self.carry = 0
        if advice.amount < 0:
            self.carry = -advice.amount
            advice.add_plb("FB", advice.amount)
        self.transfer(advice)
        content = advice.write(self.next_control())
        name = f"{self.code}-{week}.835"
        if week > 0 and rand.random() < 0.15:
            self.held_back.append((name, content))    # comes a week late, after what follows it
            self.counts["late files"] += 1
            return files
        if rand.random() < 0.25:
            files = [*files, (name, content), ("again-" + name, content)]
            self.counts["same file twice"] += 1
        else:
            files = [(name, content), *files] if rand.random() < 0.5 else [*files, (name, content)]
        if rand.random() < 0.15:
            files.append(("copy-" + name, advice.write(self.next_control())))
            self.counts["same payment in another file"] += 1
        return files

    def transfer(self, advice):
        self.bank += advice.amount
        self.told[advice.trace] = advice
        for code, cents in advice.notes.items():
            self.plb[code] += cents

    def answer(self, advice, claim, rand):
        before = self.numbers.get(claim.original)
        if claim.frequency in "78" and before is not None and before.paid:
            advice.add_claim(before, before.paid, "22", -1)
            before.paid = None
            self.counts["taken back"] += 1
        if claim.frequency == "8":
            return
        lines = self.decide(claim, advice.trace, "pay" if claim.won or (claim.frequency == "7" and rand.random() < 0.7) else None)
        claim.won = False
        if rand.random() < 0.03 and sum(line["paid"] for line in lines) > 100:
            # The claim's payment and its lines differ by a cent or more: nobody can post that without asking.
            advice.add_claim(claim, lines, told=sum(line["paid"] for line in lines) - rand.randint(1, 99))
            self.counts["does not balance"] += 1
            return
        if rand.random() < 0.01:
            stranger = Claim("X" + claim.control, claim.total, "1")
            stranger.number = "9" + claim.number
            advice.add_claim(stranger, [{**line, "control": "X" + line["control"]} for line in lines])
            self.counts["not ours"] += 1
        advice.add_claim(claim, lines)
        claim.paid = lines if any(line["paid"] for line in lines) else None

    def correct(self, advice, claim, week):
        """Takes a payment back and pays another."""
        advice.add_claim(claim, claim.paid, "22", -1)
        lines = self.decide(claim, f"correction {week}", self.rand_of(f"{claim.control}/{week}").choice(("pay", "share", "deny")))
        advice.add_claim(claim, lines, frequency="7")
        claim.paid = lines if any(line["paid"] for line in lines) else None
        self.counts["corrected"] += 1

    def hear_appeal(self, control, key):
        """An appeal that was won is paid with the next 835."""
        claim = self.claims.get(control)
        if claim is None or claim.paid or claim in self.waiting:
            return False
        claim.won = self.rand_of(f"{self.code}/{control}/appeal/{key}").random() < 0.5
        if claim.won:
            self.waiting.append(claim)
        return claim.won
