"""Small pictures, and cards that have them."""

import base64
import re
import struct
import zlib
from io import StringIO
from pathlib import Path

from django.core.management import call_command

from trato.customers.contacts.models import Contact
from trato.foundation.public import Actor, Import, StoredFile, content_of, photo_of, record_kind, undo
from trato.kit.pictures import PNG


def png(width: int = 2, height: int = 2, *, colour: int = 0) -> bytes:
    """A whole picture, one colour."""
    rows = (
        zlib.compress((b"\0" + bytes([colour] * 3) * width) * height) if width * height < 10_000 else zlib.compress(b"")
    )
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def photo_line(content: bytes, *, version: str = "3.0", media: str = PNG) -> str:
    told = base64.b64encode(content).decode()
    return {
        "2.1": f"PHOTO;ENCODING=BASE64;TYPE=PNG:{told}\r\n",
        "3.0": f"PHOTO;ENCODING=b;TYPE=PNG:{told}",
        "4.0": f"PHOTO:data:{media};base64,{told}",
    }[version]


def card(name: str, *lines: str, version: str = "3.0") -> str:
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", f"FN:{name}", *lines, "END:VCARD", ""])


def photo(name: str) -> StoredFile | None:
    return photo_of(record_kind("contact"), Contact.objects.get(name=name).root_id)


def content(name: str) -> bytes:
    found = photo(name)
    return b"".join(content_of(found.id)) if found else b""


def undone(by: Actor) -> dict[str, int]:
    one = Import.objects.latest("created_at")
    assert one.change_set is not None
    return dict(undo(one.change_set.id, by=by).counts)


def exported(path: Path, version: str) -> str:
    call_command("export", "contacts", str(path), card_version=version, stdout=StringIO())
    return path.read_text()


def without_ids(cards: str) -> list[str]:
    """And without the moments at which they were made."""
    return [line for line in cards.splitlines() if not re.match(r"UID:|item\d+\.X-TRATO-FIELD:\d{4}-.*Z$", line)]
