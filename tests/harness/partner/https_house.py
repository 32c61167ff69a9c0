# SPDX-License-Identifier: AGPL-3.0-or-later
"""Stedi and Claim.MD for tests: real HTTPS with a certificate of its own, the shapes that both publish, and faults that are asked for.

It is written from the published shapes (docs/clearinghouses.md), not from the program that it tests.
"""

import base64
import hashlib
import json
import re
import ssl
import subprocess
import threading
import time
import uuid
from collections import defaultdict
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.sax.saxutils import escape, quoteattr

PATIENCE = 60


def certificate(folder, name):
    """A certificate for 127.0.0.1 that vouches for itself."""
    path, key = Path(folder) / f"{name}.pem", Path(folder) / f"{name}.key"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj", f"/CN={name}",
                    "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(path)], check=True, capture_output=True)
    return path, key


class Fault:
    """What goes wrong with one call. @kind: "cut" (nothing comes back), "half" (half of the answer), "slow" (in small pieces), "hold" (nothing comes until
    the other end goes), or a status with @headers and @body. @before: nothing of the call is done then."""

    def __init__(self, kind, before=False, headers=None, body=""):
        self.kind, self.before, self.headers, self.body = kind, before, headers or {}, body
        self.met, self.healed = threading.Event(), threading.Event()


class House:
    """What an account holds."""

    def __init__(self, folder, key):
        self.key, self.lock = key, threading.RLock()
        self.calls = []  # path, headers, body
        self.faults = defaultdict(list)  # of a part of a path
        self.taken = []  # X12 files that were taken, each as often as it was
        self.keys = {}  # Idempotency-Key -> (hash, status, body)
        self.transactions = []  # of Stedi: id, set, x12, inbound, reference, artifact
        self.uploads = []  # of Claim.MD: name
        self.told = []  # of Claim.MD: rows
        self.eras = {}
        self.answer_claim = self.answer_question = None  # functions of an X12 file
        self.bare, self.page_size = False, 3
        self.certificate, private = certificate(folder, "house")
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (Handler,), {"house": self}))
        self.server.daemon_threads = True
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate, private)
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True, do_handshake_on_connect=False)
        self.port = self.server.server_address[1]
        self.url = f"https://127.0.0.1:{self.port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()

    def fault(self, path, *args, **more):
        fault = Fault(*args, **more)
        with self.lock:
            self.faults[path].append(fault)
        return fault

    def count(self, path):
        with self.lock:
            return len([one for one in self.calls if path in one[0]])

    def take_fault(self, path):
        with self.lock:
            for part, faults in self.faults.items():
                if part in path and faults:
                    return faults.pop(0)
        return None

    # What is there

    def put(self, kind, x12, inbound=True, reference=None):
        """A transaction of Stedi's."""
        with self.lock:
            ident = str(uuid.uuid4())
            self.transactions.append({"id": ident, "set": kind, "x12": x12, "inbound": inbound, "reference": reference})
            return ident

    def tell(self, control, status, message=None):
        """A row of Claim.MD's."""
        with self.lock:
            self.told.append({"pcn": control, "status": status, "message": message, "id": len(self.told) + 101})

    def pay(self, x12):
        with self.lock:
            number = 501 + len(self.eras)
            self.eras[number] = x12
            return number


