"""A copy into an empty home, so that it is the same system again.

In short transactions, each with how far it is: what is killed goes on at the row where it was. References between
tables are let go at the beginning and made again, and so checked, at the end.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from django.db import DataError, IntegrityError, connection, transaction
from django.db.utils import Error
from django.utils.translation import gettext as _

from trato.foundation.actors.actor import SYSTEM, Actor
from trato.foundation.copies.checking import check_copy, lines_of, stored_files
from trato.foundation.copies.erased import erase_again, refuse_other_list, take_erasures
from trato.foundation.copies.errors import CopyRefused
from trato.foundation.copies.manifest import Manifest, TableEntry, file_path, read_manifest
from trato.foundation.copies.mending import count_on, make_indexes, make_made_columns, make_references
from trato.foundation.copies.models import ArrivingCopy
from trato.foundation.copies.queries import arriving_copy, is_empty_home
from trato.foundation.copies.tables import Table, tables
from trato.foundation.copies.use_cases.arrive import begin_arrival, finish_arrival, note_arrived
from trato.foundation.events.eras import raise_era
from trato.foundation.events.partitions import make_partitions_between
from trato.foundation.fields.models import CustomField
from trato.foundation.files.keeping import incoming_folder, keep, path_of
from trato.foundation.jobs.pacing import Pace
from trato.kit.postgres.durable import sync

Say = Callable[[str], None]
MOST_BYTES = 8 * 1024**2  # of rows at once
ONE_AT_A_TIME = 0x7472_6175  # an advisory lock's number
FIELDS_TABLE = CustomField._meta.db_table
EVENTS_TABLE = "event"


def bring_copy_in(directory: Path, *, by: Actor, say: Say = lambda line: None) -> Manifest:
    directory = directory.resolve()
    with _alone():
        manifest, digest = read_manifest(directory)
        one = arriving_copy()
        _refuse_other_home(one, digest)
        check_copy(directory, manifest, say=say)
        refuse_other_list(directory)
        one = one or begin_arrival(directory, digest, [each.name for each in manifest.tables], by=by)
        take_erasures(directory)
        _take_tables(directory, manifest, one, say)
        _take_files(directory, manifest)
        _finish(manifest, one, by, say)
    return manifest


@contextmanager
def _alone() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_lock(%s)", [ONE_AT_A_TIME])
        if not (cursor.fetchone() or (False,))[0]:
            raise CopyRefused(_("Another import is bringing a copy into this home."))
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_unlock(%s)", [ONE_AT_A_TIME])


def _refuse_other_home(one: ArrivingCopy | None, digest: str) -> None:
    if one is None and not is_empty_home():
        raise CopyRefused(
            _("This home is in use. A copy of a whole Trato goes into an empty one: set TRATO_HOME to a new folder.")
        )
    if one is not None and one.digest != digest:
        raise CopyRefused(
            _("Another copy is half in this home. Finish it first: trato import %(directory)s")
            % {"directory": one.directory}
        )


def _take_tables(directory: Path, manifest: Manifest, one: ArrivingCopy, say: Say) -> None:
    """Fields that people made come first: their columns are made for the values of the others."""
    for entry in _left(manifest, one):
        if entry.name == EVENTS_TABLE and manifest.first_event_at:
            make_partitions_between(manifest.first_event_at, manifest.last_event_at)
        here = {table.name: table for table in tables(with_secrets=True)}
        _take_table(directory, entry, here[entry.name], one)
        if entry.name == FIELDS_TABLE:
            make_made_columns()
        say(f"{entry.name}: {entry.rows}")


def _left(manifest: Manifest, one: ArrivingCopy) -> Sequence[TableEntry]:
    ordered = sorted(manifest.tables, key=lambda each: (each.name != FIELDS_TABLE, each.name))
    names = [each.name for each in ordered]
    return ordered[names.index(one.table) :] if one.table in names else ordered


def _take_table(directory: Path, entry: TableEntry, table: Table, one: ArrivingCopy) -> None:
    if set(table.columns) != set(entry.columns):
        raise CopyRefused(_("Table %(table)s of this copy has other columns.") % {"table": entry.name})
    done, pace = one.row_count if one.table == entry.name else 0, Pace()
    for rows in _pieces(lines_of(directory, entry.name, after=done), pace):
        try:
            with pace.measured(len(rows)), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(table.taking, [_as_list(rows)])
                done += len(rows)
                note_arrived(one, table=entry.name, rows=done, by=SYSTEM)
        except (DataError, IntegrityError, UnicodeDecodeError) as wrong:
            told = {"table": entry.name, "row": done}
            raise CopyRefused(
                _("Table %(table)s of this copy holds rows that cannot be taken, after row %(row)s.") % told
            ) from wrong
    if done != entry.rows:
        raise CopyRefused(_("Table %(table)s of this copy is damaged.") % {"table": entry.name})


def _as_list(rows: Sequence[bytes]) -> str:
    return f"[{b','.join(rows).decode()}]"


def _pieces(lines: Iterator[bytes], pace: Pace) -> Iterator[list[bytes]]:
    piece: list[bytes] = []
    size = 0
    for line in lines:
        piece.append(line)
        size += len(line)
        if len(piece) >= pace.size or size >= MOST_BYTES:
            yield piece
            piece, size = [], 0
    if piece:
        yield piece


def _take_files(directory: Path, manifest: Manifest) -> None:
    """What is there already was taken before a fall."""
    missing = frozenset(manifest.missing)
    for told, _digest in stored_files(directory):
        file_id = UUID(told)
        if told in missing or path_of(file_id).exists():
            continue
        part = incoming_folder() / told
        part.write_bytes(b"")
        part.chmod(0o600)
        with file_path(directory, told).open("rb") as source, part.open("wb") as target:
            while block := source.read(1024 * 1024):
                target.write(block)
        sync(part)
        keep(part, file_id)


def _finish(manifest: Manifest, one: ArrivingCopy, by: Actor, say: Say) -> None:
    say(_("Putting everything together …"))
    with _no_hurry():
        count_on([each.name for each in manifest.tables])
        make_references(one.references)
        make_indexes()
        _analyze()
    raise_era(above=manifest.era)
    erase_again()
    finish_arrival(manifest, by=by)


@contextmanager
def _no_hurry() -> Iterator[None]:
    """Nobody works in this home yet, so nobody waits."""
    with connection.cursor() as cursor:
        cursor.execute("set statement_timeout = 0")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("reset statement_timeout")


def _analyze() -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("analyze")
    except Error as failure:
        raise CopyRefused(str(failure)) from failure
