"""A file arrives: it is kept, and how it is written and what its columns are is recognised."""

from collections.abc import Iterable
from pathlib import Path

from django.utils.translation import gettext as _

from trato.foundation.actors.actor import Actor
from trato.foundation.actors.errors import NotAllowed
from trato.foundation.extensions.registry import record_kind
from trato.foundation.imports.columns import recognise_columns
from trato.foundation.imports.errors import FileRefused
from trato.foundation.imports.files import forget_file, keep_file
from trato.foundation.imports.matching import key_fields
from trato.foundation.imports.models import Import
from trato.foundation.imports.reading import Table
from trato.foundation.imports.recognising import ENCODINGS, SEPARATORS, recognise
from trato.foundation.kinds.preparing import coercion_for
from trato.foundation.use_cases import use_case
from trato.kit.errors import DomainError
from trato.kit.ids import new_id
from trato.kit.text import clean_text

RIGHT = "foundation.import_records"
SAMPLE_ROWS = 50


@use_case(right=RIGHT)
def start_import(*, kind: str, file_name: str, content: Iterable[bytes], by: Actor) -> Import:
    """An uploaded file. What cannot be read at all is refused and not kept."""
    _refuse_kind(kind, by)
    import_id = new_id()
    path = keep_file(import_id, content)
    try:
        return read_file(Import(id=import_id, kind=kind, path=str(path), file_name=_plain(file_name)), by=by)
    except DomainError:
        forget_file(str(path))
        raise


@use_case(right=RIGHT)
def start_import_of(path: Path, *, kind: str, file_name: str, by: Actor) -> Import:
    """A file on this machine, read where it lies."""
    _refuse_kind(kind, by)
    if not path.is_file():
        raise FileRefused(_("There is no file %(path)s.") % {"path": path})
    one = Import(kind=kind, path=str(path.resolve()), file_name=_plain(file_name), door=by.door)
    return read_file(one, by=by)


def read_file(one: Import, *, by: Actor, encoding: str = "", separator: str = "") -> Import:
    """Recognise what is not said, and begin with the columns anew."""
    if (encoding and encoding not in ENCODINGS) or (separator and separator not in SEPARATORS):
        raise FileRefused(_("Trato does not read files written like this."))
    kind = record_kind(one.kind)
    shape = recognise(Path(one.path), encoding=encoding, separator=separator)
    table = Table(Path(one.path), shape)
    sample = table.sample(SAMPLE_ROWS)
    if not sample:
        raise FileRefused(_("The file names its columns but has no rows."))
    cells = [row.cells for row in sample if not row.problem]
    one.encoding, one.separator, one.has_declaration = shape.encoding, shape.separator, shape.has_declaration
    one.line_count, one.size, one.header = shape.line_count, shape.size, table.header
    one.mapping = recognise_columns(kind, table.header, cells, by=by, coercion=coercion_for(by))
    one.key = default_key(one)
    one.user_id = by.id if by.kind == "user" else None
    one.save()
    return one


def default_key(one: Import) -> str:
    return next((spec.name for spec in key_fields(record_kind(one.kind), one.mapping)), "")


def _refuse_kind(kind: str, by: Actor) -> None:
    if not by.may(record_kind(kind).right("create")):
        raise NotAllowed(_("Your role does not allow this."))


def _plain(file_name: str) -> str:
    return clean_text(file_name.replace("\\", "/").rpartition("/")[2])[-250:] or "import.csv"
