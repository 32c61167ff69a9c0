#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Runs a program beside two doors to the cluster in WABI_TEST_POSTGRES that hand its answers on as no local socket does.

    WABI_TEST_TRICKLE    in pieces of one to eleven bytes
    WABI_TEST_ENCRYPTED  whole answers at once in TLS records of 16 KB, as proxies and clouds send them (PostgreSQL's own have 8 KB)
"""

import asyncio
import os
import ssl
import subprocess
import sys
import tempfile
from pathlib import Path

SSL_REQUEST_LENGTH = 8
PIECES = (1, 2, 11, 3, 7, 5)


async def hand_on(reader, writer):
    while data := await reader.read(65536):
        writer.write(data)
        await writer.drain()
    writer.close()


async def trickle(reader, writer):
    turn = 0
    while data := await reader.read(65536):
        while data:
            size = PIECES[turn % len(PIECES)]
            turn += 1
            writer.write(data[:size])
            await writer.drain()
            data = data[size:]
    writer.close()


async def hand_on_answers(reader, writer):
    """All messages up to "ready for query" in one piece."""
    answer = b""
    try:
        while True:
            head = await reader.readexactly(5)
            body = await reader.readexactly(int.from_bytes(head[1:], "big") - 4)
            answer += head + body
            if head[:1] in b"ZR":
                writer.write(answer)
                await writer.drain()
                answer = b""
    except asyncio.IncompleteReadError:
        writer.write(answer)
        writer.close()


async def come(door, socket, context, reader, writer):
    if context is not None:
        await reader.readexactly(SSL_REQUEST_LENGTH)
        writer.write(b"S")
        await writer.drain()
        await writer.start_tls(context)
    inner_reader, inner_writer = await asyncio.open_unix_connection(socket, limit=1 << 20)
    await asyncio.gather(hand_on(reader, inner_writer), door(inner_reader, writer), return_exceptions=True)


def make_context(folder):
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                    "-subj", "/CN=localhost", "-keyout", folder / "key.pem", "-out", folder / "cert.pem"], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return context


async def open_door(door, context):
    socket = os.environ["WABI_TEST_POSTGRES"].partition("host=")[2].partition("&")[0] + "/.s.PGSQL.5432"

    async def on_come(reader, writer):
        await come(door, socket, context, reader, writer)

    server = await asyncio.start_server(on_come, "127.0.0.1", 0)
    mode = "disable" if context is None else "require"
    return server, f"postgresql://postgres@127.0.0.1:{server.sockets[0].getsockname()[1]}/postgres?sslmode={mode}&gssencmode=disable"


async def main():
    with tempfile.TemporaryDirectory() as folder:
        context = make_context(Path(folder))
    _one, trickling = await open_door(trickle, None)
    _two, encrypted = await open_door(hand_on_answers, context)
    process = await asyncio.create_subprocess_exec(
        *sys.argv[1:], env={**os.environ, "WABI_TEST_TRICKLE": trickling, "WABI_TEST_ENCRYPTED": encrypted})
    return await process.wait()


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
