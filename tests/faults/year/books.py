# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is looked at from outside, in the database and beside the payers' own books: each cent has its place, and each session its cents."""

import json
from collections import Counter, defaultdict

PAID = ("cash_payer", "suspense", "interest", "payer_recovery", "forward_balance", "refund")
ADJUSTED = ("contractual", "write_off")
UNITS = ("payer", "requested", "approved", "scheduled", "delivered", "billed", "paid", "given_back", "used_before")


class Books:
    """A reading of the database, which can be read on: what has changed since is found by the feeds' own positions."""

    def __init__(self, store):
        self.store = store
        self.tables = set(store.list_tables())
        self.practice = store.query("SELECT practice_id FROM practice_head")[0][0]
        self.kinds, self.since = {}, {}
        self.whole = True       # read from the beginning

    def rows(self, kind):
        if kind not in self.kinds:
            self.read_on(kind)
        return self.kinds[kind]

    def read_on(self, kind):
        """Returns the ids of what is new or changed."""
        return self.take(kind, self.store.query(
            f"SELECT seq, id, deleted, body FROM r_{kind} WHERE practice_id = '{self.practice}' AND seq > {self.since.get(kind, 0)}"))

    def take(self, kind, news):
        there = self.kinds.setdefault(kind, {})
        for seq, record, deleted, body in news:
            self.since[kind] = max(self.since.get(kind, 0), int(seq))
            if int(deleted):
                there.pop(record, None)
            else:
                there[record] = {**json.loads(body), "id": record}
        return [row[1] for row in news]

    def refresh(self):
        """Reads on all that was read before."""
        self.whole = False
        for kind in list(self.kinds):
            self.read_on(kind)

    def legs(self):
        for entry in self.rows("money_entry").values():
            for leg in entry["legs"]:
                yield entry, leg

    def sums(self, field):
        """{record: {account: cents}} by a member of the legs."""
        found = defaultdict(Counter)
        for _, leg in self.legs():
            if leg.get(field):
                found[leg[field]][leg["account"]] += leg["cents"]
        return found


def check_entries(books, _desk):
    """Every entry is nothing in sum; so is the whole ledger; and the tables of constraints hold the same legs."""
    trial, told = Counter(), Counter()
    for entry in books.rows("money_entry").values():
        assert sum(leg["cents"] for leg in entry["legs"]) == 0, f"{entry['entry']} {entry['id']} does not balance"
    for entry, leg in books.legs():
        trial[leg["account"]] += leg["cents"]
        told[entry["id"], leg["account"], leg["cents"], leg.get("charge") or "", leg.get("claim") or ""] += 1
    assert sum(trial.values()) == 0, f"the trial balance is {sum(trial.values())}"
    if books.whole:
        compare_tables(books, told)
    return f"{len(books.rows('money_entry'))} entries, {sum(told.values())} legs, " + ", ".join(
        f"{account} {cents / 100:.2f}" for account, cents in sorted(trial.items()))


def compare_tables(books, told):
    held = Counter()
    for entry, account, amount, charge, claim in books.store.query(
            "SELECT l.entry_id, l.account, l.amount, l.charge, l.claim FROM billing_leg l JOIN billing_entry e ON e.practice_id = l.practice_id"
            " AND e.id = l.entry_id WHERE e.book = 'money'"):
        held[entry, account, int(amount), charge or "", claim or ""] += 1
    odd = list((told - held).items())[:2] + list((held - told).items())[:2]
    assert told == held, f"records and tables differ: {odd}"


def state_of(sums):
    family_paid = sums["family_credit"]
    return {"billed_cents": -sums["revenue"], "paid_cents": sum(sums[account] for account in PAID), "adjusted_cents": sum(sums[account] for account in ADJUSTED),
            "family_cents": family_paid + sums["receivable_family"], "family_paid_cents": family_paid,
            "balance_cents": sums["receivable_payer"] + sums["receivable_family"]}


