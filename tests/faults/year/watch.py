# SPDX-License-Identifier: AGPL-3.0-or-later
"""The ledgers looked at after each event, not each week: what is new in the database is read in one look and must balance as it stands."""

from collections import Counter, defaultdict

from .books import Books, check_charge_state

KINDS = ("money_entry", "charge", "claim", "remittance")
# SQLite keeps to the order of a cross join: from the few new entries to their legs.
LEGS = ("SELECT 'leg', m.seq, l.entry_id, l.amount, l.account || '|' || coalesce(l.charge, '') || '|' || coalesce(l.claim, '') FROM r_money_entry m"
        " CROSS JOIN billing_leg l WHERE l.practice_id = m.practice_id AND l.entry_id = m.id AND m.practice_id = '{practice}' AND m.seq > {seq}")
ROWS = "SELECT '{kind}', seq, id, deleted, body FROM r_{kind} WHERE practice_id = '{practice}' AND seq > {seq}"


class Watch:
    """Knows all books, and after each event reads on. One statement is one moment of the database, whatever is being written beside it."""

    def __init__(self, store):
        self.store = store
        self.books = Books(store)
        self.trial = 0
        self.sums = {kind: defaultdict(Counter) for kind in ("charge", "claim")}
        self.waits = Counter()
        self.looks = self.entries = 0
        self.look("the beginning")

    def look(self, event):
        news, legs = self.read()
        fresh = [self.books.rows("money_entry")[record] for record in news["money_entry"]]
        for entry in fresh:
            self.check_entry(entry, legs[entry["id"]], event)
        assert self.trial == 0, f"after {event} the trial balance is {self.trial}"
        self.check_records(news, fresh, event)
        self.looks, self.entries = self.looks + 1, self.entries + len(fresh)

    def read(self):
        """What is new since the last look, and the legs of new entries as the tables of constraints hold them."""
        said = {"practice": self.books.practice}
        sql = " UNION ALL ".join([ROWS.format(kind=kind, seq=self.books.since.get(kind, 0), **said) for kind in KINDS]
                                 + [LEGS.format(seq=self.books.since.get("money_entry", 0), **said)])
        found, legs = {kind: [] for kind in KINDS}, defaultdict(Counter)
        for kind, seq, record, number, text in self.store.query(sql):
            if kind == "leg":
                legs[record][int(number), text] += 1
            else:
                found[kind].append((seq, record, number, text))
        return {kind: self.books.take(kind, rows) for kind, rows in found.items()}, legs

    def check_entry(self, entry, legs, event):
        told = Counter((leg["cents"], f"{leg['account']}|{leg.get('charge') or ''}|{leg.get('claim') or ''}") for leg in entry["legs"])
        assert told == legs, f"after {event} entry {entry['id']} and its tables differ: {told} {legs}"
        total = sum(leg["cents"] for leg in entry["legs"])
        assert total == 0, f"after {event} {entry['entry']} {entry['id']} is {total} cents, not nothing"
        for leg in entry["legs"]:
            self.trial += leg["cents"]
            for kind, sums in self.sums.items():
                if leg.get(kind):
                    sums[leg[kind]][leg["account"]] += leg["cents"]
            if leg["account"] == "suspense":
                self.waits[entry["remittance"]] -= leg["cents"]

    def check_records(self, news, fresh, event):
        """Whatever the event touched says what its entries add up to: charges, claims, and what waits of each payment."""
        legs = [leg for entry in fresh for leg in entry["legs"]]
        for kind, sums in self.sums.items():
            for record in {*news[kind], *(leg[kind] for leg in legs if leg.get(kind))}:
                row = self.books.rows(kind).get(record)
                assert row is not None, f"after {event} there are entries of {kind} {record}, which is not there"
                check_charge_state(kind, row, sums[record], f"after {event} ")
        for record in {*news["remittance"], *(entry["remittance"] for entry in fresh if entry.get("remittance"))}:
            row = self.books.rows("remittance")[record]
            assert row.get("suspense_cents", 0) == self.waits[record], \
                f"after {event} payment {row['trace']} says {row.get('suspense_cents', 0)} wait, the books {self.waits[record]}"

    def tell(self):
        return f"{self.looks} looks, {self.entries} entries"
