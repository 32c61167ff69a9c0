# SPDX-License-Identifier: AGPL-3.0-or-later
"""The services of a practice in processes and schemas of their own, behind HAProxy, any of which may be killed or cut off."""

import random
import signal
import sys
from pathlib import Path

from .proxy import Network
from .stores import PostgresStore

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "harness" / "apart"))

from topology import SERVICES, Topology, TopologyError, free_port, run  # noqa: E402 - found beside this folder

# Who shares a process: each group needs news of others.
GROUPS = {
    "access": ["auth", "notifications"],
    "people": ["patients", "goals"],
    "floor": ["sessions", "scheduling"],
    "money": ["billing", "ai"],
}
WITH_RECORDS = ["auth", "patients", "goals", "sessions", "scheduling", "billing"]
# Rows of a service lie in its own schema; copies of others' records lie beside them and are none of these.
TABLES = ("mutation", "audit", "practice_head", "follower")


class Groups(Topology):
    """Four processes instead of one for each service; all speak to each other, and the gateway to them, through doors that can be cut."""

    def __init__(self, build, folder, postgres, prefix, seed):
        super().__init__(build, folder, postgres)
        self.prefix = prefix
        self.inside = Network(len(GROUPS), f"{seed} inside")
        self.listens = {group: free_port() for group in GROUPS}
        for door, group in zip(self.inside.doors, GROUPS):
            door.target = self.listens[group]
            for service in GROUPS[group]:
                self.ports[service] = door.port

    def schema(self, group):
        return f"{self.prefix}_{group}"

    def store(self, service):
        return [] if service == "one" else ["--store", f"{self.postgres}&schema={self.schema(service)}"]

    def extract_to(self, service, group):
        run(self.wabictl, "extract", service, "--data", self.data("one"), "--to", self.data(group), "--to-store",
            f"{self.postgres}&schema={self.schema(group)}")

    def make_groups(self, template):
        self.data("one").mkdir(parents=True, mode=0o700)
        for path in Path(template).glob("wabi.db*"):
            (self.data("one") / path.name).write_bytes(path.read_bytes())
        for group, services in GROUPS.items():
            self.data(group).mkdir(mode=0o700)
            for service in services:
                if service in WITH_RECORDS:
                    self.extract_to(service, group)
            run(self.wabictl, "service-key", "--data", self.data(group), "--services", ",".join(services), "--register", self.keys)
            self.write_group(group)

    def write_group(self, group):
        lines = ["[server]", f"data = {self.data(group)}", f"listen = 127.0.0.1:{self.listens[group]}", f"services = {','.join(GROUPS[group])}",
                 f"tls = {self.tls}", f"service-keys = {self.keys}", "trusted-proxies = 127.0.0.1", f"store = {self.store(group)[1]}", "log = none",
                 "[peers]", f"ca = {self.tls}/ca.pem"]
        lines += [f"{other} = https://127.0.0.1:{self.ports[other]}" for other in SERVICES if other not in GROUPS[group]]
        (self.folder / f"{group}.conf").write_text("\n".join(lines) + "\n")

    def wait_up(self):
        """A gateway that starts while a service is away is no failure here."""


class ApartStore(PostgresStore):
    """A schema for each group; what is looked at from outside is all of them together."""

    name = "apart"
    more = {"away-server": 8, "inner-cut": 3, "inner-hole": 2, "inner-mute": 3, "inner-slow": 2, "inner-torn": 2, "inner-reset": 3}

    def __init__(self, cluster, data, schema, options, seed):
        super().__init__(cluster, data, schema, options.wabictl, seed)
        self.kinds = options.kinds
        data.mkdir()
        self.groups = Groups(options.build, data, cluster.url, schema, seed)

    def list_schemas(self):
        return [*(self.groups.schema(group) for group in GROUPS), self.schema]

    def list_parts(self):
        return [(self.groups.data(group), self.groups.store(group)) for group in GROUPS]

    def prepare(self, template):
        self.groups.make_groups(template)
        self.query(f"CREATE SCHEMA {self.schema}", "public")
        for table in TABLES:
            parts = []
            for group, services in GROUPS.items():
                names = ", ".join(f"'{service}'" for service in services)
                parts.append(f"SELECT * FROM {self.groups.schema(group)}.{table} WHERE service IN ({names})")
            self.query(f"CREATE VIEW {table} AS {' UNION ALL '.join(parts)}")
        for group, services in GROUPS.items():
            there = {row[0] for row in self.query("SELECT table_name FROM information_schema.tables"
                                                  f" WHERE table_schema = '{self.groups.schema(group)}'")}
            for kind in [kind for service in services for kind in self.kinds.get(service, []) if "r_" + kind in there]:
                self.query(f"CREATE VIEW r_{kind} AS SELECT * FROM {self.groups.schema(group)}.r_{kind}")


class Servers:
    """What a schedule does to “the server” it does to one of them, or to the gateway, as the seed says."""

    def __init__(self, store, network, seed):
        self.groups = store.groups
        self.inside = store.groups.inside
        self.ca = self.groups.tls / "ca.pem"
        self.rand = random.Random(f"{seed} servers")
        self.chosen = None      # who stands still
        self.starts = 0
        network.target = self.groups.port

    def list_processes(self):
        return dict(self.groups.processes)

    def list_logs(self):
        return sorted(self.groups.folder.glob("*-*.log"))

    def start(self):
        """Whoever is not there."""
        self.starts += 1
        try:
            for group in GROUPS:
                if group not in self.groups.processes:
                    self.groups.start_service(group)
            if "gateway" not in self.groups.processes:
                self.groups.start_gateway("user-rate = 1000000", "address-rate = 1000000")
        except TopologyError as error:
            raise AssertionError(f"a service did not start again by itself: {error}") from error

    def check_alive(self):
        for name, process in self.groups.processes.items():
            if process.poll() is not None:
                raise AssertionError(f"{name} ended by itself ({process.returncode}): {self.groups.log(name)}")

    def is_running(self):
        return len(self.groups.processes) == len(GROUPS) + 1

    def choose(self):
        return self.rand.choice(sorted(self.groups.processes))

    def signal(self, number):
        if number == signal.SIGSTOP:
            self.chosen = self.choose()
        if self.chosen in self.groups.processes:
            self.groups.processes[self.chosen].send_signal(number)
        if number == signal.SIGCONT:
            self.chosen = None

    def kill(self):
        """One of them; the one that stands still if there is one."""
        name = self.chosen if self.chosen in self.groups.processes else self.choose()
        self.chosen = None
        self.groups.kill(name)

    def kill_all(self):
        for name in list(self.groups.processes):
            self.groups.kill(name)

    def stop(self):
        for name, process in self.groups.processes.items():
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(30)
            except Exception:
                raise AssertionError(f"{name} did not end when asked") from None
        self.groups.processes.clear()
        self.inside.close()