def check_charge_state(kind, row, sums, when=""):
    for name, cents in state_of(sums).items():
        if kind == "charge" or name != "billed_cents":
            assert row.get(name, 0) == cents, f"{when}{kind} {row['id']} ({row['state']}) says {name} {row.get(name, 0)}, its entries {cents}"


def check_sums(books, _desk):
    """What charges and claims say of themselves is what their entries add up to."""
    for kind in ("charge", "claim"):
        sums = books.sums(kind)
        for row in books.rows(kind).values():
            check_charge_state(kind, row, sums[row["id"]])
        for row in sums:
            assert row in books.rows(kind), f"entries of {kind} {row}, which is not there"
    return f"{len(books.rows('charge'))} charges, {len(books.rows('claim'))} claims"


def check_suspense(books, desk):
    """What waits of each payment is what the payer told of claims that nobody has posted."""
    sums = defaultdict(int)
    for entry, leg in books.legs():
        if leg["account"] == "suspense":
            assert entry.get("remittance"), f"entry {entry['id']} moves suspense for no payment"
            sums[entry["remittance"]] -= leg["cents"]
    answers = defaultdict(list)
    for answer in books.rows("remit_claim").values():
        answers[answer["remittance"]].append(answer)
    total = 0
    for row in books.rows("remittance").values():
        waits = sums[row["id"]]
        assert row.get("suspense_cents", 0) == waits, f"payment {row['trace']} says {row.get('suspense_cents', 0)} wait, the books {waits}"
        advice = next((payer.told[row["trace"]] for payer in desk.payers.values() if row["trace"] in payer.told), None)
        if advice is None or row["state"] not in ("posted", "partly"):
            assert row["state"] in ("posted", "partly") or waits == 0, f"payment {row['trace']} ({row['state']}) has {waits} in suspense"
            continue
        posted = {answer["position"]: answer for answer in answers[row["id"]] if answer["state"] == "posted"}
        assert len(answers[row["id"]]) == len(advice.claims), f"payment {row['trace']} told of {len(advice.claims)} claims, {len(answers[row['id']])} were read"
        wanted = sum(cents for at, (_, cents) in enumerate(advice.claims) if at + 1 not in posted)
        assert waits == wanted, f"of payment {row['trace']} {waits} wait, {wanted} are not posted"
        total += waits
    return f"{len(books.rows('remittance'))} payments, {total / 100:.2f} wait"


def check_banks(books, desk):
    """The payers' and families' own bank books, to the cent."""
    ours, notes, families = Counter(), defaultdict(Counter), Counter()
    for entry, leg in books.legs():
        if entry.get("remittance") in desk.before:
            continue
        if leg["account"] == "cash_payer":
            ours[leg.get("payer") or entry.get("payer")] += leg["cents"]
        elif leg["account"] in ("interest", "payer_recovery", "forward_balance"):
            notes[leg.get("payer") or entry.get("payer")][leg["account"]] += leg["cents"]
        elif leg["account"] == "cash_family":
            families[leg["client"]] += leg["cents"]
    for payer in desk.payers.values():
        late = sum(payer.told[trace].amount for trace in list_late(books, payer))
        assert ours[payer.id] == payer.bank - late, f"{payer.name} transferred {payer.bank - late}, the books say {ours[payer.id]}"
        if not late:
            for account, code in (("interest", "L6"), ("payer_recovery", "WO"), ("forward_balance", "FB")):
                assert notes[payer.id][account] == payer.plb[code] - sum(payer.told[trace].notes[code] for trace in list_late(books, payer)), \
                    f"{payer.name}'s {account} is {payer.plb[code]}, the books say {notes[payer.id][account]}"
    for client in {*families, *desk.families}:
        assert families[client] == desk.families[client], f"family of {client} paid {desk.families[client]}, the books say {families[client]}"
    return f"{sum(ours.values()) / 100:.2f} from payers, {sum(families.values()) / 100:.2f} from families"


