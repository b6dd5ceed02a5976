"""Everything goes into a directory and comes back as the same system."""

import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest
from django.core.management import call_command
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trato.foundation.actors.actor import SYSTEM
from trato.foundation.copies import arriving, taking
from trato.foundation.copies.arriving import bring_copy_in
from trato.foundation.copies.events import CopyArrived, CopyTaken
from trato.foundation.copies.queries import arriving_copy
from trato.foundation.copies.tables import all_table_names, staying_behind, tables
from trato.foundation.copies.taking import take_copy
from trato.foundation.events.eras import current_era
from trato.foundation.events.models import LoggedEvent
from trato.foundation.extensions.leaving import StaysBehind
from trato.foundation.extensions.registry import contributions, record_kind
from trato.foundation.files.keeping import path_of
from trato.foundation.files.models import StoredFile
from trato.foundation.jobs.pacing import Pace
from trato.foundation.people.models import User
from trato.foundation.tests.copies.copying import contents, elsewhere, made_columns, references, users_in

pytestmark = pytest.mark.django_db(transaction=True)

pytestmark = pytest.mark.django_db(transaction=True)

BY = SYSTEM.at("command")
PLAN = b"south side"


def test_a_copy_in_another_home_is_the_same_system(
    company: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_copy(tmp_path / "copy", by=BY, with_secrets=True)
    LoggedEvent.objects.filter(kind=CopyTaken.kind).delete()
    before, columns, held = contents(), list(made_columns()), references()
    (file,) = StoredFile.objects.all()
    elsewhere(tmp_path, monkeypatch)

    bring_copy_in(tmp_path / "copy", by=BY)

    LoggedEvent.objects.filter(kind=CopyArrived.kind).delete()
    after = contents()
    assert [name for name in before if after[name] != before[name]] == []
    assert (sorted(made_columns()), references()) == (sorted(columns), held)
    assert path_of(file.id).read_bytes() == PLAN
    assert arriving_copy() is None


def test_what_came_back_is_worked_on_at_once(company: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sequences go on, and the log's readers have what is new before them and what is old behind."""
    take_copy(tmp_path / "copy", by=BY)
    elsewhere(tmp_path, monkeypatch)
    manifest = bring_copy_in(tmp_path / "copy", by=BY)
    ada = User.objects.get(name="Ada")
    ada.teams.add(*User.objects.get(name="Alice").teams.all())

    kind = record_kind("contact")
    model: Any = kind.model()
    kind.create([{"name": "Somebody new"}], by=ada.acting())

    assert model.objects.filter(name="Somebody new").exists()
    assert current_era() > manifest.era
    assert set(LoggedEvent.objects.filter(kind="customers.contact_created").values_list("era", flat=True)) == {
        manifest.era,
        current_era(),
    }


def test_events_of_long_ago_have_their_months(company: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with connection.cursor() as cursor:
        cursor.execute("create table if not exists event_2019_03 partition of event"
                       " for values from ('2019-03-01T00:00:00Z') to ('2019-04-01T00:00:00Z')")  # fmt: skip
        cursor.execute("update event set recorded_at = '2019-03-05T12:00:00Z' where kind = 'customers.contact_created'")
    take_copy(tmp_path / "copy", by=BY)
    elsewhere(tmp_path, monkeypatch)
    with connection.cursor() as cursor:
        cursor.execute("drop table event_2019_03")

    bring_copy_in(tmp_path / "copy", by=BY)

    with connection.cursor() as cursor:
        cursor.execute("select count(*) from event_2019_03")
        assert cursor.fetchone() == (1,)
        cursor.execute("select count(*) from event_default")
        assert cursor.fetchone() == (0,)


def test_passwords_stay_behind_unless_they_are_asked_for(
    company: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    take_copy(tmp_path / "copy", by=BY)
    names = [path.name for path in (tmp_path / "copy" / "tables").iterdir()]
    assert "api_apitoken.jsonl.gz" not in names
    assert b"pbkdf2" not in users_in(tmp_path / "copy")
    elsewhere(tmp_path, monkeypatch)

    call_command("import", str(tmp_path / "copy"))

    assert not User.objects.get(name="Ada").has_usable_password()
    assert "trato user password-link ada@acequia.example" in capsys.readouterr().out


def test_nobody_else_on_the_machine_reads_a_copy(company: Any, tmp_path: Path) -> None:
    take_copy(tmp_path / "copy", by=BY)

    every = [tmp_path / "copy", *(tmp_path / "copy").rglob("*")]
    assert {stat.S_IMODE(path.stat().st_mode) & 0o077 for path in every} == {0}


def test_every_table_travels_or_stays_behind_for_a_reason(installed: Any) -> None:
    """Who adds a table that must not travel says so; all others do, without anybody's doing."""
    behind = {each.table for each in contributions(StaysBehind) if not each.column}
    travelling = {table.name for table in tables()}

    assert travelling | behind == set(all_table_names())
    assert not travelling & behind
    assert all(each.reason for each in contributions(StaysBehind))
    columns = {table.name: table.columns for table in tables()}
    assert all(each.column in columns[each.table] for each in staying_behind() if each.column)


def test_a_table_that_nobody_thought_of_travels(
    installed: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("create table customers_forgotten (id bigserial primary key, said text)")
        request.addfinalizer(lambda: _without("customers_forgotten"))
        cursor.execute("insert into customers_forgotten (said) values ('one'), (null), ('నమస్తే')")
    take_copy(tmp_path / "copy", by=BY)
    elsewhere(tmp_path, monkeypatch)

    bring_copy_in(tmp_path / "copy", by=BY)

    with connection.cursor() as cursor:
        cursor.execute("insert into customers_forgotten (said) values ('two') returning id")
        assert cursor.fetchone() == (4,)
        cursor.execute("select said from customers_forgotten order by id")
        assert [said for (said,) in cursor.fetchall()] == ["one", None, "నమస్తే", "two"]


def _without(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"drop table if exists {table}")


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**18), 10**18) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)
SAMPLES = {
    "text": ["''", "'a\tb\\n\"'", "E'line\\nline\\\\'", "'ñ నమస్తే 🌞'", "U&'\\0001\\0002'"],
    "numeric": ["'NaN'", "'-0.10'", "1e30", "123456789012345678901234567890.000000001", "'Infinity'"],
    "double precision": ["'NaN'", "'-Infinity'", "0.1", "1e-300", "'-0'"],
    "bigint": ["9223372036854775807", "-1"],
    "timestamptz": ["'infinity'", "'0044-03-15 12:00:00+00 BC'", "'2026-03-29 01:59:59.999999+00'"],
    "date": ["'infinity'", "'9999-12-31'", "'0001-01-01'"],
    "time": ["'23:59:59.999999'", "'24:00:00'"],
    "interval": ["'1 year -3 days 00:00:00.000001'"],
    "uuid[]": ["'{}'", "'{00000000-0000-0000-0000-000000000001,null}'"],
    "text[]": ["""'{"a,b","c\\"d",null,""}'"""],
    "jsonb": ["'null'", "'{}'", "'[1.0, 1e400, null]'", """'{"@json": null}'"""],
    "bytea": ["'\\x00ff'"],
    "boolean": ["true", "false"],
    "tsvector": ["to_tsvector('simple', 'it''s \\ here')"],
    "xid8": ["'18446744073709551615'"],
}


@pytest.fixture
def scratch(installed: Any) -> Iterator[None]:
    columns = ", ".join(f'"{name}" {name}' for name in SAMPLES)
    with connection.cursor() as cursor:
        cursor.execute(f"create table customers_scratch (id bigserial primary key, {columns})")
    yield
    _without("customers_scratch")


def _once_around(directory: Path) -> tuple[list[str], list[str]]:
    (table,) = [table for table in tables() if table.name == "customers_scratch"]
    (entry,) = [taking._write_table(directory, each) for each in [table]]
    assert entry.rows == len(before := _told(table))
    with connection.cursor() as cursor:
        cursor.execute("truncate customers_scratch")
        for rows in arriving._pieces(arriving.lines_of(directory, table.name), Pace()):
            cursor.execute(table.taking, [arriving._as_list(rows)])
    return before, _told(table)


def _told(table: Any) -> list[str]:
    """As PostgreSQL writes the values, not as we do."""
    with connection.cursor() as cursor:
        cursor.execute("select t::text from customers_scratch t order by id")
        return [line for (line,) in cursor.fetchall()]


def test_every_type_of_value_comes_back_as_it_was(scratch: None, tmp_path: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("insert into customers_scratch default values")
        for name, values in SAMPLES.items():
            for value in values:
                cursor.execute(f'insert into customers_scratch ("{name}") values ({value})'.replace("%", "%%"))
    (tmp_path / "tables").mkdir()

    before, after = _once_around(tmp_path)

    assert after == before


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(TEXTS, JSON), max_size=5))
def test_whatever_people_write_comes_back_as_it_was(
    scratch: None, tmp_path: Path, rows: list[tuple[str, object]]
) -> None:
    folder = tmp_path / str(len(list(tmp_path.iterdir())))
    (folder / "tables").mkdir(parents=True)
    with connection.cursor() as cursor:
        cursor.execute("truncate customers_scratch")
        for text, value in rows:
            told = orjson.dumps(_without_zeros(value)).decode()
            cursor.execute("insert into customers_scratch (text, jsonb) values (%s, %s::jsonb)", [text, told])

    before, after = _once_around(folder)

    assert after == before


def _without_zeros(value: Any) -> Any:
    """Integers beyond 64 bits are not JSON for the writer of this test."""
    if isinstance(value, dict):
        return {key: _without_zeros(each) for key, each in value.items()}
    return [_without_zeros(each) for each in value] if isinstance(value, list) else value
