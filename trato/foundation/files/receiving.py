"""Files on their way in: written to the disk as they arrive, counted, and gone again unless somebody keeps them."""

import hashlib
import os
import shutil
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest
from django.utils.translation import gettext as _

from trato.foundation.files.errors import FileTooLarge
from trato.foundation.files.keeping import incoming_folder
from trato.foundation.files.naming import plain_name
from trato.foundation.files.recognising import HEAD
from trato.kit.ids import new_id

FIELD = "file"
MOST_AT_ONCE = 20
LEFT_FREE = 256 * 1024**2  # the database lives on the same disk


@dataclass
class ReceivedFile:
    """On the disk, and nobody's yet."""

    name: str
    path: Path
    size: int = 0
    digest: str = ""
    head: bytes = b""


@dataclass
class Receipt:
    """What came in with a request, and sentences about what could not be kept."""

    files: list[ReceivedFile] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def discard(self) -> None:
        """What nobody has kept. A kept one is no more where it was received."""
        for each in self.files:
            each.path.unlink(missing_ok=True)


def begin_receiving(request: HttpRequest) -> Receipt:
    """To be called before anything looks at the form; what comes in is in the receipt once somebody did."""
    announced = request.META.get("CONTENT_LENGTH") or "0"
    if not announced.isdecimal() or int(announced) > settings.MOST_SENT_AT_ONCE:
        raise FileTooLarge(_("That is more than one can send at once. Send fewer files."), field=FIELD)
    receipt = Receipt()
    request.upload_handlers = [_ToDisk(request, receipt)]
    return receipt


class _ToDisk(FileUploadHandler):
    """A file that cannot be kept is read to its end and forgotten, so that the others arrive."""

    chunk_size = 256 * 1024

    def __init__(self, request: HttpRequest, receipt: Receipt) -> None:
        super().__init__(request)
        self.receipt = receipt
        self.current = ReceivedFile("", Path())
        self.out: IO[bytes] = BytesIO()

    def new_file(self, *args: Any, **values: Any) -> None:
        super().new_file(*args, **values)
        name = plain_name(self.file_name or "")
        if self.field_name != FIELD:
            raise SkipFile
        if len(self.receipt.files) >= MOST_AT_ONCE:
            self._refuse(_("“%(name)s” was one too many: send at most %(most)s files at once."), most=MOST_AT_ONCE)
        self.current = ReceivedFile(name, incoming_folder() / str(new_id()))
        self.sum = hashlib.sha256()
        try:
            self.out = os.fdopen(os.open(self.current.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
        except OSError as problem:
            self._no_room(problem)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.current.size += len(raw_data)
        if self.current.size > settings.LARGEST_FILE:
            most = settings.LARGEST_FILE // 1024**2
            self._refuse(_("“%(name)s” is larger than %(most)s MB. It was not kept."), most=most)
        if len(self.current.head) < HEAD:
            self.current.head += raw_data[: HEAD - len(self.current.head)]
        self.sum.update(raw_data)
        try:
            if shutil.disk_usage(self.current.path.parent).free < LEFT_FREE:
                raise OSError("The last of the disk is left to the database.")
            self.out.write(raw_data)
        except OSError as problem:
            self._no_room(problem)

    def file_complete(self, file_size: int) -> None:
        """Durable before anybody is told that it arrived. The form gets nothing: the receipt has it."""
        try:
            self.out.flush()
            os.fsync(self.out.fileno())
            self.out.close()
        except OSError as problem:
            self._forget()
            self.receipt.problems.append(_no_room_for(self.file_name, problem))
            return
        self.current.digest = self.sum.hexdigest()
        if self.current.size:
            self.receipt.files.append(self.current)
        else:
            self.receipt.problems.append(_("“%(name)s” is empty. It was not kept.") % {"name": self.current.name})
            self.current.path.unlink(missing_ok=True)

    def upload_interrupted(self) -> None:
        self._forget()

    def _no_room(self, problem: OSError) -> None:
        self._forget()
        self.receipt.problems.append(_no_room_for(self.file_name, problem))
        raise SkipFile from problem

    def _refuse(self, sentence: str, **facts: object) -> None:
        self._forget()
        self.receipt.problems.append(sentence % {"name": plain_name(self.file_name or ""), **facts})
        raise SkipFile

    def _forget(self) -> None:
        self.out.close()
        if self.current.name:
            self.current.path.unlink(missing_ok=True)


def _no_room_for(name: str | None, problem: OSError) -> str:
    facts = {"name": plain_name(name or ""), "reason": problem.strerror or str(problem)}
    return _("There is no room for “%(name)s” (%(reason)s). Nothing else was lost; tell an administrator.") % facts
