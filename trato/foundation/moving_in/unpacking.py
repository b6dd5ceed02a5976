"""Files as they are dropped, a ZIP taken apart: bounded in number and size, and never written where its names say."""

import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, Any

from django.utils.translation import gettext as _

from trato.foundation.imports.files import MOST_BYTES

MOST_FILES = 100
MOST_TIMES = 200  # as large as its packed form; tables of text reach fifty
SMALL = 10 * 1024**2  # below this no ratio is looked at
BLOCK = 256 * 1024
_WORKBOOK = "[Content_Types].xml"
TABLES = (".csv", ".tsv", ".txt", ".xlsx", ".vcf", ".jsonl", ".ndjson")


@dataclass(frozen=True)
class Dropped:
    """`content` is read once; of what cannot be taken, `reason` says why."""

    name: str
    content: Iterator[bytes] = iter(())
    reason: str = ""


class Unreadable(Exception):
    """What comes out of a ZIP is damaged, or more than it said it would be."""


def dropped_files(uploads: Sequence[tuple[str, IO[bytes]]]) -> Iterator[Dropped]:
    """One after the other: each is to be read before the next is asked for."""
    for name, file in uploads:
        if _is_zip(file):
            yield from _unpacked(name, file)
        else:
            file.seek(0)
            yield Dropped(_plain(name), _blocks(file))


def _blocks(file: IO[bytes]) -> Iterator[bytes]:
    while block := file.read(BLOCK):
        yield block


def _is_zip(file: IO[bytes]) -> bool:
    """A workbook is one as well, and is read as a table."""
    file.seek(0)
    if file.read(4) != b"PK\x03\x04":
        return False
    try:
        with zipfile.ZipFile(file) as packed:
            return _WORKBOOK not in packed.namelist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return True


def _unpacked(name: str, file: IO[bytes]) -> Iterator[Dropped]:
    try:
        packed = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, OSError):
        yield Dropped(_plain(name), reason=_("This ZIP file is damaged."))
        return
    with packed:
        members = [each for each in packed.infolist() if not each.is_dir() and not _is_hidden(each.filename)]
        if len(members) > MOST_FILES:
            said = _("It holds %(count)s files; at most %(limit)s can be taken at once.")
            yield Dropped(_plain(name), reason=said % {"count": len(members), "limit": MOST_FILES})
            return
        left = MOST_BYTES
        for each in members:
            reason = _why_not(each, left)
            left -= 0 if reason else each.file_size
            yield Dropped(_plain(each.filename), iter(()) if reason else _content(packed, each), reason)


def _is_hidden(name: str) -> bool:
    return name.startswith("__MACOSX/") or PurePosixPath(name.replace("\\", "/")).name.startswith((".", "~"))


def _plain(name: str) -> str:
    """The last part of a path, whatever it leads to."""
    return PurePosixPath(name.replace("\\", "/")).name[-250:] or "file"


def _why_not(member: zipfile.ZipInfo, left: int) -> str:
    """By what the ZIP says of it; what it really holds is counted while it is read."""
    if member.flag_bits & 0x1:
        return _("It is locked with a password. Unlock it and drop it again.")
    if not member.filename.lower().endswith(TABLES):
        return _("Files of this kind hold no records.")
    if member.file_size > left:
        return _("It is too large to be taken with the others.")
    if member.file_size > SMALL and member.file_size > MOST_TIMES * max(member.compress_size, 1):
        return _("It unpacks into far more than it seems to be, so it was not opened.")
    return ""


def _content(packed: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    read = 0
    with packed.open(member) as file:
        while block := _block(file):
            read += len(block)
            if read > member.file_size:
                raise Unreadable
            yield block


def _block(file: Any) -> bytes:
    try:
        return bytes(file.read(BLOCK))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as damaged:
        raise Unreadable from damaged
