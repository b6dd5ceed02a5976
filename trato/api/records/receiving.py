"""Taking the files of a request."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.utils.translation import gettext as _

from trato.api.keys.bearer import ApiRequest
from trato.api.problems.errors import WrongContentType
from trato.api.records.queries import document_of
from trato.foundation.public import (
    Receipt,
    ReceivedFile,
    RecordKind,
    StoredFileRefused,
    begin_receiving,
    refuse_uneditable,
)


class FilesRequest(ApiRequest):
    """A request whose files were received."""

    receipt: Receipt


class Receiving:
    """What is not allowed is not even received; what nobody kept is gone again."""

    def __init__(self, kind: RecordKind) -> None:
        self.kind = kind

    @contextmanager
    def __call__(self, request: FilesRequest, record_id: UUID) -> Iterator[None]:
        root = document_of(self.kind, record_id, seen_by=request.auth.actor).id
        refuse_uneditable(self.kind, root, request.auth.actor)
        request.receipt = begin_receiving(request)
        try:
            yield
        finally:
            request.receipt.discard()


def received_files(request: FilesRequest) -> list[ReceivedFile]:
    """All of them, or a refusal."""
    if request.content_type != "multipart/form-data":
        raise WrongContentType(_("Files come with Content-Type: multipart/form-data, in the field “file”."))
    if request.receipt.problems:
        raise StoredFileRefused(" ".join(request.receipt.problems), field="file")
    if not request.receipt.files:
        raise StoredFileRefused(_("There is no file in the field “file”."), field="file")
    return request.receipt.files
