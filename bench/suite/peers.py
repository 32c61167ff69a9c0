# SPDX-License-Identifier: AGPL-3.0-or-later
"""The programs that we compare ourselves with, installed and started."""

import os
import secrets

from .asking import ask
from .processes import Server, find_port, run

FOLDER = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "peer")

COMMAND = """{"id":"@RECORD@","client_id":"@ID@","staff_id":"@ID@","authorization_id":"@ID@",\
"service_code":"97153","location":"home","zone":"America/Chicago","starts_at":@STARTS@,"ends_at":@ENDS@}
"""
ENVELOPE = '{"device":"@DEVICE@","from_n":@FROM@,"commands":[@COMMANDS@]}\n'


def install(name):
    """npm's packages at the versions of the lockfile; compiles better-sqlite3 where it must."""
    folder = os.path.join(FOLDER, name)
    stamp = os.path.join(folder, "node_modules", ".package-lock.json")
    lock = os.path.join(folder, "package-lock.json")
    if os.path.exists(stamp) and os.path.getmtime(stamp) >= os.path.getmtime(lock):
        return folder
    environment = dict(os.environ)
    for headers, nodedir in (("/usr/include/node", "/usr"), ("/usr/include/nodejs", "/usr/include/nodejs")):
        if os.path.isdir(headers):
            # The headers of the machine's Node, which npm would otherwise download.
            environment.setdefault("npm_config_nodedir", nodedir)
            break
    run(["npm", "ci", "--no-audit", "--no-fund"], cwd=folder, env=environment)
    return folder


class Peers:
    """Everything of the peers that outlives one server: their data, certificate and token."""

    def __init__(self, work):
        self.work = os.path.join(work, "peer")
        os.makedirs(self.work, exist_ok=True)
        self.cert = os.path.join(self.work, "cert.pem")
        self.key = os.path.join(self.work, "key.pem")
        self.token = secrets.token_hex(32)
        if not os.path.exists(self.key):
            self._make_certificate()

    def _make_certificate(self):
        """The same kind as ours: an elliptic key on P-256."""
        run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
             "-days", "3650", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1",
             "-keyout", self.key, "-out", self.cert])

    def _start(self, name, command, scheme="https"):
        port = find_port()
        return Server(name, [*command, "--port", str(port), "--cert", self.cert, "--key", self.key],
                      os.path.join(self.work, "servers.log"), f"{scheme}://127.0.0.1:{port}", self.token, self.cert)

    def prepare_rows(self, rows):
        """The table that Express and the bare server share. It is made once; writes of a run stay in a copy."""
        folder = install("express")
        self.rows = rows
        self.pristine = os.path.join(self.work, f"rows-{rows}.db")
        run(["node", os.path.join(folder, "server.js"), "--data", self.pristine, "--rows", str(rows), "--fill-only"])

    def start_express(self, workers=1):
        name = "Express" if workers == 1 else f"Express, {workers} processes"
        data = os.path.join(self.work, f"express-{workers}.db")
        for ending in ("", "-wal", "-shm"):
            if os.path.exists(data + ending):
                os.unlink(data + ending)
        run(["cp", "--reflink=auto", self.pristine, data])
        # What the copy left to be written would otherwise be written by the first durable commands.
        run(["sync"])
        return self._start(name, [
            "node", os.path.join(FOLDER, "express", "server.js"), "--data", data, "--rows", str(self.rows),
            "--token", self.token, "--workers", str(workers)])

    def start_express_pg(self, cluster):
        """Express with node-postgres on a database of the run's cluster."""
        name = f"express-{self.rows}"
        if not cluster.start().has(name):
            cluster.create(name)
        return self._start("Express, PostgreSQL", [
            "node", os.path.join(FOLDER, "express", "server-pg.js"), "--postgres", cluster.name(name), "--rows", str(self.rows),
            "--token", self.token])

    def start_bare(self, plain):
        command = ["node", os.path.join(FOLDER, "express", "bare.js"), "--data", self.pristine,
                   "--rows", str(self.rows), *(["--plain"] if plain else [])]
        return self._start("node:http" if plain else "node:https", command, "http" if plain else "https")

    def start_pouch(self, fills):
        """express-pouchdb with a database for each name in fills, which tells how many records each has."""
        command = ["node", os.path.join(install("pouch"), "server.js"), "--data", os.path.join(self.work, "pouch")]
        for name, count in fills.items():
            command += ["--fill", f"{name}={count}"]
        return self._start("express-pouchdb", command)

    def list_page(self, server, since, until, limit):
        """The records of a page, outside the measured time."""
        return ask(server, f"/v1/records/appointment?from={since}&to={until}&limit={limit}")["records"]

    def renew_token(self, server, writes=False):
        """The peer's token does not end."""

    def count_applied(self, server):
        """Nothing to count: Express answers 422 when a row was not stored, and the load generator sees that."""
        return None

    def describe_write(self):
        """The measured command's name, for the page."""
        return "INSERT INTO appointment"

    def write_templates(self, server):
        """What the load generator posts."""
        paths = {"path": "/v1/push", "expect": '"status":"applied"'}
        for name, text in (("envelope", ENVELOPE), ("commands", COMMAND)):
            paths[name] = os.path.join(self.work, name)
            with open(paths[name], "w", encoding="utf-8") as file:
                file.write(text)
        return paths