def list_late(books, payer):
    """Payments of which no file has come yet: money in the bank that nobody could book."""
    came = {row["trace"] for row in books.rows("remittance").values()}
    return [trace for trace in payer.told if trace not in came]


def check_traces(books, _desk):
    """Each signed session has one charge that lives, or its parts whose minutes add up; what was claimed is on one live claim, in cents alike."""
    charges, lines = defaultdict(list), defaultdict(list)
    for charge in books.rows("charge").values():
        if charge["state"] != "void":
            charges[charge["session"]].append(charge)
    for claim in books.rows("claim").values():
        if claim["frequency"] != "8" and claim["state"] not in ("void", "replaced", "rejected") and not claim.get("prior"):
            for line in claim["lines"]:
                lines[line["charge"]].append((claim, line))
    signed = [note for note in books.rows("note").values() if note["state"] == "signed"]
    for note in signed:
        session, there = books.rows("session")[note["session"]], charges[note["session"]]
        whole = [charge for charge in there if not charge.get("split_from")]
        minutes = (session["ends_at"] - session["starts_at"]) // 60000000
        assert len(whole) == 1, f"session {session['id']} has {len(whole)} charges"
        taken = sum(part["minutes"] for part in whole[0].get("split") or [])
        assert whole[0]["minutes"] + taken == minutes, f"session {session['id']}: {minutes} minutes, charged {whole[0]['minutes']}, split off {taken}"
        for charge in there:
            check_line(charge, lines[charge["id"]])
    unsigned = [session for session in charges if not any(note["session"] == session for note in signed)]
    assert not unsigned, f"charges of sessions that nobody signed: {unsigned[:3]}"
    return f"{len(signed)} sessions, {sum(map(len, charges.values()))} charges, {sum(map(len, lines.values()))} lines"


def check_line(charge, there):
    if charge["state"] != "claimed":
        assert charge.get("billed_cents", 0) == 0, f"charge {charge['id']} is {charge['state']} and was billed {charge['billed_cents']}"
        there = [(claim, line) for claim, line in there if claim["id"] == charge.get("claim")]
        assert not there, f"charge {charge['id']} is {charge['state']} and on claim {there[0][0]['control']}"
        return
    there = [(claim, line) for claim, line in there if claim["id"] == charge["claim"]]
    assert len(there) == 1, f"charge {charge['id']} is on {len(there)} claims"
    assert there[0][1]["cents"] == charge["amount_cents"] == charge.get("billed_cents"), \
        f"charge {charge['id']}: {charge['amount_cents']}, on the claim {there[0][1]['cents']}, in the books {charge.get('billed_cents')}"


def check_units(books, _desk):
    """No unit comes or goes; the tables hold what the records say; what is billed or paid is what living charges carry."""
    told, buckets = Counter(), defaultdict(Counter)
    for entry in books.rows("unit_entry").values():
        assert sum(leg["units_tenths"] for leg in entry["legs"]) == 0, f"unit entry {entry['id']} makes units"
        for leg in entry["legs"]:
            told[entry["id"], leg["bucket"], leg["units_tenths"]] += 1
            buckets[entry["authorization"], entry["service_code"]][leg["bucket"]] += leg["units_tenths"]
    held = Counter((entry, account, int(amount)) for entry, account, amount in books.store.query(
        "SELECT l.entry_id, l.account, l.amount FROM billing_leg l JOIN billing_entry e ON e.practice_id = l.practice_id AND e.id = l.entry_id"
        " WHERE e.book = 'units'")) if books.whole else told
    assert told == held, f"unit records and tables differ: {list((told - held).items())[:2]} {list((held - told).items())[:2]}"
    carried = Counter()
    denied = {row["charge"] for row in books.rows("denial").values()}
    some_denied = set()
    for charge in books.rows("charge").values():
        if charge["state"] == "claimed" and charge.get("authorization"):
            key = first_version(books, charge["authorization"]), charge["service_code"]
            carried[key] += charge.get("units_tenths", charge["units"] * 10)
            if charge["id"] in denied:
                some_denied.add(key)
    for key in {*carried, *buckets} - some_denied:
        there = buckets[key]["billed"] + buckets[key]["paid"]
        assert there == carried[key], f"authorization {key}: {carried[key]} tenths on claims, the ledger says {there}: {dict(buckets[key])}"
    return f"{len(books.rows('unit_entry'))} entries, {len(buckets)} authorized services"


