"""The erasure list: outside the database, only ever added to, so that a restored backup cannot bring anybody back.

One JSON document a line: ids, a day, and salted digests of what named the person. No names, no addresses.
"""

import hmac
import os
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from fcntl import LOCK_EX, flock
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

import orjson

from trato.kit.postgres.durable import sync, write_durably
from trato.kit.postgres.home import Home


@dataclass(frozen=True)
class Line:
    erasure_id: UUID
    kind: str
    ids: Sequence[UUID]
    at: datetime
    digests: Sequence[str]


def digest_of(key: str) -> str:
    """With the salt of this installation: without it nobody can try addresses against the list."""
    return hmac.new(_salt(), key.encode(), "sha256").hexdigest()


def add_line(line: Line) -> None:
    """On disk when this returns. The same erasure twice is one line."""
    if any(each.erasure_id == line.erasure_id for each in lines()):
        return
    told = {
        "erasure": str(line.erasure_id),
        "kind": line.kind,
        "ids": [str(each) for each in line.ids],
        "at": line.at.isoformat(),
        "digests": list(line.digests),
    }
    with _held() as file:
        _end_torn_line(file)
        file.write(orjson.dumps(told) + b"\n")
        file.flush()
        os.fsync(file.fileno())


def lines() -> Iterator[Line]:
    """A line that a power cut tore is left out: its erasure had not begun."""
    path = list_path()
    if not path.exists():
        return
    for raw in path.read_bytes().splitlines():
        try:
            told = orjson.loads(raw)
            yield Line(
                UUID(told["erasure"]),
                str(told["kind"]),
                [UUID(each) for each in told["ids"]],
                datetime.fromisoformat(told["at"]),
                [str(each) for each in told["digests"]],
            )
        except (ValueError, KeyError, TypeError):
            continue


def list_path() -> Path:
    return _folder() / "list.jsonl"


def _folder() -> Path:
    folder = Home.find(os.environ).path / "erasures"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _salt() -> bytes:
    path = _folder() / "salt"
    if not path.exists():
        with _held():
            if not path.exists():
                write_durably(path, secrets.token_hex(32))
    return path.read_text().strip().encode()


@contextmanager
def _held() -> Iterator[BinaryIO]:
    """One writer at a time, across processes."""
    path = list_path()
    is_new = not path.exists()
    descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "a+b") as file:
        flock(file, LOCK_EX)
        if is_new:
            sync(path.parent)
        yield file


def _end_torn_line(file: BinaryIO) -> None:
    if file.seek(0, os.SEEK_END) > 0:
        file.seek(-1, os.SEEK_END)
        if file.read(1) != b"\n":
            file.write(b"\n")
