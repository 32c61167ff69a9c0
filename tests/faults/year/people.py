# SPDX-License-Identifier: AGPL-3.0-or-later
"""Those who work in the practice: each signs in, gives commands that are numbered and named by the seed, and reads the feeds."""

import gzip
import http.client
import json
import ssl
import time
import uuid
from collections import Counter, defaultdict

PASSWORD = "wabi-care-demo"
PRACTICE = "cedar-grove"
CALL_SECONDS = 60
AWAY_SECONDS = 120
BATCH = 100
DAY = 86400 * 1000000


def derive(*words):
    """The same words, the same id: what was given before is never done twice."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, "/".join(str(word) for word in words)))


class Refused(Exception):
    """A command that should have been taken was not."""


class Clock:
    """The time in the simulation: the machine's, so many days later."""

    def __init__(self):
        self.days = 0

    def now(self):
        return time.time_ns() // 1000 + self.days * DAY


class Person:
    """A login with a device and an HTTPS connection that may break at any time."""

    def __init__(self, office, login):
        self.office, self.login = office, login
        self.device = derive(office.seed, "device", login)
        self.numbers = Counter()
        self.token = self.renewal = self.epoch = self.user = self.http = None

    def call(self, method, path, body=None):
        """(status, answer); ConnectionError when the other end is not there."""
        try:
            if self.http is None:
                # The certificate is of the simulation's time: only that it is TLS is asked here; tests/integration looks at certificates.
                context = ssl.create_default_context()
                context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
                self.http = http.client.HTTPSConnection("127.0.0.1", self.office.server.port, timeout=CALL_SECONDS, context=context)
            headers = {"Content-Type": "application/json", "Accept-Encoding": "gzip"}
            if self.token:
                headers["Authorization"] = "Bearer " + self.token
            self.http.request(method, path, json.dumps(body) if body is not None else None, headers)
            answer = self.http.getresponse()
            data = answer.read()
            if answer.getheader("Content-Encoding") == "gzip":
                data = gzip.decompress(data)
            return answer.status, json.loads(data) if data else None
        except (OSError, http.client.HTTPException, EOFError, ValueError) as error:
            self.close()
            raise ConnectionError(str(error)) from None

    def close(self):
        if self.http is not None:
            self.http.close()
        self.http = None

    def leave(self):
        self.close()
        self.token = None

    def sign_in(self):
        """As a desktop does: with the word it was given last time where that still holds, or else with the password."""
        status, answer = self.renew() if self.renewal else (401, None)
        if status == 401:
            self.renewal = None
            status, answer = self.call("POST", "/v1/auth/sign-in",
                                       {"practice": PRACTICE, "login": self.login, "password": PASSWORD, "device": self.device})
        if status in (429, 502, 503, 504):
            raise ConnectionError(f"signing in: {status}")
        if status != 200:
            raise AssertionError(f"{self.login} was not let in: {status} {answer}")
        self.token, self.renewal, self.epoch = answer["access_token"], answer["refresh_token"], answer["epoch"]
        self.user = answer.get("user", self.user)

    def renew(self):
        return self.call("POST", "/v1/auth/refresh", {"refresh_token": self.renewal, "device": self.device})

    def enter(self):
        """Signs in, as long as it takes the server to be there."""
        deadline = time.monotonic() + AWAY_SECONDS
        while self.token is None:
            try:
                self.sign_in()
            except ConnectionError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.02)

    def ask(self, method, path, body=None, aimed=False):
        """The same until there is an answer: the server is started again where it was killed."""
        deadline = time.monotonic() + AWAY_SECONDS
        while True:
            try:
                if self.token is None:
                    self.sign_in()
                if aimed:
                    self.office.killer.aim()
                try:
                    status, answer = self.call(method, path, body)
                finally:
                    self.office.killer.settle()
            except ConnectionError as error:
                self.office.killer.settle()
                self.close()
                if time.monotonic() > deadline:
                    raise AssertionError(f"{path} was not answered any more: {error}") from None
                continue
            if status == 401:
                self.leave()
            elif status not in (429, 502, 503, 504):
                return status, answer
            elif time.monotonic() > deadline:
                raise AssertionError(f"{path}: {status} {answer}")
            else:
                time.sleep(0.02)

    def give(self, service, orders, may_refuse=False):
        """Orders are (key, name, args). The results; what was refused is counted, and a finding unless it may be."""
        results = []
        while len(results) < len(orders):    # a service may answer the first ones only, and wants the others again
            results += self.push(service, orders[len(results):len(results) + BATCH])
        for (key, name, _), result in zip(orders, results):
            done = result["status"] in ("applied", "merged")
            self.office.tally[name if done else f"refused {name} {result.get('code')}"] += 1
            if not done and not may_refuse:
                raise Refused(f"{name} {key}: {result.get('code')} {result.get('field')}: {result.get('message')}")
        return results

    def push(self, service, orders):
        first = self.numbers[service] + 1
        wall = self.office.clock.now()
        commands = [{"n": first + at, "id": derive(self.office.seed, "command", key, name), "name": name, "schema": 1, "args": args, "deps": [],
                     "wall": wall + at, "mono": wall + at, "boot": "year", "zone": "America/New_York"} for at, (key, name, args) in enumerate(orders)]
        body = {"device": self.device, "service": service, "epoch": "", "from_n": first, "commands": commands}
        status, answer = self.ask("POST", f"/v1/push?service={service}", body, aimed=True)
        if status != 200:
            raise AssertionError(f"push of {orders[0][1]} was answered {status}: {answer}")
        results = answer["results"]
        if not results or [result["id"] for result in results] != [command["id"] for command in commands[:len(results)]]:
            raise AssertionError(f"{len(commands)} commands, other results: {str(answer)[:500]}")
        self.numbers[service] += len(results)
        return results


