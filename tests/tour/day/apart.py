# SPDX-License-Identifier: AGPL-3.0-or-later
"""The same practice, served by each service in a process of its own on a database of its own, behind HAProxy."""

import json
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "harness" / "apart"))

from topology import WITH_RECORDS, Topology, run  # noqa: E402

from .clinic import PASSWORD, PRACTICE, Clinic  # noqa: E402


class ApartClinic(Clinic):
    """What a Clinic can, through the gateway. The databases are on the cluster of WABI_TEST_POSTGRES where that is set."""

    LOGINS = {"frontdesk": "maya.ortiz", "rbt": "jordan.reyes", "bcba": "leila.amin", "biller": "priya.shah", "admin": "wendell.abara"}

    def __init__(self, build, folder):
        super().__init__(build, folder)
        self.topology = Topology(build, Path(folder) / "apart", os.environ.get("WABI_TEST_POSTGRES"))
        self.data = self.topology.tls
        self.port, self.url = self.topology.port, self.topology.url

    def make(self):
        self.topology.folder.mkdir(mode=0o700)
        self.topology.make(self.make_once())

    def start(self):
        self.topology.start()

    def kill(self):
        """kill -9, of every process."""
        for name in list(self.topology.processes):
            self.topology.kill(name)

    def stop(self):
        self.topology.stop()

    def write_sign_in(self, role, path):
        path = Path(path)
        path.touch(mode=0o600)
        path.write_text(json.dumps({"server": self.url, "ca": str(self.data / "ca.pem"), "practice": PRACTICE, "login": self.LOGINS[role],
                                    "password": PASSWORD}))

    def verify_audit(self):
        said = [run(self.topology.wabictl, "verify-audit", "--data", self.topology.data(service), *self.topology.store(service)).strip()
                for service in ["auth", *WITH_RECORDS]]
        return " ".join(said)

