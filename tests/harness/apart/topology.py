# SPDX-License-Identifier: AGPL-3.0-or-later
"""Each service as a process of its own, on a database of its own, with HAProxy in front.

A demo practice is made in one database and its services are extracted from it, as a clinic's would be. The processes are those that were built;
what listens does so on 127.0.0.1, and everything lies in one folder that its maker removes.
"""

import ctypes
import http.client
import json
import os
import shutil
import signal
import socket
import sqlite3
import ssl
import subprocess
import threading
import time
from contextlib import closing
from pathlib import Path

SERVICES = ["auth", "patients", "scheduling", "goals", "billing", "sessions", "ai", "notifications"]
WITH_RECORDS = ["patients", "scheduling", "goals", "billing", "sessions"]
START_SECONDS = 60
PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None, use_errno=True)


def die_with_parent():
    """Runs in the child: whatever ends the test, nothing of it goes on."""
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


class TopologyError(Exception):
    """The services could not be set up."""


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def program(build, name):
    """A built program, wherever its meson.build is."""
    for path in sorted(Path(build).rglob(name)):
        if path.is_file() and os.access(path, os.X_OK) and ".p/" not in str(path):
            return str(path)
    raise TopologyError(f"{name} has not been built in {build}")


def run(*argv):
    done = subprocess.run([str(arg) for arg in argv], capture_output=True, text=True, timeout=300, check=False)
    if done.returncode != 0:
        raise TopologyError(f"{Path(argv[0]).name} {argv[1]} ended with {done.returncode}: {done.stderr.strip()[-1500:]}")
    return done.stdout