def first_version(books, authorization):
    """The books of units are kept under the first of an authorization's amendments."""
    before = books.rows("authorization")[authorization].get("amends")
    return first_version(books, before) if before else authorization


def check_database(books, _desk):
    """The database's own means; running balances follow each other without a hole."""
    books.store.check_files()
    broken = books.store.query("SELECT count(*) FROM billing_leg WHERE sum_after <> sum_before + amount OR (owner IS NOT NULL AND balance <> balance_before + amount)")
    assert int(broken[0][0]) == 0, f"{broken[0][0]} running balances are wrong"
    holes = books.store.query("SELECT owner, account, count(*), max(step) FROM billing_leg WHERE owner IS NOT NULL GROUP BY practice_id, owner, account"
                              " HAVING count(*) <> max(step)")
    assert not holes, f"steps are missing: {holes[:3]}"
    sums = books.store.query("SELECT l.owner, l.account, sum(l.amount) FROM billing_leg l WHERE l.owner IS NOT NULL GROUP BY l.practice_id, l.owner, l.account")
    last = dict(((owner, account), balance) for owner, account, balance in books.store.query(
        "SELECT a.owner, a.account, a.balance FROM billing_leg a JOIN (SELECT practice_id, owner, account, max(step) AS step FROM billing_leg"
        " WHERE owner IS NOT NULL GROUP BY practice_id, owner, account) b ON a.practice_id = b.practice_id AND a.owner = b.owner"
        " AND a.account = b.account AND a.step = b.step"))
    odd = [row for row in sums if int(row[2]) != int(last[row[0], row[1]])]
    assert not odd, f"the last balance is not the sum: {odd[:3]}"
    return f"{len(sums)} running balances"


def check_feeds(books, desk):
    """Every position is a version of a record, none twice; and what was followed through every kill is what the database has."""
    heads = 0
    for service, head in books.store.query("SELECT service, head FROM practice_head"):
        kinds = [kind for kind in desk.office.kinds.get(service, []) if "r_" + kind in books.tables]
        rows = [(int(version), int(seq)) for kind in kinds for version, seq in books.store.query(f"SELECT version, seq FROM r_{kind}")]
        assert len({seq for _, seq in rows}) == len(rows), f"{service} gave a position twice"
        assert max((seq for _, seq in rows), default=0) == int(head), f"{service} is at {head}"
        assert sum(version for version, _ in rows) == int(head), f"{service} has a hole in its feed"
        heads += int(head)
    for kind in ("charge", "claim", "money_entry", "remittance", "remit_claim", "denial", "family_payment"):
        mine = {row["id"]: row for row in desk.mirror.all(kind)}
        assert set(mine) == set(books.rows(kind)), f"{kind}: the feed and the database differ in {len(set(mine) ^ set(books.rows(kind)))} records"
        for record, row in books.rows(kind).items():
            odd = {name for name in row if mine[record].get(name) != row[name]}
            assert not odd, f"{kind} {record}: the feed said another {odd}"
    return f"{heads} positions"


ALL = (("every entry balances, and the trial balance is nothing", check_entries), ("charges and claims say what their entries say", check_sums),
       ("suspense is what nobody has explained", check_suspense), ("the payers' and families' banks agree", check_banks),
       ("each signed session is traced to its cents", check_traces), ("no unit comes or goes", check_units),
       ("the database's own books agree", check_database), ("the feeds are dense and tell what is there", check_feeds))
# What reads the whole database each time.
WHOLE = (check_database, check_feeds)
