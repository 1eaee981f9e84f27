"""A server of HTTP/2 on python3-h2: h2_server.py CASE. Says its port, and serves connections until it is ended.

CASE is what is unusual about it: narrow, refusing, going, pinging.
"""

import socket
import sys
import threading
import zlib

import h2.config
import h2.connection
import h2.errors
import h2.events
import h2.settings


def pattern(length):
    return bytes((place * 31 + place // 251) & 255 for place in range(length))


class Connection:
    """Answers /bytes/n with a body and /sum with the sum of what was sent, in the order in which requests end.

    A request to go on with the protocol "echo" is agreed to: what comes is said again, and so is the end.
    """

    number = 0

    def __init__(self, peer, case):
        Connection.number += 1
        self.number = Connection.number
        self.peer, self.case = peer, case
        self.h2 = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False, header_encoding="utf-8"))
        self.requests, self.bodies, self.waiting, self.refused = {}, {}, {}, 0
        self.talks, self.heard_all = {}, set()

    def run(self):
        codes = h2.settings.SettingCodes
        self.h2.initiate_connection()
        self.h2.update_settings({codes.ENABLE_CONNECT_PROTOCOL: 1})
        if self.case == "narrow":
            self.h2.update_settings(
                {codes.INITIAL_WINDOW_SIZE: 100, codes.MAX_CONCURRENT_STREAMS: 2, codes.HEADER_TABLE_SIZE: 0}
            )
        self.flush()
        while True:
            data = self.peer.recv(65536)
            if not data:
                return
            for event in self.h2.receive_data(data):
                self.on(event)
            self.send()
            self.flush()

    def flush(self):
        data = self.h2.data_to_send()
        if data:
            self.peer.sendall(data)

    def on(self, event):
        if isinstance(event, h2.events.RequestReceived):
            self.requests[event.stream_id] = dict(event.headers)
            self.bodies[event.stream_id] = b""
            if self.requests[event.stream_id].get(":protocol") == "echo":
                self.h2.send_headers(event.stream_id, [(":status", "200")])
                self.talks[event.stream_id] = b""
        elif isinstance(event, h2.events.DataReceived):
            if event.stream_id in self.talks:
                self.talks[event.stream_id] += event.data
            else:
                self.bodies[event.stream_id] += event.data
            if event.flow_controlled_length:
                self.h2.acknowledge_received_data(event.flow_controlled_length, event.stream_id)
        elif isinstance(event, h2.events.StreamReset):
            self.waiting.pop(event.stream_id, None)
            self.talks.pop(event.stream_id, None)
        elif isinstance(event, h2.events.StreamEnded):
            if event.stream_id in self.talks:
                self.heard_all.add(event.stream_id)
            else:
                self.asked(event.stream_id)

    def asked(self, stream):
        if self.case == "refusing" and self.refused < 1:
            self.refused += 1
            self.h2.reset_stream(stream, h2.errors.ErrorCodes.REFUSED_STREAM)
            return
        if self.case == "going" and self.number == 1:
            # neither this stream nor any after it was looked at
            self.h2.close_connection(last_stream_id=stream - 2 if stream > 1 else 0)
            self.flush()
            self.peer.shutdown(socket.SHUT_RDWR)
            return
        if self.case == "pinging":
            self.h2.ping(b"areyouon")
        path = self.requests[stream][":path"]
        if path.startswith("/bytes/"):
            body = pattern(int(path[7:]))
        else:
            body = b"%d bytes %x" % (len(self.bodies[stream]), zlib.crc32(self.bodies[stream]))
        self.h2.send_headers(stream, [(":status", "103"), ("link", "</a>; rel=preload")])
        self.h2.send_headers(stream, [(":status", "200"), ("content-length", str(len(body)))])
        self.waiting[stream] = body

    def some_of(self, stream, body):
        """Sends what the windows allow, and answers the rest."""
        while body and self.h2.local_flow_control_window(stream) > 0:
            room = min(self.h2.local_flow_control_window(stream), self.h2.max_outbound_frame_size, 1000)
            self.h2.send_data(stream, body[:room])
            body = body[room:]
        return body

    def send(self):
        for stream, said in list(self.talks.items()):
            self.talks[stream] = self.some_of(stream, said)
            if not self.talks[stream] and stream in self.heard_all:
                self.h2.end_stream(stream)
                del self.talks[stream]
        for stream, body in list(self.waiting.items()):
            body = self.some_of(stream, body)
            self.waiting[stream] = body
            if not body:
                self.h2.send_headers(stream, [("x-behind", "all of it")], end_stream=True)
                del self.waiting[stream]


def serve(peer, case):
    try:
        with peer:
            Connection(peer, case).run()
    except OSError:
        pass  # it has gone


listening = socket.create_server(("127.0.0.1", 0))
print("port %d" % listening.getsockname()[1], flush=True)
while True:
    accepted, _ = listening.accept()
    accepted.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    threading.Thread(target=serve, args=(accepted, sys.argv[1]), daemon=True).start()