class Topology:
    """The services of one practice, apart."""

    def __init__(self, build, folder, postgres=None):
        self.build, self.folder, self.postgres = Path(build), Path(folder), postgres
        self.tls = self.folder / "tls"
        self.keys = self.folder / "services.jwks"
        self.ports = {service: free_port() for service in SERVICES}
        self.port = free_port()
        self.url = f"https://127.0.0.1:{self.port}"
        self.processes = {}
        self.starts = 0
        self.wabictl, self.server = program(build, "wabictl"), program(build, "wabi-server")
        self.haproxy = shutil.which("haproxy", path=os.environ.get("PATH", "") + ":/usr/sbin")
        if self.haproxy is None:
            raise TopologyError("haproxy is not installed")

    # Databases

    def data(self, service):
        return self.folder / service

    def store(self, service):
        """The arguments that say where a service's records lie."""
        return ["--store", f"{self.postgres}&schema={service}"] if self.postgres and service != "one" else []

    def make(self, whole=None, clients=40, staff=23):
        """Spreads a demo practice over the databases: one that was made before (a folder with wabi.db), or a new one."""
        one = self.data("one")
        one.mkdir(parents=True, mode=0o700)
        if whole is None:
            run(self.wabictl, "demo", "--data", one, "--clients", clients, "--staff", staff)
        else:
            for path in Path(whole).glob("wabi.db*"):
                shutil.copy(path, one / path.name)
        for service in SERVICES:
            self.data(service).mkdir(mode=0o700)
        for service in ["auth", *WITH_RECORDS]:
            self.extract(service, "one", service)
        for service in SERVICES:
            run(self.wabictl, "service-key", "--data", self.data(service), "--services", service, "--register", self.keys)
            self.write_config(service)

    def extract(self, service, source, target):
        """Moves a service's records from one process's database to another's."""
        to = ["--to-store", f"{self.postgres}&schema={target}"] if self.postgres else []
        return run(self.wabictl, "extract", service, "--data", self.data(source), *self.store(source), "--to", self.data(target), *to)

    def query(self, service, sql):
        """The rows of a query to a service's database, as lists."""
        if not self.postgres:
            with closing(sqlite3.connect(f"file:{self.data(service)}/wabi.db?mode=ro", uri=True)) as database:
                return [list(row) for row in database.execute(sql)]
        psql = sorted(Path("/usr/lib/postgresql").glob("*/bin/psql"))[-1]
        done = subprocess.run([psql, "-XAtq", "-d", self.postgres, "-c", f"SELECT row_to_json (t) FROM ({sql}) t"], capture_output=True, text=True,
                              check=False, env={**os.environ, "PGOPTIONS": f"-c search_path={service}"})
        if done.returncode != 0:
            raise TopologyError(done.stderr)
        return [list(json.loads(line).values()) for line in done.stdout.splitlines()]

    def write_config(self, service, mounted=None):
        lines = ["[server]", f"data = {self.data(service)}", f"listen = 127.0.0.1:{self.ports[service]}", f"services = {mounted or service}",
                 f"tls = {self.tls}", f"service-keys = {self.keys}", "trusted-proxies = 127.0.0.1"]
        if self.postgres:
            lines.append(f"store = {self.postgres}&schema={service}")
        lines += ["[peers]", f"ca = {self.tls}/ca.pem"]
        lines += [f"{other} = https://127.0.0.1:{self.ports[other]}" for other in SERVICES if other != service]
        (self.folder / f"{service}.conf").write_text("\n".join(lines) + "\n")

    # Processes

    def start(self):
        for service in SERVICES:
            self.start_service(service)
        self.start_gateway()

    def start_service(self, service):
        """Starts one, and returns when it answers."""
        self.starts += 1
        reader, writer = os.pipe()
        with open(self.folder / f"{service}-{self.starts}.log", "wb") as log:
            self.processes[service] = subprocess.Popen(
                [self.server, "--config", self.folder / f"{service}.conf", "--ready-fd", str(writer)], stdin=subprocess.DEVNULL, stdout=log,
                stderr=subprocess.STDOUT, pass_fds=(writer,), start_new_session=True, preexec_fn=die_with_parent)
        os.close(writer)
        line = []
        with os.fdopen(reader) as ready:
            thread = threading.Thread(target=lambda: line.append(ready.readline()), daemon=True)
            thread.start()
            thread.join(START_SECONDS)
        if not line or not line[0].strip():
            raise TopologyError(f"{service} did not start: {self.log(service)}")

    def log(self, service):
        """The end of what a service's newest process said."""
        logs = sorted(self.folder.glob(f"{service}-*.log"), key=lambda path: path.stat().st_mtime)
        return logs[-1].read_text(errors="replace")[-3000:] if logs else ""

    def start_gateway(self, *settings):
        pem = self.folder / "gateway.pem"
        lines = "\n".join(settings)
        pem.touch(mode=0o600)
        pem.write_text((self.tls / "server.pem").read_text() + (self.tls / "server.key").read_text())
        config, out = self.folder / "gateway.conf", self.folder / "haproxy.cfg"
        servers = "\n".join(f"{service} = 127.0.0.1:{port}" for service, port in self.ports.items())
        config.write_text(f"[gateway]\nlisten = 127.0.0.1:{self.port}\ncertificate = {pem}\nca = {self.tls}/ca.pem\n"
                          f"socket = {self.folder}/haproxy.sock\n{lines}\n[servers]\n{servers}\n")
        run(self.wabictl, "gateway", "haproxy", "--config", config, "--out", out)
        run(self.haproxy, "-c", "-f", out)
        with open(self.folder / "haproxy.log", "ab") as log:
            self.processes["gateway"] = subprocess.Popen([self.haproxy, "-db", "-f", str(out)], stdin=subprocess.DEVNULL, stdout=log,
                                                         stderr=subprocess.STDOUT, start_new_session=True, preexec_fn=die_with_parent)

        self.wait_up()

    def wait_up(self):
        """Waits until the gateway sees every service."""
        end, pause = time.monotonic() + START_SECONDS, threading.Event()
        while time.monotonic() < end:
            try:
                if all(self.ask("GET", "/v1/health")[1]["up"].values()):
                    return
            except OSError:
                pass
            pause.wait(0.1)
        raise TopologyError(f"the gateway does not see all services: {(self.folder / 'haproxy.log').read_text()[-2000:]}")

    def kill(self, service):
        """kill -9."""
        process = self.processes.pop(service)
        process.kill()
        process.wait()

    def stop(self):
        for process in self.processes.values():
            process.send_signal(signal.SIGTERM)
        for process in self.processes.values():
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.processes.clear()

    # Calls

    def ask(self, method, path, body=None, token=None, port=None, headers=None):
        """(status, answer) of one call through the gateway, or to a port."""
        context = ssl.create_default_context(cafile=str(self.tls / "ca.pem"))
        connection = http.client.HTTPSConnection("127.0.0.1", port or self.port, timeout=30, context=context)
        try:
            headers = {"Content-Type": "application/json", **(headers or {})}
            if token:
                headers["Authorization"] = "Bearer " + token
            connection.request(method, path, json.dumps(body) if body is not None else None, headers)
            answer = connection.getresponse()
            data = answer.read()
            return answer.status, json.loads(data) if data else None
        finally:
            connection.close()
