# SPDX-License-Identifier: AGPL-3.0-or-later
"""The billing desk, week by week: claims go out, answers are imported, posted, matched and settled, denials worked, families billed."""

import datetime
import time
from collections import Counter, defaultdict

from .payers import Payer
from .people import derive

CLAIMS_AT_ONCE = 400
ASK_AGAIN = 4    # weeks
BOOKED_DAYS = 35


class Desk:
    """A biller and an administrator, with the payers on the other side."""

    def __init__(self, office):
        self.office, self.mirror = office, office.mirror
        self.payers = {row["id"]: Payer(row, office.rand) for row in self.mirror.all("payer")}
        self.families = Counter()       # what families really paid, less what went back
        self.sent = set()               # files that reached their payer
        self.after = set()              # claims that somebody has done something about
        self.left_out = {}              # charges that no claim could be made of, and when
        self.timing = defaultdict(lambda: [0, 0.0])
        # What the practice brought along is not of these payers.
        self.sent |= {row["id"] for row in self.mirror.all("claim_file")}
        self.requests = {row["id"] for row in self.mirror.all("claim_request")}
        self.before = {row["id"] for row in self.mirror.all("remittance")}

    def pull(self):
        self.mirror.pull("billing")

    def give(self, orders, who="biller", may_refuse=True):
        """Each is an event, after which the ledgers are looked at."""
        results = []
        for order in orders:
            results += self.office.person(who).give("billing", [order], may_refuse)
            self.office.see(order[1])
        return [result["status"] in ("applied", "merged") for result in results]

    def measure(self, what, count, function, *args):
        begun = time.monotonic()
        result = function(*args)
        row = self.timing[what]
        row[0], row[1] = row[0] + count, row[1] + time.monotonic() - begun
        return result

    # Out

    def send_claims(self, week):
        """All that is open goes out, payer by payer; what was refused is tried again after some weeks."""
        for payer in sorted(self.payers):
            charges = [row["id"] for row in self.mirror.having("charge", "state", "open")
                       if row.get("payer") == payer and week - self.left_out.get(row["id"], -ASK_AGAIN) >= ASK_AGAIN]
            for at in range(0, len(charges), CLAIMS_AT_ONCE):
                some = charges[at:at + CLAIMS_AT_ONCE]
                key = f"{week}/{payer}/{at}/request"
                self.measure("charges onto claims", len(some), self.give,
                             [(key, "claim.request", {"id": derive(self.office.seed, key), "payer": payer, "charges": some})])
        self.pull()
        for request in self.mirror.all("claim_request"):
            if request["id"] not in self.requests:
                self.requests.add(request["id"])
                for left in request.get("left_out") or []:
                    self.left_out[left.get("charge")] = week
                    self.office.tally["left out: " + (left.get("why") or "-").split(":")[0]] += 1

    def hand_over(self):
        """The files reach their payers, whose front desks answer at once."""
        answers = []
        for file in sorted((row for row in self.mirror.all("claim_file") if row["id"] not in self.sent), key=lambda row: row["isa_control"]):
            self.sent.add(file["id"])
            answers += self.payers[file["payer"]].receive(file)
        self.import_files("front", answers)

    # In

    def import_files(self, key, files):
        orders = [(f"{key}/{name}/{at}", "inbound.import", {"id": derive(self.office.seed, key, name, at, "file"), "name": name, "content": content})
                  for at, (name, content) in enumerate(files)]
        self.measure("files imported", len(orders), self.give, orders)
        self.pull()

    def post_week(self, week, date):
        """What came is imported in the order in which it came, and posted; what was too early is tried again."""
        for payer in sorted(self.payers):
            self.import_files(f"{week}/835", self.payers[payer].pay(week, date))
        for row in sorted(self.waiting_remittances(), key=lambda row: row["seq"]):
            answers = self.mirror.having("remit_claim", "remittance", row["id"])
            self.measure("answers posted", len(answers), self.give, [(f"{week}/{row['id']}/post", "remittance.post", {"id": row["id"]})])
        self.pull()
        # What was too early for its claim may post now.
        again = {row["remittance"] for row in self.mirror.all("remit_claim") if row["state"] in ("held", "orphan")} - self.before
        self.give([(f"{week}/{record}/again", "remittance.post", {"id": record}) for record in sorted(again)])
        self.pull()
        if self.office.rand(f"{week}/undo").random() < 0.35:
            self.undo_posting(week)
        self.settle_by_hand(week)

    def waiting_remittances(self):
        return [row for row in self.mirror.all("remittance") if row["state"] == "waiting" and row["id"] not in self.before]

    def undo_posting(self, week):
        """Somebody takes a posting back, of a payment or of one claim in it, and posts it again."""
        rand = self.office.rand(f"{week}/undo what")
        posted = [row for row in self.mirror.all("remittance") if row["state"] == "posted" and row["id"] not in self.before]
        if not posted:
            return
        row = rand.choice(posted)
        answers = [answer for answer in self.mirror.having("remit_claim", "remittance", row["id"]) if answer["state"] == "posted"]
        what = rand.choice(answers)["id"] if answers and rand.random() < 0.5 else row["id"]
        # What was posted and is taken back must post again.
        if self.give([(f"{week}/{what}/reverse", "remittance.reverse", {"id": what, "words": "Posted by mistake."})])[0]:
            self.give([(f"{week}/{what}/anew", "remittance.post", {"id": row["id"]})], may_refuse=False)
        self.pull()

    def settle_by_hand(self, week):
        """What a person must share out: all of the payment over the claim's charges."""
        orders = []
        for answer in self.mirror.having("remit_claim", "state", "held"):
            claim = next(iter(self.mirror.having("claim", "control", answer.get("control"))), None)
            remittance = self.mirror.get("remittance", answer["remittance"])
            if claim is None or remittance["state"] != "partly" or remittance["id"] in self.before:
                continue
            if not self.office.rand(f"{answer['id']}/settle").random() < 0.7 and week % 3:
                continue
            orders.append((f"{week}/{answer['id']}/settle", "remittance.settle", {
                "id": answer["id"], "claim": claim["id"], "lines": share_out(claim, answer), "words": "Compared with the payer's portal."}))
        self.give(orders)
        self.pull()

    # What was denied, and what is done over

    def work_denials(self, week, date):
        for denial in self.mirror.all("denial"):
            if denial["state"] not in ("open", "working") or self.office.rand(f"{denial['id']}/{week}").random() < 0.3:
                continue
            claim = self.mirror.get("claim", denial["claim"])
            way = self.office.rand(f"{denial['id']}/way/{week}").choice(("replace", "appeal", "write off", "family", "take back"))
            getattr(self, "way_" + way.replace(" ", "_"))(denial, claim, week, date)
        self.pull()

    def way_replace(self, denial, claim, week, _date):
        if claim["id"] in self.after or claim["state"] in ("void", "replaced") or not claim.get("payer_control"):
            return
        self.after.add(claim["id"])
        key = f"{claim['id']}/replace"
        if self.give([(key, "claim.replace", {"id": derive(self.office.seed, key), "claim": claim["id"], "remake": True, "reason": "Corrected."})])[0]:
            self.give([(f"{week}/{denial['id']}/rebilled", "denial.rebilled", {"id": denial["id"]})])

    def way_appeal(self, denial, claim, week, date):
        appeal = derive(self.office.seed, denial["id"], week, "appeal")
        self.give([(f"{appeal}/draft", "appeal.draft", {"id": appeal, "denial": denial["id"], "level": 1, "letter": "We ask you to look at this again."}),
                   (f"{appeal}/send", "appeal.send", {"id": appeal, "sent_how": "fax", "sent_on": date})])
        won = self.payers[claim["payer"]].hear_appeal(claim["control"], week)
        self.give([(f"{appeal}/decide", "appeal.decide", {"id": appeal, "state": "won" if won else "lost"})])

    def way_write_off(self, denial, _claim, week, _date):
        self.give([(f"{week}/{denial['id']}/ask", "denial.ask-write-off", {"id": denial["id"], "words": "Too late to appeal."})])
        self.give([(f"{week}/{denial['id']}/approve", "denial.write-off", {"id": denial["id"], "words": "Agreed."})], "admin")

    def way_family(self, denial, _claim, week, _date):
        self.give([(f"{week}/{denial['id']}/family", "denial.bill-family", {"id": denial["id"], "words": "The family signed a waiver."})])

    def way_take_back(self, _denial, _claim, week, _date):
        """One of those that were settled another way is taken up again."""
        settled = [row for row in self.mirror.all("denial") if row["state"] in ("written_off", "family")]
        if settled:
            again = self.office.rand(f"{week}/{len(settled)}/again").choice(settled)
            self.give([(f"{week}/{again['id']}/reopen", "denial.reopen", {"id": again["id"], "words": "New records came."})])

    def redo_claims(self, week):
        """Rejected claims go out again; some that were paid are replaced or voided."""
        for claim in self.mirror.all("claim"):
            rand = self.office.rand(f"{claim['id']}/redo/{week}")
            if claim["id"] in self.after or claim["frequency"] == "8":
                continue
            # What never came through is sent anew; its charges are open, so most of them simply go onto the next request.
            if claim["state"] in ("paid", "partial", "accepted") and claim.get("payer_control") and rand.random() < 0.03:
                self.after.add(claim["id"])
                name, key = rand.choice((("claim.replace", "replace"), ("claim.void", "void")))
                args = {"id": derive(self.office.seed, claim["id"], key), "claim": claim["id"], "reason": "Found to be wrong."}
                if name == "claim.replace" and len(claim["charges"]) > 2 and rand.random() < 0.5:
                    args["drop"] = [rand.choice(claim["charges"])]
                self.give([(f"{claim['id']}/{key}", name, args)])
        self.pull()

    # Families

    def bill_families(self, week, date):
        owed = Counter()
        for charge in self.mirror.all("charge"):
            owed[charge["client"]] += charge.get("family_cents", 0) - charge.get("family_paid_cents", 0)
        for client in sorted(owed):
            self.visit_family(client, owed[client], week, date)
        self.pull()
        self.change_minds(week, date)
        self.pull()

    def visit_family(self, client, cents, week, date):
        rand = self.office.rand(f"{client}/family/{week}")
        if cents > 0 and week % 4 == 3:
            self.give([(f"{client}/{week}/statement", "statement.make", {"id": derive(self.office.seed, client, week, "statement"), "client": client, "language": rand.choice(("en", "es"))})])
        if cents > 0 and rand.random() < 0.6:
            part = rand.choice((cents, cents, max(1, cents // 3), cents + rand.randint(1, 5000)))
            self.take_payment(client, part, f"{client}/{week}/payment", date, rand.choice(("cash", "check", "card")))
        if rand.random() < 0.1:
            self.give([(f"{client}/{week}/apply", "family.apply", {"client": client})])

    def take_payment(self, client, cents, key, date, method):
        order = (key, "family-payment.record", {"id": derive(self.office.seed, key), "client": client, "method": method, "reference": "100", "cents": cents, "date": date})
        if self.give([order], "frontdesk")[0]:
            self.families[client] += cents

    def bounce(self, payment, week, date):
        """The bank does not ask: the money is gone. Where it was refunded meanwhile, the family first brings that in cash."""
        args = {"id": payment["id"], "words": "The check bounced."}
        if not self.give([(f"{payment['id']}/return", "family-payment.return", args)])[0]:
            self.take_payment(payment["client"], payment["cents"], f"{payment['id']}/{week}/cash instead", date, "cash")
            self.give([(f"{payment['id']}/return again", "family-payment.return", args)], may_refuse=False)
        self.families[payment["client"]] -= payment["cents"]

    def change_minds(self, week, date):
        """Checks bounce, credits go back."""
        for payment in self.mirror.all("family_payment"):
            if payment["state"] == "received" and payment["method"] == "check" and self.office.rand(f"{payment['id']}/{week}/bounce").random() < 0.08:
                self.bounce(payment, week, date)
        credit = Counter()
        for entry in self.mirror.all("money_entry"):
            for leg in entry["legs"]:
                if leg["account"] == "family_credit":
                    credit[leg["client"]] -= leg["cents"]
        for client in sorted(client for client in credit if credit[client] > 0):
            if self.office.rand(f"{client}/{week}/refund").random() < 0.3:
                key = f"{client}/{week}/refund"
                if self.give([(key, "family.refund", {"id": derive(self.office.seed, key), "client": client, "cents": credit[client], "words": "Too much."})])[0]:
                    self.families[client] -= credit[client]


def share_out(claim, answer):
    """The payment over the lines by what each asked, the rest to the first; what is not paid stays asked."""
    lines, left = [], answer.get("paid_cents", 0)
    total = sum(line["cents"] for line in claim["lines"]) or 1
    for line in claim["lines"]:
        part = int(answer.get("paid_cents", 0) * line["cents"] / total)
        lines.append({"charge": line["charge"], "paid": part})
        left -= part
    lines[0]["paid"] += left
    return lines


def first_monday(days):
    """The Monday of the week that begins `days` after all that the demo practice has booked."""
    day = datetime.date.today() + datetime.timedelta(BOOKED_DAYS + days)
    return day + datetime.timedelta((7 - day.weekday()) % 7)