class Handler(BaseHTTPRequestHandler):
    """Both: each has paths of its own."""

    protocol_version = "HTTP/1.1"
    house = None

    def handle(self):
        try:
            super().handle()
        except OSError:
            pass  # the other end is gone

    def log_message(self, *args):
        pass

    def setup(self):
        self.request.settimeout(PATIENCE)
        super().setup()

    def do_GET(self):
        self.serve()

    def do_POST(self):
        self.serve()

    def serve(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        fault = self.house.take_fault(self.path)
        with self.house.lock:
            self.house.calls.append((self.path, dict(self.headers), body))
        if fault is not None and fault.before and isinstance(fault.kind, str):
            return self.go_wrong(fault, b"")
        if fault is not None and isinstance(fault.kind, int):
            fault.met.set()
            return self.answer(fault.kind, fault.body.encode(), fault.headers)
        with self.house.lock:
            status, text, headers = self.claimmd(body) if self.path.startswith("/services/") else self.stedi(body)
        data = text.encode()
        if fault is not None:
            return self.go_wrong(fault, data, status, headers)
        return self.answer(status, data, headers)

    def answer(self, status, data, headers=None):
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def go_wrong(self, fault, data, status=200, headers=None):
        self.close_connection = True
        if fault.kind == "hold":
            fault.met.set()
            # Nothing comes until the other end is gone, or the fault is over.
            self.request.settimeout(0.2)
            while not fault.healed.is_set():
                try:
                    if self.request.recv(1) == b"":
                        return
                except (TimeoutError, ssl.SSLWantReadError):
                    continue
                except OSError:
                    return
            return
        if fault.kind in ("half", "slow"):
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            if fault.kind == "half":
                self.wfile.write(data[:len(data) // 2])
                self.wfile.flush()
            else:
                step = max(1, len(data) // 20)
                for start in range(0, len(data), step):
                    self.wfile.write(data[start:start + step])
                    self.wfile.flush()
                    fault.healed.wait(0.02)
        fault.met.set()

    # Stedi

    def stedi(self, body):
        path = urlsplit(self.path)
        if path.path.startswith("/download/"):
            one = next(one for one in self.house.transactions if one["id"] == path.path.rsplit("/", 1)[1])
            return 200, one["x12"], {}
        if self.headers.get("Authorization") != self.house.key:
            return 401, json.dumps({"error": "UNAUTHORIZED", "message": "Unauthorized"}), {}
        if path.path == "/2024-04-01/change/medicalnetwork/professionalclaims/v3/raw-x12-submission":
            return self.stedi_claim(body)
        if path.path in ("/2024-04-01/change/medicalnetwork/eligibility/v3/raw-x12", "/2024-04-01/change/medicalnetwork/claimstatus/v2/raw-x12"):
            x12 = json.loads(body)["x12"]
            self.house.taken.append(x12)
            return 200, json.dumps({"meta": {"traceId": "t"}, "x12": self.house.answer_question(x12)}), {}
        if path.path == "/2023-08-01/polling/transactions":
            return self.stedi_page(parse_qs(path.query))
        found = re.fullmatch(r"/2023-08-01/transactions/([0-9a-f-]+)/input", path.path)
        if found and any(one["id"] == found[1] for one in self.house.transactions):
            url = f"{self.house.url}/download/{found[1]}"
            return 302, json.dumps({"documentDownloadUrl": url}), {"Location": url}
        return 404, json.dumps({"message": "Not found"}), {}

    def stedi_claim(self, body):
        key, digest = self.headers.get("Idempotency-Key"), hashlib.sha256(body).hexdigest()
        if key in self.house.keys:
            before = self.house.keys[key]
            return before[1:] if before[0] == digest else (422, json.dumps({"message": "Another request has this key."}), {})
        x12 = json.loads(body)["x12"]
        self.house.taken.append(x12)
        status, answer = self.house.answer_claim(x12) if self.house.answer_claim else (200, {"status": "SUCCESS", "controlNumber": "1"})
        self.house.keys[key] = (digest, status, json.dumps(answer), {})
        return self.house.keys[key][1:]

    def stedi_page(self, query):
        if "pageToken" in query:
            try:
                start = int(base64.b64decode(query["pageToken"][0]))
            except ValueError:
                return 400, json.dumps({"message": "This page token cannot be read."}), {}
        else:
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", query["startDateTime"][0])
            start = 0
        some = self.house.transactions[start:start + self.house.page_size]
        token = base64.b64encode(f"{start + len(some)}".encode() + b" " * 300).decode()
        return 200, json.dumps({"items": [self.stedi_item(one) for one in some], "nextPageToken": token}), {}

    def stedi_item(self, one):
        artifact = {"artifactType": "application/edi-x12", "sizeBytes": len(one["x12"]), "model": "transaction", "usage": "input",
                    "url": f"{self.house.url}/2023-08-01/transactions/{one['id']}/input"}
        return {"direction": "INBOUND" if one["inbound"] else "OUTBOUND", "mode": "test", "status": "succeeded", "transactionId": one["id"],
                "processedAt": time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime()), "artifacts": [artifact],
                "businessIdentifiers": [{"elementId": "127", "element": "BHT-03", "name": "Reference Identification", "value": one["reference"] or "X"}],
                "x12": {"metadata": {"transaction": {"controlNumber": "0001", "transactionSetIdentifier": one["set"]}}}}

    # Claim.MD

    def form(self, body):
        kind = self.headers["Content-Type"]
        if kind == "application/x-www-form-urlencoded":
            return {name: values[0] for name, values in parse_qs(body.decode()).items()}
        boundary = re.search(r'boundary="?([^";]+)', kind)[1].encode()
        fields = {}
        for part in body.split(b"--" + boundary)[1:-1]:
            head, _, value = part.partition(b"\r\n\r\n")
            name = re.search(rb'name="([^"]*)"', head)[1].decode()
            file = re.search(rb'filename="([^"]*)"', head)
            fields[name] = value[:-2].decode()
            if file:
                fields["filename"] = file[1].decode()
        return fields

    def xml(self, attributes="", content=""):
        return 200, f'<?xml version="1.0"?>\n<result {attributes}>{content}</result>\n', {"Content-Type": "application/xml"}

    def claimmd(self, body):
        form = self.form(body)
        if form.get("AccountKey") != self.house.key:
            return self.xml(content='<error error_code="1001" error_mesg="Invalid AccountKey"/>')
        return getattr(self, "claimmd_" + self.path.split("/")[2])(form)

    def claimmd_upload(self, form):
        self.house.taken.append(form["File"])
        self.house.uploads.append(form["filename"])
        refused = self.house.answer_claim(form["File"]) if self.house.answer_claim else None
        if refused:
            self.house.uploads.pop()
            return self.xml(content=f'<error error_code="22" error_mesg={quoteattr(refused)}/>')
        return self.xml(content='<claim pcn="X" fileid="9" status="A"><messages status="A" message="Accepted" responseid="1"/></claim>')

    def claimmd_uploadlist(self, form):
        today = [form["UploadDate"] == time.strftime("%Y-%m-%d", time.gmtime()), form["Page"] == "1"]
        return self.xml(content="".join(f'<file inboundid="{i}" file_type="claim" filename={quoteattr(name)} uploadtime="1720000000"/>'
                                        for i, name in enumerate(self.house.uploads) if all(today)))

    def claimmd_response(self, form):
        new = [one for one in self.house.told if one["id"] > int(form["ResponseID"])]
        last = max([one["id"] for one in new], default=int(form["ResponseID"]))
        rows = "".join(f'<claim pcn={quoteattr(one["pcn"])} fileid="9" status="{one["status"]}"><messages mesgid="m" responseid="{one["id"]}" status="{one["status"]}" '
                       f'message={quoteattr(one["message"] or "Accepted")}/></claim>' for one in new)
        return self.xml(f'last_responseid="{last}"', rows)

    def claimmd_eralist(self, form):
        new = [number for number in self.house.eras if number > int(form["ERAID"])]
        size, page = 100, int(form["Page"])
        some = list(reversed(new))[size * (page - 1):size * page]
        return self.xml(f'last_eraid="{max(new, default=int(form["ERAID"]))}"', "".join(f'<era eraid="{number}" check_number="1"/>' for number in some))

    def claimmd_era835(self, form):
        text = self.house.eras[int(form["eraid"])]
        return (200, text, {}) if self.house.bare else self.xml(f'eraid="{form["eraid"]}"', f"<data>{escape(text)}</data>")

    def claimmd_elig(self, form):
        self.house.taken.append(form["File"])
        return self.xml(content=f'<eligibility eligid="1" data={quoteattr(self.house.answer_question(form["File"]))}/>')
