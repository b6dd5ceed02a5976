"""A file arrives: it is kept, and how it is written and what its columns are is recognised."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from trato.foundation.actors.actor import Actor
from trato.foundation.actors.errors import NotAllowed
from trato.foundation.extensions.registry import importable_kind
from trato.foundation.imports.arriving import format_of, into_rows
from trato.foundation.imports.columns import plain, recognise_columns
from trato.foundation.imports.encodings import ENCODINGS
from trato.foundation.imports.errors import FileRefused
from trato.foundation.imports.files import forget_file, keep_file, kept_path
from trato.foundation.imports.formats import POINT, recognise_format
from trato.foundation.imports.kept_rows import table_at
from trato.foundation.imports.mappings import apply_mapping, fitting_mapping
from trato.foundation.imports.matching import key_fields
from trato.foundation.imports.models import Import, ImportMapping
from trato.foundation.imports.queries import FORMAT_ROWS, arrived_as
from trato.foundation.imports.reading import Row, Table
from trato.foundation.imports.recognising import QUOTES, SEPARATORS, FileShape, recognise
from trato.foundation.imports.systems import COUNTING, OURS, recognise_system
from trato.foundation.kinds.preparing import coercion_for
from trato.foundation.use_cases import use_case
from trato.kit.clock import now
from trato.kit.errors import DomainError
from trato.kit.ids import new_id
from trato.kit.text import clean_text

RIGHT = "foundation.import_records"
SAMPLE_ROWS = 50


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a person says about how the file is written. What is not said is recognised."""

    encoding: str = ""
    separator: str = ""
    quotes: str = ""
    has_header: bool | None = None
    sheet: str = ""

    def check(self) -> None:
        known = (("", *ENCODINGS), ("", *SEPARATORS), ("", *QUOTES))
        if any(
            said not in among for said, among in zip((self.encoding, self.separator, self.quotes), known, strict=True)
        ):
            raise FileRefused(_("Trato does not read files written like this."))


@use_case(right=RIGHT)
def start_import(*, kind: str, file_name: str, content: Iterable[bytes], by: Actor, sheet: str = "") -> Import:
    """An uploaded file. What cannot be read at all is refused and not kept."""
    _refuse_kind(kind, by)
    import_id = new_id()
    path = keep_file(import_id, content)
    one = Import(id=import_id, kind=kind, path=str(path), file_name=plain_name(file_name))
    try:
        return read_file(one, by=by, reading=Reading(sheet=sheet))
    except DomainError:
        forget_file(str(path))
        raise


@use_case(right=RIGHT)
def start_import_of(path: Path, *, kind: str, file_name: str, by: Actor, reading: Reading | None = None) -> Import:
    """A file on this machine, read where it lies."""
    _refuse_kind(kind, by)
    if not path.is_file():
        raise FileRefused(_("There is no file %(path)s.") % {"path": path})
    one = Import(kind=kind, path=str(path.resolve()), file_name=plain_name(file_name), door=by.door)
    try:
        return read_file(one, by=by, reading=reading)
    except DomainError:
        forget_file(str(kept_path(one.id)))
        raise


def read_file(one: Import, *, by: Actor, reading: Reading | None = None) -> Import:
    """Recognise what is not said, and begin with the columns anew."""
    sample = open_file(one, reading or Reading())
    recognise_file(one, sample, by=by)
    one.user_id = by.id if by.kind == "user" else None
    one.save()
    return one


def open_file(one: Import, reading: Reading) -> list[Row]:
    """How it is written, its header and its first rows, whatever it holds."""
    reading.check()
    sample = _table(one, reading).sample(FORMAT_ROWS)
    if not sample:
        raise FileRefused(_("The file names its columns but has no rows."))
    return sample


def _table(one: Import, reading: Reading) -> Table:
    arrived = arrived_as(one)
    original = Path(arrived.original if arrived else one.path)
    path, shape = _shape(one, original, reading)
    table, one.path = table_at(path, shape), str(path)
    one.encoding, one.separator, one.quotes = shape.encoding, shape.separator, shape.quotes
    one.has_declaration, one.has_header = shape.has_declaration, shape.has_header
    one.line_count, one.size, one.header = shape.line_count, shape.size, table.header
    return table


def _shape(one: Import, original: Path, reading: Reading) -> tuple[Path, FileShape]:
    if format_ := format_of(original):
        return into_rows(original, format_, import_id=one.id, sheet=reading.sheet, has_header=reading.has_header)
    said = {"encoding": reading.encoding, "separator": reading.separator, "quotes": reading.quotes}
    return original, recognise(original, **said, has_header=reading.has_header)


def recognise_file(one: Import, sample: Sequence[Row], *, by: Actor) -> None:
    """Its columns, once it is known what it holds."""
    kind = importable_kind(one.kind)
    cells = [row.cells for row in sample if not row.problem]
    guesses = recognise_columns(kind, one.header, cells[:SAMPLE_ROWS], by=by, coercion=coercion_for(by))
    one.mapping = [guess.field for guess in guesses]
    one.system = recognise_system([plain(name) for name in one.header])
    one.formats = recognise_formats(one.header, cells, ours=one.system == OURS)
    one.ids_of = one.system if one.system in COUNTING else ""
    one.key = default_key(one)
    if kept := fitting_mapping(one):
        apply_mapping(one, kept, by=by)
        ImportMapping.objects.filter(pk=kept.pk).update(used_at=now())


def recognise_formats(header: Sequence[str], cells: Sequence[Sequence[str]], *, ours: bool = False) -> list[str]:
    """Our own exports write a point, also where an amount could be read in two ways."""
    told = [recognise_format([row[at] for row in cells if row[at].strip()]) for at in range(len(header))]
    return [POINT if ours and not each.format and POINT in each.choices else each.format for each in told]


def default_key(one: Import) -> str:
    """Never one that different records may share: whoever wants to match by it says so."""
    kind = importable_kind(one.kind)
    return next((spec.name for spec in key_fields(kind, one.mapping) if spec.name not in kind.weak_keys), "")


def _refuse_kind(kind: str, by: Actor) -> None:
    if not by.may(importable_kind(kind).right("create")):
        raise NotAllowed(_("Your role does not allow this."))


def plain_name(file_name: str) -> str:
    return clean_text(file_name.replace("\\", "/").rpartition("/")[2])[-250:] or "import.csv"
