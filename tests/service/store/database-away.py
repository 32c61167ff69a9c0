#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The built server on a PostgreSQL that crashes and comes back: calls are answered 503 with Retry-After, then it works again by itself.

    database-away.py PG_CLUSTER WABI_SERVER WABICTL
"""

import json
import os
import ssl
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request

SECONDS = 60
CLUSTER, SERVER, CTL = sys.argv[1:4]


class Caller:
    def __init__(self, sign_in):
        self.sign_in = sign_in
        self.context = ssl.create_default_context(cafile=sign_in["ca"])
        self.token = None

    def call(self, path, body=None):
        """Status, Retry-After, answer."""
        request = urllib.request.Request(self.sign_in["server"] + path, json.dumps(body).encode() if body is not None else None)
        request.add_header("Content-Type", "application/json")
        if self.token is not None:
            request.add_header("Authorization", "Bearer " + self.token)
        try:
            with urllib.request.urlopen(request, context=self.context, timeout=SECONDS) as answer:
                return answer.status, None, json.loads(answer.read())
        except urllib.error.HTTPError as error:
            return error.code, error.headers.get("Retry-After"), json.loads(error.read())

    def enter(self):
        body = {name: self.sign_in[name] for name in ("practice", "login", "password")}
        answer = self.call("/v1/auth/sign-in", {**body, "device": "01970000-0000-7000-8000-00000000000a"})
        if answer[0] == 200:
            self.token = answer[2]["access_token"]
        return answer

    def pull(self):
        return self.call("/v1/sync?service=scheduling&since=0&limit=5")


class Cluster:
    def __init__(self):
        self.process = subprocess.Popen([CLUSTER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.url = self.process.stdout.readline().strip() + "&schema=clinic"

    def order(self, order):
        self.process.stdin.write(order + "\n")
        self.process.stdin.flush()
        assert self.process.stdout.readline() == "ok\n"

    def end(self):
        self.process.stdin.close()
        self.process.wait()


def check(caller, cluster):
    assert caller.enter()[0] == 200
    status, _, page = caller.pull()
    assert status == 200 and page["changes"], page
    cluster.order("crash")
    # The access token is checked without the database: what is read and what is written both say that it is away.
    for answer in (caller.pull(), caller.enter(), caller.pull(), caller.enter()):
        assert answer[0] == 503 and answer[1] is not None and answer[2]["error"]["code"] == "away", answer
    cluster.order("start")
    # A writer asks again after a pause; readers at once.
    assert caller.pull()[2]["changes"] == page["changes"]
    tries = 0
    while caller.enter()[0] != 200:
        tries += 1
        assert tries < 10000
    assert caller.pull()[2]["changes"] == page["changes"]


def main():
    print("1..1")
    cluster = Cluster()
    server = None
    with tempfile.TemporaryDirectory() as folder:
        try:
            place = ["--data", folder, "--store", cluster.url]
            subprocess.run([CTL, "demo", *place, "--clients", "1", "--staff", "6"], check=True, stdout=subprocess.DEVNULL)
            server = subprocess.Popen([SERVER, *place, "--listen", "127.0.0.1:0", "--log", "none"], stdout=subprocess.PIPE, text=True)
            assert server.stdout.readline() == "READY\n"
            sign_in = os.path.join(folder, "sign-in.json")
            subprocess.run([CTL, "demo-sign-in", *place, "--as", "admin", "--out", sign_in], check=True)
            with open(sign_in, encoding="utf-8") as file_:
                check(Caller(json.load(file_)), cluster)
            server.terminate()
            assert server.wait(SECONDS) == 0
            print("ok 1 - the database goes away and comes back")
        finally:
            if server is not None and server.poll() is None:
                server.kill()
            cluster.end()


if __name__ == "__main__":
    main()
