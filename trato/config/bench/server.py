"""A real web server of two workers, and clients that cost next to nothing beside it."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from threading import Thread
from time import perf_counter, sleep

import psutil
from django.urls import reverse

WORKERS = 2
LONGEST_START = 60.0
HOST = "127.0.0.1"


@dataclass
class Server:
    """`started_in` is how many seconds it took to its first page."""

    port: int
    process: "subprocess.Popen[bytes]"
    started_in: float = 0.0

    def largest_worker(self) -> float:
        """Megabytes that no other process shares, and its part of what they do."""
        children = psutil.Process(self.process.pid).children(recursive=True)
        return max((child.memory_full_info().pss for child in children), default=0) / 1e6


@contextmanager
def serving() -> Iterator[Server]:
    port = _free_port()
    environment = {**os.environ, "PORT": str(port), "TRATO_WEB_WORKERS": str(WORKERS), "TRATO_API_RATE": "100000000"}
    environment.pop("TRATO_BASE_URL", None)
    began = perf_counter()
    process = subprocess.Popen([sys.executable, "-m", "trato.config", "web"], env=environment)
    try:
        server = Server(port, process)
        _wait_for_page(server)
        server.started_in = perf_counter() - began
        yield server
    finally:
        process.terminate()
        process.wait(30)


def _wait_for_page(server: Server) -> None:
    end = perf_counter() + LONGEST_START
    while perf_counter() < end:
        try:
            if Client(server.port, {}).get(reverse("account_login")) == 200:
                return
        except OSError:
            sleep(0.01)
    raise TimeoutError("The web server did not start.")


class Client:
    """One connection that is kept."""

    def __init__(self, port: int, headers: dict[str, str]) -> None:
        self.connection = HTTPConnection(HOST, port, timeout=60)
        self.headers = headers

    def get(self, address: str) -> int:
        self.connection.request("GET", address, headers=self.headers)
        answer = self.connection.getresponse()
        answer.read()
        return answer.status

    def must_get(self, address: str) -> None:
        status = self.get(address)
        if status != 200:
            raise RuntimeError(f"{address} answered {status}")


def rate(port: int, address: str, token: str, *, clients: int = 4, seconds: float = 5.0) -> float:
    """Answers a second. Raw sockets: a client that parses would take the time of the server it measures."""
    request = (f"GET {address} HTTP/1.1\r\nHost: {HOST}:{port}\r\nAuthorization: Bearer {token}\r\n\r\n").encode()
    counts = [0] * clients
    end = perf_counter() + seconds
    threads = [Thread(target=_ask_until, args=(port, request, end, counts, number)) for number in range(clients)]
    began = perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / (perf_counter() - began)


def _ask_until(port: int, request: bytes, end: float, counts: list[int], number: int) -> None:
    with socket.create_connection((HOST, port), timeout=60) as link:
        link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        while perf_counter() < end:
            link.sendall(request)
            _read_answer(link)
            counts[number] += 1


def _read_answer(link: socket.socket) -> None:
    seen = b""
    while (head_end := seen.find(b"\r\n\r\n")) < 0:
        seen += _more(link)
    head = seen[:head_end].lower()
    if not head.startswith(b"http/1.1 200"):
        raise RuntimeError(seen[:200].decode(errors="replace"))
    length = int(head.split(b"content-length:")[1].split(b"\r\n")[0])
    missing = length - (len(seen) - head_end - 4)
    while missing > 0:
        missing -= len(_more(link))


def _more(link: socket.socket) -> bytes:
    piece = link.recv(262_144)
    if not piece:
        raise ConnectionError("The server closed the connection.")
    return piece


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