def group_by(rows, field):
    found = {}
    for row in rows:
        found.setdefault(row.get(field), []).append(row)
    return found


class Mirror:
    """What a desktop knows: the feeds, read on from where they were left, through every kill."""

    def __init__(self, person, services):
        self.person = person
        self.since = dict.fromkeys(services, 0)
        self.epochs = dict.fromkeys(services, "")
        self.kinds, self.views = {}, {}

    def pull(self, service):
        """Reads on. Returns what is new: {kind: ids}."""
        more, news = True, defaultdict(set)
        while more:
            status, page = self.person.ask("GET", f"/v1/sync?service={service}&since={self.since[service]}&epoch={self.epochs[service]}&limit=5000")
            if status != 200:
                raise AssertionError(f"the feed of {service}: {status} {page}")
            for change in page["changes"]:
                if change["seq"] <= self.since[service]:
                    raise AssertionError(f"{service} gave {change['seq']} after {self.since[service]}")
                rows = self.kinds.setdefault(change["kind"], {})
                news[change["kind"]].add(change["id"])
                self.views.pop(change["kind"], None)
                if change["deleted"]:
                    rows.pop(change["id"], None)
                else:
                    rows[change["id"]] = {**change["body"], "id": change["id"], "version": change["version"], "seq": change["seq"]}
            self.since[service], self.epochs[service], more = page["next"], page["epoch"], page["more"]
        return news

    def view(self, kind, name, make):
        """What is worked out of all records of a kind, kept until one of them changes."""
        views = self.views.setdefault(kind, {})
        if name not in views:
            views[name] = make(self.kinds.get(kind, {}).values())
        return views[name]

    def all(self, kind):
        return self.view(kind, None, lambda rows: sorted(rows, key=lambda row: row["id"]))

    def having(self, kind, field, value):
        """Those of a kind with such a field, in the order of their ids."""
        return self.view(kind, field, lambda _: group_by(self.all(kind), field)).get(value, [])

    def get(self, kind, record):
        return self.kinds.get(kind, {}).get(record)
