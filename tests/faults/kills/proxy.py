# SPDX-License-Identifier: AGPL-3.0-or-later
"""The network between desktops and server: one door for each desktop, which can be cut, stopped up, slowed and torn."""

import asyncio
import random
import socket
import struct
import threading


class Door:
    """One desktop's way to the server. Bytes pass unread: what is inside is TLS."""

    def __init__(self, network, number, seed):
        self.network = network
        self.rand = random.Random(f"{seed} door {number}")
        self.mode = "open"
        self.port = None
        self.target = None      # where it leads, when not where all do
        self.pairs = set()

    async def listen(self):
        server = await asyncio.start_server(self.on_come, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]

    async def on_come(self, reader, writer):
        if self.mode == "cut":
            tear(writer)
            return
        try:
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.target or self.network.target)
        except OSError:
            tear(writer)
            return
        pair = (writer, far_writer)
        self.pairs.add(pair)
        try:
            await asyncio.gather(self.pump(reader, far_writer, "there", pair), self.pump(far_reader, writer, "back", pair))
        finally:
            self.pairs.discard(pair)
            for end in pair:
                end.close()

    async def pump(self, reader, writer, way, pair):
        try:
            while True:
                data = await reader.read(65536)
                if not data and self.mode == "open":
                    # Said farewell in order: a reset could overtake what was said before.
                    writer.write_eof()
                    return
                if not data:
                    break
                if self.mode == "hole" or (self.mode == "mute" and way == "back"):
                    continue    # taken, and gone: the other side learns nothing
                if self.mode == "slow":
                    await asyncio.sleep(self.rand.random() * 0.15)
                if self.mode == "torn" and way == "back" and self.rand.random() < 0.3:
                    writer.write(data[:self.rand.randrange(len(data))])
                    await writer.drain()
                    break
                writer.write(data)
                await writer.drain()
        except (OSError, asyncio.CancelledError):
            pass
        for end in pair:
            tear(end)

    def tear_all(self):
        for pair in list(self.pairs):
            for end in pair:
                tear(end)


def tear(writer):
    """Ends a connection as a router that lost its table does: with a reset."""
    try:
        sock = writer.get_extra_info("socket")
        if sock is not None:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.close()
    except OSError:
        pass


class Network(threading.Thread):
    """All doors, in a thread of their own. `target` is the server's port and may change at any time."""

    def __init__(self, doors, seed):
        super().__init__(daemon=True)
        self.target = None
        self.loop = asyncio.new_event_loop()
        self.doors = [Door(self, i, seed) for i in range(doors)]
        self.listening = threading.Event()
        self.start()
        self.listening.wait()

    def run(self):
        asyncio.set_event_loop(self.loop)
        for door in self.doors:
            self.loop.run_until_complete(door.listen())
        self.listening.set()
        self.loop.run_forever()

    def set_mode(self, door, mode):
        """open, cut (refused and torn), hole (swallows all), mute (swallows answers), slow, torn (answers break off).
        What was swallowed makes a stream useless, so leaving such a mode tears what is left of it."""
        def change():
            was, self.doors[door].mode = self.doors[door].mode, mode
            if mode == "cut" or was in ("hole", "mute"):
                self.doors[door].tear_all()
        self.loop.call_soon_threadsafe(change)

    def tear(self, door):
        self.loop.call_soon_threadsafe(self.doors[door].tear_all)

    def close(self):
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.join(5)
