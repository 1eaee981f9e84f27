"""A client of HTTP/2 on python3-h2, which does what others seldom do: h2_client.py PORT CASE. Ends with 0 if all went well."""

import socket
import sys
import zlib

import h2.config
import h2.connection
import h2.errors
import h2.events
import h2.exceptions
import h2.settings


def pattern(length):
    return bytes((place * 31 + place // 251) & 255 for place in range(length))


class Client:
    """One connection; what came of each stream is kept until it is asked for."""

    def __init__(self, port, **settings):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.h2 = h2.connection.H2Connection(h2.config.H2Configuration(client_side=True, header_encoding="utf-8"))
        self.h2.local_settings = h2.settings.Settings(
            client=True, initial_values={getattr(h2.settings.SettingCodes, k): v for k, v in settings.items()}
        )
        self.h2.local_settings.acknowledge()
        self.h2.initiate_connection()
        self.body, self.head, self.trailers, self.ended, self.reset = {}, {}, {}, set(), {}
        self.pongs, self.interim, self.gone = [], [], None
        self.flush()

    def flush(self):
        data = self.h2.data_to_send()
        if data:
            self.socket.sendall(data)

    def request(self, path, method="GET", end=True, **more):
        stream = self.h2.get_next_available_stream_id()
        fields = [(":method", method), (":path", path), (":scheme", "http"), (":authority", "localhost")]
        self.h2.send_headers(stream, fields + [(k.replace("_", "-"), v) for k, v in more.items()], end_stream=end)
        self.body[stream] = b""
        self.flush()
        return stream

    def step(self):
        data = self.socket.recv(65536)
        assert data, "the server has closed the connection: %s" % self.gone
        for event in self.h2.receive_data(data):
            self.on(event)
        self.flush()

    def on(self, event):
        if isinstance(event, h2.events.ResponseReceived):
            self.head[event.stream_id] = dict(event.headers)
        elif isinstance(event, h2.events.InformationalResponseReceived):
            self.interim.append(dict(event.headers))
        elif isinstance(event, h2.events.DataReceived):
            assert event.flow_controlled_length == len(event.data), "no padding was asked for"
            self.body[event.stream_id] += event.data
        elif isinstance(event, h2.events.TrailersReceived):
            self.trailers[event.stream_id] = dict(event.headers)
        elif isinstance(event, h2.events.StreamEnded):
            self.ended.add(event.stream_id)
        elif isinstance(event, h2.events.StreamReset):
            self.reset[event.stream_id] = event.error_code
        elif isinstance(event, h2.events.PingAckReceived):
            self.pongs.append(event.ping_data)
        elif isinstance(event, h2.events.ConnectionTerminated):
            self.gone = event

    def until(self, condition):
        while not condition():
            self.step()

    def send_all(self, stream, data):
        """As windows and frames allow."""
        at = 0
        while at < len(data):
            room = min(self.h2.local_flow_control_window(stream), self.h2.max_outbound_frame_size, len(data) - at)
            if room > 0:
                self.h2.send_data(stream, data[at : at + room])
                at += room
                self.flush()
            else:
                self.step()

    def open(self, stream, count):
        self.h2.increment_flow_control_window(count, stream)

    def open_past_the_end(self, streams):
        """A flow is asked whether there is more only when there is room for more, so its end may be known only then."""
        for stream in streams:
            if stream not in self.ended:
                self.open(stream, 1)
        self.flush()

    def pong(self):
        """All that the server said before now has come when this returns."""
        mark = b"%08d" % len(self.pongs)
        self.h2.ping(mark)
        self.flush()
        self.until(lambda: mark in self.pongs)


def windows(port):
    """Opened byte by byte: exactly so many bytes come, on each stream by itself."""
    client = Client(port, INITIAL_WINDOW_SIZE=0)
    streams = [client.request("/bytes/200"), client.request("/stream/200"), client.request("/bytes/0")]
    client.pong()
    client.until(lambda: len(client.head) == 3 and streams[2] in client.ended)
    assert client.body[streams[0]] == b"" and client.body[streams[1]] == b""
    for count in range(1, 201):
        for stream in streams[:2]:
            client.open(stream, 1)
        client.flush()
        client.until(lambda: all(len(client.body[stream]) >= count for stream in streams[:2]))
        assert all(client.body[stream] == pattern(count) for stream in streams[:2])
    client.open_past_the_end(streams[:2])
    client.until(lambda: client.ended == set(streams))


def settings(port):
    """A window that is changed under way, to less than was used of it and back."""
    client = Client(port, INITIAL_WINDOW_SIZE=1000)
    stream = client.request("/bytes/5000")
    client.until(lambda: len(client.body[stream]) == 1000)
    code = h2.settings.SettingCodes.INITIAL_WINDOW_SIZE
    for size in (10, 500, 1000, 1001, 3000, 20, 2999, 3001, 5000):
        client.h2.update_settings({code: size})
        client.flush()
        client.until(lambda: client.h2.local_settings.initial_window_size == size)
        client.pong()
        client.until(lambda: len(client.body[stream]) >= size)
    client.open_past_the_end([stream])
    client.until(lambda: stream in client.ended)
    assert client.body[stream] == pattern(5000)


def connection(port):
    """The window of the connection, which all share: no stream gets more than it allows, and none is forgotten."""
    client = Client(port, INITIAL_WINDOW_SIZE=1 << 20)
    streams = [client.request("/stream/20000") for _ in range(10)]
    client.until(lambda: sum(map(len, client.body.values())) == 65535)
    client.pong()
    assert sum(map(len, client.body.values())) == 65535
    while len(client.ended) < 10:
        before = sum(map(len, client.body.values()))
        step = min(997, 200000 - before)
        if step > 0:
            client.h2.increment_flow_control_window(step)
            client.flush()
        client.until(lambda: sum(map(len, client.body.values())) == before + step)
        if before + step == 200000:
            client.until(lambda: len(client.ended) == 10)
    assert all(client.body[stream] == pattern(20000) for stream in streams)


def pings(port):
    """Each comes back as it was sent, in order, also while bodies flow and while a window is shut."""
    client = Client(port, INITIAL_WINDOW_SIZE=100)
    stream = client.request("/stream/300000")
    sent = [b"ping%04d" % number for number in range(500)]
    for data in sent:
        client.h2.ping(data)
        client.flush()
    client.until(lambda: len(client.pongs) == 500)
    assert client.pongs == sent
    client.open(stream, 400000)
    client.h2.increment_flow_control_window(400000)
    client.flush()
    client.until(lambda: stream in client.ended)
    assert client.body[stream] == pattern(300000)


def priorities(port):
    """Those of the first RFC, in circles and of streams that there are not, and those of the later one."""
    client = Client(port)
    for stream in range(3, 41, 2):
        client.h2.prioritize(stream, weight=stream * 6, depends_on=stream - 2, exclusive=stream % 4 == 1)
    streams = [client.request("/stream/2000", priority="u=%d, i" % (number % 8)) for number in range(20)]
    client.h2.prioritize(3, weight=1, depends_on=9)
    client.h2.prioritize(9, weight=256, depends_on=3, exclusive=True)
    client.flush()
    client.until(lambda: client.ended == set(streams))
    assert all(client.body[stream] == pattern(2000) for stream in streams)


def resets(port):
    """In the middle of answers and of uploads: the others go on, and the windows are whole after that."""
    client = Client(port, INITIAL_WINDOW_SIZE=1000)
    kept = client.request("/bytes/40000")
    for number in range(60):
        if number % 2:
            stream = client.request("/stream/1000000")
            client.until(lambda: len(client.body[stream]) == 1000)
        else:
            stream = client.request("/sum", "POST", end=False)
            client.send_all(stream, bytes(1000))
        client.h2.reset_stream(stream, h2.errors.ErrorCodes.CANCEL)
        client.h2.increment_flow_control_window(1000)
        client.flush()
    client.pong()
    client.open(kept, 40000)
    client.h2.increment_flow_control_window(40000)
    client.flush()
    client.until(lambda: kept in client.ended)
    assert client.body[kept] == pattern(40000)
    stream = client.request("/sum", "POST", end=False)
    client.send_all(stream, pattern(200000))
    client.h2.end_stream(stream)
    client.flush()
    client.until(lambda: stream in client.ended)
    assert client.body[stream] == b"200000 bytes %x" % zlib.crc32(pattern(200000)), client.body[stream]


def uploads(port):
    """As large as windows allow, with a trailer, and in small padded frames with empty ones between; the echo comes while it is sent."""
    client = Client(port, INITIAL_WINDOW_SIZE=1 << 24)
    client.h2.increment_flow_control_window(1 << 24)
    stream = client.request("/echo", "POST", end=False)
    client.send_all(stream, pattern(1 << 20))
    client.h2.end_stream(stream)
    client.flush()
    client.until(lambda: stream in client.ended)
    assert client.body[stream] == pattern(1 << 20)

    stream = client.request("/trailers", "POST", end=False, te="trailers", trailer="x-sum")
    data = pattern(3000)
    for at in range(0, 3000, 7):
        client.h2.send_data(stream, data[at : at + 7], pad_length=at % 256)
        if at % 77 == 0:
            client.h2.send_data(stream, b"")
    client.h2.send_headers(stream, [("x-sum", "forty-two")], end_stream=True)
    client.flush()
    client.until(lambda: stream in client.ended)
    assert client.body[stream] == b"3000 bytes %x" % zlib.crc32(data), client.body[stream]
    assert client.trailers[stream] == {"x-heard": "forty-two"}, client.trailers


def hints(port):
    """Before the answer, and no end of it."""
    client = Client(port)
    stream = client.request("/hints")
    client.until(lambda: stream in client.ended)
    assert client.interim == [{":status": "103", "link": "</style.css>; rel=preload"}], client.interim
    assert client.head[stream][":status"] == "200"


if __name__ == "__main__":
    globals()[sys.argv[2]](int(sys.argv[1]))
