# SPDX-License-Identifier: AGPL-3.0-or-later
"""One request at a time, for what is prepared and checked outside the measured time."""

import json
import ssl
import urllib.error
import urllib.request

from .processes import BenchError


def ask(server, path, body=None):
    """GET, or POST of body as JSON; returns the answer's JSON."""
    headers = {"Content-Type": "application/json"}
    if getattr(server, "token", None):
        headers["Authorization"] = f"Bearer {server.token}"
    request = urllib.request.Request(server.url + path, headers=headers,
                                     data=None if body is None else json.dumps(body).encode())
    context = ssl.create_default_context(cafile=server.ca) if server.url.startswith("https") else None
    try:
        with urllib.request.urlopen(request, timeout=60, context=context) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        said = error.read()[:500].decode("utf-8", "replace")
        raise BenchError(f"{server.name} refused {path}: {error.code} {said}") from error
    except (OSError, ValueError) as error:
        raise BenchError(f"{server.name} did not answer {path}: {error}") from error
