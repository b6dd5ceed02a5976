"""Writing the file, at once or by a worker."""

from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic
from typing import Any
from uuid import UUID

from django.utils import translation

from trato.foundation.actors.actor import SYSTEM, Actor
from trato.foundation.exports.cards import CardsFile, beside_of, card_layout
from trato.foundation.exports.contents import Contents
from trato.foundation.exports.files import part_path
from trato.foundation.exports.json_lines import JsonLinesFile
from trato.foundation.exports.models import Export, Format
from trato.foundation.exports.parquet import ParquetFile
from trato.foundation.exports.queries import actor_of, wish_of
from trato.foundation.exports.use_cases import (
    fail_export,
    finish_export,
    note_export,
    note_progress,
    note_total,
    refuse_format,
    take_up_export,
)
from trato.foundation.exports.wishes import Wish
from trato.foundation.exports.writing import CsvFile, Written, XlsxFile, open_file
from trato.foundation.jobs.leaving import step_aside_if_leaving
from trato.kit.errors import DomainError

TOLD_EVERY = 0.5  # seconds


def export_now(
    wish: Wish, path: Path, *, format_: str, by: Actor, has_mark: bool = True, card_version: str = ""
) -> int:
    """The whole file, written before anything of it is handed out, so that the log tells the exact number."""
    refuse_format(wish, format_=format_, card_version=card_version)
    contents = Contents(wish, by)
    count, _cut = write_contents(contents, path, format_=format_, has_mark=has_mark, card_version=card_version)
    note_export(wish, format_=format_, count=count, by=by)
    return count


def write_contents(
    contents: Contents,
    path: Path,
    *,
    format_: str,
    has_mark: bool,
    card_version: str = "",
    goes_on: Callable[[int], bool] = lambda count: True,
) -> tuple[int, int]:
    """How many rows were written, and how many cells were too long. `goes_on` is asked after each page."""
    count = 0
    with _opened(contents, path, format_=format_, has_mark=has_mark, card_version=card_version) as file:
        for written in _written(contents, file):
            count += written
            if not goes_on(count):
                break
    return count, file.cut_count


def _written(contents: Contents, file: Written) -> Iterator[int]:
    """How many rows were written, page by page."""
    lines = contents.lines() if isinstance(file, CsvFile) else None
    if isinstance(file, CsvFile) and lines is not None:
        for some in lines:
            file.write_lines(some)
            yield len(some)
        return
    for rows in contents.chunks():
        file.write(rows)
        yield len(rows)


def _opened(
    contents: Contents, path: Path, *, format_: str, has_mark: bool, card_version: str
) -> CsvFile | XlsxFile | JsonLinesFile | ParquetFile | CardsFile:
    layout = card_layout(contents.wish.kind.name)
    if format_ == Format.VCARD and layout:
        beside = beside_of(contents.wish.kind, by=contents.by)
        return CardsFile(path, contents.header, contents.fields, layout=layout, version=card_version, beside=beside)
    title = str(contents.wish.kind.label_plural)
    return open_file(path, format_, header=contents.header, types=contents.types, title=title, has_mark=has_mark)


def run_export_to_the_end(export_id: UUID) -> None:
    """Heads of columns and refusals are in the language of whoever asked for it."""
    one = Export.objects.select_related("user").get(pk=export_id)
    by = actor_of(one)
    with translation.override(by.language):
        try:
            taken = take_up_export(export_id, by=by)
            if taken is not None:
                _run(taken, by)
        except DomainError as failure:
            fail_export(export_id, reason=str(failure), by=SYSTEM.at(by.door))


def _run(one: Export, by: Actor) -> None:
    part = part_path(one.id, one.attempt)
    contents, telling = Contents(wish_of(one), by), _Telling(one, by)
    shape: dict[str, Any] = {"format_": one.format, "has_mark": one.has_mark, "card_version": one.card_version}
    if not note_total(one, total=contents.count(), by=by):
        return
    try:
        count, cut_count = write_contents(contents, part, **shape, goes_on=telling)
        if telling.goes_on:
            finish_export(one, part, count=count, cut_count=cut_count, by=by)
    finally:
        part.unlink(missing_ok=True)


class _Telling:
    """Says how far it is twice a second, and hears whether to stop."""

    def __init__(self, one: Export, by: Actor) -> None:
        self.one, self.by, self.said, self.goes_on = one, by, monotonic(), True

    def __call__(self, count: int) -> bool:
        step_aside_if_leaving()
        if monotonic() - self.said >= TOLD_EVERY:
            self.said = monotonic()
            self.goes_on = note_progress(self.one, count=count, by=self.by)
        return self.goes_on
