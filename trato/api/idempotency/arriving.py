"""The body of a write, read to its end before the transaction begins: a slow sender keeps nobody waiting."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, TypeVar

from django.core.files.uploadhandler import FileUploadHandler

from trato.api.keys.bearer import ApiRequest

MULTIPART = "multipart/form-data"
View = TypeVar("View", bound=Callable[..., Any])
Step = Callable[..., AbstractContextManager[None]]


def with_files(step: Step) -> Callable[[View], View]:
    """For a view that takes files its own way: `step` is entered with the view's arguments, before they arrive."""

    def marked(view: View) -> View:
        view.begins_with = step  # type: ignore[attr-defined]  # a function carries what is put on it
        return view

    return marked


@contextmanager
def arrived(view: Callable[..., Any], request: ApiRequest, values: dict[str, Any]) -> Iterator[bytes]:
    """Answers what tells this body from another: itself, or of a form with files a sum, whatever stood between them."""
    if request.content_type != MULTIPART:
        yield request.body if "Idempotency-Key" in request.headers else b""
        return
    step: Step | None = getattr(view, "begins_with", None)
    if step is None:
        yield _sum_of_form(request)
        return
    with step(request, **values):
        yield _sum_of_form(request)


def _sum_of_form(request: ApiRequest) -> bytes:
    summing = _Summing(request)
    request.upload_handlers = [summing, *request.upload_handlers]
    len(request.FILES)  # they arrive when the form is looked at
    summing.add(repr(sorted(request.POST.lists())))
    return summing.sum.digest()


class _Summing(FileUploadHandler):
    """Looks at what comes in and hands it on."""

    chunk_size = 256 * 1024

    def __init__(self, request: ApiRequest) -> None:
        super().__init__(request)
        self.sum = hashlib.sha256()

    def add(self, *facts: object) -> None:
        self.sum.update(repr(facts).encode("utf-8", "backslashreplace"))

    def new_file(self, *args: Any, **values: Any) -> None:
        super().new_file(*args, **values)
        self.add(self.field_name, self.file_name)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.sum.update(raw_data)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Another handler makes something of it."""
        self.add(file_size)
